//! What was recorded: a list by kind, one record with what links to it, and the choice of what to record.

mod value;

use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use windrose_core::engine::Look;
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::record::{Kind, RECORDS};
use windrose_core::rules::role::Permission;
use windrose_core::rules::step::Step;
use windrose_core::view::board::board;
use windrose_core::view::records::{RecordView, record};
use windrose_core::view::wording;

use super::checklist::Reader;
use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::{self, KindWords, capital, date, t, t_with};
pub(super) use value::main_text;
use value::shown;

/// How many records a page shows.
const PAGE: u32 = 100;

/// What `record_list` answers.
#[derive(Deserialize)]
struct Read {
    records: Vec<RecordView>,
    cursor: Option<String>,
}

/// The words of a kind, by its name.
pub(super) fn kind_words(name: &str) -> KindWords {
    match Kind::named(name) {
        Some(kind) => words::kind(kind),
        // Declared by a workflow: it brings its own.
        None => KindWords { one: name.to_owned(), many: name.to_owned(), summary: String::new() },
    }
}

/// `GET /i/{initiative}/records`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let board = board(&look.facts()).ok_or(Problem::NoPage)?;
    let kind = visit.asked("kind");
    let params = json!({"initiative": board.initiative, "kind": kind, "limit": PAGE,
        "cursor": visit.asked("cursor"), "as_of": visit.asked("as_of")});
    let read: Read = visit.ask("record_list", &params).await?;
    let reader = Reader::of(&visit, &look);
    let body = html! {
        (head(&visit, &look, &board, Tab::Records))
        h2 { @match kind { Some(kind) => (capital(&kind_words(kind).many)), None => (t("records")) } }
        @if let Some(kind) = kind { p.lead { (kind_words(kind).summary) } }
        form.filter method="get" {
            label for="kind" { (t("records-of-kind")) }
            select #kind name="kind" {
                option value="" { (t("records-all")) }
                @for (name, n) in &board.records {
                    option value=(name) selected[kind == Some(name)] { (kind_words(name).many) " (" (n) ")" }
                }
            }
            button type="submit" { (t("show")) }
        }
        @if reader.may(Permission::Record) {
            p.actions {
                @if let Some(kind) = kind {
                    a.button.strong href={ "/i/" (board.initiative) "/record/" (kind) } { (t_with("do-record", &[("kind", kind_words(kind).one.into())])) }
                    a.button href={ "/i/" (board.initiative) "/paste/" (kind) } { (t("do-paste")) }
                } @else {
                    a.button.strong href={ "/i/" (board.initiative) "/record" } { (t("now-record")) }
                }
            }
        }
        @if read.records.is_empty() { div.card.empty { p { (t("records-none")) } } }
        ul.cards { @for it in &read.records { (card(&visit, &look, it)) } }
        @if let Some(cursor) = &read.cursor {
            @let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("kind", kind.unwrap_or_default()).append_pair("cursor", cursor).finish();
            p { a.button href={ "/i/" (board.initiative) "/records?" (query) } { (t("next-page")) } }
        }
    };
    Ok(page(&visit, &format!("{} · {}", t("records"), board.title), &body))
}

/// A record in a list: its main text, what it shows, who recorded it when.
fn card(visit: &Visit, look: &Look, it: &RecordView) -> Markup {
    html! {
        li class={ "card record " (it.status) } {
            p.kicker { (words::kind(it.kind).one) " · "
                a href={ "/i/" (look.initiative.id) "/records/" (it.record) } { (it.record) } }
            p.big { (main_text(visit, it)) }
            @if let Some(shows) = &it.shows { p { (capital(&shows.sentence)) } }
            p.soft {
                span.chip { (words::status(&it.status)) } " "
                (t_with("recorded-by", &[("who", visit.actor_name(&it.by).into()), ("day", date(it.observed_on).into())]))
            }
        }
    }
}

