//! How windrose is started on a disk that fails; see `tests/power_loss/shim.c`.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{self, Names};

/// The folder of one try: a store, what its disk is sure to hold, and what the shim wrote down.
pub(crate) struct Disk<'a> {
    shim: &'a Path,
    folder: PathBuf,
}

/// A sync or a fault, as the shim wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) name: String,
    /// `ok`, the name of an error, or `killed`.
    pub(crate) result: String,
    pub(crate) path: String,
}

impl<'a> Disk<'a> {
    pub(crate) fn new(shim: &'a Path, folder: &Path) -> Self {
        Self { shim, folder: folder.to_owned() }
    }

    /// The store. It need not be there.
    pub(crate) fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    fn shadow(&self) -> PathBuf {
        self.folder.join("shadow")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("calls")
    }

    /// The environment for a process on this disk. Everything that is there now is taken to be on the disk.
    pub(crate) fn env(&self, faults: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.folder.display());
        for old in [self.shadow(), self.log()] {
            if old.is_dir() {
                fs::remove_dir_all(old).map_err(failed)?;
            } else if old.exists() {
                fs::remove_file(old).map_err(failed)?;
            }
        }
        disk::everything_is_on_the_disk(&self.store(), &self.shadow()).map_err(failed)?;
        let text = |path: &Path| path.display().to_string();
        let mut env = vec![
            ("LD_PRELOAD".to_owned(), text(self.shim)),
            ("WINDROSE_SHIM_ROOT".to_owned(), text(&self.store())),
            ("WINDROSE_SHIM_SHADOW".to_owned(), text(&self.shadow())),
            ("WINDROSE_SHIM_LOG".to_owned(), text(&self.log())),
        ];
        env.extend(
            faults
                .iter()
                .map(|(name, value)| (format!("WINDROSE_SHIM_{name}"), (*value).to_owned())),
        );
        Ok(env)
    }

    /// The power goes: the store is what the disk holds.
    pub(crate) fn lose_power(&self, names: Names) -> Result<(), String> {
        let after = self.folder.join("after");
        let lost = || {
            disk::after_the_loss(&self.store(), &self.shadow(), &after, names)?;
            fs::remove_dir_all(self.store())?;
            fs::rename(&after, self.store())
        };
        lost().map_err(|error: std::io::Error| format!("{}: {error}", self.folder.display()))
    }

    /// What the last process did.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let text = fs::read_to_string(self.log()).unwrap_or_default();
        let call = |line: &str| {
            let mut words = line.splitn(3, ' ').map(str::to_owned);
            Some(Call { name: words.next()?, result: words.next()?, path: words.next()? })
        };
        text.lines().filter_map(call).collect()
    }
}
