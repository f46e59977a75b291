//! What the coalition graphs of initiatives say, kept until their evidence changes.
//!
//! Of a large organisation that takes up to a second to compute. So whoever leads a group never does; whoever asks for
//! something that needs it has it computed beforehand, on a thread that may wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Engine, Shared};
use crate::journal::Stream;
use crate::rules::coalition::analysis::{Analysis, Graphs, Key};
use crate::rules::command::{Command, InitiativeCommand};
use crate::rules::directory::Directory;
use crate::rules::facts::Facts;
use crate::rules::ids::InitiativeId;
use crate::rules::initiative::Initiative;
use crate::rules::now::Now;

/// Of so many initiatives it is kept.
const KEPT_MAX: usize = 64;

/// Hands out what is kept, and computes what is quick.
#[derive(Debug, Default)]
pub(super) struct Kept {
    analyses: Mutex<HashMap<InitiativeId, Arc<Analysis>>>,
}

impl Kept {
    fn analyses(&self) -> MutexGuard<'_, HashMap<InitiativeId, Arc<Analysis>>> {
        self.analyses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self, id: &InitiativeId, key: Key) -> Option<Arc<Analysis>> {
        self.analyses().get(id).filter(|it| it.key == key).cloned()
    }

    /// What is kept, or computed now.
    fn found(&self, initiative: &Initiative, directory: &Directory, now: &Now) -> Arc<Analysis> {
        let key = Key::of(initiative, directory, now);
        self.kept(&initiative.id, key).unwrap_or_else(|| {
            let made = Arc::new(Analysis::of(initiative, directory, now));
            let mut analyses = self.analyses();
            if analyses.len() >= KEPT_MAX && !analyses.contains_key(&initiative.id) {
                analyses.clear();
            }
            analyses.insert(initiative.id.clone(), made.clone());
            made
        })
    }

    /// Forgets what was computed of commits to these streams that were not written after all.
    pub(super) fn forget<'a>(&self, streams: impl Iterator<Item = &'a Stream>) {
        let mut analyses = self.analyses();
        for stream in streams {
            match stream {
                Stream::Initiative(id) => drop(analyses.remove(id)),
                Stream::Directory => analyses.clear(),
                Stream::Access | Stream::Workflow(_) => {}
            }
        }
    }

    /// Would whoever asks have to wait?
    fn takes_long(&self, initiative: &Initiative, directory: &Directory, now: &Now) -> bool {
        !Analysis::is_quick(directory)
            && self.kept(&initiative.id, Key::of(initiative, directory, now)).is_none()
    }
}

impl Graphs for Kept {
    fn coalition(&self, facts: &Facts<'_>) -> Option<Arc<Analysis>> {
        let (initiative, directory, now) = (facts.initiative, facts.directory, facts.now);
        let waits = self.takes_long(initiative, directory, now);
        (!waits).then(|| self.found(initiative, directory, now))
    }
}

/// For those who may wait.
#[derive(Debug, Clone, Default)]
pub(super) struct Patient(pub(super) Arc<Kept>);

impl Graphs for Patient {
    fn coalition(&self, facts: &Facts<'_>) -> Option<Arc<Analysis>> {
        Some(self.0.found(facts.initiative, facts.directory, facts.now))
    }
}

impl Shared {
    /// Would judging this initiative have to wait for its graphs?
    fn waits_for_graphs(&self, id: &InitiativeId) -> bool {
        let published = self.read();
        let states = &published.states;
        if Analysis::is_quick(&states.directory) {
            return false;
        }
        let Some(hot) = states.hot().get(id) else { return false };
        let asks = states.workflow_of(&hot.state).is_some_and(|it| it.asks_graphs());
        asks && self.graphs.0.takes_long(&hot.state, &states.directory, &self.now())
    }

    fn prepare_graphs(&self, id: &InitiativeId) {
        let (state, directory) = {
            let published = self.read();
            let Some(hot) = published.states.hot().get(id) else { return };
            (hot.state.clone(), published.states.directory.clone())
        };
        self.graphs.0.found(&state, &directory, &self.now());
    }

    /// Has the graphs computed that a command is judged by.
    pub(super) async fn prepare(self: &Arc<Self>, command: &Command) {
        use InitiativeCommand as C;
        let Command::Initiative(id, C::Decide(_) | C::Approve(_) | C::Reject(_)) = command else {
            return;
        };
        if self.waits_for_graphs(id) {
            let (shared, id) = (self.clone(), id.clone());
            // What panics there is met again, and told, where the command is decided.
            let _ = tokio::task::spawn_blocking(move || shared.prepare_graphs(&id)).await;
        }
    }
}

impl Engine {
    /// Would looking at this initiative, and judging what is seen, hold up others? It reads from the disk, or computes
    /// for long.
    pub fn takes_long(&self, id: &InitiativeId) -> bool {
        self.is_cold(id) || self.shared.waits_for_graphs(id)
    }
}
