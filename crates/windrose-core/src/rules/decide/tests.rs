//! Given, when, then.

mod again;
mod approvals;
mod tailoring;
mod time;
mod waivers;
mod wins;

use serde_json::{Value, json};

use super::super::command::{Close, Decision, InitiativeCommand, Reason, Reopen, Supersede};
use super::super::event::Event;
use super::super::gate::{Status, Verdict};
use super::super::measure::Why;
use super::super::record::{ExternalRef, Kind, Problem, Record, Visibility};
use super::super::refusal::{FourEyes, Refusal, Thing};
use super::super::step::{Move, StateName, Step, StepState, TRANSITIONS};
use super::super::testing::{Case, example, new_record, person, small_workflow};

const NEED: Kind = Kind::Need;

fn need() -> InitiativeCommand {
    InitiativeCommand::AddRecords(vec![example(NEED)])
}

/// A case in which every gate has its need.
fn heard() -> Case {
    let mut case = Case::small();
    case.done("lead", need());
    case
}

#[test]
fn an_initiative_opens_once_with_its_first_step() {
    let case = Case::unopened(small_workflow(|_| {}));
    let events = case.ask("owner", &case.opening()).unwrap();
    assert!(matches!(events[0], Event::InitiativeOpened(_)));
    assert_eq!(events[1..], [Event::StepOpened { step: Step::Urgency }]);
    let again = Case::small();
    let refusal = again.refused("owner", again.opening());
    assert!(matches!(refusal, Refusal::Exists { what: Thing::Initiative, .. }), "{refusal:?}");
}

#[test]
fn a_concurrent_initiative_opens_with_all_eight() {
    let case = Case::with(small_workflow(|file| file["mode"] = json!("concurrent")));
    assert_eq!(case.initiative.open_steps(), Step::ALL);
}

#[test]
fn only_a_person_owns() {
    let case = Case::unopened(small_workflow(|_| {}));
    assert_eq!(case.refused("hris", case.opening()).kind(), "persons_only");
}

#[test]
fn a_gate_opens_on_evidence_and_a_go_begins_the_next_step() {
    let mut case = Case::small();
    let Refusal::GateBlocked(report) = case.refused("sponsor", case.go(Step::Urgency)) else {
        panic!("an empty gate is shut")
    };
    assert_eq!(report.findings[0].status, Status::Unknown(Why::NothingRecorded(NEED)));
    case.done("lead", need());
    let events = case.done("sponsor", case.go(Step::Urgency));
    assert_eq!(events[1..], [Event::StepOpened { step: Step::Coalition }]);
    assert_eq!(case.initiative.step(Step::Urgency).state, StepState::Passed);
    let Event::GateDecided(decided) = &events[0] else { panic!("{events:?}") };
    assert_eq!(decided.receipt.digest, Some(decided.receipt.computed_digest()));
    let again = case.refused("sponsor", case.go(Step::Urgency));
    let Refusal::StepState { state: StateName::Passed, open, .. } = again else {
        panic!("{again:?}")
    };
    assert_eq!(open, [Step::Coalition]);
}

#[test]
fn each_of_the_eight_gates_is_shut_without_evidence_and_lets_pass_with_it() {
    let empty = Case::with(small_workflow(|file| file["mode"] = json!("concurrent")));
    for step in Step::ALL {
        assert_eq!(empty.report(step).verdict, Verdict::Blocked, "{step}");
        assert_eq!(empty.refused("sponsor", empty.go(step)).kind(), "gate_blocked", "{step}");
    }
    let mut case = heard();
    for step in Step::ALL {
        if step == Step::Enable {
            case.done("council", case.approval(step, "agreed"));
        }
        case.done("sponsor", case.go(step));
    }
    assert!(case.initiative.steps.iter().all(|it| it.state == StepState::Passed));
    let achieved = InitiativeCommand::Close(Close { reason: Reason::Achieved, note: None });
    case.done("owner", achieved);
    assert_eq!(case.refused("lead", need()).kind(), "closed");
}

fn reopen(step: Step) -> InitiativeCommand {
    InitiativeCommand::Reopen(Reopen {
        step,
        reason: "The scope has doubled.".into(),
        redo: Vec::new(),
    })
}

