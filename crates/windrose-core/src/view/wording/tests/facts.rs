//! Findings and reports to speak of. Status and gap are computed as rules compute them, so that none is impossible.

use crate::rules::criterion::{Amount, Bound, Class};
use crate::rules::fixed::Fixed;
use crate::rules::gate::approvals::{Approvals, Hand, Rejected, Stale};
use crate::rules::gate::waivers::Waived;
use crate::rules::gate::{Finding, GateReport, Remedy, Should, Status, Subject, verdict};
use crate::rules::ids::{Digest, PersonId, RoleName, WaiverId};
use crate::rules::measure::{self, Why};
use crate::rules::record::{AnyKind, DeclaredName, Kind};
use crate::rules::role::{Base, Permission, holders_of};
use crate::rules::step::Step;

pub(super) fn fixed(text: &str) -> Fixed {
    serde_json::from_str(text).unwrap()
}

pub(super) fn least(text: &str) -> Bound {
    Bound::AtLeast(fixed(text))
}

pub(super) fn more(text: &str) -> Bound {
    Bound::MoreThan(fixed(text))
}

pub(super) fn most(text: &str) -> Bound {
    Bound::AtMost(fixed(text))
}

pub(super) fn share(have: u64, of: u64) -> Amount {
    Amount::Share { have, of }
}

pub(super) fn people(ids: &[&str]) -> Vec<PersonId> {
    ids.iter().map(|id| id.parse().unwrap()).collect()
}

pub(super) fn role(name: &str) -> RoleName {
    name.parse().unwrap()
}

pub(super) fn roles(permission: Permission) -> Vec<RoleName> {
    holders_of(permission).iter().map(|base| base.role()).collect()
}

/// A finding of something that was read.
pub(super) fn found(subject: Subject, have: Amount, need: Bound) -> Finding {
    let met = have.meets(need);
    Finding {
        criterion: "managers-convinced".parse().unwrap(),
        class: Class::Must,
        status: if met { Status::Met } else { Status::Unmet },
        remedy: remedy(&subject),
        subject,
        have: Some(have),
        need,
        gap: have.gap(need),
        lacking: Vec::new(),
        unnamed: 0,
        records: Vec::new(),
        parts: Vec::new(),
        approvals: Approvals::default(),
        deferrable: false,
        tailored: None,
        waivable_by: None,
        waivable_holders: Vec::new(),
        waiver_pending: None,
        waived: None,
        why: String::new(),
        source: String::new(),
    }
}

fn remedy(subject: &Subject) -> Remedy {
    let kind = match subject {
        Subject::Measure(row) => row.reads.first().copied(),
        Subject::Records(kind, _) | Subject::Value(kind) => Some(kind.kind()),
        Subject::Approval => {
            return Remedy {
                roles: vec![role("works_council")],
                holders: people(&["carla"]),
                method: Some("gate_approve"),
                kind: None,
            };
        }
        Subject::Obligations => {
            return Remedy {
                roles: Vec::new(),
                holders: people(&["anna"]),
                method: Some("record_add"),
                kind: None,
            };
        }
        Subject::Waivers(_) => {
            return Remedy {
                roles: Vec::new(),
                holders: people(&["anna", "dora"]),
                method: Some("waiver_close"),
                kind: None,
            };
        }
        Subject::OpenFor | Subject::Alternatives | Subject::NotKnown => None,
    };
    if kind.is_none() {
        return Remedy { roles: Vec::new(), holders: Vec::new(), method: None, kind: None };
    }
    Remedy {
        roles: roles(Permission::Record),
        holders: people(&["anna", "ben"]),
        method: Some("record_add"),
        kind,
    }
}

/// A finding of a measure.
pub(super) fn measured(name: &str, have: Amount, need: Bound) -> Finding {
    found(Subject::Measure(measure::named(name).expect(name)), have, need)
}

/// The same, with names of what is missing.
pub(super) fn lacking(finding: Finding, names: &[&str]) -> Finding {
    Finding { lacking: names.iter().map(|name| (*name).to_owned().into()).collect(), ..finding }
}

/// A finding of a measure that is not known.
pub(super) fn unknown(name: &str, need: Bound, why: Why) -> Finding {
    let finding = measured(name, share(0, 1), need);
    let kind = match why {
        Why::NothingRecorded(kind) | Why::NobodyLooked { kind, .. } => Some(kind),
        _ => finding.remedy.kind,
    };
    let remedy = Remedy { kind, ..finding.remedy };
    Finding { status: Status::Unknown(why), have: None, gap: None, remedy, ..finding }
}

