//! Developer tasks, run as `cargo xtask <task>`.
//!
//! A task is a list of steps, run one after another and ended by the first that fails. What must hold for the code
//! itself (layers, tables, limits) is a test in `tests/tidy.rs` and no step here, so that `cargo test` finds it too.

#![expect(clippy::print_stdout, reason = "this is a command line, and its output is its purpose")]

mod browser;
mod faults;
mod fuzz;
mod licences;
mod load;
mod machine;
mod networkx;
mod steps;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use browser::Build;
use faults::Asked;
use networkx::Kept;
use steps::{Failed, Steps};

const USAGE: &str = "\
cargo xtask test           all tests: of every module, of the whole program, and the examples in documentation
cargo xtask test --quick   without the examples in documentation, and with one loss of power instead of several
cargo xtask browser        what people do with the pages, done by a browser; installs it where it is missing
cargo xtask browser NAME   only the files of tests/browser whose names begin so
cargo xtask browser --release  the same with a release build, whose pages have to be quick
cargo xtask ci             form, lints, documentation, licences, networkx, all tests, every fuzzer and fault for a while, then the release build in a browser, its demo, and its speed
cargo xtask faults         everything that may happen to a store, done to the release build: a table of what was lost
cargo xtask faults NAME…   only these; --quick for fewer tries of each, --json for a line of JSON each, --debug or --windrose PATH for another build
cargo xtask fuzz [TARGET] [--seconds N]  bytes at random into what reads bytes from outside, 20 s a target; installs cargo-fuzz where it is missing
cargo xtask history --seconds N  many clients and a daemon that is killed, for so long: was everything as one after another?
cargo xtask licences       whether every package may be used under one of the licences that windrose accepts
cargo xtask networkx       whether networkx still computes what the tests of the coalition graph expect; installs it into the target folder
cargo xtask networkx --write  writes that anew
cargo xtask load           how many commands a second, beside what this machine could do at best; `load --help` tells more";

/// How many losses of power the quick tests live through; see `tests/power_loss.rs`.
const QUICK: &[(&str, &str)] = &[("WINDROSE_POWER_LOSS_ROUNDS", "1")];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut steps = Steps::new();
    let done = match args[..] {
        ["test"] => test(&mut steps),
        ["test", "--quick"] => quick_test(&mut steps),
        ["browser"] => browser::test(&mut steps, Build::Debug, ""),
        ["browser", "--release"] => browser::test(&mut steps, Build::Release, ""),
        ["browser", name] => browser::test(&mut steps, Build::Debug, name),
        ["faults", ref asked @ ..] => match Asked::parse(asked) {
            Some(asked) => faults::run(&mut steps, &asked),
            None => {
                eprintln!("{USAGE}\n\nfaults: {}", faults::names());
                return ExitCode::from(64);
            }
        },
        ["ci"] => ci(&mut steps),
        ["history", "--seconds", seconds] => history(&mut steps, seconds),
        ["networkx"] => networkx::run_figures(&mut steps, Kept::Check),
        ["networkx", "--write"] => networkx::run_figures(&mut steps, Kept::Write),
        ["licences"] => check_licences(&mut steps),
        ["fuzz", ref rest @ ..] if let Some((target, seconds)) = fuzz::read(rest) => {
            fuzz::test(&mut steps, target, seconds)
        }
        ["load", "--help"] => {
            println!("{}", load::USAGE);
            return ExitCode::SUCCESS;
        }
        // Measures, and is no list of steps: what it prints may be read by a program.
        ["load", ref rest @ ..] => {
            return ended(load::run(steps.root(), &steps.target(), steps.cargo_program(), rest));
        }
        // What `load` starts and measures itself against.
        ["load-limit-server"] => return ended(load::limit::serve(None)),
        ["load-limit-server", file] => return ended(load::limit::serve(Some(Path::new(file)))),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(64);
        }
    };
    steps.print_summary(done.as_ref().err());
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn ended(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn test(steps: &mut Steps) -> Result<(), Failed> {
    steps.own("what the tests need", |_| machine::prepare_for_tests())?;
    unit_and_program_tests(steps, &[])?;
    steps.cargo(&["test", "--workspace", "--doc"], &[])
}

fn quick_test(steps: &mut Steps) -> Result<(), Failed> {
    steps.own("what the tests need", |_| machine::prepare_for_tests())?;
    unit_and_program_tests(steps, QUICK)
}

/// All failures are told, not only those of the first binary. Benches are not run: they measure, and take their time.
fn unit_and_program_tests(steps: &mut Steps, env: &[(&str, &str)]) -> Result<(), Failed> {
    steps.cargo(&["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"], env)
}

fn history(steps: &mut Steps, seconds: &str) -> Result<(), Failed> {
    let test = ["test", "--test", "it", "history::", "--", "--nocapture"];
    steps.cargo(&test, &[("WINDROSE_HISTORY_SECONDS", seconds)])
}

fn check_licences(steps: &mut Steps) -> Result<(), Failed> {
    steps.own("licences of all packages", |steps| {
        let check = |manifest| licences::check(steps.cargo_program(), &steps.root().join(manifest));
        check("Cargo.toml")?;
        check(fuzz::MANIFEST)
    })
}

fn ci(steps: &mut Steps) -> Result<(), Failed> {
    steps.own("what the checks need", |steps| machine::prepare_for_ci(steps.cargo_program()))?;
    steps.cargo(&["fmt", "--all", "--check"], &[])?;
    steps.cargo(&["fmt", "--manifest-path", fuzz::MANIFEST, "--check"], &[])?;
    steps.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    // Rules and views alone: an import of anything that touches the world would not build here.
    steps.cargo(&["check", "-p", "windrose-core", "--no-default-features"], &[])?;
    steps.cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    check_licences(steps)?;
    if machine::has_cargo_tool(steps.cargo_program(), "deny") {
        steps.cargo(&["deny", "check", "licenses", "bans", "sources"], &[])?;
    } else {
        steps.not_checked("bans and sources of deny.toml, because cargo-deny is not installed");
    }
    networkx::run_figures(steps, Kept::Check)?;
    test(steps)?;
    fuzz::test(steps, "", fuzz::SECONDS)?;
    // Builds the release, too.
    browser::test(steps, Build::Release, "")?;
    faults::run(steps, &Asked::quick())?;
    for file in workflow_files(steps)? {
        steps.windrose(&["workflow", "check", &file])?;
    }
    steps.windrose(&["demo", "--once", "--listen", "127.0.0.1:0"])?;
    // Half of the floors: the machines that check are shared.
    steps.own("cargo xtask load --quick --floors", |steps| {
        load::run(steps.root(), &steps.target(), steps.cargo_program(), &["--quick", "--floors"])
    })
}

/// The workflows that the repository brings along; their schema is none.
fn workflow_files(steps: &Steps) -> Result<Vec<String>, Failed> {
    let folder = steps.root().join("workflows");
    let failed = |error| Failed::new(format!("reading {}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".json") && !name.ends_with(".schema.json") {
            files.push(format!("workflows/{name}"));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failed::new(format!("{} holds no workflow", folder.display())));
    }
    Ok(files)
}
