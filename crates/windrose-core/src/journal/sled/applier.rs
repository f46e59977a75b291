//! Brings what was acknowledged into sled, on a thread of its own.
//!
//! ```text
//!   pack:       frames, as soon as there are enough for a block
//!   checkpoint: index ─► derived values ─► how far the blocks go ─► sled flush ─► fdatasync ─► HEAD
//!               a second after the first thing that it has to write; earlier when a segment's worth has come, or when
//!               somebody waits for it
//! ```
//!
//! A block is written when it is full, so that it compresses well however slowly commits come; the rest of the frames
//! stays in the log. Only closing writes a block that is not full. Every step may be the last one: what sled holds
//! behind the last checkpoint is put there again from the log.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::super::{Head, StoreError};
use super::blocks::{Packer, RAW_BYTES_MAX};
use super::fault::{guard, may_die};
use super::shared::{Shared, Stop};

/// How long something may wait for a checkpoint. Also how long a lost end of the log would not be noticed.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(1);

/// As many bytes of derived values do not wait.
pub(super) const PUT_BYTES: usize = 1024 * 1024;

/// See the top of this file.
pub(super) struct Applier {
    shared: Arc<Shared>,
    packer: Packer,
    /// Where the last checkpoint ended.
    applied: Head,
    /// What HEAD says.
    saved: Head,
    /// When the next checkpoint is due, if there is anything to write.
    due: Option<Instant>,
    /// The bytes packed since the last checkpoint, and how many of them make it due.
    packed: u64,
    enough: u64,
}

impl Applier {
    /// Goes on where the last checkpoint ended.
    ///
    /// # Errors
    /// When zstd has no memory.
    pub(super) fn new(
        shared: Arc<Shared>,
        applied: Head,
        saved: Head,
        segment_bytes: u64,
    ) -> Result<Self, StoreError> {
        let packer = Packer::new(shared.trees.commits.clone())?;
        Ok(Self { shared, packer, applied, saved, due: None, packed: 0, enough: segment_bytes })
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// When the operating system gives none.
    pub(super) fn start(self) -> Result<JoinHandle<Result<(), StoreError>>, StoreError> {
        let thread = thread::Builder::new().name("journal applier".to_owned());
        #[cfg(test)]
        let lives = super::fault::LIVES.get();
        let started = thread.spawn(move || {
            #[cfg(test)]
            super::fault::LIVES.set(lives);
            let shared = Arc::clone(&self.shared);
            let ended = guard("the commits could not be brought into sled", || self.run());
            if let Err(error) = &ended {
                // Nobody may be told anything that rests on what was lost here.
                shared.poison();
                tracing::error!(%error, "the journal takes nothing further");
            }
            ended
        });
        started.map_err(|source| StoreError::Io {
            what: "could not start the journal's thread".to_owned(),
            source,
        })
    }

    fn run(mut self) -> Result<(), StoreError> {
        loop {
            let call = self.shared.called(self.due);
            match call.stop {
                Some(Stop::Close) => {
                    self.shared.usable()?;
                    self.pack(true)?;
                    return self.checkpoint(true);
                }
                #[cfg(test)]
                Some(Stop::Abandon) => return Ok(()),
                None => {}
            }
            if let Some(count) = call.wanted {
                self.shared.maker.prepare(count)?;
            }
            self.pack(call.urgent)?;
            if self.due.is_none() && self.shared.is_dirty() {
                self.due = Some(Instant::now() + CHECKPOINT_EVERY);
            }
            let enough = self.packed >= self.enough || self.shared.tail().put_bytes() >= PUT_BYTES;
            if call.urgent || enough || self.due.is_some_and(|due| due <= Instant::now()) {
                self.checkpoint(call.urgent)?;
            }
        }
    }

    /// Writes full blocks, or with `all` whatever there is.
    ///
    /// # Errors
    /// When sled cannot write.
    pub(super) fn pack(&mut self, all: bool) -> Result<(), StoreError> {
        loop {
            let (stored, groups) = self.shared.tail().oldest(RAW_BYTES_MAX);
            let first = stored.position + 1;
            let (mut frames, mut ends, mut heads) = (Vec::new(), Vec::new(), Vec::new());
            for (frame, head) in groups.iter().flat_map(|group| group.each_from(first)) {
                if frames.len() > RAW_BYTES_MAX {
                    break;
                }
                frames.extend_from_slice(frame);
                ends.push(frames.len());
                heads.push(head);
            }
            if ends.is_empty() || (!all && frames.len() < self.packer.wants()) {
                return Ok(());
            }
            may_die()?;
            let count = self.packer.write(first, &frames, &ends)?;
            self.packed += ends[count - 1] as u64;
            self.shared.tail_mut().stored(heads[count - 1], ends[count - 1]);
        }
    }

    /// Makes everything that was packed durable, and all that was put.
    fn checkpoint(&mut self, whole: bool) -> Result<(), StoreError> {
        (self.due, self.packed) = (None, 0);
        self.shared.clean();
        let mut tail = self.shared.tail_mut();
        let (stored, head) = (tail.stored_head(), tail.head());
        // A few commits in the log are no reason to write.
        if stored != self.applied || tail.has_put() || whole {
            let leaving = tail.leave();
            drop(tail);
            let trees = &self.shared.trees;
            for (stream, latest) in leaving.streams.iter() {
                may_die()?;
                trees.streams.extend(stream, latest.base, &latest.positions)?;
            }
            for put in &leaving.puts {
                may_die()?;
                trees.derived.write(put)?;
            }
            may_die()?;
            trees.set_applied(stored)?;
            may_die()?;
            let disk = self.shared.disk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            trees.sync(&disk, &self.shared.folder)?;
            drop(disk);
            self.applied = stored;
            self.shared.tail_mut().left();
            self.shared.set_durable(stored.position);
        } else {
            drop(tail);
        }
        may_die()?;
        if head != self.saved {
            self.shared.folder.save_head(head)?;
            self.saved = head;
        }
        Ok(())
    }
}
