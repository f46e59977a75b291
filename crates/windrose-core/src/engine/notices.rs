//! Noticing that a day has come. Whoever calls this, and however often: a notice stands once.

use super::{Engine, Request, StoreError, SubmitError};
use crate::rules::command::{Command, InitiativeCommand};
use crate::rules::ids::InitiativeId;
use crate::rules::notices::{self, Notice};
use crate::rules::role::Actor;

impl Engine {
    /// Notices what is due in every running initiative, and answers how many notices were written. Costs nothing on
    /// the disk when there are none. Blocks.
    ///
    /// # Errors
    /// When a notice could not be written; the next time it is tried again.
    pub fn notice_all(&self) -> Result<usize, SubmitError> {
        let now = self.now();
        let running: Vec<InitiativeId> = {
            let published = self.shared.read();
            let edition = published.states.directory.number();
            let running = published.rows.all().values().filter(|row| row.outline.running);
            let (today, ids) = (now.date(), running);
            // What was summed up today, and had nothing to notice, still has nothing.
            ids.filter(|row| row.summary_of(today, edition).is_none_or(|it| !it.notices.is_empty()))
                .map(|row| row.outline.id.clone())
                .collect()
        };
        let mut written = 0;
        for id in &running {
            let summed_up = self.shared.sum_up(id, &now);
            let unreadable = |error: StoreError| SubmitError::Unreadable { why: error.to_string() };
            let Some(summary) = summed_up.map_err(unreadable)? else { continue };
            if summary.notices.is_empty() {
                continue;
            }
            for notice in self.due(id) {
                let command = Command::Initiative(id.clone(), InitiativeCommand::Notice(notice));
                match self.submit_blocking(Request::new(Actor::System, command)) {
                    Ok(done) => written += usize::from(done.position.is_some()),
                    // It was closed in between: nothing is due there any more.
                    Err(SubmitError::Refused(_)) => break,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(written)
    }

    /// What is due in one initiative. Its state is let go before anything is written, so that writing need not copy it.
    fn due(&self, id: &InitiativeId) -> Vec<Notice> {
        let look = self.look(id, &Actor::System, None);
        look.map(|it| notices::due(&it.facts())).unwrap_or_default()
    }
}
