//! Setting a criterion aside for a time, by somebody else's leave; and what is met by some of several conditions.

use serde_json::{Value, json};

use super::super::super::command::{
    DecideWaiver, Decision, InitiativeCommand, RequestWaiver, WaiverDecision,
};
use super::super::super::event::Event;
use super::super::super::gate::{Finding, Status, Verdict};
use super::super::super::ids::WaiverId;
use super::super::super::measure::Why;
use super::super::super::record::{Kind, Problem};
use super::super::super::refusal::{FourEyes, Refusal, Thing};
use super::super::super::step::{Move, StateName, Step, StepState, allowed};
use super::super::super::testing::{Case, example, person, small_workflow};
use super::super::super::waiver::WaiverState;
use super::reopen;

const REASON: &str = "Two plants are closed until April; we ask there then.";

/// A first gate that asks for an indicator too, which can be waived, and a second one that counts what was waived.
fn waivable(change: impl FnOnce(&mut Value)) -> Case {
    let mut case = Case::with(small_workflow(|file| {
        let first = file["gates"]["urgency"]["criteria"].as_array_mut().unwrap();
        first.push(json!({"id": "shown", "records": "indicator", "at_least": 1,
            "waivable": {}, "why": "It helps.", "source": "test"}));
        let second = file["gates"]["coalition"]["criteria"].as_array_mut().unwrap();
        for (debt, most) in [("open", 1), ("expired", 0)] {
            second.push(json!({"id": debt, "waivers": debt, "at_most": most, "why": "Debt.", "source": "test"}));
        }
        change(file);
    }));
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    case
}

fn ask(expires_on: &str, renews: Option<u32>) -> RequestWaiver {
    RequestWaiver {
        step: Step::Urgency,
        criterion: "shown".parse().unwrap(),
        reason: REASON.into(),
        expires_on: expires_on.parse().unwrap(),
        renews: renews.map(WaiverId),
    }
}

fn request(expires_on: &str) -> InitiativeCommand {
    InitiativeCommand::RequestWaiver(ask(expires_on, None))
}

fn renewal(expires_on: &str, renews: u32) -> InitiativeCommand {
    InitiativeCommand::RequestWaiver(ask(expires_on, Some(renews)))
}

fn judge(waiver: u32, decision: WaiverDecision) -> InitiativeCommand {
    InitiativeCommand::DecideWaiver(DecideWaiver {
        waiver: WaiverId(waiver),
        decision,
        comment: None,
    })
}

fn grant(waiver: u32) -> InitiativeCommand {
    judge(waiver, WaiverDecision::Grant)
}

fn close(waiver: u32) -> InitiativeCommand {
    InitiativeCommand::CloseWaiver { waiver: WaiverId(waiver), reason: "It is there now.".into() }
}

fn finding(case: &Case, step: Step, id: &str) -> Finding {
    let report = case.report(step);
    report.findings.into_iter().find(|it| it.criterion.as_str() == id).unwrap()
}

fn shown(case: &Case) -> Status {
    finding(case, Step::Urgency, "shown").status
}

fn states(case: &Case) -> Vec<WaiverState> {
    let today = case.now.date();
    case.initiative.waivers.all().iter().map(|it| it.state(today)).collect()
}

/// Asked for by the lead until a day, and granted by the sponsor.
fn waived_until(expires_on: &str) -> Case {
    let mut case = waivable(|_| {});
    case.done("lead", request(expires_on));
    case.done("sponsor", grant(1));
    case
}

