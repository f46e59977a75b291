//! Lists initiatives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::view::board::{ListRow, list_row};

use super::shared::{bad_cursor, page};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `initiative_list`
pub(super) struct InitiativeList;

/// Params of `initiative_list`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The most entries, 1 to 200; 50 when not given.
    #[serde(default)]
    limit: Option<u32>,
    /// Where the page before ended, as it was answered.
    #[serde(default)]
    cursor: Option<String>,
}

/// A page of initiatives, by id.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The initiatives.
    initiatives: Vec<ListRow>,
    /// Where the next page begins; none after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

impl Method<Call> for InitiativeList {
    const NAME: &'static str = "initiative_list";
    const SUMMARY: &'static str = "The initiatives that you may see, a page at a time.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"limit": 20}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let limit = page(params.limit)?;
        let after =
            params.cursor.as_deref().map(str::parse).transpose().map_err(|_| bad_cursor())?;
        let mut found = call.engine.initiatives(&call.actor, after.as_ref(), limit + 1);
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().filter(|_| more).map(|it| it.id.to_string());
        Ok(Answer { initiatives: found.iter().map(|it| list_row(it)).collect(), cursor: last })
    }
}
