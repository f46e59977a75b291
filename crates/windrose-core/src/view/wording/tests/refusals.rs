//! Every refusal.

use crate::rules::access::Spent;
use crate::rules::fixed::Fixed;
use crate::rules::ids::{Digest, ImportId, WaiverId};
use crate::rules::pilots::{Cycle, Stage};
use crate::rules::record::{FieldFault, Kind, Problem};
use crate::rules::refusal::{FourEyes, Refusal, Thing};
use crate::rules::role::Permission;
use crate::rules::step::{StateName, Step};
use crate::rules::waiver::WaiverState;
use crate::rules::workflow::WorkflowFault;

use super::facts::{people, role, roles};
use super::samples::reports;

/// What only persons do.
const PERSONS: [&str; 16] = [
    "own",
    "own-unnamed",
    "hold-role",
    "decide",
    "reopen",
    "approve",
    "reject",
    "withdraw-rejection",
    "request-waiver",
    "judge-waiver",
    "delegate",
    "stand-in",
    "leave-out-holder",
    "verify",
    "be-admin",
    "sign-in",
];

/// What only administrators do.
const ADMINS: [&str; 8] = [
    "import-directory",
    "publish",
    "add-accounts",
    "create-tokens",
    "revoke-tokens",
    "create-link",
    "end-session",
    "read-journal",
];

/// One of each variant, then the cases that read differently.
pub(super) fn all() -> Vec<Refusal> {
    let first = Refusal::Forbidden {
        permission: Permission::Record,
        roles: roles(Permission::Record),
        holders: people(&["anna", "ben"]),
    };
    std::iter::successors(Some(first), after).chain(cases()).collect()
}

