//! One process per store: the file `LOCK`.
//!
//! The lock is the operating system's, on the open file, and ends with the process however that ends; what stands in
//! the file is only for the error message. sled locks its own file too, but does not say who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::Path;

use super::super::StoreError;
use super::files::io;

/// The name of the file.
pub(super) const LOCK: &str = "LOCK";

/// Is there a lock file, held or not?
pub(super) fn exists(folder: &Path) -> bool {
    folder.join(LOCK).exists()
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of a folder, without waiting.
    ///
    /// # Errors
    /// `InUse` when another process, or another journal of this process, holds it.
    pub(super) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(LOCK);
        let mut options = OpenOptions::new();
        // Not truncated: until the lock is ours, what stands in it belongs to the holder.
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(&path).map_err(io("could not open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                // A file that cannot be read costs the message its number and nothing else.
                let _ = (&file).take(20).read_to_string(&mut pid);
                let holder = match pid.trim() {
                    "" => "another process".to_owned(),
                    pid => format!("process {pid}"),
                };
                Err(StoreError::InUse { holder })
            }
            Err(TryLockError::Error(error)) => Err(io("could not lock", &path)(error)),
        }
    }

    /// Writes this process's id into the file, for whoever comes second.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn sign(&mut self, folder: &Path) -> Result<(), StoreError> {
        let written = self
            .file
            .set_len(0)
            .and_then(|()| self.file.write_all(std::process::id().to_string().as_bytes()));
        written.map_err(io("could not write", &folder.join(LOCK)))
    }
}
