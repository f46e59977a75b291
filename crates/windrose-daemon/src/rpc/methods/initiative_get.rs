//! Reads an initiative at a glance.

use schemars::JsonSchema;
use serde::Deserialize;
use windrose_core::rules::ids::InitiativeId;
use windrose_core::view::board::{Board, board};

use super::shared::AsOfParam;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `initiative_get`
pub(super) struct InitiativeGet;

/// Params of `initiative_get`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

impl Method<Call> for InitiativeGet {
    const NAME: &'static str = "initiative_get";
    const SUMMARY: &'static str =
        "An initiative at a glance: the eight steps, what each still needs, roles, decisions.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "as_of": "2026-03-01"}"#;
    type Params = Params;
    type Answer = Board;

    async fn call(call: Call, params: Params) -> Result<Board, RpcError> {
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        board(&look.facts()).ok_or_else(RpcError::internal)
    }
}
