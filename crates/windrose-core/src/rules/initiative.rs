//! An initiative as it stands: what its events add up to. `apply` believes and cannot fail.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::command::{Decision, Reason};
use super::criterion::Class;
use super::deadline::Deadline;
use super::event::{Event, Obligation, Tailored};
use super::ids::{CriterionId, Digest, InitiativeId, PersonId, RoleName, Version, WorkflowName};
use super::notices::Notice;
use super::outline::Outline;
use super::record::{Records, Stored, Withdrawn};
use super::role::{Actor, Base};
use super::step::{Mode, Step, StepSlot, StepState};
use super::waiver::Waivers;

/// Whether an initiative runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// It was never opened: nothing is known of it but its name.
    Unopened,
    /// It runs.
    Running,
    /// It ended.
    Closed {
        /// Why.
        reason: Reason,
        /// What was learned.
        note: Option<String>,
        /// When.
        at: Timestamp,
    },
}

/// The version of a workflow that an initiative keeps to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowRef {
    /// Its name.
    pub name: WorkflowName,
    /// Its digest.
    pub digest: Digest,
}

/// An approval that was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// Who.
    pub by: PersonId,
    /// In which role.
    pub role: RoleName,
    /// When.
    pub at: Timestamp,
    /// The digest of the evidence that was seen.
    pub seen: Digest,
    /// For whom, where it is not for themselves.
    pub on_behalf_of: Option<PersonId>,
    /// The version of the initiative that the approval made: what changed later, it has not seen.
    pub version: Version,
}

impl Approval {
    /// Whose approval it is: who approved it, or for whom.
    pub fn holder(&self) -> &PersonId {
        self.on_behalf_of.as_ref().unwrap_or(&self.by)
    }
}

/// A criterion that somebody rejected and has not come round to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rejection {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// Who.
    pub by: PersonId,
    /// For whom, where it is not for themselves.
    pub on_behalf_of: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Rejection {
    /// Whose rejection it is: who rejected it, or for whom.
    pub fn holder(&self) -> &PersonId {
        self.on_behalf_of.as_ref().unwrap_or(&self.by)
    }

    /// May this person take it back? Who gave it may, and for whom it was given.
    pub fn is_of(&self, person: &PersonId) -> bool {
        self.by == *person || self.holder() == person
    }
}

/// A role that somebody holds and another person acts in for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// The role.
    pub role: RoleName,
    /// Who holds it.
    pub from: PersonId,
    /// Who stands in.
    pub to: PersonId,
    /// The last day.
    pub until: Date,
}

/// A decision that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// The step whose gate it was.
    pub step: Step,
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// The version of the initiative that the decision made.
    pub version: Version,
    /// The receipt's digest.
    pub receipt: Option<Digest>,
    /// Of its `must` criteria: how many let pass, of how many.
    pub musts: (usize, usize),
    /// Of its `should` criteria: how many let pass, of how many.
    pub shoulds: (usize, usize),
}

/// Something that is owed since a conditional go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Owed {
    /// The step whose gate was passed so.
    pub step: Step,
    /// What is owed.
    pub obligation: Obligation,
    /// Since when.
    pub since: Timestamp,
}

/// One change being led. How it is written is no stored format: whoever keeps it says which build wrote it, and folds
/// its events for any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Initiative {
    /// Its name.
    pub id: InitiativeId,
    /// How many commits its stream holds.
    pub version: Version,
    /// Whether it runs.
    pub phase: Phase,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// The workflow it keeps to; none before it was opened.
    pub workflow: Option<WorkflowRef>,
    /// Whether its steps follow one another.
    pub mode: Mode,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    /// The eight steps.
    pub steps: [StepSlot; 8],
    /// Who holds which roles.
    pub roles: BTreeMap<PersonId, BTreeSet<RoleName>>,
    /// Its records.
    pub records: Records,
    /// The approvals that were given.
    pub approvals: Vec<Approval>,
    /// The rejections that were not taken back.
    pub rejections: Vec<Rejection>,
    /// Who stands in for whom. Whether it still runs is computed from the day.
    pub delegations: Vec<Delegation>,
    /// The decisions that were taken.
    pub decisions: Vec<Decided>,
    /// What was changed of the workflow's criteria at its opening.
    pub tailoring: Vec<Tailored>,
    /// What was taken on with conditional goes. Whether it is still open is computed from the evidence.
    pub obligations: Vec<Owed>,
    /// The waivers that were asked for.
    pub waivers: Waivers,
    /// By when steps are to be done, of those that are still to be.
    pub deadlines: BTreeMap<Step, Deadline>,
    /// What was noticed, so that it is not noticed again. Nothing else rests on it.
    pub noticed: BTreeSet<Notice>,
    /// When something last happened to it.
    pub changed_at: Option<Timestamp>,
}

