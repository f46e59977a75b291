//! Whom the coalition reaches: affected people within so many steps of influence from its members.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::lack::{Input, Lack};
use super::network::{Label, Network, Node};
use crate::rules::ids::PersonId;

/// Who is reached, in figures and by unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Within how many steps. Members reach themselves with none.
    pub hops: u32,
    /// How many affected people are reached.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
    /// The same for each unit, those without one last; with who is not reached.
    pub units: Vec<UnitCoverage>,
    /// Affected people whom no member reaches, however many steps are taken.
    pub beyond: Vec<PersonId>,
    /// Those of them to whom no influence leads at all, not even from somebody outside the coalition.
    pub influenced_by_nobody: Vec<PersonId>,
    /// Affected people to whom no influence is known to lead, and who did not answer or were not asked: unknown.
    pub unknown: Vec<PersonId>,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// Who is reached of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitCoverage {
    /// The unit; `None` for people without one.
    pub unit: Option<Label>,
    /// How many of its affected people are reached.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
    /// Who is not.
    pub uncovered: Vec<PersonId>,
}

/// What it would mean if some people were not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeaveOut {
    /// With them.
    pub before: Coverage,
    /// Without them: they are not counted among the affected either.
    pub after: Coverage,
    /// Who was reached and no longer is.
    pub lost: Vec<PersonId>,
    /// How many affected people that is.
    pub lost_headcount: u64,
    /// Who was to be left out and is not in the network.
    pub not_there: Vec<PersonId>,
}

/// Whom the active members reach within so many steps.
pub fn coverage(network: &Network, hops: u32) -> Coverage {
    cover(network, hops, &vec![false; network.people().len()]).0
}

/// The same without some people, beside how it is with them.
pub fn leave_out(network: &Network, hops: u32, people: &BTreeSet<PersonId>) -> LeaveOut {
    let mut gone = vec![false; network.people().len()];
    let mut not_there = Vec::new();
    for id in people {
        match network.node(id) {
            Some(node) => gone[node as usize] = true,
            None => not_there.push(id.clone()),
        }
    }
    let (before, steps_before) = cover(network, hops, &vec![false; gone.len()]);
    let (after, steps_after) = cover(network, hops, &gone);
    let is_lost = |node: &Node| {
        let at = *node as usize;
        network.weight(*node) > 0
            && !gone[at]
            && is_within(hops, steps_before[at])
            && !is_within(hops, steps_after[at])
    };
    let lost: Vec<Node> = network.nodes().filter(is_lost).collect();
    LeaveOut {
        before,
        after,
        lost_headcount: lost.iter().map(|it| network.weight(*it)).sum(),
        lost: lost.into_iter().map(|it| network.id(it)).collect(),
        not_there,
    }
}

/// Whom one member reaches, counted by unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberReach {
    /// The member.
    pub person: PersonId,
    /// How many affected people of each unit are within the steps, by name, those without a unit first.
    pub units: BTreeMap<Option<Label>, u64>,
}

/// Whom each member reaches by themselves within so many steps, by id, were it not for some people: whoever is one of
/// them reaches nobody, and leads to nobody.
pub fn by_member(network: &Network, hops: u32, without: &BTreeSet<PersonId>) -> Vec<MemberReach> {
    let mut seen = vec![false; network.people().len()];
    let gone: BTreeSet<Node> = without.iter().filter_map(|it| network.node(it)).collect();
    for node in &gone {
        seen[*node as usize] = true;
    }
    let members = network.nodes().filter(|it| network.person(*it).member);
    let of = |member: Node| {
        if gone.contains(&member) {
            return MemberReach { person: network.id(member), units: BTreeMap::new() };
        }
        let mut reached = vec![member];
        seen[member as usize] = true;
        let mut from = 0;
        for _ in 0..hops {
            let until = reached.len();
            // Nobody new: no further step finds anybody.
            if from == until {
                break;
            }
            for at in from..until {
                for to in network.flow().neighbors_slice(reached[at]) {
                    if !std::mem::replace(&mut seen[*to as usize], true) {
                        reached.push(*to);
                    }
                }
            }
            from = until;
        }
        let mut units: BTreeMap<Option<Label>, u64> = BTreeMap::new();
        for node in reached {
            seen[node as usize] = false;
            if network.weight(node) > 0 {
                *units.entry(network.person(node).unit.clone()).or_default() +=
                    network.weight(node);
            }
        }
        MemberReach { person: network.id(member), units }
    };
    members.map(of).collect()
}

