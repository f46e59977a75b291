//! What was acknowledged and is not yet in sled: it is read from here.
//!
//! ```text
//!   positions   1 … stored │ stored + 1 … head
//!   frames      sled       │ pending groups
//!   streams     sled       │ fresh and leaving: positions by stream
//!   derived     sled       │ fresh and leaving: values by key
//! ```
//!
//! The applier first writes into sled and then takes away from here, so whoever looks here first and into sled
//! afterwards misses nothing. What leaves with a checkpoint is put aside as a whole while it is being written.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::mem;
use std::ops::Bound;
use std::sync::Arc;

use super::super::{Commit, Head, Position, Stream};
use super::log::segment::RECORD_HEADER;
use crate::rules::ids::{Digest, Version};

/// A group as it was written to the log.
#[derive(Debug)]
pub(super) struct Group {
    first: Position,
    /// The whole record; frames begin behind its header.
    record: Vec<u8>,
    /// Where each frame ends in the record, and the chain there.
    ends: Vec<(usize, Digest)>,
}

impl Group {
    /// The frames of a record; `ends` says where each ends within it.
    pub(super) fn new(first: Position, record: Vec<u8>, ends: Vec<(usize, Digest)>) -> Self {
        Self { first, record, ends }
    }

    fn last(&self) -> Position {
        self.first + self.ends.len() as u64 - 1
    }

    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).map_or(RECORD_HEADER, |before| self.ends[before].0)
    }

    /// Its number in this group, if the position stands in it.
    fn number(&self, position: Position) -> Option<usize> {
        let number = usize::try_from(position.checked_sub(self.first)?).ok()?;
        (number < self.ends.len()).then_some(number)
    }

    /// The frames from a position on.
    pub(super) fn frames_from(&self, position: Position) -> Option<&[u8]> {
        Some(&self.record[self.start(self.number(position)?)..])
    }

    /// The frame of a position.
    pub(super) fn frame(&self, position: Position) -> Option<&[u8]> {
        let number = self.number(position)?;
        Some(&self.record[self.start(number)..self.ends[number].0])
    }

    /// The frames from a position on, one by one, each with the head after it.
    pub(super) fn each_from(&self, position: Position) -> impl Iterator<Item = (&[u8], Head)> {
        let number = usize::try_from(position.saturating_sub(self.first)).unwrap_or(usize::MAX);
        (number..self.ends.len()).map(|number| {
            let (end, chain) = self.ends[number];
            let position = self.first + number as u64;
            (&self.record[self.start(number)..end], Head { position, chain })
        })
    }
}

/// The positions of a stream's latest commits.
#[derive(Debug)]
pub(super) struct Latest {
    /// The version before the first of them.
    pub(super) base: Version,
    /// Where they stand.
    pub(super) positions: Vec<Position>,
}

impl Latest {
    fn version(&self) -> Version {
        self.base + self.positions.len() as u64
    }
}

/// Streams with what was added to each.
pub(super) type Added = HashMap<Stream, Latest>;

/// A derived value, or `None` where it was removed.
pub(super) type Value = Option<Arc<[u8]>>;

/// What was put at once.
pub(super) type Put = Vec<(Vec<u8>, Value)>;

/// What a checkpoint has to write.
#[derive(Debug)]
pub(super) struct Leaving {
    /// What was added to streams.
    pub(super) streams: Arc<Added>,
    /// What was put, in its order.
    pub(super) puts: Vec<Put>,
}

/// See the top of this file.
#[derive(Debug)]
pub(super) struct Tail {
    head: Head,
    stored: Head,
    pending: VecDeque<Arc<Group>>,
    pending_bytes: usize,
    /// Of these, the bytes of frames that sled does not hold.
    unstored: usize,
    fresh: Added,
    leaving: Arc<Added>,
    fresh_derived: BTreeMap<Vec<u8>, Value>,
    leaving_derived: BTreeMap<Vec<u8>, Value>,
    puts: Vec<Put>,
    put_bytes: usize,
}

/// What a reader of frames needs: everything from `stored` on.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// Where the journal ends.
    pub(super) head: Head,
    /// Up to where sled holds the frames.
    pub(super) stored: Head,
    /// The groups with the frames behind that.
    pub(super) pending: VecDeque<Arc<Group>>,
}

impl Snapshot {
    /// The group that holds a position, when sled does not.
    pub(super) fn group(&self, position: Position) -> Option<&Arc<Group>> {
        let at = self.pending.partition_point(|group| group.last() < position);
        self.pending.get(at).filter(|group| group.first <= position)
    }
}

impl Tail {
    /// A journal that is wholly in sled.
    pub(super) fn new(stored: Head) -> Self {
        Self {
            head: stored,
            stored,
            pending: VecDeque::new(),
            pending_bytes: 0,
            unstored: 0,
            fresh: Added::new(),
            leaving: Arc::default(),
            fresh_derived: BTreeMap::new(),
            leaving_derived: BTreeMap::new(),
            puts: Vec::new(),
            put_bytes: 0,
        }
    }

    /// Where the journal ends.
    pub(super) fn head(&self) -> Head {
        self.head
    }

    /// The bytes of frames that are not in sled.
    pub(super) fn unstored(&self) -> usize {
        self.unstored
    }

