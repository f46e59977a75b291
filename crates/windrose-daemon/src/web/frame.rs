//! The frame around every page, and the headers it is sent with.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::visit::{Problem, Visit};
use super::words::{language, t, t_with};

/// Nothing from elsewhere, no script or style within the page, nobody frames it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page within the frame.
pub(super) fn page(visit: &Visit, title: &str, body: &Markup) -> Response {
    page_with(StatusCode::OK, visit, title, body)
}

/// The same with another status: a form that has to be mended.
pub(super) fn page_with(status: StatusCode, visit: &Visit, title: &str, body: &Markup) -> Response {
    answer(status, whole(Some(visit), events(visit), &visit.here, title, body))
}

/// A page for somebody who is not signed in.
pub(super) fn outside(status: StatusCode, here: &str, title: &str, body: &Markup) -> Response {
    answer(status, whole(None, None, here, title, body))
}

/// Sends the browser on, to be read with GET.
pub(super) fn go_to(path: &str) -> Response {
    let to = HeaderValue::from_str(path).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// What went wrong, as a page.
pub(super) fn problem(visit: Option<&Visit>, it: &Problem) -> Response {
    match it {
        Problem::SignIn => return go_to("/sign-in"),
        Problem::OnePilot { home } => return go_to(home),
        _ => {}
    }
    let title = t("problem-title");
    let body = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (it.sentence()) }
            p { a.button href="/" { (t("problem-back")) } }
        }
    };
    let here = visit.map_or("/sign-in", |it| it.here.as_str());
    // Nothing changes where there is nothing.
    answer(it.status(), whole(visit, None, here, &title, &body))
}

fn answer(status: StatusCode, page: Markup) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        // What one visitor may see is nothing to keep for the next.
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, page.into_string()).into_response()
}

fn whole(
    visit: Option<&Visit>,
    live: Option<String>,
    here: &str,
    title: &str,
    body: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · windrose" }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href=(assets::style());
                script type="module" src=(assets::module()) {}
            }
            body data-live=[live] {
                a.skip href="#main" { (t("skip")) }
                header.top {
                    a.brand href="/" { (mark()) span { "windrose" } }
                    @if let Some(visit) = visit { (navigation(visit)) }
                    (languages(here))
                }
                main #main tabindex="-1" { (body) }
                footer.bottom {
                    p { (t_with("footer", &[("version", env!("CARGO_PKG_VERSION").into())])) }
                }
                // Where the module tells what changed; read aloud when it does.
                div #live role="status" aria-live="polite"
                    data-changed=(t("live-changed")) data-typing=(t("live-typing")) {}
            }
        }
    }
}

/// Where a page hears of changes: of its initiative, or of all of them. What is shown as it was never changes.
fn events(visit: &Visit) -> Option<String> {
    if visit.pilot.is_some() || visit.asked("as_of").is_some() {
        return None;
    }
    let one = visit.initiative().map(|id| format!("initiative={id}&")).unwrap_or_default();
    Some(format!("/events?{one}after={}", visit.position))
}

fn navigation(visit: &Visit) -> Markup {
    let path = visit.here.split('?').next().unwrap_or_default();
    let link = |to: &str, words: String| {
        let current = (path == to).then_some("page");
        html! { a href=(to) aria-current=[current] { (words) } }
    };
    let name = visit.person().map(|id| visit.name_of(id)).unwrap_or_default();
    html! {
        // Whoever came for one pilot has nowhere else to go.
        @if visit.pilot.is_none() {
            nav aria-label=(t("nav")) {
                (link("/", t("nav-portfolio")))
                (link("/inbox", t("nav-inbox")))
                @if visit.directory().is_some() { (link("/directory", t("nav-directory"))) }
                (link("/start", t("nav-start")))
            }
        }
        form.who method="post" action="/sign-out" {
            span { (name) }
            button.quiet type="submit" { (t("sign-out")) }
        }
    }
}

fn languages(here: &str) -> Markup {
    let spoken = language();
    html! {
        nav.languages aria-label=(t("nav-language")) {
            @for it in super::words::Language::ALL {
                @let to = form_urlencoded::Serializer::new(String::new())
                    .append_pair("to", it.tag()).append_pair("back", here).finish();
                a href={ "/language?" (to) } lang=(it.tag()) hreflang=(it.tag())
                    aria-current=[(it == spoken).then_some("true")] { (it.tag().to_uppercase()) }
            }
        }
    }
}

/// The mark: a compass rose of eight points.
fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
            path d="M16 1l3 12 12 3-12 3-3 12-3-12-12-3 12-3z" {}
            path d="M7 7l7 5 4-0 7-5-5 7 0 4 5 7-7-5-4 0-7 5 5-7 0-4z" {}
        }
    }
}
