use super::super::conformance::{initiative, sample};
use super::super::memory::MemoryJournal;
use super::*;

/// A journal of so many commits in three streams.
fn journal(commits: u64) -> MemoryJournal {
    let journal = MemoryJournal::new();
    for number in 0..commits {
        let stream = initiative(&format!("i{}", number % 3));
        journal.append(&[sample(&stream, number / 3 + 1, 0, 60)]).unwrap();
    }
    journal
}

/// The whole journal as a file, in pages of so many bytes.
fn file(journal: &dyn Journal, bytes: usize) -> String {
    let first = First::at("2026-03-01T09:00:00Z".parse().unwrap());
    let mut writer = Writer::begin(Vec::new(), &first).unwrap();
    while writer.head() != journal.head() {
        let page = page(journal, writer.head().position + 1, bytes).unwrap();
        assert!(!page.lines.is_empty() && page.head == journal.head());
        assert!(page.lines.iter().all(|line| writer.put(line).unwrap()));
    }
    let (file, head) = writer.end().unwrap();
    assert_eq!(head, journal.head());
    String::from_utf8(file).unwrap()
}

fn import_text(text: &str, into: &dyn Journal) -> Result<Head, ImportError> {
    import(&mut Reader::begin(text.as_bytes())?, into)
}

/// Why a file is refused. What it has until there may have been taken.
fn refused(text: impl AsRef<[u8]>) -> String {
    let read = || {
        let mut reader = Reader::begin(text.as_ref())?;
        while reader.next_commit()?.is_some() {}
        Ok::<_, FileError>(())
    };
    let error = read().expect_err(&String::from_utf8_lossy(text.as_ref()));
    error.to_string()
}

/// The lines of a file, to be changed.
fn changed(text: &str, change: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut lines);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_journal_comes_back_with_the_same_positions_and_the_same_chain() {
    for commits in [0, 1, 2, 700] {
        let there = journal(commits);
        let text = file(&there, 10_000);
        assert_eq!(text.lines().count() as u64, commits + 2);
        let back = MemoryJournal::new();
        assert_eq!(import_text(&text, &back).unwrap(), there.head());
        let all = |it: &MemoryJournal| it.read_all(1, usize::MAX).unwrap();
        assert_eq!(all(&back), all(&there));
        // What is exported again is the same file.
        assert_eq!(file(&back, usize::MAX), text);
    }
}

#[test]
fn a_page_has_at_least_one_line_and_ends_when_it_is_full() {
    let journal = journal(200);
    assert_eq!(page(&journal, 7, 0).unwrap().lines.len(), 1);
    assert_eq!(page(&journal, 7, 1).unwrap().lines.len(), 1);
    let two = page(&journal, 7, 1_000).unwrap();
    assert!(two.lines.len() > 1 && two.lines.len() < 5, "{two:?}");
    assert_eq!(page(&journal, 0, usize::MAX).unwrap().lines.len(), 200);
    assert_eq!(page(&journal, 200, usize::MAX).unwrap().lines.len(), 1);
    let none = page(&journal, 201, usize::MAX).unwrap();
    assert_eq!((none.lines.len(), none.head), (0, journal.head()));
}

#[test]
fn every_flipped_bit_is_refused() {
    let mut bytes = file(&journal(3), usize::MAX).into_bytes();
    for at in 0..bytes.len() {
        for bit in [0x01, 0x20, 0x80] {
            bytes[at] ^= bit;
            refused(&bytes);
            bytes[at] ^= bit;
        }
    }
}

#[test]
fn every_cut_is_refused_and_says_where() {
    let text = file(&journal(3), usize::MAX);
    for at in 0..text.len() {
        let lines = text[..at].matches('\n').count();
        let said = refused(&text[..at]);
        if lines == 0 {
            assert_eq!(said, "line 1 does not begin a journal that windrose wrote");
        } else {
            let expected =
                format!("the file ends after line {lines} without the line that closes it");
            assert!(said.starts_with(&expected), "{at}: {said}");
        }
    }
}

