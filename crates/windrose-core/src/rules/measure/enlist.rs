//! Measures of step 4: whether people can answer, know of the change, and see it lived.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::{Fixed, MICROS};
use super::super::ids::PersonId;
use super::super::naming::Lacking;
use super::super::record::{Answer, AwarenessPulse, Kind, Message, ModelingEvent, Question};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "enlist.two_way_share",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "How much of what was said could be answered there and then?",
        raise: "Talk with people where they can answer (meetings, one to one) and record each as a two-way message.",
        provenance: "Seek buy-in by entertaining questions (practice of learning partnerships); the number is a windrose default.",
        words: Words { one: "two-way message", many: "two-way messages", state: "were two-way" },
        reads: &[Kind::Message],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, two_way_share),
    },
    MeasureRow {
        name: "enlist.longest_silence_days",
        step: Step::Enlist,
        unit: Unit::Days,
        question: "For how many days has the affected unit that was left alone longest heard nothing?",
        raise: "Speak with the units that have heard nothing and record the message.",
        provenance: "Communication is frequent and timely, not one time (practice of learning partnerships); the number is a windrose default.",
        words: Words { one: "day", many: "days", state: "of silence" },
        reads: &[Kind::Message, Kind::Scope],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, longest_silence_days),
    },
    MeasureRow {
        name: "enlist.aware",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "How many know of the change and its reason?",
        raise: "Say what changes and why where people do not know it yet, ask again and record an awareness_pulse.",
        provenance: "Awareness of the change and its reason comes before wanting it: vendor method; counted over those who answered: windrose default.",
        words: Words { one: "person asked", many: "people asked", state: "know of the change" },
        reads: &[Kind::AwarenessPulse],
        params: || schemars::schema_for!(Aware),
        bind: |with| bind(with, aware),
    },
    MeasureRow {
        name: "enlist.questions_answered",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "How many questions were answered in time?",
        raise: "Answer the questions that are open and record an answer for each.",
        provenance: "Seek buy-in by entertaining questions (practice of learning partnerships); ten working days, Monday to Friday: windrose default.",
        words: Words { one: "question", many: "questions", state: "answered in time" },
        reads: &[Kind::Answer, Kind::Question],
        params: || schemars::schema_for!(InTime),
        bind: |with| bind(with, questions_answered),
    },
    MeasureRow {
        name: "enlist.modeling_per_month",
        step: Step::Enlist,
        unit: Unit::Number,
        question: "How often a month does a member of the coalition do in public what the change asks of all?",
        raise: "Do in public what is asked of others and record a modeling_event with who saw it.",
        provenance: "Leaders walk the talk (practice of learning partnerships); counted over 30 days: windrose default.",
        words: Words {
            one: "example a member and month",
            many: "examples a member and month",
            state: "set",
        },
        reads: &[Kind::ModelingEvent, Kind::CoalitionMember],
        params: || schemars::schema_for!(Modeling),
        bind: |with| bind(with, modeling_per_month),
    },
];

fn two_way_share(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let messages: Vec<_> = facts.initiative.records.live::<Message>().collect();
    if messages.is_empty() {
        return Err(Why::NothingRecorded(Kind::Message));
    }
    let two_way = messages.iter().filter(|(_, message)| message.two_way).count();
    Ok(Reading::share(two_way, messages.len()).by(messages.iter().map(|(stored, _)| stored.id)))
}

