//! Opens an initiative.

use windrose_core::rules::command::{InitiativeCommand, Open};
use windrose_core::rules::event::Tailored;
use windrose_core::rules::ids::{Digest, InitiativeId, PersonId, WorkflowName};
use windrose_core::rules::step::{Mode, Step};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `initiative_open`
pub(super) struct InitiativeOpen;

write_params! {
/// Params of `initiative_open`.
Params {
    /// Its id, a readable slug: a-z, 0-9, `-`, `_` and `.`, at most 64.
    initiative: InitiativeId,
    /// What it is called.
    title: String,
    /// The workflow it runs on, by name.
    workflow: WorkflowName,
    /// The workflow's version; the newest when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    workflow_digest: Option<Digest>,
    /// What it is for, in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    /// `sequential` or `concurrent`; the workflow's own when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mode: Option<Mode>,
    /// Who answers for it and assigns its roles; you when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<PersonId>,
    /// Of a change already under way: the step that is worked on first. Earlier ones count as passed, without a receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_step: Option<Step>,
    /// What is changed of the workflow's criteria for this initiative, within the leeway that it gives, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tailor: Vec<Tailored>,
}
}

impl Method<Call> for InitiativeOpen {
    const NAME: &'static str = "initiative_open";
    const SUMMARY: &'static str = "Open an initiative: its first step begins.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "title": "Learning partnership", "workflow": "learning-partnership", "owner": "owner"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let open = Open {
            workflow: params.workflow.clone(),
            digest: params.workflow_digest,
            title: params.title.clone(),
            purpose: params.purpose.clone(),
            mode: params.mode,
            owner: params.owner.clone(),
            at_step: params.at_step,
            tailoring: params.tailor.clone(),
        };
        let command = InitiativeCommand::Open(open);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
