//! Flags over `WINDROSE_*` variables over `windrose.toml` over defaults, resolved once.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;
use windrose_core::view::wording::Language;

use crate::args::Common;
use crate::failure::{Failure, exit};

/// Where the daemon listens and is looked for when nothing else is said.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:7474";

/// What is said for every command, resolved.
#[derive(Debug, Clone)]
pub struct Config {
    /// Print JSON instead of text.
    pub json: bool,
    /// The folder of the store.
    pub data: PathBuf,
    /// The daemon's address, for commands that call it.
    pub url: String,
    /// The access token, if one was given.
    pub token: Option<String>,
    /// What is logged.
    pub log: String,
    /// Where to listen, if the file says so.
    pub listen: Option<String>,
    /// The address under which people reach the pages, if the file says so.
    pub public_url: Option<String>,
    /// The language in which answers are asked for: the one of the environment.
    pub language: Language,
    /// The time zone, if the file says so.
    pub timezone: Option<String>,
    /// The days besides weekends on which nobody works, if the file says so.
    pub holidays: Vec<Date>,
}

/// `windrose.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    url: Option<String>,
    token: Option<String>,
    log: Option<String>,
    listen: Option<String>,
    public_url: Option<String>,
    timezone: Option<String>,
    #[serde(default)]
    holidays: Vec<Date>,
}

/// Resolves the configuration.
///
/// # Errors
/// When the file cannot be read or says something that is not known.
pub fn load(args: &Common) -> Result<Config, Failure> {
    let file = match &args.config {
        Some(path) => read(path)?,
        None => {
            let path = Path::new("windrose.toml");
            if path.exists() { read(path)? } else { File::default() }
        }
    };
    let listen_url = file.listen.as_ref().map(|listen| format!("http://{listen}"));
    Ok(Config {
        json: args.json,
        data: args.data.clone().or(file.data).unwrap_or_else(|| PathBuf::from("windrose-data")),
        url: args
            .url
            .clone()
            .or(file.url)
            .or(listen_url)
            .unwrap_or_else(|| format!("http://{DEFAULT_LISTEN}")),
        token: args.token.clone().or(file.token),
        log: args.log.clone().or(file.log).unwrap_or_else(|| "info".to_owned()),
        listen: file.listen,
        public_url: file.public_url,
        language: language(|name| std::env::var(name).ok()),
        timezone: file.timezone,
        holidays: file.holidays,
    })
}

/// The language of the environment; English where it names another one or none.
fn language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
    // The first that is set decides, whatever it says.
    let tag = { named }.find(|it| !it.is_empty()).unwrap_or_default();
    Language::from_tag(&tag).unwrap_or_default()
}

fn read(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path).map_err(|source| {
        Failure::new(exit::USAGE, format!("the configuration {} cannot be read", path.display()))
            .because(source)
    })?;
    toml::from_str(&text).map_err(|source| {
        Failure::new(exit::USAGE, format!("the configuration {} does not hold", path.display()))
            .because(source.message())
            .hint("it knows data, url, token, log, listen, public_url, timezone and holidays")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_of_the_environment() {
        let cases: [(&[(&str, &str)], Language); 6] = [
            (&[], Language::English),
            (&[("LANG", "de_DE.UTF-8")], Language::German),
            (&[("LC_MESSAGES", "C"), ("LANG", "de_DE.UTF-8")], Language::English),
            (&[("LC_ALL", "de"), ("LANG", "en_GB.UTF-8")], Language::German),
            (&[("LC_ALL", ""), ("LC_MESSAGES", "de_AT")], Language::German),
            (&[("LANG", "fr_FR")], Language::English),
        ];
        for (variables, expected) in cases {
            let variable = |name: &str| {
                variables.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(language(variable), expected, "{variables:?}");
        }
    }
}
