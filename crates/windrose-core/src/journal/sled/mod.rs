//! The embedded journal, on sled 0.34.7.
//!
//! ```text
//!   append: check ─► frames ─► blocks ─► apply_batch ─► sled flush ─► fdatasync on our descriptor ─► index ─► Ok
//!   open:   lock ─► sled ─► walk every frame: checksum, chain, positions, versions ─► compare with HEAD
//! ```
//!
//! sled is fenced in, because on Linux it does not do what it says: its `flush` reaches only the page cache, so every
//! group is synced through a descriptor of our own; it cuts off a torn tail silently, so a HEAD written beside it says
//! how far the journal certainly went; and it may panic on a damaged file, so a panic is caught and called damage.
//!
//! Absent on purpose: repair. What cannot be vouched for is refused, and restored from a backup.

mod blocks;
#[cfg(test)]
mod damage;
mod fault;
mod files;
mod lock;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::File;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use ::sled::{Batch, Db, Tree};
use tokio::sync::watch;

use super::index::Index;
use super::{
    AppendError, Commit, Head, Journal, Placed, Position, StoreError, Stream, Verified, codec,
};
use crate::rules::ids::{Digest, Version};
use blocks::Walk;
use fault::{guard, said, sled_error};
use files::{Folder, io};
use lock::Lock;

/// The one tree: everything else is derived from it.
const TREE: &str = "commits";

/// How many frames are rather skipped than searched: they mostly lie in the same block.
const NEAR: Position = 16;

/// sled's page cache. The engine keeps the states that are in use, so the journal is read at start and then rarely;
/// sled's default of 1 GiB would be the largest part of the process.
const CACHE_BYTES: u64 = 8 * 1024 * 1024;

/// How often sled's own thread flushes. Needed although every append flushes: old segments are reclaimed only there.
const FLUSH_EVERY_MS: u64 = 1000;

/// How long sled's own threads may take to let go of its files once a store was closed: they flush first, and a busy
/// machine lets them wait.
const LET_GO: Duration = Duration::from_secs(10);

/// How often HEAD is written while commits arrive. A tail lost within this time would not be noticed; writing it
/// more often would cost another two syncs each time.
const HEAD_EVERY: Duration = Duration::from_secs(1);

/// What follows every finding of damage when a store is opened.
const RESTORE: &str =
    "windrose has written no commit to it and will not run on it; restore the folder from a backup";

/// A journal in a folder of its own.
pub struct SledJournal {
    tree: Tree,
    // Only kept: sled stops when the last handle is dropped.
    _db: Db,
    /// Our own descriptor of sled's file. In an existing store it is open before sled writes anything, so that an error of writing back
    /// which sled's thread swallows is reported here too: the kernel reports each one once per descriptor.
    disk: File,
    index: RwLock<Index>,
    moved: watch::Sender<Position>,
    writer: Mutex<Writer>,
    poisoned: AtomicBool,
    folder: Folder,
    // The last field, so that it is dropped last: nobody enters while sled is still stopping.
    _lock: Lock,
}

/// What only the one that appends needs.
struct Writer {
    /// What HEAD says.
    saved: Head,
    saved_at: Instant,
}

