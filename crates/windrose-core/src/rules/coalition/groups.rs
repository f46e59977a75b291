//! Groups: those without a member, those who keep to themselves, and how far answers speak for people.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::lack::{Input, Lack};
use super::network::{Kinds, Label, Network, Node, Person};
use super::put_in_places;
use crate::rules::fixed::{Fixed, share_at_least};
use crate::rules::ids::PersonId;

/// Units, levels and sites of the affected people, with the members in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Groups {
    /// Units with affected people, by name.
    pub units: Vec<Group>,
    /// Levels with affected people, by name.
    pub levels: Vec<Group>,
    /// Sites with affected people, by name.
    pub sites: Vec<Group>,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// Affected people of a unit, a level or a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name.
    pub name: Label,
    /// How many affected people it has.
    pub affected: u64,
    /// Its active members of the coalition, whether they are affected or not.
    pub members: Vec<PersonId>,
}

/// How much a group keeps to itself: pairs of people who are tied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inside {
    /// How many pairs have both ends in the group.
    pub inside: u64,
    /// Of how many with an end in it.
    pub of: u64,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// The parts of the network that no tie leads out of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parts {
    /// Parts of at least two people: those with most affected people first, equal ones by the first id.
    pub parts: Vec<Part>,
    /// Affected people without any tie who answered the survey: they are alone.
    pub isolated: Vec<PersonId>,
    /// Affected people without any tie who did not answer, or were not asked: whom they go to is unknown.
    pub unknown: Vec<PersonId>,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// People who are tied to one another, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its place by `affected`; equal figures share it.
    pub place: u32,
    /// How many affected people it has.
    pub affected: u64,
    /// How many active members of the coalition.
    pub members: u64,
    /// Everybody, by id.
    pub people: Vec<PersonId>,
}

/// How far the answers of a survey speak for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Nobody was asked.
    NotAsked,
    /// Too few: what is seen gives directions, with caution, and names nobody.
    Directional,
    /// Enough to show patterns, not to name people.
    Patterns,
    /// Enough to name people.
    Named,
}

/// From which share of answers on something may be said.
///
/// As practitioners of organisational network analysis do (after Cross and Parker): a few missing people can turn who
/// is central, so individuals are named from 80 % on and patterns are shown from 65 % on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    /// People may be named.
    pub named: Fixed,
    /// Patterns may be shown.
    pub patterns: Fixed,
}

impl Default for Bands {
    fn default() -> Self {
        Self { named: Fixed::micros(800_000), patterns: Fixed::micros(650_000) }
    }
}

/// How many answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Response {
    /// How many answered.
    pub answered: u64,
    /// Of how many who were asked.
    pub asked: u64,
    /// How far that speaks for people.
    pub band: Band,
}

/// Units, levels and sites of the affected people, with the members in each.
pub fn groups(network: &Network) -> Groups {
    let lacks = [Input::Affected, Input::Members, Input::Units, Input::Levels, Input::Sites];
    Groups {
        units: by(network, |it| it.unit.as_ref()),
        levels: by(network, |it| it.level.as_ref()),
        sites: by(network, |it| it.site.as_ref()),
        lacks: network.lacks(&lacks),
    }
}

impl Groups {
    /// Those of these groups that have no member.
    pub fn without_member(groups: &[Group]) -> impl Iterator<Item = &Group> {
        groups.iter().filter(|it| it.members.is_empty())
    }
}

fn by<'a>(network: &'a Network, label: impl Fn(&'a Person) -> Option<&'a Label>) -> Vec<Group> {
    let mut found: BTreeMap<&Label, Group> = BTreeMap::new();
    for person in network.people() {
        let Some(name) = label(person) else { continue };
        let group = found.entry(name).or_insert_with(|| Group {
            name: name.clone(),
            affected: 0,
            members: Vec::new(),
        });
        group.affected += u64::from(person.headcount);
        if person.member {
            group.members.push(person.id.clone());
        }
    }
    found.into_values().filter(|it| it.affected > 0).collect()
}

