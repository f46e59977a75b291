//! The stage graph: steps and pilots from left to right, each after what it waits for.

use maud::{Markup, html};
use windrose_core::rules::ids::RecordId;
use windrose_core::rules::pilots::{Stage, State};
use windrose_core::view::pilots::{PilotsView, StageRow};
use windrose_core::view::wording;

use super::axis::DayTick;
use super::layers::{Layers, layers};
use super::svg::{N, figures, picture};
use super::text::{cut, width, wrapped};
use super::words::{day, day_or_none, label, tick};

/// How wide a box is, and how far columns lie apart.
const BOX: f64 = 150.0;
const HIGH: f64 = 80.0;
const COLUMN: f64 = 192.0;

/// What is left around everything, within the picture.
const EDGE: f64 = 6.0;

/// How large words are, how far lines lie apart, and how far words stand from the side of their box.
const SIZE: f64 = 12.0;
const LINE: f64 = 15.0;
const INSIDE: f64 = 9.0;

/// How much wider bold words are.
const BOLD: f64 = 1.12;

/// The most lines of a name.
const NAME_LINES: usize = 2;

/// The most columns that the style sheet knows a width for: more are drawn smaller.
const COLUMNS_MAX: usize = 14;

/// A picture of what is shown: boxes and edges, from what is waited for to what waits.
struct Shown<'a> {
    rows: Vec<&'a StageRow>,
    edges: Vec<(usize, usize)>,
}

/// The picture with its figures beside it.
pub fn chart(view: &PilotsView) -> Markup {
    html! {
        div class="scroll chart-scroll" tabindex="0" role="region" aria-label=(label("draw-stages-title")) { (picture_of(view, "stages")) }
        @if view.left_out > 0 {
            p class="left-out" { (super::words::with("draw-left-out", &[("n", view.left_out.to_string())])) }
        }
        (table(view))
    }
}

/// The picture alone. `id` is its own within the page.
pub fn picture_of(view: &PilotsView, id: &str) -> Markup {
    let shown = shown(view);
    let at = layers(shown.rows.len(), &shown.edges);
    let wide = EDGE * 2.0 + COLUMN * at.columns.saturating_sub(1) as f64 + BOX;
    let high = EDGE * 2.0 + at.height;
    let critical = |it: &(usize, usize)| {
        let (one, other) = (shown.rows[it.0].stage, shown.rows[it.1].stage);
        let on = |stage: Stage| view.critical_path.iter().position(|it| *it == stage);
        on(one).zip(on(other)).is_some_and(|(one, other)| one < other)
    };
    let middle = |id: RecordId| {
        let n = shown.rows.iter().position(|it| it.stage == Stage::Pilot(id))?;
        let (x, y) = place(&at, n);
        Some((x + BOX / 2.0, y))
    };
    let clashes = view.clashes.iter().filter_map(|it| {
        let [one, other] = it.pilots;
        middle(one).zip(middle(other))
    });
    let shapes = html! {
        // Behind the boxes, from one to the other.
        @for ((x, y), (end, end_y)) in clashes {
            path class="clash" d={ "M" (N(x)) " " (N(y)) "L" (N(end)) " " (N(end_y)) } {}
        }
        @for (n, edge) in shown.edges.iter().enumerate() {
            @let class = if critical(edge) { "edge critical" } else { "edge" };
            (line(&at, n, *edge, class))
        }
        @for (n, row) in shown.rows.iter().enumerate() {
            (drawn(row, place(&at, n), view.critical_path.contains(&row.stage)))
        }
    };
    let class = format!("draw chart stages columns-{}", at.columns.clamp(1, COLUMNS_MAX));
    let title = label("draw-stages-title");
    let said: Vec<String> =
        shown.rows.iter().map(|row| format!("{}: {}.", name(row), row.sentence)).collect();
    picture((id, &class), (0.0, 0.0, wide, high), (&title, &said.join(" ")), &shapes)
}

/// Pilots, and the steps that wait for one or that one waits for: the rest would only make the way longer. All steps
/// where there is no pilot.
fn shown(view: &PilotsView) -> Shown<'_> {
    let is_step = |stage: Stage| matches!(stage, Stage::Step(_));
    let named = |stage: Stage| {
        let of_pilot = |it: &&windrose_core::view::pilots::Edge| {
            it.stage == stage && !is_step(it.waits_for)
                || it.waits_for == stage && !is_step(it.stage)
        };
        view.edges.iter().find(of_pilot).is_some()
    };
    let alone = view.stages.iter().all(|row| is_step(row.stage));
    let keeps = |stage: Stage| alone || !is_step(stage) || named(stage);
    let mut edges: Vec<(Stage, Stage)> =
        view.edges.iter().map(|it| (it.waits_for, it.stage)).collect();
    for left in view.stages.iter().map(|row| row.stage).filter(|it| !keeps(*it)) {
        let before: Vec<Stage> = edges.iter().filter(|it| it.1 == left).map(|it| it.0).collect();
        let after: Vec<Stage> = edges.iter().filter(|it| it.0 == left).map(|it| it.1).collect();
        edges.retain(|it| it.0 != left && it.1 != left);
        edges.extend(before.iter().flat_map(|one| after.iter().map(|other| (*one, *other))));
    }
    let rows: Vec<&StageRow> = view.stages.iter().filter(|row| keeps(row.stage)).collect();
    let number = |stage: Stage| rows.iter().position(|row| row.stage == stage);
    let mut edges: Vec<(usize, usize)> =
        edges.iter().filter_map(|(one, other)| number(*one).zip(number(*other))).collect();
    edges.sort_unstable();
    edges.dedup();
    // What was joined over a step that is left out may follow from the rest.
    let direct = edges.iter().copied().filter(|it| !follows(&edges, *it)).collect();
    Shown { edges: direct, rows }
}

