//! Earlier editions of the directory, kept beside the commits: looking back costs as much after years of imports.
//!
//! ```text
//!   e          which editions are kept, and since when each was so
//!   e/1        everybody            (all)
//!   e/2, e/3   who changed since the one before, and who is gone
//!   e/9        everybody again, once what changed adds up to half of them
//! ```
//!
//! So an edition is read from at most one and a half times the people, however many there were before it, and what is kept
//! grows with what changes. People lie in values of some hundred each. A value that is gone, does not read or is of another
//! build costs a folding.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::BUILD;
use super::kept::{self, EDITIONS, EDITIONS_KEPT, behind};
use crate::journal::{Journal, StoreError};
use crate::rules::directory::{Directory, KeptDirectory, Person};
use crate::rules::ids::{Digest, PersonId};

/// How many people are kept in one value.
const PEOPLE_OF_VALUE: usize = 500;

/// That an edition is kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Entry {
    /// Since when it was the directory.
    at: Timestamp,
    /// Is everybody in it? Otherwise those who changed since the one before.
    whole: bool,
    /// How many people that are, with those who are gone.
    people: usize,
}

/// What lies under [`EDITIONS_KEPT`].
#[derive(Serialize, Deserialize)]
struct Index<E> {
    build: String,
    editions: E,
}

/// An edition without its people.
#[derive(Serialize, Deserialize)]
struct Head {
    build: String,
    edition: KeptDirectory,
    /// Who is no longer there.
    gone: Vec<PersonId>,
    /// The digest of each value of people.
    people: Vec<Digest>,
}

/// Which earlier editions are kept.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// By their numbers; nothing before it was read.
    editions: Option<BTreeMap<u32, Entry>>,
}

impl Past {
    fn editions(&mut self, journal: &dyn Journal) -> Result<&mut BTreeMap<u32, Entry>, StoreError> {
        let editions = match self.editions.take() {
            Some(there) => there,
            None => {
                let index = kept::one::<Index<BTreeMap<u32, Entry>>>(journal, EDITIONS_KEPT)?;
                index.filter(|it| it.build == BUILD).map(|it| it.editions).unwrap_or_default()
            }
        };
        Ok(self.editions.insert(editions))
    }

    /// Since when the edition of this number was the directory, if it is kept.
    pub(super) fn since(
        &mut self,
        journal: &dyn Journal,
        number: u32,
    ) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.editions(journal)?.get(&number).map(|it| it.at))
    }

    /// The newest edition of those kept that was there at a time. `now` is the directory of today: most of its people are
    /// in earlier editions too, and nobody is kept in memory twice.
    pub(super) fn newest(
        &mut self,
        journal: &dyn Journal,
        now: &Directory,
        at: Timestamp,
    ) -> Result<Option<Directory>, StoreError> {
        let editions = self.editions(journal)?;
        loop {
            let newest = editions.iter().rev().find(|(_, it)| it.at <= at).map(|it| *it.0);
            let Some(number) = newest else { return Ok(None) };
            match read(journal, editions, now, number)? {
                Ok(found) => return Ok(Some(found)),
                Err(broken) => {
                    tracing::warn!(edition = broken, "a part of an earlier directory is missing");
                    editions.remove(&broken);
                }
            }
        }
    }

    /// Keeps an edition and the one before it, as far as they are not kept already.
    pub(super) fn keep(
        &mut self,
        journal: &dyn Journal,
        before: &Directory,
        next: &Directory,
    ) -> Result<(), StoreError> {
        let editions = self.editions(journal)?;
        let mut values = Vec::new();
        let mut kept = editions.clone();
        if !kept.contains_key(&before.number()) {
            write(&mut kept, &mut values, before, None);
        }
        if !kept.contains_key(&next.number()) {
            let follows = next.number() == before.number() + 1;
            write(&mut kept, &mut values, next, follows.then_some(before));
        }
        if values.is_empty() {
            return Ok(());
        }
        let index = Index { build: BUILD.to_owned(), editions: &kept };
        // Last: whoever finds it finds what it names.
        values.push((EDITIONS_KEPT.to_vec(), kept::written(&index)));
        journal.derived_put(values)?;
        *editions = kept;
        Ok(())
    }
}

/// A value to be put.
type Value = (Vec<u8>, Option<Vec<u8>>);

