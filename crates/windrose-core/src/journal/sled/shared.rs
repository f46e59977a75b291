//! What the one that appends, those that read and the applier have in common.

use std::fs::File;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{
    Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};
use std::time::Instant;

use ::sled::{Db, Tree};

use super::super::{Head, Position, StoreError, Stream};
use super::derived::Derived;
use super::fault::sled_error;
use super::files::{Folder, io};
use super::log::Maker;
use super::streams::Streams;
use super::tail::{Snapshot, Tail};
use crate::rules::ids::{Digest, Version};

/// As many bytes of frames may wait for sled before the one that appends waits for it, too.
const PENDING_BYTES_MAX: usize = 2 * 1024 * 1024;

/// As [`PENDING_BYTES_MAX`], of derived values.
const PUT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// The trees in sled.
pub(super) struct Trees {
    /// The commits, in blocks.
    pub(super) commits: Tree,
    /// Which commit of a stream stands where.
    pub(super) streams: Streams,
    /// What was computed from the commits.
    pub(super) derived: Derived,
    /// How far the other trees go.
    meta: Tree,
    // Only kept: sled stops when the last handle is dropped.
    _db: Db,
}

const COMMITS: &str = "commits";
const STREAMS: &str = "streams";
const DERIVED: &str = "derived";
const META: &str = "meta";
/// In `meta`: position 8 │ chain 32 │ crc32 4.
const APPLIED: &[u8] = b"applied";

impl Trees {
    /// Opens sled's files.
    ///
    /// # Errors
    /// What sled says.
    pub(super) fn open(config: &::sled::Config) -> ::sled::Result<Self> {
        let db = config.open()?;
        Ok(Self {
            commits: db.open_tree(COMMITS)?,
            streams: Streams::new(db.open_tree(STREAMS)?),
            derived: Derived::new(db.open_tree(DERIVED)?),
            meta: db.open_tree(META)?,
            _db: db,
        })
    }

    /// Where the last checkpoint ended; `None` when there was none.
    ///
    /// # Errors
    /// `Damaged` when it cannot be vouched for.
    pub(super) fn applied(&self) -> Result<Option<Head>, StoreError> {
        let value = self.meta.get(APPLIED).map_err(|e| sled_error("could not read", 1, e))?;
        let Some(value) = value else { return Ok(None) };
        let damaged = || StoreError::Damaged {
            position: 1,
            what: "it cannot be read how far sled goes".to_owned(),
        };
        let (rest, crc) = value.split_last_chunk().ok_or_else(damaged)?;
        let (position, chain) = rest.split_first_chunk().ok_or_else(damaged)?;
        if crc32fast::hash(rest) != u32::from_be_bytes(*crc) {
            return Err(damaged());
        }
        let chain = Digest(chain.try_into().map_err(|_| damaged())?);
        Ok(Some(Head { position: Position::from_be_bytes(*position), chain }))
    }

    /// Writes down where a checkpoint ends.
    ///
    /// # Errors
    /// When sled cannot write.
    pub(super) fn set_applied(&self, head: Head) -> Result<(), StoreError> {
        let mut value = head.position.to_be_bytes().to_vec();
        value.extend_from_slice(&head.chain.0);
        value.extend_from_slice(&crc32fast::hash(&value).to_be_bytes());
        let written = self.meta.insert(APPLIED, value).map(|_| ());
        written.map_err(|error| sled_error("sled could not write", head.position, error))
    }

    /// Makes everything that was written durable.
    ///
    /// # Errors
    /// When it may not be; it must not be tried again.
    pub(super) fn sync(&self, disk: &File, folder: &Folder) -> Result<(), StoreError> {
        self.meta.flush().map_err(|error| sled_error("sled could not flush", 1, error))?;
        // Of our own: what a sync of sled's has to say reaches only sled, which does not tell it (see `sync.c`).
        disk.sync_data().map_err(io("could not make durable", &folder.sled()))
    }
}

/// Why the applier's thread ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The journal is closed: everything goes into sled first.
    Close,
    /// As if the process had been killed.
    #[cfg(test)]
    Abandon,
}

