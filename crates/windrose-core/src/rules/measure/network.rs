//! Measures of step 2 that look at the coalition graph: whom its members reach, and who holds it together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::coalition::analysis::Analysis;
use super::super::coalition::groups::{Group, Groups};
use super::super::coalition::inputs::units_without_member;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::record::{CoalitionMember, Contact, Kind, NetworkSurvey, Nomination};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, OfDirectory, Reading, Unit, Why, Words, bind, scope};

/// What makes the graph, besides the directory.
const READS: &[Kind] =
    &[Kind::CoalitionMember, Kind::Nomination, Kind::NetworkSurvey, Kind::Contact, Kind::Scope];

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "coalition.people_reached",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many of the affected people does an active member reach, directly or through one other person?",
        raise: "Ask `coalition_read` whom to add next, win them, and record each as a coalition_member.",
        provenance: "Two steps and the usual bound of 80 %: windrose default. That members have to reach the people whom \
                     the change affects: network studies of change agents.",
        words: Words {
            one: "affected person",
            many: "affected people",
            state: "within reach of the coalition",
        },
        reads: READS,
        params: || schemars::schema_for!(Hops),
        bind: |with| bind(with, people_reached),
    },
    MeasureRow {
        name: "coalition.units_with_member",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many of the affected units have an active member of their own?",
        raise: "Win somebody in each unit that is named and record a coalition_member.",
        provenance: "The usual bound of 60 %: windrose default.",
        words: Words { one: "affected unit", many: "affected units", state: "with a member" },
        reads: READS,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, units_with_member),
    },
    MeasureRow {
        name: "coalition.levels_with_member",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many levels of the hierarchy, of those among the affected, have an active member?",
        raise: "Win somebody of each level that is named and record a coalition_member.",
        provenance: "Authentic participation from all levels rather than size: study of ten hospitals.",
        words: Words { one: "level", many: "levels", state: "with a member" },
        reads: READS,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, levels_with_member),
    },
    MeasureRow {
        name: "coalition.members_hard_to_spare",
        step: Step::Coalition,
        unit: Unit::Count,
        question: "How many members would cut off many affected people if they left, and have no deputy?",
        raise: "Name a deputy: supersede the coalition_member with `deputy`.",
        provenance: "More than 10 % of the affected people: windrose default. The motive is what happens to changes whose one driver leaves.",
        words: Words {
            one: "irreplaceable member",
            many: "irreplaceable members",
            state: "without a deputy",
        },
        reads: READS,
        params: || schemars::schema_for!(CutOff),
        bind: |with| bind(with, members_hard_to_spare),
    },
    MeasureRow {
        name: "coalition.sponsored",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many affected people have only committed members of the coalition above them?",
        raise: "Win the managers who are named, and record each as a coalition_member who is committed.",
        provenance: "Sponsorship that cascades down the line without a gap: common practice of change management.",
        words: Words {
            one: "affected person",
            many: "affected people",
            state: "under an unbroken chain of sponsors",
        },
        reads: READS,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, sponsored),
    },
    MeasureRow {
        name: "coalition.busiest_member",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "Of the latest contacts that members had, how many were those of the busiest one?",
        raise: "Share the talking: let other members meet people, and record each contact.",
        provenance: "More than half is a change that hangs on one person: windrose default, and so are 90 days.",
        words: Words { one: "contact", many: "contacts", state: "had by the busiest member" },
        reads: READS,
        params: || schemars::schema_for!(Latest),
        bind: |with| bind(with, busiest_member),
    },
    MeasureRow {
        name: "coalition.network_answered",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many of those who were asked in the newest network survey have said whom they go to?",
        raise: "Remind those who have not answered, and record each answer as a nomination that links to the survey.",
        provenance: "Practice of organisational network analysis: from 80 % people may be named, from 65 % patterns may be shown.",
        words: Words {
            one: "person who was asked",
            many: "people who were asked",
            state: "have said whom they go to",
        },
        reads: &[Kind::Nomination, Kind::NetworkSurvey],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, network_answered),
    },
];

/// What the graph says, or why it says nothing of the affected people.
fn analysis(facts: &Facts<'_>) -> Result<Arc<Analysis>, Why> {
    if facts.initiative.records.live::<CoalitionMember>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    scope(facts)?;
    if !facts.directory.is_published() {
        return Err(Why::NotInDirectory(OfDirectory::Anybody));
    }
    let analysis = facts.coalition().ok_or(Why::BeingComputed)?;
    if analysis.within(1).of == 0 {
        return Err(Why::NotInDirectory(OfDirectory::AffectedUnits));
    }
    Ok(analysis)
}

