//! Reads many initiatives at once, judged: how far each is, what it waits for, its next day.
//!
//! A method of its own beside `initiative_list`: that one goes through all initiatives by id, costs the same whatever is
//! recorded and never skips one while others are opened, which is what a program that keeps a copy needs. This one is
//! judged and ordered by what changes from day to day, so its pages have numbers and no cursor.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::engine::portfolio::{Counts, Query, Show, SortBy};
use windrose_core::rules::ids::WorkflowName;
use windrose_core::view::portfolio::{Row, row};

use crate::call::{Call, blocking, store_failed};
use crate::rpc::{Method, MethodKind, RpcError};

/// The longest search, in bytes.
const SEARCH_BYTES_MAX: usize = 200;

/// `portfolio_read`
pub(super) struct PortfolioRead;

/// Params of `portfolio_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// Words that all stand in the title, the id or the purpose; capitals make no difference.
    #[serde(default)]
    search: Option<String>,
    /// Which are shown; all when not given.
    #[serde(default)]
    show: Show,
    /// Only those on this workflow.
    #[serde(default)]
    workflow: Option<WorkflowName>,
    /// Only those in which you hold a role or stand in for somebody.
    #[serde(default)]
    mine: bool,
    /// By what they are ordered; by title when not given.
    #[serde(default)]
    sort: SortBy,
    /// The other way round.
    #[serde(default)]
    descending: bool,
    /// Which page, from 1; the last one when there are not so many.
    #[serde(default)]
    page: Option<u32>,
}

/// A page of the portfolio.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The initiatives on this page, 50 at most.
    rows: Vec<Row>,
    /// How many are shown on all pages.
    total: usize,
    /// Which page it is, from 1.
    page: usize,
    /// How many pages there are; at least 1.
    pages: usize,
    /// How many there are of each sort, of those that you search for.
    counts: Counts,
    /// The day for which they were judged.
    today: Date,
}

impl Method<Call> for PortfolioRead {
    const NAME: &'static str = "portfolio_read";
    const SUMMARY: &'static str = "The initiatives that you may see, judged: how far each is, what it waits for, its next day; searched, filtered and ordered, 50 on a page.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"show": "blocked", "sort": "next"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let Params { search, show, workflow, mine, sort, descending, page } = params;
        let search = search.unwrap_or_default();
        if search.len() > SEARCH_BYTES_MAX {
            let detail = format!("A search has at most {SEARCH_BYTES_MAX} bytes.");
            return Err(RpcError::invalid_params("/search", detail));
        }
        let page = page.unwrap_or(1) as usize;
        let query = Query { search, show, workflow, mine, sort, descending, page };
        blocking(move || {
            let found = call.engine.portfolio(&call.actor, &query);
            let found = found.map_err(|error| store_failed(&error))?;
            Ok(Answer {
                rows: found.rows.iter().map(|it| row(it, found.today)).collect(),
                total: found.total,
                page: found.page,
                pages: found.pages,
                counts: found.counts,
                today: found.today,
            })
        })
        .await?
    }
}
