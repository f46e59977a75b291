//! Many records at once, out of a spreadsheet: pasted, looked at, recorded, all or nothing.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Value, json};
use windrose_core::engine::Look;
use windrose_core::rules::record::Kind;
use windrose_core::view::board::board;

use super::choices::choices;
use super::form::{self, Choices, Form, Pasted};
use super::frame::{go_to, page_with};
use super::initiative::{Tab, head};
use super::record::save;
use super::records::kind_words;
use super::visit::{Problem, Visit, key};
use super::words::{capital, t, t_with};
use crate::rpc::RpcError;

/// `GET /i/{initiative}/paste/{kind}`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let sheet = Sheet::of(&visit).await?;
    sheet.page(&visit, StatusCode::OK, "", None)
}

/// `POST /i/{initiative}/paste/{kind}`: a preview, or what was previewed recorded.
pub(super) async fn send(visit: Visit) -> Result<Response, Problem> {
    let sheet = Sheet::of(&visit).await?;
    let text = visit.sent("text").unwrap_or_default();
    let mut pasted = form::paste(&sheet.form, &text, &sheet.choices);
    let wanted = visit.sent("record").is_some();
    if pasted.is_good() {
        match sheet.record(&visit, &pasted, !wanted).await {
            Ok(version) if wanted => {
                let id = &sheet.look.initiative.id;
                return Ok(go_to(&format!("/i/{id}/saved/{version}")));
            }
            Ok(_) => {}
            // What only the rules know stands beside its cell as well.
            Err(error) => pasted.add(&form::faults_of(error.data(), "/records")),
        }
    }
    let status = if pasted.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    sheet.page(&visit, status, &text, Some(&pasted))
}

/// The rows that can be pasted, and where they go.
struct Sheet {
    look: Look,
    kind: Kind,
    form: Form,
    choices: Choices,
}

impl Sheet {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let look = visit.call.look(&visit.initiative()?, None).await?;
        let kind = Kind::named(visit.part("kind")).filter(|it| *it != Kind::Custom);
        let kind = kind.ok_or(Problem::NoPage)?;
        let form = Form::of_record(kind);
        let choices = choices(visit, Some(&look), &form);
        Ok(Self { look, kind, form, choices })
    }

    /// Records all rows; or only asks whether they would be, and writes nothing.
    async fn record(&self, visit: &Visit, pasted: &Pasted, dry_run: bool) -> Result<u64, RpcError> {
        let mut params = json!({"initiative": self.look.initiative.id, "records": pasted.records(), "dry_run": dry_run});
        if let (false, Some(key)) = (dry_run, visit.sent("key")) {
            params["idempotency_key"] = Value::from(key);
        }
        save(visit, "record_add", &params).await.map(|(_, version)| version)
    }

    fn page(
        &self,
        visit: &Visit,
        status: StatusCode,
        text: &str,
        pasted: Option<&Pasted>,
    ) -> Result<Response, Problem> {
        let board = board(&self.look.facts()).ok_or(Problem::NoPage)?;
        let words = kind_words(self.kind.name());
        let title = t_with("paste-title", &[("kind", words.many.as_str().into())]);
        let body = html! {
            (head(visit, &self.look, &board, Tab::Records))
            h2 { (title) }
            p.lead { (t("paste-lead")) }
            @if let Some(pasted) = pasted {
                (form::preview(pasted))
                @if pasted.is_good() { (confirm(visit, text, pasted)) }
            }
            div.card { (form::ask(&self.form, text, &visit.here)) }
        };
        Ok(page_with(status, visit, &capital(&title), &body))
    }
}

/// What was looked at is sent once more, as it was pasted.
fn confirm(visit: &Visit, text: &str, pasted: &Pasted) -> Markup {
    html! {
        form method="post" action=(visit.here) {
            input type="hidden" name="text" value=(text);
            input type="hidden" name="key" value=(key());
            p.actions { button.strong type="submit" name="record" value="1" { (t_with("paste-record", &[("n", pasted.rows.len().into())])) } }
        }
    }
}
