//! What is done with bytes that nobody has vouched for, and what has to hold then. Each `run` panics where it does not.
//!
//! The fuzzers in `fuzz_targets/` call these functions, and so does `tests/fuzz.rs`, with what is kept in `corpus/`.
#![allow(unreachable_pub, reason = "the fuzzers are other crates")]

mod forge;
pub mod frame;
pub mod import;
pub mod rpc;
pub mod workflow;
