//! Lists workflows.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::ids::{Digest, WorkflowName};
use windrose_core::rules::workflow::Workflow;
use windrose_core::view::wording;

use crate::call::Call;
use crate::rpc::{Method, MethodKind, NoParams, RpcError};

/// `workflow_list`
pub(super) struct WorkflowList;

/// The workflows, by name.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The workflows.
    workflows: Vec<WorkflowRow>,
}

/// A workflow in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct WorkflowRow {
    /// Its name.
    name: WorkflowName,
    /// What it is called.
    title: String,
    /// What it is for.
    summary: String,
    /// Its newest version.
    digest: Digest,
    /// How many versions were published.
    versions: u32,
}

impl Method<Call> for WorkflowList {
    const NAME: &'static str = "workflow_list";
    const SUMMARY: &'static str =
        "The workflows that initiatives can run on, each in its newest version.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{}"#;
    type Params = NoParams;
    type Answer = Answer;

    async fn call(call: Call, _: NoParams) -> Result<Answer, RpcError> {
        let row = |(workflow, versions): &(std::sync::Arc<Workflow>, usize)| WorkflowRow {
            name: workflow.name.clone(),
            title: wording::text(&workflow.title),
            summary: wording::text(&workflow.summary),
            digest: workflow.digest,
            versions: u32::try_from(*versions).unwrap_or(u32::MAX),
        };
        Ok(Answer { workflows: call.engine.workflows().iter().map(row).collect() })
    }
}
