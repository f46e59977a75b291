//! Values that were computed from the commits.
//!
//! ```text
//!   key    the value's key, each byte 0 followed by 255 │ 0 0 │ part, 2 bytes big-endian
//!   part   at most 7 KiB; part 0 begins with
//!          form 1 (0 as it is, 1 zstd) │ number of parts 2 │ length of the value 4 │ crc32 4, over key, form, length and bytes
//! ```
//!
//! What was put at once is one batch, so it is there whole or not at all (more than 512 KiB are several batches, each of
//! whole values); batches are written in the order in which
//! they were put, and sled keeps a prefix of what was written. A value that cannot be vouched for is as if it were not
//! there.

use std::collections::BTreeMap;
use std::ops::Bound;

use ::sled::{Batch, IVec, Tree};

use super::super::{Derived as Pair, StoreError};
use super::blocks::BLOCK_BYTES_MAX;
use super::fault::sled_error;
use super::tail::{Put, Value};
use super::zip::{compress, decompress};

const HEADER: usize = 11;
const PLAIN: u8 = 0;
const COMPRESSED: u8 = 1;
/// sled holds a batch back in memory until it is whole.
const BATCH_BYTES_MAX: usize = 512 * 1024;
/// Shorter values do not become smaller.
const COMPRESS_FROM: usize = 128;

/// The values in sled.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    tree: Tree,
}

impl Derived {
    /// The values that are kept in this tree.
    pub(super) fn new(tree: Tree) -> Self {
        Self { tree }
    }

    /// Writes what was put at once.
    ///
    /// # Errors
    /// When sled cannot write.
    pub(super) fn write(&self, put: &Put) -> Result<(), StoreError> {
        let (mut batch, mut bytes) = (Batch::default(), 0);
        for (key, value) in put {
            let parts = value.as_ref().map_or_else(Vec::new, |value| parts(key, value));
            let kept = u16::try_from(parts.len()).unwrap_or(u16::MAX);
            // What a longer value has left behind.
            for key in self.tree.range(part_key(key, kept)..=part_key(key, u16::MAX)).keys() {
                batch.remove(key.map_err(failed)?);
            }
            for (number, part) in (0..kept).zip(parts) {
                bytes += part.len();
                batch.insert(part_key(key, number), part);
            }
            if bytes > BATCH_BYTES_MAX {
                self.tree.apply_batch(std::mem::take(&mut batch)).map_err(failed)?;
                bytes = 0;
            }
        }
        self.tree.apply_batch(batch).map_err(failed)
    }

    /// At most `limit` values between two keys, with what is newer than sled in their place.
    ///
    /// # Errors
    /// When sled cannot read.
    pub(super) fn scan(
        &self,
        newer: BTreeMap<Vec<u8>, Value>,
        from: &[u8],
        before: &[u8],
        limit: usize,
    ) -> Result<Vec<Pair>, StoreError> {
        let mut found = Vec::new();
        let range = (Bound::Included(escape(from)), Bound::Excluded(escape(before)));
        let mut stored = Values { entries: self.tree.range(range), peeked: None };
        let mut newer = newer.into_iter().peekable();
        let mut next = stored.next()?;
        while found.len() < limit {
            let take_newer = match (&next, newer.peek()) {
                (_, None) => false,
                (None, Some(_)) => true,
                (Some((old, _)), Some((new, _))) => new <= old,
            };
            if take_newer {
                let Some((key, value)) = newer.next() else { break };
                if next.as_ref().is_some_and(|(old, _)| *old == key) {
                    next = stored.next()?;
                }
                found.extend(value.map(|value| (key, value.to_vec())));
            } else {
                let Some(value) = next.take() else { break };
                found.push(value);
                // Not read in vain: values may be long.
                if found.len() < limit {
                    next = stored.next()?;
                }
            }
        }
        Ok(found)
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// When sled cannot write.
    pub(super) fn clear(&self) -> Result<(), StoreError> {
        self.tree.clear().map_err(failed)
    }
}

/// The values of a range, put together from their parts; those that cannot be vouched for are left out.
struct Values {
    entries: ::sled::Iter,
    peeked: Option<(IVec, IVec)>,
}

impl Values {
    fn pull(&mut self) -> Result<Option<(IVec, IVec)>, StoreError> {
        match self.peeked.take() {
            Some(peeked) => Ok(Some(peeked)),
            None => self.entries.next().transpose().map_err(failed),
        }
    }