/// Is there another way from one end of an edge to the other?
fn follows(edges: &[(usize, usize)], edge: (usize, usize)) -> bool {
    let (mut seen, mut queue) = (vec![edge.0], vec![edge.0]);
    while let Some(at) = queue.pop() {
        for (from, to) in edges.iter().copied().filter(|it| *it != edge) {
            if from == at && !seen.contains(&to) {
                seen.push(to);
                queue.push(to);
            }
        }
    }
    edge.0 != edge.1 && seen.contains(&edge.1)
}

fn place(at: &Layers, node: usize) -> (f64, f64) {
    let (column, middle) = at.boxes[node];
    (EDGE + COLUMN * column as f64, EDGE + middle)
}

/// From the right of a box to the left of another, past what stands between them, with a tip.
fn line(at: &Layers, number: usize, (from, to): (usize, usize), class: &str) -> Markup {
    let ((left, y), (end, end_y)) = (place(at, from), place(at, to));
    let mut path = format!("M{} {}", N(left + BOX), N(y));
    let mut at_y = y;
    let mut x = left + BOX;
    let curve = |path: &mut String, x: f64, y: f64, to: f64, to_y: f64| {
        let middle = f64::midpoint(x, to);
        *path +=
            &format!("C{} {} {} {} {} {}", N(middle), N(y), N(middle), N(to_y), N(to), N(to_y));
    };
    for (n, bend) in at.bends[number].iter().enumerate() {
        let (begins, y) = (left + COLUMN * (n + 1) as f64, EDGE + bend);
        curve(&mut path, x, at_y, begins, y);
        path += &format!("H{}", N(begins + BOX));
        (x, at_y) = (begins + BOX, y);
    }
    curve(&mut path, x, at_y, end - 6.0, end_y);
    html! {
        path class=(class) d=(path) {}
        path class="tip" d={ "M" (N(end - 1.0)) " " (N(end_y)) "l-8 -4.5v9z" } {}
    }
}

fn name(row: &StageRow) -> String {
    match row.stage {
        Stage::Step(step) => format!("{} {}", step.number(), row.name),
        Stage::Pilot(_) => row.name.clone(),
    }
}

const fn class(state: State) -> &'static str {
    match state {
        State::Done => "passed",
        State::Running | State::Ready => "open",
        State::Waiting => "waiting",
        State::Blocked => "blocked",
        State::Failed | State::Stopped | State::Withdrawn => "lost",
    }
}

/// A box: what it is called, how it stands, and on which days.
fn drawn(row: &StageRow, (x, middle): (f64, f64), critical: bool) -> Markup {
    let room = BOX - 2.0 * INSIDE;
    // Names are bold, so they take more room.
    let room_of_name = room / BOLD;
    let mut lines = wrapped(&name(row), room_of_name, SIZE);
    if lines.len() > NAME_LINES {
        let rest = lines.split_off(NAME_LINES - 1).join(" ");
        lines.push(rest);
    }
    let lines: Vec<String> = lines.iter().map(|it| cut(it, room_of_name, SIZE)).collect();
    let state = match row.stage {
        Stage::Step(_) => wording::stage_state(row),
        Stage::Pilot(id) => format!("{id}: {}", wording::stage_state(row)),
    };
    let days = days(row);
    let all = lines.len() + 1 + usize::from(!days.is_empty());
    let first = middle - LINE * (all as f64 - 1.0) / 2.0 + SIZE * 0.35;
    let y = |n: usize| N(first + LINE * n as f64);
    let shape = if matches!(row.stage, Stage::Step(_)) { 18 } else { 5 };
    let class = format!("{}{}", class(row.state), if critical { " critical" } else { "" });
    html! {
        g class=(class) {
            rect class="stage" x=(N(x)) y=(N(middle - HIGH / 2.0)) width=(N(BOX)) height=(N(HIGH)) rx=(shape) {}
            @for (n, text) in lines.iter().enumerate() { text x=(N(x + INSIDE)) y=(y(n)) class="name" { (text) } }
            text x=(N(x + INSIDE)) y=(y(lines.len())) { (cut(&state, room, SIZE)) }
            @if !days.is_empty() {
                text x=(N(x + INSIDE)) y=(y(lines.len() + 1)) class="days" textLength=[(width(&days, SIZE) > room).then_some(N(room))]
                    lengthAdjust=[(width(&days, SIZE) > room).then_some("spacingAndGlyphs")] { (days) }
            }
        }
    }
}

