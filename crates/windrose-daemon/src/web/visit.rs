//! Who visits a page, and with what; and the way from a page to a method.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{RawPathParams, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE};
use axum::http::{HeaderMap, Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::to_raw_value;
use windrose_core::engine::{AsOf, Look};
use windrose_core::journal::Position;
use windrose_core::rules::access::PilotScope;
use windrose_core::rules::directory::Directory;
use windrose_core::rules::ids::{InitiativeId, PersonId};
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::Step;
use windrose_core::view::directory::Sight;
use windrose_core::view::wording;

use super::Web;
use super::language::COOKIE_NAME;
use super::session::{same_origin, visitor};
use super::words::{Language, capital, each_word, t};
use crate::call::Call;
use crate::http::body::{self, Unread};
use crate::rpc::methods::METHODS;
use crate::rpc::{Kind, RpcError};

/// The longest form. A table of 200 rows pasted from a spreadsheet stays far below.
const FORM_BYTES_MAX: usize = 256 * 1024;

/// How long a form may take to arrive.
const FORM_TIMEOUT: Duration = Duration::from_secs(30);

/// A visit to a page.
#[derive(Clone)]
pub(super) struct Visit {
    /// Who visits, and the engine.
    pub call: Call,
    /// The one pilot that the visitor's session is for; they got here because this is its page.
    pub pilot: Option<PilotScope>,
    /// The path with its query, as it was asked for.
    pub here: String,
    /// How far the journal was before anything was read for this page: what comes later is told to it.
    pub position: Position,
    /// The parts of the path, by name.
    params: BTreeMap<String, String>,
    /// The query, in its order.
    pub query: Vec<(String, String)>,
    /// The form that was sent, as the browser wrote it; empty where a page is only read.
    pub body: Bytes,
    /// The directory, if the visitor may see names in it; not looked for before somebody asks.
    directory: OnceLock<Option<Arc<Directory>>>,
}

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Problem {
    /// Nobody is signed in.
    SignIn,
    /// A method said no.
    Rpc(RpcError),
    /// There is no such page.
    NoPage,
    /// The visitor's session is for one pilot, and this is not its page.
    OnePilot {
        /// Its page.
        home: String,
    },
    /// The form came from another site.
    OtherSite,
    /// What was sent is no form.
    BadRequest,
    /// The form holds more than is taken at once.
    TooMuch,
}

impl Problem {
    /// Our fault.
    pub(super) fn internal() -> Self {
        Self::Rpc(RpcError::internal())
    }

    /// The status that it has in HTTP.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NoPage => StatusCode::NOT_FOUND,
            Self::OnePilot { .. } | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooMuch => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Rpc(error) => match error.kind() {
                Kind::NotFound => StatusCode::NOT_FOUND,
                Kind::Forbidden => StatusCode::FORBIDDEN,
                Kind::InternalError => StatusCode::INTERNAL_SERVER_ERROR,
                Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
                Kind::VersionConflict | Kind::GateBlocked | Kind::Refused => StatusCode::CONFLICT,
                _ => StatusCode::BAD_REQUEST,
            },
        }
    }

    /// What it is, in a sentence.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::SignIn => t("problem-sign-in"),
            Self::NoPage | Self::OnePilot { .. } => t("problem-no-page"),
            Self::OtherSite | Self::BadRequest => t("problem-bad-request"),
            Self::TooMuch => t("problem-too-much"),
            Self::Rpc(error) => error.detail().to_owned(),
        }
    }
}

impl From<RpcError> for Problem {
    fn from(error: RpcError) -> Self {
        Self::Rpc(error)
    }
}

impl Visit {
    /// Finds out who visits, and reads what they sent.
    pub(super) async fn begin(
        web: Arc<Web>,
        params: &RawPathParams,
        request: Request,
    ) -> Result<Self, Problem> {
        let (head, unread) = request.into_parts();
        let here = head.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
        let writes = head.method == Method::POST;
        if writes && !same_origin(&web.gate.site, &head.headers) {
            return Err(Problem::OtherSite);
        }
        let visitor =
            visitor(&web.gate.engine, &web.gate.site, &head.headers).ok_or(Problem::SignIn)?;
        if !visitor.may_open(head.uri.path()) {
            return Err(Problem::OnePilot { home: visitor.home() });
        }
        let call = web.call(visitor.actor, reads(&head.headers));
        let body = if writes { form(&head.headers, unread).await? } else { Bytes::new() };
        let query = head.uri.query().unwrap_or_default();
        let position = *web.gate.engine.watch().borrow();
        Ok(Self {
            position,
            call,
            pilot: visitor.pilot,
            here,
            params: params
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            query: pairs(query.as_bytes()),
            body,
            directory: OnceLock::new(),
        })
    }

    /// A part of the path.
    pub(super) fn part(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// What the query says under a name, unless it is empty.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|it| !it.is_empty())
    }

