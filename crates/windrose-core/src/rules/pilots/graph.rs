//! Who waits for whom. Nothing else of the stage graph knows petgraph's indices.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use petgraph::Direction;
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::RecordId;
use super::super::record::{Pilot, Records};
use super::super::step::{Mode, Step};

/// A node of the stage graph. Written as people say it: `wins`, `pilot-3`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(untagged)]
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

/// What a pilot waits for, and what waits for it: all that the graph is made of.
#[derive(Debug, Clone, Copy)]
pub struct Waits<'a> {
    /// The pilots whose result it needs.
    pub needs: &'a [RecordId],
    /// The step after which it starts.
    pub after: Option<Step>,
    /// The step that needs its result.
    pub needed_for: Option<Step>,
}

impl<'a> From<&'a Pilot> for Waits<'a> {
    fn from(it: &'a Pilot) -> Self {
        Self { needs: &it.needs_result_of, after: it.starts_after, needed_for: it.needed_for }
    }
}

/// The stage graph of an initiative. Edges lead from what waits to what it waits for.
#[derive(Debug)]
pub struct StageGraph {
    graph: DiGraph<Stage, ()>,
    nodes: BTreeMap<Stage, NodeIndex>,
}

impl StageGraph {
    /// Builds the graph of those pilots. In a mode in which steps follow one another, each waits for the one before it.
    pub fn of<'a>(mode: Mode, pilots: impl IntoIterator<Item = (RecordId, Waits<'a>)>) -> Self {
        let mut it = Self { graph: DiGraph::new(), nodes: BTreeMap::new() };
        for step in Step::ALL {
            it.node(Stage::Step(step));
        }
        if mode == Mode::Sequential {
            for pair in Step::ALL.windows(2) {
                it.waits_for(Stage::Step(pair[1]), Stage::Step(pair[0]));
            }
        }
        for (id, waits) in pilots {
            it.add(id, waits);
        }
        it
    }

    /// The graph of the pilots that count, and of those that are about to be added or changed. Its steps follow one
    /// another in every mode: who waits for a later step is not needed for an earlier one.
    pub fn planned(records: &Records, changed: &[(RecordId, &Pilot)]) -> Self {
        let stored = records
            .live::<Pilot>()
            .map(|(stored, pilot)| (stored.id, pilot))
            .filter(|(id, _)| changed.iter().all(|(other, _)| id != other));
        let all = stored.chain(changed.iter().copied());
        Self::of(Mode::Sequential, all.map(|(id, pilot)| (id, Waits::from(pilot))))
    }

    fn add(&mut self, id: RecordId, waits: Waits<'_>) {
        let stage = Stage::Pilot(id);
        self.node(stage);
        for other in waits.needs {
            self.waits_for(stage, Stage::Pilot(*other));
        }
        if let Some(step) = waits.after {
            self.waits_for(stage, Stage::Step(step));
        }
        if let Some(step) = waits.needed_for {
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

    /// Every stage, steps first. A pilot that is only waited for, because it was withdrawn, stands here too.
    pub fn stages(&self) -> impl DoubleEndedIterator<Item = Stage> {
        self.nodes.keys().copied()
    }

    /// What a stage waits for, in order.
    pub fn before(&self, stage: Stage) -> Vec<Stage> {
        self.beside(stage, Direction::Outgoing)
    }

    /// What waits for a stage, in order.
    pub fn after(&self, stage: Stage) -> Vec<Stage> {
        self.beside(stage, Direction::Incoming)
    }

    fn beside(&self, stage: Stage, side: Direction) -> Vec<Stage> {
        let Some(index) = self.nodes.get(&stage) else { return Vec::new() };
        let beside = self.graph.neighbors_directed(*index, side);
        let mut stages: Vec<Stage> = beside.map(|it| self.graph[it]).collect();
        stages.sort_unstable();
        stages
    }

    /// Everything that waits for one of these, directly or through others; these themselves only where they do.
    pub fn behind(&self, stages: impl IntoIterator<Item = Stage>) -> BTreeSet<Stage> {
        let mut found = BTreeSet::new();
        let mut queue: Vec<Stage> = stages.into_iter().collect();
        while let Some(stage) = queue.pop() {
            queue.extend(self.after(stage).into_iter().filter(|it| found.insert(*it)));
        }
        found
    }

    /// The part of the graph that is still to be gone: without the stages that wait for nothing any more.
    pub fn without(&self, settled: impl Fn(Stage) -> bool) -> Self {
        let open = |stage: Stage| (!settled(stage)).then_some(stage);
        let graph = self.graph.filter_map(|_, stage| open(*stage), |_, ()| Some(()));
        let nodes = graph.node_indices().map(|index| (graph[index], index)).collect();
        Self { graph, nodes }
    }

    /// Every stage after all that it waits for, ties by id; without those in a circle and those behind one.
    pub fn order(&self) -> Vec<Stage> {
        let mut missing: BTreeMap<Stage, usize> =
            self.stages().map(|stage| (stage, self.before(stage).len())).collect();
        let mut free: BTreeSet<Stage> =
            missing.iter().filter(|(_, count)| **count == 0).map(|(stage, _)| *stage).collect();
        let mut order = Vec::with_capacity(missing.len());
        while let Some(stage) = free.pop_first() {
            order.push(stage);
            for after in self.after(stage) {
                if let Some(count) = missing.get_mut(&after) {
                    *count -= 1;
                    if *count == 0 {
                        free.insert(after);
                    }
                }
            }
        }
        order
    }

    /// Of what waits (first) and what it waits for (second), the pairs that a picture needs: those that follow from
    /// others are left out. All of them where there is a circle, because then no smallest set is the only one.
    pub fn reduced(&self) -> Vec<(Stage, Stage)> {
        let mut edges: Vec<(Stage, Stage)> = match toposort(&self.graph, None) {
            Err(_) => {
                let ends = self.graph.edge_indices().filter_map(|it| self.graph.edge_endpoints(it));
                ends.map(|(from, to)| (self.graph[from], self.graph[to])).collect()
            }
            Ok(order) => {
                // The reduction speaks of places in that order.
                let (list, _) = dag_to_toposorted_adjacency_list::<_, u32>(&self.graph, &order);
                let (reduced, _) = dag_transitive_reduction_closure(&list);
                let stage = |place: u32| self.graph[order[place as usize]];
                let ends = reduced.edge_indices().filter_map(|it| reduced.edge_endpoints(it));
                ends.map(|(from, to)| (stage(from), stage(to))).collect()
            }
        };
        edges.sort_unstable();
        edges
    }

    /// The stages that wait for one another, if any do: of several circles, one through the smallest stage.
    ///
    /// # Errors
    /// With the members of the circle, in the order in which they wait.
    pub fn check(&self) -> Result<(), Cycle> {
        match self.knots().first() {
            None => Ok(()),
            Some(knot) => Err(Cycle { members: self.around(knot) }),
        }
    }

    /// Every stage that waits for itself in the end.
    pub fn circling(&self) -> BTreeSet<Stage> {
        self.knots().into_iter().flatten().map(|index| self.graph[index]).collect()
    }

    fn knots(&self) -> Vec<Vec<NodeIndex>> {
        let mut knots: Vec<Vec<NodeIndex>> = tarjan_scc(&self.graph)
            .into_iter()
            .filter(|knot| knot.len() > 1 || self.graph.contains_edge(knot[0], knot[0]))
            .collect();
        for knot in &mut knots {
            knot.sort_unstable_by_key(|index| self.graph[*index]);
        }
        knots.sort_unstable_by_key(|knot| self.graph[knot[0]]);
        knots
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
    use super::super::super::record::{Kind, Record};
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
        let graph = StageGraph::planned(&records, &[(id(1), changed)]);
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
