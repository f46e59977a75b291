//! The commit log: what makes a commit durable, before sled has it.
//!
//! ```text
//!   log/0.log … 3.log   segments of one size, filled with zeros when they are made, then used over and over
//!   append: one record per group ─► write into the current segment ─► fdatasync ─► Ok
//!   full:   another segment whose last position sled holds on the disk ─► else a new one ─► else wait for sled
//! ```
//!
//! Absent on purpose: anything about what is in a frame.

mod recover;
mod ring;
pub(super) mod segment;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::super::{Position, StoreError};
use super::fault::may_die;
use super::files::io;
use crate::rules::ids::Digest;
use recover::Found;
use ring::{Place, Ring};

/// How large a log becomes.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The bytes of a segment. A store goes on with the size it was created with.
    pub segment_bytes: u64,
    /// How many segments there are at most.
    pub segments: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { segment_bytes: 8 * 1024 * 1024, segments: 4 }
    }
}

/// Makes segments, one at a time, for whoever asks first.
#[derive(Debug)]
pub(super) struct Maker {
    folder: PathBuf,
    store: Digest,
    size: u64,
    made: Mutex<Made>,
}

#[derive(Debug)]
struct Made {
    /// How many segments there are, the one that is ready included.
    count: usize,
    ready: Option<File>,
}

impl Maker {
    /// The next segment: the one that was made beforehand, or a new one.
    fn take(&self) -> Result<File, StoreError> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match made.ready.take() {
            Some(file) => Ok(file),
            None => self.make(&mut made),
        }
    }

    /// Makes a segment beforehand, when there are `count` of them so far.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn prepare(&self, count: usize) -> Result<(), StoreError> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.count == count && made.ready.is_none() {
            made.ready = Some(self.make(&mut made)?);
        }
        Ok(())
    }

    fn make(&self, made: &mut Made) -> Result<File, StoreError> {
        let file = segment::create(&self.folder, made.count, self.store, self.size)?;
        made.count += 1;
        Ok(file)
    }
}

/// The log of a store, as the one that appends has it.
#[derive(Debug)]
pub(super) struct Log {
    files: Vec<File>,
    ring: Ring,
    maker: Arc<Maker>,
}

/// What came of an attempt to append.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Appended {
    /// It is on the disk.
    Done,
    /// Nothing was written: first sled has to hold everything up to this position.
    Wait(Position),
    /// Nothing was written: it is larger than a segment.
    TooLarge,
}

