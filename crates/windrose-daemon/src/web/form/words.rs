//! The words of forms, in one place: what fields, choices and units are called, and what a page says besides.

use windrose_core::rules::record::Kind;
pub(super) use windrose_core::view::wording::Language;

use super::super::words;

/// What a field is called, and what helps to fill it in.
pub(super) struct Words {
    /// What people call it.
    pub(super) label: String,
    /// What helps to fill it in.
    pub(super) hint: String,
}

/// The words of a field of a kind, of a part of one (`ScopeUnit`), of a method, or of any record (`record`).
pub(super) fn field(of: &str, name: &str, described: &str) -> Words {
    let label = words::field(of, name).label;
    Words { label, hint: described.replace('\n', " ") }
}

/// What a choice is called.
pub(super) fn choice(of: &str, field: &str, value: &str, described: &str) -> String {
    words::choice(of, field, value).unwrap_or_else(|| {
        let readable = words::capital(&value.replace('_', " "));
        if described.is_empty() { readable } else { format!("{readable}: {described}") }
    })
}

/// What a unit is called beside a number.
pub(super) fn unit(unit: &str) -> String {
    if unit == "percent" { "%".to_owned() } else { unit.replace('_', " ") }
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
