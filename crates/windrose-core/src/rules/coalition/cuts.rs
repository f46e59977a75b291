//! Who and what holds the network together: people and ties without whom it falls apart, and how many are cut off.
//!
//! Looked at without directions, each pair once: two people who are tied twice are still tied by one thread. One pass
//! from depth to depth finds both (Tarjan, Hopcroft), with a stack of its own, because a chain may be 100,000 long.

use serde::Serialize;

use super::lack::{Input, Lack};
use super::network::{Network, Node};
use super::put_in_places;
use crate::rules::fixed::{Fixed, share_more_than};
use crate::rules::ids::PersonId;

/// Who and what the network would fall apart without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cuts {
    /// How many affected people there are.
    pub of: u64,
    /// Articulation points: those who cut off most first, equal ones by id.
    pub people: Vec<CutPerson>,
    /// Bridges, in the same order.
    pub ties: Vec<CutTie>,
    /// Members who are the only one in their part of the network, whether it falls apart without them or not.
    pub only_members: Vec<OnlyMember>,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// Somebody without whom a part of the network falls apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CutPerson {
    /// Who.
    pub person: PersonId,
    /// Their place by `outside`; equal figures share it.
    pub place: u32,
    /// Are they an active member?
    pub member: bool,
    /// Who stands in for them, where that was named.
    pub deputy: Option<PersonId>,
    /// Into how many pieces it falls apart.
    pub pieces: u32,
    /// How many affected people are outside the piece that has most of them.
    pub outside: u64,
    /// How many affected people are left in pieces without a member, where there was one before.
    pub without_member: u64,
}

/// A tie without which a part of the network falls apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CutTie {
    /// The one whose id comes first.
    pub a: PersonId,
    /// The other.
    pub b: PersonId,
    /// Its place by `outside`; equal figures share it.
    pub place: u32,
    /// How many affected people are on the side that has fewer of them.
    pub outside: u64,
    /// How many affected people are on a side without a member, where there was one before.
    pub without_member: u64,
}

/// The only member in a part of the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnlyMember {
    /// Who.
    pub person: PersonId,
    /// Who stands in for them, where that was named.
    pub deputy: Option<PersonId>,
    /// How many affected people would be left there without a member.
    pub without_member: u64,
}

impl Cuts {
    /// Active members without a deputy whose leaving cuts off more than this share of the affected people, or leaves
    /// them without a member. By id.
    pub fn members_to_cover(&self, share: Fixed) -> Vec<PersonId> {
        let too_many = |people: u64| share_more_than(people, self.of, share);
        let cutting = self.people.iter().filter(|it| {
            it.member
                && it.deputy.is_none()
                && (too_many(it.outside) || too_many(it.without_member))
        });
        let alone = self
            .only_members
            .iter()
            .filter(|it| it.deputy.is_none() && too_many(it.without_member));
        let mut found: Vec<PersonId> =
            cutting.map(|it| it.person.clone()).chain(alone.map(|it| it.person.clone())).collect();
        found.sort();
        found.dedup();
        found
    }
}

/// People of a piece: affected ones and members.
#[derive(Debug, Clone, Copy, Default)]
struct Load {
    headcount: u64,
    members: u32,
}

impl Load {
    fn of(network: &Network, node: Node) -> Self {
        let members = u32::from(network.person(node).member);
        Self { headcount: network.weight(node), members }
    }

    fn add(&mut self, other: Self) {
        self.headcount += other.headcount;
        self.members += other.members;
    }

    fn without(self, other: Self) -> Self {
        Self { headcount: self.headcount - other.headcount, members: self.members - other.members }
    }
}

/// What one pass finds.
struct Pass {
    /// Who is cut off from the rest by whom: everything below a child that knows no other way up.
    pieces: Vec<(Node, Load)>,
    /// Ties that are the only way, with what is below.
    bridges: Vec<(Node, Node, Load)>,
    /// Where the pass entered each one's component.
    root: Vec<Node>,
    /// What is in the component, at its root.
    component: Vec<Load>,
}

