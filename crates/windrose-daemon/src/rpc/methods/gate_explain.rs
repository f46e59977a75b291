//! Explains a gate.

use schemars::JsonSchema;
use serde::Deserialize;
use windrose_core::rules::ids::InitiativeId;
use windrose_core::rules::step::Step;
use windrose_core::view::report::{Explanation, explain};

use super::shared::AsOfParam;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `gate_explain`
pub(super) struct GateExplain;

/// Params of `gate_explain`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate it is.
    step: Step,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

impl Method<Call> for GateExplain {
    const NAME: &'static str = "gate_explain";
    const SUMMARY: &'static str = "Why a gate is open or shut: every criterion with what it has, needs and lacks, and who can act.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "urgency"}"#;
    type Params = Params;
    type Answer = Explanation;

    async fn call(call: Call, params: Params) -> Result<Explanation, RpcError> {
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        Ok(explain(&look.facts(), params.step))
    }
}
