//! What every method is given: who calls, and the engine. Also the one way from a command to an answer or an error.

use std::sync::Arc;

use serde::Serialize;
use windrose_core::engine::{AsOf, Done, Engine, Look, LookError, Request, SubmitError};
use windrose_core::journal::{Key, StoreError};
use windrose_core::rules::command::{Command, InitiativeCommand};
use windrose_core::rules::ids::{Digest, InitiativeId, Version};
use windrose_core::rules::refusal::{Refusal, Thing};
use windrose_core::rules::role::Actor;
use windrose_core::view::report::explanation;
use windrose_core::view::wording::{self, Language};

use crate::rpc::{Committed, Kind, RpcError};
use crate::site::Site;

/// The longest idempotency key, in bytes.
const KEY_BYTES_MAX: usize = 128;

/// How long to wait before trying again when the queue is full, in seconds.
const BUSY_RETRY_S: u64 = 1;

/// A call under way.
#[derive(Clone)]
pub struct Call {
    /// The engine.
    pub engine: Engine,
    /// Who calls.
    pub actor: Actor,
    /// Where the pages are.
    pub site: Arc<Site>,
    /// The language that the caller reads. It is spoken wherever the call is carried out: see [`crate::language`].
    pub language: Language,
}

/// The three fields that every writing call may have besides its own.
pub struct Conditions<'a> {
    /// The caller's key: the same call with the same key is carried out once.
    pub idempotency_key: Option<&'a str>,
    /// The version that the initiative has to have.
    pub expected_version: Option<Version>,
    /// Decide and answer, but write nothing.
    pub dry_run: bool,
}

/// Params of a call that writes.
pub trait WriteParams: Serialize {
    /// Their conditions.
    fn conditions(&self) -> Conditions<'_>;
}

impl Call {
    /// Carries out a command under the conditions of its call.
    ///
    /// # Errors
    /// Every reason why it was not carried out, as the caller is told.
    pub async fn write<P: WriteParams>(
        &self,
        method: &str,
        params: &P,
        command: Command,
    ) -> Result<Done, RpcError> {
        let conditions = params.conditions();
        let key = match conditions.idempotency_key {
            // What is not carried out needs no key, and must not clash with the call that is.
            _ if conditions.dry_run => None,
            None => None,
            Some(key) if key.is_empty() || key.len() > KEY_BYTES_MAX => {
                let detail = format!("An idempotency key has 1 to {KEY_BYTES_MAX} bytes.");
                return Err(RpcError::invalid_params("/idempotency_key", detail));
            }
            Some(key) => {
                // Who asks belongs to what is asked: nobody is answered for somebody else.
                let asked = serde_json::to_string(&(method, &self.actor, params))
                    .map_err(|_| RpcError::internal())?;
                Some(Key { key: key.to_owned(), fingerprint: Digest::of(asked.as_bytes()) })
            }
        };
        let initiative = match &command {
            Command::Initiative(id, _) => Some(id.clone()),
            Command::Access(command) => command.initiative().cloned(),
            Command::Directory(_) | Command::PublishWorkflow(_) => None,
        };
        let request = Request {
            command,
            actor: self.actor.clone(),
            key,
            expected_version: conditions.expected_version,
            dry_run: conditions.dry_run,
        };
        let done = self.engine.submit(request).await;
        done.map_err(|error| self.explain(error, method, initiative.as_ref()))
    }

    /// Carries out a command without conditions.
    ///
    /// # Errors
    /// See [`Call::write`].
    pub async fn carry_out(&self, command: Command) -> Result<Done, RpcError> {
        let request = Request::new(self.actor.clone(), command);
        self.engine.submit(request).await.map_err(|error| self.explain(error, "", None))
    }

    /// The same for a command to an initiative.
    ///
    /// # Errors
    /// See [`Call::write`].
    pub async fn write_initiative<P: WriteParams>(
        &self,
        method: &str,
        params: &P,
        initiative: &InitiativeId,
        command: InitiativeCommand,
    ) -> Result<Done, RpcError> {
        self.write(method, params, Command::Initiative(initiative.clone(), command)).await
    }

    /// An initiative as the caller may see it.
    ///
    /// # Errors
    /// When there is none for the caller, or it did not exist then.
    pub async fn look(&self, id: &InitiativeId, as_of: Option<AsOf>) -> Result<Look, RpcError> {
        let looked = if as_of.is_some() || self.engine.takes_long(id) {
            let (engine, id, actor) = (self.engine.clone(), id.clone(), self.actor.clone());
            blocking(move || engine.look(&id, &actor, as_of)).await?
        } else {
            self.engine.look(id, &self.actor, None)
        };
        looked.map_err(|error| match error {
            LookError::Refused(refusal) => refused(&refusal),
            LookError::Before { versions } => {
                let detail = format!(
                    "The initiative has versions 1 to {versions}, and was not opened before the first; give an `as_of` within them."
                );
                RpcError::invalid_params("/as_of", detail)
            }
            LookError::Store(source) => store_failed(&source),
        })
    }