/// Who and what the network would fall apart without.
pub fn cuts(network: &Network) -> Cuts {
    let mut pass = pass(network);
    pass.pieces.sort_by_key(|(node, _)| *node);
    let whole = |node: Node| pass.component[pass.root[node as usize] as usize];

    let mut people = Vec::new();
    for pieces in pass.pieces.chunk_by(|a, b| a.0 == b.0) {
        let node = pieces[0].0;
        let own = Load::of(network, node);
        let mut loads: Vec<Load> = pieces.iter().map(|(_, load)| *load).collect();
        let mut rest = whole(node).without(own);
        loads.iter().for_each(|it| rest = rest.without(*it));
        if pass.root[node as usize] != node {
            loads.push(rest);
        }
        if loads.len() < 2 {
            continue;
        }
        let all: u64 = loads.iter().map(|it| it.headcount).sum();
        let person = network.person(node);
        people.push(CutPerson {
            person: person.id.clone(),
            place: 0,
            member: person.member,
            deputy: person.deputy.clone(),
            pieces: loads.len() as u32,
            outside: all - loads.iter().map(|it| it.headcount).max().unwrap_or(0),
            without_member: left_alone(whole(node), &loads),
        });
    }
    put_in_places(&mut people, |it| it.outside, |it| &mut it.place);

    pass.bridges.sort_by_key(|(a, b, _)| (*a, *b));
    let bridge = |(a, b, below): &(Node, Node, Load)| {
        let sides = [*below, whole(*a).without(*below)];
        CutTie {
            a: network.id(*a),
            b: network.id(*b),
            place: 0,
            outside: sides[0].headcount.min(sides[1].headcount),
            without_member: left_alone(whole(*a), &sides),
        }
    };
    let mut ties: Vec<CutTie> = pass.bridges.iter().map(bridge).collect();
    put_in_places(&mut ties, |it| it.outside, |it| &mut it.place);

    let is_only = |node: &Node| network.person(*node).member && whole(*node).members == 1;
    let only_members = network.nodes().filter(is_only).map(|node| OnlyMember {
        person: network.id(node),
        deputy: network.person(node).deputy.clone(),
        without_member: whole(node).headcount - network.weight(node),
    });
    let only_members = only_members.collect();
    let lacks = network.lacks(&[
        Input::Affected,
        Input::Members,
        Input::ReportingLines,
        Input::Nominations,
        Input::Contacts,
        Input::Survey,
    ]);
    Cuts { of: network.headcount(), people, ties, only_members, lacks }
}

/// How many are in pieces without a member, where there was one.
fn left_alone(whole: Load, pieces: &[Load]) -> u64 {
    if whole.members == 0 {
        return 0;
    }
    pieces.iter().filter(|it| it.members == 0).map(|it| it.headcount).sum()
}

