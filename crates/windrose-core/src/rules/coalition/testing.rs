//! Small networks for the tests of the analyses: by hand, and at random.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::network::{Network, Node, Person, Relation, Tie, TieKind};
use crate::rules::ids::PersonId;

pub(super) fn id(number: usize) -> PersonId {
    format!("p{number}").parse().unwrap()
}

pub(super) fn person(number: usize) -> Person {
    Person::affected(id(number))
}

pub(super) fn tie(from: usize, to: usize, kind: TieKind) -> Tie {
    Tie { from: id(from), to: id(to), kind }
}

fn kind() -> impl Strategy<Value = TieKind> {
    let relation =
        prop_oneof![Just(Relation::Advice), Just(Relation::Trust), Just(Relation::ChangeTalk)];
    prop_oneof![
        Just(TieKind::ReportsTo),
        (relation, 1..=5_u8)
            .prop_map(|(relation, strength)| TieKind::Nominates { relation, strength }),
        Just(TieKind::Contact),
    ]
}

fn label() -> impl Strategy<Value = Option<super::network::Label>> {
    proptest::option::of(prop_oneof![Just("a".into()), Just("b".into()), Just("c".into())])
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let one =
        (0..3_u32, proptest::option::of(any::<bool>()), any::<(bool, bool)>(), label(), label());
    proptest::collection::vec(one, 0..=8).prop_map(|people| {
        let numbered = people.into_iter().enumerate();
        let made =
            numbered.map(|(number, (headcount, answered, (member, committed), unit, site))| {
                let committed = member && committed;
                let level = unit.clone();
                Person {
                    headcount,
                    answered,
                    member,
                    committed,
                    unit,
                    level,
                    site,
                    ..person(number)
                }
            });
        made.collect()
    })
}

/// Networks of up to eight people: with ties twice and in both directions, ties of a person with themselves, ties to
/// somebody unknown, people without ties, several managers and circles.
pub(super) fn networks() -> impl Strategy<Value = Network> {
    let ties = proptest::collection::vec((0..9_usize, 0..9_usize, kind()), 0..=18);
    (people(), ties).prop_map(|(people, ties)| {
        let ties: Vec<Tie> = ties.into_iter().map(|(from, to, kind)| tie(from, to, kind)).collect();
        Network::new(people, &ties)
    })
}

/// Who is influenced by whom, read from the ties again.
pub(super) fn influences(network: &Network, from: Node, to: Node) -> bool {
    network.links().iter().any(|link| match link.kind {
        TieKind::Contact => [(link.from, link.to), (link.to, link.from)].contains(&(from, to)),
        _ => (link.to, link.from) == (from, to),
    })
}

/// Are the two tied in any way? Read from the ties again.
pub(super) fn tied(network: &Network, a: Node, b: Node) -> bool {
    let pair = |a, b| network.links().iter().any(|link| (link.from, link.to) == (a, b));
    a != b && (pair(a, b) || pair(b, a))
}

/// Components by growing sets until nothing is added, without some people and some ties.
pub(super) fn components(
    network: &Network,
    without: &[Node],
    is_tie: impl Fn(Node, Node) -> bool,
) -> Vec<BTreeSet<Node>> {
    let mut found: Vec<BTreeSet<Node>> = Vec::new();
    for start in network.nodes().filter(|it| !without.contains(it)) {
        if found.iter().any(|it| it.contains(&start)) {
            continue;
        }
        let mut piece = BTreeSet::from([start]);
        loop {
            let joins =
                |it: &Node| !without.contains(it) && piece.iter().any(|other| is_tie(*other, *it));
            let more: BTreeSet<Node> = network.nodes().filter(joins).collect();
            if more.is_subset(&piece) {
                break;
            }
            piece.extend(more);
        }
        found.push(piece);
    }
    found
}
