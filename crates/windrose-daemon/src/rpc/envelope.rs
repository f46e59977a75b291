//! The envelope of a call: `jsonrpc`, `method`, `params`, `id`, and the batch around several.
//!
//! Params and ids are kept as the text they came in: params are parsed later, into a method's own type, and an id goes
//! back byte for byte, so that no number is rounded and no string is spelt differently on its way home.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::error::RpcError;
use windrose_core::rules::shape::quote;

/// A body, before its calls are looked at.
pub(crate) enum Body<'a> {
    /// One call, or what is malformed as one.
    Single(Result<Request<'a>, Malformed<'a>>),
    /// Several; `count` counts all of them, `calls` holds those within the limit.
    Batch { calls: Vec<&'a str>, count: usize },
}

/// One call, in order.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) method: Cow<'a, str>,
    pub(crate) params: Option<&'a RawValue>,
    /// The id's own text; none makes the call a notification.
    pub(crate) id: Option<&'a str>,
}

/// A call that is not in order; it is always answered, for nobody can tell whether it was meant as a notification.
#[derive(Debug)]
pub(crate) struct Malformed<'a> {
    /// The id's own text, `null` when there is none to be trusted.
    pub(crate) id: &'a str,
    pub(crate) error: RpcError,
}

impl<'a> Body<'a> {
    /// Parses the whole body as JSON and keeps at most `calls_max` calls of a batch.
    pub(crate) fn read(bytes: &'a [u8], calls_max: usize) -> Result<Self, RpcError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            RpcError::parse_error(format!("The body is not UTF-8 text: {error}."))
        })?;
        let not_json = |error| RpcError::parse_error(format!("The body is not JSON: {error}."));
        if !text.trim_start().starts_with('[') {
            // Most bodies are one call and are read once.
            if let Ok(members) = serde_json::from_str(text) {
                return Ok(Body::Single(Request::of(members)));
            }
            let json: &RawValue = serde_json::from_str(text).map_err(not_json)?;
            return Ok(Body::Single(Request::read(json.get())));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let body = json.deserialize_seq(Calls { calls_max }).map_err(not_json)?;
        json.end().map_err(not_json)?;
        Ok(body)
    }
}

/// Collects the calls of a batch without keeping more than the limit, however long the list is.
struct Calls {
    calls_max: usize,
}

impl<'de> Visitor<'de> for Calls {
    type Value = Body<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of calls")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Body<'de>, A::Error> {
        let (mut calls, mut count) = (Vec::new(), 0);
        while let Some(call) = list.next_element::<&RawValue>()? {
            count += 1;
            if count <= self.calls_max {
                calls.push(call.get());
            }
        }
        Ok(Body::Batch { calls, count })
    }
}

impl<'a> Request<'a> {
    /// Reads one call from text that is known to be JSON.
    pub(crate) fn read(text: &'a str) -> Result<Self, Malformed<'a>> {
        match serde_json::from_str(text) {
            Ok(members) => Self::of(members),
            Err(_) => Err(malformed("null", "A call is a JSON object.")),
        }
    }

    fn of(members: Members<'a>) -> Result<Self, Malformed<'a>> {
        let id = match members.id.map(RawValue::get) {
            Some(id) if !is_id(id) => {
                return Err(malformed("null", "`id` is a string, a number or null."));
            }
            id => id,
        };
        let echo = id.unwrap_or("null");
        if members.jsonrpc.and_then(string).as_deref() != Some("2.0") {
            return Err(malformed(echo, "`jsonrpc` must be the string \"2.0\"."));
        }
        let Some(method) = members.method.and_then(string) else {
            return Err(malformed(echo, "`method` must be a string."));
        };
        let structured = |params: &RawValue| params.get().starts_with(['{', '[']);
        if members.params.is_some_and(|params| !structured(params)) {
            return Err(malformed(echo, "`params` is an object or a list, or left out."));
        }
        Ok(Self { method, params: members.params, id })
    }

    /// The method's name, short enough to be repeated or logged.
    pub(crate) fn method_quoted(&self) -> String {
        quote(&self.method)
    }
}

fn malformed<'a>(id: &'a str, detail: &str) -> Malformed<'a> {
    Malformed { id, error: RpcError::invalid_request(detail) }
}

/// Raw text begins at its first character; in JSON that one tells what it is.
fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| matches!(first, '"' | '-' | '0'..='9' | 'n'))
}

/// The string a raw value stands for; most need no unescaping.
fn string(raw: &RawValue) -> Option<Cow<'_, str>> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str(raw.get()).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

/// The members of a call as they stand. Written by hand, for a derived one takes a repeated member for an error: here
/// the last one counts, as everywhere else in JSON.
#[derive(Default)]
struct Members<'a> {
    jsonrpc: Option<&'a RawValue>,
    method: Option<&'a RawValue>,
    params: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Member {
    Jsonrpc,
    Method,
    Params,
    Id,
    #[serde(other)]
    Other,
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Members::default();
                while let Some(member) = map.next_key::<Member>()? {
                    match member {
                        Member::Jsonrpc => members.jsonrpc = Some(map.next_value()?),
                        Member::Method => members.method = Some(map.next_value()?),
                        Member::Params => members.params = Some(map.next_value()?),
                        Member::Id => members.id = Some(map.next_value()?),
                        Member::Other => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_id_is_an_id_and_a_missing_one_is_none() {
        let read = |text| Request::read(text).unwrap().id;
        assert_eq!(read(r#"{"jsonrpc":"2.0","method":"m","id":null}"#), Some("null"));
        assert_eq!(read(r#"{"jsonrpc":"2.0","method":"m"}"#), None);
    }

    #[test]
    fn escapes_repeats_and_strangers_do_no_harm() {
        let text = r#"{"x":[[{}]],"\u006dethod":"a","jsonrpc":"2\u002e0","method":"\u0062","id":1,"id":2}"#;
        let request = Request::read(text).unwrap();
        assert_eq!((request.method.as_ref(), request.id), ("b", Some("2")));
    }

    #[test]
    fn what_is_not_a_call_is_refused_with_the_id_if_it_has_one() {
        let cases = [
            ("1", "null"),
            ("[]", "null"),
            ("{}", "null"),
            (r#"{"jsonrpc":"2.0","method":"m","id":{"a":1}}"#, "null"),
            (r#"{"jsonrpc":"2.0","method":"m","id":[1]}"#, "null"),
            (r#"{"jsonrpc":"2.0","method":"m","id":true}"#, "null"),
            (r#"{"jsonrpc":"2.0","method":"m","params":null,"id":3.5}"#, "3.5"),
            (r#"{"jsonrpc":"2.0","method":"m","params":5,"id":"ä"}"#, r#""ä""#),
            (r#"{"jsonrpc":2.0,"method":"m","id":1}"#, "1"),
            (r#"{"jsonrpc":"2.0 ","method":"m","id":1}"#, "1"),
            (r#"{"jsonrpc":"2.0","method":["m"],"id":1}"#, "1"),
            (r#"{"method":"m","id":1}"#, "1"),
        ];
        for (text, id) in cases {
            assert_eq!(Request::read(text).unwrap_err().id, id, "{text}");
        }
    }
}
