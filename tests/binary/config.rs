//! Flags over variables over `windrose.toml` over defaults.

use std::fs;

use crate::daemon::{run, windrose};

/// What `verify` complains about, run in a folder with this `windrose.toml`: it names the store that it looked for.
fn looked_for(toml: Option<&str>, env: &[(&str, &str)], flags: &[&str]) -> String {
    let here = tempfile::tempdir().unwrap();
    if let Some(toml) = toml {
        fs::write(here.path().join("windrose.toml"), toml).unwrap();
    }
    let mut command = windrose();
    run(command.arg("verify").args(flags).envs(env.iter().copied()).current_dir(here.path()))
        .bad(65)
}

/// The same of the daemon that is called. Nothing listens on these ports.
fn called(toml: &str, env: &[(&str, &str)], flags: &[&str]) -> String {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("windrose.toml"), toml).unwrap();
    let mut command = windrose();
    command.arg("status").args(["--token", "x"]).args(flags).envs(env.iter().copied());
    run(command.current_dir(here.path())).bad(69)
}

#[test]
fn a_flag_wins_over_its_variable_and_that_over_the_file_and_that_over_the_default() {
    let toml = Some("data = \"from-file\"");
    let env = [("WINDROSE_DATA", "from-variable")];
    let flag = ["--data", "from-flag"];
    for (said, store) in [
        (looked_for(toml, &env, &flag), "from-flag"),
        (looked_for(toml, &env, &[]), "from-variable"),
        (looked_for(toml, &[], &flag), "from-flag"),
        (looked_for(toml, &[], &[]), "from-file"),
        (looked_for(None, &[], &[]), "windrose-data"),
    ] {
        assert!(said.contains(&format!("the store is {store}\n")), "{store}: {said}");
    }

    let toml = "url = \"http://127.0.0.1:2\"\nlisten = \"127.0.0.1:1\"";
    let env = [("WINDROSE_URL", "http://127.0.0.1:3")];
    let flag = ["--url", "http://127.0.0.1:4"];
    for (said, port) in [
        (called(toml, &env, &flag), 4),
        (called(toml, &env, &[]), 3),
        (called(toml, &[], &[]), 2),
        // Who says where the daemon listens has said where it is called.
        (called("listen = \"127.0.0.1:1\"", &[], &[]), 1),
    ] {
        assert!(
            said.starts_with(&format!("error: no daemon answers at http://127.0.0.1:{port}\n")),
            "{port}: {said}"
        );
        assert!(said.contains("\ntry: start it with `windrose serve`"), "{said}");
    }
}

#[test]
fn a_configuration_that_does_not_hold_is_an_error() {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("windrose.toml");
    for (toml, says) in [
        ("dta = \"x\"", "dta"),
        ("data = 1", "string"),
        ("data = ", ""),
        ("holidays = [\"2026-02-30\"]", "date is not valid"),
    ] {
        fs::write(&file, toml).unwrap();
        let said = run(windrose().arg("verify").current_dir(here.path())).bad(64);
        assert!(said.contains("the configuration windrose.toml does not hold"), "{toml}: {said}");
        assert!(said.contains(says), "{toml}: {said}");
        assert!(
            said.contains(
                "\ntry: it knows data, url, token, log, listen, public_url, timezone and holidays"
            ),
            "{said}"
        );
        // Somewhere else it is found only when it is named.
        let elsewhere = run(windrose().args(["verify", "--config"]).arg(&file)).bad(64);
        assert!(elsewhere.contains(&file.display().to_string()), "{elsewhere}");
    }
    let absent = run(windrose().args(["verify", "--config", "no-such.toml"])).bad(64);
    assert!(absent.contains("no-such.toml cannot be read"), "{absent}");
    let zone = run(windrose()
        .args(["serve", "--listen", "127.0.0.1:0", "--timezone", "Europe/Nowhere", "--data"])
        .arg(here.path().join("store")));
    assert!(zone.bad(64).contains("IANA name"));
    fs::write(&file, "holidays = [\"2026-12-24\", \"2026-12-25\"]").unwrap();
    let store = looked_for(Some(&fs::read_to_string(&file).unwrap()), &[], &[]);
    assert!(store.contains("the store is windrose-data"), "{store}");
    assert!(!here.path().join("store").exists());
}

#[test]
fn without_a_token_it_says_where_to_get_one() {
    let here = tempfile::tempdir().unwrap();
    let said = run(windrose().args(["status", "--data"]).arg(here.path())).bad(64);
    assert!(said.starts_with("error: no access token was given"), "{said}");
    assert!(said.contains("admin.token") && said.contains("WINDROSE_TOKEN"), "{said}");
}
