//! Brokers: people on the shortest ways between others (betweenness, by Brandes' algorithm).
//!
//! Normalised as networkx does: the share of all ordered pairs of others, so that somebody through whom every way
//! leads has 1. The work grows with people times ties; of a large organisation look at a part.

use std::collections::BTreeSet;

use serde::Serialize;

use super::lack::{Input, Lack};
use super::network::{Graph, Label, Network, Node};
use super::put_in_places;
use crate::rules::ids::PersonId;

/// How many people a network may have for this: a few seconds' work with some ties each.
pub const PEOPLE_MAX: usize = 10_000;

/// Figures that differ by less are equal: adding up in another order moves the last digits.
const EQUAL_WITHIN: f64 = 1e-9;

/// Along which ways people are between others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ways {
    /// Along ties in any direction.
    Any,
    /// As influence flows.
    Influence,
}

/// How much each one is between others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Brokers {
    /// Along which ways.
    pub ways: Ways,
    /// Everybody, those who are between most first, equal ones by id.
    pub people: Vec<Broker>,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// How much somebody is between others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Broker {
    /// Who.
    pub person: PersonId,
    /// Their place; equal figures share it.
    pub place: u32,
    /// The share of pairs of others whose shortest ways lead through them, from 0 to 1.
    pub betweenness: f64,
    /// People of how many units they are tied to.
    pub units: u32,
}

/// How much each one is between others.
pub fn brokers(network: &Network, ways: Ways) -> Brokers {
    let mut lacks = network.lacks(&[
        Input::ReportingLines,
        Input::Nominations,
        Input::Contacts,
        Input::Survey,
        Input::Units,
    ]);
    let count = network.people().len();
    if count > PEOPLE_MAX {
        lacks.push(Lack::TooManyPeople { people: count as u64, at_most: PEOPLE_MAX as u64 });
        lacks.sort();
        return Brokers { ways, people: Vec::new(), lacks };
    }
    let graph = match ways {
        Ways::Any => network.plain(),
        Ways::Influence => network.flow(),
    };
    let between = betweenness(graph);
    let broker = |node: Node| Broker {
        person: network.id(node),
        place: 0,
        betweenness: between[node as usize],
        units: units_around(network, node),
    };
    let mut people: Vec<Broker> = network.nodes().map(broker).collect();
    put_in_places(
        &mut people,
        |it| (it.betweenness / EQUAL_WITHIN).round() as u64,
        |it| &mut it.place,
    );
    Brokers { ways, people, lacks }
}

fn units_around(network: &Network, node: Node) -> u32 {
    let neighbours = network.plain().neighbors_slice(node).iter();
    let units: BTreeSet<&Label> =
        neighbours.filter_map(|it| network.person(*it).unit.as_ref()).collect();
    units.len() as u32
}

