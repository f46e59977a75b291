//! Every event.

use crate::rules::access::{AccountKind, PilotScope};
use crate::rules::command::{Decision, Reason, WaiverDecision};
use crate::rules::deadline::Deadline;
use crate::rules::event::{
    DirectoryPublished, DirectoryStaged, Event, GateApproved, GateDecided, GateRejected,
    InitiativeOpened, LinkCreated, Obligation, RecordAdded, RecordSuperseded, SessionStarted,
    WaiverDecided, WaiverRequested,
};
use crate::rules::ids::{Digest, WaiverId};
use crate::rules::receipt::Receipt;
use crate::rules::record::{Kind, Record, Visibility};
use crate::rules::role::InstanceRole;
use crate::rules::step::{Mode, Step};

use super::facts::{people, role};
use super::samples::reports;

/// One of each variant, then the cases that read differently.
pub(super) fn all() -> Vec<Event> {
    let stops = reasons().map(|reason| decided(Decision::Stop { reason }, false, None));
    let closings = reasons().map(|reason| Event::InitiativeClosed {
        reason,
        note: Some("We learned\nto ask earlier.".to_owned()),
    });
    let hold = Decision::Hold { until: "2026-04-01".parse().unwrap() };
    std::iter::successors(Some(opened(Mode::Sequential)), after)
        .chain(stops)
        .chain(closings)
        .chain(super::time::notices())
        .chain([
            opened(Mode::Concurrent),
            due_set(Some(1)),
            due_set(None),
            decided(Decision::ConditionalGo, false, None),
            decided(Decision::Recycle { to: Step::Urgency }, false, Some("Too few agree.")),
            Event::StepsUnsettled { stale: Vec::new(), waiting: vec![Step::Vision] },
            Event::StepsUnsettled { stale: vec![Step::Vision], waiting: vec![Step::Enlist] },
            Event::StepReopened {
                step: Step::Urgency,
                reason: "the scope has doubled".to_owned(),
                redo: vec!["two-way".parse().unwrap()],
                on_behalf_of: people(&["dora"]).pop(),
            },
            rejected(Some("dora")),
            staged(2_000),
            decided(hold, true, Some("The figures come in March.")),
            asked(Some(WaiverId(1))),
            judged(WaiverDecision::Refuse, Some("Ask them first.")),
            link(Some(PilotScope {
                initiative: "learning".parse().unwrap(),
                pilot: "pilot-1".parse().unwrap(),
            })),
            account(AccountKind::Service, None),
            account(AccountKind::Service, Some(InstanceRole::Auditor)),
            account(AccountKind::Service, Some(InstanceRole::Admin)),
            account(AccountKind::Person, Some(InstanceRole::Admin)),
            account(AccountKind::Person, Some(InstanceRole::Auditor)),
        ])
        .collect()
}

fn reasons() -> impl Iterator<Item = Reason> {
    std::iter::successors(Some(Reason::Achieved), |it| match it {
        Reason::Achieved => Some(Reason::NoUrgency),
        Reason::NoUrgency => Some(Reason::NoSponsor),
        Reason::NoSponsor => Some(Reason::BenefitGone),
        Reason::BenefitGone => Some(Reason::Cost),
        Reason::Cost => Some(Reason::Superseded),
        Reason::Superseded => Some(Reason::EvidenceNegative),
        Reason::EvidenceNegative => None,
    })
}

