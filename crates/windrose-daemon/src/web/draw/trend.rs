//! Indicators, wins and units over time, each with a table of its figures.

use maud::{Markup, html};
use windrose_core::rules::fixed::Fixed;
use windrose_core::rules::record::{Direction, IndicatorUnit};
use windrose_core::rules::standing::Stage;
use windrose_core::view::trends::{Point, Series, Trend, Trends, WinMark};

use super::axis::{Days, Values, float};
use super::svg::{N, figures, picture};
use super::text::{cut, width};
use super::words::{day, label, tick, unit, value, with};

/// The picture of a trend: how large it is, and where in it values and days stand.
pub(super) const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 270.0;
pub(super) const RIGHT: f64 = 404.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 238.0;

/// How large words are.
pub(super) const SIZE: f64 = 13.0;

/// How many series are told apart by their looks; further ones look alike.
const LOOKS: usize = 5;

/// Every picture of trends, side by side where there is room.
pub fn all(trends: &Trends) -> Markup {
    html! {
        div class="charts" {
            @for it in &trends.indicators {
                figure class="chart-card" {
                    figcaption { strong { (it.name) } " " span { (measured_in(it)) } }
                    (chart(it, &format!("trend-{}", it.indicator)))
                    (table(it))
                }
            }
            (super::wins::all(trends))
        }
        @if trends.left_out > 0 {
            p class="left-out" { (with("draw-left-out", &[("n", trends.left_out.to_string())])) }
        }
    }
}

/// The unit of an indicator, and which way is better.
fn measured_in(it: &Trend) -> String {
    let better = match it.direction {
        Direction::HigherBetter => "draw-higher-better",
        Direction::LowerBetter => "draw-lower-better",
    };
    format!("{}, {}", unit(it.unit, it.counts.as_deref()), label(better))
}

/// The frame of a picture over time: its grid, the words at its sides, and both scales.
pub(super) struct Frame {
    pub(super) days: Days,
    pub(super) values: Values,
    pub(super) left: f64,
    pub(super) grid: Markup,
}

/// The frame that holds these days and values.
pub(super) fn frame(
    days: impl Iterator<Item = jiff::civil::Date>,
    values: impl Iterator<Item = f64>,
    from_nought: bool,
    of: IndicatorUnit,
) -> Option<Frame> {
    let values = Values::over(values, from_nought, (BOTTOM, TOP));
    let ticks: Vec<(f64, String)> =
        values.ticks().into_iter().map(|(y, it)| (y, value(it, of))).collect();
    let left = 8.0 + ticks.iter().map(|(_, text)| width(text, SIZE)).fold(0.0, f64::max);
    let days = Days::over(days, (left + 10.0, RIGHT - 8.0))?;
    let grid = html! {
        @for (y, text) in &ticks {
            path class="grid" d={ "M" (N(left)) " " (N(*y)) "H" (N(RIGHT)) } {}
            text class="value" x=(N(left - 5.0)) y=(N(y + 4.5)) { (text) }
        }
        @for at in days.ticks(4) {
            @let text = tick(at);
            @let half = width(&text, SIZE) / 2.0;
            @let x = days.x(at.day());
            path class="grid" d={ "M" (N(x)) " " (N(BOTTOM)) "v5" } {}
            text class="tick" x=(N(x.clamp(half + 2.0, WIDTH - half - 2.0))) y=(N(BOTTOM + 19.0)) { (text) }
        }
    };
    Some(Frame { days, values, left, grid })
}

