//! Which language a visitor reads, kept in a cookie of this browser.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::frame::go_to;
use super::visit::{Problem, Visit};
use super::words::Language;

/// The cookie that keeps it.
pub(super) const COOKIE_NAME: &str = "windrose-language";

/// `GET /language?to=de&back=/…`. A preference of the browser: nothing is written here.
pub(super) async fn choose(visit: Visit) -> Result<Response, Problem> {
    let wanted = visit.asked("to").and_then(Language::from_tag).ok_or(Problem::NoPage)?;
    let mut response = go_to(local(visit.asked("back").unwrap_or("/")));
    let cookie = format!("{COOKIE_NAME}={}; Path=/; Max-Age=31536000; SameSite=Lax", wanted.tag());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A path of this site; anything else leads to the first page.
pub(super) fn local(path: &str) -> &str {
    let here = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if here && path.chars().all(|it| !it.is_control()) { path } else { "/" }
}
