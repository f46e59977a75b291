//! Measures of step 8.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::ids::RoleName;
use super::super::record::{
    Artefact, ArtefactType, Council, CouncilMeeting, Indicator, Kind, Succession, SustainCheck,
};
use super::super::role::Base;
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "institute.council_in_force",
        step: Step::Institute,
        unit: Unit::Truth,
        question: "Is there a council with a charter that has met lately?",
        raise: "Record the council with its charter, hold its meeting, and record a council_meeting.",
        provenance: "A formal learning and development council (practice of learning partnerships); 100 days: windrose default.",
        words: Words { one: "council", many: "councils", state: "chartered and met lately" },
        reads: &[Kind::CouncilMeeting, Kind::Council],
        params: || schemars::schema_for!(MetLately),
        bind: |with| bind(with, council_in_force),
    },
    MeasureRow {
        name: "institute.artefacts_in_force",
        step: Step::Institute,
        unit: Unit::Count,
        question: "How many artefacts of this type are in force?",
        raise: "Put the artefact into force and record it with the day from which it holds.",
        provenance: "Make it part of management onboarding; establish a manifesto (practice of learning partnerships).",
        words: Words { one: "artefact in force", many: "artefacts in force", state: "in force" },
        reads: &[Kind::Artefact],
        params: || schemars::schema_for!(OfType),
        bind: |with| bind(with, artefacts_in_force),
    },
    MeasureRow {
        name: "institute.artefact_kinds",
        step: Step::Institute,
        unit: Unit::Count,
        question: "How many different types of artefacts are in force?",
        raise: "Put an artefact of another type into force and record it with the day from which it holds.",
        provenance: "A change that is not anchored fades: Kotter 1995 (practitioner article); counting types: windrose default.",
        words: Words {
            one: "type of artefact in force",
            many: "types of artefacts in force",
            state: "in force",
        },
        reads: &[Kind::Artefact],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, artefact_kinds),
    },
    MeasureRow {
        name: "institute.successor_ready",
        step: Step::Institute,
        unit: Unit::Truth,
        question: "Is somebody ready to take over the role, and has agreed to?",
        raise: "Agree with somebody else on taking over, prepare them, and record a succession.",
        provenance: "Succession decides whether a change lasts: Kotter 1996 (practitioner book).",
        words: Words { one: "successor", many: "successors", state: "ready and committed" },
        reads: &[Kind::Succession],
        params: || schemars::schema_for!(Successor),
        bind: |with| bind(with, successor_ready),
    },
    MeasureRow {
        name: "institute.checks_at_target",
        step: Step::Institute,
        unit: Unit::Count,
        question: "How many of the checks after 6 and 12 months, one after the other, were at target?",
        raise: "Look at the indicator when the month has come, and record a sustain_check.",
        provenance: "Checks after six months: study of hospitals led through the eight steps; a second after twelve: windrose default.",
        words: Words {
            one: "check running at target",
            many: "checks running at target",
            state: "at target",
        },
        reads: &[Kind::SustainCheck, Kind::Indicator],
        params: || schemars::schema_for!(Checks),
        bind: |with| bind(with, checks_at_target),
    },
    MeasureRow {
        name: "institute.years_since_start",
        step: Step::Institute,
        unit: Unit::Count,
        question: "How many years ago did the change begin?",
        raise: "Only time does.",
        provenance: "Three to ten years until a change is part of the culture: Kotter's firm (practitioners).",
        words: Words { one: "year", many: "years", state: "since the change began" },
        // Nothing that anybody records: the initiative knows when it was opened.
        reads: &[],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, years_since_start),
    },
];

/// Parameters of `institute.council_in_force`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct MetLately {
    /// How recent its last meeting has to be.
    #[schemars(range(min = 1, max = 3650))]
    met_within_days: u32,
}

impl Default for MetLately {
    fn default() -> Self {
        Self { met_within_days: 100 }
    }
}

