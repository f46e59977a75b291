//! Formal against informal rank: whom the chart puts first, and whom people turn to.

use serde::Serialize;

use super::groups::{Bands, Response, response};
use super::hierarchy::Hierarchy;
use super::lack::{Input, Lack};
use super::network::{Graph, Network, Node, TieKind, graph};
use super::put_in_places;
use crate::rules::fixed::{Fixed, share_needs};
use crate::rules::ids::PersonId;

/// Everybody's rank, and where the two differ most.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranks {
    /// Everybody: those named by most first, equal ones by id.
    pub people: Vec<Rank>,
    /// How many people were looked for at the top of those who are named.
    pub top: u64,
    /// How many are there: more where several share the last place.
    pub in_top: u64,
    /// High informal rank and no formal role: in that top, and nobody reports to them. By place, then id.
    pub without_role: Vec<PersonId>,
    /// Formal role and no influence: others report to them, and nobody named them. By id.
    pub without_influence: Vec<PersonId>,
    /// How many answered; below the band that names people, the lists are directions.
    pub response: Response,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// The formal and the informal rank of somebody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rank {
    /// Who.
    pub person: PersonId,
    /// Their place by `named_by`; equal figures share it.
    pub informal_place: u32,
    /// How many people named them.
    pub named_by: u32,
    /// How strongly, from 1 to 5 by each of those, added up.
    pub strength: u32,
    /// How much being named by people who are named themselves counts: shares that add up to one.
    pub page_rank: f64,
    /// Their place by `below`; equal figures share it.
    pub formal_place: u32,
    /// How many report to them.
    pub direct: u32,
    /// How many are below them in all.
    pub below: u32,
    /// Steps from the top of the reporting lines; `None` where they lead in a circle.
    pub level: Option<u32>,
}

/// Who counts as high in informal rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Top {
    /// The share of all people that is looked for.
    pub share: Fixed,
}

impl Default for Top {
    /// A tenth: our own default, there is no usual bound.
    fn default() -> Self {
        Self { share: Fixed::micros(100_000) }
    }
}

/// Everybody's rank, and where the two differ most.
pub fn ranks(network: &Network, top: Top, bands: Bands) -> Ranks {
    let hierarchy = Hierarchy::of(network);
    let named = named(network);
    let arcs = named.iter().map(|it| (it.by, it.who)).collect();
    let page_rank = page_rank(&graph(network.people().len(), arcs));
    let rank = |node: Node| Rank {
        person: network.id(node),
        informal_place: 0,
        named_by: 0,
        strength: 0,
        page_rank: page_rank[node as usize],
        formal_place: 0,
        direct: hierarchy.direct[node as usize],
        below: hierarchy.below[node as usize],
        level: hierarchy.level[node as usize],
    };
    let mut people: Vec<Rank> = network.nodes().map(rank).collect();
    for it in &named {
        let rank = &mut people[it.who as usize];
        rank.named_by += 1;
        rank.strength += u32::from(it.strength);
    }
    let without_influence = people.iter().filter(|it| it.direct > 0 && it.named_by == 0);
    let mut without_influence: Vec<PersonId> =
        without_influence.map(|it| it.person.clone()).collect();
    put_in_places(&mut people, |it| it.below, |it| &mut it.formal_place);
    people.sort_by(|a, b| a.person.cmp(&b.person));
    put_in_places(&mut people, |it| it.named_by, |it| &mut it.informal_place);

    let top = share_needs(people.len() as u64, top.share);
    let in_top: Vec<&Rank> = people
        .iter()
        .take_while(|it| it.named_by > 0 && u64::from(it.informal_place) <= top)
        .collect();
    let without_role =
        in_top.iter().filter(|it| it.direct == 0).map(|it| it.person.clone()).collect();
    if named.is_empty() {
        // Nobody was named by anybody: that says nothing of anybody.
        without_influence.clear();
    }
    let mut lacks = network.lacks(&[Input::ReportingLines, Input::Nominations, Input::Survey]);
    lacks.extend(hierarchy.lacks());
    lacks.sort();
    Ranks {
        top,
        in_top: in_top.len() as u64,
        without_role,
        without_influence,
        response: response(network, bands),
        lacks,
        people,
    }
}

/// That somebody named somebody, for whatever and however often.
struct Named {
    who: Node,
    by: Node,
    strength: u8,
}

/// Who was named by whom, each pair once, with its strongest answer.
fn named(network: &Network) -> Vec<Named> {
    let nomination = |link: &super::network::Link| match link.kind {
        TieKind::Nominates { strength, .. } => {
            Some(Named { who: link.to, by: link.from, strength })
        }
        _ => None,
    };
    let mut found: Vec<Named> = network.links().iter().filter_map(nomination).collect();
    // The strongest of a pair comes first and stays.
    found.sort_by_key(|it| (it.who, it.by, std::cmp::Reverse(it.strength)));
    found.dedup_by_key(|it| (it.who, it.by));
    found
}