    fn next(&mut self) -> Result<Option<Pair>, StoreError> {
        while let Some((part_key, part)) = self.pull()? {
            let Some((key, 0)) = read_part_key(&part_key) else { continue };
            let Some(header) = part.get(..HEADER) else { continue };
            let count = u16::from_be_bytes([header[1], header[2]]);
            let mut bytes = part[HEADER..].to_vec();
            let mut missing = false;
            for number in 1..count {
                match self.pull()? {
                    Some((at, part)) if *at == *self::part_key(&key, number) => {
                        bytes.extend_from_slice(&part);
                    }
                    other => {
                        self.peeked = other;
                        missing = true;
                        break;
                    }
                }
            }
            if let Some(value) = value(&key, header, bytes).filter(|_| !missing) {
                return Ok(Some((key, value)));
            }
        }
        Ok(None)
    }
}

fn parts(key: &[u8], value: &[u8]) -> Vec<Vec<u8>> {
    let compressed = if value.len() >= COMPRESS_FROM { compress(value) } else { None };
    let form = if compressed.is_some() { COMPRESSED } else { PLAIN };
    let mut whole = vec![form; HEADER];
    whole.extend_from_slice(compressed.as_deref().unwrap_or(value));
    let count = whole.len().div_ceil(BLOCK_BYTES_MAX);
    let (Ok(count), Ok(length)) = (u16::try_from(count), u32::try_from(value.len())) else {
        // 450 MB: as if it had not been put.
        return Vec::new();
    };
    whole[1..3].copy_from_slice(&count.to_be_bytes());
    whole[3..7].copy_from_slice(&length.to_be_bytes());
    let crc = checksum(key, form, length, &whole[HEADER..]);
    whole[7..HEADER].copy_from_slice(&crc.to_be_bytes());
    whole.chunks(BLOCK_BYTES_MAX).map(<[u8]>::to_vec).collect()
}

fn value(key: &[u8], header: &[u8], bytes: Vec<u8>) -> Option<Vec<u8>> {
    let length = u32::from_be_bytes(header[3..7].try_into().ok()?);
    let crc = u32::from_be_bytes(header[7..HEADER].try_into().ok()?);
    if crc != checksum(key, header[0], length, &bytes) {
        return None;
    }
    match header[0] {
        PLAIN => Some(bytes),
        COMPRESSED => decompress(&bytes, usize::try_from(length).ok()?),
        _ => None,
    }
}

fn checksum(key: &[u8], form: u8, length: u32, bytes: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(key);
    crc.update(&[form]);
    crc.update(&length.to_be_bytes());
    crc.update(bytes);
    crc.finalize()
}

/// A key in which no byte string ends but at the end, and which sorts as the key does.
fn escape(key: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(key.len() + 4);
    for byte in key {
        escaped.push(*byte);
        if *byte == 0 {
            escaped.push(u8::MAX);
        }
    }
    escaped.extend_from_slice(&[0, 0]);
    escaped
}

fn part_key(key: &[u8], part: u16) -> Vec<u8> {
    let mut escaped = escape(key);
    escaped.extend_from_slice(&part.to_be_bytes());
    escaped
}

fn read_part_key(part_key: &[u8]) -> Option<(Vec<u8>, u16)> {
    let (rest, part) = part_key.split_last_chunk()?;
    let mut rest = rest.strip_suffix(&[0, 0])?.iter();
    let mut key = Vec::new();
    while let Some(byte) = rest.next() {
        key.push(*byte);
        if *byte == 0 && *rest.next()? != u8::MAX {
            return None;
        }
    }
    Some((key, u16::from_be_bytes(*part)))
}

fn failed(error: ::sled::Error) -> StoreError {
    sled_error("the derived values could not be used", 1, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived() -> Derived {
        let db = ::sled::Config::new().temporary(true).open().unwrap();
        Derived::new(db.open_tree("derived").unwrap())
    }

    fn put(key: &[u8], value: Option<Vec<u8>>) -> Put {
        vec![(key.to_vec(), value.map(Into::into))]
    }

    fn all(derived: &Derived) -> Vec<(Vec<u8>, Vec<u8>)> {
        derived.scan(BTreeMap::new(), b"", b"\xff", usize::MAX).unwrap()
    }

    #[test]
    fn keys_sort_as_what_they_stand_for_and_values_of_any_length_come_back() {
        let derived = derived();
        let keys: [&[u8]; 7] = [b"", b"\0", b"\0\0", b"\0\x01", b"a", b"a\0b", b"ab"];
        let noise: Vec<u8> = (0..30_000_u32).map(|n| (n.wrapping_mul(n) >> 7) as u8).collect();
        for (number, key) in keys.iter().enumerate() {
            derived.write(&put(key, Some(noise[..number * 5000].to_vec()))).unwrap();
        }
        let found = all(&derived);
        assert!(found.iter().map(|(key, _)| &key[..]).eq(keys));
        let lengths = found.iter().map(|(_, value)| value.len());
        assert!(lengths.eq((0..7).map(|number| number * 5000)));
        assert!(derived.tree.len() > 12);
        for key in keys {
            derived.write(&put(key, Some(b"short".to_vec()))).unwrap();
        }
        assert_eq!(derived.tree.len(), 7, "nothing of the longer values is left");
        derived.write(&put(b"a", None)).unwrap();
        assert_eq!(derived.scan(BTreeMap::new(), b"\0", b"ab", 9).unwrap().len(), 4);
        assert_eq!(derived.scan(BTreeMap::new(), b"a", b"ab", 9).unwrap()[0].0, b"a\0b");
    }

    #[test]
    fn what_is_newer_stands_in_its_place() {
        let derived = derived();
        for key in [b"a", b"c", b"e"] {
            derived.write(&put(key, Some(b"old".to_vec()))).unwrap();
        }
        let value = |text: &str| Some(text.as_bytes().into());
        let newer = [("b", value("new")), ("c", value("new")), ("e", None), ("f", value("new"))];
        let newer: BTreeMap<_, _> =
            newer.map(|(key, value)| (key.as_bytes().to_vec(), value)).into();
        let found = derived.scan(newer.clone(), b"a", b"z", 9).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|(k, v)| format!("{}{}", k.escape_ascii(), v.escape_ascii()))
            .collect();
        assert_eq!(found, ["aold", "bnew", "cnew", "fnew"]);
        assert_eq!(derived.scan(newer, b"a", b"z", 2).unwrap().len(), 2);
    }

    #[test]
    fn what_is_damaged_is_absent() {
        let derived = derived();
        let noise: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(n) >> 7) as u8).collect();
        for key in [b"a", b"b", b"c"] {
            derived.write(&put(key, Some(noise.clone()))).unwrap();
        }
        let before = all(&derived);
        assert_eq!(before.len(), 3);
        let entries: Vec<_> = derived.tree.iter().map(Result::unwrap).collect();
        for (number, (key, value)) in entries.iter().enumerate() {
            let lost = number / (entries.len() / 3);
            let left: Vec<_> = before
                .iter()
                .enumerate()
                .filter(|(n, _)| *n != lost)
                .map(|(_, v)| v.clone())
                .collect();
            derived.tree.remove(key).unwrap();
            assert_eq!(all(&derived), left, "left out");
            for at in [0, 1, 2, 3, 8, 11, value.len() - 1] {
                let mut doctored = value.to_vec();
                doctored[at] ^= 1;
                derived.tree.insert(key, doctored).unwrap();
                assert_eq!(all(&derived), left, "doctored");
            }
            derived.tree.insert(key, &value[..5]).unwrap();
            assert_eq!(all(&derived), left, "shortened");
            derived.tree.insert(key, value).unwrap();
        }
        derived.tree.insert(&entries[0].0, &entries[entries.len() / 3].1).unwrap();
        assert!(all(&derived).iter().all(|(key, _)| key != b"a"), "another value in its place");
    }
}
