//! What the analyses of the stage graph know of steps and pilots, as it is recorded.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::ids::RecordId;
use super::super::initiative::Phase;
use super::super::record::{Pilot, PilotEnded, PilotOutcome};
use super::super::step::{Mode, StateName, Step, StepState};
use super::graph::{Stage, StageGraph, Waits};
use super::waves::Priority;

/// The steps and the pilots of an initiative, as the analyses need them.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The day for which it stands; of a closed initiative its last one.
    pub today: Date,
    /// Whether the steps follow one another.
    pub mode: Mode,
    /// The eight steps.
    pub steps: [StepPlan; 8],
    /// The pilots that count.
    pub pilots: BTreeMap<RecordId, PilotPlan>,
}

/// A step, as the analyses need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepPlan {
    /// The day it passed, of one that has passed, also where it has to be confirmed since.
    pub passed_on: Option<Date>,
    /// Of a held step: until when.
    pub held_until: Option<Date>,
    /// By when it is to be done.
    pub due_on: Option<Date>,
}

/// A pilot, as the analyses need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PilotPlan {
    /// Its first day, as planned.
    pub starts_on: Date,
    /// Its last day, as planned.
    pub ends_on: Date,
    /// How and on which day it ended.
    pub ended: Option<(PilotOutcome, Date)>,
    /// The pilots whose result it needs.
    pub needs: Vec<RecordId>,
    /// The step after which it starts.
    pub after: Option<Step>,
    /// The step that needs its result.
    pub needed_for: Option<Step>,
    /// Pilots with the same people.
    pub shares_people_with: Vec<RecordId>,
    /// Pilots that must not run at the same time.
    pub must_not_overlap: Vec<RecordId>,
    /// What its place in the rollout follows from.
    pub priority: Priority,
    /// By how many days more than planned it is assumed to end later.
    pub slips: u32,
}

impl From<&Pilot> for PilotPlan {
    fn from(it: &Pilot) -> Self {
        Self {
            starts_on: it.starts_on,
            ends_on: it.ends_on,
            ended: None,
            needs: it.needs_result_of.clone(),
            after: it.starts_after,
            needed_for: it.needed_for,
            shares_people_with: it.shares_people_with.clone(),
            must_not_overlap: it.must_not_overlap.clone(),
            priority: Priority { value: it.value, readiness: it.readiness, load: it.load },
            slips: 0,
        }
    }
}

/// Why two pilots are not to run at the same time.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// Somebody said that they must not.
    MustNotOverlap,
    /// The same people take part in both.
    SharesPeople,
}

/// What the analyses would have needed besides, and do not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Lacked {
    /// No pilot counts, so there are only steps.
    Pilots,
    /// Of these pilots value, readiness or load is not recorded: the middle of the scale counts.
    Priority {
        /// Those.
        pilots: Vec<RecordId>,
    },
    /// A pilot starts after these steps, and by when they are to be done is not recorded: what they wait for counts alone.
    Deadlines {
        /// Those.
        steps: Vec<Step>,
    },
    /// No two of several pilots are said to share people or not to run at the same time.
    Conflicts,
    /// These pilots are waited for and were withdrawn.
    Withdrawn {
        /// Those.
        pilots: Vec<RecordId>,
    },
    /// These pilots run longer than planned, and nobody said how they ended: they could end today.
    Ends {
        /// Those.
        pilots: Vec<RecordId>,
    },
}

impl Plan {
    /// What is recorded. Pilots that the viewer may not see are in it: dates would be wrong without them.
    pub fn of(facts: &Facts<'_>) -> Self {
        let it = facts.initiative;
        let today = match &it.phase {
            Phase::Closed { at, .. } => facts.now.date_of(*at),
            Phase::Unopened | Phase::Running => facts.now.date(),
        };
        let step = |step: Step| {
            let slot = it.step(step);
            let passed = matches!(slot.state.name(), StateName::Passed | StateName::Stale);
            let passed_on = slot.passed_at.map_or(today, |at| facts.now.date_of(at));
            StepPlan {
                passed_on: passed.then_some(passed_on),
                held_until: match slot.state {
                    StepState::Held { until } => Some(until),
                    _ => None,
                },
                due_on: it.deadlines.get(&step).map(|due| due.due_on),
            }
        };
        let pilots = it.records.live::<Pilot>().map(|(stored, pilot)| {
            // Of several ends the newest counts, as in the pilot's status.
            let end = it
                .records
                .linking::<PilotEnded>(stored.id)
                .max_by_key(|(end, _)| (end.observed_on, end.id.number));
            let ended = end.map(|(stored, end)| (end.outcome, stored.observed_on));
            (stored.id, PilotPlan { ended, ..PilotPlan::from(pilot) })
        });
        Self { today, mode: it.mode, steps: Step::ALL.map(step), pilots: pilots.collect() }
    }

