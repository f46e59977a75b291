//! A gate, explained: every criterion with what it has and needs, who can change it, and in plain words.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::Figure;
use super::wording;
use crate::rules::criterion::{Bound, Class};
use crate::rules::facts::Facts;
use crate::rules::fixed::Fixed;
use crate::rules::gate::approvals::{Hand, Rejected, Stale};
use crate::rules::gate::waivers::Waived;
use crate::rules::gate::way::ways;
use crate::rules::gate::{Finding, GateReport, Should, Subject, Verdict, judge};
use crate::rules::ids::{CriterionId, Digest, InitiativeId, PersonId, RoleName, Version, WaiverId};
use crate::rules::record::AnyKind;
use crate::rules::step::{StateName, Step};

/// A gate, explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The initiative.
    pub initiative: InitiativeId,
    /// Its version that was judged.
    pub version: Version,
    /// The step whose gate it is.
    pub step: Step,
    /// Its number, 1 to 8.
    pub number: u32,
    /// What the step is called.
    pub title: String,
    /// What the step is for.
    pub purpose: String,
    /// Where the step stands.
    pub state: StateName,
    /// Whether a `go` is possible.
    pub verdict: Verdict,
    /// The verdict in words.
    pub summary: String,
    /// The digest of the evidence: give it as `seen` with an approval or a decision.
    pub seen: Digest,
    /// The role that decides.
    pub decides: RoleName,
    /// Who holds it.
    pub deciders: Vec<PersonId>,
    /// The `should` criteria together.
    pub should: Should,
    /// Every criterion.
    pub findings: Vec<FindingView>,
    /// The smallest sets of deeds that would open the gate, the easiest first; none when it is open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<WayView>,
}

/// A way to an open gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WayView {
    /// The whole of it, in a sentence.
    pub sentence: String,
    /// The criteria to be met.
    pub criteria: Vec<CriterionId>,
    /// The first day on which the gate can be open so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Date>,
}

/// A criterion, explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    /// The criterion.
    pub criterion: CriterionId,
    /// What people call it, in a few words.
    pub called: String,
    /// How much it weighs.
    pub class: Class,
    /// `met`, `unmet`, `unknown`, `waived` or `not_applicable`.
    pub status: String,
    /// In plain words: what there is, what it takes, what is missing.
    pub sentence: String,
    /// Who can change it, with which call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have: Option<Figure>,
    /// What it takes.
    pub need: Bound,
    /// How much is missing, or too much; of a share, in heads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Fixed>,
    /// What is missing, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<String>,
    /// How many further people there are who may not be named to you, because you do not see the record that names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<u64>,
    /// The records that decided it, as `id@revision`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
    /// Who approved it, with the evidence as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approved: Vec<Hand>,
    /// Whose approval saw other evidence and no longer counts, and which kinds of records changed since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stale: Vec<StaleView>,
    /// Who rejected it, and why; it is not met until each has taken that back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<RejectedView>,
    /// The roles that can change it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleName>,
    /// Who holds one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<PersonId>,
    /// The call that changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The kind of record to add with that call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The declared kind, where `kind` is `custom`: what to give as `type` of its data.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub of_type: Option<String>,
    /// That and why the criterion was changed for this initiative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tailored: Option<String>,
    /// The waiver that lets it pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaivedView>,
    /// The role that can waive it, where a waiver could be asked for now with `waiver_request` or waits to be judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waivable_by: Option<RoleName>,
    /// Who holds that role and has not asked for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivable_holders: Vec<PersonId>,
    /// The waiver that was asked for and waits to be judged, with `waiver_decide`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver_pending: Option<WaiverId>,
    /// Of several conditions of which some are enough: each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<FindingView>,
    /// Why the criterion stands there.
    pub why: String,
    /// Where it comes from.
    pub source: String,
}

/// A waiver that lets a criterion pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WaivedView {
    /// Its id.
    pub waiver: WaiverId,
    /// Who granted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// The last day on which it is in force.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// How the criterion stands without it: `unmet` or `unknown`.
    pub instead_of: String,
}

