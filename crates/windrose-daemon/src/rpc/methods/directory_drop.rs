//! Forgets an import of the directory.

use windrose_core::rules::command::Command;
use windrose_core::rules::directory::DirectoryCommand;
use windrose_core::rules::ids::ImportId;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `directory_drop`
pub(super) struct DirectoryDrop;

write_params! {
/// Params of `directory_drop`.
Params {
    /// The import.
    import: ImportId,
}
}

impl Method<Call> for DirectoryDrop {
    const NAME: &'static str = "directory_drop";
    const SUMMARY: &'static str = "Forget an import of the directory that was not published.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"import": "hr-2026-11"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let command = Command::Directory(DirectoryCommand::Drop { import: params.import.clone() });
        let done = call.write(Self::NAME, &params, command).await?;
        Ok(Written::from(&done))
    }
}
