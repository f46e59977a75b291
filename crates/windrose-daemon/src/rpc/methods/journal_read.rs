//! Reads the journal itself, a page of lines at a time: what `windrose backup` is made of, and a feed for other programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::journal::Position;
use windrose_core::journal::transfer;
use windrose_core::rules::ids::Digest;
use windrose_core::rules::refusal::Refusal;

use crate::call::{Call, blocking, refused, store_failed};
use crate::rpc::{Method, MethodKind, RpcError};

/// How long a page grows: enough that a backup takes few calls, little enough to hold for many callers at once.
const PAGE_BYTES: usize = 512 * 1024;

/// `journal_read`
pub(super) struct JournalRead;

/// Params of `journal_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The first position, from 1 on; what came after the last one that you have is its position plus 1.
    #[serde(default = "first")]
    from: Position,
}

fn first() -> Position {
    1
}

/// A page of the journal.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// A line for each commit, as it stands in a backup: JSON with the fields `position`, `chain` and `body`. Texts, because the
    /// chain is over their bytes. None when nothing has come yet.
    lines: Vec<String>,
    /// Where the journal ended when this was read.
    head: JournalHead,
}

/// The end of the journal.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct JournalHead {
    /// The last position.
    position: Position,
    /// The chain's value there: it vouches for everything before it.
    chain: Digest,
}

impl Method<Call> for JournalRead {
    const NAME: &'static str = "journal_read";
    const SUMMARY: &'static str = "Everything that was ever written, as the lines of a backup, a page at a time; for administrators.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"from": 1}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        // Names, addresses and what is kept to a team stand in it, of every initiative.
        if !call.engine.access().is_admin(&call.actor) {
            return Err(refused(&Refusal::AdminOnly { what: "read-journal" }));
        }
        let journal = call.engine.journal();
        let page = blocking(move || transfer::page(journal.as_ref(), params.from, PAGE_BYTES))
            .await?
            .map_err(|source| store_failed(&source))?;
        let (position, chain) = (page.head.position, page.head.chain);
        Ok(Answer { lines: page.lines, head: JournalHead { position, chain } })
    }
}
