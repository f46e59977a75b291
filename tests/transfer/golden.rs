//! Files that earlier versions wrote are imported, and exported again with the same lines.

use super::*;

#[test]
fn a_file_of_an_earlier_version_is_imported_and_exported_as_it_was() {
    let journals = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/file-v1");
    let mut read = 0;
    for entry in fs::read_dir(journals).unwrap() {
        let kept = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        let (store, file) = (folder.path().join("store"), folder.path().join("again.jsonl"));
        on(&store, &["import"], Some(&kept)).good();
        on(&store, &["export"], Some(&file)).good();
        assert_eq!(commits(&file), commits(&kept), "{}", kept.display());
        // And an engine starts on it.
        let daemon = Daemon::serve(&store);
        assert_eq!(daemon.stop().code(), Some(0), "{}", kept.display());
        read += 1;
    }
    assert!(read > 0);
}

#[test]
fn make_golden() {
    let Some(to) = std::env::var_os("MAKE_GOLDEN") else { return };
    use windrose_core::journal::codec::lines::First;
    use windrose_core::journal::memory::MemoryJournal;
    use windrose_core::journal::transfer::{Writer, page};
    use windrose_core::journal::{Commit, Journal};
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v1/sign-in.jsonl");
    let journal = MemoryJournal::new();
    for text in fs::read_to_string(path).unwrap().lines() {
        let commit: Commit = serde_json::from_str(text).unwrap();
        journal.append(&[commit]).unwrap();
    }
    let first = First::at("2026-11-23T02:00:00Z".parse().unwrap());
    let mut writer = Writer::begin(fs::File::create(to).unwrap(), &first).unwrap();
    for line in page(&journal, 1, usize::MAX).unwrap().lines {
        assert!(writer.put(&line).unwrap());
    }
    writer.end().unwrap();
}
