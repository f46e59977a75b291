//! `windrose call METHOD [JSON]`.

use std::io::Read;

use serde_json::{Value, json};

use super::print_json;
use crate::args::CallArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::{Failure, exit};

pub(crate) fn run(config: &Config, args: &CallArgs) -> Result<(), Failure> {
    let text = match args.params.as_deref() {
        Some("-") => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(|error| {
                Failure::new(exit::USAGE, "standard input cannot be read").because(error)
            })?;
            text
        }
        Some(text) => text.to_owned(),
        None => "{}".to_owned(),
    };
    let params: Value = serde_json::from_str(&text).map_err(|error| {
        Failure::new(exit::USAGE, "the params are not JSON").because(error).hint(format!(
            "windrose call {} '{}'",
            args.method,
            json!({"name": "value"})
        ))
    })?;
    print_json(&Client::configured(config)?.command(&args.method, &params)?);
    Ok(())
}
