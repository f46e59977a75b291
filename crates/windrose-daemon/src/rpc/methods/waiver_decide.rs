//! Grants or refuses a waiver.

use windrose_core::rules::command::{DecideWaiver, InitiativeCommand, WaiverDecision};
use windrose_core::rules::ids::{InitiativeId, WaiverId};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `waiver_decide`
pub(super) struct WaiverDecide;

write_params! {
/// Params of `waiver_decide`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The waiver.
    waiver: WaiverId,
    /// What is decided.
    decision: WaiverDecision,
    /// What you wish to add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    comment: Option<String>,
}
}

impl Method<Call> for WaiverDecide {
    const NAME: &'static str = "waiver_decide";
    const SUMMARY: &'static str = "Grant or refuse a waiver that somebody else asked for, in the role that the workflow names.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "waiver": "waiver-1", "decision": "grant"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::DecideWaiver(DecideWaiver {
            waiver: params.waiver,
            decision: params.decision,
            comment: params.comment.clone(),
        });
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
