//! The file of the machine's limit: allocated and filled with zeros beforehand, so that a sync writes data and nothing
//! about the file; and how many syncs a second the disk does at best.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long the file is. At its end writing goes on at its beginning: a disk cannot tell.
const FILE_BYTES: usize = 64 * 1024 * 1024;

/// What one sync of `fdatasync_per_s` writes.
const BLOCK_BYTES: usize = 512;

/// Frames on their way to the disk.
pub(super) struct Log {
    file: File,
    at: u64,
    frames: Vec<u8>,
}

impl Log {
    pub(super) fn create(path: &Path) -> Result<Self, String> {
        let failed = |it: std::io::Error| format!("{}: {it}", path.display());
        let file = File::create(path).map_err(failed)?;
        file.write_all_at(&vec![0; FILE_BYTES], 0).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        Ok(Self { file, at: 0, frames: Vec::new() })
    }

    /// Takes a frame; [`Log::sync`] writes it.
    pub(super) fn push(&mut self, frame: &[u8]) {
        self.frames.extend_from_slice(&(frame.len() as u64).to_le_bytes());
        self.frames.extend_from_slice(frame);
    }

    /// Puts all frames on the disk.
    pub(super) fn sync(&mut self) -> std::io::Result<()> {
        if self.at as usize + self.frames.len() > FILE_BYTES {
            self.at = 0;
        }
        self.file.write_all_at(&self.frames, self.at)?;
        self.at += self.frames.len() as u64;
        self.frames.clear();
        self.file.sync_data()
    }
}

/// How often a block can be written and synced in a second, one after another.
pub(super) fn syncs_per_second(path: &Path, time: Duration) -> Result<f64, String> {
    let mut log = Log::create(path)?;
    let block = [1; BLOCK_BYTES - 8];
    let (began, mut count) = (Instant::now(), 0_u32);
    while began.elapsed() < time {
        log.push(&block);
        log.sync().map_err(|it| it.to_string())?;
        count += 1;
    }
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}
