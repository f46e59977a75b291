//! Inviting somebody to record the wins of one pilot: a link, and the same as a picture for the camera of a phone.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use serde_json::json;
use windrose_core::engine::Look;
use windrose_core::rules::ids::{PersonId, RecordId};
use windrose_core::rules::record::Record;
use windrose_core::rules::role::{Actor, Permission};

use super::frame::{page, page_with};
use super::visit::{Problem, Visit};
use super::words::{t, t_with};

/// What `invite_create` answers.
#[derive(Deserialize)]
struct Made {
    url: String,
    expires_at: String,
    qr: Option<String>,
}

/// A pilot of an initiative that the visitor may see.
struct Place {
    look: Look,
    pilot: RecordId,
    /// What the pilot is called.
    name: String,
}

/// `GET /i/{initiative}/invite/{pilot}`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let place = place(&visit).await?;
    Ok(page(&visit, &t("invite"), &form(&visit, &place, None)))
}

/// `POST /i/{initiative}/invite/{pilot}`
pub(super) async fn send(visit: Visit) -> Result<Response, Problem> {
    let place = place(&visit).await?;
    let person = visit.sent("person");
    let person = person.as_deref().unwrap_or_default();
    let params =
        json!({"initiative": place.look.initiative.id, "pilot": place.pilot, "person": person});
    match visit.ask::<Made>("invite_create", &params).await {
        Ok(made) => Ok(page(&visit, &t("invite"), &shown(&visit, &place, person, &made))),
        Err(error) => {
            let body = form(&visit, &place, Some((person, error.detail())));
            Ok(page_with(StatusCode::BAD_REQUEST, &visit, &t("invite"), &body))
        }
    }
}

async fn place(visit: &Visit) -> Result<Place, Problem> {
    let pilot: RecordId = visit.part("pilot").parse().map_err(|_| Problem::NoPage)?;
    let look = visit.look().await?;
    let facts = look.facts();
    let stored = look.initiative.records.get(pilot).filter(|it| facts.sees(it));
    let name = match stored.map(|it| &*it.record) {
        Some(Record::Pilot(it)) => it.name.clone(),
        _ => return Err(Problem::NoPage),
    };
    Ok(Place { look, pilot, name })
}

/// The form, with who was chosen before and what was wrong with it.
fn form(visit: &Visit, place: &Place, before: Option<(&str, &str)>) -> Markup {
    let facts = place.look.facts();
    let records = |id: &PersonId| facts.may(&Actor::Person(id.clone()), Permission::Record);
    let people = facts
        .acting(&facts.workflow.role_names().filter_map(|it| it.parse().ok()).collect::<Vec<_>>());
    let people: Vec<PersonId> = people.into_iter().filter(records).collect();
    let chosen = before.map_or("", |(person, _)| person);
    html! {
        div.narrow {
            h1 { (t("invite")) }
            p.lead { (t_with("invite-lead", &[("pilot", place.name.as_str().into())])) }
            @if let Some((_, why)) = before { p.problem role="alert" { (why) } }
            @if people.is_empty() {
                p { (t("invite-nobody")) }
                p.actions { a.button href={ "/i/" (place.look.initiative.id) "/people" } { (t("invite-people")) } }
            } @else {
                form.card method="post" {
                    p {
                        label for="person" { (t("invite-person")) }
                        select #person name="person" required {
                            option value="" { (t("choose")) }
                            @for id in &people {
                                option value=(id) selected[id.as_str() == chosen] { (visit.name_of(id)) }
                            }
                        }
                    }
                    p.actions { button.strong type="submit" { (t("invite-do")) } }
                }
            }
        }
    }
}

fn shown(visit: &Visit, place: &Place, person: &str, made: &Made) -> Markup {
    let name = person.parse().map_or_else(|_| person.to_owned(), |id| visit.name_of(&id));
    html! {
        div.narrow {
            h1 { (t_with("invite-made", &[("name", name.as_str().into())])) }
            p.lead { (t_with("invite-once", &[("name", name.as_str().into())])) }
            p {
                label for="link" { (t("invite-link")) }
                input #link type="url" readonly value=(made.url);
            }
            @if let Some(qr) = &made.qr {
                // Our own picture, with nothing in it that anybody typed.
                div.qr role="img" aria-label=(t("invite-qr")) { (PreEscaped(qr)) }
            }
            p { (t_with("invite-until", &[("until", visit.moment(&made.expires_at).into())])) }
            p.actions {
                a.button href={ "/i/" (place.look.initiative.id) "/invite/" (place.pilot) } { (t("invite-again")) }
            }
        }
    }
}
