//! What sled's errors and panics mean here; and, for tests, where a process may die.

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

#[cfg(test)]
thread_local! {
    /// How many more times this thread, and those that it starts, pass [`may_die`].
    pub(super) static LIVES: std::cell::Cell<Option<u64>> = const { std::cell::Cell::new(None) };
}

/// A place between two things that are written. Tests let a thread end here, as if the process had been killed: nothing
/// further is written.
#[inline]
pub(super) fn may_die() -> Result<(), StoreError> {
    #[cfg(test)]
    if let Some(lives) = LIVES.get() {
        let left = lives.checked_sub(1);
        LIVES.set(Some(left.unwrap_or(0)));
        return left.map(|_| ()).ok_or(StoreError::Poisoned);
    }
    Ok(())
}
