//! The words of forms, in one place: what fields, choices and units are called, and what a page says besides.

use serde_json::Value;
use windrose_core::rules::record::Kind;
use windrose_core::rules::step::Step;
use windrose_core::view::wording;
pub(super) use windrose_core::view::wording::Language;

use super::super::words;
use super::scalar;

/// What a field is called, and what helps to fill it in.
pub(super) struct Words {
    /// What people call it.
    pub(super) label: String,
    /// What helps to fill it in.
    pub(super) hint: String,
}

/// The words of a field of a kind, of a part of one (`ScopeUnit`), of any record (`record`), or of a method. What its
/// schema says of it is English, and helps where nothing else is said.
pub(super) fn field(of: &str, name: &str, described: &str) -> Words {
    let words = wording::field(of, name);
    let described = || is_english().then(|| described.replace('\n', " "));
    // Of a record, or a part of one, it is known already that the label says it all.
    let is_of_record = wording::is_of_record(of);
    let hint = if is_of_record { words.hint } else { words.hint.or_else(described) };
    // The params of calls are few and mean the same in each of them.
    let param = || wording::page_if_any(&format!("param-{}", name.replace('_', "-")));
    let label = if is_of_record { None } else { param() };
    Words { label: label.unwrap_or(words.label), hint: hint.unwrap_or_default() }
}

fn is_english() -> bool {
    Language::spoken() == Language::English
}

/// An example of what is filled in; those of the rows are English where they are texts.
pub(super) fn example(of: &str, name: &str, of_row: &Value) -> Option<String> {
    if let Some(kind) = Kind::named(of) {
        return wording::example(kind, name);
    }
    let helps = of_row.is_number() || (of_row.is_string() && is_english());
    helps.then(|| scalar::text(of_row))
}

/// What a choice is called.
pub(super) fn choice(of: &str, field: &str, value: &str) -> String {
    let said = match Step::ALL.into_iter().find(|it| it.name() == value) {
        _ if wording::is_of_record(of) => None,
        Some(step) => Some(format!("{}. {}", step.number(), wording::step_title(step))),
        None => wording::page_if_any(&format!("choice-{field}-{value}").replace('_', "-")),
    };
    words::capital(&said.unwrap_or_else(|| wording::choice(of, field, value)))
}

/// What a unit is called beside a number.
pub(super) fn unit(unit: &str) -> String {
    if unit == "percent" { "%".to_owned() } else { wording::unit(unit) }
}

/// What the numbers of a short scale are called, where they stand for something.
pub(super) fn scale(unit: &str, number: i64) -> Option<String> {
    let number = u32::try_from(number).ok().filter(|_| unit == "feature")?;
    Some(format!("{number}: {}", wording::feature(number)))
}

/// What one record of a kind is called.
pub(super) fn kind(name: &str) -> String {
    Kind::named(name).map_or_else(|| name.replace('_', " "), |kind| words::kind(kind).one)
}

/// What a page says, in the language that is spoken.
pub(super) fn page(id: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
    words::t_with(id, &args)
}
