//! `cargo xtask faults`: everything that may happen to a store is done to the real binary, and what it acknowledged is
//! looked for afterwards.
//!
//! ```text
//!   load.rs ──commands──► windrose serve ◄── kill -9, no power (tests/power_loss/shim.c), full disk, EIO, flipped bits …
//!      │ acknowledged            │ started again
//!      └────────► stored.rs ◄────┘ everything read back and compared ──► a Row of table.rs
//! ```

mod clock;
mod daemon;
mod damage;
#[path = "../../../../tests/power_loss/disk.rs"]
mod disk;
mod fail;
mod folder;
mod full_disk;
mod http;
mod kill;
mod load;
mod power;
mod random;
mod recovery;
mod shim;
mod small_disk;
mod stored;
mod table;
mod watched;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::steps::{Failed, Steps};
use table::{Row, table};

/// What is needed to try a fault.
pub(crate) struct Bench {
    /// The windrose that is tried.
    binary: PathBuf,
    /// The compiled shim.
    shim: PathBuf,
    /// How many clients ask at once.
    clients: usize,
    quick: bool,
}

/// A fault, by the name that the command line knows; one fault may make several rows.
type Fault = (&'static str, fn(&Bench) -> Result<Vec<Row>, String>);

const FAULTS: &[Fault] = &[
    ("kill", kill::kills),
    ("power", power::losses),
    ("watched", watched::syncs),
    ("fail", fail::failures),
    ("full", full_disk::full_disks),
    ("damage", damage::damages),
    ("recovery", recovery::recoveries),
    ("snapshot", folder::stale_snapshots),
    ("two", folder::two_daemons),
    ("clock", clock::clocks),
];

/// What the command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    quick: bool,
    json: bool,
    debug: bool,
    /// A windrose that is there already, instead of one that is built now.
    binary: Option<PathBuf>,
    names: Vec<String>,
}

impl Asked {
    /// Reads the arguments; none when one is not understood.
    pub(crate) fn parse(args: &[&str]) -> Option<Self> {
        let mut asked = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match *arg {
                "--windrose" => asked.binary = Some(fs::canonicalize(args.next()?).ok()?),
                "--quick" => asked.quick = true,
                "--json" => asked.json = true,
                "--debug" => asked.debug = true,
                name if FAULTS.iter().any(|(known, _)| *known == name) => {
                    asked.names.push(name.to_owned());
                }
                _ => return None,
            }
        }
        Some(asked)
    }

    /// The short version of everything, on the release build.
    pub(crate) fn quick() -> Self {
        Self { quick: true, ..Self::default() }
    }
}

/// The names of all faults.
pub(crate) fn names() -> String {
    FAULTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Builds windrose, tries the faults, and prints the table.
pub(crate) fn run(steps: &mut Steps, asked: &Asked) -> Result<(), Failed> {
    steps.own("what the faults need", |_| crate::machine::prepare_for_faults())?;
    let binary = match &asked.binary {
        Some(binary) => binary.clone(),
        None => {
            let profile: &[&str] = if asked.debug { &[] } else { &["--release"] };
            steps.cargo(&[&["build", "--package", "windrose"], profile].concat(), &[])?;
            steps.target().join(if asked.debug { "debug/windrose" } else { "release/windrose" })
        }
    };
    let (source, shim) =
        (steps.root().join("tests/power_loss/shim.c"), steps.target().join("windrose_shim.so"));
    steps.own("the shim compiles", |_| disk::compile(&source, &shim))?;
    let bench = Bench { binary, shim, clients: 12, quick: asked.quick };
    let mut rows = Vec::new();
    for (name, fault) in FAULTS {
        if asked.names.is_empty() || asked.names.iter().any(|it| it == name) {
            steps.own(&format!("fault: {name}"), |_| {
                tried(&bench, name, *fault, &mut rows);
                Ok(())
            })?;
        }
    }
    println!("\n{}", table(&rows));
    if asked.json {
        rows.iter().for_each(|row| println!("{}", row.json()));
    }
    steps.own("nothing acknowledged is lost, and everything ended as it may", |_| {
        let bad: Vec<_> =
            rows.iter().filter(|row| !row.holds()).map(|row| row.fault.as_str()).collect();
        if bad.is_empty() { Ok(()) } else { Err(bad.join(", ")) }
    })
}

/// Tries one fault. What keeps it from being tried is wrong as well.
fn tried(
    bench: &Bench,
    name: &str,
    fault: fn(&Bench) -> Result<Vec<Row>, String>,
    rows: &mut Vec<Row>,
) {
    let began = Instant::now();
    let mut made = fault(bench).unwrap_or_else(|why| {
        let mut row = Row::new(name);
        row.wrong.push(why);
        vec![row]
    });
    if let [row] = &mut made[..] {
        row.took = began.elapsed();
    }
    rows.append(&mut made);
}

impl Bench {
    /// A number for the long version, or the short one.
    fn sized(&self, long: usize, short: usize) -> usize {
        if self.quick { short } else { long }
    }

    /// Notes how long a row took.
    fn timed(&self, make: impl FnOnce() -> Result<Row, String>) -> Result<Row, String> {
        let began = Instant::now();
        make().map(|row| Row { took: began.elapsed(), ..row })
    }

    /// A folder for one try.
    fn scratch(&self, name: &str) -> Result<Scratch, String> {
        let folder = tempfile::Builder::new().prefix(&format!("windrose-{name}-")).tempdir();
        let folder = folder.map_err(|error| format!("a folder to work in: {error}"))?;
        // The shim compares paths with what the kernel says they are.
        let path = fs::canonicalize(folder.path()).map_err(|error| error.to_string())?;
        Ok(Scratch { folder, path })
    }
}

/// A folder that is removed, unless it shows something that went wrong.
struct Scratch {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Scratch {
    fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps it for whoever looks for the cause.
    fn keep_if(self, wrong: bool, row: &mut Row) {
        if wrong {
            row.wrong.push(format!("see {}", self.folder.keep().display()));
        }
    }
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("copying {}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let to = to.join(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to).map_err(failed)?;
        }
    }
    Ok(())
}
