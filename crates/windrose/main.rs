//! The `windrose` binary.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    windrose::panics::leave_sleds_to_the_journal();
    windrose::run(std::env::args_os())
}