/// The event after this one. A new variant stands in this chain, or this does not compile.
fn after(it: &Event) -> Option<Event> {
    let record = "need-1".parse().unwrap();
    let anna = people(&["anna"]).remove(0);
    let member = role("member");
    Some(match it {
        Event::InitiativeOpened(_) => {
            Event::InitiativeClosed { reason: Reason::Achieved, note: None }
        }
        Event::InitiativeClosed { .. } => Event::RecordAdded(RecordAdded {
            id: record,
            record: need().into(),
            observed_on: "2026-02-01".parse().unwrap(),
            links: Vec::new(),
            visibility: Visibility::Initiative,
            external_ref: None,
        }),
        Event::RecordAdded(_) => Event::RecordSuperseded(RecordSuperseded {
            id: record,
            revision: 2,
            record: need().into(),
            observed_on: "2026-02-01".parse().unwrap(),
            reason: "synchronised".to_owned(),
        }),
        Event::RecordSuperseded(_) => {
            Event::RecordWithdrawn { record, reason: "heard twice".to_owned() }
        }
        Event::RecordWithdrawn { .. } => Event::StepOpened { step: Step::Coalition },
        Event::StepOpened { .. } => Event::StepTakenOver { step: Step::Urgency },
        Event::StepTakenOver { .. } => Event::StepReopened {
            step: Step::Urgency,
            reason: "the scope has doubled".to_owned(),
            redo: Vec::new(),
            on_behalf_of: None,
        },
        Event::StepReopened { .. } => {
            Event::StepsUnsettled { stale: vec![Step::Vision, Step::Enlist], waiting: Vec::new() }
        }
        Event::StepsUnsettled { .. } => due_set(Some(14)),
        Event::StepDueSet { .. } => super::time::notices().remove(0),
        Event::Noticed(_) => Event::GateApproved(GateApproved {
            step: Step::Urgency,
            criterion: "council-agrees".parse().unwrap(),
            role: role("works_council"),
            seen: Digest::of(b"now"),
            comment: Some("agreed on Monday".to_owned()),
            on_behalf_of: None,
        }),
        Event::GateDecided(_) => asked(None),
        Event::WaiverRequested(_) => judged(WaiverDecision::Grant, None),
        Event::WaiverDecided(_) => {
            Event::WaiverClosed { waiver: WaiverId(1), reason: "the managers agree now".to_owned() }
        }
        Event::WaiverClosed { .. } => Event::RoleAssigned { person: anna, role: member },
        Event::GateApproved(_) => rejected(None),
        Event::GateRejected(_) => Event::GateRejectionWithdrawn {
            step: Step::Urgency,
            criterion: "council-agrees".parse().unwrap(),
        },
        Event::GateRejectionWithdrawn { .. } => decided(Decision::Go, false, None),
        Event::RoleAssigned { .. } => Event::RoleRevoked { person: anna, role: member },
        Event::RoleRevoked { .. } => Event::RoleDelegated {
            role: member,
            from: anna,
            to: people(&["ben"]).remove(0),
            until: "2026-03-31".parse().unwrap(),
        },
        Event::RoleDelegated { .. } => Event::RoleDelegationEnded { role: member, from: anna },
        Event::RoleDelegationEnded { .. } => account(AccountKind::Person, None),
        Event::AccountAdded { .. } => Event::TokenCreated {
            token: "t1".parse().unwrap(),
            holder: anna,
            hash: Digest::of(b"secret"),
            label: "Anna's laptop".to_owned(),
        },
        Event::TokenCreated { .. } => Event::TokenRevoked { token: "t1".parse().unwrap() },
        Event::TokenRevoked { .. } => link(None),
        Event::LinkCreated(_) => Event::SessionStarted(SessionStarted {
            session: "s1".parse().unwrap(),
            link: "l1".parse().unwrap(),
            person: anna,
            hash: Digest::of(b"secret"),
            expires_at: "2026-03-31T09:00:00Z".parse().unwrap(),
            pilot: None,
        }),
        Event::SessionStarted(_) => Event::SessionEnded { session: "s1".parse().unwrap() },
        Event::SessionEnded { .. } => {
            Event::WorkflowPublished { name: "kotter".parse().unwrap(), source: "{}".to_owned() }
        }
        Event::WorkflowPublished { .. } => staged(1),
        Event::DirectoryStaged(_) => Event::DirectoryPublished(DirectoryPublished {
            import: "hr-2026-11".parse().unwrap(),
            loose: Vec::new(),
            units: Vec::new(),
        }),
        Event::DirectoryPublished(_) => {
            Event::DirectoryImportDropped { import: "hr-2026-11".parse().unwrap() }
        }
        Event::DirectoryImportDropped { .. } => return None,
    })
}

