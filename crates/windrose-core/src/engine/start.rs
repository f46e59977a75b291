//! Starting: what the journal adds up to, without reading all of it.
//!
//! ```text
//!   kept on the disk by this build:  access │ directory │ digests of workflows │ rows up to a position
//!   read from the journal:           the commits behind each of these
//! ```
//!
//! When nothing is kept, or another build kept it, everything is folded from the beginning, once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::directory;
use super::group::Core;
use super::kept::{self, ACCESS, KeptAccess, MARK, Mark, ROWS, WORKFLOWS, behind};
use super::load::load;
use super::rows::Row;
use super::states::{Keys, States, remember};
use super::{BUILD, OpenError, Published};
use crate::journal::{Commit, Journal, Placed, StoreError, Stream};
use crate::rules::access::Access;
use crate::rules::ids::{Digest, InitiativeId, Version};
use crate::rules::initiative::Initiative;

/// How many commits, or rows, are read at once.
const PAGE: usize = 1_000;

/// What an engine begins with.
pub(super) struct Started {
    pub(super) core: Core,
    pub(super) published: Published,
    /// The version of the stream `access` that is on the disk.
    pub(super) access_kept: Version,
    /// How far the stream `directory` is kept on the disk.
    pub(super) directory_kept: directory::Kept,
}

/// Takes up what a journal adds up to.
pub(super) fn start(journal: &dyn Journal) -> Result<Started, OpenError> {
    let mut keys = BTreeMap::new();
    let mut published = Published::default();
    let mark = kept::one::<Mark>(journal, MARK)?;
    let mark = mark.filter(|it| it.build == BUILD && it.position <= journal.head().position);
    let kept = match mark {
        Some(mark) => take_up(journal, &mark, &mut published, &mut keys)?,
        None => None,
    };
    if kept.is_none() {
        (published, keys) = (Published::default(), BTreeMap::new());
        fold_all(journal, &mut published, &mut keys)?;
    }
    let last = journal.read_all(journal.head().position.max(1), 1)?;
    let last_at = last.first().map_or(Timestamp::MIN, |it| it.commit.at);
    let core = Core::new(published.states.clone(), keys, last_at);
    let (access_kept, directory_kept) = kept.unwrap_or_default();
    Ok(Started { core, published, access_kept, directory_kept })
}

/// Takes up what is kept, and what was committed since. Answers which version of the stream `access` is kept, and how far
/// the directory is; nothing when some of what was kept is gone.
fn take_up(
    journal: &dyn Journal,
    mark: &Mark,
    published: &mut Published,
    keys: &mut AllKeys,
) -> Result<Option<(Version, directory::Kept)>, OpenError> {
    let access_kept = read_access(journal, &mut published.states, keys)?;
    let directory_kept = directory::read(journal, &mut published.states, keys)?;
    read_workflows(journal, &mut published.states, keys)?;
    read_rows(journal, published)?;
    let rows = published.rows.all().len();
    if rows < mark.rows || published.states.workflows.len() < mark.workflows {
        tracing::warn!(rows, expected = mark.rows, "outlines are missing; they are folded anew");
        return Ok(None);
    }
    published.states.position = mark.position;
    catch_up(journal, published, keys)?;
    Ok(Some((access_kept, directory_kept)))
}

/// The keys of streams other than the initiatives'.
pub(super) type AllKeys = BTreeMap<Stream, Keys>;

fn read_access(
    journal: &dyn Journal,
    states: &mut States,
    keys: &mut AllKeys,
) -> Result<Version, OpenError> {
    let kept = kept::one::<KeptAccess<Access, Keys>>(journal, ACCESS)?;
    let mut access_kept = 0;
    if let Some(kept) = kept.filter(|it| it.build == BUILD) {
        access_kept = kept.access.version;
        keys.insert(Stream::Access, kept.keys);
        states.access = Arc::new(kept.access);
    }
    loop {
        let page = journal.read_stream(&Stream::Access, states.access.version + 1, PAGE)?;
        for it in &page {
            believe(it, states, keys)?;
        }
        if page.len() < PAGE {
            return Ok(access_kept);
        }
    }
}

