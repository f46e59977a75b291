//! Every kind of record: its example is filled in, sent as a browser would, and read back.

use serde_json::{Value, json};
use windrose_core::rules::record::{Kind, RECORDS, Record};
use windrose_core::rules::workflow::DeclaredKind;

use super::super::model::{Form, Input};
use super::super::words::Language;
use super::super::{Action, Around, Choices, Typed, form, read};
use super::browser;
use crate::rpc::methods::METHODS;

/// People, records and units to choose from.
pub(super) fn choices() -> Choices {
    let person = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let records = RECORDS.iter().map(|row| {
        (format!("{}-1", row.name), row.name.to_owned(), format!("The first {}", row.words.0))
    });
    Choices {
        persons: vec![person("head-of-sales", "Head of Sales"), person("head-of-hr", "Head of HR")],
        records: records.collect(),
        units: vec!["Finance".to_owned(), "Sales".to_owned()],
    }
}

/// A kind declared as the example of `custom` is.
fn declared() -> DeclaredKind {
    serde_json::from_value(json!({
        "title": "readiness score", "summary": "How ready a team is.",
        "fields": [
            {"name": "score", "type": "count", "title": "Score", "required": true, "unit": "points", "at_most": 20},
            {"name": "team", "type": "text", "title": "Team", "required": true},
            {"name": "after", "type": "record", "title": "After", "kind": "pilot"}
        ]
    }))
    .unwrap()
}

pub(super) fn form_of(kind: Kind) -> Form {
    if kind == Kind::Custom {
        Form::of_declared("readiness_score", &declared())
    } else {
        Form::of_record(kind)
    }
}

pub(super) fn page(of: &Form, typed: &Typed, faults: &[super::super::Fault]) -> String {
    let choices = choices();
    let around = Around { action: "/record", submit: "", choices: &choices, hidden: &[] };
    form(of, typed, faults, &around).into_string()
}

/// A value, filled in, shown, sent and read back.
fn around(of: &Form, value: &Value) -> Value {
    let page = page(of, &Typed::of(of, value), &[]);
    let sent = read(of, &browser::body(&browser::controls(&page)), &choices()).unwrap();
    assert_eq!(sent.faults, [], "{page}");
    assert_eq!(sent.action, Action::Submit);
    sent.value
}

#[test]
fn every_example_comes_back_as_it_was_and_is_taken() {
    for language in Language::ALL {
        language.speak(|| {
            for row in RECORDS {
                let data: Value = serde_json::from_str(row.example).unwrap();
                let mut record =
                    json!({"kind": row.name, "data": data, "observed_on": "2026-11-22"});
                let again = around(&form_of(row.kind), &record);
                // What is meant where nothing is said is chosen already, and said.
                record["visibility"] = json!("initiative");
                assert_eq!(again, record, "{}", row.name);
                let params = json!({"initiative": "a", "records": [again]});
                let add = METHODS.iter().find(|it| it.name == "record_add").unwrap();
                let params = serde_json::value::to_raw_value(&params).unwrap();
                (add.check)(Some(&params)).unwrap_or_else(|e| panic!("{}: {e:?}", row.name));
                let parsed = Record::parse(row.kind, &again["data"]).unwrap();
                assert_eq!(parsed.check().faults, [], "{}", row.name);
            }
        });
    }
}

/// A value for every field of a form, whether it has to be given or not.
fn filled(fields: &[super::super::Field]) -> Value {
    let mut object = json!({});
    for field in fields {
        let value = value_for(&field.input);
        let mut at = &mut object;
        for name in field.pointer.split('/').skip(1) {
            at = &mut at[name];
        }
        *at = value;
    }
    object
}

fn value_for(input: &Input) -> Value {
    match input {
        Input::Text { long: true, .. } => json!("A line\nand <script>another</script> & \"one\""),
        Input::Text { .. } => json!("Sales & <b>Söhne</b>"),
        Input::Number { least, whole: true, .. } => {
            json!(least.map_or(3, |it| it.as_micros() / 1_000_000 + 1))
        }
        Input::Number { .. } => json!(1.25),
        Input::Date => json!("2026-02-28"),
        Input::Url => json!("https://windrose.example/a?b=c&d"),
        Input::Choice(options) => json!(options[options.len() - 1].value),
        Input::YesNo => json!(false),
        Input::Person => json!("head-of-hr"),
        Input::RecordLink { kinds } => {
            json!(format!("{}-1", kinds.first().map_or("pilot", String::as_str)))
        }
        Input::List(one) => match &**one {
            Input::Text { .. } => json!(["First", "Second, with a comma"]),
            one => json!([value_for(one)]),
        },
        Input::Rows(fields) => json!([filled(fields), filled(fields)]),
        Input::Group(fields) => filled(fields),
    }
}

#[test]
fn every_field_that_there_is_comes_back_as_it_was() {
    for language in Language::ALL {
        language.speak(|| {
            for row in RECORDS {
                let of = form_of(row.kind);
                let mut value = filled(&of.fields);
                value["kind"] = json!(row.name);
                if row.kind == Kind::Custom {
                    value["data"]["type"] = json!("readiness_score");
                }
                assert_eq!(around(&of, &value), value, "{}", row.name);
            }
        });
    }
}

/// Which fields of a schema no form asks for.
#[test]
fn no_field_of_a_record_is_left_out_and_of_methods_only_these() {
    for row in RECORDS.iter().filter(|row| row.kind != Kind::Custom) {
        let schema: Value = (row.schema)().into();
        let of = Form::of(row.name, &schema, &Value::Null);
        let properties = schema["properties"].as_object().unwrap();
        assert_eq!(of.fields.len(), properties.len(), "{}", row.name);
    }
    let mut left_out = std::collections::BTreeSet::new();
    for row in METHODS {
        let of = Form::of_method(row.name).unwrap();
        let mut generator = schemars::SchemaGenerator::default();
        let schema: Value = (row.params_schema)(&mut generator).into();
        for name in schema["properties"].as_object().into_iter().flatten().map(|it| it.0) {
            if !of.fields.iter().any(|it| it.name == *name) {
                left_out.insert(match name.as_str() {
                    // How things stood: a page has its own way back.
                    "as_of" => name.clone(),
                    _ => format!("{}.{name}", row.name),
                });
            }
        }
    }
    // What the data of a record is depends on its kind: `Form::of_record`.
    assert_eq!(left_out.into_iter().collect::<Vec<_>>(), ["as_of", "record_supersede.data"]);
}
