//! Makes an import the directory.

use windrose_core::rules::command::Command;
use windrose_core::rules::directory::DirectoryCommand;
use windrose_core::rules::ids::ImportId;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `directory_publish`
pub(super) struct DirectoryPublish;

write_params! {
/// Params of `directory_publish`.
Params {
    /// The import.
    import: ImportId,
    /// Publish it although more than a third of the people would leave.
    #[serde(default)]
    confirm: bool,
}
}

impl Method<Call> for DirectoryPublish {
    const NAME: &'static str = "directory_publish";
    const SUMMARY: &'static str = "Make an import the directory: whoever is not in it has left. Look at directory_preview first.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"import": "hr-2026-11"}"#;
    type Params = Params;
    type Answer = Written;

    async fn call(call: Call, params: Params) -> Result<Written, RpcError> {
        let (import, confirm) = (params.import.clone(), params.confirm);
        let command = Command::Directory(DirectoryCommand::Publish { import, confirm });
        let done = call.write(Self::NAME, &params, command).await?;
        Ok(Written::from(&done))
    }
}
