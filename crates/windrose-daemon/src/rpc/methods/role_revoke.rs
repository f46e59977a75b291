//! Takes a role from somebody.

use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{InitiativeId, PersonId, RoleName};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `role_revoke`
pub(super) struct RoleRevoke;

write_params! {
/// Params of `role_revoke`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// Who.
    person: PersonId,
    /// `owner`, `sponsor`, `lead`, `member`, `pilot_owner`, `viewer`, or one that the workflow declares.
    role: RoleName,
}
}

impl Method<Call> for RoleRevoke {
    const NAME: &'static str = "role_revoke";
    const SUMMARY: &'static str = "Take a role from a person in an initiative.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "person": "head-of-sales", "role": "sponsor"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::RevokeRole {
            person: params.person.clone(),
            role: params.role.clone(),
        };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
