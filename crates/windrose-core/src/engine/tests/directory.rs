//! The directory across starts: on sled, on disk. What was staged and published is there again, kept or folded.

use std::path::Path;

use super::*;
use crate::journal::sled::SledJournal;
use crate::rules::directory::{Directory, DirectoryCommand, Row};

fn clock() -> Arc<ScriptedClock> {
    Arc::new(ScriptedClock::at(start()))
}

fn open(folder: &Path) -> (Arc<dyn Journal>, Engine) {
    let journal: Arc<dyn Journal> = Arc::new(SledJournal::open_or_create(folder).unwrap());
    let engine = open_on(journal.clone(), clock());
    (journal, engine)
}

fn ask(engine: &Engine, command: DirectoryCommand) -> Done {
    let request = Request::new(Actor::System, Command::Directory(command));
    engine.submit_blocking(request).unwrap()
}

/// Takes so many people into an import, ten a call; `unit` is where the last of them works.
fn stage(engine: &Engine, import: &str, people: u32, unit: &str) {
    for from in (0..people).step_by(10) {
        let row = |number: u32| Row {
            id: Some(format!("p{number}")),
            manager: (number > 0).then(|| format!("p{}", number / 10)),
            unit: Some(if number + 1 == people { unit } else { "Works" }.to_owned()),
            ..Row::default()
        };
        let rows = (from..people.min(from + 10)).map(row).collect();
        let import = import.parse().unwrap();
        ask(engine, DirectoryCommand::Stage { import, first_row: Some(from + 1), rows });
    }
}

fn publish(engine: &Engine, import: &str) {
    let import = import.parse().unwrap();
    ask(engine, DirectoryCommand::Publish { import, confirm: true });
}

/// The values that are kept of people.
fn kept(journal: &dyn Journal) -> Vec<(Vec<u8>, Vec<u8>)> {
    journal.derived_scan(b"p/", b"p0", usize::MAX).unwrap()
}

#[test]
fn readers_and_the_leader_share_one_directory() {
    let folder = tempfile::tempdir().unwrap();
    let (_, engine) = open(folder.path());
    stage(&engine, "one", 30, "Works");
    assert!(engine.directory().people().is_empty(), "staging changes nothing");
    publish(&engine, "one");
    let shown = engine.directory();
    assert_eq!(shown.people().len(), 30);
    let core = engine.shared.core();
    assert!(Arc::ptr_eq(core.directory().people(), shown.people()), "not applied twice");
}

#[test]
fn a_start_takes_up_what_is_kept_and_what_came_since() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, engine) = open(folder.path());
    stage(&engine, "one", 1_200, "Works");
    publish(&engine, "one");
    engine.stop();
    let was = engine.directory();
    drop(engine);
    let values = kept(journal.as_ref());
    assert!(values.len() > 1, "{}", values.len());
    let again = open_on(journal.clone(), clock());
    assert_eq!(again.directory(), was);

    // An import is open when it is kept, and goes on behind it.
    stage(&again, "two", 1_200, "Sales");
    again.stop();
    let was = again.directory();
    assert_eq!(was.imports().len(), 1);
    drop(again);
    let again = open_on(journal.clone(), clock());
    assert_eq!(again.directory(), was, "with the rows that are not published");
    publish(&again, "two");
    assert_eq!(again.directory().people().people_in("Sales").len(), 1);
    again.stop();
    let was = again.directory();
    drop(again);
    let now = kept(journal.as_ref());
    let rewritten = now.iter().zip(&values).filter(|(now, then)| now != then).count();
    assert_eq!((now.len(), rewritten), (values.len(), 1), "one person changed, one value did");

    // A value that is gone, or of another time, costs a folding and nothing else.
    let mut other = now[0].clone();
    other.1 = values.last().unwrap().1.clone();
    for (key, value) in [(now[0].0.clone(), None), (other.0, Some(other.1))] {
        journal.derived_put(vec![(key, value)]).unwrap();
        let again = open_on(journal.clone(), clock());
        assert_eq!(again.directory(), was);
        again.stop();
    }
}

#[test]
fn what_is_folded_from_the_beginning_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, engine) = open(folder.path());
    for (number, people) in [40, 50, 30].into_iter().enumerate() {
        let import = format!("import-{number}");
        stage(&engine, "overtaken", 20, "Works");
        stage(&engine, &import, people, "Sales");
        publish(&engine, &import);
        if number < 2 {
            let import = "overtaken".parse().unwrap();
            ask(&engine, DirectoryCommand::Drop { import });
        }
    }
    engine.stop();
    let was = engine.directory();
    assert_eq!((was.number(), was.left(), was.imports().len()), (3, 20, 1));
    drop(engine);
    assert_eq!(open_on(journal.clone(), clock()).directory(), was, "kept");
    journal.derived_put(vec![(b"d".to_vec(), None)]).unwrap();
    assert_eq!(open_on(journal.clone(), clock()).directory(), was, "the stream is folded");
    journal.derived_put(vec![(b"m".to_vec(), None)]).unwrap();
    assert_eq!(open_on(journal, clock()).directory(), was, "the whole journal is folded");
    assert_ne!(*was, Directory::default());
}

#[test]
fn a_store_that_another_process_wrote_to_is_followed() {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    let (one, other) = (open_on(journal.clone(), clock()), open_on(journal, clock()));
    stage(&one, "one", 20, "Works");
    // Decided anew on what the other one wrote.
    stage(&other, "one", 20, "Works");
    publish(&other, "one");
    assert_eq!(other.directory().people().len(), 20);
    assert_eq!(other.directory().version, 3, "sent again, rows are taken once");
}
