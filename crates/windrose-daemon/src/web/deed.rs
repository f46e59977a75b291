//! A form for each call that people make besides recording: what it is about, what is still to be said, and the button.
//! What is known stands in the query and is sent along.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value};
use windrose_core::engine::Look;
use windrose_core::rules::step::Step;
use windrose_core::view::report::explain;
use windrose_core::view::waivers::waivers;

use super::checklist::{self, Reader};
use super::choices::choices;
use super::form::{self, Action, Around, Fault, Form, Typed};
use super::frame::{go_to, page_with};
use super::language::local;
use super::visit::{Problem, Visit, key};
use super::words::t;
use crate::rpc::RpcError;

/// The calls that have a page. Recording has its own, with its kinds; tokens are made by programs and for them.
const DEEDS: [&str; 19] = [
    "gate_approve",
    "gate_reject",
    "gate_reject_withdraw",
    "gate_decide",
    "step_reopen",
    "step_due",
    "waiver_request",
    "waiver_decide",
    "waiver_close",
    "role_assign",
    "role_revoke",
    "role_delegate",
    "role_delegate_end",
    "person_add",
    "initiative_open",
    "initiative_close",
    "record_withdraw",
    "directory_publish",
    "directory_drop",
];

/// The params that tell what a call is about: where they are known, nobody is asked for them.
const ABOUT: [&str; 8] =
    ["initiative", "step", "criterion", "waiver", "record", "decision", "seen", "import"];

/// The params of the call itself rather than of what it does.
const CONDITIONS: [&str; 3] = ["idempotency_key", "expected_version", "dry_run"];

/// `GET /do/{method}?initiative=…`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let deed = Deed::of(&visit).await?;
    Ok(deed.page(&visit, StatusCode::OK, &Typed::default(), &[]))
}

/// `POST /do/{method}?initiative=…`
pub(super) async fn send(visit: Visit) -> Result<Response, Problem> {
    let deed = Deed::of(&visit).await?;
    let choices = choices(&visit, deed.look.as_ref(), &deed.form);
    let sent = form::read(&deed.form, &visit.body, &choices).map_err(|_| Problem::TooMuch)?;
    if sent.action == Action::Again {
        return Ok(deed.page(&visit, StatusCode::OK, &sent.typed, &[]));
    }
    if !sent.faults.is_empty() {
        return Ok(deed.page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &sent.typed, &sent.faults));
    }
    let mut params = match sent.value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    if let Some(key) = sent.others.get("key") {
        params.insert("idempotency_key".to_owned(), Value::from(key.as_str()));
    }
    let asked: Result<Value, RpcError> =
        visit.ask(&deed.method, &Value::Object(params.clone())).await;
    match asked {
        Ok(_) => Ok(go_to(&deed.after(&visit, &params))),
        Err(error) => {
            let faults = form::faults_of(error.data(), "");
            Ok(deed.page(&visit, Problem::Rpc(error).status(), &sent.typed, &faults))
        }
    }
}

/// A call with what is known of it.
struct Deed {
    method: String,
    form: Form,
    /// What is known, as it stands in the query.
    known: Vec<(String, String)>,
    /// The initiative it is about.
    look: Option<Look>,
}

