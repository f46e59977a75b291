//! Judging a gate: every criterion, always all of them, against the evidence as it is now.
//!
//! A report is figures and codes, no sentences: those are made in `view::wording`. A gate that is open moves nothing;
//! people decide.

mod alternatives;
pub mod approvals;
mod kept;
pub mod obligations;
pub(crate) mod tailor;
pub mod waivers;
pub mod way;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::criterion::{Amount, Bound, Class, Criterion, Debt, Test};
use super::facts::Facts;
use super::fixed::{Fixed, share_at_least};
use super::ids::{CriterionId, Digest, PersonId, RecordId, RoleName, Version, WaiverId};
use super::measure::{Judged, MeasureRow, Reading, Why};
use super::naming::Lacking;
use super::record::{AnyKind, Kind, Stored};
use super::role::{Permission, holders_of};
use super::step::Step;
use super::workflow::Gate;
use approvals::Approvals;
use tailor::find_as_tailored;

/// How a criterion stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds.
    Met,
    /// It does not hold.
    Unmet,
    /// It cannot be known; that is not met.
    Unknown(Why),
    /// It does not hold, and was set aside for a time.
    Waived(WaiverId),
    /// It does not apply here.
    NotApplicable(String),
}

impl Status {
    /// Its name in answers.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Unknown(_) => "unknown",
            Self::Waived(_) => "waived",
            Self::NotApplicable(_) => "not_applicable",
        }
    }

    /// Does it stand in nobody's way?
    pub const fn lets_pass(&self) -> bool {
        matches!(self, Self::Met | Self::Waived(_) | Self::NotApplicable(_))
    }
}

/// A word out of a table of this build. With a name of its own, because what serde sees to be a reference it takes for
/// one into the text that it reads.
type Word = &'static str;

/// What a finding is about, for its wording.
#[derive(Clone, Serialize, Deserialize)]
pub enum Subject {
    /// A measure.
    #[serde(with = "kept::measure")]
    Measure(&'static MeasureRow),
    /// A count of records, with their status.
    #[serde(with = "kept::records")]
    Records(AnyKind, Option<Word>),
    /// A field of records.
    Value(AnyKind),
    /// Approvals.
    Approval,
    /// Days in the step.
    OpenFor,
    /// What is owed since a conditional go.
    Obligations,
    /// Waivers at all gates.
    Waivers(Debt),
    /// Several conditions, of which some are enough.
    Alternatives,
    /// Something that this build does not know.
    NotKnown,
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Measure(row) => f.write_str(row.name),
            Self::Records(kind, _) | Self::Value(kind) => f.write_str(kind.name()),
            Self::Approval => f.write_str("approval"),
            Self::OpenFor => f.write_str("open_for"),
            Self::Obligations => f.write_str("obligations"),
            Self::Waivers(debt) => write!(f, "waivers {}", debt.name()),
            Self::Alternatives => f.write_str("alternatives"),
            Self::NotKnown => f.write_str("not_known"),
        }
    }
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Measure(a), Self::Measure(b)) => a.name == b.name,
            (Self::Records(a, x), Self::Records(b, y)) => (a, x) == (b, y),
            (Self::Value(a), Self::Value(b)) => a == b,
            (Self::Waivers(a), Self::Waivers(b)) => a == b,
            (Self::Approval, Self::Approval)
            | (Self::OpenFor, Self::OpenFor)
            | (Self::Obligations, Self::Obligations)
            | (Self::Alternatives, Self::Alternatives)
            | (Self::NotKnown, Self::NotKnown) => true,
            _ => false,
        }
    }
}

/// Who can change a finding, and with which call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// The roles that may; empty when only time can.
    pub roles: Vec<RoleName>,
    /// Who holds one of them.
    pub holders: Vec<PersonId>,
    /// The call; none when only time helps.
    #[serde(with = "kept::method")]
    pub method: Option<Word>,
    /// The kind of record to add with it.
    pub kind: Option<Kind>,
}