/// A finding of something else that is not known.
pub(super) fn unknown_of(subject: Subject, need: Bound, why: Why) -> Finding {
    let finding = found(subject, Amount::Count(0), need);
    Finding { status: Status::Unknown(why), have: None, gap: None, ..finding }
}

pub(super) fn approvals(have: u64, quorum: &str, stale: u32) -> Finding {
    let finding = found(Subject::Approval, Amount::Count(have), least(quorum));
    let stale = ["ben", "carla"].iter().take(stale as usize).map(|by| Stale {
        hand: hand(by, None),
        changed: vec![Kind::BarrierReview.into(), Kind::Need.into()],
    });
    let approvals = Approvals { stale: stale.collect(), ..Approvals::default() };
    Finding { approvals, criterion: "council-agrees".parse().unwrap(), ..finding }
}

/// The same, rejected, by one person and for another.
pub(super) fn rejected(have: u64, quorum: &str, rejections: &[(&str, &str)]) -> Finding {
    let finding = approvals(have, quorum, 0);
    let rejected = rejections.iter().map(|(by, reason)| Rejected {
        hand: hand(by, Some("carla").filter(|it| it != by)),
        reason: (*reason).to_owned(),
    });
    let approvals = Approvals { rejected: rejected.collect(), ..Approvals::default() };
    let remedy = Remedy {
        holders: people(&["ben", "carla"]),
        method: Some("gate_reject_withdraw"),
        ..finding.remedy
    };
    Finding { status: Status::Unmet, approvals, remedy, ..finding }
}

fn hand(by: &str, on_behalf_of: Option<&str>) -> Hand {
    Hand { by: by.parse().unwrap(), on_behalf_of: on_behalf_of.map(|it| it.parse().unwrap()) }
}

/// A finding that passes thanks to a waiver.
pub(super) fn waived(finding: Finding) -> Finding {
    let waived = Waived {
        waiver: WaiverId(1),
        by: Some("dora".parse().unwrap()),
        until: "2026-04-01".parse().unwrap(),
        reason: "two plants are closed until April.".to_owned(),
        instead_of: finding.status,
    };
    Finding { status: Status::Waived(WaiverId(1)), waived: Some(waived), ..finding }
}

/// So many of these, of which some are enough.
pub(super) fn several(parts: Vec<Finding>, need: &str) -> Finding {
    let met = parts.iter().filter(|it| it.status == Status::Met).count() as u64;
    let missing = parts.iter().filter(|it| it.status != Status::Met);
    let lacking = missing.map(|it| it.criterion.to_string().into()).collect();
    let finding = found(Subject::Alternatives, Amount::Count(met), least(need));
    let lacking = if finding.status == Status::Met { Vec::new() } else { lacking };
    Finding { parts, lacking, ..finding }
}

pub(super) fn wins(have: u64) -> Finding {
    measured("wins.verified", Amount::Count(have), least("1"))
}

pub(super) fn records(kind: Kind, status: Option<&'static str>, have: u64, need: Bound) -> Finding {
    found(Subject::Records(kind.into(), status), Amount::Count(have), need)
}

/// A kind that a workflow declares.
pub(super) fn declared() -> AnyKind {
    let name = "readiness_score".parse().unwrap();
    let (one, many) = ("readiness score".to_owned(), "readiness scores".to_owned());
    AnyKind::Declared(std::sync::Arc::new(DeclaredName { name, one, many }))
}

pub(super) fn should(finding: Finding) -> Finding {
    Finding { class: Class::Should, ..finding }
}

/// A report of these findings, judged as rules judge it.
pub(super) fn report(step: Step, findings: Vec<Finding>) -> GateReport {
    let shoulds: Vec<_> = findings.iter().filter(|it| it.class == Class::Should).collect();
    let should = Should {
        met: shoulds.iter().filter(|it| it.status == Status::Met).count() as u64,
        of: shoulds.len() as u64,
        share: fixed("0.7"),
    };
    GateReport {
        step,
        verdict: verdict(&findings, should),
        findings,
        should,
        evidence: Digest::of(b"now"),
        version: 7,
        decides: Base::Sponsor.role(),
        deciders: people(&["dora"]),
    }
}
