//! A damaged store's message, followed word by word, gives a working store again.

use super::*;

/// Flips a bit in every place of the files that hold commits, so that nothing of them is left as it was.
fn damage(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().map(|it| it.unwrap()) {
        let path = entry.path();
        if path.is_dir() {
            damage(&path);
        } else if entry.metadata().unwrap().len() > 16 * 1024 {
            let mut bytes = fs::read(&path).unwrap();
            for at in (0..bytes.len()).step_by(97) {
                bytes[at] ^= 0x10;
            }
            fs::write(&path, bytes).unwrap();
        }
    }
}

/// The commands that a message tells to type, in their order.
fn commands(said: &str) -> Vec<String> {
    let (_, told) = said.split_once("\ntry: ").unwrap_or_else(|| panic!("{said}"));
    told.lines().skip(1).filter_map(|it| it.strip_prefix("  ")).map(str::to_owned).collect()
}

/// Types a command, with the only thing that the message could not know put in.
fn type_in(command: &str, backup: &Path) {
    let binary = Path::new(env!("CARGO_BIN_EXE_windrose")).parent().unwrap().display().to_string();
    let path = format!("{binary}:{}", std::env::var("PATH").unwrap());
    let backup = format!("'{}'", backup.display());
    let typed = command.replace(windrose::recovery::LATEST_BACKUP, &backup);
    let mut shell = Command::new("sh");
    shell.args(["-c", &typed]).env("PATH", path).env("LC_ALL", "C").stdin(Stdio::null());
    run(&mut shell).good();
}

#[test]
fn the_message_about_damage_leads_back_to_a_working_store() {
    let office = Office::open();
    for number in 0..20 {
        let text = format!("{number} {}", "and so on ".repeat(60));
        office.record("lead", json!([need(&text)]));
    }
    let files = tempfile::tempdir().unwrap();
    // A path that a shell would not take as it stands.
    let file = files.path().join("latest backup.jsonl");
    backup(&office.daemon, &file).good();
    let (before, token) = (everything(&office.daemon), office.daemon.admin_token());
    let (ended, folder) = office.close(Daemon::stop);
    assert_eq!(ended.code(), Some(0));
    let store = files.path().join("it's the store");
    fs::rename(folder.path(), &store).unwrap();
    damage(&store);

    let mut serve = windrose();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&store);
    let said = run(&mut serve).bad(65);
    let typed = commands(&said);
    assert_eq!(typed, commands(&on(&store, &["verify"], None).bad(65)), "{said}");
    let told = on(&store, &["verify", "--json"], None).bad(65);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["error"]["commands"], json!(typed));
    let words: Vec<_> = typed.iter().map(|it| it.split(" '").next().unwrap()).collect();
    let restore = format!("windrose restore {} --data", windrose::recovery::LATEST_BACKUP);
    assert_eq!(words, ["mv", &restore, "cp -p", "windrose verify --data"], "{said}");

    // Whoever restores at once is told to move it aside first, and it is left alone.
    let damaged = fs::read(store.join("sled/db")).unwrap();
    let refused = on(&store, &["restore"], Some(&file)).bad(64);
    assert_eq!(commands(&refused).len(), 1, "{refused}");
    assert_eq!(fs::read(store.join("sled/db")).unwrap(), damaged);

    for command in &typed {
        type_in(command, &file);
    }
    let daemon = Daemon::serve(&store);
    assert_eq!(daemon.greeting.len(), 1, "{:?}", daemon.greeting);
    assert_eq!((everything(&daemon), daemon.admin_token()), (before, token));
    // The damaged one is still there, for whoever can read more out of it.
    let aside = files.path().join("it's the store.damaged/sled/db");
    assert_eq!(fs::read(aside).unwrap(), damaged);
}
