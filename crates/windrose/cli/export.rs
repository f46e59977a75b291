//! `windrose export` and `windrose backup`: the whole journal as a file, without a daemon and from a running one.

use serde_json::json;
use windrose_core::journal::transfer;

use super::{out, print_json};
use crate::args::{BackupArgs, ExportArgs};
use crate::client::Client;
use crate::compose;
use crate::config::Config;
use crate::failure::Failure;
use crate::journal_file::{self, PAGE_BYTES, Written};

pub(crate) fn run(config: &Config, args: &ExportArgs) -> Result<(), Failure> {
    let journal = compose::existing_store(&config.data)?;
    let page = |from| {
        transfer::page(journal.as_ref(), from, PAGE_BYTES)
            .map_err(|error| compose::store_failure(&config.data, &error))
    };
    if journal_file::is_standard(&args.file) {
        return journal_file::print(page);
    }
    let written = journal_file::keep(&args.file, page)?;
    tell(config, &args.file, written);
    Ok(())
}

pub(crate) fn backup(config: &Config, args: &BackupArgs) -> Result<(), Failure> {
    let client = Client::configured(config)?;
    if journal_file::is_standard(&args.file) {
        return journal_file::print(|from| client.journal(from));
    }
    let written = journal_file::keep(&args.file, |from| client.journal(from))?;
    tell(config, &args.file, written);
    Ok(())
}

fn tell(config: &Config, file: &std::path::Path, Written { head, added }: Written) {
    if config.json {
        print_json(&json!({"file": file, "commits": head.position, "added": added, "head": head}));
        return;
    }
    let before = head.position - added;
    let known = if before == 0 { String::new() } else { format!(", {added} of them new") };
    out(&format!("{} commits{known}, in {}\n", head.position, file.display()));
    out(&super::head(head));
    out("it holds names and what is kept to a team: only you can read it, keep it so\n");
}
