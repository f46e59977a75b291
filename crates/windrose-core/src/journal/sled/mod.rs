//! The embedded journal: a commit log, and sled 0.34.7 behind it.
//!
//! ```text
//!   append:  check ─► frames ─► one record in the log ─► fdatasync ─► tail ─► Ok        log/
//!   applier: tail ─► compressed blocks, index, derived values in sled ─► checkpoint     applier.rs
//!   read:    tail, else sled                                                            tail.rs, read.rs
//!   open:    sled's last checkpoint ─► the log behind it                                open.rs
//! ```
//!
//! sled is fenced in, because on Linux it does not do what it says: its `flush` reaches only the page cache, so every
//! checkpoint is synced through a descriptor of our own, and no answer waits for it; it cuts off a torn tail silently, so
//! we write down in it and beside it (HEAD) how far it went; and it may panic on a damaged file, so a panic is caught and
//! called damage.
//!
//! Absent on purpose: repair. What cannot be vouched for is refused, and restored from a backup.

mod applier;
mod blocks;
#[cfg(test)]
mod damage;
mod derived;
mod fault;
mod files;
mod lock;
mod log;
mod open;
mod read;
mod shared;
mod streams;
mod tail;
#[cfg(test)]
mod tests;
mod verify;
mod zip;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::watch;

use super::{
    AppendError, Commit, DERIVED_KEY_BYTES_MAX, Derived, Head, Journal, Placed, Position,
    StoreError, Stream, Verified, codec, index,
};
use crate::rules::ids::{Digest, Version};
use fault::{guard, said};
use files::Folder;
use lock::Lock;
pub use log::Options;
use log::segment::{self, RECORD_HEADER};
use log::{Appended, Log};
use open::Opened;
use read::Walk;
use shared::{Shared, Stop};
use tail::Group;

/// Room for a usual commit's frame.
const COMMIT_BYTES: usize = 640;

/// What follows every finding of damage when a store is opened.
const RESTORE: &str =
    "windrose has written no commit to it and will not run on it; restore the folder from a backup";

/// A journal in a folder of its own.
pub struct SledJournal {
    shared: Arc<Shared>,
    log: Mutex<Log>,
    moved: watch::Sender<Position>,
    applier: Option<JoinHandle<Result<(), StoreError>>>,
    // The last field, so that it is dropped last: nobody enters while sled is still stopping.
    _lock: Lock,
}

