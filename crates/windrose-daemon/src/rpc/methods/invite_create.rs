//! Makes a link that opens the page of one pilot, and nothing else.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::access::PilotScope;
use windrose_core::rules::command::{AccessCommand, Command, CreateLink};
use windrose_core::rules::ids::{InitiativeId, PersonId, RecordId};

use super::login_create::{self, new_link};
use super::shared::write_params;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};
use crate::web::qr;

/// `invite_create`
pub(super) struct InviteCreate;

write_params! {
/// Params of `invite_create`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The pilot, such as `pilot-1`.
    pilot: RecordId,
    /// Who is to record its wins; they hold a role that may record.
    person: PersonId,
}
}

/// An invitation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// The link.
    #[serde(flatten)]
    link: login_create::Answer,
    /// The link as a QR code for a phone's camera: an SVG picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr: Option<String>,
}

impl Method<Call> for InviteCreate {
    const NAME: &'static str = "invite_create";
    const SUMMARY: &'static str =
        "Invite somebody to record the wins of one pilot: a link, also as a QR code.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "pilot": "pilot-1", "person": "head-of-sales"}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let new = new_link()?;
        let pilot = PilotScope { initiative: params.initiative.clone(), pilot: params.pilot };
        let command = Command::Access(AccessCommand::CreateLink(CreateLink {
            link: new.id.clone(),
            person: params.person.clone(),
            hash: new.hash,
            pilot: Some(pilot),
        }));
        let done = call.write(Self::NAME, &params, command).await?;
        let link = login_create::Answer::of(&call, &new, &done);
        let qr = link.url.as_deref().and_then(qr::svg);
        Ok(Answer { link, qr })
    }
}
