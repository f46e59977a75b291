//! What stands beside the fields of forms, in the language that is spoken: labels, hints, choices, units, examples.
//!
//! In English a label is the field's name made readable and a hint is the description in its schema, unless
//! `en/fields.ftl` says it better. In other languages both stand in `fields.ftl`: `field-<name>` for every field of that
//! name, `field-<kind>-<name>` for the one of a kind or of a part of one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::rules::record::{
    ExternalRef, Indicator, IndicatorUnit, Kind, RECORDS, Visibility, feature_name,
};
use crate::rules::step::Step;
use crate::rules::workflow::DeclaredField;

use super::gates::step_title;
use super::language::Language;
use super::messages::{attribute, say};

/// What every record has besides the fields of its kind is asked for under this name.
pub const ANY_RECORD: &str = "record";

/// What stands beside a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWords {
    /// What it is called: "Reported by".
    pub label: String,
    /// What helps to fill it in; nothing where the label says it all.
    pub hint: Option<String>,
}

/// What the schemas say of a field.
#[derive(Default)]
struct Field {
    description: String,
    /// Whether it is free text, or a list of such.
    is_text: bool,
    /// Whether it names a person, or several.
    is_person: bool,
    /// The name of the enumeration that it chooses from.
    choices: Option<String>,
}

/// Every field by the kind, or the part of a kind, that has it, and its name.
static FIELDS: LazyLock<BTreeMap<(String, String), Field>> = LazyLock::new(|| {
    let mut fields = BTreeMap::new();
    for row in RECORDS {
        let schema: Value = (row.schema)().into();
        add(&mut fields, row.name, &schema, &schema);
        for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
            add(&mut fields, name, part, &schema);
        }
    }
    let schema: Value = schemars::schema_for!(ExternalRef).into();
    add(&mut fields, "ExternalRef", &schema, &schema);
    let name = <Visibility as schemars::JsonSchema>::schema_name().into_owned();
    let visibility = Field { choices: Some(name), ..Field::default() };
    fields.insert((ANY_RECORD.to_owned(), "visibility".to_owned()), visibility);
    fields
});

/// The example of each kind.
static EXAMPLES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    RECORDS.iter().map(|row| serde_json::from_str(row.example).unwrap_or_default()).collect()
});

fn add(fields: &mut BTreeMap<(String, String), Field>, of: &str, object: &Value, schema: &Value) {
    for (name, property) in object["properties"].as_object().into_iter().flatten() {
        let description = property["description"].as_str().unwrap_or_default().replace('\n', " ");
        let refers = referred(property);
        let choices = refers.filter(|name| schema["$defs"][name]["oneOf"].is_array());
        let of_type = |it: &Value| it == "string" || it[0] == "string";
        let field = Field {
            description,
            is_text: (of_type(&property["type"]) || of_type(&property["items"]["type"]))
                && property["format"].is_null(),
            is_person: refers == Some("PersonId"),
            choices: choices.map(str::to_owned),
        };
        fields.insert((of.to_owned(), name.clone()), field);
    }
}

/// The name of the definition that a property refers to: at once, in a list, or where it may be left out.
fn referred(property: &Value) -> Option<&str> {
    let own = property["$ref"].as_str();
    let item = property["items"]["$ref"].as_str();
    let or_nothing = property["anyOf"].as_array().and_then(|it| it.first()?["$ref"].as_str());
    own.or(item).or(or_nothing)?.strip_prefix("#/$defs/")
}

/// Is this a kind of record, or a part of one?
pub fn is_of_record(of: &str) -> bool {
    of == ANY_RECORD || FIELDS.keys().any(|(it, _)| it == of)
}

fn known(of: &str, name: &str) -> Option<&'static Field> {
    FIELDS.get(&(of.to_owned(), name.to_owned()))
}

