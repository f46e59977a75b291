//! Where figures go: to whoever measures, and into a file when they are to be kept.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::describe::{date, describe};
use super::{Args, Place};

/// Where runs are kept.
const RUNS: &str = "benches/runs";

/// The figures of a run.
pub(super) struct Results {
    json: bool,
    file: Option<PathBuf>,
    lines: Vec<String>,
}

impl Results {
    /// Describes the machine first.
    pub(super) fn begin(place: &Place, args: &Args) -> Result<Self, String> {
        let file = match &args.name {
            Some(name) => {
                let date = date().ok_or("`date` does not tell which day it is")?;
                Some(place.root.join(RUNS).join(format!("{date}-{name}.jsonl")))
            }
            None => None,
        };
        let mut it = Self { json: args.json, file, lines: Vec::new() };
        let machine = describe(&place.root, &place.target, &args.typed);
        let text = |name: &str| machine[name].to_string().replace('"', "");
        let shown = format!(
            "{} cores, {}, kernel {}, {}, {} GB memory",
            text("cores"),
            text("cpu"),
            text("kernel"),
            text("file_system"),
            text("memory_gb")
        );
        it.add(&machine, &shown)?;
        Ok(it)
    }

    /// Adds figures, with what is shown of them to a person, and keeps all that there are so far: a run that is broken
    /// off has taken what it has taken.
    pub(super) fn add(&mut self, figures: &Value, shown: &str) -> Result<(), String> {
        if self.json {
            println!("{figures}");
        } else if !shown.is_empty() {
            println!("{shown}");
        }
        self.lines.push(figures.to_string());
        let Some(file) = &self.file else { return Ok(()) };
        let kept = fs::create_dir_all(file.parent().unwrap_or(file))
            .and_then(|()| fs::write(file, self.lines.join("\n") + "\n"));
        kept.map_err(|it| format!("{}: {it}", file.display()))
    }

    /// Shows a person something that is no figure.
    pub(super) fn say(&self, text: &str) {
        if !self.json {
            println!("{text}");
        }
    }
}
