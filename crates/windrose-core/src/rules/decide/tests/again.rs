//! Going on with something owed, going back, doing again, and joining under way.

use serde_json::{Value, json};

use super::super::super::command::{Decide, Decision, InitiativeCommand};
use super::super::super::event::Obligation;
use super::super::super::gate::Verdict;
use super::super::super::gate::obligations::{OwedState, owed};
use super::super::super::record::{Kind, Problem};
use super::super::super::refusal::Refusal;
use super::super::super::role::Actor;
use super::super::super::step::{Mode, StateName, Step};
use super::super::super::testing::{Case, example, person, small_workflow};
use super::reopen;

fn states(case: &Case) -> String {
    let letter = |step: &Step| match case.initiative.step(*step).state.name() {
        StateName::Waiting => 'w',
        StateName::Open => 'o',
        StateName::Held => 'h',
        StateName::Passed => 'p',
        StateName::Stale => 's',
    };
    Step::ALL.iter().map(letter).collect()
}

fn pass(case: &mut Case, step: Step) {
    if step == Step::Enable {
        // Given once, it goes on counting for the evidence that it saw.
        let approval = case.approval(step, "agreed");
        let _ = case.try_do("council", &approval);
    }
    let go = case.go(step);
    case.done("sponsor", go);
}

/// Passed up to, and without, a step.
fn at(step: Step) -> Case {
    let mut case = Case::small();
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    for earlier in &Step::ALL[..step.index()] {
        pass(&mut case, *earlier);
    }
    case
}

#[test]
fn what_is_done_again_unsettles_what_came_after() {
    let mut case = at(Step::Wins);
    assert_eq!(states(&case), "pppppoww");
    let back = case.decision(Step::Wins, Decision::Recycle { to: Step::Vision });
    case.done("sponsor", back);
    assert_eq!(states(&case), "pposswww");
    // Evidence is kept; what is confirmed again is confirmed in its order.
    assert_eq!(case.refused("sponsor", case.go(Step::Enlist)).kind(), "earlier_first");
    pass(&mut case, Step::Vision);
    assert_eq!(states(&case), "pppsswww");
    pass(&mut case, Step::Enlist);
    pass(&mut case, Step::Enable);
    assert_eq!(states(&case), "pppppoww", "and then the step goes on that was worked on");

    case.done("sponsor", reopen(Step::Urgency));
    assert_eq!(states(&case), "ossssw".to_owned() + "ww");
    let ahead = case.decision(Step::Urgency, Decision::Recycle { to: Step::Coalition });
    assert_eq!(case.refused("sponsor", ahead).kind(), "recycle_forward");
    assert_eq!(case.refused("sponsor", reopen(Step::Wins)).kind(), "step_not_open");
    assert_eq!(case.refused("member", reopen(Step::Coalition)).kind(), "role_needed");
}

#[test]
fn where_all_steps_are_open_none_waits_again() {
    let mut case = Case::with(small_workflow(|file| file["mode"] = json!("concurrent")));
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    pass(&mut case, Step::Vision);
    pass(&mut case, Step::Urgency);
    assert_eq!(states(&case), "popooooo");
    case.done("sponsor", reopen(Step::Urgency));
    assert_eq!(states(&case), "oosooooo");
    pass(&mut case, Step::Vision);
    assert_eq!(states(&case), "oopooooo", "and none has to wait for another to be confirmed");
}

#[test]
fn an_initiative_under_way_takes_over_what_was_passed() {
    let mut case = Case::unopened(small_workflow(|_| {}));
    let InitiativeCommand::Open(mut open) = case.opening() else { panic!() };
    open.at_step = Some(Step::Enlist);
    case.done("owner", InitiativeCommand::Open(open.clone()));
    assert_eq!(states(&case), "pppowwww");
    assert!(case.initiative.step(Step::Vision).taken_over);
    let mut case = Case::unopened(small_workflow(|_| {}));
    open.mode = Some(Mode::Concurrent);
    case.done("owner", InitiativeCommand::Open(open));
    assert_eq!(states(&case), "pppooooo");
}

