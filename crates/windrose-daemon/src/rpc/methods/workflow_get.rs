//! Reads a workflow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::{Digest, WorkflowName};
use windrose_core::rules::record::Kind;
use windrose_core::rules::workflow::DeclaredKinds;
use windrose_core::view::wording;

use crate::call::{Call, refused};
use crate::rpc::{Method, MethodKind, RpcError};

/// `workflow_get`
pub(super) struct WorkflowGet;

/// Params of `workflow_get`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// Its name.
    workflow: WorkflowName,
    /// Its version; the newest when not given.
    #[serde(default)]
    digest: Option<Digest>,
}

/// A workflow.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Its name.
    name: WorkflowName,
    /// What it is called.
    title: String,
    /// Its version: SHA-256 of its text.
    digest: Digest,
    /// The kinds of records that it declares, by name, with their fields in order. A record of one is added as kind
    /// `custom`, with the name as `type` of its data.
    kinds: DeclaredKinds,
    /// The built-in kinds of records that it does without: record_add refuses them.
    excludes: Vec<Kind>,
    /// Its text, word for word.
    source: String,
}

impl Method<Call> for WorkflowGet {
    const NAME: &'static str = "workflow_get";
    const SUMMARY: &'static str = "A workflow's text, as it was published, with the kinds of records that it declares and excludes.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"workflow": "kotter"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let found =
            call.engine.workflow(&params.workflow, params.digest).map_err(|it| refused(&it))?;
        Ok(Answer {
            name: found.name.clone(),
            title: wording::text(&found.title),
            digest: found.digest,
            kinds: found.kinds.clone(),
            excludes: found.excludes.iter().copied().collect(),
            source: found.source.as_ref().to_owned(),
        })
    }
}
