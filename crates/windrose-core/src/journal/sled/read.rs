//! Reading frames, wherever they are: in sled's blocks or still on their way there.

use ::sled::Tree;

use super::super::codec::{Decoder, Frame};
use super::super::{Placed, Position, StoreError, Stream};
use super::blocks::{Block, Blocks};
use super::streams::Streams;
use super::tail::{Snapshot, Tail};
use crate::rules::ids::Version;

/// Walks over frames in their order and checks every one.
pub(super) struct Walk {
    blocks: Blocks,
    /// The block that the walk begins within.
    begin: Option<Block>,
    snapshot: Snapshot,
    decoder: Decoder,
    until: Position,
}

impl Walk {
    /// Walks from a position to another.
    ///
    /// # Errors
    /// `Damaged` when the block that the walk begins within cannot be read.
    pub(super) fn new(
        tree: &Tree,
        snapshot: Snapshot,
        from: Position,
        until: Position,
    ) -> Result<Self, StoreError> {
        let begin =
            if from <= snapshot.stored.position { Block::holding(tree, from)? } else { None };
        let begin = begin.filter(|block| block.frames_from(from).is_some());
        let first = begin.as_ref().map_or(from, |block| block.first);
        // Of the block that is at hand already, nothing is read again.
        let behind = begin.as_ref().map_or(from, |block| block.first + 1);
        let decoder = Decoder::within(first);
        Ok(Self { blocks: Blocks::from(tree, behind), begin, snapshot, decoder, until })
    }

    /// Walks from the beginning, so that the chain is checked from its first link.
    pub(super) fn whole(tree: &Tree, snapshot: Snapshot) -> Self {
        let until = snapshot.head.position;
        let decoder = Decoder::after(super::super::codec::genesis());
        Self { blocks: Blocks::from(tree, 1), begin: None, snapshot, decoder, until }
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
        Err(missing(position))
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
            // A block holds whole frames.
            self.decoder.finish()?;
            if let Some(block) = self.begin.take() {
                self.decoder.feed(&block.frames);
            } else if position <= self.snapshot.stored.position {
                let block = self.blocks.next(position)?.ok_or_else(|| missing(position))?;
                self.decoder.feed(&block.frames);
            } else {
                let group = self.snapshot.group(position);
                let frames = group.and_then(|group| group.frames_from(position));
                self.decoder.feed(frames.ok_or_else(|| missing(position))?);
            }
        }
        Ok(self.decoder.frame())
    }
}

/// Reads the commits of a stream, which stand at these positions: `from` is the version of the first.
///
/// # Errors
/// `Damaged` when something else stands at one of them.
pub(super) fn stream(
    tree: &Tree,
    snapshot: &Snapshot,
    stream: &Stream,
    from: Version,
    positions: &[Position],
) -> Result<Vec<Placed>, StoreError> {
    let mut found = Vec::with_capacity(positions.len());
    // Neighbours share a block.
    let mut block: Option<Block> = None;
    for (version, &position) in (from..).zip(positions) {
        let placed = if position <= snapshot.stored.position {
            let near = block.take().filter(|block| block.frames_from(position).is_some());
            let near = match near {
                Some(near) => near,
                None => Block::holding(tree, position)?.ok_or_else(|| missing(position))?,
            };
            let frames = near.frames_from(position).ok_or_else(|| missing(position))?;
            let placed = one(position, frames)?;
            block = Some(near);
            placed
        } else {
            let frame = snapshot.group(position).and_then(|group| group.frame(position));
            one(position, frame.ok_or_else(|| missing(position))?)?
        };
        if placed.commit.stream != *stream || placed.commit.version != version {
            let what = format!("version {version} of the stream {stream} does not stand there");
            return Err(StoreError::Damaged { position, what });
        }
        found.push(placed);
    }
    Ok(found)
}

/// Reads the first of these frames, which has this position.
fn one(position: Position, frames: &[u8]) -> Result<Placed, StoreError> {
    let mut decoder = Decoder::within(position);
    decoder.feed(super::super::codec::first(frames));
    if !decoder.advance()? {
        decoder.finish()?;
    }
    decoder.frame().ok_or_else(|| missing(position))?.placed()
}

/// Writes what a tail knows of streams into the index.
///
/// # Errors
/// When sled cannot write, or the index is damaged.
pub(super) fn write_index(streams: &Streams, tail: &mut Tail) -> Result<(), StoreError> {
    for (stream, latest) in tail.leave().streams.iter() {
        streams.extend(stream, latest.base, &latest.positions)?;
    }
    tail.left();
    Ok(())
}

fn missing(position: Position) -> StoreError {
    StoreError::Damaged { position, what: "it is missing".to_owned() }
}
