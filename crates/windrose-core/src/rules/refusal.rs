//! A rule said no. Refusals are answers, not failures: each carries what stands in the way and what helps, as data.
//! Their sentences are made in `view::wording`.

use jiff::civil::Date;

use super::access::Spent;
use super::gate::GateReport;
use super::ids::{
    CriterionId, Digest, ImportId, InitiativeId, PersonId, RecordId, RoleName, TokenId, WaiverId,
    WorkflowName,
};
use super::pilots::Cycle;
use super::record::{FieldFault, Kind};
use super::role::Permission;
use super::standing::Lack;
use super::step::{StateName, Step};
use super::waiver::WaiverState;
use super::workflow::WorkflowFault;

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The actor's roles do not allow it.
    Forbidden {
        /// What was to be done.
        permission: Permission,
        /// The roles that may.
        roles: Vec<RoleName>,
        /// Who holds one of them.
        holders: Vec<PersonId>,
    },
    /// Only administrators may.
    AdminOnly {
        /// What was to be done, as a code.
        what: &'static str,
    },
    /// A service asked for what only a person does.
    PersonsOnly {
        /// What was to be done, as a code.
        what: &'static str,
    },
    /// The role that a gate or a criterion names is not held by the actor.
    RoleNeeded {
        /// What was to be done, as a code.
        what: &'static str,
        /// The role, or several of which one is enough.
        roles: Vec<RoleName>,
        /// Who may act in one of them.
        holders: Vec<PersonId>,
    },
    /// Four eyes: somebody else has to do it.
    FourEyes {
        /// Which pair of eyes is one.
        rule: FourEyes,
        /// The role that has to act, or several of which one is enough.
        roles: Vec<RoleName>,
        /// Who may act in one of them and is somebody else.
        others: Vec<PersonId>,
    },
    /// There is no such thing.
    NotFound {
        /// What was looked for.
        what: Thing,
        /// The name that was given.
        given: String,
        /// The nearest that the caller may see.
        nearest: Vec<String>,
    },
    /// There is one already.
    Exists {
        /// What it is.
        what: Thing,
        /// Its name.
        name: String,
    },
    /// The gate is not open.
    GateBlocked(Box<GateReport>),
    /// The gate is not one that can be passed with something owed.
    NoConditions(Box<GateReport>),
    /// What is missing has to be owed by somebody.
    NotOwed {
        /// The criteria that nobody would owe.
        criteria: Vec<CriterionId>,
    },
    /// Changed so, a gate would have no `must` left.
    NoMustLeft {
        /// The steps whose gates they are.
        steps: Vec<Step>,
    },
    /// A recycle goes back, never ahead.
    RecycleForward {
        /// The step whose gate is decided.
        step: Step,
        /// The step that was given.
        to: Step,
    },
    /// Earlier steps have to be settled before this one.
    EarlierFirst {
        /// The step.
        step: Step,
        /// The earlier ones.
        earlier: Vec<Step>,
    },
    /// The step is in a state in which this cannot be done.
    StepState {
        /// The step.
        step: Step,
        /// Its state.
        state: StateName,
        /// The steps at which it can be done.
        open: Vec<Step>,
    },
    /// The step has passed, and needs no deadline any more.
    StepPassed {
        /// The step.
        step: Step,
    },
    /// The evidence has changed since it was looked at.
    EvidenceChanged {
        /// The step.
        step: Step,
        /// The digest that was given, if one was.
        seen: Option<Digest>,
        /// The digest now.
        current: Digest,
    },
    /// The same person approved it already, with the same evidence.
    ApprovedAlready {
        /// The criterion.
        criterion: CriterionId,
        /// Who approved it, where it was the one whom the actor stands in for, or who stands in for the actor.
        by: Option<PersonId>,
    },
    /// There is no rejection of theirs to take back.
    NotRejected {
        /// The criterion.
        criterion: CriterionId,
        /// Who rejected it and can.
        by: Vec<PersonId>,
    },
    /// The role is none that is passed on for a time.
    NotDelegable {
        /// The role.
        role: RoleName,
        /// Those that are.
        roles: Vec<RoleName>,
    },
    /// Whoever stands in does not pass it on.
    DelegatedFurther {
        /// The role.
        role: RoleName,
        /// For whom they stand in.
        holders: Vec<PersonId>,
    },
    /// Whoever holds a role themselves stands in for nobody in it.
    HoldsAlready {
        /// Who.
        person: PersonId,
        /// The role.
        role: RoleName,
    },
    /// Nobody stands in for them.
    NoDelegation {
        /// Who holds the role.
        person: PersonId,
        /// The role.
        role: RoleName,
    },
    /// The criterion is not one that is approved.
    NotAnApproval {
        /// The criterion.
        criterion: CriterionId,
        /// The criteria of this gate that are.
        approvals: Vec<CriterionId>,
    },
    /// The criterion is not one that may be waived.
    NotWaivable {
        /// The criterion.
        criterion: CriterionId,
        /// The criteria of this gate that are.
        waivable: Vec<CriterionId>,
    },
    /// There is a waiver of this criterion already.
    WaiverThere {
        /// The criterion.
        criterion: CriterionId,
        /// The waiver.
        waiver: WaiverId,
        /// Does it wait to be decided? Otherwise it was granted and can be renewed.
        pending: bool,
    },
    /// A waiver that cannot be renewed, because it was not granted or is of something else.
    NotRenewable {
        /// The waiver.
        waiver: WaiverId,
        /// The one that can.
        instead: Option<WaiverId>,
    },
    /// A waiver is renewed once.
    RenewedOnce {
        /// The renewal that there was.
        waiver: WaiverId,
    },
    /// The waiver is in a state in which this cannot be done.
    WaiverStands {
        /// The waiver.
        waiver: WaiverId,
        /// Its state.
        state: WaiverState,
    },
    /// Only whoever asked for a waiver or granted it ends it.
    NotYourWaiver {
        /// The waiver.
        waiver: WaiverId,
        /// Who may.
        may: Vec<PersonId>,
    },
    /// The initiative is closed.
    Closed {
        /// Which.
        initiative: InitiativeId,
    },
    /// Closing as achieved before all gates were passed.
    NotAchieved {
        /// The steps that have not passed.
        open: Vec<Step>,
    },
    /// Something said is not possible.
    Invalid {
        /// Each problem with its place in the call's params.
        faults: Vec<FieldFault>,
    },
    /// More or fewer than are taken at once.
    HowMany {
        /// How many there were.
        given: usize,
        /// The most that are taken; at least one is.
        most: usize,
    },
    /// The record was withdrawn.
    Withdrawn {
        /// Which.
        record: RecordId,
    },
    /// A win cannot be confirmed as it stands.
    NotShown {
        /// The win.
        win: RecordId,
        /// What it lacks.
        lacks: Vec<Lack>,
    },
    /// A new revision is of another kind than the record.
    OtherKind {
        /// The record.
        record: RecordId,
        /// The kind that was given.
        given: &'static str,
    },
    /// The workflow does without records of this kind.
    Excluded {
        /// The kind.
        kind: Kind,
        /// The workflow.
        workflow: WorkflowName,
    },
    /// Pilots and steps would wait for one another in a circle.
    PilotCycle(Cycle),
    /// A hold has to be until a date in the future.
    HoldInThePast {
        /// The date that was given.
        until: Date,
    },
    /// The role is given or taken already.
    RoleUnchanged {
        /// Who.
        person: PersonId,
        /// Which.
        role: RoleName,
    },
    /// As many hold the role as may at once.
    RoleFull {
        /// Which.
        role: RoleName,
        /// How many may hold it.
        most: u32,
        /// Who holds it.
        holders: Vec<PersonId>,
    },
    /// The last owner cannot go.
    LastOwner {
        /// Who.
        person: PersonId,
    },
    /// The workflow does not hold.
    BadWorkflow {
        /// Each fault with its place in the file.
        faults: Vec<WorkflowFault>,
    },
    /// A token is not there, or revoked already.
    TokenRevoked {
        /// Which.
        token: TokenId,
    },
    /// The last administrator's last token cannot go.
    LastAdminToken {
        /// Which.
        token: TokenId,
    },
    /// A sign-in link opens nothing any more.
    LinkSpent {
        /// Why.
        why: Spent,
    },
    /// Whoever is to be invited to a pilot may not record in its initiative.
    MayNotRecord {
        /// Who.
        person: PersonId,
        /// The initiative.
        initiative: InitiativeId,
    },
    /// More rows than are taken.
    TooManyRows {
        /// How many there would be.
        given: usize,
        /// The most.
        most: usize,
    },
    /// The rows of an import follow one another without a gap.
    RowsNotNext {
        /// The import.
        import: ImportId,
        /// The number of the first row that was given.
        given: u32,
        /// The one that comes next.
        next: u32,
    },
    /// As many imports are open as may be at once.
    ImportsOpen {
        /// Which.
        open: Vec<ImportId>,
    },
    /// Another import was published since this one was begun.
    ImportOvertaken {
        /// This one.
        import: ImportId,
        /// The other.
        published: ImportId,
    },
    /// An import without anybody would empty the directory.
    ImportEmpty {
        /// Which.
        import: ImportId,
    },
    /// So much of an import runs in circles that a column must have been taken for another.
    ImportUnfit {
        /// Which.
        import: ImportId,
        /// Of how many people the manager would not count.
        loose: usize,
        /// About how many units rows disagree.
        units: usize,
    },
    /// More than a third of the people would leave the directory.
    ManyLeave {
        /// The import.
        import: ImportId,
        /// How many.
        left: usize,
        /// Of how many.
        of: usize,
    },
}

