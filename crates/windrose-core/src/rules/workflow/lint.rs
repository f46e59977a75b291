//! What a workflow asks for and nobody could ever give. Looked for when a file is checked or published, never when it is
//! read back: a version that was published once goes on as it is.
//!
//! Only what can never be is a fault; what is merely unwise is for its author to know.

mod ground;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::criterion::{Bound, Class, Field, Quorum, Take, Test};
use super::super::fixed::Fixed;
use super::super::measure::MeasureRow;
use super::super::record::{AnyKind, Kind};
use super::super::role::Base;
use super::file::{CriterionFile, GatesFile};
use super::kinds::FieldType;
use super::{Gate, Workflow, WorkflowFault};
use ground::Ground;

/// Measures that are raised by other kinds of records too when the first that they read is not there.
const ALSO_RAISED_OTHERWISE: &[&str] = &[
    // What people said by name stands in for a survey, and the other way round.
    "urgency.managers_convinced",
    "urgency.executives_convinced",
    // Whoever speaks is heard, with feedback, a need or a question.
    "enlist.units_listened_to",
    // To accept a barrier settles it as well as to remove it does.
    "enable.high_barriers_settled",
    // What the first kind takes away grows without it.
    "coalition.days_since_last_contact",
    "enable.open_critical_barriers",
    "urgency.outcome_checks_due",
    "wins.expired",
    // A result with its interval shows what a row of measurements does.
    "wins.unambiguous",
];

/// What in this workflow can never pass.
pub(super) fn lint(workflow: &Workflow, files: &GatesFile) -> Vec<WorkflowFault> {
    let mut faults = Vec::new();
    let mut fault = |at: String, problem: String| {
        faults.push(WorkflowFault { at, problem, nearest: Vec::new() });
    };
    let ground = Ground::of(workflow);
    for name in workflow.kinds.keys() {
        if let Some(why) = ground.lacks(name.as_str()) {
            fault(format!("/kinds/{name}"), why);
        }
    }
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
            if let Some((field, problem)) = never(&ground, &criterion.test) {
                fault(at(field), problem);
            }
            if let Test::Measure { row, .. } = &criterion.test {
                for (field, problem) in parameters(row, file.with.as_ref()) {
                    fault(at(&format!("/with/{field}")), problem);
                }
            }
            if let (Test::AtLeast { of, .. }, Some(files)) = (&criterion.test, &file.of) {
                for (place, (part, file)) in of.iter().zip(files).enumerate() {
                    let Test::Measure { row, .. } = &part.test else { continue };
                    for (field, problem) in parameters(row, file.with.as_ref()) {
                        fault(at(&format!("/of/{place}/with/{field}")), problem);
                    }
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
fn never(ground: &Ground<'_>, test: &Test) -> Option<(&'static str, String)> {
    match test {
        Test::Measure { row, bound, .. } => {
            never_raised(ground, row, *bound).map(|problem| ("/measure", problem))
        }
        Test::Records { kind, status, bound } => {
            if let Some(why) = ground.lacks(kind.name()) {
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
        Test::Value { kind, field, take, bound } => ground
            .lacks(kind.name())
            .map(|why| ("/value/kind", why))
            .or_else(|| out_of_range(ground.workflow, kind, field, *take, *bound)),
        Test::Approval { roles, quorum: Quorum::Persons(quorum) } => {
            // Where one of the roles may be held by any number, there can be enough.
            let limits = roles.iter().map(|role| ground.workflow.holders_at_most(role));
            let most = limits.collect::<Option<Vec<u32>>>()?;
            let most = most.into_iter().fold(0, u32::saturating_add);
            let named: Vec<_> = roles.iter().map(|role| format!("`{role}`")).collect();
            let held = if named.len() > 1 { "are together held" } else { "is held" };
            let roles = named.join(" and ");
            (most < *quorum).then(|| {
                (
                    "/quorum",
                    format!("{roles} {held} by at most {most}, and {quorum} have to approve"),
                )
            })
        }
        Test::AtLeast { least, of } => {
            let never: Vec<_> =
                of.iter().filter_map(|it| Some((it, never(ground, &it.test)?.1))).collect();
            let (part, why) = never.first()?;
            (of.len() - never.len() < *least as usize).then(|| {
                let id = &part.id;
                (
                    "/of",
                    format!("fewer than {least} of these can ever be met: `{id}`, because {why}"),
                )
            })
        }
        Test::OpenFor { .. } | Test::Waivers { .. } | Test::NotKnown(_) => None,
        // A share of those who hold a role can always be all of them; of a role that nobody may hold it never is.
        Test::Approval { roles, quorum: Quorum::Share(_) } => roles
            .iter()
            .all(|role| ground.workflow.holders_at_most(role) == Some(0))
            .then(|| ("/share", "nobody could ever hold this role".to_owned())),
    }
}

fn never_raised(ground: &Ground<'_>, row: &MeasureRow, bound: Bound) -> Option<String> {
    let first = row.reads.first()?;
    // A scope is what others are counted against; by itself it raises nothing.
    let mut others = row.reads.iter().filter(|kind| **kind != Kind::Scope);
    let nothing_left = others.all(|kind| ground.lacks(kind.name()).is_some());
    let raised_by_first = match bound {
        Bound::AtLeast(least) => least > Fixed::ZERO,
        Bound::MoreThan(_) => true,
        Bound::Is(is) => is,
        Bound::AtMost(_) => false,
    };
    let elsewhere = ALSO_RAISED_OTHERWISE.contains(&row.name);
    if nothing_left || (raised_by_first && !elsewhere) { ground.lacks(first.name()) } else { None }
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
        (Bound::MoreThan(wanted), _, Some(most)) if take != Take::Sum && wanted >= most => {
            Some(("/more_than", format!("this field is never more than {most}")))
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
fn parameters(row: &MeasureRow, with: Option<&Value>) -> Vec<(String, String)> {
    let schema: Value = (row.params)().into();
    let given = with.and_then(Value::as_object);
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
        Test::Approval { .. }
        | Test::OpenFor { .. }
        | Test::Waivers { .. }
        | Test::AtLeast { .. }
        | Test::NotKnown(_) => None,
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
        (Bound::MoreThan(below), Bound::AtMost(most))
        | (Bound::AtMost(most), Bound::MoreThan(below)) => below < most,
        (Bound::Is(one), Bound::Is(other)) => one == other,
        _ => true,
    }
}
