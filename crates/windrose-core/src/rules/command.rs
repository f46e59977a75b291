//! What can be asked for. Commands are imperatives; what comes of them are [`super::event`]s.

use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::access::{AccountKind, PilotScope, TokenHash};
use super::directory::DirectoryCommand;
use super::event::{Obligation, Tailored};
use super::ids::{
    CriterionId, Digest, InitiativeId, LinkId, PersonId, RecordId, RoleName, SessionId, TokenId,
    WaiverId, WorkflowName,
};
use super::notices::Notice;
use super::record::{ExternalRef, Record, Visibility};
use super::role::InstanceRole;
use super::step::{Mode, Step};
use super::workflow::Workflow;

/// The most records that one command adds.
pub const RECORDS_PER_COMMAND_MAX: usize = 200;

/// A command to one stream.
#[derive(Debug, Clone)]
pub enum Command {
    /// To an initiative.
    Initiative(InitiativeId, InitiativeCommand),
    /// To people, services and tokens.
    Access(AccessCommand),
    /// To people, units and reporting lines.
    Directory(DirectoryCommand),
    /// Publishes a version of a workflow.
    PublishWorkflow(Box<Workflow>),
}

/// A command to an initiative.
#[derive(Debug, Clone)]
pub enum InitiativeCommand {
    /// Open it.
    Open(Open),
    /// Close it.
    Close(Close),
    /// Add records: all of them or none.
    AddRecords(Vec<NewRecord>),
    /// Put a new revision in a record's place.
    SupersedeRecord(Supersede),
    /// Mark a record as no longer counting.
    WithdrawRecord {
        /// The record.
        record: RecordId,
        /// Why.
        reason: String,
    },
    /// Approve a criterion of an open step's gate.
    Approve(Approve),
    /// Reject a criterion that is to be approved.
    Reject(Reject),
    /// Take a rejection back.
    WithdrawRejection {
        /// The step whose gate it is.
        step: Step,
        /// The criterion.
        criterion: CriterionId,
    },
    /// Decide at a gate.
    Decide(Decide),
    /// Do a passed step again.
    Reopen(Reopen),
    /// Ask to have a criterion waived for a time.
    RequestWaiver(RequestWaiver),
    /// Grant or refuse a waiver that was asked for.
    DecideWaiver(DecideWaiver),
    /// End a waiver early, or take back a request.
    CloseWaiver {
        /// The waiver.
        waiver: WaiverId,
        /// Why.
        reason: String,
    },
    /// Set the deadline of a step, or take it away.
    SetDue(SetDue),
    /// Notice that the day of something has come. Asked by windrose itself only.
    Notice(Notice),
    /// Give somebody a role.
    AssignRole {
        /// Who.
        person: PersonId,
        /// Which.
        role: RoleName,
    },
    /// Take a role from somebody.
    RevokeRole {
        /// Who.
        person: PersonId,
        /// Which.
        role: RoleName,
    },
    /// Let somebody else act in a role that one holds.
    DelegateRole {
        /// Which.
        role: RoleName,
        /// Who stands in.
        to: PersonId,
        /// The last day.
        until: Date,
    },
    /// End that.
    EndDelegation {
        /// Which.
        role: RoleName,
        /// Who holds it; whoever asks when not given.
        from: Option<PersonId>,
    },
}

/// How an initiative is opened.
#[derive(Debug, Clone)]
pub struct Open {
    /// The workflow it runs on.
    pub workflow: WorkflowName,
    /// The workflow's version; the newest when not given.
    pub digest: Option<Digest>,
    /// What it is called.
    pub title: String,
    /// What it is for, in a few sentences.
    pub purpose: Option<String>,
    /// The steps' mode; the workflow's own when not given.
    pub mode: Option<Mode>,
    /// Who answers for it; whoever opens it when not given.
    pub owner: Option<PersonId>,
    /// The step that is worked on first, of a change already under way; the first when not given.
    pub at_step: Option<Step>,
    /// What is changed of the workflow's criteria, for this initiative.
    pub tailoring: Vec<Tailored>,
}

/// Why an initiative ends.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// All eight gates were passed.
    Achieved,
    /// Nobody finds it urgent.
    NoUrgency,
    /// Nobody stands for it at the top.
    NoSponsor,
    /// It no longer brings what it was for.
    BenefitGone,
    /// It costs too much.
    Cost,
    /// Another initiative takes its place.
    Superseded,
    /// The evidence speaks against it.
    EvidenceNegative,
}

impl Reason {
    /// Its name in calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::NoUrgency => "no_urgency",
            Self::NoSponsor => "no_sponsor",
            Self::BenefitGone => "benefit_gone",
            Self::Cost => "cost",
            Self::Superseded => "superseded",
            Self::EvidenceNegative => "evidence_negative",
        }
    }
}

/// How an initiative is closed.
#[derive(Debug, Clone)]
pub struct Close {
    /// Why.
    pub reason: Reason,
    /// What was learned.
    pub note: Option<String>,
}

/// A record to be added.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// What it says.
    pub record: Arc<Record>,
    /// The day it speaks of; today when not given.
    pub observed_on: Option<Date>,
    /// Further records it belongs to.
    pub links: Vec<RecordId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What another system calls it. When it is known already, the record is superseded.
    pub external_ref: Option<ExternalRef>,
}

