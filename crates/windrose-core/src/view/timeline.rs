//! What happened to an initiative, a line each.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wording;
use crate::rules::event::Event;
use crate::rules::ids::{RecordId, Version};
use crate::rules::role::Actor;

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// The version of the initiative that it made; the lines of one command share it.
    pub version: Version,
    /// When.
    pub at: String,
    /// Who.
    pub by: Actor,
    /// What, by its name.
    pub event: String,
    /// What, in words.
    pub sentence: String,
    /// The record it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
}

/// The line of an event.
pub fn line(version: Version, at: Timestamp, by: &Actor, event: &Event) -> Line {
    let name = serde_json::to_value(event)
        .ok()
        .and_then(|it| it.get("type").and_then(Value::as_str).map(str::to_owned))
        .unwrap_or_default();
    Line {
        version,
        at: at.to_string(),
        by: by.clone(),
        event: name,
        sentence: wording::event(event),
        record: record_of(event),
    }
}

/// The record that an event is about.
pub fn record_of(event: &Event) -> Option<RecordId> {
    match event {
        Event::RecordAdded(it) => Some(it.id),
        Event::RecordSuperseded(it) => Some(it.id),
        Event::RecordWithdrawn { record, .. } => Some(*record),
        Event::Noticed(it) => it.record,
        _ => None,
    }
}
