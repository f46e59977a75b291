//! All initiatives that the visitor may see.
use axum::response::Response;
use maud::html;
use windrose_core::view::board::list_row;

use super::frame::page;
use super::visit::{Problem, Visit};
use super::words::t;

/// `GET /`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let found = visit.call.engine.initiatives(&visit.call.actor, None, 50);
    let body = html! {
        h1 { (t("nav-portfolio")) }
        ul { @for it in found.iter().filter_map(|it| list_row(it)) { li { a href={ "/i/" (it.initiative) } { (it.title) } } } }
    };
    Ok(page(&visit, &t("nav-portfolio"), &body))
}
