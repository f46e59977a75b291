//! The folder: what is no store stays untouched, what is in use stays alone, what is damaged is refused.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::daemon::{
    Calls as _, Daemon, INITIATIVE, Office, Said, need, run, until, urgency, windrose,
};

/// Starts on a folder what should not start there.
fn serve(folder: &Path) -> Said {
    run(windrose()
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data"])
        .arg(folder))
}

fn verify(folder: &Path) -> Said {
    run(windrose().args(["verify", "--data"]).arg(folder))
}

/// Every file below a folder, with what is in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn a_folder_of_something_else_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("accounts.xls"), "1,2,3").unwrap();
    fs::create_dir(folder.path().join("sled")).unwrap();
    let before = files(folder.path());
    for said in [serve(folder.path()), verify(folder.path())] {
        let said = said.bad(65);
        assert!(said.starts_with("error: "), "{said}");
        assert!(said.contains(&folder.path().display().to_string()), "{said}");
        assert!(said.contains("\ntry: give an absent or empty folder"), "{said}");
    }
    assert_eq!(files(folder.path()), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    // Looking does not create one either.
    let absent = folder.path().join("absent");
    verify(&absent).bad(65);
    assert!(!absent.exists());
}

#[test]
fn a_store_has_one_process() {
    let folder = tempfile::tempdir().unwrap();
    let daemon = Daemon::serve(folder.path());
    for said in [serve(folder.path()), verify(folder.path())] {
        let said = said.bad(75);
        assert!(said.contains(&format!("process {}", daemon.pid())), "{said}");
        assert!(said.contains("\ntry: stop the other windrose"), "{said}");
    }
    // The one that was there first does not mind, and the next one finds the folder free.
    daemon.admin().ok("initiative_list", json!({}));
    daemon.kill();
    verify(folder.path()).good();
    Daemon::serve(folder.path());
}

#[test]
fn an_address_in_use_is_found_out_before_the_store_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let store = folder.path().join("store");
    let said = run(windrose().args(["serve", "--listen", &address, "--data"]).arg(&store)).bad(75);
    assert!(said.starts_with(&format!("error: cannot listen on {address}")), "{said}");
    assert!(said.contains("\ntry: give another address with --listen"), "{said}");
    assert!(!store.exists());
}

/// What everybody can read.
pub(crate) fn everything(daemon: &Daemon) -> Vec<Value> {
    let admin = daemon.admin();
    let here = json!({"initiative": INITIATIVE, "limit": 200});
    let mut board = admin.ok("initiative_get", json!({"initiative": INITIATIVE}));
    // Midnight may lie between two readings.
    board["today"].take();
    vec![
        admin.ok("initiative_list", json!({})),
        admin.ok("record_list", here.clone()),
        admin.ok("timeline_read", here),
        admin.ok("workflow_list", json!({})),
        board,
    ]
}

#[test]
fn told_to_stop_it_ends_well_and_the_next_one_shows_the_same() {
    let office = Office::open();
    office.record("lead", urgency(30));
    let before = everything(&office.daemon);
    let folder = office.folder().to_owned();
    let (head, office) = office.again(|daemon| {
        assert_eq!(daemon.stop().code(), Some(0));
        fs::read_to_string(folder.join("HEAD")).unwrap()
    });
    assert_eq!(everything(&office.daemon), before);
    assert_eq!(office.daemon.stop().code(), Some(0));

    // HEAD says how far the journal goes, which is as far as walking it goes.
    let head: Value = serde_json::from_str(&head).unwrap();
    let verified: Value = serde_json::from_str(
        &run(windrose().args(["verify", "--json", "--data"]).arg(&folder)).good(),
    )
    .unwrap();
    assert_eq!(verified["head"], json!({"position": head["position"], "chain": head["chain"]}));
    assert_eq!(verified["commits"], head["position"]);
    let said = verify(&folder).good();
    assert!(said.contains(&format!("{} commits, every checksum", verified["commits"])), "{said}");
}

