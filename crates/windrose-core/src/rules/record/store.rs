//! The records of one initiative, by kind, so that a measure reads only its kinds.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{CustomName, PersonId, RecordId, Version};
use super::super::role::Actor;
use super::{AnyKind, Body, Kind, Record};

/// Who may see a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Owner, sponsor, lead and whoever recorded it.
    Team,
    /// Everybody who may see the initiative.
    #[default]
    Initiative,
}

/// What another system calls this record. A repeated sync supersedes instead of adding again.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ExternalRef {
    /// The other system, such as `hris`.
    pub source: String,
    /// Its id there.
    pub id: String,
}

/// That and why a record was withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// A record as it stands: its newest revision.
///
/// Written and read as derived, but for its numbers, which are read anew: `remote` makes functions of what serde
/// derives, and `kept` the traits of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Stored {
    /// Its id, for life.
    pub id: RecordId,
    /// Which revision this is, from 1.
    pub revision: u32,
    /// What it says.
    pub record: Arc<Record>,
    /// Its numeric fields, read once, because gates are judged often.
    #[serde(skip)]
    pub numbers: Box<[Option<Fixed>]>,
    /// Who recorded this revision.
    pub by: Actor,
    /// Everybody who recorded a revision of it: none of them may verify it.
    pub authors: Vec<PersonId>,
    /// When this revision was recorded.
    pub recorded_at: Timestamp,
    /// The day it speaks of.
    pub observed_on: Date,
    /// Further records it belongs to.
    pub links: Vec<RecordId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What another system calls it.
    pub external_ref: Option<ExternalRef>,
    /// Set when it was withdrawn: it no longer counts.
    pub withdrawn: Option<Withdrawn>,
}

impl Stored {
    /// Every record it links to, by its fields or besides.
    pub fn all_links(&self) -> impl Iterator<Item = RecordId> {
        let fields: Vec<RecordId> = self.record.check().links.iter().map(|link| link.to).collect();
        fields.into_iter().chain(self.links.iter().copied())
    }

    /// Did this person record any revision of it?
    pub fn is_by(&self, person: &PersonId) -> bool {
        self.authors.contains(person)
    }
}

#[cfg(test)]
thread_local! {
    /// The kinds that were looked at on this thread: a measure may look only at those its row names.
    pub(crate) static TOUCHED: std::cell::RefCell<std::collections::BTreeSet<Kind>> =
        const { std::cell::RefCell::new(std::collections::BTreeSet::new()) };
}

/// All records of an initiative.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Records {
    // Number n of a kind stands at n - 1: ids need no index.
    pub(super) kinds: Vec<Vec<Arc<Stored>>>,
    pub(super) linked_from: BTreeMap<RecordId, Vec<RecordId>>,
    pub(super) refs: BTreeMap<ExternalRef, RecordId>,
    // In which version of the initiative the records of a kind last changed.
    pub(super) changed: BTreeMap<Kind, Version>,
    pub(super) changed_declared: BTreeMap<CustomName, Version>,
}

impl Records {
    fn kind(&self, kind: Kind) -> &[Arc<Stored>] {
        #[cfg(test)]
        TOUCHED.with_borrow_mut(|touched| touched.insert(kind));
        self.kinds.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    /// The record of that id, withdrawn or not.
    pub fn get(&self, id: RecordId) -> Option<&Stored> {
        self.kind(id.kind).get(id.number as usize - 1).map(Arc::as_ref)
    }

    /// The id that the next record of a kind will have.
    pub fn next_id(&self, kind: Kind) -> RecordId {
        let number =
            u32::try_from(self.kind(kind).len()).expect("fewer than 2³² records of a kind") + 1;
        RecordId { kind, number }
    }

    /// The record that another system calls so.
    pub fn by_ref(&self, external: &ExternalRef) -> Option<&Stored> {
        self.refs.get(external).and_then(|id| self.get(*id))
    }

    /// Every record of a kind, withdrawn ones too.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Stored> {
        self.kind(kind).iter().map(Arc::as_ref)
    }

