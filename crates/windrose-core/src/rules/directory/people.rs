//! The people of one edition of the directory, found by id, by manager and by unit. Never changes once it is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::ids::PersonId;
use super::Person;
use super::units::{Settled, Unit, units_of};

/// Stands where there is no manager.
const NOBODY: u32 = u32::MAX;

/// All people, with the lines between them. Whoever walks all of them uses indices: people stand in the order of their
/// ids.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct People {
    all: Vec<Arc<Person>>,
    /// The index of each person's manager.
    managers: Vec<u32>,
    /// The reports of all, those of one manager side by side; `reports_from` says where each one's begin.
    reports: Vec<u32>,
    reports_from: Vec<u32>,
    units: Vec<Unit>,
    loose: Vec<PersonId>,
    settled: Vec<Settled>,
}

impl People {
    /// Puts people together, each id once. `loose` are those whose manager does not count, because reporting lines would
    /// run in a circle; `settled` says of units which they are part of, where rows disagree. Texts that many share are
    /// kept once.
    pub(super) fn new(
        mut all: Vec<Arc<Person>>,
        mut loose: Vec<PersonId>,
        settled: Vec<Settled>,
    ) -> Self {
        all.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        all.dedup_by(|a, b| a.id == b.id);
        if all.is_empty() {
            return Self::default();
        }
        loose.sort_unstable();
        share_texts(&mut all);
        let mut it = Self { all, loose, settled, ..Self::default() };
        it.managers = managers(&it.all, &it.loose);
        let mut counts = vec![0_u32; it.all.len() + 1];
        for manager in it.managers.iter().filter(|it| **it != NOBODY) {
            counts[*manager as usize + 1] += 1;
        }
        for index in 1..counts.len() {
            counts[index] += counts[index - 1];
        }
        let mut next = counts.clone();
        it.reports = vec![0; counts.last().map_or(0, |it| *it as usize)];
        for (person, manager) in (0_u32..).zip(&it.managers).filter(|(_, it)| **it != NOBODY) {
            let place = &mut next[*manager as usize];
            it.reports[*place as usize] = person;
            *place += 1;
        }
        it.reports_from = counts;
        it.units = units_of(&it.all, &it.settled);
        it
    }

    /// Everybody, by id.
    pub fn all(&self) -> &[Arc<Person>] {
        &self.all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Is nobody there?
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Where somebody stands.
    pub fn index_of(&self, id: &PersonId) -> Option<usize> {
        self.all.binary_search_by(|it| it.id.cmp(id)).ok()
    }

    /// Somebody.
    pub fn get(&self, id: &PersonId) -> Option<&Arc<Person>> {
        self.index_of(id).map(|index| &self.all[index])
    }

    /// Where the manager of somebody stands, by indices. None of a head, and where the manager is not known.
    pub fn manager_index(&self, index: usize) -> Option<usize> {
        let manager = *self.managers.get(index)?;
        (manager != NOBODY).then_some(manager as usize)
    }

    /// Whom somebody reports to. None of a head, and where the manager is not known: then [`Person::manager`] names
    /// somebody all the same.
    pub fn manager_of(&self, id: &PersonId) -> Option<&Arc<Person>> {
        let manager = self.manager_index(self.index_of(id)?)?;
        self.all.get(manager)
    }

    /// Is it not known whom somebody reports to, though somebody was named? Of a head it is known.
    pub fn is_manager_unknown(&self, index: usize) -> bool {
        let named = |it: &Arc<Person>| it.manager.is_some() || it.manager_unread;
        self.manager_index(index).is_none() && self.all.get(index).is_some_and(named)
    }

    /// Where those stand who report to somebody, by indices, in the order of their ids.
    pub fn report_indices(&self, index: usize) -> impl ExactSizeIterator<Item = usize> {
        let from = self.reports_from.get(index).map_or(0, |it| *it as usize);
        let to = self.reports_from.get(index + 1).map_or(from, |it| *it as usize);
        self.reports[from..to].iter().map(|it| *it as usize)
    }

    /// Those who report to somebody, by id.
    pub fn reports_of(&self, id: &PersonId) -> impl Iterator<Item = &Arc<Person>> {
        let found = self.index_of(id).map(|index| self.report_indices(index));
        found.into_iter().flatten().map(|index| &self.all[index])
    }

    /// The managers above somebody, the nearest first. Ends, for no lines run in a circle.
    pub fn managers_above(&self, id: &PersonId) -> impl Iterator<Item = &Arc<Person>> {
        let first = self.index_of(id).and_then(|index| self.manager_index(index));
        let chain = std::iter::successors(first, |index| self.manager_index(*index));
        chain.map(|index| &self.all[index])
    }

    /// The units, by name.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit of that name.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        let found = self.units.binary_search_by(|it| it.name.as_ref().cmp(name));
        found.ok().map(|index| &self.units[index])
    }

