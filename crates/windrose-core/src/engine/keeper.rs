//! Works behind the answers: what leaves memory is summed up and kept, and outlines go to the disk every second.
//!
//! Everything here can be computed from the commits again. When the process dies, the next start folds what was
//! committed since the last time this ran.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::directory;
use super::kept::{ACCESS, KeptAccess, MARK, Mark, row_key, workflow_key, written};
use super::states::Hot;
use super::{BUILD, Shared, load};
use crate::journal::{StoreError, Stream};
use crate::rules::directory::Directory;
use crate::rules::ids::Version;

/// How often outlines go to the disk while something changes.
const KEEP_EVERY: Duration = Duration::from_secs(1);

/// After how many commits to the stream `access` it is kept anew; the others are folded at the next start.
const ACCESS_EVERY: Version = 200;

/// What the keeper is told.
pub(super) enum Word {
    /// These have left memory.
    Left(Vec<Hot>),
    /// Keep everything and end.
    Stop,
}

/// The thread that does it.
pub(super) struct Keeper {
    thread: Mutex<Option<JoinHandle<()>>>,
    words: Sender<Word>,
}

impl Keeper {
    /// Starts it.
    pub(super) fn start(
        shared: Arc<Shared>,
        heard: Receiver<Word>,
        (access_kept, directory_kept): (Version, directory::Kept),
    ) -> Result<Self, StoreError> {
        let words = shared.leaving.clone();
        let edition = shared.read().states.directory.clone();
        let mut work = Work { shared, access_kept, directory_kept, edition, workflows_kept: 0 };
        let thread = std::thread::Builder::new().name("keeper".to_owned());
        let thread = thread.spawn(move || work.run(&heard)).map_err(|source| StoreError::Io {
            what: "a thread could not be started".to_owned(),
            source,
        })?;
        Ok(Self { thread: Mutex::new(Some(thread)), words })
    }

    /// Keeps everything and ends.
    pub(super) fn stop(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return };
        let _ = self.words.send(Word::Stop);
        if thread.join().is_err() {
            tracing::error!(
                "keeping outlines panicked; the next start folds them from the journal"
            );
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Work {
    shared: Arc<Shared>,
    /// The version of the stream `access` that is on the disk.
    access_kept: Version,
    /// How far the directory is on the disk.
    directory_kept: directory::Kept,
    /// The directory as it was when its edition was last kept.
    edition: Arc<Directory>,
    /// How many versions of workflows are on the disk.
    workflows_kept: usize,
}

impl Work {
    fn run(&mut self, heard: &Receiver<Word>) {
        let mut kept_at = Instant::now();
        loop {
            match heard.recv_timeout(KEEP_EVERY.saturating_sub(kept_at.elapsed())) {
                Ok(Word::Left(hot)) => self.bid_farewell(&hot),
                Ok(Word::Stop) => return self.keep(true),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if kept_at.elapsed() >= KEEP_EVERY {
                self.keep(false);
                kept_at = Instant::now();
            }
        }
    }

    /// Sums up what leaves memory, so that a list need not read it again, and keeps long histories.
    fn bid_farewell(&self, hot: &[Hot]) {
        let now = self.shared.now();
        let mut values = Vec::new();
        for hot in hot {
            self.shared.sum_up_state(&hot.state, &now);
            values.extend(load::keep(hot).map(|(key, text)| (key, Some(text))));
        }
        self.put(values);
    }

    /// Sums up what is in memory, so that the next start finds it done.
    fn sum_up_all(&self) {
        let hot: Vec<_> = {
            let published = self.shared.read();
            published.states.hot().values().map(|hot| hot.state.clone()).collect()
        };
        let now = self.shared.now();
        for state in hot {
            self.shared.sum_up_state(&state, &now);
        }
    }

    /// Brings to the disk what changed.
    fn keep(&mut self, stopping: bool) {
        if stopping {
            self.sum_up_all();
        }
        let (access, directory) = {
            let mut core = self.shared.core();
            // Readers may have brought in more than may stay.
            self.shared.let_go(&mut core);
            let (access, directory) = {
                let states = &self.shared.read().states;
                (states.access.clone(), states.directory.clone())
            };
            let grown = access.version - self.access_kept;
            let due = grown >= ACCESS_EVERY || (stopping && grown > 0);
            // Of one moment: while nobody leads, the leader's keys are those of what is published.
            let access = due.then(|| (access, core.keys_of(&Stream::Access)));
            let due = self.directory_kept.is_due(&directory, stopping);
            (access, due.then(|| (directory, core.keys_of(&Stream::Directory))))
        };
        self.shared.keep_edition(&mut self.edition);
        let (rows, mark, versions) = {
            let mut published = self.shared.write();
            let rows = published.rows.take_dirty();
            let states = &published.states;
            let new = states.workflows.len() > self.workflows_kept;
            let versions = new.then(|| states.versions.clone());
            let mark = Mark {
                build: BUILD.to_owned(),
                position: states.position,
                rows: published.rows.all().len(),
                workflows: states.workflows.len(),
            };
            (rows, mark, versions)
        };
        let mut values = Vec::new();
        for row in &rows {
            values.push((row_key(&row.outline.id), written(row)));
        }
        if let Some((access, keys)) = access {
            let build = BUILD.to_owned();
            values.push((ACCESS.to_vec(), written(&KeptAccess { build, access: &*access, keys })));
            self.access_kept = access.version;
        }
        if let Some((directory, keys)) = directory {
            values.extend(self.directory_kept.keep(&directory, keys));
        }
        for (name, digests) in versions.iter().flatten() {
            for (number, digest) in digests.iter().enumerate() {
                values.push((workflow_key(name, number), Some(digest.to_string().into_bytes())));
            }
        }
        if let Some(versions) = versions {
            self.workflows_kept = versions.values().map(Vec::len).sum();
        }
        if !values.is_empty() || stopping {
            // Last: whoever finds it finds all rows up to there.
            values.push((MARK.to_vec(), written(&mark)));
            self.put(values);
        }
    }

    fn put(&self, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) {
        if !values.is_empty()
            && let Err(error) = self.shared.journal.derived_put(values)
        {
            // The journal has failed; whoever writes next is told, and the process ends.
            tracing::warn!(%error, "outlines could not be kept");
        }
    }
}
