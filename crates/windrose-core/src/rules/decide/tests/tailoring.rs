//! What an initiative may change of its workflow.

use serde_json::json;

use super::super::super::command::InitiativeCommand;
use super::super::super::criterion::Class;
use super::super::super::event::Tailored;
use super::super::super::record::Problem;
use super::super::super::refusal::Refusal;
use super::super::super::step::Step;
use super::super::super::testing::{Case, small_workflow};

fn case() -> Case {
    Case::unopened(small_workflow(|file| {
        file["gates"]["vision"]["criteria"][0]["tailor"] =
            json!({"least": 1, "most": 3, "class": "should", "not_applicable": true});
    }))
}

fn change() -> Tailored {
    Tailored {
        step: Step::Vision,
        criterion: "heard".parse().unwrap(),
        bound: None,
        class: None,
        not_applicable: false,
        reason: "One unit only is affected".into(),
    }
}

fn open(case: &Case, tailoring: Vec<Tailored>) -> Result<(), Refusal> {
    let InitiativeCommand::Open(mut open) = case.opening() else { panic!() };
    open.tailoring = tailoring;
    case.ask("owner", &InitiativeCommand::Open(open)).map(|_| ())
}

fn problems(refused: Result<(), Refusal>) -> Vec<Problem> {
    match refused {
        Err(Refusal::Invalid { faults }) => faults.into_iter().map(|it| it.problem).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_what_the_workflow_gives_leeway_for_is_changed() {
    let case = case();
    let bound = |number| Tailored { bound: serde_json::from_value(json!(number)).ok(), ..change() };
    assert_eq!(open(&case, vec![bound(3)]), Ok(()));
    assert!(matches!(problems(open(&case, vec![bound(4)]))[..], [Problem::OutOfRange { .. }]));
    assert_eq!(problems(open(&case, vec![change()])), [Problem::Empty], "nothing is changed");
    assert!(matches!(problems(open(&case, vec![bound(1), bound(2)]))[..], [Problem::Twice { .. }]));
    let elsewhere = Tailored { step: Step::Wins, ..bound(2) };
    assert_eq!(problems(open(&case, vec![elsewhere])), [Problem::NoLeeway]);
    let info = Tailored { class: Some(Class::Info), ..change() };
    assert_eq!(problems(open(&case, vec![info])), [Problem::NoLeeway], "weaker than allowed");
    let unknown = Tailored { criterion: "herd".parse().unwrap(), ..bound(2) };
    let refused = open(&case, vec![unknown]).unwrap_err();
    assert!(matches!(refused, Refusal::NotFound { nearest, .. } if nearest == ["heard"]));
}

#[test]
fn no_gate_opens_by_itself() {
    let case = case();
    let should = Tailored { class: Some(Class::Should), ..change() };
    let away = Tailored { not_applicable: true, ..change() };
    for only in [should, away] {
        let refused = open(&case, vec![only]).unwrap_err();
        assert_eq!(refused, Refusal::NoMustLeft { steps: vec![Step::Vision] });
    }
}
