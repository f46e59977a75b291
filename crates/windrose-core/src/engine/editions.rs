//! The directory as it was.
//!
//! Earlier editions are kept beside the commits, see [`super::past`]; what is not there is folded from the journal and then
//! kept. The last few that somebody looked back to stay in memory, because whoever looks back does so again.

use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use jiff::Timestamp;

use super::past::Past;
use super::{Shared, StoreError};
use crate::journal::{Placed, Stream};
use crate::rules::directory::Directory;
use crate::rules::event::Event;
use crate::rules::ids::Version;

/// So many earlier editions stay in memory.
const IN_MEMORY_MAX: usize = 4;

/// So many commits are read at once.
const PAGE: usize = 64;

/// The directory in a time.
#[derive(Debug)]
struct Edition {
    /// Since when it was so.
    from: Timestamp,
    /// From when on it was not.
    until: Timestamp,
    directory: Arc<Directory>,
}

/// The directory as it was.
#[derive(Debug, Default)]
pub(super) struct Editions(Mutex<Looked>);

#[derive(Debug, Default)]
struct Looked {
    /// The earlier editions that somebody looked back to, the latest last.
    in_memory: Vec<Edition>,
    past: Past,
}

impl Shared {
    /// The directory as it was, of which `now` is the newest edition.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn directory_at(
        &self,
        now: Arc<Directory>,
        at: Timestamp,
    ) -> Result<Arc<Directory>, StoreError> {
        if now.edition.as_ref().is_none_or(|it| it.at <= at) {
            return Ok(now);
        }
        let mut looked = self.editions.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = looked.in_memory.iter().find(|it| it.from <= at && at < it.until) {
            return Ok(found.directory.clone());
        }
        let (directory, until) = self.edition_at(&mut looked.past, &now, at)?;
        let directory = Arc::new(directory);
        let from = directory.edition.as_ref().map_or(Timestamp::MIN, |it| it.at);
        if looked.in_memory.len() >= IN_MEMORY_MAX {
            looked.in_memory.remove(0);
        }
        looked.in_memory.push(Edition { from, until, directory: directory.clone() });
        Ok(directory)
    }

    /// What was published until a time, and when the next edition was.
    fn edition_at(
        &self,
        past: &mut Past,
        now: &Directory,
        at: Timestamp,
    ) -> Result<(Directory, Timestamp), StoreError> {
        let journal = self.journal.as_ref();
        let it = past.newest(journal, now, at)?.unwrap_or_default();
        let next = it.number() + 1;
        let until = match now.edition.as_ref().filter(|it| it.number == next) {
            Some(next) => Some(next.at),
            None => past.since(journal, next)?,
        };
        match until {
            Some(until) => Ok((it, until)),
            None => self.fold_directory(past, it, at),
        }
    }

    /// Folds on from an edition, and keeps those that it passes.
    fn fold_directory(
        &self,
        past: &mut Past,
        mut it: Directory,
        at: Timestamp,
    ) -> Result<(Directory, Timestamp), StoreError> {
        let mut read: Version = it.edition.as_ref().map_or(0, |it| it.version);
        loop {
            let page = self.journal.read_stream(&Stream::Directory, read + 1, PAGE)?;
            if page.is_empty() {
                return Ok((it, Timestamp::MAX));
            }
            for Placed { commit, .. } in page {
                read = commit.version;
                let publishes =
                    commit.events.iter().any(|it| matches!(it, Event::DirectoryPublished(_)));
                if publishes && commit.at > at {
                    return Ok((it, commit.at));
                }
                let before = publishes.then(|| it.clone());
                // What was only staged then may be published later: until then it changes nothing.
                for event in &commit.events {
                    it.apply(commit.version, commit.at, &commit.by, event);
                }
                if let Some(before) = before.filter(Directory::is_published) {
                    past.keep(self.journal.as_ref(), &before, &it)?;
                }
            }
        }
    }

    /// Keeps the newest edition if it is another than the one that was kept last.
    pub(super) fn keep_edition(&self, last: &mut Arc<Directory>) {
        let now = self.read().states.directory.clone();
        if now.number() == last.number() {
            return;
        }
        if last.is_published() {
            let mut looked = match self.editions.0.try_lock() {
                Ok(looked) => looked,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                // Somebody looks back, which may take long when nothing is kept yet: next time.
                Err(TryLockError::WouldBlock) => return,
            };
            if let Err(error) = looked.past.keep(self.journal.as_ref(), last, &now) {
                tracing::warn!(%error, "an edition of the directory could not be kept");
            }
        }
        *last = now;
    }
}
