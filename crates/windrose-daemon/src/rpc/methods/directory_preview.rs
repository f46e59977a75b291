//! Says what would come of publishing an import.

use schemars::JsonSchema;
use serde::Deserialize;
use windrose_core::rules::ids::ImportId;
use windrose_core::rules::refusal::Refusal;
use windrose_core::view::directory::{PreviewView, Sight, preview};

use crate::call::{Call, blocking, refused};
use crate::rpc::{Method, MethodKind, RpcError};

/// How many of each sort are told when the caller does not say.
const FEW: u32 = 20;

/// The most of each sort that are told.
const FEW_MAX: u32 = 1_000;

/// `directory_preview`
pub(super) struct DirectoryPreview;

/// Params of `directory_preview`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// The import.
    import: ImportId,
    /// How many of each sort are told, 0 to 1,000; 20 when not given.
    #[serde(default)]
    limit: Option<u32>,
}

impl Method<Call> for DirectoryPreview {
    const NAME: &'static str = "directory_preview";
    const SUMMARY: &'static str = "What would come of publishing an import: who is new, changed or gone, and what is wrong, row by row.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"import": "hr-2026-11"}"#;
    type Params = Params;
    type Answer = PreviewView;

    async fn call(call: Call, params: Params) -> Result<PreviewView, RpcError> {
        // As many may look as may import, and whoever audits.
        let sight = Sight::of(&call.engine.access(), &call.actor, || false);
        if sight.is_none() {
            return Err(refused(&Refusal::AdminOnly { what: "import-directory" }));
        }
        let few = params.limit.unwrap_or(FEW);
        if few > FEW_MAX {
            let detail = format!("At most {FEW_MAX} of each sort are told.");
            return Err(RpcError::invalid_params("/limit", detail));
        }
        let (directory, calendar) = (call.engine.directory(), call.engine.now().calendar);
        let made = blocking(move || {
            let import = directory.import(&params.import)?;
            let checked = directory.check(&params.import, import);
            Ok(preview(&checked, import.overtaken, few as usize, &calendar))
        });
        made.await?.map_err(|refusal: Refusal| refused(&refusal))
    }
}
