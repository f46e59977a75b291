//! The lines of a journal file: what a backup, an export and the feed of `journal_read` are made of.
//!
//! ```text
//!   first   {"windrose_journal":1,"exported_at":"…","written_by":"windrose …"}
//!   commit  {"position":1,"chain":"…","body":{"v":1,"commit":{…}}}      the body byte for byte as in the frame
//!   last    {"head":{"position":…,"chain":"…"},"sha256":"…"}            of every byte before this line
//! ```
//!
//! A line has one spelling only: what reads as a line and is not written so is refused, so nothing can be slipped in.
//! A chain is recomputed from the text alone: SHA-256 over the 32 bytes of the chain before, the position as eight bytes
//! and the bytes between `"body":` and the last `}`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{COMMIT_BYTES_MAX, ENVELOPE, Envelope, damaged, link, parse};
use crate::journal::{Commit, Head, Placed, Position, StoreError};
use crate::rules::ids::Digest;

/// The format of journal files that this build reads and writes.
pub const FORMAT: u32 = 1;

/// The longest line, without its line break.
pub const LINE_BYTES_MAX: usize = COMMIT_BYTES_MAX + 256;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// The format of the file.
    pub windrose_journal: u32,
    /// When it was begun.
    pub exported_at: Timestamp,
    /// The build that wrote it.
    pub written_by: String,
}

/// The last line. A file without it is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    /// Where the journal ends.
    pub head: Head,
    /// Of every byte before this line.
    pub sha256: Digest,
}

/// One commit as a line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line<'a> {
    position: Position,
    chain: Digest,
    #[serde(borrow)]
    body: &'a RawValue,
}

impl First {
    /// The first line of a file that is begun now.
    pub fn at(exported_at: Timestamp) -> Self {
        let written_by = format!("windrose {}", env!("CARGO_PKG_VERSION"));
        Self { windrose_journal: FORMAT, exported_at, written_by }
    }

    /// The format that a text names, when it is the beginning of a journal file at all.
    pub fn format_of(text: &str) -> Option<u32> {
        #[derive(Deserialize)]
        struct Probe {
            windrose_journal: u32,
        }
        serde_json::from_str::<Probe>(text).ok().map(|it| it.windrose_journal)
    }

    /// Reads the line.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The line, without its line break.
    pub fn text(&self) -> String {
        written(self)
    }
}

impl Last {
    /// Reads the line.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|it: &Self| it.text() == text)
    }

    /// The line, without its line break.
    pub fn text(&self) -> String {
        written(self)
    }
}

impl<'a> Line<'a> {
    /// Reads a line, and answers nothing when it is none, or is spelt in another way than lines are.
    pub fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|it| written(it) == text)
    }

    /// The position of the commit, and the chain after it as the line says.
    pub fn head(&self) -> Head {
        Head { position: self.position, chain: self.chain }
    }

    /// Does the chain lead from the commit before to this one?
    pub fn follows(&self, before: Head) -> bool {
        link(before.chain, self.position, self.body.get().as_bytes()) == self.chain
    }

    /// The commit in it.
    ///
    /// # Errors
    /// `Newer` when it holds more than this build would write again, `Damaged` when it is no commit.
    pub fn commit(&self) -> Result<Commit, StoreError> {
        let (position, body) = (self.position, self.body.get());
        let commit: Commit = parse(position, body.as_bytes())?;
        if written(&Envelope { v: ENVELOPE, commit: &commit }) == body {
            return Ok(commit);
        }
        // The chain vouches for these bytes, so they are as some windrose wrote them.
        Err(StoreError::Newer { what: format!("a part of the commit at position {position}") })
    }
}

/// The line of a commit, without its line break.
///
/// # Errors
/// `Damaged` when the chain does not lead from the commit before to it.
pub fn line(before: Head, placed: &Placed) -> Result<String, StoreError> {
    let body = written(&Envelope { v: ENVELOPE, commit: &placed.commit });
    if link(before.chain, placed.position, body.as_bytes()) != placed.chain {
        return Err(damaged(placed.position, "the chain does not lead to it"));
    }
    let (position, chain) = (placed.position, placed.chain);
    Ok(format!(r#"{{"position":{position},"chain":"{chain}","body":{body}}}"#))
}

fn written(it: &impl Serialize) -> String {
    serde_json::to_string(it).expect("a line is plain data with text for keys")
}

#[cfg(test)]
mod tests {
    use super::super::genesis;
    use super::*;
    use crate::journal::conformance::{initiative, sample};

    fn first_line() -> (Commit, String) {
        let commit = sample(&initiative("a"), 1, 0, 40);
        let mut frame = Vec::new();
        let head = super::super::encode(&commit, genesis(), &mut frame).unwrap();
        let placed = Placed { position: 1, chain: head.chain, commit: commit.clone() };
        let text = line(genesis(), &placed).unwrap();
        // The body is the frame's, byte for byte.
        let body = std::str::from_utf8(&frame[super::super::HEADER_BYTES..]).unwrap();
        let expected = format!(r#"{{"position":1,"chain":"{}","body":{body}}}"#, head.chain);
        assert_eq!(text, expected);
        (commit, text)
    }

    #[test]
    fn a_line_reads_back_and_has_one_spelling() {
        let (commit, text) = first_line();
        let read = Line::read(&text).unwrap();
        assert!(read.follows(genesis()));
        assert!(!read.follows(Head { position: 0, chain: Digest::of(b"elsewhere") }));
        assert_eq!(read.commit().unwrap(), commit);
        for other in [
            text.replacen("\"position\":1", "\"position\": 1", 1),
            text.replacen("\"position\":1,", "\"position\":1,\"more\":0,", 1),
            format!("{text} "),
            text.replacen("\"chain\":\"", "\"chain\":\"0", 1),
            text[1..].to_owned(),
            String::new(),
        ] {
            assert!(Line::read(&other).is_none(), "{other}");
        }
    }

    #[test]
    fn what_this_build_would_forget_is_of_a_newer_one() {
        let (_, text) = first_line();
        let newer = text.replacen("\"version\":1", "\"version\":1,\"mood\":\"good\"", 1);
        let error = Line::read(&newer).unwrap().commit().unwrap_err();
        assert!(matches!(error, StoreError::Newer { .. }), "{error}");
    }

    #[test]
    fn a_commit_that_the_chain_does_not_lead_to_makes_no_line() {
        let (commit, text) = first_line();
        let chain = Line::read(&text).unwrap().head().chain;
        let placed = Placed { position: 2, chain, commit };
        let error = line(genesis(), &placed).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { position: 2, .. }), "{error}");
    }

    #[test]
    fn the_largest_commit_fits_into_a_line() {
        let rest = r#"{"position":18446744073709551615,"chain":"","body":}"#.len() + 64;
        assert!(rest + COMMIT_BYTES_MAX <= LINE_BYTES_MAX);
    }
}
