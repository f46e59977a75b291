//! The stage graph: the eight steps and the pilots, and who waits for whom. Nothing else knows petgraph's indices.
//!
//! Edges lead from what waits to what it waits for. A step waits for the step before it and for the pilots it needs;
//! a pilot waits for the pilots whose result it needs and for the step after which it starts. The graph is rebuilt
//! from records each time; only our own ids are ever stored. Its analyses (what is ready, the critical path, waves)
//! come later.

use std::collections::BTreeMap;
use std::fmt;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::ids::RecordId;
use super::record::{Pilot, Records};
use super::step::Step;

/// A node of the stage graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// One of the eight.
    Step(Step),
    /// A pilot.
    Pilot(RecordId),
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => step.fmt(f),
            Self::Pilot(id) => id.fmt(f),
        }
    }
}

/// Stages that wait for one another in a circle, each for the next and the last for the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// Its members, beginning with the smallest.
    pub members: Vec<Stage>,
}

/// The stage graph of an initiative.
pub struct StageGraph {
    graph: DiGraph<Stage, ()>,
    nodes: BTreeMap<Stage, NodeIndex>,
}

impl StageGraph {
    /// Builds the graph from the pilots that count, and from those that are about to be added or changed.
    pub fn of(records: &Records, changed: &[(RecordId, &Pilot)]) -> Self {
        let mut it = Self { graph: DiGraph::new(), nodes: BTreeMap::new() };
        for pair in Step::ALL.windows(2) {
            it.waits_for(Stage::Step(pair[1]), Stage::Step(pair[0]));
        }
        for (stored, pilot) in records.live::<Pilot>() {
            if changed.iter().all(|(id, _)| *id != stored.id) {
                it.add(stored.id, pilot);
            }
        }
        for (id, pilot) in changed {
            it.add(*id, pilot);
        }
        it
    }

    fn add(&mut self, id: RecordId, pilot: &Pilot) {
        let stage = Stage::Pilot(id);
        self.node(stage);
        for other in &pilot.needs_result_of {
            self.waits_for(stage, Stage::Pilot(*other));
        }
        if let Some(step) = pilot.starts_after {
            self.waits_for(stage, Stage::Step(step));
        }
        if let Some(step) = pilot.needed_for {
            self.waits_for(Stage::Step(step), stage);
        }
    }

    fn node(&mut self, stage: Stage) -> NodeIndex {
        *self.nodes.entry(stage).or_insert_with(|| self.graph.add_node(stage))
    }

    fn waits_for(&mut self, stage: Stage, other: Stage) {
        let (from, to) = (self.node(stage), self.node(other));
        self.graph.update_edge(from, to, ());
    }

    /// The stages that wait for one another, if any do: of several circles, one through the smallest stage.
    ///
    /// # Errors
    /// With the members of the circle, in the order in which they wait.
    pub fn check(&self) -> Result<(), Cycle> {
        let mut knots: Vec<Vec<NodeIndex>> = tarjan_scc(&self.graph)
            .into_iter()
            .filter(|knot| knot.len() > 1 || self.graph.contains_edge(knot[0], knot[0]))
            .collect();
        for knot in &mut knots {
            knot.sort_unstable_by_key(|index| self.graph[*index]);
        }
        knots.sort_unstable_by_key(|knot| self.graph[knot[0]]);
        match knots.first() {
            None => Ok(()),
            Some(knot) => Err(Cycle { members: self.around(knot) }),
        }
    }

    /// The shortest way from the first member of a knot back to itself.
    fn around(&self, knot: &[NodeIndex]) -> Vec<Stage> {
        let start = knot[0];
        let mut came_from: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            let mut onward: Vec<_> =
                self.graph.neighbors(at).filter(|it| knot.contains(it)).collect();
            onward.sort_unstable_by_key(|index| self.graph[*index]);
            for to in onward {
                if to == start {
                    let mut way = vec![self.graph[at]];
                    let mut back = at;
                    while let Some(before) = came_from.get(&back) {
                        way.push(self.graph[*before]);
                        back = *before;
                    }
                    way.reverse();
                    return way;
                }
                if to != start && !came_from.contains_key(&to) {
                    came_from.insert(to, at);
                    queue.push_back(to);
                }
            }
        }
        knot.iter().map(|index| self.graph[*index]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::{Kind, Record};
    use super::*;

    fn id(number: u32) -> RecordId {
        RecordId { kind: Kind::Pilot, number }
    }

    fn pilot(more: serde_json::Value) -> Pilot {
        let mut data: serde_json::Value = serde_json::from_str(Kind::Pilot.row().example).unwrap();
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        match Record::parse(Kind::Pilot, &data) {
            Ok(Record::Pilot(pilot)) => pilot,
            other => panic!("{other:?}"),
        }
    }

    fn members(changed: &Pilot) -> Vec<String> {
        let records = Records::default();
        let graph = StageGraph::of(&records, &[(id(1), changed)]);
        graph
            .check()
            .err()
            .map(|it| it.members.iter().map(ToString::to_string).collect())
            .unwrap_or_default()
    }

    #[test]
    fn a_pilot_that_waits_for_what_waits_for_it_is_named() {
        assert_eq!(members(&pilot(serde_json::json!({}))), Vec::<String>::new());
        assert_eq!(
            members(&pilot(serde_json::json!({"starts_after": "enable", "needed_for": "wins"}))),
            Vec::<String>::new()
        );
        assert_eq!(
            members(&pilot(serde_json::json!({"starts_after": "sustain", "needed_for": "wins"}))),
            ["wins", "pilot-1", "sustain"]
        );
        assert_eq!(
            members(&pilot(serde_json::json!({"needs_result_of": ["pilot-1"]}))),
            ["pilot-1"]
        );
    }
}
