//! Closes an initiative.

use windrose_core::rules::command::{Close, InitiativeCommand, Reason};
use windrose_core::rules::ids::InitiativeId;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `initiative_close`
pub(super) struct InitiativeClose;

write_params! {
/// Params of `initiative_close`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// Why. `achieved` takes all eight gates.
    reason: Reason,
    /// What was learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}
}

impl Method<Call> for InitiativeClose {
    const NAME: &'static str = "initiative_close";
    const SUMMARY: &'static str =
        "Close an initiative, for a reason; everything recorded stays readable.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "reason": "achieved", "note": "All eight gates passed."}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let close = Close { reason: params.reason, note: params.note.clone() };
        let command = InitiativeCommand::Close(close);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
