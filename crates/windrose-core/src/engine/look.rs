//! Reading: an initiative with everything it takes to judge it, now or as it was.

use std::ops::Bound;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Engine, StoreError};
use crate::journal::{Placed, Stream};
use crate::rules::access::Access;
use crate::rules::facts::Facts;
use crate::rules::ids::{Digest, InitiativeId, PersonId, Version, WorkflowName};
use crate::rules::initiative::{Initiative, Phase};
use crate::rules::nearest::nearest;
use crate::rules::now::Now;
use crate::rules::refusal::{Refusal, Thing};
use crate::rules::role::{Actor, Permission};
use crate::rules::workflow::Workflow;

/// How many commits are folded at once for a state as it was.
const FOLD_PAGE: usize = 500;

/// As of when something is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// As it was when the stream had this version.
    Version(Version),
    /// As it was at this time.
    Time(Timestamp),
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// There is no such thing, for whoever asks.
    #[error("refused: {}", .0.kind())]
    Refused(Box<Refusal>),
    /// It did not exist yet, or not so many versions of it.
    #[error("the initiative was not opened then; it has versions 1 to {versions}")]
    Before {
        /// How many versions there are.
        versions: Version,
    },
    /// The store could not be read.
    #[error("the store could not be read")]
    Store(#[from] StoreError),
}

/// An initiative with everything it takes to judge it.
#[derive(Debug, Clone)]
pub struct Look {
    /// The initiative.
    pub initiative: Arc<Initiative>,
    /// The workflow it keeps to.
    pub workflow: Arc<Workflow>,
    /// People and services, as they are now.
    pub access: Arc<Access>,
    /// The time for which it is judged.
    pub now: Now,
    /// Who looks.
    pub actor: Actor,
}

impl Look {
    /// The same as facts for rules and views.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            initiative: &self.initiative,
            workflow: &self.workflow,
            access: &self.access,
            now: &self.now,
            actor: &self.actor,
        }
    }
}

impl Engine {
    /// What time it is here.
    pub fn now(&self) -> Now {
        Now { at: self.shared.clock.now(), calendar: self.shared.calendar.clone() }
    }

    /// People, services and tokens.
    pub fn access(&self) -> Arc<Access> {
        self.shared.read().access.clone()
    }

    /// An initiative as whoever asks may see it, now or as it was. Blocks on the disk when it is to be as it was.
    ///
    /// # Errors
    /// When there is none for whoever asks, or it did not exist then.
    pub fn look(
        &self,
        id: &InitiativeId,
        actor: &Actor,
        as_of: Option<AsOf>,
    ) -> Result<Look, LookError> {
        let (current, workflow, access) = {
            let states = self.shared.read();
            let initiative = states.initiatives.get(id).cloned();
            let workflow = initiative.as_ref().and_then(|it| states.workflow_of(it));
            (initiative, workflow, states.access.clone())
        };
        let absent = || LookError::Refused(Box::new(self.absent_initiative(id, actor)));
        let (Some(initiative), Some(workflow)) = (current, workflow) else { return Err(absent()) };
        let mut look = Look { initiative, workflow, access, now: self.now(), actor: actor.clone() };
        // Who may see it now may see how it was.
        if !look.facts().may(actor, Permission::Read) {
            return Err(absent());
        }
        if let Some(as_of) = as_of {
            let (initiative, at) = self.fold(id, as_of, look.initiative.version)?;
            look.now.at = at;
            look.initiative = Arc::new(initiative);
        }
        Ok(look)
    }

    /// Is there such an initiative for whoever asks? Costs less than looking at it, above all when there is none.
    pub fn may_read(&self, id: &InitiativeId, actor: &Actor) -> bool {
        let states = self.shared.read();
        let Some(initiative) = states.initiatives.get(id) else { return false };
        let Some(workflow) = states.workflow_of(initiative) else { return false };
        let (access, now) = (&states.access, self.now());
        let facts = Facts { initiative, workflow: &workflow, access, now: &now, actor };
        facts.may(actor, Permission::Read)
    }

