//! What a workflow asks for and nobody could ever give. Looked for when a file is checked or published, never when it is
//! read back: a version that was published once goes on as it is.
//!
//! Only what can never be is a fault; what is merely unwise is for its author to know.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::criterion::{Bound, Class, Field, Take, Test};
use super::super::fixed::Fixed;
use super::super::measure::MeasureRow;
use super::super::record::{AnyKind, Kind, Record};
use super::super::role::Base;
use super::file::{CriterionFile, GatesFile};
use super::kinds::FieldType;
use super::{Gate, Workflow, WorkflowFault};

/// Measures that are raised by other kinds of records too when the first that they read is not there.
const ALSO_RAISED_OTHERWISE: &[&str] = &[
    // What people said by name stands in for a survey, and the other way round.
    "urgency.managers_convinced",
    "urgency.executives_convinced",
    // To accept a barrier settles it as well as to remove it does.
    "enable.high_barriers_settled",
    // A result with its interval shows what a row of measurements does.
    "wins.unambiguous",
];

/// What in this workflow can never pass.
pub(super) fn lint(workflow: &Workflow, files: &GatesFile) -> Vec<WorkflowFault> {
    let mut faults = Vec::new();
    let mut fault = |at: String, problem: String| {
        faults.push(WorkflowFault { at, problem, nearest: Vec::new() });
    };
    for (name, role) in &workflow.roles {
        if role.holders_at_most == Some(0) {
            fault(
                format!("/roles/{name}/holders_at_most"),
                "nobody could ever hold this role".into(),
            );
        }
    }
    for (step, file) in files.in_order() {
        let gate = workflow.gate(step);
        if !workflow.one_person_allowed && workflow.base_of(&gate.decides) == Some(Base::Lead) {
            let problem = format!(
                "whoever leads never decides, and `{}` leads: name another role, or set `four_eyes` to `shown`",
                gate.decides
            );
            fault(format!("/gates/{step}/decides"), problem);
        }
        for (index, (criterion, file)) in gate.criteria.iter().zip(&file.criteria).enumerate() {
            let at = |field: &str| format!("/gates/{step}/criteria/{index}{field}");
            if let Some((field, problem)) = never(workflow, &criterion.test) {
                fault(at(field), problem);
            }
            if let Test::Measure { row, .. } = &criterion.test {
                for (field, problem) in parameters(row, file) {
                    fault(at(&format!("/with/{field}")), problem);
                }
            }
        }
        for (index, problem) in contradictions(gate, &file.criteria) {
            fault(format!("/gates/{step}/criteria/{index}"), problem);
        }
    }
    faults
}

/// Why a test can never be met, with its place in the criterion.
fn never(workflow: &Workflow, test: &Test) -> Option<(&'static str, String)> {
    match test {
        Test::Measure { row, bound, .. } => {
            never_raised(workflow, row, *bound).map(|problem| ("/measure", problem))
        }
        Test::Records { kind, status, bound } => {
            if let Some(why) = unrecordable(workflow, kind.kind()) {
                return Some(("/records", why));
            }
            let Bound::AtMost(most) = bound else { return None };
            // With several statuses, those of another status show that somebody recorded them.
            let others = status.is_some() && kind.kind().row().statuses.len() > 1;
            let least = if others { Fixed::ZERO } else { Fixed::ONE };
            (*most < least).then(|| {
                let problem = "what nobody has recorded is not known, so no records can never be shown by counting them: use a measure that knows whether somebody looked";
                ("/at_most", problem.to_owned())
            })
        }
        Test::Value { kind, field, take, bound } => unrecordable(workflow, kind.kind())
            .map(|why| ("/value/kind", why))
            .or_else(|| out_of_range(workflow, kind, field, *take, *bound)),
        Test::Approval { role, quorum } => {
            let most = workflow.holders_at_most(role).filter(|most| most < quorum)?;
            Some((
                "/quorum",
                format!("`{role}` is held by at most {most}, and {quorum} have to approve"),
            ))
        }
        Test::OpenFor { .. } | Test::NotKnown(_) => None,
    }
}

/// Why no record of a kind can be there: it is excluded, or it has to link to one that is.
fn unrecordable(workflow: &Workflow, kind: Kind) -> Option<String> {
    if workflow.excludes.contains(&kind) {
        return Some(format!("the workflow excludes `{kind}`, so there is never one"));
    }
    let needed = needed_links(kind).into_iter().find(|to| workflow.excludes.contains(to))?;
    Some(format!("a `{kind}` belongs to a `{needed}`, and the workflow excludes those"))
}

/// The kinds that a record of this kind has to link to, read from its example and which of its fields have to be given.
fn needed_links(kind: Kind) -> BTreeSet<Kind> {
    let schema: Value = (kind.row().schema)().into();
    let required = |field: &str| {
        schema["required"].as_array().is_some_and(|it| it.iter().any(|name| name == field))
    };
    let example = serde_json::from_str(kind.row().example).unwrap_or_default();
    let links = Record::parse(kind, &example).map(|it| it.check().links).unwrap_or_default();
    links
        .into_iter()
        .filter(|link| link.pointer.strip_prefix('/').is_some_and(required))
        .map(|link| link.to.kind)
        .collect()
}

