//! What a call is answered when it fails: the table of codes, and the error built from it.
//!
//! Every error carries `kind` (for programs), `detail` (a sentence for a person) and `retryable` in its `data`, so that
//! no caller has to read meaning out of a message. Nothing about the inside of the daemon belongs in any of them.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value, json};

/// What went wrong, as a program should tell it apart. The order is that of [`CODES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The text is not JSON.
    ParseError,
    /// The text is JSON, but not a JSON-RPC 2.0 request.
    InvalidRequest,
    /// There is no such method.
    MethodNotFound,
    /// The params are not what the method takes.
    InvalidParams,
    /// The daemon failed; its log says how.
    InternalError,
    /// Nobody knows who is calling.
    Unauthenticated,
    /// The caller is known, and may not do this.
    Forbidden,
    /// There is no such thing among what the caller may see.
    NotFound,
    /// The gate is shut; the gate report says what is missing.
    GateBlocked,
    /// Any other rule said no.
    Refused,
    /// Somebody else changed it first.
    VersionConflict,
    /// The idempotency key was used for a different command.
    IdempotencyMismatch,
    /// Too many calls.
    RateLimited,
    /// The daemon cannot serve this now.
    Unavailable,
}

/// One row of the table of codes.
#[derive(Debug)]
pub struct Code {
    /// Which kind the row is about.
    pub kind: Kind,
    /// The number on the wire.
    pub code: i32,
    /// The stable name in `data.kind`.
    pub name: &'static str,
    /// The message, short and always the same.
    pub message: &'static str,
    /// Whether the same call may succeed later without anything being changed about it.
    pub retryable: bool,
}

/// Every code a call can be answered with.
pub static CODES: [Code; 14] = [
    row(Kind::ParseError, -32700, "parse_error", "Parse error", false),
    row(Kind::InvalidRequest, -32600, "invalid_request", "Invalid Request", false),
    row(Kind::MethodNotFound, -32601, "method_not_found", "Method not found", false),
    row(Kind::InvalidParams, -32602, "invalid_params", "Invalid params", false),
    row(Kind::InternalError, -32603, "internal_error", "Internal error", false),
    row(Kind::Unauthenticated, -32001, "unauthenticated", "Not signed in", false),
    row(Kind::Forbidden, -32002, "forbidden", "Not allowed", false),
    row(Kind::NotFound, -32003, "not_found", "Not found", false),
    row(Kind::GateBlocked, -32004, "gate_blocked", "The gate is shut", false),
    row(Kind::Refused, -32005, "refused", "Refused by a rule", false),
    row(Kind::VersionConflict, -32006, "version_conflict", "Changed by somebody else", false),
    row(Kind::IdempotencyMismatch, -32007, "idempotency_mismatch", "Key already used", false),
    row(Kind::RateLimited, -32008, "rate_limited", "Too many calls", true),
    row(Kind::Unavailable, -32009, "unavailable", "Unavailable for now", true),
];

const fn row(
    kind: Kind,
    code: i32,
    name: &'static str,
    message: &'static str,
    retryable: bool,
) -> Code {
    Code { kind, code, name, message, retryable }
}

impl Kind {
    /// The row of this kind.
    pub fn row(self) -> &'static Code {
        &CODES[self as usize]
    }
}

/// Whether a command that could not be answered may nevertheless have been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// Certainly not: sending it again is safe.
    No,
    /// It may have been: send it again with the same idempotency key only.
    Unknown,
}

/// The JSON-RPC error object.
#[derive(Debug, Clone, PartialEq)]
pub struct RpcError {
    kind: Kind,
    message: Cow<'static, str>,
    data: Map<String, Value>,
}

