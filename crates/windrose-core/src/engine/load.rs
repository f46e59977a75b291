//! Reading an initiative from the disk into memory.

use std::sync::Arc;

use super::kept::{self, KeptState};
use super::states::Hot;
use crate::journal::{Journal, StoreError, Stream};
use crate::rules::ids::{InitiativeId, Version};
use crate::rules::initiative::Initiative;

/// How many commits are folded at once.
const FOLD_PAGE: usize = 500;

/// After how many commits a state is kept anew when it leaves memory. Folding fewer costs about a millisecond, and a
/// short history would take as much room again.
const KEEP_AFTER: Version = 100;

/// Reads an initiative as it is on the disk, up to a version: another writer may be ahead of what is published here.
/// None when there is no such stream.
pub(super) fn load(
    journal: &dyn Journal,
    id: &InitiativeId,
    until: Version,
) -> Result<Option<Hot>, StoreError> {
    let kept = kept::one::<KeptState<Initiative>>(journal, &kept::state_key(id))?;
    let fits = |it: &KeptState<Initiative>| it.build == super::BUILD && it.state.version <= until;
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
    let ends = hot.state.version;
    if until < Version::MAX && ends < until {
        // Never waited for: what was published is on the disk.
        let position = journal.head().position;
        let what = format!("{stream} ends at version {ends}, and had reached version {until}");
        return Err(StoreError::Damaged { position, what });
    }
    Ok(Some(hot).filter(|it| it.state.version > 0))
}

/// What keeps an initiative that leaves memory, if its history has grown enough since that was last done.
pub(super) fn keep(hot: &Hot) -> Option<(Vec<u8>, Vec<u8>)> {
    if hot.state.version < hot.kept + KEEP_AFTER {
        return None;
    }
    let kept = KeptState {
        build: super::BUILD.to_owned(),
        keys: hot.keys.as_ref().clone(),
        events: hot.events,
        state: hot.state.as_ref(),
    };
    Some((kept::state_key(&hot.state.id), kept::written(&kept)?))
}
