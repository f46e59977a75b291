//! One page for a steering committee, made to be printed: where the change stands, what blocks it, what is asked of whom.

use std::collections::BTreeMap;

use axum::response::Response;
use maud::{Markup, html};
use windrose_core::engine::Look;
use windrose_core::rules::gate::obligations::OwedState;
use windrose_core::rules::record::{Body as _, Win};
use windrose_core::rules::step::StateName;
use windrose_core::rules::waiver::WaiverState;
use windrose_core::view::board::{Board, board};
use windrose_core::view::report::{Explanation, explain};
use windrose_core::view::rose::Rose;

use super::checklist::passes;
use super::draw;
use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::{self, date, t, t_with};

/// `GET /i/{initiative}/sheet`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let running = board.phase == "running";
    let open = board.steps.iter().find(|it| {
        running && matches!(it.state, StateName::Open | StateName::Held | StateName::Stale)
    });
    let gate = open.map(|it| explain(&facts, it.step));
    let body = html! {
        (head(&visit, &look, &board, Tab::Sheet))
        p.screen-only { (t("sheet-how")) }
        div.sheet {
            div.sheet-rose { (draw::rose::large(&Rose::from(&board), "rose")) }
            div { (standing(&board)) }
        }
        @if let Some(gate) = &gate { (asked(&visit, gate)) }
        (wins(&look, &board))
        (owed(&visit, &look, &board))
        (set_aside(&look, &board))
        p.soft { (t_with("sheet-made", &[("day", date(board.today).into()), ("version", board.version.into())])) }
    };
    Ok(page(&visit, &format!("{} · {}", t("tab-sheet"), board.title), &body))
}

fn standing(board: &Board) -> Markup {
    html! {
        h2 { (t("sheet-standing")) }
        div.scroll tabindex="0" role="region" aria-label=(t("sheet-standing")) { table {
            thead { tr { th scope="col" { (t("col-step")) } th scope="col" { (t("col-state")) } th.num scope="col" { (t("col-musts")) } th scope="col" { (t("col-due")) } } }
            tbody {
                @for it in &board.steps {
                    tr class=(it.state.name()) {
                        th scope="row" { (it.number) ". " (it.title) }
                        td { (t(&format!("state-{}", it.state.name()))) }
                        td.num { @if it.taken_over { (t("taken-over")) } @else { (it.musts_met) "/" (it.musts) } }
                        td { @if let Some(due) = it.due_on { (date(due)) } }
                    }
                }
            }
        } }
    }
}

fn asked(visit: &Visit, gate: &Explanation) -> Markup {
    let missing = gate
        .findings
        .iter()
        .filter(|it| !passes(it) && it.class == windrose_core::rules::criterion::Class::Must);
    html! {
        h2 { (t_with("sheet-gate", &[("number", gate.number.into()), ("title", gate.title.as_str().into())])) }
        p.big { (visit.said(&gate.summary)) }
        ul {
            @for it in missing {
                li { (visit.said(&it.sentence))
                    @if !it.holders.is_empty() { " " span.soft { "(" (visit.names_of(&it.holders)) ")" } } }
            }
        }
        p { (t_with("gate-decides", &[("role", words::role(gate.decides.as_str()).into())])) " "
            @if gate.deciders.is_empty() { strong { (t("nobody")) } } @else { (visit.names_of(&gate.deciders)) } }
    }
}

/// How many wins there are, by how they stand.
fn wins(look: &Look, board: &Board) -> Markup {
    let facts = look.facts();
    let records = &facts.initiative.records;
    let mut stand: BTreeMap<&str, usize> = BTreeMap::new();
    for (stored, win) in records.live::<Win>().filter(|(stored, _)| facts.sees(stored)) {
        *stand.entry(win.status(stored.id, records)).or_default() += 1;
    }
    html! {
        h2 { (t("sheet-wins")) }
        @if stand.is_empty() { p { (t("sheet-wins-none")) } }
        ul.tags { @for (status, n) in &stand { li { span.chip { (words::status(status)) " " (n) } } } }
        @let pilots = board.records.get("pilot").copied().unwrap_or_default();
        p { (t_with("sheet-pilots", &[("n", pilots.into())])) }
    }
}

fn owed(visit: &Visit, look: &Look, board: &Board) -> Markup {
    let owed: Vec<_> =
        board.obligations.iter().filter(|it| it.state != OwedState::Settled).collect();
    html! {
        @if !owed.is_empty() {
            h2 { (t("obligations")) }
            ul {
                @for it in owed {
                    li { (words::criterion(&look.workflow, &it.obligation.criterion)) ": "
                        (t_with("owed-by", &[("who", visit.name_of(&it.obligation.owner).into()), ("day", date(it.obligation.due_on).into())])) }
                }
            }
        }
    }
}

/// The conditions that are waived now.
fn set_aside(look: &Look, board: &Board) -> Markup {
    let in_force: Vec<_> =
        board.waivers.iter().filter(|it| it.state == WaiverState::InForce).collect();
    html! {
        @if !in_force.is_empty() {
            h2 { (t("waivers")) }
            ul {
                @for it in in_force {
                    li { (words::criterion(&look.workflow, &it.criterion)) ": " (it.reason) " ("
                        (t_with("waiver-until", &[("day", date(it.expires_on).into())])) ")" }
                }
            }
        }
    }
}