impl From<&Waived> for WaivedView {
    fn from(it: &Waived) -> Self {
        Self {
            waiver: it.waiver,
            by: it.by.clone(),
            until: it.until,
            reason: it.reason.clone(),
            instead_of: it.instead_of.name().to_owned(),
        }
    }
}

/// An approval that saw other evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StaleView {
    /// Who gave it, and for whom.
    #[serde(flatten)]
    pub hand: Hand,
    /// The kinds of records that changed since.
    pub changed: Vec<String>,
}

/// A rejection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RejectedView {
    /// Who gave it, and for whom.
    #[serde(flatten)]
    pub hand: Hand,
    /// Why.
    pub reason: String,
}

impl From<&Stale> for StaleView {
    fn from(it: &Stale) -> Self {
        let changed = it.changed.iter().map(ToString::to_string).collect();
        Self { hand: it.hand.clone(), changed }
    }
}

impl From<&Rejected> for RejectedView {
    fn from(it: &Rejected) -> Self {
        Self { hand: it.hand.clone(), reason: it.reason.clone() }
    }
}

impl From<&Finding> for FindingView {
    fn from(it: &Finding) -> Self {
        Self {
            criterion: it.criterion.clone(),
            called: wording::criterion_title(&it.criterion, &it.why),
            class: it.class,
            status: it.status.name().to_owned(),
            sentence: wording::finding(it),
            help: if it.status.lets_pass() { None } else { wording::help(it) },
            have: it.have.map(Figure::from),
            need: it.need,
            gap: it.gap,
            lacking: wording::lacking(it),
            unnamed: (it.unnamed > 0).then_some(it.unnamed),
            records: it.records.iter().map(|it| format!("{}@{}", it.id, it.revision)).collect(),
            approved: it.approvals.given.clone(),
            stale: it.approvals.stale.iter().map(StaleView::from).collect(),
            rejected: it.approvals.rejected.iter().map(RejectedView::from).collect(),
            roles: it.remedy.roles.clone(),
            holders: it.remedy.holders.clone(),
            method: it.remedy.method.map(str::to_owned),
            kind: it.remedy.kind.map(|it| it.name().to_owned()),
            of_type: it.remedy.kind.and_then(|_| declared(&it.subject)),
            tailored: it.tailored.clone(),
            waiver: it.waived.as_ref().map(WaivedView::from),
            waivable_by: it.waivable_by.clone(),
            waivable_holders: it.waivable_holders.clone(),
            waiver_pending: it.waiver_pending,
            parts: it.parts.iter().map(Self::from).collect(),
            why: wording::text(&it.why),
            source: it.source.clone(),
        }
    }
}

/// The declared kind that a finding is about.
fn declared(subject: &Subject) -> Option<String> {
    match subject {
        Subject::Records(AnyKind::Declared(kind), _) | Subject::Value(AnyKind::Declared(kind)) => {
            Some(kind.name.to_string())
        }
        _ => None,
    }
}

/// Explains the gate of a step.
pub fn explain(facts: &Facts<'_>, step: Step) -> Explanation {
    explanation(facts, &judge(facts, step))
}

/// Explains a gate that was judged already.
pub fn explanation(facts: &Facts<'_>, report: &GateReport) -> Explanation {
    let step = report.step;
    Explanation {
        initiative: facts.initiative.id.clone(),
        version: report.version,
        step,
        number: u32::try_from(step.number()).unwrap_or_default(),
        title: wording::step_title(step),
        purpose: wording::text(&facts.workflow.gate(step).purpose),
        state: facts.initiative.step(step).state.name(),
        verdict: report.verdict,
        summary: wording::verdict(report),
        seen: report.evidence,
        decides: report.decides.clone(),
        deciders: report.deciders.clone(),
        should: report.should,
        findings: report.findings.iter().map(FindingView::from).collect(),
        ways: ways(facts, report)
            .into_iter()
            .map(|way| WayView {
                sentence: wording::way(facts.now.date(), report, &way),
                criteria: way
                    .actions
                    .iter()
                    .map(|it| report.findings[it.finding].criterion.clone())
                    .collect(),
                earliest: way.earliest,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests;