fn faults(refusal: Refusal) -> Vec<(String, Problem)> {
    match refusal {
        Refusal::Invalid { faults } => {
            faults.into_iter().map(|it| (it.pointer, it.problem)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_waiver_opens_the_gate_until_its_last_day() {
    let mut case = waivable(|_| {});
    let unknown = Status::Unknown(Why::NothingRecorded(Kind::Indicator));
    let before = finding(&case, Step::Urgency, "shown");
    assert_eq!(before.status, unknown);
    assert_eq!(before.waivable_by, Some("sponsor".parse().unwrap()));
    assert_eq!(before.waivable_holders, [person("sponsor")]);
    case.done("lead", request("2026-04-01"));
    assert_eq!(shown(&case), unknown, "to ask for it changes nothing");
    assert_eq!(before.waiver_pending, None);
    assert_eq!(finding(&case, Step::Urgency, "shown").waiver_pending, Some(WaiverId(1)));
    case.done("sponsor", grant(1));
    assert_eq!(shown(&case), Status::Waived(WaiverId(1)));
    let waived = finding(&case, Step::Urgency, "shown").waived.unwrap();
    assert_eq!((waived.by, waived.instead_of), (Some(person("sponsor")), unknown.clone()));
    assert_eq!(case.report(Step::Urgency).verdict, Verdict::OpenWithWaivers);
    case.later(30);
    assert_eq!(shown(&case), Status::Waived(WaiverId(1)), "its last day is 1 April");
    case.later(1);
    assert_eq!(shown(&case), unknown);
    assert_eq!(case.report(Step::Urgency).verdict, Verdict::Blocked);
    // What is met needs no waiver, and nothing is open only thanks to one.
    let mut case = waived_until("2026-04-01");
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Indicator)]));
    assert_eq!(shown(&case), Status::Met);
    assert_eq!(case.report(Step::Urgency).verdict, Verdict::Open);
}

#[test]
fn a_go_thanks_to_a_waiver_says_so_in_its_receipt() {
    let mut case = waived_until("2026-04-01");
    let events = case.done("sponsor", case.go(Step::Urgency));
    let Event::GateDecided(decided) = &events[0] else { panic!("{events:?}") };
    assert_eq!(decided.receipt.verdict, Verdict::OpenWithWaivers);
    let statuses: Vec<&Status> = decided.receipt.findings.iter().map(|it| &it.status).collect();
    assert!(statuses.contains(&&Status::Waived(WaiverId(1))));
    let kept = serde_json::to_value(&decided.receipt.findings[1].status).unwrap();
    assert_eq!(kept, json!({"waived": "waiver-1"}));
}

#[test]
fn who_asks_does_not_grant_even_where_one_person_may_decide() {
    for change in [json!("required"), json!("shown")] {
        let mut case = waivable(|file| file["four_eyes"] = change);
        case.done("sponsor", request("2026-04-01"));
        let Refusal::FourEyes { rule, others, .. } = case.refused("sponsor", grant(1)) else {
            panic!()
        };
        assert_eq!((rule, others), (FourEyes::RequesterWaives, vec![]));
        let role = "sponsor".parse().unwrap();
        case.done("owner", InitiativeCommand::AssignRole { person: person("stranger"), role });
        let Refusal::FourEyes { others, .. } = case.refused("sponsor", grant(1)) else { panic!() };
        assert_eq!(others, [person("stranger")]);
        case.done("stranger", grant(1));
    }
}

#[test]
fn who_may_ask_and_who_may_judge() {
    let mut case = waivable(|file| {
        file["gates"]["urgency"]["criteria"][1]["waivable"] = json!({"by": "works_council"});
    });
    assert_eq!(case.refused("viewer", request("2026-04-01")).kind(), "forbidden");
    assert_eq!(case.refused("hris", request("2026-04-01")).kind(), "persons_only");
    case.done("member", request("2026-04-01"));
    assert_eq!(case.refused("hris", grant(1)).kind(), "persons_only");
    assert_eq!(case.refused("sponsor", grant(1)).kind(), "role_needed");
    case.done("council", grant(1));
    let Refusal::WaiverStands { state, .. } = case.refused("council", grant(1)) else { panic!() };
    assert_eq!(state, WaiverState::InForce);
    assert_eq!(case.refused("council", grant(2)).kind(), "not_found");
    assert!(matches!(
        case.refused("council", judge(7, WaiverDecision::Refuse)),
        Refusal::NotFound { what: Thing::Waiver, .. }
    ));
}

