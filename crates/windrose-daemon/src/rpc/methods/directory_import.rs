//! Takes rows into an import of the directory.

use schemars::JsonSchema;
use serde::Serialize;
use windrose_core::rules::command::Command;
use windrose_core::rules::directory::{DirectoryCommand, Row};
use windrose_core::rules::ids::ImportId;

use super::shared::{Written, write_params};
use crate::call::Call;
use crate::rpc::{Method, MethodKind, RpcError};

/// `directory_import`
pub(super) struct DirectoryImport;

write_params! {
/// Params of `directory_import`.
Params {
    /// The import: a name of your choice. The first call with it begins it; directory_publish ends it.
    import: ImportId,
    /// The rows, at most 2,000; an import holds the whole organisation, and whoever is not in it has left.
    rows: Vec<Row>,
    /// The number of the first of these rows, as you count them: they follow one another without a gap. Rows that were
    /// sent already are taken once. The row that comes next when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_row: Option<u32>,
}
}

/// What a call to the directory came to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// How many rows the import has now.
    rows: u32,
    /// The row that comes next.
    next_row: u32,
    /// What it came to.
    #[serde(flatten)]
    written: Written,
}

impl Method<Call> for DirectoryImport {
    const NAME: &'static str = "directory_import";
    const SUMMARY: &'static str = "Take people into an import of the directory, at most 2,000 rows a call; nothing changes until it is \
                                   published.";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = r#"{"import": "hr-2026-11", "rows": [{"id": "e0001", "name": "Managing Director", "unit": "Board"}, {"id": "e0042", "name": "Head of Sales", "unit": "Sales", "manager": "e0001"}]}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let command = Command::Directory(DirectoryCommand::Stage {
            import: params.import.clone(),
            first_row: params.first_row,
            rows: params.rows.clone(),
        });
        let done = call.write(Self::NAME, &params, command).await?;
        let directory = call.engine.directory();
        let import = directory.imports().get(&params.import);
        Ok(Answer {
            rows: import.map_or(0, |it| it.rows()),
            next_row: import.map_or(1, |it| it.next_row),
            written: Written::from(&done),
        })
    }
}