    fn explain(
        &self,
        error: SubmitError,
        method: &str,
        initiative: Option<&InitiativeId>,
    ) -> RpcError {
        match error {
            SubmitError::Refused(refusal) => self.explain_refusal(*refusal, initiative),
            SubmitError::Conflict { expected, actual } => {
                RpcError::version_conflict(expected, actual)
            }
            SubmitError::KeyReused { key } => RpcError::idempotency_mismatch(format!(
                "The idempotency key `{key}` was used for another call; take a new key for a new call."
            )),
            SubmitError::TooLarge { bytes } => RpcError::refused(
                format!(
                    "This call would record {bytes} bytes at once, more than is taken; split it into several calls."
                ),
                "too_large",
                method,
            ),
            SubmitError::Busy => RpcError::unavailable(
                "Too many calls are waiting; nothing was done, try again.",
                BUSY_RETRY_S,
                Committed::No,
            ),
            SubmitError::Stopped => RpcError::unavailable(
                "windrose is stopping or its store has failed; nothing was done, try again when it runs.",
                BUSY_RETRY_S,
                Committed::No,
            ),
            SubmitError::Unknown => RpcError::unavailable(
                "The store failed while writing; it may or may not have been done. Send the call again with the same idempotency key when windrose runs.",
                BUSY_RETRY_S,
                Committed::Unknown,
            ),
            // Logged where it was met.
            SubmitError::Unreadable { .. } => unreadable(),
            SubmitError::Internal => RpcError::internal(),
        }
    }

    fn explain_refusal(&self, refusal: Refusal, initiative: Option<&InitiativeId>) -> RpcError {
        match (&refusal, initiative) {
            (Refusal::NotFound { what: Thing::Initiative, .. }, Some(id)) => {
                refused(&self.engine.absent_initiative(id, &self.actor))
            }
            (Refusal::GateBlocked(report), Some(id)) => {
                let detail = wording::refusal(&refusal);
                let explained =
                    self.engine.look(id, &self.actor, None).ok().and_then(|look| {
                        serde_json::to_value(explanation(&look.facts(), report)).ok()
                    });
                RpcError::gate_blocked(detail, explained.unwrap_or_default())
            }
            _ => refused(&refusal),
        }
    }
}

/// A refusal as the caller is told.
pub fn refused(refusal: &Refusal) -> RpcError {
    let detail = wording::refusal(refusal);
    let advice = wording::advice(refusal);
    let error = match refusal {
        Refusal::NotFound { nearest, .. } => RpcError::not_found(detail, nearest.clone()),
        Refusal::Forbidden { roles, .. } | Refusal::RoleNeeded { roles, .. } => {
            let roles: Vec<&str> = roles.iter().map(|it| it.as_str()).collect();
            RpcError::forbidden(detail, &roles.join(" or "))
        }
        Refusal::AdminOnly { .. } => RpcError::forbidden(detail, "admin"),
        Refusal::Invalid { faults } => {
            let faults: Vec<serde_json::Value> = faults
                .iter()
                .map(|it| {
                    serde_json::json!({"pointer": it.pointer, "problem": wording::problem(&it.problem)})
                })
                .collect();
            RpcError::refused(detail, refusal.kind(), advice).with("faults", faults)
        }
        Refusal::BadWorkflow { faults } => {
            let faults = serde_json::to_value(faults).unwrap_or_default();
            RpcError::refused(detail, refusal.kind(), advice).with("faults", faults)
        }
        Refusal::EvidenceChanged { current, .. } => {
            RpcError::refused(detail, refusal.kind(), advice).with("seen", current.to_string())
        }
        _ => RpcError::refused(detail, refusal.kind(), advice),
    };
    // Whatever the code, programs find the rule's own name and the next call in the same places.
    error.with("refusal", refusal.kind()).with("advice", advice)
}

/// Runs what waits for the disk where waiting is allowed, in the language that is spoken here.
///
/// # Errors
/// An internal error when it panicked.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RpcError> {
    let language = Language::spoken();
    tokio::task::spawn_blocking(move || language.speak(work)).await.map_err(|error| {
        tracing::error!(%error, "reading panicked");
        RpcError::internal()
    })
}

/// The store could not be read: logged once, here. Of damage `windrose verify` says with which commands to get it back.
pub fn store_failed(source: &StoreError) -> RpcError {
    if matches!(source, StoreError::Damaged { .. }) {
        let help = "stop windrose and run `windrose verify`: it says how to get the store back";
        tracing::error!(error = %source, help, "the store could not be read");
    } else {
        tracing::error!(error = %source, "the store could not be read");
    }
    unreadable()
}

fn unreadable() -> RpcError {
    let detail = "What this call is about could not be read from the store, and nothing was done. Tell whoever \
                  runs windrose: its log says why, and `windrose verify` how to get the store back.";
    RpcError::new(Kind::InternalError, detail)
}
