//! Why a text is not what it should be: where, what, and what was probably meant.
//!
//! serde's messages are written for programmers. Here they become a JSON pointer and words that somebody can act upon
//! who has never seen the Rust type. Records, workflow files and the params of calls are all explained by this.

use serde_path_to_error::{Path, Segment};

use super::nearest::nearest;

/// How much of a caller's own words an error repeats. A misplaced megabyte must not come back as one.
const QUOTE_CHARS_MAX: usize = 120;

/// Why a text is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadShape {
    /// JSON pointer to the place.
    pub pointer: String,
    /// What is wrong there, as a fragment.
    pub problem: String,
    /// The nearest known words, when an unknown one was used.
    pub nearest: Vec<String>,
    /// All words that are known there, when an unknown one was used.
    pub known: Vec<String>,
    /// The field that is missing, when that is the problem.
    pub missing: Option<String>,
}

impl BadShape {
    /// Reads place and problem from what serde says; `base` is the pointer to what was read.
    pub fn of(base: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        explain(Pointer::of(base, error.path()), &error.inner().to_string())
    }

    /// The problem as a sentence, with the word that was probably meant.
    pub fn sentence(&self) -> String {
        let mut letters = self.problem.chars();
        let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
        let end = match (self.nearest.is_empty(), self.known.is_empty()) {
            (false, _) => did_you_mean(&self.nearest),
            (true, false) => format!("; there is `{}`.", self.known.join("`, `")),
            (true, true) => ".".to_owned(),
        };
        format!("{first}{}{end}", letters.as_str())
    }
}

/// `text` cut to as much as an error repeats.
pub fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTE_CHARS_MAX) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// A name as a part of a JSON pointer.
pub fn segment_of(name: &str) -> String {
    quote(name).replace('~', "~0").replace('/', "~1")
}

/// "; did you mean …" or nothing.
pub fn did_you_mean(near: &[String]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        several => format!("; did you mean one of `{}`?", several.join("`, `")),
    }
}

fn explain(mut pointer: Pointer, message: &str) -> BadShape {
    let message = without_place(message);
    if let Some((given, expected)) = between(message, "unknown field `") {
        pointer.end_with(given);
        return unknown(pointer, "there is no field", given, expected);
    }
    if let Some((given, expected)) = between(message, "unknown variant `") {
        return unknown(pointer, "there is no choice", given, expected);
    }
    if let Some((field, _)) = between(message, "missing field `") {
        pointer.push(field);
        let missing = Some(field.to_owned());
        let problem = format!("the field `{field}` is missing");
        return BadShape { missing, ..pointer.problem(problem) };
    }
    let place = pointer.place();
    for start in ["invalid type: ", "invalid value: ", "invalid length "] {
        let found = message.strip_prefix(start).and_then(|rest| rest.rsplit_once(", expected "));
        if let Some((found, expected)) = found {
            let found = if start.ends_with("length ") { "a list of " } else { "" }.to_owned()
                + &in_words(found);
            let expected = in_words(expected);
            return pointer
                .problem(format!("{place} must be {expected}, and is {}", quote(&found)));
        }
    }
    if message == "trailing characters" {
        return pointer.problem(format!("{place} has more values than there are fields"));
    }
    // What the date library says of days.
    if let Some((_, range)) = message.rsplit_once("is not in the required range of ") {
        return pointer.problem(format!(
            "{place} is not a day that exists: a part of it has to lie in {range}"
        ));
    }
    if message.starts_with("failed to parse") {
        return pointer.problem(format!("{place} is not a day such as 2026-03-01"));
    }
    pointer.problem(format!("{place} is not accepted: {}", quote(message.trim_end_matches('.'))))
}

/// The error for a word that is none of those expected; `list` is serde's listing of them in back quotes.
fn unknown(pointer: Pointer, what: &str, given: &str, list: &str) -> BadShape {
    let known: Vec<String> = list.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let nearest = nearest(given, known.iter().map(String::as_str));
    let problem = format!("{what} `{}`", quote(given));
    BadShape { nearest, known, ..pointer.problem(problem) }
}

/// serde_json ends its messages with a line and a column, which count within the params and mislead outside them.
fn without_place(message: &str) -> &str {
    match message.rsplit_once(" at line ") {
        Some((text, place))
            if place.bytes().all(|b| b.is_ascii_digit() || b" column".contains(&b)) =>
        {
            text
        }
        _ => message,
    }
}

/// The word after `start`, and what follows it. The word is the caller's and may itself hold a back quote; what follows
/// is serde's.
fn between<'a>(message: &'a str, start: &str) -> Option<(&'a str, &'a str)> {
    let rest = message.strip_prefix(start)?;
    rest.rsplit_once("`, expected ")
        .or_else(|| rest.rsplit_once("`, there are no "))
        .or_else(|| rest.strip_suffix('`').map(|word| (word, "")))
}

/// serde's names for what it expects or found, as a person would put them.
fn in_words(name: &str) -> String {
    let words = match name {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "bool" | "a boolean" => "true or false",
        "map" | "a map" => "an object",
        "sequence" | "a sequence" => "a list",
        "string" => "a string",
        other if other.starts_with("struct ") => match other.split_once(" with ") {
            None => "an object",
            Some((_, count)) => {
                return format!("an object, or a list of {}", count.replace("element", "value"));
            }
        },
        other => other,
    };
    words.to_owned()
}

/// A JSON pointer.
struct Pointer(String);

impl Pointer {
    fn of(base: &str, path: &Path) -> Self {
        let mut pointer = Self(base.to_owned());
        for segment in path {
            match segment {
                Segment::Seq { index } => pointer.push(&index.to_string()),
                Segment::Map { key } => pointer.push(key),
                Segment::Enum { variant } => pointer.push(variant),
                // Behind this, the path is lost; what is known so far is still true.
                Segment::Unknown => break,
            }
        }
        pointer
    }

    fn push(&mut self, segment: &str) {
        self.0.push('/');
        self.0.push_str(&segment_of(segment));
    }

    /// Points at a name that was not known. The path ends with it already, except inside a type that serde buffers
    /// before it reads it (a tagged enum, a flattened field), where the path stops at the outer object.
    fn end_with(&mut self, name: &str) {
        let mut last = Self(String::new());
        last.push(name);
        if !self.0.ends_with(&last.0) {
            self.push(name);
        }
    }

    fn place(&self) -> String {
        if self.0.is_empty() { "this".to_owned() } else { format!("`{}`", self.0) }
    }

    fn problem(self, problem: String) -> BadShape {
        let (nearest, known) = (Vec::new(), Vec::new());
        BadShape { pointer: self.0, problem, nearest, known, missing: None }
    }
}
