//! The first run: from nothing to an initiative in three steps. What is changed, who carries it, who is affected.

use axum::response::Response;
use maud::{Markup, html};

use super::frame::page;
use super::visit::{Problem, Visit};
use super::words::{self, t, t_with};

/// `GET /start`: the first of the three.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let workflows = visit.call.engine.workflows();
    let body = html! {
        h1 { (t("start-title")) }
        p.lead { (t("start-lead")) }
        (stepper(1))
        form.card method="post" action="/do/initiative_open?then=start" {
            p {
                label for="start-name" { (t("start-name")) }
                input #start-name name="/title" required maxlength="200" autocomplete="off" aria-describedby="start-name-hint";
                span.hint #start-name-hint { (t("start-name-hint")) }
            }
            p {
                label for="start-purpose" { (t("start-purpose")) }
                textarea #start-purpose name="/purpose" rows="3" aria-describedby="start-purpose-hint" {}
                span.hint #start-purpose-hint { (t("start-purpose-hint")) }
            }
            p {
                label for="start-id" { (t("start-id")) }
                input #start-id name="/initiative" required pattern="[a-z0-9][a-z0-9._\\-]*" maxlength="64" autocomplete="off" autocapitalize="none" aria-describedby="start-id-hint" data-slug-of="start-name";
                span.hint #start-id-hint { (t("start-id-hint")) }
            }
            fieldset.choices {
                legend { (t("start-workflow")) }
                @for (workflow, _) in &workflows {
                    label.choice {
                        input type="radio" name="/workflow" value=(workflow.name) required checked[workflow.name.as_str() == "kotter"];
                        span { strong { (words::workflow_title(workflow)) } span.soft { (words::workflow_summary(workflow)) } }
                    }
                }
            }
            p.actions { button.strong type="submit" { (t("start-open")) } }
        }
    };
    Ok(page(&visit, &t("start-title"), &body))
}

/// Where somebody stands on the way to a first initiative.
pub(super) fn stepper(at: u32) -> Markup {
    html! {
        ol.stepper aria-label=(t("start-steps")) {
            @for n in 1..=3u32 {
                li aria-current=[(n == at).then_some("step")] class=[(n < at).then_some("past")] {
                    (t_with("start-step", &[("n", n.into())])) " " strong { (t(&format!("start-step-{n}"))) }
                }
            }
        }
    }
}
