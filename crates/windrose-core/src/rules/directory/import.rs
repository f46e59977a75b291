//! An import that is not published yet: the rows that were sent so far, call by call.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::super::event::{DirectoryStaged, StagedRow};
use super::super::ids::{PersonId, Version};
use super::super::role::Actor;
use super::{Column, Flaw, People, Person};

/// A row with the person that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The row, as whoever imports counts them.
    pub row: u32,
    /// The person.
    pub person: Arc<Person>,
}

/// The rows of one call.
#[derive(Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The version of the stream that it made.
    pub version: Version,
    /// The number of its first row.
    pub first_row: u32,
    /// How many rows it has, those left out too.
    pub count: u32,
    /// The rows that name somebody, in their order.
    pub entries: Vec<Entry>,
    /// What was not taken as it was sent.
    pub flaws: Vec<Flaw>,
}

impl Chunk {
    /// The rows of a call as they were stored. `published` are the people whom its unchanged rows stand for.
    pub(super) fn of(version: Version, staged: &DirectoryStaged, published: &People) -> Self {
        let left_out = staged.flaws.iter().filter(|it| it.column == Column::Id).map(|it| it.row);
        let mut other: BTreeSet<u32> = left_out.collect();
        other.extend(staged.rows.iter().map(|it| it.row));
        let all = staged.first_row..staged.first_row.saturating_add(staged.count);
        let unchanged = all.filter(|row| !other.contains(row)).zip(&staged.same);
        let unchanged = unchanged.filter_map(|(row, id)| {
            let person = published.get(id)?.clone();
            Some(Entry { row, person })
        });
        let changed = staged.rows.iter().map(|it| Entry { row: it.row, person: it.person.clone() });
        let mut entries: Vec<Entry> = unchanged.chain(changed).collect();
        entries.sort_unstable_by_key(|it| it.row);
        Self {
            version,
            first_row: staged.first_row,
            count: staged.count,
            entries,
            flaws: staged.flaws.clone(),
        }
    }

    /// Do these rows say the same?
    pub(super) fn is(&self, count: u32, entries: &[Entry], flaws: &[Flaw]) -> bool {
        self.count == count && self.entries == entries && self.flaws == flaws
    }
}

/// What is to be stored of the rows of a call: of those that are as published, the ids.
pub(super) fn parted(entries: Vec<Entry>, published: &People) -> (Vec<StagedRow>, Vec<PersonId>) {
    let (mut rows, mut same) = (Vec::new(), Vec::new());
    for Entry { row, person } in entries {
        match published.get(&person.id) {
            Some(there) if *there == person => same.push(person.id.clone()),
            _ => rows.push(StagedRow { row, person }),
        }
    }
    (rows, same)
}

/// An import that is not published yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// How many editions there were when it was begun. Its unchanged rows rest on the last of them.
    pub base: u32,
    /// The number of its first row.
    pub first_row: u32,
    /// The number of the row that comes next.
    pub next_row: u32,
    /// When it was begun.
    pub begun: Timestamp,
    /// By whom.
    pub by: Actor,
    /// Another import was published since it was begun: it can only be dropped.
    pub overtaken: bool,
    chunks: Vec<Arc<Chunk>>,
}

impl Import {
    pub(super) fn begun(base: u32, first_row: u32, begun: Timestamp, by: Actor) -> Self {
        Self {
            base,
            first_row,
            next_row: first_row,
            begun,
            by,
            overtaken: false,
            chunks: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, chunk: Chunk) {
        self.next_row = self.next_row.max(chunk.first_row.saturating_add(chunk.count));
        if !self.overtaken {
            self.chunks.push(Arc::new(chunk));
        }
    }

    /// Its rows are of no use any more.
    pub(super) fn overtake(&mut self) {
        self.overtaken = true;
        self.chunks = Vec::new();
    }

    /// The calls of which it is made.
    pub fn chunks(&self) -> &[Arc<Chunk>] {
        &self.chunks
    }

    /// How many rows it has, those left out too.
    pub fn rows(&self) -> u32 {
        self.next_row - self.first_row
    }

    /// Its people, by id. Of several rows with the same id the first one counts.
    pub fn people(&self) -> Vec<&Entry> {
        let mut first: BTreeMap<&PersonId, &Entry> = BTreeMap::new();
        for entry in self.chunks.iter().flat_map(|it| &it.entries) {
            first.entry(&entry.person.id).or_insert(entry);
        }
        first.into_values().collect()
    }
}