/// The picture of an indicator, with what its lines and marks mean. `id` is its own within the page.
pub fn chart(it: &Trend, id: &str) -> Markup {
    let points = || it.series.iter().flat_map(|it| &it.points);
    let days = points().map(|it| it.on).chain(it.wins.iter().map(|it| it.on)).chain(it.due_on);
    let numbers = points().flat_map(|it| [Some(it.value), it.low, it.high]);
    let numbers = numbers.chain([it.baseline, it.target]).flatten();
    let numbers = numbers.chain(it.wins.iter().map(|it| it.value)).map(float);
    let share = it.unit == IndicatorUnit::Percent;
    let Some(frame) = frame(days, numbers, share, it.unit) else { return html! {} };
    let shapes = html! {
        (frame.grid)
        (levels(it, &frame))
        @for (n, series) in it.series.iter().enumerate() { (line(series, n, &frame)) }
        @for win in &it.wins { (flag(win, &frame)) }
        (newest(it, &frame))
    };
    let series: Vec<String> = it.series.iter().map(|series| spoken(series, it.unit)).collect();
    let marks = it.wins.iter().map(|it| format!("{}: {}.", label(stage(it.stage)), it.claim));
    let marks: Vec<String> = marks.collect();
    let said = [("series", series.join(" ")), ("marks", marks.join(" "))];
    let said = with("draw-trend-desc", &said);
    html! {
        div class="scroll chart-scroll" tabindex="0" role="region" aria-label=(it.name) {
            (picture((id, "draw chart trend"), (0.0, 0.0, WIDTH, HEIGHT), (&it.name, said.trim()), &shapes))
        }
        (legend(it))
    }
}

/// The value before, and the one to be reached.
fn levels(it: &Trend, frame: &Frame) -> Markup {
    let room = RIGHT - frame.left - 12.0;
    let level = |number: Fixed, class: &str, text: String, above: bool| {
        let y = frame.values.y(float(number));
        // Beneath the lowest line stand the days.
        let above = above || frame.values.bottom - y < 18.0;
        html! {
            path class=(class) d={ "M" (N(frame.left)) " " (N(y)) "H" (N(RIGHT)) } {}
            text class="level" x=(N(frame.left + 4.0)) y=(N(if above { y - 5.0 } else { y + 14.0 })) { (cut(&text, room, SIZE)) }
        }
    };
    // Words stand on the side where no line comes from.
    let higher = it.direction == Direction::HigherBetter;
    html! {
        @if let Some(before) = it.baseline {
            (level(before, "baseline", with("draw-before", &[("value", value(before, it.unit))]), !higher))
        }
        @if let Some(target) = it.target {
            @let said = match it.due_on {
                Some(due) => with("draw-target-by", &[("value", value(target, it.unit)), ("day", day(due))]),
                None => with("draw-target", &[("value", value(target, it.unit))]),
            };
            (level(target, "target", said, higher))
            @if let Some(due) = it.due_on {
                @let (x, y) = (frame.days.x(due), frame.values.y(float(target)));
                path class="goal" d={ "M" (N(x)) " " (N(y)) "m0 -6 5 6 -5 6 -5 -6z" } {}
            }
        }
    }
}

/// A series: its line, its points and their intervals.
fn line(series: &Series, n: usize, frame: &Frame) -> Markup {
    let place = |it: &Point| (frame.days.x(it.on), frame.values.y(float(it.value)));
    let corners = series.points.iter().map(place).map(|(x, y)| format!("{} {}", N(x), N(y)));
    let path = format!("M{}", corners.collect::<Vec<_>>().join("L"));
    html! {
        g class=(look(n)) {
            @for it in &series.points {
                @if let (Some(low), Some(high)) = (it.low, it.high) {
                    @let (x, low, high) = (frame.days.x(it.on), frame.values.y(float(low)), frame.values.y(float(high)));
                    path class="interval" d={ "M" (N(x - 5.0)) " " (N(low)) "h10m-5 0V" (N(high)) "m-5 0h10" } {}
                }
            }
            @if series.points.len() > 1 { path class="line" d=(path) {} }
            @for it in &series.points { (dot(n, place(it))) }
        }
    }
}

