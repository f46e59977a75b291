//! The directory: the organisation as people, units and reporting lines, shared by all initiatives.
//!
//! ```text
//!   rows ─► stage, 2,000 at a time ─► an import, open ─► check: what would change, what is wrong ─► publish: one edition
//! ```
//!
//! An import is the whole organisation: who is not in it has left. It reports and does not fail: of what HR really has, only
//! rows without a usable id are left out. Beside `access`, this is the only place where a person has a name.

mod check;
mod decide;
mod headers;
mod import;
mod kept;
mod people;
mod person;
#[cfg(test)]
mod tests;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::ids::{ImportId, PersonId, Version};
use super::role::Actor;

pub use check::{Change, Note, Preview, Trouble};
pub use decide::{DirectoryCommand, IMPORTS_MAX, LOOSE_MAX, ROWS_MAX, ROWS_OF_IMPORT_MAX};
pub use headers::known_columns;
pub use import::{Chunk, Entry, Import};
pub use kept::KeptDirectory;
pub use people::People;
pub use person::{Column, FIELD_LENGTH_MAX, Flaw, FlawKind, Person, Row, read_row};
pub use units::{Disagreement, Settled, Settlement, Unit};

/// Which import the directory was last published from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// How many were published, with this one.
    pub number: u32,
    /// The import.
    pub import: ImportId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// The version of the stream that published it.
    pub version: Version,
}

/// A time in which somebody was not in the directory, after they had been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Since when.
    pub since: Timestamp,
    /// Until when; they have not come back where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// The directory, and what is being imported into it. Cheap to copy, however many people there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Directory {
    /// How many commits the stream holds.
    pub version: Version,
    /// What it was published from; nothing when it never was.
    pub edition: Option<Edition>,
    people: Arc<People>,
    /// When somebody was away who had been there, oldest first.
    absences: Arc<BTreeMap<PersonId, Vec<Absence>>>,
    imports: BTreeMap<ImportId, Import>,
}

impl Directory {
    /// Everybody who is in it now.
    pub fn people(&self) -> &Arc<People> {
        &self.people
    }

    /// Was it ever published? Otherwise nothing is known, not even that somebody is not there.
    pub fn is_published(&self) -> bool {
        self.edition.is_some()
    }

    /// How many editions there were.
    pub fn number(&self) -> u32 {
        self.edition.as_ref().map_or(0, |it| it.number)
    }

    /// Since when somebody is no longer there, who has been, at a time. None of those who are there, and of those who
    /// never were: an organisation has people whom its directory does not know.
    pub fn left_since(&self, id: &PersonId, at: Timestamp) -> Option<Timestamp> {
        let absences = self.absences.get(id)?;
        let within = |it: &&Absence| it.since <= at && it.until.is_none_or(|until| at < until);
        absences.iter().find(within).map(|it| it.since)
    }

    /// How many have left and not come back.
    pub fn left(&self) -> usize {
        self.absences.values().filter(|it| it.last().is_some_and(|it| it.until.is_none())).count()
    }

    /// The imports that are not published yet, by their names.
    pub fn imports(&self) -> &BTreeMap<ImportId, Import> {
        &self.imports
    }

    /// Believes an event.
    pub fn apply(&mut self, version: Version, at: Timestamp, by: &Actor, event: &Event) {
        self.version = version;
        match event {
            Event::DirectoryStaged(staged) => {
                let base = self.number();
                let first = staged.first_row;
                let import = self
                    .imports
                    .entry(staged.import.clone())
                    .or_insert_with(|| Import::begun(base, first, at, by.clone()));
                import.take(Chunk::of(version, staged, &self.people));
            }
            Event::DirectoryPublished(published) => {
                let Some(import) = self.imports.remove(&published.import) else { return };
                let number = self.number() + 1;
                let (import_id, by) = (published.import.clone(), by.clone());
                self.edition = Some(Edition { number, import: import_id, at, by, version });
                let people = import.people().into_iter().map(|it| it.person.clone()).collect();
                let (loose, settled) = (published.loose.clone(), published.units.clone());
                let people = People::new(people, loose, settled);
                self.note_absences(&people, at);
                self.people = Arc::new(people);
                for import in self.imports.values_mut() {
                    import.overtake();
                }
            }
            Event::DirectoryImportDropped { import } => {
                self.imports.remove(import);
            }
            // Events of other streams never stand in this one.
            _ => {}
        }
    }

    /// Who is there now and not in the next edition has left; who has left and is in it is back.
    fn note_absences(&mut self, next: &People, at: Timestamp) {
        let absences = Arc::make_mut(&mut self.absences);
        for person in self.people.all().iter().filter(|it| next.get(&it.id).is_none()) {
            let theirs = absences.entry(person.id.clone()).or_default();
            theirs.push(Absence { since: at, until: None });
        }
        for (id, theirs) in absences {
            if let Some(last) = theirs.last_mut()
                && last.until.is_none()
                && next.get(id).is_some()
            {
                last.until = Some(at);
            }
        }
    }
}
