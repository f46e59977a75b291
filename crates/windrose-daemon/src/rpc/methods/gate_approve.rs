//! Approves a criterion of a gate.

use windrose_core::rules::command::{Approve, InitiativeCommand};
use windrose_core::rules::ids::{CriterionId, Digest, InitiativeId};
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `gate_approve`
pub(super) struct GateApprove;

write_params! {
/// Params of `gate_approve`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate it is.
    step: Step,
    /// The criterion.
    criterion: CriterionId,
    /// The digest of the evidence you have seen, as `gate_explain` answers it.
    seen: Digest,
    /// What you wish to add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    comment: Option<String>,
}
}

impl Method<Call> for GateApprove {
    const NAME: &'static str = "gate_approve";
    const SUMMARY: &'static str =
        "Approve a criterion that asks for it, with the evidence you have seen.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "enable", "criterion": "works-council-agrees", "seen": "0000000000000000000000000000000000000000000000000000000000000000"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let approve = Approve {
            step: params.step,
            criterion: params.criterion.clone(),
            seen: params.seen,
            comment: params.comment.clone(),
        };
        let command = InitiativeCommand::Approve(approve);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
