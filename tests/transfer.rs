//! Getting it back: backup, restore, export, import, and the way that the message about damage leads.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod cut_off;
mod damaged;
mod golden;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::binary::store::everything;
use crate::daemon::{Calls as _, Daemon, INITIATIVE, Office, Said, need, run, until, windrose};

/// Runs the binary on a folder and, most of the time, a file.
pub(crate) fn on(folder: &Path, args: &[&str], file: Option<&Path>) -> Said {
    run(windrose().args(args).args(file).arg("--data").arg(folder))
}

/// Takes a backup of a running daemon.
fn backup(daemon: &Daemon, file: &Path) -> Said {
    run(daemon.command(&["backup"]).arg(file))
}

fn lines(file: &Path) -> Vec<String> {
    fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect()
}

/// The lines that hold commits.
pub(crate) fn commits(file: &Path) -> Vec<String> {
    let lines = lines(file);
    lines[1..lines.len() - 1].to_vec()
}

#[test]
fn a_backup_under_load_is_a_prefix_that_holds_what_was_answered_before() {
    let office = Office::open();
    let stop = AtomicBool::new(false);
    // What was answered, in the order in which it was.
    let answered = Mutex::new(Vec::new());
    let (file, later) = (office.folder().join("b.jsonl"), office.folder().join("later.jsonl"));
    std::thread::scope(|scope| {
        let _stopped = Stop(&stop);
        for writer in 0..8 {
            let (office, stop, answered) = (&office, &stop, &answered);
            scope.spawn(move || {
                for number in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let statement = format!("need {writer}/{number}.");
                    office.record("lead", json!([need(&statement)]));
                    answered.lock().unwrap().push(statement);
                }
            });
        }
        let so_many = |count| {
            until(|| (answered.lock().unwrap().len() >= count).then_some(())).unwrap();
            answered.lock().unwrap().clone()
        };
        let before = so_many(40);
        let said = backup(&office.daemon, &file).good();
        assert!(said.contains(&format!("commits, in {}", file.display())), "{said}");
        // The writers were not kept waiting until the end of the test.
        let between = so_many(before.len() + 40);
        fs::copy(&file, &later).unwrap();
        let said = backup(&office.daemon, &later).good();
        assert!(said.contains(" of them new, in "), "{said}");
        for (file, held) in [(&file, before), (&later, between)] {
            let text = fs::read_to_string(file).unwrap();
            let lost = held.iter().find(|it| !text.contains(it.as_str()));
            assert!(lost.is_none(), "{lost:?} is not in {}", file.display());
        }
    });
    let mode = fs::metadata(&file).unwrap().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!office.folder().join("b.jsonl.tmp").exists());

    let (ended, folder) = office.close(Daemon::stop);
    assert_eq!(ended.code(), Some(0));
    let whole = folder.path().join("whole.jsonl");
    on(folder.path(), &["export"], Some(&whole)).good();
    let [first, second, all] = [&file, &later, &whole].map(|it| commits(it));
    assert!(first.len() < second.len() && second.len() <= all.len());
    assert_eq!((&first[..], &second[..]), (&all[..first.len()], &all[..second.len()]));
    for file in [&file, &later, &whole] {
        let said = on(folder.path(), &["verify", "--file"], Some(file)).good();
        assert!(
            said.starts_with(&format!("{} commits, every line,", commits(file).len())),
            "{said}"
        );
    }
    as_an_auditor_computes(&file);
}

/// Stops the writers, also when the test fails.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What `sha256sum` says of bytes.
fn sha256sum(bytes: &[u8]) -> String {
    let mut child =
        Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let said = child.wait_with_output().unwrap();
    String::from_utf8(said.stdout).unwrap()[..64].to_owned()
}