/// The rules of four eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FourEyes {
    /// The lead does not decide at a gate.
    LeadDecides,
    /// Who recorded a win does not verify it.
    AuthorVerifies,
    /// Who recorded the evidence of a gate does not approve it.
    AuthorApproves,
    /// Who asked for a waiver does not judge it.
    RequesterWaives,
    /// Who stands in for the lead does not decide at a gate.
    LeadIsStoodInFor,
    /// Who stands in for an author of the evidence does not approve it.
    AuthorIsStoodInFor,
}

/// The things that names name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// An initiative.
    Initiative,
    /// A person or a service.
    Person,
    /// A role.
    Role,
    /// A record.
    Record,
    /// A workflow.
    Workflow,
    /// A criterion of a gate.
    Criterion,
    /// A token.
    Token,
    /// A waiver.
    Waiver,
    /// A sign-in link.
    Link,
    /// A session.
    Session,
    /// An import into the directory.
    Import,
    /// A unit of the directory.
    Unit,
}

impl Thing {
    /// Its name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initiative => "initiative",
            Self::Person => "person",
            Self::Role => "role",
            Self::Record => "record",
            Self::Workflow => "workflow",
            Self::Criterion => "criterion",
            Self::Token => "token",
            Self::Waiver => "waiver",
            Self::Link => "link",
            Self::Session => "session",
            Self::Import => "import",
            Self::Unit => "unit",
        }
    }
}

