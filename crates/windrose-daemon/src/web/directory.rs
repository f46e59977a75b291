//! The directory: who is in the organisation, and the imports into it. Whoever administers windrose pastes a table here,
//! looks at what would come of it, and publishes or drops it.

mod pasted;
mod preview;

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Value, json};
use windrose_core::rules::directory::Column;
use windrose_core::view::wording;

use super::frame::page_with;
use super::initiative::done;
use super::visit::{Problem, Visit};
use super::words::{capital, t, t_with};
use pasted::Pasted;

/// How many people stand on a page.
const PEOPLE_MAX: u32 = 50;

/// `GET /directory?q=sales&after=e0042&import=hr-2026-11`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    whole(&visit, StatusCode::OK, "", None).await
}

/// `POST /directory`: takes a pasted table into an import, which changes nothing until it is published.
pub(super) async fn send(visit: Visit) -> Result<Response, Problem> {
    let text = visit.sent("text").unwrap_or_default();
    match pasted::take(&visit, &text).await {
        Ok(pasted) => whole(&visit, StatusCode::OK, "", Some(Ok(pasted))).await,
        // Who may not import may not look either, or not at this.
        Err(Problem::Rpc(error))
            if Problem::Rpc(error.clone()).status() == StatusCode::FORBIDDEN =>
        {
            Err(Problem::Rpc(error))
        }
        Err(problem) => {
            let (status, sentence) = (problem.status(), problem.sentence());
            whole(&visit, status, &text, Some(Err(sentence))).await
        }
    }
}

/// The page; after a table was pasted with what became of it.
async fn whole(
    visit: &Visit,
    status: StatusCode,
    text: &str,
    pasted: Option<Result<Pasted, String>>,
) -> Result<Response, Problem> {
    let asked =
        json!({"words": visit.asked("q"), "cursor": visit.asked("after"), "limit": PEOPLE_MAX});
    let found: Value = visit.ask("directory_read", &asked).await?;
    let imports: Vec<&Value> = found["imports"].as_array().into_iter().flatten().collect();
    let imports_it = visit.call.engine.access().is_admin(&visit.call.actor);
    let wanted = match &pasted {
        Some(Ok(pasted)) => Some(pasted.import.as_str()),
        _ => visit.asked("import"),
    };
    // Looking at one of a whole organisation takes its time, so not all of them at once.
    let wanted = wanted.or_else(|| match imports[..] {
        [only] => only["import"].as_str(),
        _ => None,
    });
    // One that somebody has published or dropped meanwhile is none any more.
    let wanted = wanted.filter(|id| imports.iter().any(|it| it["import"] == *id));
    let looked = match wanted {
        Some(import) => Some(preview::ask(visit, import).await?),
        None => None,
    };
    let body = html! {
        h1 { (t("directory-title")) }
        p.lead { (t("directory-lead")) }
        @if let (Some(message), None) = (done(visit), &pasted) { p.done role="status" { (message) } }
        @if let Some(Err(sentence)) = &pasted { p.problem role="alert" { (sentence) } }
        @if let Some(Ok(pasted)) = &pasted { (pasted.read()) }
        (edition(visit, &found["edition"]))
        @if !imports.is_empty() { (open_imports(visit, &imports, wanted)) }
        @if let Some(it) = &looked { (preview::show(it, imports_it)) }
        @if imports_it { (pasted::ask(text, found["edition"].is_null())) }
        @if !found["edition"].is_null() { (people(visit, &found)) }
    };
    Ok(page_with(status, visit, &t("directory-title"), &body))
}

/// What is published: how large it is, since when, and who did it.
fn edition(visit: &Visit, it: &Value) -> Markup {
    html! {
        section aria-labelledby="h-edition" {
            h2 #h-edition { (t("directory-edition")) }
            @if it.is_null() { p { (t("directory-none")) } } @else {
                dl.fields {
                    dt { (t("directory-people")) } dd { (count(&it["people"])) }
                    dt { (t("directory-units")) } dd { (count(&it["units"])) }
                    dt { (t("directory-when")) } dd { (visit.moment(text(it, "at"))) }
                    dt { (t("directory-by")) } dd { (by(visit, &it["by"])) }
                    dt { (t("directory-from")) } dd { (text(it, "import")) }
                }
            }
        }
    }
}

