//! Reads the coalition graph: whom the coalition reaches, who holds it together, whom to add next, and what would follow
//! if somebody left.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::{InitiativeId, PersonId, Version};
use windrose_core::view::coalition::{Asked, CoalitionView, coalition, dot, drawing, mermaid};

use super::shared::{AsOfParam, PictureFormat};
use crate::call::{Call, blocking};
use crate::rpc::{Method, MethodKind, RpcError};

/// The most people who are assumed to leave.
const WITHOUT_MAX: usize = 100;

/// `coalition_read`
pub(super) struct CoalitionRead;

/// Params of `coalition_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// What if these people left?
    #[serde(default)]
    #[schemars(length(max = WITHOUT_MAX))]
    without: Vec<PersonId>,
    /// How many people to add next; 1 when not given.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 3))]
    add: u32,
    /// Within how many steps somebody counts as reached; 2 when not given.
    #[serde(default = "two")]
    #[schemars(range(min = 1, max = 2))]
    steps: u32,
    /// Whether to look for brokers too: those who stand between others. It takes longest.
    #[serde(default)]
    brokers: bool,
    /// Whether to answer with a picture too.
    #[serde(default)]
    format: PictureFormat,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

const fn one() -> u32 {
    1
}

const fn two() -> u32 {
    2
}

/// The coalition graph.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    #[serde(flatten)]
    graph: CoalitionView,
    /// The version of the initiative that was read.
    version: Version,
    /// The picture that was asked for, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

impl Method<Call> for CoalitionRead {
    const NAME: &'static str = "coalition_read";
    const SUMMARY: &'static str = "The coalition graph: whom members reach, which units have none, who holds it together, where sponsors are missing, whom to add next; what if somebody leaves; also as DOT or Mermaid.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "without": ["head-of-sales"], "add": 2, "format": "mermaid"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let wrong = |pointer: &str, detail: String| Err(RpcError::invalid_params(pointer, detail));
        if !(1..=3).contains(&params.add) {
            return wrong("/add", "One adds 1 to 3 people at once.".to_owned());
        }
        if !(1..=2).contains(&params.steps) {
            return wrong("/steps", "Steps are 1 or 2.".to_owned());
        }
        if params.without.len() > WITHOUT_MAX {
            return wrong(
                "/without",
                format!("At most {WITHOUT_MAX} people are assumed to leave."),
            );
        }
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        let asked = Asked {
            without: params.without,
            add: params.add as usize,
            steps: params.steps,
            brokers: params.brokers,
        };
        // Of a large organisation this takes seconds.
        blocking(move || {
            let facts = look.facts();
            let graph = coalition(&facts, &asked);
            let drawn = || drawing(&facts, &asked);
            let picture = params.format.drawn(|| dot(&drawn()), || mermaid(&drawn()));
            Answer { graph, version: facts.initiative.version, picture }
        })
        .await
    }
}