/// Betweenness of each node, normalised over ordered pairs of others.
fn betweenness(graph: &Graph) -> Vec<f64> {
    const FAR: u32 = u32::MAX;
    let count = graph.node_count();
    let mut between = vec![0.0; count];
    let mut steps = vec![FAR; count];
    let mut ways = vec![0.0_f64; count];
    let mut share = vec![0.0_f64; count];
    let mut order: Vec<Node> = Vec::with_capacity(count);
    for source in 0..count as Node {
        // How many shortest ways lead to each, nearest first.
        (steps[source as usize], ways[source as usize]) = (0, 1.0);
        order.push(source);
        let mut next = 0;
        while let Some(from) = order.get(next).copied() {
            next += 1;
            let (further, by) = (steps[from as usize] + 1, ways[from as usize]);
            for to in graph.neighbors_slice(from) {
                let to = *to as usize;
                if steps[to] == FAR {
                    steps[to] = further;
                    order.push(to as Node);
                }
                if steps[to] == further {
                    ways[to] += by;
                }
            }
        }
        // Back from the furthest: what lies behind each, divided among the ways to it.
        for node in order.iter().rev() {
            let at = *node as usize;
            let further = steps[at] + 1;
            let behind = graph.neighbors_slice(*node).iter().map(|it| *it as usize);
            let sum: f64 = behind.filter(|it| steps[*it] == further).map(|it| share[it]).sum();
            let through = ways[at] * sum;
            // What each way to this node carries: the node itself and all that is behind it.
            share[at] = (1.0 + through) / ways[at];
            if *node != source {
                between[at] += through;
            }
        }
        for node in order.drain(..) {
            let at = node as usize;
            (steps[at], ways[at], share[at]) = (FAR, 0.0, 0.0);
        }
    }
    if count > 2 {
        let pairs = (count - 1) as f64 * (count - 2) as f64;
        between.iter_mut().for_each(|it| *it /= pairs);
    }
    between
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::network::TieKind;
    use crate::rules::coalition::testing::{influences, networks, person, tie, tied};

    #[test]
    fn who_is_in_the_middle_of_everything_has_one_and_equals_share_a_place() {
        let ties: Vec<_> = (1..5).map(|it| tie(0, it, TieKind::Contact)).collect();
        let star = Network::new((0..5).map(person).collect(), &ties);
        let found = brokers(&star, Ways::Any);
        let shown: Vec<_> = found.people.iter().map(|it| (it.place, it.betweenness)).collect();
        assert_eq!(shown, [(1, 1.0), (2, 0.0), (2, 0.0), (2, 0.0), (2, 0.0)]);
        assert_eq!(found.people[1].person.as_str(), "p1");

        let crowd = Network::new((0..=PEOPLE_MAX).map(person).collect(), &[]);
        let found = brokers(&crowd, Ways::Any);
        let too_many = Lack::TooManyPeople { people: 10_001, at_most: 10_000 };
        assert!(found.people.is_empty() && found.lacks.contains(&too_many));
    }

    type IsTie<'a> = &'a dyn Fn(Node, Node) -> bool;

    /// All ways from one to another on which nobody comes twice, each as who is on it between the two.
    fn ways(count: u32, is_tie: IsTie<'_>, from: Node, to: Node) -> Vec<Vec<Node>> {
        let mut found = Vec::new();
        let mut pending = vec![vec![from]];
        while let Some(way) = pending.pop() {
            let last = way[way.len() - 1];
            if last == to {
                found.push(way[1..way.len() - 1].to_vec());
                continue;
            }
            for next in (0..count).filter(|it| !way.contains(it) && is_tie(last, *it)) {
                let mut longer = way.clone();
                longer.push(next);
                pending.push(longer);
            }
        }
        let shortest = found.iter().map(Vec::len).min().unwrap_or(0);
        found.retain(|it| it.len() == shortest);
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

        #[test]
        fn betweenness_is_what_all_ways_say(network in networks()) {
            let count = network.people().len() as Node;
            let any = |a, b| tied(&network, a, b);
            let influence = |a, b| influences(&network, a, b);
            let tries: [(Ways, IsTie<'_>); 2] = [(Ways::Any, &any), (Ways::Influence, &influence)];
            for (directions, is_tie) in tries {
                let mut expected = vec![0.0; count as usize];
                for from in 0..count {
                    for to in (0..count).filter(|it| *it != from) {
                        let all = ways(count, is_tie, from, to);
                        for node in all.iter().flatten() {
                            expected[*node as usize] += 1.0 / all.len() as f64;
                        }
                    }
                }
                let found = brokers(&network, directions);
                prop_assert_eq!(found.people.len(), count as usize);
                for it in &found.people {
                    let node = network.node(&it.person).unwrap();
                    let pairs = f64::from((count - 1) * count.saturating_sub(2)).max(1.0);
                    prop_assert!((it.betweenness - expected[node as usize] / pairs).abs() < 1e-12);
                }
                for pair in found.people.windows(2) {
                    let equal = (pair[0].betweenness - pair[1].betweenness).abs() < 1e-9;
                    prop_assert!(equal || pair[0].betweenness > pair[1].betweenness);
                    prop_assert!(!equal || (pair[0].place == pair[1].place && pair[0].person < pair[1].person));
                }
            }
        }
    }
}
