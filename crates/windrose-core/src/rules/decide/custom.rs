//! Records of declared kinds, held against what the workflow declares.

use jiff::civil::Date;

use super::super::fixed::{Fixed, MICROS};
use super::super::ids::{CustomName, PersonId, RecordId};
use super::super::nearest::nearest;
use super::super::record::{AnyKind, Check, Custom, CustomValue, Kind, Problem, Unknown};
use super::super::shape::segment_of;
use super::super::workflow::{DeclaredField, FieldType, Workflow};

/// What is wrong with a record of a declared kind, and where it links to. `type_of` tells the declared kind of a record
/// that is there or comes with the same call.
pub(super) fn check<'a>(
    workflow: &Workflow,
    record: &Custom,
    type_of: impl Fn(RecordId) -> Option<&'a CustomName>,
) -> Check {
    let mut check = Check::default();
    let Some(kind) = workflow.kinds.get(&record.of_type) else {
        let known = workflow.kinds.keys().map(CustomName::as_str);
        check.fault("type", not_declared(Unknown::Kind, record.of_type.as_str(), known));
        return check;
    };
    for (name, value) in &record.fields {
        let at = format!("fields/{}", segment_of(name));
        match kind.field(name) {
            None => {
                let known = kind.fields.iter().map(|it| it.name.as_str());
                check.fault(at, not_declared(Unknown::Field, name, known));
            }
            Some(field) => look_at(&mut check, workflow, &at, field, value, &type_of),
        }
    }
    for field in kind.fields.iter().filter(|it| it.required) {
        if !record.fields.contains_key(&field.name) {
            let problem = Problem::Missing { title: field.title.clone() };
            check.fault(format_args!("fields/{}", field.name), problem);
        }
    }
    check
}

fn not_declared<'a>(
    what: Unknown,
    given: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    Problem::NotDeclared {
        what,
        given: given.to_owned(),
        nearest: nearest(given, known.clone()),
        known: known.map(str::to_owned).collect(),
    }
}

fn look_at<'a>(
    check: &mut Check,
    workflow: &Workflow,
    at: &str,
    field: &DeclaredField,
    value: &CustomValue,
    type_of: &impl Fn(RecordId) -> Option<&'a CustomName>,
) {
    let problem = match (field.of_type, value) {
        (FieldType::Number, CustomValue::Number(number)) => out_of_bounds(field, *number),
        (FieldType::Count, CustomValue::Number(number)) if is_count(*number) => {
            out_of_bounds(field, *number)
        }
        (FieldType::Text, CustomValue::Text(text)) => return check.text(at, text),
        (FieldType::Choice, CustomValue::Text(text)) => {
            let options = || field.options.iter().map(String::as_str);
            let known = options().any(|it| it == text);
            (!known).then(|| not_declared(Unknown::Choice, text, options()))
        }
        (FieldType::Date, CustomValue::Text(text)) if is_day(text) => None,
        (FieldType::Person, CustomValue::Text(text)) if text.parse::<PersonId>().is_ok() => None,
        (FieldType::Truth, CustomValue::Truth(_)) => None,
        (FieldType::Record, value) => match value.link() {
            Some(to) => return link(check, workflow, at, field, to, type_of),
            None => Some(Problem::NotOfType { expected: field.of_type }),
        },
        _ => Some(Problem::NotOfType { expected: field.of_type }),
    };
    if let Some(problem) = problem {
        check.fault(at, problem);
    }
}

fn out_of_bounds(field: &DeclaredField, number: Fixed) -> Option<Problem> {
    let (least, most) = (field.at_least, field.at_most);
    let within = least.is_none_or(|it| number >= it) && most.is_none_or(|it| number <= it);
    (!within).then(|| Problem::OutOfBounds { least, most, unit: field.unit.clone() })
}

fn is_count(number: Fixed) -> bool {
    number >= Fixed::ZERO && number.as_micros() % MICROS == 0
}

fn is_day(text: &str) -> bool {
    // The date library also takes a time along with the day, and forgets it.
    text.parse::<Date>().is_ok_and(|day| day.to_string() == text)
}

