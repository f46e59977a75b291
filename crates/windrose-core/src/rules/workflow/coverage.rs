//! Which criteria of a workflow its own examples leave untried: a condition is tried by an example that meets it and
//! one that just misses it. An example far from the bound would still hold if the bound were moved by accident.

use serde::Serialize;

use super::super::criterion::{Bound, Criterion, Test};
use super::super::fixed::Fixed;
use super::super::gate::{Finding, Status};
use super::super::ids::CriterionId;
use super::super::measure::{Unit, Why};
use super::super::step::Step;
use super::Workflow;
use super::check::report;

/// A criterion that the examples of its workflow do not try from both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Uncovered {
    /// The gate at which it stands.
    pub gate: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// The sides from which no example tries it.
    pub lacks: Vec<Lack>,
}

/// What no example shows of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// That it can be met.
    Met,
    /// That it can be missed: where it is not met in an example, that is because nothing is known.
    Missed,
    /// That the smallest step makes the difference: each example that misses it does so by more.
    JustMissed,
}

/// The criteria, `info` too, that no example of the workflow meets or none just misses, in the order of the file.
/// Examples that do not run are passed over: what is wrong with them is told by [`super::run_tests`].
pub fn coverage(workflow: &Workflow) -> Vec<Uncovered> {
    let reports: Vec<_> =
        workflow.tests.iter().filter_map(|test| report(workflow, test).ok()).collect();
    let mut uncovered = Vec::new();
    for gate in Step::ALL {
        for (place, criterion) in workflow.gate(gate).criteria.iter().enumerate() {
            // An example has no waivers, so it could only ever meet what counts them.
            if matches!(criterion.test, Test::Waivers { .. }) {
                continue;
            }
            let findings: Vec<&Finding> =
                reports.iter().filter(|it| it.step == gate).map(|it| &it.findings[place]).collect();
            let lacks = lacks(criterion, &findings);
            if !lacks.is_empty() {
                uncovered.push(Uncovered { gate, criterion: criterion.id.clone(), lacks });
            }
        }
    }
    uncovered
}

fn lacks(criterion: &Criterion, findings: &[&Finding]) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if !findings.iter().any(|it| it.status == Status::Met) {
        lacks.push(Lack::Met);
    }
    let mut missed = findings.iter().filter(|it| is_missed(criterion, it)).peekable();
    if missed.peek().is_none() {
        lacks.push(Lack::Missed);
    } else if !missed.any(|it| by_the_smallest_step(criterion, it)) {
        lacks.push(Lack::JustMissed);
    }
    lacks
}

/// Is it missed by what is there, rather than for want of anything?
fn is_missed(criterion: &Criterion, finding: &Finding) -> bool {
    match &finding.status {
        Status::Unmet => true,
        // Of records none is not a count but nothing known, so one of them can be missed in no other way.
        Status::Unknown(Why::NothingRecorded(_)) => {
            let one = Bound::AtLeast(Fixed::ONE);
            matches!(&criterion.test, Test::Records { status: None, bound, .. } if *bound == one)
        }
        _ => false,
    }
}

/// Is it missed by one head, one thing, one day? A measured number has no smallest step, and a truth has no gap.
fn by_the_smallest_step(criterion: &Criterion, finding: &Finding) -> bool {
    let continuous = match &criterion.test {
        Test::Measure { row, .. } => matches!(row.unit, Unit::Minutes | Unit::Number),
        Test::Value { .. } => true,
        _ => false,
    };
    continuous || finding.gap.is_none_or(|gap| gap <= Fixed::ONE)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Strictness;
    use super::*;

    /// What is lacking of the criterion `it` of a workflow that asks nothing else of substance, with these tests, each
    /// of which gives some records.
    fn lacks_of(criterion: &Value, tests: &[Value]) -> Vec<Lack> {
        let mut it = criterion.clone();
        for (field, text) in [("id", "it"), ("why", "To be tried."), ("source", "A test.")] {
            it[field] = json!(text);
        }
        let rest = json!({"id": "rest", "open_for": 0, "why": "Any.", "source": "A test."});
        let gate = json!({"purpose": "Any.", "criteria": [rest]});
        let mut gates: serde_json::Map<String, Value> =
            Step::ALL.iter().map(|step| (step.name().to_owned(), gate.clone())).collect();
        gates["urgency"]["criteria"] = json!([it]);
        let test = |given: &Value| {
            json!({"name": "one", "gate": "urgency", "today": "2026-06-30", "given": given,
                "expect": {"verdict": "open"}})
        };
        let tests: Vec<Value> = tests.iter().map(test).collect();
        let file = json!({"name": "tried", "title": "Tried", "summary": "Tried.", "gates": gates, "tests": tests});
        let workflow = Workflow::parse(&file.to_string(), Strictness::Strict).unwrap();
        let found = coverage(&workflow);
        found.into_iter().filter(|it| it.gate == Step::Urgency).flat_map(|it| it.lacks).collect()
    }

    fn needs(times: u32) -> Value {
        let data = json!({"reported_by": "manager-{n}", "unit": "Sales", "channel": "mail", "statement": "Any", "severity": 3});
        json!([{"kind": "need", "times": times, "data": data}])
    }

    #[test]
    fn a_criterion_is_tried_by_a_test_that_meets_it_and_one_that_just_misses_it() {
        use Lack::{JustMissed, Met, Missed};
        let three = json!({"records": "need", "at_least": 3});
        assert_eq!(lacks_of(&three, &[]), [Met, Missed]);
        assert_eq!(lacks_of(&three, &[needs(3)]), [Missed]);
        // That nothing is known is no miss, and two too few do not show where the bound is.
        assert_eq!(lacks_of(&three, &[needs(3), json!([])]), [Missed]);
        assert_eq!(lacks_of(&three, &[needs(3), needs(1)]), [JustMissed]);
        assert_eq!(lacks_of(&three, &[needs(1), needs(2), needs(4)]), []);
        // Of one record there is nothing else to miss it by; of those with a status there is.
        let one = json!({"records": "need", "at_least": 1});
        assert_eq!(lacks_of(&one, &[needs(1), json!([])]), []);
        let triaged = json!({"records": "need", "status": "triaged", "at_least": 1});
        assert_eq!(lacks_of(&triaged, &[json!([])]), [Met, Missed]);
        assert_eq!(lacks_of(&triaged, &[needs(1)]), [Met]);
        // A measured number has no smallest step.
        let severity =
            json!({"value": {"kind": "need", "field": "severity", "take": "max"}, "at_least": 5});
        assert_eq!(lacks_of(&severity, &[needs(1)]), [Met]);
        // A test that does not run tries nothing.
        let wrong = json!([{"kind": "need", "data": {}}]);
        assert_eq!(lacks_of(&three, &[needs(3), wrong]), [Missed]);
    }
}