/// "12 Mar – 21 Mar 2026".
fn days(row: &StageRow) -> String {
    match (row.starts_on, row.ends_on) {
        (Some(from), Some(until)) if from != until => {
            format!("{} – {}", tick(DayTick::Day(from)), day(until))
        }
        (_, until) => until.map(day).unwrap_or_default(),
    }
}

/// The figures.
pub fn table(view: &PilotsView) -> Markup {
    let head = ["draw-stage", "draw-state", "draw-from", "draw-until", "draw-spare", "draw-stands"]
        .map(label);
    let rows: Vec<Vec<String>> = view
        .stages
        .iter()
        .map(|row| {
            let name = match row.stage {
                Stage::Step(_) => name(row),
                Stage::Pilot(id) => format!("{id}: {}", row.name),
            };
            vec![
                name,
                wording::stage_state(row),
                day_or_none(row.starts_on),
                day_or_none(row.ends_on),
                row.slack_days.map_or_else(|| "–".to_owned(), |days| days.to_string()),
                row.sentence.clone(),
            ]
        })
        .collect();
    figures(&label("draw-figures"), &label("draw-stages-title"), &head, &rows)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{boxes_within, numbers, sound, texts};
    use super::*;

    fn view() -> PilotsView {
        let stage = |stage: &str, state: &str| {
            json!({"stage": stage, "name": "A stage with quite a long <name> that goes on and on",
                "state": state, "starts_on": "2026-03-02", "ends_on": "2026-12-21", "sentence": "stands so"})
        };
        let mut stages: Vec<_> = ["urgency", "coalition", "vision", "enlist", "enable", "wins"]
            .map(|it| stage(it, "waiting"))
            .into();
        for (n, state) in ["done", "failed", "stopped", "withdrawn", "running", "ready", "blocked"]
            .into_iter()
            .enumerate()
        {
            stages.push(stage(&format!("pilot-{}", n + 1), state));
        }
        let edge = |stage: &str, waits_for: &str| json!({"stage": stage, "waits_for": waits_for});
        let edges = vec![
            edge("coalition", "urgency"),
            edge("vision", "coalition"),
            edge("enlist", "vision"),
            edge("enable", "enlist"),
            edge("wins", "enable"),
            edge("pilot-1", "vision"),
            edge("wins", "pilot-1"),
            edge("pilot-5", "wins"),
            edge("pilot-7", "pilot-2"),
        ];
        let clash = json!({"pilots": ["pilot-6", "pilot-7"], "why": "shares_people",
            "starts_on": "2026-05-01", "ends_on": "2026-05-09",
            "sentence": "both at once"});
        serde_json::from_value(json!({"initiative": "it", "today": "2026-03-02", "summary": "x",
            "critical_path": ["pilot-1", "wins", "pilot-5"], "stages": stages, "edges": edges,
            "rollout": [], "clashes": [clash], "lacked": [], "left_out": 1}))
        .unwrap()
    }

    #[test]
    fn every_pilot_has_its_box_and_only_the_steps_that_matter_do() {
        let drawn = chart(&view()).into_string();
        sound(&drawn);
        // Vision and wins, and seven pilots; what is joined over the steps between them follows from the pilot.
        assert_eq!(drawn.matches("<rect class=\"stage\"").count(), 9, "{drawn}");
        assert_eq!(drawn.matches("class=\"edge\"").count(), 2, "{drawn}");
        assert_eq!(drawn.matches("class=\"edge critical\"").count(), 2, "{drawn}");
        assert_eq!(drawn.matches("class=\"clash\"").count(), 1);
        assert!(drawn.contains("columns-4") && drawn.contains("you may not see them: 1"));
        assert_eq!(drawn.matches("<tr>").count(), 14, "all of them in the table");
    }

    #[test]
    fn boxes_and_their_words_lie_within_the_picture() {
        let drawn = picture_of(&view(), "p").into_string();
        let wide = boxes_within(&drawn);
        for (tag, words) in texts(&drawn) {
            let x = numbers(tag)[0];
            assert!(x + width(&words, SIZE) <= wide || tag.contains("textLength"), "{words}");
        }
    }

    #[test]
    fn without_pilots_all_steps_stand_in_a_row() {
        let mut view = view();
        view.stages.truncate(6);
        view.edges.truncate(5);
        let drawn = chart(&view).into_string();
        sound(&drawn);
        assert_eq!(drawn.matches("<rect class=\"stage\"").count(), 6);
        view.stages.clear();
        view.edges.clear();
        sound(&chart(&view).into_string());
    }
}