/// PageRank by repeated passing on, as networkx defines it: 0.85 of what each one has goes in equal shares to those
/// whom they lead to, of those who lead to nobody to all; the rest comes to all alike. It ends when all changes together
/// are below a millionth for each node.
///
/// petgraph's `page_rank` gives what nobody passes on to nobody, and takes time with the square of the nodes.
fn page_rank(graph: &Graph) -> Vec<f64> {
    const PASSED_ON: f64 = 0.85;
    const ENOUGH: f64 = 1e-6;
    // The changes shrink by that factor each time, from two at most: a hundred rounds bring them below any such bound.
    const ROUNDS: usize = 100;
    let count = graph.node_count();
    let each = 1.0 / count as f64;
    let mut now = vec![each; count];
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; count];
        let mut for_all = 0.0;
        for node in 0..count as Node {
            let to = graph.neighbors_slice(node);
            let passed = PASSED_ON * now[node as usize];
            if to.is_empty() {
                for_all += passed;
            }
            for it in to {
                next[*it as usize] += passed / to.len() as f64;
            }
        }
        next.iter_mut().for_each(|it| *it += (for_all + 1.0 - PASSED_ON) * each);
        let changed: f64 = next.iter().zip(&now).map(|(a, b)| (a - b).abs()).sum();
        now = next;
        if changed < ENOUGH * count as f64 {
            break;
        }
    }
    now
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::network::Relation;
    use crate::rules::coalition::testing::{id, networks, person, tie};

    const NAMED: TieKind = TieKind::Nominates { relation: Relation::Advice, strength: 3 };

    #[test]
    fn influence_without_a_role_and_a_role_without_influence_are_told() {
        // 1 to 9 report to 0; 2 to 5 turn to 9, 6 and 7 to 8, and nobody to 0.
        let lines = (1..10).map(|it| tie(it, 0, TieKind::ReportsTo));
        let named = (2..6).map(|it| tie(it, 9, NAMED)).chain((6..8).map(|it| tie(it, 8, NAMED)));
        let ties: Vec<_> = lines.chain(named).collect();
        let network = Network::new((0..10).map(person).collect(), &ties);
        let found = ranks(&network, Top::default(), Bands::default());
        assert_eq!((found.top, found.in_top), (1, 1));
        assert_eq!((found.without_role, found.without_influence), (vec![id(9)], vec![id(0)]));
        let shown: Vec<_> =
            found.people.iter().take(3).map(|it| (it.person.as_str(), it.informal_place)).collect();
        assert_eq!(shown, [("p9", 1), ("p8", 2), ("p0", 3)]);
        // Two who share the last place are both told.
        let ties: Vec<_> =
            ties.iter().filter(|it| ![id(4), id(5)].contains(&it.from)).cloned().collect();
        let network = Network::new((0..10).map(person).collect(), &ties);
        let found = ranks(&network, Top::default(), Bands::default());
        assert_eq!((found.top, found.in_top, found.without_role), (1, 2, vec![id(8), id(9)]));
        // Without nominations nothing is said of anybody's influence.
        let lines: Vec<_> = (1..10).map(|it| tie(it, 0, TieKind::ReportsTo)).collect();
        let found = ranks(
            &Network::new((0..10).map(person).collect(), &lines),
            Top::default(),
            Bands::default(),
        );
        assert!(found.without_role.is_empty() && found.without_influence.is_empty());
        assert!(found.lacks.contains(&Lack::NoNominations));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn ranks_are_what_counting_says(network in networks(), top in 0..=1_000_000_i64) {
            let top = Top { share: Fixed::micros(top) };
            let found = ranks(&network, top, Bands::default());
            let answers = |node: Node| -> BTreeSet<(Node, u8)> {
                network.links().iter().filter(|link| link.to == node).filter_map(|link| match link.kind {
                    TieKind::Nominates { strength, .. } => Some((link.from, strength)),
                    _ => None,
                }).collect()
            };
            let namers = |node: Node| answers(node).into_iter().map(|it| it.0).collect::<BTreeSet<_>>();
            let node = |it: &Rank| network.node(&it.person).unwrap();
            prop_assert_eq!(found.people.len(), network.people().len());
            for it in &found.people {
                let who = node(it);
                prop_assert_eq!(it.named_by as usize, namers(who).len());
                let strongest = |by: Node| answers(who).iter().filter(|it| it.0 == by).map(|it| u32::from(it.1)).max().unwrap();
                prop_assert_eq!(it.strength, namers(who).into_iter().map(strongest).sum::<u32>());
                let better = found.people.iter().filter(|other| other.named_by > it.named_by).count();
                prop_assert_eq!(it.informal_place as usize, better + 1);
                let better = found.people.iter().filter(|other| other.below > it.below).count();
                prop_assert_eq!(it.formal_place as usize, better + 1);
                let is_top = it.named_by > 0 && u64::from(it.informal_place) <= found.top;
                prop_assert_eq!(found.without_role.contains(&it.person), is_top && it.direct == 0);
                let anybody = found.people.iter().any(|it| it.named_by > 0);
                prop_assert_eq!(found.without_influence.contains(&it.person), anybody && it.direct > 0 && it.named_by == 0);
            }
            prop_assert!(found.people.is_sorted_by_key(|it| (std::cmp::Reverse(it.named_by), it.person.clone())));
            prop_assert!(found.without_influence.is_sorted());

            // PageRank is what stays as it is when passed on once more.
            let count = network.people().len();
            let rank: Vec<f64> = network.nodes().map(|it| {
                found.people.iter().find(|rank| node(rank) == it).unwrap().page_rank
            }).collect();
            let passes = |from: Node| network.nodes().filter(|to| namers(*to).contains(&from)).count();
            for to in network.nodes() {
                let given: f64 = network.nodes().map(|from| match passes(from) {
                    0 => rank[from as usize] / count as f64,
                    others if namers(to).contains(&from) => rank[from as usize] / others as f64,
                    _ => 0.0,
                }).sum();
                prop_assert!((rank[to as usize] - 0.15 / count as f64 - 0.85 * given).abs() < 1e-5);
            }
            if count > 0 {
                prop_assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
    }
}
