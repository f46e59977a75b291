//! Keeping in touch: who was met last when, and whose turn it is.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ids::{PersonId, RecordId};
use super::record::{Contact, Meeting, Records, Stakeholder, Stored};

/// Somebody to keep in touch with, and when they were met last.
#[derive(Debug, Clone)]
pub struct Touch<'a> {
    /// The record that asks for it.
    pub stored: &'a Stored,
    /// What it says.
    pub stakeholder: &'a Stakeholder,
    /// The day and the record of the last meeting; none as long as nobody has met them.
    pub last: Option<(Date, RecordId)>,
    /// The day by which they are to be met again: so many days after the last time; the day on which they were listed
    /// when nobody has met them yet.
    pub due_on: Date,
}

/// Everybody to keep in touch with, whoever is due first standing first. A contact counts whoever had it, and so does
/// a meeting of the coalition that they attended.
pub fn touches(records: &Records) -> Vec<Touch<'_>> {
    let mut met: BTreeMap<&PersonId, (Date, RecordId)> = BTreeMap::new();
    let mut meet = |person, on: Date, by: RecordId| {
        let last = met.entry(person).or_insert((on, by));
        *last = (*last).max((on, by));
    };
    for (stored, contact) in records.live::<Contact>() {
        meet(&contact.a, stored.observed_on, stored.id);
        meet(&contact.b, stored.observed_on, stored.id);
    }
    for (stored, meeting) in records.live::<Meeting>() {
        for person in &meeting.attendees {
            meet(person, stored.observed_on, stored.id);
        }
    }
    let mut newest: BTreeMap<&PersonId, (&Stored, &Stakeholder)> = BTreeMap::new();
    for (stored, stakeholder) in records.live::<Stakeholder>() {
        newest.insert(&stakeholder.person, (stored, stakeholder));
    }
    let mut touches: Vec<_> = newest
        .into_values()
        .map(|(stored, stakeholder)| {
            let last = met.get(&stakeholder.person).copied();
            let due_on = match last {
                Some((on, _)) => {
                    let days = i64::from(stakeholder.cadence_days);
                    on.saturating_add(jiff::Span::new().days(days))
                }
                None => stored.observed_on,
            };
            Touch { stored, stakeholder, last, due_on }
        })
        .collect();
    touches.sort_by_key(|it| (it.due_on, it.stored.id));
    touches
}
