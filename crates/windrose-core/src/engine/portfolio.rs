//! Many initiatives at once: found, counted, ordered, a page at a time.
//!
//! Judging is what costs, so each initiative's [`Summary`] is kept until the initiative or the day changes: a page of
//! what nobody touched judges nothing. A summary is the same for all readers and of no language; who may see which is
//! asked of the states each time. It takes about half a kilobyte, an initiative waiting for evidence the length of
//! that finding's names more; there is one for each initiative at most.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::states::States;
use crate::rules::facts::Facts;
use crate::rules::ids::{InitiativeId, WorkflowName};
use crate::rules::initiative::Initiative;
use crate::rules::now::Now;
use crate::rules::role::{Actor, Permission};
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

/// The summaries that were made, each as long as it holds.
#[derive(Default)]
pub(super) struct Summaries {
    kept: Mutex<BTreeMap<InitiativeId, Arc<Summary>>>,
    /// One is made at a time: who comes second finds what the first has made.
    making: Mutex<()>,
}

impl Summaries {
    pub(super) fn kept(&self) -> MutexGuard<'_, BTreeMap<InitiativeId, Arc<Summary>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// The initiatives that whoever asks may see and is looking for. Judges what has changed since it was last asked
    /// for, and after midnight everything that runs: call it where waiting is allowed.
    pub fn portfolio(&self, actor: &Actor, query: &Query) -> Found {
        let now = self.now();
        let today = now.date();
        let words: Vec<String> = query.search.split_whitespace().map(str::to_lowercase).collect();
        let wanted = |states: &States, it: &Initiative| {
            let Some(workflow) = states.workflow_of(it) else { return false };
            let access = &states.access;
            let facts = Facts { initiative: it, workflow: &workflow, access, now: &now, actor };
            query.workflow.as_ref().is_none_or(|name| workflow.name == *name)
                && facts.may(actor, Permission::Read)
                && (!query.mine || takes_part(&facts))
                && matches(it, &words)
        };
        let found: Vec<Arc<Summary>> = {
            let (found, missing) = self.summaries(today, &wanted);
            if missing.is_empty() {
                found
            } else {
                for id in &missing {
                    self.sum_up(id, &now);
                }
                // What changed in the meantime is shown as it was a moment ago.
                self.summaries(today, &wanted).0
            }
        };
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
                *count += usize::from(show.takes(it, today));
            }
        }
        let mut shown: Vec<Arc<Summary>> =
            found.into_iter().filter(|it| query.show.takes(it, today)).collect();
        order(&mut shown, query.sort, query.descending);
        let total = shown.len();
        let pages = total.div_ceil(PAGE_ROWS).max(1);
        let page = query.page.clamp(1, pages);
        let rows = shown.into_iter().skip((page - 1) * PAGE_ROWS).take(PAGE_ROWS).collect();
        Found { rows, total, page, pages, counts, today }
    }

    /// What is kept of those that are wanted, by id, and which of these have to be summed up anew.
    fn summaries(
        &self,
        today: Date,
        wanted: &dyn Fn(&States, &Initiative) -> bool,
    ) -> (Vec<Arc<Summary>>, Vec<InitiativeId>) {
        let states = self.shared.read();
        let mut kept = self.shared.summaries.kept();
        if kept.len() > states.initiatives.len() {
            kept.retain(|id, _| states.initiatives.contains_key(id));
        }
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for it in states.initiatives.values().filter(|it| wanted(&states, it)) {
            let summary = kept.get(&it.id);
            if !summary.is_some_and(|kept| kept.is_of(it.version, today)) {
                missing.push(it.id.clone());
            }
            found.extend(summary.cloned());
        }
        (found, missing)
    }

    /// Sums up an initiative, unless somebody else has just done so.
    fn sum_up(&self, id: &InitiativeId, now: &Now) {
        let summaries = &self.shared.summaries;
        let _one_at_a_time = summaries.making.lock().unwrap_or_else(PoisonError::into_inner);
        // Its state is let go before the next one is taken, so that writing need not copy many.
        let Ok(look) = self.look(id, &Actor::System, None) else { return };
        let done = |kept: &Arc<Summary>| kept.is_of(look.initiative.version, now.date());
        if summaries.kept().get(id).is_some_and(done) {
            return;
        }
        if let Some(made) = summary(&Facts { now, ..look.facts() }) {
            summaries.kept().insert(id.clone(), Arc::new(made));
        }
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

/// Does whoever asks hold a role in it, or stand in for somebody today?
fn takes_part(facts: &Facts<'_>) -> bool {
    facts.actor.id().is_some_and(|id| {
        facts.initiative.roles.contains_key(id) || facts.delegations().any(|it| it.to == *id)
    })
}

fn matches(it: &Initiative, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let purpose = it.purpose.as_deref().unwrap_or_default();
    let text = format!("{}\n{}\n{purpose}", it.id, it.title).to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// Orders what stands in the order of the ids, which is kept among equals.
fn order(all: &mut Vec<Arc<Summary>>, sort: SortBy, descending: bool) {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match sort {
        SortBy::Title => {
            let mut titled: Vec<_> = all.drain(..).map(|it| (sorted_as(&it.title), it)).collect();
            titled.sort_by(|(a, _), (b, _)| turned(a.cmp(b)));
            all.extend(titled.into_iter().map(|(_, it)| it));
        }
        SortBy::Changed => all.sort_by(|a, b| turned(a.changed_at.cmp(&b.changed_at))),
        SortBy::Next => all.sort_by(|a, b| match (&a.next, &b.next) {
            (Some(a), Some(b)) => turned(a.on.cmp(&b.on)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }),
        SortBy::Progress => all.sort_by(|a, b| turned(a.progress().cmp(&b.progress()))),
        SortBy::Blocked => {
            all.sort_by(|a, b| turned((rank(a), a.since).cmp(&(rank(b), b.since))));
        }
    }
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

/// A title as it is ordered: without capitals, umlauts with their vowels, as in a dictionary.
fn sorted_as(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'á' | 'â' => text.push('a'),
            'ö' | 'ó' | 'ô' => text.push('o'),
            'ü' | 'ú' | 'û' => text.push('u'),
            'é' | 'è' | 'ê' | 'ë' => text.push('e'),
            'ß' => text.push_str("ss"),
            _ => text.push(c),
        }
    }
    text
}
