//! What the journal adds up to and somebody is using: people, workflows, and the initiatives in memory.
//!
//! There are two of these. The leader's working copy runs ahead of the disk while a group is being decided; the
//! published copy holds what is on the disk, and is all that a reader ever sees. Each event is applied to both, so
//! that nothing is copied per command however long an initiative's history is. An initiative that the working copy
//! has, the published one has as well; one that neither has lies on the disk, see [`super::load`].

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::journal::{Commit, Position, Stream};
use crate::rules::access::Access;
use crate::rules::directory::Directory;
use crate::rules::event::Event;
use crate::rules::ids::{Digest, InitiativeId, Version, WorkflowName};
use crate::rules::initiative::Initiative;
use crate::rules::nearest::nearest;
use crate::rules::refusal::{Refusal, Thing};
use crate::rules::workflow::{Strictness, Workflow, WorkflowFault};

/// The idempotency keys of a stream: what was asked under each, and the version that it made.
pub(super) type Keys = BTreeMap<String, (Digest, Version)>;

/// Takes note of the key under which a commit was asked for.
pub(super) fn remember(keys: &mut Keys, commit: &Commit) {
    if let Some(key) = &commit.key {
        keys.insert(key.key.clone(), (key.fingerprint, commit.version));
    }
}

/// An initiative in memory.
#[derive(Debug, Clone)]
pub(super) struct Hot {
    pub(super) state: Arc<Initiative>,
    /// Kept up to date in the working copy only: nobody else asks.
    pub(super) keys: Arc<Keys>,
    /// How much it weighs: how many events it is made of.
    pub(super) events: usize,
    /// The version in which its state is kept on the disk; 0 when it is not.
    pub(super) kept: Version,
    /// When it was last used, in groups since the start.
    pub(super) used: Arc<AtomicU64>,
}

impl Hot {
    /// One that was never opened.
    pub(super) fn unopened(id: InitiativeId) -> Self {
        Self {
            state: Arc::new(Initiative::unopened(id)),
            keys: Arc::default(),
            events: 0,
            kept: 0,
            used: Arc::default(),
        }
    }

    /// Believes a commit.
    pub(super) fn apply(&mut self, commit: &Commit) {
        let state = Arc::make_mut(&mut self.state);
        for event in &commit.events {
            state.apply(commit.version, commit.at, &commit.by, event);
        }
        self.events += commit.events.len();
    }

    /// Takes note of the key under which a commit was asked for.
    pub(super) fn remember(&mut self, commit: &Commit) {
        if commit.key.is_some() {
            remember(Arc::make_mut(&mut self.keys), commit);
        }
    }

    /// Takes note that it is used.
    pub(super) fn use_at(&self, tick: u64) {
        self.used.store(tick, Ordering::Relaxed);
    }

    /// When it was last used.
    pub(super) fn used_at(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }
}

/// People, workflows, and the initiatives in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct States {
    pub(super) access: Arc<Access>,
    pub(super) directory: Arc<Directory>,
    hot: HashMap<InitiativeId, Hot>,
    /// How many events all of these are made of.
    weight: usize,
    pub(super) workflows: BTreeMap<Digest, Arc<Workflow>>,
    /// The versions of each workflow, oldest first.
    pub(super) versions: BTreeMap<WorkflowName, Vec<Digest>>,
    pub(super) position: Position,
}

/// A published workflow that this build cannot read at all: written by a newer one.
#[derive(Debug, thiserror::Error)]
#[error("workflow {digest} was published by a newer windrose: {problem}")]
pub struct UnreadableWorkflow {
    /// Its digest.
    pub digest: Digest,
    /// What is wrong with it.
    pub problem: String,
}

impl States {
    /// The initiatives in memory.
    pub(super) fn hot(&self) -> &HashMap<InitiativeId, Hot> {
        &self.hot
    }

    /// How much they weigh.
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    /// Takes an initiative into memory.
    pub(super) fn warm(&mut self, hot: Hot) {
        self.weight += hot.events;
        if let Some(old) = self.hot.insert(hot.state.id.clone(), hot) {
            self.weight -= old.events;
        }
    }

