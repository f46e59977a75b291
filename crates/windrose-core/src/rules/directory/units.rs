//! Units: made of what rows say about them, and what is settled where rows disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Person;

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name: there is one of each.
    pub name: Arc<str>,
    /// The unit that it is part of, by index.
    pub part_of: Option<u32>,
    /// The units that are part of it, by index.
    pub parts: Vec<u32>,
    /// Who belongs to it directly, by index, in the order of their ids.
    pub people: Vec<u32>,
}

/// What a unit is part of, where rows disagree about it or units would be part of one another in a circle. Stored with
/// an edition, so that a later build cannot settle it otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// The unit.
    pub unit: Arc<str>,
    /// What it is part of; nothing, where it would be part of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Arc<str>>,
}

/// A unit of which rows say that it is part of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The unit.
    pub unit: Arc<str>,
    /// What it is said to be part of, by name.
    pub said: Vec<Arc<str>>,
    /// What is taken: what most rows say, and of equals the first by name.
    pub taken: Arc<str>,
}

/// What has to be settled of the units of some people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Where rows disagree, by unit.
    pub disagreements: Vec<Disagreement>,
    /// Units that would be part of one another in a circle, each for the next, beginning with the first by name.
    pub circles: Vec<Vec<Arc<str>>>,
    /// What follows.
    pub settled: Vec<Settled>,
}

/// Settles what the units of these people are part of.
pub(super) fn settle<'a>(people: impl Iterator<Item = &'a Person>) -> Settlement {
    let mut said: BTreeMap<&Arc<str>, BTreeMap<&Arc<str>, u32>> = BTreeMap::new();
    for person in people {
        if let (Some(unit), Some(part_of)) = (&person.unit, &person.part_of) {
            *said.entry(unit).or_default().entry(part_of).or_default() += 1;
        }
    }
    let mut it = Settlement::default();
    let mut taken: BTreeMap<&Arc<str>, &Arc<str>> = BTreeMap::new();
    for (unit, counts) in &said {
        let most = counts.values().max();
        let Some((first, _)) = counts.iter().find(|(_, count)| Some(*count) == most) else {
            continue;
        };
        taken.insert(unit, first);
        if counts.len() > 1 {
            let said = counts.keys().map(|name| (*name).clone()).collect();
            let (unit, taken) = ((*unit).clone(), (*first).clone());
            it.settled.push(Settled { unit: unit.clone(), part_of: Some(taken.clone()) });
            it.disagreements.push(Disagreement { unit, said, taken });
        }
    }
    let mut seen: BTreeSet<&Arc<str>> = BTreeSet::new();
    for start in taken.keys() {
        let mut way: Vec<&Arc<str>> = Vec::new();
        let mut at = *start;
        while seen.insert(at) {
            way.push(at);
            let Some(next) = taken.get(at) else { break };
            at = next;
        }
        if let Some(from) = way.iter().position(|it| *it == at)
            && taken.contains_key(at)
        {
            let mut circle: Vec<Arc<str>> = way[from..].iter().map(|it| (*it).clone()).collect();
            let first = (0..circle.len()).min_by_key(|index| &circle[*index]).unwrap_or(0);
            circle.rotate_left(first);
            it.circles.push(circle);
        }
    }
    it.circles.sort_unstable();
    for unit in it.circles.iter().flatten() {
        it.settled.retain(|other| other.unit != *unit);
        it.settled.push(Settled { unit: unit.clone(), part_of: None });
    }
    it.settled.sort_unstable_by(|a, b| a.unit.cmp(&b.unit));
    it
}

/// The units of these people, by name. People stand by id.
pub(super) fn units_of(all: &[Arc<Person>], settled: &[Settled]) -> Vec<Unit> {
    let mut names: BTreeMap<&Arc<str>, Option<&Arc<str>>> = BTreeMap::new();
    for person in all {
        // Whoever has no unit of their own belongs to the one above.
        if let Some(part_of) = &person.part_of {
            names.entry(part_of).or_default();
        }
        if let Some(unit) = &person.unit {
            let part_of = names.entry(unit).or_default();
            *part_of = part_of.or(person.part_of.as_ref());
        }
    }
    for it in settled {
        if let Some(part_of) = names.get_mut(&it.unit) {
            *part_of = it.part_of.as_ref();
        }
    }
    let order: Vec<&Arc<str>> = names.keys().copied().collect();
    let index = |name: &Arc<str>| order.binary_search(&name).ok();
    let mut units: Vec<Unit> = names
        .iter()
        .map(|(name, part_of)| Unit {
            name: (*name).clone(),
            part_of: part_of.and_then(|it| u32::try_from(index(it)?).ok()),
            parts: Vec::new(),
            people: Vec::new(),
        })
        .collect();
    for part in 0..units.len() {
        if let (Some(whole), Ok(part)) = (units[part].part_of, u32::try_from(part)) {
            units[whole as usize].parts.push(part);
        }
    }
    for (number, person) in (0_u32..).zip(all) {
        let unit = person.unit.as_ref().or(person.part_of.as_ref());
        if let Some(index) = unit.and_then(index) {
            units[index].people.push(number);
        }
    }
    units
}
