//! `windrose directory`: a table of people becomes the directory.

use std::io::{BufRead as _, IsTerminal as _, Read as _, Write as _};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use windrose_core::rules::directory::ROWS_MAX;
use windrose_core::rules::ids::{Digest, ImportId};

use super::{out, print_json};
use crate::args::{DirectoryCommand, DirectoryImportArgs};
use crate::client::{CallError, Client};
use crate::config::Config;
use crate::failure::{Failure, exit};
use crate::people_file::{self, Table};
use crate::show::directory as show;
use crate::{journal_file, recovery};

/// The most bytes of rows that are sent at once: what is stored of them has to fit into one commit.
const ROWS_BYTES_MAX: usize = 380 * 1024;

/// The longest part of a file's name that an import is called by.
const STEM_LENGTH_MAX: usize = 40;

pub(crate) fn run(config: &Config, command: &DirectoryCommand) -> Result<(), Failure> {
    match command {
        DirectoryCommand::Import(args) => import(config, args),
        DirectoryCommand::Preview { import, limit } => {
            let preview = preview(&Client::configured(config)?, import, *limit)?;
            tell(config, &preview, |it| show::preview(it, &[]));
            Ok(())
        }
        DirectoryCommand::Publish { import, confirm } => {
            let done = publish(&Client::configured(config)?, import, *confirm)?;
            tell(config, &done, |_| format!("published {import}\n"));
            Ok(())
        }
        DirectoryCommand::Drop { import } => {
            let params = json!({"import": import});
            let done = Client::configured(config)?.command("directory_drop", &params)?;
            tell(config, &done, |_| format!("dropped {import}\n"));
            Ok(())
        }
        DirectoryCommand::Show { unit, manager, words, limit } => {
            let asked = json!({"unit": unit, "manager": manager, "words": words});
            let found = read(&Client::configured(config)?, asked, *limit)?;
            tell(config, &found, show::people);
            Ok(())
        }
    }
}

fn tell(config: &Config, answer: &Value, text: impl FnOnce(&Value) -> String) {
    if config.json {
        print_json(answer);
    } else {
        out(&text(answer));
    }
}

fn import(config: &Config, args: &DirectoryImportArgs) -> Result<(), Failure> {
    let bytes = bytes(args)?;
    let table = people_file::read(&bytes, &args.columns)?;
    let client = Client::configured(config)?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => name_of(args, &bytes),
    };
    if !config.json {
        out(&show::columns(&table));
    }
    send(&client, &name, &table)?;
    let mut preview = preview(&client, &name, args.limit)?;
    if !config.json {
        out(&show::preview(&preview, &table.lines));
    }
    let needs_confirm = preview["needs_confirm"] == true;
    let forget = || client.command("directory_drop", &json!({"import": name})).map(drop);
    let confirm = match decide(config, args, needs_confirm) {
        Decided::Publish { confirm } => confirm,
        Decided::Forget => {
            forget()?;
            preview["published"] = false.into();
            tell(config, &preview, |_| "nothing was published\n".to_owned());
            return Ok(());
        }
        Decided::Unasked => {
            let what = format!("nothing was published: nobody could be asked, and {name} waits");
            return Err(Failure::new(exit::REFUSED, what)
                .hint("publish it, or repeat the import with --yes:")
                .step(format!("windrose directory publish {name}"))
                .step(format!("windrose directory drop {name}")));
        }
    };
    publish(&client, &name, confirm)?;
    preview["published"] = true.into();
    tell(config, &preview, |it| format!("published: {} people\n", show::count(&it["people"])));
    Ok(())
}

fn bytes(args: &DirectoryImportArgs) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if journal_file::is_standard(&args.file) {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(&args.file).map(|it| bytes = it)
    };
    read.map_err(|error| {
        let what = format!("{} cannot be read", args.file.display());
        Failure::new(exit::USAGE, what).because(error).hint("give the path of a CSV file")
    })?;
    Ok(bytes)
}

