//! What can never pass is named with its place, and what merely seldom does is not.

use super::super::super::command::InitiativeCommand;
use super::super::super::criterion::Amount;
use super::super::super::measure::{Reading, measures};
use super::super::super::role::Actor;
use super::super::super::testing::{Case, small_source};
use super::super::Strictness;
use super::*;

/// The faults of the small workflow with a change: places without their gate's name, and problems.
fn faults(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let source = small_source(change);
    assert!(Workflow::parse(&source, Strictness::Replay).is_ok(), "what was published reads on");
    match Workflow::parse(&source, Strictness::Strict) {
        Ok(_) => Vec::new(),
        Err(faults) => faults
            .into_iter()
            .map(|it| (it.at.replace("/gates/vision/criteria", ""), it.problem))
            .collect(),
    }
}

fn places(change: impl FnOnce(&mut Value)) -> Vec<String> {
    faults(change).into_iter().map(|(at, _)| at).collect()
}

/// The places of faults among these criteria of a gate.
fn among(excludes: &[&str], criteria: &[Value]) -> Vec<String> {
    places(|file| {
        file["excludes"] = json!(excludes);
        let mut of_gate = Vec::new();
        for (index, it) in criteria.iter().enumerate() {
            let mut it = it.clone();
            it["id"] = json!(format!("c{index}"));
            it["why"] = json!("x");
            it["source"] = json!("x");
            of_gate.push(it);
        }
        file["gates"]["vision"]["criteria"] = of_gate.into();
    })
}

#[test]
fn a_role_is_large_enough_for_its_quorum() {
    let limited = |most: u32, quorum: u32| {
        faults(|file| {
            file["roles"]["works_council"]["holders_at_most"] = json!(most);
            file["gates"]["enable"]["criteria"][1]["quorum"] = json!(quorum);
        })
    };
    assert_eq!(limited(2, 2), []);
    let (at, problem) = &limited(2, 3)[0];
    assert_eq!(at, "/gates/enable/criteria/1/quorum");
    assert_eq!(problem, "`works_council` is held by at most 2, and 3 have to approve");
    let nobody: Vec<_> = limited(0, 1).into_iter().map(|(at, _)| at).collect();
    assert_eq!(nobody, ["/roles/works_council/holders_at_most", "/gates/enable/criteria/1/quorum"]);
}

#[test]
fn any_of_several_roles_is_large_enough_for_a_quorum_together() {
    let asked = |approval: Value, ask: &str, how_many: Value| {
        faults(|file| {
            for role in ["works_council", "finance"] {
                let most = if role == "finance" { 1 } else { 2 };
                file["roles"][role] =
                    json!({"base": "viewer", "title": "Any", "holders_at_most": most});
            }
            let criterion = &mut file["gates"]["enable"]["criteria"][1];
            criterion["approval"] = approval;
            criterion[ask] = how_many;
        })
    };
    let both = || json!(["works_council", "finance"]);
    assert_eq!(asked(both(), "quorum", json!(3)), []);
    let (at, problem) = &asked(both(), "quorum", json!(4))[0];
    assert_eq!(at, "/gates/enable/criteria/1/quorum");
    assert_eq!(
        problem,
        "`works_council` and `finance` are together held by at most 3, and 4 have to approve"
    );
    // Of members there can be any number.
    assert_eq!(asked(json!(["finance", "member"]), "quorum", json!(4)), []);
    assert_eq!(asked(both(), "share", json!(1)), []);
    for wrong in [json!(0), json!(1.01)] {
        assert_eq!(asked(both(), "share", wrong)[0].0, "/gates/enable/criteria/1/share");
    }
    let wrong = |approval: Value| asked(approval, "class", json!("must"))[0].clone();
    assert_eq!(wrong(json!(["finance", "finance"])).1, "`finance` stands twice in this list");
    assert_eq!(wrong(json!([])).0, "/gates/enable/criteria/1/approval");
    assert_eq!(wrong(json!("finanse")).1, "there is no role `finanse`");
    let twice = faults(|file| {
        file["gates"]["enable"]["criteria"][1]["quorum"] = json!(1);
        file["gates"]["enable"]["criteria"][1]["share"] = json!(0.5);
    });
    assert_eq!(twice[0].0, "/gates/enable/criteria/1/share");
}

#[test]
fn whoever_leads_decides_only_where_one_person_may() {
    let decided = |by: &str, four_eyes: &str| {
        places(|file| {
            file["roles"]["chief"] = json!({"base": "lead", "title": "Chief"});
            file["gates"]["wins"]["decides"] = json!(by);
            file["four_eyes"] = json!(four_eyes);
        })
    };
    assert_eq!(decided("chief", "required"), ["/gates/wins/decides"]);
    assert_eq!(decided("lead", "required"), ["/gates/wins/decides"]);
    assert!(decided("chief", "shown").is_empty() && decided("owner", "required").is_empty());
}