fn council_in_force(params: &MetLately, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let (council, _) =
        records.latest::<Council>(|_| true).ok_or(Why::NothingRecorded(Kind::Council))?;
    let last = records
        .linking::<CouncilMeeting>(council.id)
        .max_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
    let Some((meeting, _)) = last else {
        return Err(Why::NothingRecorded(Kind::CouncilMeeting));
    };
    let days = facts.now.days_since(meeting.observed_on);
    let lately = days <= i64::from(params.met_within_days);
    let lacking = (!lately)
        .then(|| format!("last met {days} days ago, {} are allowed", params.met_within_days));
    Ok(Reading::of(Amount::Truth(lately)).by([council.id, meeting.id]).lacking(lacking))
}

/// Parameters of `institute.artefacts_in_force`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct OfType {
    /// The type; all of them when not given.
    #[serde(rename = "type")]
    of_type: Option<ArtefactType>,
}

fn artefacts_in_force(params: &OfType, facts: &Facts<'_>) -> Judged {
    let wanted: Vec<_> = facts
        .initiative
        .records
        .live::<Artefact>()
        .filter(|(_, it)| params.of_type.is_none_or(|of_type| of_type == it.of_type))
        .collect();
    if wanted.is_empty() {
        return Err(Why::NothingRecorded(Kind::Artefact));
    }
    let (in_force, planned): (Vec<_>, Vec<_>) =
        wanted.into_iter().partition(|(_, it)| it.effective_on <= facts.now.date());
    Ok(Reading::count(in_force.len())
        .by(in_force.iter().map(|(stored, _)| stored.id))
        .lacking(planned.iter().map(|(_, it)| format!("{} (from {})", it.title, it.effective_on))))
}

fn artefact_kinds(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let artefacts: Vec<_> = facts.initiative.records.live::<Artefact>().collect();
    if artefacts.is_empty() {
        return Err(Why::NothingRecorded(Kind::Artefact));
    }
    let (in_force, planned): (Vec<_>, Vec<_>) =
        artefacts.into_iter().partition(|(_, it)| it.effective_on <= facts.now.date());
    let types: BTreeSet<ArtefactType> = in_force.iter().map(|(_, it)| it.of_type).collect();
    let new = planned.iter().filter(|(_, it)| !types.contains(&it.of_type));
    Ok(Reading::count(types.len())
        .by(in_force.iter().map(|(stored, _)| stored.id))
        .lacking(new.map(|(_, it)| format!("{} (from {})", it.title, it.effective_on))))
}

/// Parameters of `institute.successor_ready`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Successor {
    /// The role that is to be taken over.
    role: RoleName,
}

impl Default for Successor {
    fn default() -> Self {
        Self { role: Base::Sponsor.role() }
    }
}

/// The newest arrangement counts. What is lacking names no person: readiness is a rating.
fn successor_ready(params: &Successor, facts: &Facts<'_>) -> Judged {
    let (stored, succession) = facts
        .initiative
        .records
        .latest::<Succession>(|it| it.role == params.role)
        .ok_or(Why::NothingRecorded(Kind::Succession))?;
    let missing = if facts.holds(&succession.successor, &params.role) {
        Some("the successor holds the role already")
    } else if !(succession.ready && succession.committed) {
        Some("not both ready and committed")
    } else {
        None
    };
    Ok(Reading::of(Amount::Truth(missing.is_none()))
        .by([stored.id])
        .lacking(missing.map(|it| format!("{}: {it}", params.role))))
}

/// Whole years since the initiative was opened.
fn years_since_start(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let opened = facts.now.date_of(facts.initiative.opened_at.ok_or(Why::StepNotOpened)?);
    let years = opened.until((jiff::Unit::Year, facts.now.date())).map_or(0, |it| it.get_years());
    Ok(Reading::count(usize::try_from(years).unwrap_or(0)))
}

/// Parameters of `institute.checks_at_target`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Checks {
    /// After how many months it is checked, in their order.
    #[schemars(length(min = 1), inner(range(min = 1, max = 120)))]
    months: Vec<u32>,
}

impl Default for Checks {
    fn default() -> Self {
        Self { months: vec![6, 12] }
    }
}