#[test]
fn a_request_has_substance_and_an_end() {
    let case = waivable(|_| {});
    let with = |change: fn(&mut RequestWaiver)| {
        let mut command = ask("2026-05-01", None);
        change(&mut command);
        InitiativeCommand::RequestWaiver(command)
    };
    let refused = |change| case.refused("lead", with(change));
    let short = faults(refused(|it| it.reason = format!("  {}  ", "x".repeat(19))));
    let problem = Problem::TooShort { length: 19, least: 20 };
    assert_eq!(short, [("/reason".to_owned(), problem)]);
    assert!(case.ask("lead", &with(|it| it.reason = "x".repeat(20))).is_ok());
    assert_eq!(faults(refused(|it| it.reason = "  ".into()))[0].1, Problem::Empty);
    // Today is 2 March: neither today, nor the sixty-first day.
    for day in ["2026-03-02", "2026-05-02"] {
        let mut command = ask(day, None);
        command.expires_on = day.parse().unwrap();
        let refused = case.refused("lead", InitiativeCommand::RequestWaiver(command));
        let problem = Problem::NotWithin { days: 60 };
        assert_eq!(faults(refused), [("/expires_on".to_owned(), problem)], "{day}");
    }
    for day in ["2026-03-03", "2026-05-01"] {
        assert!(case.ask("lead", &request(day)).is_ok(), "{day}");
    }
    let Refusal::NotWaivable { waivable, .. } =
        refused(|it| it.criterion = "heard".parse().unwrap())
    else {
        panic!()
    };
    assert_eq!(waivable, ["shown".parse().unwrap()]);
    assert_eq!(refused(|it| it.criterion = "shwn".parse().unwrap()).kind(), "not_found");
}

#[test]
fn a_waiver_is_asked_for_at_a_step_that_is_worked_on_and_renewed_also_after_it() {
    for state in StateName::ALL {
        let mut case = waived_until("2026-04-01");
        let ask_anew = waivable(|_| {});
        let set = |case: &mut Case| {
            case.initiative.steps[0].state = match state {
                StateName::Waiting => StepState::Waiting,
                StateName::Open => StepState::Open,
                StateName::Held => StepState::Held { until: case.now.date() },
                StateName::Passed => StepState::Passed,
                StateName::Stale => StepState::Stale,
            };
        };
        let mut fresh = ask_anew;
        set(&mut fresh);
        set(&mut case);
        for (by, answer) in [
            (Move::AskWaiver, fresh.ask("lead", &request("2026-04-01"))),
            (Move::RenewWaiver, case.ask("lead", &renewal("2026-04-20", 1))),
        ] {
            match answer {
                Ok(_) => assert!(allowed(state, by), "{state:?} {by:?}"),
                Err(refusal) => {
                    assert_eq!(refusal.kind(), "step_not_open", "{state:?} {by:?}");
                    assert!(!allowed(state, by), "{state:?} {by:?}");
                }
            }
        }
    }
}

#[test]
fn a_criterion_is_waived_once_and_renewed_once_until_its_step_is_done_again() {
    let mut case = waivable(|_| {});
    case.done("lead", request("2026-04-01"));
    let again = case.refused("member", request("2026-04-02"));
    assert!(matches!(again, Refusal::WaiverThere { pending: true, .. }), "{again:?}");
    let Refusal::WaiverThere { pending: true, .. } = case.refused("lead", renewal("2026-04-02", 1))
    else {
        panic!("what was not granted cannot be renewed yet")
    };
    case.done("sponsor", judge(1, WaiverDecision::Refuse));
    let refused = case.refused("lead", renewal("2026-04-02", 1));
    assert!(matches!(refused, Refusal::NotRenewable { instead: None, .. }), "{refused:?}");
    case.done("lead", request("2026-04-01"));
    case.done("sponsor", grant(2));
    let there = case.refused("lead", request("2026-04-02"));
    assert!(matches!(there, Refusal::WaiverThere { pending: false, .. }), "{there:?}");
    let other = case.refused("lead", renewal("2026-04-02", 1));
    assert!(matches!(other, Refusal::NotRenewable { instead: Some(WaiverId(2)), .. }), "{other:?}");
    assert_eq!(case.refused("lead", renewal("2026-04-02", 9)).kind(), "not_found");
    // Expired, it is renewed and not asked for anew.
    case.later(31);
    assert_eq!(case.refused("lead", request("2026-05-01")).kind(), "waiver_there");
    case.done("lead", renewal("2026-05-01", 2));
    case.done("sponsor", grant(3));
    use WaiverState::{Expired, InForce, Refused, Renewed};
    assert_eq!(states(&case), [Refused, Renewed, InForce]);
    assert_eq!(case.refused("lead", renewal("2026-05-01", 3)).kind(), "renewed_once");
    case.later(60);
    assert_eq!(states(&case), [Refused, Renewed, Expired]);
    assert_eq!(case.refused("lead", renewal("2026-06-30", 3)).kind(), "renewed_once");
    assert_eq!(case.refused("lead", request("2026-06-30")).kind(), "renewed_once");
    assert_eq!(finding(&case, Step::Urgency, "shown").waivable_by, None, "nor is it offered");
    // To end it early does not begin the count anew; to do the step again does.
    case.done("lead", close(3));
    assert_eq!(case.refused("lead", request("2026-06-30")).kind(), "renewed_once");
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Indicator)]));
    let go = case.go(Step::Urgency);
    case.done("sponsor", go);
    case.later(1);
    case.done("sponsor", reopen(Step::Urgency));
    case.done("lead", request("2026-06-30"));
}

