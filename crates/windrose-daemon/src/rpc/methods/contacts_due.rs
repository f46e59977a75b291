//! Lists whom to meet, also as appointments for a calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::ids::{InitiativeId, PersonId, Version};
use windrose_core::view::contacts::{ContactDue, contacts_due};

use super::shared::AsOfParam;
use crate::calendar;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// How many days ahead is looked when nobody says: a week.
const WITHIN_DAYS: u32 = 7;

/// `contacts_due`
pub(super) struct ContactsDue;

/// Params of `contacts_due`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The initiative.
    initiative: InitiativeId,
    /// How many days ahead; 7 when not given. Who is late already is always there.
    #[serde(default)]
    #[schemars(range(max = 366))]
    within_days: Option<u32>,
    /// Only those whom this person keeps in touch with.
    #[serde(default)]
    partner: Option<PersonId>,
    /// Whether to answer with a calendar file too.
    #[serde(default)]
    ics: bool,
    /// As of when; now when not given.
    #[serde(default)]
    as_of: Option<AsOfParam>,
}

/// Whom to meet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Whoever is due first stands first.
    due: Vec<ContactDue>,
    /// The version of the initiative that was read.
    version: Version,
    /// The same as appointments, one a person: a calendar file (iCalendar, RFC 5545). Read in again, it changes the
    /// appointments that are there instead of adding others.
    #[serde(skip_serializing_if = "Option::is_none")]
    ics: Option<String>,
}

impl Method<Call> for ContactsDue {
    const NAME: &'static str = "contacts_due";
    const SUMMARY: &'static str = "Whom to meet this week to keep in touch, whoever is due first standing first; also as a calendar file.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "within_days": 7, "ics": true}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let as_of = AsOfParam::read(params.as_of.as_ref(), &call.engine.now())?;
        let look = call.look(&params.initiative, as_of).await?;
        let facts = look.facts();
        let within = params.within_days.unwrap_or(WITHIN_DAYS);
        let due = contacts_due(&facts, within, params.partner.as_ref());
        let calendar = || calendar::of_contacts(&facts.initiative.id, facts.now, &due);
        Ok(Answer { ics: params.ics.then(calendar), version: facts.initiative.version, due })
    }
}
