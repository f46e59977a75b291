//! Reads what waits for one person, over all their initiatives.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::PersonId;
use windrose_core::view::inbox::{self, Item};

use crate::call::{Call, blocking, refused, store_failed};
use crate::rpc::{Method, MethodKind, RpcError};

/// How many days ahead is looked when nobody says: a week.
const WITHIN_DAYS: u32 = 7;

/// The most items of one answer. Whoever has more does not read them all at once.
const ITEMS_MAX: usize = 500;

/// `inbox_read`
pub(super) struct InboxRead;

/// Params of `inbox_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// Whose; your own when not given. That of somebody else takes an administrator or an auditor.
    #[serde(default)]
    person: Option<PersonId>,
    /// How many days ahead contacts, wins and outcomes are looked for; 7 when not given. What is asked for now, what
    /// is overdue and what they owe is always there.
    #[serde(default)]
    #[schemars(range(max = 366))]
    within_days: Option<u32>,
}

/// What waits for somebody.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// For whom.
    person: PersonId,
    /// The day for which it was looked.
    today: Date,
    /// Whatever is due first stands first; what has no day counts as due today.
    items: Vec<Item>,
    /// How many more there are than were answered.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Method<Call> for InboxRead {
    const NAME: &'static str = "inbox_read";
    const SUMMARY: &'static str = "What waits for you in all your initiatives: approvals, decisions, what you owe, whom to meet, wins to look at, deadlines.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"within_days": 14}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let person = whose(&call, params.person)?;
        let within_days = params.within_days.unwrap_or(WITHIN_DAYS);
        let today = call.engine.now().date();
        let (engine, whom) = (call.engine.clone(), person.clone());
        let looks = blocking(move || engine.looks_of(&whom)).await?;
        let looks = looks.map_err(|error| store_failed(&error))?;
        let mut items: Vec<Item> =
            looks.iter().flat_map(|it| inbox::inbox(&it.facts(), within_days)).collect();
        inbox::sort(&mut items, today);
        let more = items.len().saturating_sub(ITEMS_MAX);
        items.truncate(ITEMS_MAX);
        Ok(Answer { person, today, items, more })
    }
}

/// Whose inbox the caller may read.
fn whose(call: &Call, wanted: Option<PersonId>) -> Result<PersonId, RpcError> {
    let caller = call.actor.id();
    let Some(person) = wanted.or_else(|| caller.cloned()) else {
        return Err(RpcError::internal());
    };
    let access = call.engine.access();
    // An instance-wide role is what sees everything.
    if caller.is_some_and(|it| *it != person && access.instance_role(it).is_none()) {
        let detail = "You may read only your own inbox: that of somebody else takes an administrator or an auditor.";
        return Err(RpcError::forbidden(detail, "admin or auditor"));
    }
    access.expect(&person).map_err(|refusal| refused(&refusal))?;
    Ok(person)
}
