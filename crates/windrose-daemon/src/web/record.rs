//! Recording: a form for every kind, and afterwards what the record has moved.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use windrose_core::engine::{AsOf, Look};
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::record::Kind;
use windrose_core::view::board::board;
use windrose_core::view::moved::{Moved, moved};
use windrose_core::view::records::record;
use windrose_core::view::wording;

use super::choices::choices;
use super::form::{self, Action, Around, Fault, Form, Typed};
use super::frame::{go_to, page, page_with};
use super::initiative::{Tab, head};
use super::records::kind_words;
use super::visit::{Problem, Visit, key};
use super::words::{self, capital, t, t_with};
use crate::rpc::RpcError;

/// `GET /i/{initiative}/record/{kind}`; what is known may stand in the query.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let recording = Recording::of(&visit).await?;
    let typed = recording.known(&visit)?;
    Ok(recording.page(&visit, StatusCode::OK, &typed, &[]))
}

/// `POST /i/{initiative}/record/{kind}`
pub(super) async fn send(visit: Visit) -> Result<Response, Problem> {
    let recording = Recording::of(&visit).await?;
    let choices = choices(&visit, Some(&recording.look), &recording.form);
    let sent = form::read(&recording.form, &visit.body, &choices).map_err(|_| Problem::TooMuch)?;
    if sent.action == Action::Again {
        return Ok(recording.page(&visit, StatusCode::OK, &sent.typed, &[]));
    }
    if !sent.faults.is_empty() {
        return Ok(recording.page(
            &visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            &sent.typed,
            &sent.faults,
        ));
    }
    match recording.save(&visit, sent.value, sent.others.get("key")).await {
        Ok((_, version)) => {
            let id = &recording.look.initiative.id;
            let first = if visit.asked("first").is_some() { "?first=3" } else { "" };
            Ok(go_to(&format!("/i/{id}/saved/{version}{first}")))
        }
        Err(error) => {
            let at = if recording.supersedes.is_some() { "" } else { "/records/0" };
            let faults = form::faults_of(error.data(), at);
            Ok(recording.page(&visit, Problem::Rpc(error).status(), &sent.typed, &faults))
        }
    }
}

/// A record about to be made, or corrected.
struct Recording {
    look: Look,
    kind: String,
    form: Form,
    supersedes: Option<RecordId>,
}

impl Recording {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let look = visit.call.look(&visit.initiative()?, None).await?;
        let name = visit.part("kind").to_owned();
        let kind = Kind::named(&name).ok_or(Problem::NoPage)?;
        let declared = visit
            .asked("type")
            .and_then(|it| look.workflow.kinds.iter().find(|(name, _)| name.as_str() == it));
        let mut form = match (kind, declared) {
            (Kind::Custom, None) => return Err(Problem::NoPage),
            (Kind::Custom, Some((name, kind))) => Form::of_declared(name.as_str(), kind),
            _ => Form::of_record(kind),
        };
        let supersedes = match visit.asked("supersede") {
            None => None,
            Some(id) => Some(id.parse().map_err(|_| Problem::NoPage)?),
        };
        if supersedes.is_some() {
            // A revision keeps who may see it and what it belongs to; it says why it is one.
            form.fields.retain(|it| it.pointer.starts_with("/data") || it.name == "observed_on");
            let reason = Form::of_method("record_supersede");
            let reason = reason.into_iter().flat_map(|it| it.fields).find(|it| it.name == "reason");
            form.fields.extend(reason.map(|it| form::Field { shown: true, ..it }));
        }
        Ok(Self { look, kind: name, form, supersedes })
    }

    /// What is filled in before anybody types: what the link knows, or the revision that is corrected.
    fn known(&self, visit: &Visit) -> Result<Typed, Problem> {
        let facts = self.look.facts();
        if let Some(id) = self.supersedes {
            let stored = facts.initiative.records.get(id).filter(|it| facts.sees(it));
            let view = record(&facts, stored.ok_or(Problem::NoPage)?);
            let value = json!({"data": view.data, "observed_on": view.observed_on});
            return Ok(Typed::of(&self.form, &value));
        }
        let own = ["type", "first", "as_of", "done"];
        let data: Map<String, Value> = visit
            .query
            .iter()
            .filter(|(name, value)| !own.contains(&name.as_str()) && !value.is_empty())
            .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
            .collect();
        Ok(Typed::of(&self.form, &json!({"data": data})))
    }

    /// Records it. Answers the record and the version that it made.
    async fn save(
        &self,
        visit: &Visit,
        value: Value,
        key: Option<&String>,
    ) -> Result<(Option<RecordId>, u64), RpcError> {
        let id = &self.look.initiative.id;
        let (method, params) = match self.supersedes {
            Some(record) => {
                let mut params = json!({"initiative": id, "record": record, "data": value["data"], "reason": value["reason"], "idempotency_key": key});
                if !value["observed_on"].is_null() {
                    params["observed_on"] = value["observed_on"].clone();
                }
                ("record_supersede", params)
            }
            None => (
                "record_add",
                json!({"initiative": id, "records": [value], "idempotency_key": key}),
            ),
        };
        save(visit, method, &params).await
    }

    fn page(&self, visit: &Visit, status: StatusCode, typed: &Typed, faults: &[Fault]) -> Response {
        let Some(board) = board(&self.look.facts()) else { return go_to("/") };
        let words = self.words();
        let title = match self.supersedes {
            Some(id) => t_with("record-correct", &[("record", id.to_string().into())]),
            None => capital(&words.one),
        };
        let (choices, key) = (choices(visit, Some(&self.look), &self.form), key());
        let around = Around {
            action: &visit.here,
            submit: &t("record-save"),
            choices: &choices,
            hidden: &[("key", &key)],
        };
        let pastes = self.supersedes.is_none() && self.kind != Kind::Custom.name();
        let body = html! {
            (head(visit, &self.look, &board, Tab::Records))
            @if visit.asked("first").is_some() { (super::start::stepper(3)) }
            h2 { (title) }
            p.lead { (words.summary) }
            div.card { (form::form(&self.form, typed, faults, &around)) }
            @if pastes {
                p { a href={ "/i/" (board.initiative) "/paste/" (self.kind) } { (t("do-paste")) } }
            }
        };
        page_with(status, visit, &format!("{title} · {}", board.title), &body)
    }

    fn words(&self) -> words::KindWords {
        let declared = (self.kind == Kind::Custom.name())
            .then(|| {
                self.look.workflow.kinds.iter().find(|(name, _)| name.as_str() == self.form.of)
            })
            .flatten();
        match declared {
            Some((_, it)) => words::KindWords {
                one: it.title.clone(),
                many: it.plural.clone().unwrap_or_else(|| it.title.clone()),
                summary: it.summary.clone(),
            },
            None => kind_words(&self.kind),
        }
    }
}