/// A point of a series, in a shape of its own.
fn dot(n: usize, (x, y): (f64, f64)) -> Markup {
    let shape = match n % LOOKS {
        0 => return html! { circle class="dot" cx=(N(x)) cy=(N(y)) r="4" {} },
        1 => "m-3.8 -3.8h7.6v7.6h-7.6z",
        2 => "m0 -5 4.8 8.6h-9.6z",
        3 => "m0 -5.2 5.2 5.2 -5.2 5.2 -5.2 -5.2z",
        _ => "m0 5 4.8 -8.6h-9.6z",
    };
    html! { path class="dot" d={ "M" (N(x)) " " (N(y)) (shape) } {} }
}

fn look(n: usize) -> String {
    format!("s{}", n % LOOKS)
}

/// A win: a flag on the value that it claims.
fn flag(win: &WinMark, frame: &Frame) -> Markup {
    let (x, y) = (frame.days.x(win.on), frame.values.y(float(win.value)));
    // At the top of the picture the flag hangs.
    let (up, shape) =
        if y - 24.0 < 2.0 { (24.0, "v22l11 -5 -11 -5") } else { (-24.0, "v-22l11 5 -11 5") };
    let y = if up > 0.0 { y + 2.0 } else { y - 2.0 };
    let shape = if x > RIGHT - 14.0 {
        shape.replace("11", "-11").replace("--", "")
    } else {
        shape.to_owned()
    };
    html! { path class={ "flag " (flag_look(win.stage)) } d={ "M" (N(x)) " " (N(y)) (shape) } { title { (win.claim) } } }
}

/// Flags that stand, those that are claimed, and those that fell.
fn flag_look(stage: Stage) -> &'static str {
    match stage {
        Stage::Verified | Stage::Announced | Stage::Due => "stands",
        Stage::Claimed | Stage::Expired => "claimed",
        Stage::Rejected | Stage::Regressed => "fell",
    }
}

/// The newest value of each series, in figures, where two do not stand in one another's way.
fn newest(it: &Trend, frame: &Frame) -> Markup {
    // Flags are there already.
    let flag = |it: &WinMark| (frame.days.x(it.on), frame.values.y(float(it.value)) - 12.0);
    let mut taken: Vec<(f64, f64)> = it.wins.iter().map(flag).collect();
    let mut labels = Vec::new();
    for point in it.series.iter().filter_map(|it| it.points.last()) {
        let text = value(point.value, it.unit);
        let half = width(&text, SIZE) / 2.0;
        let x = frame.days.x(point.on).clamp(frame.left + half, WIDTH - half - 2.0);
        let y = frame.values.y(float(point.value));
        let clear =
            |y: f64| taken.iter().all(|(a, b)| (x - a).abs() > 44.0 || (y - b).abs() > 14.0);
        let free =
            [y - 9.0, y + 19.0].into_iter().find(|y| clear(*y) && (TOP - 8.0..BOTTOM).contains(y));
        if let Some(y) = free {
            taken.push((x, y));
            labels.push((x, y, text));
        }
    }
    html! { @for (x, y, text) in &labels { text class="newest" x=(N(*x)) y=(N(*y)) { (text) } } }
}

/// What lines and marks mean: only where there is more than one of them.
fn legend(it: &Trend) -> Markup {
    let mut stages: Vec<Stage> = Vec::new();
    for win in &it.wins {
        if !stages.contains(&win.stage) {
            stages.push(win.stage);
        }
    }
    html! {
        @if it.series.len() > 1 || !stages.is_empty() {
            ul class="legend" {
                @for (n, series) in it.series.iter().enumerate() {
                    li {
                        svg class="key trend" viewBox="0 0 28 12" aria-hidden="true" {
                            g class=(look(n)) { path class="line" d="M1 6h26" {} (dot(n, (14.0, 6.0))) }
                        }
                        (place(series))
                    }
                }
                @for stage in &stages {
                    li {
                        svg class="key trend" viewBox="0 0 28 28" aria-hidden="true" {
                            path class={ "flag " (flag_look(*stage)) } d="M10 26v-22l11 5 -11 5" {}
                        }
                        (label(self::stage(*stage)))
                    }
                }
            }
        }
    }
}

