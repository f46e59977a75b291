//! Rejects a criterion of a gate.

use windrose_core::rules::command::{InitiativeCommand, Reject};
use windrose_core::rules::ids::{CriterionId, InitiativeId};
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `gate_reject`
pub(super) struct GateReject;

write_params! {
/// Params of `gate_reject`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate it is.
    step: Step,
    /// The criterion.
    criterion: CriterionId,
    /// Why, so that others can do something about it: at least 10 characters.
    #[schemars(extend("x-long" = true))]
    reason: String,
}
}

impl Method<Call> for GateReject {
    const NAME: &'static str = "gate_reject";
    const SUMMARY: &'static str = "Reject a criterion that asks for your approval: it is not met until you take that back or approve.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "enable", "criterion": "works-council-agrees", "reason": "Night shifts have not been asked."}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let reject = Reject {
            step: params.step,
            criterion: params.criterion.clone(),
            reason: params.reason.clone(),
        };
        let command = InitiativeCommand::Reject(reject);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