impl SledJournal {
    /// Creates a store in a folder that is absent or empty.
    ///
    /// # Errors
    /// `NotAStore` when the folder holds anything, `InUse` when another process is creating a store there.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::create_with(path, Options::default())
    }

    /// As [`SledJournal::create`], with a log of another size.
    ///
    /// # Errors
    /// As [`SledJournal::create`].
    pub fn create_with(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let claimed = files::claim(path);
        if claimed.is_err() && lock::exists(path) {
            // Whoever holds the lock of the folder says more than what lies in it.
            Lock::take(path)?;
        }
        claimed?;
        let mut lock = Lock::take(path)?;
        // Again, now that nobody else can be creating one.
        files::claim(path)?;
        lock.sign(path)?;
        let folder = Folder::new(path);
        let created = guard("the store could not be created", || open::create(folder, options));
        Self::start(created?, lock)
    }

    /// Opens an existing store and checks what has changed since its last checkpoint. Everything else is checked where it
    /// is read, and by [`Journal::verify`].
    ///
    /// # Errors
    /// `NotAStore`, `InUse`, `Newer`, or `Damaged` with the first position that cannot be vouched for.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, Options::default())
    }

    /// As [`SledJournal::open`], with a log that may get another number of segments.
    ///
    /// # Errors
    /// As [`SledJournal::open`].
    pub fn open_with(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path = path.as_ref();
        Folder::open(path)?; // Before anything is written into a folder that may be somebody else's.
        let mut lock = Lock::take(path)?;
        let folder = Folder::open(path)?;
        lock.sign(path)?;
        let opened = guard("the store could not be opened", || open::open(folder, options));
        let opened = opened.map_err(|error| match error {
            StoreError::Damaged { position, what } => {
                StoreError::Damaged { position, what: format!("{what}; {RESTORE}") }
            }
            other => other,
        });
        Self::start(opened?, lock)
    }

    /// Opens the store in a folder, or creates one when the folder is absent or empty.
    ///
    /// # Errors
    /// As [`SledJournal::open`] and [`SledJournal::create`]. A damaged store is never replaced by an empty one.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_or_create_with(path, Options::default())
    }

    /// As [`SledJournal::open_or_create`], with a log of another size.
    ///
    /// # Errors
    /// As [`SledJournal::open_or_create`].
    pub fn open_or_create_with(
        path: impl AsRef<Path>,
        options: Options,
    ) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if files::is_store(path) {
            Self::open_with(path, options)
        } else {
            Self::create_with(path, options)
        }
    }

    /// Brings everything into sled, writes down how far the journal goes and closes it. Dropping does the same, but cannot
    /// say that it failed.
    ///
    /// # Errors
    /// When that could not be written; every commit that was acknowledged is on the disk nevertheless.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.shared.usable()?;
        self.end(Stop::Close)
    }

    /// The id that the store was given when it was created.
    pub fn store_id(&self) -> Digest {
        self.shared.folder.store()
    }

    fn start(opened: Opened, lock: Lock) -> Result<Self, StoreError> {
        let Opened { shared, log, applier } = opened;
        let moved = watch::Sender::new(shared.tail().head().position);
        let applier = Some(applier.start()?);
        Ok(Self { shared, log: Mutex::new(log), moved, applier, _lock: lock })
    }

    fn end(&mut self, stop: Stop) -> Result<(), StoreError> {
        let Some(applier) = self.applier.take() else { return Ok(()) };
        self.shared.end(stop);
        // A panic in it has been caught where it was.
        applier.join().unwrap_or(Err(StoreError::Poisoned))
    }

    /// Ends as if the process had been killed.
    #[cfg(test)]
    fn abandon(mut self) {
        let _ = self.end(Stop::Abandon);
    }

    /// Waits until sled holds everything on the disk.
    #[cfg(test)]
    fn settle(&self) {
        let head = self.head().position;
        self.shared.wait_until(|shared| shared.durable() >= head).unwrap();
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What `append` does, under the writer's lock. Whatever ends `Unknown` poisons the journal.
    fn write(&self, log: &mut Log, group: &[Commit]) -> Result<Vec<Position>, AppendError> {
        match index::check(group, |stream| self.shared.version(stream)) {
            Ok(()) => {}
            Err(conflict @ AppendError::Conflict { .. }) => {
                let repeated = index::repeated(group, |stream, version| {
                    self.read(stream, version, version).map(|mut found| found.pop())
                });
                return repeated.map_err(AppendError::Unknown)?.ok_or(conflict);
            }
            Err(other) => return Err(other),
        }
        let before = self.head();
        let (first, mut head) = (before.position + 1, before);
        let mut record = Vec::with_capacity(RECORD_HEADER + COMMIT_BYTES * group.len());
        record.resize(RECORD_HEADER, 0);
        let mut ends = Vec::with_capacity(group.len());
        for commit in group {
            head = codec::encode(commit, head, &mut record)?;
            ends.push((record.len(), head.chain));
        }
        let too_large = AppendError::TooLarge { bytes: record.len() };
        let Ok(count) = u32::try_from(group.len()) else { return Err(too_large) };
        if record.len() as u64 > log.segment_bytes() {
            return Err(too_large);
        }
        segment::seal(&mut record, first, count);
        self.shared.wait_for_room().map_err(AppendError::Unknown)?;
        loop {
            let appended = log.append(&record, head.position, self.shared.durable());
            match appended.map_err(AppendError::Unknown)? {
                Appended::Done => break,
                Appended::TooLarge => return Err(too_large),
                Appended::Wait(until) => {
                    let waited = self.shared.wait_until(|shared| shared.durable() >= until);
                    waited.map_err(AppendError::Unknown)?;
                }
            }
        }
        let mut tail = self.shared.tail_mut();
        tail.push(Group::new(first, record, ends), head);
        tail.index_group(group, first);
        let enough = tail.unstored() >= blocks::RAW_BYTES_MAX;
        drop(tail);
        self.moved.send_replace(head.position);
        self.shared.more(enough);
        if let Some(count) = log.wants_another(self.shared.durable()) {
            self.shared.want_segment(count);
        }
        Ok((first..=head.position).collect())
    }

    /// The commits of a stream between two versions.
    fn read(&self, stream: &Stream, from: Version, to: Version) -> Result<Vec<Placed>, StoreError> {
        let from = from.max(1);
        let positions = self.shared.positions(stream, from, to)?;
        let Some(&first) = positions.first() else { return Ok(Vec::new()) };
        let snapshot = self.shared.snapshot(first);
        read::stream(&self.shared.trees.commits, &snapshot, stream, from, &positions)
    }
}