/// Recomputes the chain and the digest of a file from its text alone, with a tool that knows nothing of windrose.
fn as_an_auditor_computes(file: &Path) {
    let mut chain = sha256sum(b"windrose journal v1");
    for (position, line) in (1_u64..).zip(commits(file).iter().take(20)) {
        let rest = line.strip_prefix(&format!(r#"{{"position":{position},"chain":""#)).unwrap();
        let (says, rest) = rest.split_at(64);
        let body = rest.strip_prefix(r#"","body":"#).unwrap().strip_suffix('}').unwrap();
        let digits = chain.as_bytes().chunks(2).map(|it| std::str::from_utf8(it).unwrap());
        let mut bytes: Vec<u8> = digits.map(|it| u8::from_str_radix(it, 16).unwrap()).collect();
        bytes.extend(position.to_be_bytes());
        bytes.extend(body.as_bytes());
        chain = sha256sum(&bytes);
        assert_eq!(chain, says, "position {position}");
    }
    let text = fs::read_to_string(file).unwrap();
    let (before, last) = text.trim_end().rsplit_once('\n').unwrap();
    let last: Value = serde_json::from_str(last).unwrap();
    assert_eq!(last["sha256"], sha256sum(format!("{before}\n").as_bytes()));
}

#[test]
fn a_restored_store_answers_the_same() {
    let office = Office::open();
    office.record("lead", json!([need("one"), need("two")]));
    // As much as a call takes at once: each makes a page of its own.
    for _ in 0..3 {
        let much = (0..200).map(|it| need(&format!("{it} {}", "\\ and \"so on\" ".repeat(70))));
        office.record("lead", much.collect());
    }
    let before = everything(&office.daemon);
    let file = office.folder().join("b.jsonl");
    let piped = run(&mut office.daemon.command(&["backup", "-"])).good();
    backup(&office.daemon, &file).good();
    let held = commits(&file);
    assert!(piped.lines().skip(1).take(held.len()).eq(&held), "piped or kept, it is the same");
    // What comes later is not in it.
    office.record("lead", json!([need("three")]));

    // Into a folder that is absent, and one that is there and empty.
    let folders = tempfile::tempdir().unwrap();
    let empty = folders.path().join("empty");
    fs::create_dir(&empty).unwrap();
    for folder in [folders.path().join("a b"), empty] {
        let said = on(&folder, &["restore"], Some(&file)).good();
        assert!(said.lines().all(|it| it.contains("/") || it.chars().count() <= 80), "{said}");
        assert!(said.contains("commits restored into") && said.contains("admin.token"), "{said}");
        let token = fs::read_to_string(office.folder().join("admin.token")).unwrap();
        fs::write(folder.join("admin.token"), token).unwrap();
        let daemon = Daemon::serve(&folder);
        assert_eq!(daemon.greeting.len(), 1, "nobody is made anew: {:?}", daemon.greeting);
        assert_eq!(everything(&daemon), before);
        // Everybody's token is worth what it was.
        let lead = daemon.client(office.token("lead"));
        let params = json!({"initiative": INITIATIVE, "records": [need("after")]});
        lead.ok("record_add", params);
        assert_eq!(daemon.stop().code(), Some(0));
        on(&folder, &["verify"], None).good();
    }
}

#[test]
fn whoever_has_lost_the_token_too_gets_another_one() {
    let office = Office::open();
    let file = office.folder().join("b.jsonl");
    backup(&office.daemon, &file).good();
    let folder = tempfile::tempdir().unwrap();
    let said = on(folder.path(), &["restore", "--admin-token", "--json"], Some(&file)).good();
    let said: Value = serde_json::from_str(&said).unwrap();
    let daemon = Daemon::serve(folder.path());
    assert_eq!(said["token"], daemon.admin_token());
    assert_eq!(daemon.greeting.len(), 1, "{:?}", daemon.greeting);
    daemon.admin().ok("person_add", json!({"person": "newcomer", "name": "Newcomer"}));
    // The old one is as good: it may be found again.
    daemon.client(&office.daemon.admin_token()).ok("initiative_list", json!({}));
}

#[test]
fn a_restore_overwrites_nothing() {
    let office = Office::open();
    let file = office.folder().join("b.jsonl");
    backup(&office.daemon, &file).good();
    let said = on(office.folder(), &["restore"], Some(&file)).bad(75);
    assert!(said.contains(&format!("in use by process {}", office.daemon.pid())), "{said}");
    let (_, folder) = office.close(Daemon::stop);
    let before = on(folder.path(), &["verify"], None).good();
    for command in ["restore", "import"] {
        let said = on(folder.path(), &[command], Some(&file)).bad(64);
        let path = folder.path().display();
        assert!(said.starts_with(&format!("error: {path} is not empty\n")), "{said}");
        assert!(said.ends_with(&format!("\n  mv {path} {path}.before\n")), "{said}");
    }
    assert_eq!(on(folder.path(), &["verify"], None).good(), before);
    // Something else is nobody's store, and stays.
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("accounts.xls"), "1,2").unwrap();
    on(other.path(), &["restore"], Some(&file)).bad(64);
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 1);
}

#[test]
fn an_export_is_piped_into_an_import() {
    let office = Office::open();
    let (_, folder) = office.close(Daemon::stop);
    let text = on(folder.path(), &["export"], None).good();
    let file = folder.path().join("piped.jsonl");
    fs::write(&file, &text).unwrap();
    let into = tempfile::tempdir().unwrap();
    let mut import = windrose();
    import.args(["import", "-", "--json", "--data"]).arg(into.path());
    let said = run(import.stdin(fs::File::open(&file).unwrap())).good();
    let imported: Value = serde_json::from_str(&said).unwrap();
    let verified = on(folder.path(), &["verify", "--json"], None).good();
    let verified: Value = serde_json::from_str(&verified).unwrap();
    assert_eq!(imported["head"], verified["head"]);
    // As far as a pipe brought it, and no further: it is no store until the rest has come.
    let half = tempfile::tempdir().unwrap();
    let cut = folder.path().join("cut.jsonl");
    fs::write(&cut, &text[..text.len() / 2]).unwrap();
    let mut import = windrose();
    import.args(["import", "-", "--data"]).arg(half.path());
    let said = run(import.stdin(fs::File::open(&cut).unwrap())).bad(65);
    assert!(said.contains("it is incomplete") && said.contains("standard input"), "{said}");
    let said = on(half.path(), &["verify"], None).bad(65);
    assert!(said.contains("was cut off: it is not whole"), "{said}");
    on(half.path(), &["import"], Some(&file)).good();
    assert_eq!(on(half.path(), &["export"], None).good().lines().count(), text.lines().count());
}

#[test]
fn a_changed_file_is_refused_with_its_line_and_leaves_nothing_behind() {
    let office = Office::open();
    let whole = office.folder().join("b.jsonl");
    backup(&office.daemon, &whole).good();
    let original = lines(&whole);
    let (last, end) = (original.len() - 1, original.len());
    let changed = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = original.clone();
        change(&mut lines);
        lines.iter().map(|it| format!("{it}\n")).collect::<String>()
    };
    let folder = tempfile::tempdir().unwrap();
    let (file, store) = (folder.path().join("changed.jsonl"), folder.path().join("store"));
    for (text, code, expected) in [
        (changed(&|it| it[9] = it[9].replace("admin", "adnim")), 65, "line 10: ".to_owned()),
        (changed(&|it| drop(it.remove(9))), 65, "line 10: position 10 stands here".to_owned()),
        (changed(&|it| it.swap(9, 10)), 65, "line 10: position 10 stands here".to_owned()),
        (changed(&|it| it.insert(9, it[8].clone())), 65, "line 10: position 8 stands".to_owned()),
        (changed(&|it| drop(it.pop())), 65, format!("the file ends after line {last} without")),
        (changed(&|it| it[0] = it[0].replace("0.1.0", "0.1.1")), 65, format!("line {end}: ")),
        (changed(&|it| it[0] = "name;mail".to_owned()), 64, "line 1 does not begin".to_owned()),
        (String::new(), 64, "line 1 does not begin".to_owned()),
    ] {
        fs::write(&file, text).unwrap();
        for args in [&["verify", "--file"][..], &["restore"], &["import"]] {
            let said = on(&store, args, Some(&file)).bad(code);
            assert!(said.starts_with(&format!("error: {expected}")), "{expected}: {said}");
            assert!(said.contains("changed.jsonl\ntry: "), "{said}");
            assert!(!store.exists(), "{args:?}");
        }
    }
    let said = on(&store, &["verify", "--file"], Some(&folder.path().join("absent"))).bad(64);
    assert!(said.contains("absent cannot be opened"), "{said}");
}

