//! The steps and the pilots in time: a row each, with its name above its bar, so that a phone has room for both.

use std::fmt::Write as _;

use jiff::civil::Date;
use maud::{Markup, html};
use windrose_core::rules::deadline::DueState;
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::record::PilotOutcome;
use windrose_core::rules::step::StateName;
use windrose_core::view::gantt::{Gantt, PilotBar, StepBar};

use super::axis::Days;
use super::svg::{N, figures, picture};
use super::text::{cut, width};
use super::words::{day, day_or_none, label, tick, with};

/// How wide the picture is, and where bars begin and end in it.
const WIDTH: f64 = 420.0;
const LEFT: f64 = 6.0;
const RIGHT: f64 = 414.0;

/// Where the first row begins, how high rows are, and where in a row its name and its bar stand.
const TOP: f64 = 40.0;
const ROW: f64 = 33.0;
const NAME: f64 = 13.0;
const BAR: f64 = 18.0;
const THICK: f64 = 9.0;

/// How large words are.
const SIZE: f64 = 13.0;

/// A row of the picture.
struct Row {
    name: String,
    state: String,
    class: String,
    from: Option<Date>,
    until: Option<Date>,
    due: Option<(Date, bool)>,
    held_until: Option<Date>,
    ended: Option<(Date, PilotOutcome)>,
    passed_before: Vec<Date>,
}

/// The picture with its figures beside it.
pub fn chart(gantt: &Gantt) -> Markup {
    html! {
        div class="scroll chart-scroll" tabindex="0" role="region" aria-label=(title(gantt)) { (picture_of(gantt, "gantt")) }
        @if gantt.left_out > 0 {
            p class="left-out" { (with("draw-left-out", &[("n", gantt.left_out.to_string())])) }
        }
        (table(gantt))
    }
}

fn title(gantt: &Gantt) -> String {
    label(if gantt.pilots.is_empty() { "draw-gantt-steps" } else { "draw-gantt-title" })
}

/// The picture alone. `id` is its own within the page.
pub fn picture_of(gantt: &Gantt, id: &str) -> Markup {
    let steps: Vec<Row> = gantt.steps.iter().map(step_row).collect();
    let pilots: Vec<Row> = gantt.pilots.iter().map(|it| pilot_row(it, gantt.today)).collect();
    let days = steps.iter().chain(&pilots).flat_map(days_of).chain([gantt.today]);
    // There is always a today.
    let Some(scale) = Days::over(days, (LEFT, RIGHT)) else { return html! {} };
    let pilots_top = TOP + ROW * steps.len() as f64 + if pilots.is_empty() { 0.0 } else { 24.0 };
    let bottom = pilots_top + ROW * pilots.len() as f64 + 4.0;
    let today = scale.x(gantt.today);
    let said = with("draw-today", &[("day", day(gantt.today))]);
    let half = width(&said, SIZE) / 2.0;
    let shapes = html! {
        @for at in scale.ticks(4) {
            @let x = scale.x(at.day());
            path class="grid" d={ "M" (N(x)) " 34V" (N(bottom)) } {}
            // Its words end within the picture.
            @let text = tick(at);
            text class="tick" x=(N(x.clamp(LEFT + width(&text, SIZE) / 2.0, RIGHT - width(&text, SIZE) / 2.0))) y="30" { (text) }
        }
        path class="today" d={ "M" (N(today)) " 17V" (N(bottom)) } {}
        text class="today-mark" x=(N(today.clamp(half + 2.0, WIDTH - half - 2.0))) y="12.5" { (said) }
        @for (n, row) in steps.iter().enumerate() { (drawn(row, TOP + ROW * n as f64, &scale)) }
        @if !pilots.is_empty() {
            text class="heading" x=(N(LEFT)) y=(N(pilots_top - 7.0)) { (label("draw-pilots")) }
        }
        @for (n, row) in pilots.iter().enumerate() { (drawn(row, pilots_top + ROW * n as f64, &scale)) }
        (waits(gantt, pilots_top, &scale))
    };
    let rows = gantt.steps.iter().map(|it| spoken(&step_row(it)));
    let rows = rows.chain(gantt.pilots.iter().map(|it| spoken(&pilot_row(it, gantt.today))));
    let rows = rows.collect::<Vec<_>>().join(" ");
    picture((id, "draw chart gantt"), (0.0, 0.0, WIDTH, bottom), (&title(gantt), &rows), &shapes)
}

