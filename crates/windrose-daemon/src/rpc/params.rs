//! From the text of params to a method's own type, or to an error that says where and what.
//!
//! serde's messages are written for programmers. Here they become a JSON pointer and a sentence that somebody can act
//! upon who has never seen the Rust type.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_path_to_error::{Path, Segment};

use super::error::RpcError;
use super::nearest;

/// How much of a caller's own words an error repeats. A misplaced megabyte must not come back as one.
pub(crate) const QUOTE_CHARS_MAX: usize = 120;

/// Parses params; left-out ones are `{}`.
pub(crate) fn parse<P: DeserializeOwned>(params: Option<&RawValue>) -> Result<P, RpcError> {
    let text = params.map_or("{}", RawValue::get);
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json)
        .map_err(|error| explain(error.path(), &error.inner().to_string()))
}

/// `text` cut to [`QUOTE_CHARS_MAX`].
pub(crate) fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTE_CHARS_MAX) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// "; did you mean …" or nothing.
pub(crate) fn did_you_mean(near: &[String]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        several => format!("; did you mean one of `{}`?", several.join("`, `")),
    }
}

fn explain(path: &Path, message: &str) -> RpcError {
    let message = without_place(message);
    let mut pointer = Pointer::of(path);
    if let Some((given, expected)) = between(message, "unknown field `") {
        pointer.end_with(given);
        return unknown(pointer, "There is no field", given, expected);
    }
    if let Some((given, expected)) = between(message, "unknown variant `") {
        return unknown(pointer, "There is no choice", given, expected);
    }
    if let Some((field, _)) = between(message, "missing field `") {
        pointer.push(field);
        return pointer.error(format!("The field `{field}` is missing."));
    }
    let place = pointer.place();
    for start in ["invalid type: ", "invalid value: ", "invalid length "] {
        let found = message.strip_prefix(start).and_then(|rest| rest.rsplit_once(", expected "));
        if let Some((found, expected)) = found {
            let found = if start.ends_with("length ") { "a list of " } else { "" }.to_owned()
                + &in_words(found);
            let expected = in_words(expected);
            return pointer.error(format!("{place} must be {expected}, and is {}.", quote(&found)));
        }
    }
    if message == "trailing characters" {
        return pointer.error(format!("{place} has more values than there are fields."));
    }
    pointer.error(format!("{place} is not accepted: {}.", quote(message.trim_end_matches('.'))))
}

