//! Which commit of a stream stands where: the index in sled.
//!
//! ```text
//!   key    name of the stream │ 0 │ number of the chunk, 4 bytes big-endian
//!   value  crc32 4, over key and rest │ positions of at most 128 versions: LEB128, the first whole, then differences
//! ```
//!
//! Version `v` stands in chunk `(v - 1) / 128`. Only the last chunk of a stream is ever written again. The index may know
//! of commits behind the last checkpoint; when a store is opened, the log holds those, and says where they begin.

use ::sled::Tree;

use super::super::{Position, StoreError, Stream};
use super::fault::sled_error;
use crate::rules::ids::Version;

/// How many versions share a chunk.
const CHUNK: u64 = 128;

const CRC: usize = 4;

/// The index.
#[derive(Debug, Clone)]
pub(super) struct Streams {
    tree: Tree,
}

impl Streams {
    /// The index that is kept in this tree.
    pub(super) fn new(tree: Tree) -> Self {
        Self { tree }
    }

    /// Where a stream ends, counting commits up to a position only.
    ///
    /// # Errors
    /// `Damaged` when a chunk cannot be vouched for.
    pub(super) fn version(&self, stream: &Stream, until: Position) -> Result<Version, StoreError> {
        let name = prefix(stream);
        let range = name.clone()..=key(&name, u32::MAX);
        for entry in self.tree.range(range).rev() {
            let (key, value) = entry.map_err(failed)?;
            let positions = decode(&key, &value)?;
            let count = positions.partition_point(|position| *position <= until) as u64;
            if count > 0 {
                return Ok(number(&key)? * CHUNK + count);
            }
        }
        Ok(0)
    }

    /// The positions of a stream's commits between two versions, as far as there are any.
    ///
    /// # Errors
    /// `Damaged` when a chunk cannot be vouched for, or is missing before a later one.
    pub(super) fn positions(
        &self,
        stream: &Stream,
        from: Version,
        to: Version,
    ) -> Result<Vec<Position>, StoreError> {
        let (from, name) = (from.max(1), prefix(stream));
        let mut found = Vec::new();
        if from > to {
            return Ok(found);
        }
        let first = (from - 1) / CHUNK;
        let last = u32::try_from((to - 1) / CHUNK).unwrap_or(u32::MAX);
        let Ok(chunk) = u32::try_from(first) else { return Ok(found) };
        for (chunk, entry) in (first..).zip(self.tree.range(key(&name, chunk)..=key(&name, last))) {
            let (key, value) = entry.map_err(failed)?;
            let positions = decode(&key, &value)?;
            if number(&key)? != chunk {
                return Err(lacking(stream, chunk * CHUNK + 1));
            }
            let versions = chunk * CHUNK + 1..;
            let wanted = versions.zip(positions).filter(|(v, _)| (from..=to).contains(v));
            found.extend(wanted.map(|(_, position)| position));
        }
        Ok(found)
    }

    /// Adds positions to a stream that ends at the version `base`; what the index knew behind that is replaced.
    ///
    /// # Errors
    /// `Damaged` when the index does not know the stream up to `base`.
    pub(super) fn extend(
        &self,
        stream: &Stream,
        base: Version,
        positions: &[Position],
    ) -> Result<(), StoreError> {
        let name = prefix(stream);
        let mut chunk = base / CHUNK;
        let known = usize::try_from(base % CHUNK).unwrap_or(usize::MAX);
        let mut current = Vec::new();
        if known > 0 {
            let key = key(&name, numbered(chunk)?);
            let value = self.tree.get(&key).map_err(failed)?;
            current = value.map_or(Ok(current), |value| decode(&key, &value))?;
            if current.len() < known {
                return Err(lacking(stream, base));
            }
            current.truncate(known);
        }
        let mut rest = positions;
        while !rest.is_empty() {
            let room = usize::try_from(CHUNK).unwrap_or(usize::MAX) - current.len();
            let (now, later) = rest.split_at(room.min(rest.len()));
            current.extend_from_slice(now);
            let key = key(&name, numbered(chunk)?);
            let value = encode(&key, &current);
            self.tree.insert(key, value).map_err(|e| sled_error("sled could not write", 1, e))?;
            (rest, chunk) = (later, chunk + 1);
            current.clear();
        }
        Ok(())
    }

    /// The names of all streams, each once.
    pub(super) fn names(&self) -> impl Iterator<Item = Result<Stream, StoreError>> {
        let mut next: Option<Vec<u8>> = Some(Vec::new());
        std::iter::from_fn(move || {
            let from = next.take()?;
            let (key, _) = match self.tree.range(from..).next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(failed(error))),
            };
            let name = key.len().checked_sub(5).map(|end| &key[..end]);
            let stream = name
                .and_then(|name| std::str::from_utf8(name).ok())
                .and_then(|name| name.parse::<Stream>().ok());
            let Some(stream) = stream else { return Some(Err(unreadable(&key))) };
            let mut behind = prefix(&stream);
            behind.extend_from_slice(&[u8::MAX; 5]);
            next = Some(behind);
            Some(Ok(stream))
        })
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// When sled cannot write.
    pub(super) fn clear(&self) -> Result<(), StoreError> {
        self.tree.clear().map_err(|error| sled_error("sled could not write", 1, error))
    }
}

fn prefix(stream: &Stream) -> Vec<u8> {
    let mut name = stream.to_string().into_bytes();
    name.push(0);
    name
}

fn key(prefix: &[u8], chunk: u32) -> Vec<u8> {
    [prefix, &chunk.to_be_bytes()].concat()
}

