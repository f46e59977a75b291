//! The subcommands, a file each. Only here is anything printed to standard output.

#![expect(clippy::print_stdout, reason = "this is the command line")]

pub(crate) mod call;
pub(crate) mod demo;
pub(crate) mod gate;
pub(crate) mod serve;
pub(crate) mod status;
pub(crate) mod verify;
pub(crate) mod workflow;

use serde_json::Value;

/// `--as-of`, as the API takes it: a number is a version, anything else a time or a day.
fn as_of(text: Option<&str>) -> Value {
    match text {
        None => Value::Null,
        Some(text) => text.parse::<u64>().map_or_else(|_| Value::from(text), Value::from),
    }
}

/// Prints a value as JSON, indented.
fn print_json(value: &Value) {
    println!("{value:#}");
}
