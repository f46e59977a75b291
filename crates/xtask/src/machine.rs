//! What a task needs of the machine, and installing it where that is possible.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::steps::run;

/// Programs: what shows that each is there, with its arguments, and its Debian packages.
type Tools = &'static [(&'static str, &'static [&'static str], &'static [&'static str])];

/// A C compiler: the tests of a loss of power compile a small library, and some packages link with it.
const COMPILER_PACKAGES: &[&str] = &["gcc", "libc6-dev"];

/// A C++ compiler: libFuzzer is compiled with it.
const CPP_COMPILER_PACKAGES: &[&str] = &["g++"];

/// The cargo-fuzz that is installed where there is none.
const CARGO_FUZZ: &str = "0.13.2";

/// What the browser tests need. Without fonts a browser shows boxes, and measures them.
const BROWSER_TOOLS: Tools = &[
    (CHROMIUM, &["--version"], &["chromium"]),
    ("fc-match", &["--format=%{file}", "sans-serif"], &["fontconfig", "fonts-dejavu-core"]),
    ("node", &["--test-concurrency=1", "--version"], &["nodejs"]),
    ("npm", &["--version"], &["npm"]),
];

/// Where Debian puts the browser.
pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";

/// Makes sure that tests can run.
pub(crate) fn prepare_for_tests() -> Result<(), String> {
    if answers("cc", &["--version"]) {
        println!("a C compiler is there");
        return Ok(());
    }
    println!("there is no C compiler named `cc`; installing {}", COMPILER_PACKAGES.join(" and "));
    apt_install(COMPILER_PACKAGES)
}

/// What the faults need beside a compiler: strace watches what is asked of the disk, the rest makes disks that fill up.
const FAULT_TOOLS: Tools = &[
    ("strace", &["--version"], &["strace"]),
    ("mount", &["--version"], &["mount"]),
    ("unshare", &["--version"], &["util-linux"]),
];

/// Makes sure that the faults can be tried.
pub(crate) fn prepare_for_faults() -> Result<(), String> {
    prepare_for_tests()?;
    have(FAULT_TOOLS)
}

/// What networkx needs. A Python of Debian comes without what a folder of its own takes.
const PYTHON_TOOLS: Tools =
    &[("python3", &["-c", "import ensurepip, venv"], &["python3", "python3-venv"])];

/// Makes sure that networkx can be installed into a folder of its own.
pub(crate) fn prepare_for_networkx() -> Result<(), String> {
    have(PYTHON_TOOLS)
}

/// Makes sure that the browser tests can run.
pub(crate) fn prepare_for_browser() -> Result<(), String> {
    have(BROWSER_TOOLS)
}

/// Installs what of these is missing.
fn have(tools: Tools) -> Result<(), String> {
    let mut missing = Vec::new();
    for (program, args, packages) in tools {
        if answers(program, args) {
            println!("{program} is there");
        } else {
            println!("{program} is missing, or too old");
            missing.extend_from_slice(packages);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" and "));
    apt_install(&missing)?;
    for (program, args, _) in tools {
        if !answers(program, args) {
            return Err(format!("{program} does not run, although it was installed"));
        }
    }
    Ok(())
}

/// Makes sure that the fuzzers can be built and run.
pub(crate) fn prepare_for_fuzz(cargo: &str) -> Result<(), String> {
    if answers("c++", &["--version"]) {
        println!("a C++ compiler is there");
    } else {
        println!("there is no C++ compiler named `c++`; installing {}", CPP_COMPILER_PACKAGES[0]);
        apt_install(CPP_COMPILER_PACKAGES)?;
    }
    if has_cargo_tool(cargo, "fuzz") {
        println!("cargo-fuzz is there");
        return Ok(());
    }
    println!("there is no cargo-fuzz; installing {CARGO_FUZZ} with cargo");
    let install = ["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ];
    run(Command::new(cargo).args(install)).map_err(|why| {
        format!("{why}; `cargo install cargo-fuzz --locked` where crates.io can be reached, and start this again")
    })
}

/// Makes sure that the checks of form can run, too.
pub(crate) fn prepare_for_ci(cargo: &str) -> Result<(), String> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if has_cargo_tool(cargo, tool) {
            println!("{component} is there");
            continue;
        }
        println!("there is no {component}; installing it with rustup");
        run(Command::new("rustup").args(["component", "add", component])).map_err(|why| {
            format!("{why}; install {component} for your Rust toolchain and start this again")
        })?;
    }
    Ok(())
}

/// Is `cargo <tool>` there?
pub(crate) fn has_cargo_tool(cargo: &str, tool: &str) -> bool {
    answers(cargo, &[tool, "--version"])
}

/// Can this be run at all?
fn answers(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Installs Debian packages, as root or through sudo. Says what to do where neither is possible.
fn apt_install(packages: &[&str]) -> Result<(), String> {
    let by_hand = format!(
        "install {} with your system's package manager and start this again",
        packages.join(" and ")
    );
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(format!("this machine has no apt-get; {by_hand}"));
    }
    let mut prefix = Vec::new();
    if !is_root() {
        // -n: a task never waits for a password that nobody types.
        if !answers("sudo", &["-n", "true"]) {
            return Err(format!(
                "not root, and sudo is not there or asks for a password; {by_hand}"
            ));
        }
        prefix.extend(["sudo", "-n"]);
    }
    prefix.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let install: Vec<&str> =
        ["install", "-y", "--no-install-recommends"].iter().chain(packages).copied().collect();
    for args in [&["update"][..], &install] {
        let words = [&prefix, args].concat();
        println!("{}", words.join(" "));
        run(Command::new(words[0]).args(&words[1..])).map_err(|why| format!("{why}; {by_hand}"))?;
    }
    Ok(())
}

/// Are we root?
pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}