fn number(key: &[u8]) -> Result<u64, StoreError> {
    let number = key.last_chunk().ok_or_else(|| unreadable(key))?;
    Ok(u32::from_be_bytes(*number).into())
}

fn numbered(chunk: u64) -> Result<u32, StoreError> {
    u32::try_from(chunk).map_err(|_| StoreError::Damaged {
        position: 1,
        what: "a stream has more commits than can be".to_owned(),
    })
}

fn encode(key: &[u8], positions: &[Position]) -> Vec<u8> {
    let mut value = vec![0; CRC];
    let mut before = 0;
    for position in positions {
        let mut rest = position - before;
        while rest >= 0x80 {
            value.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        value.push(rest.to_le_bytes()[0]);
        before = *position;
    }
    let crc = checksum(key, &value[CRC..]);
    value[..CRC].copy_from_slice(&crc.to_be_bytes());
    value
}

fn decode(key: &[u8], value: &[u8]) -> Result<Vec<Position>, StoreError> {
    let (crc, rest) = value.split_first_chunk().ok_or_else(|| unreadable(key))?;
    if u32::from_be_bytes(*crc) != checksum(key, rest) {
        return Err(unreadable(key));
    }
    let mut positions = Vec::new();
    let (mut position, mut step, mut shift): (Position, u64, u32) = (0, 0, 0);
    for byte in rest {
        step |= u64::from(byte & 0x7f) << shift.min(63);
        shift += 7;
        if byte & 0x80 == 0 {
            position = position.saturating_add(step);
            positions.push(position);
            (step, shift) = (0, 0);
        }
    }
    Ok(positions)
}

fn checksum(key: &[u8], rest: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(key);
    crc.update(rest);
    crc.finalize()
}

fn failed(error: ::sled::Error) -> StoreError {
    sled_error("could not read", 1, error)
}

fn unreadable(key: &[u8]) -> StoreError {
    let name = String::from_utf8_lossy(&key[..key.len().saturating_sub(5)]).into_owned();
    StoreError::Damaged { position: 1, what: format!("the index of the stream {name} is damaged") }
}

fn lacking(stream: &Stream, version: Version) -> StoreError {
    StoreError::Damaged {
        position: 1,
        what: format!("the index of the stream {stream} lacks version {version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::conformance::initiative;
    use super::*;

    fn streams() -> Streams {
        let db = ::sled::Config::new().temporary(true).open().unwrap();
        Streams::new(db.open_tree("streams").unwrap())
    }

    #[test]
    fn positions_come_back_across_chunks() {
        let streams = streams();
        let (a, b) = (initiative("a"), initiative("a1"));
        let all: Vec<Position> = (0..700_u64).map(|n| 3 + n * n * 1000).collect();
        let mut base = 0;
        for part in [1, 126, 1, 1, 127, 200, 0, 244_usize] {
            let from = usize::try_from(base).unwrap();
            streams.extend(&a, base, &all[from..from + part]).unwrap();
            streams.extend(&b, base, &vec![7; part]).unwrap();
            base += part as u64;
            assert_eq!(streams.version(&a, Position::MAX).unwrap(), base);
        }
        assert_eq!(streams.positions(&a, 1, u64::MAX).unwrap(), all);
        for (from, to) in [(1, 1), (128, 128), (128, 129), (129, 256), (5, 600), (700, 900)] {
            let range = from - 1..to.min(700);
            let found = streams.positions(&a, from as u64, to as u64).unwrap();
            assert_eq!(found, all[range]);
        }
        assert!(streams.positions(&a, 701, u64::MAX).unwrap().is_empty());
        assert!(streams.positions(&a, u64::MAX, u64::MAX).unwrap().is_empty());
        assert_eq!(streams.version(&a, all[300]).unwrap(), 301);
        assert_eq!(streams.version(&a, all[128] - 1).unwrap(), 128);
        assert_eq!(streams.version(&a, 2).unwrap(), 0);
        assert_eq!(streams.version(&initiative("b"), Position::MAX).unwrap(), 0);
        let names: Vec<_> = streams.names().collect::<Result<_, _>>().unwrap();
        assert_eq!(names, [a, b]);
    }

    #[test]
    fn what_was_known_too_early_is_replaced() {
        let streams = streams();
        let a = initiative("a");
        streams.extend(&a, 0, &(1..=300).collect::<Vec<_>>()).unwrap();
        streams.extend(&a, 100, &(101..=290).collect::<Vec<_>>()).unwrap();
        assert_eq!(streams.positions(&a, 1, u64::MAX).unwrap(), (1..=290).collect::<Vec<_>>());
        assert!(streams.extend(&initiative("b"), 5, &[6]).is_err(), "a stream without a beginning");
    }

    #[test]
    fn damage_is_noticed() {
        let streams = streams();
        let a = initiative("a");
        streams.extend(&a, 0, &(1..=300).collect::<Vec<_>>()).unwrap();
        let entries: Vec<_> = streams.tree.iter().map(Result::unwrap).collect();
        for (key, value) in &entries[..2] {
            streams.tree.remove(key).unwrap();
            assert!(streams.positions(&a, 1, u64::MAX).is_err(), "left out");
            for at in [0, 4, value.len() - 1] {
                let mut doctored = value.to_vec();
                doctored[at] ^= 1;
                streams.tree.insert(key, doctored).unwrap();
                assert!(streams.positions(&a, 1, u64::MAX).is_err(), "doctored");
            }
            streams.tree.insert(key, value).unwrap();
        }
        streams.tree.insert(&entries[0].0, &entries[1].1).unwrap();
        assert!(streams.positions(&a, 1, u64::MAX).is_err(), "another chunk in its place");
    }
}
