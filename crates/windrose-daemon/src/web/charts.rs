//! Trends of indicators, wins and adoption, and the steps and pilots in time.

use axum::response::Response;
use maud::html;
use windrose_core::view::board::board;
use windrose_core::view::gantt::gantt;
use windrose_core::view::trends::trends;

use super::draw;
use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::t;

/// `GET /i/{initiative}/charts`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let facts = look.facts();
    let board = board(&facts).ok_or(Problem::NoPage)?;
    let trends = trends(&facts);
    let body = html! {
        (head(&visit, &look, &board, Tab::Charts))
        section aria-labelledby="h-gantt" {
            h2 #h-gantt { (t("chart-gantt")) }
            (draw::gantt::chart(&gantt(&facts)))
            p { a href={ "/i/" (board.initiative) "/pilots" } { (t("pilots-link")) } }
        }
        section aria-labelledby="h-trends" {
            h2 #h-trends { (t("chart-trends")) }
            @if trends.indicators.is_empty() {
                div.card.empty { p { (t("chart-trends-none")) }
                    p { a.button href={ "/i/" (board.initiative) "/record/indicator" } { (t("chart-trends-next")) } } }
            }
            (draw::trend::all(&trends))
        }
    };
    Ok(page(&visit, &format!("{} · {}", t("tab-charts"), board.title), &body))
}
