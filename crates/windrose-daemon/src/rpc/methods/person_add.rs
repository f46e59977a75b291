//! Adds a person or a service.

use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::{AccessCommand, Command};
use windrose_core::rules::ids::PersonId;
use windrose_core::rules::role::InstanceRole;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `person_add`
pub(super) struct PersonAdd;

write_params! {
/// Params of `person_add`.
Params {
    /// Their id: opaque, no name in it where names must be erasable.
    person: PersonId,
    /// The person's name, or what the service is.
    name: String,
    /// `person` or `service`; a service records and reads, and never approves, verifies or decides.
    #[serde(default)]
    kind: AccountKind,
    /// Where to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// What they may do beyond single initiatives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instance_role: Option<InstanceRole>,
}
}

impl Method<Call> for PersonAdd {
    const NAME: &'static str = "person_add";
    const SUMMARY: &'static str =
        "Add a person or a service, so that roles and tokens can be given to them.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"person": "head-of-sales", "name": "Head of Sales"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = Command::Access(AccessCommand::AddAccount {
            id: params.person.clone(),
            kind: params.kind,
            name: params.name.clone(),
            email: params.email.clone(),
            instance_role: params.instance_role,
        });
        let done = call.write(Self::NAME, &params, command).await?;
        Ok(Written::from(&done))
    }
}
