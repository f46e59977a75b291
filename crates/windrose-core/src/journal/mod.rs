//! The append-only store of commits, one stream per initiative, one chain over all of them.
//!
//! ```text
//!   engine ── append(group) ──►  Journal  ──► codec (the only place that turns commits into bytes) ──► disk
//!          ◄── positions ──────
//! ```
//!
//! A journal knows no rule. Absent on purpose: tenants (a `Journal` value is one tenant's), snapshots that count as
//! truth, any way to change what was written.

pub mod codec;
#[cfg(test)]
mod conformance;
mod index;
pub mod memory;
pub mod sled;
pub mod transfer;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::rules::event::Event;
use crate::rules::ids::{Digest, InitiativeId, Version};
use crate::rules::role::Actor;

/// A commit's place in the journal, over all streams, from 1 and without gaps.
pub type Position = u64;

/// The streams of a journal. One command writes to one stream.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Stream {
    /// What happened to one initiative: `initiative/<id>`.
    Initiative(InitiativeId),
    /// One published version of a workflow: `workflow/<digest>`.
    Workflow(Digest),
    /// People, services and their tokens: `access`.
    Access,
    /// People, units and reporting lines: `directory`.
    Directory,
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Initiative(id) => write!(f, "initiative/{id}"),
            Self::Workflow(digest) => write!(f, "workflow/{digest}"),
            Self::Access => f.write_str("access"),
            Self::Directory => f.write_str("directory"),
        }
    }
}

/// A text that names no stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no stream")]
pub struct BadStream(pub String);

impl FromStr for Stream {
    type Err = BadStream;
    fn from_str(text: &str) -> Result<Self, BadStream> {
        let bad = || BadStream(text.to_owned());
        match text.split_once('/') {
            Some(("initiative", id)) => id.parse().map(Self::Initiative).map_err(|_| bad()),
            Some(("workflow", digest)) => digest.parse().map(Self::Workflow).map_err(|_| bad()),
            None if text == "access" => Ok(Self::Access),
            None if text == "directory" => Ok(Self::Directory),
            _ => Err(bad()),
        }
    }
}

impl TryFrom<String> for Stream {
    type Error = BadStream;
    fn try_from(text: String) -> Result<Self, BadStream> {
        text.parse()
    }
}

impl From<Stream> for String {
    fn from(stream: Stream) -> String {
        stream.to_string()
    }
}

/// The id of a commit, by which an append that ended [`AppendError::Unknown`] is settled by repeating it: 32 bytes that no
/// other commit of its stream has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CommitId(pub Digest);

/// The idempotency key under which a caller asked, with a fingerprint of what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The caller's key, unique within the stream.
    pub key: String,
    /// Digest of method and params: the same key with another fingerprint is a mistake.
    pub fingerprint: Digest,
}

/// What one command did to one stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commit {
    /// The stream it belongs to.
    pub stream: Stream,
    /// The stream's version once this commit stands in it: 1 for the first.
    pub version: Version,
    /// Its id.
    pub id: CommitId,
    /// When it was decided. Never earlier than the commit before it.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// The caller's idempotency key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// What happened; at least one event.
    pub events: Vec<Event>,
}

/// A commit with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Where it stands.
    pub position: Position,
    /// The chain's value after it.
    pub chain: Digest,
    /// The commit itself.
    pub commit: Commit,
}

/// The end of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last position; 0 when nothing was written yet.
    pub position: Position,
    /// The chain's value there: it vouches for everything before it.
    pub chain: Digest,
}

/// Why a group was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Certain: nothing was written. A stream does not end where the caller thought.
    #[error("stream {stream} ends at version {actual}, not at {expected}")]
    Conflict {
        /// The stream.
        stream: Stream,
        /// Where the caller thought it ended.
        expected: Version,
        /// Where it ends.
        actual: Version,
    },
    /// Certain: nothing was written. A commit, or the group as a whole, is larger than a journal takes.
    #[error("{bytes} bytes at once are more than a journal takes")]
    TooLarge {
        /// The size of either once encoded.
        bytes: usize,
    },
    /// The group may or may not be on the disk; repeating it with the same commit ids settles it. The journal takes
    /// nothing further until it has been opened anew.
    #[error("the journal failed while writing")]
    Unknown(#[source] StoreError),
}

