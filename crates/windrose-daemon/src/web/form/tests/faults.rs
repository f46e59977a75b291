//! What is wrong with what was typed, and where it is said.

use serde_json::{Value, json};
use windrose_core::rules::record::{Kind, RECORDS};

use super::super::words::Language;
use super::super::{Choices, Fault, Form, Input, Typed, faults_of, read};
use super::browser::{body, controls};
use super::kinds::{choices, form_of, page};

fn form(fields: Value) -> Form {
    Form::of("test", &json!({"properties": fields, "required": []}), &Value::Null)
}

/// What is read from a text, or the fault.
fn one(schema: &Value, text: &str) -> Result<Value, String> {
    let of = form(json!({"it": schema}));
    let sent = read(&of, &body(&[("/it".to_owned(), text.to_owned())]), &choices()).unwrap();
    assert_eq!(sent.typed.one("/it"), text, "what was typed stays");
    match &sent.faults[..] {
        [] => Ok(sent.value["it"].clone()),
        [fault] => {
            assert_eq!(fault.pointer, "/it");
            assert!(sent.value.get("it").is_none(), "what has a fault is no value");
            let again = page(&of, &sent.typed, &sent.faults);
            assert!(again.contains(r#"aria-invalid="true""#));
            assert!(again.contains(&*text.replace('<', "&lt;").replace('>', "&gt;")), "{again}");
            Err(fault.sentence.clone())
        }
        many => panic!("{many:?}"),
    }
}

fn german<T>(work: impl FnOnce() -> T) -> T {
    Language::German.speak(work)
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let number = json!({"type": "number"});
    let both = [
        ("1234", json!(1234)),
        ("0012", json!(12)),
        (" -3 ", json!(-3)),
        ("−3", json!(-3)),
        ("+4", json!(4)),
        ("1 234,5", json!(1234.5)),
        ("1.234,5", json!(1234.5)),
        ("1,234.5", json!(1234.5)),
        ("1.234.567", json!(1_234_567)),
        ("1,234,567", json!(1_234_567)),
        ("1’234.50", json!(1234.5)),
        ("0.125", json!(0.125)),
        ("0,125", json!(0.125)),
        (",5", json!(0.5)),
        ("12 %", json!(12)),
        ("-0", json!(0)),
        ("1.50", json!(1.5)),
        ("1,5", json!(1.5)),
        ("1234,567", json!(1234.567)),
        ("2.0", json!(2)),
    ];
    for language in Language::ALL {
        for (text, value) in &both {
            let read = language.speak(|| one(&number, text));
            assert_eq!(read.as_ref(), Ok(value), "{text} in {language:?}");
        }
        for text in [
            "abc",
            "1e3",
            "1,2,3",
            "1.2,3.4",
            "12,34.5",
            "1,",
            "--1",
            "1-2",
            "0x10",
            "NaN",
            "1234567890123456789",
        ] {
            let said = language.speak(|| one(&number, text)).unwrap_err();
            assert!(said.contains(text), "{said}");
        }
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_asked() {
    let number = json!({"type": "number"});
    assert_eq!(one(&number, "1.234"), Ok(json!(1.234)), "a point is a decimal mark in English");
    assert_eq!(german(|| one(&number, "1,234")), Ok(json!(1.234)), "a comma is one in German");
    let said = one(&number, "1,234").unwrap_err();
    assert!(said.contains("1234 ") && said.contains("1.234"), "{said}");
    let said = german(|| one(&number, "1.234")).unwrap_err();
    assert!(said.contains("1234 ") && said.contains("1,234"), "{said}");
    assert_eq!(german(|| one(&number, "0.234")), Ok(json!(0.234)), "no group begins with nought");
}

#[test]
fn numbers_keep_to_their_range() {
    let whole = json!({"type": "integer", "minimum": 1, "maximum": 40});
    assert_eq!(one(&whole, "40"), Ok(json!(40)));
    assert!(one(&whole, "41").unwrap_err().contains("40"));
    assert!(one(&whole, "0").unwrap_err().contains('1'));
    assert!(one(&whole, "1.5").unwrap_err().contains("whole"));
    assert_eq!(one(&whole, "2.0"), Ok(json!(2)));
    assert!(one(&json!({"type": "number"}), "0.1234567").unwrap_err().contains("six"));
    assert_eq!(one(&json!({"type": "number"}), "0.1234560"), Ok(json!(0.123456)));
}

#[test]
fn days_are_read_in_either_order() {
    let date = json!({"type": ["string", "null"], "format": "date"});
    for text in ["2026-11-22", "22.11.2026", "22. 11. 2026"] {
        assert_eq!(one(&date, text), Ok(json!("2026-11-22")), "{text}");
    }
    for text in ["22.11.26", "11/22/2026", "30.2.2026", "soon", "2026-13-01", "<script>"] {
        let said = one(&date, text).unwrap_err();
        assert!(said.contains("22.11.2026"), "{said}");
    }
    // An input of type date would show nothing of it.
    let of = form(json!({"it": date}));
    let mut typed = Typed::default();
    typed.set("/it", "22.11.26".to_owned());
    assert!(
        page(&of, &typed, &[]).contains(r#"type="text" id="f-it" name="/it" value="22.11.26""#)
    );
}

#[test]
fn choices_truths_and_links_take_nothing_else() {
    let choice = json!({"oneOf": [{"const": "a", "description": "The first."}, {"const": "b"}]});
    assert_eq!(one(&choice, "b"), Ok(json!("b")));
    let of = form(json!({"it": choice}));
    for (name, schema) in [("choice", &choice), ("truth", &json!({"type": "boolean"}))] {
        let of_one = form(json!({"it": schema}));
        let sent = read(&of_one, &body(&[("/it".into(), "zebra".into())]), &choices()).unwrap();
        assert!(sent.faults[0].sentence.contains("zebra"), "{name}");
    }
    assert!(matches!(of.fields[0].input, Input::Choice(_)));
    let url = json!({"type": "string", "format": "uri"});
    assert_eq!(one(&url, "https://a.example/b"), Ok(json!("https://a.example/b")));
    for text in ["a.example", "javascript:alert(1)", "https://", "https://a b"] {
        assert!(one(&url, text).unwrap_err().contains("https://"), "{text}");
    }
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    for row in RECORDS {
        let of = form_of(row.kind);
        let empty = page(&of, &Typed::default(), &[]);
        let sent = read(&of, &body(&controls(&empty)), &choices()).unwrap();
        let needed = |fields: &[super::super::Field]| {
            let single = |it: &&super::super::Field| {
                it.required
                    && !matches!(it.input, Input::List(_) | Input::Rows(_) | Input::Group(_))
            };
            fields.iter().filter(single).map(|it| it.pointer.clone()).collect::<Vec<_>>()
        };
        let said: Vec<&str> = sent.faults.iter().map(|it| it.pointer.as_str()).collect();
        for at in needed(&of.fields) {
            assert!(said.contains(&at.as_str()), "{}: {at}", row.name);
        }
        let again = page(&of, &sent.typed, &sent.faults);
        assert_eq!(again.contains("form-summary"), !sent.faults.is_empty(), "{}", row.name);
    }
}

/// Every id that something points to is there, and there once.
#[test]
fn labels_faults_and_the_summary_point_to_something() {
    for row in RECORDS {
        let of = form_of(row.kind);
        let example: Value = serde_json::from_str(row.example).unwrap();
        let typed = Typed::of(&of, &json!({"data": example}));
        let fault = |it: &super::super::Field| Fault {
            pointer: it.pointer.clone(),
            sentence: "No.".into(),
        };
        let faults: Vec<Fault> = of.fields.iter().map(fault).collect();
        let page = page(&of, &typed, &faults);
        let values = |name: &str| -> Vec<String> {
            let before = format!(" {name}=\"");
            let found = page.split(&before).skip(1);
            found.map(|it| it.split('"').next().unwrap().to_owned()).collect()
        };
        let ids = values("id");
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{}: an id stands twice", row.name);
        let pointed = values("for").into_iter().chain(values("aria-labelledby"));
        let described = values("aria-describedby");
        let described = described.iter().flat_map(|it| it.split(' ')).map(str::to_owned);
        let linked = values("href").into_iter().map(|it| it.trim_start_matches('#').to_owned());
        for id in pointed.chain(described).chain(linked).chain(values("list")) {
            assert!(ids.contains(&id), "{}: nothing has the id {id}", row.name);
        }
        for (name, _) in controls(&page) {
            assert!(name.starts_with('/'), "{name}");
        }
    }
}

#[test]
fn faults_of_an_answer_find_their_fields() {
    let data = |value: Value| value.as_object().unwrap().clone();
    let listed = faults_of(
        &data(json!({"detail": "Two fields are wrong.", "faults": [
            {"pointer": "/records/0/data/units/1/people", "problem": "Too many."},
            {"pointer": "/records/0", "problem": "Not now."}
        ]})),
        "/records/0",
    );
    let at: Vec<&str> = listed.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(at, ["/data/units/1/people", ""]);
    let shape = faults_of(
        &data(json!({"pointer": "/records/0/data/level", "detail": "No."})),
        "/records/0",
    );
    assert_eq!(shape[0].pointer, "/data/level");
    assert_eq!(
        faults_of(&data(json!({"detail": "Not allowed."})), "/records/0")[0].sentence,
        "Not allowed."
    );
    assert_eq!(
        faults_of(&data(json!({"pointer": "/records/01/x", "detail": "x"})), "/records/0")[0]
            .pointer,
        ""
    );

    let of = form_of(Kind::Scope);
    let typed = Typed::of(&of, &json!({"data": {"units": [{"name": "A"}, {"name": "B"}]}}));
    let page = page(&of, &typed, &listed);
    assert!(page.contains(r##"<a href="#f-data-units-1-people">"##), "{page}");
    assert!(page.contains("<li>Not now.</li>"), "what is about no field stands in the summary");
    assert!(page.contains(r#"id="f-data-units-1-people-fault""#));
    assert!(!page.contains(r#"id="f-data-units-0-people-fault""#));
}

#[test]
fn a_fault_within_a_list_names_the_entry_and_opens_the_fold() {
    let of = form_of(Kind::Win);
    let typed = Typed::of(&of, &json!({"data": {"contributors": ["head-of-hr", "nobody"]}}));
    let fault = Fault {
        pointer: "/data/contributors/1".into(),
        sentence: "There is no such person.".into(),
    };
    let html = page(&of, &typed, &[fault]);
    assert!(html.contains("nobody: There is no such person."), "{html}");
    assert!(html.contains("<details class=\"form-more\" open"));
    let empty = page(&of, &Typed::default(), &[]);
    assert!(!empty.contains("<details class=\"form-more\" open"));
    // Nor does what is meant where nothing is said.
    let sent = read(&of, &body(&controls(&empty)), &choices()).unwrap();
    assert_eq!(sent.typed.one("/visibility"), "initiative");
    assert!(!page(&of, &sent.typed, &[]).contains("<details class=\"form-more\" open"));
}

#[test]
fn nothing_typed_or_known_becomes_html() {
    let evil = "\"><script>alert('1')</script>&";
    for row in RECORDS {
        let of = form_of(row.kind);
        let mut typed = Typed::default();
        fn fill(typed: &mut Typed, fields: &[super::super::Field], base: &str, evil: &str) {
            for field in fields {
                let at = format!("{base}{}", field.pointer);
                match &field.input {
                    Input::Group(fields) => fill(typed, fields, &at, evil),
                    Input::Rows(fields) => fill(typed, fields, &format!("{at}/0"), evil),
                    _ => typed.add(&at, evil.to_owned()),
                }
            }
        }
        fill(&mut typed, &of.fields, "", evil);
        let mut choices = choices();
        choices.persons.push((evil.into(), evil.into()));
        choices.units.push(evil.into());
        for (_, _, text) in &mut choices.records {
            *text = evil.into();
        }
        let faults: Vec<Fault> = of
            .fields
            .iter()
            .map(|it| Fault { pointer: it.pointer.clone(), sentence: evil.into() })
            .collect();
        let around = super::super::Around {
            action: evil,
            submit: evil,
            choices: &choices,
            hidden: &[("a", evil)],
        };
        let page = super::super::form(&of, &typed, &faults, &around).into_string();
        assert!(!page.contains("<script"), "{}", row.name);
        assert!(!page.contains("style="), "{}: the policy refuses it", row.name);
        let pages: usize = page.matches("&lt;script").count();
        assert!(pages > 3);
    }
}

#[test]
fn somebody_is_known_by_id_or_by_a_name_that_is_theirs_alone() {
    let choices = Choices {
        persons: [("hos", "Head of Sales"), ("a-1", "Clerk"), ("a-2", "Clerk")]
            .map(|(id, name)| (id.to_owned(), name.to_owned()))
            .to_vec(),
        ..Choices::default()
    };
    let read = |given: &str| super::super::scalar::read(&Input::Person, given, &choices);
    for (given, id) in [("hos", "hos"), ("head of sales", "hos"), ("somebody-new", "somebody-new")]
    {
        assert_eq!(read(given), Ok(id.into()), "{given}");
    }
    for unknown in ["Clerk", "Head of Finance", "Ärztin"] {
        assert!(read(unknown).unwrap_err().contains("short id"), "{unknown}");
    }
}
