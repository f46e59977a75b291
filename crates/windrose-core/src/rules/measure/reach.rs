//! Measures of step 4: how often, how much and by whom those affected are reached.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::facts::Facts;
use super::super::fixed::MICROS;
use super::super::record::{Channel, Kind, Message, Sender, Stored};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "enlist.reached_often",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "How many of those affected belong to a unit that has been reached often enough lately?",
        raise: "Speak with the units that have heard too little and record each message.",
        provenance: "Repetition in many forums: Kotter 1996 (practitioner book); three times in 60 days: windrose default.",
        words: Words {
            one: "affected person",
            many: "affected people",
            state: "in units reached often enough",
        },
        reads: &[Kind::Message, Kind::Scope],
        params: || schemars::schema_for!(Often),
        bind: |with| bind(with, reached_often),
    },
    MeasureRow {
        name: "enlist.communication_share",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "How much of all that those affected are told is about the change?",
        raise: "Speak of the change longer, more often and to more people, and record each message with its minutes or words.",
        provenance: "Vision statements are 0.58 per cent of what employees are told in three months, 13,400 of 2.3 million words: Kotter 1995 (practitioner article). 140 words a minute: windrose default.",
        words: Words {
            one: "minute of all communication",
            many: "minutes of all communication",
            state: "about the change",
        },
        reads: &[Kind::Message, Kind::Scope],
        params: || schemars::schema_for!(Communication),
        bind: |with| bind(with, communication_share),
    },
    MeasureRow {
        name: "enlist.channels",
        step: Step::Enlist,
        unit: Unit::Count,
        question: "On how many different channels is the change spoken of?",
        raise: "Use a channel that was not used yet and record the message.",
        provenance: "Many forums: Kotter 1996 (practitioner book).",
        words: Words { one: "channel", many: "channels", state: "used" },
        reads: &[Kind::Message],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, channels),
    },
    MeasureRow {
        name: "enlist.personal_by_supervisor",
        step: Step::Enlist,
        unit: Unit::Share,
        question: "How much of what the change means for each person is said by their own supervisor?",
        raise: "Have supervisors say what the change means for their people and record each message with personal_impact.",
        provenance: "What a change means personally is best heard from the direct supervisor: vendor study of change practitioners; the number is a windrose default.",
        words: Words {
            one: "message on personal impact",
            many: "messages on personal impact",
            state: "came from a supervisor",
        },
        reads: &[Kind::Message],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, personal_by_supervisor),
    },
];

/// Parameters of `enlist.reached_often`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Often {
    /// How many messages a unit has to have heard.
    #[schemars(range(min = 1, max = 1000))]
    times: u32,
    /// Within how many days.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Often {
    fn default() -> Self {
        Self { times: 3, within_days: 60 }
    }
}

/// Every message that counts; unknown when there is none.
fn messages<'a>(facts: &Facts<'a>) -> Result<Vec<(&'a Stored, &'a Message)>, Why> {
    let messages: Vec<_> = facts.initiative.records.live::<Message>().collect();
    if messages.is_empty() { Err(Why::NothingRecorded(Kind::Message)) } else { Ok(messages) }
}

fn is_within(facts: &Facts<'_>, stored: &Stored, days: u32) -> bool {
    facts.now.days_since(stored.observed_on) <= i64::from(days)
}

/// By headcount: a unit that was reached counts with all its people, whoever of them was in the room.
fn reached_often(params: &Often, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let messages = messages(facts)?;
    let lately: Vec<_> =
        messages.iter().filter(|(it, _)| is_within(facts, it, params.within_days)).collect();
    let (mut have, mut lacking) = (0, Vec::new());
    for unit in &scope.units {
        let times = lately.iter().filter(|(_, it)| it.units.contains(&unit.name)).count();
        if times >= params.times as usize {
            have += unit.people as usize;
        } else {
            lacking.push(format!("{} ({times} of {})", unit.name, params.times));
        }
    }
    Ok(Reading::share(have, scope.people() as usize)
        .by(lately.iter().map(|(stored, _)| stored.id))
        .by([scope_record.id])
        .lacking(lacking))
}

/// Parameters of `enlist.communication_share`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Communication {
    /// What one person is told in that time, of everything, in minutes: 2.3 million words at 140 a minute.
    #[schemars(range(min = 1))]
    total_minutes: u32,
    /// Within how many days.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
    /// How many words are a minute, where a message has words only.
    #[schemars(range(min = 1, max = 1000))]
    words_per_minute: u32,
}

impl Default for Communication {
    fn default() -> Self {
        Self { total_minutes: 16_429, within_days: 90, words_per_minute: 140 }
    }
}

