//! Deciding a group of commands and putting it on the disk: the one place where states change.
//!
//! Commands of a group are decided one after another, each seeing those before it. All answers wait for the disk,
//! refusals too, because a refusal may rest on a command of the same group.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::states::States;
use super::{Done, Request, SubmitError};
use crate::journal::{AppendError, Commit, CommitId, Journal, Key, StoreError, Stream};
use crate::rules::calendar::Calendar;
use crate::rules::command::{Command, InitiativeCommand};
use crate::rules::decide::decide;
use crate::rules::event::Event;
use crate::rules::facts::Facts;
use crate::rules::ids::{Digest, Version};
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
    keys: HashMap<Stream, HashMap<String, (Digest, Version)>>,
    last_at: Timestamp,
    commit_nonce: u64,
    commit_count: u64,
}

/// What deciding one command came to, before the disk.
enum Outcome {
    /// A commit of this group, by its place in it.
    Commit(usize),
    /// Answered already: refused, a dry run, nothing to do.
    Ready(Result<Done, SubmitError>),
    /// The same was asked and answered before, in this version of the stream.
    Replay(Stream, Version),
}

/// Shows readers what is on the disk now.
pub(super) type Publish<'a> = &'a dyn Fn(&[(u64, Commit)]);

/// The commit path failed. The store takes nothing further.
pub(super) struct Failed {
    pub(super) source: StoreError,
}

impl Core {
    pub(super) fn new(last_at: Timestamp) -> Self {
        Self {
            working: States::default(),
            keys: HashMap::new(),
            last_at,
            // Unique per run is enough: within one run the count tells commits apart.
            commit_nonce: RandomState::new().build_hasher().finish(),
            commit_count: 0,
        }
    }

    /// Believes a commit that was read from the journal.
    pub(super) fn replay(
        &mut self,
        position: u64,
        commit: &Commit,
    ) -> Result<(), super::states::UnreadableWorkflow> {
        self.last_at = self.last_at.max(commit.at);
        self.remember(commit);
        self.working.apply(position, commit)
    }

    /// A copy of the states for readers.
    pub(super) fn published(&self) -> States {
        self.working.clone()
    }

    fn remember(&mut self, commit: &Commit) {
        if let Some(Key { key, fingerprint }) = &commit.key {
            let keys = self.keys.entry(commit.stream.clone()).or_default();
            keys.insert(key.clone(), (*fingerprint, commit.version));
        }
    }

