//! People and the ties between them, in the order of their ids.
//!
//! A person's index is their place in the order of ids, so that whatever is decided by index is decided by id. The two
//! graphs are petgraph's compressed rows: 100,000 people with 300,000 ties take a few megabytes.

use std::sync::Arc;

use crate::rules::ids::PersonId;
pub use crate::rules::record::Relation;
use petgraph::csr::Csr;

/// The name of a unit, a level or a site.
pub type Label = Arc<str>;

/// A person's place in the order of ids.
pub(super) type Node = u32;

/// Who leads to whom.
pub(super) type Graph = Csr<(), ()>;

/// A person of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub id: PersonId,
    /// How many affected people stand here: 1 for somebody who is affected, 0 for somebody who is not.
    pub headcount: u32,
    /// Whether they answered the survey; `None` when they were not asked.
    pub answered: Option<bool>,
    /// Are they an active member of the coalition?
    pub member: bool,
    /// Are they a member who is committed?
    pub committed: bool,
    /// Who stands in for them, where that was named.
    pub deputy: Option<PersonId>,
    /// Their unit.
    pub unit: Option<Label>,
    /// Their level in the hierarchy.
    pub level: Option<Label>,
    /// Where they work.
    pub site: Option<Label>,
}

impl Person {
    /// Somebody who is affected, and of whom nothing else is known.
    pub fn affected(id: PersonId) -> Self {
        Self {
            id,
            headcount: 1,
            answered: None,
            member: false,
            committed: false,
            deputy: None,
            unit: None,
            level: None,
            site: None,
        }
    }
}

/// How one person is tied to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieKind {
    /// `from` reports to `to`. Influence flows down.
    ReportsTo,
    /// `from` named `to` in a survey. Influence flows from who was named to who named them.
    Nominates {
        /// For what.
        relation: Relation,
        /// How strongly, from 1 to 5.
        strength: u8,
    },
    /// The two met. Influence flows both ways.
    Contact,
}

/// A tie between two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Who reports, names or met.
    pub from: PersonId,
    /// To whom, whom, with whom.
    pub to: PersonId,
    /// How.
    pub kind: TieKind,
}

/// A tie by places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) from: Node,
    pub(super) to: Node,
    pub(super) kind: TieKind,
}

/// What was given and could not become part of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LeftOut {
    pub(super) ties_to_unknown: u64,
    pub(super) repeated_people: u64,
}

/// The sorts of ties, to look at some of them alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds {
    /// Reporting lines.
    pub reporting_lines: bool,
    /// Nominations.
    pub nominations: bool,
    /// Contacts.
    pub contacts: bool,
}

impl Kinds {
    /// Whom people named and met, whatever the organisation chart says.
    pub const INFORMAL: Self = Self { reporting_lines: false, nominations: true, contacts: true };

    pub(super) fn has(self, kind: TieKind) -> bool {
        match kind {
            TieKind::ReportsTo => self.reporting_lines,
            TieKind::Nominates { .. } => self.nominations,
            TieKind::Contact => self.contacts,
        }
    }
}

/// People and their ties.
#[derive(Debug, Clone)]
pub struct Network {
    people: Vec<Person>,
    links: Vec<Link>,
    flow: Graph,
    plain: Graph,
    left_out: LeftOut,
}

impl Network {
    /// A network of these people. Ties with people who are not among them, and those of a person with themselves, are
    /// left out; answers say of how many that is so.
    pub fn new(mut people: Vec<Person>, ties: &[Tie]) -> Self {
        let given = people.len();
        people.sort_by(|a, b| a.id.cmp(&b.id));
        people.dedup_by(|later, first| later.id == first.id);
        let mut left_out =
            LeftOut { ties_to_unknown: 0, repeated_people: (given - people.len()) as u64 };
        let heads: Vec<u128> = people.iter().map(|it| head(&it.id)).collect();
        let node = |id: &PersonId| find_by_head(&people, &heads, id);
        let mut links = Vec::with_capacity(ties.len());
        for tie in ties {
            match (node(&tie.from), node(&tie.to)) {
                (Some(from), Some(to)) if from != to => {
                    links.push(Link { from, to, kind: tie.kind });
                }
                (Some(_), Some(_)) => {}
                _ => left_out.ties_to_unknown += 1,
            }
        }
        links.sort_unstable();
        Self::of(people, links, left_out)
    }

    fn of(people: Vec<Person>, links: Vec<Link>, left_out: LeftOut) -> Self {
        let mut flow = Vec::with_capacity(links.len());
        let mut plain = Vec::with_capacity(2 * links.len());
        for link in &links {
            if link.kind == TieKind::Contact {
                flow.push((link.from, link.to));
            }
            flow.push((link.to, link.from));
            plain.extend([(link.from, link.to), (link.to, link.from)]);
        }
        let (flow, plain) = (graph(people.len(), flow), graph(people.len(), plain));
        Self { people, links, flow, plain, left_out }
    }

    /// The same people with the ties of some sorts only.
    pub fn with_only(&self, kinds: Kinds) -> Self {
        let links = self.links.iter().filter(|link| kinds.has(link.kind)).copied().collect();
        Self::of(self.people.clone(), links, self.left_out)
    }

    /// The network of some of its people, with the ties among them.
    pub fn among(&self, keep: impl Fn(&Person) -> bool) -> Self {
        let mut moved = vec![None; self.people.len()];
        let mut people: Vec<Person> = Vec::new();
        for (place, person) in self.people.iter().enumerate() {
            if keep(person) {
                moved[place] = Some(people.len() as Node);
                people.push(person.clone());
            }
        }
        // The order of places stays, and with it that of the links.
        let links = self.links.iter().filter_map(|link| {
            let (from, to) = (moved[link.from as usize]?, moved[link.to as usize]?);
            Some(Link { from, to, kind: link.kind })
        });
        let links = links.collect();
        Self::of(people, links, self.left_out)
    }

