//! The chain of sponsors: whether everybody above an affected person stands behind the change, and where it breaks.

use serde::Serialize;

use super::hierarchy::Hierarchy;
use super::lack::{Input, Lack};
use super::network::{Network, Node};
use super::put_in_places;
use crate::rules::ids::PersonId;

/// Where the chains of managers above the affected people break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sponsors {
    /// How many affected people have managers above them, all of whom are committed members.
    pub unbroken: u64,
    /// How many affected people have somebody above them who is not.
    pub broken: u64,
    /// How many affected people have no manager: the top, or somebody of whom none is known.
    pub without_manager: u64,
    /// Who those are.
    pub tops: Vec<PersonId>,
    /// Managers at whom chains break: those who break most first, equal ones by id.
    pub gaps: Vec<Gap>,
    /// People who report to one another in a circle, each from the smallest upwards.
    pub circles: Vec<Vec<PersonId>>,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// A manager who is no committed member, and whom a chain meets first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Who.
    pub manager: PersonId,
    /// Their place by `first_for`; equal figures share it.
    pub place: u32,
    /// Are they an active member who is not committed?
    pub member: bool,
    /// For how many affected people they are the first one who is not committed.
    pub first_for: u64,
    /// How many affected people are below them in all.
    pub below: u64,
}

/// Where the chains of managers above the affected people break.
pub fn sponsors(network: &Network) -> Sponsors {
    let hierarchy = Hierarchy::of(network);
    let first = first_gaps(network, &hierarchy);
    let mut first_for = vec![0; first.len()];
    let (mut unbroken, mut broken, mut without_manager) = (0, 0, 0);
    let mut tops = Vec::new();
    for node in network.nodes().filter(|it| network.weight(*it) > 0) {
        let weight = network.weight(node);
        match (hierarchy.manager[node as usize], first[node as usize]) {
            (None, _) => {
                without_manager += weight;
                tops.push(network.id(node));
            }
            (Some(_), None) => unbroken += weight,
            (Some(_), Some(gap)) => {
                broken += weight;
                first_for[gap as usize] += weight;
            }
        }
    }
    let is_gap = |it: &Node| first_for[*it as usize] > 0;
    let gap = |node: Node| Gap {
        manager: network.id(node),
        place: 0,
        member: network.person(node).member,
        first_for: first_for[node as usize],
        below: hierarchy.affected_below[node as usize],
    };
    let mut gaps: Vec<Gap> = network.nodes().filter(is_gap).map(gap).collect();
    put_in_places(&mut gaps, |it| it.first_for, |it| &mut it.place);
    let mut lacks = network.lacks(&[Input::Affected, Input::Members, Input::ReportingLines]);
    lacks.extend(hierarchy.lacks());
    lacks.sort();
    let ids = |circle: &Vec<Node>| circle.iter().map(|it| network.id(*it)).collect();
    let circles = hierarchy.circles.iter().map(ids).collect();
    Sponsors { unbroken, broken, without_manager, tops, gaps, circles, lacks }
}

impl Hierarchy {
    /// What the reporting lines leave open.
    pub(super) fn lacks(&self) -> Vec<Lack> {
        let mut found = Vec::new();
        if self.several_managers > 0 {
            found.push(Lack::SeveralManagers { people: self.several_managers });
        }
        if !self.circles.is_empty() {
            found.push(Lack::ReportingCircle { people: self.in_circles() });
        }
        found
    }
}

/// The first manager above each one who is no committed member.
fn first_gaps(network: &Network, hierarchy: &Hierarchy) -> Vec<Option<Node>> {
    let mut first = vec![None; network.people().len()];
    let of_manager = |first: &[Option<Node>], node: Node| {
        let manager = hierarchy.manager[node as usize]?;
        if network.person(manager).committed { first[manager as usize] } else { Some(manager) }
    };
    for circle in &hierarchy.circles {
        let Some(open) = circle.iter().position(|it| !network.person(*it).committed) else {
            continue;
        };
        // Downwards from somebody whose answer needs nobody else's, and round to themselves at last.
        for step in 1..=circle.len() {
            let node = circle[(open + circle.len() - step) % circle.len()];
            first[node as usize] = of_manager(&first, node).filter(|gap| *gap != node);
        }
    }
    for node in &hierarchy.top_down {
        first[*node as usize] = of_manager(&first, *node);
    }
    first
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::network::{Person, TieKind};
    use crate::rules::coalition::testing::{id, networks, person, tie};

    #[test]
    fn a_chain_breaks_at_the_first_who_is_not_committed() {
        // 0 leads 1 and 2; 3 and 4 report to 1, 5 to 2. 0 and 2 are committed, 1 is a member who is not.
        let up = TieKind::ReportsTo;
        let ties = [tie(1, 0, up), tie(2, 0, up), tie(3, 1, up), tie(4, 1, up), tie(5, 2, up)];
        let mut people: Vec<Person> = (0..6).map(person).collect();
        (people[0].member, people[0].committed) = (true, true);
        (people[2].member, people[2].committed) = (true, true);
        people[1].member = true;
        let found = sponsors(&Network::new(people, &ties));
        assert_eq!((found.unbroken, found.broken, found.without_manager), (3, 2, 1));
        let gap = Gap { manager: id(1), place: 1, member: true, first_for: 2, below: 2 };
        assert_eq!((found.gaps, found.tops), (vec![gap], vec![id(0)]));
    }

    #[test]
    fn a_circle_is_told_and_ends() {
        let up = TieKind::ReportsTo;
        let ties = [tie(0, 1, up), tie(1, 2, up), tie(2, 0, up), tie(3, 0, up), tie(3, 1, up)];
        let mut people: Vec<Person> = (0..4).map(person).collect();
        for committed in [0, 1, 3] {
            (people[committed].member, people[committed].committed) = (true, true);
        }
        let found = sponsors(&Network::new(people, &ties));
        assert_eq!(found.circles, [vec![id(0), id(1), id(2)]]);
        // The one at whom it breaks has nobody above but the two who are committed, and themselves.
        assert_eq!((found.unbroken, found.broken), (1, 3));
        assert_eq!(
            found.lacks,
            [Lack::SeveralManagers { people: 1 }, Lack::ReportingCircle { people: 3 }]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn gaps_are_what_going_up_says(network in networks()) {
            let hierarchy = Hierarchy::of(&network);
            let first = |node: Node| {
                let mut met = vec![node];
                let mut at = node;
                while let Some(manager) = hierarchy.manager[at as usize].filter(|it| !met.contains(it)) {
                    if !network.person(manager).committed {
                        return Some(manager);
                    }
                    met.push(manager);
                    at = manager;
                }
                None
            };
            let found = sponsors(&network);
            let weight = |is: &dyn Fn(Node) -> bool| {
                network.nodes().filter(|it| is(*it)).map(|it| network.weight(it)).sum::<u64>()
            };
            let managed = |it: Node| hierarchy.manager[it as usize].is_some();
            prop_assert_eq!(found.without_manager, weight(&|it| !managed(it)));
            prop_assert_eq!(found.unbroken, weight(&|it| managed(it) && first(it).is_none()));
            prop_assert_eq!(found.broken, weight(&|it| first(it).is_some()));
            for node in network.nodes() {
                let gap = found.gaps.iter().find(|it| it.manager == network.id(node));
                prop_assert_eq!(gap.map_or(0, |it| it.first_for), weight(&|it| first(it) == Some(node)));
            }
            prop_assert!(found.gaps.is_sorted_by_key(|it| (std::cmp::Reverse(it.first_for), it.manager.clone())));
        }
    }
}
