//! Noticing that a day has come. Whoever calls this, and however often: a notice stands once.

use std::sync::Arc;

use super::{Engine, Request, SubmitError};
use crate::rules::command::{Command, InitiativeCommand};
use crate::rules::facts::Facts;
use crate::rules::initiative::Phase;
use crate::rules::notices;
use crate::rules::role::Actor;

impl Engine {
    /// Notices what is due in every running initiative, and answers how many notices were written. Costs nothing on
    /// the disk when there are none. Blocks.
    ///
    /// # Errors
    /// When a notice could not be written; the next time it is tried again.
    pub fn notice_all(&self) -> Result<usize, SubmitError> {
        let (initiatives, access) = {
            let states = self.shared.read();
            let running = states.initiatives.values().filter(|it| it.phase == Phase::Running);
            let found: Vec<_> =
                running.filter_map(|it| Some((Arc::clone(it), states.workflow_of(it)?))).collect();
            (found, states.access.clone())
        };
        let now = self.now();
        let mut written = 0;
        for (initiative, workflow) in &initiatives {
            let facts =
                Facts { initiative, workflow, access: &access, now: &now, actor: &Actor::System };
            for notice in notices::due(&facts) {
                let command = InitiativeCommand::Notice(notice);
                let command = Command::Initiative(initiative.id.clone(), command);
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
}
