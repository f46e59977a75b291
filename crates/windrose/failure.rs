//! How a command ends when it fails: what happened, why, and what to try.

use std::error::Error;
use std::fmt::Display;
use std::io::Write;

use serde_json::{Value, json};

/// Exit codes, after BSD's sysexits where they fit.
pub mod exit {
    /// The daemon answered with an error, or a check failed.
    pub const REFUSED: u8 = 1;
    /// The command line or the configuration does not hold.
    pub const USAGE: u8 = 64;
    /// The store, or a backup, is damaged, or is none.
    pub const DAMAGED: u8 = 65;
    /// The daemon is not to be reached.
    pub const UNREACHED: u8 = 69;
    /// The store failed while writing, or windrose did.
    pub const FAILED: u8 = 70;
    /// The store or the address is in use.
    pub const IN_USE: u8 = 75;
}

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// The process's exit code.
    pub exit: u8,
    what: String,
    because: Vec<String>,
    hint: Option<String>,
    steps: Vec<String>,
    // Boxed: every command answers `Result<_, Failure>`, and few failures have one.
    data: Option<Box<Value>>,
}

impl Failure {
    /// What happened.
    pub fn new(exit: u8, what: impl Into<String>) -> Self {
        Self {
            exit,
            what: what.into(),
            because: Vec::new(),
            hint: None,
            steps: Vec::new(),
            data: None,
        }
    }

    /// What happened, with everything that an error knows of its causes.
    pub fn from_error(exit: u8, error: &dyn Error) -> Self {
        let mut failure = Self::new(exit, error.to_string());
        let mut source = error.source();
        while let Some(cause) = source {
            failure.because.push(cause.to_string());
            source = cause.source();
        }
        failure
    }

    /// Why.
    #[must_use]
    pub fn because(mut self, cause: impl Display) -> Self {
        self.because.push(cause.to_string());
        self
    }

    /// What to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A command to type, after those that were added before.
    #[must_use]
    pub fn step(mut self, command: impl Into<String>) -> Self {
        self.steps.push(command.into());
        self
    }

    /// The error as the daemon answered it.
    #[must_use]
    pub fn data(mut self, data: Value) -> Self {
        self.data = Some(Box::new(data));
        self
    }

    /// Writes it to standard error. If that cannot be written to (it may be a file on a disk that is full), the exit
    /// code still says what happened.
    pub fn print(&self, as_json: bool) {
        let _ = self.write(&mut std::io::stderr().lock(), as_json);
    }

    fn write(&self, to: &mut impl Write, as_json: bool) -> std::io::Result<()> {
        if as_json {
            let error = self.data.as_deref().cloned().unwrap_or_else(|| {
                let mut error =
                    json!({"message": self.what, "because": self.because, "try": self.hint});
                if !self.steps.is_empty() {
                    error["commands"] = json!(self.steps);
                }
                error
            });
            return writeln!(to, "{}", json!({"error": error}));
        }
        writeln!(to, "error: {}", self.what)?;
        for cause in &self.because {
            writeln!(to, "because: {cause}")?;
        }
        if let Some(hint) = &self.hint {
            writeln!(to, "try: {hint}")?;
        }
        for step in &self.steps {
            writeln!(to, "  {step}")?;
        }
        Ok(())
    }
}
