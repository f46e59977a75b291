//! What several methods take or answer alike.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use windrose_core::engine::{AsOf, Done};
use windrose_core::rules::ids::{RecordId, Version};
use windrose_core::rules::now::Now;
use windrose_core::rules::record::{ExternalRef, Kind, RECORDS, Record, Visibility};
use windrose_core::view::timeline::record_of;

use crate::rpc::RpcError;
use crate::rpc::params::explain;

/// Which picture a graph is answered with besides.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PictureFormat {
    /// None.
    #[default]
    Graph,
    /// A picture for Graphviz.
    Dot,
    /// A picture for Mermaid.
    Mermaid,
}

impl PictureFormat {
    /// The picture that was asked for, as text.
    pub(super) fn drawn(
        self,
        dot: impl FnOnce() -> String,
        mermaid: impl FnOnce() -> String,
    ) -> Option<String> {
        match self {
            Self::Graph => None,
            Self::Dot => Some(dot()),
            Self::Mermaid => Some(mermaid()),
        }
    }
}

/// The most entries of one page.
pub(super) const PAGE_MAX: u32 = 200;

/// The entries of a page when the caller does not say.
const PAGE_DEFAULT: u32 = 50;

// A macro, because thirteen structs end in the same three fields, and serde cannot flatten them in without giving up
// the refusal of unknown fields.
macro_rules! write_params {
    ($(#[$doc:meta])* $name:ident { $( $(#[$field_doc:meta])* $seen:vis $field:ident: $type:ty, )* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $( $(#[$field_doc])* $seen $field: $type, )*
            /// Your own key for this call, 1 to 128 bytes: repeated with the same key it is carried out once and
            /// answered the same.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            idempotency_key: Option<String>,
            /// The version that you have seen: refused when somebody else has changed it since.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            expected_version: Option<windrose_core::rules::ids::Version>,
            /// Only say what would come of it; write nothing.
            #[serde(default)]
            dry_run: bool,
        }

        impl $crate::call::WriteParams for $name {
            fn conditions(&self) -> $crate::call::Conditions<'_> {
                $crate::call::Conditions {
                    idempotency_key: self.idempotency_key.as_deref(),
                    expected_version: self.expected_version,
                    dry_run: self.dry_run,
                }
            }
        }
    };
}
pub(super) use write_params;

/// What a writing call came to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(super) struct Written {
    /// The version now: give it as `expected_version` to be told when somebody else was faster.
    pub version: Version,
    /// When it was carried out.
    pub at: String,
    /// The same call with the same key was carried out before; this is its answer.
    pub replayed: bool,
    /// Nothing was written, as you asked.
    pub dry_run: bool,
}

impl From<&Done> for Written {
    fn from(done: &Done) -> Self {
        Self {
            version: done.version,
            at: done.at.to_string(),
            replayed: done.replayed,
            dry_run: done.dry_run,
        }
    }
}

/// A writing call about records.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(super) struct RecordsWritten {
    /// The records that were added or changed, in the order of the call. One that another system sent again
    /// unchanged is left out.
    pub records: Vec<RecordId>,
    /// The version now.
    pub version: Version,
    /// When it was carried out.
    pub at: String,
    /// The same call with the same key was carried out before; this is its answer.
    pub replayed: bool,
    /// Nothing was written, as you asked.
    pub dry_run: bool,
}

impl From<&Done> for RecordsWritten {
    fn from(done: &Done) -> Self {
        let written = Written::from(done);
        Self {
            records: done.events.iter().filter_map(record_of).collect(),
            version: written.version,
            at: written.at,
            replayed: written.replayed,
            dry_run: written.dry_run,
        }
    }
}

/// As of when: a version (a number), a time (RFC 3339) or a day (`YYYY-MM-DD`, its end).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum AsOfParam {
    /// A version.
    Version(Version),
    /// A time or a day.
    Time(String),
}

impl AsOfParam {
    pub(crate) fn read(this: Option<&Self>, now: &Now) -> Result<Option<AsOf>, RpcError> {
        let text = match this {
            None => return Ok(None),
            Some(Self::Version(version)) => return Ok(Some(AsOf::Version(*version))),
            Some(Self::Time(text)) => text,
        };
        if let Ok(time) = text.parse::<Timestamp>() {
            return if time > now.at { Err(ahead(text)) } else { Ok(Some(AsOf::Time(time))) };
        }
        let day = text.parse::<Date>();
        if let Ok(day) = day {
            match now.days_since(day) {
                0 => return Ok(None),
                days if days < 0 => return Err(ahead(text)),
                _ => {}
            }
        }
        let end = day
            .and_then(|day| day.tomorrow()?.to_zoned(now.calendar.zone.clone()))
            .and_then(|start| start.timestamp().checked_sub(jiff::Span::new().milliseconds(1)));
        end.map(|time| Some(AsOf::Time(time))).map_err(|_| {
            RpcError::invalid_params(
                "/as_of",
                format!("`{text}` is neither a version, nor a time such as 2026-03-01T12:00:00Z, nor a day such as 2026-03-01."),
            )
        })
    }
}

