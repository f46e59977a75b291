//! Whatever stands beside a field, in both languages: that it is there, that a person can read it, that no key of the
//! files is idle.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::FluentResource;
use schemars::Schema;
use serde_json::Value;

use crate::rules::fixed::Fixed;
use crate::rules::measure::measures;
use crate::rules::record::{
    AnyKind, DeclaredName, ExternalRef, Indicator, Kind, RECORDS, Visibility,
};

use super::super::Language::{self, English, German};
use super::super::words::of_kind;
use super::super::{
    ANY_RECORD, choice, example, feature, field, indicator_unit, kind, measure, status, unit,
};

/// The longest label, in characters: it stands in one line on a telephone.
const LABEL_LENGTH_MAX: usize = 40;

/// What every record has besides the fields of its kind, and what is asked for when one is withdrawn.
const OF_ANY_RECORD: [&str; 5] = ["observed_on", "visibility", "links", "external_ref", "reason"];

/// Every field by what it belongs to, with its schema and that of its kind.
fn fields() -> BTreeMap<(String, String), (Value, Value)> {
    let mut all = BTreeMap::new();
    let mut add = |of: &str, object: &Value, schema: &Value| {
        for (name, it) in object["properties"].as_object().into_iter().flatten() {
            all.insert((of.to_owned(), name.clone()), (it.clone(), schema.clone()));
        }
    };
    let schemas = RECORDS.iter().map(|row| (row.name, (row.schema)()));
    for (name, schema) in schemas.chain([("ExternalRef", schemars::schema_for!(ExternalRef))]) {
        let schema: Value = schema.into();
        add(name, &schema, &schema);
        for (part, definition) in schema["$defs"].as_object().into_iter().flatten() {
            add(part, definition, &schema);
        }
    }
    let of_any: Schema = schemars::schema_for!(Visibility);
    for name in OF_ANY_RECORD {
        all.insert((ANY_RECORD.to_owned(), name.to_owned()), (Value::Null, of_any.clone().into()));
    }
    all
}

/// The values that a field chooses from, with the name of the enumeration.
fn choices(field: &Value, schema: &Value) -> Option<(String, Vec<String>)> {
    let text = field.to_string();
    let (_, rest) = text.split_once("#/$defs/")?;
    let name = rest.split('"').next()?;
    Some((name.to_owned(), values(schema["$defs"][name]["oneOf"].as_array()?)))
}

fn values(of: &[Value]) -> Vec<String> {
    of.iter().map(|it| it["const"].as_str().expect("a choice is a word").to_owned()).collect()
}

/// Is this fit to be read by a person?
#[track_caller]
fn readable(of: &str, text: &str) {
    let snake = text.split_whitespace().any(|word| word.contains('_'));
    assert!(!text.is_empty() && text.trim() == text, "{of}: {text:?}");
    assert!(!snake && !text.contains(['`', '{', '}', '\n', '"']), "{of}: {text:?}");
    assert!(!text.contains("  ") && !text.contains(" ."), "{of}: {text:?}");
}

fn sentence(of: &str, text: &str) {
    readable(of, text);
    assert!(text.ends_with(['.', '?']), "{of}: {text:?} is no sentence");
    assert!(text.starts_with(|c: char| c.is_uppercase()), "{of}: {text:?}");
}

/// The same in both languages; a word may be the same in both, a sentence may not.
fn both<T>(make: impl Fn() -> T) -> [(Language, T); 2] {
    [(English, English.speak(&make)), (German, German.speak(&make))]
}

