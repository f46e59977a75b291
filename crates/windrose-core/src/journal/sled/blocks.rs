//! How frames lie in sled's tree.
//!
//! ```text
//!   key    position of the block's first frame, 8 bytes big-endian │ part, 1 byte
//!   value  at most 7 KiB: part 0, 1, 2 … of a block
//!   block  consecutive whole frames as they are, beginning with "W"; or
//!          "Z" │ length of the frames 4 │ the frames, compressed by zstd
//! ```
//!
//! Blocks and not one key per commit, because sled's cost is per key and because frames compress only together. Only a
//! frame that fits in no block has several parts. Values are small because sled moves them, from about 8 KiB on, to files
//! of their own, which it never syncs.

use ::sled::{IVec, Tree};

use super::super::codec::{self, COMMIT_BYTES_MAX, Decoder, HEADER_BYTES};
use super::super::{Head, Position, StoreError};
use super::fault::sled_error;
use super::zip::decompress;

/// The largest value. sled holds up to 16 values in a leaf and moves leaves of 128 KiB to the unsynced files.
pub(super) const BLOCK_BYTES_MAX: usize = 7 * 1024;

/// As many bytes of frames go into one block, if they fit once compressed.
pub(super) const RAW_BYTES_MAX: usize = 28 * 1024;

/// Level 1: level 3 makes blocks of such text a few percent smaller at twice the price.
const LEVEL: i32 = 1;

const COMPRESSED: u8 = b'Z';
const COMPRESSED_HEADER: usize = 5;
const PART_MAX: u8 = u8::MAX;
const FRAME_BYTES_MAX: usize = COMMIT_BYTES_MAX + HEADER_BYTES;
const _: () = assert!(
    FRAME_BYTES_MAX.div_ceil(BLOCK_BYTES_MAX) <= PART_MAX as usize + 1,
    "every commit must fit in the parts that a key can number"
);

fn key(position: Position, part: u8) -> [u8; 9] {
    let mut key = [part; 9];
    key[..8].copy_from_slice(&position.to_be_bytes());
    key
}

fn read_key(key: &[u8]) -> Option<(Position, u8)> {
    let (position, part) = key.split_first_chunk()?;
    let &[part] = part else { return None };
    Some((Position::from_be_bytes(*position), part))
}

/// Makes blocks out of frames.
pub(super) struct Packer {
    tree: Tree,
    zstd: zstd::bulk::Compressor<'static>,
    /// How many bytes of frames fitted in a block lately.
    fitting: usize,
}

impl Packer {
    /// Makes blocks in this tree.
    ///
    /// # Errors
    /// When zstd has no memory.
    pub(super) fn new(tree: Tree) -> Result<Self, StoreError> {
        let zstd = zstd::bulk::Compressor::new(LEVEL);
        let zstd = zstd.map_err(|source| StoreError::Io {
            what: "could not prepare to compress".to_owned(),
            source,
        })?;
        Ok(Self { tree, zstd, fitting: RAW_BYTES_MAX })
    }

    /// As many bytes of frames make a block worth while.
    pub(super) fn wants(&self) -> usize {
        self.fitting
    }

    /// Writes one block with as many of these frames as it takes; answers how many these were. `ends` says where each of
    /// them ends, `first` is the position of the first.
    ///
    /// # Errors
    /// When sled cannot write.
    pub(super) fn write(
        &mut self,
        first: Position,
        frames: &[u8],
        ends: &[usize],
    ) -> Result<usize, StoreError> {
        let mut wanted = self.fitting;
        loop {
            let count = ends.partition_point(|end| *end <= wanted).max(1);
            let raw = &frames[..ends[count - 1]];
            let mut block = vec![0; COMPRESSED_HEADER + zstd::zstd_safe::compress_bound(raw.len())];
            let room = &mut block[COMPRESSED_HEADER..];
            let length = self.zstd.compress_to_buffer(raw, room);
            let length = length.map_err(|source| StoreError::Io {
                what: "could not compress".to_owned(),
                source,
            })?;
            block.truncate(COMPRESSED_HEADER + length);
            block[0] = COMPRESSED;
            let raw_length = u32::try_from(raw.len()).expect("a block is much shorter");
            block[1..COMPRESSED_HEADER].copy_from_slice(&raw_length.to_be_bytes());
            let value = if block.len() < raw.len() { &block[..] } else { raw };
            if value.len() > BLOCK_BYTES_MAX && count > 1 {
                // In proportion, and a little less, so that the next attempt mostly fits.
                wanted = (raw.len() - 1).min(raw.len() * BLOCK_BYTES_MAX / value.len() * 15 / 16);
                self.fitting = wanted.max(BLOCK_BYTES_MAX);
                continue;
            }
            for (part, piece) in (0..=PART_MAX).zip(value.chunks(BLOCK_BYTES_MAX)) {
                let written = self.tree.insert(key(first, part), piece);
                written.map_err(|error| sled_error("sled could not write", first, error))?;
            }
            if value.len() < BLOCK_BYTES_MAX * 7 / 8 {
                self.fitting = (self.fitting + self.fitting / 8).min(RAW_BYTES_MAX);
            }
            return Ok(count);
        }
    }
}