/// Goes through every component from depth to depth.
fn pass(network: &Network) -> Pass {
    const NOT_YET: u32 = u32::MAX;
    let count = network.people().len();
    let mut found = Pass {
        pieces: Vec::new(),
        bridges: Vec::new(),
        root: vec![0; count],
        component: vec![Load::default(); count],
    };
    // When each one was entered, and the earliest that it or anybody below it is tied to.
    let mut entered = vec![NOT_YET; count];
    let mut earliest = vec![NOT_YET; count];
    let mut load: Vec<Load> = network.nodes().map(|it| Load::of(network, it)).collect();
    let mut time = 0;
    // Who is being looked at, and how many of their neighbours were.
    let mut way: Vec<(Node, usize)> = Vec::new();
    for root in network.nodes() {
        if entered[root as usize] != NOT_YET {
            continue;
        }
        way.push((root, 0));
        while let Some((node, looked_at)) = way.last_mut() {
            let (node, at) = (*node, *node as usize);
            if *looked_at == 0 && entered[at] == NOT_YET {
                (entered[at], earliest[at]) = (time, time);
                found.root[at] = root;
                time += 1;
            }
            if let Some(next) = network.plain().neighbors_slice(node).get(*looked_at).copied() {
                *looked_at += 1;
                let parent = way.len().checked_sub(2).map(|it| way[it].0);
                if entered[next as usize] == NOT_YET {
                    way.push((next, 0));
                } else if Some(next) != parent {
                    earliest[at] = earliest[at].min(entered[next as usize]);
                }
                continue;
            }
            way.pop();
            let Some((parent, _)) = way.last() else {
                found.component[at] = load[at];
                break;
            };
            let above = *parent as usize;
            earliest[above] = earliest[above].min(earliest[at]);
            let below = load[at];
            load[above].add(below);
            if earliest[at] >= entered[above] {
                found.pieces.push((*parent, below));
            }
            if earliest[at] > entered[above] {
                found.bridges.push((node.min(*parent), node.max(*parent), below));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use petgraph::algo::articulation_points::articulation_points;
    use petgraph::algo::bridges::bridges;
    use petgraph::graph::UnGraph;
    use petgraph::visit::EdgeRef;
    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::network::{Person, TieKind};
    use crate::rules::coalition::testing::{components, id, networks, person, tie, tied};

    #[test]
    fn a_member_between_two_halves_is_to_have_a_deputy() {
        // 0 - 1 - 2 - 3, with 1 and 2 tied twice, and 4 alone.
        let met = TieKind::Contact;
        let ties = [tie(0, 1, met), tie(1, 2, met), tie(2, 1, TieKind::ReportsTo), tie(2, 3, met)];
        let mut people: Vec<Person> = (0..5).map(person).collect();
        people[2].member = true;
        let found = cuts(&Network::new(people.clone(), &ties));
        let shown: Vec<_> = found
            .people
            .iter()
            .map(|it| (it.person.as_str(), it.place, it.outside, it.without_member))
            .collect();
        assert_eq!(shown, [("p1", 1, 1, 1), ("p2", 1, 1, 3)]);
        let shown: Vec<_> = found
            .ties
            .iter()
            .map(|it| (it.a.as_str(), it.b.as_str(), it.place, it.outside, it.without_member))
            .collect();
        // Tied twice is tied once.
        assert_eq!(shown, [("p1", "p2", 1, 2, 2), ("p0", "p1", 2, 1, 1), ("p2", "p3", 2, 1, 1)]);
        assert_eq!(found.only_members[0].without_member, 3);
        let half: Fixed = serde_json::from_str("0.5").unwrap();
        assert_eq!(found.members_to_cover(half), [id(2)]);
        people[2].deputy = Some(id(1));
        let found = cuts(&Network::new(people, &ties));
        assert!(found.members_to_cover(half).is_empty());
    }

    #[test]
    fn a_long_chain_is_no_deep_one() {
        let count = 100_000;
        let people = (0..count).map(person).collect();
        let ties: Vec<_> = (1..count).map(|it| tie(it - 1, it, TieKind::ReportsTo)).collect();
        let found = cuts(&Network::new(people, &ties));
        assert_eq!((found.people.len(), found.ties.len()), (count - 2, count - 1));
        assert_eq!(found.ties[0].outside, count as u64 / 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn cuts_are_what_taking_each_out_says(network in networks()) {
            let sum = |nodes: &BTreeSet<Node>| nodes.iter().map(|it| network.weight(*it)).sum::<u64>();
            let has_member = |nodes: &BTreeSet<Node>| nodes.iter().any(|it| network.person(*it).member);
            let is_tie = |a, b| tied(&network, a, b);
            let judged = |whole: &BTreeSet<Node>, pieces: &[BTreeSet<Node>]| {
                let all: u64 = pieces.iter().map(sum).sum();
                let alone: u64 = pieces.iter().filter(|it| !has_member(it)).map(sum).sum();
                (all - pieces.iter().map(sum).max().unwrap_or(0), if has_member(whole) { alone } else { 0 })
            };
            let whole = components(&network, &[], is_tie);
            let found = cuts(&network);

            for node in network.nodes() {
                let mine = whole.iter().find(|it| it.contains(&node)).unwrap();
                let pieces: Vec<_> = components(&network, &[node], is_tie)
                    .into_iter().filter(|it| it.is_subset(mine)).collect();
                let shown = found.people.iter().find(|it| it.person == network.id(node))
                    .map(|it| (it.pieces as usize, (it.outside, it.without_member)));
                prop_assert_eq!(shown, (pieces.len() > 1).then(|| (pieces.len(), judged(mine, &pieces))));
                let members = mine.iter().filter(|it| network.person(**it).member).count();
                let alone = found.only_members.iter().find(|it| it.person == network.id(node)).map(|it| it.without_member);
                let only = network.person(node).member && members == 1;
                prop_assert_eq!(alone, only.then(|| sum(mine) - network.weight(node)));
            }
            for a in network.nodes() {
                for b in (a..network.people().len() as Node).filter(|b| is_tie(a, *b)) {
                    let other = |x, y| is_tie(x, y) && ![(a, b), (b, a)].contains(&(x, y));
                    let mine = whole.iter().find(|it| it.contains(&a)).unwrap();
                    let sides: Vec<_> = components(&network, &[], other)
                        .into_iter().filter(|it| it.is_subset(mine)).collect();
                    let shown = found.ties.iter().find(|it| it.a == network.id(a) && it.b == network.id(b))
                        .map(|it| (it.outside, it.without_member));
                    prop_assert_eq!(shown, (sides.len() > 1).then(|| judged(mine, &sides)));
                }
            }
            prop_assert!(found.people.is_sorted_by_key(|it| (std::cmp::Reverse(it.outside), it.person.clone())));

            // petgraph's own, on the same simple graph.
            let mut simple = UnGraph::<(), ()>::default();
            let nodes: Vec<_> = network.nodes().map(|_| simple.add_node(())).collect();
            for a in network.nodes() {
                for b in (a..network.people().len() as Node).filter(|b| is_tie(a, *b)) {
                    simple.add_edge(nodes[a as usize], nodes[b as usize], ());
                }
            }
            let theirs: BTreeSet<PersonId> =
                articulation_points(&simple).into_iter().map(|it| network.id(it.index() as Node)).collect();
            let ours: BTreeSet<PersonId> = found.people.iter().map(|it| it.person.clone()).collect();
            prop_assert_eq!(ours, theirs);
            let theirs: BTreeSet<(PersonId, PersonId)> = bridges(&simple)
                .map(|it| (network.id(it.source().index() as Node), network.id(it.target().index() as Node)))
                .collect();
            let ours: BTreeSet<(PersonId, PersonId)> =
                found.ties.iter().map(|it| (it.a.clone(), it.b.clone())).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
