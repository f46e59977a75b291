//! The stage graph: what waits for what, and what would follow if pilots stopped or were late. What is asked stands in the
//! address, so that the page can be sent to somebody and works without a script.

use std::collections::BTreeMap;

use axum::response::Response;
use maud::{Markup, html};
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::pilots::{Change, Stage};
use windrose_core::view::board::board;
use windrose_core::view::pilots::{PilotsView, StageRow, WhatIf, pilots};

use super::draw;
use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::{capital, date, t, t_with};

/// The most days by which a pilot is assumed to be late here.
const LATE_DAYS_MAX: u32 = 999;

/// `GET /i/{initiative}/pilots?stop=pilot-3&late-pilot-2=14`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let now = pilots(&facts, &Change::default());
    // What is asked of others than these is of another day.
    let open: Vec<(RecordId, &StageRow)> = now.stages.iter().filter_map(still_to_come).collect();
    let change = asked(&visit, &open);
    let then = pilots(&facts, &change);
    let body = html! {
        (head(&visit, &look, &board, Tab::Charts))
        section.stages-page aria-labelledby="h-pilots" {
            h2 #h-pilots { (t("pilots-title")) }
            p.lead { (capital(&now.summary)) "." }
            @if let Some(it) = &then.what_if { (follows(it)) }
            (draw::stages::chart(&then))
            @if !then.critical_path.is_empty() { p { (path(&then)) } }
        }
        @if !open.is_empty() { (form(&visit, &open, &change)) }
        (rollout(&then))
        (lines("pilots-clashes", then.clashes.iter().map(|it| it.sentence.as_str())))
        (lines("pilots-lacked", then.lacked.iter().map(|it| it.sentence.as_str())))
        p { a href={ "/i/" (board.initiative) "/charts" } { (t("chart-gantt")) } }
    };
    Ok(page(&visit, &format!("{} · {}", t("pilots-title"), board.title), &body))
}

/// A pilot that can still stop or be late.
fn still_to_come(row: &StageRow) -> Option<(RecordId, &StageRow)> {
    use windrose_core::rules::pilots::State::{Blocked, Ready, Running, Waiting};
    match row.stage {
        Stage::Pilot(id) if matches!(row.state, Blocked | Ready | Running | Waiting) => {
            Some((id, row))
        }
        _ => None,
    }
}

/// What the address asks for.
fn asked(visit: &Visit, open: &[(RecordId, &StageRow)]) -> Change {
    let mut change = Change::default();
    for (id, _) in open {
        let name = id.to_string();
        if visit.query.iter().any(|(key, value)| key == "stop" && *value == name) {
            change.stop.insert(*id);
        }
        let days = visit.asked(&format!("late-{name}")).and_then(|it| it.trim().parse().ok());
        if let Some(days) = days.filter(|it| (1..=LATE_DAYS_MAX).contains(it))
            && !change.stop.contains(id)
        {
            change.slip.insert(*id, days);
        }
    }
    change
}

fn follows(it: &WhatIf) -> Markup {
    html! {
        div.card role="status" {
            h3 { (t("pilots-then")) }
            ul { @for sentence in &it.sentences { li { (capital(sentence)) "." } } }
        }
    }
}

/// Which chain ends last.
fn path(view: &PilotsView) -> String {
    let names: Vec<&str> = view
        .critical_path
        .iter()
        .filter_map(|stage| view.stages.iter().find(|row| row.stage == *stage))
        .map(|row| row.name.as_str())
        .collect();
    let id = if view.other_paths { "pilots-path-other" } else { "pilots-path" };
    t_with(id, &[("path", names.join(" → ").as_str().into())])
}

/// A checkbox and a number for each pilot.
fn form(visit: &Visit, open: &[(RecordId, &StageRow)], change: &Change) -> Markup {
    html! {
        section.screen-only aria-labelledby="h-what-if" {
            h2 #h-what-if { (t("pilots-what-if")) }
            form.what-if method="get" {
                @if let Some(as_of) = visit.asked("as_of") { input type="hidden" name="as_of" value=(as_of); }
                @for (id, row) in open {
                    fieldset {
                        legend { (row.name) " (" (id) ")" }
                        label.check { input type="checkbox" name="stop" value=(id) checked[change.stop.contains(id)]; span { (t("pilots-stops")) } }
                        label { span { (t("pilots-late")) }
                            input type="number" name={ "late-" (id) } min="0" max=(LATE_DAYS_MAX) inputmode="numeric" value=[change.slip.get(id)]; }
                    }
                }
                p { button.primary { (t("pilots-show")) } }
            }
        }
    }
}

/// The waves, with the day on which each can begin.
fn rollout(view: &PilotsView) -> Markup {
    let mut waves: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for it in &view.rollout {
        let row = view.stages.iter().find(|row| row.stage == Stage::Pilot(it.pilot));
        let name = row.map_or_else(|| it.pilot.to_string(), |row| row.name.clone());
        let from = row.and_then(|row| row.starts_on).map(date).unwrap_or_default();
        let mut said = t_with(
            "pilots-placed",
            &[("name", name.as_str().into()), ("day", from.as_str().into())],
        );
        if !it.tied_with.is_empty() {
            let others: Vec<String> = it.tied_with.iter().map(ToString::to_string).collect();
            said = t_with(
                "pilots-tied",
                &[("line", said.as_str().into()), ("others", others.join(", ").as_str().into())],
            );
        }
        waves.entry(it.wave).or_default().push(said);
    }
    html! {
        @if !waves.is_empty() {
            section aria-labelledby="h-rollout" {
                h2 #h-rollout { (t("pilots-rollout")) }
                p { (t("pilots-rollout-hint")) }
                ol { @for of in waves.values() { li { (of.join("; ")) } } }
            }
        }
    }
}

fn lines<'a>(title: &str, sentences: impl Iterator<Item = &'a str>) -> Markup {
    let sentences: Vec<&str> = sentences.collect();
    html! {
        @if !sentences.is_empty() {
            section aria-labelledby={ "h-" (title) } {
                h2 id={ "h-" (title) } { (t(title)) }
                ul { @for sentence in sentences { li { (capital(sentence)) "." } } }
            }
        }
    }
}