impl Initiative {
    /// One that was never opened.
    pub fn unopened(id: InitiativeId) -> Self {
        Self {
            id,
            version: 0,
            phase: Phase::Unopened,
            title: String::new(),
            purpose: None,
            workflow: None,
            mode: Mode::Sequential,
            opened_at: None,
            steps: [StepSlot::WAITING; 8],
            roles: BTreeMap::new(),
            records: Records::default(),
            approvals: Vec::new(),
            rejections: Vec::new(),
            delegations: Vec::new(),
            decisions: Vec::new(),
            tailoring: Vec::new(),
            obligations: Vec::new(),
            waivers: Waivers::default(),
            deadlines: BTreeMap::new(),
            noticed: BTreeSet::new(),
            changed_at: None,
        }
    }

    /// A step.
    pub fn step(&self, step: Step) -> &StepSlot {
        &self.steps[step.index()]
    }

    /// The steps at which a gate can be decided now.
    pub fn open_steps(&self) -> Vec<Step> {
        let open = |step: &Step| self.step(*step).state.name().is_open();
        Step::ALL.into_iter().filter(open).collect()
    }

    /// Believes as much of an event as an outline is made of: what whoever folds a whole journal keeps of each initiative.
    pub fn apply_outline(&mut self, version: Version, at: Timestamp, by: &Actor, event: &Event) {
        if Outline::concerns(event) {
            self.apply(version, at, by, event);
        } else {
            (self.version, self.changed_at) = (version, Some(at));
        }
    }