impl SledJournal {
    /// Creates a store in a folder that is absent or empty.
    ///
    /// # Errors
    /// `NotAStore` when the folder holds anything, `InUse` when another process is creating a store there.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
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
        guard("the store could not be created", || Self::load(folder, lock, true))
    }

    /// Opens an existing store and checks every commit in it.
    ///
    /// # Errors
    /// `NotAStore`, `InUse`, `Newer`, or `Damaged` with the first position that cannot be vouched for.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        Folder::open(path)?; // Before anything is written into a folder that may be somebody else's.
        let mut lock = Lock::take(path)?;
        let folder = Folder::open(path)?;
        lock.sign(path)?;
        let opened = guard("the store could not be opened", || Self::load(folder, lock, false));
        opened.map_err(|error| match error {
            StoreError::Damaged { position, what } => {
                StoreError::Damaged { position, what: format!("{what}; {RESTORE}") }
            }
            other => other,
        })
    }

    /// Opens the store in a folder, or creates one when the folder is absent or empty.
    ///
    /// # Errors
    /// As [`SledJournal::open`] and [`SledJournal::create`]. A damaged store is never replaced by an empty one.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if files::is_store(path) { Self::open(path) } else { Self::create(path) }
    }

    /// Writes down how far the journal goes and closes it. Dropping does the same, but cannot say that it failed.
    ///
    /// # Errors
    /// When that could not be written; every commit that was acknowledged is on the disk nevertheless.
    pub fn close(self) -> Result<(), StoreError> {
        self.usable()?;
        self.save_head(&mut self.writer())
    }

    /// The id that the store was given when it was created.
    pub fn store_id(&self) -> Digest {
        self.folder.store()
    }

    fn load(folder: Folder, lock: Lock, new: bool) -> Result<Self, StoreError> {
        let before = if new { None } else { Some(open_disk(&folder)?) };
        if !new {
            folder.remove_half_written()?;
        }
        let config = ::sled::Config::new()
            .path(folder.sled())
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(Some(FLUSH_EVERY_MS));
        let opened = open_sled(&config);
        let (tree, db) = opened.map_err(|e| sled_error("sled could not open its files", 1, e))?;
        let saved = if new { codec::genesis() } else { folder.head()? };
        let index = scan(&tree, saved)?;
        let head = index.head();
        let disk = before.map_or_else(|| open_disk(&folder), Ok)?;
        // After a kill, sled may have found commits that are in the page cache only. They become readable now, so they
        // have to be on the disk now.
        tree.flush().map_err(|e| sled_error("sled could not flush", head.position, e))?;
        disk.sync_all().map_err(io("could not make durable", &folder.sled()))?;
        if new {
            folder.seal(head)?;
        } else if head != saved {
            folder.save_head(head)?;
        }
        Ok(Self {
            tree,
            _db: db,
            disk,
            index: RwLock::new(index),
            moved: watch::Sender::new(head.position),
            writer: Mutex::new(Writer { saved: head, saved_at: Instant::now() }),
            poisoned: AtomicBool::new(false),
            folder,
            _lock: lock,
        })
    }

    fn index(&self) -> RwLockReadGuard<'_, Index> {
        // A panic while it was held has poisoned the journal itself, in a way that a reopening heals.
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn usable(&self) -> Result<(), StoreError> {
        if self.poisoned.load(Ordering::SeqCst) { Err(StoreError::Poisoned) } else { Ok(()) }
    }

    /// What `append` does, under the writer's lock. Whatever ends `Unknown` poisons the journal.
    fn write(&self, writer: &mut Writer, group: &[Commit]) -> Result<Vec<Position>, AppendError> {
        let index = self.index();
        if let Err(conflict) = index.check(group) {
            let repeated = index.repeated(group, |position| self.read_one(position));
            return repeated.map_err(AppendError::Unknown)?.ok_or(conflict);
        }
        let before = index.head();
        drop(index);

        let (mut frames, mut ends, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        let mut head = before;
        for commit in group {
            head = codec::encode(commit, head, &mut frames)?;
            heads.push(head);
            ends.push(frames.len());
        }
        let batch = blocks::batch(before.position + 1, &frames, &ends);
        self.make_durable(batch, before.position + 1).map_err(AppendError::Unknown)?;

        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        for (commit, head) in group.iter().zip(&heads) {
            let pushed = index.push(*head, commit.stream.clone(), commit.version);
            pushed.expect("the group was checked against this index");
        }
        drop(index);
        self.moved.send_replace(head.position);
        if writer.saved_at.elapsed() >= HEAD_EVERY {
            self.save_head(writer).map_err(AppendError::Unknown)?;
        }
        Ok(heads.into_iter().map(|head| head.position).collect())
    }

    fn make_durable(&self, batch: Batch, position: Position) -> Result<(), StoreError> {
        let written = self.tree.apply_batch(batch).and_then(|()| self.tree.flush());
        written.map_err(|error| sled_error("sled could not write", position, error))?;
        // sled's flush ends in the page cache (sync_file_range); this is what reaches the disk.
        self.disk.sync_data().map_err(io("could not make durable", &self.folder.sled()))
    }

    fn save_head(&self, writer: &mut Writer) -> Result<(), StoreError> {
        let head = self.index().head();
        if head != writer.saved {
            let saved = self.folder.save_head(head);
            // Never a second fsync of a file after one that failed.
            saved.inspect_err(|_| self.poisoned.store(true, Ordering::SeqCst))?;
            writer.saved = head;
        }
        writer.saved_at = Instant::now();
        Ok(())
    }

    fn read_one(&self, position: Position) -> Result<Placed, StoreError> {
        Walk::from(&self.tree, position, position)?.placed_at(position)
    }
}

/// Opens sled's files. Our own lock is held here, so whoever still has sled's is a thread of sled that has not ended yet
/// since the store was closed: it is waited for.
fn open_sled(config: &::sled::Config) -> ::sled::Result<(::sled::Tree, ::sled::Db)> {
    let began = Instant::now();
    loop {
        match config.open().and_then(|db| Ok((db.open_tree(TREE)?, db))) {
            Err(::sled::Error::Io(error))
                if error.to_string().contains("could not acquire lock")
                    && began.elapsed() < LET_GO =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            opened => return opened,
        }
    }
}

impl Drop for SledJournal {
    fn drop(&mut self) {
        if self.usable().is_ok()
            && let Err(error) = self.save_head(&mut self.writer())
        {
            tracing::warn!(%error, "the store was closed without writing down how far it goes");
        }
    }
}

