//! The real binary: started on a folder, spoken to, killed; and what it said when it ended.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::http::Http;

/// How long a start or an end may take. Only a process that hangs takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// What it prints once it serves.
const LISTENS: &str = "windrose listens on http://";

/// How a process ended, and what it said on the way.
#[derive(Debug)]
pub(crate) struct Ended {
    status: ExitStatus,
    /// Standard output and standard error.
    pub(crate) said: String,
}

impl Ended {
    /// The exit code; none when a signal ended it.
    pub(crate) fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Was it SIGKILL?
    pub(crate) fn was_killed(&self) -> bool {
        self.status.signal() == Some(9)
    }

    /// For a table: the exit code or the signal.
    pub(crate) fn how(&self) -> String {
        match (self.status.code(), self.status.signal()) {
            (Some(code), _) => format!("exit {code}"),
            (None, Some(9)) => "killed".to_owned(),
            (None, signal) => format!("signal {}", signal.unwrap_or_default()),
        }
    }

    /// What is shown to a person must never be a panic.
    pub(crate) fn panicked(&self) -> bool {
        self.said.contains("panicked at") || self.said.contains("RUST_BACKTRACE")
    }
}

/// windrose with nothing but its defaults and these variables.
pub(crate) fn windrose(binary: &Path, env: &[(String, String)]) -> Command {
    let mut command = Command::new(binary);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("WINDROSE_") {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C").current_dir("/").stdin(Stdio::null());
    command.envs(env.iter().map(|(name, value)| (name, value)));
    command
}

/// Runs a command of windrose to its end.
pub(crate) fn run(command: &mut Command) -> Result<Ended, String> {
    let out = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let said = [out.stdout, out.stderr].concat();
    Ok(Ended { status: out.status, said: String::from_utf8_lossy(&said).into_owned() })
}

/// `windrose verify` on a folder: what it said, and whether everything holds.
pub(crate) fn verify(binary: &Path, folder: &Path) -> Result<Ended, String> {
    run(windrose(binary, &[]).args(["verify", "--data"]).arg(folder))
}

/// A `windrose serve` that was started. Dropping it kills it.
pub(crate) struct Daemon {
    child: Child,
    folder: PathBuf,
    errors: File,
    lines: Receiver<String>,
    /// `host:port`, once it listens.
    address: Option<String>,
}

impl Daemon {
    /// Starts it on a folder, and does not wait.
    pub(crate) fn spawn(
        binary: &Path,
        folder: &Path,
        env: &[(String, String)],
    ) -> Result<Self, String> {
        Self::spawn_as(&mut windrose(binary, env), folder)
    }

    /// The same for a command that ends up as windrose; its arguments are added.
    pub(crate) fn spawn_as(command: &mut Command, folder: &Path) -> Result<Self, String> {
        // Not beside the store: that disk may be full.
        let failed = |error: std::io::Error| format!("a file for messages: {error}");
        let errors = tempfile::tempfile().map_err(failed)?;
        let file = errors.try_clone().map_err(failed)?;
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--timezone",
                "UTC",
                "--log",
                "warn",
                "--data",
            ])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(file);
        let mut child = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let out = child.stdout.take().ok_or("no pipe to windrose")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Ok(Self { child, folder: folder.to_owned(), errors, lines, address: None })
    }

    /// Starts it and waits until it listens.
    pub(crate) fn start(
        binary: &Path,
        folder: &Path,
        env: &[(String, String)],
    ) -> Result<Self, String> {
        let mut daemon = Self::spawn(binary, folder, env)?;
        if daemon.listens()? {
            return Ok(daemon);
        }
        let ended = daemon.ended()?;
        Err(format!("windrose does not start ({}): {}", ended.how(), ended.said))
    }

    /// Waits until it listens; `false` when it ended before that.
    pub(crate) fn listens(&mut self) -> Result<bool, String> {
        let began = Instant::now();
        while self.address.is_none() {
            match self.lines.recv_timeout(PATIENCE.saturating_sub(began.elapsed())) {
                Ok(line) => self.address = line.strip_prefix(LISTENS).map(str::to_owned),
                Err(RecvTimeoutError::Disconnected) => return Ok(false),
                Err(RecvTimeoutError::Timeout) => {
                    return Err(format!("windrose does not listen after {PATIENCE:?}"));
                }
            }
        }
        Ok(true)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        self.address.as_deref().unwrap_or_default()
    }

    /// The first administrator's token.
    pub(crate) fn token(&self) -> Result<String, String> {
        let file = self.folder.join("admin.token");
        let text =
            fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(text.trim().to_owned())
    }

    /// A connection for the administrator.
    pub(crate) fn http(&self) -> Result<Http, String> {
        Http::connect(self.address(), &self.token()?)
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has complained about so far.
    pub(crate) fn complaints(&self) -> String {
        let mut bytes = vec![0; self.errors.metadata().map_or(0, |about| about.len()) as usize];
        // At a place, because the process's own place in the file is shared with ours.
        let _ = self.errors.read_exact_at(&mut bytes, 0);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// SIGKILL, now.
    pub(crate) fn kill(mut self) -> Result<Ended, String> {
        // It may have ended by itself a moment ago; then that is what is told.
        let _ = self.child.kill();
        self.ended()
    }

    /// Told to stop, as a supervisor does.
    pub(crate) fn stop(self) -> Result<Ended, String> {
        let told = Command::new("kill").arg(self.child.id().to_string()).status();
        told.map_err(|error| format!("kill: {error}"))?;
        self.ended()
    }

    /// Waits until it ends by itself.
    pub(crate) fn ended(mut self) -> Result<Ended, String> {
        let began = Instant::now();
        loop {
            let ended = self.child.try_wait().map_err(|error| error.to_string())?;
            if let Some(status) = ended {
                return Ok(Ended { status, said: self.complaints() });
            }
            if began.elapsed() > PATIENCE {
                return Err(format!(
                    "windrose has not ended after {PATIENCE:?}: {}",
                    self.complaints()
                ));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Has it ended already?
    pub(crate) fn is_gone(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