/// The figures.
pub fn table(gantt: &Gantt) -> Markup {
    let head = ["draw-step", "draw-state", "draw-from", "draw-until", "draw-due"].map(label);
    let steps = gantt.steps.iter().map(|it| {
        let row = step_row(it);
        vec![
            row.name,
            row.state,
            day_or_none(it.opened_on),
            day_or_none(it.passed_on),
            day_or_none(it.due_on),
        ]
    });
    let steps: Vec<_> = steps.collect();
    let summary = label("draw-figures");
    if gantt.pilots.is_empty() {
        return figures(&summary, &label("draw-gantt-steps"), &head, &steps);
    }
    let name_of = |id: &RecordId| {
        gantt.pilots.iter().find(|it| it.pilot == *id).map_or(id.to_string(), |it| it.name.clone())
    };
    let pilots = gantt.pilots.iter().map(|it| {
        let row = pilot_row(it, gantt.today);
        let needs: Vec<String> = it.needs_result_of.iter().map(name_of).collect();
        let needs = if needs.is_empty() { "–".to_owned() } else { needs.join(", ") };
        vec![
            format!("{} ({})", it.name, it.unit),
            row.state,
            day(it.starts_on),
            day(it.ends_on),
            needs,
        ]
    });
    let pilots: Vec<_> = pilots.collect();
    let pilots_head =
        ["draw-pilot", "draw-state", "draw-from", "draw-until", "draw-needs"].map(label);
    html! {
        (figures(&summary, &label("draw-gantt-steps"), &head, &steps))
        (figures(&format!("{summary}: {}", label("draw-pilots")), &label("draw-pilots"), &pilots_head, &pilots))
    }
}

fn step_row(it: &StepBar) -> Row {
    let late = matches!(it.due_state, Some(DueState::Overdue | DueState::Escalated));
    let (class, id) = match it.state {
        StateName::Passed if it.taken_over => ("taken", "draw-taken-over"),
        StateName::Passed => ("passed", "draw-passed"),
        StateName::Stale => ("stale", "draw-stale"),
        StateName::Held => ("held", "draw-held"),
        StateName::Open => ("open", "draw-open"),
        StateName::Waiting => ("waiting", "draw-waiting"),
    };
    let mut state = match it.held_until {
        Some(until) => with("draw-held-until", &[("day", day(until))]),
        None => label(id),
    };
    if !it.passed_before.is_empty() && it.passed_on.is_none() {
        state = label("draw-done-again");
    }
    if late {
        state = format!("{state}, {}", label("draw-overdue"));
    } else if let Some(due) = it.due_on {
        state = format!("{state}, {}", with("draw-due-on", &[("day", day(due))]));
    }
    Row {
        name: format!("{} {}", it.number, it.title),
        state,
        class: if late { format!("{class} late") } else { class.to_owned() },
        from: it.opened_on.or(it.passed_on),
        until: it.until,
        due: it.due_on.map(|due| (due, late)),
        held_until: it.held_until,
        ended: None,
        passed_before: it.passed_before.clone(),
    }
}

fn pilot_row(it: &PilotBar, today: Date) -> Row {
    let (class, id) = match it.outcome {
        Some(PilotOutcome::Succeeded) => ("passed", "draw-succeeded"),
        Some(PilotOutcome::Failed) => ("failed", "draw-failed"),
        Some(PilotOutcome::Stopped) => ("stopped", "draw-stopped"),
        None if it.overdue => ("open late", "draw-recorded"),
        None if it.starts_on > today => ("waiting", "draw-planned"),
        None => ("open", "draw-running"),
    };
    Row {
        name: it.name.clone(),
        state: label(id),
        class: class.to_owned(),
        from: Some(it.starts_on),
        until: Some(it.ends_on),
        due: None,
        held_until: None,
        ended: it.ended_on.zip(it.outcome),
        passed_before: Vec::new(),
    }
}