#[test]
fn a_backup_replaces_only_what_it_holds() {
    let office = Office::open();
    let path = |name: &str| -> PathBuf { office.folder().join(name) };
    let file = path("b.jsonl");
    backup(&office.daemon, &file).good();
    let first = lines(&file);
    office.record("lead", json!([need("one")]));
    let said = run(office.daemon.command(&["backup", "--json"]).arg(&file)).good();
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["added"], 1);
    assert_eq!(commits(&file)[..first.len() - 2], first[1..first.len() - 1]);

    // Another store's backup, something else and a damaged backup are left as they are.
    let other = Office::open();
    other.record("lead", json!([need("two"), need("three")]));
    let others = path("others.jsonl");
    backup(&other.daemon, &others).good();
    let text = path("accounts.xls");
    fs::write(&text, "1,2").unwrap();
    let damaged = path("damaged.jsonl");
    fs::write(&damaged, fs::read_to_string(&file).unwrap().replace("\"lead\"", "\"laed\""))
        .unwrap();
    for (file, code, expected) in [
        (&others, 64, "is of another store, or goes further"),
        (&text, 64, "line 1 does not begin a journal"),
        (&damaged, 65, "the chain does not lead to it"),
    ] {
        let before = fs::read(file).unwrap();
        let said = backup(&office.daemon, file).bad(code);
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("\ntry: give another name;"), "{said}");
        assert_eq!(fs::read(file).unwrap(), before);
    }

    // A store that was restored from an older backup does not hold what the newer one holds.
    let (old, restored) = (path("old.jsonl"), tempfile::tempdir().unwrap());
    fs::write(&old, first.iter().map(|it| format!("{it}\n")).collect::<String>()).unwrap();
    on(restored.path(), &["restore"], Some(&old)).good();
    let said = on(restored.path(), &["export"], Some(&file)).bad(64);
    assert!(said.contains("goes further"), "{said}");
    let drafts = fs::read_dir(office.folder()).unwrap().map(|it| it.unwrap().file_name());
    let drafts: Vec<_> = drafts.filter(|it| it.to_string_lossy().ends_with(".tmp")).collect();
    assert!(drafts.is_empty(), "{drafts:?}");
}

