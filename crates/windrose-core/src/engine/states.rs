//! What the journal adds up to: people, workflows, initiatives.
//!
//! There are two of these. The leader's working copy runs ahead of the disk while a group is being decided; the
//! published copy holds what is on the disk, and is all that a reader ever sees. Each event is applied to both, so
//! that nothing is copied per command however long an initiative's history is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::journal::{Commit, Position, Stream};
use crate::rules::access::Access;
use crate::rules::event::Event;
use crate::rules::ids::{Digest, InitiativeId, PersonId, Version, WorkflowName};
use crate::rules::initiative::Initiative;
use crate::rules::nearest::nearest;
use crate::rules::refusal::{Refusal, Thing};
use crate::rules::workflow::{Strictness, Workflow};

/// People, workflows, initiatives.
#[derive(Debug, Clone, Default)]
pub(super) struct States {
    pub(super) access: Arc<Access>,
    pub(super) initiatives: BTreeMap<InitiativeId, Arc<Initiative>>,
    /// The initiatives in which each person holds a role, so that what waits for one is found without walking all.
    pub(super) of_person: BTreeMap<PersonId, BTreeSet<InitiativeId>>,
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
    /// How many commits a stream holds.
    pub(super) fn version_of(&self, stream: &Stream) -> Version {
        match stream {
            Stream::Initiative(id) => self.initiatives.get(id).map_or(0, |it| it.version),
            Stream::Workflow(digest) => Version::from(self.workflows.contains_key(digest)),
            Stream::Access => self.access.version,
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

    /// The workflow that an initiative keeps to.
    pub(super) fn workflow_of(&self, initiative: &Initiative) -> Option<Arc<Workflow>> {
        let workflow = initiative.workflow.as_ref()?;
        self.workflows.get(&workflow.digest).cloned()
    }

    /// Believes a commit.
    pub(super) fn apply(
        &mut self,
        position: Position,
        commit: &Commit,
    ) -> Result<(), UnreadableWorkflow> {
        self.position = position;
        match &commit.stream {
            Stream::Initiative(id) => {
                let there = self
                    .initiatives
                    .entry(id.clone())
                    .or_insert_with(|| Arc::new(Initiative::unopened(id.clone())));
                let there = Arc::make_mut(there);
                for event in &commit.events {
                    there.apply(commit.version, commit.at, &commit.by, event);
                    let Some(person) = given_or_taken(event) else { continue };
                    let of_person = self.of_person.entry(person.clone()).or_default();
                    match there.roles.contains_key(person) {
                        true => of_person.insert(id.clone()),
                        false => of_person.remove(id),
                    };
                }
            }
            Stream::Access => {
                let access = Arc::make_mut(&mut self.access);
                access.version = commit.version;
                for event in &commit.events {
                    access.apply(commit.at, event);
                }
            }
            Stream::Workflow(digest) => {
                for event in &commit.events {
                    let Event::WorkflowPublished { name, source } = event else { continue };
                    let workflow =
                        Workflow::parse(source, Strictness::Replay).map_err(|faults| {
                            let problem =
                                faults.first().map(ToString::to_string).unwrap_or_default();
                            UnreadableWorkflow { digest: *digest, problem }
                        })?;
                    self.workflows.insert(*digest, Arc::new(workflow));
                    self.versions.entry(name.clone()).or_default().push(*digest);
                }
            }
        }
        Ok(())
    }
}

/// Whose roles an event changes.
fn given_or_taken(event: &Event) -> Option<&PersonId> {
    match event {
        Event::InitiativeOpened(it) => Some(&it.owner),
        Event::RoleAssigned { person, .. } | Event::RoleRevoked { person, .. } => Some(person),
        _ => None,
    }
}
