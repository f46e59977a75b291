//! Which commits stand where, kept in memory; and, for every engine, the check that a group fits.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{AppendError, Commit, Head, Placed, Position, StoreError, Stream, codec};
use crate::rules::ids::Version;

/// The positions of every stream's commits, and the head.
#[derive(Debug)]
pub(super) struct Index {
    head: Head,
    /// The commit of version `n` stands at the position with the number `n - 1`. Commit ids are not kept: they are
    /// needed only where a group does not fit, and are then read from the journal.
    streams: HashMap<Stream, Vec<Position>>,
}

impl Index {
    pub(super) fn new() -> Self {
        Self { head: codec::genesis(), streams: HashMap::new() }
    }

    pub(super) fn head(&self) -> Head {
        self.head
    }

    /// The positions of at most `limit` commits of a stream, from a version on.
    pub(super) fn positions(&self, stream: &Stream, from: Version, limit: usize) -> &[Position] {
        let all = self.streams.get(stream).map_or(&[][..], Vec::as_slice);
        let from = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX).min(all.len());
        &all[from..from.saturating_add(limit).min(all.len())]
    }

    /// Where a stream ends; 0 when there is none.
    pub(super) fn version(&self, stream: &Stream) -> Version {
        self.streams.get(stream).map_or(0, |positions| positions.len() as u64)
    }

    /// Takes note of one more commit.
    ///
    /// # Errors
    /// `Damaged` when its stream does not end right before it.
    pub(super) fn push(
        &mut self,
        head: Head,
        stream: Stream,
        version: Version,
    ) -> Result<(), StoreError> {
        let positions = self.streams.entry(stream).or_default();
        let ends = positions.len() as u64;
        if version != ends + 1 {
            return Err(StoreError::Damaged {
                position: head.position,
                what: format!("it is version {version} of a stream that ends at version {ends}"),
            });
        }
        positions.push(head.position);
        self.head = head;
        Ok(())
    }
}

/// Does every stream end where its next commit says? `version` tells where a stream ends.
///
/// # Errors
/// `Conflict` with the first commit that does not fit, `Unknown` when `version` fails.
pub(super) fn check(
    group: &[Commit],
    version: impl Fn(&Stream) -> Result<Version, StoreError>,
) -> Result<(), AppendError> {
    let mut ends: HashMap<&Stream, Version> = HashMap::new();
    for commit in group {
        let end = match ends.entry(&commit.stream) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                new.insert(version(&commit.stream).map_err(AppendError::Unknown)?)
            }
        };
        if commit.version != *end + 1 {
            return Err(AppendError::Conflict {
                stream: commit.stream.clone(),
                expected: commit.version.saturating_sub(1),
                actual: *end,
            });
        }
        *end += 1;
    }
    Ok(())
}

/// The positions of a group that stands in the journal already, commit for commit; `None` when any of it does not.
/// A group is appended whole, so a group of which only a part is there was never this group. `read` reads the commit of
/// a stream at a version, if there is one.
///
/// # Errors
/// When a commit cannot be read.
pub(super) fn repeated(
    group: &[Commit],
    read: impl Fn(&Stream, Version) -> Result<Option<Placed>, StoreError>,
) -> Result<Option<Vec<Position>>, StoreError> {
    let mut positions = Vec::with_capacity(group.len());
    for commit in group {
        if commit.version == 0 {
            return Ok(None);
        }
        match read(&commit.stream, commit.version)? {
            Some(found) if found.commit.id == commit.id => positions.push(found.position),
            _ => return Ok(None),
        }
    }
    Ok(Some(positions))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_with_a_gap_or_a_repetition_is_damage() {
        let mut index = Index::new();
        let at = |position| Head { position, ..codec::genesis() };
        index.push(at(1), Stream::Access, 1).unwrap();
        for (position, version) in [(2, 0), (2, 1), (2, 3)] {
            let error = index.push(at(position), Stream::Access, version).unwrap_err();
            assert!(matches!(error, StoreError::Damaged { position: 2, .. }), "{error}");
        }
        index.push(at(2), Stream::Access, 2).unwrap();
        assert_eq!(index.positions(&Stream::Access, 1, usize::MAX), [1, 2]);
    }
}