/// Of the unit in scope that heard last longest ago: the days since. A unit that never heard anything has been silent
/// since the first message to anybody.
fn longest_silence_days(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let messages: Vec<_> = facts.initiative.records.live::<Message>().collect();
    let Some(first) = messages.iter().map(|(stored, _)| stored.observed_on).min() else {
        return Err(Why::NothingRecorded(Kind::Message));
    };
    let since_last: Vec<(&str, i64)> = scope
        .units
        .iter()
        .map(|unit| {
            let heard = messages
                .iter()
                .filter(|(_, message)| message.units.contains(&unit.name))
                .map(|(stored, _)| stored.observed_on);
            let last: Date = heard.max().unwrap_or(first);
            (unit.name.as_str(), facts.now.days_since(last).max(0))
        })
        .collect();
    let longest = since_last.iter().map(|(_, days)| *days).max().unwrap_or(0);
    let longest = u32::try_from(longest).unwrap_or(u32::MAX);
    let silent = since_last
        .iter()
        .filter(|(_, days)| u32::try_from(*days) == Ok(longest) && longest > 0)
        .map(|(name, days)| format!("{name} ({days})"));
    Ok(Reading::of(Amount::Number(Fixed::whole(longest)))
        .by(messages.iter().map(|(stored, _)| stored.id))
        .by([scope_record.id])
        .lacking(silent))
}

/// Of whom those who know are a share.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Denominator {
    /// Those who answered.
    #[default]
    Answered,
    /// Those who were asked.
    Invited,
}

/// Parameters of `enlist.aware`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Aware {
    /// Of whom: those who answered, or all who were asked.
    of: Denominator,
}

fn aware(params: &Aware, facts: &Facts<'_>) -> Judged {
    let (stored, pulse) = facts
        .initiative
        .records
        .latest::<AwarenessPulse>(|_| true)
        .ok_or(Why::NothingRecorded(Kind::AwarenessPulse))?;
    let of = match params.of {
        Denominator::Answered => pulse.answered_n,
        Denominator::Invited => pulse.invited_n,
    };
    Ok(Reading::share(pulse.agree_n as usize, of as usize).by([stored.id]))
}

/// Parameters of `enlist.questions_answered`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct InTime {
    /// Within how many working days: Monday to Friday without the holidays that the instance lists.
    #[schemars(range(min = 1, max = 2500))]
    working_days: u32,
}

impl Default for InTime {
    fn default() -> Self {
        Self { working_days: 10 }
    }
}

/// A question that is open and still has time is not counted.
fn questions_answered(params: &InTime, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let calendar = &facts.now.calendar;
    let in_time =
        |asked: Date, day: Date| calendar.working_days(asked, day) <= params.working_days.into();
    let (mut have, mut of, mut decided_by, mut lacking) = (0, 0, Vec::new(), Vec::new());
    for (stored, question) in records.live::<Question>() {
        let asked = stored.observed_on;
        let answer = records.linking::<Answer>(stored.id).min_by_key(|(it, _)| it.observed_on);
        let fault = match answer {
            None if in_time(asked, facts.now.date()) => continue,
            None => Some("open"),
            Some((answer, _)) if in_time(asked, answer.observed_on) => None,
            Some(_) => Some("late"),
        };
        of += 1;
        have += usize::from(fault.is_none());
        lacking.extend(fault.map(|fault| format!("{} ({fault}): {}", stored.id, question.text)));
        decided_by.push(stored.id);
        decided_by.extend(answer.map(|(it, _)| it.id));
    }
    if records.live::<Question>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::Question));
    }
    if of == 0 {
        return Err(Why::NothingRecorded(Kind::Answer));
    }
    Ok(Reading::share(have, of).by(decided_by).lacking(lacking))
}

/// Parameters of `enlist.modeling_per_month`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Modeling {
    /// Over how many days; a month has 30.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Modeling {
    fn default() -> Self {
        Self { within_days: 30 }
    }
}