/// A new revision of a record.
#[derive(Debug, Clone)]
pub struct Supersede {
    /// The record.
    pub record: RecordId,
    /// What it says now.
    pub with: Arc<Record>,
    /// The day it speaks of; as before when not given.
    pub observed_on: Option<Date>,
    /// Why it was wrong or is no longer right.
    pub reason: String,
}

/// An approval.
#[derive(Debug, Clone)]
pub struct Approve {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion that asks for it.
    pub criterion: CriterionId,
    /// The digest of the evidence that the approver saw.
    pub seen: Digest,
    /// What the approver wishes to add.
    pub comment: Option<String>,
}

/// Asking for a waiver.
#[derive(Debug, Clone)]
pub struct RequestWaiver {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion that is not met.
    pub criterion: CriterionId,
    /// Why it cannot be met in time, and what stands in for it.
    pub reason: String,
    /// The last day on which the waiver is in force.
    pub expires_on: Date,
    /// The waiver that it goes on with.
    pub renews: Option<WaiverId>,
}

/// Judging a waiver.
#[derive(Debug, Clone)]
pub struct DecideWaiver {
    /// The waiver.
    pub waiver: WaiverId,
    /// What is decided.
    pub decision: WaiverDecision,
    /// What whoever judges it wishes to add.
    pub comment: Option<String>,
}

/// What is decided of a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaiverDecision {
    /// It is in force from now on.
    Grant,
    /// It is not.
    Refuse,
}

impl WaiverDecision {
    /// Its name in calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Refuse => "refuse",
        }
    }
}

/// A rejection.
#[derive(Debug, Clone)]
pub struct Reject {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion that asks for approval.
    pub criterion: CriterionId,
    /// Why.
    pub reason: String,
}

/// Doing a passed step again.
#[derive(Debug, Clone)]
pub struct Reopen {
    /// The step.
    pub step: Step,
    /// Why.
    pub reason: String,
    /// The criteria that it is about; the timeline tells them, and the gate asks for all of its criteria as before.
    pub redo: Vec<CriterionId>,
}

/// The deadline of a step.
#[derive(Debug, Clone)]
pub struct SetDue {
    /// The step.
    pub step: Step,
    /// The last day that is in time; none takes the deadline away.
    pub due_on: Option<Date>,
    /// How many days before it somebody is warned; 7 when not given.
    pub warn_days: Option<u32>,
    /// How many days after it the sponsor is told; 14 when not given.
    pub escalate_days: Option<u32>,
}

/// A decision at a gate.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The step whose gate it is.
    pub step: Step,
    /// What is decided.
    pub decision: Decision,
    /// The digest of the evidence that was seen; a `go` needs it.
    pub seen: Option<Digest>,
    /// Why.
    pub rationale: Option<String>,
    /// What is owed for a conditional go, a line for each criterion that is missing.
    pub obligations: Vec<Obligation>,
    /// Of a recycle: the criteria that it is about; the timeline tells them, and the gate asks for all of its criteria as before.
    pub redo: Vec<CriterionId>,
}

/// What people decide at a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum Decision {
    /// The step is done.
    Go,
    /// The step is done but for what is owed, by somebody and by a day.
    ConditionalGo,
    /// Not this way: go back to a step, this one or an earlier one, and do it again.
    Recycle {
        /// The step that is done again.
        to: Step,
    },
    /// Not now: decide again on a date.
    Hold {
        /// When.
        until: Date,
    },
    /// The initiative ends here.
    Stop {
        /// Why.
        reason: Reason,
    },
}

impl Decision {
    /// Its name in calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::ConditionalGo => "conditional_go",
            Self::Recycle { .. } => "recycle",
            Self::Hold { .. } => "hold",
            Self::Stop { .. } => "stop",
        }
    }
}

/// A command to the stream `access`.
#[derive(Debug, Clone)]
pub enum AccessCommand {
    /// Add a person or a service.
    AddAccount {
        /// Its id.
        id: PersonId,
        /// A person or a service.
        kind: AccountKind,
        /// The person's name, or what the service is.
        name: String,
        /// Where to reach them.
        email: Option<String>,
        /// What they may do beyond single initiatives.
        instance_role: Option<InstanceRole>,
    },
    /// Add a token. The secret itself never gets here.
    CreateToken {
        /// Its public part.
        token: TokenId,
        /// Whose it is.
        holder: PersonId,
        /// SHA-256 of its secret part.
        hash: TokenHash,
        /// What it is for.
        label: String,
    },
    /// Make a token worthless.
    RevokeToken {
        /// Its public part.
        token: TokenId,
    },
    /// Add a link that signs somebody in, once.
    CreateLink(CreateLink),
    /// Use a link up, and begin a session.
    StartSession(StartSession),
    /// End a session before its time.
    EndSession {
        /// Its public part.
        session: SessionId,
    },
}

/// A sign-in link to be. How long it holds follows from who makes it and what for.
#[derive(Debug, Clone)]
pub struct CreateLink {
    /// Its public part.
    pub link: LinkId,
    /// Who is signed in by it.
    pub person: PersonId,
    /// SHA-256 of its secret part. The secret itself never gets here.
    pub hash: TokenHash,
    /// The one pilot that it is for; everything else stays shut then.
    pub pilot: Option<PilotScope>,
}

/// A session to be.
#[derive(Debug, Clone)]
pub struct StartSession {
    /// The link that is used up.
    pub link: LinkId,
    /// SHA-256 of the secret that came with the link.
    pub proof: TokenHash,
    /// The session's public part.
    pub session: SessionId,
    /// SHA-256 of the session's secret part.
    pub hash: TokenHash,
}