/// The imports that wait.
fn open_imports(visit: &Visit, imports: &[&Value], shown: Option<&str>) -> Markup {
    html! {
        section aria-labelledby="h-imports" {
            h2 #h-imports { (t("directory-imports")) }
            ul {
                @for it in imports {
                    @let name = text(it, "import");
                    li {
                        (t_with("directory-import", &[
                            ("import", name.into()), ("rows", count(&it["rows"]).as_str().into()),
                            ("when", visit.moment(text(it, "begun_at")).as_str().into()),
                            ("by", by(visit, &it["by"]).as_str().into()),
                        ]))
                        @if shown != Some(name) { " " a href={ "/directory?" (query(&[("import", name)])) } { (t("directory-look")) span.hidden { ": " (name) } } }
                    }
                }
            }
        }
    }
}

/// Who is there, a page at a time.
fn people(visit: &Visit, found: &Value) -> Markup {
    let columns = [
        Column::Id,
        Column::Name,
        Column::Unit,
        Column::Manager,
        Column::Level,
        Column::Site,
        Column::Function,
    ];
    let rows: Vec<&Value> = found["people"].as_array().into_iter().flatten().collect();
    // A column in which nothing stands helps nobody.
    let columns: Vec<Column> =
        columns.into_iter().filter(|it| rows.iter().any(|row| !row[it.name()].is_null())).collect();
    let q = visit.asked("q").unwrap_or_default();
    html! {
        section aria-labelledby="h-people" {
            h2 #h-people { (t("directory-who")) }
            form.filter method="get" action="/directory" role="search" {
                p { label for="q" { (t("directory-search")) }
                    input #q type="search" name="q" value=(q) maxlength="200" autocomplete="off"; }
                button type="submit" { (t("show")) }
            }
            @if rows.is_empty() { p { (t("directory-nobody")) } } @else {
                p { (t_with("directory-found", &[("n", found["count"].as_u64().unwrap_or(0).into())])) }
                div.scroll tabindex="0" role="region" aria-label=(t("directory-people")) {
                    table {
                        thead { tr {
                            @for it in &columns { th scope="col" { (capital(&wording::column(*it))) } }
                            th.num scope="col" { (t("directory-reports")) }
                        } }
                        tbody { @for row in &rows { tr {
                            @for it in &columns {
                                @if *it == Column::Id { th scope="row" { (text(row, it.name())) } }
                                @else { td { (cell(row, *it)) } }
                            }
                            td.num { (count(&row["reports"])) }
                        } } }
                    }
                }
                @if let Some(after) = found["cursor"].as_str() {
                    nav.pages aria-label=(t("directory-pages")) {
                        a.button href={ "/directory?" (query(&[("q", q), ("after", after)])) } rel="next" { (t("next-page")) }
                    }
                }
            }
        }
    }
}

fn cell(row: &Value, column: Column) -> String {
    let shown = text(row, column.name());
    match column {
        Column::Unit if row["part_of"].is_string() => {
            format!("{shown} ({})", text(row, Column::PartOf.name()))
        }
        Column::Manager if row["manager_unknown"] == true => t("directory-manager-unknown"),
        _ => shown.to_owned(),
    }
}

fn text<'a>(it: &'a Value, field: &str) -> &'a str {
    it[field].as_str().unwrap_or_default()
}

/// A number as the language writes it.
fn count(it: &Value) -> String {
    wording::whole(it.as_u64().unwrap_or(0))
}

/// Who did something, as an answer names them.
fn by(visit: &Visit, actor: &Value) -> String {
    serde_json::from_value(actor.clone()).map_or_else(|_| String::new(), |it| visit.actor_name(&it))
}

fn query(pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    query.finish()
}
