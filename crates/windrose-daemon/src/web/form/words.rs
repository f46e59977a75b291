//! The words of forms, in one place: what fields, choices and units are called, and what a page says besides.

use windrose_core::rules::record::Kind;
pub(super) use windrose_core::view::wording::Language;

use windrose_core::view::wording;

use super::super::words;

/// What a field is called, and what helps to fill it in.
pub(super) struct Words {
    /// What people call it.
    pub(super) label: String,
    /// What helps to fill it in.
    pub(super) hint: String,
}

/// The words of a field of a kind, of a part of one (`ScopeUnit`), of a method, or of any record (`record`). What a
/// method says of its params is English.
pub(super) fn field(of: &str, name: &str, described: &str) -> Words {
    let words = wording::field(of, name);
    let is_record = Kind::named(of).is_some() || of.starts_with(char::is_uppercase);
    let english = || Language::spoken() == Language::English && !is_record;
    let hint = words.hint.or_else(|| english().then(|| described.replace('\n', " ")));
    Words { label: words.label, hint: hint.unwrap_or_default() }
}

/// What a choice is called.
pub(super) fn choice(of: &str, field: &str, value: &str, _described: &str) -> String {
    words::capital(&wording::choice(of, field, value))
}

/// What a unit is called beside a number.
pub(super) fn unit(unit: &str) -> String {
    if unit == "percent" { "%".to_owned() } else { wording::unit(unit) }
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
