//! The pages. They show what `windrose_core::view` makes and send the same calls as every other client; no rule lives
//! here.
//!
//! ```text
//!  GET  ─► who visits? ─► view ─► maud ─► frame ─► HTML       (draw: pictures; form: fields from a schema)
//!  POST ─► from our own page? ─► who visits? ─► form ─► the method's row ─► 303, or the page with what was typed
//! ```
//!
//! To add a page: its file here, and its line in [`ROUTES`].

mod assets;
mod checklist;
mod choices;
mod decide;
mod deed;
pub mod draw;
pub(crate) mod form;
mod frame;
mod inbox;
mod initiative;
mod language;
mod people;
mod portfolio;
mod receipt;
mod record;
mod records;
mod route;
mod sheet;
mod start;
mod timeline;
mod visit;
mod words;

use std::sync::Arc;

use axum::Router;

use crate::call::Call;
use crate::rpc::Dispatcher;
use crate::token::TokenGate;
use route::{Route, get, post};

/// Every page. A path's parts in braces are handed to the page by their names.
static ROUTES: &[Route] = &[
    get("/", |it| Box::pin(portfolio::show(it))),
    get("/start", |it| Box::pin(start::show(it))),
    get("/inbox", |it| Box::pin(inbox::show(it))),
    get("/do/{method}", |it| Box::pin(deed::show(it))),
    post("/do/{method}", |it| Box::pin(deed::send(it))),
    get("/i/{initiative}", |it| Box::pin(initiative::show(it))),
    get("/i/{initiative}/gate/{step}", |it| Box::pin(initiative::gate(it))),
    get("/i/{initiative}/decide/{step}", |it| Box::pin(decide::show(it))),
    get("/i/{initiative}/receipt/{step}/{version}", |it| Box::pin(receipt::show(it))),
    get("/i/{initiative}/timeline", |it| Box::pin(timeline::show(it))),
    get("/i/{initiative}/people", |it| Box::pin(people::show(it))),
    get("/i/{initiative}/record", |it| Box::pin(records::choose(it))),
    get("/i/{initiative}/record/{kind}", |it| Box::pin(record::show(it))),
    post("/i/{initiative}/record/{kind}", |it| Box::pin(record::send(it))),
    get("/i/{initiative}/saved/{version}", |it| Box::pin(record::saved(it))),
    get("/i/{initiative}/records", |it| Box::pin(records::list(it))),
    get("/i/{initiative}/records/{record}", |it| Box::pin(records::one(it))),
    get("/i/{initiative}/sheet", |it| Box::pin(sheet::show(it))),
    get("/language", |it| Box::pin(language::choose(it))),
];

/// What the pages work with.
pub struct Web {
    /// Who is let in, and the engine.
    pub gate: TokenGate,
    /// The methods that forms are sent to.
    pub dispatcher: Arc<Dispatcher<Call>>,
}

/// The routes of the pages, and of what they are made of.
pub fn router(web: Web) -> Router {
    let web = Arc::new(web);
    let pages = ROUTES.iter().fold(Router::new(), |router, it| it.mount(router, &web));
    pages.merge(assets::router())
}
