//! Faults from the answer of a call, and the field that each is about.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Fault;
use super::model::{Field, Input};
use super::typed::Typed;
use super::words::page;

/// The faults in the `data` of an error. What the form is of stands in the params at `at`: `/records/0` for a form of a
/// record, empty for that of a method.
pub(crate) fn faults_of(data: &Map<String, Value>, at: &str) -> Vec<Fault> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fault = |pointer: &str, sentence: String| {
        let within = pointer.strip_prefix(at).filter(|it| it.is_empty() || it.starts_with('/'));
        Fault { pointer: within.unwrap_or_default().to_owned(), sentence }
    };
    let detail = data.get("detail").map(text).unwrap_or_default();
    let listed = data.get("faults").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let listed: Vec<Fault> = listed
        .iter()
        .filter_map(|it| Some(fault(it["pointer"].as_str()?, text(&it["problem"]))))
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let pointer = data.get("pointer").and_then(Value::as_str).unwrap_or_default();
    vec![fault(pointer, detail)]
}

/// Where a fault can be shown: the pointer of a field, what it is called, and whether it is a list of single values.
pub(super) struct Place {
    /// What it is called, with the row it stands in.
    pub(super) label: String,
    /// Whether the fault may be about one entry of it.
    is_list: bool,
}

/// Faults by the fields that they are about.
pub(super) struct Placed<'a> {
    /// Every field of the form as it is shown.
    places: BTreeMap<String, Place>,
    /// In the order of the form: place and sentence.
    of: Vec<(Option<String>, String)>,
    typed: &'a Typed,
}

impl<'a> Placed<'a> {
    /// Finds the field of each fault: the one it names, or the nearest around it.
    pub(super) fn new(fields: &[Field], typed: &'a Typed, faults: &[Fault]) -> Self {
        let mut placed = Self { places: BTreeMap::new(), of: Vec::new(), typed };
        let mut order = Vec::new();
        placed.note(fields, "", "", &mut order);
        let mut of: Vec<(usize, Option<String>, String)> = Vec::new();
        for fault in faults {
            let at = placed.nearest(&fault.pointer);
            let place = at.as_ref().and_then(|at| order.iter().position(|it| it == at));
            let sentence = placed.sentence(at.as_deref(), fault);
            of.push((place.map_or(0, |it| it + 1), at, sentence));
        }
        of.sort_by_key(|it| it.0);
        placed.of = of.into_iter().map(|it| (it.1, it.2)).collect();
        placed
    }

    fn note(&mut self, fields: &[Field], base: &str, around: &str, order: &mut Vec<String>) {
        for field in fields {
            let at = format!("{base}{}", field.pointer);
            let label = if around.is_empty() {
                field.label.clone()
            } else {
                format!("{around}: {}", field.label)
            };
            order.push(at.clone());
            match &field.input {
                Input::Group(fields) => self.note(fields, &at, &field.label, order),
                Input::Rows(fields) => {
                    for row in 0..self.typed.rows(&at).max(1) {
                        let label = row_label(&field.label, row);
                        self.note(fields, &format!("{at}/{row}"), &label, order);
                    }
                }
                _ => {}
            }
            let is_list = matches!(field.input, Input::List(_));
            self.places.insert(at, Place { label, is_list });
        }
    }

    fn nearest(&self, pointer: &str) -> Option<String> {
        let mut at = pointer;
        while !at.is_empty() {
            if self.places.contains_key(at) {
                return Some(at.to_owned());
            }
            at = &at[..at.rfind('/')?];
        }
        None
    }

    /// The sentence of a fault; of one entry of a list it names the entry.
    fn sentence(&self, at: Option<&str>, fault: &Fault) -> String {
        let entry = at.filter(|at| self.places[*at].is_list).and_then(|at| {
            let index: usize = fault.pointer[at.len()..].strip_prefix('/')?.parse().ok()?;
            Some((*self.typed.entries(at).get(index)?).to_owned())
        });
        match entry {
            Some(entry) if !fault.sentence.contains(&entry) => {
                page("form-fault-entry", &[("entry", &entry), ("fault", &fault.sentence)])
            }
            _ => fault.sentence.clone(),
        }
    }

    /// The sentences of a field.
    pub(super) fn at(&self, at: &str) -> Vec<&str> {
        let own = self.of.iter().filter(|it| it.0.as_deref() == Some(at));
        own.map(|it| it.1.as_str()).collect()
    }

    /// Is there a fault at a field, or within it?
    pub(super) fn within(&self, at: &str) -> bool {
        let within = |it: &String| {
            it.strip_prefix(at).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        self.of.iter().any(|(place, _)| place.as_ref().is_some_and(within))
    }

    /// All of them for the summary: the field where there is one, its label, the sentence.
    pub(super) fn all(&self) -> impl Iterator<Item = (Option<(&str, &str)>, &str)> {
        self.of.iter().map(|(at, sentence)| {
            let place = at.as_ref().map(|at| (at.as_str(), self.places[at].label.as_str()));
            (place, sentence.as_str())
        })
    }
}

/// What a row is called.
pub(super) fn row_label(label: &str, row: usize) -> String {
    page("form-row", &[("label", label), ("n", &(row + 1).to_string())])
}
