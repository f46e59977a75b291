//! Gives somebody a role.

use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{InitiativeId, PersonId, RoleName};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `role_assign`
pub(super) struct RoleAssign;

write_params! {
/// Params of `role_assign` and `role_revoke`.
Params {
    /// The initiative.
    pub(super) initiative: InitiativeId,
    /// Who.
    pub(super) person: PersonId,
    /// `owner`, `sponsor`, `lead`, `member`, `pilot_owner`, `viewer`, or one that the workflow declares.
    pub(super) role: RoleName,
}
}

impl Method<Call> for RoleAssign {
    const NAME: &'static str = "role_assign";
    const SUMMARY: &'static str = "Give a person a role in an initiative.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str =
        r#"{"initiative": "learning-partnership", "person": "head-of-sales", "role": "sponsor"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::AssignRole {
            person: params.person.clone(),
            role: params.role.clone(),
        };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
