//! What the schema of a kind says of its fields beyond their types: unit, range, that one is about a person.

use serde_json::{Value, json};

use super::{Kind, Problem, RECORDS, Record, RecordRow};

/// The units of numbers. `of_indicator` is the unit that the indicator has.
const UNITS: [&str; 16] = [
    "people",
    "count",
    "measurements",
    "changes",
    "suggestions",
    "words",
    "minutes",
    "days",
    "months",
    "hours_per_month",
    "percent",
    "currency",
    "score",
    "level",
    "feature",
    "of_indicator",
];

/// Units that mean nothing without the scale they stand on.
const SCALES: [&str; 4] = ["percent", "score", "level", "feature"];

/// Every field of every kind, within others too: where it stands, and its schema.
fn fields() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for row in RECORDS {
        let schema: Value = (row.schema)().into();
        let of = |object: &Value, at: &str| -> Vec<(String, Value)> {
            let properties = object["properties"].as_object().into_iter().flatten();
            properties.map(|(name, it)| (format!("{at}.{name}"), it.clone())).collect()
        };
        all.extend(of(&schema, row.name));
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            all.extend(of(definition, &format!("{}: {name}", row.name)));
        }
    }
    all
}

fn is_number(field: &Value) -> bool {
    let numeric = |name: &Value| name == "number" || name == "integer";
    numeric(&field["type"]) || field["type"].as_array().is_some_and(|it| it.iter().any(numeric))
}

#[test]
fn every_field_is_described() {
    for (at, field) in fields() {
        let hint = field["description"].as_str().unwrap_or_default();
        assert!(hint.ends_with(['.', '?', '`']), "{at}: a sentence that says what it is: {hint:?}");
    }
}

#[test]
fn every_number_says_its_unit_and_a_scale_its_ends() {
    let mut used = std::collections::BTreeSet::new();
    for (at, field) in fields().iter().filter(|(_, field)| is_number(field)) {
        let unit = field["x-unit"].as_str().unwrap_or_else(|| panic!("{at} has no x-unit"));
        assert!(UNITS.contains(&unit), "{at}: {unit} is no unit");
        used.insert(unit.to_owned());
        if SCALES.contains(&unit) {
            let ends = (field["minimum"].as_f64(), field["maximum"].as_f64());
            // Where nobody wrote a range, that of the type stands there.
            let (Some(least), Some(most)) = ends else { panic!("{at} does not say its range") };
            assert!(least >= 0.0 && most <= 1_000.0, "{at}: from {least} to {most}");
        }
    }
    assert_eq!(used.len(), UNITS.len(), "{used:?}");
    let only_numbers = |(_, field): &(String, Value)| field["x-unit"].is_null() || is_number(field);
    assert!(fields().iter().all(only_numbers));
}

/// Is the example of a kind refused at this field, with another number in it?
fn refuses(row: &RecordRow, field: &str, number: f64) -> bool {
    let mut data: Value = serde_json::from_str(row.example).unwrap();
    let is_whole = number.fract() == 0.0;
    data[field] = if is_whole { json!(number as i64) } else { json!(number) };
    match Record::parse(row.kind, &data) {
        Err(bad) => bad.pointer == format!("/{field}"),
        Ok(record) => {
            let pointer = format!("/{field}");
            record.check().faults.iter().any(|fault| fault.pointer == pointer)
        }
    }
}

#[test]
fn what_lies_outside_a_range_is_refused() {
    let mut tried = 0;
    for row in RECORDS {
        let schema: Value = (row.schema)().into();
        for (field, it) in schema["properties"].as_object().unwrap() {
            if !is_number(it) {
                continue;
            }
            let ends = [(it["minimum"].as_f64(), -1.0), (it["maximum"].as_f64(), 1.0)];
            for (end, beyond) in ends {
                let Some(end) = end else { continue };
                tried += 1;
                assert!(refuses(row, field, end + beyond), "{}.{field}: {end} is no end", row.name);
            }
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn whatever_names_a_person_is_personal() {
    let names_a_person = |field: &Value| field.to_string().contains("/PersonId\"");
    let marked = |field: &Value, mark: &str| field[mark] == Value::Bool(true);
    let mut found = 0;
    for (at, field) in fields() {
        if names_a_person(&field) {
            found += 1;
            assert!(marked(&field, "x-personal"), "{at} names a person and is not x-personal");
        }
        let is_rating = marked(&field, "x-rating");
        assert!(!is_rating || marked(&field, "x-personal"), "{at} rates a person");
    }
    assert!(found > 20, "{found}");
}

/// The schemas of fields that link to records, with their places.
fn links() -> Vec<(String, Value)> {
    let is_link = |field: &Value| field.to_string().contains("/RecordId\"");
    fields().into_iter().filter(|(_, field)| is_link(field)).collect()
}

#[test]
fn every_link_says_what_it_links_to() {
    let all = links();
    assert!(all.len() > 30, "{}", all.len());
    for (at, field) in all {
        let kinds = field["x-links"].as_array().unwrap_or_else(|| panic!("{at} has no x-links"));
        for kind in kinds {
            let name = kind.as_str().unwrap_or_default();
            assert!(Kind::named(name).is_some(), "{at}: {name} is no kind");
        }
    }
    let marked = fields().into_iter().filter(|(_, field)| !field["x-links"].is_null());
    assert_eq!(marked.count(), links().len(), "only links link");
}

#[test]
fn a_link_takes_the_kinds_that_it_says_and_no_other() {
    for row in RECORDS {
        let schema: Value = (row.schema)().into();
        for (name, field) in schema["properties"].as_object().unwrap() {
            let Some(kinds) = field["x-links"].as_array() else { continue };
            for kind in Kind::ALL {
                let mut data: Value = serde_json::from_str(row.example).unwrap();
                let id = json!(format!("{kind}-1"));
                data[name] = if field["type"] == "array" { json!([id]) } else { id };
                let check = Record::parse(row.kind, &data).unwrap().check();
                let refused = check.faults.iter().any(|fault| {
                    matches!(fault.problem, Problem::WrongKind { .. })
                        && fault.pointer.starts_with(&format!("/{name}"))
                });
                let meant = kinds.iter().any(|it| it == kind.name());
                assert_eq!(refused, !meant, "{}.{name}: {kind}", row.name);
            }
        }
    }
}

#[test]
fn units_by_name_and_long_texts_are_texts() {
    let is_text =
        |field: &Value| field["type"] == "string" || field["type"] == json!(["string", "null"]);
    for mark in ["x-unit-name", "x-long"] {
        let marked: Vec<_> = fields().into_iter().filter(|(_, it)| it[mark] == true).collect();
        assert!(marked.len() > 10, "{mark}: {}", marked.len());
        for (at, field) in marked {
            assert!(is_text(&field) || field["items"]["type"] == "string", "{at} is {mark}");
        }
    }
}