/// Nobody knows what will be: criteria that count days would be met by waiting.
fn ahead(text: &str) -> RpcError {
    let detail = format!("`{text}` lies in the future; give a time or a day that has been.");
    RpcError::invalid_params("/as_of", detail)
}

/// How many entries of a page are wanted.
pub(super) fn page(limit: Option<u32>) -> Result<usize, RpcError> {
    match limit.unwrap_or(PAGE_DEFAULT) {
        0 => Err(RpcError::invalid_params("/limit", "A page has at least one entry.")),
        limit if limit > PAGE_MAX => Err(RpcError::invalid_params(
            "/limit",
            format!("A page has at most {PAGE_MAX} entries; ask for the next one with `cursor`."),
        )),
        limit => Ok(limit as usize),
    }
}

/// A cursor that this call did not give.
pub(super) fn bad_cursor() -> RpcError {
    RpcError::invalid_params(
        "/cursor",
        "This cursor is not one that this method answered; leave it out to begin with the first page.",
    )
}

/// A record to be added.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordInput {
    /// Its kind.
    #[schemars(with = "Kind")]
    pub kind: String,
    /// Its fields, as the kind asks for them.
    #[schemars(schema_with = "data_schema")]
    #[serde(serialize_with = "as_value")]
    pub data: Box<RawValue>,
    /// The day it speaks of; today when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_on: Option<Date>,
    /// Further records it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<RecordId>,
    /// Who may see it.
    #[serde(default)]
    pub visibility: Visibility,
    /// What another system calls it: sent again it changes the record instead of adding another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
}

/// The fields of any kind of record: one shape for each row of the table.
pub(super) fn data_schema(generator: &mut SchemaGenerator) -> Schema {
    let shapes: Vec<Schema> = RECORDS.iter().map(|row| (row.subschema)(generator)).collect();
    json_schema!({"type": "object", "anyOf": shapes})
}

/// The kind of that name.
pub(super) fn known_kind(name: &str, pointer: &str) -> Result<Kind, RpcError> {
    Kind::named(name).ok_or_else(|| {
        let nearest = Kind::nearest(name);
        let hint = match nearest.first() {
            Some(near) => format!("; did you mean `{near}`?"),
            None => "; the kinds are listed in workflows/VOCABULARY.md and in /openrpc.json, and what a workflow declares is of the kind `custom`".to_owned(),
        };
        let detail = format!("There is no kind of record `{name}`{hint}");
        RpcError::invalid_params(pointer, detail).with("nearest", nearest)
    })
}

/// Reads a record's fields.
pub(super) fn known_record(kind: Kind, data: &Value, pointer: &str) -> Result<Record, RpcError> {
    Record::parse_at(pointer, kind, data).map_err(|bad| explain(&bad))
}

/// The same of text as it was sent: most records are in order, and read in one go.
pub(super) fn sent_record(
    kind: Kind,
    data: &RawValue,
    pointer: impl Fn() -> String,
) -> Result<Record, RpcError> {
    if let Some(record) = Record::read(kind, data.get()) {
        return Ok(record);
    }
    // Raw values are JSON; one nested too deeply for a value has no shape that a record has.
    let data: Value = serde_json::from_str(data.get())
        .map_err(|error| RpcError::invalid_params(pointer(), error.to_string()))?;
    known_record(kind, &data, &pointer())
}

/// Writes raw JSON as the value that it stands for, so that the same call is the same however it was spaced: this goes
/// into the fingerprints that idempotency keys are kept with.
fn as_value<S: serde::Serializer>(data: &RawValue, to: S) -> Result<S::Ok, S::Error> {
    let value: Value = serde_json::from_str(data.get()).map_err(serde::ser::Error::custom)?;
    value.serialize(to)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_record_is_the_same_call_however_it_is_spaced_and_spelt() {
        let asked = |data: &str| {
            let sent = format!(r#"{{"kind": "need", "data": {data}}}"#);
            serde_json::to_string(&serde_json::from_str::<RecordInput>(&sent).unwrap()).unwrap()
        };
        let one = asked(r#"{"unit":"S\u0061les","severity":4}"#);
        assert_eq!(
            one,
            r#"{"kind":"need","data":{"severity":4,"unit":"Sales"},"visibility":"initiative"}"#
        );
        assert_eq!(asked(r#"{ "severity" : 4, "unit": "Sales" }"#), one);
    }

    #[test]
    fn what_has_been_can_be_asked_for_and_nothing_else() {
        let now =
            Now { at: "2026-03-02T09:00:00Z".parse().unwrap(), calendar: TimeZone::UTC.into() };
        let read = |text: &str| AsOfParam::read(Some(&AsOfParam::Time(text.into())), &now);
        assert_eq!(read("2026-03-02").unwrap(), None, "today is now");
        let end = "2026-03-01T23:59:59.999Z".parse().unwrap();
        assert_eq!(read("2026-03-01").unwrap(), Some(AsOf::Time(end)));
        assert_eq!(read("2026-03-02T09:00:00Z").unwrap(), Some(AsOf::Time(now.at)));
        for bad in ["2026-03-03", "2026-03-02T09:00:01Z", "2026-02-30", "yesterday", ""] {
            assert_eq!(read(bad).unwrap_err().data()["pointer"], "/as_of", "{bad}");
        }
    }
}
