//! Records of kinds that a workflow declares. What their fields are is known to the workflow only: `decide` looks at it
//! when such a record is added, and replay never does.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::super::fixed::Fixed;
use super::super::ids::{CustomName, RecordId};
use super::{Body, Check, Kind, LinkField, Record};

/// A record of a kind that the workflow declares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Custom {
    /// The declared kind.
    #[serde(rename = "type")]
    pub of_type: CustomName,
    /// Its fields by name, as the workflow declares them.
    #[serde(default)]
    #[schemars(extend("x-personal" = true))]
    pub fields: BTreeMap<String, CustomValue>,
}

/// What a field of a declared kind holds. A day, a person, a choice and a link to a record are texts here.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum CustomValue {
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(Fixed),
    /// A text.
    Text(String),
}

impl CustomValue {
    /// The record that it links to, if it is written exactly as a record's id.
    pub fn link(&self) -> Option<RecordId> {
        let Self::Text(text) = self else { return None };
        let id: RecordId = text.parse().ok()?;
        // `need-01` is some text of somebody's and no id.
        (id.to_string() == *text).then_some(id)
    }
}

impl<'de> Deserialize<'de> for CustomValue {
    // By hand, because serde says of no variant why it did not fit.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = CustomValue;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a number with at most six decimals, or true or false")
            }
            fn visit_bool<E: de::Error>(self, v: bool) -> Result<CustomValue, E> {
                Ok(CustomValue::Truth(v))
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<CustomValue, E> {
                number(de::value::U64Deserializer::new(v))
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<CustomValue, E> {
                number(de::value::I64Deserializer::new(v))
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<CustomValue, E> {
                number(de::value::F64Deserializer::new(v))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<CustomValue, E> {
                Ok(CustomValue::Text(v.to_owned()))
            }
        }
        fn number<'de, D: Deserializer<'de>>(number: D) -> Result<CustomValue, D::Error> {
            Fixed::deserialize(number).map(CustomValue::Number)
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for CustomValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CustomValue".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number", "boolean"]})
    }
}

impl Body for Custom {
    /// Without the workflow a link is known by how it is written only; whatever reads as a record's id counts as one.
    fn check(&self, check: &mut Check) {
        let links = self.fields.iter().filter_map(|(name, value)| {
            let to = value.link()?;
            Some(LinkField { pointer: format!("/fields/{name}"), to })
        });
        check.links.extend(links);
    }
}

/// A kind of record as a workflow names it: a built-in one, or one that it declares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AnyKind {
    /// One of the table.
    BuiltIn(Kind),
    /// One that the workflow declares.
    Declared(Arc<DeclaredName>),
}

/// A declared kind by its name, with what people call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeclaredName {
    /// Its name in files and calls.
    pub name: CustomName,
    /// What people call one of it.
    pub one: String,
    /// What people call many.
    pub many: String,
}

impl AnyKind {
    /// The row that its records stand in.
    pub fn kind(&self) -> Kind {
        match self {
            Self::BuiltIn(kind) => *kind,
            Self::Declared(_) => Kind::Custom,
        }
    }

    /// Its name in files and calls.
    pub fn name(&self) -> &str {
        match self {
            Self::BuiltIn(kind) => kind.name(),
            Self::Declared(it) => it.name.as_str(),
        }
    }

    /// What people call one of it, and many.
    pub fn words(&self) -> (&str, &str) {
        match self {
            Self::BuiltIn(kind) => kind.row().words,
            Self::Declared(it) => (&it.one, &it.many),
        }
    }

    /// Is this record one of it?
    pub fn is(&self, record: &Record) -> bool {
        match (self, record) {
            (Self::BuiltIn(kind), _) => record.kind() == *kind,
            (Self::Declared(it), Record::Custom(custom)) => custom.of_type == it.name,
            (Self::Declared(_), _) => false,
        }
    }
}

impl From<Kind> for AnyKind {
    fn from(kind: Kind) -> Self {
        Self::BuiltIn(kind)
    }
}

impl fmt::Display for AnyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(fields: &Value) -> Result<Record, super::super::BadShape> {
        Record::parse(Kind::Custom, &json!({"type": "score", "fields": fields}))
    }

    #[test]
    fn fields_read_back_as_they_were_written() {
        let fields = json!({"a": 1, "b": 0.5, "c": true, "d": "need-01", "e": "2026-03-01"});
        assert_eq!(read(&fields).unwrap().data(), json!({"type": "score", "fields": fields}));
        assert_eq!(read(&json!({"a": [1]})).unwrap_err().pointer, "/fields/a");
        let fine = read(&json!({"a": 0.000_000_1})).unwrap_err();
        assert!(fine.problem.contains("at most six decimals"), "{}", fine.problem);
    }

    #[test]
    fn what_reads_as_an_id_is_a_link() {
        let links = |fields| {
            let check = read(&fields).unwrap().check();
            check.links.iter().map(|it| it.to.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(links(json!({"a": "pilot-1", "b": "pilot-01", "c": "North"})), ["pilot-1"]);
    }
}