/// Coverage without those who are gone, and how many steps away each one is.
fn cover(network: &Network, hops: u32, gone: &[bool]) -> (Coverage, Vec<Option<u32>>) {
    let seeds = network.nodes().filter(|it| network.person(*it).member && !gone[*it as usize]);
    let steps = steps_from(network, seeds, gone);
    let mut influenced = vec![false; gone.len()];
    for from in network.nodes().filter(|it| !gone[*it as usize]) {
        for to in network.flow().neighbors_slice(from) {
            influenced[*to as usize] = true;
        }
    }
    let mut units: BTreeMap<Option<&Label>, UnitCoverage> = BTreeMap::new();
    let (mut beyond, mut by_nobody, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for node in network.nodes() {
        let (at, weight, person) = (node as usize, network.weight(node), network.person(node));
        if weight == 0 || gone[at] {
            continue;
        }
        let unit = units.entry(person.unit.as_ref()).or_insert_with(|| UnitCoverage {
            unit: person.unit.clone(),
            covered: 0,
            of: 0,
            uncovered: Vec::new(),
        });
        unit.of += weight;
        if is_within(hops, steps[at]) {
            unit.covered += weight;
        } else {
            unit.uncovered.push(person.id.clone());
        }
        if steps[at].is_none() {
            beyond.push(person.id.clone());
            if !influenced[at] {
                let known = person.answered == Some(true);
                if known { &mut by_nobody } else { &mut unknown }.push(person.id.clone());
            }
        }
    }
    // People without a unit sort first; a reader looks for the named ones.
    let without = units.remove(&None);
    let units: Vec<UnitCoverage> = units.into_values().chain(without).collect();
    let found = Coverage {
        hops,
        covered: units.iter().map(|it| it.covered).sum(),
        of: units.iter().map(|it| it.of).sum(),
        units,
        beyond,
        influenced_by_nobody: by_nobody,
        unknown,
        lacks: network.lacks(&[
            Input::Affected,
            Input::Members,
            Input::ReportingLines,
            Input::Nominations,
            Input::Contacts,
            Input::Survey,
            Input::Units,
        ]),
    };
    (found, steps)
}

/// Is somebody no further away than that?
pub(super) fn is_within(hops: u32, steps: Option<u32>) -> bool {
    steps.is_some_and(|steps| steps <= hops)
}

/// How many steps each one is away from the nearest of these; `None` for whom nobody reaches.
pub(super) fn steps_from(
    network: &Network,
    seeds: impl Iterator<Item = Node>,
    gone: &[bool],
) -> Vec<Option<u32>> {
    let mut steps = vec![None; gone.len()];
    let mut queue: Vec<(Node, u32)> = seeds.map(|seed| (seed, 0)).collect();
    for (seed, _) in &queue {
        steps[*seed as usize] = Some(0);
    }
    let mut next = 0;
    while let Some((from, away)) = queue.get(next).copied() {
        next += 1;
        for to in network.flow().neighbors_slice(from) {
            let at = *to as usize;
            if steps[at].is_none() && !gone[at] {
                steps[at] = Some(away + 1);
                queue.push((*to, away + 1));
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::network::{Person, Relation, TieKind};
    use crate::rules::coalition::testing::{id, influences, networks, person, tie};

    const NAMED: TieKind = TieKind::Nominates { relation: Relation::Advice, strength: 3 };

    #[test]
    fn influence_flows_from_who_was_named_and_down_the_line() {
        // 0 is a member; 1 named 0; 2 reports to 1; 3 reports to 2; 0 named 4, which leads nowhere.
        let ties = [
            tie(1, 0, NAMED),
            tie(2, 1, TieKind::ReportsTo),
            tie(3, 2, TieKind::ReportsTo),
            tie(0, 4, NAMED),
        ];
        let mut people: Vec<Person> = (0..6).map(person).collect();
        people[0].member = true;
        people[4].answered = Some(true);
        people[5].answered = Some(false);
        let network = Network::new(people, &ties);
        let two = coverage(&network, 2);
        assert_eq!((two.covered, two.of), (3, 6));
        assert_eq!(two.units[0].uncovered, [id(3), id(4), id(5)]);
        assert_eq!(two.beyond, [id(4), id(5)]);
        // Somebody who did not answer is unknown, not alone.
        assert_eq!((two.influenced_by_nobody, two.unknown), (vec![id(4)], vec![id(5)]));
        assert_eq!(coverage(&network, 1).covered, 2);
        let without = leave_out(&network, 2, &BTreeSet::from([id(1), id(9)]));
        assert_eq!((without.after.covered, without.after.of), (1, 5));
        assert_eq!((without.lost, without.not_there), (vec![id(2)], vec![id(9)]));
        assert!(two.lacks.contains(&Lack::NoContacts));
        assert!(!two.lacks.contains(&Lack::NoNominations));
    }

    /// Steps by trying all paths: within none a member, within h who is influenced by somebody within h - 1.
    fn within(network: &Network, hops: u32, gone: &[Node]) -> BTreeSet<Node> {
        let there = || network.nodes().filter(|it| !gone.contains(it));
        let mut reached: BTreeSet<Node> = there().filter(|it| network.person(*it).member).collect();
        for _ in 0..hops.min(9) {
            let further = |to: &Node| reached.iter().any(|from| influences(network, *from, *to));
            let more: Vec<Node> = there().filter(further).collect();
            reached.extend(more);
        }
        reached
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn coverage_is_what_all_paths_say(network in networks(), hops in prop_oneof![0..4_u32, Just(u32::MAX)], left in proptest::collection::btree_set(0..8_usize, 0..3)) {
            let sum = |nodes: &BTreeSet<Node>| nodes.iter().map(|it| network.weight(*it)).sum::<u64>();
            let reached = within(&network, hops, &[]);
            let found = coverage(&network, hops);
            prop_assert_eq!((found.covered, found.of), (sum(&reached), network.headcount()));
            let uncovered: BTreeSet<PersonId> =
                found.units.iter().flat_map(|it| it.uncovered.clone()).collect();
            let affected = |it: &Node| network.weight(*it) > 0;
            let missing: BTreeSet<PersonId> = network.nodes().filter(affected)
                .filter(|it| !reached.contains(it)).map(|it| network.id(it)).collect();
            prop_assert_eq!(uncovered, missing);
            let ever = within(&network, 9, &[]);
            let beyond: Vec<PersonId> = network.nodes().filter(affected)
                .filter(|it| !ever.contains(it)).map(|it| network.id(it)).collect();
            prop_assert_eq!(&found.beyond, &beyond);
            for node in network.nodes().filter(affected).filter(|it| !ever.contains(it)) {
                let influenced = network.nodes().any(|from| influences(&network, from, node));
                let answered = network.person(node).answered == Some(true);
                let id = network.id(node);
                prop_assert_eq!(found.influenced_by_nobody.contains(&id), !influenced && answered);
                prop_assert_eq!(found.unknown.contains(&id), !influenced && !answered);
            }

            let people: BTreeSet<PersonId> = left.iter().map(|it| id(*it)).collect();
            let gone: Vec<Node> = people.iter().filter_map(|it| network.node(it)).collect();

            // Of each member alone, with everybody and without some.
            for (out, gone) in [(BTreeSet::new(), &[][..]), (people.clone(), &gone)] {
                for (node, found) in network.nodes().filter(|it| network.person(*it).member).zip(by_member(&network, hops, &out)) {
                    prop_assert_eq!(&found.person, &network.id(node));
                    let there = |it: &Node| !gone.contains(it);
                    let mut ball: BTreeSet<Node> = [node].into_iter().filter(there).collect();
                    // Nobody is further away than there are others.
                    for _ in 0..hops.min(9) {
                        let more: Vec<Node> = network.nodes().filter(there).filter(|to| ball.iter().any(|from| influences(&network, *from, *to))).collect();
                        ball.extend(more);
                    }
                    prop_assert_eq!(found.units.values().sum::<u64>(), sum(&ball));
                }
            }

            let after = within(&network, hops, &gone);
            let simulated = leave_out(&network, hops, &people);
            prop_assert_eq!(simulated.after.covered, sum(&after));
            prop_assert_eq!(simulated.after.of, network.headcount() - sum(&gone.iter().copied().collect()));
            let lost: BTreeSet<Node> = reached.difference(&after).copied()
                .filter(|it| affected(it) && !gone.contains(it)).collect();
            prop_assert_eq!(simulated.lost_headcount, sum(&lost));
            prop_assert_eq!(simulated.lost, lost.into_iter().map(|it| network.id(it)).collect::<Vec<_>>());
        }
    }
}