/// The refusal after this one. A new variant stands in this chain, or this does not compile.
fn after(it: &Refusal) -> Option<Refusal> {
    let record = "need-1".parse().unwrap();
    let anna = people(&["anna"]).remove(0);
    Some(match it {
        Refusal::Forbidden { .. } => Refusal::AdminOnly { what: "create-tokens" },
        Refusal::AdminOnly { .. } => Refusal::PersonsOnly { what: "decide" },
        Refusal::PersonsOnly { .. } => Refusal::RoleNeeded {
            what: "decide",
            roles: vec![role("sponsor")],
            holders: people(&["dora", "emil"]),
        },
        Refusal::RoleNeeded { .. } => four_eyes(FourEyes::LeadDecides, &["dora"]),
        Refusal::FourEyes { .. } => not_found(Thing::Initiative, &["learning-partnership"]),
        Refusal::NotFound { .. } => {
            Refusal::Exists { what: Thing::Initiative, name: "learning".to_owned() }
        }
        Refusal::Exists { .. } => Refusal::GateBlocked(Box::new(reports().remove(0))),
        Refusal::GateBlocked(_) => Refusal::NoConditions(Box::new(reports().remove(0))),
        Refusal::NoConditions(_) => Refusal::NotOwed { criteria: vec!["two-way".parse().unwrap()] },
        Refusal::NotOwed { .. } => Refusal::NoMustLeft { steps: vec![Step::Wins] },
        Refusal::NoMustLeft { .. } => {
            Refusal::RecycleForward { step: Step::Vision, to: Step::Enlist }
        }
        Refusal::RecycleForward { .. } => {
            Refusal::EarlierFirst { step: Step::Wins, earlier: vec![Step::Vision, Step::Enlist] }
        }
        Refusal::EarlierFirst { .. } => step_state(StateName::Waiting, &[Step::Urgency]),
        Refusal::StepState { .. } => Refusal::StepPassed { step: Step::Urgency },
        Refusal::StepPassed { .. } => Refusal::EvidenceChanged {
            step: Step::Urgency,
            seen: Some(Digest::of(b"then")),
            current: Digest::of(b"now"),
        },
        Refusal::EvidenceChanged { .. } => {
            Refusal::ApprovedAlready { criterion: "council-agrees".parse().unwrap(), by: None }
        }
        Refusal::NotAnApproval { .. } => not_waivable(&["two-way", "win-told"]),
        Refusal::NotWaivable { .. } => waiver_there(true),
        Refusal::WaiverThere { .. } => {
            Refusal::NotRenewable { waiver: WaiverId(1), instead: Some(WaiverId(2)) }
        }
        Refusal::NotRenewable { .. } => Refusal::RenewedOnce { waiver: WaiverId(2) },
        Refusal::RenewedOnce { .. } => {
            Refusal::WaiverStands { waiver: WaiverId(1), state: WaiverState::Requested }
        }
        Refusal::WaiverStands { .. } => {
            Refusal::NotYourWaiver { waiver: WaiverId(1), may: people(&["anna", "dora"]) }
        }
        Refusal::ApprovedAlready { .. } => not_rejected(&["anna", "ben"]),
        Refusal::NotRejected { .. } => not_delegable(&["sponsor", "works_council"]),
        Refusal::NotDelegable { .. } => {
            Refusal::DelegatedFurther { role: role("sponsor"), holders: people(&["dora"]) }
        }
        Refusal::DelegatedFurther { .. } => {
            Refusal::HoldsAlready { person: anna, role: role("sponsor") }
        }
        Refusal::HoldsAlready { .. } => {
            Refusal::NoDelegation { person: anna, role: role("sponsor") }
        }
        Refusal::NoDelegation { .. } => not_an_approval(&["council-agrees", "finance-agrees"]),
        Refusal::NotYourWaiver { .. } => {
            Refusal::Closed { initiative: "learning-partnership".parse().unwrap() }
        }
        Refusal::Closed { .. } => {
            Refusal::NotAchieved { open: vec![Step::Wins, Step::Sustain, Step::Institute] }
        }
        Refusal::NotAchieved { .. } => invalid(&["/title"]),
        Refusal::Invalid { .. } => Refusal::HowMany { given: 0, most: 200 },
        Refusal::HowMany { .. } => Refusal::Withdrawn { record },
        Refusal::Withdrawn { .. } => {
            Refusal::NotShown { win: "win-1".parse().unwrap(), lacks: super::showing::lacks() }
        }
        Refusal::NotShown { .. } => Refusal::OtherKind { record, given: Kind::Win.name() },
        Refusal::OtherKind { .. } => {
            Refusal::Excluded { kind: Kind::UrgencyPulse, workflow: "by-name".parse().unwrap() }
        }
        Refusal::Excluded { .. } => pilot_cycle(vec![
            Stage::Step(Step::Wins),
            Stage::Pilot("pilot-1".parse().unwrap()),
            Stage::Step(Step::Sustain),
        ]),
        Refusal::PilotCycle(_) => Refusal::HoldInThePast { until: "2026-01-31".parse().unwrap() },
        Refusal::HoldInThePast { .. } => {
            Refusal::RoleUnchanged { person: anna, role: role("member") }
        }
        Refusal::RoleUnchanged { .. } => role_full(1, &["anna"]),
        Refusal::RoleFull { .. } => Refusal::LastOwner { person: anna },
        Refusal::LastOwner { .. } => bad_workflow(&[("/gates/urgncy", &["urgency"])]),
        Refusal::BadWorkflow { .. } => Refusal::TokenRevoked { token: "t1".parse().unwrap() },
        Refusal::TokenRevoked { .. } => Refusal::LastAdminToken { token: "t1".parse().unwrap() },
        Refusal::LastAdminToken { .. } => Refusal::LinkSpent { why: Spent::Used },
        Refusal::LinkSpent { .. } => {
            Refusal::MayNotRecord { person: anna, initiative: "learning".parse().unwrap() }
        }
        Refusal::MayNotRecord { .. } => Refusal::TooManyRows { given: 2_001, most: 2_000 },
        Refusal::TooManyRows { .. } => {
            Refusal::RowsNotNext { import: import(), given: 4_001, next: 2_001 }
        }
        Refusal::RowsNotNext { .. } => Refusal::ImportsOpen { open: vec![import(), import()] },
        Refusal::ImportsOpen { .. } => {
            Refusal::ImportOvertaken { import: import(), published: import() }
        }
        Refusal::ImportOvertaken { .. } => Refusal::ImportEmpty { import: import() },
        Refusal::ImportEmpty { .. } => {
            Refusal::ImportUnfit { import: import(), loose: 5_000, units: 2 }
        }
        Refusal::ImportUnfit { .. } => {
            Refusal::ManyLeave { import: import(), left: 400, of: 1_000 }
        }
        Refusal::ManyLeave { .. } => return None,
    })
}