/// A record that decided a finding, in the revision that was read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Source {
    /// The record.
    pub id: RecordId,
    /// Its revision.
    pub revision: u32,
}

/// A criterion, judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The criterion.
    pub criterion: CriterionId,
    /// How much it weighs.
    pub class: Class,
    /// How it stands.
    pub status: Status,
    /// What it is about.
    pub subject: Subject,
    /// What there is.
    pub have: Option<Amount>,
    /// What it takes.
    pub need: Bound,
    /// How much is missing, or too much: of a share, in heads.
    pub gap: Option<Fixed>,
    /// What is missing, by name, as far as whoever looks may be told.
    pub lacking: Vec<Lacking>,
    /// How many further names may not be told.
    pub unnamed: u64,
    /// The records that decided it.
    pub records: Vec<Source>,
    /// Of several conditions of which some are enough: each of them, judged.
    pub parts: Vec<Finding>,
    /// What people said of it, where it is approved.
    pub approvals: Approvals,
    /// Who can change it.
    pub remedy: Remedy,
    /// May it be owed for a conditional go?
    pub deferrable: bool,
    /// Why the criterion was changed for this initiative, if it was.
    pub tailored: Option<String>,
    /// The role that can waive it, where a waiver could be asked for now or waits to be judged.
    pub waivable_by: Option<RoleName>,
    /// Who holds that role and has not asked for it.
    pub waivable_holders: Vec<PersonId>,
    /// The waiver that was asked for and waits to be judged.
    pub waiver_pending: Option<WaiverId>,
    /// The waiver that lets it pass, with what it stands in for.
    pub waived: Option<waivers::Waived>,
    /// Why the criterion stands there.
    pub why: String,
    /// Where it comes from.
    pub source: String,
}

/// Whether a gate is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A `go` is possible.
    Open,
    /// A `go` is possible, because criteria that are not met were waived.
    OpenWithWaivers,
    /// A `conditional_go` is possible: what is missing can be owed.
    OpenWithConditions,
    /// Neither is.
    Blocked,
}

impl Verdict {
    /// Its name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OpenWithWaivers => "open_with_waivers",
            Self::OpenWithConditions => "open_with_conditions",
            Self::Blocked => "blocked",
        }
    }

    /// Is a `go` possible?
    pub const fn allows_go(self) -> bool {
        matches!(self, Self::Open | Self::OpenWithWaivers)
    }
}

/// How many of the `should` criteria are met, and what share of them it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Should {
    /// How many are met.
    pub met: u64,
    /// Of how many that apply.
    pub of: u64,
    /// The share it takes, 0 to 1.
    pub share: Fixed,
}

impl Should {
    /// Are enough of them met?
    pub fn holds(self) -> bool {
        self.of == 0 || share_at_least(self.met, self.of, self.share)
    }
}

/// A gate, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct GateReport {
    /// The step whose gate it is.
    pub step: Step,
    /// Whether it is open.
    pub verdict: Verdict,
    /// Every criterion.
    pub findings: Vec<Finding>,
    /// The `should` criteria together.
    pub should: Should,
    /// The digest of the evidence; approvals and decisions name it as `seen`.
    pub evidence: Digest,
    /// The version of the initiative that was judged.
    pub version: Version,
    /// The role that decides here.
    pub decides: RoleName,
    /// Who holds it.
    pub deciders: Vec<PersonId>,
}

impl GateReport {
    /// The `must` criteria that are missing and may be owed.
    pub fn deferred(&self) -> impl Iterator<Item = &Finding> {
        self.in_the_way(Class::Must).filter(|it| it.deferrable)
    }