fn never_raised(workflow: &Workflow, row: &MeasureRow, bound: Bound) -> Option<String> {
    let first = row.reads.first()?;
    // A scope is what others are counted against; by itself it raises nothing.
    let mut others = row.reads.iter().filter(|kind| **kind != Kind::Scope);
    let nothing_left = others.all(|kind| unrecordable(workflow, *kind).is_some());
    let raised_by_first = match bound {
        Bound::AtLeast(least) => least > Fixed::ZERO,
        Bound::Is(is) => is,
        Bound::AtMost(_) => false,
    };
    let elsewhere = ALSO_RAISED_OTHERWISE.contains(&row.name);
    if nothing_left || (raised_by_first && !elsewhere) {
        unrecordable(workflow, *first)
    } else {
        None
    }
}

/// Why no value of this field lies within the bound.
fn out_of_range(
    workflow: &Workflow,
    kind: &AnyKind,
    field: &Field,
    take: Take,
    bound: Bound,
) -> Option<(&'static str, String)> {
    let (least, most) = range(workflow, kind, field);
    match (bound, least, most) {
        (Bound::AtLeast(wanted), _, Some(most)) if take != Take::Sum && wanted > most => {
            Some(("/at_least", format!("this field is never more than {most}")))
        }
        // A sum of values that are not negative is no smaller than the smallest of them.
        (Bound::AtMost(wanted), Some(least), _)
            if wanted < least && (take != Take::Sum || least >= Fixed::ZERO) =>
        {
            Some(("/at_most", format!("this field is never less than {least}")))
        }
        _ => None,
    }
}

/// Between which numbers a field lies.
fn range(workflow: &Workflow, kind: &AnyKind, field: &Field) -> (Option<Fixed>, Option<Fixed>) {
    match (kind, field) {
        (AnyKind::BuiltIn(kind), Field::BuiltIn(index)) => {
            let schema: Value = (kind.row().schema)().into();
            let property = &schema["properties"][&kind.numeric_fields()[*index]];
            let bound = |name: &str| property[name].as_f64().and_then(Fixed::from_f64);
            (bound("minimum"), bound("maximum"))
        }
        (AnyKind::Declared(kind), Field::Declared(name)) => {
            let field = workflow.kinds.get(&kind.name).and_then(|it| it.field(name));
            field.map_or((None, None), |field| {
                let zero = (field.of_type == FieldType::Count).then_some(Fixed::ZERO);
                (field.at_least.max(zero), field.at_most)
            })
        }
        _ => (None, None),
    }
}

/// Parameters of a measure that lie outside what its row's schema says of them, each with why.
fn parameters(row: &MeasureRow, file: &CriterionFile) -> Vec<(String, String)> {
    let schema: Value = (row.params)().into();
    let given = file.with.as_ref().and_then(Value::as_object);
    let faults = given.into_iter().flatten().filter_map(|(name, value)| {
        let why = outside(value, &schema["properties"][name])?;
        Some((name.clone(), format!("`{name}` {why}")))
    });
    faults.collect()
}

/// What a value would have to be and is not; none where the schema sets no bounds.
fn outside(value: &Value, schema: &Value) -> Option<String> {
    let bound = |name: &str| schema[name].as_f64();
    if let Some(items) = value.as_array() {
        if schema["minItems"].as_u64().is_some_and(|least| (items.len() as u64) < least) {
            return Some("is empty, and would count nothing".to_owned());
        }
        return items.iter().find_map(|it| outside(it, &schema["items"]));
    }
    let number = value.as_f64()?;
    let least = bound("minimum").filter(|least| number < *least);
    let most = bound("maximum").filter(|most| number > *most);
    let least = least.map(|least| format!("has to be at least {least}"));
    least.or_else(|| most.map(|most| format!("has to be at most {most}")))
}

/// Pairs of criteria that have to be met both and cannot be: the place of the later one, and why.
fn contradictions(gate: &Gate, files: &[CriterionFile]) -> Vec<(usize, String)> {
    let mut seen: BTreeMap<String, Vec<(usize, Bound)>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, (criterion, file)) in gate.criteria.iter().zip(files).enumerate() {
        let needed = match criterion.class {
            Class::Must => true,
            Class::Should => gate.should_share == Fixed::ONE,
            Class::Info => false,
        };
        let (true, Some((what, bound))) = (needed, judged(&criterion.test, file)) else { continue };
        let others = seen.entry(what).or_default();
        let other = others.iter().find(|(_, other)| !both_can_hold(*other, bound));
        if let Some((other, _)) = other {
            let other = &gate.criteria[*other].id;
            found.push((index, format!("this and `{other}` can never both be met")));
        }
        others.push((index, bound));
    }
    found
}

