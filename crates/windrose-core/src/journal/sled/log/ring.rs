//! Which segment the next record goes to. No file is touched here, so that the rule can be tried on any history.
//!
//! The rule: what a segment holds may be overwritten only when sled holds all of it on the disk.

use super::super::super::Position;
use super::segment::RECORDS_AT;

/// Where the next record goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Place {
    /// Into this segment, at this byte.
    At {
        /// The segment's number.
        segment: usize,
        /// The byte within its file.
        offset: u64,
    },
    /// There is no room; one more segment may be made.
    Create,
    /// There is no room before sled holds everything up to this position.
    Wait {
        /// The last position of the segment that will be free first.
        until: Position,
    },
    /// It fits in no segment at all.
    TooLarge,
}

/// The segments of a log, in figures.
#[derive(Debug)]
pub(in super::super) struct Ring {
    size: u64,
    most: usize,
    slots: Vec<Slot>,
    current: usize,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Where the next record would begin. Right for the current segment only.
    used: u64,
    /// The last position of any record in it, stale ones included; 0 when there is none.
    last: Position,
}

impl Ring {
    /// A ring of segments of `size` bytes, at most `most` of them; none is there yet.
    pub(in super::super) fn new(size: u64, most: usize) -> Self {
        Self { size, most: most.max(1), slots: Vec::new(), current: 0 }
    }

    /// Takes in one more segment, in which `last` is the last position of any record.
    pub(in super::super) fn add(&mut self, last: Position) {
        self.slots.push(Slot { used: RECORDS_AT, last });
    }

    /// Goes on behind the last live record, which ends at byte `end`.
    pub(in super::super) fn resume(&mut self, segment: usize, end: u64) {
        self.current = segment;
        self.slots[segment].used = end;
    }

    /// Where a record of `length` bytes goes, when sled holds everything up to `durable` on the disk.
    pub(in super::super) fn place(&mut self, length: u64, durable: Position) -> Place {
        if RECORDS_AT + length > self.size {
            return Place::TooLarge;
        }
        let at = |segment, offset| Place::At { segment, offset };
        match self.slots.get(self.current) {
            Some(slot) if slot.used + length <= self.size => return at(self.current, slot.used),
            _ => {}
        }
        if let Some(free) = self.free(durable) {
            self.current = free;
            self.slots[free].used = RECORDS_AT;
            return at(free, RECORDS_AT);
        }
        if self.slots.len() < self.most {
            return Place::Create;
        }
        let until = self.slots.iter().map(|slot| slot.last).min().unwrap_or_default();
        Place::Wait { until }
    }

    /// The next segment, in their order, that may be overwritten: the current one comes last.
    fn free(&self, durable: Position) -> Option<usize> {
        let count = self.slots.len();
        let behind = (1..=count).map(|step| (self.current + step) % count);
        behind.into_iter().find(|slot| self.slots[*slot].last <= durable)
    }

    /// Takes note of a record that [`Ring::place`] has placed: it ends with the position `last`.
    pub(in super::super) fn wrote(
        &mut self,
        segment: usize,
        offset: u64,
        length: u64,
        last: Position,
    ) {
        let slot = &mut self.slots[segment];
        slot.used = (offset + length).next_multiple_of(8);
        slot.last = slot.last.max(last);
    }

    /// Will one more segment be needed soon, so that somebody should make it beforehand?
    pub(in super::super) fn wants_another(&self, durable: Position) -> bool {
        let half_full = self.slots.get(self.current).is_some_and(|slot| slot.used > self.size / 2);
        half_full && self.slots.len() < self.most && self.free(durable).is_none()
    }

    /// How many segments there are.
    pub(in super::super) fn len(&self) -> usize {
        self.slots.len()
    }
}