#[test]
fn what_was_granted_stays_in_force_when_its_renewal_is_refused() {
    let mut case = waived_until("2026-04-01");
    case.done("lead", renewal("2026-04-30", 1));
    assert_eq!(shown(&case), Status::Waived(WaiverId(1)));
    case.done("sponsor", judge(2, WaiverDecision::Refuse));
    assert_eq!(shown(&case), Status::Waived(WaiverId(1)));
    case.done("lead", renewal("2026-04-30", 1));
    case.done("sponsor", grant(3));
    assert_eq!(shown(&case), Status::Waived(WaiverId(3)));
}

#[test]
fn nobody_grants_what_has_ended_already() {
    let mut case = waivable(|_| {});
    case.done("lead", request("2026-03-10"));
    case.later(9);
    let late = case.refused("sponsor", grant(1));
    assert!(matches!(late, Refusal::WaiverStands { state: WaiverState::Expired, .. }), "{late:?}");
    case.done("sponsor", judge(1, WaiverDecision::Refuse));
}

#[test]
fn who_asked_or_granted_ends_it_early() {
    let mut case = waivable(|_| {});
    case.done("lead", request("2026-04-01"));
    let Refusal::NotYourWaiver { may, .. } = case.refused("sponsor", close(1)) else { panic!() };
    assert_eq!(may, [person("lead")], "it was not granted yet");
    case.done("lead", close(1));
    assert_eq!(case.refused("sponsor", grant(1)).kind(), "waiver_stands");
    case.done("lead", request("2026-04-01"));
    case.done("sponsor", grant(2));
    let Refusal::NotYourWaiver { may, .. } = case.refused("owner", close(2)) else { panic!() };
    assert_eq!(may, [person("lead"), person("sponsor")]);
    let nothing = InitiativeCommand::CloseWaiver { waiver: WaiverId(2), reason: " ".into() };
    assert_eq!(case.refused("sponsor", nothing).kind(), "invalid");
    case.done("sponsor", close(2));
    assert_eq!(states(&case), [WaiverState::Closed, WaiverState::Closed]);
    assert!(matches!(shown(&case), Status::Unknown(_)), "it counts at once");
    assert_eq!(case.refused("sponsor", close(2)).kind(), "waiver_stands");
}

