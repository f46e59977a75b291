//! Puts a new revision in a record's place.

use jiff::civil::Date;
use serde_json::Value;
use windrose_core::rules::command::{InitiativeCommand, Supersede};
use windrose_core::rules::ids::{InitiativeId, RecordId};

use super::shared::{RecordsWritten, data_schema, known_record, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `record_supersede`
pub(super) struct RecordSupersede;

write_params! {
/// Params of `record_supersede`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The record.
    record: RecordId,
    /// All its fields, as they are now.
    #[schemars(schema_with = "data_schema")]
    data: Value,
    /// The day it speaks of; as before when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    observed_on: Option<Date>,
    /// Why it was wrong or is no longer right.
    #[schemars(extend("x-long" = true))]
    reason: String,
}
}

impl Method<Call> for RecordSupersede {
    const NAME: &'static str = "record_supersede";
    const SUMMARY: &'static str =
        "Correct a record: its new revision counts, the old one stays readable in the timeline.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "record": "kra_weight-3", "data": {"manager": "head-of-sales", "weight_pct": 10, "period": "2026"}, "reason": "agreed anew"}"#;
    type Params = Params;
    type Answer = RecordsWritten;

    async fn call(call: Call, params: Params) -> Result<RecordsWritten, RpcError> {
        let supersede = Supersede {
            record: params.record,
            with: known_record(params.record.kind, &params.data, "/data")?.into(),
            observed_on: params.observed_on,
            reason: params.reason.clone(),
        };
        let command = InitiativeCommand::SupersedeRecord(supersede);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(RecordsWritten::from(&done))
    }
}
