//! The `windrose` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    windrose::run(std::env::args_os())
}