fn days_of(row: &Row) -> Vec<Date> {
    let mut days: Vec<Date> = row.passed_before.clone();
    days.extend([row.from, row.until, row.held_until].into_iter().flatten());
    days.extend(row.due.map(|(due, _)| due));
    days.extend(row.ended.map(|(on, _)| on));
    days
}

/// A row: its name and how it stands above, its bar below.
fn drawn(row: &Row, top: f64, scale: &Days) -> Markup {
    let state = cut(&row.state, 190.0, SIZE);
    let name = cut(&row.name, RIGHT - LEFT - width(&state, SIZE) - 10.0, SIZE);
    let middle = top + BAR + THICK / 2.0;
    // A bar of one day is seen too.
    let bar = row.from.zip(row.until).map(|(from, until)| {
        let (from, until) = (scale.x(from), scale.x(until));
        let wide = (until - from).max(3.0);
        (from.min(RIGHT - wide), wide)
    });
    html! {
        g class=(row.class) {
            text x=(N(LEFT)) y=(N(top + NAME)) { (name) }
            text class="stand" x=(N(RIGHT)) y=(N(top + NAME)) { (state) }
            path class="track" d={ "M" (N(LEFT)) " " (N(middle)) "H" (N(RIGHT)) } {}
            @if let Some((x, wide)) = bar {
                rect class="bar" x=(N(x)) y=(N(top + BAR)) width=(N(wide)) height=(N(THICK)) rx="3" {}
            }
            @if let (Some(until), Some(held)) = (row.until, row.held_until) {
                path class="hold" d={ "M" (N(scale.x(until))) " " (N(middle)) "H" (N(scale.x(held))) } {}
            }
            @for on in &row.passed_before { (mark("before", scale.x(*on), middle, "m-3 0 2.2 2.6 4.4 -5.2")) }
            @if let Some((due, _)) = row.due { (mark("due", scale.x(due).clamp(LEFT + 5.0, RIGHT - 5.0), middle, "m0 -6.5 5.5 6.5 -5.5 6.5 -5.5 -6.5z")) }
            @if let Some((on, outcome)) = row.ended { (ended(scale.x(on).clamp(LEFT + 7.0, RIGHT - 7.0), middle, outcome)) }
        }
    }
}

fn mark(class: &str, x: f64, y: f64, shape: &str) -> Markup {
    html! { path class=(class) d={ "M" (N(x)) " " (N(y)) (shape) } {} }
}

/// How a pilot ended: a disc with a check, a cross or a bar.
fn ended(x: f64, y: f64, outcome: PilotOutcome) -> Markup {
    let sign = match outcome {
        PilotOutcome::Succeeded => "m-3.2 .2 2.4 2.8 4.4 -5.4",
        PilotOutcome::Failed => "m-3 -3 6 6m0 -6 -6 6",
        PilotOutcome::Stopped => "m-3.4 0h6.8",
    };
    html! {
        circle class="outcome" cx=(N(x)) cy=(N(y)) r="7" {}
        (mark("sign", x, y, sign))
    }
}

/// From the end of a pilot to the beginning of each that waits for its result.
fn waits(gantt: &Gantt, top: f64, scale: &Days) -> Markup {
    let middle = |n: usize| top + ROW * n as f64 + BAR + THICK / 2.0;
    let mut path = String::new();
    for (n, it) in gantt.pilots.iter().enumerate() {
        for needed in &it.needs_result_of {
            let Some(other) = gantt.pilots.iter().position(|other| other.pilot == *needed) else {
                continue;
            };
            let from = scale.x(gantt.pilots[other].ended_on.unwrap_or(gantt.pilots[other].ends_on));
            let to = scale.x(it.starts_on);
            let _ = write!(path, "M{} {}V{}H{}", N(from), N(middle(other)), N(middle(n)), N(to));
        }
    }
    html! { @if !path.is_empty() { path class="waits" d=(path) {} } }
}