fn staged(count: u32) -> Event {
    Event::DirectoryStaged(DirectoryStaged {
        import: "hr-2026-11".parse().unwrap(),
        first_row: 1,
        count,
        rows: Vec::new(),
        same: Vec::new(),
        flaws: Vec::new(),
    })
}

fn link(pilot: Option<PilotScope>) -> Event {
    Event::LinkCreated(LinkCreated {
        link: "l1".parse().unwrap(),
        person: people(&["anna"]).remove(0),
        hash: Digest::of(b"secret"),
        expires_at: "2026-03-31T09:00:00Z".parse().unwrap(),
        pilot,
    })
}

fn rejected(on_behalf_of: Option<&str>) -> Event {
    Event::GateRejected(GateRejected {
        step: Step::Urgency,
        criterion: "council-agrees".parse().unwrap(),
        role: role("works_council"),
        reason: "The figures are of last year.".to_owned(),
        on_behalf_of: on_behalf_of.map(|it| it.parse().unwrap()),
    })
}

fn due_set(escalate_days: Option<u32>) -> Event {
    let due_on = "2026-03-20".parse().unwrap();
    let due = |escalate_days| Deadline { due_on, warn_days: escalate_days / 2, escalate_days };
    Event::StepDueSet { step: Step::Urgency, due: escalate_days.map(due) }
}

fn need() -> Record {
    let example = serde_json::from_str(Kind::Need.row().example).unwrap();
    Record::parse(Kind::Need, &example).unwrap()
}

fn opened(mode: Mode) -> Event {
    Event::InitiativeOpened(InitiativeOpened {
        title: "Learning partnership".to_owned(),
        purpose: None,
        workflow: "kotter".parse().unwrap(),
        workflow_digest: Digest::of(b"{}"),
        mode,
        owner: people(&["anna"]).remove(0),
        tailoring: Vec::new(),
    })
}

fn asked(renews: Option<WaiverId>) -> Event {
    Event::WaiverRequested(WaiverRequested {
        waiver: WaiverId(2),
        step: Step::Urgency,
        criterion: "managers-convinced".parse().unwrap(),
        reason: "two plants are closed until April.".to_owned(),
        expires_on: "2026-04-01".parse().unwrap(),
        renews,
    })
}

fn judged(decision: WaiverDecision, comment: Option<&str>) -> Event {
    let (role, comment) = (role("sponsor"), comment.map(str::to_owned));
    Event::WaiverDecided(WaiverDecided { waiver: WaiverId(2), decision, role, comment })
}

fn owed() -> Vec<Obligation> {
    let criterion = "two-way".parse().unwrap();
    let due_on = "2026-03-20".parse().unwrap();
    vec![Obligation { criterion, owner: people(&["anna"]).remove(0), due_on, text: None }]
}

pub(super) fn decided(decision: Decision, one_person: bool, rationale: Option<&str>) -> Event {
    let at = "2026-03-01T09:00:00Z".parse().unwrap();
    Event::GateDecided(Box::new(GateDecided {
        step: Step::Urgency,
        decision,
        role: role("sponsor"),
        on_behalf_of: None,
        one_person,
        rationale: rationale.map(str::to_owned),
        receipt: Receipt::of(&reports()[0], Digest::of(b"{}"), at),
        obligations: if decision == Decision::ConditionalGo { owed() } else { Vec::new() },
    }))
}

pub(super) fn account(kind: AccountKind, instance_role: Option<InstanceRole>) -> Event {
    Event::AccountAdded {
        id: "p-17".parse().unwrap(),
        kind,
        name: "Anna Example".to_owned(),
        email: Some("anna@example.org".to_owned()),
        instance_role,
    }
}
