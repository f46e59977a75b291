//! Scenarios: a story as calls, one JSON object a line, played by the demo over HTTP and by tests in both ways.
//!
//! ```json
//! {"say": "Step 1 begins."}
//! {"at": "2024-11-11T09:00:00Z"}
//! {"by": "lead", "call": "record_add", "params": {…}, "expect": {"version": 4}}
//! {"by": "sponsor", "call": "gate_decide", "params": {…}, "refused": {"code": -32004, "detail": "1 more manager"}}
//! ```
//!
//! `expect` is a part of the result: objects may have more fields, `{"$has": …}` stands for a list with such an entry,
//! everything else is equal. In a list of params, an object with
//! `times` (and `from`, 1 when not given) stands for so many of it, with `{n}` in its texts replaced by the number.
//! The text `$seen` stands for what the last `gate_explain` of the same initiative said was seen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};

/// A line of a scenario.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// What is told to whoever watches.
    Say(Say),
    /// Sets the clock.
    At(At),
    /// Calls a method.
    Call(Box<Step>),
}

/// What is told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// The text.
    pub say: String,
}

/// When it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// The time.
    pub at: Timestamp,
}

/// A call, and what comes of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Who calls.
    pub by: String,
    /// The method.
    pub call: String,
    /// Its params.
    pub params: Value,
    /// A part of the result.
    #[serde(default)]
    pub expect: Option<Value>,
    /// The refusal.
    #[serde(default)]
    pub refused: Option<Refused>,
}

/// A refusal that is expected.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The error's code.
    pub code: i64,
    /// `data.kind`, or of a refusal by a rule `data.refusal`.
    #[serde(default)]
    pub kind: Option<String>,
    /// What `data.detail` contains.
    #[serde(default)]
    pub detail: Option<String>,
}

/// Plays the calls of a scenario.
pub trait Stage {
    /// Sets the clock.
    fn set_clock(&mut self, at: Timestamp);

    /// Calls a method as somebody. `Err` is the JSON-RPC error object.
    ///
    /// # Errors
    /// The error as it was answered.
    fn call(&mut self, by: &str, method: &str, params: &Value) -> Result<Value, Value>;

    /// Something is told.
    fn say(&mut self, _text: &str) {}

    /// A call was answered, as expected.
    fn answered(&mut self, _at: Timestamp, _step: &Step, _answer: Result<&Value, &Value>) {}
}

/// A line of a scenario that does not read or did not come true.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ScenarioError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// Reads a scenario.
///
/// # Errors
/// When a line does not read.
pub fn parse(text: &str) -> Result<Vec<(usize, Line)>, ScenarioError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| match serde_json::from_str(line) {
            Ok(read) => Ok((index + 1, read)),
            Err(error) => Err(ScenarioError { line: index + 1, problem: error.to_string() }),
        })
        .collect()
}

/// Several scenarios as one, in the order of their times: the time of a store never goes back. Somebody whom two of them
/// add is added once.
pub fn merge(stories: Vec<Vec<(usize, Line)>>) -> Vec<(usize, Line)> {
    let mut timed = Vec::new();
    for story in stories {
        let mut now = Timestamp::UNIX_EPOCH;
        for (number, line) in story {
            if let Line::At(at) = &line {
                now = at.at;
            }
            timed.push((now, number, line));
        }
    }
    // Stable: what a story says and does at one time stays together, behind the line that sets that time.
    timed.sort_by_key(|(at, ..)| *at);
    let mut people = BTreeSet::new();
    timed
        .into_iter()
        .filter(|(_, _, line)| match line {
            Line::Call(step) if step.call == "person_add" => {
                people.insert(step.params["person"].to_string())
            }
            _ => true,
        })
        .map(|(_, number, line)| (number, line))
        .collect()
}

/// The last time that a scenario sets.
pub fn ends_at(lines: &[(usize, Line)]) -> Option<Timestamp> {
    lines.iter().rev().find_map(|(_, line)| match line {
        Line::At(at) => Some(at.at),
        Line::Say(_) | Line::Call(_) => None,
    })
}

