//! What every page is made of: the style sheet, the module, the icon. Named by what they contain, so that browsers keep them.

use std::sync::LazyLock;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::IntoResponse;
use axum::routing::get;
use windrose_core::rules::ids::Digest;

/// The style sheet: colours and page first, then forms and pictures.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("assets/base.css"),
        include_str!("assets/parts.css"),
        include_str!("assets/form.css"),
        include_str!("assets/draw.css"),
        include_str!("assets/print.css"),
    ]
    .concat()
});

const MODULE: &str = include_str!("assets/windrose.js");
const ICON: &str = include_str!("assets/icon.svg");

/// An asset's address, which changes with its content.
pub(super) fn style() -> String {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("windrose.css", &STYLE));
    ADDRESS.clone()
}

/// The same of the module.
pub(super) fn module() -> String {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("windrose.js", MODULE));
    ADDRESS.clone()
}

fn address(name: &str, content: &str) -> String {
    let digest = Digest::of(content.as_bytes()).to_string();
    format!("/assets/{name}?{}", &digest[..12])
}

/// The routes of the assets. They are the same for everybody, signed in or not.
pub(super) fn router() -> Router {
    let asset = |media_type: &'static str, content: fn() -> &'static str| {
        get(move || async move {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static(media_type)),
                (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
                (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            ];
            (headers, content()).into_response()
        })
    };
    Router::new()
        .route("/assets/windrose.css", asset("text/css; charset=utf-8", || STYLE.as_str()))
        .route("/assets/windrose.js", asset("text/javascript; charset=utf-8", || MODULE))
        .route("/assets/icon.svg", asset("image/svg+xml", || ICON))
}