/// What a test reads, as a name, and its bound.
fn judged(test: &Test, file: &CriterionFile) -> Option<(String, Bound)> {
    match test {
        Test::Measure { row, bound, .. } => {
            Some((format!("{} {}", row.name, with_defaults(row, file)), *bound))
        }
        Test::Records { kind, status, bound } => Some((format!("{kind} {status:?}"), *bound)),
        Test::Value { kind, field, take, bound } => {
            Some((format!("{kind} {field:?} {}", take.name()), *bound))
        }
        Test::Approval { .. } | Test::OpenFor { .. } | Test::NotKnown(_) => None,
    }
}

/// A measure's parameters with those that were left out, so that `{}` and the default written out are the same.
fn with_defaults(row: &MeasureRow, file: &CriterionFile) -> Value {
    let mut with = file.with.clone().unwrap_or_else(|| json!({}));
    let schema: Value = (row.params)().into();
    if let (Some(with), Some(properties)) = (with.as_object_mut(), schema["properties"].as_object())
    {
        for (name, property) in properties {
            with.entry(name.clone()).or_insert_with(|| property["default"].clone());
        }
    }
    with
}

fn both_can_hold(one: Bound, other: Bound) -> bool {
    match (one, other) {
        (Bound::AtLeast(least), Bound::AtMost(most))
        | (Bound::AtMost(most), Bound::AtLeast(least)) => least <= most,
        (Bound::Is(one), Bound::Is(other)) => one == other,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::command::InitiativeCommand;
    use super::super::super::criterion::Amount;
    use super::super::super::measure::{Reading, measures};
    use super::super::super::role::Actor;
    use super::super::super::testing::{Case, example, small_source};
    use super::super::Strictness;
    use super::*;

    /// The faults of the small workflow with a change: places without their gate's name, and problems.
    fn faults(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
        let source = small_source(change);
        assert!(
            Workflow::parse(&source, Strictness::Replay).is_ok(),
            "what was published reads on"
        );
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
        assert_eq!(
            nobody,
            ["/roles/works_council/holders_at_most", "/gates/enable/criteria/1/quorum"]
        );
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
        assert_eq!(among(&["stance"], &[need.clone()]), [""; 0]);
        let sample =
            json!({"value": {"kind": "pilot", "field": "sample_n", "take": "max"}, "at_least": 20});
        assert_eq!(among(&["pilot"], &[sample.clone()]), ["/0/value/kind"]);
        // The other gates ask for a need too.
        assert_eq!(among(&["need"], &[need.clone()]).len(), 8);
        let pulse = json!({"measure": "urgency.employees_aware", "at_least": 0.5});
        assert_eq!(among(&["urgency_pulse"], &[pulse]), ["/0/measure"]);
        let managers = json!({"measure": "urgency.managers_convinced", "at_least": 0.5});
        assert_eq!(among(&["urgency_pulse"], &[managers.clone()]), [""; 0], "stances do as well");
        assert_eq!(among(&["urgency_pulse", "stance"], &[managers]), ["/0/measure"]);
        let wins = json!({"measure": "wins.verified", "at_least": 1});
        assert_eq!(among(&["verification"], &[wins.clone()]), ["/0/measure"]);
        assert_eq!(among(&["win"], &[wins]), ["/0/measure"], "what is verified is a win");
        let verified = json!({"records": "verification", "at_least": 1});
        assert_eq!(among(&["win"], &[verified]), ["/0/records"]);
        // That there is nothing can be so without what would remove it.
        let none = json!({"measure": "enable.open_critical_barriers", "at_most": 0});
        assert_eq!(among(&["barrier_closed"], &[none]), [""; 0]);
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
        assert_eq!(
            among(&[], &[value("readiness_score", "score", "mean", "at_least", 28)]),
            [""; 0]
        );
        assert_eq!(
            among(&[], &[value("readiness_score", "score", "mean", "at_least", 29)]),
            ["/0/at_least"]
        );
        assert_eq!(
            among(&[], &[value("readiness_score", "score", "sum", "at_least", 29)]),
            [""; 0]
        );
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
        let mut left: Vec<Kind> = Kind::ALL.to_vec();
        for _ in 0..4 {
            left.retain(|kind| {
                let own = !matches!(kind, Kind::Verification | Kind::Reverification);
                let by = if own { "lead" } else { "member" };
                case.try_do(by, &InitiativeCommand::AddRecords(vec![example(*kind)])).is_err()
            });
        }
        assert_eq!(left, []);
        for row in measures() {
            let mut without = case.clone();
            let record = super::super::super::ids::RecordId { kind: row.reads[0], number: 1 };
            let reason = "to see what is read then".to_owned();
            without.done("owner", InitiativeCommand::WithdrawRecord { record, reason });
            let read = (row.bind)(&json!({})).unwrap()(&without.facts(&Actor::System));
            let zero = |it: Reading| match it.amount {
                Amount::Share { have, .. } | Amount::Count(have) => have == 0,
                Amount::Number(number) => number == Fixed::ZERO,
                Amount::Truth(truth) => !truth,
            };
            let nothing = read.clone().map_or(true, zero);
            assert!(nothing || ALSO_RAISED_OTHERWISE.contains(&row.name), "{}: {read:?}", row.name);
        }
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
}
