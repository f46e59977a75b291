//! Who approves: any of several roles, a share of them, with what they saw; rejecting, and standing in.

use serde_json::{Value, json};

use super::super::super::access::{Account, AccountKind};
use super::super::super::command::{InitiativeCommand, Reject};
use super::super::super::criterion::Amount;
use super::super::super::event::Event;
use super::super::super::gate::{Finding, Status, Verdict};
use super::super::super::initiative::Approval;
use super::super::super::measure::Why;
use super::super::super::record::{Kind, Problem};
use super::super::super::refusal::{FourEyes, Refusal};
use super::super::super::step::Step;
use super::super::super::testing::{Case, example, person, small_workflow};

const STEP: Step = Step::Enable;

/// A case in which all steps are open and heard, with an approval as `asked`, and further people in roles.
fn case(asked: &Value, holders: &[(&str, &str)]) -> Case {
    let mut case = Case::with(small_workflow(|file| {
        file["mode"] = json!("concurrent");
        file["roles"]["finance"] = json!({"base": "viewer", "title": "Finance"});
        let criterion = file["gates"]["enable"]["criteria"][1].as_object_mut().unwrap();
        criterion.extend(asked.as_object().unwrap().clone());
    }));
    for (id, role) in holders {
        known(&mut case, id);
        let role = role.parse().unwrap();
        case.done("owner", InitiativeCommand::AssignRole { person: person(id), role });
    }
    case.done("lead", need());
    case
}

fn known(case: &mut Case, id: &str) {
    let account = Account {
        kind: AccountKind::Person,
        name: id.to_owned(),
        email: None,
        instance_role: None,
    };
    case.access.accounts.entry(person(id)).or_insert(account);
}

fn need() -> InitiativeCommand {
    InitiativeCommand::AddRecords(vec![example(Kind::Need)])
}

fn approve(case: &mut Case, by: &str) -> Vec<Event> {
    case.done(by, case.approval(STEP, "agreed"))
}

fn not_approved(case: &Case, by: &str) -> Refusal {
    case.refused(by, case.approval(STEP, "agreed"))
}

fn reject(reason: &str) -> InitiativeCommand {
    let criterion = "agreed".parse().unwrap();
    InitiativeCommand::Reject(Reject { step: STEP, criterion, reason: reason.into() })
}

fn withdraw() -> InitiativeCommand {
    InitiativeCommand::WithdrawRejection { step: STEP, criterion: "agreed".parse().unwrap() }
}

fn delegate(role: &str, to: &str, until: &str) -> InitiativeCommand {
    let (role, to) = (role.parse().unwrap(), person(to));
    InitiativeCommand::DelegateRole { role, to, until: until.parse().unwrap() }
}

fn end(role: &str, from: Option<&str>) -> InitiativeCommand {
    InitiativeCommand::EndDelegation { role: role.parse().unwrap(), from: from.map(person) }
}

fn revoke(who: &str, role: &str) -> InitiativeCommand {
    InitiativeCommand::RevokeRole { person: person(who), role: role.parse().unwrap() }
}

fn finding(case: &Case) -> Finding {
    case.report(STEP).findings.remove(1)
}

fn count(case: &Case) -> Option<Amount> {
    finding(case).have
}

fn for_whom(events: &[Event]) -> Option<String> {
    let on_behalf_of = match &events[0] {
        Event::GateApproved(it) => &it.on_behalf_of,
        Event::GateRejected(it) => &it.on_behalf_of,
        Event::GateDecided(it) => &it.on_behalf_of,
        Event::StepReopened { on_behalf_of, .. } => on_behalf_of,
        other => panic!("{other:?}"),
    };
    on_behalf_of.as_ref().map(ToString::to_string)
}

