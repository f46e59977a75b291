//! The other half of `shim.c`: what lies on the disk once the power is back.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::Command;
use std::time::UNIX_EPOCH;

/// Which names a folder still has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// All that it had: kinder than what is promised, and what journaling file systems mostly do.
    All,
    /// Those it had when it was last synced itself.
    Synced,
}

/// Compiles the shim. Under another name first: somebody else may be using the finished one.
pub(crate) fn compile(source: &Path, shim: &Path) -> Result<(), String> {
    let draft = shim.with_extension(format!("{}.so", std::process::id()));
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"])
        .args([&draft, source])
        .args(["-ldl", "-lpthread"])
        .status()
        .map_err(|error| {
            format!("this needs a C compiler named `cc`, install gcc or clang: {error}")
        })?;
    if !compiled.success() {
        return Err("the shim does not compile".to_owned());
    }
    fs::rename(&draft, shim).map_err(|error| format!("{}: {error}", shim.display()))
}

/// How the shim calls a file.
fn key(about: &Metadata) -> String {
    let birth = about.created().ok().and_then(|born| born.duration_since(UNIX_EPOCH).ok());
    format!("{}-{}", about.ino(), birth.unwrap_or_default().as_nanos())
}

/// Says that everything that is in a folder is on the disk already. An absent one has nothing on it.
pub(crate) fn everything_is_on_the_disk(store: &Path, shadow: &Path) -> std::io::Result<()> {
    fs::create_dir_all(shadow)?;
    if !store.exists() {
        return Ok(());
    }
    let mut names = String::new();
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        let (about, path) = (entry.metadata()?, entry.path());
        let sort = if about.is_dir() { 'd' } else { 'f' };
        names.push_str(&format!("{sort} {} {}\n", key(&about), entry.file_name().display()));
        if about.is_dir() {
            everything_is_on_the_disk(&path, shadow)?;
        } else {
            fs::copy(&path, shadow.join(key(&about)))?;
        }
    }
    fs::write(shadow.join(format!("{}.names", key(&fs::metadata(store)?))), names)
}

/// Builds the folder as the disk has it: of each file what its syncs covered.
pub(crate) fn after_the_loss(
    store: &Path,
    shadow: &Path,
    disk: &Path,
    names: Names,
) -> std::io::Result<()> {
    match names {
        Names::All => all_names(store, shadow, disk),
        Names::Synced => synced_names(&key(&fs::metadata(store)?), shadow, disk),
    }
}

fn all_names(store: &Path, shadow: &Path, disk: &Path) -> std::io::Result<()> {
    fs::create_dir(disk)?;
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        let (about, to) = (entry.metadata()?, disk.join(entry.file_name()));
        if about.is_dir() {
            all_names(&entry.path(), shadow, &to)?;
        } else {
            content(&key(&about), shadow, &to)?;
        }
    }
    Ok(())
}

fn synced_names(folder: &str, shadow: &Path, disk: &Path) -> std::io::Result<()> {
    fs::create_dir(disk)?;
    let names = shadow.join(format!("{folder}.names"));
    // A folder that was never synced has no names.
    let names = if names.exists() { fs::read_to_string(names)? } else { String::new() };
    for line in names.lines() {
        let mut words = line.splitn(3, ' ');
        let (Some(sort), Some(key), Some(name)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        match sort {
            "d" => synced_names(key, shadow, &disk.join(name))?,
            _ => content(key, shadow, &disk.join(name))?,
        }
    }
    Ok(())
}

fn content(key: &str, shadow: &Path, to: &Path) -> std::io::Result<()> {
    let synced = shadow.join(key);
    if synced.exists() { fs::copy(synced, to).map(drop) } else { fs::write(to, b"") }
}