    /// The bytes of groups that are kept here.
    pub(super) fn pending_bytes(&self) -> usize {
        self.pending_bytes
    }

    /// The bytes of derived values that wait for a checkpoint.
    pub(super) fn put_bytes(&self) -> usize {
        self.put_bytes
    }

    /// Does a checkpoint have anything to write but frames?
    pub(super) fn has_put(&self) -> bool {
        !self.puts.is_empty()
    }

    /// Adds a group that is on the disk.
    pub(super) fn push(&mut self, group: Group, head: Head) {
        self.pending_bytes += group.record.len();
        let first = group.first.max(self.stored.position + 1);
        self.unstored += group.frames_from(first).map_or(0, <[u8]>::len);
        self.pending.push_back(Arc::new(group));
        self.head = head;
    }

    /// Takes note that a commit of a stream stands at a position.
    pub(super) fn index(&mut self, stream: &Stream, version: Version, position: Position) {
        let latest = match self.fresh.get_mut(stream) {
            Some(latest) => latest,
            None => self
                .fresh
                .entry(stream.clone())
                .or_insert(Latest { base: version.saturating_sub(1), positions: Vec::new() }),
        };
        debug_assert_eq!(latest.version() + 1, version, "a group is checked before it is written");
        latest.positions.push(position);
    }

    /// Takes note of a whole group's commits.
    pub(super) fn index_group(&mut self, group: &[Commit], first: Position) {
        for (commit, position) in group.iter().zip(first..) {
            self.index(&commit.stream, commit.version, position);
        }
    }

    /// Where a stream ends, when that is not in sled.
    pub(super) fn version(&self, stream: &Stream) -> Option<Version> {
        let latest = self.fresh.get(stream).or_else(|| self.leaving.get(stream));
        latest.map(Latest::version)
    }

    /// The positions of a stream's commits between two versions that are not in sled, and the first version that they
    /// begin with; `None` when sled has all of them.
    pub(super) fn positions(
        &self,
        stream: &Stream,
        from: Version,
        to: Version,
    ) -> Option<(Version, Vec<Position>)> {
        let parts = [self.leaving.get(stream), self.fresh.get(stream)];
        let begin = parts.iter().flatten().map(|latest| latest.base + 1).next()?;
        let mut found = Vec::new();
        for latest in parts.into_iter().flatten() {
            let versions = latest.base + 1..;
            let wanted = versions.zip(&latest.positions).filter(|(v, _)| (from..=to).contains(v));
            found.extend(wanted.map(|(_, position)| *position));
        }
        Some((begin, found))
    }

    /// Up to where sled holds the frames.
    pub(super) fn stored_head(&self) -> Head {
        self.stored
    }

    /// Up to where sled holds the frames, and the first groups behind that, with more than `bytes` if there are as many.
    pub(super) fn oldest(&self, bytes: usize) -> (Head, Vec<Arc<Group>>) {
        let (mut groups, mut found) = (Vec::new(), 0);
        for group in &self.pending {
            let first = self.stored.position.max(group.first - 1) + 1;
            found += group.frames_from(first).map_or(0, <[u8]>::len);
            groups.push(Arc::clone(group));
            if found > bytes {
                break;
            }
        }
        (self.stored, groups)
    }

    /// What a reader of frames from a position on needs.
    pub(super) fn snapshot(&self, from: Position) -> Snapshot {
        let at = self.pending.partition_point(|group| group.last() < from);
        let pending = self.pending.range(at..).cloned().collect();
        Snapshot { head: self.head, stored: self.stored, pending }
    }

    /// Takes note that sled holds the frames up to here, so many bytes more than before, so that they are read from there.
    pub(super) fn stored(&mut self, stored: Head, bytes: usize) {
        self.stored = stored;
        self.unstored = self.unstored.saturating_sub(bytes);
        while let Some(group) = self.pending.front().filter(|g| g.last() <= stored.position) {
            self.pending_bytes -= group.record.len();
            self.pending.pop_front();
        }
    }

    /// Puts derived values.
    pub(super) fn put(&mut self, put: Put) {
        for (key, value) in &put {
            self.put_bytes += key.len() + value.as_ref().map_or(0, |value| value.len());
            self.fresh_derived.insert(key.clone(), value.clone());
        }
        self.puts.push(put);
    }

    /// The derived values between two keys that are not in sled.
    pub(super) fn derived(&self, from: &[u8], before: &[u8]) -> BTreeMap<Vec<u8>, Value> {
        let range = || (Bound::Included(from), Bound::Excluded(before));
        let leaving = self.leaving_derived.range::<[u8], _>(range());
        let fresh = self.fresh_derived.range::<[u8], _>(range());
        leaving.chain(fresh).map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// Puts aside what a checkpoint writes.
    pub(super) fn leave(&mut self) -> Leaving {
        self.leaving = Arc::new(mem::take(&mut self.fresh));
        self.leaving_derived = mem::take(&mut self.fresh_derived);
        self.put_bytes = 0;
        Leaving { streams: Arc::clone(&self.leaving), puts: mem::take(&mut self.puts) }
    }

    /// Takes note that sled holds what was put aside.
    pub(super) fn left(&mut self) {
        self.leaving = Arc::default();
        self.leaving_derived = BTreeMap::new();
    }
}
