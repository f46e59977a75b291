//! What would follow if a pilot stopped or ended later: everything is computed again, and the difference is told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::decide::find_record;
use super::super::facts::Facts;
use super::super::ids::RecordId;
use super::super::now::days_between;
use super::super::record::PilotOutcome;
use super::super::refusal::Refusal;
use super::dates::forecast;
use super::graph::Stage;
use super::plan::Plan;
use super::standing::blocked;

/// What is assumed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Pilots that are stopped today.
    pub stop: BTreeSet<RecordId>,
    /// Pilots that end so many days later than they would.
    pub slip: BTreeMap<RecordId, u32>,
}

/// A stage whose day moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The stage.
    pub stage: Stage,
    /// The day on which it would end as things are.
    pub from: Date,
    /// The day on which it would end then.
    pub to: Date,
    /// By how many days that is later; less than none where it is earlier.
    pub days: i64,
}

/// What would follow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The stages that would be blocked and are not now.
    pub blocked: Vec<Stage>,
    /// The stages that would end on another day.
    pub moved: Vec<Moved>,
    /// The last day of the whole, as things are and then: as far as it is not blocked.
    pub ends_on: (Option<Date>, Option<Date>),
}

impl Change {
    /// The pilots that something is assumed of.
    pub fn pilots(&self) -> impl Iterator<Item = RecordId> {
        self.stop.iter().chain(self.slip.keys()).copied()
    }

    /// Are they there for whoever asks?
    ///
    /// # Errors
    /// With the first that is not, or was withdrawn.
    pub fn check(&self, facts: &Facts<'_>) -> Result<(), Refusal> {
        self.pilots().try_for_each(|id| find_record(facts, id).map(|_| ()))
    }
}

impl Plan {
    /// The plan as it would be. Pilots that have ended stay as they are.
    pub fn with(&self, change: &Change) -> Self {
        let mut plan = self.clone();
        for (id, pilot) in plan.pilots.iter_mut().filter(|(_, it)| it.ended.is_none()) {
            if change.stop.contains(id) {
                pilot.ended = Some((PilotOutcome::Stopped, self.today));
            }
            let days = change.slip.get(id).copied().unwrap_or(0);
            pilot.slips = pilot.slips.saturating_add(days);
        }
        plan
    }
}

/// What would follow.
pub fn what_if(plan: &Plan, change: &Change) -> Difference {
    let then = plan.with(change);
    // Who waits for whom does not change with it.
    let graph = plan.graph();
    let (blocked_now, blocked_then) = (blocked(plan, &graph), blocked(&then, &graph));
    let (now, later) = (forecast(plan, &graph), forecast(&then, &graph));
    let moved = |stage: Stage| {
        let (from, to) = (now.spans.get(&stage)?.ends_on, later.spans.get(&stage)?.ends_on);
        let stopped = matches!(stage, Stage::Pilot(id) if change.stop.contains(&id));
        let days = days_between(from, to);
        (from != to && !stopped).then_some(Moved { stage, from, to, days })
    };
    Difference {
        blocked: blocked_then.difference(&blocked_now).copied().collect(),
        moved: graph.stages().filter_map(moved).collect(),
        ends_on: (now.ends_on, later.ends_on),
    }
}
