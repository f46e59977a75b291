//! Deciding a group of commands and putting it on the disk: the one place where states change.
//!
//! Commands of a group are decided one after another, each seeing those before it. All answers wait for the disk,
//! refusals too, because a refusal may rest on a command of the same group.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::states::{Hot, Keys, States, remember};
use super::{Done, Request, Shared, SubmitError};
use crate::journal::{AppendError, Commit, CommitId, Journal, StoreError, Stream};
use crate::rules::command::{Command, InitiativeCommand};
use crate::rules::decide::decide;
use crate::rules::event::Event;
use crate::rules::facts::Facts;
use crate::rules::ids::{Digest, InitiativeId, Version};
use crate::rules::initiative::Initiative;
use crate::rules::now::Now;
use crate::rules::refusal::Refusal;

/// How often a group is decided anew after another writer was faster.
const CONFLICT_RETRIES_MAX: u32 = 3;

/// A command and where its answer goes.
pub(super) struct Job {
    pub(super) request: Request,
    pub(super) answer: oneshot::Sender<Result<Done, SubmitError>>,
}

/// What the leader works on. Only the leader touches it.
pub(super) struct Core {
    working: States,
    /// The idempotency keys of all streams but the initiatives'.
    keys: BTreeMap<Stream, Keys>,
    last_at: Timestamp,
    commit_nonce: u64,
    commit_count: u64,
}

/// What deciding one command came to, before the disk.
enum Outcome {
    /// The next commit of this group.
    Commit,
    /// Answered already: refused, a dry run, nothing to do.
    Ready(Result<Done, SubmitError>),
    /// The same was asked and answered before, in this version of the stream.
    Replay(Stream, Version),
}

/// The commit path failed. The store takes nothing further.
pub(super) struct Failed {
    pub(super) source: StoreError,
}

impl From<StoreError> for Failed {
    fn from(source: StoreError) -> Self {
        Self { source }
    }
}

impl Core {
    /// Begins with what the journal adds up to, and when its last commit was decided.
    pub(super) fn new(working: States, keys: BTreeMap<Stream, Keys>, last_at: Timestamp) -> Self {
        Self {
            working,
            keys,
            last_at,
            // Unique per run is enough: within one run the count tells commits apart.
            commit_nonce: RandomState::new().build_hasher().finish(),
            commit_count: 0,
        }
    }

    /// The directory that the leader works on.
    #[cfg(test)]
    pub(super) fn directory(&self) -> &std::sync::Arc<crate::rules::directory::Directory> {
        &self.working.directory
    }

    /// The keys of a stream, to be kept with it.
    pub(super) fn keys_of(&self, stream: &Stream) -> Keys {
        self.keys.get(stream).cloned().unwrap_or_default()
    }

    /// When the leader last used an initiative.
    pub(super) fn used_at(&self, id: &InitiativeId) -> u64 {
        self.working.hot().get(id).map_or(0, Hot::used_at)
    }

    /// Lets go of an initiative.
    pub(super) fn forget(&mut self, id: &InitiativeId) -> Option<Hot> {
        self.working.forget(id)
    }

    /// Decides a group, puts it on the disk, publishes it, and answers.
    pub(super) fn run(
        &mut self,
        shared: &Shared,
        clock: Timestamp,
        jobs: Vec<Job>,
    ) -> Result<(), Failed> {
        let journal = shared.journal.as_ref();
        // Commit time never goes back, whatever the clock does.
        self.last_at = self.last_at.max(clock);
        let now = Now { at: self.last_at, calendar: shared.calendar.clone() };
        let mut retries = 0;
        let (outcomes, commits, positions) = loop {
            let (outcomes, commits) = self.decide_all(shared, &now, &jobs);
            if commits.is_empty() {
                break (outcomes, commits, Vec::new());
            }
            let began = Instant::now();
            let appended = journal.append(&commits);
            shared.note_duration(began);
            match appended {
                Ok(positions) => break (outcomes, commits, positions),
                Err(AppendError::Conflict { stream, .. }) if retries < CONFLICT_RETRIES_MAX => {
                    tracing::info!(%stream, "another writer was faster; deciding the group anew");
                    retries += 1;
                    self.take_back(shared, &commits);
                    shared.catch_up(&mut self.keys)?;
                    self.undo(shared, &commits);
                }
                Err(AppendError::Conflict { expected, actual, .. }) => {
                    self.take_back(shared, &commits);
                    shared.catch_up(&mut self.keys)?;
                    self.undo(shared, &commits);
                    for job in jobs {
                        let _ = job.answer.send(Err(SubmitError::Conflict { expected, actual }));
                    }
                    return Ok(());
                }
                Err(AppendError::TooLarge { bytes }) => {
                    self.take_back(shared, &commits);
                    self.undo(shared, &commits);
                    if jobs.len() == 1 {
                        for job in jobs {
                            let _ = job.answer.send(Err(SubmitError::TooLarge { bytes }));
                        }
                        return Ok(());
                    }
                    // One of them is too large, and the others must not suffer for it.
                    for job in jobs {
                        self.run(shared, clock, vec![job])?;
                    }
                    return Ok(());
                }
                Err(AppendError::Unknown(source)) => {
                    for job in jobs {
                        let _ = job.answer.send(Err(SubmitError::Unknown));
                    }
                    return Err(Failed { source });
                }
            }
        };
        let placed: Vec<(u64, Commit)> = positions.into_iter().zip(commits).collect();
        if let Some((position, _)) = placed.last() {
            self.working.position = *position;
            shared.publish(&placed, &self.working.directory);
        }
        // In the order of the jobs, as they were decided.
        let mut placed = placed.into_iter();
        for (job, outcome) in jobs.into_iter().zip(outcomes) {
            let answer = match outcome {
                Outcome::Ready(answer) => answer,
                Outcome::Commit => placed
                    .next()
                    .map(|(position, commit)| done(commit, Some(position), false))
                    .ok_or(SubmitError::Internal),
                Outcome::Replay(stream, version) => replayed(journal, &stream, version),
            };
            // Nobody may be waiting any more; what was asked is done all the same.
            let _ = job.answer.send(answer);
        }
        Ok(())
    }