impl Deed {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let method = visit.part("method").to_owned();
        if !DEEDS.contains(&method.as_str()) {
            return Err(Problem::NoPage);
        }
        let mut form = Form::of_method(&method).ok_or(Problem::NoPage)?;
        form.fields.retain(|it| !CONDITIONS.contains(&it.name.as_str()));
        let look = match visit.asked("initiative") {
            None => None,
            Some(id) => {
                let id = id.parse().map_err(|_| Problem::NoPage)?;
                let looked = visit.call.look(&id, None).await;
                Some(looked.map_err(|_| Problem::NoPage)?)
            }
        };
        let mut known: Vec<(String, String)> = visit
            .query
            .iter()
            .filter(|(name, _)| ABOUT.contains(&name.as_str()))
            .cloned()
            .collect();
        // Whoever opens the page sees the gate as it is now, and signs that.
        let reads = visit.body.is_empty();
        let asks_for_it = form.fields.iter().any(|it| it.name == "seen");
        if let (true, true, Some(look), Some(step)) = (reads, asks_for_it, &look, step(&known)) {
            known.retain(|(name, _)| name != "seen");
            known.push(("seen".to_owned(), explain(&look.facts(), step).seen.to_string()));
        }
        let asked: Vec<String> = form.fields.iter().map(|it| it.name.clone()).collect();
        // An initiative may be where somebody comes from only: a person is added for all of them.
        for (name, value) in known.iter().filter(|(name, _)| asked.contains(name)) {
            form = form.fix(&format!("/{name}"), Value::from(value.as_str()));
        }
        Ok(Self { method, form, known, look })
    }

    /// Where it is sent: what is known stands there again, and where to go afterwards.
    fn action(&self, visit: &Visit) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        // A page that comes back shows the gate as it is by now, and that is what is signed next.
        let seen = match (&self.look, step(&self.known)) {
            (Some(look), Some(step)) => Some(explain(&look.facts(), step).seen.to_string()),
            _ => None,
        };
        for (name, value) in &self.known {
            let fresh = seen.as_ref().filter(|_| name == "seen");
            query.append_pair(name, fresh.unwrap_or(value));
        }
        for name in ["back", "then"] {
            if let Some(value) = visit.asked(name) {
                query.append_pair(name, value);
            }
        }
        format!("/do/{}?{}", self.method, query.finish())
    }

    fn page(&self, visit: &Visit, status: StatusCode, typed: &Typed, faults: &[Fault]) -> Response {
        let name = self.method.replace('_', "-");
        let (title, key) = (t(&format!("deed-{name}")), key());
        let choices = choices(visit, self.look.as_ref(), &self.form);
        let around = Around {
            action: &self.action(visit),
            submit: &t(&format!("deed-{name}-submit")),
            choices: &choices,
            hidden: &[("key", &key)],
        };
        let body = html! {
            @if let Some(look) = &self.look {
                p.kicker { a href={ "/i/" (look.initiative.id) } { (look.initiative.title) } }
            }
            h1 { (title) }
            p.lead { (t(&format!("deed-{name}-hint"))) }
            div.two.wide {
                div.card { (form::form(&self.form, typed, faults, &around)) }
                (self.signed(visit))
            }
        };
        page_with(status, visit, &title, &body)
    }

    /// What is being signed: the waiver with its gate, or the gate, as it stands.
    fn signed(&self, visit: &Visit) -> Markup {
        let Some(look) = &self.look else { return html! {} };
        let facts = look.facts();
        let named = self.known.iter().find(|(name, _)| name == "waiver");
        let waiver = named.and_then(|(_, id)| {
            waivers(&facts).into_iter().find(|it| it.waiver.to_string() == *id)
        });
        let Some(step) = step(&self.known).or(waiver.as_ref().map(|it| it.step)) else {
            return html! {};
        };
        let gate = explain(&facts, step);
        html! {
            div {
                @if let Some(it) = &waiver {
                    div.card.next { (super::initiative::waiver(visit, look, it)) }
                }
                (checklist::gate(&Reader::only(visit, look), &gate, 2))
            }
        }
    }

    /// Where somebody goes once it is done.
    fn after(&self, visit: &Visit, params: &Map<String, Value>) -> String {
        let initiative = params.get("initiative").and_then(Value::as_str);
        let path = match (visit.asked("back"), initiative) {
            (_, Some(id)) if visit.asked("then") == Some("start") => {
                format!("/i/{id}/people?first=2")
            }
            (Some(back), _) => local(back).to_owned(),
            (None, Some(id)) => format!("/i/{id}"),
            (None, None) => "/".to_owned(),
        };
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}done={}", self.method)
    }
}

fn step(known: &[(String, String)]) -> Option<Step> {
    let (_, name) = known.iter().find(|(name, _)| name == "step")?;
    Step::ALL.into_iter().find(|it| it.name() == name)
}

#[cfg(test)]
mod tests {
    use windrose_core::view::wording::Language;

    use super::super::form::{Field, Input};
    use super::*;

    /// Every label and choice of a form, as it is said.
    fn said(fields: &[Field], all: &mut Vec<String>) {
        for field in fields {
            all.push(field.label.clone());
            match &field.input {
                Input::Choice(choices) => all.extend(choices.iter().map(|it| it.label.clone())),
                Input::Rows(inner) | Input::Group(inner) => said(inner, all),
                _ => {}
            }
        }
    }

    #[test]
    fn every_call_has_its_words_in_both_languages() {
        // The same word in both languages.
        let same = ["Name", "Person", "Status", "Administrator", "Auditor", "Service", "Text"];
        let mut english_only = Vec::new();
        for method in DEEDS {
            let labels = |language: Language| {
                language.speak(|| {
                    let name = method.replace('_', "-");
                    for part in ["", "-hint", "-submit"] {
                        t(&format!("deed-{name}{part}"));
                    }
                    t(&format!("done-{name}"));
                    let mut form = Form::of_method(method).unwrap();
                    form.fields.retain(|it| {
                        !CONDITIONS.contains(&it.name.as_str())
                            && !ABOUT.contains(&it.name.as_str())
                    });
                    let mut all = Vec::new();
                    said(&form.fields, &mut all);
                    all
                })
            };
            for (english, german) in labels(Language::English).iter().zip(labels(Language::German))
            {
                if *english == german && !same.contains(&german.as_str()) {
                    english_only.push(format!("{method}: {german}"));
                }
            }
        }
        assert_eq!(english_only, Vec::<String>::new());
    }
}
