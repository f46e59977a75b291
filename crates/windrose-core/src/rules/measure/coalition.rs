//! Measures of step 2 that need no graph.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::facts::Facts;
use super::super::ids::PersonId;
use super::super::record::{CoalitionMember, Kind, Party, RoleCharter, Stored};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "coalition.powers_held",
        step: Step::Coalition,
        unit: Unit::Count,
        question: "How many of the four powers (position, expertise, credibility, leadership) does the coalition hold?",
        raise: "Win somebody who brings the missing power and record a coalition_member.",
        provenance: "The four powers: Kotter 1996 (practitioner book). Twice each at level 2 or more: windrose default.",
        words: Words {
            one: "power held by enough members",
            many: "powers held by enough members",
            state: "held",
        },
        reads: &[Kind::CoalitionMember],
        params: || schemars::schema_for!(PowersHeld),
        bind: |with| bind(with, powers_held),
    },
    MeasureRow {
        name: "coalition.charters_accepted",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "Have HR and every managing unit accepted what they do for the change?",
        raise: "Agree on the duties with each party that is missing and record a role_charter with who accepted it and when.",
        provenance: "Clarify roles, HR's and the managers' (practice of learning partnerships).",
        words: Words { one: "role charter", many: "role charters", state: "accepted" },
        reads: &[Kind::RoleCharter, Kind::Scope],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, charters_accepted),
    },
];

/// Parameters of `coalition.powers_held`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct PowersHeld {
    /// How many members have to hold a power.
    members: u32,
    /// From which level on somebody holds it, 1 to 3.
    level: u32,
}

impl Default for PowersHeld {
    fn default() -> Self {
        Self { members: 2, level: 2 }
    }
}

fn powers_held(params: &PowersHeld, facts: &Facts<'_>) -> Judged {
    // Somebody recorded twice is one member: the newest record of each person counts.
    let mut members: BTreeMap<&PersonId, (&Stored, &CoalitionMember)> = BTreeMap::new();
    for (stored, member) in facts.initiative.records.live::<CoalitionMember>() {
        let entry = members.entry(&member.person).or_insert((stored, member));
        if stored.id.number > entry.0.id.number {
            *entry = (stored, member);
        }
    }
    if members.is_empty() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    let mut holders: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, member) in members.values() {
        for (power, level) in member.powers.named() {
            *holders.entry(power).or_default() += u32::from(level >= params.level);
        }
    }
    let lacking: Vec<_> = holders
        .iter()
        .filter(|(_, count)| **count < params.members)
        .map(|(power, count)| format!("{power} ({count} of {})", params.members))
        .collect();
    Ok(Reading::count(holders.len() - lacking.len())
        .by(members.values().map(|(stored, _)| stored.id))
        .lacking(lacking))
}

fn charters_accepted(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let (mut hr, mut units, mut decided_by) = (false, BTreeSet::new(), vec![scope_record.id]);
    for (stored, charter) in facts.initiative.records.live::<RoleCharter>() {
        if charter.is_accepted() {
            match (charter.party, &charter.unit) {
                (Party::Hr, _) => hr = true,
                (Party::Manager, Some(unit)) => {
                    units.insert(unit.as_str());
                }
                _ => continue,
            }
            decided_by.push(stored.id);
        }
    }
    if decided_by.len() == 1 && facts.initiative.records.live::<RoleCharter>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::RoleCharter));
    }
    let managing: Vec<_> = scope.units.iter().filter(|unit| unit.managers > 0).collect();
    let mut lacking: Vec<_> = managing
        .iter()
        .filter(|unit| !units.contains(unit.name.as_str()))
        .map(|unit| unit.name.clone())
        .collect();
    if !hr {
        lacking.insert(0, "HR".to_owned());
    }
    let of = managing.len() + 1;
    Ok(Reading::share(of - lacking.len(), of).by(decided_by).lacking(lacking))
}