impl Drop for SledJournal {
    fn drop(&mut self) {
        if let Err(error) = self.end(Stop::Close) {
            tracing::error!(%error, "the journal was not closed as it should be; nothing is lost");
        }
    }
}

impl fmt::Debug for SledJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SledJournal").field("head", &self.head()).finish_non_exhaustive()
    }
}

impl Journal for SledJournal {
    fn append(&self, group: &[Commit]) -> Result<Vec<Position>, AppendError> {
        let mut log = self.log();
        self.shared.usable().map_err(AppendError::Unknown)?;
        if group.is_empty() {
            return Ok(Vec::new());
        }
        let written = catch_unwind(AssertUnwindSafe(|| self.write(&mut log, group)));
        let written = written.unwrap_or_else(|panic| {
            let source = ::sled::Error::ReportableBug(said(panic.as_ref()));
            let what = "a panic while appending".to_owned();
            Err(AppendError::Unknown(StoreError::Sled { what, source }))
        });
        if matches!(written, Err(AppendError::Unknown(_))) {
            self.shared.poison();
        }
        written
    }

    fn read_stream(
        &self,
        stream: &Stream,
        from: Version,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        self.shared.usable()?;
        let Some(span) = limit.checked_sub(1) else { return Ok(Vec::new()) };
        let to = from.max(1).saturating_add(u64::try_from(span).unwrap_or(u64::MAX));
        guard("the store could not be read", || self.read(stream, from, to))
    }

    fn read_all(&self, from: Position, limit: usize) -> Result<Vec<Placed>, StoreError> {
        self.shared.usable()?;
        let from = from.max(1);
        let snapshot = self.shared.snapshot(from);
        let head = snapshot.head.position;
        if from > head || limit == 0 {
            return Ok(Vec::new());
        }
        let span = u64::try_from(limit - 1).unwrap_or(u64::MAX);
        let last = from.saturating_add(span).min(head);
        guard("the store could not be read", || {
            let mut walk = Walk::new(&self.shared.trees.commits, snapshot, from, last)?;
            (from..=last).map(|position| walk.placed_at(position)).collect()
        })
    }

    fn head(&self) -> Head {
        self.shared.tail().head()
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.moved.subscribe()
    }

    fn derived_put(&self, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<(), StoreError> {
        self.shared.usable()?;
        debug_assert!(values.iter().all(|(key, _)| key.len() <= DERIVED_KEY_BYTES_MAX));
        self.shared.wait_for_room()?;
        let values = values.into_iter().map(|(key, value)| (key, value.map(Into::into)));
        self.shared.tail_mut().put(values.collect());
        self.shared.more(self.shared.tail().put_bytes() >= applier::PUT_BYTES);
        Ok(())
    }

    fn derived_scan(
        &self,
        from: &[u8],
        before: &[u8],
        limit: usize,
    ) -> Result<Vec<Derived>, StoreError> {
        self.shared.usable()?;
        if from >= before {
            return Ok(Vec::new());
        }
        let newer = self.shared.tail().derived(from, before);
        guard("the derived values could not be read", || {
            self.shared.trees.derived.scan(newer, from, before, limit)
        })
    }

    fn verify(&self) -> Result<Verified, StoreError> {
        self.shared.usable()?;
        verify::verify(&self.shared)
    }
}
