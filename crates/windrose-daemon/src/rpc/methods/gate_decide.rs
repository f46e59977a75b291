//! Decides at a gate.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::command::{Decide, Decision, InitiativeCommand, Reason};
use windrose_core::rules::event::Event;
use windrose_core::rules::ids::{Digest, InitiativeId, Version};
use windrose_core::rules::receipt::Receipt;
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `gate_decide`
pub(super) struct GateDecide;

/// What can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Word {
    /// The step is done.
    Go,
    /// Not now: decide again on the day `until`.
    Hold,
    /// The initiative ends here, for `reason`.
    Stop,
}

write_params! {
/// Params of `gate_decide`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate it is.
    step: Step,
    /// What is decided.
    decision: Word,
    /// The digest of the evidence you have seen, as `gate_explain` answers it; a `go` needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<Digest>,
    /// Of a `hold`: the day on which to decide again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Of a `stop`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    /// Why you decide so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rationale: Option<String>,
}
}

/// A decision that was taken.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The step whose gate it was.
    step: Step,
    /// What was decided.
    decision: Word,
    /// The step that begins now.
    #[serde(skip_serializing_if = "Option::is_none")]
    opened: Option<Step>,
    /// What it was decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<Receipt>,
    /// The version now.
    version: Version,
    /// When it was carried out.
    at: String,
    /// The same call with the same key was carried out before; this is its answer.
    replayed: bool,
    /// Nothing was written, as you asked.
    dry_run: bool,
}

impl Method<Call> for GateDecide {
    const NAME: &'static str = "gate_decide";
    const SUMMARY: &'static str =
        "Decide at a gate: go, hold until a day, or stop. A go takes an open gate.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "urgency", "decision": "go", "seen": "0000000000000000000000000000000000000000000000000000000000000000"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let decide = Decide {
            step: params.step,
            decision: decision(&params)?,
            seen: params.seen,
            rationale: params.rationale.clone(),
        };
        let command = InitiativeCommand::Decide(decide);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        let written = Written::from(&done);
        let (mut opened, mut receipt) = (None, None);
        for event in done.events {
            match event {
                Event::StepOpened { step } => opened = Some(step),
                Event::GateDecided(decided) => receipt = Some(decided.receipt),
                _ => {}
            }
        }
        Ok(Answer {
            step: params.step,
            decision: params.decision,
            opened,
            receipt,
            version: written.version,
            at: written.at,
            replayed: written.replayed,
            dry_run: written.dry_run,
        })
    }
}

/// The decision with what belongs to it, and nothing that does not.
fn decision(params: &Params) -> Result<Decision, RpcError> {
    let wrong = |pointer: &str, detail: &str| Err(RpcError::invalid_params(pointer, detail));
    match (params.decision, params.until, params.reason) {
        (Word::Go, None, None) => Ok(Decision::Go),
        (Word::Hold, Some(until), None) => Ok(Decision::Hold { until }),
        (Word::Stop, None, Some(reason)) => Ok(Decision::Stop { reason }),
        (Word::Hold, None, _) => wrong("/until", "A hold says until when: give `until`, a day."),
        (Word::Stop, _, None) => wrong("/reason", "A stop says why: give a `reason`."),
        (Word::Go | Word::Stop, Some(_), _) => wrong("/until", "Only a hold has `until`."),
        (Word::Go | Word::Hold, _, Some(_)) => wrong("/reason", "Only a stop has a `reason`."),
    }
}
