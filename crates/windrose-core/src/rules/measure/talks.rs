//! Measures of step 2 that look at the talks which members have: how much of them falls to one.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::PersonId;
use super::super::naming::Lacking;
use super::super::record::{Contact, Kind, Stored};
use super::super::step::Step;
use super::{Judged, MeasureRow, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "coalition.busiest_member",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "Of the latest contacts that members had, how many were those of the busiest one?",
        raise: "Share the talking: let other members meet people, and record each contact.",
        provenance: "More than half is a change that hangs on one person: windrose default, and so are 90 days.",
        words: Words { one: "contact", many: "contacts", state: "had by the busiest member" },
        reads: &[Kind::Contact, Kind::CoalitionMember],
        params: || schemars::schema_for!(Latest),
        bind: |with| bind(with, busiest_member),
    },
    MeasureRow {
        name: "coalition.busiest_member_minutes",
        step: Step::Coalition,
        unit: Unit::Minutes,
        question: "For how many minutes did the member who talks most speak with people about the change lately?",
        raise: "Take talks off the member who is named: let other members meet people, and record each contact.",
        provenance: "What a champion carries is how many turn to them, times the hours that this takes: practice of \
                     organisational network analysis. The last 30 days: windrose default.",
        words: Words {
            one: "minute",
            many: "minutes",
            state: "spoken by the member who talks most",
        },
        reads: &[Kind::Contact, Kind::CoalitionMember],
        params: || schemars::schema_for!(Month),
        bind: |with| bind(with, busiest_member_minutes),
    },
];

/// Parameters of `coalition.busiest_member`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Latest {
    /// Contacts of how many days count.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Latest {
    fn default() -> Self {
        Self { within_days: 90 }
    }
}

/// The contacts of so many days that a member had.
fn contacts_of_members<'a>(
    facts: &Facts<'a>,
    within_days: u32,
) -> Result<Vec<(&'a Stored, &'a Contact)>, Why> {
    let members = facts.active_members();
    if members.is_empty() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    let mut contacts: Vec<_> = facts.initiative.records.live::<Contact>().collect();
    if contacts.is_empty() {
        return Err(Why::NothingRecorded(Kind::Contact));
    }
    contacts.retain(|(stored, it)| {
        facts.now.days_since(stored.observed_on) <= i64::from(within_days)
            && (members.contains_key(&it.a) || members.contains_key(&it.b))
    });
    if contacts.is_empty() {
        return Err(Why::NobodyLooked { kind: Kind::Contact, within_days });
    }
    Ok(contacts)
}

fn busiest_member(params: &Latest, facts: &Facts<'_>) -> Judged {
    let contacts = contacts_of_members(facts, params.within_days)?;
    let members = facts.active_members();
    let mut had: BTreeMap<_, usize> = BTreeMap::new();
    for (_, it) in &contacts {
        for person in [&it.a, &it.b].into_iter().filter(|it| members.contains_key(*it)) {
            *had.entry(person).or_default() += 1;
        }
    }
    let most = had.values().copied().max().unwrap_or(0);
    let busiest = had.iter().filter(|(_, count)| **count == most);
    Ok(Reading::share(most, contacts.len())
        .by(contacts.iter().map(|(stored, _)| stored.id))
        .lacking_people(
            busiest.map(|(person, _)| Lacking::in_record(members[person].0.id, person.to_string())),
        ))
}

/// Parameters of `coalition.busiest_member_minutes`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Month {
    /// Contacts of how many days count.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Month {
    fn default() -> Self {
        Self { within_days: 30 }
    }
}

/// How long, and with how many different people.
fn busiest_member_minutes(params: &Month, facts: &Facts<'_>) -> Judged {
    let contacts = contacts_of_members(facts, params.within_days)?;
    let members = facts.active_members();
    let mut spoke: BTreeMap<&PersonId, (u32, BTreeSet<&PersonId>)> = BTreeMap::new();
    for (_, it) in &contacts {
        for (person, other) in [(&it.a, &it.b), (&it.b, &it.a)] {
            if members.contains_key(person) {
                let (minutes, with) = spoke.entry(person).or_default();
                *minutes = minutes.saturating_add(it.minutes);
                with.insert(other);
            }
        }
    }
    let most = spoke.values().map(|(minutes, _)| *minutes).max().unwrap_or(0);
    let busiest = spoke.iter().filter(|(_, (minutes, _))| *minutes == most);
    Ok(Reading::of(Amount::Number(Fixed::whole(most)))
        .by(contacts.iter().map(|(stored, _)| stored.id))
        .lacking_people(busiest.map(|(person, (_, with))| {
            let text = format!("{person} (people met: {})", with.len());
            Lacking::in_record(members[person].0.id, text)
        })))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{Given, read};
    use super::*;

    fn member(person: &str) -> Given {
        let powers = json!({"position": 1, "expertise": 1, "credibility": 1, "leadership": 1});
        let data = json!({"person": person, "unit": "Sales", "role": "champion", "powers": powers, "commitment": "committed"});
        (Kind::CoalitionMember, "2026-03-02", data)
    }

    fn contact(on: &'static str, a: &str, b: &str, minutes: u32) -> Given {
        (Kind::Contact, on, json!({"a": a, "b": b, "minutes": minutes, "kind": "1to1"}))
    }

    #[test]
    fn minutes_of_both_count_for_a_month_and_people_once() {
        let name = "coalition.busiest_member_minutes";
        let read = |given: Vec<Given>| read(name, json!({}), given);
        assert_eq!(read(Vec::new()), Err(Why::NothingRecorded(Kind::CoalitionMember)));
        let members = || vec![member("champion"), member("sponsor")];
        assert_eq!(read(members()), Err(Why::NothingRecorded(Kind::Contact)));
        let late = contact("2026-05-30", "champion", "clerk-1", 600);
        let nobody = Why::NobodyLooked { kind: Kind::Contact, within_days: 30 };
        let with = |more: &[Given]| read(members().into_iter().chain(more.to_vec()).collect());
        assert_eq!(with(std::slice::from_ref(&late)), Err(nobody), "31 days ago");
        let found = with(&[
            late,
            contact("2026-05-31", "champion", "clerk-1", 45),
            contact("2026-06-29", "clerk-1", "champion", 30),
            contact("2026-06-30", "sponsor", "champion", 20),
            contact("2026-06-30", "clerk-1", "clerk-2", 999),
        ])
        .unwrap();
        assert_eq!(found.amount, Amount::Number(Fixed::whole(95)));
        assert_eq!(found.lacking, ["champion (people met: 2)"]);
        let tied = with(&[contact("2026-06-30", "sponsor", "champion", 20)]).unwrap();
        assert_eq!(tied.lacking, ["champion (people met: 1)", "sponsor (people met: 1)"]);
    }
}