impl RpcError {
    /// An error of this kind; `detail` is one sentence for a person.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let row = kind.row();
        let data = Map::from_iter([
            ("kind".to_owned(), Value::from(row.name)),
            ("detail".to_owned(), Value::from(detail.into())),
            ("retryable".to_owned(), Value::from(row.retryable)),
        ]);
        Self { kind, message: Cow::Borrowed(row.message), data }
    }

    /// Adds one member to `data`. The three that every error has are better left as they are.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.data.insert(name.to_owned(), value.into());
        self
    }

    /// Puts another message in place of the one in the table.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = message.into();
        self
    }

    /// The text is not JSON.
    pub fn parse_error(detail: impl Into<String>) -> Self {
        Self::new(Kind::ParseError, detail)
    }

    /// The text is not a JSON-RPC 2.0 request.
    pub fn invalid_request(detail: impl Into<String>) -> Self {
        Self::new(Kind::InvalidRequest, detail)
    }

    /// A param is wrong; `pointer` is the JSON pointer to it within the params.
    pub fn invalid_params(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(Kind::InvalidParams, detail).with("pointer", pointer.into())
    }

    /// The daemon failed. Says nothing about how: whoever makes this error logs the cause, once, at error.
    pub fn internal() -> Self {
        Self::new(Kind::InternalError, "windrose failed to answer this call; its log says why.")
    }

    /// Nobody knows who is calling.
    pub fn unauthenticated(detail: impl Into<String>) -> Self {
        Self::new(Kind::Unauthenticated, detail)
    }

    /// The caller may not do this, and could with the role named.
    pub fn forbidden(detail: impl Into<String>, role: &str) -> Self {
        Self::new(Kind::Forbidden, detail).with("role", role)
    }

    /// No such thing; `nearest` holds only names that the caller may see.
    pub fn not_found(detail: impl Into<String>, nearest: Vec<String>) -> Self {
        Self::new(Kind::NotFound, detail).with("nearest", nearest)
    }

    /// The gate is shut; `report` is the whole gate report.
    pub fn gate_blocked(detail: impl Into<String>, report: Value) -> Self {
        Self::new(Kind::GateBlocked, detail).with("report", report)
    }

    /// Another rule said no; `refusal` is its stable name, `advice` what to do.
    pub fn refused(detail: impl Into<String>, refusal: &str, advice: &str) -> Self {
        Self::new(Kind::Refused, detail).with("refusal", refusal).with("advice", advice)
    }

    /// The caller expected another version than there is.
    pub fn version_conflict(expected: u64, actual: u64) -> Self {
        let detail = format!(
            "This was written for version {expected}, and it is at version {actual} by now; read it again first."
        );
        Self::new(Kind::VersionConflict, detail).with("expected", expected).with("actual", actual)
    }

    /// The idempotency key belongs to a different command.
    pub fn idempotency_mismatch(detail: impl Into<String>) -> Self {
        Self::new(Kind::IdempotencyMismatch, detail)
    }

    /// Too many calls; come back in that many seconds.
    pub fn rate_limited(retry_after_s: u64) -> Self {
        let detail = format!("Too many calls; try again in {retry_after_s} s.");
        Self::new(Kind::RateLimited, detail).with("retry_after_s", retry_after_s)
    }

    /// The daemon cannot serve this now.
    pub fn unavailable(
        detail: impl Into<String>,
        retry_after_s: u64,
        committed: Committed,
    ) -> Self {
        let committed = match committed {
            Committed::No => "no",
            Committed::Unknown => "unknown",
        };
        Self::new(Kind::Unavailable, detail)
            .with("retry_after_s", retry_after_s)
            .with("committed", committed)
    }

    /// Which kind this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The number on the wire.
    pub fn code(&self) -> i32 {
        self.kind.row().code
    }

    /// The short message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The sentence for a person.
    pub fn detail(&self) -> &str {
        self.data.get("detail").and_then(Value::as_str).unwrap_or_default()
    }

    /// Everything else that is known about it.
    pub fn data(&self) -> &Map<String, Value> {
        &self.data
    }

    /// The whole response that carries this error to nobody in particular: its id is null.
    pub fn to_response(&self) -> String {
        self.to_response_for("null")
    }

    /// The whole response; `id` is the id's own text.
    pub(crate) fn to_response_for(&self, id: &str) -> String {
        // A `Value` prints without failing, which a serialiser could not promise.
        let error = json!({ "code": self.code(), "message": self.message, "data": self.data });
        format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{error}}}"#)
    }
}

impl Serialize for RpcError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("RpcError", 3)?;
        object.serialize_field("code", &self.code())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("data", &self.data)?;
        object.end()
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.message, self.code(), self.detail())
    }
}

impl std::error::Error for RpcError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_finds_its_own_row() {
        for (place, row) in CODES.iter().enumerate() {
            assert_eq!(row.kind as usize, place, "{}", row.name);
            assert_eq!(row.kind.row().code, row.code);
            let same = |other: &&Code| other.code == row.code || other.name == row.name;
            assert_eq!(CODES.iter().filter(same).count(), 1, "{}", row.name);
        }
    }

    #[test]
    fn is_the_error_object_with_its_three_constant_members() {
        let error = RpcError::unavailable("The disk is full.", 30, Committed::No);
        let expected = json!({
            "code": -32009,
            "message": "Unavailable for now",
            "data": {
                "kind": "unavailable",
                "detail": "The disk is full.",
                "retryable": true,
                "retry_after_s": 30,
                "committed": "no",
            },
        });
        assert_eq!(serde_json::to_value(&error).unwrap(), expected);
        let response: Value = serde_json::from_str(&error.to_response_for("7")).unwrap();
        assert_eq!(response, json!({ "jsonrpc": "2.0", "id": 7, "error": expected }));
    }
}