fn link<'a>(
    check: &mut Check,
    workflow: &Workflow,
    at: &str,
    field: &DeclaredField,
    to: RecordId,
    type_of: &impl Fn(RecordId) -> Option<&'a CustomName>,
) {
    let expected = field.kind.as_deref().and_then(|word| workflow.kind_named(word));
    match expected {
        Some(AnyKind::BuiltIn(kind)) => check.link(at, to, kind),
        Some(AnyKind::Declared(kind)) => {
            // A record that is not there is told as such, and not as one of a wrong kind.
            let other = type_of(to).is_some_and(|it| *it != kind.name);
            if other || to.kind != Kind::Custom {
                check.fault(at, Problem::NotDeclaredKind { expected: kind.name.clone() });
            } else {
                check.link(at, to, Kind::Custom);
            }
        }
        // A workflow that was published with a kind of a build that is gone.
        None => check.link(at, to, to.kind),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::command::{InitiativeCommand, NewRecord, Supersede};
    use super::super::super::gate::Status;
    use super::super::super::measure::Why;
    use super::super::super::record::{ExternalRef, FieldFault, Kind};
    use super::super::super::refusal::Refusal;
    use super::super::super::step::Step;
    use super::super::super::testing::{Case, example, new_record, person, small_workflow};
    use super::*;

    fn score(fields: &Value) -> NewRecord {
        new_record(Kind::Custom, &json!({"type": "readiness_score", "fields": fields}))
    }

    fn add(records: Vec<NewRecord>) -> InitiativeCommand {
        InitiativeCommand::AddRecords(records)
    }

    fn faults(case: &Case, record: NewRecord) -> Vec<(String, Problem)> {
        let Refusal::Invalid { faults } = case.refused("lead", add(vec![record])) else { panic!() };
        faults.into_iter().map(|FieldFault { pointer, problem }| (pointer, problem)).collect()
    }

    /// The one problem of a score in which one field is something else.
    fn problem(field: &str, value: Value) -> Problem {
        let mut fields = json!({"score": 12, "team": "North"});
        fields[field] = value;
        let mut found = faults(&Case::small(), score(&fields));
        assert_eq!(found.len(), 1, "{found:?}");
        let (pointer, problem) = found.remove(0);
        assert_eq!(pointer, format!("/records/0/data/fields/{field}"));
        problem
    }

    #[test]
    fn a_record_that_is_as_declared_is_taken() {
        let mut case = Case::small();
        case.done("lead", add(vec![example(Kind::Pilot)]));
        let whole = json!({
            "score": 7, "team": "North", "asked": 1, "phase": "after", "on": "2026-12-31",
            "lead": "head-of-sales", "ready": false, "pilot": "pilot-1",
        });
        case.done("lead", add(vec![score(&whole)]));
        case.done("lead", add(vec![score(&json!({"score": 28, "team": "North"}))]));
        let stored = case.initiative.records.get("custom-1".parse().unwrap()).unwrap();
        assert_eq!(stored.all_links().map(|it| it.to_string()).collect::<Vec<_>>(), ["pilot-1"]);
    }

    #[test]
    fn every_field_is_held_against_its_declaration() {
        let bounds = |least, most, unit: Option<&str>| Problem::OutOfBounds {
            least: Some(Fixed::whole(least)),
            most,
            unit: unit.map(str::to_owned),
        };
        let points = bounds(7, Some(Fixed::whole(28)), Some("points"));
        assert_eq!(problem("score", json!(6.999_999)), points);
        assert_eq!(problem("score", json!(29)), points);
        assert_eq!(problem("asked", json!(0)), bounds(1, None, None));
        assert_eq!(problem("team", json!(" ")), Problem::Empty);
        for (field, value, expected) in [
            ("score", json!("12"), FieldType::Number),
            ("asked", json!(1.5), FieldType::Count),
            ("asked", json!(-1), FieldType::Count),
            ("team", json!(7), FieldType::Text),
            ("phase", json!(true), FieldType::Choice),
            ("on", json!("2026-02-30"), FieldType::Date),
            ("on", json!("2026-02-03T10:00:00"), FieldType::Date),
            ("lead", json!("Head of Sales"), FieldType::Person),
            ("ready", json!("yes"), FieldType::Truth),
            ("pilot", json!("pilot-01"), FieldType::Record),
        ] {
            assert_eq!(problem(field, value.clone()), Problem::NotOfType { expected }, "{value}");
        }
        assert_eq!(problem("pilot", json!("win-1")), Problem::WrongKind { expected: Kind::Pilot });
        let Problem::NotDeclared { what: Unknown::Choice, nearest, .. } =
            problem("phase", json!("befor"))
        else {
            panic!()
        };
        assert_eq!(nearest, ["before"]);
    }

    #[test]
    fn what_is_not_declared_or_not_there_is_named_all_at_once() {
        let case = Case::small();
        let found = faults(&case, score(&json!({"scor": 12, "a/b": 1})));
        let places: Vec<_> =
            found.iter().map(|(at, _)| at.trim_start_matches("/records/0")).collect();
        assert_eq!(
            places,
            ["/data/fields/a~1b", "/data/fields/scor", "/data/fields/score", "/data/fields/team"]
        );
        assert!(matches!(&found[1].1, Problem::NotDeclared { what: Unknown::Field, nearest, .. }
            if nearest[0] == "score"));
        assert_eq!(found[3].1, Problem::Missing { title: "Team".to_owned() });
        let unknown = new_record(Kind::Custom, &json!({"type": "readines", "fields": {}}));
        let found = faults(&case, unknown.clone());
        assert_eq!(found[0].0, "/records/0/data/type");
        assert!(matches!(&found[0].1, Problem::NotDeclared { what: Unknown::Kind, nearest, .. }
            if nearest == &["readiness_score"]));
        let none = Case::with(small_workflow(|file| file["kinds"] = json!({})));
        assert!(matches!(&faults(&none, unknown)[0].1, Problem::NotDeclared { known, .. }
            if known.is_empty()));
    }

    #[test]
    fn links_lead_to_records_of_the_declared_kind() {
        let mut case = Case::with(small_workflow(|file| {
            file["kinds"]["other"] = json!({"title": "other", "summary": "For tests.",
                "fields": [{"name": "a", "type": "text", "title": "A"}]});
        }));
        let other = || new_record(Kind::Custom, &json!({"type": "other", "fields": {}}));
        let after = |id: &str| score(&json!({"score": 12, "team": "North", "earlier": id}));
        let first = score(&json!({"score": 12, "team": "North"}));
        // Of the same call, of another declared kind, of a built-in kind, and of none.
        case.done("lead", add(vec![first, after("custom-1"), other()]));
        let wrong = Problem::NotDeclaredKind { expected: "readiness_score".parse().unwrap() };
        assert_eq!(faults(&case, after("custom-3"))[0].1, wrong);
        assert_eq!(faults(&case, after("need-1"))[0].1, wrong);
        assert_eq!(case.refused("lead", add(vec![after("custom-9")])).kind(), "not_found");
    }

    #[test]
    fn a_record_stays_of_its_declared_kind() {
        let mut case = Case::with(small_workflow(|file| {
            file["kinds"]["other"] = file["kinds"]["readiness_score"].clone();
        }));
        let of = |name: &str, score: u32| {
            let fields = json!({"score": score, "team": "North"});
            let mut it = new_record(Kind::Custom, &json!({"type": name, "fields": fields}));
            it.external_ref = Some(ExternalRef { source: "survey".into(), id: "1".into() });
            it
        };
        case.done("lead", add(vec![of("readiness_score", 12)]));
        let stays = Problem::StaysOf { kind: "readiness_score".parse().unwrap() };
        assert_eq!(
            faults(&case, of("other", 12)),
            [("/records/0/data/type".to_owned(), stays.clone())]
        );
        let supersede = |with: NewRecord| {
            InitiativeCommand::SupersedeRecord(Supersede {
                record: "custom-1".parse().unwrap(),
                with: with.record,
                observed_on: None,
                reason: "miscounted".into(),
            })
        };
        let Refusal::Invalid { faults } = case.refused("lead", supersede(of("other", 12))) else {
            panic!()
        };
        assert_eq!((faults[0].pointer.as_str(), &faults[0].problem), ("/data/type", &stays));
        let Refusal::Invalid { faults } = case.refused("lead", supersede(of("readiness_score", 6)))
        else {
            panic!()
        };
        assert_eq!(faults[0].pointer, "/data/fields/score");
        case.done("lead", supersede(of("readiness_score", 13)));
    }

    #[test]
    fn criteria_count_declared_kinds_and_read_their_numbers() {
        let mut case = Case::with(small_workflow(|file| {
            file["kinds"]["other"] = file["kinds"]["readiness_score"].clone();
            file["gates"]["urgency"]["criteria"] = json!([
                {"id": "asked", "records": "readiness_score", "at_least": 2, "why": "x", "source": "x"},
                {"id": "ready", "value": {"kind": "readiness_score", "field": "score", "take": "mean"},
                 "at_least": 20, "why": "x", "source": "x"},
            ]);
        }));
        let of = |name: &str, score: f64| {
            let fields = json!({"score": score, "team": "North"});
            new_record(Kind::Custom, &json!({"type": name, "fields": fields}))
        };
        let statuses = |case: &Case| {
            let findings = case.report(Step::Urgency).findings;
            findings.into_iter().map(|it| it.status).collect::<Vec<_>>()
        };
        let nothing = Status::Unknown(Why::NothingRecorded(Kind::Custom));
        // Records of another declared kind are neither counted nor evidence.
        let before = case.report(Step::Urgency).evidence;
        case.done("lead", add(vec![of("other", 28.0), of("other", 28.0)]));
        assert_eq!(statuses(&case), [nothing.clone(), nothing]);
        assert_eq!(case.report(Step::Urgency).evidence, before);
        case.done("lead", add(vec![of("readiness_score", 12.0)]));
        assert_eq!(statuses(&case), [Status::Unmet, Status::Unmet]);
        assert_ne!(case.report(Step::Urgency).evidence, before);
        case.done("lead", add(vec![of("readiness_score", 27.5)]));
        assert_eq!(statuses(&case), [Status::Met, Status::Unmet], "19.75 are not 20");
        case.done("lead", add(vec![of("readiness_score", 20.5)]));
        assert_eq!(statuses(&case), [Status::Met, Status::Met]);
        let report = case.report(Step::Urgency);
        assert_eq!(report.findings[1].have.unwrap().number(), Some(Fixed::whole(20)));
    }

    #[test]
    fn what_the_workflow_excludes_is_not_recorded() {
        let case = Case::with(small_workflow(|file| file["excludes"] = json!(["urgency_pulse"])));
        let refusal =
            case.refused("lead", add(vec![example(Kind::Need), example(Kind::UrgencyPulse)]));
        assert!(matches!(refusal, Refusal::Excluded { kind: Kind::UrgencyPulse, .. }));
        assert!(case.ask("lead", &add(vec![example(Kind::Need)])).is_ok());
    }

    #[test]
    fn nobody_is_asked_for_what_the_workflow_excludes() {
        let report = |excludes: Value| {
            let case = Case::with(small_workflow(|file| {
                file["excludes"] = excludes;
                file["gates"]["urgency"]["criteria"][0] = json!({
                    "id": "convinced", "measure": "urgency.managers_convinced", "at_least": 0.75,
                    "why": "x", "source": "x",
                });
            }));
            let finding = case.report(Step::Urgency).findings.remove(0);
            (finding.status, finding.remedy.kind)
        };
        let nothing = |kind| (Status::Unknown(Why::NothingRecorded(kind)), Some(kind));
        assert_eq!(report(json!([])), nothing(Kind::UrgencyPulse));
        assert_eq!(report(json!(["urgency_pulse"])), nothing(Kind::Stance));
    }

    #[test]
    fn no_more_hold_a_role_than_may() {
        let mut case = Case::with(small_workflow(|file| {
            file["roles"]["works_council"]["holders_at_most"] = json!(2);
        }));
        let assign = |who: &str| InitiativeCommand::AssignRole {
            person: person(who),
            role: "works_council".parse().unwrap(),
        };
        case.done("owner", assign("member"));
        let Refusal::RoleFull { most: 2, holders, .. } = case.refused("owner", assign("viewer"))
        else {
            panic!()
        };
        assert_eq!(holders, [person("council"), person("member")]);
        let again = case.refused("owner", assign("member"));
        assert_eq!(again.kind(), "role_unchanged");
        let role = "works_council".parse().unwrap();
        case.done("owner", InitiativeCommand::RevokeRole { person: person("council"), role });
        case.done("owner", assign("viewer"));
    }
}