    fn decide_all(
        &mut self,
        shared: &Shared,
        now: &Now,
        jobs: &[Job],
    ) -> (Vec<Outcome>, Vec<Commit>) {
        let mut commits: Vec<Commit> = Vec::new();
        let outcomes = jobs
            .iter()
            .map(|job| {
                if let Err(error) = self.warm(shared, &job.request) {
                    tracing::error!(%error, "an initiative could not be read; the command was not carried out");
                    return Outcome::Ready(Err(SubmitError::Unreadable { why: error.to_string() }));
                }
                // Deciding changes nothing, so a panic in a rule costs only the command that met it.
                let decided = catch_unwind(AssertUnwindSafe(|| self.decide(shared, now, &job.request)));
                match decided {
                    Err(_) => {
                        tracing::error!("a rule panicked; the command was not carried out");
                        Outcome::Ready(Err(SubmitError::Internal))
                    }
                    Ok(Err(outcome)) => outcome,
                    Ok(Ok(commit)) => {
                        // A workflow that was just parsed strictly parses again.
                        let applied = self.working.apply(self.working.position, &commit);
                        debug_assert!(applied.is_ok(), "{applied:?}");
                        self.remember(&commit);
                        self.note_use(&commit.stream, shared.tick());
                        commits.push(commit);
                        Outcome::Commit
                    }
                }
            })
            .collect();
        (outcomes, commits)
    }

    /// Takes the initiative that a command is about into memory, unless it is there or there is none.
    fn warm(&mut self, shared: &Shared, request: &Request) -> Result<(), StoreError> {
        let id = match &request.command {
            Command::Initiative(id, _) => id,
            Command::Access(command) => match command.initiative() {
                Some(id) => id,
                None => return Ok(()),
            },
            Command::PublishWorkflow(_) | Command::Directory(_) => return Ok(()),
        };
        let tick = shared.tick();
        if let Some(hot) = self.working.hot().get(id) {
            hot.use_at(tick);
        } else if let Some(hot) = shared.warm(id)? {
            hot.use_at(tick);
            self.working.warm(hot);
        }
        Ok(())
    }

    fn remember(&mut self, commit: &Commit) {
        match &commit.stream {
            Stream::Initiative(_) => self.working.remember(commit),
            Stream::Access | Stream::Directory | Stream::Workflow(_) if commit.key.is_none() => {}
            stream => remember(self.keys.entry(stream.clone()).or_default(), commit),
        }
    }

    /// One that was just opened is in use as well.
    fn note_use(&self, stream: &Stream, tick: u64) {
        if let Stream::Initiative(id) = stream
            && let Some(hot) = self.working.hot().get(id)
        {
            hot.use_at(tick);
        }
    }

    fn keys(&self, stream: &Stream) -> Option<&Keys> {
        match stream {
            Stream::Initiative(id) => self.working.hot().get(id).map(|it| it.keys.as_ref()),
            Stream::Access | Stream::Directory | Stream::Workflow(_) => self.keys.get(stream),
        }
    }

    /// Decides one command. `Err` is what is to be answered when nothing is to be written.
    fn decide(&mut self, shared: &Shared, now: &Now, request: &Request) -> Result<Commit, Outcome> {
        let ready = |answer| Err(Outcome::Ready(answer));
        let stream = request.stream();
        let version = self.working.version_of(&stream);
        if let Some(key) = &request.key
            && let Some((fingerprint, at)) = self.keys(&stream).and_then(|keys| keys.get(&key.key))
        {
            if *fingerprint == key.fingerprint {
                return Err(Outcome::Replay(stream, *at));
            }
            return ready(Err(SubmitError::KeyReused { key: key.key.clone() }));
        }
        if let Some(expected) = request.expected_version
            && expected != version
        {
            return ready(Err(SubmitError::Conflict { expected, actual: version }));
        }
        let events = match self.events(shared, now, request) {
            Ok(events) => events,
            Err(refusal) => return ready(Err(SubmitError::Refused(Box::new(refusal)))),
        };
        if events.is_empty() || request.dry_run {
            return ready(Ok(Done {
                version: version + Version::from(!events.is_empty()),
                position: None,
                at: now.at,
                events,
                replayed: false,
                dry_run: request.dry_run,
            }));
        }
        let id = self.commit_id(&stream, request);
        Ok(Commit {
            stream,
            version: version + 1,
            id,
            at: now.at,
            by: request.actor.clone(),
            key: request.key.clone(),
            events,
        })
    }