    /// Its people, by id.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// How many affected people there are.
    pub fn headcount(&self) -> u64 {
        self.people.iter().map(|it| u64::from(it.headcount)).sum()
    }

    /// How many pairs of people are tied, however often and in whichever direction.
    pub fn pairs(&self) -> u64 {
        self.plain.edge_count() as u64 / 2
    }

    pub(super) fn nodes(&self) -> std::ops::Range<Node> {
        0..self.people.len() as Node
    }

    pub(super) fn person(&self, node: Node) -> &Person {
        &self.people[node as usize]
    }

    pub(super) fn weight(&self, node: Node) -> u64 {
        u64::from(self.people[node as usize].headcount)
    }

    pub(super) fn id(&self, node: Node) -> PersonId {
        self.people[node as usize].id.clone()
    }

    pub(super) fn node(&self, id: &PersonId) -> Option<Node> {
        find(&self.people, id)
    }

    /// Ties by places, in their order.
    pub(super) fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whom each one influences, each pair once.
    pub(super) fn flow(&self) -> &Graph {
        &self.flow
    }

    /// Who is tied to whom in any way, each pair once in both directions.
    pub(super) fn plain(&self) -> &Graph {
        &self.plain
    }

    pub(super) fn left_out(&self) -> LeftOut {
        self.left_out
    }
}

fn find(people: &[Person], id: &PersonId) -> Option<Node> {
    people.binary_search_by(|it| it.id.cmp(id)).ok().map(|place| place as Node)
}

/// The first bytes of an id as a number, in the order of ids. Of 100,000 ids they lie close together, where the texts
/// are strewn over the memory: a network is made in a fraction of the time.
fn head(id: &PersonId) -> u128 {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(id.as_str().bytes()).for_each(|(place, byte)| *place = byte);
    u128::from_be_bytes(bytes)
}

/// The same as [`find`]: by the first bytes, then by the whole among those who share them.
fn find_by_head(people: &[Person], heads: &[u128], id: &PersonId) -> Option<Node> {
    let head = head(id);
    let start = heads.partition_point(|it| *it < head);
    let count = heads[start..].partition_point(|it| *it == head);
    let among = &people[start..start + count];
    let place = match among {
        [] => None,
        [only] => (only.id == *id).then_some(0),
        _ => find(among, id),
    };
    place.map(|place| start as Node + place)
}

/// A graph of so many nodes; each arc once.
pub(super) fn graph(nodes: usize, mut arcs: Vec<(Node, Node)>) -> Graph {
    arcs.sort_unstable();
    arcs.dedup();
    // It refuses nothing but arcs out of order, and makes nodes up to the last one that an arc names.
    let mut graph = Graph::from_sorted_edges(&arcs).unwrap_or_default();
    while graph.node_count() < nodes {
        graph.add_node(());
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::coalition::testing::{person, tie};

    #[test]
    fn ids_are_found_by_their_first_bytes_and_by_all() {
        let ids =
            ["a", "ab", "a-very-long-name-1", "a-very-long-name-2", "a-very-long-name", "b", "0"];
        let people = ids.map(|it| Person::affected(it.parse().unwrap())).to_vec();
        let people = Network::new(people, &[]).people;
        let heads: Vec<u128> = people.iter().map(|it| head(&it.id)).collect();
        assert!(heads.is_sorted());
        for (place, person) in people.iter().enumerate() {
            assert_eq!(find_by_head(&people, &heads, &person.id), Some(place as Node));
        }
        for other in ["a-very-long-name-3", "a-very-long-nam", "c", "00", "aa"] {
            assert_eq!(find_by_head(&people, &heads, &other.parse().unwrap()), None, "{other}");
        }
    }

    #[test]
    fn places_follow_ids_and_every_pair_is_tied_once() {
        let advice = TieKind::Nominates { relation: Relation::Advice, strength: 3 };
        let trust = TieKind::Nominates { relation: Relation::Trust, strength: 5 };
        let ties = [
            tie(1, 0, TieKind::ReportsTo),
            tie(0, 2, advice),
            tie(0, 2, trust),
            tie(1, 2, TieKind::Contact),
            tie(2, 2, TieKind::Contact),
            tie(2, 9, TieKind::Contact),
        ];
        let network = Network::new(vec![person(2), person(0), person(1), person(0)], &ties);
        assert_eq!(
            network.people().iter().map(|it| it.id.as_str()).collect::<Vec<_>>(),
            ["p0", "p1", "p2"]
        );
        // Down the line, from who was named, both ways where they met.
        let flow: Vec<&[Node]> =
            network.nodes().map(|it| network.flow().neighbors_slice(it)).collect();
        assert_eq!(flow, [&[1][..], &[2], &[0, 1]]);
        let plain: Vec<&[Node]> =
            network.nodes().map(|it| network.plain().neighbors_slice(it)).collect();
        assert_eq!(plain, [&[1, 2][..], &[0, 2], &[0, 1]]);
        assert_eq!(network.pairs(), 3);
        assert_eq!(network.left_out(), LeftOut { ties_to_unknown: 1, repeated_people: 1 });

        let informal = network.with_only(Kinds::INFORMAL);
        assert_eq!((informal.pairs(), informal.links().len()), (2, 3));
        let two = network.among(|it| it.id.as_str() != "p0");
        assert_eq!((two.people().len(), two.pairs()), (2, 1));
        assert_eq!(Network::new(Vec::new(), &[]).pairs(), 0);
    }
}
