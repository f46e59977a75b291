//! What the operating system knows of a server: its time, its memory, its files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to stop when told to, before it counts as hanging.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);

/// The unit of times in `/proc/PID/stat`: Linux has used a hundredth of a second for it on every architecture since 2.6.
const TICKS_PER_S: f64 = 100.0;

const MIB: f64 = 1024.0 * 1024.0;

/// A running server. Dropping it kills it.
pub(super) struct Server(Child);

impl Server {
    pub(super) fn start(command: &mut Command) -> Result<Self, String> {
        let program = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.spawn().map(Self).map_err(|it| format!("{program}: {it}"))
    }

    /// What it prints; asked for once.
    pub(super) fn output(&mut self) -> Result<std::process::ChildStdout, String> {
        self.0.stdout.take().ok_or_else(|| "the server's output is read already".to_owned())
    }

    /// Seconds that it has spent on processors, its own and the kernel's on its behalf.
    pub(super) fn cpu_s(&self) -> Result<f64, String> {
        let stat = self.proc("stat")?;
        // The name of the program may hold anything, so fields are counted from behind it.
        let fields: Vec<&str> =
            stat.rsplit_once(") ").map(|(_, it)| it.split(' ').collect()).unwrap_or_default();
        let ticks = |index: usize| fields.get(index).and_then(|it| it.parse::<f64>().ok());
        match (ticks(11), ticks(12)) {
            (Some(user), Some(system)) => Ok((user + system) / TICKS_PER_S),
            _ => Err(format!("/proc/PID/stat reads {stat}")),
        }
    }

    /// The most memory that it has ever held, in MiB.
    pub(super) fn peak_rss_mb(&self) -> Result<f64, String> {
        self.memory_mb("VmHWM:")
    }

    /// The memory that it holds, in MiB.
    pub(super) fn rss_mb(&self) -> Result<f64, String> {
        self.memory_mb("VmRSS:")
    }

    fn memory_mb(&self, field: &str) -> Result<f64, String> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|it| it.strip_prefix(field));
        let kib = line.and_then(|it| it.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
        kib.map(|it| it * 1024.0 / MIB).ok_or_else(|| format!("/proc/PID/status has no {field}"))
    }

    fn proc(&self, file: &str) -> Result<String, String> {
        let path = format!("/proc/{}/{file}", self.0.id());
        fs::read_to_string(&path).map_err(|it| format!("{path}: {it}"))
    }

    /// Stops it as a supervisor would, and waits until it has ended well.
    pub(super) fn stop(mut self) -> Result<(), String> {
        // The standard library only knows SIGKILL.
        let told = Command::new("kill").arg(self.0.id().to_string()).status();
        told.map_err(|it| format!("kill: {it}"))?;
        let began = Instant::now();
        while began.elapsed() < STOP_TIMEOUT {
            match self.0.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("the server ended with {status}")),
                Ok(None) => std::thread::sleep(Duration::from_millis(2)),
                Err(error) => return Err(error.to_string()),
            }
        }
        Err(format!("the server did not stop within {} s", STOP_TIMEOUT.as_secs()))
    }

    /// Ends it at once.
    pub(super) fn kill(mut self) -> Result<(), String> {
        self.0.kill().map_err(|it| it.to_string())?;
        self.0.wait().map(drop).map_err(|it| it.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder that is removed when it is no longer needed. It lies in the target folder: what is called temporary on a
/// machine may be memory, and no disk.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(target: &Path, name: &str) -> Result<Self, String> {
        let path = target.join(format!("load-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).map_err(|it| format!("{}: {it}", path.display()))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a folder's files hold on the disk, in bytes, without the sub-folder `leaving_out`.
pub(super) fn disk_bytes(folder: &Path, leaving_out: &str) -> Result<u64, String> {
    use std::os::unix::fs::MetadataExt as _;
    let failed = |it: std::io::Error| format!("{}: {it}", folder.display());
    let mut bytes = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let meta = entry.metadata().map_err(failed)?;
        if meta.is_dir() {
            if entry.file_name() != leaving_out {
                bytes += disk_bytes(&entry.path(), leaving_out)?;
            }
        } else {
            // Blocks of 512 bytes, whatever the file system's own blocks are; holes cost nothing.
            bytes += meta.blocks() * 512;
        }
    }
    Ok(bytes)
}