/// A first gate that can be passed without an indicator and without a stance, as long as somebody owes them.
fn with_conditions() -> Case {
    let mut case = Case::with(small_workflow(|file| {
        let gate = file["gates"]["urgency"]["criteria"].as_array_mut().unwrap();
        for (id, kind) in [("shown", "indicator"), ("said", "stance")] {
            gate.push(json!({
                "id": id, "records": kind, "at_least": 1, "deferrable": true, "why": "It helps.", "source": "test",
            }));
        }
    }));
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    case
}

fn go_with(case: &Case, owed: &[(&str, &str, &str)]) -> InitiativeCommand {
    let obligations = owed.iter().map(|(criterion, owner, due_on)| Obligation {
        criterion: criterion.parse().unwrap(),
        owner: person(owner),
        due_on: due_on.parse().unwrap(),
        text: None,
    });
    InitiativeCommand::Decide(Decide {
        step: Step::Urgency,
        decision: Decision::ConditionalGo,
        seen: Some(case.report(Step::Urgency).evidence),
        rationale: None,
        obligations: obligations.collect(),
        redo: Vec::new(),
    })
}

#[test]
fn a_conditional_go_says_who_owes_what_by_when() {
    let case = with_conditions();
    assert_eq!(case.report(Step::Urgency).verdict, Verdict::OpenWithConditions);
    assert_eq!(case.refused("sponsor", case.go(Step::Urgency)).kind(), "gate_blocked");
    let refused = |owed: &[(&str, &str, &str)]| case.refused("sponsor", go_with(&case, owed));
    let shown = ("shown", "lead", "2026-03-31");
    assert!(matches!(refused(&[shown]), Refusal::NotOwed { criteria } if criteria.len() == 1));
    let faults = |owed: &[(&str, &str, &str)]| match refused(owed) {
        Refusal::Invalid { faults } => faults.into_iter().map(|it| it.problem).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let not_within = Problem::NotWithin { days: 30 };
    for due_on in ["2026-03-02", "2026-04-02"] {
        let said = ("said", "lead", due_on);
        assert_eq!(faults(&[shown, said]), std::slice::from_ref(&not_within), "{due_on}");
    }
    assert!(matches!(faults(&[shown, shown])[..], [Problem::Twice { .. }]));
    let met = ("heard", "lead", "2026-03-20");
    assert!(matches!(faults(&[shown, met])[..], [Problem::NotMissing { .. }]));
    let stranger = ("said", "stranger", "2026-03-20");
    assert!(matches!(faults(&[shown, stranger])[..], [Problem::NoRole { .. }]));
    let blocked = Case::with(small_workflow(|_| {}));
    let none = blocked.refused("sponsor", go_with(&blocked, &[]));
    assert_eq!(none.kind(), "no_conditions", "what the workflow does not let wait cannot be owed");
}

#[test]
fn what_is_owed_shuts_the_next_gate_once_it_is_overdue() {
    let mut case = with_conditions();
    let both = [("shown", "lead", "2026-03-31"), ("said", "member", "2026-04-01")];
    let go = go_with(&case, &both);
    case.done("sponsor", go);
    assert_eq!(states(&case), "powwwwww");
    let state = |case: &Case| {
        let system = Actor::System;
        let facts = case.facts(&system);
        owed(&facts).into_iter().map(|(_, state)| state).collect::<Vec<_>>()
    };
    use OwedState::{Open, Overdue, Settled};
    case.later(29);
    assert_eq!(state(&case), [Open, Open]);
    assert!(case.report(Step::Coalition).verdict.allows_go());
    case.later(1);
    assert_eq!(state(&case), [Overdue, Open]);
    let report = case.report(Step::Coalition);
    assert_eq!(report.verdict, Verdict::Blocked);
    let overdue = report.findings.last().unwrap();
    assert_eq!(overdue.lacking, ["shown of urgency"]);
    assert_eq!(overdue.remedy.holders, [person("lead")]);
    let refused = case.refused("sponsor", case.go(Step::Coalition));
    assert_eq!(refused.kind(), "gate_blocked");
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Indicator)]));
    assert_eq!(state(&case), [Settled, Open]);
    let go = case.go(Step::Coalition);
    case.done("sponsor", go);
    let _: Value = serde_json::to_value(&case.initiative.obligations[0].obligation).unwrap();
}