    /// Decides a group, puts it on the disk, hands the new commits to `publish`, and answers.
    pub(super) fn run(
        &mut self,
        journal: &dyn Journal,
        calendar: &Calendar,
        clock: Timestamp,
        jobs: Vec<Job>,
        publish: Publish<'_>,
    ) -> Result<(), Failed> {
        // Commit time never goes back, whatever the clock does.
        self.last_at = self.last_at.max(clock);
        let now = Now { at: self.last_at, calendar: calendar.clone() };
        let mut retries = 0;
        let (outcomes, commits, positions) = loop {
            let (outcomes, commits) = self.decide_all(&now, &jobs);
            if commits.is_empty() {
                break (outcomes, commits, Vec::new());
            }
            match journal.append(&commits) {
                Ok(positions) => break (outcomes, commits, positions),
                Err(AppendError::Conflict { stream, .. }) if retries < CONFLICT_RETRIES_MAX => {
                    tracing::info!(%stream, "another writer was faster; deciding the group anew");
                    retries += 1;
                    self.reload(journal, publish)?;
                }
                Err(AppendError::Conflict { expected, actual, .. }) => {
                    self.reload(journal, publish)?;
                    for job in jobs {
                        let _ = job.answer.send(Err(SubmitError::Conflict { expected, actual }));
                    }
                    return Ok(());
                }
                Err(AppendError::TooLarge { bytes }) => {
                    self.reload(journal, publish)?;
                    if jobs.len() == 1 {
                        for job in jobs {
                            let _ = job.answer.send(Err(SubmitError::TooLarge { bytes }));
                        }
                        return Ok(());
                    }
                    // One of them is too large, and the others must not suffer for it.
                    for job in jobs {
                        self.run(journal, calendar, clock, vec![job], publish)?;
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
        if !placed.is_empty() {
            publish(&placed);
        }
        for (job, outcome) in jobs.into_iter().zip(outcomes) {
            let answer = match outcome {
                Outcome::Ready(answer) => answer,
                Outcome::Commit(index) => Ok(done(&placed[index].1, Some(placed[index].0), false)),
                Outcome::Replay(stream, version) => replayed(journal, &stream, version),
            };
            // Nobody may be waiting any more; what was asked is done all the same.
            let _ = job.answer.send(answer);
        }
        Ok(())
    }

    fn decide_all(&mut self, now: &Now, jobs: &[Job]) -> (Vec<Outcome>, Vec<Commit>) {
        let mut commits: Vec<Commit> = Vec::new();
        let outcomes = jobs
            .iter()
            .map(|job| {
                // Deciding changes nothing, so a panic in a rule costs only the command that met it.
                let decided = catch_unwind(AssertUnwindSafe(|| self.decide(now, &job.request)));
                match decided {
                    Err(_) => {
                        tracing::error!("a rule panicked; the command was not carried out");
                        Outcome::Ready(Err(SubmitError::Internal))
                    }
                    Ok(Err(outcome)) => outcome,
                    Ok(Ok(commit)) => {
                        self.remember(&commit);
                        // A workflow that was just parsed strictly parses again.
                        let applied = self.working.apply(self.working.position, &commit);
                        debug_assert!(applied.is_ok(), "{applied:?}");
                        commits.push(commit);
                        Outcome::Commit(commits.len() - 1)
                    }
                }
            })
            .collect();
        (outcomes, commits)
    }

    /// Decides one command. `Err` is what is to be answered when nothing is to be written.
    fn decide(&mut self, now: &Now, request: &Request) -> Result<Commit, Outcome> {
        let ready = |answer| Err(Outcome::Ready(answer));
        let stream = request.stream();
        let version = self.working.version_of(&stream);
        if let Some(key) = &request.key
            && let Some((fingerprint, at)) =
                self.keys.get(&stream).and_then(|keys| keys.get(&key.key))
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
        let events = match self.events(now, request) {
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
    /// have one of their own.
    fn commit_id(&mut self, stream: &Stream, request: &Request) -> CommitId {
        let id = match &request.command {
            Command::Initiative(_, InitiativeCommand::Notice(notice)) => {
                format!("notice {stream} {notice}")
            }
            _ => {
                self.commit_count += 1;
                format!("{} {}", self.commit_nonce, self.commit_count)
            }
        };
        CommitId(Digest::of(id.as_bytes()))
    }

    fn events(&self, now: &Now, request: &Request) -> Result<Vec<Event>, Refusal> {
        let states = &self.working;
        match &request.command {
            Command::Access(command) => {
                let (actor, access) = (&request.actor, &states.access);
                let found = command.initiative().and_then(|id| states.initiatives.get(id));
                let workflow = found.and_then(|it| states.workflow_of(it));
                let there = found.zip(workflow.as_ref()).map(|(initiative, workflow)| Facts {
                    initiative,
                    workflow,
                    access,
                    now,
                    actor,
                });
                access.decide(actor, now.at, there.as_ref(), command)
            }
            Command::PublishWorkflow(workflow) => {
                let published = states.version_of(&Stream::Workflow(workflow.digest));
                workflow.decide_publish(states.access.is_admin(&request.actor), published)
            }
            Command::Initiative(id, command) => {
                let unopened;
                let initiative = match states.initiatives.get(id) {
                    Some(there) => there.as_ref(),
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
                    now,
                    actor: &request.actor,
                };
                decide(&facts, command)
            }
        }
    }

    /// Forgets what was decided and not written, and takes up what another writer wrote.
    fn reload(&mut self, journal: &dyn Journal, publish: Publish<'_>) -> Result<(), Failed> {
        let mut fresh = Self::new(self.last_at);
        fresh.commit_nonce = self.commit_nonce;
        fresh.commit_count = self.commit_count;
        let known = self.working.position;
        super::read_everything(journal, |position, commit| {
            // What was there before this group is published already.
            if position > known {
                publish(&[(position, commit.clone())]);
            }
            fresh
                .replay(position, commit)
                .map_err(|source| StoreError::Damaged { position, what: source.to_string() })
        })
        .map_err(|source| Failed { source })?;
        *self = fresh;
        Ok(())
    }

    /// The position up to which the working states know the journal.
    pub(super) fn advance(&mut self, position: u64) {
        self.working.position = position;
    }
}

fn done(commit: &Commit, position: Option<u64>, replayed: bool) -> Done {
    Done {
        version: commit.version,
        position,
        at: commit.at,
        events: commit.events.clone(),
        replayed,
        dry_run: false,
    }
}

/// The answer that was given before, computed again from what was written then.
fn replayed(journal: &dyn Journal, stream: &Stream, version: Version) -> Result<Done, SubmitError> {
    match journal.read_stream(stream, version, 1) {
        Ok(found) => match found.first() {
            Some(placed) => Ok(done(&placed.commit, Some(placed.position), true)),
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
