//! A disk of its own that can be filled: a file system on a loop device, or in memory.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::machine::is_root;

/// How large it is.
const MEGABYTES: u64 = 64;

/// How long a mount may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A mounted disk. Dropping it unmounts it.
pub(crate) struct SmallDisk {
    /// How it was made.
    pub(crate) means: String,
    path: PathBuf,
    end: End,
}

/// What ends the mount.
enum End {
    Unmount {
        prefix: &'static [&'static str],
        at: PathBuf,
    },
    /// The one process of the name space in which it is mounted.
    Holder(Child),
}

impl SmallDisk {
    /// All that can be made here: as root, with sudo, or in a user's own name space. Without any of these there is none.
    pub(crate) fn all(folder: &Path) -> Vec<Self> {
        let prefix: &[&str] = if is_root() { &[] } else { &["sudo", "-n"] };
        let mut disks = Vec::new();
        disks.extend(Self::ext4(prefix, folder));
        disks.extend(Self::memory(prefix, folder));
        if disks.is_empty() {
            disks.extend(Self::in_name_space(folder));
        }
        disks
    }

    fn ext4(prefix: &'static [&'static str], folder: &Path) -> Option<Self> {
        let (image, at) = (folder.join("ext4.image"), folder.join("ext4"));
        File::create(&image).and_then(|file| file.set_len(MEGABYTES << 20)).ok()?;
        // -m 0: root may otherwise fill what others may not, and the test would depend on who runs it.
        let made = runs(Command::new("mkfs.ext4").args(["-q", "-F", "-m", "0"]).arg(&image))
            || runs(Command::new("/sbin/mkfs.ext4").args(["-q", "-F", "-m", "0"]).arg(&image));
        fs::create_dir(&at).ok()?;
        let image = image.display().to_string();
        (made && mounted(prefix, &["-o", "loop", &image], &at)).then(|| Self {
            means: format!("{MEGABYTES} MB of ext4 on a loop device"),
            path: at.clone(),
            end: End::Unmount { prefix, at },
        })
    }

    fn memory(prefix: &'static [&'static str], folder: &Path) -> Option<Self> {
        let at = folder.join("tmpfs");
        fs::create_dir(&at).ok()?;
        let size = format!("size={MEGABYTES}m,mode=777");
        mounted(prefix, &["-t", "tmpfs", "-o", &size, "tmpfs"], &at).then(|| Self {
            means: format!("{MEGABYTES} MB of tmpfs"),
            path: at.clone(),
            end: End::Unmount { prefix, at },
        })
    }

    /// Mounted where only one process sees it; we reach it through that process.
    fn in_name_space(folder: &Path) -> Option<Self> {
        let at = folder.join("inside");
        fs::create_dir(&at).ok()?;
        let script = format!(
            "mount -t tmpfs -o size={MEGABYTES}m tmpfs {0} && exec sleep 3600",
            at.display()
        );
        let mut holder = Command::new("unshare")
            .args(["-Urm", "sh", "-c", &script])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let path = PathBuf::from(format!("/proc/{}/root{}", holder.id(), at.display()));
        let mounts = format!("/proc/{}/mounts", holder.id());
        let began = Instant::now();
        let is_there =
            || fs::read_to_string(&mounts).is_ok_and(|it| it.contains(&at.display().to_string()));
        while !is_there() {
            if began.elapsed() > PATIENCE || !matches!(holder.try_wait(), Ok(None)) {
                let _ = holder.kill();
                let _ = holder.wait();
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let means = format!("{MEGABYTES} MB of tmpfs in a user's name space");
        Some(Self { means, path, end: End::Holder(holder) })
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Fills it until so many bytes are left, at most.
    pub(crate) fn fill(&self, left: u64) -> Result<(), String> {
        let ballast = self.ballast();
        let mut file = File::options()
            .create(true)
            .append(true)
            .open(&ballast)
            .map_err(|error| error.to_string())?;
        for bytes in [1 << 20, 1 << 16, 1 << 12, 1 << 9, 1] {
            let block = vec![b'x'; bytes];
            while file.write_all(&block).is_ok() {}
        }
        // Delayed blocks are only counted; now they are taken.
        let _ = file.sync_all();
        let length = file.metadata().map_err(|error| error.to_string())?.len();
        file.set_len(length.saturating_sub(left))
            .map_err(|error| format!("{}: {error}", ballast.display()))
    }

    /// Makes room again.
    pub(crate) fn make_room(&self) -> Result<(), String> {
        fs::remove_file(self.ballast())
            .map_err(|error| format!("{}: {error}", self.ballast().display()))
    }

    fn ballast(&self) -> PathBuf {
        self.path.join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        match &mut self.end {
            // -l: whatever still has a file open there is about to end.
            End::Unmount { prefix, at } => {
                let words = [*prefix, &["umount", "-l"]].concat();
                let _ = Command::new(words[0]).args(&words[1..]).arg(at).status();
            }
            End::Holder(holder) => {
                let _ = holder.kill();
                let _ = holder.wait();
            }
        }
    }
}

/// Mounts, and lets everybody write there.
fn mounted(prefix: &[&str], how: &[&str], at: &Path) -> bool {
    let words = [prefix, &["mount"], how].concat();
    let open = [prefix, &["chmod", "777"]].concat();
    runs(Command::new(words[0]).args(&words[1..]).arg(at))
        && runs(Command::new(open[0]).args(&open[1..]).arg(at))
}

fn runs(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