fn import() -> ImportId {
    "hr-2026-11".parse().unwrap()
}

fn cases() -> Vec<Refusal> {
    let mut all: Vec<Refusal> = Permission::ALL
        .into_iter()
        .flat_map(|permission| {
            [&["anna"][..], &[]].map(|holders| Refusal::Forbidden {
                permission,
                roles: roles(permission),
                holders: people(holders),
            })
        })
        .collect();
    for what in things() {
        all.push(not_found(what, &[]));
        all.push(not_found(what, &["nearest", "second", "third"]));
        all.push(Refusal::Exists { what, name: "learning".to_owned() });
    }
    for rule in rules() {
        all.push(four_eyes(rule, &["dora", "emil"]));
        all.push(four_eyes(rule, &[]));
    }
    for state in StateName::ALL {
        all.push(step_state(state, &[]));
        all.push(step_state(state, &[Step::Urgency, Step::Vision, Step::Wins]));
    }
    all.extend(PERSONS.map(|what| Refusal::PersonsOnly { what }));
    all.extend(ADMINS.map(|what| Refusal::AdminOnly { what }));
    let (what, works_council) = ("approve", role("works_council"));
    let current = Digest::of(b"now");
    let faults: Vec<(&str, &[&str])> = vec![("/title", &[]); 7];
    all.extend([
        Refusal::RoleNeeded { what, roles: vec![works_council], holders: Vec::new() },
        Refusal::RoleNeeded {
            what: "read-directory",
            roles: roles(Permission::ReadTeam),
            holders: people(&["anna"]),
        },
        Refusal::ApprovedAlready {
            criterion: "council-agrees".parse().unwrap(),
            by: people(&["ben"]).pop(),
        },
        not_rejected(&[]),
        not_delegable(&[]),
        Refusal::EvidenceChanged { step: Step::Urgency, seen: None, current },
        not_an_approval(&[]),
        role_full(2, &["anna", "ben"]),
        Refusal::NotAchieved { open: vec![Step::Institute] },
        Refusal::HowMany { given: 201, most: 200 },
        invalid(&["", "/a", "/b", "/c", "/d", "/e", "/f"]),
        bad_workflow(&faults),
        pilot_cycle(vec![Stage::Pilot("pilot-1".parse().unwrap())]),
    ]);
    all.push(Refusal::NoMustLeft { steps: vec![Step::Vision, Step::Wins] });
    all.extend([
        not_waivable(&[]),
        waiver_there(false),
        Refusal::NotRenewable { waiver: WaiverId(1), instead: None },
        Refusal::LinkSpent { why: Spent::Expired },
        Refusal::LinkSpent { why: Spent::Unknown },
    ]);
    let waiver = WaiverId(1);
    all.extend(WaiverState::ALL.map(|state| Refusal::WaiverStands { waiver, state }));
    all.push(Refusal::EarlierFirst { step: Step::Wins, earlier: vec![Step::Vision] });
    all.extend(reports().into_iter().map(|report| Refusal::NoConditions(Box::new(report))));
    all.extend(reports().into_iter().map(|report| Refusal::GateBlocked(Box::new(report))));
    all
}

