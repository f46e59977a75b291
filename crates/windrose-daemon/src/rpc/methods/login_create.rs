//! Makes a link that signs somebody in on the pages.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::engine::Done;
use windrose_core::rules::command::{AccessCommand, Command, CreateLink};
use windrose_core::rules::event::Event;
use windrose_core::rules::ids::{LinkId, PersonId};
use windrose_core::rules::refusal::Refusal;

use super::shared::write_params;
use crate::call::{Call, refused};
use crate::rpc::{Method, MethodKind, RpcError};
use crate::secret::NewSecret;

/// `login_create`
pub(super) struct LoginCreate;

write_params! {
/// Params of `login_create`.
Params {
    /// Who is to be signed in; you when not given. Somebody else's link is made by an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
}
}

/// A link that signs somebody in, once.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// Its address. Shown this once: its secret is not kept, so a repeated call cannot show it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address without scheme, host and port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// When it is worthless, used or not.
    pub expires_at: Option<String>,
    /// The same call with the same key was carried out before.
    pub replayed: bool,
    /// Nothing was written, as you asked.
    pub dry_run: bool,
}

impl Answer {
    /// What is told of a link that was made, or would have been.
    pub(super) fn of(call: &Call, new: &NewSecret<LinkId>, done: &Done) -> Self {
        let fresh = !done.replayed && !done.dry_run;
        let path = fresh.then(|| format!("/sign-in/{}", new.text));
        let expires_at = done.events.iter().find_map(|event| match event {
            Event::LinkCreated(it) => Some(it.expires_at.to_string()),
            _ => None,
        });
        Self {
            url: path.as_ref().map(|path| call.site.url(path)),
            path,
            expires_at,
            replayed: done.replayed,
            dry_run: done.dry_run,
        }
    }
}

/// A secret for a link.
pub(super) fn new_link() -> Result<NewSecret<LinkId>, RpcError> {
    NewSecret::make().map_err(|error| {
        tracing::error!(%error, "the operating system has no randomness");
        RpcError::internal()
    })
}

impl Method<Call> for LoginCreate {
    const NAME: &'static str = "login_create";
    const SUMMARY: &'static str = "Make a link that signs somebody in on the pages, once and soon.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"person": "head-of-sales"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let new = new_link()?;
        let person = params.person.as_ref().or(call.actor.id()).cloned();
        let person = person.ok_or_else(|| refused(&Refusal::PersonsOnly { what: "sign-in" }))?;
        let command = Command::Access(AccessCommand::CreateLink(CreateLink {
            link: new.id.clone(),
            person,
            hash: new.hash,
            pilot: None,
        }));
        let done = call.write(Self::NAME, &params, command).await?;
        Ok(Answer::of(&call, &new, &done))
    }
}
