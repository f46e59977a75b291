//! The stage graph, as it is shown: where every step and pilot stands, when it can be, what decides the end, in which
//! order to roll out, and what would follow if a pilot stopped or were late.

mod picture;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use picture::{dot, mermaid};

use super::wording;
use crate::rules::facts::Facts;
use crate::rules::fixed::Fixed;
use crate::rules::ids::{InitiativeId, RecordId};
use crate::rules::now::days_between;
use crate::rules::pilots::{
    Change, Conflict, Difference, Forecast, Lacked, Moved, Plan, Span, Stage, StageGraph, Standing,
    State, forecast, lacked, standings, waves, what_if,
};
use crate::rules::record::{Pilot, Record};

/// The stage graph of an initiative. Where something is assumed to stop or to be late, everything is as it would be then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PilotsView {
    /// The initiative.
    pub initiative: InitiativeId,
    /// The day for which it stands; of a closed initiative the last one.
    pub today: Date,
    /// In one sentence: how many pilots are still to come, how many of them are blocked, and when all of it ends at the earliest.
    pub summary: String,
    /// The last day of the whole at the earliest, as far as it is not blocked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// The stages of which each lets the next start, up to that day.
    pub critical_path: Vec<Stage>,
    /// Another chain is as long; of several, the one with the smallest ids stands above.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other_paths: bool,
    /// The eight steps, then the pilots.
    pub stages: Vec<StageRow>,
    /// Who waits for whom, without what follows from the rest.
    pub edges: Vec<Edge>,
    /// The pilots that are still to come and not blocked, in the order of their rollout.
    pub rollout: Vec<Rollout>,
    /// Pilots that are not to run at the same time and will.
    pub clashes: Vec<ClashRow>,
    /// What is not recorded and would make this more certain.
    pub lacked: Vec<LackedRow>,
    /// What would follow from what is assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_if: Option<WhatIf>,
    /// How many pilots were left out because the viewer may not see them. They count in the days of all others.
    #[serde(default, skip_serializing_if = "is_none")]
    pub left_out: u32,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

/// A step or a pilot, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StageRow {
    /// The step, or the pilot.
    pub stage: Stage,
    /// What it is called.
    pub name: String,
    /// The unit that a pilot runs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it stands in the graph.
    pub state: State,
    /// Its first day at the earliest, or as it was; of a step the day on which it can be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// Its last day at the earliest, or as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// The last day as planned; of an open step the day on which it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_until: Option<Date>,
    /// How many days later than planned it ends at the earliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_days: Option<i64>,
    /// How many days later it may end without the whole ending later; only of what is still to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slack_days: Option<i64>,
    /// What it waits for directly and is not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<Stage>,
    /// Of all that it waits for, what can be worked on now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<Stage>,
    /// Why it is blocked, at the root: pilots without a result, or the members of a circle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked_by: Vec<Stage>,
    /// What would be blocked if it came to nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds_up: Vec<Stage>,
    /// The same in plain words.
    pub sentence: String,
}

/// Who waits for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// What waits.
    pub stage: Stage,
    /// What it waits for.
    pub waits_for: Stage,
}

/// A pilot's place in the rollout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rollout {
    /// The pilot.
    pub pilot: RecordId,
    /// Its wave, from 1: those of one wave may run together.
    pub wave: u32,
    /// Value × readiness / load, each from 1 to 5; 3 where it is not recorded.
    pub priority: Fixed,
    /// The pilots that could have stood in its place just as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tied_with: Vec<RecordId>,
}

/// Two pilots that are not to run at the same time and will.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClashRow {
    /// The two.
    pub pilots: [RecordId; 2],
    /// Why they are not to.
    pub why: Conflict,
    /// The first day on which both run.
    pub starts_on: Date,
    /// The last one.
    pub ends_on: Date,
    /// The same in plain words.
    pub sentence: String,
}

/// Something that is not recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LackedRow {
    /// What.
    #[serde(flatten)]
    pub what: Lacked,
    /// The same in plain words.
    pub sentence: String,
}

