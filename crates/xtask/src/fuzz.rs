//! The fuzzers of `tests/fuzz/`, each for some seconds, from what is kept and from what earlier runs on this machine found.
//!
//! Built by the toolchain that everything is built with, so without a sanitizer: those need a nightly one, treble the
//! time to build, and look for what code without `unsafe` does not do. `tests/fuzz/README.md` says how to have one.

use std::fs;
use std::process::Command;

use crate::machine;
use crate::steps::{Failed, Steps, run};

/// The package of the fuzzers, from the root.
pub(crate) const MANIFEST: &str = "tests/fuzz/Cargo.toml";

/// How long each target is fuzzed when nobody says.
pub(crate) const SECONDS: u32 = 20;

/// How every command of cargo-fuzz begins, but for its name.
const COMMON: [&str; 6] =
    ["--fuzz-dir", "tests/fuzz", "--target-dir", "target/fuzz", "--sanitizer", "none"];

/// What to fuzz, and for how long: `[TARGET] [--seconds N]`.
pub(crate) fn read<'a>(args: &[&'a str]) -> Option<(&'a str, u32)> {
    match args {
        [] => Some(("", SECONDS)),
        ["--seconds", seconds] => Some(("", seconds.parse().ok()?)),
        [target] if !target.starts_with('-') => Some((target, SECONDS)),
        [target, "--seconds", seconds] if !target.starts_with('-') => {
            Some((target, seconds.parse().ok()?))
        }
        _ => None,
    }
}

/// Fuzzes one target, or all when `wanted` is empty.
pub(crate) fn test(steps: &mut Steps, wanted: &str, seconds: u32) -> Result<(), Failed> {
    let targets = targets(steps, wanted)?;
    steps.own("what the fuzzers need", |steps| machine::prepare_for_fuzz(steps.cargo_program()))?;
    // Its lock file follows that of the workspace; `tests/tidy.rs` says what to do when it does not.
    steps.cargo(&["fetch", "--locked", "--manifest-path", MANIFEST], &[])?;
    steps.cargo(&[&["fuzz", "build"], &COMMON[..]].concat(), &[])?;
    for target in &targets {
        steps
            .own(&format!("fuzz {target} for {seconds} s"), |steps| fuzz(steps, target, seconds))?;
    }
    Ok(())
}

fn fuzz(steps: &Steps, target: &str, seconds: u32) -> Result<(), String> {
    // What is found goes into the first folder; the kept corpus is only read.
    let grown = format!("target/fuzz/corpus/{target}");
    let kept = format!("tests/fuzz/corpus/{target}");
    let found = format!("target/fuzz/found/{target}/");
    for folder in [&grown, &found] {
        fs::create_dir_all(steps.root().join(folder)).map_err(|why| format!("{folder}: {why}"))?;
    }
    let mut command = Command::new(steps.cargo_program());
    command.args(["fuzz", "run"]).args(COMMON).args([target, &grown, &kept, "--"]);
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={found}"));
    // An input that takes so long, or so much memory, is one that nobody should be able to send.
    command.args(["-timeout=20", "-rss_limit_mb=2048", "-max_len=16384"]);
    command.args(["-verbosity=0", "-print_final_stats=1"]);
    run(command.current_dir(steps.root())).map_err(|why| {
        format!(
            "{why}; what did it lies in {found}: put it into {kept}, and `cargo test --test it fuzz::` fails until it is mended"
        )
    })
}

/// The targets whose names are wanted.
fn targets(steps: &Steps, wanted: &str) -> Result<Vec<String>, Failed> {
    let folder = steps.root().join("tests/fuzz/fuzz_targets");
    let failed = |error| Failed::new(format!("reading {}: {error}", folder.display()));
    let mut targets = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let file = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        targets.extend(file.strip_suffix(".rs").map(str::to_owned));
    }
    targets.sort();
    if wanted.is_empty() {
        return Ok(targets);
    }
    if !targets.iter().any(|it| it == wanted) {
        let there = targets.join(", ");
        return Err(Failed::new(format!("there is no target `{wanted}`; there is {there}")));
    }
    Ok(vec![wanted.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_a_time_can_be_left_out() {
        assert_eq!(read(&[]), Some(("", SECONDS)));
        assert_eq!(read(&["rpc"]), Some(("rpc", SECONDS)));
        assert_eq!(read(&["--seconds", "5"]), Some(("", 5)));
        assert_eq!(read(&["rpc", "--seconds", "5"]), Some(("rpc", 5)));
        for wrong in [&["--seconds"][..], &["rpc", "5"], &["--seconds", "x"], &["-x"]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
