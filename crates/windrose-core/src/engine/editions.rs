//! The directory as it was.
//!
//! Nothing keeps earlier editions: they are folded from the journal when somebody looks back, and the last few of them are
//! kept, because whoever looks back does so again.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::{Shared, StoreError};
use crate::journal::{Placed, Stream};
use crate::rules::directory::Directory;
use crate::rules::event::Event;
use crate::rules::ids::Version;

/// So many earlier editions are kept.
const KEPT_MAX: usize = 4;

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

/// The earlier editions that somebody looked back to, the latest last.
#[derive(Debug, Default)]
pub(super) struct Editions(Mutex<Vec<Edition>>);

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
        let mut kept = self.editions.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.iter().find(|it| it.from <= at && at < it.until) {
            return Ok(found.directory.clone());
        }
        let (directory, until) = self.fold_directory(at)?;
        let directory = Arc::new(directory);
        let from = directory.edition.as_ref().map_or(Timestamp::MIN, |it| it.at);
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        kept.push(Edition { from, until, directory: directory.clone() });
        Ok(directory)
    }

    /// What was published until a time, and when the next edition was.
    fn fold_directory(&self, at: Timestamp) -> Result<(Directory, Timestamp), StoreError> {
        let (mut it, mut read): (Directory, Version) = (Directory::default(), 0);
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
                // What was only staged then may be published later: until then it changes nothing.
                for event in &commit.events {
                    it.apply(commit.version, commit.at, &commit.by, event);
                }
            }
        }
    }
}
