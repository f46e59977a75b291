//! The stage graph in words: where stages stand, what clashes, what is not known, what would follow.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::rules::pilots::{Clash, Conflict, Lacked, Stage, State};
use crate::view::pilots::{StageRow, WhatIf};

use super::formats::date;
use super::gates::step_title;
use super::messages::{Join, NAMED_MAX, list, plain, say};
use super::words::step_name;

/// The longest name of a pilot in the label of a picture, in characters.
const LABEL_LENGTH_MAX: usize = 40;

/// A stage within a sentence.
pub(super) fn stage_name(stage: &Stage) -> String {
    match stage {
        Stage::Step(step) => step_name(*step),
        Stage::Pilot(id) => id.to_string(),
    }
}

fn all<'a>(stages: impl IntoIterator<Item = &'a Stage>) -> String {
    list(Join::And, stages.into_iter().map(stage_name), NAMED_MAX)
}

fn pilots(ids: &[crate::rules::ids::RecordId]) -> String {
    list(Join::And, ids, NAMED_MAX)
}

/// How many pilots are still to come, how many of them are blocked, and when all of it ends.
pub fn pilots_summary(counts: &BTreeMap<&'static str, usize>, ends_on: Option<Date>) -> String {
    let of =
        |states: &[State]| -> usize { states.iter().filter_map(|it| counts.get(it.name())).sum() };
    let blocked = of(&[State::Blocked]);
    let open = blocked + of(&[State::Running, State::Ready, State::Waiting]);
    let end = ends_on.map_or_else(|| "none".to_owned(), date);
    say!("pilots-summary", open = open, blocked = blocked, end = end)
}

/// Where a stage stands.
pub fn stage(row: &StageRow, today: Date) -> String {
    let day = |day: Option<Date>| day.map(date).unwrap_or_default();
    let (from, end) = (day(row.starts_on), day(row.ends_on));
    let is_step = matches!(row.stage, Stage::Step(_));
    let others = all(&row.waits_for);
    let line = match row.state {
        State::Done if is_step => say!("stage-passed", day = end),
        State::Done | State::Failed | State::Stopped => {
            say!("stage-ended", how = row.state.name(), day = end)
        }
        State::Withdrawn => say!("stage-withdrawn"),
        State::Running if row.planned_until.is_some_and(|planned| planned < today) => {
            say!("stage-overdue", planned = day(row.planned_until), end = end)
        }
        State::Running => say!("stage-running", end = end),
        State::Ready if is_step => say!("stage-free", day = end),
        State::Ready => say!("stage-ready", start = from, end = end),
        // What it waits for may be kept from whoever looks.
        State::Waiting if row.waits_for.is_empty() => say!("stage-waiting-unseen", day = end),
        State::Waiting if is_step => say!("stage-reached", others = others, day = end),
        State::Waiting => say!("stage-waiting", others = others, start = from, end = end),
        State::Blocked if row.blocked_by.is_empty() => say!("stage-blocked-unseen"),
        State::Blocked if row.blocked_by.contains(&row.stage) => {
            say!("stage-circle", members = all(&row.blocked_by))
        }
        State::Blocked => say!("stage-blocked", roots = all(&row.blocked_by)),
    };
    let late = row.late_days.filter(|_| row.state != State::Running || row.ends_on > Some(today));
    let line = match late {
        Some(days) => say!("stage-late", line = line, days = days),
        None => line,
    };
    match row.slack_days {
        Some(days) => say!("stage-slack", line = line, days = days),
        None => line,
    }
}

/// What a stage is called in a picture.
pub(in crate::view) fn stage_label(row: &StageRow) -> String {
    match row.stage {
        Stage::Step(step) => format!("{} {}", step.number(), step_title(step)),
        Stage::Pilot(id) => format!("{id}: {}", plain(&row.name, LABEL_LENGTH_MAX)),
    }
}

/// How a stage stands, in a word or two.
pub fn stage_state(row: &StageRow) -> String {
    let word = match (row.stage, row.state) {
        (Stage::Step(_), State::Ready) => "open",
        _ => row.state.name(),
    };
    say!("stage-state", state = word)
}

/// The same with the days.
pub(in crate::view) fn stage_days(row: &StageRow) -> String {
    let state = stage_state(row);
    match (row.starts_on, row.ends_on) {
        (Some(from), Some(end)) if from != end => {
            say!("stage-days", state = state, start = date(from), end = date(end))
        }
        (_, Some(day)) => say!("stage-day", state = state, day = date(day)),
        (_, None) => state,
    }
}

/// Two pilots that are not to run at the same time and will.
pub fn clash(it: &Clash) -> String {
    let why = match it.why {
        Conflict::MustNotOverlap => "overlap",
        Conflict::SharesPeople => "people",
    };
    let (one, other) = it.pilots;
    say!(
        "pilots-clash",
        one = one.to_string(),
        other = other.to_string(),
        why = why,
        start = date(it.days.starts_on),
        end = date(it.days.ends_on)
    )
}

/// What is not recorded.
pub fn pilots_lacked(it: &Lacked) -> String {
    match it {
        Lacked::Pilots => say!("lacked-pilots"),
        Lacked::Priority { pilots: of } => {
            say!("lacked-priority", n = of.len(), pilots = pilots(of))
        }
        Lacked::Deadlines { steps } => {
            let names = list(Join::And, steps.iter().map(|it| step_name(*it)), NAMED_MAX);
            say!("lacked-deadlines", n = steps.len(), steps = names)
        }
        Lacked::Conflicts => say!("lacked-conflicts"),
        Lacked::Withdrawn { pilots: of } => {
            say!("lacked-withdrawn", n = of.len(), pilots = pilots(of))
        }
        Lacked::Ends { pilots: of } => say!("lacked-ends", n = of.len(), pilots = pilots(of)),
    }
}

/// What would follow from what is assumed, a sentence each: what is blocked, what moves, when the whole ends.
pub fn what_if(it: &WhatIf) -> Vec<String> {
    let mut said = Vec::new();
    said.push(if it.blocked.is_empty() {
        say!("what-if-blocks-nothing")
    } else {
        say!("what-if-blocks", stages = all(&it.blocked))
    });
    said.extend(it.moved.iter().map(|it| {
        let (from, to) = (date(it.from), date(it.to));
        say!("what-if-moves", stage = stage_name(&it.stage), days = it.days, was = from, day = to)
    }));
    said.push(match (it.ends_on_now, it.ends_on_then) {
        (_, None) => say!("what-if-nothing-left"),
        (Some(now), Some(then)) if now != then => {
            say!("what-if-ends", was = date(now), day = date(then))
        }
        (_, Some(then)) => say!("what-if-ends-as-now", day = date(then)),
    });
    said
}
