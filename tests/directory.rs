//! The directory as administrators and those who lead work with it: tables with every trouble through the real binary,
//! calls, and what is there after a crash.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::daemon::{Calls as _, Daemon, Office, Said, run};

/// A table in a folder of its own.
struct Tables(tempfile::TempDir);

impl Tables {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn import(daemon: &Daemon, file: &Path, more: &[&str]) -> Said {
    run(daemon.command(&["directory", "import"]).arg(file).args(more))
}

fn fits_a_terminal(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

const PEOPLE: &str = "\
Personalnummer;Name;Abteilung;Geschäftsbereich;Vorgesetzter;Ebene
1;Managing Director;Board;;;L1
2;Head of Sales;Sales;Market;1;L2
3;Head of Works;Works;;1;L2
4;Sales North;Sales;Market;2;L3
";

#[test]
fn a_table_is_shown_published_and_read() {
    let (office, tables) = (Office::open(), Tables::new());
    let daemon = &office.daemon;
    let file = tables.file("people.csv", PEOPLE);
    let said = import(daemon, &file, &["--yes"]).good();
    fits_a_terminal(&said);
    for part in ["manager   «Vorgesetzter»", "4 rows, 0 left out", "4 new", "published: 4 people"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = run(&mut daemon.command(&["directory", "show", "Market"])).good();
    fits_a_terminal(&said);
    assert!(said.contains("4 people in 4 units") && said.contains("Sales North"), "{said}");
    assert!(!said.contains("Head of Works"), "{said}");
    let said = run(&mut daemon.command(&["directory", "show", "Markt"])).bad(1);
    assert!(said.contains("did you mean `Market`?"), "{said}");

    // The same again changes nothing; one who is not there any more has left.
    let said = import(daemon, &file, &["--yes"]).good();
    assert!(said.contains("4 as they are") && said.contains("0 would leave"), "{said}");
    let fewer =
        PEOPLE.replace("4;Sales North;Sales;Market;2;L3\n", "").replace("Works;;1", "Plant;;2");
    let said = import(daemon, &tables.file("fewer.csv", fewer), &["--yes"]).good();
    assert!(said.contains("1 would leave") && said.contains("3 (unit, manager)"), "{said}");
}

#[test]
fn every_trouble_of_a_table_is_told_with_its_line() {
    let (office, tables) = (Office::open(), Tables::new());
    let daemon = &office.daemon;
    let file = tables.file(
        "troubles.csv",
        "id,name,department,division,manager,unused\n\
         1,Director,Board,,,x\n\
         ,Nobody,Sales,,1,x\n\
         \"a b\",Nobody,Sales,,1,x\n\
         2,\"Head of\nSales\",Sales,,1,x\n\
         2,\"Head of\nSales\",Sales,,1,x\n\
         2,Other,Works,,1,x\n\
         3,Gone,Sales,,77,x\n\
         4,Own,Sales,,4,x\n\
         5,Round,Sales,,6,x\n\
         6,Round,,Market,5,x\n\
         7,Other head,Sales,,,x\n\
         8,By name,Sales,,\"Director, The\",x\n\
         9,Short\n",
    );
    let said = import(daemon, &file, &["--dry-run"]).good();
    fits_a_terminal(&said);
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "not used «unused»",
        "more or fewer fields than columns in the lines 16:",
        "13 rows, 4 left out",
        "line 3 without an id",
        "line 4 `a b` is no id",
        "line 7 2 stands in row 4 already, with the same content",
        "line 9 2 stands in row 4 already, with another content (name and unit): row 4 counts",
        "line 10 nobody in this import has the id 77, so the manager of 3 is not known",
        "line 11 4 is named as their own manager",
        "line 12 people report to one another in a circle, so their managers do not count: 5 and 6",
        "line 13 6 belongs to no unit, only to Market",
        "line 15 the manager `Director, The` is no id",
        "all 3 people have no manager: 1, 7 and 9",
        "all 1 person belongs to no unit",
        "nothing was published",
    ] {
        assert!(flat.contains(part), "{part}: {flat}");
    }
    assert_eq!(office.by("lead").ok("directory_read", json!({}))["people"], json!([]));
    // Nobody to ask: it waits, and the next command is said.
    let failed = import(daemon, &file, &["--name", "waits"]).bad(1);
    assert!(failed.contains("windrose directory publish waits"), "{failed}");
    let said = run(&mut daemon.command(&["directory", "preview", "waits", "--limit", "1"])).good();
    assert!(said.contains("row 2") && said.contains("--limit shows them"), "{said}");
    run(&mut daemon.command(&["directory", "publish", "waits"])).good();
    let found = office.daemon.admin().ok("directory_read", json!({}));
    assert_eq!(found["count"], 9, "only rows without a usable id, and repeated ones, are left out");

    for (name, bytes, says) in [
        ("latin.csv", &b"id,name\n1,M\xfcller\n"[..], "try: save it as «CSV UTF-8»"),
        ("none.csv", b"who,name\n1,a\n", "--column id="),
        ("empty.csv", b"", "the table is empty"),
    ] {
        let said = import(daemon, &tables.file(name, bytes), &[]).bad(64);
        assert!(said.contains(says), "{said}");
    }
    let said = import(daemon, &tables.file("gone.csv", "id,name\n,a\n"), &["--yes"]).bad(1);
    assert!(said.contains("would leave the directory empty"), "{said}");
}

#[test]
fn most_of_the_people_leave_only_when_that_is_said() {
    let (office, tables) = (Office::open(), Tables::new());
    let daemon = &office.daemon;
    import(daemon, &tables.file("all.csv", PEOPLE), &["--yes"]).good();
    let few = tables.file("few.csv", "id,name,unit\n1,Managing Director,Board\n");
    let said = import(daemon, &few, &["--yes"]).bad(1);
    assert!(said.contains("3 of 4 people would leave") && said.contains("confirm"), "{said}");
    let said = import(daemon, &few, &["--yes", "--confirm"]).good();
    assert!(said.contains("published: 1 people"), "{said}");
}

#[test]
fn who_may_import_and_who_sees_what() {
    let office = Office::open();
    let admin = office.daemon.admin();
    let rows = json!([
        {"id": "1", "name": "Director", "email": "director@example.org", "unit": "Board"},
        {"id": "2", "name": "Head of Sales", "email": "sales@example.org", "unit": "Sales", "manager": "1"},
    ]);
    let begin = json!({"import": "one", "rows": rows});
    let refused = office.by("lead").refused("directory_import", begin.clone());
    assert_eq!(refused["data"]["refusal"], "admin_only");
    let answer = admin.ok("directory_import", begin);
    assert_eq!((&answer["rows"], &answer["next_row"]), (&json!(2), &json!(3)));
    for (method, by) in [("directory_publish", "lead"), ("directory_preview", "owner")] {
        let refused = office.by(by).refused(method, json!({"import": "one"}));
        assert_eq!(refused["data"]["refusal"], "admin_only", "{method}");
    }
    admin.ok("directory_publish", json!({"import": "one"}));
    let read = |who: &str| office.by(who).ok("directory_read", json!({"words": "SALES head"}));
    let seen = read("lead");
    assert_eq!(seen["count"], 1);
    let head =
        json!({"id": "2", "name": "Head of Sales", "unit": "Sales", "manager": "1", "reports": 0});
    assert_eq!(seen["people"][0], head, "names, and no addresses");
    assert_eq!(office.by("lead").ok("directory_read", json!({"words": "example.org"}))["count"], 0);
    assert_eq!(admin.ok("directory_read", json!({"words": "example.org"}))["count"], 2);
    assert_eq!(admin.ok("directory_read", json!({}))["people"][0]["email"], "director@example.org");
    for who in ["member", "viewer", "outsider"] {
        let refused = office.by(who).refused("directory_read", json!({}));
        assert_eq!(refused["data"]["refusal"], "role_needed", "{who}");
        assert!(refused["data"]["detail"].as_str().unwrap().contains("admin"), "{refused}");
    }
    // A page at a time.
    let first = admin.ok("directory_read", json!({"limit": 1}));
    let next = json!({"limit": 1, "cursor": first["cursor"]});
    let second = admin.ok("directory_read", next);
    assert_eq!((&first["people"][0]["id"], &second["people"][0]["id"]), (&json!("1"), &json!("2")));
    assert_eq!(second["cursor"], Value::Null);
}

#[test]
fn what_was_staged_and_published_survives_a_kill() {
    let office = Office::open();
    let admin = office.daemon.admin();
    let rows = |from: u32, to: u32| -> Vec<Value> {
        (from..to).map(|it| json!({"id": format!("p{it}"), "unit": "Works"})).collect()
    };
    admin.ok("directory_import", json!({"import": "one", "rows": rows(0, 900)}));
    admin.ok("directory_publish", json!({"import": "one"}));
    admin.ok("directory_import", json!({"import": "two", "first_row": 1, "rows": rows(0, 500)}));
    let before = admin.ok("directory_read", json!({}));
    let ((), office) = office.again(Daemon::kill);
    let admin = office.daemon.admin();
    assert_eq!(admin.ok("directory_read", json!({})), before);
    assert_eq!(before["edition"]["people"], 900);
    // The import goes on where it was; what had been sent is taken once.
    admin.ok("directory_import", json!({"import": "two", "first_row": 1, "rows": rows(0, 500)}));
    admin
        .ok("directory_import", json!({"import": "two", "first_row": 501, "rows": rows(500, 901)}));
    let preview = admin.ok("directory_preview", json!({"import": "two"}));
    assert_eq!((&preview["same"], &preview["added"]), (&json!(900), &json!(1)));
    admin.ok("directory_publish", json!({"import": "two"}));
    let after = admin.ok("directory_read", json!({"words": "p900"}));
    let (ended, office) = office.again(Daemon::stop);
    assert!(ended.success());
    let admin = office.daemon.admin();
    assert_eq!(admin.ok("directory_read", json!({"words": "p900"})), after);
    assert_eq!(after["count"], 1);
}
