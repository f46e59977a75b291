//! Lists the measures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::step::Step;
use windrose_core::view::measures::{MeasureView, list};

use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `measure_list`
pub(super) struct MeasureList;

/// Params of `measure_list`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// Only those of this step.
    #[serde(default)]
    step: Option<Step>,
}

/// The measures that a workflow can name, by step.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The measures.
    measures: Vec<MeasureView>,
}

impl Method<Call> for MeasureList {
    const NAME: &'static str = "measure_list";
    const SUMMARY: &'static str = "The measures that a workflow can name: what each asks, how to raise it, where its defaults come from.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"step": "urgency"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(_: Call, params: Params) -> Result<Answer, RpcError> {
        Ok(Answer { measures: list(params.step) })
    }
}
