//! Lets somebody stand in.

use jiff::civil::Date;
use windrose_core::rules::command::InitiativeCommand;
use windrose_core::rules::ids::{InitiativeId, PersonId, RoleName};

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `role_delegate`
pub(super) struct RoleDelegate;

write_params! {
/// Params of `role_delegate`.
Params {
    /// The initiative.
    initiative: InitiativeId,
    /// A role that you hold and that approves or decides here.
    role: RoleName,
    /// Who stands in: a person who does not hold it.
    to: PersonId,
    /// The last day, at most 90 days ahead.
    until: Date,
}
}

impl Method<Call> for RoleDelegate {
    const NAME: &'static str = "role_delegate";
    const SUMMARY: &'static str =
        "Let somebody approve and decide for you in a role that you hold, until a day.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"initiative": "learning-partnership", "role": "sponsor", "to": "head-of-finance", "until": "2026-12-31"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = InitiativeCommand::DelegateRole {
            role: params.role.clone(),
            to: params.to.clone(),
            until: params.until,
        };
        let done = call.write_initiative(Self::NAME, &params, &params.initiative, command).await?;
        Ok(Written::from(&done))
    }
}
