//! Adds records.

use windrose_core::rules::command::{InitiativeCommand, NewRecord};
use windrose_core::rules::ids::InitiativeId;
use windrose_core::rules::record::Kind;

use super::shared::{RecordInput, RecordsWritten, known_kind, sent_record, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `record_add`
pub(super) struct RecordAdd;

write_params! {
/// Params of `record_add`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The records, 1 to 200.
    records: Vec<RecordInput>,
}
}

impl Method<Call> for RecordAdd {
    const NAME: &'static str = "record_add";
    const SUMMARY: &'static str = "Add 1 to 200 records, all of them or none.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "records": [{"kind": "urgency_pulse", "data": {"question": "Can we stay as we are?", "audience": "manager", "agree_n": 31, "answered_n": 36, "invited_n": 40}, "observed_on": "2026-02-01"}]}"#;
    type Params = Params;
    type Answer = RecordsWritten;

    async fn call(call: Call, params: Params) -> Result<RecordsWritten, RpcError> {
        let mut records = Vec::with_capacity(params.records.len());
        for (index, it) in params.records.iter().enumerate() {
            let at = |field: &str| format!("/records/{index}/{field}");
            let kind = match Kind::named(&it.kind) {
                Some(kind) => kind,
                None => known_kind(&it.kind, &at("kind"))?,
            };
            records.push(NewRecord {
                record: sent_record(kind, &it.data, || at("data"))?.into(),
                observed_on: it.observed_on,
                links: it.links.clone(),
                visibility: it.visibility,
                external_ref: it.external_ref.clone(),
            });
        }
        let command = InitiativeCommand::AddRecords(records);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(RecordsWritten::from(&done))
    }
}
