//! An initiative: the rose, what it takes now, the eight steps, what was decided and what is owed.

use axum::response::Response;
use maud::{Markup, html};
use windrose_core::engine::Look;
use windrose_core::rules::gate::obligations::OwedState;
use windrose_core::rules::ids::RoleName;
use windrose_core::rules::role::Permission;
use windrose_core::rules::step::{StateName, Step};
use windrose_core::rules::waiver::WaiverState;
use windrose_core::view::board::{Board, StepView, board};
use windrose_core::view::report::explain;
use windrose_core::view::rose::Rose;
use windrose_core::view::waivers::WaiverView;
use windrose_core::view::wording;

use super::checklist::{self, Reader};
use super::draw;
use super::frame::page;
use super::timeline;
use super::visit::{Problem, Visit};
use super::words::{self, date, t, t_with};

/// How many of the newest things that happened stand on the page itself.
const NEWEST: usize = 8;

/// `GET /i/{initiative}`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let newest = timeline::newest(&visit, &look, NEWEST).await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let reader = Reader::of(&visit, &look);
    // What was open when it was closed waits for nobody.
    let running = board.phase == "running";
    let open = board.steps.iter().filter(|it| running && is_open(it));
    let open: Vec<Step> = open.map(|it| it.step).collect();
    let body = html! {
        (head(&visit, &look, &board, Tab::Overview))
        section.overview aria-label=(t("overview")) {
            div.rose {
                (draw::rose::large(&Rose::from(&board), "rose"))
                (timeline::slider(&visit, &look))
            }
            div.now {
                (now(&visit, &reader, &board))
                (steps(&visit, &board))
            }
        }
        @for step in open.iter().take(1) {
            (checklist::gate(&reader, &explain(&facts, *step), 2))
        }
        @if open.len() > 1 { (other_gates(&board, &open[1..])) }
        (owed(&visit, &look, &board))
        (waivers(&visit, &reader, &look, &board))
        (decisions(&visit, &board))
        section aria-labelledby="h-timeline" {
            h2 #h-timeline { (t("timeline")) }
            (timeline::lines(&visit, &look, &newest))
            p { a href=(path(&board, "/timeline")) { (t("timeline-all")) } }
        }
        (evidence(&reader, &board))
    };
    Ok(page(&visit, &board.title, &body))
}

/// `GET /i/{initiative}/gate/{step}`
pub(super) async fn gate(visit: Visit) -> Result<Response, Problem> {
    let step = visit.step()?;
    let look = visit.look().await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let body = html! {
        (head(&visit, &look, &board, Tab::Overview))
        (checklist::gate(&Reader::of(&visit, &look), &explain(&facts, step), 2))
        p { a href=(path(&board, "")) { (t("back-to-initiative")) } }
    };
    let title = format!("{} · {}", wording::step_title(step), board.title);
    Ok(page(&visit, &title, &body))
}

/// Which of an initiative's pages it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Overview,
    Records,
    Charts,
    Timeline,
    People,
    Sheet,
}

/// A page of an initiative.
fn path(board: &Board, rest: &str) -> String {
    format!("/i/{}{rest}", board.initiative)
}

/// Can something be decided at its gate?
fn is_open(step: &StepView) -> bool {
    matches!(step.state, StateName::Open | StateName::Held | StateName::Stale)
}

/// What stands above each page of an initiative.
pub(super) fn head(visit: &Visit, look: &Look, board: &Board, here: Tab) -> Markup {
    let tabs = [
        (Tab::Overview, "", "tab-overview"),
        (Tab::Records, "/records", "tab-records"),
        (Tab::Charts, "/charts", "tab-charts"),
        (Tab::Timeline, "/timeline", "tab-timeline"),
        (Tab::People, "/people", "tab-people"),
        (Tab::Sheet, "/sheet", "tab-sheet"),
    ];
    html! {
        div.title data-initiative=(board.initiative) data-version=(board.version) {
            h1 { (board.title) }
            @if let Some(purpose) = &board.purpose { p.lead { (purpose) } }
            p.facts {
                @if board.phase == "closed" {
                    span.chip.closed { (t("phase-closed")) }
                    @if let Some(reason) = &board.closed_because { " " (t(&format!("reason-{reason}"))) }
                } @else { span.chip { (t("phase-running")) } }
                span { (t_with("of-workflow", &[("workflow", words::workflow_title(&look.workflow).into())])) }
                @for role in ["sponsor", "lead", "owner"] { (holders(visit, board, role)) }
            }
        }
        nav.tabs aria-label=(t("nav-initiative")) {
            @for (tab, rest, words) in tabs {
                a href=(path(board, rest)) aria-current=[(tab == here).then_some("page")] { (t(words)) }
            }
        }
        @if let Some(message) = done(visit) { p.done role="status" { (message) } }
        @if visit.asked("as_of").is_some() {
            p.past role="status" {
                (t_with("as-of", &[("day", date(look.now.date()).into())])) " "
                a href=(visit.here.split('?').next().unwrap_or("/")) { (t("as-of-now")) }
            }
        }
    }
}

