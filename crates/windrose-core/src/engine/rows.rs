//! Every initiative there is, in outline: who may see it, what it is called, what it was summed up to.
//!
//! These stay in memory for all, so that a list, a permission and a count cost no reading from the disk. They are kept
//! on the disk as derived values, see [`super::keeper`], and folded from the journal again when those are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::journal::Commit;
use crate::rules::ids::{InitiativeId, PersonId};
use crate::rules::initiative::Initiative;
use crate::rules::outline::Outline;
use crate::rules::summary::Summary;

/// An initiative in outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) outline: Arc<Outline>,
    /// What it was last summed up to, be it of an earlier version or day.
    pub(super) summary: Option<Arc<Summary>>,
    /// Its title as it is ordered.
    #[serde(skip)]
    pub(super) sorted_as: Arc<str>,
}

impl Row {
    /// What it is summed up to, if that still holds.
    pub(super) fn summary_of(&self, today: Date, edition: u32) -> Option<&Arc<Summary>> {
        self.summary.as_ref().filter(|it| it.is_of(self.outline.version, today, edition))
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    all: BTreeMap<InitiativeId, Row>,
    /// The initiatives in which each person holds a role or stands in for somebody, so that what a person sees is found
    /// without walking all. One that a person has left may still stand here until the next start.
    of_person: BTreeMap<PersonId, BTreeSet<InitiativeId>>,
    /// Those that are not on the disk as they are here.
    dirty: BTreeSet<InitiativeId>,
}

impl Rows {
    pub(super) fn all(&self) -> &BTreeMap<InitiativeId, Row> {
        &self.all
    }

    pub(super) fn get(&self, id: &InitiativeId) -> Option<&Row> {
        self.all.get(id)
    }

    /// The initiatives that may concern a person, by id.
    pub(super) fn of_person(&self, person: &PersonId) -> Option<&BTreeSet<InitiativeId>> {
        self.of_person.get(person)
    }

    /// Takes a row that was read from the disk.
    pub(super) fn take(&mut self, row: Row) {
        self.find_people(&row.outline);
        let row = Row { sorted_as: sorted_as(&row.outline.title).into(), ..row };
        self.all.insert(row.outline.id.clone(), row);
    }

    /// Follows a commit. `state` is the initiative with it.
    pub(super) fn follow(&mut self, commit: &Commit, state: &Initiative) {
        match self.all.get_mut(&state.id) {
            Some(row) if !commit.events.iter().any(Outline::concerns) => {
                let outline = Arc::make_mut(&mut row.outline);
                outline.version = commit.version;
                outline.changed_at = Some(commit.at);
                if !self.dirty.contains(&state.id) {
                    self.dirty.insert(state.id.clone());
                }
            }
            _ => self.follow_state(state),
        }
    }

    /// Follows an initiative as it is now, whatever happened to it.
    pub(super) fn follow_state(&mut self, state: &Initiative) {
        let Some(outline) = Outline::of(state) else { return };
        self.find_people(&outline);
        let outline = Arc::new(outline);
        match self.all.get_mut(&state.id) {
            Some(row) => row.outline = outline,
            None => {
                // A title never changes.
                let sorted_as = sorted_as(&state.title).into();
                self.all.insert(state.id.clone(), Row { outline, summary: None, sorted_as });
            }
        }
        self.dirty.insert(state.id.clone());
    }

    /// Keeps what an initiative was summed up to, unless it has moved on and there is something to show already.
    pub(super) fn keep_summary(&mut self, summary: Arc<Summary>) {
        let Some(row) = self.all.get_mut(&summary.initiative) else { return };
        if row.outline.version == summary.version || row.summary.is_none() {
            self.dirty.insert(summary.initiative.clone());
            row.summary = Some(summary);
        }
    }

    /// The rows that are not on the disk as they are here; from now on they count as if they were.
    pub(super) fn take_dirty(&mut self) -> Vec<Row> {
        let dirty = std::mem::take(&mut self.dirty);
        dirty.iter().filter_map(|id| self.all.get(id)).cloned().collect()
    }

    fn find_people(&mut self, outline: &Outline) {
        let stand_ins = outline.delegations.iter().map(|it| &it.to);
        for person in outline.roles.iter().map(|(person, _)| person).chain(stand_ins) {
            match self.of_person.get_mut(person) {
                Some(theirs) if theirs.contains(&outline.id) => {}
                Some(theirs) => {
                    theirs.insert(outline.id.clone());
                }
                None => {
                    self.of_person.insert(person.clone(), BTreeSet::from([outline.id.clone()]));
                }
            }
        }
    }
}

/// A title as it is ordered: without capitals, umlauts with their vowels, as in a dictionary.
fn sorted_as(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'á' | 'â' => text.push('a'),
            'ö' | 'ó' | 'ô' => text.push('o'),
            'ü' | 'ú' | 'û' => text.push('u'),
            'é' | 'è' | 'ê' | 'ë' => text.push('e'),
            'ß' => text.push_str("ss"),
            _ => text.push(c),
        }
    }
    text
}