/// What an import is called: the same for the same file, so that one that was cut off goes on when it is repeated.
fn name_of(args: &DirectoryImportArgs, bytes: &[u8]) -> String {
    let stem = args.file.file_stem().and_then(|it| it.to_str()).unwrap_or_default();
    let fits = |it: &char| it.is_ascii_alphanumeric() || *it == '-' || *it == '_';
    let stem: String = stem.to_lowercase().chars().filter(fits).take(STEM_LENGTH_MAX).collect();
    let stem = stem.trim_start_matches(['-', '_']);
    let stem = if stem.is_empty() { "people" } else { stem };
    // Other columns of the same file are another import.
    let asked = [bytes, args.columns.join("\n").as_bytes()].concat();
    let digest = Digest::of(&asked).to_string();
    let name = format!("{stem}-{}", &digest[..8]);
    debug_assert!(name.parse::<ImportId>().is_ok(), "{name}");
    name
}

/// Sends all rows, as many at once as are taken, and says how far it is.
fn send(client: &Client, name: &str, table: &Table) -> Result<(), Failure> {
    let bar = ProgressBar::new(table.rows.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} rows") {
        bar.set_style(style);
    }
    let mut from = 0;
    loop {
        let to = from + fits(&table.rows[from..]);
        let rows = &table.rows[from..to];
        let params = json!({"import": name, "first_row": from + 1, "rows": rows});
        if let Err(failure) = stage(client, name, &params, from == 0) {
            bar.abandon();
            return Err(failure);
        }
        bar.set_position(to as u64);
        from = to;
        if from >= table.rows.len() {
            bar.finish_and_clear();
            return Ok(());
        }
    }
}

/// How many of these rows are sent at once.
fn fits(rows: &[Value]) -> usize {
    let mut bytes = 0;
    let fit = rows.iter().take(ROWS_MAX).take_while(|row| {
        bytes += row.to_string().len() + 32;
        bytes <= ROWS_BYTES_MAX
    });
    fit.count().max(rows.len().min(1))
}

/// Sends rows. An import of the same file that others have overtaken is begun anew.
fn stage(client: &Client, name: &str, params: &Value, first: bool) -> Result<(), Failure> {
    match client.call("directory_import", params) {
        Err(CallError::Rpc(error))
            if first && error.pointer("/data/refusal") == Some(&"import_overtaken".into()) =>
        {
            client.command("directory_drop", &json!({"import": name}))?;
        }
        Ok(_) => return Ok(()),
        // Said as of any other call.
        Err(_) => {}
    }
    client.command("directory_import", params).map(drop)
}

fn preview(client: &Client, import: &str, limit: u32) -> Result<Value, Failure> {
    client.command("directory_preview", &json!({"import": import, "limit": limit}))
}

fn publish(client: &Client, import: &str, confirm: bool) -> Result<Value, Failure> {
    let done = client.command("directory_publish", &json!({"import": import, "confirm": confirm}));
    done.map_err(|failure| {
        let again = format!("windrose directory preview {}", recovery::quoted(import.as_ref()));
        failure.step(again)
    })
}

enum Decided {
    Publish { confirm: bool },
    Forget,
    Unasked,
}

fn decide(config: &Config, args: &DirectoryImportArgs, needs_confirm: bool) -> Decided {
    if args.dry_run {
        return Decided::Forget;
    }
    if args.yes {
        return Decided::Publish { confirm: args.confirm };
    }
    if config.json || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Decided::Unasked;
    }
    let question = if needs_confirm {
        "More than a third of the people would leave. Publish it all the same? [y/N] "
    } else {
        "Publish this? [y/N] "
    };
    out(question);
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" => Decided::Publish { confirm: needs_confirm },
        _ => Decided::Forget,
    }
}

/// Reads the directory, page by page.
fn read(client: &Client, mut asked: Value, limit: usize) -> Result<Value, Failure> {
    /// The most people of one page.
    const PAGE: usize = 200;
    let mut people: Vec<Value> = Vec::new();
    loop {
        asked["limit"] = (limit - people.len()).clamp(1, PAGE).into();
        let mut page = client.command("directory_read", &asked)?;
        let found = page["people"].as_array_mut().map(std::mem::take).unwrap_or_default();
        people.extend(found);
        asked["cursor"] = page["cursor"].clone();
        if people.len() >= limit || asked["cursor"].is_null() {
            people.truncate(limit);
            page["people"] = people.into();
            return Ok(page);
        }
    }
}
