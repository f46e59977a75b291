//! Rows and lists: added, taken out, left blank.

use serde_json::{Value, json};
use windrose_core::rules::record::Kind;

use super::super::sent::{Sent, TooMuch};
use super::super::{Action, Choices, Form, Typed, read};
use super::browser::{body, controls};
use super::kinds::{choices, form_of, page};

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// What comes of a form when a button is pressed beside what is typed.
fn pressed(of: &Form, typed: &Typed, button: (&str, &str)) -> Sent {
    let mut sent = controls(&page(of, typed, &[]));
    sent.extend(pairs(&[button]));
    read(of, &body(&sent), &choices()).unwrap()
}

fn scope() -> (Form, Typed, Value) {
    let of = form_of(Kind::Scope);
    let value = json!({"kind": "scope", "data": {"units": [
        {"name": "Finance", "people": 120, "managers": 14}, {"name": "Sales", "people": 260, "managers": 26}
    ]}});
    let typed = Typed::of(&of, &value);
    (of, typed, value)
}

#[test]
fn a_row_is_added_and_nothing_typed_is_lost() {
    let (of, mut typed, value) = scope();
    typed.set("/data/units/1/people", "abc".to_owned());
    let sent = pressed(&of, &typed, ("!add", "/data/units"));
    assert_eq!(sent.action, Action::Again);
    assert_eq!(sent.faults, [], "nothing is said of a form that is not done");
    assert_eq!(sent.typed.rows("/data/units"), 3);
    let again = page(&of, &sent.typed, &[]);
    assert!(again.contains(r#"name="/data/units/2/name""#));
    assert!(again.contains(r##"formaction="/record#f-data-units-3""##), "{again}");
    assert!(again.contains(r#"name="/data/units/1/people" value="abc""#), "{again}");
    // A row that stays blank is none.
    let mut sent = controls(&again);
    for (name, text) in &mut sent {
        if name == "/data/units/1/people" {
            *text = "260".to_owned();
        }
    }
    let again = read(&of, &body(&sent), &choices()).unwrap().value;
    assert_eq!(again["data"], value["data"]);
}

#[test]
fn a_row_is_taken_out_and_the_others_stay() {
    let (of, typed, _) = scope();
    let sent = pressed(&of, &typed, ("!remove", "/data/units/0"));
    assert_eq!((sent.action, sent.typed.rows("/data/units")), (Action::Again, 1));
    assert_eq!(sent.typed.one("/data/units/0/name"), "Sales");
    assert_eq!(sent.typed.one("/data/units/0/managers"), "26");
    let page = page(&of, &sent.typed, &[]);
    assert!(!page.contains("!remove"), "the last row stays");
}

#[test]
fn faults_of_rows_stand_where_the_rows_are_after_blank_ones_were_left_out() {
    let (of, ..) = scope();
    let sent = pairs(&[
        ("/data/units/0", ""),
        ("/data/units/0/name", " "),
        ("/data/units/1/name", "Sales"),
        ("/data/units/1/people", "many"),
        ("/data/units/1/managers", "3"),
    ]);
    let sent = read(&of, &body(&sent), &choices()).unwrap();
    let faults: Vec<&str> = sent.faults.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(faults, ["/data/units/0/people"]);
    assert_eq!(sent.typed.one("/data/units/0/people"), "many");
    assert_eq!(sent.typed.rows("/data/units"), 1);
}

#[test]
fn a_group_that_is_left_out_lacks_nothing_and_one_that_is_begun_does() {
    let of = form_of(Kind::Measurement);
    let mut all =
        vec![("/data/indicator", "indicator-1"), ("/data/value", "28"), ("/data/period/from", "")];
    let sent = read(&of, &body(&pairs(&all)), &choices()).unwrap();
    assert_eq!(sent.faults, []);
    assert_eq!(sent.value["data"], json!({"indicator": "indicator-1", "value": 28}));
    all[2].1 = "1.2.2026";
    let sent = read(&of, &body(&pairs(&all)), &choices()).unwrap();
    assert_eq!(sent.faults[0].pointer, "/data/period/until");
    assert_eq!(sent.value["data"]["period"]["from"], "2026-02-01");
}

#[test]
fn lists_take_a_line_for_each_entry_and_more_lines_on_request() {
    let of = form_of(Kind::Meeting);
    let typed = Typed::of(
        &of,
        &json!({"data": {"attendees": ["head-of-sales", "Head of HR"], "decisions": ["One", "Two"]}}),
    );
    let sent = pressed(&of, &typed, ("!add", "/data/attendees"));
    assert_eq!((sent.action, sent.typed.all("/data/attendees").len()), (Action::Again, 6));
    let sent = controls(&page(&of, &sent.typed, &[]));
    let sent = read(&of, &body(&sent), &choices()).unwrap();
    // Whoever is known by a name alone is meant by it.
    assert_eq!(sent.value["data"]["attendees"], json!(["head-of-sales", "head-of-hr"]));
    assert_eq!(sent.value["data"]["decisions"], json!(["One", "Two"]));
}

#[test]
fn units_beyond_the_scope_and_records_that_are_gone_stay() {
    let of = form_of(Kind::Barrier);
    let value = json!({"units": ["Sales", "A new unit"]});
    let typed = Typed::of(&of, &json!({"data": value}));
    let sent = controls(&page(&of, &typed, &[]));
    let sent = read(&of, &body(&sent), &choices()).unwrap();
    assert_eq!(sent.value["data"]["units"], value["units"]);
    let of = form_of(Kind::Win);
    let typed = Typed::of(&of, &json!({"data": {"indicator": "indicator-77"}}));
    let sent = read(&of, &body(&controls(&page(&of, &typed, &[]))), &choices()).unwrap();
    assert_eq!(sent.value["data"]["indicator"], "indicator-77");
}

#[test]
fn as_many_rows_as_there_may_be_come_back() {
    let (of, ..) = scope();
    let unit = |n: u32| json!({"name": format!("Unit {n}"), "people": n, "managers": 1});
    let value = json!({"data": {"units": (1..=200).map(unit).collect::<Vec<_>>()}});
    let page = page(&of, &Typed::of(&of, &value), &[]);
    assert!(!page.contains("!add\" value=\"/data/units"), "there is no room for another");
    let sent = read(&of, &body(&controls(&page)), &choices()).unwrap();
    assert_eq!(sent.value["data"], value["data"]);
}

#[test]
fn more_than_a_form_may_send_is_refused() {
    let (of, ..) = scope();
    let too_much = |sent: &[(String, String)]| read(&of, &body(sent), &Choices::default()).err();
    let many = |n: usize| -> Vec<_> { (0..n).map(|_| ("/x".to_owned(), String::new())).collect() };
    assert_eq!(too_much(&many(2_000)), None);
    assert_eq!(too_much(&many(2_001)), Some(TooMuch::Inputs));
    assert_eq!(too_much(&pairs(&[("/data/units/199/name", "a")])), None);
    assert_eq!(too_much(&pairs(&[("/data/units/200/name", "a")])), Some(TooMuch::Rows));
    assert_eq!(
        too_much(&pairs(&[("/data/units/99999999999999999999999/name", "a")])),
        Some(TooMuch::Rows)
    );
    assert_eq!(too_much(&[("/x".to_owned(), "a".repeat(256 * 1024 - 5))]), None);
    assert_eq!(too_much(&[("/x".to_owned(), "a".repeat(256 * 1024))]), Some(TooMuch::Bytes));
}

#[test]
fn many_records_are_typed_with_help_and_few_are_chosen() {
    let of = form_of(Kind::Pilot);
    let with = |n: u32| {
        let record =
            |kind: &str, n: u32| (format!("{kind}-{n}"), kind.to_owned(), "Trial".to_owned());
        let records = (1..=n).flat_map(|n| [record("pilot", n), record("indicator", n)]).collect();
        let choices = Choices { records, ..Choices::default() };
        let around =
            super::super::Around { action: "/", submit: "", choices: &choices, hidden: &[] };
        let value = json!({"data": {"needs_result_of": ["pilot-1"], "indicator": "indicator-1"}});
        let page = super::super::form(&of, &Typed::of(&of, &value), &[], &around).into_string();
        let sent = read(&of, &body(&controls(&page)), &choices).unwrap();
        assert_eq!(sent.value["data"], value["data"]);
        page
    };
    assert!(with(20).contains(r#"<input type="checkbox""#));
    assert!(with(20).contains(r#"<option value="indicator-7">Trial (indicator-7)</option>"#));
    let many = with(101);
    assert!(!many.contains(r#"<input type="checkbox""#));
    assert!(
        many.contains(r#"list="form-records-pilot""#)
            && many.contains(r#"<datalist id="form-records-indicator">"#)
    );
}

#[test]
fn what_a_link_fills_in_is_written_as_the_reader_writes_it() {
    use super::super::words::Language;
    let of = form_of(Kind::Measurement);
    let typed = Language::German
        .speak(|| Typed::of(&of, &json!({"data": {"value": "1.234", "indicator": "indicator-1"}})));
    assert_eq!(typed.one("/data/value"), "1,234");
    assert_eq!(typed.one("/data/indicator"), "indicator-1");
}
