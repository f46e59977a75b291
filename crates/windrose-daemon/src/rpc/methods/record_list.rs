//! Lists records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::{InitiativeId, RecordId, Version};
use windrose_core::rules::record::Kind;
use windrose_core::view::records::{RecordView, record};

use super::shared::{AsOfParam, bad_cursor, known_kind, page};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `record_list`
pub(super) struct RecordList;

/// Params of `record_list`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// Only this kind.
    #[serde(default)]
    #[schemars(with = "Option<Kind>")]
    kind: Option<String>,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
    /// The most entries, 1 to 200; 50 when not given.
    #[serde(default)]
    limit: Option<u32>,
    /// Where the page before ended, as it was answered.
    #[serde(default)]
    cursor: Option<String>,
}

/// A page of records, by kind and number.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The records.
    records: Vec<RecordView>,
    /// The version of the initiative that was read.
    version: Version,
    /// Where the next page begins; none after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

impl Method<Call> for RecordList {
    const NAME: &'static str = "record_list";
    const SUMMARY: &'static str = "The records of an initiative, by kind, a page at a time.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "kind": "win"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let limit = page(params.limit)?;
        let kind = params.kind.as_deref().map(|it| known_kind(it, "/kind")).transpose()?;
        let after: Option<RecordId> =
            params.cursor.as_deref().map(str::parse).transpose().map_err(|_| bad_cursor())?;
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        let facts = look.facts();
        let kinds = Kind::ALL.iter().filter(|it| kind.is_none_or(|kind| kind == **it));
        let mut found: Vec<_> = kinds
            .filter(|kind| after.is_none_or(|after| **kind >= after.kind))
            .flat_map(|kind| facts.initiative.records.of_kind(*kind))
            .filter(|it| after.is_none_or(|after| it.id > after))
            .filter(|it| facts.sees(it))
            .take(limit + 1)
            .collect();
        let more = found.len() > limit;
        found.truncate(limit);
        Ok(Answer {
            cursor: found.last().filter(|_| more).map(|it| it.id.to_string()),
            records: found.iter().map(|it| record(&facts, it)).collect(),
            version: facts.initiative.version,
        })
    }
}
