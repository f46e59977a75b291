//! Asks to have a criterion waived.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::command::{InitiativeCommand, RequestWaiver};
use windrose_core::rules::event::Event;
use windrose_core::rules::ids::{CriterionId, InitiativeId, Version, WaiverId};
use windrose_core::rules::step::Step;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `waiver_request`
pub(super) struct WaiverRequest;

write_params! {
/// Params of `waiver_request`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate it is.
    step: Step,
    /// The criterion; the workflow says whether it can be waived.
    criterion: CriterionId,
    /// Why it cannot be met in time and what stands in for it, in at least 20 characters.
    #[schemars(extend("x-long" = true))]
    reason: String,
    /// The last day on which the waiver is in force; the workflow says how far ahead it may lie.
    expires_on: Date,
    /// The waiver that this one goes on with. A waiver is renewed once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    renews: Option<WaiverId>,
}
}

/// A waiver that was asked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Its id: whoever judges it names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<WaiverId>,
    /// The version now.
    version: Version,
    /// When it was carried out.
    at: String,
    /// The same call with the same key was carried out before; this is its answer.
    replayed: bool,
    /// Nothing was written, as you asked.
    dry_run: bool,
}

impl Method<Call> for WaiverRequest {
    const NAME: &'static str = "waiver_request";
    const SUMMARY: &'static str =
        "Ask to set a criterion aside for a time, with a reason; somebody else judges it.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "urgency", "criterion": "managers-convinced", "reason": "Two plants are closed until April; their managers are asked then", "expires_on": "2026-04-30"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let command = InitiativeCommand::RequestWaiver(RequestWaiver {
            step: params.step,
            criterion: params.criterion.clone(),
            reason: params.reason.clone(),
            expires_on: params.expires_on,
            renews: params.renews,
        });
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        let written = Written::from(&done);
        let waiver = done.events.iter().find_map(|event| match event {
            Event::WaiverRequested(it) => Some(it.waiver),
            _ => None,
        });
        Ok(Answer {
            waiver,
            version: written.version,
            at: written.at,
            replayed: written.replayed,
            dry_run: written.dry_run,
        })
    }
}
