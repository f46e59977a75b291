//! Measures of working with the line: keeping in touch, listening, vendors, evidence, new ways of learning.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::cadence::touches;
use super::super::facts::Facts;
use super::super::ids::RecordId;
use super::super::naming::Lacking;
use super::super::record::{
    Feedback, Innovation, Kind, Need, PilotResult, Question, Stored, VendorProposal,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "coalition.stakeholders_in_touch",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many stakeholders were met as lately as they are to be?",
        raise: "Meet whoever is due (contacts_due lists them) and record the contact.",
        provenance: "A systematic approach to relationships, with time for them in the calendar (practice of learning business partners); how often stands with each stakeholder.",
        words: Words { one: "stakeholder", many: "stakeholders", state: "met in time" },
        reads: &[Kind::Contact, Kind::Stakeholder, Kind::Meeting],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, stakeholders_in_touch),
    },
    MeasureRow {
        name: "enlist.units_listened_to",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "From how many of the affected units has something been heard lately: a need, a question, praise or criticism?",
        raise: "Go to a unit that has been silent, listen, and record the feedback or the need; criticism counts like praise.",
        provenance: "Criticism is welcome, because it is likely to be said whether one hears it or not (practice of learning business partners); 90 days: windrose default.",
        words: Words { one: "unit", many: "units", state: "listened to" },
        reads: &[Kind::Feedback, Kind::Need, Kind::Question, Kind::Scope],
        params: || schemars::schema_for!(Within),
        bind: |with| bind(with, units_listened_to),
    },
    MeasureRow {
        name: "enable.vendor_proposals_measured",
        step: Step::Enable,
        unit: Unit::Share,
        question: "How many vendors' proposals were measured by the indicator they named?",
        raise: "Try the proposal in a pilot and record its result with the proposal.",
        provenance: "Ask vendors how their solution closes the gap and how that is measured (practice of learning partnerships).",
        words: Words {
            one: "vendor’s proposal", many: "vendors’ proposals", state: "measured"
        },
        reads: &[Kind::PilotResult, Kind::VendorProposal],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, vendor_proposals_measured),
    },
    MeasureRow {
        name: "wins.results_compared",
        step: Step::Wins,
        unit: Unit::Share,
        question: "How many results were held against a comparison group?",
        raise: "Measure a group in which nothing was changed too, and supersede the result with its values before and after.",
        provenance: "Data against control groups, the language of senior management (practice of learning partnerships).",
        words: Words { one: "result", many: "results", state: "held against a comparison group" },
        reads: &[Kind::PilotResult],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, results_compared),
    },
    MeasureRow {
        name: "wins.innovations_tried",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many new ways of learning were tried, with something learned from it?",
        raise: "Try a new way of learning on a small scale and record the innovation with what was learned.",
        provenance: "Explore what is new and feasible (practice of learning partnerships).",
        words: Words { one: "new way of learning", many: "new ways of learning", state: "tried" },
        reads: &[Kind::Innovation],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, innovations_tried),
    },
];

fn stakeholders_in_touch(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let all = touches(&facts.initiative.records);
    if all.is_empty() {
        return Err(Why::NothingRecorded(Kind::Stakeholder));
    }
    let today = facts.now.date();
    let late: Vec<_> = all.iter().filter(|it| it.last.is_none() || it.due_on < today).collect();
    let by = all.iter().filter_map(|it| it.last.map(|(_, by)| by));
    Ok(Reading::share(all.len() - late.len(), all.len()).by(by).lacking_people(
        late.iter().map(|it| Lacking::in_record(it.stored.id, it.stakeholder.person.to_string())),
    ))
}

/// Parameters of `enlist.units_listened_to`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Within {
    /// Within how many days.
    #[schemars(range(min = 1))]
    within_days: u32,
}

impl Default for Within {
    fn default() -> Self {
        Self { within_days: 90 }
    }
}

fn units_listened_to(params: &Within, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let (scope_record, scope) = scope(facts)?;
    let mut heard: BTreeMap<&str, RecordId> = BTreeMap::new();
    let mut note = |stored: &Stored, unit| {
        if facts.now.days_since(stored.observed_on) <= i64::from(params.within_days) {
            heard.insert(unit, stored.id);
        }
    };
    let mut anything = false;
    for (stored, it) in records.live::<Feedback>() {
        anything = true;
        note(stored, it.unit.as_str());
    }
    for (stored, it) in records.live::<Need>() {
        anything = true;
        note(stored, it.unit.as_str());
    }
    for (stored, it) in records.live::<Question>() {
        anything = true;
        if let Some(unit) = &it.unit {
            note(stored, unit);
        }
    }
    if !anything {
        return Err(Why::NothingRecorded(Kind::Feedback));
    }
    let (listened, silent): (Vec<_>, Vec<_>) =
        scope.units.iter().partition(|unit| heard.contains_key(unit.name.as_str()));
    Ok(Reading::share(listened.len(), scope.units.len())
        .by(listened.iter().map(|unit| heard[unit.name.as_str()]))
        .by([scope_record.id])
        .lacking(silent.iter().map(|unit| unit.name.clone())))
}

fn vendor_proposals_measured(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let all: Vec<_> = records.live::<VendorProposal>().collect();
    if all.is_empty() {
        return Err(Why::NothingRecorded(Kind::VendorProposal));
    }
    let (mut by, mut lacking) = (Vec::new(), Vec::new());
    for (stored, proposal) in &all {
        by.push(stored.id);
        let results: Vec<_> = proposal.results(stored.id, records).collect();
        if results.is_empty() {
            lacking.push(proposal.offer.clone());
        }
        by.extend(results);
    }
    Ok(Reading::share(all.len() - lacking.len(), all.len()).by(by).lacking(lacking))
}

fn results_compared(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let all: Vec<_> = facts.initiative.records.live::<PilotResult>().collect();
    if all.is_empty() {
        return Err(Why::NothingRecorded(Kind::PilotResult));
    }
    let compared = all.iter().filter(|(_, it)| it.comparison().is_some());
    Ok(Reading::share(compared.count(), all.len()).by(all.iter().map(|(stored, _)| stored.id)))
}

fn innovations_tried(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let all: Vec<_> = facts.initiative.records.live::<Innovation>().collect();
    if all.is_empty() {
        return Err(Why::NothingRecorded(Kind::Innovation));
    }
    let (tried, others): (Vec<_>, Vec<_>) = all.iter().partition(|(_, it)| it.learned.is_some());
    Ok(Reading::count(tried.len())
        .by(tried.iter().map(|(stored, _)| stored.id))
        .lacking(others.iter().map(|(_, it)| it.what.clone())))
}
