//! A whole journal as a file of lines, and back: what export, import, backup, restore and the check of such a file share.
//!
//! ```text
//!   journal ─► page ─► Writer ─► file ─► Reader ─┬─► import ─► another journal: the same positions, the same chain
//!                                                └─► nothing, for a check
//! ```
//!
//! Both directions hold a page or a line at a time, however long the journal is. Absent on purpose: files, repair, and
//! reading on after the first line that cannot be vouched for.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _, Write};

use sha2::Digest as _;

use super::codec::lines::{FORMAT, First, LINE_BYTES_MAX, Last, Line, line};
use super::codec::{self};
use super::{AppendError, Commit, Head, Journal, Position, StoreError, Stream};
use crate::rules::ids::{Digest, Version};

/// How many commits are read from a journal at once. With the largest ones that is some 30 MB.
const READ: usize = 64;

/// How much is appended at once while importing: it costs one sync.
const GROUP_COMMITS: usize = 512;
const GROUP_BYTES: usize = 1024 * 1024;

/// Some lines of a journal, and where it ended when they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lines, without line breaks.
    pub lines: Vec<String>,
    /// Where the journal ended.
    pub head: Head,
}

/// The commits from a position on as lines: at least one, when there is any, and no further one once they have so many
/// bytes. Each is held against the chain before it is handed out.
///
/// # Errors
/// When the journal cannot be read, or is damaged.
pub fn page(journal: &dyn Journal, from: Position, bytes: usize) -> Result<Page, StoreError> {
    let (from, bytes) = (from.max(1), bytes.max(1));
    let head = journal.head();
    let mut page = Page { lines: Vec::new(), head };
    if from > head.position {
        return Ok(page);
    }
    let mut before = codec::genesis();
    if from > 1 {
        let read = journal.read_all(from - 1, 1)?;
        let placed = read.first().ok_or_else(|| gone(from - 1))?;
        before = Head { position: placed.position, chain: placed.chain };
    }
    let mut total = 0;
    while before.position < head.position && total < bytes {
        let read = journal.read_all(before.position + 1, READ)?;
        if read.is_empty() {
            return Err(gone(before.position + 1));
        }
        for placed in read.iter().take_while(|it| it.position <= head.position) {
            let text = line(before, placed)?;
            total += text.len();
            page.lines.push(text);
            before = Head { position: placed.position, chain: placed.chain };
            if total >= bytes {
                break;
            }
        }
    }
    Ok(page)
}

fn gone(position: Position) -> StoreError {
    let what = "it was there and is not found any more".to_owned();
    StoreError::Damaged { position, what }
}

/// Why a file cannot be taken, with the line where it begins to be wrong.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The operating system said no.
    #[error("line {line} cannot be read")]
    Io {
        /// The line.
        line: u64,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// It is something else.
    #[error("line 1 does not begin a journal that windrose wrote")]
    NotAJournal,
    /// Nothing is wrong with it, but this build does not know it.
    #[error("line {line}: {what} was written by a newer windrose")]
    Newer {
        /// The line.
        line: u64,
        /// What was found there.
        what: String,
    },
    /// It ends before its last line.
    #[error("the file ends after line {line} without the line that closes it: it is incomplete")]
    Incomplete {
        /// The last whole line.
        line: u64,
    },
    /// A line is not what was written there.
    #[error("line {line}: {what}")]
    Changed {
        /// The line.
        line: u64,
        /// What is wrong there.
        what: String,
    },
}

/// Reads a file line by line, and vouches for each before it is handed out.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    first: First,
    /// The line that was read last, and its number.
    text: String,
    number: u64,
    head: Head,
    versions: BTreeMap<Stream, Version>,
    sha256: sha2::Sha256,
    ended: bool,
}

