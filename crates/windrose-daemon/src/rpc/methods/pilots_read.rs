//! Reads the stage graph: steps and pilots, who waits for whom, and what would follow if a pilot stopped or were late.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::facts::Facts;
use windrose_core::rules::ids::{InitiativeId, RecordId, Version};
use windrose_core::rules::pilots::{Change, Plan, Stage};
use windrose_core::rules::record::Kind;
use windrose_core::view::pilots::{PilotsView, dot, mermaid, pilots};

use super::shared::{AsOfParam, PictureFormat};
use crate::call::{Call, refused};
use crate::rpc::{Method, MethodKind, RpcError};

/// The most days by which a pilot is assumed to be late: ten years.
const SLIP_DAYS_MAX: u32 = 3_660;

/// `pilots_read`
pub(super) struct PilotsRead;

/// Params of `pilots_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// What if these pilots were stopped today?
    #[serde(default)]
    stop: Vec<RecordId>,
    /// What if these pilots ended later?
    #[serde(default)]
    slip: Vec<Slip>,
    /// Whether to answer with a picture too.
    #[serde(default)]
    format: PictureFormat,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

/// A pilot that is assumed to end later.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Slip {
    /// The pilot.
    pilot: RecordId,
    /// By how many days.
    #[schemars(range(min = 1, max = SLIP_DAYS_MAX))]
    days: u32,
}

/// The stage graph.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    #[serde(flatten)]
    graph: PilotsView,
    /// The version of the initiative that was read.
    version: Version,
    /// The picture that was asked for, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

impl Method<Call> for PilotsRead {
    const NAME: &'static str = "pilots_read";
    const SUMMARY: &'static str = "Steps and pilots: what may start, what waits, what is blocked by what, the days, the order of rollout; what if a pilot stops or is late; also as DOT or Mermaid.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "stop": ["pilot-3"], "slip": [{"pilot": "pilot-2", "days": 14}], "format": "mermaid"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        let facts = look.facts();
        let change = assumed(&facts, &params)?;
        let graph = pilots(&facts, &change);
        let picture = params.format.drawn(|| dot(&graph), || mermaid(&graph));
        Ok(Answer { graph, version: facts.initiative.version, picture })
    }
}

/// What is assumed, of pilots that are there and have not ended.
fn assumed(facts: &Facts<'_>, params: &Params) -> Result<Change, RpcError> {
    let wrong = |pointer: String, detail: String| Err(RpcError::invalid_params(pointer, detail));
    let mut change = Change::default();
    let stop = params.stop.iter().enumerate().map(|(at, id)| (format!("/stop/{at}"), *id));
    let slip = params.slip.iter().enumerate();
    let slip = slip.map(|(at, it)| (format!("/slip/{at}/pilot"), it.pilot));
    let all: Vec<(String, RecordId)> = stop.chain(slip).collect();
    for (pointer, id) in &all {
        if id.kind != Kind::Pilot {
            return wrong(pointer.clone(), format!("`{id}` is not a pilot."));
        }
    }
    change.stop.extend(&params.stop);
    for (at, it) in params.slip.iter().enumerate() {
        if !(1..=SLIP_DAYS_MAX).contains(&it.days) {
            let detail = format!("A pilot is late by 1 to {SLIP_DAYS_MAX} days.");
            return wrong(format!("/slip/{at}/days"), detail);
        }
        if change.stop.contains(&it.pilot) || change.slip.insert(it.pilot, it.days).is_some() {
            let detail =
                format!("Something else is assumed of {} already: say one thing.", it.pilot);
            return wrong(format!("/slip/{at}/pilot"), detail);
        }
    }
    change.check(facts).map_err(|it| refused(&it))?;
    let plan = Plan::of(facts);
    match all.into_iter().find(|(_, id)| plan.is_settled(Stage::Pilot(*id))) {
        Some((pointer, id)) => wrong(pointer, format!("{id} has ended already.")),
        None => Ok(change),
    }
}
