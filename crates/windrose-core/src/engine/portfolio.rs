//! Many initiatives at once: found, counted, ordered, a page at a time.
//!
//! Judging is what costs, so each initiative's [`Summary`] is kept with its outline until the initiative or the day
//! changes: a page of what nobody touched judges nothing and reads nothing from the disk. A summary is the same for all
//! readers and of no language; who may see which is asked of the outlines each time.

use std::cmp::Ordering;
use std::sync::{Arc, PoisonError};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::load::load;
use super::look::{may_read, whose};
use super::rows::Row;
use super::states::States;
use super::{Engine, Shared, StoreError};
use crate::rules::facts::Facts;
use crate::rules::ids::{InitiativeId, WorkflowName};
use crate::rules::initiative::Initiative;
use crate::rules::now::Now;
use crate::rules::outline::Outline;
use crate::rules::role::Actor;
use crate::rules::summary::{Summary, Waits, summary};

/// How many initiatives a page holds.
pub const PAGE_ROWS: usize = 50;

/// Which initiatives are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// All of them.
    #[default]
    All,
    /// Those that run.
    Running,
    /// Those that are closed.
    Closed,
    /// Those where evidence is missing at the first of the open steps.
    Blocked,
    /// Those where a gate can be decided now, be it with conditions.
    OpenGate,
    /// Those where the day of something has passed.
    Overdue,
}

/// By what they are ordered. What is equal stands in the order of the ids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// By title; umlauts stand with their vowels.
    #[default]
    Title,
    /// By when something last happened, the longest ago first.
    Changed,
    /// By the next day on which something is due or ends, the earliest first. What has none stands last either way.
    Next,
    /// By how much of the eight steps is done, the least first.
    Progress,
    /// By what they wait for: evidence, a hold, a decision, being closed, nothing; and then the longest first.
    Blocked,
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// Words that all stand in the title, the id or the purpose; capitals make no difference.
    pub search: String,
    /// Which are shown.
    pub show: Show,
    /// Only those on this workflow.
    pub workflow: Option<WorkflowName>,
    /// Only those in which whoever asks holds a role or stands in for somebody.
    pub mine: bool,
    /// By what they are ordered.
    pub sort: SortBy,
    /// The other way round.
    pub descending: bool,
    /// Which page, from 1; the last one when there are not so many.
    pub page: usize,
}

/// How many there are of each sort, of those that are searched for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// All of them.
    pub all: usize,
    /// Those that run.
    pub running: usize,
    /// Those that are closed.
    pub closed: usize,
    /// Those where evidence is missing.
    pub blocked: usize,
    /// Those where a gate can be decided.
    pub open_gate: usize,
    /// Those where the day of something has passed.
    pub overdue: usize,
}

/// A page of initiatives.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Those on this page.
    pub rows: Vec<Arc<Summary>>,
    /// How many are shown on all pages.
    pub total: usize,
    /// Which page it is, from 1.
    pub page: usize,
    /// How many pages there are; at least 1.
    pub pages: usize,
    /// How many there are of each sort.
    pub counts: Counts,
    /// The day for which they were judged.
    pub today: Date,
}

/// One that is wanted.
struct Entry {
    summary: Arc<Summary>,
    sorted_as: Arc<str>,
}

/// How many initiatives of which an earlier summary is there are summed up while somebody waits. Right after midnight
/// there may be more: those are shown as of the day before until [`Engine::notice_all`] comes to them.
const ANEW_MAX: usize = 200;