    /// A notice has the id that everybody would give it: whoever is slower finds it in the journal. All other commits
    /// have one of their own: who decided it, and its number there. Not digests, for those take a sixteenth of the disk.
    fn commit_id(&mut self, stream: &Stream, request: &Request) -> CommitId {
        if let Command::Initiative(_, InitiativeCommand::Notice(notice)) = &request.command {
            return CommitId(Digest::of(format!("notice {stream} {notice}").as_bytes()));
        }
        self.commit_count += 1;
        let mut id = [0; 32];
        id[..8].copy_from_slice(&self.commit_nonce.to_be_bytes());
        id[24..].copy_from_slice(&self.commit_count.to_be_bytes());
        CommitId(Digest(id))
    }

    fn events(&self, shared: &Shared, now: &Now, request: &Request) -> Result<Vec<Event>, Refusal> {
        let states = &self.working;
        // Never waits: others wait for whoever leads.
        let graphs = shared.graphs.0.as_ref();
        match &request.command {
            Command::Access(command) => {
                let (actor, access) = (&request.actor, &states.access);
                let found = command.initiative().and_then(|id| states.hot().get(id));
                let found = found.map(|it| it.state.as_ref());
                let workflow = found.and_then(|it| states.workflow_of(it));
                let there = found.zip(workflow.as_ref()).map(|(initiative, workflow)| Facts {
                    initiative,
                    workflow,
                    access,
                    directory: &states.directory,
                    graphs,
                    now,
                    actor,
                });
                access.decide(actor, now.at, there.as_ref(), command)
            }
            Command::Directory(command) => {
                states.directory.decide(&states.access, &request.actor, command)
            }
            Command::PublishWorkflow(workflow) => {
                let published = states.version_of(&Stream::Workflow(workflow.digest));
                workflow.decide_publish(states.access.is_admin(&request.actor), published)
            }
            Command::Initiative(id, command) => {
                let unopened;
                let initiative = match states.hot().get(id) {
                    Some(there) => there.state.as_ref(),
                    None => {
                        unopened = Initiative::unopened(id.clone());
                        &unopened
                    }
                };
                let workflow = match (states.workflow_of(initiative), command) {
                    (Some(workflow), _) => workflow,
                    (None, InitiativeCommand::Open(open)) => {
                        states.workflow(&open.workflow, open.digest)?
                    }
                    (None, _) => {
                        return Err(Refusal::NotFound {
                            what: crate::rules::refusal::Thing::Initiative,
                            given: id.to_string(),
                            nearest: Vec::new(),
                        });
                    }
                };
                let facts = Facts {
                    initiative,
                    workflow: &workflow,
                    access: &states.access,
                    directory: &states.directory,
                    graphs,
                    now,
                    actor: &request.actor,
                };
                decide(&facts, command)
            }
        }
    }

    /// Forgets what was decided and not written. What it was about is read again when it is next asked for.
    fn undo(&mut self, shared: &Shared, commits: &[Commit]) {
        let mut published = shared.write();
        for commit in commits {
            if let Stream::Initiative(id) = &commit.stream {
                self.working.forget(id);
                published.states.forget(id);
            }
        }
        self.working.access = published.states.access.clone();
        self.working.directory = published.states.directory.clone();
        self.working.workflows.clone_from(&published.states.workflows);
        self.working.versions.clone_from(&published.states.versions);
        self.working.position = published.states.position;
    }

    /// Forgets the keys of what was decided and not written, and what graphs said of it, before what another writer wrote
    /// is taken up: it may have the same versions.
    fn take_back(&mut self, shared: &Shared, commits: &[Commit]) {
        shared.graphs.0.forget(commits.iter().map(|it| &it.stream));
        for commit in commits {
            if let (Some(keys), Some(key)) = (self.keys.get_mut(&commit.stream), &commit.key) {
                keys.remove(&key.key);
            }
        }
    }
}

fn done(commit: Commit, position: Option<u64>, replayed: bool) -> Done {
    Done {
        version: commit.version,
        position,
        at: commit.at,
        events: commit.events,
        replayed,
        dry_run: false,
    }
}

/// The answer that was given before, computed again from what was written then.
fn replayed(journal: &dyn Journal, stream: &Stream, version: Version) -> Result<Done, SubmitError> {
    match journal.read_stream(stream, version, 1) {
        Ok(found) => match found.into_iter().next() {
            Some(placed) => Ok(done(placed.commit, Some(placed.position), true)),
            None => {
                tracing::error!(%stream, version, "an idempotency key names a version that is not there");
                Err(SubmitError::Internal)
            }
        },
        Err(error) => {
            tracing::error!(%stream, version, %error, "a commit could not be read again");
            Err(SubmitError::Internal)
        }
    }
}
