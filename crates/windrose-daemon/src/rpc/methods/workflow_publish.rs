//! Publishes a workflow.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::command::Command;
use windrose_core::rules::ids::{Digest, WorkflowName};
use windrose_core::rules::refusal::Refusal;
use windrose_core::rules::workflow::{Strictness, Workflow};

use super::shared::write_params;
use crate::call::{Call, refused};
use crate::rpc::{Method, MethodKind, RpcError};

/// `workflow_publish`
pub(super) struct WorkflowPublish;

write_params! {
/// Params of `workflow_publish`.
Params {
    /// The file, word for word.
    source: String,
}
}

/// A published workflow.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Its name.
    name: WorkflowName,
    /// Its version: SHA-256 of its text.
    digest: Digest,
    /// It was published before; nothing has changed.
    known: bool,
    /// Nothing was written, as you asked.
    dry_run: bool,
}

impl Method<Call> for WorkflowPublish {
    const NAME: &'static str = "workflow_publish";
    const SUMMARY: &'static str = "Publish a version of a workflow: it is checked, its own tests are run, and it never changes again.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"source": "{}"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let workflow = Workflow::parse(&params.source, Strictness::Strict)
            .map_err(|faults| refused(&Refusal::BadWorkflow { faults }))?;
        let (name, digest) = (workflow.name.clone(), workflow.digest);
        let done =
            call.write(Self::NAME, &params, Command::PublishWorkflow(Box::new(workflow))).await?;
        Ok(Answer { name, digest, known: done.events.is_empty(), dry_run: done.dry_run })
    }
}
