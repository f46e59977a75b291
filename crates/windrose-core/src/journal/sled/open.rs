//! From files to a journal.
//!
//! ```text
//!   lock ─► sled ─► how far the last checkpoint went ─► away with blocks behind it ─► the last block leads there?
//!        ─► HEAD on the way there? ─► records of the log behind it, without a gap ─► their frames: chain, streams, versions
//! ```
//!
//! What is read is what has changed since the last checkpoint. The rest is checked where it is read, and all of it by
//! `verify`. Everything that is written here can be written again: a kill at any place is harmless.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::codec::{self, Decoder};
use super::super::{Head, Position, StoreError};
use super::applier::Applier;
use super::blocks::{self, Block};
use super::fault::{may_die, sled_error};
use super::files::{FORMAT, Folder, io};
use super::log::segment::{RECORD_HEADER, Record};
use super::log::{Log, Options};
use super::read::{self, Walk};
use super::shared::{Shared, Trees};
use super::tail::{Group, Snapshot, Tail};

/// sled's page cache. The engine keeps the states that are in use, so the journal is read at start and then rarely;
/// sled's default of 1 GiB would be the largest part of the process.
const CACHE_BYTES: u64 = 4 * 1024 * 1024;

/// How often sled's own thread flushes. Needed although every checkpoint flushes: old segments are reclaimed only there.
const FLUSH_EVERY_MS: u64 = 1000;

/// How long sled's own threads may take to let go of its files once a store was closed: they flush first, and a busy
/// machine lets them wait.
const LET_GO: Duration = Duration::from_secs(10);

/// As many commits of an older store are indexed at once.
const INDEXED_AT_ONCE: u64 = 50_000;

/// What a journal is made of.
pub(super) struct Opened {
    /// What everybody shares.
    pub(super) shared: Arc<Shared>,
    /// The log, for the one that appends.
    pub(super) log: Log,
    /// Not started yet.
    pub(super) applier: Applier,
}

/// Makes the files of a new store.
///
/// # Errors
/// When they cannot be written.
pub(super) fn create(folder: Folder, options: Options) -> Result<Opened, StoreError> {
    let trees = open_sled(&folder)?;
    let disk = open_disk(&folder)?;
    let head = codec::genesis();
    trees.set_applied(head)?;
    trees.sync(&disk, &folder)?;
    let log = Log::create(&folder.log(), folder.store(), options)?;
    folder.seal(head)?;
    assemble(trees, disk, folder, log, head, head)
}

/// Opens the files of an existing store.
///
/// # Errors
/// `Damaged` with the first position that cannot be vouched for.
pub(super) fn open(folder: Folder, options: Options) -> Result<Opened, StoreError> {
    let disk = open_disk(&folder)?;
    folder.remove_half_written()?;
    let trees = open_sled(&folder)?;
    may_die()?;
    let saved = folder.head()?;
    if folder.format() != FORMAT {
        upgrade(&trees, &disk, &folder, options, saved)?;
    }
    let applied = trees.applied()?.ok_or_else(|| StoreError::Damaged {
        position: 1,
        what: "it is not written down how far sled goes".to_owned(),
    })?;
    blocks::cut_behind(&trees.commits, applied.position)?;
    reaches(last_head(&trees)?, applied)?;
    if saved.position <= applied.position {
        reaches(head_at(&trees, saved.position, applied)?, saved)?;
    }
    may_die()?;
    let (log, live) = Log::open(&folder.log(), folder.store(), options, applied.position)?;
    let last = live.last().map_or(applied.position, |(_, record)| record.last);
    if last < saved.position {
        reaches(Head { position: last, ..applied }, saved)?;
    }
    may_die()?;
    // After a kill, sled may have found what is in the page cache only.
    trees.sync(&disk, &folder)?;
    let mut opened = assemble(trees, disk, folder, log, applied, saved)?;
    for found in live {
        may_die()?;
        let record = opened.log.read(found)?;
        replay(&opened.shared, record, found.1, applied, saved)?;
        opened.applier.pack(false)?;
    }
    let head = opened.shared.tail().head();
    if head != saved {
        opened.shared.folder.save_head(head)?;
    }
    if head != applied {
        opened.shared.more(true);
    }
    Ok(opened)
}

fn assemble(
    trees: Trees,
    disk: File,
    folder: Folder,
    log: Log,
    applied: Head,
    saved: Head,
) -> Result<Opened, StoreError> {
    let shared = Arc::new(Shared::new(trees, disk, folder, log.maker(), applied));
    let applier = Applier::new(Arc::clone(&shared), applied, saved, log.segment_bytes())?;
    Ok(Opened { shared, log, applier })
}