impl Log {
    /// Makes the log of a new store, with its first segment.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn create(
        folder: &Path,
        store: Digest,
        options: Options,
    ) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(io("could not create", folder))?;
        let mut log = Self::empty(folder, store, options);
        log.grow()?;
        Ok(log)
    }

    fn empty(folder: &Path, store: Digest, options: Options) -> Self {
        let size = options.segment_bytes;
        let made = Mutex::new(Made { count: 0, ready: None });
        let maker = Maker { folder: folder.to_owned(), store, size, made };
        let ring = Ring::new(size, options.segments);
        Self { files: Vec::new(), ring, maker: Arc::new(maker) }
    }

    /// Opens the log of a store in which sled holds everything up to `applied`, and answers the records behind that.
    /// They are made durable: whoever was killed may have left the last one in the page cache.
    ///
    /// # Errors
    /// `Damaged` when anything is missing that was followed by something else.
    pub(super) fn open(
        folder: &Path,
        store: Digest,
        options: Options,
        applied: Position,
    ) -> Result<(Self, Vec<Found>), StoreError> {
        let count = count(folder)?;
        let mut log = Self::empty(folder, store, options);
        let mut found = Vec::new();
        for number in 0..count {
            let path = folder.join(segment::name(number));
            let file = OpenOptions::new().read(true).write(true).open(&path);
            let file = file.map_err(io("could not open", &path))?;
            // Dropped again before the next one is read: a log is as large as everything else in memory.
            let bytes = fs::read(&path).map_err(io("could not read", &path))?;
            segment::check(&path, store, &bytes)?;
            let size = bytes.len() as u64;
            if number == 0 {
                log = Self::empty(folder, store, Options { segment_bytes: size, ..options });
            } else if size != log.maker.size {
                let what = format!("{} has another length than the others", path.display());
                return Err(StoreError::Damaged { position: 1, what });
            }
            let records = segment::scan(&bytes);
            log.ring.add(records.iter().map(|record| record.last).max().unwrap_or_default());
            log.files.push(file);
            found.extend(records.into_iter().map(|record| (number, record)));
        }
        log.maker.made.lock().unwrap_or_else(PoisonError::into_inner).count = count;
        let live = recover::live(found, applied)?;
        if let Some(last) = live.last() {
            log.settle(*last)?;
        }
        Ok((log, live))
    }

    /// Makes the last record durable and goes on behind it.
    fn settle(&mut self, (segment, record): Found) -> Result<(), StoreError> {
        let bytes = self.read((segment, record))?;
        // Written anew: after a sync that failed, the kernel takes its pages for clean, and a mere sync would say that
        // all is well.
        let file = &self.files[segment];
        let written = file.write_all_at(&bytes, record.offset).and_then(|()| file.sync_data());
        written.map_err(io("could not make durable", &self.path(segment)))?;
        self.ring.resume(segment, (record.offset + record.length).next_multiple_of(8));
        Ok(())
    }

    /// The bytes of a record, its header included.
    ///
    /// # Errors
    /// When it is no longer what was found.
    pub(super) fn read(&self, (segment, record): Found) -> Result<Vec<u8>, StoreError> {
        let mut bytes = vec![0; usize::try_from(record.length).unwrap_or(usize::MAX)];
        let read = self.files[segment].read_exact_at(&mut bytes, record.offset);
        read.map_err(io("could not read", &self.path(segment)))?;
        if segment::is_whole(&bytes) {
            return Ok(bytes);
        }
        let what = format!("{} reads otherwise than a moment ago", self.path(segment).display());
        Err(StoreError::Damaged { position: record.first, what })
    }

    /// Appends a sealed record that ends with the position `last`. After an error it may or may not be on the disk, and
    /// the log must not be used any more.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn append(
        &mut self,
        record: &[u8],
        last: Position,
        durable: Position,
    ) -> Result<Appended, StoreError> {
        let length = record.len() as u64;
        loop {
            match self.ring.place(length, durable) {
                Place::At { segment, offset } => {
                    let file = &self.files[segment];
                    let written = file.write_all_at(record, offset).and_then(|()| file.sync_data());
                    written.map_err(io("could not make durable", &self.path(segment)))?;
                    may_die()?;
                    self.ring.wrote(segment, offset, length, last);
                    return Ok(Appended::Done);
                }
                Place::Create => self.grow()?,
                Place::Wait { until } => return Ok(Appended::Wait(until)),
                Place::TooLarge => return Ok(Appended::TooLarge),
            }
        }
    }

    fn grow(&mut self) -> Result<(), StoreError> {
        self.files.push(self.maker.take()?);
        self.ring.add(0);
        Ok(())
    }

    /// How many segments there are, when one more should be made beforehand.
    pub(super) fn wants_another(&self, durable: Position) -> Option<usize> {
        self.ring.wants_another(durable).then(|| self.ring.len())
    }

    /// Who makes the segments.
    pub(super) fn maker(&self) -> Arc<Maker> {
        Arc::clone(&self.maker)
    }

    /// The bytes of a segment.
    pub(super) fn segment_bytes(&self) -> u64 {
        self.maker.size
    }

    fn path(&self, segment: usize) -> PathBuf {
        self.maker.folder.join(segment::name(segment))
    }

    /// Puts other files in the place of the segments.
    #[cfg(test)]
    pub(super) fn exchange(&mut self, files: Vec<File>) -> Vec<File> {
        std::mem::replace(&mut self.files, files)
    }
}

/// How many segments there are. Removes what an interrupted creation has left.
fn count(folder: &Path) -> Result<usize, StoreError> {
    let missing = |number: usize| StoreError::Damaged {
        position: 1,
        what: format!("{} is missing", folder.join(segment::name(number)).display()),
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(missing(0)),
        read => read.map_err(io("could not read", folder))?,
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let entry = entry.map_err(io("could not read", folder))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if segment::is_draft(&name) {
            fs::remove_file(entry.path()).map_err(io("could not remove", &entry.path()))?;
        }
        numbers.extend(segment::number(&name));
    }
    let count = numbers.len().max(1);
    match (0..count).find(|number| !numbers.contains(number)) {
        None => Ok(count),
        Some(number) => Err(missing(number)),
    }
}