fn read_workflows(
    journal: &dyn Journal,
    states: &mut States,
    keys: &mut AllKeys,
) -> Result<(), OpenError> {
    for (_, digest) in journal.derived_scan(WORKFLOWS, &behind(WORKFLOWS), usize::MAX)? {
        let digest: Option<Digest> =
            std::str::from_utf8(&digest).ok().and_then(|it| it.parse().ok());
        let Some(digest) = digest else { continue };
        for it in &journal.read_stream(&Stream::Workflow(digest), 1, PAGE)? {
            believe(it, states, keys)?;
        }
    }
    Ok(())
}

fn read_rows(journal: &dyn Journal, published: &mut Published) -> Result<(), StoreError> {
    let mut from = ROWS.to_vec();
    loop {
        let page = journal.derived_scan(&from, &behind(ROWS), PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        from = [last.as_slice(), &[0]].concat();
        for (key, text) in &page {
            match kept::read::<Row>(text) {
                Ok(row) => published.rows.take(row),
                Err(error) => {
                    // The summary may be of a kind that cannot be read back; the initiative itself can.
                    let id =
                        std::str::from_utf8(&key[ROWS.len()..]).ok().and_then(|it| it.parse().ok());
                    tracing::error!(?id, %error, "an outline does not read; it is made anew");
                    if let Some(id) = id {
                        follow(journal, published, &id)?;
                    }
                }
            }
        }
    }
}

/// Takes up what was committed behind the position that is known, by this process or another.
pub(super) fn catch_up(
    journal: &dyn Journal,
    published: &mut Published,
    keys: &mut AllKeys,
) -> Result<(), OpenError> {
    let mut touched: BTreeSet<InitiativeId> = BTreeSet::new();
    loop {
        let page = journal.read_all(published.states.position + 1, PAGE)?;
        for it in &page {
            match &it.commit.stream {
                Stream::Initiative(id) => {
                    published.states.forget(id);
                    touched.insert(id.clone());
                    published.states.position = it.position;
                }
                stream => {
                    // Read with its stream already, perhaps.
                    if it.commit.version > published.states.version_of(stream) {
                        believe(it, &mut published.states, keys)?;
                    }
                    published.states.position = it.position;
                }
            }
        }
        if page.len() < PAGE {
            break;
        }
    }
    for id in &touched {
        follow(journal, published, id)?;
    }
    Ok(())
}

/// Makes the row of an initiative anew from what is on the disk.
fn follow(
    journal: &dyn Journal,
    published: &mut Published,
    id: &InitiativeId,
) -> Result<(), StoreError> {
    if let Some(hot) = load(journal, id, Version::MAX)? {
        published.rows.follow_state(&hot.state);
    }
    Ok(())
}

/// Folds everything from the beginning, of initiatives only what an outline is made of.
fn fold_all(
    journal: &dyn Journal,
    published: &mut Published,
    keys: &mut AllKeys,
) -> Result<(), OpenError> {
    let mut outlines: BTreeMap<InitiativeId, Initiative> = BTreeMap::new();
    let head = journal.head().position;
    if head > 0 {
        tracing::info!(commits = head, "folding every commit, as this build has not done so yet");
    }
    loop {
        let page = journal.read_all(published.states.position + 1, PAGE)?;
        for it in &page {
            let Commit { stream, version, at, by, events, .. } = &it.commit;
            if let Stream::Initiative(id) = stream {
                let state =
                    outlines.entry(id.clone()).or_insert_with(|| Initiative::unopened(id.clone()));
                for event in events {
                    state.apply_outline(*version, *at, by, event);
                }
                published.states.position = it.position;
            } else {
                believe(it, &mut published.states, keys)?;
            }
        }
        if page.len() < PAGE {
            break;
        }
    }
    for state in outlines.values() {
        published.rows.follow_state(state);
    }
    Ok(())
}

pub(super) fn believe(
    it: &Placed,
    states: &mut States,
    keys: &mut AllKeys,
) -> Result<(), OpenError> {
    states.apply(it.position, &it.commit)?;
    remember(keys.entry(it.commit.stream.clone()).or_default(), &it.commit);
    Ok(())
}