fn things() -> impl Iterator<Item = Thing> {
    std::iter::successors(Some(Thing::Initiative), |it| match it {
        Thing::Initiative => Some(Thing::Person),
        Thing::Person => Some(Thing::Role),
        Thing::Role => Some(Thing::Record),
        Thing::Record => Some(Thing::Workflow),
        Thing::Workflow => Some(Thing::Criterion),
        Thing::Criterion => Some(Thing::Token),
        Thing::Token => Some(Thing::Waiver),
        Thing::Waiver => Some(Thing::Link),
        Thing::Link => Some(Thing::Session),
        Thing::Session => Some(Thing::Import),
        Thing::Import => Some(Thing::Unit),
        Thing::Unit => None,
    })
}

fn rules() -> impl Iterator<Item = FourEyes> {
    std::iter::successors(Some(FourEyes::LeadDecides), |it| match it {
        FourEyes::LeadDecides => Some(FourEyes::AuthorVerifies),
        FourEyes::AuthorVerifies => Some(FourEyes::AuthorApproves),
        FourEyes::AuthorApproves => Some(FourEyes::RequesterWaives),
        FourEyes::RequesterWaives => Some(FourEyes::LeadIsStoodInFor),
        FourEyes::LeadIsStoodInFor => Some(FourEyes::AuthorIsStoodInFor),
        FourEyes::AuthorIsStoodInFor => None,
    })
}

pub(super) fn four_eyes(rule: FourEyes, others: &[&str]) -> Refusal {
    Refusal::FourEyes { rule, roles: vec![role("sponsor")], others: people(others) }
}

pub(super) fn not_found(what: Thing, nearest: &[&str]) -> Refusal {
    let nearest = nearest.iter().map(|name| (*name).to_owned()).collect();
    Refusal::NotFound { what, given: "lerning".to_owned(), nearest }
}

pub(super) fn role_full(most: u32, holders: &[&str]) -> Refusal {
    Refusal::RoleFull { role: role("finance"), most, holders: people(holders) }
}

fn step_state(state: StateName, open: &[Step]) -> Refusal {
    Refusal::StepState { step: Step::Coalition, state, open: open.to_vec() }
}

fn not_waivable(waivable: &[&str]) -> Refusal {
    Refusal::NotWaivable {
        criterion: "managers-convinced".parse().unwrap(),
        waivable: waivable.iter().map(|it| it.parse().unwrap()).collect(),
    }
}

fn waiver_there(pending: bool) -> Refusal {
    let criterion = "managers-convinced".parse().unwrap();
    Refusal::WaiverThere { criterion, waiver: WaiverId(1), pending }
}

fn not_rejected(by: &[&str]) -> Refusal {
    Refusal::NotRejected { criterion: "council-agrees".parse().unwrap(), by: people(by) }
}

fn not_delegable(roles: &[&str]) -> Refusal {
    let roles = roles.iter().map(|it| role(it)).collect();
    Refusal::NotDelegable { role: role("owner"), roles }
}

fn not_an_approval(approvals: &[&str]) -> Refusal {
    Refusal::NotAnApproval {
        criterion: "managers-convinced".parse().unwrap(),
        approvals: approvals.iter().map(|it| it.parse().unwrap()).collect(),
    }
}

pub(super) fn invalid(pointers: &[&str]) -> Refusal {
    let problem = Problem::OutOfRange { least: Fixed::ONE, most: Fixed::whole(5) };
    let faults = pointers
        .iter()
        .map(|it| FieldFault { pointer: (*it).to_owned(), problem: problem.clone() })
        .collect();
    Refusal::Invalid { faults }
}

fn bad_workflow(faults: &[(&str, &[&str])]) -> Refusal {
    let faults = faults
        .iter()
        .map(|(at, nearest)| WorkflowFault {
            at: (*at).to_owned(),
            problem: "nothing is written here".to_owned(),
            nearest: nearest.iter().map(|name| (*name).to_owned()).collect(),
        })
        .collect();
    Refusal::BadWorkflow { faults }
}

fn pilot_cycle(members: Vec<Stage>) -> Refusal {
    Refusal::PilotCycle(Cycle { members })
}