#[test]
fn what_is_excluded_is_not_asked_for() {
    let need = json!({"records": "need", "at_least": 1});
    assert_eq!(among(&["stance"], std::slice::from_ref(&need)), [""; 0]);
    let sample =
        json!({"value": {"kind": "pilot", "field": "sample_n", "take": "max"}, "at_least": 20});
    assert_eq!(among(&["pilot"], std::slice::from_ref(&sample)), ["/0/value/kind"]);
    // The other gates ask for a need too.
    assert_eq!(among(&["need"], std::slice::from_ref(&need)).len(), 8);
    let pulse = json!({"measure": "urgency.employees_aware", "at_least": 0.5});
    assert_eq!(among(&["urgency_pulse"], &[pulse]), ["/0/measure"]);
    let managers = json!({"measure": "urgency.managers_convinced", "at_least": 0.5});
    assert_eq!(
        among(&["urgency_pulse"], std::slice::from_ref(&managers)),
        [""; 0],
        "stances do as well"
    );
    assert_eq!(among(&["urgency_pulse", "stance"], &[managers]), ["/0/measure"]);
    let wins = json!({"measure": "wins.verified", "at_least": 1});
    assert_eq!(among(&["verification"], std::slice::from_ref(&wins)), ["/0/measure"]);
    assert_eq!(among(&["win"], &[wins]), ["/0/measure"], "what is verified is a win");
    let verified = json!({"records": "verification", "at_least": 1});
    assert_eq!(among(&["win"], &[verified]), ["/0/records"]);
    let outcome = json!({"records": "triage_outcome", "at_least": 1});
    let places = among(&["need"], &[outcome]);
    assert!(places.contains(&"/0/records".to_owned()), "of a triage, of a need: {places:?}");
    // That there is nothing can be so without what would remove it.
    let none = json!({"measure": "enable.open_critical_barriers", "at_most": 0});
    assert_eq!(among(&["barrier_closed"], &[none]), [""; 0]);
}

#[test]
fn a_declared_kind_can_have_a_first_record() {
    let linked = |excludes: &str, links: &[(&str, &str, bool)]| {
        faults(|file| {
            file["excludes"] = json!([excludes]);
            for (name, kind, required) in links {
                let field = json!({"name": "to", "title": "To", "type": "record", "kind": kind,
                    "required": required});
                let of = json!({"title": "x", "summary": "x", "fields": [field]});
                file["kinds"][name] = of;
            }
        })
    };
    assert_eq!(linked("stance", &[("a", "b", true), ("b", "pilot", true)]), []);
    assert_eq!(linked("pilot", &[("a", "pilot", false)]), []);
    let excluded = linked("pilot", &[("a", "b", true), ("b", "pilot", true)]);
    assert_eq!(
        excluded,
        [
            (
                "/kinds/a".to_owned(),
                "a `a` has to link to a `b`, and there is never one of those".to_owned()
            ),
            (
                "/kinds/b".to_owned(),
                "a `b` has to link to a `pilot`, and there is never one of those".to_owned()
            ),
        ]
    );
    assert_eq!(linked("stance", &[("a", "b", true), ("b", "a", true)]).len(), 2);
    assert_eq!(linked("stance", &[("a", "a", true)])[0].0, "/kinds/a");
    assert_eq!(linked("stance", &[("a", "a", false)]), []);
}

#[test]
fn two_criteria_do_not_contradict_each_other() {
    let wins = |bound: &str, n: u32| {
        let mut it = json!({"measure": "wins.verified"});
        it[bound] = json!(n);
        it
    };
    assert_eq!(among(&[], &[wins("at_least", 2), wins("at_most", 2)]), [""; 0]);
    assert_eq!(among(&[], &[wins("at_most", 2), wins("at_least", 3)]), ["/1"]);
    let mut info = wins("at_least", 3);
    info["class"] = json!("info");
    assert_eq!(among(&[], &[wins("at_most", 2), info]), [""; 0]);
    let council = |is: bool| json!({"measure": "institute.council_in_force", "is": is});
    assert_eq!(among(&[], &[council(true), council(false)]), ["/1"]);
    let powers = |with: Value, bound: Value| {
        let mut it = json!({"measure": "coalition.powers_held", "with": with});
        it.as_object_mut().unwrap().extend(bound.as_object().unwrap().clone());
        it
    };
    let (few, many) = (json!({"at_most": 2}), json!({"at_least": 3}));
    let other = [powers(json!({"members": 3}), few.clone()), powers(json!({}), many.clone())];
    assert_eq!(among(&[], &other), [""; 0], "three members are not two");
    let same = [powers(json!({"members": 2}), few), powers(json!({}), many)];
    assert_eq!(among(&[], &same), ["/1"], "two is the default");
    let needs =
        [json!({"records": "need", "at_least": 3}), json!({"records": "need", "at_most": 2})];
    assert_eq!(among(&[], &needs), ["/1"]);
}