impl Engine {
    /// The initiatives that whoever asks may see and is looking for. Judges what has changed since it was last asked
    /// for: call it where waiting is allowed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn portfolio(&self, actor: &Actor, query: &Query) -> Result<Found, StoreError> {
        let now = self.now();
        let today = now.date();
        let words: Vec<String> = query.search.split_whitespace().map(str::to_lowercase).collect();
        let wanted = |states: &States, row: &Row| {
            let it = &row.outline;
            query.workflow.as_ref().is_none_or(|name| it.workflow.name == *name)
                && may_read(states, row, &now, actor)
                && (!query.mine || actor.id().is_some_and(|id| it.takes_part(&now, id)))
                && matches(it, &words)
        };
        let (mut found, missing) = self.summaries(actor, query.mine, today, &wanted);
        if !missing.is_empty() {
            for id in &missing {
                self.shared.sum_up(id, &now)?;
            }
            // What changed in the meantime is shown as it was a moment ago.
            (found, _) = self.summaries(actor, query.mine, today, &wanted);
        }
        let mut counts = Counts::default();
        for it in &found {
            for (show, count) in [
                (Show::All, &mut counts.all),
                (Show::Running, &mut counts.running),
                (Show::Closed, &mut counts.closed),
                (Show::Blocked, &mut counts.blocked),
                (Show::OpenGate, &mut counts.open_gate),
                (Show::Overdue, &mut counts.overdue),
            ] {
                *count += usize::from(show.takes(&it.summary, today));
            }
        }
        let mut shown: Vec<Entry> =
            found.into_iter().filter(|it| query.show.takes(&it.summary, today)).collect();
        let total = shown.len();
        let pages = total.div_ceil(PAGE_ROWS).max(1);
        let page = query.page.clamp(1, pages);
        let from = (page - 1) * PAGE_ROWS;
        let rows = cut(&mut shown, from, |a, b| ordered(a, b, query.sort, query.descending));
        let rows = rows.iter().map(|it| it.summary.clone()).collect();
        Ok(Found { rows, total, page, pages, counts, today })
    }

    /// What is kept of those that are wanted, by id, and which of these have to be summed up anew first.
    fn summaries(
        &self,
        actor: &Actor,
        mine: bool,
        today: Date,
        wanted: &dyn Fn(&States, &Row) -> bool,
    ) -> (Vec<Entry>, Vec<InitiativeId>) {
        let published = self.shared.read();
        let edition = published.states.directory.number();
        let (mut found, mut never, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        let mut look = |row: &Row| {
            if !wanted(&published.states, row) {
                return;
            }
            found.extend(row.summary.clone().map(|summary| {
                let sorted_as = row.sorted_as.clone();
                Entry { summary, sorted_as }
            }));
            match &row.summary {
                None => never.push(row.outline.id.clone()),
                Some(_) if row.summary_of(today, edition).is_some() => {}
                Some(_) => changed.push(row.outline.id.clone()),
            }
        };
        // Whoever does not see all need not be asked about all.
        match whose(&published.states, actor).or(actor.id().filter(|_| mine)) {
            None => published.rows.all().values().for_each(look),
            Some(person) => {
                let theirs = published.rows.of_person(person).into_iter().flatten();
                theirs.filter_map(|id| published.rows.get(id)).for_each(&mut look);
            }
        }
        // There is always something to show; how new it is depends on how many there are.
        changed.truncate(ANEW_MAX);
        never.append(&mut changed);
        (found, never)
    }
}

impl Shared {
    /// Sums up an initiative, unless somebody else has just done so. None of one that was never opened. It stays where
    /// it is, in memory or on the disk.
    pub(super) fn sum_up(
        &self,
        id: &InitiativeId,
        now: &Now,
    ) -> Result<Option<Arc<Summary>>, StoreError> {
        let _one_at_a_time = self.summing.lock().unwrap_or_else(PoisonError::into_inner);
        let (hot, version) = {
            let published = self.read();
            let Some(row) = published.rows.get(id) else { return Ok(None) };
            let edition = published.states.directory.number();
            if let Some(kept) = row.summary_of(now.date(), edition) {
                return Ok(Some(kept.clone()));
            }
            (published.states.hot().get(id).map(|hot| hot.state.clone()), row.outline.version)
        };
        let state = match hot {
            Some(state) => Some(state),
            None => load(self.journal.as_ref(), id, version)?.map(|hot| hot.state),
        };
        // The state is let go before the next one is taken, so that writing need not copy many.
        Ok(state.and_then(|state| self.sum_up_state(&state, now)))
    }

