//! Reporting lines as a hierarchy: who is above and below whom, also where the lines lead in circles.

use super::network::{Network, Node, TieKind};

/// Who reports to whom, and what follows from it. Everything by place.
pub(super) struct Hierarchy {
    /// Whom each one reports to: of several, the one whose id comes first.
    pub(super) manager: Vec<Option<Node>>,
    /// How many report to each one directly.
    pub(super) direct: Vec<u32>,
    /// How many people are below each one, without themselves.
    pub(super) below: Vec<u32>,
    /// How many affected people are below each one, without themselves.
    pub(super) affected_below: Vec<u64>,
    /// Steps from the top; `None` for those who are in a circle or below one.
    pub(super) level: Vec<Option<u32>>,
    /// Everybody who is in no circle, managers before those who report to them.
    pub(super) top_down: Vec<Node>,
    /// Circles, each from its smallest member upwards.
    pub(super) circles: Vec<Vec<Node>>,
    /// How many people report to several.
    pub(super) several_managers: u64,
}

impl Hierarchy {
    /// Reads the reporting lines of a network.
    pub(super) fn of(network: &Network) -> Self {
        let count = network.people().len();
        let mut it = Self {
            manager: vec![None; count],
            direct: vec![0; count],
            below: vec![0; count],
            affected_below: vec![0; count],
            level: vec![None; count],
            top_down: Vec::with_capacity(count),
            circles: Vec::new(),
            several_managers: 0,
        };
        it.read_managers(network);
        it.count_below(network);
        it.top_down.reverse();
        for node in it.top_down.clone() {
            it.level[node as usize] = match it.manager[node as usize] {
                None => Some(0),
                Some(manager) => it.level[manager as usize].map(|level| level + 1),
            };
        }
        it
    }

    /// How many people are in circles.
    pub(super) fn in_circles(&self) -> u64 {
        self.circles.iter().map(|it| it.len() as u64).sum()
    }

    fn read_managers(&mut self, network: &Network) {
        let mut lines: Vec<(Node, Node)> = network
            .links()
            .iter()
            .filter(|link| link.kind == TieKind::ReportsTo)
            .map(|link| (link.from, link.to))
            .collect();
        lines.dedup();
        for of_one in lines.chunk_by(|a, b| a.0 == b.0) {
            let (from, to) = of_one[0];
            self.manager[from as usize] = Some(to);
            self.direct[to as usize] += 1;
            self.several_managers += u64::from(of_one.len() > 1);
        }
    }

    /// Counts from the lowest upwards. Who is never reached that way is in a circle.
    fn count_below(&mut self, network: &Network) {
        let mut waits_for = self.direct.clone();
        let mut ready: Vec<Node> =
            network.nodes().filter(|it| waits_for[*it as usize] == 0).collect();
        let mut next = 0;
        while let Some(node) = ready.get(next).copied() {
            next += 1;
            let Some(manager) = self.manager[node as usize] else { continue };
            let (at, above) = (node as usize, manager as usize);
            self.below[above] += self.below[at] + 1;
            self.affected_below[above] += self.affected_below[at] + network.weight(node);
            waits_for[above] -= 1;
            if waits_for[above] == 0 {
                ready.push(manager);
            }
        }
        self.top_down = ready;
        for start in network.nodes() {
            if waits_for[start as usize] == 0 {
                continue;
            }
            let mut circle = Vec::new();
            let mut at = start;
            while waits_for[at as usize] > 0 {
                waits_for[at as usize] = 0;
                circle.push(at);
                // Everybody in a circle has a manager.
                at = self.manager[at as usize].unwrap_or(start);
            }
            self.join_circle(network, &circle);
            self.circles.push(circle);
        }
    }

    /// Below each one of a circle are all others of it, and everybody below those.
    fn join_circle(&mut self, network: &Network, circle: &[Node]) {
        let people: u32 = circle.iter().map(|it| self.below[*it as usize] + 1).sum();
        let affected: u64 =
            circle.iter().map(|it| self.affected_below[*it as usize] + network.weight(*it)).sum();
        for node in circle {
            self.below[*node as usize] = people - 1;
            self.affected_below[*node as usize] = affected - network.weight(*node);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::testing::networks;

    /// Whom one meets going up, until the top or somebody for the second time.
    pub(super) fn above(hierarchy: &Hierarchy, node: Node) -> Vec<Node> {
        let mut met = Vec::new();
        let mut at = node;
        while let Some(manager) = hierarchy.manager[at as usize]
            && !met.contains(&manager)
        {
            met.push(manager);
            at = manager;
        }
        met
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_hierarchy_is_what_going_up_says(network in networks()) {
            let it = Hierarchy::of(&network);
            for node in network.nodes() {
                let at = node as usize;
                let managers: BTreeSet<Node> = network.links().iter()
                    .filter(|link| link.from == node && link.kind == TieKind::ReportsTo)
                    .map(|link| link.to).collect();
                prop_assert_eq!(it.manager[at], managers.first().copied());
                let under: Vec<Node> = network.nodes()
                    .filter(|other| *other != node && above(&it, *other).contains(&node)).collect();
                prop_assert_eq!(it.below[at] as usize, under.len());
                prop_assert_eq!(it.affected_below[at], under.iter().map(|it| network.weight(*it)).sum::<u64>());
                let in_circle = above(&it, node).contains(&node);
                prop_assert_eq!(it.circles.iter().flatten().any(|it| *it == node), in_circle);
                prop_assert_eq!(it.top_down.contains(&node), !in_circle);
                let chain = above(&it, node);
                let ends = chain.last().is_none_or(|top| it.manager[*top as usize].is_none());
                prop_assert_eq!(it.level[at], ends.then_some(chain.len() as u32));
                if let Some(manager) = it.manager[at].filter(|it| !above(&Hierarchy::of(&network), *it).contains(it)) {
                    let place = |node| it.top_down.iter().position(|it| *it == node);
                    prop_assert!(place(manager) < place(node));
                }
            }
            let in_circles: u64 = it.circles.iter().flatten().map(|_| 1).sum();
            prop_assert_eq!(it.in_circles(), in_circles);
            prop_assert!(it.circles.iter().all(|it| it.iter().min() == it.first()));
        }
    }
}