/// Moves every day and time of a scenario by whole days, so that an old story can end today.
pub fn shift(lines: &mut [(usize, Line)], days: i64) {
    for (_, line) in lines {
        match line {
            Line::Say(_) => {}
            Line::At(at) => {
                at.at = at.at.checked_add(jiff::Span::new().hours(days * 24)).unwrap_or(at.at);
            }
            Line::Call(step) => {
                shift_days(&mut step.params, days);
                step.expect.iter_mut().for_each(|it| shift_days(it, days));
            }
        }
    }
}

fn shift_days(value: &mut Value, days: i64) {
    match value {
        Value::String(text) if text.len() == 10 => {
            let date = text.parse::<Date>().ok();
            let moved = date.and_then(|it| it.checked_add(jiff::Span::new().days(days)).ok());
            if let Some(moved) = moved {
                *text = moved.to_string();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| shift_days(it, days)),
        Value::Object(fields) => fields.values_mut().for_each(|it| shift_days(it, days)),
        _ => {}
    }
}

/// Plays a scenario. Answers how many calls it made.
///
/// # Errors
/// At the first call that does not come out as expected.
pub fn play(lines: &[(usize, Line)], stage: &mut dyn Stage) -> Result<usize, ScenarioError> {
    let (mut now, mut calls) = (Timestamp::UNIX_EPOCH, 0);
    // What was seen in each initiative, for stories that are played together speak of several.
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    for (line, content) in lines {
        let failed = |problem: String| ScenarioError { line: *line, problem };
        let step = match content {
            Line::Say(say) => {
                stage.say(&say.say);
                continue;
            }
            Line::At(at) => {
                now = at.at;
                stage.set_clock(at.at);
                continue;
            }
            Line::Call(step) => step,
        };
        let initiative = step.params["initiative"].as_str().unwrap_or_default();
        let mut params = step.params.clone();
        expand(&mut params, seen.get(initiative).unwrap_or(&Value::Null));
        let answer = stage.call(&step.by, &step.call, &params);
        check(step, &answer).map_err(failed)?;
        if let Ok(result) = &answer
            && step.call == "gate_explain"
        {
            seen.insert(initiative.to_owned(), result["seen"].clone());
        }
        stage.answered(now, step, answer.as_ref());
        calls += 1;
    }
    Ok(calls)
}

fn check(step: &Step, answer: &Result<Value, Value>) -> Result<(), String> {
    match (answer, &step.refused) {
        (Ok(result), None) => match step.expect.as_ref().and_then(|it| differs(it, result, "")) {
            None => Ok(()),
            Some(difference) => Err(format!("{}: {difference}", step.call)),
        },
        (Ok(result), Some(_)) => Err(format!("{} was not refused: {result}", step.call)),
        (Err(error), None) => Err(format!("{} was refused: {error}", step.call)),
        (Err(error), Some(wanted)) => {
            let data = &error["data"];
            let kind = wanted.kind.as_deref();
            let detail = data["detail"].as_str().unwrap_or_default();
            let is = error["code"] == wanted.code
                && kind.is_none_or(|it| data["kind"] == it || data["refusal"] == it)
                && wanted.detail.as_deref().is_none_or(|it| detail.contains(it));
            if is { Ok(()) } else { Err(format!("{} was refused otherwise: {error}", step.call)) }
        }
    }
}

/// Where a result differs from what was expected of it.
fn differs(wanted: &Value, got: &Value, at: &str) -> Option<String> {
    match (wanted, got) {
        (Value::Object(wanted), Value::Array(got)) if wanted.contains_key("$has") => {
            let found = got.iter().any(|it| differs(&wanted["$has"], it, at).is_none());
            (!found).then(|| format!("nothing at {at} is {}: {got:?}", wanted["$has"]))
        }
        (Value::Object(wanted), Value::Object(got)) => wanted.iter().find_map(|(name, value)| {
            let there = got.get(name).unwrap_or(&Value::Null);
            differs(value, there, &format!("{at}/{name}"))
        }),
        (Value::Array(wanted), Value::Array(got)) if wanted.len() == got.len() => wanted
            .iter()
            .zip(got)
            .enumerate()
            .find_map(|(index, (wanted, got))| differs(wanted, got, &format!("{at}/{index}"))),
        _ if wanted == got => None,
        _ => Some(format!("expected {wanted} at {at}, got {got}")),
    }
}

/// Writes out repetitions and puts in what was seen.
fn expand(value: &mut Value, seen: &Value) {
    match value {
        Value::String(text) if text == "$seen" => *value = seen.clone(),
        Value::Array(items) => {
            *items = items.drain(..).flat_map(repeat).collect();
            items.iter_mut().for_each(|it| expand(it, seen));
        }
        Value::Object(fields) => fields.values_mut().for_each(|it| expand(it, seen)),
        _ => {}
    }
}

fn repeat(item: Value) -> Vec<Value> {
    let Value::Object(mut fields) = item else { return vec![item] };
    let Some(times) = fields.remove("times").and_then(|it| it.as_u64()) else {
        return vec![Value::Object(fields)];
    };
    let from = fields.remove("from").and_then(|it| it.as_u64()).unwrap_or(1);
    (from..from + times).map(|n| numbered(&Value::Object(fields.clone()), n)).collect()
}

fn numbered(value: &Value, n: u64) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace("{n}", &n.to_string())),
        Value::Array(items) => items.iter().map(|it| numbered(it, n)).collect(),
        Value::Object(fields) => Value::Object(
            fields.iter().map(|(name, it)| (name.clone(), numbered(it, n))).collect::<Map<_, _>>(),
        ),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn repetitions_and_what_was_seen_are_written_out() {
        let mut params = json!({"seen": "$seen", "records": [
            {"times": 2, "from": 3, "data": {"manager": "m-{n}"}}, {"data": {}}
        ]});
        expand(&mut params, &json!("abc"));
        assert_eq!(
            params,
            json!({"seen": "abc", "records": [
                {"data": {"manager": "m-3"}}, {"data": {"manager": "m-4"}}, {"data": {}}
            ]})
        );
    }

    #[test]
    fn what_is_expected_is_a_part_of_the_result() {
        let got = json!({"a": 1, "b": [{"c": 2, "d": 3}]});
        assert_eq!(differs(&json!({"b": [{"c": 2}]}), &got, ""), None);
        let wrong = differs(&json!({"b": [{"c": 4}]}), &got, "").unwrap();
        assert_eq!(wrong, "expected 4 at /b/0/c, got 2");
        assert!(differs(&json!({"b": []}), &got, "").is_some());
        assert!(differs(&json!({"z": 1}), &got, "").is_some());
        assert_eq!(differs(&json!({"b": {"$has": {"d": 3}}}), &got, ""), None);
        assert!(differs(&json!({"b": {"$has": {"d": 4}}}), &got, "").is_some());
    }

    #[test]
    fn stories_are_played_in_the_order_of_their_times_and_nobody_is_added_twice() {
        let told = |say: &str, days: &[u32]| {
            let mut text = String::new();
            for day in days {
                text += &format!(
                    "{{\"at\": \"2024-11-{day}T09:00:00Z\"}}\n{{\"say\": \"{say} {day}\"}}\n\
                     {{\"by\": \"admin\", \"call\": \"person_add\", \"params\": {{\"person\": \"p-{day}\"}}}}\n"
                );
            }
            parse(&text).unwrap()
        };
        let merged = merge(vec![told("one", &[11, 20]), told("two", &[10, 11, 21])]);
        let mut now = String::new();
        let mut played = Vec::new();
        for (_, line) in merged {
            match line {
                Line::At(at) => now = at.at.strftime("%d").to_string(),
                Line::Say(it) => {
                    assert!(it.say.ends_with(&now), "{} at {now}", it.say);
                    played.push(it.say);
                }
                Line::Call(step) => played.push(step.params["person"].as_str().unwrap().to_owned()),
            }
        }
        let wanted =
            ["two 10", "p-10", "one 11", "p-11", "two 11", "one 20", "p-20", "two 21", "p-21"];
        assert_eq!(played, wanted);
    }

    #[test]
    fn a_story_moves_by_whole_days() {
        let mut lines = parse(
            "{\"at\": \"2024-11-11T09:00:00Z\"}\n{\"by\": \"a\", \"call\": \"b\", \"params\": {\"on\": \"2024-02-29\", \"text\": \"0123456789\"}}",
        )
        .unwrap();
        shift(&mut lines, 7);
        assert_eq!(ends_at(&lines), Some("2024-11-18T09:00:00Z".parse().unwrap()));
        let Line::Call(step) = &lines[1].1 else { panic!() };
        assert_eq!(step.params, json!({"on": "2024-03-07", "text": "0123456789"}));
    }
}
