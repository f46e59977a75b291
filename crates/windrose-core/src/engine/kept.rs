//! What was computed from the commits and lies on the disk beside them: its keys and its form, JSON.
//!
//! Nothing rests on it. A value that is gone, does not read or is of another build is computed again.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::states::Keys;
use crate::journal::{Journal, Position, StoreError};
use crate::rules::ids::{InitiativeId, WorkflowName};

/// The key of [`Mark`].
pub(super) const MARK: &[u8] = b"m";
/// The key of [`KeptAccess`].
pub(super) const ACCESS: &[u8] = b"a";
/// The key of the directory without its people.
pub(super) const DIRECTORY: &[u8] = b"d";
/// What the keys of the directory's people begin with; the number of the value follows.
pub(super) const PEOPLE: &[u8] = b"p/";
/// The key of which earlier editions of the directory are kept.
pub(super) const EDITIONS_KEPT: &[u8] = b"e";
/// What the keys of earlier editions begin with; their number follows.
pub(super) const EDITIONS: &[u8] = b"e/";
/// What the keys of workflows begin with; their number and digest follow.
pub(super) const WORKFLOWS: &[u8] = b"w/";
/// What the keys of rows begin with; the initiative's id follows.
pub(super) const ROWS: &[u8] = b"r/";

/// How far the rows on the disk go, and which build wrote them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Mark {
    pub(super) build: String,
    pub(super) position: Position,
    /// How many rows there are, and how many versions of workflows: some that are gone must not go unnoticed.
    pub(super) rows: usize,
    pub(super) workflows: usize,
}

/// The stream `access` as it is kept on the disk.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptAccess<A, K> {
    pub(super) build: String,
    pub(super) access: A,
    pub(super) keys: K,
}

/// The key of a row.
pub(super) fn row_key(id: &InitiativeId) -> Vec<u8> {
    [ROWS, id.as_str().as_bytes()].concat()
}

/// The key of a version of a workflow; its digest is the value.
pub(super) fn workflow_key(name: &WorkflowName, number: usize) -> Vec<u8> {
    [WORKFLOWS, format!("{name}/{number:08}").as_bytes()].concat()
}

/// The state of an initiative, so that a long history need not be folded from its beginning.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptState<S> {
    pub(super) build: String,
    pub(super) keys: Keys,
    pub(super) events: usize,
    pub(super) state: S,
}

/// The key of the state of an initiative.
pub(super) fn state_key(id: &InitiativeId) -> Vec<u8> {
    [b"s/", id.as_str().as_bytes()].concat()
}

/// A value as it lies on the disk. None when it cannot be written so, which is our fault.
pub(super) fn written(value: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(value)
        .inspect_err(|error| tracing::error!(%error, "a value cannot be kept"))
        .ok()
}

/// A value that was read from the disk.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(text)
}

/// Reads the value of one key.
pub(super) fn one<T: DeserializeOwned>(
    journal: &dyn Journal,
    key: &[u8],
) -> Result<Option<T>, StoreError> {
    let before = [key, &[0]].concat();
    let found = journal.derived_scan(key, &before, 1)?.pop();
    Ok(found.and_then(|(_, text)| read(&text).ok()))
}

/// The first key behind all that begin so.
pub(super) fn behind(prefix: &[u8]) -> Vec<u8> {
    let mut behind = prefix.to_vec();
    if let Some(last) = behind.last_mut() {
        *last += 1;
    }
    behind
}
