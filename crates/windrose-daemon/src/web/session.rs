//! Who is signed in: the cookie, and whether a form comes from one of our own pages.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use windrose_core::engine::Engine;
use windrose_core::rules::access::PilotScope;
use windrose_core::rules::ids::SessionId;
use windrose_core::rules::role::Actor;

use super::visit::cookie as read_cookie;
use crate::secret::parse;
use crate::site::{Cookies, Site};

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Visitor {
    /// Who.
    pub actor: Actor,
    /// Their session.
    pub session: SessionId,
    /// The one pilot that their session is for. With one, nothing is shown but that pilot's form, and nothing else is
    /// recorded: see [`Visitor::may_open`].
    pub pilot: Option<PilotScope>,
}

impl Visitor {
    /// May this path be opened? A session for one pilot opens its form and nothing else.
    pub(super) fn may_open(&self, path: &str) -> bool {
        let Some(scope) = &self.pilot else { return true };
        let rest = path.strip_prefix(&pilot_path(scope));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Where a visit begins.
    pub(super) fn home(&self) -> String {
        self.pilot.as_ref().map_or_else(|| "/".to_owned(), pilot_path)
    }
}

/// The page of a pilot's form.
pub(super) fn pilot_path(scope: &PilotScope) -> String {
    format!("/p/{}/{}", scope.initiative, scope.pilot)
}

/// Who visits, if somebody is signed in.
pub(super) fn visitor(engine: &Engine, site: &Site, headers: &HeaderMap) -> Option<Visitor> {
    let name = cookie_name(site)?;
    let (id, proof) = parse::<SessionId>(read_cookie(headers, name)?)?;
    let access = engine.access();
    let session = access.session(&id, proof, engine.now().at)?;
    Some(Visitor {
        actor: access.actor(&session.person)?,
        session: id,
        pilot: session.pilot.clone(),
    })
}

/// The cookie that keeps a session; none where sessions are refused. The prefix `__Host-` makes browsers insist on TLS
/// and on this host.
fn cookie_name(site: &Site) -> Option<&'static str> {
    match site.cookies() {
        Cookies::Secure => Some("__Host-windrose"),
        Cookies::Loopback => Some("windrose"),
        Cookies::Refused => None,
    }
}

/// What makes a browser keep a session until it ends.
pub(super) fn keep(
    site: &Site,
    secret: &str,
    now: Timestamp,
    end: Timestamp,
) -> Option<HeaderValue> {
    let seconds = end.duration_since(now).as_secs().max(0);
    cookie(site, secret, seconds)
}

/// What makes a browser forget it.
pub(super) fn forget(site: &Site) -> Option<HeaderValue> {
    cookie(site, "", 0)
}

/// Scripts never see it; other sites send it along with a followed link only, never with a form.
fn cookie(site: &Site, secret: &str, seconds: i64) -> Option<HeaderValue> {
    let name = cookie_name(site)?;
    let secure = if site.cookies() == Cookies::Secure { "; Secure" } else { "" };
    let text =
        format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}

/// Does a form come from one of our own pages? Browsers say so themselves; older ones name the origin at least. What
/// says neither is no browser, and cannot have been made to send somebody's cookie.
pub(super) fn same_origin(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|it| it.to_str().unwrap_or("?"));
    if let Some(from) = text("sec-fetch-site") {
        return matches!(from, "same-origin" | "none");
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    // A proxy may have put another name into `Host`; the public one holds as well.
    host.is_some() && (host == text(HOST.as_str()) || origin == site.base())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(public: Option<&str>) -> Site {
        Site::new(public, ([127, 0, 0, 1], 7474).into())
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_of_another_site_is_told_from_ours() {
        let site = site(Some("https://change.example.org"));
        let (host, ours) = (("host", "127.0.0.1:7474"), ("sec-fetch-site", "same-origin"));
        for good in [
            &[host][..],
            &[host, ours],
            &[host, ("sec-fetch-site", "none")],
            &[host, ("origin", "http://127.0.0.1:7474")],
            &[host, ("origin", "https://change.example.org")],
            // What the browser says of the request counts more than a name that a proxy changed.
            &[host, ours, ("origin", "https://elsewhere.example.org")],
        ] {
            assert!(same_origin(&site, &headers(good)), "{good:?}");
        }
        for bad in [
            &[host, ("sec-fetch-site", "cross-site")][..],
            &[host, ("sec-fetch-site", "same-site")],
            &[host, ("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:7474")],
            &[host, ("origin", "https://elsewhere.example.org")],
            &[host, ("origin", "http://127.0.0.1:7475")],
            &[host, ("origin", "http://change.example.org")],
            &[host, ("origin", "null")],
            &[("origin", "null")],
        ] {
            assert!(!same_origin(&site, &headers(bad)), "{bad:?}");
        }
    }

    #[test]
    fn a_cookie_is_for_this_host_and_no_script() {
        let (now, end) =
            ("2026-03-02T09:00:00Z".parse().unwrap(), "2026-03-02T21:00:00Z".parse().unwrap());
        let told =
            |site: &Site| keep(site, "wrs_a_b", now, end).map(|it| it.to_str().unwrap().to_owned());
        let expected = "windrose=wrs_a_b; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax";
        assert_eq!(told(&site(None)).as_deref(), Some(expected));
        let expected = format!("__Host-{expected}; Secure");
        assert_eq!(told(&site(Some("https://change.example.org"))), Some(expected));
        assert_eq!(told(&site(Some("http://change.example.org"))), None);
        assert_eq!(forget(&site(Some("http://change.example.org"))), None);
        assert!(
            forget(&site(None))
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("windrose=; Path=/; Max-Age=0;")
        );
    }

    #[test]
    fn a_session_for_a_pilot_opens_nothing_else() {
        let scope = PilotScope {
            initiative: "learning".parse().unwrap(),
            pilot: "pilot-1".parse().unwrap(),
        };
        let mut visitor = Visitor {
            actor: "person:owner".parse().unwrap(),
            session: "s".parse().unwrap(),
            pilot: Some(scope),
        };
        assert_eq!(visitor.home(), "/p/learning/pilot-1");
        for path in ["/p/learning/pilot-1", "/p/learning/pilot-1/win"] {
            assert!(visitor.may_open(path), "{path}");
        }
        for path in [
            "/",
            "/inbox",
            "/i/learning",
            "/do/record_add",
            "/p/learning/pilot-10",
            "/p/learning/pilot-2",
            "/p/other/pilot-1",
            "",
        ] {
            assert!(!visitor.may_open(path), "{path}");
        }
        visitor.pilot = None;
        assert!(visitor.may_open("/do/record_add"));
        assert_eq!(visitor.home(), "/");
    }
}
