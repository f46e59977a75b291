//! Reading: an initiative with everything it takes to judge it, now or as it was.

use std::ops::Bound;
use std::sync::Arc;

use jiff::Timestamp;

use super::graphs::Patient;
use super::rows::Row;
use super::states::States;
use super::{Engine, Shared, StoreError};
use crate::journal::{Placed, Stream};
use crate::rules::access::Access;
use crate::rules::coalition::analysis::Analysis;
use crate::rules::directory::Directory;
use crate::rules::facts::Facts;
use crate::rules::ids::{Digest, InitiativeId, PersonId, Version, WorkflowName};
use crate::rules::initiative::{Initiative, Phase};
use crate::rules::nearest::nearest;
use crate::rules::now::Now;
use crate::rules::outline::Outline;
use crate::rules::refusal::{Refusal, Thing};
use crate::rules::role::{Actor, Permission};
use crate::rules::workflow::Workflow;

/// How many initiatives on either side are looked at for one that was meant.
const NEIGHBOURS: usize = 500;

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
    /// The organisation, as it was then.
    pub directory: Arc<Directory>,
    /// What the graphs say.
    graphs: Patient,
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
            directory: &self.directory,
            graphs: &self.graphs,
            now: &self.now,
            actor: &self.actor,
        }
    }
}

impl Engine {
    /// What time it is here.
    pub fn now(&self) -> Now {
        self.shared.now()
    }

    /// People, services and tokens.
    pub fn access(&self) -> Arc<Access> {
        self.shared.read().states.access.clone()
    }

    /// The organisation, and the imports into it.
    pub fn directory(&self) -> Arc<Directory> {
        self.shared.read().states.directory.clone()
    }

    /// Does somebody lead an initiative that runs? They see who there is in the organisation.
    pub fn leads_any(&self, person: &PersonId) -> bool {
        let published = self.shared.read();
        let states = &published.states;
        let (now, actor) = (self.now(), states.access.actor(person));
        let Some(actor) = actor else { return false };
        let theirs = published.rows.of_person(person).into_iter().flatten();
        theirs.filter_map(|id| published.rows.get(id)).any(|row| {
            let outline = &row.outline;
            let workflow = states.workflows.get(&outline.workflow.digest);
            outline.running
                && workflow.is_some_and(|workflow| {
                    let known = (workflow.as_ref(), states.access.as_ref(), &now);
                    outline.may(known, &actor, Permission::ReadTeam)
                })
        })
    }

    /// An initiative as whoever asks may see it, now or as it was. Blocks on the disk when it is to be as it was, or has
    /// left memory.
    ///
    /// # Errors
    /// When there is none for whoever asks, or it did not exist then.
    pub fn look(
        &self,
        id: &InitiativeId,
        actor: &Actor,
        as_of: Option<AsOf>,
    ) -> Result<Look, LookError> {
        let absent = || LookError::Refused(Box::new(self.absent_initiative(id, actor)));
        let Some(hot) = self.shared.warm(id)? else { return Err(absent()) };
        hot.use_at(self.shared.tick());
        let initiative = hot.state;
        let (workflow, access, directory) = {
            let states = &self.shared.read().states;
            let workflow = states.workflow_of(&initiative);
            (workflow, states.access.clone(), states.directory.clone())
        };
        let Some(workflow) = workflow else { return Err(absent()) };
        let mut look = Look {
            initiative,
            workflow,
            access,
            directory,
            graphs: self.shared.graphs.clone(),
            now: self.now(),
            actor: actor.clone(),
        };
        // Who may see it now may see how it was.
        if !look.facts().may(actor, Permission::Read) {
            return Err(absent());
        }
        // As it is now, it need not be folded from its beginning.
        let current = as_of == Some(AsOf::Version(look.initiative.version));
        if current && let Some(at) = look.initiative.changed_at {
            look.now.at = at;
        } else if let Some(as_of) = as_of {
            let (initiative, at) = self.fold(id, as_of, look.initiative.version)?;
            look.now.at = at;
            look.initiative = Arc::new(initiative);
        }
        if as_of.is_some() && look.workflow.asks_graphs() {
            look.directory = self.shared.directory_at(look.directory, look.now.at)?;
            // What was is kept for this one look only.
            look.graphs = Patient::default();
        }
        if look.workflow.asks_graphs() && !Analysis::is_quick(&look.directory) {
            // Here, where it may take long, and not where what was seen is judged.
            look.facts().coalition();
        }
        Ok(look)
    }

