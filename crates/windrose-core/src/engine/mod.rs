//! Carries a command from whoever asks to the disk and back.
//!
//! ```text
//!   submit ─► pending ─► one leader at a time: decide, decide, decide ─► Journal::append ─► publish ─► answers
//!                                                                                            │
//!   look ◄────────────────────────── published states (only what is on the disk) ◄───────────┘
//! ```
//!
//! There is no timer: whatever arrives while the disk is being written waits and makes the next group. Initiatives that
//! nobody uses leave memory and are read again when somebody does; of all of them an outline stays. Absent
//! on purpose: rules (they are in [`crate::rules`]), transports, anything that knows which journal it is.

mod clock;
mod directory;
mod editions;
mod graphs;
mod group;
mod keeper;
mod kept;
mod load;
mod look;
mod notices;
mod past;
pub mod portfolio;
mod rows;
mod start;
mod states;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Instant;

use jiff::Timestamp;
use tokio::sync::{oneshot, watch};

pub use clock::{Clock, ScriptedClock, SystemClock};
pub use look::{AsOf, Look, LookError};
pub use states::UnreadableWorkflow;

use crate::journal::{Commit, Journal, Key, Position, StoreError, Stream};
use crate::rules::calendar::Calendar;
use crate::rules::command::Command;
use crate::rules::directory::Directory;
use crate::rules::event::Event;
use crate::rules::ids::{Digest, InitiativeId, Version};
use crate::rules::refusal::Refusal;
use crate::rules::role::Actor;
use crate::rules::workflow::{PUBLISHER, Strictness, Workflow, WorkflowFault};
use group::{Core, Job};
use keeper::{Keeper, Word};
use rows::Rows;
use states::{Hot, Keys, States};

/// The most commands that wait. Beyond it the answer is [`SubmitError::Busy`]: a queue that only grows helps nobody.
pub const PENDING_MAX: usize = 4_096;

/// The most commands in one group: enough to share one write, few enough to answer soon.
pub const GROUP_MAX: usize = 512;

/// How much the initiatives in memory may weigh, in events: a hundred that have had a hundred events each, at about two
/// kilobytes an event.
const HOT_EVENTS_MAX: usize = 10 * 1024;

/// Up to how long a write to the disk may take for the thread that serves connections to wait for it itself. Waking
/// another one costs more than a quick disk takes; a slow one must not hold up those who only read.
const QUICK_MICROS: u32 = 500;

/// The sources that this build was made of: values kept on the disk hold only for the build that computed them.
const BUILD: &str = env!("WINDROSE_BUILD");

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
            Command::Directory(_) => Stream::Directory,
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
    /// What it is about could not be read from the store. Nothing was done.
    #[error("what it is about could not be read: {why}")]
    Unreadable {
        /// What the store said.
        why: String,
    },
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
    // Ends with the last handle.
    keeper: Arc<Keeper>,
}

/// What readers see: what is on the disk.
#[derive(Default)]
struct Published {
    states: States,
    rows: Rows,
}

struct Shared {
    journal: Arc<dyn Journal>,
    clock: Arc<dyn Clock>,
    calendar: Calendar,
    pending: Mutex<Pending>,
    core: Mutex<Core>,
    published: RwLock<Published>,
    /// The position up to which readers see what is there.
    moved: watch::Sender<Position>,
    /// The directory as it was.
    editions: editions::Editions,
    /// What the graphs of initiatives say.
    graphs: graphs::Patient,
    /// One initiative is summed up at a time: who comes second finds what the first has made.
    summing: Mutex<()>,
    /// How much the initiatives in memory may weigh.
    hot_events_max: AtomicUsize,
    /// How many groups there were: what tells who was used last.
    tick: AtomicU64,
    /// How long the disk takes, smoothed, in microseconds.
    disk_micros: AtomicU32,
    /// Where initiatives go that leave memory.
    leaving: mpsc::Sender<Word>,
    stopped: AtomicBool,
    on_failure: OnFailure,
}