    /// Lets go of an initiative.
    pub(super) fn forget(&mut self, id: &InitiativeId) -> Option<Hot> {
        let hot = self.hot.remove(id)?;
        self.weight -= hot.events;
        Some(hot)
    }

    /// How many commits a stream holds. Of an initiative only as far as it is in memory.
    pub(super) fn version_of(&self, stream: &Stream) -> Version {
        match stream {
            Stream::Initiative(id) => self.hot.get(id).map_or(0, |it| it.state.version),
            Stream::Workflow(digest) => Version::from(self.workflows.contains_key(digest)),
            Stream::Access => self.access.version,
            Stream::Directory => self.directory.version,
        }
    }

    /// The version of a workflow that is meant: the newest, unless a digest is given.
    pub(super) fn workflow(
        &self,
        name: &WorkflowName,
        digest: Option<Digest>,
    ) -> Result<Arc<Workflow>, Refusal> {
        let versions = self.versions.get(name).map_or(&[][..], Vec::as_slice);
        let absent = |given: String, nearest: Vec<String>| Refusal::NotFound {
            what: Thing::Workflow,
            given,
            nearest,
        };
        let newest = versions.last().ok_or_else(|| {
            let known = self.versions.keys().map(WorkflowName::as_str);
            absent(name.to_string(), nearest(name.as_str(), known))
        })?;
        let digest = digest.unwrap_or(*newest);
        let found = self.workflows.get(&digest).filter(|it| it.name == *name);
        found
            .cloned()
            .ok_or_else(|| absent(format!("{name} {digest}"), vec![format!("{name} {newest}")]))
    }

    /// Takes note of the key of a commit that was just decided.
    pub(super) fn remember(&mut self, commit: &Commit) {
        if let Stream::Initiative(id) = &commit.stream
            && let Some(hot) = self.hot.get_mut(id)
        {
            hot.remember(commit);
        }
    }

    /// The workflow that an initiative keeps to.
    pub(super) fn workflow_of(&self, initiative: &Initiative) -> Option<Arc<Workflow>> {
        let workflow = initiative.workflow.as_ref()?;
        self.workflows.get(&workflow.digest).cloned()
    }

    /// Believes a commit. One of an initiative that is not in memory changes nothing here, unless it is its first.
    pub(super) fn apply(
        &mut self,
        position: Position,
        commit: &Commit,
    ) -> Result<(), UnreadableWorkflow> {
        self.position = position;
        match &commit.stream {
            Stream::Initiative(id) => {
                if commit.version == 1 && !self.hot.contains_key(id) {
                    self.hot.insert(id.clone(), Hot::unopened(id.clone()));
                }
                if let Some(hot) = self.hot.get_mut(id) {
                    hot.apply(commit);
                    self.weight += commit.events.len();
                }
                Ok(())
            }
            Stream::Access => {
                let access = Arc::make_mut(&mut self.access);
                access.version = commit.version;
                for event in &commit.events {
                    access.apply(commit.at, event);
                }
                Ok(())
            }
            Stream::Directory => {
                // Cheap to copy: what is large in it is shared.
                let directory = Arc::make_mut(&mut self.directory);
                for event in &commit.events {
                    directory.apply(commit.version, commit.at, &commit.by, event);
                }
                Ok(())
            }
            Stream::Workflow(digest) => self.apply_workflow(*digest, commit),
        }
    }

    fn apply_workflow(
        &mut self,
        digest: Digest,
        commit: &Commit,
    ) -> Result<(), UnreadableWorkflow> {
        for event in &commit.events {
            let Event::WorkflowPublished { name, source } = event else { continue };
            let unreadable = |faults: Vec<WorkflowFault>| {
                let problem = faults.first().map(ToString::to_string).unwrap_or_default();
                UnreadableWorkflow { digest, problem }
            };
            let workflow = Workflow::parse(source, Strictness::Replay).map_err(unreadable)?;
            self.workflows.insert(digest, Arc::new(workflow));
            self.versions.entry(name.clone()).or_default().push(digest);
        }
        Ok(())
    }
}
