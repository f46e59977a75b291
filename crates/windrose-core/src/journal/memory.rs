//! A journal in memory, for tests of rules and of whatever stands on a journal.
//!
//! It keeps the same frames as an engine on disk, so both give the same chain. Absent on purpose: durability.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::watch;

use super::codec::{self, Decoder};
use super::index::{self, Index};
use super::{
    AppendError, Commit, Derived, Head, Journal, Placed, Position, StoreError, Stream, Verified,
};
use crate::rules::ids::Version;

/// A journal that is gone when it is dropped.
#[derive(Debug)]
pub struct MemoryJournal {
    kept: RwLock<Kept>,
    moved: watch::Sender<Position>,
}

#[derive(Debug)]
struct Kept {
    index: Index,
    frames: Vec<u8>,
    /// Where the frame of each position begins in `frames`; the first is position 1.
    starts: Vec<usize>,
    derived: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl MemoryJournal {
    /// An empty journal.
    pub fn new() -> Self {
        let kept = Kept {
            index: Index::new(),
            frames: Vec::new(),
            starts: Vec::new(),
            derived: BTreeMap::new(),
        };
        Self { kept: RwLock::new(kept), moved: watch::Sender::new(0) }
    }

    fn kept(&self) -> RwLockReadGuard<'_, Kept> {
        // Nothing can panic between the first and the last change of an append, so what is behind the lock is whole.
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryJournal {
    fn default() -> Self {
        Self::new()
    }
}

impl Kept {
    /// The bytes of one position's frame and everything behind it.
    fn from(&self, position: Position) -> &[u8] {
        let index = usize::try_from(position.saturating_sub(1)).unwrap_or(usize::MAX);
        self.starts.get(index).map_or(&[], |start| &self.frames[*start..])
    }

    fn read(&self, from: Position, limit: usize) -> Result<Vec<Placed>, StoreError> {
        let mut decoder = Decoder::within(from);
        let mut found = Vec::new();
        // One frame at a time: feeding everything behind it would copy the journal for a single commit.
        for position in (from..=self.index.head().position).take(limit) {
            let length = self.from(position).len() - self.from(position + 1).len();
            decoder.feed(&self.from(position)[..length]);
            decoder.advance()?;
            found.extend(decoder.frame().map(|frame| frame.placed()).transpose()?);
        }
        Ok(found)
    }

    fn read_one(&self, position: Position) -> Result<Placed, StoreError> {
        let found = self.read(position, 1)?.pop();
        Ok(found.expect("the index names only positions that have been kept"))
    }
}

impl Journal for MemoryJournal {
    fn append(&self, group: &[Commit]) -> Result<Vec<Position>, AppendError> {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if let Err(conflict) = index::check(group, |stream| Ok(kept.index.version(stream))) {
            let repeated = index::repeated(group, |stream, version| {
                let at = kept.index.positions(stream, version, 1);
                at.first().map(|position| kept.read_one(*position)).transpose()
            });
            return repeated.map_err(AppendError::Unknown)?.ok_or(conflict);
        }
        if group.is_empty() {
            return Ok(Vec::new());
        }
        let (mut frames, mut heads, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        let mut head = kept.index.head();
        for commit in group {
            starts.push(kept.frames.len() + frames.len());
            head = codec::encode(commit, head, &mut frames)?;
            heads.push(head);
        }
        kept.frames.append(&mut frames);
        kept.starts.append(&mut starts);
        for (commit, head) in group.iter().zip(&heads) {
            let pushed = kept.index.push(*head, commit.stream.clone(), commit.version);
            pushed.expect("the group was checked against this index");
        }
        self.moved.send_replace(head.position);
        Ok(heads.into_iter().map(|head| head.position).collect())
    }

    fn read_stream(
        &self,
        stream: &Stream,
        from: Version,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        let kept = self.kept();
        let positions = kept.index.positions(stream, from, limit);
        positions.iter().map(|position| kept.read_one(*position)).collect()
    }

    fn read_all(&self, from: Position, limit: usize) -> Result<Vec<Placed>, StoreError> {
        self.kept().read(from.max(1), limit)
    }

    fn head(&self) -> Head {
        self.kept().index.head()
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.moved.subscribe()
    }

    fn derived_put(&self, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<(), StoreError> {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        for (key, value) in values {
            match value {
                Some(value) => kept.derived.insert(key, value),
                None => kept.derived.remove(&key),
            };
        }
        Ok(())
    }

    fn derived_scan(
        &self,
        from: &[u8],
        before: &[u8],
        limit: usize,
    ) -> Result<Vec<Derived>, StoreError> {
        if from >= before {
            return Ok(Vec::new());
        }
        let kept = self.kept();
        let range = (Bound::Included(from), Bound::Excluded(before));
        let found = kept.derived.range::<[u8], _>(range).take(limit);
        Ok(found.map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    fn verify(&self) -> Result<Verified, StoreError> {
        let kept = self.kept();
        let mut decoder = Decoder::after(codec::genesis());
        let mut seen = Index::new();
        decoder.feed(&kept.frames);
        while decoder.advance()? {
            let frame = decoder.frame().expect("the decoder has just moved to it");
            let Placed { commit, .. } = frame.placed()?;
            seen.push(frame.head, commit.stream, commit.version)?;
        }
        decoder.finish()?;
        Ok(Verified { commits: seen.head().position, head: seen.head() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::conformance::{Made, conformance};
    use super::*;

    conformance!(memory, || Made::new(MemoryJournal::new(), None));
}
