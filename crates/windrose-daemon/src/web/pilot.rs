//! The pilot owner's page: a win in under a minute, on a phone. What the pilot and its indicator know is filled in;
//! afterwards the page shows what the win has moved.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use serde_json::json;
use windrose_core::engine::{AsOf, Look};
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::record::{Indicator, Kind, Pilot, Record, Typed as _};
use windrose_core::view::records::record;
use windrose_core::view::wording;

use super::choices::choices;
use super::form::{self, Action, Around, Fault, Form, Typed};
use super::frame::{go_to, page, page_with};
use super::record::{moved_by, save, what_moved};
use super::visit::{Problem, Visit, key};
use super::words::{capital, t, t_with};

/// The level that a win has to reach to count: people do their work otherwise. Where wins are measured in numbers of the
/// work itself, this is what they show.
const LEVEL: u32 = 3;

/// What is asked for at first sight; whatever else a win can say is folded away.
const SHOWN: [&str; 5] =
    ["/data/claim", "/data/before", "/data/after", "/data/level", "/observed_on"];

/// `GET /p/{initiative}/{pilot}`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let place = Place::of(&visit).await?;
    Ok(place.page(&visit, StatusCode::OK, &place.known(&visit), &[]))
}

/// `POST /p/{initiative}/{pilot}`
pub(super) async fn send(visit: Visit) -> Result<Response, Problem> {
    let place = Place::of(&visit).await?;
    let choices = choices(&visit, Some(&place.look), &place.form);
    let sent = form::read(&place.form, &visit.body, &choices).map_err(|_| Problem::TooMuch)?;
    if sent.action == Action::Again {
        return Ok(place.page(&visit, StatusCode::OK, &sent.typed, &[]));
    }
    if !sent.faults.is_empty() {
        return Ok(place.page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &sent.typed, &sent.faults));
    }
    let id = &place.look.initiative.id;
    let params = json!({"initiative": id, "records": [sent.value], "idempotency_key": sent.others.get("key")});
    match save(&visit, "record_add", &params).await {
        Ok((_, version)) => Ok(go_to(&format!("/p/{id}/{}/saved/{version}", place.pilot))),
        Err(error) => {
            let faults = form::faults_of(error.data(), "/records/0");
            Ok(place.page(&visit, Problem::Rpc(error).status(), &sent.typed, &faults))
        }
    }
}

/// `GET /p/{initiative}/{pilot}/saved/{version}`
pub(super) async fn saved(visit: Visit) -> Result<Response, Problem> {
    let place = Place::of(&visit).await?;
    let version: u64 = visit.part("version").parse().map_err(|_| Problem::NoPage)?;
    let id = &place.look.initiative.id;
    let after = visit.call.look(id, Some(AsOf::Version(version))).await?;
    let moved = moved_by(&visit, &after, version).await?;
    let body = html! {
        div.narrow {
            h1 { (place.name) }
            div.done role="status" { p.big { (t("pilot-saved")) } p { (t("pilot-saved-next")) } }
            (what_moved(&moved))
            p.actions { a.button.strong href={ "/p/" (id) "/" (place.pilot) } { (t("pilot-another")) } }
        }
    };
    Ok(page(&visit, &t("saved"), &body))
}

/// A pilot, and the form for its wins.
struct Place {
    look: Look,
    pilot: RecordId,
    name: String,
    unit: String,
    indicator: Option<(RecordId, Indicator)>,
    form: Form,
}

impl Place {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let look = visit.call.look(&visit.initiative()?, None).await?;
        let pilot: RecordId = visit.part("pilot").parse().map_err(|_| Problem::NoPage)?;
        let facts = look.facts();
        let seen = |id| facts.initiative.records.get(id).filter(|it| facts.sees(it));
        let stored = seen(pilot).ok_or(Problem::NoPage)?;
        let Record::Pilot(Pilot { name, unit, indicator, .. }) = &*stored.record else {
            return Err(Problem::NoPage);
        };
        let (name, unit) = (name.clone(), unit.clone());
        let indicator = indicator.and_then(|id| {
            let stored = seen(id).filter(|it| it.withdrawn.is_none())?;
            Indicator::of(&stored.record).map(|it| (id, it.clone()))
        });
        let mut form = Form::of_record(Kind::Win).fix("/data/pilot", json!(pilot));
        if let Some((id, it)) = &indicator {
            form = form.fix("/data/indicator", json!(id));
            for pointer in ["/data/before", "/data/after"] {
                if let Some(field) = form.field_mut(pointer) {
                    field.unit = Some(wording::indicator_unit(it));
                    // What another indicator might say helps nobody here.
                    field.example = None;
                }
            }
        }
        for field in &mut form.fields {
            // An indicator that nobody named before has to be chosen.
            field.shown =
                SHOWN.contains(&field.pointer.as_str()) || field.pointer == "/data/indicator";
        }
        form.fields.sort_by_key(|it| {
            SHOWN.iter().position(|shown| *shown == it.pointer).unwrap_or(SHOWN.len())
        });
        Ok(Self { look, pilot, name, unit, indicator, form })
    }

    /// What is known before anybody types.
    fn known(&self, visit: &Visit) -> Typed {
        let before = self.indicator.as_ref().and_then(|(_, it)| it.baseline);
        let mut data = json!({"level": LEVEL});
        if let Some(before) = before {
            data["before"] = json!(before);
        }
        let today = visit.call.engine.now().date();
        Typed::of(&self.form, &json!({"data": data, "observed_on": today}))
    }

    fn page(&self, visit: &Visit, status: StatusCode, typed: &Typed, faults: &[Fault]) -> Response {
        let (choices, key) = (choices(visit, Some(&self.look), &self.form), key());
        let action = format!("/p/{}/{}", self.look.initiative.id, self.pilot);
        let around = Around {
            action: &action,
            submit: &t("pilot-save"),
            choices: &choices,
            hidden: &[("key", &key)],
        };
        let body = html! {
            div.narrow.pilot {
                p.kicker { (self.look.initiative.title) " · " (self.unit) }
                h1 { (self.name) }
                p.lead { (t("pilot-lead")) }
                @if let Some((_, it)) = &self.indicator {
                    p.soft { (self.about(it)) }
                }
                div.card { (form::form(&self.form, typed, faults, &around)) }
                (self.earlier())
            }
        };
        page_with(status, visit, &t("pilot-title"), &body)
    }

    /// What the indicator says of itself, in a line.
    fn about(&self, it: &Indicator) -> String {
        let number = |it: Option<windrose_core::rules::fixed::Fixed>| {
            it.map(wording::number).unwrap_or_else(|| "–".to_owned())
        };
        t_with(
            "pilot-indicator",
            &[
                ("name", capital(&it.name).into()),
                ("baseline", number(it.baseline).into()),
                ("target", number(it.target).into()),
            ],
        )
    }

    /// The wins of this pilot that were recorded before.
    fn earlier(&self) -> maud::Markup {
        let facts = self.look.facts();
        let wins = facts.initiative.records.linked_to(self.pilot);
        let wins: Vec<_> = wins.filter(|it| it.id.kind == Kind::Win && facts.sees(it)).collect();
        html! {
            @if !wins.is_empty() {
                h2 { (t("pilot-earlier")) }
                ul.cards {
                    @for stored in wins.iter().rev() {
                        @let it = record(&facts, stored);
                        li.card {
                            p.big { (it.data["claim"].as_str().unwrap_or_default()) }
                            @if let Some(shows) = &it.shows { p.soft { (capital(&shows.sentence)) } }
                        }
                    }
                }
            }
        }
    }
}
