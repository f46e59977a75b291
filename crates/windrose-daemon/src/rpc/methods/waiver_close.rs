//! Ends a waiver early.

use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{InitiativeId, WaiverId};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `waiver_close`
pub(super) struct WaiverClose;

write_params! {
/// Params of `waiver_close`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The waiver.
    waiver: WaiverId,
    /// Why.
    #[schemars(extend("x-long" = true))]
    reason: String,
}
}

impl Method<Call> for WaiverClose {
    const NAME: &'static str = "waiver_close";
    const SUMMARY: &'static str =
        "End a waiver that you asked for or granted, or take back a request for one.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "waiver": "waiver-1", "reason": "The managers of both plants have been asked"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command =
            InitiativeCommand::CloseWaiver { waiver: params.waiver, reason: params.reason.clone() };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
