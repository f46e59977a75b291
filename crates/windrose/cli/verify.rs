//! `windrose verify`: walks a store that no daemon runs on.

use serde_json::json;

use super::{out, print_json};
use crate::args::VerifyArgs;
use crate::compose;
use crate::config::Config;
use crate::failure::Failure;

pub(crate) fn run(config: &Config, _: &VerifyArgs) -> Result<(), Failure> {
    let journal = compose::existing_store(&config.data)?;
    let verified =
        journal.verify().map_err(|error| compose::store_failure(&config.data, &error))?;
    if config.json {
        print_json(&json!(verified));
    } else {
        out(&format!(
            "{} commits, every checksum, position and link of the chain holds\n",
            verified.commits
        ));
        out(&format!("head: position {}, {}\n", verified.head.position, verified.head.chain));
    }
    Ok(())
}
