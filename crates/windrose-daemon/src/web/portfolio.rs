//! All initiatives that the visitor may see: the rose of each, what it waits for, its next day; searched, filtered and
//! ordered.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use windrose_core::engine::portfolio::{Found, Query, Show, SortBy};
use windrose_core::view::portfolio::{Row, row};

use super::draw;
use super::frame::page;
use super::visit::{Problem, Visit};
use super::words::{date, t, t_with};
use crate::call::{blocking, store_failed};
use crate::rpc::RpcError;

/// The longest search that is looked for; what is longer finds nothing anyway.
const SEARCH_MAX: usize = 200;

/// The filters, with their names in the address.
const SHOWS: [(Show, &str); 6] = [
    (Show::All, "all"),
    (Show::Running, "running"),
    (Show::Blocked, "blocked"),
    (Show::OpenGate, "open_gate"),
    (Show::Overdue, "overdue"),
    (Show::Closed, "closed"),
];

/// The orders, with their names in the address.
const SORTS: [(SortBy, &str); 5] = [
    (SortBy::Title, "title"),
    (SortBy::Next, "next"),
    (SortBy::Blocked, "blocked"),
    (SortBy::Progress, "progress"),
    (SortBy::Changed, "changed"),
];

/// `GET /`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let query = asked(&visit);
    let (call, wanted) = (visit.call.clone(), query.clone());
    let (found, rows) = blocking(move || {
        let found = call.engine.portfolio(&call.actor, &wanted);
        let found = found.map_err(|error| store_failed(&error))?;
        let rows: Vec<Row> = found.rows.iter().map(|it| row(it, found.today)).collect();
        Ok::<_, RpcError>((found, rows))
    })
    .await??;
    let nothing = found.counts.all == 0 && query.search.is_empty() && !query.mine;
    let body = html! {
        h1 { (t("nav-portfolio")) }
        @if nothing { (empty()) } @else {
            (filter(&visit, &query, &found))
            p.soft role="status" { (t_with("portfolio-found", &[("n", found.total.into())])) }
            ul.portfolio { @for it in &rows { (line(&visit, it)) } }
            (pages(&visit, &found))
        }
    };
    Ok(page(&visit, &t("nav-portfolio"), &body))
}

fn asked(visit: &Visit) -> Query {
    let named = |name: &str| visit.asked(name).unwrap_or_default();
    let show = SHOWS.into_iter().find(|(_, it)| *it == named("show"));
    let sort = SORTS.into_iter().find(|(_, it)| *it == named("sort"));
    Query {
        search: named("q").chars().take(SEARCH_MAX).collect(),
        show: show.map_or(Show::All, |(it, _)| it),
        workflow: visit.asked("workflow").and_then(|it| it.parse().ok()),
        mine: visit.asked("mine").is_some(),
        sort: sort.map_or(SortBy::Title, |(it, _)| it),
        descending: visit.asked("down").is_some(),
        page: visit.asked("page").and_then(|it| it.parse().ok()).unwrap_or(1),
    }
}

/// The first thing that somebody sees who has nothing yet.
fn empty() -> Markup {
    html! {
        div.card.empty {
            p.big { (t("portfolio-empty")) }
            p { (t("portfolio-empty-next")) }
            p { a.button.strong href="/start" { (t("start-title")) } }
        }
    }
}

fn filter(visit: &Visit, query: &Query, found: &Found) -> Markup {
    let counts = json!(found.counts);
    let shown = SHOWS.iter().find(|(it, _)| *it == query.show).map_or("all", |(_, name)| name);
    html! {
        nav.shows aria-label=(t("portfolio-show")) {
            @for (_, name) in SHOWS {
                a href={ "/?" (with(visit, "show", name)) } aria-current=[(name == shown).then_some("true")] {
                    (t(&format!("show-{}", name.replace('_', "-")))) " " span.n { (counts[name]) }
                }
            }
        }
        form.filter method="get" action="/" role="search" {
            @if shown != "all" { input type="hidden" name="show" value=(shown); }
            p { label for="q" { (t("portfolio-search")) }
                input #q type="search" name="q" value=(query.search) maxlength=(SEARCH_MAX) autocomplete="off"; }
            p { label for="workflow" { (t("portfolio-workflow")) }
                select #workflow name="workflow" {
                    option value="" { (t("portfolio-workflow-all")) }
                    @for (it, _) in visit.call.engine.workflows() {
                        option value=(it.name) selected[query.workflow.as_ref() == Some(&it.name)] { (super::words::workflow_title(&it)) }
                    }
                } }
            p { label for="sort" { (t("portfolio-sort")) }
                select #sort name="sort" {
                    @for (sort, name) in SORTS { option value=(name) selected[sort == query.sort] { (t(&format!("sort-by-{name}"))) } }
                } }
            label.check { input type="checkbox" name="down" value="1" checked[query.descending]; span { (t("portfolio-down")) } }
            label.check { input type="checkbox" name="mine" value="1" checked[query.mine]; span { (t("portfolio-mine")) } }
            button type="submit" { (t("show")) }
        }
    }
}

/// The query of this page with one thing changed, from the first page on.
fn with(visit: &Visit, name: &str, value: &str) -> String {
    let mut kept: Map<String, Value> = Map::new();
    for (key, value) in &visit.query {
        if key != "page" && !value.is_empty() {
            kept.insert(key.clone(), Value::from(value.as_str()));
        }
    }
    kept.insert(name.to_owned(), Value::from(value));
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (key, value) in &kept {
        query.append_pair(key, value.as_str().unwrap_or_default());
    }
    query.finish()
}

fn line(visit: &Visit, it: &Row) -> Markup {
    html! {
        li {
            (draw::rose::small(&it.rose))
            div {
                h2 { a href={ "/i/" (it.initiative) } { (it.title) } }
                p { (visit.said(&it.blocked)) }
                p.soft {
                    (t_with("portfolio-passed", &[("n", it.passed.into())]))
                    @if let Some(lead) = it.leads.first() { " · " (visit.name_of(lead)) }
                }
            }
            div.when {
                @if let Some(day) = it.next_on {
                    p class=[it.overdue.then_some("overdue")] { (date(day)) }
                    @if let Some(what) = &it.next { p.soft { (visit.said(what)) } }
                }
            }
        }
    }
}

fn pages(visit: &Visit, found: &Found) -> Markup {
    if found.pages < 2 {
        return html! {};
    }
    let to = |page: usize| format!("/?{}", with(visit, "page", &page.to_string()));
    html! {
        nav.pages aria-label=(t("portfolio-pages")) {
            @if found.page > 1 { a.button href=(to(found.page - 1)) rel="prev" { (t("previous-page")) } }
            span { (t_with("portfolio-page", &[("page", found.page.into()), ("pages", found.pages.into())])) }
            @if found.page < found.pages { a.button href=(to(found.page + 1)) rel="next" { (t("next-page")) } }
        }
    }
}
