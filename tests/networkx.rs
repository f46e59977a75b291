//! The coalition graph beside networkx: what it computes of five well-known networks is what windrose computes.
//!
//! The figures stand in `tests/networkx/figures.json`; `cargo xtask networkx` makes them anew.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use windrose_core::rules::coalition::brokers::{Brokers, Ways, brokers};
use windrose_core::rules::coalition::cuts::cuts;
use windrose_core::rules::coalition::groups::{Bands, Parts, parts};
use windrose_core::rules::coalition::network::{Network, Person, Relation, Tie, TieKind};
use windrose_core::rules::coalition::rank::{Rank, Top, ranks};
use windrose_core::rules::coalition::reach::coverage;

/// Betweenness is added up in another order; PageRank takes the same rounds, and so ends as near.
const WITHIN: f64 = 1e-12;

#[derive(Deserialize)]
struct Figures {
    networks: Vec<Figure>,
}

#[derive(Deserialize)]
struct Figure {
    name: String,
    people: Vec<String>,
    ties: Vec<(String, String)>,
    nominations: Vec<(String, String)>,
    undirected: Undirected,
    directed: Directed,
}

#[derive(Deserialize)]
struct Undirected {
    betweenness: BTreeMap<String, f64>,
    articulation_points: BTreeSet<String>,
    bridges: BTreeSet<(String, String)>,
    parts: BTreeSet<BTreeSet<String>>,
    page_rank: BTreeMap<String, f64>,
    hub: String,
    parts_without_hub: BTreeSet<BTreeSet<String>>,
}

#[derive(Deserialize)]
struct Directed {
    betweenness: BTreeMap<String, f64>,
    page_rank: BTreeMap<String, f64>,
    named_by: BTreeMap<String, u32>,
    members: BTreeSet<String>,
    reached: BTreeMap<u32, BTreeSet<String>>,
    beyond: Vec<String>,
}

const NAMED: TieKind = TieKind::Nominates { relation: Relation::Advice, strength: 3 };

fn figures() -> Vec<Figure> {
    let figures: Figures = serde_json::from_str(include_str!("networkx/figures.json")).unwrap();
    assert_eq!(figures.networks.len(), 5);
    figures.networks
}

/// The network of a figure with its members, tied in one way.
fn network(figure: &Figure, pairs: &[(String, String)], kind: TieKind) -> Network {
    let person = |id: &String| Person {
        member: figure.directed.members.contains(id),
        ..Person::affected(id.parse().unwrap())
    };
    let tie = |(from, to): &(String, String)| Tie {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        kind,
    };
    let ties: Vec<Tie> = pairs.iter().map(tie).collect();
    Network::new(figure.people.iter().map(person).collect(), &ties)
}

#[track_caller]
fn same(name: &str, ours: impl Iterator<Item = (String, f64)>, theirs: &BTreeMap<String, f64>) {
    let ours: BTreeMap<String, f64> = ours.collect();
    assert!(ours.keys().eq(theirs.keys()), "{name}: other people");
    for (who, figure) in theirs {
        let own = ours[who];
        assert!((own - figure).abs() < WITHIN, "{name}: {who} has {own}, with networkx {figure}");
    }
}

fn between(found: &Brokers) -> impl Iterator<Item = (String, f64)> {
    found.people.iter().map(|it| (it.person.to_string(), it.betweenness))
}

fn page_ranks(network: &Network) -> Vec<Rank> {
    ranks(network, Top::default(), Bands::default()).people
}

fn all(found: &Parts) -> BTreeSet<BTreeSet<String>> {
    let of_many = found.parts.iter().map(|it| it.people.iter().map(ToString::to_string).collect());
    // Nobody of these was asked anything, so whoever has no tie is unknown.
    let alone = found.unknown.iter().map(|it| BTreeSet::from([it.to_string()]));
    of_many.chain(alone).collect()
}

#[test]
fn what_divides_people_is_as_networkx_says() {
    for figure in figures() {
        let (name, theirs) = (&figure.name, &figure.undirected);
        let ours = network(&figure, &figure.ties, TieKind::Contact);
        same(name, between(&brokers(&ours, Ways::Any)), &theirs.betweenness);
        let found = cuts(&ours);
        let people: BTreeSet<String> =
            found.people.iter().map(|it| it.person.to_string()).collect();
        assert_eq!(people, theirs.articulation_points, "{name}");
        let ties: BTreeSet<(String, String)> =
            found.ties.iter().map(|it| (it.a.to_string(), it.b.to_string())).collect();
        assert_eq!(ties, theirs.bridges, "{name}");
        assert_eq!(all(&parts(&ours)), theirs.parts, "{name}");
        let without = ours.among(|it| it.id.as_str() != theirs.hub);
        assert_eq!(all(&parts(&without)), theirs.parts_without_hub, "{name}");

        // A graph without directions passes on along its ties both ways.
        let back = figure.ties.iter().map(|(a, b)| (b.clone(), a.clone()));
        let both: Vec<_> = figure.ties.iter().cloned().chain(back).collect();
        let ranks = page_ranks(&network(&figure, &both, NAMED));
        let ranks = ranks.iter().map(|it| (it.person.to_string(), it.page_rank));
        same(name, ranks, &theirs.page_rank);
    }
}

#[test]
fn what_flows_between_people_is_as_networkx_says() {
    for figure in figures() {
        let (name, theirs) = (&figure.name, &figure.directed);
        let ours = network(&figure, &figure.nominations, NAMED);
        same(name, between(&brokers(&ours, Ways::Influence)), &theirs.betweenness);
        let ranks = page_ranks(&ours);
        let shares = ranks.iter().map(|it| (it.person.to_string(), it.page_rank));
        same(name, shares, &theirs.page_rank);
        let named: BTreeMap<String, u32> =
            ranks.iter().map(|it| (it.person.to_string(), it.named_by)).collect();
        assert_eq!(named, theirs.named_by, "{name}");
        for (hops, reached) in &theirs.reached {
            let found = coverage(&ours, *hops);
            assert_eq!(found.covered, reached.len() as u64, "{name} within {hops}");
            let uncovered = found.units.iter().flat_map(|it| &it.uncovered);
            let covered: BTreeSet<String> = uncovered.fold(
                figure.people.iter().cloned().collect(),
                |mut left: BTreeSet<String>, it| {
                    left.remove(it.as_str());
                    left
                },
            );
            assert_eq!(&covered, reached, "{name} within {hops}");
            let beyond: Vec<&str> = found.beyond.iter().map(|it| it.as_str()).collect();
            assert_eq!(beyond, theirs.beyond, "{name}");
        }
    }
}