#[test]
fn the_journal_is_read_by_administrators_only() {
    let office = Office::open();
    for person in ["owner", "outsider"] {
        let refused = office.by(person).refused("journal_read", json!({}));
        assert_eq!(refused["code"], -32002, "{refused}");
        assert_eq!(refused["data"]["role"], "admin", "{refused}");
    }
    let mut other = office.daemon.command(&["backup"]);
    other.arg(office.folder().join("b.jsonl")).args(["--token", office.token("owner")]);
    let said = run(&mut other).bad(1);
    assert!(said.contains("Only an administrator may read the whole journal"), "{said}");
    assert!(!office.folder().join("b.jsonl").exists());

    // As a feed: from where one is, with nothing when nothing has come.
    let admin = office.daemon.admin();
    let read = |from: u64| admin.ok("journal_read", json!({"from": from}));
    let head = read(u64::MAX)["head"]["position"].as_u64().unwrap();
    assert_eq!(read(head + 1)["lines"], json!([]));
    office.record("lead", json!([need("one")]));
    let come = read(head + 1);
    let line: Value = serde_json::from_str(come["lines"][0].as_str().unwrap()).unwrap();
    assert_eq!((&line["position"], &line["chain"]), (&json!(head + 1), &come["head"]["chain"]));
    assert_eq!(line["body"]["commit"]["stream"], format!("initiative/{INITIATIVE}"));
}

#[test]
fn the_help_fits_and_lists_them() {
    let help = run(windrose().arg("help")).good();
    for command in ["backup", "restore", "export", "import", "verify"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let own = run(windrose().args(["help", command])).good();
        let (_, after) = own.split_once("Print help").unwrap();
        assert!(after.lines().all(|it| it.chars().count() <= 80), "{after}");
    }
}