impl fmt::Debug for SledJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not derived: sled's types would print every commit.
        f.debug_struct("SledJournal")
            .field("folder", &self.folder)
            .field("head", &self.head())
            .finish_non_exhaustive()
    }
}

impl Journal for SledJournal {
    fn append(&self, group: &[Commit]) -> Result<Vec<Position>, AppendError> {
        let mut writer = self.writer();
        self.usable().map_err(AppendError::Unknown)?;
        if group.is_empty() {
            return Ok(Vec::new());
        }
        let written = catch_unwind(AssertUnwindSafe(|| self.write(&mut writer, group)));
        let written = written.unwrap_or_else(|panic| {
            let source = ::sled::Error::ReportableBug(said(panic.as_ref()));
            let what = "a panic while appending".to_owned();
            Err(AppendError::Unknown(StoreError::Sled { what, source }))
        });
        if matches!(written, Err(AppendError::Unknown(_))) {
            self.poisoned.store(true, Ordering::SeqCst);
        }
        written
    }

    fn read_stream(
        &self,
        stream: &Stream,
        from: Version,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        self.usable()?;
        let positions = self.index().positions(stream, from, limit).to_vec();
        let Some(&last) = positions.last() else { return Ok(Vec::new()) };
        guard("the store could not be read", || {
            let mut found = Vec::with_capacity(positions.len());
            let mut walk = Walk::from(&self.tree, positions[0], last)?;
            for position in positions {
                if position > walk.next_position() + NEAR {
                    walk = Walk::from(&self.tree, position, last)?;
                }
                found.push(walk.placed_at(position)?);
            }
            Ok(found)
        })
    }

    fn read_all(&self, from: Position, limit: usize) -> Result<Vec<Placed>, StoreError> {
        self.usable()?;
        let (from, head) = (from.max(1), self.head());
        if from > head.position || limit == 0 {
            return Ok(Vec::new());
        }
        let span = u64::try_from(limit - 1).unwrap_or(u64::MAX);
        let last = from.saturating_add(span).min(head.position);
        guard("the store could not be read", || {
            let mut walk = Walk::from(&self.tree, from, last)?;
            (from..=last).map(|position| walk.placed_at(position)).collect()
        })
    }

    fn head(&self) -> Head {
        self.index().head()
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.moved.subscribe()
    }

    fn derived_put(&self, _values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<(), StoreError> {
        self.usable()
    }

    fn derived_scan(
        &self,
        _from: &[u8],
        _before: &[u8],
        _limit: usize,
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>, StoreError> {
        self.usable().map(|()| Vec::new())
    }

    fn verify(&self) -> Result<Verified, StoreError> {
        self.usable()?;
        let head = self.head();
        guard("the store could not be verified", || {
            let mut seen = Index::new();
            let mut walk = Walk::start(&self.tree, codec::genesis(), head.position);
            while let Some(frame) = walk.next()? {
                let Placed { commit, .. } = frame.placed()?;
                seen.push(frame.head, commit.stream, commit.version)?;
            }
            reaches(seen.head(), head)?;
            Ok(Verified { commits: head.position, head })
        })
    }
}

/// Walks the whole tree, checks it, and answers what stands where.
///
/// Of the bodies only stream and version are read, which is all that the index needs; [`Journal::verify`] reads them whole.
fn scan(tree: &Tree, saved: Head) -> Result<Index, StoreError> {
    let mut index = Index::new();
    let mut walk = Walk::start(tree, codec::genesis(), Position::MAX);
    while let Some(frame) = walk.next()? {
        let (stream, version) = frame.address()?;
        if frame.head.position == saved.position {
            reaches(frame.head, saved)?;
        }
        index.push(frame.head, stream, version)?;
    }
    if index.head().position <= saved.position {
        reaches(index.head(), saved)?;
    }
    Ok(index)
}

/// Is the journal's end what it certainly was once?
fn reaches(found: Head, known: Head) -> Result<(), StoreError> {
    let what = if found.position < known.position {
        format!(
            "the commits up to position {} were on the disk and are gone (lost tail)",
            known.position
        )
    } else if found != known {
        "the journal holds other commits than it once did".to_owned()
    } else {
        return Ok(());
    };
    Err(StoreError::Damaged { position: known.position.min(found.position + 1), what })
}

fn open_disk(folder: &Folder) -> Result<File, StoreError> {
    let path = folder.sled().join("db");
    File::open(&path).map_err(|error| match error.kind() {
        // sled would begin a new one.
        ErrorKind::NotFound => {
            StoreError::Damaged { position: 1, what: format!("{} is missing", path.display()) }
        }
        _ => io("could not open", &path)(error),
    })
}