    /// What a small form says under a name; those with many fields are read by `form`.
    pub(super) fn sent(&self, name: &str) -> Option<String> {
        pairs(&self.body).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The initiative that the path names.
    pub(super) fn initiative(&self) -> Result<InitiativeId, Problem> {
        self.part("initiative").parse().map_err(|_| Problem::NoPage)
    }

    /// The step that the path names.
    pub(super) fn step(&self) -> Result<Step, Problem> {
        Step::ALL.into_iter().find(|it| it.name() == self.part("step")).ok_or(Problem::NoPage)
    }

    /// The initiative that the path names, as the visitor may see it; as of the day in the query, if there is one.
    pub(super) async fn look(&self) -> Result<Look, Problem> {
        let as_of = self.as_of()?;
        Ok(self.call.look(&self.initiative()?, as_of).await?)
    }

    /// As of when the visitor wants to look.
    pub(super) fn as_of(&self) -> Result<Option<AsOf>, Problem> {
        use crate::rpc::methods::AsOfParam;
        let given = self.asked("as_of").map(|it| AsOfParam::Time(it.to_owned()));
        Ok(AsOfParam::read(given.as_ref(), &self.call.engine.now())?)
    }

    /// Calls a method as any other client would, and reads its answer.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &Value,
    ) -> Result<T, RpcError> {
        let row = METHODS.iter().find(|it| it.name == method).ok_or_else(RpcError::internal)?;
        let params = to_raw_value(params).map_err(|_| RpcError::internal())?;
        let answer = (row.call)(self.call.clone(), Some(&params)).await?;
        serde_json::from_str(answer.get()).map_err(|source| {
            tracing::error!(method, %source, "an answer does not read as what it is");
            RpcError::internal()
        })
    }

    /// Who visits.
    pub(super) fn person(&self) -> Option<&PersonId> {
        self.call.actor.id()
    }

    /// The directory, if the visitor may see names in it.
    pub(super) fn directory(&self) -> Option<&Directory> {
        let found = self.directory.get_or_init(|| {
            let engine = &self.call.engine;
            let leads = || self.person().is_some_and(|id| engine.leads_any(id));
            let sight = Sight::of(&engine.access(), &self.call.actor, leads);
            sight.map(|_| engine.directory())
        });
        found.as_deref()
    }

    /// The name of a person, as far as the visitor may know it.
    fn known_name(&self, id: &PersonId) -> Option<String> {
        let access = self.call.engine.access();
        let account = access.accounts.get(id).map(|it| it.name.clone());
        account.or_else(|| self.directory()?.people().get(id)?.name.as_deref().map(str::to_owned))
    }

    /// The name of a person, as far as it is known; else their id.
    pub(super) fn name_of(&self, id: &PersonId) -> String {
        self.known_name(id).unwrap_or_else(|| id.to_string())
    }

    /// A sentence as it begins a line, with people by their names. Ids are told from other words by their hyphens or figures;
    /// a number of as many figures is parted as the language does, and no word of its own.
    pub(super) fn said(&self, sentence: &str) -> String {
        let figures = |word: &str| word.len() >= 5 && word.contains(|it: char| it.is_ascii_digit());
        capital(&each_word(sentence, |word| {
            let id = (word.contains('-') || figures(word)).then(|| word.parse().ok()).flatten()?;
            self.known_name(&id)
        }))
    }

    /// The name of who did something.
    pub(super) fn actor_name(&self, actor: &Actor) -> String {
        actor.id().map_or_else(|| "windrose".to_owned(), |id| self.name_of(id))
    }

    /// An instant, given as RFC 3339, by the clock of the organisation.
    pub(super) fn moment(&self, at: &str) -> String {
        let calendar = self.call.engine.now().calendar;
        at.parse::<jiff::Timestamp>()
            .map_or_else(|_| at.to_owned(), |it| wording::day_time(it, &calendar))
    }

    /// The day of an instant, given as RFC 3339, by the clock of the organisation.
    pub(super) fn day(&self, at: &str) -> String {
        let zone = self.call.engine.now().calendar.zone;
        let at: Result<jiff::Timestamp, _> = at.parse();
        at.map_or_else(|_| String::new(), |it| wording::date(it.to_zoned(zone).date()))
    }

    /// Names of people, in a list.
    pub(super) fn names_of<'a>(&self, ids: impl IntoIterator<Item = &'a PersonId>) -> String {
        ids.into_iter().map(|id| self.name_of(id)).collect::<Vec<_>>().join(", ")
    }
}

/// A cookie by its name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut cookies =
        cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    cookies.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The language of a visitor: what they chose here, else what their browser asks for.
pub(super) fn reads(headers: &HeaderMap) -> Language {
    let chosen = cookie(headers, COOKIE_NAME).and_then(Language::from_tag);
    let accepts =
        || headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    chosen.unwrap_or_else(|| Language::accepted(accepts()))
}

async fn form(headers: &HeaderMap, sent: axum::body::Body) -> Result<Bytes, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::BadRequest);
    }
    let read = body::read(sent, FORM_BYTES_MAX, FORM_TIMEOUT).await;
    read.map_err(|unread| match unread {
        Unread::TooLong => Problem::TooMuch,
        Unread::TooSlow | Unread::Broken => Problem::BadRequest,
    })
}

pub(super) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// A key for one call: a form that is sent twice is carried out once.
pub(super) fn key() -> String {
    let mut bytes = [0; 16];
    // Without randomness a form is merely not protected against being sent twice.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}
