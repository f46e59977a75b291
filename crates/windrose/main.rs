//! The `windrose` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    windrose::panics::leave_sleds_to_the_journal();
    windrose::run(std::env::args_os())
}
