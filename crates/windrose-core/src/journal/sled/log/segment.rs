//! The bytes of the commit log.
//!
//! ```text
//!   segment  header │ zeros up to byte 4096 │ records, each at a multiple of 8 │ zeros, or what an earlier lap left
//!   header   magic "WRSG" 4 │ format 1 │ zeros 3 │ size of the file 8 │ store 32 │ crc32 4
//!   record   magic 4 │ crc32 4 │ first position 8 │ number of frames 4 │ length 4 │ frames …
//! ```
//!
//! Numbers are big-endian. A record's checksum covers everything behind it; its magic begins with a byte that no text
//! holds, so that nobody can write a record into a commit.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use super::super::super::{Position, StoreError};
use super::super::fault::may_die;
use super::super::files::{io, sync};
use crate::rules::ids::Digest;

/// Where records begin: the header has a page of its own, which is never written again.
pub(in super::super) const RECORDS_AT: u64 = 4096;

/// The bytes of a record before its frames.
pub(in super::super) const RECORD_HEADER: usize = 24;

const SEGMENT_MAGIC: &[u8; 4] = b"WRSG";
const RECORD_MAGIC: &[u8; 4] = b"\xf5WRG";
const FORMAT: u8 = 1;
const HEADER: usize = 52;
const DRAFT: &str = ".new";

/// The name of a segment's file.
pub(in super::super) fn name(number: usize) -> String {
    format!("{number}.log")
}

/// The number in a segment's name; `None` for a draft.
pub(in super::super) fn number(name: &str) -> Option<usize> {
    let number = name.strip_suffix(".log")?.parse().ok()?;
    (self::name(number) == name).then_some(number)
}

/// Is this what a creation has left behind that was interrupted?
pub(in super::super) fn is_draft(name: &str) -> bool {
    name.strip_suffix(DRAFT).is_some_and(|name| number(name).is_some())
}

/// Makes a segment, filled with zeros: writing into it later changes no metadata, so one sync is one flush of the disk.
/// It gets its name when it is whole.
///
/// # Errors
/// When it cannot be written.
pub(in super::super) fn create(
    folder: &Path,
    number: usize,
    store: Digest,
    size: u64,
) -> Result<File, StoreError> {
    let (path, draft) = (folder.join(name(number)), folder.join(name(number) + DRAFT));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    let mut file = options.open(&draft).map_err(io("could not create", &draft))?;
    let mut fill = || {
        let zeros = [0; 64 * 1024];
        let mut left = usize::try_from(size).unwrap_or(usize::MAX);
        file.write_all(&header(store, size))?;
        left = left.saturating_sub(HEADER);
        while left > 0 {
            let some = left.min(zeros.len());
            file.write_all(&zeros[..some])?;
            left -= some;
        }
        file.sync_all()
    };
    fill().map_err(io("could not write", &draft))?;
    may_die()?;
    fs::rename(&draft, &path).map_err(io("could not name", &path))?;
    may_die()?;
    sync(folder)?;
    Ok(file)
}

fn header(store: Digest, size: u64) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(SEGMENT_MAGIC);
    header[4] = FORMAT;
    header[8..16].copy_from_slice(&size.to_be_bytes());
    header[16..48].copy_from_slice(&store.0);
    let crc = crc32fast::hash(&header[..48]);
    header[48..].copy_from_slice(&crc.to_be_bytes());
    header
}

/// Checks that these are the bytes of a segment of this store.
///
/// # Errors
/// `Damaged`, or `Newer`.
pub(in super::super) fn check(path: &Path, store: Digest, bytes: &[u8]) -> Result<(), StoreError> {
    let damaged = |what: &str| {
        Err(StoreError::Damaged { position: 1, what: format!("{} {what}", path.display()) })
    };
    let Some(found) = bytes.get(..HEADER) else { return damaged("is too short") };
    if found[..4] != *SEGMENT_MAGIC || crc32fast::hash(&found[..48]) != be32(&found[48..]) {
        return damaged("does not begin as a part of a commit log does");
    }
    if found[4] != FORMAT {
        return Err(StoreError::Newer {
            what: format!("{} (format {})", path.display(), found[4]),
        });
    }
    if found[16..48] != store.0 {
        return damaged("belongs to another store");
    }
    if be64(&found[8..16]) != bytes.len() as u64 {
        return damaged("has another length than it was made with");
    }
    Ok(())
}

/// A record that was found, whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Record {
    /// Where it begins in its segment.
    pub(in super::super) offset: u64,
    /// Its bytes, header included.
    pub(in super::super) length: u64,
    /// The position of its first frame.
    pub(in super::super) first: Position,
    /// The position of its last frame.
    pub(in super::super) last: Position,
}

/// Completes a record: `record` holds [`RECORD_HEADER`] bytes of room and then the frames of `count` commits.
pub(in super::super) fn seal(record: &mut [u8], first: Position, count: u32) {
    let length = u32::try_from(record.len() - RECORD_HEADER).expect("a segment holds less");
    record[8..16].copy_from_slice(&first.to_be_bytes());
    record[16..20].copy_from_slice(&count.to_be_bytes());
    record[20..24].copy_from_slice(&length.to_be_bytes());
    let crc = crc32fast::hash(&record[8..]);
    record[..4].copy_from_slice(RECORD_MAGIC);
    record[4..8].copy_from_slice(&crc.to_be_bytes());
}

/// The whole record that begins at this byte of a segment, if there is one.
fn record_at(bytes: &[u8], offset: usize) -> Option<Record> {
    let (header, rest) = bytes.get(offset..)?.split_at_checked(RECORD_HEADER)?;
    if header[..4] != *RECORD_MAGIC {
        return None;
    }
    let (first, count) = (be64(&header[8..16]), be32(&header[16..20]));
    let frames = rest.get(..be32(&header[20..24]) as usize)?;
    let mut crc = crc32fast::Hasher::new();
    crc.update(&header[8..]);
    crc.update(frames);
    if crc.finalize() != be32(&header[4..8]) || count == 0 {
        return None;
    }
    let length = (RECORD_HEADER + frames.len()) as u64;
    let last = first.checked_add(u64::from(count) - 1)?;
    Some(Record { offset: offset as u64, length, first, last })
}

/// Every whole record in a segment, of this lap and of earlier ones.
pub(in super::super) fn scan(bytes: &[u8]) -> Vec<Record> {
    let mut found = Vec::new();
    let mut at = usize::try_from(RECORDS_AT).unwrap_or(usize::MAX);
    while at < bytes.len() {
        match record_at(bytes, at) {
            Some(record) => {
                at += usize::try_from(record.length).unwrap_or(usize::MAX).next_multiple_of(8);
                found.push(record);
            }
            None => at += 8,
        }
    }
    found
}

/// Is this still the record that was found?
pub(in super::super) fn is_whole(bytes: &[u8]) -> bool {
    record_at(bytes, 0).is_some_and(|record| record.length == bytes.len() as u64)
}

fn be32(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes.try_into().expect("four bytes"))
}

fn be64(bytes: &[u8]) -> u64 {
    u64::from_be_bytes(bytes.try_into().expect("eight bytes"))
}