/// Minutes times people reached, of the minutes that all affected people are told anything; whole minutes, rounded
/// down. A message with neither minutes nor words is unknown in length and adds nothing.
fn communication_share(params: &Communication, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let per_minute = u128::from(params.words_per_minute.max(1));
    let (mut heard, mut decided_by, mut lacking) = (0_u128, Vec::new(), Vec::new());
    for (stored, message) in messages(facts)? {
        if !is_within(facts, stored, params.within_days) {
            continue;
        }
        // In millionths of a minute times words a minute: exact for both.
        let length = match (message.minutes, message.words) {
            (Some(minutes), _) => u128::try_from(minutes.as_micros()).unwrap_or(0) * per_minute,
            (None, Some(words)) => u128::from(words) * MICROS as u128,
            (None, None) => {
                lacking.push(format!("{} (neither minutes nor words)", stored.id));
                continue;
            }
        };
        heard += length * u128::from(message.reached_n);
        decided_by.push(stored.id);
    }
    if decided_by.is_empty() {
        return Err(Why::NothingRecorded(Kind::Message));
    }
    let have = usize::try_from(heard / (per_minute * MICROS as u128)).unwrap_or(usize::MAX);
    let of = scope.people() as usize * params.total_minutes as usize;
    Ok(Reading::share(have, of).by(decided_by).by([scope_record.id]).lacking(lacking))
}

fn channels(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let messages = messages(facts)?;
    let (used, unused): (Vec<_>, Vec<_>) = Channel::ALL
        .into_iter()
        .partition(|(channel, _)| messages.iter().any(|(_, it)| it.channel == *channel));
    Ok(Reading::count(used.len())
        .by(messages.iter().map(|(stored, _)| stored.id))
        .lacking(unused.into_iter().map(|(_, name)| name.to_owned())))
}

fn personal_by_supervisor(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let mut personal = messages(facts)?;
    personal.retain(|(_, message)| message.personal_impact);
    if personal.is_empty() {
        return Err(Why::NothingRecorded(Kind::Message));
    }
    let by = personal.iter().filter(|(_, it)| it.sender == Sender::Supervisor).count();
    Ok(Reading::share(by, personal.len()).by(personal.iter().map(|(stored, _)| stored.id)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::criterion::Amount;
    use super::super::testing::{Given, read};
    use super::*;

    fn scope_of(people: u32) -> Given {
        let units = json!([{"name": "Sales", "people": people, "managers": 1}, {"name": "Finance", "people": 60, "managers": 1}]);
        (Kind::Scope, "2026-01-01", json!({"units": units}))
    }

    fn message(on: &'static str, more: &Value) -> Given {
        let mut data = json!({"theme": "Why", "sender": "peer", "channel": "mail", "two_way": false, "units": ["Sales"], "reached_n": 3});
        for (field, value) in more.as_object().unwrap() {
            data[field] = value.clone();
        }
        (Kind::Message, on, data)
    }

    #[test]
    fn the_days_of_a_period_include_its_first() {
        let often = |first| {
            let given = vec![
                scope_of(140),
                message(first, &json!({})),
                message("2026-06-01", &json!({})),
                message("2026-06-30", &json!({})),
            ];
            read("enlist.reached_often", json!({}), given).unwrap()
        };
        assert_eq!(often("2026-05-01").amount, Amount::Share { have: 140, of: 200 });
        let late = often("2026-04-30");
        assert_eq!(late.amount, Amount::Share { have: 0, of: 200 });
        assert_eq!(late.lacking, ["Sales (2 of 3)", "Finance (0 of 3)"]);
    }

    #[test]
    fn minutes_and_words_add_up_exactly() {
        let given = vec![
            scope_of(40),
            message("2026-06-30", &json!({"minutes": 0.5, "reached_n": 3})),
            message("2026-06-30", &json!({"words": 70, "reached_n": 1})),
            message("2026-06-30", &json!({"words": 700, "reached_n": 2})),
            // 91 days ago, and of no known length.
            message("2026-03-31", &json!({"minutes": 500})),
            message("2026-06-30", &json!({})),
        ];
        let reading =
            read("enlist.communication_share", json!({"total_minutes": 10}), given).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 12, of: 1000 });
        assert_eq!(reading.lacking, ["message-5 (neither minutes nor words)"]);
    }

    #[test]
    fn what_nobody_recorded_is_unknown() {
        let nothing = Err(Why::NothingRecorded(Kind::Message));
        for name in ["enlist.communication_share", "enlist.personal_by_supervisor"] {
            let given = vec![scope_of(40), message("2026-06-30", &json!({}))];
            assert_eq!(read(name, json!({}), given), nothing, "{name}");
        }
        assert_eq!(read("enlist.channels", json!({}), vec![]), nothing);
        assert_eq!(read("enlist.reached_often", json!({}), vec![scope_of(40)]), nothing);
    }
}
