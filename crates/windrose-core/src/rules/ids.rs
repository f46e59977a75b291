//! Names of things. Every id is a type of its own, so that a person cannot be passed where an initiative is meant.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::Kind;

/// The longest id that is accepted, in bytes. Long enough for a readable slug, short enough for a table column.
pub const ID_LENGTH_MAX: usize = 64;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId {
    /// The text that was given.
    pub given: String,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not an id: use 1 to {ID_LENGTH_MAX} of a-z, 0-9, `-`, `_` and `.`, beginning with a letter or a digit",
            self.given.chars().take(ID_LENGTH_MAX).collect::<String>()
        )
    }
}

impl std::error::Error for BadId {}

fn is_slug(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    first
        && text.len() <= ID_LENGTH_MAX
        && text.bytes().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.')
        })
}

macro_rules! slug_ids {
    ($( $(#[$doc:meta])* $name:ident )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(extend("pattern" = "^[a-z0-9][a-z0-9._-]{0,63}$"))]
        pub struct $name(#[schemars(with = "String")] Arc<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                if is_slug(text) { Ok(Self(text.into())) } else { Err(BadId { given: text.to_owned() }) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.as_ref().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

slug_ids! {
    /// An initiative, by a readable slug such as `learning-partnership`.
    InitiativeId
    /// A person or a service. Opaque: names and addresses live only in the streams `access` and `directory`.
    PersonId
    /// A criterion of a gate, unique within its workflow's gate.
    CriterionId
    /// The name of a workflow; its versions are told apart by their digests.
    WorkflowName
    /// A role: one of the six built-in ones or one that a workflow declares.
    RoleName
    /// The public part of an access token.
    TokenId
    /// The public part of a sign-in link.
    LinkId
    /// The public part of a session.
    SessionId
    /// A kind of record that a workflow declares.
    CustomName
    /// An import into the directory, as whoever imports calls it, such as `hr-2026-11`.
    ImportId
}

/// How many commits a stream holds; 0 means that it does not exist yet.
pub type Version = u64;

/// SHA-256 of some canonical bytes, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(#[schemars(with = "String", regex(pattern = "^[0-9a-f]{64}$"))] pub [u8; 32]);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        f.write_str(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

impl Digest {
    /// Its 64 hexadecimal digits. A commit writes a dozen of them, and byte by byte through a formatter they were the
    /// slowest part of a receipt.
    fn digits(self) -> [u8; 64] {
        let mut digits = [0; 64];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair[0] = HEX[usize::from(byte >> 4)];
            pair[1] = HEX[usize::from(byte & 15)];
        }
        digits
    }
}

/// The digits in which a digest is written.
const HEX: &[u8; 16] = b"0123456789abcdef";

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = BadDigest;
    fn from_str(text: &str) -> Result<Self, BadDigest> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(BadDigest);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| BadDigest)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| BadDigest)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = BadDigest;
    fn try_from(text: String) -> Result<Self, BadDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadDigest;

impl fmt::Display for BadDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a digest is 64 hexadecimal digits")
    }
}

impl std::error::Error for BadDigest {}

/// A record of an initiative, for life: its kind and its number among that kind, as in `kra_weight-3`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct RecordId {
    /// What kind of record it is.
    pub kind: Kind,
    /// Its number among the initiative's records of that kind, from 1.
    pub number: u32,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.name(), self.number)
    }
}

impl FromStr for RecordId {
    type Err = BadRecordId;
    fn from_str(text: &str) -> Result<Self, BadRecordId> {
        let bad = || BadRecordId { given: text.chars().take(ID_LENGTH_MAX).collect() };
        let (kind, number) = text.rsplit_once('-').ok_or_else(bad)?;
        let kind = Kind::named(kind).ok_or_else(bad)?;
        let number: u32 = number.parse().map_err(|_| bad())?;
        if number == 0 { Err(bad()) } else { Ok(Self { kind, number }) }
    }
}

impl TryFrom<String> for RecordId {
    type Error = BadRecordId;
    fn try_from(text: String) -> Result<Self, BadRecordId> {
        text.parse()
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> String {
        id.to_string()
    }
}

/// A text that does not name a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecordId {
    /// The text that was given.
    pub given: String,
}

impl fmt::Display for BadRecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = &self.given;
        if given.contains(['/', ':', '#']) {
            return write!(
                f,
                "`{given}` is not a record of this initiative: links stay within one; write kind and number, as in `need-1`"
            );
        }
        write!(f, "`{given}` is not a record's id: write kind and number, as in `need-1`")
    }
}

impl std::error::Error for BadRecordId {}

/// A waiver of an initiative, by its number, as in `waiver-2`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct WaiverId(
    /// From 1.
    #[schemars(with = "String", regex(pattern = "^waiver-[1-9][0-9]*$"))]
    pub u32,
);

impl fmt::Display for WaiverId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "waiver-{}", self.0)
    }
}

impl FromStr for WaiverId {
    type Err = BadWaiverId;
    fn from_str(text: &str) -> Result<Self, BadWaiverId> {
        let bad = || BadWaiverId { given: text.chars().take(ID_LENGTH_MAX).collect() };
        let number = text.strip_prefix("waiver-").and_then(|number| number.parse().ok());
        let id = Self(number.ok_or_else(bad)?);
        // One name for each: `waiver-01` and `waiver-0` are none.
        if id.0 > 0 && id.to_string() == text { Ok(id) } else { Err(bad()) }
    }
}

impl TryFrom<String> for WaiverId {
    type Error = BadWaiverId;
    fn try_from(text: String) -> Result<Self, BadWaiverId> {
        text.parse()
    }
}

impl From<WaiverId> for String {
    fn from(id: WaiverId) -> String {
        id.to_string()
    }
}

/// A text that does not name a waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadWaiverId {
    /// The text that was given.
    pub given: String,
}

impl fmt::Display for BadWaiverId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a waiver's id: write it as in `waiver-1`", self.given)
    }
}

impl std::error::Error for BadWaiverId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_cannot_stand_in_a_url_or_a_table() {
        for bad in ["", "-a", "A", "a b", "ä", "a/b", &"x".repeat(65)] {
            assert!(bad.parse::<InitiativeId>().is_err(), "{bad:?}");
        }
        for good in ["a", "0", "learning-partnership", "a.b_c", &"x".repeat(64)] {
            assert_eq!(good.parse::<InitiativeId>().map(String::from), Ok(good.to_owned()));
        }
    }

    #[test]
    fn record_ids_say_their_kind() {
        let id: RecordId = "kra_weight-3".parse().unwrap();
        assert_eq!((id.kind, id.number), (Kind::KraWeight, 3));
        assert_eq!(id.to_string(), "kra_weight-3");
        for bad in ["kra_weight", "kra_weight-0", "kraweight-1", "need-x", "-1"] {
            assert!(bad.parse::<RecordId>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_waiver_has_one_name() {
        let id: WaiverId = "waiver-12".parse().unwrap();
        assert_eq!((id, id.to_string().as_str()), (WaiverId(12), "waiver-12"));
        for bad in ["waiver-0", "waiver-01", "waiver-", "waiver--1", "12", "need-1", "waiver-+1"] {
            assert!(bad.parse::<WaiverId>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn digests_read_what_they_write() {
        let digest = Digest::of(b"windrose");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!("ä".repeat(32).parse::<Digest>(), Err(BadDigest));
    }
}
