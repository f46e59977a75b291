//! Records as they are shown: with what the viewer may not see left out, and said to be.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::rules::facts::Facts;
use crate::rules::ids::RecordId;
use crate::rules::record::{ExternalRef, Kind, RECORDS, Stored, Visibility};
use crate::rules::role::Actor;

use super::showing::{ShowingView, showing};

/// A record as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecordView {
    /// Its id.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Which revision this is, from 1.
    pub revision: u32,
    /// Its status, computed from the records that link to it; `withdrawn` once it no longer counts.
    pub status: String,
    /// The day it speaks of.
    pub observed_on: Date,
    /// When this revision was recorded.
    pub recorded_at: String,
    /// Who recorded this revision.
    pub by: Actor,
    /// Its fields.
    pub data: Value,
    /// What follows from it, computed: the effect of a result, where a win stands, what a survey says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<ShowingView>,
    /// Fields that the viewer may not see: personal ratings are for those who lead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<String>,
    /// Further records it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<RecordId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What another system calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Why it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_because: Option<String>,
}

/// The fields of each kind that rate a person, read from its schema.
static RATINGS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let rates = |field: &Value| field.get("x-rating") == Some(&Value::Bool(true));
    RECORDS
        .iter()
        .map(|row| {
            let schema = (row.schema)();
            let fields = schema.get("properties").and_then(Value::as_object);
            fields
                .into_iter()
                .flatten()
                .filter(|(_, field)| rates(field))
                .map(|(name, _)| name.clone())
                .collect()
        })
        .collect()
});

/// A record as the viewer sees it.
pub fn record(facts: &Facts<'_>, stored: &Stored) -> RecordView {
    let mut data = stored.record.data();
    let mut hidden = Vec::new();
    if !facts.sees_ratings(stored)
        && let Some(fields) = data.as_object_mut()
    {
        for name in &RATINGS[stored.id.kind as usize] {
            if fields.remove(name).is_some() {
                hidden.push(name.clone());
            }
        }
    }
    let status = match &stored.withdrawn {
        Some(_) => "withdrawn",
        None => stored.record.status(stored.id, &facts.initiative.records),
    };
    RecordView {
        record: stored.id,
        kind: stored.id.kind,
        revision: stored.revision,
        status: status.to_owned(),
        observed_on: stored.observed_on,
        recorded_at: stored.recorded_at.to_string(),
        by: stored.by.clone(),
        data,
        shows: showing(facts, stored),
        hidden,
        links: stored.links.clone(),
        visibility: stored.visibility,
        external_ref: stored.external_ref.clone(),
        withdrawn_because: stored.withdrawn.as_ref().map(|it| it.reason.clone()),
    }
}
