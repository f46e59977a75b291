//! Measures of step 2 that need no graph.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::coalition::hr::{USUAL_UNITS, is_called};
use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId};
use super::super::members::Members;
use super::super::naming::Lacking;
use super::super::record::{Contact, Kind, Meeting, Party, RoleCharter};
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
    MeasureRow {
        name: "coalition.members_at_desired_commitment",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many members stand to the change as they would have to?",
        raise: "Win the member over and supersede their coalition_member, with commitment and desired_commitment.",
        provenance: "Actual against desired commitment: common practice of stakeholder work. Who has no desired \
                     commitment does not count as having reached it: windrose default.",
        words: Words { one: "member", many: "members", state: "at their desired commitment" },
        reads: &[Kind::CoalitionMember],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, members_at_desired_commitment),
    },
    MeasureRow {
        name: "coalition.attendance_median",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "Of the latest meetings, how many did the member in the middle attend?",
        raise: "Find days on which the members can come, meet, and record a meeting with who was there.",
        provenance: "Authentic participation rather than size: study of ten hospitals. The median within 90 days: windrose default.",
        words: Words {
            one: "meeting",
            many: "meetings",
            state: "attended by the member in the middle",
        },
        reads: &[Kind::Meeting, Kind::CoalitionMember],
        params: || schemars::schema_for!(Attendance),
        bind: |with| bind(with, attendance_median),
    },
    MeasureRow {
        name: "coalition.days_since_last_contact",
        step: Step::Coalition,
        unit: Unit::Days,
        question: "How many days ago did the coalition last meet, or two people speak about the change?",
        raise: "Meet, or speak with each other, and record a meeting or a contact.",
        provenance: "windrose default: a coalition that does not meet stands on paper only.",
        words: Words { one: "day", many: "days", state: "since the last meeting or contact" },
        reads: &[Kind::Meeting, Kind::Contact],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, days_since_last_contact),
    },
    MeasureRow {
        name: "coalition.hr_share",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many members come from HR or learning and development?",
        raise: "Win people from other units and record each as a coalition_member.",
        provenance: "windrose default: a coalition of HR alone is HR's project.",
        words: Words { one: "member", many: "members", state: "from HR or learning" },
        reads: &[Kind::CoalitionMember],
        params: || schemars::schema_for!(HrUnits),
        bind: |with| bind(with, hr_share),
    },
    MeasureRow {
        name: "coalition.size",
        step: Step::Coalition,
        unit: Unit::Count,
        question: "How many people carry the change?",
        raise: "Win somebody for the change and record a coalition_member.",
        provenance: "Size is for information: a study of ten hospitals found that it does not go with success.",
        words: Words { one: "member", many: "members", state: "in the coalition" },
        reads: &[Kind::CoalitionMember],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, size),
    },
];

/// The members who count, if there are any.
fn members<'a>(facts: &Facts<'a>) -> Result<Members<'a>, Why> {
    let members = facts.active_members();
    if members.is_empty() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    Ok(members)
}

fn ids(members: &Members<'_>) -> Vec<RecordId> {
    members.values().map(|(stored, _)| stored.id).collect()
}

/// Parameters of `coalition.powers_held`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct PowersHeld {
    /// How many members have to hold a power.
    #[schemars(range(min = 1, max = 1000))]
    members: u32,
    /// From which level on somebody holds it, 1 to 3.
    #[schemars(range(min = 1, max = 3))]
    level: u32,
}

impl Default for PowersHeld {
    fn default() -> Self {
        Self { members: 2, level: 2 }
    }
}