#[test]
fn lines_changed_left_out_swapped_doubled_or_put_in_are_refused_by_their_number() {
    let text = file(&journal(6), usize::MAX);
    let longer = file(&journal(7), usize::MAX);
    let long = "x".repeat(LINE_BYTES_MAX + 1);
    type Change<'a> = Box<dyn FnOnce(&mut Vec<String>) + 'a>;
    let changes: Vec<(Change<'_>, &str)> = vec![
        (Box::new(|it| drop(it.remove(3))), "line 4: position 4 stands here, and 3 is left out"),
        (Box::new(|it| it.swap(2, 3)), "line 3: position 3 stands here, and 2 is left out"),
        (
            Box::new(|it| it.insert(3, it[2].clone())),
            "line 4: position 2 stands here again, where 3 belongs",
        ),
        (
            Box::new(|it| it[4] = it[4].replace("person:lead", "person:boss")),
            "line 5: the chain does not lead to it",
        ),
        (Box::new(|it| it[4].push(' ')), "line 5: it is not a line as windrose writes them"),
        (Box::new(|it| it.insert(2, String::new())), "line 3: it is not a line"),
        (Box::new(|it| it.insert(2, long)), "line 3: it is longer than any line"),
        (Box::new(|it| drop(it.remove(0))), "line 1 does not begin a journal"),
        (
            Box::new(|it| it[0] = it[0].replace(":1,", ":2,")),
            "line 1: the file (format 2) was writ",
        ),
        (Box::new(|it| it[0] = it[0].replace("2026", "2025")), "line 8: the lines before it are"),
        (Box::new(|it| drop(it.pop())), "the file ends after line 7 without the line that closes"),
        (
            Box::new(|it| drop(it.remove(6))),
            "line 7: it closes the file at position 6, and the lines end at 5",
        ),
        (
            Box::new(|it| it.push(it[7].clone())),
            "line 9: it stands behind the line that closes the file",
        ),
        // The end of another file of the same journal.
        (
            Box::new(|it| it[7] = longer.lines().last().unwrap().to_owned()),
            "line 8: it closes the file at position 7, and the lines end at 6",
        ),
    ];
    for (change, expected) in changes {
        let said = refused(changed(&text, change));
        assert!(said.starts_with(expected), "{expected}: {said}");
    }
}

/// Whoever can compute chains can make up a journal, but not one that an engine would stumble over.
#[test]
fn a_chain_over_versions_that_do_not_follow_is_refused() {
    let text = {
        let mut writer =
            Writer::begin(Vec::new(), &First::at(jiff::Timestamp::UNIX_EPOCH)).unwrap();
        for version in [1, 3] {
            let commit = sample(&initiative("a"), version, 0, 20);
            let head = codec::encode(&commit, writer.head(), &mut Vec::new()).unwrap();
            let placed =
                super::super::Placed { position: head.position, chain: head.chain, commit };
            assert!(writer.put(&line(writer.head(), &placed).unwrap()).unwrap());
        }
        writer.end().unwrap().0
    };
    assert_eq!(refused(text), "line 3: stream initiative/a is at version 1 before it");
}

#[test]
fn an_import_that_was_cut_off_goes_on_and_another_is_refused() {
    let there = journal(40);
    let text = file(&there, usize::MAX);
    for done in [0, 1, 39, 40] {
        let begun = journal(done);
        assert_eq!(import_text(&text, &begun).unwrap(), there.head(), "{done}");
    }
    let longer = journal(41);
    let error = import_text(&text, &longer).unwrap_err();
    assert!(matches!(error, ImportError::Other { commits: 41 }), "{error}");
    let other = MemoryJournal::new();
    other.append(&[sample(&initiative("other"), 1, 0, 9)]).unwrap();
    let error = import_text(&text, &other).unwrap_err();
    assert!(matches!(error, ImportError::Other { commits: 1 }), "{error}");
    assert_eq!(other.head().position, 1);
}

#[test]
fn what_does_not_follow_is_not_written() {
    let lines = page(&journal(3), 1, usize::MAX).unwrap().lines;
    let mut writer = Writer::begin(Vec::new(), &First::at(jiff::Timestamp::UNIX_EPOCH)).unwrap();
    assert!(writer.put(&lines[0]).unwrap());
    for wrong in [&lines[0], &lines[2], "", "{}"] {
        assert!(!writer.put(wrong).unwrap(), "{wrong}");
    }
    assert!(writer.put(&lines[1]).unwrap());
    assert_eq!(writer.head().position, 2);
}
