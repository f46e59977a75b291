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