#[test]
fn bounds_lie_where_something_can_be() {
    let none = json!({"records": "need", "at_most": 0});
    assert_eq!(among(&[], &[none]), ["/0/at_most"]);
    let verified = |n: i32| json!({"records": "win", "status": "verified", "at_most": n});
    assert_eq!(
        among(&[], &[verified(0)]),
        [""; 0],
        "wins of another status show that there are wins"
    );
    assert_eq!(among(&[], &[verified(-1)]), ["/0/at_most"]);
    let value = |kind: &str, field: &str, take: &str, bound: &str, n: u32| {
        let mut it = json!({"value": {"kind": kind, "field": field, "take": take}});
        it[bound] = json!(n);
        it
    };
    assert_eq!(among(&[], &[value("readiness_score", "score", "mean", "at_least", 28)]), [""; 0]);
    assert_eq!(
        among(&[], &[value("readiness_score", "score", "mean", "at_least", 29)]),
        ["/0/at_least"]
    );
    assert_eq!(among(&[], &[value("readiness_score", "score", "sum", "at_least", 29)]), [""; 0]);
    assert_eq!(
        among(&[], &[value("readiness_score", "score", "sum", "at_most", 6)]),
        ["/0/at_most"]
    );
    assert_eq!(
        among(&[], &[value("kra_weight", "weight_pct", "max", "at_least", 101)]),
        ["/0/at_least"]
    );
}

#[test]
fn kinds_of_records_name_something_that_can_be_counted() {
    let custom = json!({"records": "custom", "at_least": 1});
    assert_eq!(among(&[], &[custom]), ["/0/records"]);
    let near = |value: Value| {
        let source = small_source(|file| file["gates"]["vision"]["criteria"][0] = value);
        Workflow::parse(&source, Strictness::Strict).unwrap_err().remove(0)
    };
    let unknown = near(
        json!({"id": "a", "records": "readines_score", "at_least": 1, "why": "x", "source": "x"}),
    );
    assert_eq!(unknown.nearest, ["readiness_score"]);
    let text = near(
        json!({"id": "a", "value": {"kind": "readiness_score", "field": "team", "take": "sum"},
        "at_least": 1, "why": "x", "source": "x"}),
    );
    assert_eq!(text.at, "/gates/vision/criteria/0/value/field");
}

/// The list of measures that others raise too is what the measures do: without the first kind they read nothing.
#[test]
fn a_measure_reads_nothing_without_its_first_kind() {
    let mut case = Case::small();
    case.later(300);
    case.record_every_kind();
    let mut faults = Vec::new();
    for row in measures() {
        let Some(kind) = row.reads.first().copied() else { continue };
        let mut without = case.clone();
        let record = super::super::super::ids::RecordId { kind, number: 1 };
        let reason = "to see what is read then".to_owned();
        without.done("owner", InitiativeCommand::WithdrawRecord { record, reason });
        let read = (row.bind)(&json!({})).unwrap()(&without.facts(&Actor::System));
        let zero = |it: Reading| match it.amount {
            Amount::Share { have, .. } | Amount::Count(have) => have == 0,
            Amount::Number(number) => number == Fixed::ZERO,
            Amount::Truth(truth) => !truth,
        };
        let nothing = read.clone().map_or(true, zero);
        if !nothing && !ALSO_RAISED_OTHERWISE.contains(&row.name) {
            faults.push(row.name);
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn parameters_lie_within_what_their_rows_say() {
    let with = |measure: &str, with: Value| {
        among(&[], &[json!({"measure": measure, "with": with, "at_most": 1})])
    };
    let powers = "coalition.powers_held";
    assert_eq!(with(powers, json!({"members": 1, "level": 3})), [""; 0]);
    assert_eq!(with(powers, json!({"members": 0})), ["/0/with/members"]);
    assert_eq!(with(powers, json!({"level": 9})), ["/0/with/level"]);
    assert_eq!(with("wins.expired", json!({"months": []})), ["/0/with/months"]);
    assert_eq!(with("wins.expired", json!({"months": [6, 0]})), ["/0/with/months"]);
    assert_eq!(with("wins.expired", json!({"months": [6, 24]})), [""; 0]);
    let band = "enable.managers_with_kra";
    assert_eq!(with(band, json!({"least_pct": -0.5, "most_pct": 100.5})).len(), 2);
    assert_eq!(with(band, json!({"least_pct": 0, "most_pct": 100})), [""; 0]);
}

/// A row whose defaults lie outside what it documents would be refused when they are written out.
#[test]
fn defaults_lie_within_what_their_rows_say() {
    for row in measures() {
        let schema: Value = (row.params)().into();
        for (_, property) in schema["properties"].as_object().into_iter().flatten() {
            assert_eq!(outside(&property["default"], property), None, "{}", row.name);
            let at = |bound: &str| property[bound].as_f64();
            let bounded = match property["type"].as_str() {
                Some("integer") => at("minimum") > Some(0.0) || at("maximum").is_some(),
                Some("number") => at("minimum") == Some(0.0),
                Some("array") => at("minItems") == Some(1.0),
                _ => true,
            };
            assert!(bounded, "{}: {property} has no bounds", row.name);
        }
    }
}
