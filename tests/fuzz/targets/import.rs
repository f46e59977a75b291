//! Bytes that should be a journal file. The first of them says what the rest is:
//!
//! * `e`: places where a file that was exported is changed. It is refused.
//! * `f`: the bodies of commits, one a line, in a file that is in order around them.
//! * anything else: a file as it comes.
//!
//! Always: either all of it becomes a journal, which is exported as the same lines, or it is refused with the number of
//! the line where it begins to be wrong, and what was taken until then is exported as the lines before.

use std::sync::OnceLock;

use jiff::Timestamp;
use windrose_core::journal::codec;
use windrose_core::journal::codec::lines::{First, Last};
use windrose_core::journal::memory::MemoryJournal;
use windrose_core::journal::transfer::{FileError, ImportError, Reader, Writer, import, page};
use windrose_core::journal::{Journal, Placed};
use windrose_core::rules::ids::Digest;

use super::forge::{bodies, edit, link, written};

/// Does it.
pub fn run(bytes: &[u8]) {
    match bytes.split_first() {
        Some((b'e', edits)) => {
            let mut changed = exported().to_vec();
            edit(&mut changed, edits);
            // The first line says when and by whom; it is under the digest of the last, as everything is.
            assert_eq!(taken(&changed), changed == exported(), "a change was not noticed");
        }
        Some((b'f', rest)) => {
            taken(&around(rest));
        }
        _ => {
            taken(bytes);
        }
    }
}

/// Imports a file. Answers whether it was taken.
fn taken(file: &[u8]) -> bool {
    let journal = MemoryJournal::new();
    let outcome = Reader::begin(file)
        .map_err(ImportError::File)
        .and_then(|mut reader| import(&mut reader, &journal));
    let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    let kept = page(&journal, 1, usize::MAX).expect("memory can be read").lines;
    // Line 1 is the file's own, so the commit at position 1 stands in the second.
    for (line, text) in lines.iter().skip(1).zip(&kept) {
        assert_eq!(line.strip_suffix(b"\n"), Some(text.as_bytes()), "exported otherwise");
    }
    let verified = journal.verify().expect("the journal is in order");
    assert_eq!(verified.head, journal.head());
    match outcome {
        Ok(head) => {
            assert_eq!(head, journal.head());
            assert_eq!(lines.len(), kept.len() + 2, "not every line was taken");
            let first = std::str::from_utf8(lines[0]).expect("it was read");
            let first = First::read(first).expect("it was read");
            assert_eq!(export(&journal, &first)[first.text().len()..], file[lines[0].len() - 1..]);
            true
        }
        Err(ImportError::File(error)) => {
            let line = match error {
                FileError::NotAJournal => 1,
                FileError::Io { .. } => panic!("memory cannot be read: {error}"),
                FileError::Newer { line, .. }
                | FileError::Incomplete { line }
                | FileError::Changed { line, .. } => line,
            };
            let line = usize::try_from(line).expect("a file has few lines");
            assert!(line <= lines.len().max(1), "there is no line {line}: {error}");
            assert!(error.to_string().contains(&format!("line {line}")), "{error}");
            assert!(kept.len() <= line, "lines after {line} were taken");
            false
        }
        Err(error) => panic!("the journal failed: {error}"),
    }
}

/// A journal as a file.
fn export(journal: &dyn Journal, first: &First) -> Vec<u8> {
    let mut writer = Writer::begin(Vec::new(), first).expect("memory can be written");
    for line in page(journal, 1, usize::MAX).expect("memory can be read").lines {
        assert!(writer.put(&line).expect("memory can be written"), "a line does not follow");
    }
    writer.end().expect("memory can be written").0
}

fn exported() -> &'static [u8] {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    ONCE.get_or_init(|| {
        let journal = MemoryJournal::new();
        let commit = |placed: &Placed| placed.commit.clone();
        let commits: Vec<_> = written().placed.iter().map(commit).collect();
        journal.append(&commits).expect("it was written in this order");
        export(&journal, &First::at(Timestamp::UNIX_EPOCH))
    })
}

/// A file in order around every body.
fn around(rest: &[u8]) -> Vec<u8> {
    let mut file = format!("{}\n", First::at(Timestamp::UNIX_EPOCH).text()).into_bytes();
    let mut head = codec::genesis();
    for body in bodies(rest) {
        head = link(head, body);
        let front = format!(r#"{{"position":{},"chain":"{}","body":"#, head.position, head.chain);
        for part in [front.as_bytes(), body, b"}\n"] {
            file.extend_from_slice(part);
        }
    }
    let last = Last { head, sha256: Digest::of(&file) };
    file.extend_from_slice(format!("{}\n", last.text()).as_bytes());
    file
}
