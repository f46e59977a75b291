//! Carries a command from whoever asks to the disk and back.
//!
//! ```text
//!   submit ─► pending ─► one leader at a time: decide, decide, decide ─► Journal::append ─► publish ─► answers
//!                                                                                            │
//!   look ◄────────────────────────── published states (only what is on the disk) ◄───────────┘
//! ```
//!
//! There is no timer: whatever arrives while the disk is being written waits and makes the next group. Absent on
//! purpose: rules (they are in [`crate::rules`]), transports, anything that knows which journal it is.

mod clock;
mod group;
mod look;
mod notices;
pub mod portfolio;
mod states;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use tokio::sync::{oneshot, watch};

pub use clock::{Clock, ScriptedClock, SystemClock};
pub use look::{AsOf, Look, LookError};
pub use states::UnreadableWorkflow;

use crate::journal::{Commit, Journal, Key, Position, StoreError, Stream};
use crate::rules::calendar::Calendar;
use crate::rules::command::Command;
use crate::rules::event::Event;
use crate::rules::ids::Version;
use crate::rules::refusal::Refusal;
use crate::rules::role::Actor;
use crate::rules::workflow::{PUBLISHER, Strictness, Workflow, WorkflowFault};
use group::{Core, Job};
use states::States;

/// The most commands that wait. Beyond it the answer is [`SubmitError::Busy`]: a queue that only grows helps nobody.
pub const PENDING_MAX: usize = 4_096;

/// The most commands in one group: enough to share one write, few enough to answer soon.
pub const GROUP_MAX: usize = 512;

/// How many commits are read at once while starting.
const READ_PAGE: usize = 1_000;

/// A command, who asks for it, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// The command.
    pub command: Command,
    /// Who asks.
    pub actor: Actor,
    /// The idempotency key, with the fingerprint of what is asked.
    pub key: Option<Key>,
    /// The version the stream has to have, if the caller says.
    pub expected_version: Option<Version>,
    /// Decide and answer, but write nothing.
    pub dry_run: bool,
}

impl Request {
    /// A command without further conditions.
    pub fn new(actor: Actor, command: Command) -> Self {
        Self { command, actor, key: None, expected_version: None, dry_run: false }
    }

    /// The stream it writes to.
    pub fn stream(&self) -> Stream {
        match &self.command {
            Command::Initiative(id, _) => Stream::Initiative(id.clone()),
            Command::Access(_) => Stream::Access,
            Command::PublishWorkflow(workflow) => Stream::Workflow(workflow.digest),
        }
    }
}

/// A command that was carried out: it is on the disk, unless it was a dry run or changed nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The stream's version now.
    pub version: Version,
    /// Where in the journal it stands; none when nothing was written.
    pub position: Option<Position>,
    /// When it was decided.
    pub at: Timestamp,
    /// What happened.
    pub events: Vec<Event>,
    /// The same was asked and answered before.
    pub replayed: bool,
    /// Nothing was written because the caller only wanted to know.
    pub dry_run: bool,
}

/// Why a command was not carried out, or not certainly.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SubmitError {
    /// A rule said no.
    #[error("refused: {}", .0.kind())]
    Refused(Box<Refusal>),
    /// The stream is not at the version that was expected.
    #[error("the version is {actual}, not {expected}")]
    Conflict {
        /// What the caller expected.
        expected: Version,
        /// What it is.
        actual: Version,
    },
    /// The idempotency key was used for something else.
    #[error("the idempotency key `{key}` was used for another call")]
    KeyReused {
        /// The key.
        key: String,
    },
    /// More is recorded at once than a commit takes.
    #[error("a commit of {bytes} bytes is too large")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Too many commands wait. Nothing was done.
    #[error("too many commands are waiting")]
    Busy,
    /// The engine is stopping, or its store failed earlier. Nothing was done.
    #[error("not taking commands")]
    Stopped,
    /// The store failed while writing: it may or may not have been done. Ask again with the same idempotency key.
    #[error("the store failed while writing; it may or may not have been done")]
    Unknown,
    /// Our fault. Nothing was done.
    #[error("internal error")]
    Internal,
}

