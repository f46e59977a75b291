//! Reads what happened to an initiative.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::{InitiativeId, Version};
use windrose_core::view::timeline::{Line, line};

use super::shared::{AsOfParam, bad_cursor, page};
use crate::call::{Call, blocking, store_failed};
use crate::rpc::{Method, MethodKind, RpcError};

/// `timeline_read`
pub(super) struct TimelineRead;

/// Params of `timeline_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// As of when: what came later is left out.
    #[serde(default)]
    as_of: Option<AsOfParam>,
    /// The most versions, 1 to 200; 50 when not given. A version may have several lines.
    #[serde(default)]
    limit: Option<u32>,
    /// Where the page before ended, as it was answered.
    #[serde(default)]
    cursor: Option<String>,
}

/// A page of a timeline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// What happened, oldest first.
    lines: Vec<Line>,
    /// The last version that is told of.
    version: Version,
    /// Where the next page begins; none after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

impl Method<Call> for TimelineRead {
    const NAME: &'static str = "timeline_read";
    const SUMMARY: &'static str = "What happened to an initiative, oldest first, a page at a time.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "limit": 100}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let limit = page(params.limit)?;
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        let last = look.initiative.version;
        let from: Version = match params.cursor.as_deref().map(str::parse) {
            None => 1,
            Some(Ok(from)) if from >= 1 => from,
            Some(_) => return Err(bad_cursor()),
        };
        let (engine, id) = (call.engine.clone(), params.initiative.clone());
        let mut commits = blocking(move || engine.commits(&id, from, limit))
            .await?
            .map_err(|source| store_failed(&source))?;
        commits.retain(|it| it.commit.version <= last);
        let read = commits.last().map_or(last, |it| it.commit.version);
        let facts = look.facts();
        let shown =
            |record| facts.initiative.records.get(record).is_none_or(|stored| facts.sees(stored));
        let lines = commits
            .iter()
            .flat_map(|it| it.commit.events.iter().map(move |event| (&it.commit, event)))
            .map(|(commit, event)| line(commit.version, commit.at, &commit.by, event))
            .filter(|line| line.record.is_none_or(shown))
            .collect();
        Ok(Answer { lines, version: read, cursor: (read < last).then(|| (read + 1).to_string()) })
    }
}