/// Where a series was measured.
fn place(series: &Series) -> String {
    match (&series.name, series.pilot) {
        (Some(name), _) => name.clone(),
        // Kept from whoever looks.
        (None, Some(_)) => label("draw-in-pilot"),
        (None, None) => label("draw-everywhere"),
    }
}

/// Where a win stands, in words.
fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Claimed => "draw-win-claimed",
        Stage::Rejected => "draw-win-rejected",
        Stage::Verified => "draw-win-verified",
        Stage::Announced => "draw-win-announced",
        Stage::Due => "draw-win-due",
        Stage::Expired => "draw-win-expired",
        Stage::Regressed => "draw-win-regressed",
    }
}

/// A series in a sentence.
fn spoken(series: &Series, of: IndicatorUnit) -> String {
    let (Some(first), Some(last)) = (series.points.first(), series.points.last()) else {
        return String::new();
    };
    let mut args =
        vec![("name", place(series)), ("first", value(first.value, of)), ("from", day(first.on))];
    if series.points.len() == 1 {
        return with("draw-series-one", &args);
    }
    args.extend([("last", value(last.value, of)), ("to", day(last.on))]);
    with("draw-series-desc", &args)
}

/// The figures of an indicator: what was measured, and the wins.
pub fn table(it: &Trend) -> Markup {
    let head = ["draw-day", "draw-where", "draw-value", "draw-interval", "draw-count"].map(label);
    let none = || "–".to_owned();
    let mut rows: Vec<(jiff::civil::Date, Vec<String>)> = Vec::new();
    for series in &it.series {
        for point in &series.points {
            let interval = point.low.zip(point.high);
            let interval = interval
                .map(|(low, high)| format!("{} – {}", value(low, it.unit), value(high, it.unit)));
            let n = point.n.map(|n| windrose_core::view::wording::number(Fixed::whole(n)));
            let cells = vec![
                day(point.on),
                place(series),
                value(point.value, it.unit),
                interval.unwrap_or_else(none),
                n.unwrap_or_else(none),
            ];
            rows.push((point.on, cells));
        }
    }
    for win in &it.wins {
        let what = format!("{}: {}", label(stage(win.stage)), win.claim);
        rows.push((win.on, vec![day(win.on), what, value(win.value, it.unit), none(), none()]));
    }
    rows.sort_by_key(|(on, _)| *on);
    let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    figures(&label("draw-figures"), &it.name, &head, &rows)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use windrose_core::view::wording::Language;

    use super::super::testing::{numbers, sound};
    use super::*;

    fn made_up() -> Trends {
        let indicator = json!({"indicator": "indicator-1", "name": "Days & <more>", "unit": "days", "direction": "lower_better",
            "baseline": 40, "target": 28, "due_on": "2026-09-30",
            "series": [
                {"points": [{"on": "2026-01-01", "value": 41, "n": 1200, "record": "measurement-1"},
                            {"on": "2026-03-01", "value": 36.5, "record": "measurement-2"}]},
                {"pilot": "pilot-1", "points": [{"on": "2026-03-01", "value": 29, "low": 26, "high": 33, "record": "measurement-3"}]}],
            "wins": [{"record": "win-1", "on": "2026-03-10", "value": 29, "claim": "Faster", "stage": "announced"},
                     {"record": "win-2", "on": "2026-03-11", "value": 41, "claim": "Slower", "stage": "rejected"}]});
        let wins = json!([{"on": "2026-01-20", "claimed": 1, "verified": 0, "announced": 0},
            {"on": "2026-03-20", "claimed": 4, "verified": 2, "announced": 1}]);
        let adoption = json!([{"unit": "Sales", "people": 120, "points": [
                {"on": "2026-02-01", "adoption_pct": 20, "record": "spread-1"}, {"on": "2026-05-01", "adoption_pct": 72, "record": "spread-2"}]},
            {"unit": "Service", "points": []}]);
        let all = json!({"today": "2026-06-10", "indicators": [indicator], "wins": wins, "adoption": adoption, "left_out": 2});
        serde_json::from_value(all).unwrap()
    }

    #[test]
    fn values_intervals_levels_and_wins_are_drawn_and_told() {
        let drawn = all(&made_up()).into_string();
        sound(&drawn);
        for (class, count) in [
            ("interval", 1),
            ("line", 3),
            ("dot", 5),
            ("target", 1),
            ("baseline", 1),
            ("goal", 1),
            ("newest", 2),
            ("flag stands", 2),
            ("flag fell", 2),
            ("stairs claimed", 2),
            ("notch", 1),
            ("bar", 1),
        ] {
            assert_eq!(
                drawn.matches(&format!("class=\"{class}\"")).count(),
                count,
                "{class}: {drawn}"
            );
        }
        for text in [
            "<td>36.5</td>",
            "<td>26 – 33</td>",
            "<td>1,200</td>",
            "a pilot: 29 on 1 Mar 2026",
            "win, rejected: Slower",
            "nothing recorded",
            "before 40",
            "target 28 by 30 Sep 2026",
        ] {
            assert!(drawn.contains(text), "{text}: {drawn}");
        }
        let german = Language::German.speak(|| all(&made_up()).into_string());
        sound(&german);
        assert!(
            german.contains("<td>36,5</td>") && german.contains("Ziel 28 bis 30.09.2026"),
            "{german}"
        );
    }

    #[test]
    fn an_interval_reaches_from_its_low_end_to_its_high_end() {
        let it = &made_up().indicators[0];
        let drawn = chart(it, "t").into_string();
        let path = drawn.split("class=\"interval\" d=\"").nth(1).unwrap();
        let n = numbers(path.split('"').next().unwrap());
        // M x low h10 m-5 0 V high m-5 0 h10: lower values stand lower, and the value itself between the ends.
        let (low, high) = (n[1], n[5]);
        let values = Values::over([26.0, 41.0].into_iter(), false, (BOTTOM, TOP));
        assert!((low - values.y(26.0)).abs() < 0.1 && (high - values.y(33.0)).abs() < 0.1, "{n:?}");
        assert!(high < low, "{n:?}");
    }

    #[test]
    fn nothing_to_draw_is_no_picture() {
        let nothing = Trends {
            indicators: Vec::new(),
            wins: Vec::new(),
            adoption: Vec::new(),
            left_out: 0,
            ..made_up()
        };
        assert_eq!(all(&nothing).into_string(), "<div class=\"charts\"></div>");
        let mut bare = made_up().indicators.remove(0);
        bare.series.clear();
        bare.wins.clear();
        bare.due_on = None;
        assert!(!chart(&bare, "t").into_string().contains("<svg"));
    }

    #[test]
    fn words_lie_within_the_picture() {
        let mut trends = made_up();
        trends.indicators[0].baseline = Some(Fixed::whole(1_000_000_000));
        let drawn = Language::German.speak(|| chart(&trends.indicators[0], "t").into_string());
        for text in drawn.split("<text ").skip(1) {
            let (tag, said) = text.split_once('>').unwrap();
            let (n, long) = (numbers(tag), width(said.split('<').next().unwrap(), SIZE));
            let (from, to) = match () {
                () if tag.contains("value") => (n[0] - long, n[0]),
                () if tag.contains("level") => (n[0], n[0] + long),
                () => (n[0] - long / 2.0, n[0] + long / 2.0),
            };
            assert!(from >= 0.0 && to <= WIDTH && n[1] <= HEIGHT, "{text}");
        }
    }
}