/// Why an engine did not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The journal could not be read.
    #[error("the journal could not be read")]
    Store(#[from] StoreError),
    /// A workflow cannot be read by this build.
    #[error(transparent)]
    Workflow(#[from] UnreadableWorkflow),
    /// A built-in workflow does not hold: a fault of this build.
    #[error("the built-in workflow {name} does not hold: {}", .faults.first().map(ToString::to_string).unwrap_or_default())]
    BuiltIn {
        /// Its name.
        name: String,
        /// What is wrong with it.
        faults: Vec<WorkflowFault>,
    },
    /// A built-in workflow could not be written.
    #[error("the built-in workflow {name} could not be published")]
    Publish {
        /// Its name.
        name: String,
        /// Why.
        #[source]
        source: SubmitError,
    },
}

/// What is called once when the store has failed for good. The daemon ends the process with exit code 70.
pub type OnFailure = Box<dyn Fn(&StoreError) + Send + Sync>;

#[derive(Default)]
struct Pending {
    jobs: Vec<Job>,
    leader: bool,
}

/// Takes commands, keeps them, and shows what they add up to.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    journal: Arc<dyn Journal>,
    clock: Arc<dyn Clock>,
    calendar: Calendar,
    pending: Mutex<Pending>,
    core: Mutex<Core>,
    published: RwLock<States>,
    /// The position up to which readers see what is there.
    moved: watch::Sender<Position>,
    summaries: portfolio::Summaries,
    stopped: AtomicBool,
    on_failure: OnFailure,
}

/// A name and a text: a workflow that the build brings along.
pub type BuiltIn<'a> = (&'a str, &'a str);

impl Engine {
    /// Starts on a journal: replays it, and publishes the built-in workflows it does not have yet. Blocks on the disk.
    ///
    /// # Errors
    /// When the journal cannot be read or written, or a workflow does not hold.
    pub fn open(
        journal: Arc<dyn Journal>,
        clock: Arc<dyn Clock>,
        calendar: impl Into<Calendar>,
        built_in: &[BuiltIn<'_>],
        on_failure: OnFailure,
    ) -> Result<Self, OpenError> {
        let mut core = Core::new(Timestamp::MIN);
        read_everything(journal.as_ref(), |position, commit| {
            core.replay(position, commit).map_err(OpenError::from)
        })?;
        let published = core.published();
        let (position, published) = (published.position, RwLock::new(published));
        let engine = Self {
            shared: Arc::new(Shared {
                journal,
                clock,
                calendar: calendar.into(),
                pending: Mutex::default(),
                core: Mutex::new(core),
                moved: watch::Sender::new(position),
                published,
                summaries: portfolio::Summaries::default(),
                stopped: AtomicBool::new(false),
                on_failure,
            }),
        };
        for (name, source) in built_in {
            engine.publish_built_in(name, source)?;
        }
        Ok(engine)
    }

    fn publish_built_in(&self, name: &str, source: &str) -> Result<(), OpenError> {
        let workflow = Workflow::parse(source, Strictness::Strict)
            .map_err(|faults| OpenError::BuiltIn { name: name.to_owned(), faults })?;
        if self.shared.read().workflows.contains_key(&workflow.digest) {
            return Ok(());
        }
        let command = Command::PublishWorkflow(Box::new(workflow));
        self.submit_blocking(Request::new(PUBLISHER, command))
            .map(drop)
            .map_err(|source| OpenError::Publish { name: name.to_owned(), source })
    }

    /// Carries out a command. When this answers `Ok`, it is on the disk. Giving up waiting cancels nothing.
    ///
    /// # Errors
    /// See [`SubmitError`]; each variant says whether anything was done.
    pub async fn submit(&self, request: Request) -> Result<Done, SubmitError> {
        let (answer, leads) = self.enqueue(request)?;
        if leads {
            let shared = self.shared.clone();
            tokio::task::spawn_blocking(move || shared.lead());
        }
        answer.await.unwrap_or(Err(SubmitError::Unknown))
    }

    /// The same for callers that may block: start-up and tests.
    ///
    /// # Errors
    /// See [`SubmitError`].
    pub fn submit_blocking(&self, request: Request) -> Result<Done, SubmitError> {
        let (answer, leads) = self.enqueue(request)?;
        if leads {
            self.shared.lead();
        }
        answer.blocking_recv().unwrap_or(Err(SubmitError::Unknown))
    }

    fn enqueue(
        &self,
        request: Request,
    ) -> Result<(oneshot::Receiver<Result<Done, SubmitError>>, bool), SubmitError> {
        if self.shared.stopped.load(Ordering::Acquire) {
            return Err(SubmitError::Stopped);
        }
        let (sender, receiver) = oneshot::channel();
        let mut pending = self.shared.pending();
        if pending.jobs.len() >= PENDING_MAX {
            return Err(SubmitError::Busy);
        }
        pending.jobs.push(Job { request, answer: sender });
        let leads = !std::mem::replace(&mut pending.leader, true);
        Ok((receiver, leads))
    }

    /// Takes no further commands and waits until those that were taken are on the disk. Blocks.
    pub fn stop(&self) {
        self.shared.stopped.store(true, Ordering::Release);
        loop {
            drop(self.shared.core.lock());
            let pending = self.shared.pending();
            if pending.jobs.is_empty() && !pending.leader {
                return;
            }
            drop(pending);
            std::thread::yield_now();
        }
    }

    /// Does it still take commands?
    pub fn is_running(&self) -> bool {
        !self.shared.stopped.load(Ordering::Acquire)
    }

    /// Tells when something has been written that readers see now. It only says "look": what is there is read from the
    /// journal, up to the position that it tells.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.shared.moved.subscribe()
    }