    /// A unit with the units that are part of it, and theirs.
    pub fn units_within<'a>(&'a self, unit: &'a Unit) -> Vec<&'a Unit> {
        let mut within = vec![unit];
        let mut next = 0;
        while let Some(unit) = within.get(next) {
            within.extend(unit.parts.iter().map(|part| &self.units[*part as usize]));
            next += 1;
        }
        within
    }

    /// Where the people of a unit stand, those of its parts too, in the order of their ids.
    pub fn indices_in(&self, unit: &str) -> Vec<usize> {
        let units = self.unit(unit).map(|it| self.units_within(it)).unwrap_or_default();
        let mut found: Vec<usize> =
            units.iter().flat_map(|it| it.people.iter().map(|person| *person as usize)).collect();
        found.sort_unstable();
        found
    }

    /// The people of a unit, those of its parts too, by id.
    pub fn people_in(&self, unit: &str) -> Vec<&Arc<Person>> {
        self.indices_in(unit).into_iter().map(|index| &self.all[index]).collect()
    }

    /// Those whose manager does not count, because reporting lines would run in a circle; by id.
    pub fn loose(&self) -> &[PersonId] {
        &self.loose
    }

    /// What was settled of units about which rows disagree.
    pub(super) fn settled(&self) -> &[Settled] {
        &self.settled
    }
}

/// The index of each person's manager. People stand by id, and so do the loose.
fn managers(all: &[Arc<Person>], loose: &[PersonId]) -> Vec<u32> {
    let index = |id: &PersonId| all.binary_search_by(|it| it.id.cmp(id)).ok();
    let manager = |person: &Arc<Person>| {
        let manager = person.manager.as_ref()?;
        if loose.binary_search(&person.id).is_ok() {
            return None;
        }
        index(manager).and_then(|it| u32::try_from(it).ok())
    };
    all.iter().map(|person| manager(person).unwrap_or(NOBODY)).collect()
}

/// Keeps a text that many have once: of 100,000 people in 2,000 units, the names of units would be most of the memory.
fn share_texts(all: &mut [Arc<Person>]) {
    let mut texts: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut ids: BTreeSet<PersonId> = BTreeSet::new();
    for person in all {
        let mut shared = Person::clone(person);
        let mut others = 0;
        let named = [
            &mut shared.unit,
            &mut shared.part_of,
            &mut shared.level,
            &mut shared.site,
            &mut shared.function,
        ];
        for text in named.into_iter().flatten() {
            match texts.get(text) {
                Some(there) if Arc::ptr_eq(there, text) => {}
                Some(there) => {
                    *text = there.clone();
                    others += 1;
                }
                None => {
                    texts.insert(text.clone());
                }
            }
        }
        if let Some(manager) = &mut shared.manager {
            match ids.get(manager) {
                Some(there) if std::ptr::eq(there.as_str(), manager.as_str()) => {}
                Some(there) => {
                    *manager = there.clone();
                    others += 1;
                }
                None => {
                    ids.insert(manager.clone());
                }
            }
        }
        if others > 0 {
            *person = Arc::new(shared);
        }
    }
}