/// The people who changed from one edition to the next.
type Changed = Vec<Arc<Person>>;

fn key(number: u32) -> Vec<u8> {
    [EDITIONS, format!("{number:08x}").as_bytes()].concat()
}

fn people_key(number: u32, part: usize) -> Vec<u8> {
    [EDITIONS, format!("{number:08x}/{part:04x}").as_bytes()].concat()
}

/// The values of an edition; of one that is never published none.
fn write(
    editions: &mut BTreeMap<u32, Entry>,
    values: &mut Vec<Value>,
    it: &Directory,
    before: Option<&Directory>,
) {
    let Some(edition) = &it.edition else { return };
    let all = it.people().all();
    let mut people: Vec<&Arc<Person>> = all.iter().collect();
    let mut gone = Vec::new();
    let mut whole = true;
    if let Some(before) = before {
        let same = |it: &&Arc<Person>| before.people().get(&it.id).is_some_and(|then| then == *it);
        people.retain(|it| !same(it));
        let left = before.people().all().iter().filter(|then| it.people().get(&then.id).is_none());
        gone.extend(left.map(|it| it.id.clone()));
        let since_all = editions.range(..edition.number).rev().take_while(|it| !it.1.whole);
        let changed: usize = since_all.map(|it| it.1.people).sum();
        whole = (changed + people.len() + gone.len()) * 2 > all.len();
    }
    if whole {
        people = all.iter().collect();
        gone = Vec::new();
    }
    let texts: Vec<Vec<u8>> = people
        .chunks(PEOPLE_OF_VALUE)
        .map(|part| kept::written(&part).unwrap_or_default())
        .collect();
    let head = Head {
        build: BUILD.to_owned(),
        edition: it.to_keep_edition(),
        people: texts.iter().map(|text| Digest::of(text)).collect(),
        gone,
    };
    let entry = Entry { at: edition.at, whole, people: people.len() + head.gone.len() };
    for (part, text) in texts.into_iter().enumerate() {
        values.push((people_key(edition.number, part), Some(text)));
    }
    values.push((key(edition.number), kept::written(&head)));
    editions.insert(edition.number, entry);
}

/// Reads an edition; or answers the number of the one that does not read, without which it cannot be.
fn read(
    journal: &dyn Journal,
    editions: &BTreeMap<u32, Entry>,
    now: &Directory,
    number: u32,
) -> Result<Result<Directory, u32>, StoreError> {
    let mut chain = Vec::new();
    let mut next = number;
    loop {
        chain.push(next);
        match editions.get(&next) {
            Some(it) if it.whole => break,
            Some(_) => next -= 1,
            // What follows it is of no use either.
            None => return Ok(Err(next + 1)),
        }
    }
    let mut people: HashMap<PersonId, Arc<Person>> = HashMap::new();
    let mut newest = None;
    for number in chain.into_iter().rev() {
        let Some((head, changed)) = read_one(journal, number)? else { return Ok(Err(number)) };
        for id in &head.gone {
            people.remove(id);
        }
        for person in changed {
            let shared = now.people().get(&person.id).filter(|it| **it == person).cloned();
            people.insert(person.id.clone(), shared.unwrap_or(person));
        }
        newest = Some(head.edition);
    }
    let people = people.into_values().collect();
    Ok(newest.map(|it| it.earlier(people, now)).ok_or(number))
}

fn read_one(journal: &dyn Journal, number: u32) -> Result<Option<(Head, Changed)>, StoreError> {
    let head = kept::one::<Head>(journal, &key(number))?;
    let Some(head) = head.filter(|it| it.build == BUILD) else { return Ok(None) };
    let prefix = [&key(number)[..], b"/"].concat();
    let values = journal.derived_scan(&prefix, &behind(&prefix), head.people.len())?;
    let mut people = Vec::new();
    for (part, digest) in head.people.iter().enumerate() {
        let text = values.get(part).filter(|it| it.0 == people_key(number, part));
        let text = text.map(|it| &it.1).filter(|text| Digest::of(text) == *digest);
        let Some(part) = text.and_then(|text| kept::read::<Vec<Arc<Person>>>(text).ok()) else {
            return Ok(None);
        };
        people.extend(part);
    }
    Ok(Some((head, people)))
}
