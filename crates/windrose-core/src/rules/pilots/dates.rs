//! When each stage can be at the earliest, as far as it is known today; which of them decide when all of it is over, and
//! how many days the others have to spare.
//!
//! All days are calendar days. A pilot starts on its planned day at the earliest, on the day after the end of every pilot
//! whose result it needs, and on the day on which its step has passed or, while that is open, can be reached and is due.
//! It takes as long as planned; one that is late could end today. A step is reached on the day on which all that it waits
//! for is there: windrose cannot know how long the rest of its work takes, so that is a day before which it will not be.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::RecordId;
use super::super::now::days_between;
use super::graph::{Stage, StageGraph};
use super::plan::{Conflict, PilotPlan, Plan};
use super::standing::blocked;

/// From when to when; of a step both are the day on which it can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first day.
    pub starts_on: Date,
    /// The last day.
    pub ends_on: Date,
}

/// Two pilots that are not to run at the same time and will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// The two, the smaller id first.
    pub pilots: (RecordId, RecordId),
    /// Why they are not to.
    pub why: Conflict,
    /// The days on which both run.
    pub days: Span,
}

/// When all of it can be at the earliest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// When each stage can be; those that are blocked have no day, as do those that were withdrawn.
    pub spans: BTreeMap<Stage, Span>,
    /// Of every stage that is still to come, how many days later it may end without the whole ending later.
    pub slack: BTreeMap<Stage, i64>,
    /// The last day of the whole, as far as it is not blocked; none when nothing is left.
    pub ends_on: Option<Date>,
    /// One chain of stages, each starting as soon as the one before it lets it, that ends on that day.
    pub critical_path: Vec<Stage>,
    /// Whether another chain is as long.
    pub other_paths: bool,
    /// The pilots that are not to run at the same time and will.
    pub clashes: Vec<Clash>,
}

/// The day so many days after another, or before it.
fn shifted(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days.clamp(-3_660_000, 3_660_000)))
}

/// When all of it can be at the earliest.
pub fn forecast(plan: &Plan, graph: &StageGraph) -> Forecast {
    let open = graph.without(|stage| plan.is_settled(stage));
    let blocked = blocked(plan, graph);
    let order: Vec<Stage> = open.order().into_iter().filter(|it| !blocked.contains(it)).collect();
    let mut spans: BTreeMap<Stage, Span> =
        graph.stages().filter_map(|it| Some((it, past(plan, it)?))).collect();
    for stage in &order {
        let span = earliest(plan, *stage, &graph.before(*stage), &spans);
        spans.insert(*stage, span);
    }
    let ends_on = order.iter().map(|stage| spans[stage].ends_on).max();
    let mut found =
        Forecast { ends_on, clashes: clashes(plan, &spans), spans, ..Forecast::default() };
    if let Some(ends_on) = ends_on {
        found.slack = slack(&open, &order, &found.spans, ends_on);
        (found.critical_path, found.other_paths) = critical(&open, &order, &found.spans, ends_on);
    }
    found
}

/// When it was, of a stage that waits for nothing any more.
fn past(plan: &Plan, stage: Stage) -> Option<Span> {
    match stage {
        Stage::Step(step) => {
            let day = plan.step(step).passed_on?;
            Some(Span { starts_on: day, ends_on: day })
        }
        Stage::Pilot(id) => {
            let pilot = plan.pilots.get(&id)?;
            let (_, ends_on) = pilot.ended?;
            Some(Span { starts_on: pilot.starts_on.min(ends_on), ends_on })
        }
    }
}

