//! The small files beside sled's folder, and writing them so that they are either the old or the new ones.
//!
//! ```text
//!   STORE   {"store":id,"format":2}              says that this folder is a store; written last, when one is created
//!   HEAD    {"store":id,"position":…,"chain":…}  a place that the journal has certainly reached
//!   LOCK    see lock.rs
//!   log/    the commits that are not in sled yet
//!   sled/   all others
//! ```

use std::fs::{self, File};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self as std_io, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::super::{Head, StoreError};
use super::lock::LOCK;
use crate::rules::ids::Digest;

/// The layout of the folder and of sled's keys that this build writes. It reads every earlier one: 1 had no log, no index
/// and blocks of one group each, not compressed; a build that knows only that refuses what this one has written.
pub(super) const FORMAT: u32 = 2;
const STORE: &str = "STORE";
const HEAD: &str = "HEAD";

/// A `map_err` that says what was being done to which file.
pub(super) fn io<'a>(
    doing: &'a str,
    path: &'a Path,
) -> impl Fn(std_io::Error) -> StoreError + use<'a> {
    move |source| StoreError::Io { what: format!("{doing} {}", path.display()), source }
}

/// A store's folder, with the id that the store was given when it was created.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    store: Digest,
    format: u32,
}

#[derive(Serialize, Deserialize)]
struct Marker {
    store: Digest,
    format: u32,
}

#[derive(Serialize, Deserialize)]
struct Reached {
    store: Digest,
    #[serde(flatten)]
    head: Head,
}

/// Does this folder say that it is a store?
pub(super) fn is_store(path: &Path) -> bool {
    path.join(STORE).exists()
}

/// Makes the folder if need be, and refuses it when there is anything in it but a lock.
pub(super) fn claim(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(io("could not create", path))?;
    let entries = fs::read_dir(path).map_err(io("could not read", path))?;
    for entry in entries {
        let name = entry.map_err(io("could not read", path))?.file_name();
        if name != LOCK {
            return Err(StoreError::NotAStore {
                what: format!(
                    "{} holds `{}` and no file {STORE}: it is not a store, or its creation was interrupted, or \
                     that file was lost; a store is created only in an empty folder",
                    path.display(),
                    name.display()
                ),
            });
        }
    }
    Ok(())
}

impl Folder {
    /// A folder that is about to become a store.
    pub(super) fn new(path: &Path) -> Self {
        // Not a secret: it has to differ from other stores' ids, so that a HEAD copied from elsewhere is noticed.
        let random = (RandomState::new().hash_one(path), RandomState::new().hash_one(path));
        let seed = format!("{random:?} {:?} {}", SystemTime::now(), std::process::id());
        Self { path: path.to_owned(), store: Digest::of(seed.as_bytes()), format: FORMAT }
    }

    /// Reads the marker of an existing store.
    ///
    /// # Errors
    /// `NotAStore` when there is none or it cannot be read, `Newer` when it is of a later format.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let marker_path = path.join(STORE);
        let not_a_store = |what: &str| StoreError::NotAStore { what: what.to_owned() };
        let text = match fs::read(&marker_path) {
            Err(error) if error.kind() == std_io::ErrorKind::NotFound => {
                let what =
                    format!("there is no store in {}: it has no file {STORE}", path.display());
                return Err(not_a_store(&what));
            }
            read => read.map_err(io("could not read", &marker_path))?,
        };
        let marker: Marker = serde_json::from_slice(&text).map_err(|error| {
            not_a_store(&format!("{} cannot be read: {error}", marker_path.display()))
        })?;
        match marker.format {
            format @ 1..=FORMAT => Ok(Self { path: path.to_owned(), store: marker.store, format }),
            format if format > FORMAT => Err(StoreError::Newer {
                what: format!("the store in {} (format {format})", path.display()),
            }),
            _ => Err(not_a_store(&format!("{} names no format", marker_path.display()))),
        }
    }

    /// The id that the store was given when it was created.
    pub(super) fn store(&self) -> Digest {
        self.store
    }

    /// The format that its marker names.
    pub(super) fn format(&self) -> u32 {
        self.format
    }

    /// The folder of the commit log.
    pub(super) fn log(&self) -> PathBuf {
        self.path.join("log")
    }

    /// sled's own folder.
    pub(super) fn sled(&self) -> PathBuf {
        self.path.join("sled")
    }

    /// Makes everything that the creation has written durable, names included, and writes the marker last: a folder
    /// with a marker is a whole store.
    pub(super) fn seal(&self, head: Head) -> Result<(), StoreError> {
        let sled = self.sled();
        for entry in fs::read_dir(&sled).map_err(io("could not read", &sled))? {
            sync(&entry.map_err(io("could not read", &sled))?.path())?;
        }
        sync(&sled)?;
        self.save_head(head)?;
        self.mark()?;
        match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => sync(parent),
            _ => sync(Path::new(".")),
        }
    }

    /// Says that this folder is a whole store of the format of this build.
    pub(super) fn mark(&self) -> Result<(), StoreError> {
        self.replace(STORE, &Marker { store: self.store, format: FORMAT })
    }

    /// Removes what sled leaves when it is killed while writing a snapshot, and then refuses to open. Safe, because a
    /// snapshot gets its final name only once it is whole and on the disk.
    pub(super) fn remove_half_written(&self) -> Result<(), StoreError> {
        let sled = self.sled();
        let mut removed = false;
        for entry in fs::read_dir(&sled).map_err(io("could not read", &sled))? {
            let entry = entry.map_err(io("could not read", &sled))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("snap.") && name.ends_with(".generating") {
                fs::remove_file(entry.path()).map_err(io("could not remove", &entry.path()))?;
                removed = true;
            }
        }
        if removed { sync(&sled) } else { Ok(()) }
    }

    /// A place that the journal had reached when this was last written.
    ///
    /// # Errors
    /// `Damaged` when it cannot be read: it is replaced as a whole, so it is never half written.
    pub(super) fn head(&self) -> Result<Head, StoreError> {
        let path = self.path.join(HEAD);
        let damaged = |what| StoreError::Damaged { position: 1, what };
        let text = match fs::read(&path) {
            Err(error) if error.kind() == std_io::ErrorKind::NotFound => {
                return Err(damaged(format!("the file {HEAD} is missing")));
            }
            read => read.map_err(io("could not read", &path))?,
        };
        let reached: Reached = serde_json::from_slice(&text)
            .map_err(|error| damaged(format!("the file {HEAD} cannot be read: {error}")))?;
        if reached.store == self.store {
            Ok(reached.head)
        } else {
            Err(damaged(format!("the files {HEAD} and {STORE} are of two different stores")))
        }
    }

    /// Replaces the place that the journal has certainly reached.
    pub(super) fn save_head(&self, head: Head) -> Result<(), StoreError> {
        self.replace(HEAD, &Reached { store: self.store, head })
    }

    fn replace(&self, name: &str, content: &impl Serialize) -> Result<(), StoreError> {
        let text = serde_json::to_vec(content).expect("markers are plain data with text for keys");
        let (path, draft) = (self.path.join(name), self.path.join(format!("{name}.tmp")));
        let written = File::create(&draft).and_then(|mut file| {
            file.write_all(&text)?;
            file.sync_all()
        });
        written.map_err(io("could not write", &draft))?;
        fs::rename(&draft, &path).map_err(io("could not replace", &path))?;
        sync(&self.path)
    }
}

/// Makes a file, or the names in a folder, durable.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(io("could not make durable", path))
}
