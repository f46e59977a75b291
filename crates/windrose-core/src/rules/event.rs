//! What happened. Events are in the past tense, are never edited, and carry what they rested on.
//!
//! This is a stored format. A new field is optional with a default, a new event is a new variant, and neither ever
//! changes its meaning: `tests/journals/` holds journals of every version, which must go on being read.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::access::{AccountKind, PilotScope, TokenHash};
use super::command::{Decision, Reason, WaiverDecision};
use super::criterion::Class;
use super::deadline::Deadline;
use super::directory::{Flaw, Person, Settled};
use super::fixed::Fixed;
use super::ids::{
    CriterionId, Digest, ImportId, LinkId, PersonId, RecordId, RoleName, SessionId, TokenId,
    WaiverId, WorkflowName,
};
use super::notices::Notice;
use super::receipt::Receipt;
use super::record::{ExternalRef, Record, Visibility};
use super::role::InstanceRole;
use super::step::{Mode, Step};

/// Something that happened to a stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// An initiative was opened.
    InitiativeOpened(InitiativeOpened),
    /// An initiative was closed.
    InitiativeClosed {
        /// Why.
        reason: Reason,
        /// What was learned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A record was added.
    RecordAdded(RecordAdded),
    /// A record has a new revision.
    RecordSuperseded(RecordSuperseded),
    /// A record no longer counts.
    RecordWithdrawn {
        /// The record.
        record: RecordId,
        /// Why.
        reason: String,
    },
    /// A step began.
    StepOpened {
        /// The step.
        step: Step,
    },
    /// A step had passed before the initiative was opened here.
    StepTakenOver {
        /// The step.
        step: Step,
    },
    /// A step is done again.
    StepReopened {
        /// The step.
        step: Step,
        /// Why.
        reason: String,
        /// The criteria that it is about; the timeline tells them, and the gate asks for all of its criteria as before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        redo: Vec<CriterionId>,
        /// For whom it was decided, where it was not for themselves.
        #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<PersonId>,
    },
    /// An earlier step is done again, so these are not settled any more.
    StepsUnsettled {
        /// Passed, and to be confirmed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stale: Vec<Step>,
        /// Worked on, and waiting again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        waiting: Vec<Step>,
    },
    /// The deadline of a step was set, or taken away.
    StepDueSet {
        /// The step.
        step: Step,
        /// The deadline; none when it was taken away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Deadline>,
    },
    /// The day of something has come. Says so once, and changes nothing.
    Noticed(Notice),
    /// A criterion was approved.
    GateApproved(GateApproved),
    /// A criterion was rejected, and stays so until the rejection is taken back.
    GateRejected(GateRejected),
    /// A rejection was taken back.
    GateRejectionWithdrawn {
        /// The step whose gate it is.
        step: Step,
        /// The criterion.
        criterion: CriterionId,
    },
    /// A gate was decided.
    GateDecided(Box<GateDecided>),
    /// It was asked to waive a criterion.
    WaiverRequested(WaiverRequested),
    /// A waiver was granted or refused.
    WaiverDecided(WaiverDecided),
    /// A waiver was ended early, or a request for one taken back.
    WaiverClosed {
        /// The waiver.
        waiver: WaiverId,
        /// Why.
        reason: String,
    },
    /// Somebody was given a role.
    RoleAssigned {
        /// Who.
        person: PersonId,
        /// Which.
        role: RoleName,
    },
    /// A role was taken from somebody.
    RoleRevoked {
        /// Who.
        person: PersonId,
        /// Which.
        role: RoleName,
    },
    /// Somebody stands in for another in a role.
    RoleDelegated {
        /// Which.
        role: RoleName,
        /// Who holds it.
        from: PersonId,
        /// Who stands in.
        to: PersonId,
        /// The last day.
        until: Date,
    },
    /// Nobody stands in for somebody in a role any more.
    RoleDelegationEnded {
        /// Which.
        role: RoleName,
        /// Who holds it.
        from: PersonId,
    },
    /// A person or a service was added.
    AccountAdded {
        /// Its id.
        id: PersonId,
        /// A person or a service.
        kind: AccountKind,
        /// The person's name, or what the service is.
        name: String,
        /// Where to reach them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        /// What they may do beyond single initiatives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instance_role: Option<InstanceRole>,
    },
    /// A token was created.
    TokenCreated {
        /// Its public part.
        token: TokenId,
        /// Whose it is.
        holder: PersonId,
        /// SHA-256 of its secret part.
        hash: TokenHash,
        /// What it is for.
        label: String,
    },
    /// A token is worthless now.
    TokenRevoked {
        /// Its public part.
        token: TokenId,
    },
    /// A sign-in link was made.
    LinkCreated(LinkCreated),
    /// A sign-in link was used up, and a session began.
    SessionStarted(SessionStarted),
    /// A session was ended before its time.
    SessionEnded {
        /// Its public part.
        session: SessionId,
    },
    /// A version of a workflow was published.
    WorkflowPublished {
        /// The workflow's name.
        name: WorkflowName,
        /// The file, word for word: what its digest is the digest of.
        source: String,
    },
    /// Rows were taken into an import of the directory.
    DirectoryStaged(DirectoryStaged),
    /// An import became the directory.
    DirectoryPublished(DirectoryPublished),
    /// An import was forgotten.
    DirectoryImportDropped {
        /// The import.
        import: ImportId,
    },
}