/// The error for a word that is none of those expected; `list` is serde's listing of them in back quotes.
fn unknown(pointer: Pointer, what: &str, given: &str, list: &str) -> RpcError {
    let known: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let near = nearest(given, known.iter().copied());
    let rest = match (near.is_empty(), known.is_empty()) {
        (false, _) => did_you_mean(&near),
        (true, false) => format!("; there is `{}`.", known.join("`, `")),
        (true, true) => "; none is taken here.".to_owned(),
    };
    pointer.error(format!("{what} `{}`{rest}", quote(given))).with("nearest", near)
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

/// A JSON pointer into the params.
struct Pointer(String);

impl Pointer {
    fn of(path: &Path) -> Self {
        let mut pointer = Self(String::new());
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
        self.0.push_str(&quote(segment).replace('~', "~0").replace('/', "~1"));
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
        if self.0.is_empty() { "`params`".to_owned() } else { format!("`{}`", self.0) }
    }

    fn error(self, detail: String) -> RpcError {
        RpcError::invalid_params(self.0, detail)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their parsing is tested")]
    struct Wins {
        initiative: String,
        records: Vec<Win>,
        #[serde(default)]
        note: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their parsing is tested")]
    struct Win {
        observed_on: String,
        headcount: u32,
        #[serde(default)]
        size: Size,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Size {
        #[default]
        Small,
        Large,
    }

    fn refused(params: &str) -> (String, String, Vec<String>) {
        let raw: &RawValue = serde_json::from_str(params).unwrap();
        let error = parse::<Wins>(Some(raw)).unwrap_err();
        let text = |name| error.data()[name].as_str().unwrap().to_owned();
        let near = error.data().get("nearest").map(|near| serde_json::from_value(near.clone()));
        (text("pointer"), text("detail"), near.transpose().unwrap().unwrap_or_default())
    }

    #[test]
    fn says_where_and_what() {
        let cases = [
            (r#"{"initiative":"a"}"#, "/records", "The field `records` is missing."),
            (
                r#"{"initiative":"a","records":[{"headcount":3}]}"#,
                "/records/0/observed_on",
                "The field `observed_on` is missing.",
            ),
            (
                r#"{"initiative":"a","records":[{"headcount":"x","observed_on":""}]}"#,
                "/records/0/headcount",
                "`/records/0/headcount` must be a whole number that is not negative, and is string \"x\".",
            ),
            (
                r#"{"initiative":"a","records":[{"headcount":-1,"observed_on":""}]}"#,
                "/records/0/headcount",
                "`/records/0/headcount` must be a whole number that is not negative, and is integer `-1`.",
            ),
            (
                r#"{"initiative":"a","records":{}}"#,
                "/records",
                "`/records` must be a list, and is an object.",
            ),
            (
                r#"{"initiative":{"initiative":1}}"#,
                "/initiative",
                "`/initiative` must be a string, and is an object.",
            ),
            (r#"["a",[],null,4]"#, "", "`params` has more values than there are fields."),
            (
                r#"["a"]"#,
                "",
                "`params` must be an object, or a list of 3 values, and is a list of 1.",
            ),
        ];
        for (params, pointer, detail) in cases {
            assert_eq!(refused(params), (pointer.into(), detail.into(), vec![]), "{params}");
        }
    }

    #[test]
    fn names_the_nearest_of_what_was_expected() {
        let (pointer, detail, near) =
            refused(r#"{"initiative":"a","records":[{"observd_on":"2026-01-01"}]}"#);
        assert_eq!(pointer, "/records/0/observd_on");
        assert_eq!(detail, "There is no field `observd_on`; did you mean `observed_on`?");
        assert_eq!(near, ["observed_on"]);

        let (pointer, detail, near) = refused(r#"{"zebra/crossing~":1}"#);
        assert_eq!(pointer, "/zebra~1crossing~0");
        assert_eq!(
            detail,
            "There is no field `zebra/crossing~`; there is `initiative`, `records`, `note`."
        );
        assert!(near.is_empty());

        let win = r#"{"observed_on":"","headcount":1,"size":"larg"}"#;
        let (pointer, _, near) = refused(&format!(r#"{{"initiative":"a","records":[{win}]}}"#));
        assert_eq!((pointer.as_str(), near), ("/records/0/size", vec!["large".to_owned()]));
    }

    #[test]
    fn points_into_a_tagged_enum_as_far_as_the_path_is_known() {
        #[derive(Debug, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
        #[expect(dead_code, reason = "only its parsing is tested")]
        enum Tagged {
            Need { heard_on: String },
        }
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only its parsing is tested")]
        struct Outer {
            record: Tagged,
        }
        let cases = [
            (r#"{"record":{"kind":"need","herd_on":""}}"#, "/record/herd_on"),
            (r#"{"record":{"kind":"need"}}"#, "/record/heard_on"),
            (r#"{"record":{"kind":"ned"}}"#, "/record"),
        ];
        for (params, pointer) in cases {
            let raw: &RawValue = serde_json::from_str(params).unwrap();
            let error = parse::<Outer>(Some(raw)).unwrap_err();
            assert!(error.data()["pointer"].as_str().unwrap().starts_with(pointer), "{error:?}");
        }
    }

    #[test]
    fn repeats_little_of_what_it_was_sent() {
        let long = "x".repeat(100_000);
        for params in [
            format!(r#"{{"{long}":1}}"#),
            format!(r#"{{"initiative":"a","records":"{long}"}}"#),
            format!(r#"{{"initiative":"a","records":[{{"size":"{long}"}}]}}"#),
        ] {
            let (pointer, detail, _) = refused(&params);
            assert!(pointer.len() + detail.len() < 1_000, "{pointer} {detail}");
        }
    }

    #[test]
    fn takes_params_by_name_by_position_and_none() {
        // Positions may be left out from the end on, where a default stands in.
        let raw: &RawValue = serde_json::from_str(r#"["a",[["2026-01-01",3]]]"#).unwrap();
        parse::<Wins>(Some(raw)).unwrap();
        let raw: &RawValue = serde_json::from_str("[]").unwrap();
        parse::<super::super::NoParams>(Some(raw)).unwrap();
        parse::<super::super::NoParams>(None).unwrap();
    }
}
