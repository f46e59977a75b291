//! Measures of step 4.

use jiff::civil::Date;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::record::{Kind, Message};
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
