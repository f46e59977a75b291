//! Makes a token worthless.

use windrose_core::rules::command::{AccessCommand, Command};
use windrose_core::rules::ids::TokenId;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `token_revoke`
pub(super) struct TokenRevoke;

write_params! {
/// Params of `token_revoke`.
Params {
    /// Its public part: what stands between the two `_`.
    token: TokenId,
}
}

impl Method<Call> for TokenRevoke {
    const NAME: &'static str = "token_revoke";
    const SUMMARY: &'static str = "Revoke a token: from now on it opens nothing.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"token": "abcdefghijkm"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = Command::Access(AccessCommand::RevokeToken { token: params.token.clone() });
        let done = call.write(Self::NAME, &params, command).await?;
        Ok(Written::from(&done))
    }
}