#[test]
fn every_pair_of_state_and_command_does_what_the_table_says() {
    for state in StateName::ALL {
        for by in [Move::Go, Move::Hold, Move::Recycle, Move::Reopen, Move::Stop, Move::Approve] {
            let mut case = heard();
            // Enable is the step that has something to approve.
            let step = Step::Enable;
            for earlier in &Step::ALL[..step.index()] {
                case.initiative.steps[earlier.index()].state = StepState::Passed;
            }
            case.initiative.steps[step.index()].state = match state {
                StateName::Waiting => StepState::Waiting,
                StateName::Open => StepState::Open,
                StateName::Held => StepState::Held { until: case.now.date() },
                StateName::Passed => StepState::Passed,
                StateName::Stale => StepState::Stale,
            };
            case.outlined.steps = case.initiative.steps;
            let until = case.now.date().tomorrow().unwrap();
            let (actor, command) = match by {
                Move::Go => {
                    if !matches!(state, StateName::Waiting | StateName::Passed) {
                        case.done("council", case.approval(step, "agreed"));
                    }
                    ("sponsor", case.go(step))
                }
                Move::Hold => ("sponsor", case.decision(step, Decision::Hold { until })),
                Move::Recycle => ("sponsor", case.decision(step, Decision::Recycle { to: step })),
                Move::Reopen => ("sponsor", reopen(step)),
                Move::Stop => {
                    ("sponsor", case.decision(step, Decision::Stop { reason: Reason::Cost }))
                }
                _ => ("council", case.approval(step, "agreed")),
            };
            let row = TRANSITIONS.iter().find(|it| it.by == by && it.from.contains(&state));
            match (row, case.try_do(actor, &command)) {
                (Some(row), Ok(_)) => {
                    let now = case.initiative.step(step).state.name();
                    assert_eq!(now, row.to.unwrap_or(state), "{state:?} {by:?}");
                }
                (None, Err(refusal)) => assert_eq!(refusal.kind(), "step_not_open"),
                (row, answer) => panic!("{state:?} {by:?}: {row:?}, {answer:?}"),
            }
        }
    }
}

#[test]
fn no_command_but_opening_does_anything_to_what_was_never_opened() {
    let case = Case::unopened(small_workflow(|_| {}));
    for command in [
        need(),
        case.go(Step::Urgency),
        case.approval(Step::Enable, "agreed"),
        InitiativeCommand::Close(Close { reason: Reason::Cost, note: None }),
        InitiativeCommand::AssignRole { person: person("lead"), role: "lead".parse().unwrap() },
    ] {
        let refusal = case.refused("owner", command);
        assert!(matches!(refusal, Refusal::NotFound { what: Thing::Initiative, .. }));
    }
}

#[test]
fn a_hold_lies_ahead_and_ends_with_a_decision() {
    let mut case = heard();
    let today = case.now.date();
    let past =
        case.refused("sponsor", case.decision(Step::Urgency, Decision::Hold { until: today }));
    assert_eq!(past, Refusal::HoldInThePast { until: today });
    let until = today.tomorrow().unwrap();
    case.done("sponsor", case.decision(Step::Urgency, Decision::Hold { until }));
    assert_eq!(case.initiative.step(Step::Urgency).state, StepState::Held { until });
    case.done("sponsor", case.go(Step::Urgency));
}

#[test]
fn a_stop_closes_with_its_reason_and_never_as_achieved() {
    let mut case = heard();
    let achieved = Decision::Stop { reason: Reason::Achieved };
    let refusal = case.refused("sponsor", case.decision(Step::Urgency, achieved));
    assert!(matches!(&refusal, Refusal::NotAchieved { open } if open.len() == 8), "{refusal:?}");
    let stop = Decision::Stop { reason: Reason::NoUrgency };
    case.done("sponsor", case.decision(Step::Urgency, stop));
    assert_eq!(case.refused("lead", need()).kind(), "closed");
}

#[test]
fn who_leads_does_not_decide_unless_the_workflow_lets_it_show() {
    let mut case = heard();
    assert_eq!(case.refused("lead", case.go(Step::Urgency)).kind(), "role_needed");
    let sponsor =
        InitiativeCommand::AssignRole { person: person("lead"), role: "sponsor".parse().unwrap() };
    case.done("owner", sponsor.clone());
    let refusal = case.refused("lead", case.go(Step::Urgency));
    let Refusal::FourEyes { rule: FourEyes::LeadDecides, others, .. } = refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!(others, [person("sponsor")]);

    let mut shown = Case::with(small_workflow(|file| file["four_eyes"] = json!("shown")));
    shown.done("lead", need());
    shown.done("owner", sponsor);
    let events = shown.done("lead", shown.go(Step::Urgency));
    assert!(matches!(&events[0], Event::GateDecided(it) if it.one_person));
}

