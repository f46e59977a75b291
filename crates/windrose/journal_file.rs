//! A journal as a file on this machine: written so that it is whole or not there, and opened for reading.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use windrose_core::journal::codec::lines::First;
use windrose_core::journal::transfer::{FileError, Page, Reader, Writer};
use windrose_core::journal::{Head, Position};

use crate::failure::{Failure, exit};

/// How long pages grow that are read without a daemon.
pub(crate) const PAGE_BYTES: usize = 512 * 1024;

/// The name that stands for standard input or output.
const STANDARD: &str = "-";

/// What was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    /// Where the file ends.
    pub(crate) head: Head,
    /// How many commits of it were not in the file before.
    pub(crate) added: u64,
}

/// Does this name stand for standard input or output?
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == STANDARD
}

/// Opens a file, or standard input, and reads its first line.
///
/// # Errors
/// When it is not there, or no journal file.
pub(crate) fn open(path: &Path) -> Result<Reader<Box<dyn BufRead>>, Failure> {
    let input: Box<dyn BufRead> = if is_standard(path) {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file = File::open(path).map_err(|source| {
            Failure::new(exit::USAGE, format!("{} cannot be opened", path.display()))
                .because(source)
        })?;
        Box::new(BufReader::new(file))
    };
    Reader::begin(input).map_err(|error| refused(path, &error))
}

/// Reads a whole file and checks every line. Answers when it was written, and where it ends.
///
/// # Errors
/// The first line that cannot be vouched for.
pub(crate) fn check(path: &Path) -> Result<(Timestamp, Head), Failure> {
    let mut reader = open(path)?;
    while reader.next_commit().map_err(|error| refused(path, &error))?.is_some() {}
    Ok((reader.first().exported_at, reader.head()))
}

/// How a file that cannot be taken is told.
pub(crate) fn refused(path: &Path, error: &FileError) -> Failure {
    let (code, hint) = match error {
        FileError::Io { .. } => (exit::FAILED, "see that the disk it lies on can be read"),
        FileError::NotAJournal => {
            (exit::USAGE, "give a file that `windrose backup` or `windrose export` has written")
        }
        FileError::Newer { .. } => (exit::DAMAGED, "use the newer windrose"),
        FileError::Incomplete { .. } => {
            (exit::DAMAGED, "copy the file again if it came from elsewhere, or use another backup")
        }
        FileError::Changed { .. } => (
            exit::DAMAGED,
            "use another backup; nothing from this line on can be vouched for. \
             `windrose verify --file FILE` checks one",
        ),
    };
    let name = if is_standard(path) { "standard input".into() } else { path.display().to_string() };
    Failure::from_error(code, error).because(format!("the file is {name}")).hint(hint)
}

/// The first line of a file that is begun now, to the second: people read it.
fn first() -> First {
    let now = Timestamp::now();
    First::at(Timestamp::from_second(now.as_second()).unwrap_or(now))
}

/// Writes a journal to standard output. Pages come from a position on.
///
/// # Errors
/// When a page does not come, or standard output is gone: then the file is incomplete, and whoever reads it is told.
pub(crate) fn print(pages: impl FnMut(Position) -> Result<Page, Failure>) -> Result<(), Failure> {
    let failed =
        |source| Failure::new(exit::FAILED, "standard output cannot be written").because(source);
    let writer = Writer::begin(BufWriter::new(io::stdout().lock()), &first());
    let mut writer = writer.map_err(failed)?;
    follow(&mut writer, pages, &failed, || {
        Failure::new(exit::DAMAGED, "the pages that came do not follow each other")
    })?;
    writer.end().map_err(failed)?;
    Ok(())
}

/// Writes a journal to a file that only its owner can read. The file gets its name when it is whole and on the disk. One
/// that is there already is replaced only by one that holds everything that is in it; of that, nothing is asked for again.
///
/// # Errors
/// When a page does not come, the file cannot be written, or what is there is something else.
pub(crate) fn keep(
    path: &Path,
    pages: impl FnMut(Position) -> Result<Page, Failure>,
) -> Result<Written, Failure> {
    let draft = PathBuf::from(format!("{}.tmp", path.display()));
    let failed = |source: io::Error| {
        Failure::new(exit::FAILED, format!("{} cannot be written", path.display())).because(source)
    };
    let file = claim(&draft, path)?;
    let written = (|| {
        let writer = Writer::begin(BufWriter::new(&file), &first());
        let mut writer = writer.map_err(failed)?;
        copy(path, &mut writer, &failed)?;
        let before = writer.head().position;
        follow(&mut writer, pages, &failed, || {
            Failure::new(
                exit::USAGE,
                format!("{} is of another store, or goes further", path.display()),
            )
            .because("a backup is replaced only by one that holds everything that is in it")
            .hint("give another name; this file was left as it is")
        })?;
        let (_, head) = writer.end().map_err(failed)?;
        file.sync_all().map_err(failed)?;
        fs::rename(&draft, path).map_err(failed)?;
        sync_folder(path).map_err(failed)?;
        Ok(Written { head, added: head.position - before })
    })();
    if written.is_err() {
        // What is half written helps nobody. That it cannot be removed is not what went wrong.
        let _ = fs::remove_file(&draft);
    }
    written
}

/// Opens the draft for this process alone, empty.
fn claim(draft: &Path, path: &Path) -> Result<File, Failure> {
    let failed = |source: io::Error| {
        Failure::new(exit::FAILED, format!("{} cannot be written", draft.display())).because(source)
    };
    let mut options = OpenOptions::new();
    // Not truncated: until the lock is ours, what stands in it belongs to whoever writes it.
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    loop {
        let file = options.open(draft).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let what = format!("another windrose is writing {}", path.display());
                return Err(Failure::new(exit::IN_USE, what).hint("wait for it"));
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        // Whoever held the lock a moment ago may have given the file its name: then this is not the draft any more.
        if is_same(&file, draft).map_err(failed)? {
            file.set_len(0).map_err(failed)?;
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let opened = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((named.dev(), named.ino()) == (opened.dev(), opened.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes over what the file holds that is there already.
fn copy(
    path: &Path,
    writer: &mut Writer<impl Write>,
    failed: &impl Fn(io::Error) -> Failure,
) -> Result<(), Failure> {
    if !path.try_exists().map_err(failed)? {
        return Ok(());
    }
    let kept = |error: Failure| error.hint("give another name; what is there was left as it is");
    let mut reader = open(path).map_err(kept)?;
    loop {
        match reader.next_commit() {
            Ok(Some(_)) => writer.put(reader.line()).map_err(failed).map(drop)?,
            Ok(None) => return Ok(()),
            Err(error) => return Err(kept(refused(path, &error))),
        }
    }
}

/// Writes page after page, up to where the journal ended when the first one was read.
fn follow(
    writer: &mut Writer<impl Write>,
    mut pages: impl FnMut(Position) -> Result<Page, Failure>,
    failed: &impl Fn(io::Error) -> Failure,
    other: impl Fn() -> Failure,
) -> Result<(), Failure> {
    let mut end: Option<Head> = None;
    loop {
        let page = pages(writer.head().position + 1)?;
        let end = *end.get_or_insert(page.head);
        let room = usize::try_from(end.position.saturating_sub(writer.head().position));
        for line in page.lines.iter().take(room.unwrap_or(usize::MAX)) {
            if !writer.put(line).map_err(failed)? {
                return Err(other());
            }
        }
        if writer.head() == end {
            return Ok(());
        }
        if page.lines.is_empty() || writer.head().position >= end.position {
            return Err(other());
        }
    }
}

/// Makes a file's name durable.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