    /// The findings of a class that stand in the way.
    pub fn in_the_way(&self, class: Class) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |it| it.class == class && !it.status.lets_pass())
    }

    /// How many `must` criteria let pass, and how many there are.
    pub fn musts(&self) -> (usize, usize) {
        self.tally(Class::Must)
    }

    /// How many `should` criteria let pass, and how many there are.
    pub fn shoulds(&self) -> (usize, usize) {
        self.tally(Class::Should)
    }

    fn tally(&self, class: Class) -> (usize, usize) {
        let of_class = || self.findings.iter().filter(|it| it.class == class);
        (of_class().filter(|it| it.status.lets_pass()).count(), of_class().count())
    }
}

/// Judges the gate of a step, and names whom whoever looks may be told.
pub fn judge(facts: &Facts<'_>, step: Step) -> GateReport {
    judged(facts, step, |finding| finding.for_reader(facts))
}

/// The same for all readers: names nobody whom not everybody may be told.
pub fn judge_for_everybody(facts: &Facts<'_>, step: Step) -> GateReport {
    judged(facts, step, Finding::for_everybody)
}

fn judged(facts: &Facts<'_>, step: Step, shown: impl Fn(Finding) -> Finding) -> GateReport {
    let gate = facts.workflow.gate(step);
    let evidence = evidence(facts, gate);
    let mut findings: Vec<Finding> = gate
        .criteria
        .iter()
        .map(|it| {
            let finding = find_as_tailored(facts, step, it, evidence);
            shown(waivers::with_waiver(facts, step, it, finding))
        })
        .collect();
    findings.extend(obligations::overdue(facts, step));
    let should = || findings.iter().filter(|it| it.class == Class::Should);
    let should = Should {
        met: should().filter(|it| it.status == Status::Met).count() as u64,
        of: should()
            .filter(|it| !matches!(it.status, Status::Waived(_) | Status::NotApplicable(_)))
            .count() as u64,
        share: gate.should_share,
    };
    GateReport {
        step,
        verdict: verdict(&findings, should),
        findings,
        should,
        evidence,
        version: facts.initiative.version,
        decides: gate.decides.clone(),
        deciders: facts.acting(std::slice::from_ref(&gate.decides)),
    }
}

/// The most criteria that may be owed for a conditional go. A windrose default.
const OWED_MAX: usize = 2;

/// Whether a gate with these findings is open.
pub(crate) fn verdict(findings: &[Finding], should: Should) -> Verdict {
    let musts = || findings.iter().filter(|it| it.class == Class::Must);
    let missing: Vec<&Finding> = musts().filter(|it| !it.status.lets_pass()).collect();
    if !should.holds() {
        return Verdict::Blocked;
    }
    // Is it only thanks to a waiver that nothing stands in the way?
    let waived = |class| {
        findings.iter().filter(move |it| it.class == class && it.waived.is_some()).count() as u64
    };
    let unwaived = Should { of: should.of + waived(Class::Should), ..should };
    let waivers_needed = waived(Class::Must) > 0 || !unwaived.holds();
    match missing.len() {
        0 if waivers_needed => Verdict::OpenWithWaivers,
        0 => Verdict::Open,
        1..=OWED_MAX if missing.iter().all(|it| it.deferrable) => Verdict::OpenWithConditions,
        _ => Verdict::Blocked,
    }
}

/// The digest of the evidence of this gate: of each kind of record that can decide it, the version of the initiative
/// in which it last changed. It changes with the evidence, not with the day (what was seen yesterday and has not
/// changed is still seen), and costs the same however much is recorded.
pub fn evidence(facts: &Facts<'_>, gate: &Gate) -> Digest {
    let records = &facts.initiative.records;
    let mut text = format!("{}\n", facts.initiative.id);
    for kind in evidence_kinds(gate) {
        use std::fmt::Write;
        writeln!(text, "{kind} {}", records.changed_any(&kind)).expect("a string takes everything");
        // That a member has left the organisation is evidence as well, and no record says it.
        if kind.kind() == Kind::CoalitionMember {
            for (person, since) in facts.members_who_left() {
                writeln!(text, "left {person} {since}").expect("a string takes everything");
            }
        }
    }
    Digest::of(text.as_bytes())
}