/// `GET /i/{initiative}/records/{record}`
pub(super) async fn one(visit: Visit) -> Result<Response, Problem> {
    let id: RecordId = visit.part("record").parse().map_err(|_| Problem::NoPage)?;
    let look = visit.look().await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let seen = |id| facts.initiative.records.get(id).filter(|it| facts.sees(it));
    let stored = seen(id).ok_or(Problem::NoPage)?;
    let it = record(&facts, stored);
    let links = facts
        .initiative
        .records
        .linked_to(id)
        .filter(|it| facts.sees(it))
        .map(|it| record(&facts, it));
    let links: Vec<RecordView> = links.collect();
    let reader = Reader::of(&visit, &look);
    let title = format!("{} {}", capital(&words::kind(it.kind).one), it.record);
    let body = html! {
        (head(&visit, &look, &board, Tab::Records))
        h2 { (title) }
        @if let Some(shows) = &it.shows { p.big { (capital(&shows.sentence)) } }
        p.soft { span.chip { (words::status(&it.status)) } " "
            (t_with("record-revision", &[("n", it.revision.into()), ("who", visit.actor_name(&it.by).into()), ("day", visit.moment(&it.recorded_at).into())])) }
        @if let Some(why) = &it.withdrawn_because { p { (t_with("record-withdrawn", &[("why", why.as_str().into())])) } }
        dl.fields {
            @for (name, value) in it.data.as_object().into_iter().flatten() {
                dt { (words::field(it.kind.name(), name).label) }
                dd { (shown((&visit, &look), it.kind, name, value)) }
            }
            dt { (t("record-observed")) } dd { (date(it.observed_on)) }
        }
        @if !it.hidden.is_empty() { p.soft { (t("record-hidden")) } }
        @if !links.is_empty() {
            h3 { (t("record-linked")) }
            ul.cards { @for link in &links { (card(&visit, &look, link)) } }
        }
        @if reader.may(Permission::Record) && it.status != "withdrawn" {
            p.actions {
                @if it.kind == Kind::Pilot && reader.may(Permission::Invite) {
                    a.button href={ "/i/" (board.initiative) "/invite/" (it.record) } { (t("invite")) }
                }
                a.button href={ "/i/" (board.initiative) "/record/" (it.kind.name()) "?supersede=" (it.record) } { (t("do-supersede")) }
                (reader.deed("record_withdraw", &[("record", it.record.to_string())], "do-withdraw"))
            }
        }
    };
    Ok(page(&visit, &title, &body))
}

/// `GET /i/{initiative}/record`: what there is to record, by step.
pub(super) async fn choose(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let board = board(&look.facts()).ok_or(Problem::NoPage)?;
    let open = look.initiative.open_steps();
    let body = html! {
        (head(&visit, &look, &board, Tab::Records))
        h2 { (t("record-choose")) }
        p.lead { (t("record-choose-lead")) }
        @for step in Step::ALL {
            @let kinds = RECORDS.iter().filter(|it| it.step == step && it.kind != Kind::Custom && !look.workflow.excludes.contains(&it.kind));
            details.kinds open[open.contains(&step)] {
                summary { (step.number()) ". " (wording::step_title(step)) }
                ul.choices {
                    @for row in kinds {
                        @let words = words::kind(row.kind);
                        li { a href={ "/i/" (board.initiative) "/record/" (row.name) } { strong { (capital(&words.one)) } span.soft { (words.summary) } } }
                    }
                }
            }
        }
        @if !look.workflow.kinds.is_empty() {
            details.kinds open {
                summary { (t("record-choose-own")) }
                ul.choices {
                    @for (name, kind) in &look.workflow.kinds {
                        li { a href={ "/i/" (board.initiative) "/record/custom?type=" (name) } { strong { (capital(&kind.title)) } span.soft { (kind.summary) } } }
                    }
                }
            }
        }
    };
    Ok(page(&visit, &t("record-choose"), &body))
}
