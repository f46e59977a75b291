//! The browser tests of `tests/browser/`, run by node on a real browser.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::machine::{self, CHROMIUM};
use crate::steps::{Failed, Steps, run};

/// How many files run at once; each has a browser and a windrose of its own.
const AT_ONCE: &str = "--test-concurrency=2";

/// Which build is looked at. How quick pages are is asserted of a release build; a debug build has an allowance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Debug,
    Release,
}

/// Installs what is missing, builds windrose, and runs the files whose names begin with `name`. Nothing is skipped: what
/// cannot be had is a failure.
pub(crate) fn test(steps: &mut Steps, build: Build, name: &str) -> Result<(), Failed> {
    let folder = steps.root().join("tests/browser");
    let files = test_files(&folder, name)?;
    steps.own("what the browser tests need", |_| machine::prepare_for_browser())?;
    let release = build == Build::Release;
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    steps.cargo(&[&["build", "--package", "windrose"], profile].concat(), &[])?;
    // Exactly what the lock file says; nothing of it ends up in the binary.
    steps.own("npm ci in tests/browser", |_| {
        let args = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
        run(Command::new("npm").args(args).current_dir(&folder))
    })?;
    let binary = steps.target().join(if release { "release/windrose" } else { "debug/windrose" });
    steps.own("node --test in tests/browser", |_| {
        run(Command::new("node")
            .args(["--test", "--test-reporter=spec", AT_ONCE])
            .args(&files)
            .env("WINDROSE_BIN", &binary)
            .env("WINDROSE_BUILD", if release { "release" } else { "debug" })
            .env("WINDROSE_CHROMIUM", CHROMIUM)
            .current_dir(&folder))
    })
}

/// The files that hold tests.
fn test_files(folder: &PathBuf, name: &str) -> Result<Vec<String>, Failed> {
    let failed = |error| Failed::new(format!("reading {}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let file = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if file.starts_with(name) && file.ends_with(".test.mjs") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failed::new(format!("{} holds no test named {name}*", folder.display())));
    }
    Ok(files)
}
