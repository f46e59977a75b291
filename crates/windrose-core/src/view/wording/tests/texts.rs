//! The texts of the built-in workflows that are translated: every one, and nothing besides. What is missing, by name.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::rules::criterion::Debt;
use crate::rules::gate::Subject;
use crate::rules::ids::CriterionId;
use crate::rules::scorecard::STRATEGIES;
use crate::rules::step::Step;

use super::super::Language::{self, English, German};
use super::super::lacking::{PATTERNS, told};
use super::super::texts::key;
use super::super::{criterion_title, step_name, text};

/// The workflows whose texts are translated.
const TRANSLATED: [(&str, &str); 6] = [
    ("kotter", include_str!("../../../../../../workflows/kotter.json")),
    ("learning-partnership", include_str!("../../../../../../workflows/learning-partnership.json")),
    ("learning-strategy", include_str!("../../../../../../workflows/learning-strategy.json")),
    ("business-partnering", include_str!("../../../../../../workflows/business-partnering.json")),
    ("accelerate", include_str!("../../../../../../workflows/accelerate.json")),
    ("local-change", include_str!("../../../../../../workflows/local-change.json")),
];

/// Every text, with the criterion whose reason it is.
fn texts() -> Vec<(String, Option<CriterionId>)> {
    let mut all = Vec::new();
    let word = |it: &Value| it.as_str().expect("a text").to_owned();
    for (name, source) in TRANSLATED {
        let file: Value = serde_json::from_str(source).expect(name);
        all.extend([(word(&file["title"]), None), (word(&file["summary"]), None)]);
        for gate in file["gates"].as_object().expect(name).values() {
            all.push((word(&gate["purpose"]), None));
            for it in gate["criteria"].as_array().expect(name) {
                all.push((word(&it["why"]), Some(word(&it["id"]).parse().expect(name))));
            }
        }
    }
    for it in STRATEGIES {
        all.extend([(it.title.to_owned(), None), (it.why.to_owned(), None)]);
    }
    all
}

#[test]
fn every_text_of_these_workflows_is_there_in_german_and_none_besides() {
    let mut used = BTreeSet::new();
    let mut lacking = Vec::new();
    for (english, criterion) in texts() {
        let key = key(&english);
        used.insert(key.clone());
        assert_eq!(English.speak(|| text(&english)), english);
        if German.speak(|| text(&english)) == english {
            lacking.push(format!("{key} = {english}"));
        }
        let Some(criterion) = criterion else { continue };
        let titles = Language::ALL.map(|it| it.speak(|| criterion_title(&criterion, &english)));
        for title in &titles {
            assert!((4..=40).contains(&title.chars().count()), "{criterion}: {title}");
            assert!(title.starts_with(char::is_uppercase) && !title.contains('_'), "{title}");
        }
        if titles[0] == titles[1] {
            lacking.push(format!("{key} =\n    .title = {}", titles[0]));
        }
    }
    assert!(lacking.is_empty(), "in de/workflows.ftl:\n{}", lacking.join("\n"));
    for source in [include_str!("../de/workflows.ftl"), include_str!("../en/workflows.ftl")] {
        for line in source.lines().filter(|it| it.starts_with("text-")) {
            let (key, _) = line.split_once(" =").expect("a key and its text");
            assert!(used.contains(key), "{line}: no workflow says it");
        }
    }
}

#[test]
fn a_text_that_was_changed_is_shown_as_it_is() {
    let is_it = |of: &Option<CriterionId>| of.as_ref().is_some_and(|it| it.as_str() == "in-touch");
    let (english, criterion) = texts().into_iter().find(|(_, of)| is_it(of)).unwrap();
    let criterion = criterion.unwrap();
    let changed = format!("{english} And more.");
    German.speak(|| {
        assert_eq!(text(&changed), changed);
        assert_ne!(criterion_title(&criterion, &english), "In touch");
        assert_eq!(criterion_title(&criterion, &changed), "In touch");
    });
}