/// See the top of this file.
pub(super) struct Shared {
    /// sled.
    pub(super) trees: Trees,
    /// Our own descriptor of sled's file. In an existing store it is open before sled writes anything, so that an error
    /// of writing back which sled's thread swallows is reported here too: the kernel reports each one once per
    /// descriptor.
    pub(super) disk: Mutex<File>,
    /// The folder of the store.
    pub(super) folder: Folder,
    /// Makes segments of the log.
    pub(super) maker: Arc<Maker>,
    tail: RwLock<Tail>,
    /// Up to where sled holds everything on the disk.
    durable: AtomicU64,
    poisoned: AtomicBool,
    /// Something has to be written by the next checkpoint.
    dirty: AtomicBool,
    /// The applier shall look.
    rung: AtomicBool,
    /// Somebody waits for a checkpoint.
    urgent: AtomicBool,
    /// How many segments there are, when another one should be made; 0 when none should.
    wanted: AtomicUsize,
    stop: Mutex<Option<Stop>>,
    work: Condvar,
    done: Condvar,
}

/// What the applier was woken for.
#[derive(Debug)]
pub(super) struct Call {
    /// The journal ends.
    pub(super) stop: Option<Stop>,
    /// Somebody waits for a checkpoint.
    pub(super) urgent: bool,
    /// So many segments there are, and another one should be made.
    pub(super) wanted: Option<usize>,
}

impl Shared {
    /// A journal of which sled holds everything up to `durable` on the disk.
    pub(super) fn new(
        trees: Trees,
        disk: File,
        folder: Folder,
        maker: Arc<Maker>,
        durable: Head,
    ) -> Self {
        Self {
            trees,
            disk: Mutex::new(disk),
            folder,
            maker,
            tail: RwLock::new(Tail::new(durable)),
            durable: AtomicU64::new(durable.position),
            poisoned: AtomicBool::new(false),
            dirty: AtomicBool::new(false),
            rung: AtomicBool::new(false),
            urgent: AtomicBool::new(false),
            wanted: AtomicUsize::new(0),
            stop: Mutex::new(None),
            work: Condvar::new(),
            done: Condvar::new(),
        }
    }