#[test]
fn every_kind_and_every_measure_has_its_words_in_both_languages() {
    for row in RECORDS {
        let [(_, english), (_, german)] = both(|| kind(row.kind));
        assert_ne!(english.summary, german.summary, "{}", row.name);
        for words in [english, german] {
            sentence(row.name, &words.summary);
            for word in [words.one, words.many] {
                readable(row.name, &word);
                assert!(word.chars().count() <= 60, "{word}");
            }
        }
        for name in row.statuses {
            let [(_, english), (_, german)] = both(|| status(row.kind, name));
            readable(name, &english);
            readable(name, &german);
            assert!(english != german, "{name} is not translated");
        }
    }
    for row in measures() {
        let [(_, english), (_, german)] = both(|| measure(row));
        assert_ne!(english.question, german.question, "{}", row.name);
        assert_ne!(english.raise, german.raise, "{}", row.name);
        assert_ne!(english.more_many, german.more_many, "{}", row.name);
        for words in [english, german] {
            sentence(row.name, &words.question);
            sentence(row.name, &words.raise);
            for word in [words.one, words.many, words.more_one, words.more_many, words.state] {
                readable(row.name, &word);
            }
        }
    }
}

#[test]
fn every_field_has_its_label_and_its_hint_in_both_languages() {
    for ((of, name), _) in fields() {
        let at = format!("{of}.{name}");
        let [(_, english), (_, german)] = both(|| field(&of, &name));
        for words in [&english, &german] {
            readable(&at, &words.label);
            assert!(words.label.chars().count() <= LABEL_LENGTH_MAX, "{at}: {}", words.label);
            assert!(words.label.starts_with(|c: char| c.is_uppercase()), "{at}: {}", words.label);
            if let Some(hint) = &words.hint {
                sentence(&at, hint);
            }
        }
        assert_eq!(english.hint.is_some(), german.hint.is_some(), "{at}: {english:?} {german:?}");
        assert!(english.hint.is_none() || english.hint != german.hint, "{at}: {german:?}");
        // Without a text of its own a field would be called in English.
        let said = keys_of(German);
        let keys = [format!("field-{of}-{name}.label"), format!("field-{name}.label")];
        assert!(keys.iter().any(|it| said.contains(it)), "{at} has no German label");
    }
}

#[test]
fn every_choice_and_every_unit_has_its_words_in_both_languages() {
    let german = keys_of(German);
    let check = |of: &str, name: &str, choices_of: &str, value: &str| {
        let at = format!("{of}.{name}: {value}");
        for (_, word) in both(|| choice(of, name, value)) {
            readable(&at, &word);
            assert!(word.chars().count() <= 60, "{at}: {word}");
        }
        let key = key(&format!("choice-{choices_of}"), value);
        assert!(choices_of == "Step" || german.contains(&key), "{key} is not there in German");
    };
    for ((of, name), (field, schema)) in fields() {
        if let Some((choices_of, values)) = choices(&field, &schema) {
            values.iter().for_each(|value| check(&of, &name, &choices_of, value));
        }
        if let Some(x_unit) = field["x-unit"].as_str() {
            assert!(german.contains(&format!("unit.{x_unit}")), "{x_unit}");
            both(|| unit(x_unit)).iter().for_each(|(_, word)| readable(x_unit, word));
        }
    }
    let visibility: Value = schemars::schema_for!(Visibility).into();
    for value in values(visibility["oneOf"].as_array().unwrap()) {
        check(ANY_RECORD, "visibility", "Visibility", &value);
    }
    for number in 1..=6 {
        let [(_, english), (_, german)] = both(|| feature(number));
        assert_ne!(english, german);
        readable("feature", &german);
    }
}

#[test]
fn an_indicators_unit_says_what_is_counted() {
    let row = Kind::Indicator.row();
    let mut indicator: Indicator = serde_json::from_str(row.example).unwrap();
    let said = |it: &Indicator| both(|| indicator_unit(it)).map(|(_, said)| said);
    assert_eq!(said(&indicator), ["rejects per 1,000", "rejects je 1.000"]);
    indicator.counts = None;
    assert_eq!(said(&indicator), ["per 1,000", "je 1.000"]);
    for unit in values(
        serde_json::to_value((row.schema)()).unwrap()["$defs"]["IndicatorUnit"]["oneOf"]
            .as_array()
            .unwrap(),
    ) {
        indicator.unit = serde_json::from_value(unit.as_str().into()).unwrap();
        said(&indicator).iter().for_each(|said| readable(&unit, said));
        assert!(keys_of(German).contains(&format!("unit-of-indicator.{unit}")), "{unit}");
    }
}