fn earliest(plan: &Plan, stage: Stage, before: &[Stage], spans: &BTreeMap<Stage, Span>) -> Span {
    let ends = |it: &Stage| spans.get(it).map(|span| span.ends_on);
    match stage {
        Stage::Step(step) => {
            let held = plan.step(step).held_until;
            let days = before.iter().filter_map(ends).chain(held);
            let day = days.fold(plan.today, Date::max);
            Span { starts_on: day, ends_on: day }
        }
        Stage::Pilot(id) => {
            let pilot = &plan.pilots[&id];
            let free = before.iter().filter_map(|it| match it {
                Stage::Pilot(_) => ends(it).map(|day| shifted(day, 1)),
                Stage::Step(step) => {
                    let due = plan.step(*step).due_on.filter(|_| !plan.is_settled(*it));
                    ends(it).max(due)
                }
            });
            let starts_on = free.fold(pilot.starts_on, Date::max);
            let ends_on = shifted(starts_on, takes(pilot)).max(plan.today);
            Span { starts_on, ends_on: shifted(ends_on, pilot.slips.into()) }
        }
    }
}

/// How many days a pilot goes on after its first.
fn takes(pilot: &PilotPlan) -> i64 {
    days_between(pilot.starts_on, pilot.ends_on).max(0)
}

/// By how many days what waits has to end later when what it waits for does, beginning with none: how far the two lie
/// apart. None where the one before is no reason for the day of the other.
fn gap(spans: &BTreeMap<Stage, Span>, before: Stage, after: Stage) -> Option<i64> {
    let (one, other) = (spans.get(&before)?, spans.get(&after)?);
    let free = match (before, after) {
        (Stage::Pilot(_), Stage::Pilot(_)) => shifted(one.ends_on, 1),
        (Stage::Step(_), _) | (Stage::Pilot(_), Stage::Step(_)) => one.ends_on,
    };
    Some(days_between(free, other.starts_on))
}

fn slack(
    open: &StageGraph,
    order: &[Stage],
    spans: &BTreeMap<Stage, Span>,
    ends_on: Date,
) -> BTreeMap<Stage, i64> {
    let mut slack: BTreeMap<Stage, i64> = BTreeMap::new();
    for stage in order.iter().rev() {
        let own = days_between(spans[stage].ends_on, ends_on);
        let after = open.after(*stage).into_iter().filter_map(|after| {
            // What is blocked has no day that could move.
            Some(slack.get(&after)? + gap(spans, *stage, after)?)
        });
        let least = after.fold(own, i64::min);
        slack.insert(*stage, least);
    }
    slack
}

/// Of the chains that end last, the one through the smallest ids, and whether there is another.
fn critical(
    open: &StageGraph,
    order: &[Stage],
    spans: &BTreeMap<Stage, Span>,
    ends_on: Date,
) -> (Vec<Stage>, bool) {
    let tight = |one: Stage, other: Stage| gap(spans, one, other) == Some(0);
    let is_last = |it: &Stage| {
        spans[it].ends_on == ends_on && !open.after(*it).into_iter().any(|after| tight(*it, after))
    };
    let mut last: Vec<Stage> = order.iter().copied().filter(is_last).collect();
    last.sort_unstable();
    let mut others = last.len() > 1;
    let mut path: Vec<Stage> = last.first().copied().into_iter().collect();
    while let Some(at) = path.last().copied() {
        let reasons: Vec<Stage> =
            open.before(at).into_iter().filter(|before| tight(*before, at)).collect();
        others |= reasons.len() > 1;
        match reasons.first() {
            Some(before) => path.push(*before),
            None => break,
        }
    }
    path.reverse();
    (path, others)
}

/// The pilots that are not to run at the same time and, by these days, will; also those that ran so far.
fn clashes(plan: &Plan, spans: &BTreeMap<Stage, Span>) -> Vec<Clash> {
    let is_open = |id: RecordId| !plan.is_settled(Stage::Pilot(id));
    let pairs = plan.conflicts().into_iter().filter(|((a, b), _)| is_open(*a) && is_open(*b));
    let clash = |((a, b), why): ((RecordId, RecordId), Conflict)| {
        let (one, other) = (spans.get(&Stage::Pilot(a))?, spans.get(&Stage::Pilot(b))?);
        let days = Span {
            starts_on: one.starts_on.max(other.starts_on),
            ends_on: one.ends_on.min(other.ends_on),
        };
        (days.starts_on <= days.ends_on).then_some(Clash { pilots: (a, b), why, days })
    };
    pairs.filter_map(clash).collect()
}