/// The words of a field of a kind, of a part of one (`ScopeUnit`), or of any record ([`ANY_RECORD`]).
pub fn field(of: &str, name: &str) -> FieldWords {
    let (own, general) = (format!("field-{of}-{name}"), format!("field-{name}"));
    let word = |which: &str| attribute(&own, which).or_else(|| attribute(&general, which));
    let label = word("label").unwrap_or_else(|| readable(name));
    let described = || known(of, name).filter(|_| is_english()).map(|it| it.description.clone());
    let hint = word("hint").or_else(described).filter(|hint| says_more(hint, &label));
    FieldWords { label, hint }
}

/// The words of a field of a kind that a workflow declares: its own, in whichever language that is written.
pub fn declared_field(field: &DeclaredField) -> FieldWords {
    FieldWords { label: field.title.clone(), hint: field.hint.clone() }
}

/// The word of one of the values that a field chooses from.
pub fn choice(of: &str, name: &str, value: &str) -> String {
    let choices = known(of, name).and_then(|it| it.choices.as_deref()).unwrap_or_default();
    if let Some(step) = Step::ALL.into_iter().find(|it| choices == "Step" && it.name() == value) {
        return format!("{}. {}", step.number(), step_title(step));
    }
    attribute(&format!("choice-{choices}"), &identifier(value)).unwrap_or_else(|| readable(value))
}

/// The unit of a number, by what its schema says in `x-unit`: "hours a month".
pub fn unit(x_unit: &str) -> String {
    attribute("unit", x_unit).unwrap_or_else(|| x_unit.replace('_', " "))
}

/// The unit of an indicator's values; of things that are counted, what is counted.
pub fn indicator_unit(indicator: &Indicator) -> String {
    let counts = indicator.counts.as_deref();
    match (indicator.unit, counts) {
        (IndicatorUnit::Count, Some(counts)) => counts.to_owned(),
        (IndicatorUnit::RatePer1000, Some(counts)) => say!("unit-counts-per-1000", counts = counts),
        (unit, _) => attribute("unit-of-indicator", unit.name())
            .unwrap_or_else(|| unit.name().replace('_', " ")),
    }
}

/// One of the six features of a learning organisation, by its number, in a few words.
pub fn feature(number: u32) -> String {
    let name = attribute("feature", &identifier(&number.to_string()));
    name.unwrap_or_else(|| feature_name(number).to_owned())
}

/// An example of what a text, a number or a person's name looks like, for an empty field. Nothing for what is chosen.
pub fn example(kind: Kind, name: &str) -> Option<String> {
    if let Some(said) = attribute(&format!("field-{kind}-{name}"), "example") {
        return Some(said);
    }
    let field = known(kind.name(), name).filter(|it| it.choices.is_none())?;
    match &EXAMPLES[kind as usize][name] {
        Value::Number(it) => Some(it.to_string()),
        Value::String(it) if field.is_text => is_english().then(|| it.clone()),
        Value::String(it) if field.is_person => Some(it.clone()),
        Value::Array(all) => {
            let all: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
            let may_say = field.is_person || (field.is_text && is_english());
            all.filter(|it| may_say && !it.is_empty()).map(|it| it.join(", "))
        }
        _ => None,
    }
}

/// Is English spoken, the language of the rows and their examples?
fn is_english() -> bool {
    Language::spoken() == Language::English
}

/// Does a hint say more than the label does? "The pilot." beside "Pilot" does not.
fn says_more(hint: &str, label: &str) -> bool {
    let said = hint.trim_end_matches(['.', '?']).to_lowercase();
    let said = ["the ", "its "].iter().find_map(|it| said.strip_prefix(it)).unwrap_or(&said);
    !said.is_empty() && said != label.trim_end_matches('?').to_lowercase()
}

/// A name made readable: `reported_by` is "Reported by". What its ending says of its unit stands in the unit.
fn readable(name: &str) -> String {
    let plain = ["_n", "_pct"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name);
    let plain = plain.replace('_', " ");
    let mut letters = plain.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A value as Fluent takes it for a name: those begin with a letter.
fn identifier(value: &str) -> String {
    if value.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n-{value}")
    } else {
        value.to_owned()
    }
}