/// A row in words.
fn spoken(row: &Row) -> String {
    let days =
        row.from.zip(row.until).map(|(from, until)| format!(", {} – {}", day(from), day(until)));
    format!("{}: {}{}.", row.name, row.state, days.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{numbers, sound};
    use super::*;

    fn made_up() -> Gantt {
        let step = |step: &str, number: u32, state: &str| json!({"step": step, "number": number, "title": "A step with <a> name", "state": state});
        let mut steps = vec![
            step("urgency", 1, "passed"),
            step("coalition", 2, "stale"),
            step("vision", 3, "open"),
            step("enlist", 4, "held"),
            step("enable", 5, "waiting"),
        ];
        steps[0]["taken_over"] = json!(true);
        steps[0]["passed_on"] = json!("2026-01-01");
        steps[0]["until"] = json!("2026-01-01");
        for (at, field, value) in [
            (1, "opened_on", "2026-01-01"),
            (1, "passed_on", "2026-02-01"),
            (1, "until", "2026-02-01"),
            (2, "opened_on", "2026-04-01"),
            (2, "until", "2026-06-10"),
            (2, "due_on", "2026-05-01"),
            (2, "due_state", "overdue"),
            (3, "opened_on", "2026-05-01"),
            (3, "until", "2026-06-10"),
            (3, "held_until", "2026-08-01"),
            (3, "due_on", "2026-09-01"),
            (3, "due_state", "in_time"),
        ] {
            steps[at][field] = json!(value);
        }
        steps[2]["passed_before"] = json!(["2026-03-01"]);
        let pilots = json!([
            {"pilot": "pilot-1", "name": "One", "unit": "Sales", "starts_on": "2026-02-01", "ends_on": "2026-04-01",
             "status": "failed", "outcome": "failed", "ended_on": "2026-03-20"},
            {"pilot": "pilot-2", "name": "Two", "unit": "Sales", "starts_on": "2026-05-01", "ends_on": "2026-12-01",
             "status": "recorded", "needs_result_of": ["pilot-1", "pilot-9"]}]);
        serde_json::from_value(
            json!({"today": "2026-06-10", "steps": steps, "pilots": pilots, "left_out": 1}),
        )
        .unwrap()
    }

    #[test]
    fn every_row_has_its_bar_its_marks_and_its_words() {
        let drawn = chart(&made_up()).into_string();
        sound(&drawn);
        for (class, count) in [
            ("bar", 6),
            ("due", 2),
            ("hold", 1),
            ("before", 1),
            ("outcome", 1),
            ("waits", 1),
            ("today", 1),
            ("heading", 1),
        ] {
            assert_eq!(
                drawn.matches(&format!("class=\"{class}\"")).count(),
                count,
                "{class}: {drawn}"
            );
        }
        for text in [
            "done again, overdue",
            "held until 1 Aug 2026",
            "passed before",
            "failed",
            "running",
            "you may not see them: 1",
        ] {
            assert!(drawn.contains(text), "{text}: {drawn}");
        }
        assert!(
            drawn.contains("<td>One, pilot-9</td>"),
            "a pilot that is not shown has its id: {drawn}"
        );
    }

    #[test]
    fn bars_lie_within_the_picture_and_today_where_it_is() {
        let drawn = picture_of(&made_up(), "g").into_string();
        let bars = drawn.split("<rect ").skip(1).map(|it| numbers(it.split('>').next().unwrap()));
        for bar in bars {
            let (x, width) = (bar[0], bar[2]);
            assert!(x >= LEFT && x + width <= RIGHT + 0.1 && width >= 3.0, "{bar:?}");
        }
    }

    #[test]
    fn an_initiative_without_pilots_has_steps_alone() {
        let drawn = chart(&Gantt { pilots: Vec::new(), left_out: 0, ..made_up() }).into_string();
        sound(&drawn);
        assert!(!drawn.contains("Pilots") && !drawn.contains("left-out"), "{drawn}");
        let nothing = Gantt { steps: Vec::new(), pilots: Vec::new(), ..made_up() };
        sound(&chart(&nothing).into_string());
    }
}