    /// Every record of a built-in or declared kind, withdrawn ones too.
    pub fn of_any<'a>(
        &'a self,
        kind: &AnyKind,
    ) -> impl DoubleEndedIterator<Item = &'a Stored> + use<'a> {
        let declared = matches!(kind, AnyKind::Declared(_)).then(|| kind.clone());
        let wanted = move |it: &&Stored| declared.as_ref().is_none_or(|kind| kind.is(&it.record));
        self.of_kind(kind.kind()).filter(wanted)
    }

    /// Every record, by kind and number, withdrawn ones too.
    pub fn all(&self) -> impl Iterator<Item = &Stored> {
        self.kinds.iter().flatten().map(Arc::as_ref)
    }

    /// The records of a kind that count, with their fields.
    pub fn live<T: Body>(&self) -> impl DoubleEndedIterator<Item = (&Stored, &T)> {
        self.of_kind(T::KIND)
            .filter(|stored| stored.withdrawn.is_none())
            .filter_map(|stored| T::of(&stored.record).map(|body| (stored, body)))
    }

    /// The records of a kind that count and link to this one.
    pub fn linking<T: Body>(&self, to: RecordId) -> impl Iterator<Item = (&Stored, &T)> {
        let ids = self.linked_from.get(&to).map_or(&[][..], Vec::as_slice);
        ids.iter()
            .filter(|id| id.kind == T::KIND)
            .filter_map(|id| self.get(*id))
            .filter(|stored| stored.withdrawn.is_none())
            .filter_map(|stored| T::of(&stored.record).map(|body| (stored, body)))
    }

    /// Every record that counts and links to this one, of whatever kind.
    pub fn linked_to(&self, to: RecordId) -> impl Iterator<Item = &Stored> {
        let ids = self.linked_from.get(&to).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.get(*id)).filter(|stored| stored.withdrawn.is_none())
    }

    /// Of the records of a kind that count, the one observed last; of one day, the one recorded last.
    pub fn latest<T: Body>(&self, wanted: impl Fn(&T) -> bool) -> Option<(&Stored, &T)> {
        self.live::<T>()
            .filter(|(_, body)| wanted(body))
            .max_by_key(|(stored, _)| (stored.observed_on, stored.recorded_at, stored.id.number))
    }

    /// In which version of the initiative the records of a kind last changed; 0 when there are none.
    pub fn changed(&self, kind: Kind) -> Version {
        self.changed.get(&kind).copied().unwrap_or(0)
    }

    /// The same of a built-in or declared kind.
    pub fn changed_any(&self, kind: &AnyKind) -> Version {
        match kind {
            AnyKind::BuiltIn(kind) => self.changed(*kind),
            AnyKind::Declared(it) => self.changed_declared.get(&it.name).copied().unwrap_or(0),
        }
    }

    fn note_change(&mut self, version: Version, id: RecordId) {
        self.changed.insert(id.kind, version);
        let there = self.kinds.get(id.kind as usize).and_then(|it| it.get(id.number as usize - 1));
        if let Some(Record::Custom(custom)) = there.map(|it| &*it.record) {
            self.changed_declared.insert(custom.of_type.clone(), version);
        }
    }

    /// Puts a record in its place: a new one, or a further revision of one that is there.
    pub fn put(&mut self, version: Version, stored: Stored) {
        let id = stored.id;
        if let Some(old) = self.get(id) {
            for to in old.all_links().collect::<Vec<_>>() {
                self.linked_from.entry(to).or_default().retain(|from| *from != id);
            }
        }
        for to in stored.all_links() {
            let from = self.linked_from.entry(to).or_default();
            if !from.contains(&id) {
                from.push(id);
            }
        }
        if let Some(external) = &stored.external_ref {
            self.refs.insert(external.clone(), id);
        }
        if self.kinds.len() <= id.kind as usize {
            self.kinds.resize_with(id.kind as usize + 1, Vec::new);
        }
        let place = &mut self.kinds[id.kind as usize];
        match place.get_mut(id.number as usize - 1) {
            Some(there) => *there = Arc::new(stored),
            None => place.push(Arc::new(stored)),
        }
        self.note_change(version, id);
    }

    /// Marks a record as withdrawn.
    pub fn withdraw(&mut self, version: Version, id: RecordId, withdrawn: Withdrawn) {
        self.note_change(version, id);
        let place = self.kinds.get_mut(id.kind as usize);
        if let Some(stored) = place.and_then(|kind| kind.get_mut(id.number as usize - 1)) {
            Arc::make_mut(stored).withdrawn = Some(withdrawn);
        }
    }
}