/// Calls a method that records. Answers the first record and the version that it made.
pub(super) async fn save(
    visit: &Visit,
    method: &str,
    params: &Value,
) -> Result<(Option<RecordId>, u64), RpcError> {
    let answer: Value = visit.ask(method, params).await?;
    let first = answer["records"][0].as_str().and_then(|it| it.parse().ok());
    Ok((first, answer["version"].as_u64().unwrap_or_default()))
}

/// `GET /i/{initiative}/saved/{version}`: what a version has moved.
pub(super) async fn saved(visit: Visit) -> Result<Response, Problem> {
    let version: u64 = visit.part("version").parse().map_err(|_| Problem::NoPage)?;
    let id = visit.initiative()?;
    let after = visit.call.look(&id, Some(AsOf::Version(version))).await?;
    let board = board(&after.facts()).ok_or(Problem::NoPage)?;
    let moved = moved_by(&visit, &after, version).await?;
    let first = visit.asked("first").is_some();
    let body = html! {
        (head(&visit, &after, &board, Tab::Records))
        div.done role="status" { p.big { (t("saved")) } }
        (what_moved(&moved))
        p.actions {
            a.button.strong href={ "/i/" (id) } { (t(if first { "start-done" } else { "back-to-initiative" })) }
            a.button href={ "/i/" (id) "/record" } { (t("saved-more")) }
        }
    };
    Ok(page(&visit, &t("saved"), &body))
}

/// What a version moved at the gates that were open then.
pub(super) async fn moved_by(
    visit: &Visit,
    after: &Look,
    version: u64,
) -> Result<Vec<Moved>, Problem> {
    if version < 2 {
        return Ok(Vec::new());
    }
    let id = &after.initiative.id;
    let mut before = visit.call.look(id, Some(AsOf::Version(version - 1))).await?;
    // Held against each other on one day, so that only what was recorded makes the difference.
    before.now = after.now.clone();
    Ok(moved(&before.facts(), &after.facts()))
}

/// The same, shown.
pub(super) fn what_moved(moved: &[Moved]) -> Markup {
    html! {
        section aria-labelledby="h-moved" {
            h2 #h-moved { (t("moved")) }
            @if moved.is_empty() { p { (t("moved-nothing")) } }
            ul.cards {
                @for it in moved {
                    li.card {
                        p.kicker { (wording::step_title(it.step)) }
                        p.big {
                            span.status { (t(&format!("status-{}", it.before.replace('_', "-"))).trim_end_matches(':')) } " → "
                            span.status { (t(&format!("status-{}", it.after.replace('_', "-"))).trim_end_matches(':')) }
                        }
                        p { (capital(&it.sentence)) }
                    }
                }
            }
        }
    }
}
