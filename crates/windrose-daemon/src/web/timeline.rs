//! What happened to an initiative, and the slider that shows it as of any day.

use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use windrose_core::engine::Look;
use windrose_core::view::board::board;
use windrose_core::view::records::record;
use windrose_core::view::timeline::Line;

use super::frame::page;
use super::initiative::{Tab, head};
use super::records::main_text;
use super::visit::{Problem, Visit};
use super::words::{capital, date, kind, readable, t, t_with};

/// How many versions a page tells of.
const PAGE: u64 = 100;

/// What `timeline_read` answers.
#[derive(Deserialize)]
struct Read {
    lines: Vec<Line>,
    cursor: Option<String>,
}

/// `GET /i/{initiative}/timeline`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let board = board(&look.facts()).ok_or(Problem::NoPage)?;
    let last = look.initiative.version;
    // The newest page first; older ones lie behind it.
    let until = visit.asked("until").and_then(|it| it.parse().ok()).unwrap_or(last).clamp(1, last);
    let from = until.saturating_sub(PAGE - 1).max(1);
    let lines = between(&visit, &look, from, until).await?;
    let body = html! {
        (head(&visit, &look, &board, Tab::Timeline))
        h2 { (t("timeline")) }
        (slider(&visit, &look))
        (self::lines(&visit, &look, &lines))
        @if from > 1 {
            p { a.button href={ "/i/" (board.initiative) "/timeline?until=" (from - 1) } { (t("timeline-older")) } }
        }
    };
    Ok(page(&visit, &format!("{} · {}", t("timeline"), board.title), &body))
}

/// The newest lines, the newest first.
pub(super) async fn newest(visit: &Visit, look: &Look, most: usize) -> Result<Vec<Line>, Problem> {
    let last = look.initiative.version;
    let from = last.saturating_sub(most as u64 - 1).max(1);
    let mut lines = between(visit, look, from, last).await?;
    lines.truncate(most);
    Ok(lines)
}

/// The lines of some versions, the newest first.
async fn between(visit: &Visit, look: &Look, from: u64, until: u64) -> Result<Vec<Line>, Problem> {
    let mut lines = Vec::new();
    let mut cursor = Some(from.to_string());
    while let Some(next) = cursor {
        let params = json!({"initiative": look.initiative.id, "as_of": until, "cursor": next, "limit": PAGE});
        let read: Read = visit.ask("timeline_read", &params).await?;
        lines.extend(read.lines);
        cursor = read.cursor;
    }
    lines.reverse();
    Ok(lines)
}

/// Lines, a list.
pub(super) fn lines(visit: &Visit, look: &Look, lines: &[Line]) -> Markup {
    html! {
        ol.timeline {
            @for line in lines {
                li {
                    time datetime=(line.at) { (visit.moment(&line.at)) }
                    span { (told(visit, look, line)) " "
                        span.soft { (visit.actor_name(&line.by)) } }
                }
            }
        }
    }
}

/// What happened; of a record that was added, what it says, and the way to it.
fn told(visit: &Visit, look: &Look, line: &Line) -> Markup {
    let facts = look.facts();
    let added = line.record.filter(|_| line.event == "record_added");
    let stored = added.and_then(|id| facts.initiative.records.get(id));
    match stored.filter(|it| facts.sees(it)) {
        None => html! { (readable(visit, &look.workflow, &line.sentence)) },
        Some(stored) => {
            let view = record(&facts, stored);
            html! {
                a href={ "/i/" (look.initiative.id) "/records/" (stored.id) } { (capital(&kind(stored.id.kind).one)) }
                ": " (main_text(visit, &view))
            }
        }
    }
}

/// Shows the initiative as of any day since it was opened. Works without JavaScript: the day is a field, and the slider
/// sets it where there is some.
pub(super) fn slider(visit: &Visit, look: &Look) -> Markup {
    let now = visit.call.engine.now();
    let zone = &now.calendar.zone;
    let opened = look.initiative.opened_at.unwrap_or(Timestamp::UNIX_EPOCH);
    let first = opened.to_zoned(zone.clone()).date();
    let (shown, today) = (look.now.date(), now.date());
    let days = |day: jiff::civil::Date| windrose_core::rules::now::days_between(first, day).max(0);
    html! {
        form.slider method="get" action={ "/i/" (look.initiative.id) } data-first=(first) {
            label for="as-of-day" { (t("slider-label")) }
            input #as-of-range type="range" min="0" max=(days(today)) value=(days(shown)) hidden
                aria-label=(t("slider-label")) aria-valuetext=(date(shown));
            div.row {
                input #as-of-day type="date" name="as_of" min=(first) max=(today) value=(shown) required;
                button type="submit" { (t("slider-show")) }
            }
            p.soft { (t_with("slider-from", &[("first", date(first).into()), ("today", date(today).into())])) }
        }
    }
}
