//! Signing in with a link, and signing out. These pages are for everybody, so they say nothing that only some may know:
//! whoever has a link is told whose it is, and nobody else anything.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use windrose_core::rules::access::{Link, Spent};
use windrose_core::rules::command::{AccessCommand, Command, StartSession};
use windrose_core::rules::event::{Event, SessionStarted};
use windrose_core::rules::ids::{Digest, LinkId, SessionId};
use windrose_core::rules::record::Record;
use windrose_core::rules::refusal::Refusal;
use windrose_core::rules::role::Actor;
use windrose_core::view::wording;

use super::Web;
use super::frame::{go_to, outside, problem};
use super::session::{Visitor, forget, keep, pilot_path, same_origin, visitor};
use super::visit::{Problem, reads};
use super::words::{Language, t, t_with};
use crate::call::Call;
use crate::language::speaking;
use crate::rpc::{Kind, RpcError};
use crate::secret::{NewSecret, parse};
use crate::site::Cookies;

/// The pages that nobody has to be signed in for.
pub(super) fn router(web: &Arc<Web>) -> Router {
    Router::new()
        .route("/sign-in", get(how))
        .route("/sign-in/{secret}", get(ask).post(sign_in))
        .route("/sign-out", post(sign_out))
        .with_state(web.clone())
}

/// `GET /sign-in`: how to get a link. Whoever is signed in goes on.
async fn how(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    if let Some(known) = visitor(&web.gate.engine, &web.gate.site, &headers) {
        return go_to(&known.home());
    }
    speaking(reads(&headers), async {
        let body = html! { div.narrow { h1 { (t("sign-in")) } (ways_in(&web)) } };
        outside(StatusCode::OK, "/sign-in", &t("sign-in"), &body)
    })
    .await
}

/// How to get a link, or why none would help.
fn ways_in(web: &Web) -> Markup {
    html! {
        @if web.gate.site.cookies() == Cookies::Refused {
            p.problem { (t("sign-in-refused")) }
        } @else {
            p.lead { (t("sign-in-lead")) }
            p { (t("sign-in-admin")) }
            pre { code { "windrose login" } }
            p { (t("sign-in-other")) }
        }
    }
}

/// `GET /sign-in/{secret}`: whom the link would sign in. It is not used up by this, because programs that look for
/// harmful mail open links too.
async fn ask(
    State(web): State<Arc<Web>>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    speaking(reads(&headers), async {
        if web.gate.site.cookies() == Cookies::Refused {
            return unsafe_way(&web);
        }
        let access = web.gate.engine.access();
        let found = parse::<LinkId>(&secret).ok_or(Spent::Unknown);
        match found.and_then(|(id, proof)| access.link(&id, proof, web.gate.engine.now().at)) {
            Ok(link) => outside(
                StatusCode::OK,
                &format!("/sign-in/{secret}"),
                &t("sign-in"),
                &question(&web, &secret, link),
            ),
            Err(why) => spent(&web, &wording::refusal(&Refusal::LinkSpent { why })),
        }
    })
    .await
}

fn question(web: &Web, secret: &str, link: &Link) -> Markup {
    let engine = &web.gate.engine;
    let access = engine.access();
    let name = access.accounts.get(&link.person).map_or("", |it| it.name.as_str());
    let until = wording::day_time(link.expires_at, &engine.now().calendar);
    html! {
        div.narrow {
            h1 { (t_with("sign-in-as", &[("name", name.into())])) }
            p.lead { (t("sign-in-is-you")) }
            @if let Some((pilot, initiative)) = names_of(web, link) {
                p { (t_with("sign-in-for-pilot", &[
                    ("pilot", pilot.into()), ("initiative", initiative.into()),
                ])) }
            }
            form method="post" action={ "/sign-in/" (secret) } {
                p.actions { button.strong type="submit" { (t("sign-in-do")) } }
            }
            p.soft { (t_with("sign-in-until", &[("until", until.into())])) }
            p.soft { (t("sign-in-not-you")) }
        }
    }
}