/// What was done just now, when the page follows a form.
pub(super) fn done(visit: &Visit) -> Option<String> {
    let method = visit.asked("done")?;
    // Only what is a method has such words.
    crate::rpc::methods::METHODS.iter().find(|it| it.name == method)?;
    Some(t(&format!("done-{}", method.replace('_', "-"))))
}

fn holders(visit: &Visit, board: &Board, role: &str) -> Markup {
    let holds = |roles: &Vec<RoleName>| roles.iter().any(|it| it.as_str() == role);
    let people: Vec<_> =
        board.roles.iter().filter(|(_, roles)| holds(roles)).map(|(id, _)| id).collect();
    html! {
        span {
            (words::role(role)) ": "
            @if people.is_empty() { em { (t("nobody")) } } @else { (visit.names_of(people)) }
        }
    }
}

/// What it takes now, in one sentence, and where to do it.
fn now(visit: &Visit, reader: &Reader<'_>, board: &Board) -> Markup {
    let running = board.phase == "running";
    let Some(step) = board.steps.iter().find(|it| running && is_open(it)) else {
        return html! { div.card.next { p { (t(if board.phase == "closed" { "now-closed" } else { "now-nothing" })) } } };
    };
    html! {
        div.card.next {
            p.kicker { (t_with("now-step", &[("number", step.number.into()), ("title", step.title.as_str().into())])) }
            @match step.needed.first() {
                Some(sentence) => {
                    p.big { (visit.said(sentence)) }
                    @if step.needed.len() > 1 {
                        p { (t_with("now-more", &[("n", (step.needed.len() - 1).into())])) }
                    }
                }
                None => p.big { (t("now-open")) },
            }
            @if let Some(due) = &step.due { p { (t_with("step-is", &[("due", due.as_str().into())])) } }
            p.actions {
                a.button href={ "#gate-" (step.step.name()) } { (t("now-checklist")) }
                @if reader.decides(step.step) {
                    a.button.strong href={ "/i/" (board.initiative) "/decide/" (step.step.name()) } { (t("now-decide")) }
                }
                @if reader.may(Permission::Record) {
                    a.button href={ "/i/" (board.initiative) "/record" } { (t("now-record")) }
                }
            }
            @if visit.person().is_none() { p { (t("only-reading")) } }
        }
    }
}

fn steps(visit: &Visit, board: &Board) -> Markup {
    html! {
        ol.steps {
            @for step in &board.steps {
                li class={ "step " (step.state.name()) } {
                    a href={ "/i/" (board.initiative) "/gate/" (step.step.name()) } {
                        span.number aria-hidden="true" { (step.number) }
                        span.what { (step.title) }
                        span.state { (t(&format!("state-{}", step.state.name()))) }
                        span.count { (counted(visit, step)) }
                        @if let (Some(due), Some(state)) = (step.due_on, step.due_state) {
                            span class={ "due " (state.name()) } { (t_with("due-on", &[("day", date(due).into())])) }
                        }
                    }
                }
            }
        }
    }
}

/// How far a step is; of one that has passed, since when: what was missing then stands in its receipt.
fn counted(visit: &Visit, step: &StepView) -> String {
    if step.taken_over {
        return t("taken-over");
    }
    if let (StateName::Passed, Some(at)) = (step.state, &step.passed_at) {
        return t_with("passed-on", &[("day", visit.day(at).into())]);
    }
    let (met, of) = (step.musts_met, step.musts);
    t_with("musts-met", &[("met", met.into()), ("of", of.into())])
}

fn other_gates(board: &Board, steps: &[Step]) -> Markup {
    html! {
        section aria-labelledby="h-others" {
            h2 #h-others { (t("other-open-gates")) }
            ul {
                @for step in steps {
                    li { a href={ "/i/" (board.initiative) "/gate/" (step.name()) } { (wording::step_title(*step)) } }
                }
            }
        }
    }
}

