//! Decides at a gate.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::command::{Decide, Decision, InitiativeCommand, Reason};
use windrose_core::rules::event::{Event, Obligation};
use windrose_core::rules::ids::{CriterionId, Digest, InitiativeId, Version};
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
    /// The step is done but for what the `obligations` say.
    ConditionalGo,
    /// Not this way: back to the step `to`, this one or an earlier one.
    Recycle,
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
    /// Of a `conditional_go`: who owes what by when, a line for each criterion that is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    obligations: Vec<Obligation>,
    /// Of a `recycle`: the step that is done again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Step>,
    /// Of a `recycle`: the criteria that it is about; the timeline tells them, and the gate asks for all of its criteria as before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    redo: Vec<CriterionId>,
    /// Why you decide so; a `recycle` has to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
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
    /// Steps that stay passed and have to be confirmed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stale: Vec<Step>,
    /// Steps that wait again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waiting: Vec<Step>,
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
        "Decide at a gate: go, go with conditions, hold until a day, recycle to a step, or stop.";
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
            obligations: params.obligations.clone(),
            redo: params.redo.clone(),
        };
        let command = InitiativeCommand::Decide(decide);
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        let written = Written::from(&done);
        let (mut opened, mut receipt) = (None, None);
        let (mut stale, mut waiting) = (Vec::new(), Vec::new());
        for event in done.events {
            match event {
                Event::StepOpened { step } | Event::StepReopened { step, .. } => {
                    opened = Some(step);
                }
                Event::StepsUnsettled { stale: s, waiting: w } => (stale, waiting) = (s, w),
                Event::GateDecided(decided) => receipt = Some(decided.receipt),
                _ => {}
            }
        }
        Ok(Answer {
            step: params.step,
            decision: params.decision,
            opened,
            stale,
            waiting,
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
    let word = params.decision;
    let belongs = [
        (Word::Hold, "/until", params.until.is_some(), "Only a hold has `until`: leave it out."),
        (
            Word::Stop,
            "/reason",
            params.reason.is_some(),
            "Only a stop has a `reason`: say why in `rationale`.",
        ),
        (Word::Recycle, "/to", params.to.is_some(), "Only a recycle has `to`: leave it out."),
        (
            Word::Recycle,
            "/redo",
            !params.redo.is_empty(),
            "Only a recycle has `redo`: leave it out.",
        ),
        (
            Word::ConditionalGo,
            "/obligations",
            !params.obligations.is_empty(),
            "Only a conditional_go has `obligations`: leave them out.",
        ),
    ];
    for (of, pointer, given, detail) in belongs {
        if given && of != word {
            return wrong(pointer, detail);
        }
    }
    match word {
        Word::Go => Ok(Decision::Go),
        Word::ConditionalGo => Ok(Decision::ConditionalGo),
        Word::Hold => match params.until {
            Some(until) => Ok(Decision::Hold { until }),
            None => wrong("/until", "A hold says until when: give `until`, a day."),
        },
        Word::Recycle => match params.to {
            Some(to) => Ok(Decision::Recycle { to }),
            None => {
                wrong("/to", "A recycle says where to: give `to`, this step or an earlier one.")
            }
        },
        Word::Stop => match params.reason {
            Some(reason) => Ok(Decision::Stop { reason }),
            None => wrong("/reason", "A stop says why: give a `reason`."),
        },
    }
}