/// What the pilot of a link and its initiative are called.
fn names_of(web: &Web, link: &Link) -> Option<(String, String)> {
    let scope = link.pilot.as_ref()?;
    let actor = Actor::Person(link.person.clone());
    let look = web.gate.engine.look(&scope.initiative, &actor, None).ok()?;
    let stored = look.initiative.records.get(scope.pilot)?;
    let Record::Pilot(pilot) = &*stored.record else { return None };
    Some((pilot.name.clone(), look.initiative.title.clone()))
}

/// `POST /sign-in/{secret}`: uses the link up.
async fn sign_in(
    State(web): State<Arc<Web>>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (site, engine) = (&web.gate.site, &web.gate.engine);
    // Waiting for the disk goes on though the visitor may leave, like every command.
    speaking(reads(&headers), async {
        if !same_origin(site, &headers) {
            return problem(None, &Problem::OtherSite);
        }
        if site.cookies() == Cookies::Refused {
            return unsafe_way(&web);
        }
        let found = parse::<LinkId>(&secret).and_then(|(id, proof)| {
            let link = engine.access().links.get(&id).map(|it| Actor::Person(it.person.clone()));
            link.map(|actor| (id, proof, actor))
        });
        let Some((link, proof, actor)) = found else {
            return spent(&web, &wording::refusal(&Refusal::LinkSpent { why: Spent::Unknown }));
        };
        let call = web.call(actor, reads(&headers));
        match begin(&call, link, proof).await {
            Ok((new, started)) => {
                // One browser, one session: the one before would only lie about.
                if let Some(before) = visitor(engine, site, &headers) {
                    end(&web, before).await;
                }
                let cookie = keep(site, &new, engine.now().at, started.expires_at);
                let to = started.pilot.as_ref().map_or_else(|| "/".to_owned(), pilot_path);
                with_cookie(go_to(&to), cookie)
            }
            Err(error) if error.kind() == Kind::Refused => spent(&web, error.detail()),
            Err(error) => problem(None, &Problem::Rpc(error)),
        }
    })
    .await
}

/// Begins a session; answers what the browser is to keep of it.
async fn begin(
    call: &Call,
    link: LinkId,
    proof: Digest,
) -> Result<(String, SessionStarted), RpcError> {
    let new = NewSecret::<SessionId>::make().map_err(|error| {
        tracing::error!(%error, "the operating system has no randomness");
        RpcError::internal()
    })?;
    let (session, hash) = (new.id, new.hash);
    let command = AccessCommand::StartSession(StartSession { link, proof, session, hash });
    let done = call.carry_out(Command::Access(command)).await?;
    let started = done.events.into_iter().find_map(|event| match event {
        Event::SessionStarted(it) => Some(it),
        _ => None,
    });
    Ok((new.text, started.ok_or_else(RpcError::internal)?))
}

/// `POST /sign-out`.
async fn sign_out(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    let site = &web.gate.site;
    if !same_origin(site, &headers) {
        return speaking(reads(&headers), async { problem(None, &Problem::OtherSite) }).await;
    }
    if let Some(known) = visitor(&web.gate.engine, site, &headers)
        && !end(&web, known).await
    {
        return speaking(reads(&headers), async { problem(None, &Problem::internal()) }).await;
    }
    with_cookie(go_to("/sign-in"), forget(site))
}

/// Ends a session. Is it over?
async fn end(web: &Web, visitor: Visitor) -> bool {
    let Visitor { actor, session, .. } = visitor;
    let command = Command::Access(AccessCommand::EndSession { session });
    match web.call(actor, Language::English).carry_out(command).await {
        Ok(_) => true,
        // One that was ended meanwhile is as over as any.
        Err(error) => error.kind() == Kind::NotFound,
    }
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The link opens nothing: why, and how to get another.
fn spent(web: &Web, why: &str) -> Response {
    let body = html! {
        div.narrow {
            h1 { (t("sign-in-spent")) }
            p.problem { (why) }
            h2 { (t("sign-in-another")) }
            (ways_in(web))
        }
    };
    outside(StatusCode::GONE, "/sign-in", &t("sign-in-spent"), &body)
}

/// Nobody signs in over a way that others can read.
fn unsafe_way(web: &Web) -> Response {
    let body = html! { div.narrow { h1 { (t("sign-in")) } (ways_in(web)) } };
    outside(StatusCode::FORBIDDEN, "/sign-in", &t("sign-in"), &body)
}