    /// Who waits for whom.
    pub fn graph(&self) -> StageGraph {
        let waits = |pilot: &PilotPlan| (pilot.after, pilot.needed_for);
        let pilots = self.pilots.iter().map(|(id, pilot)| {
            let (after, needed_for) = waits(pilot);
            (*id, Waits { needs: &pilot.needs, after, needed_for })
        });
        StageGraph::of(self.mode, pilots)
    }

    /// A step.
    pub fn step(&self, step: Step) -> &StepPlan {
        &self.steps[step.index()]
    }

    /// Does a stage wait for nothing any more: a step that has passed, a pilot that has ended or was withdrawn?
    pub fn is_settled(&self, stage: Stage) -> bool {
        match stage {
            Stage::Step(step) => self.step(step).passed_on.is_some(),
            Stage::Pilot(id) => self.pilots.get(&id).is_none_or(|it| it.ended.is_some()),
        }
    }

    /// Will what waits for this settled stage wait in vain? A pilot that failed, was stopped or withdrawn gives no result
    /// that another could build on; people decide what becomes of those who wait.
    pub fn is_lost(&self, stage: Stage) -> bool {
        match stage {
            Stage::Step(_) => false,
            Stage::Pilot(id) => self.pilots.get(&id).is_none_or(|it| {
                it.ended.is_some_and(|(outcome, _)| outcome != PilotOutcome::Succeeded)
            }),
        }
    }

    /// The pairs of pilots that are not to run at the same time, the smaller id first, each once and with the stronger reason.
    pub fn conflicts(&self) -> BTreeMap<(RecordId, RecordId), Conflict> {
        let mut pairs = BTreeMap::new();
        for (id, pilot) in &self.pilots {
            let strong = pilot.must_not_overlap.iter().map(|it| (it, Conflict::MustNotOverlap));
            let weak = pilot.shares_people_with.iter().map(|it| (it, Conflict::SharesPeople));
            for (other, why) in strong.chain(weak) {
                if other != id && self.pilots.contains_key(other) {
                    let known = pairs.entry((*id.min(other), *id.max(other))).or_insert(why);
                    *known = why.min(*known);
                }
            }
        }
        pairs
    }
}

/// What is not recorded and would have made the answers better.
pub fn lacked(plan: &Plan) -> Vec<Lacked> {
    if plan.pilots.is_empty() {
        return vec![Lacked::Pilots];
    }
    let open = || plan.pilots.iter().filter(|(_, it)| it.ended.is_none());
    let of = |wanted: &dyn Fn(&PilotPlan) -> bool| -> Vec<RecordId> {
        open().filter(|(_, it)| wanted(it)).map(|(id, _)| *id).collect()
    };
    let unknown = |step: &Step| {
        let it = plan.step(*step);
        it.passed_on.is_none() && it.due_on.is_none()
    };
    let steps: BTreeSet<Step> = open().filter_map(|(_, it)| it.after).filter(unknown).collect();
    let waited_for: BTreeSet<RecordId> = open().flat_map(|(_, it)| &it.needs).copied().collect();
    let withdrawn = waited_for.into_iter().filter(|id| !plan.pilots.contains_key(id)).collect();
    let named = [
        (of(&|it| it.priority.is_guessed()), (|pilots| Lacked::Priority { pilots }) as fn(_) -> _),
        (withdrawn, |pilots| Lacked::Withdrawn { pilots }),
        (of(&|it| it.ends_on < plan.today), |pilots| Lacked::Ends { pilots }),
    ];
    let mut lacked: Vec<Lacked> = named
        .into_iter()
        .filter(|(pilots, _)| !pilots.is_empty())
        .map(|(pilots, code)| code(pilots))
        .collect();
    if !steps.is_empty() {
        lacked.push(Lacked::Deadlines { steps: steps.into_iter().collect() });
    }
    if open().count() > 1 && plan.conflicts().is_empty() {
        lacked.push(Lacked::Conflicts);
    }
    lacked
}
