//! Calls the daemon: JSON-RPC over HTTP.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use windrose_core::journal::transfer::Page;
use windrose_core::journal::{Head, Position};
use windrose_core::view::wording::Language;

use crate::config::Config;
use crate::failure::{Failure, exit};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The name of the file in the store's folder that holds the first administrator's token.
pub const ADMIN_TOKEN_FILE: &str = "admin.token";

/// A client of one daemon, with one token.
#[derive(Debug, Clone)]
pub struct Client {
    agent: ureq::Agent,
    url: String,
    token: String,
    language: Language,
}

/// Why a call brought no result.
#[derive(Debug)]
pub enum CallError {
    /// The daemon answered with a JSON-RPC error.
    Rpc(Value),
    /// The daemon was not reached, or what answered is not one.
    Transport(String),
}

impl Client {
    /// A client that is answered in English.
    pub fn new(url: &str, token: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .build();
        let url = url.trim_end_matches('/').to_owned();
        Self { agent: config.into(), url, token: token.to_owned(), language: Language::English }
    }

    /// The same, answered in another language.
    #[must_use]
    pub fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// A client as configured; without a token, with the administrator's of a store that lies here.
    ///
    /// # Errors
    /// When there is no token.
    pub fn configured(config: &Config) -> Result<Self, Failure> {
        if let Some(token) = &config.token {
            return Ok(Self::new(&config.url, token).speaking(config.language));
        }
        let file = config.data.join(ADMIN_TOKEN_FILE);
        match std::fs::read_to_string(&file) {
            Ok(token) => Ok(Self::new(&config.url, token.trim()).speaking(config.language)),
            Err(source) => Err(Failure::new(exit::USAGE, "no access token was given")
                .because(format!("{}: {source}", file.display()))
                .hint(
                    "give one with --token or WINDROSE_TOKEN, or the store's folder with --data",
                )),
        }
    }

    /// Calls a method.
    ///
    /// # Errors
    /// When the daemon answers with an error, or is not reached.
    pub fn call(&self, method: &str, params: &Value) -> Result<Value, CallError> {
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let sent = self
            .agent
            .post(format!("{}/rpc", self.url))
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Accept-Language", self.language.tag())
            .content_type("application/json")
            .send(request.to_string());
        let transport = |error: ureq::Error| CallError::Transport(error.to_string());
        let mut response = sent.map_err(transport)?;
        let text = response.body_mut().read_to_string().map_err(transport)?;
        let mut answer: Value = serde_json::from_str(&text).map_err(|_| {
            CallError::Transport(format!("{} answered something that is not JSON-RPC", self.url))
        })?;
        if let Some(error) = answer.get_mut("error") {
            return Err(CallError::Rpc(error.take()));
        }
        match answer.get_mut("result") {
            Some(result) => Ok(result.take()),
            None => Err(CallError::Transport(format!("{} answered no result", self.url))),
        }
    }

    /// Reads a page of the daemon's journal.
    ///
    /// # Errors
    /// A failure that says what to try.
    pub fn journal(&self, from: Position) -> Result<Page, Failure> {
        #[derive(Deserialize)]
        struct Answer {
            lines: Vec<String>,
            head: Head,
        }
        let answer = self.command("journal_read", &json!({"from": from}))?;
        let Answer { lines, head } = serde_json::from_value(answer).map_err(|error| {
            let what = format!("{} answered no page of a journal", self.url);
            Failure::new(exit::UNREACHED, what).because(error)
        })?;
        Ok(Page { lines, head })
    }

    /// Calls a method for a command of the command line.
    ///
    /// # Errors
    /// A failure that says what to try.
    pub fn command(&self, method: &str, params: &Value) -> Result<Value, Failure> {
        self.call(method, params).map_err(|error| match error {
            CallError::Rpc(error) => {
                let text = |pointer: &str| error.pointer(pointer).and_then(Value::as_str);
                let detail = text("/data/detail").or(text("/message")).unwrap_or("refused");
                let failure = Failure::new(exit::REFUSED, detail);
                // The next call: what the rule advises, or the method that was probably meant.
                let meant = text("/data/nearest/0")
                    .filter(|_| text("/data/kind") == Some("method_not_found"));
                let next = text("/data/advice").filter(|it| !it.is_empty()).or(meant);
                let failure = match next {
                    Some(method) => failure.hint(format!("windrose call {method}")),
                    None => failure,
                };
                failure.data(error)
            }
            CallError::Transport(cause) => {
                Failure::new(exit::UNREACHED, format!("no daemon answers at {}", self.url))
                    .because(cause)
                    .hint("start it with `windrose serve`, or give its address with --url")
            }
        })
    }
}