/// How much a group keeps to itself, whatever makes it one: a unit, HR, the coalition. Of these kinds of ties: reporting
/// lines keep every unit to itself, whomever its people talk to.
pub fn inside(network: &Network, kinds: Kinds, is_in: impl Fn(&Person) -> bool) -> Inside {
    let links = network.links().iter().filter(|link| kinds.has(link.kind));
    let mut pairs: Vec<(Node, Node)> =
        links.map(|link| (link.from.min(link.to), link.from.max(link.to))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let (mut inside, mut of) = (0, 0);
    for (a, b) in pairs {
        let ends = (is_in(network.person(a)), is_in(network.person(b)));
        inside += u64::from(ends == (true, true));
        of += u64::from(ends != (false, false));
    }
    let looked_at = [
        (kinds.reporting_lines, Input::ReportingLines),
        (kinds.nominations, Input::Nominations),
        (kinds.contacts, Input::Contacts),
        (kinds.nominations, Input::Survey),
    ];
    let looked_at: Vec<Input> =
        looked_at.into_iter().filter_map(|(is, input)| is.then_some(input)).collect();
    Inside { inside, of, lacks: network.lacks(&looked_at) }
}

/// The parts of the network that no tie leads out of, and people without any tie.
pub fn parts(network: &Network) -> Parts {
    let mut seen = vec![false; network.people().len()];
    let (mut parts, mut isolated, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for start in network.nodes() {
        if seen[start as usize] {
            continue;
        }
        seen[start as usize] = true;
        let mut people: Vec<Node> = vec![start];
        let mut next = 0;
        while let Some(node) = people.get(next).copied() {
            next += 1;
            for other in network.plain().neighbors_slice(node) {
                if !seen[*other as usize] {
                    seen[*other as usize] = true;
                    people.push(*other);
                }
            }
        }
        if let [alone] = people[..] {
            let person = network.person(alone);
            if person.headcount > 0 {
                let known = person.answered == Some(true);
                if known { &mut isolated } else { &mut unknown }.push(person.id.clone());
            }
            continue;
        }
        people.sort_unstable();
        parts.push(Part {
            place: 0,
            affected: people.iter().map(|it| network.weight(*it)).sum(),
            members: people.iter().filter(|it| network.person(**it).member).count() as u64,
            people: people.into_iter().map(|it| network.id(it)).collect(),
        });
    }
    put_in_places(&mut parts, |it| it.affected, |it| &mut it.place);
    let lacks = network.lacks(&[
        Input::Affected,
        Input::ReportingLines,
        Input::Nominations,
        Input::Contacts,
        Input::Survey,
    ]);
    Parts { parts, isolated, unknown, lacks }
}

/// How many answered, and how far that speaks for people.
pub fn response(network: &Network, bands: Bands) -> Response {
    let count = |answer: bool| {
        network.people().iter().filter(|it| it.answered == Some(answer)).count() as u64
    };
    let answered = count(true);
    Response::of(answered, answered + count(false), bands)
}

impl Response {
    /// So many of so many who were asked.
    pub fn of(answered: u64, asked: u64, bands: Bands) -> Self {
        let band = match asked {
            0 => Band::NotAsked,
            _ if share_at_least(answered, asked, bands.named) => Band::Named,
            _ if share_at_least(answered, asked, bands.patterns) => Band::Patterns,
            _ => Band::Directional,
        };
        Self { answered, asked, band }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::testing::{components, networks, person, tied};

    const ALL: Kinds = Kinds { reporting_lines: true, nominations: true, contacts: true };

    type LabelOf = fn(&Person) -> &Option<Label>;

    #[test]
    fn bands_begin_exactly_at_their_shares() {
        let of_twenty = |answered: usize| {
            let mut people: Vec<Person> = (0..20).map(person).collect();
            for (number, person) in people.iter_mut().enumerate() {
                person.answered = Some(number < answered);
            }
            response(&Network::new(people, &[]), Bands::default()).band
        };
        assert_eq!(
            [16, 15, 13, 12].map(of_twenty),
            [Band::Named, Band::Patterns, Band::Patterns, Band::Directional]
        );
        let nobody = response(&Network::new(vec![person(0)], &[]), Bands::default());
        assert_eq!((nobody.asked, nobody.band), (0, Band::NotAsked));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn groups_are_what_asking_everybody_says(network in networks()) {
            let found = groups(&network);
            let names = |label: LabelOf| -> BTreeSet<Label> {
                network.people().iter().filter(|it| it.headcount > 0).filter_map(|it| label(it).clone()).collect()
            };
            let sorts: [(&[Group], LabelOf); 3] =
                [(&found.units, |it| &it.unit), (&found.levels, |it| &it.level), (&found.sites, |it| &it.site)];
            for (groups, label) in sorts {
                prop_assert_eq!(groups.iter().map(|it| it.name.clone()).collect::<BTreeSet<_>>(), names(label));
                for group in groups {
                    let mine = || network.people().iter().filter(|it| label(it).as_ref() == Some(&group.name));
                    prop_assert_eq!(group.affected, mine().map(|it| u64::from(it.headcount)).sum::<u64>());
                    let members: Vec<PersonId> = mine().filter(|it| it.member).map(|it| it.id.clone()).collect();
                    prop_assert_eq!(&group.members, &members);
                }
                prop_assert_eq!(Groups::without_member(groups).count(), groups.iter().filter(|it| it.members.is_empty()).count());
            }
            let is_in = |it: &Person| it.unit.as_deref() == Some("a");
            for kinds in [ALL, Kinds::INFORMAL] {
                let of_kinds = network.with_only(kinds);
                let (mut both, mut one) = (0, 0);
                for a in of_kinds.nodes() {
                    for b in (0..a).filter(|b| tied(&of_kinds, a, *b)) {
                        let ends = [a, b].iter().filter(|it| is_in(network.person(**it))).count();
                        both += u64::from(ends == 2);
                        one += u64::from(ends > 0);
                    }
                }
                let kept = inside(&network, kinds, is_in);
                prop_assert_eq!((kept.inside, kept.of), (both, one));
            }
        }

        #[test]
        fn parts_are_what_growing_says(network in networks()) {
            let found = parts(&network);
            let ids = |nodes: &BTreeSet<Node>| nodes.iter().map(|it| network.id(*it)).collect::<Vec<_>>();
            let grown = components(&network, &[], |a, b| tied(&network, a, b));
            let expected: BTreeSet<Vec<PersonId>> = grown.iter().filter(|it| it.len() > 1).map(ids).collect();
            prop_assert_eq!(found.parts.iter().map(|it| it.people.clone()).collect::<BTreeSet<_>>(), expected);
            prop_assert!(found.parts.is_sorted_by_key(|it| (std::cmp::Reverse(it.affected), it.people.clone())));
            for part in &found.parts {
                let mine = || part.people.iter().map(|it| network.person(network.node(it).unwrap()));
                prop_assert_eq!(part.affected, mine().map(|it| u64::from(it.headcount)).sum::<u64>());
                prop_assert_eq!(part.members, mine().filter(|it| it.member).count() as u64);
            }
            let alone = |answered: bool| grown.iter().filter(|it| it.len() == 1).flat_map(ids).filter(|it| {
                let person = network.person(network.node(it).unwrap());
                person.headcount > 0 && (person.answered == Some(true)) == answered
            }).collect::<Vec<_>>();
            prop_assert_eq!((found.isolated, found.unknown), (alone(true), alone(false)));
        }
    }
}
