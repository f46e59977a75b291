//! Whose turn it is: the people to meet, whoever is due first standing first.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording;
use crate::rules::cadence::touches;
use crate::rules::facts::Facts;
use crate::rules::ids::{PersonId, RecordId};
use crate::rules::now::days_between;

/// Somebody to meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContactDue {
    /// The record that asks for it.
    pub stakeholder: RecordId,
    /// Whom to meet.
    pub person: PersonId,
    /// The unit they speak for.
    pub unit: String,
    /// Who keeps in touch with them; anybody when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<PersonId>,
    /// How many days may lie between two meetings.
    pub cadence_days: u32,
    /// When they were met last; never when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_met: Option<Date>,
    /// By when they are to be met.
    pub due_on: Date,
    /// How many days late that is today; negative while there is time.
    pub days_late: i64,
    /// The same in plain words.
    pub sentence: String,
}

/// Everybody who is due within so many days, and of one partner if one is given.
pub fn contacts_due(
    facts: &Facts<'_>,
    within_days: u32,
    partner: Option<&PersonId>,
) -> Vec<ContactDue> {
    let today = facts.now.date();
    touches(&facts.initiative.records)
        .into_iter()
        .filter(|it| days_between(today, it.due_on) <= i64::from(within_days))
        .filter(|it| partner.is_none() || it.stakeholder.partner.as_ref() == partner)
        .filter(|it| facts.sees(it.stored))
        .map(|it| {
            let (last_met, days_late) =
                (it.last.map(|(on, _)| on), -days_between(today, it.due_on));
            let stakeholder = it.stakeholder;
            let ago = last_met.map(|on| days_between(on, today));
            ContactDue {
                stakeholder: it.stored.id,
                person: stakeholder.person.clone(),
                unit: stakeholder.unit.clone(),
                partner: stakeholder.partner.clone(),
                cadence_days: stakeholder.cadence_days,
                last_met,
                due_on: it.due_on,
                days_late,
                sentence: wording::contact_due(stakeholder, ago),
            }
        })
        .collect()
}
