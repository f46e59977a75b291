//! Marks a record as no longer counting.

use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{InitiativeId, RecordId};

use super::shared::{RecordsWritten, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `record_withdraw`
pub(super) struct RecordWithdraw;

write_params! {
/// Params of `record_withdraw`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The record.
    record: RecordId,
    /// Why.
    #[schemars(extend("x-long" = true))]
    reason: String,
}
}

impl Method<Call> for RecordWithdraw {
    const NAME: &'static str = "record_withdraw";
    const SUMMARY: &'static str = "Withdraw a record: it no longer counts, and stays readable.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "record": "win-1", "reason": "the line log was misread"}"#;
    type Params = Params;
    type Answer = RecordsWritten;

    async fn call(call: Call, params: Params) -> Result<RecordsWritten, RpcError> {
        let command = InitiativeCommand::WithdrawRecord {
            record: params.record,
            reason: params.reason.clone(),
        };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(RecordsWritten::from(&done))
    }
}
