//! From a request to a page: who visits, in which language, with what; and what becomes of what goes wrong.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{RawPathParams, Request};
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodFilter, on};

use super::Web;
use super::frame::problem;
use super::visit::{Problem, Visit, reads};
use crate::language::speaking;

/// A page under way.
pub(super) type Handling = Pin<Box<dyn Future<Output = Result<Response, Problem>> + Send>>;

/// One row of the table of pages.
pub(super) struct Route {
    method: Method,
    path: &'static str,
    handle: fn(Visit) -> Handling,
}

/// A page to be read.
pub(super) const fn get(path: &'static str, handle: fn(Visit) -> Handling) -> Route {
    Route { method: Method::GET, path, handle }
}

/// A form that is sent.
pub(super) const fn post(path: &'static str, handle: fn(Visit) -> Handling) -> Route {
    Route { method: Method::POST, path, handle }
}

impl Route {
    /// Adds the page to a router.
    pub(super) fn mount(&'static self, router: Router, web: &Arc<Web>) -> Router {
        let web = web.clone();
        let filter =
            if self.method == Method::POST { MethodFilter::POST } else { MethodFilter::GET };
        let handler = move |params: RawPathParams, request: Request| {
            let web = web.clone();
            async move {
                // On a task of its own: a visitor who leaves cancels nothing.
                let handled = tokio::spawn(self.run(web, params, request)).await;
                handled.unwrap_or_else(|source| {
                    tracing::error!(%source, path = self.path, "a page ended without an answer");
                    problem(None, &Problem::internal())
                })
            }
        };
        router.route(self.path, on(filter, handler))
    }

    async fn run(
        &'static self,
        web: Arc<Web>,
        params: RawPathParams,
        request: Request,
    ) -> Response {
        let language = reads(request.headers());
        match Visit::begin(web, &params, request).await {
            // Who is turned away is told so in their language, too.
            Err(before) => speaking(language, async { problem(None, &before) }).await,
            Ok(visit) => {
                let told = visit.clone();
                let shown = async move {
                    match (self.handle)(visit).await {
                        Ok(response) => response,
                        Err(it) => problem(Some(&told), &it),
                    }
                };
                speaking(language, shown).await
            }
        }
    }
}
