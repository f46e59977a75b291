//! Holds the receipt of a decision against the same gate, judged again.

use schemars::JsonSchema;
use serde::Deserialize;
use windrose_core::engine::AsOf;
use windrose_core::rules::event::Event;
use windrose_core::rules::gate::judge;
use windrose_core::rules::ids::{InitiativeId, Version};
use windrose_core::rules::receipt::Receipt;
use windrose_core::rules::step::Step;
use windrose_core::view::receipt::{ReceiptCheck, check};

use crate::call::{Call, blocking, store_failed};
use crate::rpc::{Method, MethodKind, RpcError};

/// `gate_verify_receipt`
pub(super) struct GateVerifyReceipt;

/// Params of `gate_verify_receipt`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The step whose gate was decided.
    step: Step,
    /// The version that the decision made; the newest decision at that gate when not given.
    #[serde(default)]
    version: Option<Version>,
}

impl Method<Call> for GateVerifyReceipt {
    const NAME: &'static str = "gate_verify_receipt";
    const SUMMARY: &'static str =
        "Judge a decided gate again on the evidence of then: same, rules_changed or altered.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "step": "urgency"}"#;
    type Params = Params;
    type Answer = ReceiptCheck;

    async fn call(call: Call, params: Params) -> Result<ReceiptCheck, RpcError> {
        let look = call.look(&params.initiative, None).await?;
        let decided = look.initiative.decisions.iter().rev().find(|it| {
            it.step == params.step && params.version.is_none_or(|version| it.version == version)
        });
        let Some(version) = decided.map(|it| it.version) else {
            let at: Vec<String> = look
                .initiative
                .decisions
                .iter()
                .map(|it| format!("{} (version {})", it.step, it.version))
                .collect();
            let detail = format!(
                "Nothing was decided there: initiative_get lists the decisions. There are {}.",
                if at.is_empty() { "none yet".to_owned() } else { at.join(", ") }
            );
            return Err(RpcError::not_found(detail, Vec::new()));
        };
        let receipt = stored(&call, &params.initiative, version).await?;
        let then = call.look(&params.initiative, Some(AsOf::Version(receipt.version))).await?;
        // As it was judged: at that instant, on that evidence.
        let mut then = then;
        then.now.at = receipt.at;
        let facts = then.facts();
        let report = judge(&facts, params.step);
        let again = Receipt::of(&report, facts.workflow.digest, receipt.at);
        Ok(check(receipt, &again))
    }
}

/// The receipt in the commit that made a version.
async fn stored(call: &Call, id: &InitiativeId, version: Version) -> Result<Receipt, RpcError> {
    let (engine, id) = (call.engine.clone(), id.clone());
    let commits = blocking(move || engine.commits(&id, version, 1))
        .await?
        .map_err(|source| store_failed(&source))?;
    let events = commits.into_iter().flat_map(|it| it.commit.events);
    let decided = events.filter_map(|event| match event {
        Event::GateDecided(decided) => Some(decided.receipt),
        _ => None,
    });
    decided.last().ok_or_else(RpcError::internal)
}
