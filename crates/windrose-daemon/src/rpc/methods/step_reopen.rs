//! Does a passed step again.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::command::{InitiativeCommand, Reopen};
use windrose_core::rules::event::Event;
use windrose_core::rules::ids::{CriterionId, InitiativeId, Version};
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `step_reopen`
pub(super) struct StepReopen;

write_params! {
/// Params of `step_reopen`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The passed step that is done again.
    step: Step,
    /// Why.
    #[schemars(extend("x-long" = true))]
    reason: String,
    /// The criteria that it is about; the timeline tells them, and the gate asks for all of its criteria as before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    redo: Vec<CriterionId>,
}
}

/// What doing a step again did to the later ones.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The step that is worked on again.
    step: Step,
    /// Steps that stay passed and have to be confirmed.
    stale: Vec<Step>,
    /// Steps that wait again.
    waiting: Vec<Step>,
    /// The version now.
    version: Version,
    /// When it was carried out.
    at: String,
    /// The same call with the same key was carried out before; this is its answer.
    replayed: bool,
    /// Nothing was written, as you asked.
    dry_run: bool,
}

impl Method<Call> for StepReopen {
    const NAME: &'static str = "step_reopen";
    const SUMMARY: &'static str =
        "Do a passed step again: its evidence is kept, later steps have to be confirmed.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "vision", "reason": "A unit has joined"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let reopen =
            Reopen { step: params.step, reason: params.reason.clone(), redo: params.redo.clone() };
        let command = InitiativeCommand::Reopen(reopen);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        let written = Written::from(&done);
        let unsettled = done.events.into_iter().find_map(|event| match event {
            Event::StepsUnsettled { stale, waiting } => Some((stale, waiting)),
            _ => None,
        });
        let (stale, waiting) = unsettled.unwrap_or_default();
        Ok(Answer {
            step: params.step,
            stale,
            waiting,
            version: written.version,
            at: written.at,
            replayed: written.replayed,
            dry_run: written.dry_run,
        })
    }
}
