//! Takes a role from somebody.

use windrose_core::rules::command::InitiativeCommand;

use super::role_assign::Params;
use super::shared::Written;
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `role_revoke`
pub(super) struct RoleRevoke;

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
