//! What sled's errors and panics mean here.

use std::any::Any;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::{Position, StoreError};

/// Runs something that lets sled read, and calls a panic in it what it most probably is.
pub(super) fn guard<T>(
    what: &str,
    run: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let what = format!("{what}: sled panicked: {}", said(panic.as_ref()));
        Err(StoreError::Damaged { position: 1, what })
    })
}

/// What a panic said.
pub(super) fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned()
}

/// What sled said, told apart: damage is damage whoever finds it.
pub(super) fn sled_error(what: &str, position: Position, source: ::sled::Error) -> StoreError {
    match source {
        // Settings of sled's that do not read, or claim to be of an older sled: no windrose has ever written such.
        ::sled::Error::Corruption { .. } | ::sled::Error::Unsupported(_) => {
            StoreError::Damaged { position, what: format!("{what}: {source}") }
        }
        // A file that ends where something should stand.
        ::sled::Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
            StoreError::Damaged { position, what: format!("{what}: {error}") }
        }
        source => StoreError::Sled { what: what.to_owned(), source },
    }
}
