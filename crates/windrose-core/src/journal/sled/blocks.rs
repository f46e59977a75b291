//! How frames lie in sled's tree.
//!
//! ```text
//!   key    position of the block's first frame, 8 bytes big-endian │ part, 1 byte
//!   value  at most 7 KiB: consecutive whole frames of one group, or (part 0, 1, 2 …) the pieces of one larger frame
//! ```
//!
//! Blocks and not one key per commit, because sled's cost is per key; small ones, because sled moves values from about
//! 8 KiB on to files of their own, which it never syncs.

use std::ops::Range;

use ::sled::{Batch, Tree};

use super::super::codec::{COMMIT_BYTES_MAX, Decoder, Frame, HEADER_BYTES};
use super::super::{Head, Placed, Position, StoreError};
use super::fault::sled_error;

/// The largest value. sled holds up to 16 values in a leaf and moves leaves of 128 KiB to the unsynced files.
pub(super) const BLOCK_BYTES_MAX: usize = 7 * 1024;

const PART_MAX: u8 = u8::MAX;
const _: () = assert!(
    (COMMIT_BYTES_MAX + HEADER_BYTES).div_ceil(BLOCK_BYTES_MAX) <= PART_MAX as usize + 1,
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

/// Cuts the frames of a group, the first of which has position `first`, into blocks.
pub(super) fn batch(first: Position, frames: &[u8], ends: &[usize]) -> Batch {
    let mut batch = Batch::default();
    for (position, range) in cut(first, ends) {
        for (part, piece) in (0..=PART_MAX).zip(frames[range].chunks(BLOCK_BYTES_MAX)) {
            batch.insert(&key(position, part), piece);
        }
    }
    batch
}

/// The blocks: each of whole frames that fit, or of one frame that does not.
fn cut(first: Position, ends: &[usize]) -> Vec<(Position, Range<usize>)> {
    let mut blocks: Vec<(Position, Range<usize>)> = Vec::new();
    let mut start = 0;
    for (position, &end) in (first..).zip(ends) {
        match blocks.last_mut() {
            Some((_, block)) if end - block.start <= BLOCK_BYTES_MAX => block.end = end,
            _ => blocks.push((position, start..end)),
        }
        start = end;
    }
    blocks
}

/// Walks over the frames of a tree in their order and checks every one.
pub(super) struct Walk {
    values: ::sled::Iter,
    decoder: Decoder,
    /// The block whose pieces are being read.
    block: Option<(Position, u8)>,
    until: Position,
}

impl Walk {
    /// Walks from the beginning to a position; frames behind it are not looked at.
    pub(super) fn start(tree: &Tree, genesis: Head, until: Position) -> Self {
        let values = tree.range(..=key(until, PART_MAX));
        Self { values, decoder: Decoder::after(genesis), block: None, until }
    }

    /// Walks from the beginning of the block that holds `from`, up to `until`.
    pub(super) fn from(tree: &Tree, from: Position, until: Position) -> Result<Self, StoreError> {
        let before = tree.range(..=key(from, PART_MAX)).next_back().transpose();
        let before = before.map_err(|error| sled_error("could not read", from, error))?;
        let block = before.and_then(|(key, _)| read_key(&key)).map_or(from, |(block, _)| block);
        let values = tree.range(key(block, 0)..=key(until, PART_MAX));
        Ok(Self { values, decoder: Decoder::within(block), block: None, until })
    }

    /// The position that [`Walk::next`] will move to.
    pub(super) fn next_position(&self) -> Position {
        self.decoder.next_position()
    }

    /// Moves on to a position and reads the commit there.
    ///
    /// # Errors
    /// `Damaged`, also when the journal does not hold the position or the walk is already past it.
    pub(super) fn placed_at(&mut self, position: Position) -> Result<Placed, StoreError> {
        while let Some(frame) = self.next()? {
            if frame.head.position == position {
                return frame.placed();
            }
        }
        Err(StoreError::Damaged { position, what: "it is missing".to_owned() })
    }

    /// Moves to the next frame; `None` at the end.
    ///
    /// # Errors
    /// `Damaged` with the first position that cannot be vouched for.
    pub(super) fn next(&mut self) -> Result<Option<Frame<'_>>, StoreError> {
        let position = self.decoder.next_position();
        if position > self.until {
            return Ok(None);
        }
        while !self.decoder.advance()? {
            let Some(entry) = self.values.next() else {
                self.decoder.finish()?;
                return Ok(None);
            };
            let (key, value) = entry.map_err(|e| sled_error("could not read", position, e))?;
            let block = read_key(&key);
            let fits = match (block, self.block) {
                (Some((at, 0)), _) => at == position && self.decoder.is_between_frames(),
                (Some((at, part)), Some((block, before))) => {
                    at == block && part == before + 1 && !self.decoder.is_between_frames()
                }
                _ => false,
            };
            if !fits {
                let what = "the block that holds it is missing, or another stands in its place";
                return Err(StoreError::Damaged { position, what: what.to_owned() });
            }
            self.block = block;
            self.decoder.feed(&value);
        }
        Ok(self.decoder.frame())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_frames_share_a_block_and_large_ones_stand_alone() {
        let ends = [3000, 6000, 7168, 7169, 20_000, 20_010];
        let blocks = cut(5, &ends);
        assert_eq!(
            blocks,
            [(5, 0..7168), (8, 7168..7169), (9, 7169..20_000), (10, 20_000..20_010)]
        );
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
}
