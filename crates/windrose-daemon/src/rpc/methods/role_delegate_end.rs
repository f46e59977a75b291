//! Ends that somebody stands in.

use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{InitiativeId, PersonId, RoleName};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `role_delegate_end`
pub(super) struct RoleDelegateEnd;

write_params! {
/// Params of `role_delegate_end`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// The role.
    role: RoleName,
    /// Who holds it and is stood in for; you when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
}
}

impl Method<Call> for RoleDelegateEnd {
    const NAME: &'static str = "role_delegate_end";
    const SUMMARY: &'static str = "End before its day that somebody stands in: yours, one that you stand in for, or as an owner.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "role": "sponsor"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::EndDelegation {
            role: params.role.clone(),
            from: params.person.clone(),
        };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
