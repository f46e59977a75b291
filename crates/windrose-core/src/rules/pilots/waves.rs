//! In which order pilots can be rolled out, and which of them together.
//!
//! The order is topological; of several that could be next, the one with the highest priority, then the smallest id. Waves
//! are the greedy colouring of the conflicts in that order: each pilot takes the first wave that comes after those of all
//! it waits for and holds nobody whom it must not overlap or shares people with. petgraph's `dsatur_coloring` chooses
//! its own order and would put pilots before what they wait for. Greedy waves hold; that there are no fewer is not said.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::super::fixed::Fixed;
use super::super::ids::RecordId;
use super::graph::{Stage, StageGraph};
use super::plan::Plan;
use super::standing::blocked;

/// The middle of the scale from 1 to 5: what counts where nobody said. A windrose default.
const MIDDLE: u32 = 3;

/// Value × readiness / load, each from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Priority {
    /// What it would bring.
    pub value: Option<u32>,
    /// How ready people are.
    pub readiness: Option<u32>,
    /// What it asks of people.
    pub load: Option<u32>,
}

impl Priority {
    /// Is one of the three not recorded?
    pub const fn is_guessed(self) -> bool {
        self.value.is_none() || self.readiness.is_none() || self.load.is_none()
    }

    /// The number, rounded to the nearest millionth; for showing only.
    pub fn number(self) -> Fixed {
        let (gain, load) = self.parts();
        Fixed::ratio(gain, load).unwrap_or_default()
    }

    /// How it compares, exactly.
    pub fn compare(self, other: Self) -> Ordering {
        let ((gain, load), (other_gain, other_load)) = (self.parts(), other.parts());
        (gain * other_load).cmp(&(other_gain * load))
    }

    fn parts(self) -> (u64, u64) {
        let of = |level: Option<u32>| u64::from(level.unwrap_or(MIDDLE));
        (of(self.value) * of(self.readiness), of(self.load).max(1))
    }
}

/// A pilot's place in the rollout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The pilot.
    pub pilot: RecordId,
    /// Its wave, from 1.
    pub wave: u32,
    /// The pilots that could have stood in its place just as well: their ids are larger, nothing else.
    pub tied_with: Vec<RecordId>,
}

/// The pilots that are still to come and not blocked, in the order of their rollout.
pub fn waves(plan: &Plan, graph: &StageGraph) -> Vec<Placed> {
    let blocked = blocked(plan, graph);
    let rest = graph.without(|stage| plan.is_settled(stage) || blocked.contains(&stage));
    let conflicts = plan.conflicts();
    let mut missing: BTreeMap<Stage, usize> =
        rest.stages().map(|stage| (stage, rest.before(stage).len())).collect();
    let mut free: BTreeSet<Stage> =
        missing.iter().filter(|(_, count)| **count == 0).map(|(stage, _)| *stage).collect();
    // The last wave of all that a stage waits for, and of itself.
    let mut last_wave: BTreeMap<Stage, u32> = BTreeMap::new();
    let mut placed: Vec<Placed> = Vec::new();
    while let Some((stage, tied_with)) = next(plan, &free) {
        free.remove(&stage);
        let before = rest.before(stage);
        let after_wave = before.iter().filter_map(|it| last_wave.get(it)).max().copied();
        let mut wave = after_wave.unwrap_or(0);
        if let Stage::Pilot(pilot) = stage {
            let in_conflict =
                |it: &Placed| conflicts.contains_key(&(pilot.min(it.pilot), pilot.max(it.pilot)));
            let taken: BTreeSet<u32> =
                placed.iter().filter(|it| in_conflict(it)).map(|it| it.wave).collect();
            wave += 1;
            while taken.contains(&wave) {
                wave += 1;
            }
            placed.push(Placed { pilot, wave, tied_with });
        }
        last_wave.insert(stage, wave);
        for after in rest.after(stage) {
            if let Some(count) = missing.get_mut(&after) {
                *count -= 1;
                if *count == 0 {
                    free.insert(after);
                }
            }
        }
    }
    placed
}

/// Of the stages that could be next: a step at once, for it takes no place; else the pilot with the highest priority,
/// and those that tie with it.
fn next(plan: &Plan, free: &BTreeSet<Stage>) -> Option<(Stage, Vec<RecordId>)> {
    let mut pilots: Vec<RecordId> = Vec::new();
    for stage in free {
        match stage {
            Stage::Step(_) => return Some((*stage, Vec::new())),
            Stage::Pilot(id) => pilots.push(*id),
        }
    }
    let priority = |id: &RecordId| plan.pilots[id].priority;
    // Ids stand in their order, and sorting keeps it among equals.
    pilots.sort_by(|a, b| priority(b).compare(priority(a)));
    let first = *pilots.first()?;
    let ties = |id: &RecordId| priority(id).compare(priority(&first)) == Ordering::Equal;
    let tied_with = pilots.into_iter().skip(1).take_while(ties).collect();
    Some((Stage::Pilot(first), tied_with))
}