/// Removes every block that begins behind a position.
pub(super) fn cut_behind(tree: &Tree, last: Position) -> Result<(), StoreError> {
    for entry in tree.range(key(last.saturating_add(1), 0)..).keys() {
        let removed = entry.and_then(|key| tree.remove(key));
        removed.map_err(|error| sled_error("sled could not write", last, error))?;
    }
    Ok(())
}

/// A block's frames.
#[derive(Debug)]
pub(super) struct Block {
    /// The position of the first.
    pub(super) first: Position,
    /// The frames.
    pub(super) frames: Vec<u8>,
}

impl Block {
    /// The block that holds a position, or the last one before it.
    ///
    /// # Errors
    /// `Damaged` when it cannot be read.
    pub(super) fn holding(tree: &Tree, position: Position) -> Result<Option<Self>, StoreError> {
        let last = tree.range(..=key(position, PART_MAX)).next_back().transpose();
        let last = last.map_err(|error| sled_error("could not read", position, error))?;
        let Some((key, value)) = last else { return Ok(None) };
        match read_key(&key) {
            Some((first, 0)) => Self::read(first, &value).map(Some),
            Some((first, _)) => Blocks::from(tree, first).next(first),
            None => Err(out_of_place(position)),
        }
    }

    /// The last block.
    pub(super) fn last(tree: &Tree) -> Result<Option<Self>, StoreError> {
        Self::holding(tree, Position::MAX)
    }

    fn read(first: Position, value: &[u8]) -> Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::Damaged { position: first, what: what.to_owned() };
        let frames = match value.split_at_checked(COMPRESSED_HEADER) {
            Some((header, compressed)) if header[0] == COMPRESSED => {
                let length = u32::from_be_bytes(header[1..].try_into().expect("four bytes"));
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                if length > FRAME_BYTES_MAX.max(RAW_BYTES_MAX) {
                    return Err(damaged("its block claims to be larger than any block"));
                }
                decompress(compressed, length)
                    .ok_or_else(|| damaged("its block cannot be decompressed"))?
            }
            _ => value.to_vec(),
        };
        Ok(Self { first, frames })
    }

    /// The frame of a position and everything behind it; `None` when it is not in this block.
    pub(super) fn frames_from(&self, position: Position) -> Option<&[u8]> {
        codec::skip(&self.frames, position.checked_sub(self.first)?)
    }

    /// Checks all frames and answers the head after the last.
    ///
    /// # Errors
    /// `Damaged` with the first position that cannot be vouched for.
    pub(super) fn head(&self) -> Result<Head, StoreError> {
        let mut decoder = Decoder::within(self.first);
        decoder.feed(&self.frames);
        let mut head = None;
        while decoder.advance()? {
            head = decoder.frame().map(|frame| frame.head);
        }
        decoder.finish()?;
        head.ok_or_else(|| out_of_place(self.first))
    }
}

/// Blocks, one after another.
pub(super) struct Blocks {
    values: ::sled::Iter,
    peeked: Option<(Position, u8, IVec)>,
}

impl Blocks {
    /// The blocks from the one that begins at this position on.
    pub(super) fn from(tree: &Tree, first: Position) -> Self {
        Self { values: tree.range(key(first, 0)..), peeked: None }
    }

