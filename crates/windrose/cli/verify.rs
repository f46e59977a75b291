//! `windrose verify`: walks a store that no daemon runs on, or a backup.

use std::path::Path;

use serde_json::json;

use super::{out, print_json};
use crate::args::VerifyArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::{compose, journal_file};

pub(crate) fn run(config: &Config, args: &VerifyArgs) -> Result<(), Failure> {
    if let Some(file) = &args.file {
        return check(config, file);
    }
    let journal = compose::existing_store(&config.data)?;
    let verified =
        journal.verify().map_err(|error| compose::store_failure(&config.data, &error))?;
    if config.json {
        print_json(&json!(verified));
    } else {
        let commits = verified.commits;
        out(&format!("{commits} commits, every checksum, position and link of the chain holds\n"));
        out(&super::head(verified.head));
    }
    Ok(())
}

fn check(config: &Config, file: &Path) -> Result<(), Failure> {
    let (written_at, head) = journal_file::check(file)?;
    if config.json {
        let commits = head.position;
        print_json(&json!({"commits": commits, "head": head, "exported_at": written_at}));
    } else {
        out(&format!(
            "{} commits, every line, position and link of the chain holds\n",
            head.position
        ));
        out(&format!("written at {written_at}\n"));
        out(&super::head(head));
    }
    Ok(())
}
