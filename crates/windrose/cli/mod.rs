//! The subcommands, a file each. Only here is anything printed to standard output.

pub(crate) mod call;
pub(crate) mod coalition;
pub(crate) mod contacts;
pub(crate) mod demo;
pub(crate) mod digest;
pub(crate) mod directory;
pub(crate) mod export;
pub(crate) mod gate;
pub(crate) mod import;
pub(crate) mod login;
pub(crate) mod measure;
pub(crate) mod pilots;
pub(crate) mod scorecard;
pub(crate) mod serve;
pub(crate) mod status;
pub(crate) mod verify;
pub(crate) mod workflow;

use std::io::{ErrorKind, Write};

use serde_json::Value;
use windrose_core::journal::Head;

use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;

/// `--as-of`, as the API takes it: a number is a version, anything else a time or a day.
fn as_of(text: Option<&str>) -> Value {
    match text {
        None => Value::Null,
        Some(text) => text.parse::<u64>().map_or_else(|_| Value::from(text), Value::from),
    }
}

/// Where a journal ends, as two lines of 80 columns.
fn head(head: Head) -> String {
    format!("head: position {}\n{}\n", head.position, head.chain)
}

/// Prints a value as JSON, indented.
fn print_json(value: &Value) {
    out(&format!("{value:#}\n"));
}

/// Prints a graph: as JSON, as the picture that was asked for, or as text.
fn print_graph(
    config: &Config,
    method: &str,
    params: &Value,
    text: fn(&Value) -> String,
) -> Result<(), Failure> {
    let answer = Client::configured(config)?.command(method, params)?;
    if config.json {
        print_json(&answer);
    } else if let Some(picture) = answer["picture"].as_str() {
        out(picture);
    } else {
        out(&text(&answer));
    }
    Ok(())
}

/// Writes to standard output. Whoever reads may stop reading at any time (`windrose status | head`): that is no failure.
fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        eprintln!("error: standard output cannot be written\nbecause: {error}");
    }
}
