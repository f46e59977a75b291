//! Reading an initiative from the disk into memory.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::states::{Hot, Keys};
use crate::journal::{Journal, StoreError, Stream};
use crate::rules::ids::{InitiativeId, Version};
use crate::rules::initiative::Initiative;

/// How many commits are folded at once.
const FOLD_PAGE: usize = 500;

/// After how many commits a state is kept anew when it leaves memory. Folding fewer costs about a millisecond, and a
/// short history would take as much room again.
const KEEP_AFTER: Version = 100;

/// A state as it is kept on the disk, so that a long history need not be folded from its beginning.
#[derive(Serialize, Deserialize)]
struct Kept<S> {
    /// What only this build reads: another one may mean something else by the same fields.
    build: String,
    keys: Keys,
    events: usize,
    state: S,
}

fn key(id: &InitiativeId) -> Vec<u8> {
    [b"s/", id.as_str().as_bytes()].concat()
}

/// Reads one value that was computed from the commits.
pub(super) fn derived(journal: &dyn Journal, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let before = [key, &[0]].concat();
    Ok(journal.derived_scan(key, &before, 1)?.pop().map(|(_, value)| value))
}

/// Reads an initiative as it is on the disk, up to a version: another writer may be ahead of what is published here.
/// None when there is no such stream.
pub(super) fn load(
    journal: &dyn Journal,
    id: &InitiativeId,
    until: Version,
) -> Result<Option<Hot>, StoreError> {
    let kept = derived(journal, &key(id))?;
    let kept = kept.and_then(|text| serde_json::from_slice::<Kept<Initiative>>(&text).ok());
    let fits = |it: &Kept<Initiative>| it.build == super::BUILD && it.state.version <= until;
    let mut hot = match kept.filter(fits) {
        None => Hot::unopened(id.clone()),
        Some(kept) => Hot {
            kept: kept.state.version,
            state: Arc::new(kept.state),
            keys: Arc::new(kept.keys),
            events: kept.events,
            used: Arc::default(),
        },
    };
    let stream = Stream::Initiative(id.clone());
    loop {
        let there = hot.state.version;
        let limit = usize::try_from(until.saturating_sub(there)).unwrap_or(FOLD_PAGE);
        let page = journal.read_stream(&stream, there + 1, limit.min(FOLD_PAGE))?;
        for placed in &page {
            hot.apply(&placed.commit);
            hot.remember(&placed.commit);
        }
        if page.len() < FOLD_PAGE {
            break;
        }
    }
    Ok(Some(hot).filter(|it| it.state.version > 0))
}

/// What keeps an initiative that leaves memory, if its history has grown enough since that was last done.
pub(super) fn keep(hot: &Hot) -> Option<(Vec<u8>, Vec<u8>)> {
    if hot.state.version < hot.kept + KEEP_AFTER {
        return None;
    }
    let kept = Kept {
        build: super::BUILD.to_owned(),
        keys: hot.keys.as_ref().clone(),
        events: hot.events,
        state: hot.state.as_ref(),
    };
    match serde_json::to_vec(&kept) {
        Ok(text) => Some((key(&hot.state.id), text)),
        Err(error) => {
            // Nothing rests on it: the history is folded from its beginning.
            tracing::error!(initiative = %hot.state.id, %error, "a state cannot be kept");
            None
        }
    }
}