#[test]
fn services_record_and_never_count_eyes() {
    let mut case = heard();
    case.done("hris", need());
    assert_eq!(case.refused("hris", case.go(Step::Urgency)).kind(), "persons_only");
    let role = |role: &str| InitiativeCommand::AssignRole {
        person: person("hris"),
        role: role.parse().unwrap(),
    };
    for name in ["sponsor", "owner", "lead"] {
        assert_eq!(case.refused("owner", role(name)).kind(), "persons_only", "{name}");
    }
}

#[test]
fn a_decision_names_the_evidence_that_was_seen() {
    let mut case = heard();
    let seen_before = case.go(Step::Urgency);
    case.done("member", need());
    let refusal = case.refused("sponsor", seen_before);
    assert!(matches!(refusal, Refusal::EvidenceChanged { .. }), "{refusal:?}");
    let InitiativeCommand::Decide(mut unseen) = case.go(Step::Urgency) else { panic!() };
    unseen.seen = None;
    let refusal = case.refused("sponsor", InitiativeCommand::Decide(unseen));
    assert!(matches!(refusal, Refusal::EvidenceChanged { seen: None, .. }), "{refusal:?}");
}

#[test]
fn the_day_alone_does_not_unsee_evidence() {
    let mut case = heard();
    let seen = case.go(Step::Urgency);
    case.later(3);
    case.done("sponsor", seen);
}

#[test]
fn an_approval_is_given_once_by_somebody_else_and_goes_stale() {
    let mut case = Case::with(small_workflow(|file| file["mode"] = json!("concurrent")));
    case.done("lead", need());
    let refusal = case.refused("sponsor", case.approval(Step::Enable, "agreed"));
    assert!(
        matches!(refusal, Refusal::RoleNeeded { ref holders, .. } if *holders == [person("council")])
    );
    let refusal = case.refused("council", case.approval(Step::Enable, "heard"));
    assert!(matches!(refusal, Refusal::NotAnApproval { .. }), "{refusal:?}");
    let refusal = case.refused("council", case.approval(Step::Enable, "agred"));
    assert!(matches!(refusal, Refusal::NotFound { ref nearest, .. } if *nearest == ["agreed"]));
    case.done("council", case.approval(Step::Enable, "agreed"));
    assert_eq!(case.report(Step::Enable).verdict, Verdict::Open);
    let again = case.refused("council", case.approval(Step::Enable, "agreed"));
    assert_eq!(again.kind(), "approved_already");
    case.done("lead", need());
    let report = case.report(Step::Enable);
    assert_eq!(report.verdict, Verdict::Blocked);
    assert_eq!(report.findings[1].approvals.stale.len(), 1);
    case.done("council", case.approval(Step::Enable, "agreed"));
    case.done(
        "owner",
        InitiativeCommand::RevokeRole {
            person: person("council"),
            role: "works_council".parse().unwrap(),
        },
    );
    assert_eq!(
        case.report(Step::Enable).verdict,
        Verdict::Blocked,
        "who left the role no longer counts"
    );
}

#[test]
fn who_recorded_the_evidence_does_not_approve_it() {
    let mut case = Case::with(small_workflow(|file| file["mode"] = json!("concurrent")));
    let role = "member".parse().unwrap();
    case.done("owner", InitiativeCommand::AssignRole { person: person("council"), role });
    case.done("council", need());
    let refusal = case.refused("council", case.approval(Step::Enable, "agreed"));
    assert!(matches!(refusal, Refusal::FourEyes { rule: FourEyes::AuthorApproves, .. }));
}

#[test]
fn nobody_verifies_their_own_win() {
    let mut case = Case::small();
    let add = |kind| InitiativeCommand::AddRecords(vec![example(kind)]);
    for kind in [Kind::Indicator, Kind::Pilot, Kind::PilotResult, Kind::Win] {
        case.done("lead", add(kind));
    }
    let refusal = case.refused("lead", add(Kind::Verification));
    assert!(matches!(refusal, Refusal::FourEyes { rule: FourEyes::AuthorVerifies, .. }));
    assert_eq!(case.refused("hris", add(Kind::Verification)).kind(), "persons_only");
    let both = InitiativeCommand::AddRecords(vec![
        example(Kind::Win),
        new_record(
            Kind::Verification,
            &json!({"win": "win-2", "outcome": "confirmed", "how": "looked"}),
        ),
    ]);
    assert_eq!(case.refused("member", both).kind(), "four_eyes", "not in one call either");
    case.done("member", add(Kind::Verification));
    let win = case.initiative.records.get("win-1".parse().unwrap()).unwrap();
    assert_eq!(win.record.status(win.id, &case.initiative.records), "verified");
    assert_eq!(case.refused("lead", add(Kind::Reverification)).kind(), "four_eyes");
    // Whoever corrects a win becomes an author of it.
    let with = Record::parse(Kind::Win, &win.record.data()).unwrap();
    let correct = InitiativeCommand::SupersedeRecord(Supersede {
        record: win.id,
        with: with.into(),
        observed_on: None,
        reason: "typing".into(),
    });
    case.done("member", correct);
    assert_eq!(case.refused("member", add(Kind::Verification)).kind(), "four_eyes");
}