/// What would follow from what is assumed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhatIf {
    /// The pilots that are assumed to stop.
    pub stop: Vec<RecordId>,
    /// The pilots that are assumed to end later, and by how many days.
    pub slip: BTreeMap<RecordId, u32>,
    /// What would be blocked and is not now.
    pub blocked: Vec<Stage>,
    /// What would end on another day.
    pub moved: Vec<MovedRow>,
    /// The last day of the whole as things are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on_now: Option<Date>,
    /// The last day of the whole then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on_then: Option<Date>,
    /// The same in plain words.
    pub sentences: Vec<String>,
}

/// A stage that would end on another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MovedRow {
    /// The stage.
    pub stage: Stage,
    /// Its last day as things are.
    pub from: Date,
    /// Its last day then.
    pub to: Date,
    /// By how many days that is later.
    pub days: i64,
}

/// The stage graph of an initiative, with what is assumed.
pub fn pilots(facts: &Facts<'_>, change: &Change) -> PilotsView {
    let now = Plan::of(facts);
    let plan = now.with(change);
    let graph = plan.graph();
    let sees = |stage: Stage| sees(facts, stage);
    let (standings, forecast) = (standings(&plan, &graph), forecast(&plan, &graph));
    let of = Shown { facts, plan: &plan, graph: &graph, forecast: &forecast };
    let stages: Vec<StageRow> = standings
        .iter()
        .filter(|(stage, _)| sees(**stage))
        .map(|(stage, standing)| of.row(*stage, standing))
        .collect();
    let assumed = !change.stop.is_empty() || !change.slip.is_empty();
    let difference = || of.what_if(change, what_if(&now, change));
    PilotsView {
        initiative: facts.initiative.id.clone(),
        today: plan.today,
        summary: wording::pilots_summary(&counted(&standings), forecast.ends_on),
        ends_on: forecast.ends_on,
        critical_path: of.seen(&forecast.critical_path),
        other_paths: forecast.other_paths,
        stages,
        edges: of.edges(),
        rollout: of.rollout(),
        clashes: of.clashes(),
        lacked: of.lacked(),
        what_if: assumed.then(difference),
        left_out: u32::try_from(plan.pilots.keys().filter(|id| !sees(Stage::Pilot(**id))).count())
            .unwrap_or(u32::MAX),
    }
}

fn sees(facts: &Facts<'_>, stage: Stage) -> bool {
    match stage {
        Stage::Step(_) => true,
        Stage::Pilot(id) => {
            facts.initiative.records.get(id).is_some_and(|stored| facts.sees(stored))
        }
    }
}

/// How many pilots stand where, of those that are still to come.
fn counted(standings: &BTreeMap<Stage, Standing>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for (stage, it) in standings {
        if matches!(stage, Stage::Pilot(_)) {
            *counts.entry(it.state.name()).or_default() += 1;
        }
    }
    counts
}

/// What is shown, and to whom.
struct Shown<'a> {
    facts: &'a Facts<'a>,
    plan: &'a Plan,
    graph: &'a StageGraph,
    forecast: &'a Forecast,
}

