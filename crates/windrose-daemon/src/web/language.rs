//! Which language a visitor reads, kept in a cookie of this browser.

use axum::Router;
use axum::extract::RawQuery;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::get;

use super::frame::{go_to, problem};
use super::visit::{Problem, pairs};
use super::words::Language;

/// The cookie that keeps it.
pub(super) const COOKIE_NAME: &str = "windrose-language";

/// The route: nobody has to be signed in to read.
pub(super) fn router() -> Router {
    Router::new().route("/language", get(choose))
}

/// `GET /language?to=de&back=/…`. A preference of the browser: nothing is written here.
async fn choose(RawQuery(query): RawQuery) -> Response {
    let query = pairs(query.unwrap_or_default().as_bytes());
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, it)| it.as_str());
    let Some(wanted) = asked("to").and_then(Language::from_tag) else {
        return problem(None, &Problem::NoPage);
    };
    let mut response = go_to(local(asked("back").unwrap_or("/")));
    let cookie = format!("{COOKIE_NAME}={}; Path=/; Max-Age=31536000; SameSite=Lax", wanted.tag());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// A path of this site; anything else leads to the first page.
pub(super) fn local(path: &str) -> &str {
    let here = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if here && path.chars().all(|it| !it.is_control()) { path } else { "/" }
}
