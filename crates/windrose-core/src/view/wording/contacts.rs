//! Whom to meet.

use crate::rules::record::Stakeholder;

use super::messages::{plain, say};

/// The longest that a unit's name in a sentence may be, in characters.
const UNIT_LENGTH_MAX: usize = 80;

/// Whom to meet and why now: when they were met last, and how often they are to be.
pub fn contact_due(stakeholder: &Stakeholder, days_ago: Option<i64>) -> String {
    let person = stakeholder.person.as_str();
    let unit = plain(&stakeholder.unit, UNIT_LENGTH_MAX);
    let every = stakeholder.cadence_days;
    match days_ago {
        None => say!("contact-never", person = person, unit = unit, every = every),
        Some(days) => say!("contact-due", person = person, unit = unit, days = days, every = every),
    }
}