    /// Sums up an initiative as it is here, and keeps that if nothing has happened to it since.
    pub(super) fn sum_up_state(&self, state: &Initiative, now: &Now) -> Option<Arc<Summary>> {
        let (workflow, access, directory) = {
            let published = self.read();
            let row = published.rows.get(&state.id)?;
            let edition = published.states.directory.number();
            if let Some(kept) = row.summary_of(now.date(), edition) {
                return Some(kept.clone());
            }
            let states = &published.states;
            (states.workflow_of(state)?, states.access.clone(), states.directory.clone())
        };
        let actor = &Actor::System;
        let facts = Facts {
            initiative: state,
            workflow: &workflow,
            access: &access,
            directory: &directory,
            graphs: &self.graphs,
            now,
            actor,
        };
        let made = Arc::new(summary(&facts)?);
        self.write().rows.keep_summary(made.clone());
        Some(made)
    }
}

impl Show {
    fn takes(self, it: &Summary, today: Date) -> bool {
        match self {
            Self::All => true,
            Self::Running => it.running,
            Self::Closed => !it.running,
            Self::Blocked => it.blocked(),
            Self::OpenGate => it.open_gate,
            Self::Overdue => it.overdue(today),
        }
    }
}

fn matches(it: &Outline, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let purpose = it.purpose.as_deref().unwrap_or_default();
    let text = format!("{}\n{}\n{purpose}", it.id, it.title).to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// A page of what would be sorted: only the page itself is, however much there is beside it.
fn cut<T>(all: &mut [T], from: usize, by: impl Fn(&T, &T) -> Ordering) -> &mut [T] {
    let until = all.len().min(from + PAGE_ROWS);
    if until < all.len() {
        all.select_nth_unstable_by(until, &by);
    }
    let all = &mut all[..until];
    if from > 0 && from < until {
        all.select_nth_unstable_by(from, &by);
    }
    let page = &mut all[from.min(until)..];
    page.sort_unstable_by(&by);
    page
}

/// Which of two stands first. Equals stand in the order of their ids, either way.
fn ordered(a: &Entry, b: &Entry, sort: SortBy, descending: bool) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    let (x, y) = (&a.summary, &b.summary);
    let first = match sort {
        SortBy::Title => turned(a.sorted_as.cmp(&b.sorted_as)),
        SortBy::Changed => turned(x.changed_at.cmp(&y.changed_at)),
        SortBy::Next => match (&x.next, &y.next) {
            (Some(x), Some(y)) => turned(x.on.cmp(&y.on)),
            (x, y) => x.is_none().cmp(&y.is_none()),
        },
        SortBy::Progress => turned(x.progress().cmp(&y.progress())),
        SortBy::Blocked => turned((rank(x), x.since).cmp(&(rank(y), y.since))),
    };
    first.then_with(|| x.initiative.cmp(&y.initiative))
}

fn rank(it: &Summary) -> u8 {
    match it.waits {
        Waits::Evidence { .. } | Waits::Shoulds { .. } => 0,
        Waits::Hold { .. } => 1,
        Waits::Decision { .. } => 2,
        Waits::Close => 3,
        Waits::Nothing { .. } => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_page_is_what_sorting_everything_would_show(
            all in proptest::collection::vec(0_u16..50, 0..400),
            page in 0_usize..9,
        ) {
            // Many equals, told apart by their place as initiatives are by their ids.
            let all: Vec<(u16, usize)> = all.into_iter().zip(0..).collect();
            let mut sorted = all.clone();
            sorted.sort_unstable();
            let from = page * PAGE_ROWS;
            let expected: Vec<_> = sorted.into_iter().skip(from).take(PAGE_ROWS).collect();
            let mut all = all;
            prop_assert_eq!(&*cut(&mut all, from, Ord::cmp), &expected[..]);
        }
    }
}