impl Shown<'_> {
    /// Of these stages, those that the viewer may see.
    fn seen(&self, stages: &[Stage]) -> Vec<Stage> {
        stages.iter().copied().filter(|it| sees(self.facts, *it)).collect()
    }

    fn seen_pilots(&self, pilots: &[RecordId]) -> Vec<RecordId> {
        pilots.iter().copied().filter(|it| sees(self.facts, Stage::Pilot(*it))).collect()
    }

    fn row(&self, stage: Stage, standing: &Standing) -> StageRow {
        let span = self.forecast.spans.get(&stage);
        let pilot = match stage {
            Stage::Step(_) => None,
            Stage::Pilot(id) => self.recorded(id),
        };
        let is_open = !self.plan.is_settled(stage);
        let planned_until = match (stage, pilot) {
            (Stage::Step(step), _) => self.plan.step(step).due_on.filter(|_| is_open),
            (_, pilot) => pilot.map(|it| it.ends_on),
        };
        let late = planned_until
            .zip(span.filter(|_| is_open))
            .map(|(planned, span)| days_between(planned, span.ends_on));
        let mut row = StageRow {
            stage,
            name: match (stage, pilot) {
                (Stage::Step(step), _) => wording::step_title(step),
                (Stage::Pilot(id), pilot) => {
                    pilot.map_or_else(|| id.to_string(), |it| it.name.clone())
                }
            },
            unit: pilot.map(|it| it.unit.clone()),
            state: standing.state,
            starts_on: span.map(|it| it.starts_on),
            ends_on: span.map(|it| it.ends_on),
            planned_until,
            late_days: late.filter(|days| *days > 0),
            slack_days: self.forecast.slack.get(&stage).copied(),
            waits_for: self.seen(&standing.waits_for),
            first: self.seen(&standing.first),
            blocked_by: self.seen(&standing.blocked_by),
            holds_up: self.seen(&standing.holds_up),
            sentence: String::new(),
        };
        row.sentence = wording::stage(&row, self.plan.today);
        row
    }

    /// A pilot as it is recorded, withdrawn or not.
    fn recorded(&self, id: RecordId) -> Option<&Pilot> {
        match &*self.facts.initiative.records.get(id)?.record {
            Record::Pilot(pilot) => Some(pilot),
            _ => None,
        }
    }

    fn edges(&self) -> Vec<Edge> {
        let seen = |it: &Edge| sees(self.facts, it.stage) && sees(self.facts, it.waits_for);
        let edges = self.graph.reduced().into_iter();
        edges.map(|(stage, waits_for)| Edge { stage, waits_for }).filter(seen).collect()
    }

    fn rollout(&self) -> Vec<Rollout> {
        let placed = waves(self.plan, self.graph).into_iter();
        let seen = placed.filter(|it| sees(self.facts, Stage::Pilot(it.pilot)));
        seen.map(|it| Rollout {
            pilot: it.pilot,
            wave: it.wave,
            priority: self.plan.pilots[&it.pilot].priority.number(),
            tied_with: self.seen_pilots(&it.tied_with),
        })
        .collect()
    }

    fn clashes(&self) -> Vec<ClashRow> {
        let row = |it: &crate::rules::pilots::Clash| {
            let (one, other) = it.pilots;
            let Span { starts_on, ends_on } = it.days;
            let sentence = wording::clash(it);
            ClashRow { pilots: [one, other], why: it.why, starts_on, ends_on, sentence }
        };
        let all = self.forecast.clashes.iter().map(row);
        all.filter(|it| self.seen_pilots(&it.pilots).len() == 2).collect()
    }

    fn lacked(&self) -> Vec<LackedRow> {
        let seen = |it: Lacked| match it {
            Lacked::Priority { pilots } => Lacked::Priority { pilots: self.seen_pilots(&pilots) },
            Lacked::Withdrawn { pilots } => Lacked::Withdrawn { pilots: self.seen_pilots(&pilots) },
            Lacked::Ends { pilots } => Lacked::Ends { pilots: self.seen_pilots(&pilots) },
            Lacked::Pilots | Lacked::Deadlines { .. } | Lacked::Conflicts => it,
        };
        let is_told = |it: &Lacked| match it {
            Lacked::Priority { pilots }
            | Lacked::Withdrawn { pilots }
            | Lacked::Ends { pilots } => !pilots.is_empty(),
            Lacked::Pilots | Lacked::Deadlines { .. } | Lacked::Conflicts => true,
        };
        let all = lacked(self.plan).into_iter().map(seen).filter(is_told);
        all.map(|what| LackedRow { sentence: wording::pilots_lacked(&what), what }).collect()
    }

    fn what_if(&self, change: &Change, it: Difference) -> WhatIf {
        let seen = |it: &Moved| sees(self.facts, it.stage);
        let moved = it.moved.into_iter().filter(seen).map(|it| {
            let Moved { stage, from, to, days } = it;
            MovedRow { stage, from, to, days }
        });
        let (ends_on_now, ends_on_then) = it.ends_on;
        let mut row = WhatIf {
            stop: change.stop.iter().copied().collect(),
            slip: change.slip.clone(),
            blocked: self.seen(&it.blocked),
            moved: moved.collect(),
            ends_on_now,
            ends_on_then,
            sentences: Vec::new(),
        };
        row.sentences = wording::what_if(&row);
        row
    }
}

#[cfg(test)]
mod tests;
