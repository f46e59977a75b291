//! Lists the waivers of an initiative.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::{InitiativeId, Version};
use windrose_core::view::waivers::{WaiverView, waivers};

use super::shared::AsOfParam;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `waiver_list`
pub(super) struct WaiverList;

/// Params of `waiver_list`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

/// The ledger of waivers, oldest first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Every waiver that was asked for.
    waivers: Vec<WaiverView>,
    /// The version of the initiative that was read.
    version: Version,
}

impl Method<Call> for WaiverList {
    const NAME: &'static str = "waiver_list";
    const SUMMARY: &'static str = "Every waiver that was asked for: of what, why, by whom judged, until when, and how it stands.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        let facts = look.facts();
        Ok(Answer { waivers: waivers(&facts), version: facts.initiative.version })
    }
}
