//! The machine that figures were taken on, and when: the first line of every run that is kept.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// What has to be known of a machine to read its figures. What it does not tell is null.
pub(super) fn describe(root: &Path, folder: &Path, typed: &str) -> Value {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": "));
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().find_map(|it| it.strip_prefix("MemTotal:"));
    let memory_kb = memory.and_then(|it| it.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    json!({
        "figure": "machine",
        "date": date(),
        "command": format!("cargo xtask load {typed}").trim(),
        "commit": said(Command::new("git").args(["rev-parse", "--short", "HEAD"]).current_dir(root)),
        "cores": std::thread::available_parallelism().ok().map(usize::from),
        "cpu": model.map(|(_, it)| it),
        "kernel": fs::read_to_string("/proc/sys/kernel/osrelease").ok().map(|it| it.trim().to_owned()),
        "file_system": said(Command::new("stat").args(["-f", "-c", "%T"]).arg(folder)),
        "memory_gb": memory_kb.map(|it| (it as f64 / 1024.0 / 1024.0).round()),
        "load_average": fs::read_to_string("/proc/loadavg").ok().and_then(|it| it.split(' ').next()?.parse::<f64>().ok()),
    })
}

/// Today.
pub(super) fn date() -> Option<String> {
    said(Command::new("date").args(["-u", "+%F"]))
}

fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|it| it.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
