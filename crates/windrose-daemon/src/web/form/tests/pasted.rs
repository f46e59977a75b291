//! What is copied from a spreadsheet.

use serde_json::{Value, json};
use windrose_core::rules::record::Kind;

use super::super::words::Language;
use super::super::{Fault, Pasted, ask, paste, preview};
use super::kinds::{choices, form_of};

fn pasted(kind: Kind, text: &str) -> Pasted {
    paste(&form_of(kind), text, &choices())
}

fn data(pasted: &Pasted) -> Vec<Value> {
    pasted.records().into_iter().map(|it| it["data"].clone()).collect()
}

#[test]
fn german_numbers_days_quotes_and_lines() {
    Language::German.speak(|| {
        let text = "Indicator;VALUE;n;observed_on\r\nindicator-1;28,5;30;1.2.2026\r\nindicator-1;1.234,5;;2026-03-01\r\n";
        let it = pasted(Kind::Measurement, text);
        assert_eq!(it.faults, Vec::<String>::new());
        assert!(it.is_good(), "{it:?}");
        assert_eq!(it.records(), [
            json!({"kind": "measurement", "data": {"indicator": "indicator-1", "value": 28.5, "n": 30}, "observed_on": "2026-02-01"}),
            json!({"kind": "measurement", "data": {"indicator": "indicator-1", "value": 1234.5}, "observed_on": "2026-03-01"}),
        ]);
        assert_eq!(it.rows[1].cells[1], "1234,5");
    });
    let text = "reported by\tUnit\tchannel\tstatement\tseverity\nhead-of-hr\tSales\tMeeting\t\"One line\nand \"\"another\"\"\"\t4";
    let it = pasted(Kind::Need, text);
    assert!(it.is_good(), "{it:?}");
    assert_eq!(data(&it)[0]["statement"], "One line\nand \"another\"");
    assert_eq!(data(&it)[0]["channel"], "meeting");
}

#[test]
fn headings_are_known_in_either_language_whoever_reads() {
    for language in Language::ALL {
        let of = language.speak(|| form_of(Kind::Spread));
        for other in Language::ALL {
            let headings: Vec<String> = other.speak(|| {
                form_of(Kind::Spread)
                    .fields
                    .iter()
                    .take(3)
                    .map(|it| it.label.to_uppercase())
                    .collect()
            });
            let text = format!("{}\nSales,2026-09-01,72\n", headings.join(","));
            let it = language.speak(|| paste(&of, &text, &choices()));
            assert!(it.is_good(), "{language:?} {other:?} {it:?}");
        }
    }
}

#[test]
fn units_of_a_scope_are_rows_of_one_record() {
    let mut it =
        pasted(Kind::Scope, "Name\tPeople\tManagers (people)\nFinance\t120\t14\nSales\t260\t26\n");
    assert!(it.is_good(), "{it:?}");
    assert_eq!(
        it.records(),
        [json!({"kind": "scope", "data": {"units": [
            {"name": "Finance", "people": 120, "managers": 14}, {"name": "Sales", "people": 260, "managers": 26}
        ]}})]
    );
    it.add(&[
        Fault { pointer: "/0/data/units/1/managers".into(), sentence: "Too many.".into() },
        Fault { pointer: "/0/data".into(), sentence: "No.".into() },
    ]);
    assert_eq!(it.rows[1].faults, [(Some(2), "Too many.".to_owned())]);
    assert_eq!(it.faults, ["No."]);
}

#[test]
fn what_is_wrong_stands_at_its_cell() {
    let text = "indicator\tvalue\tobserved_on\nindicator-1\tabc\t30.2.2026\n\t1,5\t\nindicator-1\t2\t\tmore\n";
    let mut it = pasted(Kind::Measurement, text);
    let at = |row: usize| it.rows[row].faults.iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(at(0), [Some(1), Some(2)]);
    assert_eq!(at(1), [Some(0)]);
    assert_eq!(at(2), [None]);
    assert!(!it.is_good());
    assert_eq!(it.rows[0].cells, ["indicator-1", "abc", "30.2.2026"], "as it was copied");
    it.add(&[Fault { pointer: "/2/data/value".into(), sentence: "Not in per cent.".into() }]);
    assert_eq!(it.rows[2].faults[1], (Some(1), "Not in per cent.".to_owned()));
    let html = preview(&it).into_string();
    assert!(
        html.contains("<td class=\"form-bad\" id=\"p-0-1\">abc<p class=\"form-fault\">"),
        "{html}"
    );
    assert!(html.contains("<li><a href=\"#p-0-1\">Row 1, Value</a>: "), "{html}");
}

#[test]
fn columns_that_are_missing_or_unknown_are_said() {
    let it = pasted(
        Kind::Measurement,
        "indicator\tvalu\tColour\tindicator\nindicator-1\t2\tred\tindicator-2\n",
    );
    assert_eq!(it.faults.len(), 1, "{:?}", it.faults);
    assert!(it.faults[0].contains("Value"));
    assert_eq!(it.rows[0].faults, [], "the missing column is said once");
    let notes: Vec<_> = it.columns.iter().map(|it| it.note.clone().unwrap_or_default()).collect();
    assert_eq!(notes[0], "");
    assert!(notes[1].contains("Value"), "{notes:?}");
    assert!(notes[2].contains("no such field") && notes[3].contains("already"), "{notes:?}");
    assert!(!it.is_good());

    let it = pasted(Kind::Measurement, "1\t2\n3\t4");
    assert!(it.faults[0].contains("Indicator") && it.rows.is_empty());
    assert!(!pasted(Kind::Measurement, "").is_good());
    let it = pasted(Kind::Measurement, "indicator\tvalue\n");
    assert_eq!((it.faults.len(), it.is_good()), (1, false));
}

#[test]
fn no_more_rows_than_are_recorded_at_once() {
    let text = |n: usize| format!("indicator\tvalue\n{}", "indicator-1\t2\n".repeat(n));
    assert!(pasted(Kind::Measurement, &text(200)).is_good());
    let it = pasted(Kind::Measurement, &text(201));
    assert_eq!((it.is_good(), it.rows.len()), (false, 200));
    assert!(it.faults[0].contains("201"));
}

#[test]
fn lists_people_and_truths_in_cells() {
    let it =
        pasted(Kind::Meeting, "attendees\tdecisions\nHead of HR; head-of-sales\t\"One\nTwo\"\n");
    assert!(it.is_good(), "{it:?}");
    assert_eq!(
        data(&it)[0],
        json!({"attendees": ["head-of-hr", "head-of-sales"], "decisions": ["One", "Two"]})
    );
    let it = pasted(Kind::Answer, "question\ttext\tchanged_the_plan\nquestion-1\tYes\tja\n");
    assert_eq!(data(&it)[0]["changed_the_plan"], true);
    assert_eq!(it.rows[0].cells[2], "Yes");
}

#[test]
fn nothing_copied_becomes_html() {
    let evil = "<script>alert(1)</script>";
    let text = format!("indicator\tvalue\t{evil}\n{evil}\t{evil}\t{evil}\n");
    let it = pasted(Kind::Measurement, &text);
    let page =
        preview(&it).into_string() + &ask(&form_of(Kind::Measurement), &text, evil).into_string();
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script"));
}
