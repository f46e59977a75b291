//! Kills that are losses of power: what the daemon never synced is gone with it. See `tests/power_loss/shim.c`.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::power_loss::disk::{Names, after_the_loss, everything_is_on_the_disk};
use crate::power_loss::shim;

/// What the disk is sure to hold of a folder while a daemon runs on it.
pub(super) struct Power {
    folder: PathBuf,
    beside: TempDir,
}

impl Power {
    /// Before the daemon is started: all that is there is on the disk.
    pub(super) fn on(folder: &Path) -> Self {
        let (folder, beside) = (fs::canonicalize(folder).unwrap(), tempfile::tempdir().unwrap());
        let it = Self { folder, beside };
        everything_is_on_the_disk(&it.folder, &it.shadow()).unwrap();
        it
    }

    fn shadow(&self) -> PathBuf {
        self.beside.path().join("shadow")
    }

    /// What the daemon is started with.
    pub(super) fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("LD_PRELOAD", shim().to_owned()),
            ("WINDROSE_SHIM_ROOT", self.folder.clone()),
            ("WINDROSE_SHIM_SHADOW", self.shadow()),
        ]
    }

    /// After it was killed: the folder as the disk has it.
    pub(super) fn lost(self) {
        let disk = self.beside.path().join("disk");
        after_the_loss(&self.folder, &self.shadow(), &disk, Names::Synced).unwrap();
        for entry in fs::read_dir(&self.folder).unwrap() {
            let entry = entry.unwrap();
            match entry.file_type().unwrap().is_dir() {
                true => fs::remove_dir_all(entry.path()).unwrap(),
                false => fs::remove_file(entry.path()).unwrap(),
            }
        }
        for entry in fs::read_dir(disk).unwrap() {
            let entry = entry.unwrap();
            fs::rename(entry.path(), self.folder.join(entry.file_name())).unwrap();
        }
    }
}