fn evidence_kinds(gate: &Gate) -> Vec<AnyKind> {
    let mut kinds: Vec<AnyKind> = gate.criteria.iter().flat_map(|it| it.test.reads()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The records that can decide this gate and count.
pub fn evidence_records<'a>(
    facts: &Facts<'a>,
    gate: &Gate,
) -> impl Iterator<Item = &'a Stored> + use<'a> {
    let records = &facts.initiative.records;
    evidence_kinds(gate)
        .into_iter()
        .flat_map(|kind| records.of_any(&kind))
        .filter(|it| it.withdrawn.is_none())
}

pub(super) fn find(
    facts: &Facts<'_>,
    step: Step,
    criterion: &Criterion,
    evidence: Digest,
) -> Finding {
    let opened_at = facts.initiative.steps[step.index()].opened_at;
    let records = &facts.initiative.records;
    let mut parts = Vec::new();
    let mut approvals = Approvals::default();
    let (subject, judged, need): (Subject, Judged, Bound) = match &criterion.test {
        Test::Measure { row, read, bound } => {
            let judged = read(facts).map_err(|why| match why {
                Why::NothingRecorded(kind) => Why::NothingRecorded(wanted(facts, row, kind)),
                why => why,
            });
            (Subject::Measure(row), judged, *bound)
        }
        Test::Records { kind, status, bound } => {
            let counted: Vec<RecordId> = records
                .of_any(kind)
                .filter(|it| it.withdrawn.is_none())
                .filter(|it| status.is_none_or(|wanted| it.record.status(it.id, records) == wanted))
                .map(|it| it.id)
                .collect();
            let any = records.of_any(kind).any(|it| it.withdrawn.is_none());
            let reading = Reading {
                amount: Amount::Count(counted.len() as u64),
                records: counted,
                lacking: Vec::new(),
            };
            // That there are few of them is known only once somebody has recorded one.
            let judged = if any { Ok(reading) } else { Err(Why::NothingRecorded(kind.kind())) };
            (Subject::Records(kind.clone(), *status), judged, *bound)
        }
        Test::Value { kind, field, take, bound } => {
            let mut found: Vec<_> = records
                .of_any(kind)
                .filter(|it| it.withdrawn.is_none())
                .filter_map(|it| Some((it.observed_on, it.id, field.of(it)?)))
                .collect();
            found.sort_unstable_by_key(|(day, id, _)| (*day, *id));
            let values: Vec<Fixed> = found.iter().map(|(_, _, value)| *value).collect();
            let nothing = Why::NothingRecorded(kind.kind());
            let judged = take.of(&values).ok_or(nothing).map(|value| Reading {
                amount: Amount::Number(value),
                records: found.iter().map(|(_, id, _)| *id).collect(),
                lacking: Vec::new(),
            });
            (Subject::Value(kind.clone()), judged, *bound)
        }
        Test::Approval { roles, quorum } => {
            let (judged, need, said) =
                approvals::judged(facts, (step, &criterion.id), (roles, *quorum), evidence);
            approvals = said;
            (Subject::Approval, judged, need)
        }
        Test::OpenFor { days } => {
            let judged = opened_at.ok_or(Why::StepNotOpened).map(|opened| {
                let open = facts.now.days_since(facts.now.date_of(opened)).max(0);
                Reading {
                    amount: Amount::Count(open.unsigned_abs()),
                    records: Vec::new(),
                    lacking: Vec::new(),
                }
            });
            (Subject::OpenFor, judged, Bound::AtLeast(Fixed::whole(*days)))
        }
        Test::Waivers { debt, most } => {
            let judged = Ok(waivers::debt(facts, *debt));
            (Subject::Waivers(*debt), judged, Bound::AtMost(Fixed::whole(*most)))
        }
        Test::AtLeast { least, of } => {
            parts = of.iter().map(|it| find(facts, step, it, evidence)).collect();
            let judged = Ok(alternatives::count(&parts));
            (Subject::Alternatives, judged, Bound::AtLeast(Fixed::whole(*least)))
        }
        Test::NotKnown(what) => {
            (Subject::NotKnown, Err(Why::NotKnownHere(what.clone())), Bound::Is(true))
        }
    };
    let (status, reading) = match judged {
        Ok(reading) if reading.amount.meets(need) && approvals.rejected.is_empty() => {
            (Status::Met, Some(reading))
        }
        Ok(reading) => (Status::Unmet, Some(reading)),
        Err(why) => (Status::Unknown(why), None),
    };
    let met = status == Status::Met;
    let sources = |ids: &[RecordId]| {
        let mut sources: Vec<Source> = ids
            .iter()
            .filter_map(|id| records.get(*id))
            .map(|stored| Source { id: stored.id, revision: stored.revision })
            .collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    };
    let remedy = match alternatives::remedy(&parts) {
        Some(remedy) => remedy,
        None => remedy(facts, criterion, &status, &approvals),
    };
    Finding {
        criterion: criterion.id.clone(),
        class: criterion.class,
        subject,
        have: reading.as_ref().map(|it| it.amount),
        need,
        gap: reading.as_ref().and_then(|it| it.amount.gap(need)),
        records: reading.as_ref().map(|it| sources(&it.records)).unwrap_or_default(),
        // Once it holds, names of stragglers would only confuse.
        lacking: reading.filter(|_| !met).map(|it| it.lacking).unwrap_or_default(),
        unnamed: 0,
        status,
        parts,
        approvals,
        remedy,
        deferrable: criterion.deferrable,
        tailored: None,
        waivable_by: None,
        waivable_holders: Vec::new(),
        waiver_pending: None,
        waived: None,
        why: criterion.why.clone(),
        source: criterion.source.clone(),
    }
}

/// The kind to record for a measure; of one that the workflow does without, the next that raises the measure too.
fn wanted(facts: &Facts<'_>, row: &MeasureRow, kind: Kind) -> Kind {
    let excluded = |kind: &Kind| facts.workflow.excludes.contains(kind);
    let mut others = row.reads.iter().filter(|it| !excluded(it) && **it != Kind::Scope);
    if excluded(&kind) { others.next().copied().unwrap_or(kind) } else { kind }
}

fn remedy(
    facts: &Facts<'_>,
    criterion: &Criterion,
    status: &Status,
    approvals: &Approvals,
) -> Remedy {
    let kind = match (&criterion.test, status) {
        (Test::OpenFor { .. } | Test::AtLeast { .. } | Test::NotKnown(_), _) => None,
        (Test::Waivers { .. }, _) => return waivers::remedy(facts),
        (Test::Approval { roles, .. }, _) => return approvals::remedy(facts, roles, approvals),
        (_, Status::Unknown(Why::NothingRecorded(kind) | Why::NobodyLooked { kind, .. })) => {
            Some(*kind)
        }
        (Test::Measure { row, .. }, _) => row.reads.first().map(|first| wanted(facts, row, *first)),
        (Test::Records { kind, .. } | Test::Value { kind, .. }, _) => Some(kind.kind()),
    };
    let Some(kind) = kind else {
        return Remedy { roles: Vec::new(), holders: Vec::new(), method: None, kind: None };
    };
    let (roles, holders) = who_may(facts, Permission::Record);
    Remedy { roles, holders, method: Some("record_add"), kind: Some(kind) }
}

/// The roles that have a permission, and who holds one of them or a role that stands on one.
pub fn who_may(facts: &Facts<'_>, permission: Permission) -> (Vec<RoleName>, Vec<PersonId>) {
    let bases = holders_of(permission);
    let holders = facts
        .initiative
        .roles
        .keys()
        .filter(|person| facts.bases_of(person).any(|base| bases.contains(&base)))
        .cloned()
        .collect();
    (bases.iter().map(|base| base.role()).collect(), holders)
}
