//! What stands in the inputs of a form, as text: what was typed, or what a value looks like when it is filled in.
//! Names of inputs are JSON pointers, so a row needs no more than its index.

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Field, Form, Input};
use super::scalar;

/// The most rows of a list that a form takes; `record_add` takes as many records.
pub(crate) const ROWS_MAX: usize = 200;

/// Texts by the names of their inputs. A list has several of one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// A value as it is filled in.
    pub(crate) fn of(form: &Form, value: &Value) -> Self {
        let mut typed = Self::default();
        typed.fill(&form.fields, "", value);
        typed
    }

    fn fill(&mut self, fields: &[Field], base: &str, value: &Value) {
        for field in fields {
            let at = format!("{base}{}", field.pointer);
            let Some(value) = value.pointer(&field.pointer).filter(|it| !it.is_null()) else {
                continue;
            };
            match &field.input {
                Input::Group(fields) => self.fill(fields, &at, value),
                Input::Rows(fields) => {
                    for (index, row) in value.as_array().into_iter().flatten().enumerate() {
                        self.add(&format!("{at}/{index}"), String::new());
                        self.fill(fields, &format!("{at}/{index}"), row);
                    }
                }
                Input::List(_) => {
                    for entry in value.as_array().into_iter().flatten() {
                        self.add(&at, scalar::text(entry));
                    }
                }
                // What stands in a link is written as programs write it.
                Input::Number { .. } => {
                    let number = value.as_str().and_then(|it| serde_json::from_str(it).ok());
                    self.add(&at, scalar::text(number.as_ref().unwrap_or(value)));
                }
                _ => self.add(&at, scalar::text(value)),
            }
        }
    }

    /// Notes a text under a name.
    pub(crate) fn add(&mut self, name: &str, text: String) {
        self.0.entry(name.to_owned()).or_default().push(text);
    }

    /// Puts a text in the place of what stood under a name.
    pub(crate) fn set(&mut self, name: &str, text: String) {
        self.0.insert(name.to_owned(), vec![text]);
    }

    /// The text of an input; empty where there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// The texts of all inputs of a name.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The entries of a list: a line each.
    pub(crate) fn entries(&self, name: &str) -> Vec<&str> {
        let lines = self.all(name).iter().flat_map(|it| it.lines());
        lines.map(str::trim).filter(|it| !it.is_empty()).collect()
    }

    /// Is anything typed at a place or within it?
    pub(crate) fn has(&self, at: &str) -> bool {
        self.within(at).any(|(_, texts)| texts.iter().any(|it| !it.trim().is_empty()))
    }

    /// How many rows of a list there are, blank ones counted.
    pub(crate) fn rows(&self, at: &str) -> usize {
        let index = |name: &str| name[at.len() + 1..].split('/').next()?.parse::<usize>().ok();
        let indices = self.within(at).filter(|(name, _)| *name != at).filter_map(|it| index(it.0));
        indices.max().map_or(0, |last| (last + 1).min(ROWS_MAX))
    }

    /// Adds a row.
    pub(crate) fn add_row(&mut self, at: &str) {
        // What was shown as one blank row before anything was typed is one.
        let rows = self.rows(at).max(1);
        if rows < ROWS_MAX {
            self.add(&format!("{at}/{rows}"), String::new());
        }
    }

    /// Takes a row out; those after it move up.
    pub(crate) fn remove_row(&mut self, at: &str, index: usize) {
        let rows = (0..self.rows(at)).filter(|it| *it != index).collect();
        self.keep_rows(at, rows);
    }

    /// Leaves blank rows out, so that rows count as the value that is read from them does.
    pub(super) fn drop_blank_rows(&mut self, at: &str) {
        let rows = self.rows(at);
        let kept: Vec<usize> = (0..rows).filter(|row| self.has(&format!("{at}/{row}"))).collect();
        if kept.len() < rows {
            self.keep_rows(at, kept);
        }
    }

    fn keep_rows(&mut self, at: &str, kept: Vec<usize>) {
        let mut rest = BTreeMap::new();
        for (name, texts) in std::mem::take(&mut self.0) {
            let row = name.strip_prefix(at).and_then(|it| it.strip_prefix('/'));
            let Some(row) = row else {
                rest.insert(name, texts);
                continue;
            };
            let (index, within) = row.split_once('/').map_or((row, None), |it| (it.0, Some(it.1)));
            let place = index.parse().ok().and_then(|it: usize| kept.iter().position(|k| *k == it));
            if let Some(place) = place {
                let within = within.map(|it| format!("/{it}")).unwrap_or_default();
                rest.insert(format!("{at}/{place}{within}"), texts);
            }
        }
        self.0 = rest;
    }

    /// What stands under a name and under those within it.
    fn within<'a>(&'a self, at: &'a str) -> impl Iterator<Item = (&'a str, &'a Vec<String>)> {
        let is_within = move |name: &str| {
            name.strip_prefix(at).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        let from = self.0.range(at.to_owned()..);
        let from = from.take_while(move |(name, _)| name.starts_with(at));
        from.map(|(name, texts)| (name.as_str(), texts)).filter(move |(name, _)| is_within(name))
    }
}