    /// What is not in sled. Nothing waits for the disk while it holds this.
    pub(super) fn tail(&self) -> RwLockReadGuard<'_, Tail> {
        // A panic while it was held for writing has poisoned the journal itself, in a way that a reopening heals.
        self.tail.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Shared::tail`], to change it.
    pub(super) fn tail_mut(&self) -> RwLockWriteGuard<'_, Tail> {
        self.tail.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// # Errors
    /// When an earlier write failed.
    pub(super) fn usable(&self) -> Result<(), StoreError> {
        if self.poisoned.load(Ordering::SeqCst) { Err(StoreError::Poisoned) } else { Ok(()) }
    }

    /// Takes nothing further until the store has been opened anew.
    pub(super) fn poison(&self) {
        self.poisoned.store(true, Ordering::SeqCst);
        let _stop = self.stop();
        self.done.notify_all();
    }

    /// Up to where sled holds everything on the disk.
    pub(super) fn durable(&self) -> Position {
        self.durable.load(Ordering::SeqCst)
    }

    /// Takes note that a checkpoint is on the disk.
    pub(super) fn set_durable(&self, position: Position) {
        self.durable.store(position, Ordering::SeqCst);
        self.tell();
    }

    /// Lets those who wait look again.
    pub(super) fn tell(&self) {
        let _stop = self.stop();
        self.done.notify_all();
    }

    fn stop(&self) -> MutexGuard<'_, Option<Stop>> {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self) {
        // Most times somebody has rung already, and then this costs next to nothing.
        if !self.rung.swap(true, Ordering::SeqCst) {
            let _stop = self.stop();
            self.work.notify_one();
        }
    }

    /// Tells the applier that there is more, and to come at once when it is enough for a block.
    pub(super) fn more(&self, enough: bool) {
        if !self.dirty.swap(true, Ordering::SeqCst) || enough {
            self.ring();
        }
    }

    /// Tells the applier that the log, which has so many segments, will soon need another one.
    pub(super) fn want_segment(&self, count: usize) {
        if self.wanted.swap(count, Ordering::SeqCst) != count {
            self.ring();
        }
    }

    /// Tells the applier to end.
    pub(super) fn end(&self, stop: Stop) {
        self.stop().get_or_insert(stop);
        self.work.notify_one();
    }

    /// Waits for the applier until something is so.
    ///
    /// # Errors
    /// When the applier has failed.
    pub(super) fn wait_until(&self, is_so: impl Fn(&Self) -> bool) -> Result<(), StoreError> {
        let mut stop = self.stop();
        loop {
            self.usable()?;
            if is_so(self) {
                return Ok(());
            }
            self.urgent.store(true, Ordering::SeqCst);
            self.rung.store(true, Ordering::SeqCst);
            self.work.notify_one();
            stop = self.done.wait(stop).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until not too much is waiting for sled.
    ///
    /// # Errors
    /// When the applier has failed.
    pub(super) fn wait_for_room(&self) -> Result<(), StoreError> {
        let has_room = |shared: &Self| {
            let tail = shared.tail();
            tail.pending_bytes() < PENDING_BYTES_MAX && tail.put_bytes() < PUT_BYTES_MAX
        };
        if has_room(self) { Ok(()) } else { self.wait_until(has_room) }
    }

    /// Lets the applier wait until it is called, or until a point in time.
    pub(super) fn called(&self, until: Option<Instant>) -> Call {
        let mut stop = self.stop();
        while stop.is_none() && !self.rung.load(Ordering::SeqCst) {
            match until.map(|until| until.saturating_duration_since(Instant::now())) {
                Some(left) if left.is_zero() => break,
                Some(left) => {
                    let woken = self.work.wait_timeout(stop, left);
                    stop = woken.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => stop = self.work.wait(stop).unwrap_or_else(PoisonError::into_inner),
            }
        }
        self.rung.store(false, Ordering::SeqCst);
        Call {
            stop: *stop,
            urgent: self.urgent.swap(false, Ordering::SeqCst),
            wanted: Some(self.wanted.load(Ordering::SeqCst)).filter(|count| *count > 0),
        }
    }

    /// Is there anything to write, other than what [`Shared::clean`] has seen?
    pub(super) fn is_dirty(&self) -> bool {
        self.dirty.load(Ordering::SeqCst)
    }

    /// Everything from now on is for another checkpoint.
    pub(super) fn clean(&self) {
        self.dirty.store(false, Ordering::SeqCst);
    }

    /// Where a stream ends.
    ///
    /// # Errors
    /// When sled cannot read, or the index is damaged.
    pub(super) fn version(&self, stream: &Stream) -> Result<Version, StoreError> {
        let newer = self.tail().version(stream);
        newer.map_or_else(|| self.trees.streams.version(stream, Position::MAX), Ok)
    }

    /// The positions of a stream's commits between two versions, as far as there are any.
    ///
    /// # Errors
    /// When sled cannot read, or the index is damaged.
    pub(super) fn positions(
        &self,
        stream: &Stream,
        from: Version,
        to: Version,
    ) -> Result<Vec<Position>, StoreError> {
        let from = from.max(1);
        let newer = self.tail().positions(stream, from, to);
        let Some((begin, newer)) = newer else {
            return self.trees.streams.positions(stream, from, to);
        };
        let last = to.min(begin - 1);
        let mut found = self.trees.streams.positions(stream, from, last)?;
        let wanted = (last + 1).saturating_sub(from);
        if found.len() as u64 != wanted {
            let version = from + found.len() as u64;
            let what = format!("the index of the stream {stream} lacks version {version}");
            return Err(StoreError::Damaged { position: 1, what });
        }
        found.extend(newer);
        Ok(found)
    }

    /// What a reader of frames from a position on needs.
    pub(super) fn snapshot(&self, from: Position) -> Snapshot {
        self.tail().snapshot(from)
    }
}