    /// The running initiatives in which a person holds a role, by id, as that person may see them. Costs nothing for
    /// all the others.
    pub fn looks_of(&self, person: &PersonId) -> Vec<Look> {
        let states = self.shared.read();
        let Some(actor) = states.access.actor(person) else { return Vec::new() };
        let now = self.now();
        let ids = states.of_person.get(person).into_iter().flatten();
        ids.filter_map(|id| states.initiatives.get(id))
            .filter(|it| it.phase == Phase::Running)
            .filter_map(|initiative| {
                Some(Look {
                    initiative: initiative.clone(),
                    workflow: states.workflow_of(initiative)?,
                    access: states.access.clone(),
                    now: now.clone(),
                    actor: actor.clone(),
                })
            })
            .collect()
    }

    /// Folds an initiative from its beginning. Answers it with the time as of which it is then judged.
    fn fold(
        &self,
        id: &InitiativeId,
        as_of: AsOf,
        versions: Version,
    ) -> Result<(Initiative, Timestamp), LookError> {
        let mut it = Initiative::unopened(id.clone());
        let mut at = Timestamp::MIN;
        'pages: loop {
            let page = self.commits(id, it.version + 1, FOLD_PAGE)?;
            if page.is_empty() {
                break;
            }
            for Placed { commit, .. } in page {
                let wanted = match as_of {
                    AsOf::Version(version) => commit.version <= version,
                    AsOf::Time(time) => commit.at <= time,
                };
                if !wanted {
                    break 'pages;
                }
                for event in &commit.events {
                    it.apply(commit.version, commit.at, &commit.by, event);
                }
                at = commit.at;
            }
        }
        let enough = match as_of {
            AsOf::Version(version) => it.version == version,
            AsOf::Time(time) => {
                at = time;
                true
            }
        };
        if it.phase == Phase::Unopened || !enough {
            return Err(LookError::Before { versions });
        }
        Ok((it, at))
    }

    /// The commits of an initiative, from a version on. Blocks on the disk.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn commits(
        &self,
        id: &InitiativeId,
        from: Version,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        self.shared.journal.read_stream(&Stream::Initiative(id.clone()), from, limit)
    }

    /// A page of the initiatives that whoever asks may see, by id, after an id.
    pub fn initiatives(
        &self,
        actor: &Actor,
        after: Option<&InitiativeId>,
        limit: usize,
    ) -> Vec<Arc<Initiative>> {
        let states = self.shared.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let now = self.now();
        states
            .initiatives
            .range::<InitiativeId, _>((from, Bound::Unbounded))
            .map(|(_, it)| it)
            .filter(|it| {
                states.workflow_of(it).is_some_and(|workflow| {
                    let facts = Facts {
                        initiative: it,
                        workflow: &workflow,
                        access: &states.access,
                        now: &now,
                        actor,
                    };
                    facts.may(actor, Permission::Read)
                })
            })
            .take(limit)
            .cloned()
            .collect()
    }

    /// That there is no such initiative, with the nearest that whoever asks may see.
    pub fn absent_initiative(&self, id: &InitiativeId, actor: &Actor) -> Refusal {
        let seen = self.initiatives(actor, None, usize::MAX);
        Refusal::NotFound {
            what: Thing::Initiative,
            given: id.to_string(),
            nearest: nearest(id.as_str(), seen.iter().map(|it| it.id.as_str())),
        }
    }

    /// The newest version of each workflow, by name, with how many versions there are.
    pub fn workflows(&self) -> Vec<(Arc<Workflow>, usize)> {
        let states = self.shared.read();
        states
            .versions
            .values()
            .filter_map(|digests| {
                let newest = states.workflows.get(digests.last()?)?;
                Some((newest.clone(), digests.len()))
            })
            .collect()
    }

    /// A version of a workflow: the newest, unless a digest is given.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] with the nearest that there is.
    pub fn workflow(
        &self,
        name: &WorkflowName,
        digest: Option<Digest>,
    ) -> Result<Arc<Workflow>, Refusal> {
        self.shared.read().workflow(name, digest)
    }
}