#[test]
fn patterns_are_what_rules_write() {
    let rules = [
        include_str!("../../../rules/measure/coalition.rs"),
        include_str!("../../../rules/measure/network.rs"),
        include_str!("../../../rules/measure/talks.rs"),
        include_str!("../../../rules/measure/vision.rs"),
        include_str!("../../../rules/measure/strategy.rs"),
        include_str!("../../../rules/measure/enlist.rs"),
        include_str!("../../../rules/measure/reach.rs"),
        include_str!("../../../rules/measure/enable.rs"),
        include_str!("../../../rules/measure/managers.rs"),
        include_str!("../../../rules/measure/sustain.rs"),
        include_str!("../../../rules/measure/institute.rs"),
        include_str!("../../../rules/measure/features.rs"),
        include_str!("../../../rules/gate/obligations.rs"),
        include_str!("../../../rules/gate/waivers.rs"),
    ]
    .concat();
    for (whose, pattern, _) in PATTERNS {
        let is_measure = crate::rules::measure::named(whose).is_some();
        assert!(is_measure || ["obligations", "waivers"].contains(whose), "{whose}");
        let parts = pattern.split('{').flat_map(|it| it.split('}').next_back());
        for part in
            parts.flat_map(|it| it.split(['(', ')'])).map(|it| it.trim_matches([' ', ',', ':']))
        {
            assert!(rules.contains(part), "{whose}: no rule writes {part:?} of {pattern:?}");
        }
    }
}

#[test]
fn what_is_missing_is_told_in_german() {
    let said = |measure: &str, text: &str| {
        let row = crate::rules::measure::named(measure).unwrap();
        let subject = Subject::Measure(row);
        assert_eq!(told(&subject, text), text, "in English as the rules say it");
        German.speak(|| told(&subject, text))
    };
    let powers = |text| said("coalition.powers_held", text);
    assert_eq!(powers("leadership (1 of 2)"), "Führung (1 von 2)");
    // What is of no pattern is shown as it is.
    assert_eq!(powers("leadership (some of them)"), "leadership (some of them)");
    let fell = "feature 4 in Sales (North) (60.5, was 66): accountability and autonomy low in the hierarchy";
    assert_eq!(
        said("institute.features_vs_baseline", fell),
        "Merkmal 4 in Sales (North) (60,5, vorher 66): Verantwortung und Freiraum weit unten in der Hierarchie"
    );
    assert_eq!(said("enlist.channels", "one_to_one"), "Gespräch zu zweit");
    assert_eq!(
        said("institute.artefacts_in_force", "How we learn here (from 2026-09-01)"),
        "How we learn here (ab 01.09.2026)"
    );
    assert_eq!(said("vision.activities_with_raci", "nobody for Brief"), "niemand für Brief");
    assert_eq!(
        German.speak(|| told(&Subject::Waivers(Debt::Open), "waiver-2 (two-way of enlist)")),
        format!("waiver-2 (two-way, Schritt {})", German.speak(|| step_name(Step::Enlist)))
    );
}

/// Every message says something of its pattern, and none is missing.
#[test]
fn every_pattern_has_its_message() {
    for (whose, pattern, _) in PATTERNS {
        let text = [
            ("{power}", "position"),
            ("{quality}", "focused"),
            ("{skill}", "coaching"),
            ("{channel}", "mail"),
            ("{feature}", "steady improvement"),
            ("{role}", "sponsor"),
            ("{step}", "wins"),
            ("{day}", "2026-09-01"),
        ]
        .into_iter()
        .fold((*pattern).to_owned(), |text, (name, value)| text.replace(name, value));
        let text =
            ["{have}", "{of}", "{mean}", "{n}"].iter().fold(text, |it, n| it.replace(n, "3"));
        let text =
            text.replace("{id}", "pilot-1").replace("{waiver}", "waiver-1").replace("{text}", "X");
        let subject = match crate::rules::measure::named(whose) {
            Some(row) => Subject::Measure(row),
            None if *whose == "waivers" => Subject::Waivers(Debt::Expired),
            None => Subject::Obligations,
        };
        let german = German.speak(|| told(&subject, &text));
        assert!(german != text && !german.contains(['{', '_']), "{whose}: {german}");
    }
}
