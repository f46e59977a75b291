//! German says what English says, and nothing of it in English.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use super::super::language::Language;
use super::samples;

/// Every message of these files, attributes as `id.name`, with the variables that it takes.
fn messages(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in files {
        assert!(FluentResource::try_new((*source).to_owned()).is_ok(), "{source:.80} parses");
        let (mut id, mut name) = (String::new(), String::new());
        for line in source.lines().filter(|it| !it.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (begun, value) = line.split_once(" =").expect("a message begins so");
                id = begun.to_owned();
                name = begun.to_owned();
                if value.trim().is_empty() {
                    name.clear();
                }
            } else if let Some((attribute, _)) =
                line.trim_start().strip_prefix('.').and_then(|it| it.split_once(" ="))
            {
                name = format!("{id}.{attribute}");
            }
            if name.is_empty() || line.is_empty() {
                continue;
            }
            let variables = all.entry(name.clone()).or_default();
            for variable in line.split('$').skip(1) {
                let end = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-';
                variables.insert(variable.split(end).next().unwrap_or_default().to_owned());
            }
        }
    }
    all
}

/// The files that every language has under the same name.
fn shared(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    messages(&language.sources()[..2])
}

/// The words of things are inflected in one language and not in another, so that one takes other forms of them.
const WORDS: [&str; 7] = ["one", "many", "more", "plain", "kind", "label", "code"];

#[test]
fn every_message_has_its_like_and_takes_the_same() {
    let (english, german) = (shared(Language::English), shared(Language::German));
    let ids = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
    let (en, de) = (ids(&english), ids(&german));
    let only = |a: &BTreeSet<String>, b| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!((only(&en, &de), only(&de, &en)), (Vec::new(), Vec::new()), "English, German only");
    for (id, variables) in &english {
        let taken = |of: &BTreeSet<String>| {
            let named = of.iter().filter(|it| !WORDS.contains(&it.as_str()));
            named.cloned().collect::<BTreeSet<_>>()
        };
        let (english, german) = (taken(variables), taken(&german[id]));
        // Whom and how many somebody is told of is told in every language; what a plural is chosen by need not be.
        let lost: Vec<_> = english.difference(&german).filter(|it| *it != "n").collect();
        assert!(lost.is_empty(), "{id}: German leaves out {lost:?}");
        let added: Vec<_> = german.difference(&english).collect();
        assert!(added.is_empty(), "{id}: German takes {added:?}, which English is not given");
    }
}

#[test]
fn no_message_stands_in_two_files() {
    for language in Language::ALL {
        let mut ids = BTreeSet::new();
        for source in language.sources() {
            for id in messages(&[source]).into_keys() {
                assert!(ids.insert(id.clone()), "{}: {id} stands twice", language.tag());
            }
        }
    }
}

/// What the samples quote of people and of rules, in English.
const QUOTED: [&str; 22] = [
    "two plants are closed until April",
    "The figures are of last year",
    "The figures come in March",
    "It is too early",
    "Nobody was asked",
    "two-way of enlist",
    "last met 120 days ago, 100 are allowed",
    "there is no measure `urgency.mood`",
    "one site only",
    "Month-end closing takes every training day",
    "Nobody may travel to the training before the audit is over",
    "Two plants are closed until April",
    "Ask the units",
    "the scope has doubled",
    "the managers agree now",
    "agreed on Monday",
    "Ask them first",
    "Too few agree",
    "nothing is written here",
    "did you mean",
    "We learned to ask earlier",
    "heard twice",
];

#[test]
fn every_sentence_is_german() {
    let english: BTreeSet<String> = samples::sentences().into_iter().map(|(_, it)| it).collect();
    let german = Language::German.speak(samples::sentences);
    assert_eq!(german.len(), samples::sentences().len());
    if std::env::var("DUMP").is_ok() {
        let mut seen = BTreeSet::new();
        for (of, it) in &german {
            if seen.insert(it.clone()) {
                println!("DE {of}: {it}");
            }
        }
    }
    let (mut same, mut left) = (BTreeSet::new(), BTreeSet::new());
    for (of, sentence) in german {
        for trace in ["{", "}", "$", "  ", " ,", " .", "..", "()", "``", ",,", " :"] {
            assert!(!sentence.contains(trace), "{of}: {sentence:?} has {trace:?}");
        }
        assert!(!sentence.is_empty() && sentence.trim() == sentence, "{of}: {sentence:?}");
        // The method to call next is no sentence.
        if of == "advice" {
            continue;
        }
        let ends = sentence.ends_with(['.', '?']);
        let whole = of.starts_with("refusal") || of.starts_with("blocked");
        assert_eq!(ends, whole, "{of}: {sentence}");
        if english.contains(&sentence) {
            same.insert(sentence.clone());
        }
        let own = QUOTED.iter().fold(sentence.clone(), |text, quoted| text.replace(quoted, ""));
        let words = format!(
            " {} ",
            own.replace(|c: char| !c.is_alphanumeric() && c != '_' && c != '-', " ")
        );
        for word in
            [" the ", " of ", " needed ", " is ", " are ", " and ", " not ", " with ", " for "]
        {
            if words.contains(word) {
                left.insert(format!("{word}in {sentence:?}"));
            }
        }
    }
    assert!(same.is_empty(), "as in English: {same:#?}");
    assert!(left.is_empty(), "{left:#?}");
}
