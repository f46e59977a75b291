//! Computes anew, with networkx, what the tests of the coalition graph expect; see `tests/networkx/README.md`.

use std::path::Path;
use std::process::Command;

use crate::machine;
use crate::steps::{Failed, Steps, run};

/// What is done with the figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kept {
    /// They are held against what is computed.
    Check,
    /// They are written anew.
    Write,
}

/// Installs networkx into a folder of its own, and computes.
pub(crate) fn run_figures(steps: &mut Steps, kept: Kept) -> Result<(), Failed> {
    steps.own("what networkx needs", |_| machine::prepare_for_networkx())?;
    steps.own("networkx computes what the tests expect", |steps| {
        let folder = steps.root().join("tests/networkx");
        let own = steps.target().join("networkx");
        let python = install(&folder, &own)?;
        let task = if kept == Kept::Write { "--write" } else { "--check" };
        let mut command = Command::new(python);
        // Its path as a reader of the message would type it.
        command.current_dir(steps.root());
        command.args(["tests/networkx/figures.py", task, "tests/networkx/figures.json"]);
        run(&mut command).map_err(|why| {
            format!(
                "{why}; `cargo xtask networkx --write` writes them anew, then look at `git diff`"
            )
        })
    })
}

/// A Python of our own with what is required, and where it is. What is there is used again.
fn install(folder: &Path, own: &Path) -> Result<std::path::PathBuf, String> {
    let python = own.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(own))?;
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    pip.arg(folder.join("requirements.txt"));
    run(&mut pip).map_err(|why| format!("{why}; it takes Python 3.11 or later, and pypi.org"))?;
    Ok(python)
}
