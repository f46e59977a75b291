//! The texts of the built-in workflows that are translated: every one, and nothing besides.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::rules::ids::CriterionId;
use crate::rules::scorecard::STRATEGIES;

use super::super::Language::{self, English, German};
use super::super::texts::key;
use super::super::{criterion_title, text};

/// The workflows whose texts are translated.
const TRANSLATED: [(&str, &str); 2] = [
    ("kotter", include_str!("../../../../../../workflows/kotter.json")),
    ("learning-partnership", include_str!("../../../../../../workflows/learning-partnership.json")),
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
