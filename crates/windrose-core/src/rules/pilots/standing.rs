//! What may start now, what waits, and what is blocked: for each stage directly, and at the root of it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::record::PilotOutcome;
use super::graph::{Stage, StageGraph};
use super::plan::Plan;

/// Where a stage stands in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A step that has passed, a pilot that has succeeded.
    Done,
    /// A pilot that failed.
    Failed,
    /// A pilot that was stopped.
    Stopped,
    /// A pilot that others wait for and that was withdrawn.
    Withdrawn,
    /// A pilot that may start and is planned to have started: nobody records the start itself.
    Running,
    /// Nothing holds it up: a pilot may start, a step can be reached.
    Ready,
    /// Something that it waits for is still to come.
    Waiting,
    /// Something that it waits for will not come, unless people change the plan.
    Blocked,
}

impl State {
    /// Its name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::Withdrawn => "withdrawn",
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Waiting => "waiting",
            Self::Blocked => "blocked",
        }
    }
}

/// A stage, and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub state: State,
    /// What it waits for directly and is not there.
    pub waits_for: Vec<Stage>,
    /// Of all that it waits for, what can be worked on now.
    pub first: Vec<Stage>,
    /// Why it is blocked, at the root: pilots without a result, or the members of a circle.
    pub blocked_by: Vec<Stage>,
    /// What would be blocked besides if it came to nothing.
    pub holds_up: Vec<Stage>,
}

/// Where every stage stands.
pub fn standings(plan: &Plan, graph: &StageGraph) -> BTreeMap<Stage, Standing> {
    let open = graph.without(|stage| plan.is_settled(stage));
    let circling = open.circling();
    let missing = |stage: Stage| -> Vec<Stage> {
        let before = graph.before(stage).into_iter();
        before.filter(|it| !plan.is_settled(*it) || plan.is_lost(*it)).collect()
    };
    let standing = |stage: Stage| {
        if plan.is_settled(stage) {
            let none = Vec::new;
            let state = settled(plan, stage);
            return Standing {
                state,
                waits_for: none(),
                first: none(),
                blocked_by: none(),
                holds_up: none(),
            };
        }
        // All that it waits for, as far as that is open, and what ends the way.
        let (mut first, mut blocked_by) = (BTreeSet::new(), BTreeSet::new());
        let (mut seen, mut queue) = (BTreeSet::from([stage]), vec![stage]);
        while let Some(at) = queue.pop() {
            let before = missing(at);
            if before.is_empty() && at != stage {
                first.insert(at);
            }
            if circling.contains(&at) {
                blocked_by.insert(at);
            }
            for it in before {
                if plan.is_lost(it) {
                    blocked_by.insert(it);
                } else if seen.insert(it) {
                    queue.push(it);
                }
            }
        }
        let waits_for = missing(stage);
        let state = if !blocked_by.is_empty() {
            State::Blocked
        } else if !waits_for.is_empty() {
            State::Waiting
        } else if has_begun(plan, stage) {
            State::Running
        } else {
            State::Ready
        };
        Standing {
            state,
            waits_for,
            first: first.into_iter().collect(),
            blocked_by: blocked_by.into_iter().collect(),
            holds_up: open.behind([stage]).into_iter().filter(|it| *it != stage).collect(),
        }
    };
    graph.stages().map(|stage| (stage, standing(stage))).collect()
}

/// The stages that wait in vain. As [`standings`] finds them, for whoever needs nothing else: in one pass.
pub fn blocked(plan: &Plan, graph: &StageGraph) -> BTreeSet<Stage> {
    let open = graph.without(|stage| plan.is_settled(stage));
    let lost = graph.stages().filter(|stage| plan.is_lost(*stage));
    let behind = lost.flat_map(|it| graph.after(it)).filter(|it| !plan.is_settled(*it));
    let roots: BTreeSet<Stage> = behind.chain(open.circling()).collect();
    let mut blocked = open.behind(roots.iter().copied());
    blocked.extend(roots);
    blocked
}

fn settled(plan: &Plan, stage: Stage) -> State {
    match stage {
        Stage::Step(_) => State::Done,
        Stage::Pilot(id) => match plan.pilots.get(&id).map(|it| it.ended.map(|(how, _)| how)) {
            None => State::Withdrawn,
            Some(Some(PilotOutcome::Failed)) => State::Failed,
            Some(Some(PilotOutcome::Stopped)) => State::Stopped,
            Some(Some(PilotOutcome::Succeeded) | None) => State::Done,
        },
    }
}

fn has_begun(plan: &Plan, stage: Stage) -> bool {
    match stage {
        Stage::Step(_) => false,
        Stage::Pilot(id) => plan.pilots.get(&id).is_some_and(|it| it.starts_on <= plan.today),
    }
}
