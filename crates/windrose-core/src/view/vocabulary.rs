//! The words of workflows, as a page in Markdown: every measure with its parameters, every kind of record with its
//! fields. `workflows/VOCABULARY.md` is this page, kept.

use std::fmt::Write;

use serde_json::Value;

use crate::rules::fixed::FIXED_MAX;
use crate::rules::measure::measures;
use crate::rules::record::{Kind, RECORDS};

const HEAD: &str = "\
# Vocabulary

What a workflow can speak of. Printed by `windrose workflow vocabulary`; a test says when this page is out of date.

## Measures

A bound is in the measure's unit: of a share 0 to 1, of a truth `is`; a count, days, minutes and a number are plain numbers.

";

const KINDS: &str = "
## Kinds of records

A record may be added at any step; the step is the one at which it usually is. Fields stand in their order, numbers with their
unit and their range, as far as there is one. What has fields of its own stands in square brackets. Fields with `?` may be left out.

";

/// The page.
pub fn vocabulary() -> String {
    let mut page = HEAD.to_owned();
    let _ = writeln!(
        page,
        "| measure | unit | asks | parameters | comes from |\n|---|---|---|---|---|"
    );
    for row in measures() {
        let unit = serde_json::to_value(row.unit).unwrap_or_default();
        let schema: Value = (row.params)().into();
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} |",
            row.name,
            unit.as_str().unwrap_or_default(),
            row.question,
            parameters(&schema),
            row.provenance,
        );
    }
    page.push_str(KINDS);
    let _ =
        writeln!(page, "| step | kind | what it is | fields | statuses |\n|---|---|---|---|---|");
    for row in RECORDS {
        let schema: Value = (row.schema)().into();
        let statuses =
            if row.statuses == ["recorded"] { String::new() } else { row.statuses.join(", ") };
        let step = if row.kind == Kind::Custom { "any" } else { row.step.name() };
        let _ = writeln!(
            page,
            "| {step} | `{}` | {} | {} | {statuses} |",
            row.name,
            row.summary,
            fields(&schema, &schema),
        );
    }
    page
}

/// Each parameter with its default and what it means.
fn parameters(schema: &Value) -> String {
    let properties = schema["properties"].as_object();
    let each = properties.into_iter().flatten().map(|(name, property)| {
        let default = match &property["default"] {
            Value::Null => String::new(),
            default => format!(" = {default}"),
        };
        format!("`{name}`{default}: {}", property["description"].as_str().unwrap_or_default())
    });
    each.collect::<Vec<_>>().join(" ")
}

/// Each field with its type and unit, in their order.
fn fields(object: &Value, schema: &Value) -> String {
    let required: Vec<&str> =
        object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut properties: Vec<_> = object["properties"].as_object().into_iter().flatten().collect();
    properties.sort_by_key(|(_, property)| property["x-order"].as_u64());
    let each = properties.into_iter().map(|(name, property)| {
        let optional = if required.contains(&name.as_str()) { "" } else { "?" };
        format!("`{name}`{optional} {}{}", type_of(property, schema), unit_of(property))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The unit of a number with its range, in brackets; nothing of what is no number.
fn unit_of(property: &Value) -> String {
    let unit = match property["x-unit"].as_str() {
        None => return String::new(),
        Some("of_indicator") => "in the indicator's unit".to_owned(),
        Some(unit) => unit.replace('_', " "),
    };
    // The ends of the type itself say nothing of the field.
    let end = |name: &str| property[name].as_f64().filter(|it| it.abs() < FIXED_MAX as f64);
    match (end("minimum"), end("maximum")) {
        (Some(least), Some(most)) => format!(" ({unit}, {least} to {most})"),
        (Some(least), None) if least > 0.0 => format!(" ({unit}, at least {least})"),
        (None, Some(most)) => format!(" ({unit}, at most {most})"),
        _ => format!(" ({unit})"),
    }
}

/// A type in a word or two; of a choice, the choices.
fn type_of(property: &Value, schema: &Value) -> String {
    if let Some(name) = property["$ref"].as_str() {
        return match name.strip_prefix("#/$defs/").map(|name| &schema["$defs"][name]) {
            Some(definition) => type_of(definition, schema),
            None => String::new(),
        };
    }
    let choices = property["oneOf"].as_array().or(property["anyOf"].as_array());
    if let Some(choices) = choices {
        let told = choices.iter().map(|it| match &it["const"] {
            Value::String(choice) => choice.clone(),
            _ => type_of(it, schema),
        });
        return told.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("/");
    }
    if let Some(choices) = property["enum"].as_array() {
        return choices.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("/");
    }
    let name = match &property["type"] {
        Value::String(name) => name.as_str(),
        Value::Array(names) => {
            names.iter().find_map(|it| it.as_str().filter(|it| *it != "null")).unwrap_or_default()
        }
        _ => "",
    };
    match (name, property["format"].as_str()) {
        ("string", Some("date")) => "date".to_owned(),
        ("string", _) => "text".to_owned(),
        ("array", _) => format!("list of {}", type_of(&property["items"], schema)),
        ("integer", _) => "whole number".to_owned(),
        ("object", _) => format!("[{}]", fields(property, schema)),
        ("null", _) => String::new(),
        (name, _) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_told_in_full() {
        let page = vocabulary();
        for name in measures().map(|row| row.name).chain(RECORDS.iter().map(|row| row.name)) {
            assert_eq!(page.matches(&format!("| `{name}` |")).count(), 1, "{name}");
        }
        let line =
            |name: &str| page.lines().find(|line| line.contains(&format!("| `{name}` |"))).unwrap();
        assert!(line("coalition.powers_held").contains("`members` = 2: How many"));
        let barrier = line("barrier");
        assert!(barrier.contains("`severity` low/medium/high/critical"), "{barrier}");
        assert!(barrier.contains("`units` list of text"), "{barrier}");
        assert!(line("indicator").contains("`due_on`? date"), "{}", line("indicator"));
        let contact = line("contact");
        let fields = "`a` text, `b` text, `minutes` whole number (minutes, 1 to 1440), `kind`";
        assert!(contact.contains(fields), "in their order, with their unit: {contact}");
        let scope = "`units` list of [`name` text, `people` whole number (people), `managers`";
        assert!(line("scope").contains(scope), "{}", line("scope"));
        let answered = "`answered_n` whole number (people, at least 5)";
        assert!(line("urgency_pulse").contains(answered), "{}", line("urgency_pulse"));
        let value = "`value` number (in the indicator's unit)";
        assert!(line("measurement").contains(value), "{}", line("measurement"));
    }
}