/// Rows were taken into an import of the directory. Of those that say what is published, only the ids stand here, in their
/// order: they fill the numbers that no other row has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryStaged {
    /// The import.
    pub import: ImportId,
    /// The number of the first row.
    pub first_row: u32,
    /// How many rows there were.
    pub count: u32,
    /// The rows that name somebody new, or somebody otherwise than published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<StagedRow>,
    /// Whom the rows name that say what is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<PersonId>,
    /// What was not taken as it was sent; a row without a usable id was left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaws: Vec<Flaw>,
}

/// A row that names somebody new, or somebody otherwise than published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StagedRow {
    /// Its number.
    pub row: u32,
    /// Whom it names.
    pub person: Arc<Person>,
}

/// An import became the directory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryPublished {
    /// The import.
    pub import: ImportId,
    /// Whose manager does not count, because lines would run in a circle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loose: Vec<PersonId>,
    /// What was settled of units about which rows disagree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Settled>,
}

/// An initiative was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InitiativeOpened {
    /// What it is called.
    pub title: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The workflow's name.
    pub workflow: WorkflowName,
    /// The workflow's version, by digest: the initiative keeps to it.
    pub workflow_digest: Digest,
    /// The steps' mode.
    pub mode: Mode,
    /// Who answers for it.
    pub owner: PersonId,
    /// What was changed of the workflow's criteria, for this initiative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tailoring: Vec<Tailored>,
}

/// A criterion changed for one initiative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tailored {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// Its bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Fixed>,
    /// How much it weighs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// It does not apply.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_applicable: bool,
    /// Why.
    pub reason: String,
}

/// A record was added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordAdded {
    /// Its id.
    pub id: RecordId,
    /// What it says.
    pub record: Arc<Record>,
    /// The day it speaks of.
    pub observed_on: Date,
    /// Further records it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<RecordId>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub visibility: Visibility,
    /// What another system calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
}

/// A record has a new revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordSuperseded {
    /// The record.
    pub id: RecordId,
    /// Which revision this is.
    pub revision: u32,
    /// What it says now.
    pub record: Arc<Record>,
    /// The day it speaks of.
    pub observed_on: Date,
    /// Why.
    pub reason: String,
}

/// A criterion was approved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateApproved {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// The role in which it was approved.
    pub role: RoleName,
    /// The digest of the evidence that was seen.
    pub seen: Digest,
    /// What the approver added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// For whom, where it was not for themselves.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonId>,
}

/// A criterion was rejected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateRejected {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// The role in which it was rejected.
    pub role: RoleName,
    /// Why.
    pub reason: String,
    /// For whom, where it was not for themselves.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonId>,
}

/// A gate was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateDecided {
    /// The step whose gate it is.
    pub step: Step,
    /// What was decided.
    pub decision: Decision,
    /// The role in which it was decided.
    pub role: RoleName,
    /// For whom, where it was not for themselves.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonId>,
    /// Was the rule of four eyes set aside, as the workflow allows when it is shown?
    #[serde(default, skip_serializing_if = "is_default")]
    pub one_person: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// The gate as it stood.
    pub receipt: Receipt,
    /// What is owed for a conditional go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
}

/// It was asked to waive a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverRequested {
    /// Its id.
    pub waiver: WaiverId,
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// Why.
    pub reason: String,
    /// The last day on which it is to be in force.
    pub expires_on: Date,
    /// The waiver that it goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<WaiverId>,
}

/// A waiver was granted or refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverDecided {
    /// The waiver.
    pub waiver: WaiverId,
    /// What was decided.
    pub decision: WaiverDecision,
    /// The role in which it was decided.
    pub role: RoleName,
    /// What whoever judged it added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A sign-in link was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkCreated {
    /// Its public part.
    pub link: LinkId,
    /// Who is signed in by it.
    pub person: PersonId,
    /// SHA-256 of its secret part.
    pub hash: TokenHash,
    /// When it is worthless, used or not.
    pub expires_at: Timestamp,
    /// The one pilot that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pilot: Option<PilotScope>,
}

/// A sign-in link was used up, and a session began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionStarted {
    /// The session's public part.
    pub session: SessionId,
    /// The link that was used up.
    pub link: LinkId,
    /// Who is signed in.
    pub person: PersonId,
    /// SHA-256 of the session's secret part.
    pub hash: TokenHash,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The one pilot that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pilot: Option<PilotScope>,
}

/// Something that is owed for a conditional go: the criterion is still to be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// The criterion.
    pub criterion: CriterionId,
    /// Who sees to it.
    pub owner: PersonId,
    /// By when.
    pub due_on: Date,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
