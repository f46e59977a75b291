//! Runs steps one after another, in the repository's root, and tells how long each took.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Why a task ended early.
#[derive(Debug)]
pub(crate) struct Failed(String);

impl Failed {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// The steps of one task.
pub(crate) struct Steps {
    root: PathBuf,
    cargo: String,
    done: Vec<(String, Duration)>,
    not_checked: Vec<String>,
}

impl Steps {
    pub(crate) fn new() -> Self {
        // Cargo sets both for what it runs; what was compiled in serves a binary that was started by hand.
        let variable = |name: &str, compiled: &str| {
            std::env::var(name).unwrap_or_else(|_| compiled.to_owned())
        };
        let package = variable("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"));
        let root = Path::new(&package).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned();
        let cargo = variable("CARGO", env!("CARGO"));
        Self { root, cargo, done: Vec::new(), not_checked: Vec::new() }
    }

    /// The repository's root.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |it| self.root.join(it))
    }

    /// The cargo that runs this.
    pub(crate) fn cargo_program(&self) -> &str {
        &self.cargo
    }

    /// Runs cargo.
    pub(crate) fn cargo(&mut self, args: &[&str], env: &[(&str, &str)]) -> Result<(), Failed> {
        let variables: String =
            env.iter().map(|(name, value)| format!("{name}={} ", quoted(value))).collect();
        let args_shown: Vec<String> = args.iter().map(|arg| quoted(arg)).collect();
        let shown = format!("{variables}cargo {}", args_shown.join(" "));
        self.own(&shown, |steps| {
            let mut command = Command::new(&steps.cargo);
            command.args(args).envs(env.iter().copied()).current_dir(&steps.root);
            run(&mut command)
        })
    }

    /// Runs the release build of windrose.
    pub(crate) fn windrose(&mut self, args: &[&str]) -> Result<(), Failed> {
        let start = ["run", "--release", "--quiet", "--package", "windrose", "--"];
        self.cargo(&[&start, args].concat(), &[])
    }

    /// A step of our own.
    pub(crate) fn own(
        &mut self,
        what: &str,
        step: impl FnOnce(&Self) -> Result<(), String>,
    ) -> Result<(), Failed> {
        println!("\n==> {what}");
        let began = Instant::now();
        let result = step(self);
        let took = began.elapsed();
        result.map_err(|why| {
            println!("==> failed after {}: {why}", seconds(took));
            Failed(what.to_owned())
        })?;
        println!("==> done in {}", seconds(took));
        self.done.push((what.to_owned(), took));
        Ok(())
    }

    /// Something that should be checked and cannot be here. Said at once and again at the end.
    pub(crate) fn not_checked(&mut self, what: &str) {
        println!("\n==> NOT CHECKED: {what}");
        self.not_checked.push(what.to_owned());
    }

    /// What was done and how long it took, and what failed.
    pub(crate) fn print_summary(&self, failed: Option<&Failed>) {
        println!();
        for (what, took) in &self.done {
            println!("{:>8}  {what}", seconds(*took));
        }
        for what in &self.not_checked {
            println!("     NOT CHECKED: {what}");
        }
        let total = seconds(self.done.iter().map(|(_, took)| *took).sum());
        match failed {
            None => println!("{total:>8}  in all; everything that was checked holds"),
            Some(Failed(what)) => println!("FAILED: {what}"),
        }
    }
}

/// Runs a command with our own output, and says what it ended with when it failed.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(format!("{}: {error}", command.get_program().to_string_lossy())),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// A word as one would type it into a shell.
fn quoted(word: &str) -> String {
    if word.contains(' ') { format!("\"{word}\"") } else { word.to_owned() }
}