impl<R: BufRead> Reader<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// When it is no journal file, or a newer one.
    pub fn begin(input: R) -> Result<Self, FileError> {
        let first = First::at(jiff::Timestamp::UNIX_EPOCH);
        let mut it = Self {
            input,
            first,
            text: String::new(),
            number: 0,
            head: codec::genesis(),
            versions: BTreeMap::new(),
            sha256: sha2::Sha256::new(),
            ended: false,
        };
        match it.read_line() {
            Ok(true) => {}
            Err(FileError::Io { line, source }) => return Err(FileError::Io { line, source }),
            Ok(false) | Err(_) => return Err(FileError::NotAJournal),
        }
        match First::format_of(&it.text) {
            None => return Err(FileError::NotAJournal),
            Some(format) if format > FORMAT => {
                return Err(FileError::Newer {
                    line: 1,
                    what: format!("the file (format {format})"),
                });
            }
            Some(FORMAT) => {}
            Some(_) => return Err(it.changed("its format number never was")),
        }
        it.first = First::read(&it.text)
            .ok_or_else(|| it.changed("it says what the file is, and lacks a part of that"))?;
        it.hash();
        Ok(it)
    }

    /// The first line.
    pub fn first(&self) -> &First {
        &self.first
    }

    /// Where the commits that were read so far end.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The line that was read last.
    pub fn line(&self) -> &str {
        &self.text
    }

    /// The next commit; none after the last, and then the file is whole.
    ///
    /// # Errors
    /// The first line that cannot be vouched for.
    pub fn next_commit(&mut self) -> Result<Option<Commit>, FileError> {
        if self.ended {
            return Ok(None);
        }
        if !self.read_line()? {
            return Err(FileError::Incomplete { line: self.number });
        }
        let Some(line) = Line::read(&self.text) else {
            let Some(last) = Last::read(&self.text) else {
                return Err(self.changed("it is not a line as windrose writes them"));
            };
            return self.close(last).map(|()| None);
        };
        let (expected, head) = (self.head.position + 1, line.head());
        if head.position != expected {
            let what = if head.position > expected {
                format!("position {} stands here, and {expected} is left out", head.position)
            } else {
                format!("position {} stands here again, where {expected} belongs", head.position)
            };
            return Err(self.changed(&what));
        }
        if !line.follows(self.head) {
            let what = "the chain does not lead to it: this line was changed, or one before it";
            return Err(self.changed(what));
        }
        let commit = line.commit().map_err(|error| match error {
            StoreError::Newer { what } => FileError::Newer { line: self.number, what },
            other => self.changed(&other.to_string()),
        })?;
        let version = self.versions.get(&commit.stream).copied().unwrap_or_default();
        if commit.version != version + 1 {
            let what = format!("stream {} is at version {version} before it", commit.stream);
            return Err(self.changed(&what));
        }
        self.versions.insert(commit.stream.clone(), commit.version);
        self.head = head;
        self.hash();
        Ok(Some(commit))
    }

    fn close(&mut self, last: Last) -> Result<(), FileError> {
        if last.head != self.head {
            let (says, is) = (last.head.position, self.head.position);
            let what = format!("it closes the file at position {says}, and the lines end at {is}");
            return Err(self.changed(&what));
        }
        if last.sha256 != Digest(self.sha256.clone().finalize().into()) {
            return Err(self.changed("the lines before it are not those that it closes"));
        }
        if self.read_line()? {
            return Err(self.changed("it stands behind the line that closes the file"));
        }
        self.ended = true;
        Ok(())
    }

    /// Reads one line, break included. `false` at the end of the file.
    fn read_line(&mut self) -> Result<bool, FileError> {
        let line = self.number + 1;
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        let most = LINE_BYTES_MAX as u64 + 1;
        let read = self.input.by_ref().take(most).read_until(b'\n', &mut bytes);
        read.map_err(|source| FileError::Io { line, source })?;
        if bytes.is_empty() {
            return Ok(false);
        }
        if bytes.pop_if(|it| *it == b'\n').is_none() {
            // Cut off, or longer than any line: the first says so more often.
            return Err(if bytes.len() > LINE_BYTES_MAX {
                FileError::Changed { line, what: "it is longer than any line".to_owned() }
            } else {
                FileError::Incomplete { line: self.number }
            });
        }
        self.number = line;
        self.text = String::from_utf8(bytes).map_err(|_| self.changed("it is not text (UTF-8)"))?;
        Ok(true)
    }

    /// Takes the line into the digest of the file.
    fn hash(&mut self) {
        self.sha256.update(&self.text);
        self.sha256.update(b"\n");
    }

    fn changed(&self, what: &str) -> FileError {
        FileError::Changed { line: self.number, what: what.to_owned() }
    }
}

