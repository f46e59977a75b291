//! What stands in the fields of a record, as a person reads it: people by their names, choices by their words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maud::{Markup, html};
use serde_json::Value;
use windrose_core::engine::Look;
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::record::{Kind, RECORDS};
use windrose_core::view::records::RecordView;
use windrose_core::view::wording;

use crate::web::form::{Field, Form, Input};
use crate::web::visit::Visit;
use crate::web::words::{self, date, t};

/// How a field is told that is no plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Person,
    Choice,
}

/// The fields that name people, and those that are one of several values, by their names. What stands within a field is
/// found by its own name.
static SORTS: LazyLock<BTreeMap<Kind, BTreeMap<String, Sort>>> = LazyLock::new(|| {
    let of = |kind: Kind| {
        let mut found = BTreeMap::new();
        collect(&Form::of_record(kind).fields, &mut found);
        (kind, found)
    };
    RECORDS.iter().map(|it| of(it.kind)).collect()
});

fn collect(fields: &[Field], found: &mut BTreeMap<String, Sort>) {
    for field in fields {
        collect_one(&field.name, &field.input, found);
    }
}

fn collect_one(name: &str, input: &Input, found: &mut BTreeMap<String, Sort>) {
    match input {
        Input::Person => drop(found.insert(name.to_owned(), Sort::Person)),
        Input::Choice(_) => drop(found.insert(name.to_owned(), Sort::Choice)),
        Input::List(of) => collect_one(name, of, found),
        Input::Rows(fields) | Input::Group(fields) => collect(fields, found),
        _ => {}
    }
}

fn sort(kind: Kind, name: &str) -> Option<Sort> {
    SORTS.get(&kind)?.get(name).copied()
}

fn person(visit: &Visit, text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |id| visit.name_of(&id))
}

/// What a record says first: the longest of its texts, or its fields in a row.
pub(in crate::web) fn main_text(visit: &Visit, it: &RecordView) -> String {
    let fields = || it.data.as_object().into_iter().flatten();
    let texts = fields().filter_map(|(_, it)| it.as_str()).filter(|it| it.contains(' '));
    if let Some(text) = texts.max_by_key(|it| it.len()) {
        return text.to_owned();
    }
    let said = |(name, value): (&String, &Value)| {
        let label = words::field(it.kind.name(), name).label;
        format!("{label}: {}", in_short(visit, it.kind, name, value))
    };
    let short = fields().filter(|(_, value)| value.is_string() || value.is_number());
    short.take(3).map(said).collect::<Vec<_>>().join(", ")
}

/// A field in a row of them: of a choice what stands before the colon.
fn in_short(visit: &Visit, kind: Kind, name: &str, value: &Value) -> String {
    match (value.as_str(), sort(kind, name)) {
        (Some(text), Some(Sort::Person)) => person(visit, text),
        (Some(text), Some(Sort::Choice)) => {
            let words = words::choice(kind.name(), name, text);
            words.split(": ").next().unwrap_or(&words).to_owned()
        }
        _ => plain(value),
    }
}

/// A value as a person reads it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => t("page-yes"),
        Value::Bool(false) => t("page-no"),
        Value::Number(number) => serde_json::from_value(value.clone())
            .map_or_else(|_| number.to_string(), wording::number),
        Value::String(text) => {
            text.parse::<jiff::civil::Date>().map_or_else(|_| text.clone(), date)
        }
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields.values().map(plain).collect::<Vec<_>>().join(", "),
    }
}

/// A field's value, with links where it names a record or an address.
pub(super) fn shown(
    (visit, look): (&Visit, &Look),
    kind: Kind,
    name: &str,
    value: &Value,
) -> Markup {
    let of = (visit, look);
    match value {
        Value::String(text) if sort(kind, name) == Some(Sort::Person) => {
            html! { (person(visit, text)) }
        }
        Value::String(text) if sort(kind, name) == Some(Sort::Choice) => {
            html! { (words::choice(kind.name(), name, text)) }
        }
        Value::String(text) if text.parse::<RecordId>().is_ok() => {
            html! { a href={ "/i/" (look.initiative.id) "/records/" (text) } { (text) } }
        }
        Value::String(text) if text.starts_with("https://") => {
            html! { a href=(text) rel="noopener noreferrer" { (text) } }
        }
        Value::Array(items) => {
            html! { ul.plain { @for it in items { li { (shown(of, kind, name, it)) } } } }
        }
        Value::Object(fields) => html! {
            dl.fields { @for (inner, it) in fields { dt { (words::field(kind.name(), inner).label) } dd { (shown(of, kind, inner, it)) } } }
        },
        _ => html! { (plain(value)) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_choices_are_found_also_within_other_fields() {
        assert_eq!(sort(Kind::CoalitionMember, "person"), Some(Sort::Person));
        assert_eq!(sort(Kind::CoalitionMember, "commitment"), Some(Sort::Choice));
        assert_eq!(sort(Kind::Meeting, "attendees"), Some(Sort::Person), "in a list");
        assert_eq!(sort(Kind::Nomination, "person"), Some(Sort::Person), "in a row");
        assert_eq!(sort(Kind::Need, "statement"), None);
    }
}