/// The mean of all members of the coalition, rounded down; what others do in public does not count.
fn modeling_per_month(params: &Modeling, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    if records.live::<ModelingEvent>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::ModelingEvent));
    }
    let mut decided_by = BTreeSet::new();
    let mut times: BTreeMap<&PersonId, i64> = BTreeMap::new();
    let members = facts.active_members();
    for (person, (stored, _)) in &members {
        times.insert(person, 0);
        decided_by.insert(stored.id);
    }
    if times.is_empty() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    for (stored, event) in records.live::<ModelingEvent>() {
        if facts.now.days_since(stored.observed_on) > i64::from(params.within_days) {
            continue;
        }
        if let Some(times) = times.get_mut(&event.leader) {
            *times += 1;
            decided_by.insert(stored.id);
        }
    }
    let events: i64 = times.values().sum();
    let count = i64::try_from(times.len()).unwrap_or(i64::MAX);
    let per_month =
        events * 30 * MICROS / count.saturating_mul(i64::from(params.within_days.max(1)));
    let none = times.iter().filter(|(_, times)| **times == 0);
    let none = none.map(|(who, _)| Lacking::in_record(members[who].0.id, who.to_string()));
    Ok(Reading::of(Amount::Number(Fixed::micros(per_month))).by(decided_by).lacking_people(none))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::calendar::Calendar;
    use super::super::super::testing::Case;
    use super::super::testing::{add, read, read_of};
    use super::*;

    /// Asked on a Monday and answered on the eleventh working day; with a holiday in between it was the tenth.
    #[test]
    fn holidays_of_the_instance_give_more_time() {
        let mut case = Case::small();
        case.now.at = "2026-06-30T12:00:00Z".parse().unwrap();
        add(&mut case, "lead", Kind::Question, "2026-06-15", &json!({"text": "Why?"}));
        let answer = json!({"question": "question-1", "text": "Because."});
        add(&mut case, "lead", Kind::Answer, "2026-06-30", &answer);
        let have =
            |case: &Case| read_of(case, "enlist.questions_answered", &json!({})).unwrap().amount;
        assert_eq!(have(&case), Amount::Share { have: 0, of: 1 });
        let holiday = "2026-06-19".parse().unwrap();
        case.now.calendar = Calendar::new(jiff::tz::TimeZone::UTC, [holiday]);
        assert_eq!(have(&case), Amount::Share { have: 1, of: 1 });
    }

    #[test]
    fn a_question_counts_when_it_is_answered_or_its_time_is_up() {
        let asked = |on| (Kind::Question, on, json!({"text": "Why?"}));
        let answer = |on| (Kind::Answer, on, json!({"question": "question-1", "text": "Because."}));
        let name = "enlist.questions_answered";
        let nothing = |kind| Err(Why::NothingRecorded(kind));
        assert_eq!(read(name, json!({}), vec![]), nothing(Kind::Question));
        assert_eq!(read(name, json!({}), vec![asked("2026-06-16")]), nothing(Kind::Answer));
        let given = vec![
            asked("2026-06-01"),
            asked("2026-06-15"),
            asked("2026-06-16"),
            // The first of two answers counts.
            answer("2026-06-16"),
            answer("2026-06-15"),
        ];
        let reading = read(name, json!({}), given).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 1, of: 2 });
        assert_eq!(reading.lacking, ["question-2 (open): Why?"]);
    }

    #[test]
    fn examples_are_counted_for_each_member_and_month() {
        let member = |person: &str| {
            let powers = json!({"position": 1, "expertise": 1, "credibility": 1, "leadership": 1});
            let data = json!({"person": person, "unit": "Sales", "role": "member", "powers": powers, "commitment": "committed"});
            (Kind::CoalitionMember, "2026-01-01", data)
        };
        let event = |on, leader: &str| {
            (
                Kind::ModelingEvent,
                on,
                json!({"leader": leader, "behaviour": "Asked", "seen_by_n": 5}),
            )
        };
        let given = vec![
            member("ann"),
            member("bo"),
            member("cy"),
            // A second record of the same member adds none.
            member("cy"),
            event("2026-05-31", "ann"),
            event("2026-06-30", "bo"),
            event("2026-05-30", "cy"),
            event("2026-06-30", "somebody-else"),
        ];
        let name = "enlist.modeling_per_month";
        let reading = read(name, json!({}), given.clone()).unwrap();
        assert_eq!(reading.amount, Amount::Number(Fixed::micros(666_666)));
        assert_eq!(reading.lacking, ["cy"]);
        let longer = read(name, json!({"within_days": 60}), given).unwrap();
        assert_eq!(longer.amount, Amount::Number(Fixed::micros(500_000)));
    }
}