#[test]
fn a_holder_of_any_of_several_roles_approves_and_each_person_counts_once() {
    let asked = json!({"approval": ["works_council", "finance"], "quorum": 2});
    let mut case = case(&asked, &[("controller", "finance"), ("council", "finance")]);
    let refusal = not_approved(&case, "sponsor");
    let Refusal::RoleNeeded { roles, holders, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!(roles.len(), 2);
    assert_eq!(holders, [person("controller"), person("council")]);
    // Two roles do not make two persons.
    approve(&mut case, "council");
    assert_eq!(not_approved(&case, "council").kind(), "approved_already");
    assert_eq!(case.report(STEP).verdict, Verdict::Blocked);
    approve(&mut case, "controller");
    assert_eq!(case.report(STEP).verdict, Verdict::Open);
    // Who loses one of the roles still holds the other; who has lost both counts no more.
    case.done("owner", revoke("council", "works_council"));
    assert_eq!(count(&case), Some(Amount::Count(2)));
    case.done("owner", revoke("council", "finance"));
    assert_eq!(count(&case), Some(Amount::Count(1)));
}

#[test]
fn a_share_is_of_those_who_hold_the_role_now() {
    let half = json!({"approval": "finance", "share": 0.5});
    let mut case = case(&half, &[]);
    let nobody = Status::Unknown(Why::NobodyHolds(vec!["finance".parse().unwrap()]));
    assert_eq!(finding(&case).status, nobody, "a share of nobody is never met");
    for id in ["a", "b", "c"] {
        known(&mut case, id);
        let role = "finance".parse().unwrap();
        case.done("owner", InitiativeCommand::AssignRole { person: person(id), role });
    }
    approve(&mut case, "a");
    assert_eq!(count(&case), Some(Amount::Share { have: 1, of: 3 }));
    assert_eq!(finding(&case).status, Status::Unmet, "one of three is no half");
    case.done("owner", revoke("c", "finance"));
    assert_eq!(finding(&case).status, Status::Met, "one of two is");
    case.done("b", delegate("finance", "viewer", "2026-03-31"));
    assert_eq!(count(&case), Some(Amount::Share { have: 1, of: 2 }), "who stands in adds nobody");
    approve(&mut case, "viewer");
    assert_eq!(count(&case), Some(Amount::Share { have: 2, of: 2 }));
}

#[test]
fn a_stale_approval_tells_what_changed_since() {
    let mut case = Case::with(small_workflow(|file| {
        file["mode"] = json!("concurrent");
        let stance =
            json!({"id": "said", "records": "stance", "at_least": 1, "why": "x", "source": "x"});
        file["gates"]["enable"]["criteria"].as_array_mut().unwrap().push(stance);
    }));
    let add = |kind| InitiativeCommand::AddRecords(vec![example(kind)]);
    case.done("lead", add(Kind::Stance));
    case.done("lead", need());
    approve(&mut case, "council");
    case.done("lead", add(Kind::Indicator));
    assert_eq!(finding(&case).approvals.stale, [], "what this gate does not read changes nothing");
    let changed = |case: &Case| {
        let stale = finding(case).approvals.stale;
        assert_eq!(stale.len(), 1);
        assert_eq!(stale[0].hand.by, person("council"));
        stale[0].changed.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    case.done("lead", need());
    assert_eq!(changed(&case), ["need"], "and not what was there before");
    case.done("lead", add(Kind::Stance));
    assert_eq!(changed(&case).len(), 2);
    approve(&mut case, "council");
    assert_eq!(finding(&case).approvals.stale, []);
    // Who has left the role is not asked to approve again.
    case.done("lead", need());
    case.done("owner", revoke("council", "works_council"));
    assert_eq!(finding(&case).approvals.stale, []);
}

#[test]
fn a_rejection_blocks_until_it_is_taken_back() {
    let asked = json!({"approval": "works_council", "quorum": 1});
    let mut case = case(&asked, &[("second", "works_council"), ("third", "works_council")]);
    approve(&mut case, "second");
    assert_eq!(case.report(STEP).verdict, Verdict::Open);
    assert_eq!(case.refused("sponsor", reject("I do not like it.")).kind(), "role_needed");
    let short = case.refused("council", reject(" too bad "));
    let Refusal::Invalid { faults } = short else { panic!("{short:?}") };
    assert!(matches!(faults[0].problem, Problem::TooShort { length: 7, .. }), "{faults:?}");
    assert_eq!(case.refused("council", reject("  ")).kind(), "invalid");
    assert_eq!(case.refused("council", withdraw()).kind(), "not_rejected");

    case.done("council", reject("Night shifts were not asked."));
    let it = finding(&case);
    assert_eq!((it.status, it.have), (Status::Unmet, Some(Amount::Count(1))));
    assert_eq!(it.approvals.rejected[0].reason, "Night shifts were not asked.");
    assert_eq!(it.remedy.method, Some("gate_reject_withdraw"));
    assert_eq!(it.remedy.holders, [person("council")]);
    assert_eq!(case.refused("sponsor", case.go(STEP)).kind(), "gate_blocked");
    // New evidence does not take it back, and nobody else does.
    case.done("lead", need());
    approve(&mut case, "second");
    assert_eq!(finding(&case).status, Status::Unmet);
    let refusal = case.refused("second", withdraw());
    assert!(matches!(refusal, Refusal::NotRejected { by, .. } if by == [person("council")]));
    case.done("council", withdraw());
    assert_eq!(finding(&case).status, Status::Met);

    // To approve takes it back too, and to reject takes one's approval back.
    case.done("second", reject("I have found a mistake in it."));
    assert_eq!(finding(&case).approvals.given, []);
    approve(&mut case, "second");
    assert_eq!(finding(&case).status, Status::Met);
    // Whoever leaves the role blocks nobody any more.
    case.done("third", reject("I was not asked at all."));
    assert_eq!(finding(&case).status, Status::Unmet);
    case.done("owner", revoke("third", "works_council"));
    assert_eq!(finding(&case).status, Status::Met);
}

#[test]
fn who_recorded_the_evidence_does_not_reject_it_either() {
    let mut case = case(&json!({"approval": "works_council"}), &[("council", "member")]);
    case.done("council", need());
    let refusal = case.refused("council", reject("Night shifts were not asked."));
    assert!(matches!(refusal, Refusal::FourEyes { rule: FourEyes::AuthorApproves, .. }));
}

#[test]
fn who_stands_in_approves_until_the_day_and_counts_once_with_the_other() {
    let asked = json!({"approval": "works_council", "quorum": 2});
    let mut case = case(&asked, &[("second", "works_council")]);
    known(&mut case, "deputy");
    assert_eq!(not_approved(&case, "deputy").kind(), "not_found", "who has no role sees nothing");
    case.done("council", delegate("works_council", "deputy", "2026-03-10"));
    assert_eq!(
        finding(&case).remedy.holders,
        [person("council"), person("second"), person("deputy")]
    );
    let events = approve(&mut case, "deputy");
    assert_eq!(for_whom(&events).as_deref(), Some("council"));
    assert_eq!(count(&case), Some(Amount::Count(1)));
    let refusal = not_approved(&case, "council");
    assert!(
        matches!(refusal, Refusal::ApprovedAlready { by: Some(by), .. } if by == person("deputy"))
    );
    // Even if both stood in the journal they would be one.
    let mut both = case.clone();
    let given = both.initiative.approvals[0].clone();
    let own = Approval { by: person("council"), on_behalf_of: None, ..given };
    both.initiative.approvals.push(own);
    assert_eq!(count(&both), Some(Amount::Count(1)));
    assert_eq!(not_approved(&case, "deputy").kind(), "approved_already");
    approve(&mut case, "second");
    assert_eq!(finding(&case).status, Status::Met);

    // With other evidence the other way round.
    case.done("lead", need());
    approve(&mut case, "council");
    let refusal = not_approved(&case, "deputy");
    assert!(
        matches!(refusal, Refusal::ApprovedAlready { by: Some(by), .. } if by == person("council"))
    );

    // The day itself counts, the next no more; what was given goes on counting.
    case.done("lead", need());
    case.later(8);
    approve(&mut case, "deputy");
    case.later(1);
    assert_eq!(not_approved(&case, "deputy").kind(), "not_found");
    assert_eq!(count(&case), Some(Amount::Count(1)));
    // It was the other's approval, and goes with their role.
    case.done("owner", revoke("council", "works_council"));
    assert_eq!(count(&case), Some(Amount::Count(0)));
}

#[test]
fn standing_in_for_two_is_still_one_person() {
    let asked = json!({"approval": "works_council", "quorum": 2});
    let mut case = case(&asked, &[("second", "works_council")]);
    for holder in ["council", "second"] {
        case.done(holder, delegate("works_council", "viewer", "2026-03-31"));
    }
    approve(&mut case, "viewer");
    assert_eq!(not_approved(&case, "viewer").kind(), "approved_already");
    assert_eq!(count(&case), Some(Amount::Count(1)));
    // The one for whom it was given has approved by it; the other still can.
    assert_eq!(not_approved(&case, "council").kind(), "approved_already");
    approve(&mut case, "second");
    assert_eq!(finding(&case).status, Status::Met);
}

#[test]
fn four_eyes_look_at_both() {
    let asked = json!({"approval": "works_council"});
    let mut case = case(&asked, &[("council", "member")]);
    case.done("council", need());
    case.done("council", delegate("works_council", "viewer", "2026-03-31"));
    for command in [case.approval(STEP, "agreed"), reject("Night shifts were not asked.")] {
        let refusal = case.refused("viewer", command);
        let Refusal::FourEyes { rule, others, .. } = refusal else { panic!("{refusal:?}") };
        assert_eq!((rule, others), (FourEyes::AuthorIsStoodInFor, Vec::new()));
    }
    // Who leads does not decide through somebody else, nor for somebody else.
    let sponsor = |who: &str| InitiativeCommand::AssignRole {
        person: person(who),
        role: "sponsor".parse().unwrap(),
    };
    case.done("owner", sponsor("lead"));
    case.done("lead", delegate("sponsor", "viewer", "2026-03-31"));
    let refusal = case.refused("viewer", case.go(Step::Urgency));
    let Refusal::FourEyes { rule, others, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!((rule, others), (FourEyes::LeadIsStoodInFor, vec![person("sponsor")]));
    case.done("owner", revoke("lead", "sponsor"));
    case.done("sponsor", delegate("sponsor", "lead", "2026-03-31"));
    let refusal = case.refused("lead", case.go(Step::Urgency));
    assert!(matches!(refusal, Refusal::FourEyes { rule: FourEyes::LeadDecides, .. }));
}

#[test]
fn who_stands_in_decides_and_nothing_else() {
    let mut case = case(&json!({"approval": "works_council"}), &[]);
    known(&mut case, "deputy");
    case.done("sponsor", delegate("sponsor", "deputy", "2026-05-31"));
    assert_eq!(
        case.report(Step::Urgency).deciders,
        [person("sponsor"), person("deputy")],
        "the gate names both"
    );
    assert_eq!(case.refused("deputy", need()).kind(), "forbidden");
    let events = case.done("deputy", case.go(Step::Urgency));
    assert_eq!(for_whom(&events).as_deref(), Some("sponsor"));
    let events = case.done("deputy", super::reopen(Step::Urgency));
    assert_eq!(for_whom(&events).as_deref(), Some("sponsor"));
    let events = case.done("sponsor", case.go(Step::Urgency));
    assert_eq!(for_whom(&events), None);
    case.done("sponsor", end("sponsor", None));
    assert_eq!(case.refused("deputy", case.go(Step::Vision)).kind(), "not_found");
}

#[test]
fn a_role_is_passed_on_by_its_holder_for_a_time_and_no_further() {
    let mut case = case(&json!({"approval": "works_council"}), &[]);
    known(&mut case, "deputy");
    let refused = |case: &Case, by: &str, role: &str, to: &str| {
        case.refused(by, delegate(role, to, "2026-03-31")).kind()
    };
    assert_eq!(refused(&case, "member", "sponsor", "deputy"), "role_needed");
    assert_eq!(refused(&case, "owner", "owner", "deputy"), "not_delegable");
    assert_eq!(refused(&case, "member", "member", "deputy"), "not_delegable");
    assert_eq!(refused(&case, "sponsor", "sponser", "deputy"), "not_found");
    assert_eq!(refused(&case, "sponsor", "sponsor", "nobody"), "not_found");
    assert_eq!(refused(&case, "sponsor", "sponsor", "hris"), "persons_only");
    assert_eq!(refused(&case, "sponsor", "sponsor", "sponsor"), "holds_already");
    // Today is 2 March; 90 days ahead is 31 May.
    for until in ["2026-03-02", "2026-06-01"] {
        let refusal = case.refused("sponsor", delegate("sponsor", "deputy", until));
        let Refusal::Invalid { faults } = refusal else { panic!("{refusal:?}") };
        assert_eq!(faults[0].problem, Problem::NotWithin { days: 90 }, "{until}");
    }
    case.done("sponsor", delegate("sponsor", "deputy", "2026-05-31"));
    let refusal = case.refused("deputy", delegate("sponsor", "viewer", "2026-03-31"));
    assert!(
        matches!(refusal, Refusal::DelegatedFurther { holders, .. } if holders == [person("sponsor")])
    );
    // A later delegation takes the place of the earlier.
    case.done("sponsor", delegate("sponsor", "viewer", "2026-03-31"));
    assert_eq!(case.report(STEP).deciders, [person("sponsor"), person("viewer")]);
    // It is ended by either of the two, or by an owner, and once.
    assert_eq!(case.refused("member", end("sponsor", Some("sponsor"))).kind(), "forbidden");
    assert_eq!(case.refused("sponsor", end("works_council", None)).kind(), "no_delegation");
    case.done("viewer", end("sponsor", Some("sponsor")));
    assert_eq!(case.refused("owner", end("sponsor", Some("sponsor"))).kind(), "no_delegation");
    // It goes with the role, and does not come back with it.
    case.done("sponsor", delegate("sponsor", "viewer", "2026-03-31"));
    case.done("owner", revoke("sponsor", "sponsor"));
    assert_eq!(case.report(STEP).deciders, []);
    let role = "sponsor".parse().unwrap();
    case.done("owner", InitiativeCommand::AssignRole { person: person("sponsor"), role });
    assert_eq!(case.report(STEP).deciders, [person("sponsor")]);
}

#[test]
fn a_rejection_for_somebody_is_taken_back_by_either() {
    let mut case = case(&json!({"approval": "works_council"}), &[]);
    case.done("council", delegate("works_council", "viewer", "2026-03-10"));
    let events = case.done("viewer", reject("Night shifts were not asked."));
    assert_eq!(for_whom(&events).as_deref(), Some("council"));
    assert_eq!(finding(&case).remedy.holders, [person("council"), person("viewer")]);
    // It outlives the standing in, and so does the right to take it back.
    case.later(30);
    assert_eq!(finding(&case).approvals.rejected.len(), 1);
    case.done("viewer", withdraw());
    assert_eq!(finding(&case).approvals.rejected.len(), 0);
    // What somebody rejected themselves, nobody approves away for them.
    case.done("council", delegate("works_council", "viewer", "2026-04-30"));
    case.done("council", reject("Night shifts were not asked."));
    approve(&mut case, "viewer");
    assert_eq!(finding(&case).status, Status::Unmet);
    assert_eq!(case.refused("viewer", withdraw()).kind(), "not_rejected");
}