fn owed(visit: &Visit, look: &Look, board: &Board) -> Markup {
    if board.obligations.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="h-owed" {
            h2 #h-owed { (t("obligations")) }
            p { (t("obligations-what")) }
            ul.cards {
                @for it in &board.obligations {
                    li class={ "card " (owed_name(it.state)) } {
                        p.big { (it.obligation.text.as_deref().map_or_else(|| words::criterion(&look.workflow, &it.obligation.criterion), ToOwned::to_owned)) }
                        p {
                            span.chip { (t(&format!("owed-{}", owed_name(it.state)))) } " "
                            (t_with("owed-by", &[("who", visit.name_of(&it.obligation.owner).into()), ("day", date(it.obligation.due_on).into())]))
                        }
                    }
                }
            }
        }
    }
}

const fn owed_name(state: OwedState) -> &'static str {
    match state {
        OwedState::Settled => "settled",
        OwedState::Open => "open",
        OwedState::Overdue => "overdue",
    }
}

fn waivers(visit: &Visit, reader: &Reader<'_>, look: &Look, board: &Board) -> Markup {
    if board.waivers.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="h-waivers" {
            h2 #h-waivers { (t("waivers")) }
            p { (t("waivers-what")) }
            ul.cards {
                @for it in &board.waivers {
                    li.card {
                        (waiver(visit, look, it))
                        @if reader.is_one_of(&it.judge_holders) {
                            p.actions { (reader.deed("waiver_decide", &[("waiver", it.waiver.to_string())], "do-judge-waiver")) }
                        }
                        @if reader.acts() && matches!(it.state, WaiverState::InForce | WaiverState::Expired | WaiverState::Requested) {
                            p.actions { (reader.deed("waiver_close", &[("waiver", it.waiver.to_string())], "do-close-waiver")) }
                        }
                    }
                }
            }
        }
    }
}

/// What a waiver sets aside, why, and how it stands.
pub(super) fn waiver(visit: &Visit, look: &Look, it: &WaiverView) -> Markup {
    html! {
        p.big { (words::criterion(&look.workflow, &it.criterion)) }
        p {
            span.chip { (t(&format!("waiver-{}", waiver_name(it.state)))) } " "
            (t_with("waiver-until", &[("day", date(it.expires_on).into())])) " · "
            (t_with("waiver-asked", &[("who", visit.actor_name(&it.requested_by).into()), ("day", visit.moment(&it.requested_at).into())]))
        }
        p { (it.reason) }
        @if let Some(judged) = &it.decided {
            p { (t_with("waiver-judged", &[("who", visit.actor_name(&judged.by).into()), ("day", visit.moment(&judged.at).into())]))
                @if let Some(comment) = &judged.comment { ": " (comment) } }
        }
    }
}

const fn waiver_name(state: WaiverState) -> &'static str {
    match state {
        WaiverState::Requested => "requested",
        WaiverState::InForce => "in-force",
        WaiverState::Expired => "expired",
        WaiverState::Refused => "refused",
        WaiverState::Renewed => "renewed",
        WaiverState::Closed => "closed",
    }
}

fn decisions(visit: &Visit, board: &Board) -> Markup {
    if board.decisions.is_empty() {
        return html! {};
    }
    html! {
        // No landmark of its own: its table, which can be scrolled, is one.
        section {
            h2 #h-decisions { (t("decisions")) }
            div.scroll tabindex="0" role="region" aria-labelledby="h-decisions" {
                table {
                    thead { tr { th scope="col" { (t("col-when")) } th scope="col" { (t("col-step")) } th scope="col" { (t("col-decision")) } th scope="col" { (t("col-who")) } th scope="col" { (t("col-receipt")) } } }
                    tbody {
                        @for it in board.decisions.iter().rev() {
                            tr {
                                td { (visit.moment(&it.at)) }
                                td { (wording::step_title(it.step)) }
                                td { (t(&format!("decision-{}", it.decision.replace('_', "-")))) }
                                td { (visit.actor_name(&it.by)) }
                                td { @if it.receipt.is_some() {
                                    a href={ "/i/" (board.initiative) "/receipt/" (it.step.name()) "/" (it.version) } { (t("receipt-show")) span.hidden { " " (wording::step_title(it.step)) ", " (visit.moment(&it.at)) } }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How much is recorded of what.
fn evidence(reader: &Reader<'_>, board: &Board) -> Markup {
    html! {
        section aria-labelledby="h-evidence" {
            h2 #h-evidence { (t("evidence")) }
            @if board.records.is_empty() {
                p { (t("evidence-none")) }
            } @else {
                ul.tags {
                    @for (kind, n) in &board.records {
                        li { a href={ "/i/" (board.initiative) "/records?kind=" (kind) } {
                            (super::records::kind_words(kind).many) " " span.n { (n) } } }
                    }
                }
            }
            @if reader.may(Permission::Record) {
                p.actions { a.button href={ "/i/" (board.initiative) "/record" } { (t("now-record")) } }
            }
        }
    }
}