/// Writes a file line by line. What does not follow is not written.
#[derive(Debug)]
pub struct Writer<W> {
    output: W,
    head: Head,
    sha256: sha2::Sha256,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(output: W, first: &First) -> io::Result<Self> {
        let mut it = Self { output, head: codec::genesis(), sha256: sha2::Sha256::new() };
        it.write(&first.text())?;
        Ok(it)
    }

    /// Where the lines that were written so far end.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Writes the next line; `false` when it does not follow the one before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&mut self, text: &str) -> io::Result<bool> {
        let follows =
            |it: &Line<'_>| it.head().position == self.head.position + 1 && it.follows(self.head);
        let Some(line) = Line::read(text).filter(follows) else { return Ok(false) };
        let head = line.head();
        self.write(text)?;
        self.head = head;
        Ok(true)
    }

    /// Closes the file with its last line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self) -> io::Result<(W, Head)> {
        let sha256 = Digest(self.sha256.clone().finalize().into());
        self.write(&Last { head: self.head, sha256 }.text())?;
        self.output.flush()?;
        Ok((self.output, self.head))
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.sha256.update(text);
        self.sha256.update(b"\n");
        self.output.write_all(text.as_bytes())?;
        self.output.write_all(b"\n")
    }
}

/// Why a file did not become a journal.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be taken.
    #[error(transparent)]
    File(#[from] FileError),
    /// The journal did not take it, or does not show it.
    #[error("the store failed while importing")]
    Store(#[from] StoreError),
    /// The journal holds something else already.
    #[error("the store holds {commits} commits, and they are not the first ones of this file")]
    Other {
        /// How many.
        commits: u64,
    },
}

/// Appends what a file holds to a journal that is empty, or that was left by an import of the same file which was cut
/// off: then it goes on there. At the end the journal is walked, and ends where the file does.
///
/// # Errors
/// When the file cannot be taken, or the journal holds something else. What was appended until then stays.
pub fn import(reader: &mut Reader<impl BufRead>, into: &dyn Journal) -> Result<Head, ImportError> {
    let there = into.head();
    let mut known = there.position == 0;
    let (mut group, mut bytes) = (Vec::new(), 0);
    while let Some(commit) = reader.next_commit()? {
        if reader.head().position <= there.position {
            known |= reader.head() == there;
            continue;
        }
        if !known {
            break;
        }
        bytes += reader.line().len();
        group.push(commit);
        if group.len() == GROUP_COMMITS || bytes >= GROUP_BYTES {
            append(into, &group, reader.head())?;
            group.clear();
            bytes = 0;
        }
    }
    if !known {
        return Err(ImportError::Other { commits: there.position });
    }
    append(into, &group, reader.head())?;
    let verified = into.verify()?;
    same(verified.head, reader.head())?;
    Ok(verified.head)
}

fn append(into: &dyn Journal, group: &[Commit], head: Head) -> Result<(), ImportError> {
    let positions = into.append(group).map_err(|error| match error {
        AppendError::Unknown(source) => source,
        // The lines before it were looked at, so this is the journal's own doing.
        certain => StoreError::Damaged { position: head.position, what: certain.to_string() },
    })?;
    if let (Some(last), Some(_)) = (positions.last(), group.last()) {
        same(Head { position: *last, ..into.head() }, head)?;
    }
    Ok(())
}

/// Does the journal show what the file has?
fn same(shown: Head, expected: Head) -> Result<(), StoreError> {
    if shown == expected {
        return Ok(());
    }
    let what = format!("the store shows {shown:?} where the file has {expected:?}");
    Err(StoreError::Damaged { position: expected.position, what })
}

#[cfg(test)]
mod tests;
