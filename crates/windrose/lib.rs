//! windrose, put together: command line, configuration, the daemon and its client.
//!
//! ```text
//!   main ─► args ─► config ─► cli/<subcommand> ─┬─► compose ─► engine + daemon      (serve, demo)
//!                                               └─► client ─► JSON-RPC over HTTP    (call, status, gate, …)
//! ```
//!
//! A library only so that `tests/` can use the parts; its only user is the binary beside it.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "in a test, a panic is the report"))]

pub mod args;
pub mod client;
pub mod compose;
pub mod config;
pub mod failure;
pub mod panics;
pub mod recovery;
pub mod scenario;

mod cli;
mod journal_file;
mod people_file;
mod show;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::config::Config;
use crate::failure::Failure;

/// Runs the command line and answers the process's exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = Args::parse_from(args);
    let work = || config::load(&args.common).and_then(|config| command(&config, &args));
    let done =
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panics::failure(&*panic)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print(args.common.json);
            ExitCode::from(failure.exit)
        }
    }
}

fn command(config: &Config, args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Serve(args) => cli::serve::run(config, args),
        Command::Demo(args) => cli::demo::run(config, args),
        Command::Login(args) => cli::login::run(config, args),
        Command::Call(args) => cli::call::run(config, args),
        Command::Status(args) => cli::status::run(config, args),
        Command::Gate(args) => cli::gate::run(config, args),
        Command::Scorecard(args) => cli::scorecard::run(config, args),
        Command::Contacts(args) => cli::contacts::run(config, args),
        Command::Coalition(args) => cli::coalition::run(config, args),
        Command::Pilots(args) => cli::pilots::run(config, args),
        Command::Digest(args) => cli::digest::run(config, args),
        Command::Directory(args) => cli::directory::run(config, args),
        Command::Workflow(args) => cli::workflow::run(config, args),
        Command::Measure(args) => cli::measure::run(config, args),
        Command::Backup(args) => cli::export::backup(config, args),
        Command::Restore(args) => cli::import::restore(config, args),
        Command::Export(args) => cli::export::run(config, args),
        Command::Import(args) => cli::import::run(config, args),
        Command::Verify(args) => cli::verify::run(config, args),
    }
}
