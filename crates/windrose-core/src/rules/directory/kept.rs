//! The directory as it is kept beside the commits, so that a start need not read years of imports.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::ids::{ImportId, PersonId, Version};
use super::super::role::Actor;
use super::{Absence, Directory, Edition, Import, People, Person, Settled};

/// All of a directory but its people. How it is written is no stored format.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptDirectory {
    /// The version as of which it is.
    pub version: Version,
    edition: Option<Edition>,
    loose: Vec<PersonId>,
    settled: Vec<Settled>,
    absences: BTreeMap<PersonId, Vec<Absence>>,
    imports: Vec<KeptImport>,
}

/// An import that is not published yet. Its rows are read from the stream again.
#[derive(Debug, Serialize, Deserialize)]
struct KeptImport {
    id: ImportId,
    base: u32,
    first_row: u32,
    next_row: u32,
    begun: Timestamp,
    by: Actor,
    overtaken: bool,
    versions: Vec<Version>,
}

impl Directory {
    /// What is to be kept of it besides its people.
    pub fn to_keep(&self) -> KeptDirectory {
        let imports = self.imports.iter().map(|(id, it)| KeptImport {
            id: id.clone(),
            base: it.base,
            first_row: it.first_row,
            next_row: it.next_row,
            begun: it.begun,
            by: it.by.clone(),
            overtaken: it.overtaken,
            versions: it.chunks().iter().map(|it| it.version).collect(),
        });
        KeptDirectory {
            version: self.version,
            edition: self.edition.clone(),
            loose: self.people.loose().to_vec(),
            settled: self.people.settled().to_vec(),
            absences: self.absences.as_ref().clone(),
            imports: imports.collect(),
        }
    }
}

impl Directory {
    /// What is to be kept of an edition besides its people, where a later one is there to tell when people were away.
    pub fn to_keep_edition(&self) -> KeptDirectory {
        KeptDirectory {
            version: self.edition.as_ref().map_or(0, |it| it.version),
            edition: self.edition.clone(),
            loose: self.people.loose().to_vec(),
            settled: self.people.settled().to_vec(),
            absences: BTreeMap::new(),
            imports: Vec::new(),
        }
    }

    /// When people were away, as it was known at a time.
    fn absences_until(&self, at: Timestamp) -> BTreeMap<PersonId, Vec<Absence>> {
        let known = |all: &Vec<Absence>| -> Vec<Absence> {
            let begun = all.iter().filter(|it| it.since <= at);
            begun.map(|it| Absence { until: it.until.filter(|it| *it <= at), ..*it }).collect()
        };
        let all = self.absences.iter().map(|(id, theirs)| (id.clone(), known(theirs)));
        all.filter(|it| !it.1.is_empty()).collect()
    }
}

impl KeptDirectory {
    /// An earlier edition with these people; `later` is one that followed. Open imports are left out: none of them was ever
    /// published, because the edition overtook them.
    pub fn earlier(mut self, people: Vec<Arc<Person>>, later: &Directory) -> Directory {
        if let Some(edition) = &self.edition {
            self.absences = later.absences_until(edition.at);
        }
        self.directory(people)
    }

    /// The versions of the commits that the open imports are made of: they are to be applied again, in this order, to what
    /// [`KeptDirectory::directory`] answers.
    pub fn versions(&self) -> Vec<Version> {
        let mut all: Vec<Version> =
            self.imports.iter().flat_map(|it| it.versions.iter().copied()).collect();
        all.sort_unstable();
        all
    }

    /// The directory with these people. Its version is to be set once the open imports are read.
    pub fn directory(self, people: Vec<Arc<Person>>) -> Directory {
        let imports = self.imports.into_iter().map(|it| {
            let mut import = Import::begun(it.base, it.first_row, it.begun, it.by);
            if it.overtaken {
                import.overtake();
                import.next_row = it.next_row;
            }
            (it.id, import)
        });
        Directory {
            version: self.version,
            edition: self.edition,
            people: Arc::new(People::new(people, self.loose, self.settled)),
            absences: Arc::new(self.absences),
            imports: imports.collect(),
        }
    }
}
