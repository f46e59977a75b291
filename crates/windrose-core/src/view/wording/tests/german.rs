//! German says what English says, and nothing of it in English.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use crate::rules::command::Decision;
use crate::rules::criterion::Amount;
use crate::rules::record::Kind;
use crate::rules::refusal::{FourEyes, Thing};
use crate::rules::step::Step;

use super::super::language::Language;
use super::super::{event, finding, refusal, verdict};
use super::events::decided;
use super::facts::{fixed, least, measured, records, report, share, wins};
use super::refusals::{four_eyes, not_found};
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

/// What every language has under the same names: sentences, and labels of pages.
fn shared(language: Language) -> [BTreeMap<String, BTreeSet<String>>; 2] {
    [messages(&[language.sources()[0]]), messages(language.pages())]
}

/// The words of things are inflected in one language and not in another, so that one takes other forms of them.
const WORDS: [&str; 6] = ["one", "many", "more", "plain", "kind", "label"];

#[test]
fn every_message_has_its_like_and_takes_the_same() {
    let german = shared(Language::German);
    for (english, german) in shared(Language::English).iter().zip(&german) {
        same(english, german);
    }
}

fn same(english: &BTreeMap<String, BTreeSet<String>>, german: &BTreeMap<String, BTreeSet<String>>) {
    let ids = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
    let (en, de) = (ids(english), ids(german));
    let only = |a: &BTreeSet<String>, b| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!((only(&en, &de), only(&de, &en)), (Vec::new(), Vec::new()), "English, German only");
    for (id, variables) in english {
        let taken = |of: &BTreeSet<String>| {
            let named = of.iter().filter(|it| !WORDS.contains(&it.as_str()));
            named.cloned().collect::<BTreeSet<_>>()
        };
        let (english, german) = (taken(variables), taken(&german[id]));
        // What is told is told in every language; what a plural is chosen by need not be.
        let lost: Vec<_> = english.difference(&german).filter(|it| *it != "n").collect();
        assert!(lost.is_empty(), "{id}: German leaves out {lost:?}");
        let added: Vec<_> = german.difference(&english).collect();
        assert!(added.is_empty(), "{id}: German takes {added:?}, which English is not given");
    }
}

#[test]
fn no_message_stands_twice() {
    for language in Language::ALL {
        let pages = language.pages();
        for sources in [language.sources(), pages] {
            let mut ids = BTreeSet::new();
            for line in sources.iter().flat_map(|it| it.lines()) {
                if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    let (id, _) = line.split_once(" =").expect("a message begins so");
                    assert!(ids.insert(id), "{}: {id} stands twice", language.tag());
                }
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

#[test]
fn some_sentences_word_for_word() {
    let says = |make: &dyn Fn() -> String, german: &str| {
        assert_eq!(Language::German.speak(make), german);
    };
    let managers = measured("urgency.managers_convinced", share(29, 40), least("0.75"));
    says(
        &|| finding(&managers),
        "1 weitere Führungskraft nötig: 29 von 40 stimmen zu, 30 ergeben 75 %",
    );
    let many = measured("wins.announced_share", share(12_345, 1_000_000), least("0.5"));
    says(
        &|| finding(&many),
        "487.655 weitere Betroffene nötig: 12.345 von 1.000.000 haben vom Erfolg erfahren, \
         500.000 ergeben 50 %",
    );
    let below = Amount::Number(fixed("0.5"));
    let quality = measured("vision.qualities_mean_min", below, least("5.5"));
    says(&|| finding(&quality), "Mittelwert der schwächsten Eigenschaft: 0,5, das ist 5 unter 5,5");
    let needs = records(Kind::Barrier, Some("open"), 1, least("3"));
    says(&|| finding(&needs), "2 weitere Hindernisse (offen) nötig: 1 von 3");
    says(
        &|| verdict(&report(Step::Wins, vec![wins(1), wins(0)])),
        "gesperrt: 1 von 2 Muss-Kriterien ist erfüllt",
    );
    says(
        &|| refusal(&not_found(Thing::Waiver, &["waiver-1"])),
        "Es gibt die Befreiung `lerning` nicht; meinten Sie `waiver-1`?",
    );
    says(
        &|| refusal(&four_eyes(FourEyes::LeadDecides, &["dora", "emil"])),
        "Wer die Initiative leitet, entscheidet nicht an ihren Toren: Das muss jemand anders mit \
         der Rolle Sponsor tun, mit gate_decide. Fragen Sie dora oder emil.",
    );
    let hold = Decision::Hold { until: "2026-04-01".parse().unwrap() };
    says(
        &|| event(&decided(hold, false, Some("Zu früh."))),
        "Am Tor Dringlichkeit entschieden: ruht bis 01.04.2026, in der Rolle Sponsor – Zu früh",
    );
}
