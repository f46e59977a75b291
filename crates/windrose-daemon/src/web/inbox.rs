//! What waits for whoever visits, each with the button that does it.

use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use windrose_core::rules::step::Step;
use windrose_core::view::inbox::{Item, Sort};

use super::frame::page;
use super::visit::{Problem, Visit};
use super::words::{capital, date, readable, t, t_with};

/// How many days ahead is looked.
const WITHIN_DAYS: u32 = 14;

/// What `inbox_read` answers.
#[derive(Deserialize)]
struct Read {
    today: jiff::civil::Date,
    items: Vec<Item>,
    #[serde(default)]
    more: usize,
}

/// `GET /inbox`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let read: Read = visit.ask("inbox_read", &json!({"within_days": WITHIN_DAYS})).await?;
    let (asked, ahead): (Vec<_>, Vec<_>) =
        read.items.iter().partition(|it| it.due_on.is_none_or(|due| due <= read.today));
    let body = html! {
        h1 { (t("inbox")) }
        @if read.items.is_empty() {
            div.card.empty { p.big { (t("inbox-empty")) } p { (t("inbox-empty-next")) } p { a.button href="/" { (t("nav-portfolio")) } } }
        }
        (items(&visit, "inbox-now", &asked))
        (items(&visit, "inbox-ahead", &ahead))
        @if read.more > 0 { p { (t_with("inbox-more", &[("n", read.more.into())])) } }
    };
    Ok(page(&visit, &t("inbox"), &body))
}

fn items(visit: &Visit, words: &str, items: &[&Item]) -> Markup {
    if items.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby=(words) {
            h2 id=(words) { (t(words)) }
            ul.cards {
                @for it in items {
                    @let (title, sentence) = told(visit, it);
                    li.card {
                        p.kicker { (t(&format!("sort-{}", sort_name(it.sort)))) " · "
                            a href={ "/i/" (it.initiative) } { (title) } }
                        p.big { (sentence) }
                        @if let Some(due) = it.due_on { p.soft { (t_with("due-on", &[("day", date(due).into())])) } }
                        p.actions { a.button href=(way(it)) { (t(&format!("go-{}", sort_name(it.sort)))) } }
                    }
                }
            }
        }
    }
}

/// The title of the initiative that it is in, and what waits there.
fn told(visit: &Visit, it: &Item) -> (String, String) {
    match visit.call.engine.look(&it.initiative, &visit.call.actor, None) {
        Ok(look) => (look.initiative.title.clone(), readable(visit, &look.workflow, &it.sentence)),
        Err(_) => (it.initiative.to_string(), capital(&it.sentence)),
    }
}

/// Where it is done: the page of the call that does it.
fn way(it: &Item) -> String {
    let params = &it.call.params;
    let text = |name: &str| params.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = &it.initiative;
    match it.call.method.as_str() {
        "gate_decide" => format!("/i/{id}/decide/{}", text("step")),
        "gate_explain" => match it.criterion.as_ref() {
            Some(criterion) => format!("/i/{id}/gate/{}#c-{criterion}", text("step")),
            None => format!("/i/{id}/gate/{}", it.step.map_or("", Step::name)),
        },
        "record_add" => {
            let record = &params["records"][0];
            let kind = record["kind"].as_str().unwrap_or_default();
            let mut query = form_urlencoded::Serializer::new(String::new());
            for (name, value) in record["data"].as_object().into_iter().flatten() {
                let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                query.append_pair(name, &value);
            }
            format!("/i/{id}/record/{kind}?{}", query.finish())
        }
        method => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            for (name, value) in params.as_object().into_iter().flatten() {
                let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                query.append_pair(name, &value);
            }
            format!("/do/{method}?{}", query.finish())
        }
    }
}

const fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Approval => "approval",
        Sort::Waiver => "waiver",
        Sort::Decision => "decision",
        Sort::Hold => "hold",
        Sort::Obligation => "obligation",
        Sort::Contact => "contact",
        Sort::Verification => "verification",
        Sort::Reverification => "reverification",
        Sort::OutcomeCheck => "outcome-check",
        Sort::Deadline => "deadline",
    }
}
