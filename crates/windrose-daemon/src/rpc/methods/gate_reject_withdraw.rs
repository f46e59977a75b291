//! Takes a rejection back.

use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{CriterionId, InitiativeId};
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `gate_reject_withdraw`
pub(super) struct GateRejectWithdraw;

write_params! {
/// Params of `gate_reject_withdraw`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate it is.
    step: Step,
    /// The criterion.
    criterion: CriterionId,
}
}

impl Method<Call> for GateRejectWithdraw {
    const NAME: &'static str = "gate_reject_withdraw";
    const SUMMARY: &'static str = "Take back your rejection of a criterion, or one given for you.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "enable", "criterion": "works-council-agrees"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::WithdrawRejection {
            step: params.step,
            criterion: params.criterion.clone(),
        };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
