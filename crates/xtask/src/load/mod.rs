//! `cargo xtask load`: how many commands a second windrose carries out durably, beside what this machine could do at best.
//!
//! ```text
//!   for 1, 16, 64 clients, for each round:  windrose ─► the limit ─► the limit without a file ─► syncs alone
//! ```
//!
//! Everything in one run and in turn, because machines are shared and change their speed: what counts is the ratio of a
//! round, and of several rounds its median. See `benches/README.md`.

mod args;
mod daemon;
mod describe;
mod drive;
mod figures;
pub(crate) mod limit;
mod limit_log;
mod process;
mod results;
mod rounds;
mod run;
mod stored;
mod wire;

use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

pub(crate) use args::{Args, USAGE};

use results::Results;

/// Where everything is.
struct Place {
    root: PathBuf,
    target: PathBuf,
    windrose: PathBuf,
}

/// Builds what is measured and what measures, and measures.
pub(crate) fn run(root: &Path, target: &Path, cargo: &str, args: &[&str]) -> Result<(), String> {
    let read = Args::read(args)?;
    if cfg!(debug_assertions) {
        // A load generator that was not optimized would measure itself.
        build(root, cargo, "windrose")?;
        build(root, cargo, "xtask")?;
        let status = Command::new(target.join("release/xtask")).arg("load").args(args).status();
        return match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("measuring ended with {status}")),
            Err(error) => Err(error.to_string()),
        };
    }
    let place = Place {
        root: root.to_owned(),
        target: target.to_owned(),
        windrose: target.join("release/windrose"),
    };
    // Built by hand or by the lines above; which one it was is told by the time of its file, not looked for.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|it| it.to_string())?;
    let mut results = Results::begin(&place, &read)?;
    if read.stored.is_empty() {
        rounds::measure(&place, &read, &runtime, &mut results)
    } else {
        stored::measure(&place, &read, &runtime, &mut results)
    }
}

fn build(root: &Path, cargo: &str, package: &str) -> Result<(), String> {
    let began = Instant::now();
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--package", package]).current_dir(root);
    crate::steps::run(&mut command)?;
    eprintln!("built {package} in {:.0} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// Starts the machine's limit as a process of its own, with a file or without.
fn start_limit(file: Option<&Path>) -> Result<(process::Server, std::net::SocketAddr), String> {
    let this = std::env::current_exe().map_err(|it| it.to_string())?;
    let mut server =
        process::Server::start(Command::new(this).arg("load-limit-server").args(file))?;
    let mut line = String::new();
    let mut output = std::io::BufReader::new(server.output()?);
    output.read_line(&mut line).map_err(|it| it.to_string())?;
    let address = line.trim().parse().map_err(|it| format!("the limit's address {line}: {it}"))?;
    Ok((server, address))
}