    /// The journal, for walking it.
    pub fn journal(&self) -> Arc<dyn Journal> {
        self.shared.journal.clone()
    }
}

impl Shared {
    fn pending(&self) -> std::sync::MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, States> {
        self.published.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works until nothing is pending. One thread at a time is here.
    fn lead(&self) {
        loop {
            let jobs: Vec<Job> = {
                let mut pending = self.pending();
                if pending.jobs.is_empty() {
                    pending.leader = false;
                    return;
                }
                let count = pending.jobs.len().min(GROUP_MAX);
                pending.jobs.drain(..count).collect()
            };
            let worked = catch_unwind(AssertUnwindSafe(|| self.run_group(jobs)));
            let failure = match worked {
                Ok(Ok(())) => continue,
                Ok(Err(failed)) => failed.source,
                Err(_) => StoreError::Poisoned,
            };
            self.fail(&failure);
            return;
        }
    }

    fn run_group(&self, jobs: Vec<Job>) -> Result<(), group::Failed> {
        let mut core = self.core.lock().unwrap_or_else(PoisonError::into_inner);
        // Whole milliseconds: what is written is what people and programs are shown.
        let clock = self.clock.now();
        let clock = Timestamp::from_millisecond(clock.as_millisecond()).unwrap_or(clock);
        core.run(self.journal.as_ref(), &self.calendar, clock, jobs, &|commits| {
            self.publish(commits);
        })?;
        let position = self.read().position;
        core.advance(position);
        Ok(())
    }

    fn publish(&self, commits: &[(Position, Commit)]) {
        let position = {
            let mut states = self.published.write().unwrap_or_else(PoisonError::into_inner);
            for (position, commit) in commits {
                if let Err(error) = states.apply(*position, commit) {
                    // It was parsed strictly a moment ago, or read at start.
                    tracing::error!(%error, "a published workflow does not read");
                }
            }
            states.position
        };
        self.moved.send_replace(position);
    }

    fn fail(&self, failure: &StoreError) {
        self.stopped.store(true, Ordering::Release);
        let waiting = {
            let mut pending = self.pending();
            pending.leader = false;
            std::mem::take(&mut pending.jobs)
        };
        for job in waiting {
            let _ = job.answer.send(Err(SubmitError::Stopped));
        }
        (self.on_failure)(failure);
    }
}

/// Reads the whole journal, a page at a time.
fn read_everything<E: From<StoreError>>(
    journal: &dyn Journal,
    mut each: impl FnMut(Position, &Commit) -> Result<(), E>,
) -> Result<(), E> {
    let mut next = 1;
    loop {
        let page = journal.read_all(next, READ_PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        next = last.position + 1;
        for placed in &page {
            each(placed.position, &placed.commit)?;
        }
    }
}
