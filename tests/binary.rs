//! The binary from a shell: what it prints, how it ends, and what it leaves behind.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod config;
mod demo;
mod screens;
pub(crate) mod store;
mod workflows;

use serde_json::{Value, json};

use crate::daemon::{Calls as _, Daemon, Office, run, windrose};

#[test]
fn whoever_stops_reading_makes_nothing_fail() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = windrose();
    let done = command.args(["workflow", "vocabulary"]).stdout(writer).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    assert_eq!(String::from_utf8(done.stderr).unwrap(), "");
}

#[test]
fn a_wrong_call_says_what_is_wrong_and_what_to_try() {
    let office = Office::open();
    let daemon = &office.daemon;
    let said = run(&mut daemon.command(&["call", "initiative_list", "{limit: 1}"])).bad(64);
    assert!(said.starts_with("error: the params are not JSON\nbecause: "), "{said}");
    assert!(said.contains("\ntry: windrose call initiative_list '{"), "{said}");

    let said = run(&mut daemon.command(&["call", "initiative_lst"])).bad(1);
    assert!(said.starts_with("error: There is no method `initiative_lst`"), "{said}");
    assert!(said.contains("`initiative_list`"), "{said}");
    assert!(said.ends_with("\ntry: windrose call initiative_list\n"), "{said}");

    let said =
        run(&mut daemon.command(&["call", "initiative_get", r#"{"initiative": "chance"}"#])).bad(1);
    assert!(said.contains("did you mean `change`?"), "{said}");

    let empty = r#"{"initiative": "change", "records": []}"#;
    let said = run(&mut daemon.command(&["call", "record_add", empty])).bad(1);
    // The administrator has no role here; that is what is said first.
    assert!(said.contains("role_assign"), "{said}");

    let mut call = daemon.command(&["call", "record_add", empty]);
    let said = run(call.args(["--token", office.token("lead")])).bad(1);
    assert!(said.starts_with("error: No records were given"), "{said}");
    assert!(said.ends_with("\ntry: windrose call record_add\n"), "{said}");

    let said =
        run(&mut daemon.command(&["call", "initiative_list", "--token", "wrt_abc_def"])).bad(1);
    assert!(said.contains("token_create"), "{said}");

    let said = run(&mut daemon.command(&["gate", "change", "9"])).bad(1);
    assert!(said.contains("`9`") && said.contains("urgency"), "{said}");
}

#[test]
fn with_json_everything_is_json() {
    let office = Office::open();
    let daemon = &office.daemon;
    for args in [
        &["call", "initiative_list"][..],
        &["status"],
        &["status", "change"],
        &["gate", "change", "1"],
    ] {
        let said = run(daemon.command(args).arg("--json")).good();
        assert!(serde_json::from_str::<Value>(&said).is_ok(), "{args:?}: {said}");
    }
    let error = |said: String| -> Value {
        let said: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}"));
        said["error"].clone()
    };
    let unknown = error(run(daemon.command(&["call", "no_such_method"]).arg("--json")).bad(1));
    assert_eq!(unknown["code"], -32601);
    let gone = ["--json", "--url", "http://127.0.0.1:1", "--token", "x", "status"];
    let gone = error(run(windrose().args(gone)).bad(69));
    assert!(gone["message"].as_str().unwrap().contains("http://127.0.0.1:1"), "{gone}");
    assert!(gone["try"].as_str().unwrap().contains("windrose serve"), "{gone}");
}

#[test]
fn params_come_from_standard_input_as_well() {
    let office = Office::open();
    let mut params = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut params, br#"{"initiative": "change"}"#).unwrap();
    std::io::Seek::rewind(&mut params).unwrap();
    let said = run(office.daemon.command(&["call", "initiative_get", "-"]).stdin(params)).good();
    let board: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&board["initiative"], &board["version"]),
        (&json!("change"), &json!(office.version()))
    );
}

#[test]
fn the_first_token_is_shown_once_and_kept_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let first = Daemon::serve(folder.path());
    let token = first.admin_token();
    let shown = first.greeting.iter().filter(|line| line.contains(&token)).count();
    assert_eq!(shown, 1, "{:?}", first.greeting);
    let file = folder.path().join("admin.token");
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&file).unwrap());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(first.stop().code(), Some(0));

    let second = Daemon::serve(folder.path());
    assert_eq!(second.greeting.len(), 1, "{:?}", second.greeting);
    assert_eq!(second.admin_token(), token);
    second.admin().ok("initiative_list", json!({}));

    // Nothing of it but its digest is in the store.
    let secret = token.rsplit('_').next().unwrap();
    assert_eq!(second.stop().code(), Some(0));
    let store = std::fs::read(folder.path().join("sled/db")).unwrap();
    assert!(!store.windows(secret.len()).any(|it| it == secret.as_bytes()));
}
