//! What is to be measured, as typed.

use std::time::Duration;

/// The options of `cargo xtask load`.
pub(crate) const USAGE: &str = "\
cargo xtask load           commands a second over HTTP, beside this machine's limit, for 1, 16 and 64 clients
  --json                   one object a line instead of a table
  --quick                  three rounds of a second: a look, no evidence
  --rounds N --seconds S   how often and how long; 5 rounds of 4 seconds
  --clients 1,16,64        how many clients
  --keys                   with an idempotency key for each command
  --floors                 fail where a ratio is below half of its floor
  --stored N,M             fill a store with N initiatives: start time, page latency, memory, disk
  --name NAME              keep the figures in benches/runs/<date>-NAME.jsonl";

/// What is to be measured.
pub(crate) struct Args {
    pub(super) json: bool,
    pub(super) rounds: usize,
    pub(super) time: Duration,
    pub(super) clients: Vec<usize>,
    pub(super) with_keys: bool,
    pub(super) floors: bool,
    pub(super) stored: Vec<usize>,
    pub(super) name: Option<String>,
    /// As typed, for the description of the run.
    pub(super) typed: String,
}

impl Args {
    pub(crate) fn read(args: &[&str]) -> Result<Self, String> {
        let mut it = Self {
            json: false,
            rounds: 5,
            time: Duration::from_secs(4),
            clients: vec![1, 16, 64],
            with_keys: false,
            floors: false,
            stored: Vec::new(),
            name: None,
            typed: args.join(" "),
        };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value\n{USAGE}"));
            match *arg {
                "--json" => it.json = true,
                "--quick" => (it.rounds, it.time) = (3, Duration::from_secs(1)),
                "--rounds" => it.rounds = number(value()?)?,
                "--seconds" => it.time = Duration::from_secs(number(value()?)? as u64),
                "--clients" => it.clients = numbers(value()?)?,
                "--keys" => it.with_keys = true,
                "--floors" => it.floors = true,
                "--stored" => it.stored = numbers(value()?)?,
                "--name" => it.name = Some(name(value()?)?),
                other => return Err(format!("there is no {other}\n{USAGE}")),
            }
        }
        Ok(it)
    }
}

fn number(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("`{text}` is no number above 0")),
    }
}

fn numbers(text: &str) -> Result<Vec<usize>, String> {
    text.split(',').map(number).collect()
}

/// A name that is a file's.
fn name(text: &str) -> Result<String, String> {
    let letters = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    if !text.is_empty() && text.bytes().all(letters) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is no name: a-z, 0-9 and - make one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_typed_and_refuses_the_rest() {
        let it = Args::read(&["--quick", "--clients", "1,4", "--name", "a-1", "--json"]).unwrap();
        assert_eq!((it.rounds, it.clients, it.json), (3, vec![1, 4], true));
        for bad in [
            &["--rounds"][..],
            &["--rounds", "0"],
            &["--name", "../x"],
            &["--clients", "1,"],
            &["x"],
        ] {
            assert!(Args::read(bad).is_err(), "{bad:?}");
        }
    }
}