fn powers_held(params: &PowersHeld, facts: &Facts<'_>) -> Judged {
    let members = members(facts)?;
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
    Ok(Reading::count(holders.len() - lacking.len()).by(ids(&members)).lacking(lacking))
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

/// Who is below is a rating of persons and is not named here; who has no desired commitment yet is.
fn members_at_desired_commitment(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let members = members(facts)?;
    let there = members
        .values()
        .filter(|(_, it)| it.desired_commitment.is_some_and(|desired| it.commitment >= desired))
        .count();
    let unsaid = members
        .values()
        .filter(|(_, it)| it.desired_commitment.is_none())
        .map(|(stored, _)| format!("{} (no desired_commitment)", stored.id));
    Ok(Reading::share(there, members.len()).by(ids(&members)).lacking(unsaid))
}

/// Parameters of `coalition.attendance_median`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Attendance {
    /// Meetings of how many days count.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Attendance {
    fn default() -> Self {
        Self { within_days: 90 }
    }
}

fn attendance_median(params: &Attendance, facts: &Facts<'_>) -> Judged {
    let members = members(facts)?;
    let mut meetings: Vec<_> = facts.initiative.records.live::<Meeting>().collect();
    if meetings.is_empty() {
        return Err(Why::NothingRecorded(Kind::Meeting));
    }
    let within = i64::from(params.within_days);
    meetings.retain(|(stored, _)| facts.now.days_since(stored.observed_on) <= within);
    if meetings.is_empty() {
        return Err(Why::NobodyLooked { kind: Kind::Meeting, within_days: params.within_days });
    }
    let attended = |person: &PersonId| {
        meetings.iter().filter(|(_, meeting)| meeting.attendees.contains(person)).count()
    };
    let counts: Vec<(&PersonId, usize)> =
        members.keys().map(|person| (*person, attended(person))).collect();
    let (have, of) = median(counts.iter().map(|(_, count)| *count).collect(), meetings.len());
    let never = counts.iter().filter(|(_, count)| *count == 0);
    Ok(Reading::share(have, of)
        .by(meetings.iter().map(|(stored, _)| stored.id))
        .by(ids(&members))
        .lacking_people(never.map(|(person, _)| {
            Lacking::in_record(members[person].0.id, format!("{person} (at none)"))
        })))
}

/// The median of counts, each of `of`. Between two that differ by an odd number it is a half: then both are doubled.
fn median(mut counts: Vec<usize>, of: usize) -> (usize, usize) {
    counts.sort_unstable();
    let middle = counts.len() / 2;
    let upper = counts.get(middle).copied().unwrap_or(0);
    let lower =
        if counts.len().is_multiple_of(2) { counts[middle.saturating_sub(1)] } else { upper };
    if (lower + upper) % 2 == 0 { ((lower + upper) / 2, of) } else { (lower + upper, 2 * of) }
}

fn days_since_last_contact(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let meeting = records.latest::<Meeting>(|_| true).map(|(stored, _)| stored);
    let contact = records.latest::<Contact>(|_| true).map(|(stored, _)| stored);
    let last = [meeting, contact]
        .into_iter()
        .flatten()
        .max_by_key(|stored| stored.observed_on)
        .ok_or(Why::NothingRecorded(Kind::Meeting))?;
    let days = facts.now.days_since(last.observed_on).max(0);
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    Ok(Reading::of(Amount::Number(Fixed::whole(days))).by([last.id]))
}

/// Parameters of the measures that ask how much is HR's.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HrUnits {
    /// The names of the units that count as HR or learning; capitals do not matter.
    #[schemars(length(min = 1))]
    units: Vec<String>,
}

impl Default for HrUnits {
    fn default() -> Self {
        Self { units: USUAL_UNITS.map(str::to_owned).to_vec() }
    }
}

impl HrUnits {
    /// Is this the name of one of them?
    pub(super) fn has(&self, unit: &str) -> bool {
        is_called(unit, &self.units)
    }
}

fn hr_share(params: &HrUnits, facts: &Facts<'_>) -> Judged {
    let members = members(facts)?;
    let hr: Vec<_> = members.iter().filter(|(_, (_, it))| params.has(&it.unit)).collect();
    Ok(Reading::share(hr.len(), members.len()).by(ids(&members)).lacking_people(hr.iter().map(
        |(person, (stored, it))| Lacking::in_record(stored.id, format!("{person} ({})", it.unit)),
    )))
}

fn size(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let members = members(facts)?;
    Ok(Reading::count(members.len()).by(ids(&members)))
}
