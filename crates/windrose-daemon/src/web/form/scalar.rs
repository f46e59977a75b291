//! Single values as people write them: numbers with a comma or a point, days in either order. Where something can be
//! read in two ways nobody guesses: whoever typed it is asked.

use jiff::civil::Date;
use serde_json::Value;
use windrose_core::rules::fixed::Fixed;
use windrose_core::rules::ids::PersonId;

use super::Choices;
use super::model::Input;
use super::words::{Language, page};

/// The most digits that a number is read with.
const DIGITS_MAX: usize = 18;

/// The most decimals that are kept.
const DECIMALS_MAX: usize = 6;

/// A value as it is filled in.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => localised(&number.to_string()),
        Value::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}

/// A number written with a point, as the reader writes it.
fn localised(number: &str) -> String {
    match Language::spoken() {
        Language::English => number.to_owned(),
        Language::German => number.replace('.', ","),
    }
}

/// A number as the reader writes it.
pub(super) fn number_text(number: Fixed) -> String {
    localised(&number.to_string())
}

/// Reads what was typed into an input for one value.
///
/// # Errors
/// When it is none; with the sentence that says why.
pub(super) fn read(input: &Input, given: &str, choices: &Choices) -> Result<Value, String> {
    match input {
        Input::Number { least, most, whole, .. } => number(given, *least, *most, *whole),
        Input::Date => date(given).map(|day| day.to_string().into()),
        Input::YesNo => truth(given),
        Input::Choice(options) => {
            let same = |it: &str| it.to_lowercase() == given.to_lowercase();
            let found = options
                .iter()
                .find(|it| it.value == given)
                .or_else(|| options.iter().find(|it| same(&it.value) || same(&it.label)));
            found.map(|it| it.value.clone().into()).ok_or_else(|| not_a_choice(given))
        }
        Input::Person => person(given, choices).map(Value::from),
        Input::Url => url(given),
        _ => Ok(given.into()),
    }
}

fn not_a_choice(given: &str) -> String {
    page("form-fault-choice", &[("given", &short(given))])
}

/// What was typed, where a sentence repeats it.
fn short(given: &str) -> String {
    let mut short: String = given.chars().take(40).collect();
    if short.len() < given.len() {
        short.push('…');
    }
    short
}

/// Whoever is known by this id, or else by this name alone. Somebody who is not known may be named by an id of their own,
/// but not by a name: that would not say who it is.
fn person(given: &str, choices: &Choices) -> Result<String, String> {
    if choices.persons.iter().any(|(id, _)| id == given) {
        return Ok(given.to_owned());
    }
    let same = |name: &str| name.to_lowercase() == given.to_lowercase();
    let mut named = choices.persons.iter().filter(|(_, name)| same(name));
    match (named.next(), named.next()) {
        (Some((id, _)), None) => Ok(id.clone()),
        _ if given.parse::<PersonId>().is_ok() => Ok(given.to_owned()),
        _ => Err(page("form-fault-person", &[("given", &short(given))])),
    }
}

fn url(given: &str) -> Result<Value, String> {
    let after = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
    if after.is_some_and(|it| !it.is_empty() && !it.contains(char::is_whitespace)) {
        Ok(given.into())
    } else {
        Err(page("form-fault-url", &[("given", &short(given))]))
    }
}

fn truth(given: &str) -> Result<Value, String> {
    match given.to_lowercase().as_str() {
        "true" | "yes" | "y" | "ja" | "j" | "wahr" | "1" | "x" => Ok(true.into()),
        "false" | "no" | "n" | "nein" | "falsch" | "0" => Ok(false.into()),
        _ => Err(not_a_choice(given)),
    }
}

fn date(given: &str) -> Result<Date, String> {
    let fault = || page("form-fault-date", &[("given", &short(given))]);
    if let Ok(day) = given.parse::<Date>() {
        return Ok(day);
    }
    let parts: Vec<&str> = given.split('.').map(str::trim).collect();
    let [day, month, year] = parts[..] else { return Err(fault()) };
    // A year of two digits is a guess about the century.
    if year.len() != 4 {
        return Err(fault());
    }
    let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse()) else {
        return Err(fault());
    };
    Date::new(year, month, day).map_err(|_| fault())
}

/// A number as text that JSON reads, or why it is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// It reads so.
    Plain(String),
    /// It reads as either of these, with a point.
    Either(String, String),
    /// It is none.
    None,
}