/// A name and a text: a workflow that the build brings along.
pub type BuiltIn<'a> = (&'a str, &'a str);

impl Engine {
    /// Starts on a journal: takes up what it adds up to, and publishes the built-in workflows it does not have yet.
    /// Blocks on the disk.
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
        let started = start::start(journal.as_ref())?;
        let position = started.published.states.position;
        let (leaving, heard) = mpsc::channel();
        let shared = Arc::new(Shared {
            journal,
            clock,
            calendar: calendar.into(),
            pending: Mutex::default(),
            core: Mutex::new(started.core),
            moved: watch::Sender::new(position),
            published: RwLock::new(started.published),
            editions: editions::Editions::default(),
            graphs: graphs::Patient::default(),
            summing: Mutex::default(),
            hot_events_max: AtomicUsize::new(HOT_EVENTS_MAX),
            tick: AtomicU64::new(1),
            disk_micros: AtomicU32::new(0),
            leaving,
            stopped: AtomicBool::new(false),
            on_failure,
        });
        let keeper = Arc::new(Keeper::start(
            shared.clone(),
            heard,
            (started.access_kept, started.directory_kept),
        )?);
        let engine = Self { shared, keeper };
        for (name, source) in built_in {
            engine.publish_built_in(name, source)?;
        }
        Ok(engine)
    }

    fn publish_built_in(&self, name: &str, source: &str) -> Result<(), OpenError> {
        // A version is known by the digest of its text, so one that is there already need not be read again.
        if self.shared.read().states.workflows.contains_key(&Digest::of(source.as_bytes())) {
            return Ok(());
        }
        let workflow = Workflow::parse(source, Strictness::Strict)
            .map_err(|faults| OpenError::BuiltIn { name: name.to_owned(), faults })?;
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
        self.shared.prepare(&request.command).await;
        let (answer, leads) = self.enqueue(request)?;
        if leads {
            tokio::spawn(self.shared.clone().lead_soon());
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
                break;
            }
            drop(pending);
            std::thread::yield_now();
        }
        self.keeper.stop();
    }

    /// Says how much the initiatives in memory may weigh, in events, where the default does not fit: one event takes
    /// about two kilobytes. What weighs more leaves memory, the least recently used first, and is read again when
    /// somebody uses it.
    pub fn keep_in_memory(&self, events: usize) {
        self.shared.hot_events_max.store(events, Ordering::Relaxed);
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
    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn core(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> RwLockReadGuard<'_, Published> {
        self.published.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Published> {
        self.published.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn tick(&self) -> u64 {
        self.tick.load(Ordering::Relaxed)
    }

    /// Leads once everybody who is ready to ask has asked: that is the whole window in which a group gathers.
    async fn lead_soon(self: Arc<Self>) {
        tokio::task::yield_now().await;
        let quick = self.disk_micros.load(Ordering::Relaxed) < QUICK_MICROS;
        if quick && self.pending_are_hot() {
            self.lead();
        } else {
            tokio::task::spawn_blocking(move || self.lead());
        }
    }

    /// Can what waits be decided without reading from the disk?
    fn pending_are_hot(&self) -> bool {
        let pending = self.pending();
        let published = self.read();
        pending.jobs.iter().all(|job| match &job.request.command {
            Command::Initiative(id, _) => {
                published.states.hot().contains_key(id) || published.rows.get(id).is_none()
            }
            Command::Access(command) => command.initiative().is_none(),
            // Parsing a workflow again takes milliseconds, and so does looking at thousands of people.
            Command::PublishWorkflow(_) | Command::Directory(_) => false,
        })
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

    /// Takes note of how long the disk took for a group.
    fn note_duration(&self, began: Instant) {
        let took = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
        let before = self.disk_micros.load(Ordering::Relaxed);
        let smoothed = before.saturating_sub(before / 8).saturating_add(took / 8);
        self.disk_micros.store(smoothed, Ordering::Relaxed);
    }

    fn run_group(&self, jobs: Vec<Job>) -> Result<(), group::Failed> {
        let mut core = self.core();
        self.tick.fetch_add(1, Ordering::Relaxed);
        // Whole milliseconds: what is written is what people and programs are shown.
        let clock = self.clock.now();
        let clock = Timestamp::from_millisecond(clock.as_millisecond()).unwrap_or(clock);
        core.run(self, clock, jobs)?;
        self.let_go(&mut core);
        Ok(())
    }

    /// Takes an initiative into memory and answers it, with what only the leader needs. None when there is none.
    fn warm(&self, id: &InitiativeId) -> Result<Option<Hot>, StoreError> {
        loop {
            let version = {
                let published = self.read();
                if let Some(hot) = published.states.hot().get(id) {
                    return Ok(Some(hot.clone()));
                }
                match published.rows.get(id) {
                    None => return Ok(None),
                    Some(row) => row.outline.version,
                }
            };
            let hot = load::load(self.journal.as_ref(), id, version)?;
            let Some(hot) = hot else { return Ok(None) };
            let mut published = self.write();
            let Published { states, rows } = &mut *published;
            match (states.hot().get(id), rows.get(id)) {
                // Somebody else was faster, and it may have moved on since.
                (Some(hot), _) => return Ok(Some(hot.clone())),
                (None, Some(row)) if row.outline.version == hot.state.version => {
                    hot.use_at(self.tick());
                    states.warm(hot.clone());
                    return Ok(Some(hot));
                }
                // It was written to, and has left memory again, while it was being read.
                (None, Some(_)) => {}
                (None, None) => return Ok(None),
            }
        }
    }

    /// Lets those initiatives leave memory that were not used for longest, when there are too many.
    fn let_go(&self, core: &mut Core) {
        let mut leaving = Vec::new();
        {
            let most = self.hot_events_max.load(Ordering::Relaxed);
            if self.read().states.weight() <= most {
                return;
            }
            let mut published = self.write();
            let states = &mut published.states;
            let mut all: Vec<(u64, InitiativeId)> = states
                .hot()
                .iter()
                .map(|(id, hot)| (hot.used_at().max(core.used_at(id)), id.clone()))
                .collect();
            all.sort_unstable();
            // Some more than has to be, so that this is not done for every group.
            for (_, id) in all {
                if states.weight() <= most / 4 * 3 {
                    break;
                }
                let published = states.forget(&id);
                // The leader's copy has the keys.
                leaving.extend(core.forget(&id).or(published));
            }
        }
        // The keeper has ended only when the engine has.
        let _ = self.leaving.send(Word::Left(leaving));
    }

    /// Takes up what another writer wrote, and the keys under which it was asked to.
    fn catch_up(&self, keys: &mut BTreeMap<Stream, Keys>) -> Result<(), StoreError> {
        let mut published = self.write();
        let caught_up = start::catch_up(self.journal.as_ref(), &mut published, keys);
        let position = published.states.position;
        drop(published);
        caught_up.map_err(|error| match error {
            OpenError::Store(error) => error,
            error => StoreError::Damaged { position, what: error.to_string() },
        })?;
        self.moved.send_replace(position);
        Ok(())
    }

    /// Lets readers see a group. `directory` is the leader's, which has seen all of it: it is shared, so that no row is
    /// applied twice.
    fn publish(&self, commits: &[(Position, Commit)], directory: &Arc<Directory>) {
        let position = {
            let mut published = self.write();
            for (position, commit) in commits {
                if commit.stream == Stream::Directory {
                    published.states.directory = directory.clone();
                    published.states.position = *position;
                    continue;
                }
                if let Err(error) = published.states.apply(*position, commit) {
                    // It was parsed strictly a moment ago, or read at start.
                    tracing::error!(%error, "a published workflow does not read");
                }
                let Published { states, rows } = &mut *published;
                if let Stream::Initiative(id) = &commit.stream
                    && let Some(hot) = states.hot().get(id)
                {
                    rows.follow(commit, &hot.state);
                }
            }
            published.states.position
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
