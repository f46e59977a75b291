//! Reads the scorecard.

use schemars::JsonSchema;
use serde::Deserialize;
use windrose_core::rules::ids::InitiativeId;
use windrose_core::view::scorecard::{Scorecard, scorecard};

use super::shared::AsOfParam;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `scorecard_read`
pub(super) struct ScorecardRead;

/// Params of `scorecard_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

impl Method<Call> for ScorecardRead {
    const NAME: &'static str = "scorecard_read";
    const SUMMARY: &'static str = "How far learning is a partner of the business: six strategies, computed from records, with what is missing.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership"}"#;
    type Params = Params;
    type Answer = Scorecard;

    async fn call(call: Call, params: Params) -> Result<Scorecard, RpcError> {
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        Ok(scorecard(&look.facts()))
    }
}