    /// Believes an event of the commit that makes this version.
    pub fn apply(&mut self, version: Version, at: Timestamp, by: &Actor, event: &Event) {
        self.version = version;
        self.changed_at = Some(at);
        match event {
            Event::InitiativeOpened(it) => {
                self.phase = Phase::Running;
                self.title.clone_from(&it.title);
                self.purpose.clone_from(&it.purpose);
                self.workflow =
                    Some(WorkflowRef { name: it.workflow.clone(), digest: it.workflow_digest });
                self.mode = it.mode;
                self.tailoring.clone_from(&it.tailoring);
                self.opened_at = Some(at);
                self.roles.entry(it.owner.clone()).or_default().insert(Base::Owner.role());
            }
            Event::InitiativeClosed { reason, note } => {
                self.phase = Phase::Closed { reason: *reason, note: note.clone(), at };
            }
            Event::StepOpened { step } => {
                let slot = &mut self.steps[step.index()];
                slot.state = StepState::Open;
                slot.opened_at = Some(at);
            }
            Event::RecordAdded(it) => self.records.put(
                version,
                Stored {
                    id: it.id,
                    revision: 1,
                    record: it.record.clone(),
                    numbers: it.record.numbers(),
                    by: by.clone(),
                    authors: by.id().cloned().into_iter().collect(),
                    recorded_at: at,
                    observed_on: it.observed_on,
                    links: it.links.clone(),
                    visibility: it.visibility,
                    external_ref: it.external_ref.clone(),
                    withdrawn: None,
                },
            ),
            Event::RecordSuperseded(it) => {
                let Some(old) = self.records.get(it.id) else { return };
                let mut authors = old.authors.clone();
                authors.extend(by.id().filter(|id| !authors.contains(id)).cloned());
                let new = Stored {
                    revision: it.revision,
                    record: it.record.clone(),
                    numbers: it.record.numbers(),
                    by: by.clone(),
                    authors,
                    recorded_at: at,
                    observed_on: it.observed_on,
                    ..old.clone()
                };
                self.records.put(version, new);
            }
            Event::RecordWithdrawn { record, reason } => {
                let withdrawn = Withdrawn { reason: reason.clone(), by: by.clone(), at };
                self.records.withdraw(version, *record, withdrawn);
            }
            Event::GateApproved(it) => {
                let Some(person) = by.person() else { return };
                self.forget_rejection(it.step, &it.criterion, person);
                self.approvals.push(Approval {
                    step: it.step,
                    criterion: it.criterion.clone(),
                    by: person.clone(),
                    role: it.role.clone(),
                    at,
                    seen: it.seen,
                    on_behalf_of: it.on_behalf_of.clone(),
                    version,
                });
            }
            Event::GateRejected(it) => {
                let Some(person) = by.person() else { return };
                self.forget_rejection(it.step, &it.criterion, person);
                // Whoever rejects it does not approve it any more.
                self.approvals.retain(|old| {
                    let same = old.step == it.step && old.criterion == it.criterion;
                    !same || (old.by != *person && old.holder() != person)
                });
                self.rejections.push(Rejection {
                    step: it.step,
                    criterion: it.criterion.clone(),
                    by: person.clone(),
                    on_behalf_of: it.on_behalf_of.clone(),
                    reason: it.reason.clone(),
                    at,
                });
            }
            Event::GateRejectionWithdrawn { step, criterion } => {
                let Some(person) = by.person() else { return };
                self.forget_rejection(*step, criterion, person);
            }
            Event::GateDecided(it) => {
                let slot = &mut self.steps[it.step.index()];
                match it.decision {
                    Decision::Go | Decision::ConditionalGo => {
                        slot.state = StepState::Passed;
                        slot.passed_at = Some(at);
                        slot.taken_over = false;
                    }
                    Decision::Hold { until } => slot.state = StepState::Held { until },
                    // What is done again stands in events of its own.
                    Decision::Recycle { .. } | Decision::Stop { .. } => {}
                }
                if matches!(it.decision, Decision::Go | Decision::ConditionalGo) {
                    // Done: a step that is done again gets a deadline of its own.
                    self.deadlines.remove(&it.step);
                    // Confirmed anew: what is owed now stands in this decision.
                    self.obligations.retain(|owed| owed.step != it.step);
                }
                self.obligations.extend(it.obligations.iter().map(|owed| Owed {
                    step: it.step,
                    obligation: owed.clone(),
                    since: at,
                }));
                self.decisions.push(Decided {
                    step: it.step,
                    decision: it.decision,
                    by: by.clone(),
                    at,
                    version,
                    receipt: it.receipt.digest,
                    musts: it.receipt.tally(Class::Must),
                    shoulds: it.receipt.tally(Class::Should),
                });
            }
            Event::StepTakenOver { step } => {
                let slot = &mut self.steps[step.index()];
                slot.state = StepState::Passed;
                slot.passed_at = Some(at);
                slot.taken_over = true;
            }
            Event::StepReopened { step, .. } => {
                // What was owed for it is owed no more: it is asked for again.
                self.obligations.retain(|it| it.step != *step);
                self.steps[step.index()] =
                    StepSlot { state: StepState::Open, opened_at: Some(at), ..StepSlot::WAITING };
            }
            Event::StepsUnsettled { stale, waiting } => {
                for step in stale {
                    self.steps[step.index()].state = StepState::Stale;
                }
                for step in waiting {
                    self.steps[step.index()] = StepSlot::WAITING;
                }
            }
            Event::WaiverRequested(it) => self.waivers.requested(at, by, it),
            Event::WaiverDecided(it) => self.waivers.decided(at, by, it),
            Event::WaiverClosed { waiver, reason } => {
                self.waivers.closed(at, by, *waiver, reason);
            }
            Event::StepDueSet { step, due } => {
                match due {
                    Some(due) => self.deadlines.insert(*step, *due),
                    None => self.deadlines.remove(step),
                };
            }
            Event::Noticed(notice) => {
                self.noticed.insert(notice.clone());
            }
            Event::RoleAssigned { person, role } => {
                self.roles.entry(person.clone()).or_default().insert(role.clone());
            }
            Event::RoleDelegated { role, from, to, until } => {
                // Who stands in for somebody in a role is one person; the later delegation replaces the earlier.
                self.delegations.retain(|it| it.from != *from || it.role != *role);
                self.delegations.push(Delegation {
                    role: role.clone(),
                    from: from.clone(),
                    to: to.clone(),
                    until: *until,
                });
            }
            Event::RoleDelegationEnded { role, from } => {
                self.delegations.retain(|it| it.from != *from || it.role != *role);
            }
            Event::RoleRevoked { person, role } => {
                self.delegations.retain(|it| it.from != *person || it.role != *role);
                if let Some(roles) = self.roles.get_mut(person) {
                    roles.remove(role);
                    if roles.is_empty() {
                        self.roles.remove(person);
                    }
                }
            }
            // Events of other streams never stand in this one.
            Event::AccountAdded { .. }
            | Event::TokenCreated { .. }
            | Event::TokenRevoked { .. }
            | Event::LinkCreated(_)
            | Event::SessionStarted(_)
            | Event::SessionEnded { .. }
            | Event::WorkflowPublished { .. }
            | Event::DirectoryStaged(_)
            | Event::DirectoryPublished(_)
            | Event::DirectoryImportDropped { .. } => {}
        }
    }

    fn forget_rejection(&mut self, step: Step, criterion: &CriterionId, person: &PersonId) {
        self.rejections
            .retain(|it| it.step != step || it.criterion != *criterion || !it.is_of(person));
    }
}
