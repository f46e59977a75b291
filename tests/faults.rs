//! What `cargo xtask faults` tries at length, once each and short: a disk that fails under the running binary, and
//! what a kill leaves in sled's folder. A second process on a store is tried in `binary/store.rs`, kills in `races.rs`,
//! losses of power in `power_loss.rs`.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use windrose::client::{CallError, Client};

use crate::daemon::{Calls as _, Daemon, run, windrose};
use crate::power_loss::shim;

/// Opens initiatives until one is not acknowledged any more; answers those that were.
fn opened(client: &Client, prefix: &str, most: usize) -> (Vec<Value>, Option<CallError>) {
    let mut acknowledged = Vec::new();
    for number in 0..most {
        let name = format!("{prefix}-{number}");
        let params = json!({"initiative": name, "title": "x", "workflow": "kotter"});
        match client.call("initiative_open", &params) {
            Ok(_) => acknowledged.push(json!(name)),
            Err(error) => return (acknowledged, Some(error)),
        }
    }
    (acknowledged, None)
}

/// The names of all initiatives.
fn all(client: &Client) -> Vec<Value> {
    let list = client.ok("initiative_list", json!({"limit": 200}));
    list["initiatives"].as_array().unwrap().iter().map(|it| it["initiative"].clone()).collect()
}

/// What the shim wrote down: call, result, path.
fn calls(log: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(log).unwrap_or_default();
    text.lines().map(|line| line.splitn(3, ' ').map(str::to_owned).collect()).collect()
}

/// A daemon whose disk fails once: it ends with 70, says why, and never trusts the disk again.
fn fails_once(call: &str, error: &str, number: u32) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| fs::canonicalize(folder.path()).unwrap().join(name);
    let (store, log, complaints) = (at("store"), at("log"), at("complaints"));
    let daemon = Daemon::serve(&store);
    let (mut acknowledged, _) = opened(&daemon.admin(), "before", 5);
    assert_eq!(daemon.stop().code(), Some(0));

    let mut command = windrose();
    command
        .env("LD_PRELOAD", shim())
        .env("WINDROSE_SHIM_ROOT", &store)
        .env("WINDROSE_SHIM_LOG", &log)
        .env("WINDROSE_SHIM_FAIL", format!("{call}:{error}:{number}"))
        .stderr(fs::File::create(&complaints).unwrap());
    let daemon = Daemon::serve_as(command, &store);
    let (more, failed) = opened(&daemon.admin(), "during", 180);
    acknowledged.extend(more);
    let what = format!("{call} {error} {number}");
    assert!(failed.is_some(), "{what}: the fault never came");
    assert_eq!(daemon.ended().code(), Some(70), "{what}");
    let said = fs::read_to_string(&complaints).unwrap();
    assert!(said.contains("the store failed; ending the process"), "{what}: {said}");
    assert!(!said.contains("panicked"), "{what}: {said}");

    // Once a sync of a file has failed, the next one would say that all is well. There must be none.
    let calls = calls(&log);
    let failure =
        calls.iter().position(|it| it[1] == error).unwrap_or_else(|| panic!("{what}: {calls:?}"));
    let again = calls[failure + 1..].iter().filter(|it| it.get(2) == calls[failure].get(2));
    if call != "write" {
        assert_eq!(again.count(), 0, "{what}: tried again: {calls:?}");
    }

    run(windrose().args(["verify", "--data"]).arg(&store)).good();
    let daemon = Daemon::serve(&store);
    let found = all(&daemon.admin());
    for name in acknowledged {
        assert!(found.contains(&name), "{what}: {name} was acknowledged and is gone");
    }
}

#[test]
fn a_failed_sync_ends_the_process_and_is_never_repeated() {
    fails_once("fdatasync", "EIO", 12);
}

#[test]
fn a_failed_write_ends_the_process() {
    fails_once("write", "EIO", 25);
}

#[test]
fn a_full_disk_ends_the_process() {
    fails_once("write", "ENOSPC", 40);
}

#[test]
fn half_a_snapshot_of_sleds_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let daemon = Daemon::serve(folder.path());
    let (acknowledged, _) = opened(&daemon.admin(), "it", 20);
    daemon.kill();
    let half = folder.path().join("sled/snap.00000000000ABCDE.generating");
    fs::write(&half, b"half").unwrap();
    let daemon = Daemon::serve(folder.path());
    assert!(!half.exists());
    let found = all(&daemon.admin());
    assert!(acknowledged.iter().all(|name| found.contains(name)));
    daemon.kill();
    run(windrose().args(["verify", "--data"]).arg(folder.path())).good();
}
