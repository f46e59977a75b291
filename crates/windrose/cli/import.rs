//! `windrose import` and `windrose restore`: a store made from a file.

use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::json;
use windrose_core::engine::SystemClock;
use windrose_core::journal::transfer::{self, ImportError};
use windrose_core::journal::{Head, Journal};
use windrose_daemon::token::NewToken;

use super::{out, print_json};
use crate::args::{ImportArgs, RestoreArgs};
use crate::client::ADMIN_TOKEN_FILE;
use crate::compose;
use crate::config::Config;
use crate::failure::{Failure, exit};
use crate::{journal_file, recovery};

pub(crate) fn run(config: &Config, args: &ImportArgs) -> Result<(), Failure> {
    import(config, &args.file).map(|imported| tell(config, &imported, "imported into"))
}

pub(crate) fn restore(config: &Config, args: &RestoreArgs) -> Result<(), Failure> {
    let restored = import(config, &args.file)?;
    let token = match args.admin_token {
        true => Some(administrator_token(config, &restored)?),
        false => None,
    };
    if config.json {
        let kept_in = token.as_ref().map(|_| config.data.join(ADMIN_TOKEN_FILE));
        let token = token.map(|it| it.text);
        let told = json!({
            "commits": restored.head.position, "head": restored.head, "data": config.data,
            "as_of": restored.as_of, "token": token, "kept_in": kept_in,
        });
        print_json(&told);
        return Ok(());
    }
    tell(config, &restored, "restored into");
    out(&format!("everything is as it was at {}: tokens, links and sessions\n", restored.as_of));
    out("hold as they did then, also those that were revoked since\n");
    let file = config.data.join(ADMIN_TOKEN_FILE);
    match token {
        Some(token) => {
            out(&format!(
                "a new administrator's token (shown once, kept in {}):\n",
                file.display()
            ));
            out(&format!("  {}\n", token.text));
        }
        None if !file.exists() => {
            out(&format!("{ADMIN_TOKEN_FILE} is in no backup: copy it from the old folder\n"));
        }
        None => {}
    }
    out(&format!("next: windrose serve --data {}\n", recovery::quoted(&config.data)));
    Ok(())
}

/// What came of an import.
struct Imported {
    journal: Arc<dyn Journal>,
    head: Head,
    /// When the file was written.
    as_of: jiff::Timestamp,
}

fn import(config: &Config, file: &Path) -> Result<Imported, Failure> {
    // The whole file first: nothing is made of one that is damaged. What is piped in comes only once.
    if !journal_file::is_standard(file) {
        journal_file::check(file)?;
    }
    let mut reader = journal_file::open(file)?;
    let as_of = reader.first().exported_at;
    let store = compose::store_to_fill(&config.data)?;
    let done = transfer::import(&mut reader, store.journal.as_ref());
    let head = done.map_err(|error| match error {
        ImportError::File(error) => journal_file::refused(file, &error),
        ImportError::Store(error) => compose::store_failure(&config.data, &error),
        other @ ImportError::Other { .. } => {
            let folder = recovery::quoted(&config.data);
            Failure::from_error(exit::USAGE, &other)
                .because(format!("an import into {} was cut off", config.data.display()))
                .hint("repeat that one, or begin anew with this file:")
                .step(format!("rm -r {folder}"))
                .step(format!("windrose restore {} --data {folder}", recovery::quoted(file)))
        }
    })?;
    Ok(Imported { journal: store.finish()?, head, as_of })
}

/// Makes a token for an administrator of the store, kept where the first start keeps it.
fn administrator_token(config: &Config, restored: &Imported) -> Result<NewToken, Failure> {
    let (journal, clock) = (restored.journal.clone(), Arc::new(SystemClock));
    let engine = compose::engine_on(&config.data, journal, clock, TimeZone::UTC)?;
    compose::further_administrator_token(&engine, |token| compose::keep_token(&config.data, token))
}

fn tell(config: &Config, imported: &Imported, what: &str) {
    let head = imported.head;
    if config.json {
        print_json(&json!({"commits": head.position, "head": head, "data": config.data}));
        return;
    }
    out(&format!(
        "{} commits {what} {}, read back and checked\n",
        head.position,
        config.data.display()
    ));
    out(&super::head(head));
}