#[test]
fn records_are_taken_all_or_none() {
    let mut case = Case::small();
    let few = json!({"question": "?", "audience": "manager", "agree_n": 3, "answered_n": 4, "invited_n": 40});
    let batch = vec![example(NEED), new_record(Kind::UrgencyPulse, &few)];
    let Refusal::Invalid { faults } = case.refused("lead", InitiativeCommand::AddRecords(batch))
    else {
        panic!()
    };
    assert_eq!(faults[0].pointer, "/records/1/data/answered_n");
    assert_eq!(faults[0].problem, Problem::TooFewAnswers { answered: 4 });
    let none = case.refused("lead", InitiativeCommand::AddRecords(Vec::new()));
    assert_eq!(none, Refusal::HowMany { given: 0, most: 200 });
    let many = vec![example(NEED); 201];
    assert_eq!(case.refused("lead", InitiativeCommand::AddRecords(many)).kind(), "how_many");
    let events = case.done("lead", InitiativeCommand::AddRecords(vec![example(NEED); 200]));
    assert_eq!(events.len(), 200);
}

#[test]
fn what_a_field_says_has_to_be_possible() {
    let case = Case::small();
    let wrong = |kind: Kind, change: Value| {
        let mut data: Value = serde_json::from_str(kind.row().example).unwrap();
        data.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        match case.refused("lead", InitiativeCommand::AddRecords(vec![new_record(kind, &data)])) {
            Refusal::Invalid { faults } => {
                faults.into_iter().map(|it| it.pointer).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    let share = wrong(Kind::UrgencyPulse, json!({"agree_n": 37}));
    assert_eq!(share, ["/records/0/data/agree_n"]);
    let twice = json!({"units": [
        {"name": "A", "people": 3, "managers": 1}, {"name": "A", "people": 1, "managers": 2}
    ]});
    assert_eq!(
        wrong(Kind::Scope, twice),
        ["/records/0/data/units/1", "/records/0/data/units/1/managers"]
    );
    assert_eq!(wrong(NEED, json!({"severity": 6, "statement": " "})).len(), 2);
    assert_eq!(wrong(Kind::KraWeight, json!({"weight_pct": 101})).len(), 1);
    assert_eq!(wrong(Kind::Pilot, json!({"ends_on": "2026-02-01"})), ["/records/0/data/ends_on"]);
    assert_eq!(
        wrong(Kind::RoleCharter, json!({"accepted_on": "2026-03-03"})),
        ["/records/0/data/accepted_on"]
    );
    let mut tomorrow = example(NEED);
    tomorrow.observed_on = Some(case.now.date().tomorrow().unwrap());
    let refusal = case.refused("lead", InitiativeCommand::AddRecords(vec![tomorrow]));
    assert!(
        matches!(refusal, Refusal::Invalid { ref faults } if faults[0].problem == Problem::InTheFuture)
    );
}

#[test]
fn links_lead_to_records_that_are_there() {
    let mut case = heard();
    let triage = |need: &str| {
        let mut data: Value = serde_json::from_str(Kind::GapTriage.row().example).unwrap();
        data["need"] = json!(need);
        InitiativeCommand::AddRecords(vec![new_record(Kind::GapTriage, &data)])
    };
    let refusal = case.refused("lead", triage("need-2"));
    assert!(matches!(refusal, Refusal::NotFound { ref nearest, .. } if *nearest == ["need-1"]));
    assert_eq!(case.refused("lead", triage("win-1")).kind(), "invalid");
    let together = InitiativeCommand::AddRecords(vec![
        example(NEED),
        new_record(Kind::GapTriage, &{
            let mut data: Value = serde_json::from_str(Kind::GapTriage.row().example).unwrap();
            data["need"] = json!("need-2");
            data
        }),
    ]);
    case.done("lead", together);
    let withdraw = |reason: &str| InitiativeCommand::WithdrawRecord {
        record: "need-1".parse().unwrap(),
        reason: reason.into(),
    };
    assert_eq!(case.refused("lead", withdraw("  ")).kind(), "invalid");
    case.done("lead", withdraw("heard twice"));
    assert_eq!(case.refused("lead", triage("need-1")).kind(), "withdrawn");
    assert_eq!(case.refused("lead", withdraw("again")).kind(), "withdrawn");
}

#[test]
fn a_record_kept_to_the_team_is_not_there_for_others() {
    let mut case = Case::small();
    let mut kept = example(NEED);
    kept.visibility = Visibility::Team;
    case.done("lead", InitiativeCommand::AddRecords(vec![kept]));
    let withdraw = |record: &str| InitiativeCommand::WithdrawRecord {
        record: record.parse().unwrap(),
        reason: "wrong".into(),
    };
    for record in ["need-1", "need-9"] {
        let refusal = case.refused("member", withdraw(record));
        assert!(matches!(refusal, Refusal::NotFound { ref nearest, .. } if nearest.is_empty()));
    }
    case.done("sponsor", withdraw("need-1"));
    let refusal = case.refused("lead", withdraw("need-9"));
    assert!(
        matches!(refusal, Refusal::NotFound { ref nearest, .. } if nearest.is_empty()),
        "what was withdrawn is not meant"
    );
}

#[test]
fn a_repeated_sync_supersedes_instead_of_adding_again() {
    let mut case = Case::small();
    let synced = |severity: u32| {
        let mut data: Value = serde_json::from_str(NEED.row().example).unwrap();
        data["severity"] = json!(severity);
        let mut it = new_record(NEED, &data);
        it.external_ref = Some(ExternalRef { source: "crm".into(), id: "7".into() });
        InitiativeCommand::AddRecords(vec![it])
    };
    case.done("hris", synced(4));
    assert_eq!(case.done("hris", synced(4)), [], "nothing new is nothing");
    let events = case.done("hris", synced(5));
    assert!(matches!(&events[..], [Event::RecordSuperseded(it)] if it.revision == 2));
    assert_eq!(case.initiative.records.of_kind(NEED).count(), 1);
}

#[test]
fn pilots_and_steps_do_not_wait_for_one_another_in_a_circle() {
    let mut case = Case::small();
    let pilot = |more: Value| {
        let mut data: Value = serde_json::from_str(Kind::Pilot.row().example).unwrap();
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        new_record(Kind::Pilot, &data)
    };
    case.done("lead", InitiativeCommand::AddRecords(vec![pilot(json!({}))]));
    case.done(
        "lead",
        InitiativeCommand::AddRecords(vec![pilot(json!({"needs_result_of": ["pilot-1"]}))]),
    );
    let back = InitiativeCommand::SupersedeRecord(Supersede {
        record: "pilot-1".parse().unwrap(),
        with: pilot(json!({"needs_result_of": ["pilot-2"]})).record,
        observed_on: None,
        reason: "later".into(),
    });
    let Refusal::PilotCycle(cycle) = case.refused("lead", back) else { panic!() };
    let members: Vec<_> = cycle.members.iter().map(ToString::to_string).collect();
    assert_eq!(members, ["pilot-1", "pilot-2"]);
}

#[test]
fn strangers_learn_nothing_and_viewers_change_nothing() {
    let case = heard();
    assert!(matches!(
        case.refused("stranger", need()),
        Refusal::NotFound { what: Thing::Initiative, .. }
    ));
    let refusal = case.refused("viewer", need());
    assert!(
        matches!(refusal, Refusal::Forbidden { ref holders, .. } if holders.contains(&person("lead")))
    );
}

#[test]
fn roles_are_given_by_the_owner_and_one_owner_stays() {
    let mut case = Case::small();
    let role = |who: &str, role: &str| InitiativeCommand::AssignRole {
        person: person(who),
        role: role.parse().unwrap(),
    };
    assert_eq!(case.refused("lead", role("stranger", "sponsor")).kind(), "forbidden");
    assert_eq!(case.refused("owner", role("lead", "lead")).kind(), "role_unchanged");
    let refusal = case.refused("owner", role("lead", "work_council"));
    assert!(
        matches!(refusal, Refusal::NotFound { ref nearest, .. } if nearest[0] == "works_council")
    );
    let refusal = case.refused("owner", role("sponser", "lead"));
    assert!(matches!(refusal, Refusal::NotFound { ref nearest, .. } if nearest[0] == "sponsor"));
    let revoke =
        InitiativeCommand::RevokeRole { person: person("owner"), role: "owner".parse().unwrap() };
    assert_eq!(case.refused("owner", revoke.clone()).kind(), "last_owner");
    case.done("owner", role("stranger", "owner"));
    case.done("owner", revoke);
    assert_eq!(case.refused("owner", need()).kind(), "not_found", "who has no role is a stranger");
}