/// Reads a number: `1,5`, `1.5`, `1 234,5`, `1.234,5`, `1,234.5`. A comma is a decimal mark in German and a point in
/// English; the other one before three digits may be either, and `1.5` in German can only be one and a half.
pub(super) fn plain_number(given: &str) -> Number {
    let spaces = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let mut rest: String = given.chars().filter(|c| !spaces(*c)).collect();
    let negative = rest.starts_with(['-', '−']);
    if negative || rest.starts_with('+') {
        rest.remove(0);
    }
    let known = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    if !rest.chars().all(known) || digits == 0 || digits > DIGITS_MAX {
        return Number::None;
    }
    let sign = if negative { "-" } else { "" };
    let with = |whole: &str, decimals: &str| {
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        let sign = if whole == "0" && decimals.is_empty() { "" } else { sign };
        format!("{sign}{whole}{point}{decimals}")
    };
    let own = if Language::spoken() == Language::German { ',' } else { '.' };
    let Some(last) = rest.rfind(['.', ',']) else { return Number::Plain(with(&rest, "")) };
    let mark = if rest[last..].starts_with(',') { ',' } else { '.' };
    let (before, after) = (&rest[..last], &rest[last + 1..]);
    if after.is_empty() {
        return Number::None;
    }
    let other = if mark == ',' { '.' } else { ',' };
    if before.contains(other) {
        // Both marks: the last one is the decimal mark, if the rest is grouped by the other one.
        return match ungrouped(before, other) {
            Some(whole) if !before.contains(mark) => Number::Plain(with(&whole, after)),
            _ => Number::None,
        };
    }
    if before.contains(mark) {
        // One mark, several times: it groups.
        return ungrouped(&rest, mark)
            .map_or(Number::None, |whole| Number::Plain(with(&whole, "")));
    }
    let may_group = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    if mark != own && may_group {
        return Number::Either(with(&format!("{before}{after}"), ""), with(before, after));
    }
    Number::Plain(with(before, after))
}

/// Digits without the marks between groups of three; `None` where they do not stand so.
fn ungrouped(digits: &str, mark: char) -> Option<String> {
    let mut groups = digits.split(mark);
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|it| it.len() == 3);
    grouped.then(|| digits.replace(mark, ""))
}

fn number(
    given: &str,
    least: Option<Fixed>,
    most: Option<Fixed>,
    whole: bool,
) -> Result<Value, String> {
    let said = short(given);
    let fault = |id: &str, args: &[(&str, &str)]| {
        let mut all = vec![("given", said.as_str())];
        all.extend_from_slice(args);
        Err(page(id, &all))
    };
    // People write the unit that stands beside the field.
    let bare = given.trim().trim_end_matches('%').trim_end();
    let text = match plain_number(bare) {
        Number::Plain(text) => text,
        Number::Either(one, two) => {
            let (one, two) = (localised(&one), localised(&two));
            return fault("form-fault-ambiguous", &[("one", &one), ("two", &two)]);
        }
        Number::None => {
            let example = if whole { "12".to_owned() } else { localised("12.5") };
            return fault("form-fault-number", &[("example", &example)]);
        }
    };
    let decimals = text.split_once('.').map_or(0, |it| it.1.len());
    if whole && decimals > 0 {
        return fault("form-fault-whole", &[]);
    }
    if decimals > DECIMALS_MAX {
        return fault("form-fault-fine", &[]);
    }
    let value: f64 = text.parse().unwrap_or_default();
    let float = |it: Fixed| it.as_micros() as f64 / windrose_core::rules::fixed::MICROS as f64;
    if let Some(least) = least.filter(|it| value < float(*it)) {
        return fault("form-fault-least", &[("least", &number_text(least))]);
    }
    if let Some(most) = most.filter(|it| value > float(*it)) {
        return fault("form-fault-most", &[("most", &number_text(most))]);
    }
    serde_json::from_str(&text).or_else(|_| fault("form-fault-number", &[("example", "12")]))
}

/// What a record is called in a choice: its kind where there are several, its id and what it says.
pub(super) fn record_label(id: &str, text: &str) -> String {
    let text: String = text.chars().take(100).collect();
    if text.is_empty() { id.to_owned() } else { format!("{text} ({id})") }
}
