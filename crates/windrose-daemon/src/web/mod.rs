//! The pages. They show what `windrose_core::view` makes and send the same calls as every other client; no rule lives
//! here.
//!
//! ```text
//!  GET  ─► who visits? ─► view ─► maud ─► frame ─► HTML       (draw: pictures; form: fields from a schema)
//!  POST ─► from our own page? ─► who visits? ─► form ─► the method's row ─► 303, or the page with what was typed
//! ```
//!
//! To add a page: its file here, and its line in `ROUTES`.

mod assets;
mod charts;
mod checklist;
mod choices;
mod coalition;
mod decide;
mod deed;
mod directory;
pub mod draw;
pub(crate) mod form;
mod frame;
mod inbox;
mod initiative;
mod invite;
mod language;
pub mod live;
mod paste;
mod people;
mod pilot;
mod pilots;
mod portfolio;
pub(crate) mod qr;
mod receipt;
mod record;
mod records;
mod route;
mod session;
mod sheet;
mod sign_in;
mod start;
mod timeline;
mod visit;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::Response;
use windrose_core::rules::role::Actor;
use windrose_core::view::wording::Language;

use crate::call::Call;
use crate::http::unknown_path;
use crate::language::speaking;
use crate::token::TokenGate;
use route::{Route, get, post};

/// Every page. A path's parts in braces are handed to the page by their names.
static ROUTES: &[Route] = &[
    get("/", |it| Box::pin(portfolio::show(it))),
    get("/start", |it| Box::pin(start::show(it))),
    get("/inbox", |it| Box::pin(inbox::show(it))),
    get("/directory", |it| Box::pin(directory::show(it))),
    post("/directory", |it| Box::pin(directory::send(it))),
    get("/do/{method}", |it| Box::pin(deed::show(it))),
    post("/do/{method}", |it| Box::pin(deed::send(it))),
    get("/i/{initiative}", |it| Box::pin(initiative::show(it))),
    get("/i/{initiative}/gate/{step}", |it| Box::pin(initiative::gate(it))),
    get("/i/{initiative}/decide/{step}", |it| Box::pin(decide::show(it))),
    get("/i/{initiative}/receipt/{step}/{version}", |it| Box::pin(receipt::show(it))),
    get("/i/{initiative}/timeline", |it| Box::pin(timeline::show(it))),
    get("/i/{initiative}/people", |it| Box::pin(people::show(it))),
    get("/i/{initiative}/invite/{pilot}", |it| Box::pin(invite::show(it))),
    post("/i/{initiative}/invite/{pilot}", |it| Box::pin(invite::send(it))),
    get("/i/{initiative}/record", |it| Box::pin(records::choose(it))),
    get("/i/{initiative}/record/{kind}", |it| Box::pin(record::show(it))),
    post("/i/{initiative}/record/{kind}", |it| Box::pin(record::send(it))),
    get("/i/{initiative}/paste/{kind}", |it| Box::pin(paste::show(it))),
    post("/i/{initiative}/paste/{kind}", |it| Box::pin(paste::send(it))),
    get("/i/{initiative}/saved/{version}", |it| Box::pin(record::saved(it))),
    get("/i/{initiative}/records", |it| Box::pin(records::list(it))),
    get("/i/{initiative}/records/{record}", |it| Box::pin(records::one(it))),
    get("/p/{initiative}/{pilot}", |it| Box::pin(pilot::show(it))),
    post("/p/{initiative}/{pilot}", |it| Box::pin(pilot::send(it))),
    get("/p/{initiative}/{pilot}/saved/{version}", |it| Box::pin(pilot::saved(it))),
    get("/i/{initiative}/charts", |it| Box::pin(charts::show(it))),
    get("/i/{initiative}/pilots", |it| Box::pin(pilots::show(it))),
    get("/i/{initiative}/coalition", |it| Box::pin(coalition::show(it))),
    get("/i/{initiative}/sheet", |it| Box::pin(sheet::show(it))),
];

/// What the pages work with.
pub struct Web {
    /// Who is let in, and the engine.
    pub gate: TokenGate,
    /// What tells open pages that something has changed.
    pub live: live::Live,
}

impl Web {
    /// A call by whoever visits.
    fn call(&self, actor: Actor, language: Language) -> Call {
        Call { engine: self.gate.engine.clone(), actor, site: self.gate.site.clone(), language }
    }
}

/// The routes of the pages, and of what they are made of.
pub fn router(web: Web) -> Router {
    let web = Arc::new(web);
    let pages = ROUTES.iter().fold(Router::new(), |router, it| it.mount(router, &web));
    let pages =
        pages.merge(sign_in::router(&web)).merge(language::router()).merge(assets::router());
    pages.merge(live::router(web.live.clone(), move |headers| {
        let TokenGate { engine, site } = &web.gate;
        // Not with a session for one pilot, which opens that pilot's form and nothing else.
        let visitor = session::visitor(engine, site, headers)?;
        visitor.may_open("/events").then_some(visitor.actor)
    }))
}

/// An address that there is not: a browser is shown a page, a program is told where calls go.
pub async fn no_page(headers: HeaderMap) -> Response {
    let accepts = headers.get(ACCEPT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if !accepts.contains("text/html") {
        return unknown_path().await;
    }
    let language = visit::reads(&headers);
    speaking(language, async { frame::problem(None, &visit::Problem::NoPage) }).await
}