    /// Would looking at this initiative read from the disk?
    pub fn is_cold(&self, id: &InitiativeId) -> bool {
        let published = self.shared.read();
        !published.states.hot().contains_key(id) && published.rows.get(id).is_some()
    }

    /// Is there such an initiative for whoever asks? Costs less than looking at it.
    pub fn may_read(&self, id: &InitiativeId, actor: &Actor) -> bool {
        let published = self.shared.read();
        let now = self.now();
        published.rows.get(id).is_some_and(|row| may_read(&published.states, row, &now, actor))
    }

    /// The running initiatives in which a person holds a role, by id, as that person may see them. Costs nothing for
    /// all the others. Blocks on the disk for those that have left memory.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn looks_of(&self, person: &PersonId) -> Result<Vec<Look>, StoreError> {
        let (actor, ids) = {
            let published = self.shared.read();
            let Some(actor) = published.states.access.actor(person) else { return Ok(Vec::new()) };
            let theirs = published.rows.of_person(person).into_iter().flatten();
            let held = theirs.filter(|id| {
                published.rows.get(id).is_some_and(|row| {
                    row.outline.running
                        && row.outline.roles.iter().any(|(holder, _)| holder == person)
                })
            });
            (actor, held.cloned().collect::<Vec<_>>())
        };
        let mut looks = Vec::with_capacity(ids.len());
        for id in ids {
            match self.look(&id, &actor, None) {
                Ok(look) => looks.push(look),
                // They lost the role in between.
                Err(LookError::Refused(_) | LookError::Before { .. }) => {}
                Err(LookError::Store(error)) => return Err(error),
            }
        }
        Ok(looks)
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

    /// A page of the initiatives that whoever asks may see, by id, after an id. Costs nothing for those that they have
    /// no part in, unless they see all.
    pub fn initiatives(
        &self,
        actor: &Actor,
        after: Option<&InitiativeId>,
        limit: usize,
    ) -> Vec<Arc<Outline>> {
        let published = self.shared.read();
        let range = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let now = self.now();
        let readable = |row: &&Row| may_read(&published.states, row, &now, actor);
        let outline = |row: &Row| row.outline.clone();
        match whose(&published.states, actor) {
            None => {
                let all = published.rows.all().range::<InitiativeId, _>(range).map(|(_, row)| row);
                all.filter(readable).take(limit).map(outline).collect()
            }
            Some(person) => {
                let theirs = published.rows.of_person(person).into_iter();
                let theirs = theirs.flat_map(|ids| ids.range::<InitiativeId, _>(range));
                let rows = theirs.filter_map(|id| published.rows.get(id));
                rows.filter(readable).take(limit).map(outline).collect()
            }
        }
    }

    /// That there is no such initiative, with the nearest that whoever asks may see.
    pub fn absent_initiative(&self, id: &InitiativeId, actor: &Actor) -> Refusal {
        let published = self.shared.read();
        let now = self.now();
        // Not compared with all of them, however many there are: a slip of the hand leaves the order nearly as it was.
        let all = published.rows.all();
        let before = all.range(..id).rev().take(NEIGHBOURS);
        let behind = all.range(id..).take(NEIGHBOURS);
        let rows = before.chain(behind).map(|(_, row)| row);
        let seen = rows.filter(|row| may_read(&published.states, row, &now, actor));
        Refusal::NotFound {
            what: Thing::Initiative,
            given: id.to_string(),
            nearest: nearest(id.as_str(), seen.map(|row| row.outline.id.as_str())),
        }
    }

    /// The newest version of each workflow, by name, with how many versions there are.
    pub fn workflows(&self) -> Vec<(Arc<Workflow>, usize)> {
        let states = &self.shared.read().states;
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
        self.shared.read().states.workflow(name, digest)
    }
}

impl Shared {
    pub(super) fn now(&self) -> Now {
        Now { at: self.clock.now(), calendar: self.calendar.clone() }
    }
}

/// Whose initiatives have to be looked at to find those that somebody may see. `None` of one who may see all.
pub(super) fn whose<'a>(states: &States, actor: &'a Actor) -> Option<&'a PersonId> {
    let person = actor.id()?;
    let role = states.access.instance_role(person);
    if role.is_some_and(|role| role.allows(Permission::Read)) { None } else { Some(person) }
}

/// May somebody see this initiative?
pub(super) fn may_read(states: &States, row: &Row, now: &Now, actor: &Actor) -> bool {
    let workflow = states.workflows.get(&row.outline.workflow.digest);
    workflow.is_some_and(|workflow| row.outline.may_read(workflow, &states.access, now, actor))
}
