//! A criterion that people approve: who did, whose approval saw other evidence, and who rejected it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::criterion::{Amount, Bound, Quorum};
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::{CriterionId, Digest, PersonId, RoleName, Version};
use super::super::initiative::{Approval, Rejection};
use super::super::measure::{Judged, Reading, Why};
use super::super::record::AnyKind;
use super::super::step::Step;
use super::{Gate, Remedy, evidence_kinds};

/// What people said of a criterion; nothing of one that is not approved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Approvals {
    /// Who approved it, with the evidence as it is.
    pub given: Vec<Hand>,
    /// Whose approval no longer counts, because the evidence changed since.
    pub stale: Vec<Stale>,
    /// Who rejected it.
    pub rejected: Vec<Rejected>,
}

/// Who acted, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hand {
    /// Who.
    pub by: PersonId,
    /// For whom, where it was not for themselves.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonId>,
}

/// An approval that saw other evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stale {
    /// Who gave it.
    pub hand: Hand,
    /// What changed since, of the evidence of this gate.
    pub changed: Vec<AnyKind>,
}

/// A rejection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// Who gave it.
    pub hand: Hand,
    /// Why.
    pub reason: String,
}

/// The approvals that count now. Somebody who has left the role no longer counts; somebody who stands in for another
/// and the other count once, and so does whoever stands in for several.
pub fn counting<'a>(
    facts: &Facts<'a>,
    (step, criterion): (Step, &CriterionId),
    roles: &[RoleName],
    evidence: Digest,
) -> Vec<&'a Approval> {
    let mut counting: Vec<&Approval> = Vec::new();
    for it in of_it(facts, (step, criterion), roles).filter(|it| it.seen == evidence) {
        if !counting.iter().any(|other| other.by == it.by || other.holder() == it.holder()) {
            counting.push(it);
        }
    }
    counting
}

/// The rejections that count now: those of whoever still holds the role.
pub fn rejecting<'a>(
    facts: &Facts<'a>,
    (step, criterion): (Step, &CriterionId),
    roles: &[RoleName],
) -> Vec<&'a Rejection> {
    let of_it = |it: &&Rejection| it.step == step && it.criterion == *criterion;
    let all = facts.initiative.rejections.iter().filter(of_it);
    all.filter(|it| holds_one(facts, it.holder(), roles)).collect()
}

/// The approvals of a criterion whose holders still hold one of its roles, whatever they saw.
fn of_it<'a>(
    facts: &Facts<'a>,
    (step, criterion): (Step, &CriterionId),
    roles: &[RoleName],
) -> impl Iterator<Item = &'a Approval> {
    let all = facts.initiative.approvals.iter();
    all.filter(move |it| {
        it.step == step && it.criterion == *criterion && holds_one(facts, it.holder(), roles)
    })
}

fn holds_one(facts: &Facts<'_>, person: &PersonId, roles: &[RoleName]) -> bool {
    roles.iter().any(|role| facts.holds(person, role))
}

/// How many approve, of how many it takes, and who.
pub(super) fn judged(
    facts: &Facts<'_>,
    (step, criterion): (Step, &CriterionId),
    (roles, quorum): (&[RoleName], Quorum),
    evidence: Digest,
) -> (Judged, Bound, Approvals) {
    let counting = counting(facts, (step, criterion), roles, evidence);
    let have = counting.len() as u64;
    // Whoever stands in for a holder adds nobody to those who hold the role.
    let of = facts.seats(roles).iter().filter(|it| it.on_behalf_of.is_none()).count() as u64;
    let (amount, need) = match quorum {
        Quorum::Persons(persons) => {
            (Ok(Amount::Count(have)), Bound::AtLeast(Fixed::whole(persons)))
        }
        Quorum::Share(share) if of == 0 => {
            (Err(Why::NobodyHolds(roles.to_vec())), Bound::AtLeast(share))
        }
        Quorum::Share(share) => (Ok(Amount::Share { have, of }), Bound::AtLeast(share)),
    };
    let judged = amount.map(|amount| Reading { amount, records: Vec::new(), lacking: Vec::new() });
    let mut approvals = Approvals {
        given: counting.iter().map(|it| Hand::of(&it.by, it.on_behalf_of.as_ref())).collect(),
        stale: Vec::new(),
        rejected: rejecting(facts, (step, criterion), roles)
            .into_iter()
            .map(|it| Rejected {
                hand: Hand::of(&it.by, it.on_behalf_of.as_ref()),
                reason: it.reason.clone(),
            })
            .collect(),
    };
    let gate = facts.workflow.gate(step);
    // Of several by one person, the latest says what they saw.
    let mut stale: Vec<&Approval> = Vec::new();
    for it in of_it(facts, (step, criterion), roles).filter(|it| it.seen != evidence) {
        stale.retain(|other| other.holder() != it.holder());
        if !counting.iter().any(|other| other.by == it.by || other.holder() == it.holder()) {
            stale.push(it);
        }
    }
    approvals.stale = stale
        .into_iter()
        .map(|it| Stale {
            hand: Hand::of(&it.by, it.on_behalf_of.as_ref()),
            changed: changed_since(facts, gate, it.version),
        })
        .collect();
    (judged, need, approvals)
}

impl Hand {
    fn of(by: &PersonId, on_behalf_of: Option<&PersonId>) -> Self {
        Self { by: by.clone(), on_behalf_of: on_behalf_of.cloned() }
    }
}

/// The kinds of a gate's evidence that changed after a version.
fn changed_since(facts: &Facts<'_>, gate: &Gate, version: Version) -> Vec<AnyKind> {
    let mut kinds = evidence_kinds(gate);
    kinds.retain(|kind| facts.initiative.records.changed_any(kind) > version);
    kinds
}

/// Who can change how it stands: who may approve it, or, while it is rejected, who can take that back.
pub(super) fn remedy(facts: &Facts<'_>, roles: &[RoleName], approvals: &Approvals) -> Remedy {
    let (holders, method) = if approvals.rejected.is_empty() {
        (facts.acting(roles), "gate_approve")
    } else {
        let mut holders = Vec::new();
        for Hand { by, on_behalf_of } in approvals.rejected.iter().map(|it| &it.hand) {
            holders.extend([Some(by), on_behalf_of.as_ref()].into_iter().flatten().cloned());
        }
        holders.sort_unstable();
        holders.dedup();
        (holders, "gate_reject_withdraw")
    };
    Remedy { roles: roles.to_vec(), holders, method: Some(method), kind: None }
}