impl Refusal {
    /// A short stable name, for programs.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Forbidden { .. } => "forbidden",
            Self::AdminOnly { .. } => "admin_only",
            Self::PersonsOnly { .. } => "persons_only",
            Self::RoleNeeded { .. } => "role_needed",
            Self::FourEyes { .. } => "four_eyes",
            Self::NotFound { .. } => "not_found",
            Self::Exists { .. } => "exists",
            Self::GateBlocked(_) => "gate_blocked",
            Self::NoConditions(_) => "no_conditions",
            Self::NotOwed { .. } => "not_owed",
            Self::NoMustLeft { .. } => "no_must_left",
            Self::RecycleForward { .. } => "recycle_forward",
            Self::EarlierFirst { .. } => "earlier_first",
            Self::StepState { .. } => "step_not_open",
            Self::StepPassed { .. } => "step_passed",
            Self::EvidenceChanged { .. } => "evidence_changed",
            Self::ApprovedAlready { .. } => "approved_already",
            Self::NotRejected { .. } => "not_rejected",
            Self::NotDelegable { .. } => "not_delegable",
            Self::DelegatedFurther { .. } => "delegated_further",
            Self::HoldsAlready { .. } => "holds_already",
            Self::NoDelegation { .. } => "no_delegation",
            Self::NotAnApproval { .. } => "not_an_approval",
            Self::NotWaivable { .. } => "not_waivable",
            Self::WaiverThere { .. } => "waiver_there",
            Self::NotRenewable { .. } => "not_renewable",
            Self::RenewedOnce { .. } => "renewed_once",
            Self::WaiverStands { .. } => "waiver_stands",
            Self::NotYourWaiver { .. } => "not_your_waiver",
            Self::Closed { .. } => "closed",
            Self::NotAchieved { .. } => "not_achieved",
            Self::Invalid { .. } => "invalid",
            Self::HowMany { .. } => "how_many",
            Self::Withdrawn { .. } => "withdrawn",
            Self::NotShown { .. } => "not_shown",
            Self::OtherKind { .. } => "other_kind",
            Self::Excluded { .. } => "excluded",
            Self::PilotCycle(_) => "pilot_cycle",
            Self::HoldInThePast { .. } => "hold_in_the_past",
            Self::RoleUnchanged { .. } => "role_unchanged",
            Self::RoleFull { .. } => "role_full",
            Self::LastOwner { .. } => "last_owner",
            Self::BadWorkflow { .. } => "bad_workflow",
            Self::TokenRevoked { .. } => "token_revoked",
            Self::LastAdminToken { .. } => "last_admin_token",
            Self::LinkSpent { why: Spent::Used } => "link_used",
            Self::LinkSpent { why: Spent::Expired } => "link_expired",
            Self::LinkSpent { why: Spent::Unknown } => "link_unknown",
            Self::MayNotRecord { .. } => "may_not_record",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::RowsNotNext { .. } => "rows_not_next",
            Self::ImportsOpen { .. } => "imports_open",
            Self::ImportOvertaken { .. } => "import_overtaken",
            Self::ImportEmpty { .. } => "import_empty",
            Self::ImportUnfit { .. } => "import_unfit",
            Self::ManyLeave { .. } => "many_leave",
        }
    }
}