    fn pull(&mut self, near: Position) -> Result<Option<(Position, u8, IVec)>, StoreError> {
        if let Some(peeked) = self.peeked.take() {
            return Ok(Some(peeked));
        }
        let entry = self.values.next().transpose();
        let entry = entry.map_err(|error| sled_error("could not read", near, error))?;
        let Some((key, value)) = entry else { return Ok(None) };
        let (first, part) = read_key(&key).ok_or_else(|| out_of_place(near))?;
        Ok(Some((first, part, value)))
    }

    /// The next block, which has to begin at this position; `None` at the end.
    ///
    /// # Errors
    /// `Damaged` when another one comes, or it cannot be read.
    pub(super) fn next(&mut self, position: Position) -> Result<Option<Block>, StoreError> {
        let (first, value) = match self.pull(position)? {
            None => return Ok(None),
            Some((first, 0, value)) if first == position => (first, value),
            Some(_) => return Err(out_of_place(position)),
        };
        let mut whole = value.to_vec();
        for part in 1..=PART_MAX {
            match self.pull(position)? {
                Some((at, number, piece)) if at == first && number == part => {
                    whole.extend_from_slice(&piece);
                }
                other => {
                    self.peeked = other;
                    break;
                }
            }
        }
        Block::read(first, &whole).map(Some)
    }
}

fn out_of_place(position: Position) -> StoreError {
    let what = "the block that holds it is missing, or another stands in its place";
    StoreError::Damaged { position, what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let db = ::sled::Config::new().temporary(true).open().unwrap();
        db.open_tree("commits").unwrap()
    }

    /// Bytes that do not compress.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_compresses_shares_a_block_and_no_value_is_too_large() {
        let (text, noise) = (b"all work and no play ".repeat(10_000), noise(200_000));
        for (frames, least) in [(&text[..200_000], RAW_BYTES_MAX - 1000), (&noise, 5000)] {
            let tree = tree();
            let mut packer = Packer::new(tree.clone()).unwrap();
            let mut ends: Vec<usize> = (1..=160).map(|n| n * 1000).collect();
            ends.push(200_000);
            let (mut first, mut at, mut sizes) = (1, 0, Vec::new());
            while !ends.is_empty() {
                let count = packer.write(first, &frames[at..], &ends).unwrap();
                let block = Block::holding(&tree, first + count as u64 - 1).unwrap().unwrap();
                assert_eq!(block.first, first);
                assert!(block.frames == frames[at..at + ends[count - 1]]);
                let end = ends[count - 1];
                sizes.push(end);
                ends.drain(..count);
                ends.iter_mut().for_each(|later| *later -= end);
                (first, at) = (first + count as u64, at + end);
            }
            let values = tree.iter().values().map(|value| value.unwrap().len());
            assert!(values.max().unwrap() <= BLOCK_BYTES_MAX);
            let full = sizes.iter().filter(|size| **size >= least).count();
            assert!(full >= sizes.len() - 3, "{sizes:?}");
            assert_eq!(sizes.last(), Some(&40_000), "the large one stands alone");
        }
    }

    #[test]
    fn keys_sort_as_positions_and_parts_do() {
        let keys = [key(1, 0), key(1, 1), key(1, 255), key(2, 0), key(256, 0), key(1 << 40, 3)];
        assert!(keys.is_sorted());
        for at in keys {
            assert_eq!(read_key(&at).map(|(position, part)| key(position, part)), Some(at));
        }
        assert_eq!(read_key(b"too short"), Some((u64::from_be_bytes(*b"too shor"), b't')));
        assert_eq!(read_key(b"short"), None);
    }

    #[test]
    fn cutting_leaves_what_begins_before() {
        let tree = tree();
        for position in 1..10 {
            tree.insert(key(position, 0), b"W").unwrap();
            tree.insert(key(position, 1), b"W").unwrap();
        }
        cut_behind(&tree, 6).unwrap();
        let left = tree.iter().keys().map(|key| read_key(&key.unwrap()).unwrap());
        assert!(left.eq((1..=6).flat_map(|position| [(position, 0), (position, 1)])));
        cut_behind(&tree, Position::MAX).unwrap();
    }
}