/// The world failed: a disk, a file, a damaged store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system said no.
    #[error("{what}")]
    Io {
        /// What was being done, and to which file.
        what: String,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// sled said no.
    #[error("{what}")]
    Sled {
        /// What was being done.
        what: String,
        /// What sled said.
        #[source]
        source: ::sled::Error,
    },
    /// What is on the disk is not what was written.
    #[error("the store is damaged at position {position}: {what}")]
    Damaged {
        /// The first position that cannot be vouched for.
        position: Position,
        /// What is wrong there.
        what: String,
    },
    /// The store, or a part of it, is of a format that this build does not know. Nothing is wrong with it.
    #[error("{what} was written by a newer windrose; use that version or a later one")]
    Newer {
        /// What was found, with its version.
        what: String,
    },
    /// The store is in use by another process.
    #[error("the store is in use by {holder}")]
    InUse {
        /// The process that holds the lock, as far as it said who it is.
        holder: String,
    },
    /// The folder is not a store and holds something else.
    #[error("{what}")]
    NotAStore {
        /// What was found.
        what: String,
    },
    /// An earlier write failed; nothing is taken until the store has been opened anew.
    #[error("an earlier write failed; the store must be opened anew")]
    Poisoned,
}

/// A derived value with its key before it.
pub type Derived = (Vec<u8>, Vec<u8>);

/// The longest key of a derived value.
pub const DERIVED_KEY_BYTES_MAX: usize = 512;

/// What a check of the whole journal found: every frame's checksum, the chain, positions and versions without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many commits were read.
    pub commits: u64,
    /// Where the journal ends.
    pub head: Head,
}

/// The append-only store of commits.
///
/// # Contract, held by the suite in `conformance.rs` on every engine
///
/// * **Durable**: `append` answers `Ok` only when the group would survive a loss of power.
/// * **All or nothing**: a group is appended whole, in its order, or not at all; after `Conflict` and `TooLarge`
///   certainly not at all.
/// * **Checked**: a group is refused unless every stream ends where its next commit says; commits of one stream
///   within a group follow one another.
/// * **Repeatable**: a commit whose id the stream already holds at that version is not appended again; its position
///   is answered as before. So a caller settles an `Unknown` by repeating.
/// * **Growing prefix**: positions have no gaps; reading from a position sees durable commits only, in order, and
///   never fewer than before.
/// * **Derived values may be dropped**: what [`Journal::derived_put`] was given can be computed from the commits again,
///   and is gone when the process dies soon after. What is left is whole: a put that survives comes with every put
///   before it, and a value that cannot be vouched for is absent. It never knows more than the commits that survive,
///   as long as it was made from commits that were durable when it was put.
/// * **Blocking**: every method may block on the disk; none may be called on a thread that must not wait.
pub trait Journal: Send + Sync + 'static {
    /// Appends a group and answers the position of each of its commits.
    ///
    /// # Errors
    /// See [`AppendError`]; each variant says whether anything was written.
    fn append(&self, group: &[Commit]) -> Result<Vec<Position>, AppendError>;

    /// Reads at most `limit` commits of one stream, from a version on (the first is 1).
    ///
    /// # Errors
    /// When the store cannot be read or is damaged.
    fn read_stream(
        &self,
        stream: &Stream,
        from: Version,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError>;

    /// Reads at most `limit` commits of all streams, from a position on (the first is 1).
    ///
    /// # Errors
    /// When the store cannot be read or is damaged.
    fn read_all(&self, from: Position, limit: usize) -> Result<Vec<Placed>, StoreError>;

    /// Where the journal ends, durable commits only.
    fn head(&self) -> Head;

    /// Tells when the head has moved. It only says "look": what is there is read with [`Journal::read_all`].
    fn watch(&self) -> watch::Receiver<Position>;

    /// Keeps values that were computed from the commits, in their order; a value of `None` removes its key. They are
    /// read back at once, and written to the disk some time later; only when much of it waits already does this wait.
    ///
    /// # Errors
    /// When the journal failed and has to be opened anew.
    fn derived_put(&self, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<(), StoreError>;

    /// At most `limit` of the values that were computed from the commits, by key, from a key on and before another.
    /// Keys have at most [`DERIVED_KEY_BYTES_MAX`] bytes; values may be long.
    ///
    /// # Errors
    /// When the store cannot be read. A damaged value is no error: it is as if it were not there.
    fn derived_scan(
        &self,
        from: &[u8],
        before: &[u8],
        limit: usize,
    ) -> Result<Vec<Derived>, StoreError>;

    /// Walks the whole journal as it lies on the disk and checks everything that can be checked.
    ///
    /// # Errors
    /// `Damaged` with the first position that cannot be vouched for.
    fn verify(&self) -> Result<Verified, StoreError>;
}