/// Of the indicator that does worst among those that are checked. Later months are checked on later days.
fn checks_at_target(params: &Checks, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let mut worst: Option<(usize, String)> = None;
    let mut decided_by = Vec::new();
    for (stored, indicator) in records.live::<Indicator>() {
        let checks: Vec<_> = records.linking::<SustainCheck>(stored.id).collect();
        if checks.is_empty() {
            continue;
        }
        decided_by.push(stored.id);
        decided_by.extend(checks.iter().map(|(it, _)| it.id));
        let mut running = 0;
        let mut before = None;
        for month in &params.months {
            let newest = checks
                .iter()
                .filter(|(_, it)| it.months_after == *month)
                .max_by_key(|(it, _)| (it.observed_on, it.id.number));
            let Some((at, check)) = newest else { break };
            let later = before.is_none_or(|before| at.observed_on > before);
            if !later || indicator.reached(check.value) != Some(true) {
                break;
            }
            before = Some(at.observed_on);
            running += 1;
        }
        if worst.as_ref().is_none_or(|(fewest, _)| running < *fewest) {
            let missing = params.months.get(running);
            let missing = missing.map_or(String::new(), |it| format!(" (after {it} months)"));
            worst = Some((running, format!("{}{missing}", indicator.name)));
        }
    }
    let (running, name) = worst.ok_or(Why::NothingRecorded(Kind::SustainCheck))?;
    let lacking = (running < params.months.len()).then_some(name);
    Ok(Reading::count(running).by(decided_by).lacking(lacking))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::testing::Case;
    use super::super::testing::{add, read_of as read};
    use super::*;

    #[test]
    fn years_are_counted_whole_from_the_opening() {
        let mut case = Case::small();
        let years = |case: &Case| read(case, "institute.years_since_start", &json!({})).unwrap();
        assert_eq!(years(&case).amount, Amount::Count(0));
        let opened = case.initiative.opened_at.unwrap();
        for (days, whole) in [(364, 0), (365, 1), (1095, 2), (1096, 3)] {
            case.now.at = opened + jiff::SignedDuration::from_hours(24 * days);
            assert_eq!(years(&case).amount, Amount::Count(whole), "{days}");
        }
    }

    #[test]
    fn who_holds_a_role_is_not_the_successor_in_it() {
        let mut case = Case::small();
        let unknown = read(&case, "institute.successor_ready", &json!({}));
        assert_eq!(unknown, Err(Why::NothingRecorded(Kind::Succession)));
        let mut named = |successor: &str, ready: bool| {
            let data = json!({"role": "sponsor", "successor": successor, "ready": ready, "committed": true});
            add(&mut case, "lead", Kind::Succession, "2026-03-02", &data);
            read(&case, "institute.successor_ready", &json!({})).unwrap().amount
        };
        assert_eq!(named("sponsor", true), Amount::Truth(false));
        assert_eq!(named("member", false), Amount::Truth(false));
        assert_eq!(named("member", true), Amount::Truth(true));
        let other = read(&case, "institute.successor_ready", &json!({"role": "lead"}));
        assert_eq!(other, Err(Why::NothingRecorded(Kind::Succession)));
    }

    #[test]
    fn checks_follow_one_another() {
        let mut case = Case::small();
        let unknown = read(&case, "institute.checks_at_target", &json!({}));
        assert_eq!(unknown, Err(Why::NothingRecorded(Kind::SustainCheck)));
        let indicator: Value = serde_json::from_str(Kind::Indicator.row().example).unwrap();
        add(&mut case, "lead", Kind::Indicator, "2025-03-01", &indicator);
        let mut check = |months: u32, on: &str, value: u32| {
            let data = json!({"indicator": "indicator-1", "months_after": months, "value": value});
            add(&mut case, "lead", Kind::SustainCheck, on, &data);
            read(&case, "institute.checks_at_target", &json!({})).unwrap().amount
        };
        // Less is better, and the target is 30.
        assert_eq!(check(12, "2026-03-01", 30), Amount::Count(0), "none after six months");
        assert_eq!(check(6, "2026-03-01", 30), Amount::Count(1), "both on one day are one");
        assert_eq!(check(12, "2026-03-02", 31), Amount::Count(1));
        assert_eq!(check(12, "2026-03-02", 30), Amount::Count(2));
    }
}
