//! The directory, kept beside the commits: years of imports are not folded again at every start.
//!
//! People lie in values of some hundred each, by a checksum of their ids, so that an import that changes few people writes
//! few values. Another value, written after them, holds everything else and says what each of them has to be: if one is
//! gone or of another time, the stream is folded from its beginning.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::kept::{self, DIRECTORY, PEOPLE, behind};
use super::start::{AllKeys, believe};
use super::states::{Keys, States};
use super::{BUILD, OpenError};
use crate::journal::{Journal, Stream};
use crate::rules::directory::{Directory, KeptDirectory, Person};
use crate::rules::ids::{Digest, Version};

/// About how many people are kept in one value, at most twice as many.
const PEOPLE_OF_VALUE: usize = 500;

/// After how many commits to the stream it is kept anew, though nothing was published.
const KEEP_EVERY: Version = 200;

/// All but the people.
#[derive(Serialize, Deserialize)]
struct Head<D> {
    build: String,
    directory: D,
    keys: Keys,
    /// The digest of each value of people.
    people: Vec<Digest>,
}

/// How far the directory is kept on the disk.
#[derive(Debug, Default)]
pub(super) struct Kept {
    version: Version,
    number: u32,
    people: Vec<Digest>,
}

/// A value to be put, or a key to be removed.
type Value = (Vec<u8>, Option<Vec<u8>>);

impl Kept {
    /// Is there something to be kept?
    pub(super) fn is_due(&self, directory: &Directory, stopping: bool) -> bool {
        let grown = directory.version - self.version;
        grown >= KEEP_EVERY || (grown > 0 && (stopping || directory.number() != self.number))
    }

    /// The values that keep a directory, as far as they are not on the disk already. The last one is written last.
    pub(super) fn keep(&mut self, directory: &Directory, keys: Keys) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        if directory.number() != self.number {
            let texts = texts_of(directory.people().all());
            let digests: Vec<Digest> = texts.iter().map(|text| Digest::of(text)).collect();
            for (number, text) in texts.into_iter().enumerate() {
                if self.people.get(number) != digests.get(number) {
                    values.push((people_key(number), Some(text)));
                }
            }
            for number in digests.len()..self.people.len() {
                values.push((people_key(number), None));
            }
            self.people = digests;
        }
        let people = self.people.clone();
        let head = Head { build: BUILD.to_owned(), directory: directory.to_keep(), keys, people };
        values.push((DIRECTORY.to_vec(), kept::written(&head)));
        (self.version, self.number) = (directory.version, directory.number());
        values
    }
}

/// The people as values.
fn texts_of(people: &[Arc<Person>]) -> Vec<Vec<u8>> {
    let count = people.len().div_ceil(PEOPLE_OF_VALUE).max(1).next_power_of_two();
    let mut parts: Vec<Vec<&Person>> = vec![Vec::new(); count];
    for person in people {
        let part = crc32fast::hash(person.id.as_str().as_bytes()) as usize % count;
        parts[part].push(person);
    }
    parts.iter().map(|part| kept::written(part).unwrap_or_default()).collect()
}

fn people_key(number: usize) -> Vec<u8> {
    [PEOPLE, format!("{number:06}").as_bytes()].concat()
}

/// Takes up the directory: what is kept, and what was committed since.
pub(super) fn read(
    journal: &dyn Journal,
    states: &mut States,
    keys: &mut AllKeys,
) -> Result<Kept, OpenError> {
    let kept = match read_kept(journal, states, keys)? {
        Some(kept) => kept,
        None => {
            states.directory = Arc::default();
            keys.remove(&Stream::Directory);
            Kept::default()
        }
    };
    loop {
        let from = states.directory.version + 1;
        let page = journal.read_stream(&Stream::Directory, from, PAGE_OF_ROWS)?;
        for it in &page {
            believe(it, states, keys)?;
        }
        if page.len() < PAGE_OF_ROWS {
            return Ok(kept);
        }
    }
}

/// How many commits of rows are read at once: each may have two thousand.
const PAGE_OF_ROWS: usize = 50;

fn read_kept(
    journal: &dyn Journal,
    states: &mut States,
    keys: &mut AllKeys,
) -> Result<Option<Kept>, OpenError> {
    let head = kept::one::<Head<KeptDirectory>>(journal, DIRECTORY)?;
    let Some(head) = head.filter(|it| it.build == BUILD) else { return Ok(None) };
    let values: BTreeMap<Vec<u8>, Vec<u8>> =
        journal.derived_scan(PEOPLE, &behind(PEOPLE), usize::MAX)?.into_iter().collect();
    let mut people: Vec<Arc<Person>> = Vec::new();
    for (number, digest) in head.people.iter().enumerate() {
        let text = values.get(&people_key(number)).filter(|text| Digest::of(text) == *digest);
        let Some(part) = text.and_then(|text| kept::read::<Vec<Arc<Person>>>(text).ok()) else {
            tracing::warn!("a part of the directory is missing; it is folded anew");
            return Ok(None);
        };
        people.extend(part);
    }
    let version = head.directory.version;
    let open = head.directory.versions();
    let mut directory = head.directory.directory(people);
    // The rows of what is not published yet.
    for open in open {
        for it in journal.read_stream(&Stream::Directory, open, 1)? {
            for event in &it.commit.events {
                directory.apply(open, it.commit.at, &it.commit.by, event);
            }
        }
    }
    directory.version = version;
    let number = directory.number();
    states.directory = Arc::new(directory);
    keys.insert(Stream::Directory, head.keys);
    Ok(Some(Kept { version, number, people: head.people }))
}
