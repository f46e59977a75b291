//! The ledger of waivers: what was set aside, why, by whom and until when.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::command::WaiverDecision;
use crate::rules::facts::Facts;
use crate::rules::gate::waivers::is_needed;
use crate::rules::ids::{CriterionId, PersonId, RoleName, WaiverId};
use crate::rules::role::Actor;
use crate::rules::step::Step;
use crate::rules::waiver::{Closed, Judged, Waiver, WaiverState};

/// A waiver in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WaiverView {
    /// Its id.
    pub waiver: WaiverId,
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// How it stands.
    pub state: WaiverState,
    /// Would the criterion stand in the way without it?
    pub needed: bool,
    /// Why it was asked for.
    pub reason: String,
    /// Who asked for it.
    pub requested_by: Actor,
    /// When.
    pub requested_at: String,
    /// The last day on which it is in force.
    pub expires_on: Date,
    /// The waiver that it goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<WaiverId>,
    /// The waiver that goes on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewed_by: Option<WaiverId>,
    /// Of one that waits to be judged: the role that judges it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judges: Option<RoleName>,
    /// Of one that waits to be judged: who holds that role and did not ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judge_holders: Vec<PersonId>,
    /// How it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<JudgedView>,
    /// How it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClosedView>,
}

/// How a waiver was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JudgedView {
    /// What was decided.
    pub decision: WaiverDecision,
    /// By whom.
    pub by: Actor,
    /// In which role.
    pub role: RoleName,
    /// When.
    pub at: String,
    /// What they added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// How a waiver was ended early.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClosedView {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: String,
}

/// Every waiver of an initiative, oldest first.
pub fn waivers(facts: &Facts<'_>) -> Vec<WaiverView> {
    facts.initiative.waivers.all().iter().map(|it| view(facts, it)).collect()
}

fn view(facts: &Facts<'_>, it: &Waiver) -> WaiverView {
    let state = it.state(facts.now.date());
    let criteria = &facts.workflow.gate(it.step).criteria;
    let judges = criteria
        .iter()
        .find(|criterion| state == WaiverState::Requested && criterion.id == it.criterion)
        .and_then(|criterion| Some(criterion.waivable.as_ref()?.by.clone()));
    let mut judge_holders = judges.as_ref().map(|role| facts.holders(role)).unwrap_or_default();
    judge_holders.retain(|person| it.by.id() != Some(person));
    WaiverView {
        waiver: it.id,
        step: it.step,
        criterion: it.criterion.clone(),
        state,
        needed: is_needed(facts, it),
        reason: it.reason.clone(),
        requested_by: it.by.clone(),
        requested_at: it.at.to_string(),
        expires_on: it.expires_on,
        renews: it.renews,
        renewed_by: it.renewed_by,
        judges,
        judge_holders,
        decided: it.decided.as_ref().map(judged),
        closed: it.closed.as_ref().map(closed),
    }
}

fn judged(it: &Judged) -> JudgedView {
    JudgedView {
        decision: it.decision,
        by: it.by.clone(),
        role: it.role.clone(),
        at: it.at.to_string(),
        comment: it.comment.clone(),
    }
}

fn closed(it: &Closed) -> ClosedView {
    ClosedView { reason: it.reason.clone(), by: it.by.clone(), at: it.at.to_string() }
}