#[test]
fn told_twice_to_stop_it_ends_at_once() {
    let office = Office::open();
    let (status, _) = office.close(|daemon| {
        // A call whose body never comes: told once, the daemon would wait for it for some seconds.
        let address = daemon.url.strip_prefix("http://").unwrap().to_owned();
        let mut hanging = TcpStream::connect(&address).unwrap();
        let token = daemon.admin_token();
        write!(
            hanging,
            "POST /rpc HTTP/1.1\r\nHost: it\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"
        )
        .unwrap();
        let mut said = [0; 12];
        hanging.read_exact(&mut said).unwrap();
        assert_eq!(&said, b"HTTP/1.1 100", "it reads the body now");
        daemon.tell_to_stop();
        let gone = until(|| TcpStream::connect(&address).is_err().then_some(()));
        gone.expect("told to stop, it takes no further connections");
        daemon.tell_to_stop();
        daemon.ended()
    });
    assert_eq!(status.code(), Some(70), "{status}");
}

/// A word that stands in the log in plain text, in a record that counts.
const WORD: &str = "quetzalcoatl";

/// What every compressed block in sled's file begins with: commits, and values computed from them.
const BLOCK: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Where commits stand, in the log or in sled's file.
fn at(bytes: &[u8]) -> Vec<usize> {
    let end = bytes.iter().rposition(|it| *it != 0).map_or(0, |last| last + 1);
    let marks = |it: &usize| {
        bytes[*it..end].starts_with(BLOCK) || bytes[*it..end].starts_with(WORD.as_bytes())
    };
    (0..end.saturating_sub(80)).filter(marks).collect()
}

type Damage = fn(&mut Vec<u8>);

/// So many of these certainly hit commits that were acknowledged.
const CERTAIN: usize = 3;

/// What may happen to the file that holds the commits.
const DAMAGES: [(&str, Damage); 6] = [
    ("a bit of each block is flipped", |bytes| {
        for it in at(bytes) {
            bytes[it + 5] ^= 1;
        }
    }),
    ("blocks are overwritten", |bytes| {
        for it in at(bytes) {
            bytes[it..it + 64].fill(0);
        }
    }),
    ("the file ends at a block", |bytes| bytes.truncate(at(bytes)[0])),
    ("the file is empty", Vec::clear),
    ("the first byte is flipped", |bytes| bytes[0] ^= 0x80),
    ("a bit in the middle is flipped", |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    }),
];

#[test]
fn a_damaged_store_is_refused_with_what_to_do() {
    let office = Office::open();
    for number in 0..40 {
        office
            .record("lead", json!([need(&format!("{WORD} {number} {}", "and so on ".repeat(60)))]));
    }
    let (before, token) = (everything(&office.daemon), office.daemon.admin_token());
    let (ended, whole) = office.close(Daemon::stop);
    assert_eq!(ended.code(), Some(0));
    for (index, (what, damage)) in DAMAGES.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        for (path, mut bytes) in files(whole.path()) {
            // Both: what the log holds still, a damaged sled is made whole from.
            let of_log = path.parent().is_some_and(|it| it.ends_with("log"));
            if of_log || path.ends_with("sled/db") {
                assert!(!at(&bytes).is_empty(), "no block was found, so nothing would be hit");
                damage(&mut bytes);
            }
            let to = folder.path().join(path.strip_prefix(whole.path()).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
        let said = verify(folder.path());
        if said.code == Some(0) {
            // What was hit did not count any more; then everything is as it was.
            assert!(index >= CERTAIN, "{what}: {said:?}");
            let daemon = Daemon::serve(folder.path());
            assert_eq!(
                (daemon.admin_token(), everything(&daemon)),
                (token.clone(), before.clone()),
                "{what}"
            );
            continue;
        }
        for said in [said, serve(folder.path())] {
            let said = said.bad(65);
            assert!(said.contains("backup"), "{what}: {said}");
            assert!(said.contains(&folder.path().display().to_string()), "{what}: {said}");
            assert!(said.contains("\ntry: "), "{what}: {said}");
        }
    }
}

#[test]
fn a_store_without_its_markers_is_refused_and_not_replaced() {
    for lost in ["HEAD", "STORE"] {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Daemon::serve(folder.path()).stop().code(), Some(0));
        let commits = verify(folder.path()).good();
        let (file, aside) = (folder.path().join(lost), folder.path().join("aside"));
        fs::rename(&file, &aside).unwrap();
        // However often: the first time must not leave behind what makes it a store.
        for _ in 0..2 {
            let said = serve(folder.path()).bad(65);
            assert!(said.contains(lost), "{lost}: {said}");
            assert!(!file.exists(), "{lost} was made anew");
        }
        fs::rename(&aside, &file).unwrap();
        assert_eq!(verify(folder.path()).good(), commits, "{lost}");
    }
}