#[test]
fn a_waived_should_counts_neither_way() {
    let mut case = waivable(|file| {
        let gate = file["gates"]["urgency"]["criteria"].as_array_mut().unwrap();
        gate[1]["class"] = json!("should");
        gate.push(json!({"id": "heard-twice", "class": "should", "records": "need", "at_least": 1,
            "why": "It helps.", "source": "test"}));
    });
    let should = |case: &Case| {
        let should = case.report(Step::Urgency).should;
        (should.met, should.of)
    };
    assert_eq!((should(&case), case.report(Step::Urgency).verdict), ((1, 2), Verdict::Blocked));
    case.done("lead", request("2026-04-01"));
    case.done("sponsor", grant(1));
    assert_eq!(should(&case), (1, 1));
    assert_eq!(case.report(Step::Urgency).verdict, Verdict::OpenWithWaivers);
    // Where enough others are met, the waiver is not what opens the gate.
    let mut case = waivable(|file| {
        let gate = &mut file["gates"]["urgency"];
        gate["should_share"] = json!(0.5);
        let gate = gate["criteria"].as_array_mut().unwrap();
        gate[1]["class"] = json!("should");
        gate.push(json!({"id": "heard-twice", "class": "should", "records": "need", "at_least": 1,
            "why": "It helps.", "source": "test"}));
    });
    case.done("lead", request("2026-04-01"));
    case.done("sponsor", grant(1));
    assert_eq!(case.report(Step::Urgency).verdict, Verdict::Open);
}

#[test]
fn what_was_waived_is_counted_until_it_is_met_or_ended() {
    let mut case = waived_until("2026-04-01");
    let count = |case: &Case, id: &str| finding(case, Step::Coalition, id).have.unwrap().number();
    let counts = |case: &Case| ["open", "expired"].map(|id| count(case, id).unwrap().ceil());
    assert_eq!(counts(&case), [1, 0]);
    let go = case.go(Step::Urgency);
    case.done("sponsor", go);
    assert!(case.report(Step::Coalition).verdict.allows_go());
    case.later(31);
    assert_eq!(counts(&case), [1, 1]);
    let expired = finding(&case, Step::Coalition, "expired");
    assert_eq!(
        (expired.status, expired.lacking),
        (Status::Unmet, vec!["waiver-1 (shown of urgency)".into()])
    );
    assert_eq!(expired.remedy.holders, [person("lead"), person("sponsor")]);
    assert_eq!(case.refused("sponsor", case.go(Step::Coalition)).kind(), "gate_blocked");
    // Renewed, met or ended: each settles it.
    let mut renewed = case.clone();
    renewed.done("lead", renewal("2026-04-30", 1));
    assert_eq!(counts(&renewed), [1, 1], "to ask for it changes nothing");
    renewed.done("sponsor", grant(2));
    assert_eq!(counts(&renewed), [1, 0]);
    let mut met = case.clone();
    met.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Indicator)]));
    assert_eq!(counts(&met), [0, 0]);
    case.done("sponsor", close(1));
    assert_eq!(counts(&case), [0, 0]);
}

/// A first gate that is met by two of three conditions.
fn several() -> Case {
    Case::with(small_workflow(|file| {
        file["gates"]["urgency"]["criteria"] = json!([{
            "id": "grounded", "at_least": 2, "why": "It helps.", "source": "test",
            "of": [
                {"id": "needs", "records": "need", "at_least": 2},
                {"id": "indicators", "records": "indicator", "at_least": 1},
                {"id": "waited", "open_for": 30},
            ],
        }]);
    }))
}

#[test]
fn some_of_several_conditions_are_enough() {
    let mut case = several();
    let now = |case: &Case| finding(case, Step::Urgency, "grounded");
    assert_eq!(now(&case).lacking, ["needs", "indicators", "waited"]);
    let seen = case.report(Step::Urgency).evidence;
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Indicator)]));
    assert_ne!(case.report(Step::Urgency).evidence, seen, "it reads what its conditions read");
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    let one = now(&case);
    assert_eq!((one.status, one.lacking.len()), (Status::Unmet, 2));
    assert_eq!(one.gap.unwrap().ceil(), 1);
    assert_eq!((one.remedy.method, one.remedy.kind), (Some("record_add"), Some(Kind::Need)));
    assert_eq!(one.parts[0].gap.unwrap().ceil(), 1, "each condition says what it lacks");
    assert_eq!(case.refused("sponsor", case.go(Step::Urgency)).kind(), "gate_blocked");
    let mut waited = case.clone();
    waited.later(30);
    assert_eq!(now(&waited).status, Status::Met);
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    let met = now(&case);
    assert_eq!((met.status, met.lacking.len(), met.records.len()), (Status::Met, 0, 3));
    let go = case.decision(Step::Urgency, Decision::Go);
    case.done("sponsor", go);
}
