//! The words of pages, in the language of whoever visits.

use windrose_core::rules::criterion::Amount;
use windrose_core::rules::ids::WorkflowName;
use windrose_core::rules::record::{Kind, RECORDS};
use windrose_core::rules::workflow::Workflow;
use windrose_core::view::wording;
pub(super) use windrose_core::view::wording::{Arg, Language, date};

/// A label of a page.
pub(super) fn t(id: &str) -> String {
    t_with(id, &[])
}

/// A label with what is put into it.
pub(super) fn t_with(id: &str, args: &[(&str, Arg<'_>)]) -> String {
    wording::page(id, args)
}

/// The language that is spoken.
pub(super) fn language() -> Language {
    Language::spoken()
}

/// A fragment as it begins a line: with a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A built-in role, as people call it.
pub(super) fn role(name: &str) -> String {
    name.to_owned()
}

/// A role of a workflow: its own ones bring their words along.
pub(super) fn role_in(workflow: &Workflow, name: &str) -> String {
    let own = name.parse().ok().and_then(|it| workflow.roles.get(&it));
    own.map_or_else(|| role(name), |it| it.title.clone())
}

/// A criterion, as a line.
pub(super) fn criterion(_workflow: &WorkflowName, id: &str) -> String {
    capital(&id.replace('-', " "))
}

pub(super) fn workflow_title(workflow: &Workflow) -> String {
    workflow.title.clone()
}

pub(super) fn workflow_summary(workflow: &Workflow) -> String {
    workflow.summary.clone()
}

/// The words of a kind of record.
#[derive(Clone)]
pub(super) struct KindWords {
    pub one: String,
    pub many: String,
    pub summary: String,
}

/// The words of a field.
pub(super) struct FieldWords {
    pub label: String,
}

pub(super) fn kind(kind: Kind) -> KindWords {
    let row = &RECORDS[kind as usize];
    KindWords {
        one: row.words.0.to_owned(),
        many: row.words.1.to_owned(),
        summary: row.summary.to_owned(),
    }
}

pub(super) fn field(_of: &str, name: &str) -> FieldWords {
    FieldWords { label: capital(&name.replace('_', " ")) }
}

pub(super) fn choice(_of: &str, _field: &str, _value: &str) -> Option<String> {
    None
}

/// The status of a record.
pub(super) fn status(name: &str) -> String {
    t(&format!("is-{}", name.replace('_', "-")))
}

/// An amount, short enough for a table.
pub(super) fn amount(it: Amount) -> String {
    match it {
        Amount::Share { have, of } => {
            t_with("amount-share", &[("have", have.into()), ("of", of.into())])
        }
        Amount::Truth(true) => t("page-yes"),
        Amount::Truth(false) => t("page-no"),
        Amount::Count(_) | Amount::Number(_) => {
            it.number().map(wording::number).unwrap_or_default()
        }
    }
}

/// The unit of an indicator's values.
pub(super) fn indicator_unit(unit: windrose_core::rules::record::IndicatorUnit) -> String {
    serde_json::to_value(unit)
        .ok()
        .and_then(|it| it.as_str().map(|it| it.replace('_', " ")))
        .unwrap_or_default()
}