/// Takes in a record of the log, frame by frame.
fn replay(
    shared: &Shared,
    record: Vec<u8>,
    about: Record,
    applied: Head,
    saved: Head,
) -> Result<(), StoreError> {
    let first = about.first;
    let before = shared.tail().head();
    // The first record may begin with frames that sled holds already.
    let mut decoder =
        if first <= applied.position { Decoder::within(first) } else { Decoder::after(before) };
    decoder.feed(&record[RECORD_HEADER..]);
    let (mut head, mut end, mut ends) = (before, RECORD_HEADER, Vec::new());
    let mut tail = shared.tail_mut();
    while decoder.advance()? {
        let Some(frame) = decoder.frame() else { break };
        end += codec::HEADER_BYTES + frame.body_bytes();
        ends.push((end, frame.head.chain));
        if frame.head.position <= applied.position {
            if frame.head.position == applied.position {
                reaches(frame.head, applied)?;
            }
            continue;
        }
        head = frame.head;
        if head.position == saved.position {
            reaches(head, saved)?;
        }
        let (stream, version) = frame.address()?;
        let ended = match tail.version(&stream) {
            Some(version) => version,
            None => shared.trees.streams.version(&stream, applied.position)?,
        };
        if version != ended + 1 {
            return Err(StoreError::Damaged {
                position: head.position,
                what: format!("it is version {version} of a stream that ends at version {ended}"),
            });
        }
        tail.index(&stream, version, head.position);
    }
    decoder.finish()?;
    if head.position != about.last {
        let what = "the commit log says otherwise which commits it holds".to_owned();
        return Err(StoreError::Damaged { position: first, what });
    }
    tail.push(Group::new(first, record, ends), head);
    Ok(())
}

/// Where the blocks in sled end.
fn last_head(trees: &Trees) -> Result<Head, StoreError> {
    Block::last(&trees.commits)?.map_or_else(|| Ok(codec::genesis()), |block| block.head())
}

/// The head after a position that sled holds.
fn head_at(trees: &Trees, position: Position, applied: Head) -> Result<Head, StoreError> {
    if position == 0 {
        return Ok(codec::genesis());
    }
    let snapshot = Tail::new(applied).snapshot(position);
    let placed = Walk::new(&trees.commits, snapshot, position, position)?.placed_at(position)?;
    Ok(Head { position, chain: placed.chain })
}

/// Is the journal's end what it certainly was once?
pub(super) fn reaches(found: Head, known: Head) -> Result<(), StoreError> {
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

/// Brings a store of format 1, which has blocks and nothing else, to the format of this build. Until the marker says so
/// it is a store of format 1, and this begins anew.
fn upgrade(
    trees: &Trees,
    disk: &File,
    folder: &Folder,
    options: Options,
    saved: Head,
) -> Result<(), StoreError> {
    trees.streams.clear()?;
    trees.derived.clear()?;
    match fs::remove_dir_all(folder.log()) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(io("could not remove", &folder.log())(error));
        }
        _ => {}
    }
    let end = last_head(trees)?;
    let snapshot: Snapshot = Tail::new(end).snapshot(1);
    let mut walk = Walk::whole(&trees.commits, snapshot);
    let (mut tail, mut head) = (Tail::new(end), codec::genesis());
    while let Some(frame) = walk.next()? {
        let (stream, version) = frame.address()?;
        head = frame.head;
        if head.position == saved.position {
            reaches(head, saved)?;
        }
        let ended = match tail.version(&stream) {
            Some(version) => version,
            None => trees.streams.version(&stream, Position::MAX)?,
        };
        if version != ended + 1 {
            return Err(StoreError::Damaged {
                position: head.position,
                what: format!("it is version {version} of a stream that ends at version {ended}"),
            });
        }
        tail.index(&stream, version, head.position);
        if head.position % INDEXED_AT_ONCE == 0 {
            may_die()?;
            read::write_index(&trees.streams, &mut tail)?;
        }
    }
    read::write_index(&trees.streams, &mut tail)?;
    reaches(head, end)?;
    if head.position <= saved.position {
        reaches(head, saved)?;
    }
    may_die()?;
    trees.set_applied(head)?;
    may_die()?;
    trees.sync(disk, folder)?;
    Log::create(&folder.log(), folder.store(), options)?;
    may_die()?;
    folder.save_head(head)?;
    may_die()?;
    folder.mark()
}

/// Opens sled's files. Our own lock is held here, so whoever still has sled's is a thread of sled that has not ended yet
/// since the store was closed: it is waited for.
fn open_sled(folder: &Folder) -> Result<Trees, StoreError> {
    let config = ::sled::Config::new()
        .path(folder.sled())
        .cache_capacity(CACHE_BYTES)
        .flush_every_ms(Some(FLUSH_EVERY_MS));
    let began = Instant::now();
    loop {
        match Trees::open(&config) {
            Err(::sled::Error::Io(error))
                if error.to_string().contains("could not acquire lock")
                    && began.elapsed() < LET_GO =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            opened => {
                return opened.map_err(|e| sled_error("sled could not open its files", 1, e));
            }
        }
    }
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
