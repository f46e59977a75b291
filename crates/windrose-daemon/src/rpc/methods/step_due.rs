//! Sets the deadline of a step.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use windrose_core::rules::command::{InitiativeCommand, SetDue};
use windrose_core::rules::ids::InitiativeId;
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `step_due`
pub(super) struct StepDue;

write_params! {
/// Params of `step_due`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// A step that has not passed yet.
    step: Step,
    /// The last day that is in time; `null` takes the deadline away, and leaving it out is a mistake.
    #[serde(deserialize_with = "given")]
    due_on: Option<Date>,
    /// How many days before it the step counts as due soon; 7 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 365))]
    warn_days: Option<u32>,
    /// How many days after it the sponsor is told; 14 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 365))]
    escalate_days: Option<u32>,
}
}

/// A day or `null`, but one of them.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::deserialize(deserializer)
}

impl Method<Call> for StepDue {
    const NAME: &'static str = "step_due";
    const SUMMARY: &'static str =
        "Say by when a step is to be done: it is soon due, overdue, and then up to the sponsor.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "step": "vision", "due_on": "2026-06-30"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::SetDue(SetDue {
            step: params.step,
            due_on: params.due_on,
            warn_days: params.warn_days,
            escalate_days: params.escalate_days,
        });
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