fn reading(have: u64, of: u64) -> Reading {
    Reading::of(super::super::criterion::Amount::Share { have, of })
}

/// The records that name the coalition.
fn members_of(facts: &Facts<'_>) -> Vec<super::super::ids::RecordId> {
    let members = facts.active_members();
    members.values().map(|(stored, _)| stored.id).collect()
}

/// Parameters of `coalition.people_reached`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Hops {
    /// Within how many steps: 1 for those whom a member reaches directly, 2 for those whom these reach.
    #[schemars(range(min = 1, max = 2))]
    steps: u32,
}

impl Default for Hops {
    fn default() -> Self {
        Self { steps: 2 }
    }
}

fn people_reached(params: &Hops, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let found = analysis.within(params.steps);
    // By unit, for a list of people is long and names many.
    let mut short: Vec<_> = found.units.iter().filter(|it| it.covered < it.of).collect();
    short.sort_by_key(|it| std::cmp::Reverse(it.of - it.covered));
    let lacking = short.iter().filter_map(|it| {
        let unit = it.unit.as_ref()?;
        Some(format!("{unit} ({} of {})", it.covered, it.of))
    });
    let lacking: Vec<_> = lacking.chain(analysis.inputs.unknown_units.iter().cloned()).collect();
    Ok(reading(found.covered, found.of).by(members_of(facts)).lacking(lacking))
}

/// Without the directory: a unit has a member whose record names it.
fn units_with_member(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    if facts.initiative.records.live::<CoalitionMember>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    let without = units_without_member(facts.initiative, facts.directory, facts.now);
    let without = without.unwrap_or_default();
    let all = scope.units.len();
    Ok(Reading::share(all - without.len(), all)
        .by([scope_record.id])
        .by(members_of(facts))
        .lacking(without.iter().map(|it| it.name.clone())))
}

fn levels_with_member(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let levels: &[Group] = &analysis.groups.levels;
    if levels.is_empty() {
        return Err(Why::NotInDirectory(OfDirectory::Levels));
    }
    let without: Vec<_> = Groups::without_member(levels).map(|it| it.name.to_string()).collect();
    Ok(Reading::share(levels.len() - without.len(), levels.len())
        .by(members_of(facts))
        .lacking(without))
}

/// Parameters of `coalition.members_hard_to_spare`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct CutOff {
    /// More than this share of the affected people would be cut off, or left without a member.
    #[schemars(range(min = 0, max = 1))]
    more_than: Fixed,
}

impl Default for CutOff {
    fn default() -> Self {
        Self { more_than: Fixed::micros(100_000) }
    }
}

fn members_hard_to_spare(params: &CutOff, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let found = analysis.cuts.members_to_cover(params.more_than);
    Ok(Reading::count(found.len())
        .by(members_of(facts))
        .lacking(found.iter().map(ToString::to_string)))
}

fn sponsored(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let found = &analysis.sponsors;
    let of = found.unbroken + found.broken;
    if of == 0 {
        return Err(Why::NotInDirectory(OfDirectory::ReportingLines));
    }
    let gaps = found.gaps.iter().map(|it| format!("{} ({})", it.manager, it.first_for));
    Ok(reading(found.unbroken, of).by(members_of(facts)).lacking(gaps))
}

fn network_answered(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let survey = records.latest::<NetworkSurvey>(|_| true);
    let (stored, survey) = survey.ok_or(Why::NothingRecorded(Kind::NetworkSurvey))?;
    let answers: Vec<_> = records.linking::<Nomination>(stored.id).collect();
    let people: BTreeSet<_> = answers.iter().map(|(_, it)| &it.from).collect();
    let (have, of) = (people.len() as u64, u64::from(survey.invited_n));
    if have > of {
        return Err(Why::MoreThanScope { have, of });
    }
    Ok(reading(have, of).by([stored.id]).by(answers.iter().map(|(stored, _)| stored.id)))
}

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

fn busiest_member(params: &Latest, facts: &Facts<'_>) -> Judged {
    let members = facts.active_members();
    if members.is_empty() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    let mut contacts: Vec<_> = facts.initiative.records.live::<Contact>().collect();
    if contacts.is_empty() {
        return Err(Why::NothingRecorded(Kind::Contact));
    }
    let within = i64::from(params.within_days);
    contacts.retain(|(stored, it)| {
        facts.now.days_since(stored.observed_on) <= within
            && (members.contains_key(&it.a) || members.contains_key(&it.b))
    });
    if contacts.is_empty() {
        return Err(Why::NobodyLooked { kind: Kind::Contact, within_days: params.within_days });
    }
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
        .lacking(busiest.map(|(person, _)| person.to_string())))
}
