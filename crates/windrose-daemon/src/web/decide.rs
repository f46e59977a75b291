//! Deciding at a gate: what is being signed, and one form for each decision that there is.

use axum::response::Response;
use maud::{Markup, html};
use windrose_core::engine::Look;
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::Reason;
use windrose_core::rules::criterion::Class;
use windrose_core::rules::gate::Verdict;
use windrose_core::rules::step::Step;
use windrose_core::view::board::board;
use windrose_core::view::report::{Explanation, explain};
use windrose_core::view::wording;

use super::checklist::{self, Reader, passes};
use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit, key};
use super::words::{self, t, t_with};

/// How many days an obligation has by default, and at most.
const OWED_DAYS: i64 = 30;

/// `GET /i/{initiative}/decide/{step}`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let step = visit.step()?;
    let look = visit.call.look(&visit.initiative()?, None).await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let gate = explain(&facts, step);
    let reader = Reader::of(&visit, &look);
    let title = t_with("decide-title", &[("title", gate.title.as_str().into())]);
    let body = html! {
        (head(&visit, &look, &board, Tab::Overview))
        h2 { (title) }
        p.lead { (t("decide-lead")) }
        @if reader.decides(step) {
            div.two.wide {
                div { (forms(&visit, &look, &gate)) }
                div { (checklist::gate(&Reader::only(&visit, &look), &gate, 2)) }
            }
        } @else {
            p.past { (t_with("decide-not-you", &[("role", words::role(gate.decides.as_str()).into())])) }
            (checklist::gate(&Reader::only(&visit, &look), &gate, 2))
        }
    };
    Ok(page(&visit, &format!("{title} · {}", board.title), &body))
}

fn forms(visit: &Visit, look: &Look, gate: &Explanation) -> Markup {
    let open = matches!(gate.verdict, Verdict::Open | Verdict::OpenWithWaivers);
    let owing = gate.verdict == Verdict::OpenWithConditions;
    html! {
        (one(gate, "go", open, &html! {
            @if !open { p.soft { (t("decide-go-shut")) } }
            (rationale("go", false))
        }, open))
        @if owing { (one(gate, "conditional_go", true, &html! { (obligations(visit, gate)) (rationale("conditional_go", false)) }, true)) }
        (one(gate, "hold", false, &html! {
            p { label for="hold-until" { (t("decide-until")) }
                input #hold-until type="date" name="/until" required min=(tomorrow(look)); }
            (rationale("hold", false))
        }, true))
        (one(gate, "recycle", false, &html! {
            p { label for="recycle-to" { (t("decide-to")) }
                select #recycle-to name="/to" required {
                    @for step in Step::ALL.into_iter().filter(|it| *it <= gate.step).rev() {
                        option value=(step.name()) { (step.number()) ". " (wording::step_title(step)) }
                    }
                } }
            (rationale("recycle", true))
        }, true))
        (one(gate, "stop", false, &html! {
            p { label for="stop-reason" { (t("decide-reason")) }
                select #stop-reason name="/reason" required {
                    option value="" { (t("choose")) }
                    @for reason in REASONS { option value=(reason.name()) { (t(&format!("reason-{}", reason.name()))) } }
                } }
            (rationale("stop", false))
        }, true))
    }
}

/// The reasons for which an initiative is stopped.
const REASONS: [Reason; 7] = [
    Reason::NoUrgency,
    Reason::NoSponsor,
    Reason::BenefitGone,
    Reason::Cost,
    Reason::Superseded,
    Reason::EvidenceNegative,
    Reason::Achieved,
];

/// One decision, folded away unless it is the one at hand.
fn one(
    gate: &Explanation,
    decision: &str,
    at_hand: bool,
    fields: &Markup,
    possible: bool,
) -> Markup {
    let words = decision.replace('_', "-");
    let action = form_urlencoded::Serializer::new(String::new())
        .append_pair("initiative", gate.initiative.as_str())
        .append_pair("step", gate.step.name())
        .append_pair("decision", decision)
        .append_pair("seen", &gate.seen.to_string())
        .append_pair("back", &format!("/i/{}", gate.initiative))
        .finish();
    html! {
        details.card.decision open[at_hand] {
            summary { (t(&format!("decide-{words}"))) }
            p { (t(&format!("decide-{words}-hint"))) }
            form method="post" action={ "/do/gate_decide?" (action) } {
                input type="hidden" name="key" value=(key());
                (fields)
                @if possible { p.actions { button.strong[at_hand] type="submit" { (t(&format!("decide-{words}"))) } } }
            }
        }
    }
}

fn rationale(of: &str, required: bool) -> Markup {
    html! {
        p { label for={ (of) "-rationale" } { (t(if required { "decide-why" } else { "decide-why-optional" })) }
            textarea id={ (of) "-rationale" } name="/rationale" rows="3" required[required] {} }
    }
}

/// Who owes what is missing, and by when.
fn obligations(visit: &Visit, gate: &Explanation) -> Markup {
    let access = visit.call.engine.access();
    let people: Vec<_> =
        access.accounts.iter().filter(|(_, it)| it.kind == AccountKind::Person).collect();
    let today = visit.call.engine.now().date();
    let last = today.checked_add(jiff::Span::new().days(OWED_DAYS)).unwrap_or(today);
    let missing = gate.findings.iter().filter(|it| it.class == Class::Must && !passes(it));
    html! {
        @for (index, it) in missing.enumerate() {
            fieldset {
                legend { (words::capital(&it.sentence)) }
                input type="hidden" name={ "/obligations/" (index) "/criterion" } value=(it.criterion);
                p { label for={ "owner-" (index) } { (t("decide-owner")) }
                    select id={ "owner-" (index) } name={ "/obligations/" (index) "/owner" } required {
                        option value="" { (t("choose")) }
                        @for (id, account) in &people { option value=(id) { (account.name) } }
                    } }
                p { label for={ "due-" (index) } { (t("decide-due")) }
                    input id={ "due-" (index) } type="date" name={ "/obligations/" (index) "/due_on" } required min=(today) max=(last) value=(last); }
            }
        }
    }
}

fn tomorrow(look: &Look) -> jiff::civil::Date {
    let today = look.now.date();
    today.tomorrow().unwrap_or(today)
}
