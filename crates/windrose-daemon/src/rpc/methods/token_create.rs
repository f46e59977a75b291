//! Makes an access token.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::command::{AccessCommand, Command};
use windrose_core::rules::event::Event;
use windrose_core::rules::ids::{PersonId, TokenId};

use super::shared::write_params;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};
use crate::token::NewToken;

/// `token_create`
pub(super) struct TokenCreate;

write_params! {
/// Params of `token_create`.
Params {
    /// Whose it is.
    person: PersonId,
    /// What it is for.
    #[serde(default)]
    label: String,
}
}

/// A token.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Its public part, by which it is revoked.
    id: Option<TokenId>,
    /// All of it. Shown this once: it is not kept, so a repeated call cannot show it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// The same call with the same key was carried out before.
    replayed: bool,
    /// Nothing was written, as you asked.
    dry_run: bool,
}

impl Method<Call> for TokenCreate {
    const NAME: &'static str = "token_create";
    const SUMMARY: &'static str =
        "Make an access token for a person or a service; it is shown once.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"person": "head-of-sales", "label": "laptop"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let new = NewToken::make().map_err(|error| {
            tracing::error!(%error, "the operating system has no randomness");
            RpcError::internal()
        })?;
        let command = Command::Access(AccessCommand::CreateToken {
            token: new.id.clone(),
            holder: params.person.clone(),
            hash: new.hash,
            label: params.label.clone(),
        });
        let done = call.write(Self::NAME, &params, command).await?;
        let id = done.events.iter().find_map(|event| match event {
            Event::TokenCreated { token, .. } => Some(token.clone()),
            _ => None,
        });
        let fresh = !done.replayed && !done.dry_run;
        Ok(Answer {
            id,
            token: fresh.then_some(new.text),
            replayed: done.replayed,
            dry_run: done.dry_run,
        })
    }
}