#[test]
fn an_example_is_shown_where_somebody_types() {
    let shown = |of: Kind, name: &str| both(|| example(of, name)).map(|(_, it)| it);
    let [english, german] = shown(Kind::Need, "statement");
    assert_eq!(english.as_deref(), Some("Monthly reports are late"));
    assert_ne!(german, english, "{german:?}");
    assert_eq!(shown(Kind::Need, "reported_by"), [(); 2].map(|()| Some("head-of-finance".into())));
    assert_eq!(shown(Kind::Measurement, "value"), [(); 2].map(|()| Some("28".into())));
    for chosen in [(Kind::Need, "channel"), (Kind::GapTriage, "need"), (Kind::Pilot, "ends_on")] {
        assert_eq!(shown(chosen.0, chosen.1), [None, None], "{chosen:?}");
    }
    for row in RECORDS {
        for (of, name) in fields().keys().filter(|(of, _)| of == row.name) {
            for (language, said) in both(|| example(row.kind, name)) {
                let said = said.unwrap_or_else(|| "none".to_owned());
                assert!(!said.contains(['\n', '`']), "{of}.{name} ({language:?}): {said}");
            }
        }
    }
}

fn key(message: &str, value: &str) -> String {
    let n = if value.starts_with(|c: char| c.is_ascii_digit()) { "n-" } else { "" };
    format!("{message}.{n}{value}")
}

/// Every key of the files of words of a language, as `field-unit.label`. Messages that are sentences have none.
fn keys_of(language: Language) -> BTreeSet<String> {
    let (mut keys, mut messages) = (BTreeSet::new(), BTreeSet::new());
    for source in files_of_words(language) {
        assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{} parses", language.tag());
        let mut message = "";
        for line in source.lines().filter(|line| line.contains('=') && !line.starts_with('#')) {
            let (id, _) = line.split_once(" =").expect("an id and its text");
            let new = match id.trim_start().strip_prefix('.') {
                Some(attribute) => keys.insert(format!("{message}.{attribute}")),
                None => {
                    message = id;
                    messages.insert(id)
                }
            };
            assert!(new, "{message}: {id} stands twice ({})", language.tag());
        }
    }
    keys
}

fn files_of_words(language: Language) -> [&'static str; 3] {
    match language {
        English => [
            include_str!("../en/fields.ftl"),
            include_str!("../en/records.ftl"),
            include_str!("../en/measures.ftl"),
        ],
        German => [
            include_str!("../de/fields.ftl"),
            include_str!("../de/records.ftl"),
            include_str!("../de/measures.ftl"),
        ],
    }
}

#[test]
fn no_key_of_the_files_of_words_is_idle() {
    every_kind_and_every_measure_has_its_words_in_both_languages();
    every_field_has_its_label_and_its_hint_in_both_languages();
    every_choice_and_every_unit_has_its_words_in_both_languages();
    an_indicators_unit_says_what_is_counted();
    an_example_is_shown_where_somebody_types();
    for row in RECORDS {
        for how_many in [Fixed::ONE, Fixed::whole(2)] {
            let [(_, english), (_, german)] = both(|| of_kind(&row.kind.into()).more(how_many));
            readable(row.name, &german);
            assert!(english.starts_with("more ") && german.starts_with("weitere"), "{german}");
        }
    }
    both(|| status(Kind::Need, "withdrawn"));
    for language in Language::ALL {
        for key in keys_of(language) {
            let said = super::was_said(&format!("{}: {key}", language.tag()));
            assert!(said, "{key} is never said ({})", language.tag());
        }
    }
}

#[test]
fn more_of_a_declared_kind_is_said_without_inflecting_it() {
    let kind = AnyKind::Declared(Arc::new(DeclaredName {
        name: "readiness".parse().unwrap(),
        one: "Readiness score".to_owned(),
        many: "Readiness scores".to_owned(),
    }));
    let said = both(|| of_kind(&kind).more(Fixed::whole(2))).map(|(_, said)| said);
    assert_eq!(said, ["more Readiness scores", "Readiness scores mehr"]);
}
