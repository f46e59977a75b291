//! Wins over time, and how far each unit has adopted the new way.

use maud::{Markup, html};
use windrose_core::rules::fixed::Fixed;
use windrose_core::rules::record::IndicatorUnit;
use windrose_core::view::trends::{Trends, UnitAdoption, WinsOn};
use windrose_core::view::wording::number;

use super::axis::float;
use super::svg::{N, figures, picture};
use super::text::{cut, width};
use super::trend::{RIGHT, SIZE, WIDTH, frame};
use super::words::{day, label, value, with};

/// Both pictures, as far as there is anything to draw.
pub(super) fn all(trends: &Trends) -> Markup {
    html! {
        @if !trends.wins.is_empty() {
            figure class="chart-card" {
                figcaption { strong { (label("draw-wins-title")) } }
                (wins(trends, "trend-wins"))
                (wins_table(&trends.wins))
            }
        }
        @if !trends.adoption.is_empty() {
            figure class="chart-card" {
                figcaption { strong { (label("draw-adoption-title")) } }
                (adoption(&trends.adoption, "trend-adoption"))
                (adoption_table(&trends.adoption))
            }
        }
    }
}

/// The three counts, from the widest to the narrowest.
type Count = (&'static str, fn(&WinsOn) -> u32);
const COUNTS: [Count; 3] = [
    ("claimed", |it| it.claimed),
    ("verified", |it| it.verified),
    ("announced", |it| it.announced),
];

/// Claimed, confirmed and told wins, counted from the beginning: three flights of stairs, one within the other.
pub fn wins(trends: &Trends, id: &str) -> Markup {
    let days = trends.wins.iter().map(|it| it.on).chain([trends.today]);
    // Five at least: one win is no mountain.
    let most = trends.wins.iter().map(|it| f64::from(it.claimed)).chain([4.0]);
    let Some(last) = trends.wins.last() else { return html! {} };
    let Some(frame) = frame(days, most, true, IndicatorUnit::Count) else { return html! {} };
    let bottom = frame.values.y(0.0);
    let right = frame.days.x(trends.today);
    let stairs = |count: fn(&WinsOn) -> u32| {
        let mut path = String::new();
        for it in &trends.wins {
            let (x, y) = (frame.days.x(it.on), frame.values.y(count(it).into()));
            path += &if path.is_empty() {
                format!("M{} {}V{}", N(x), N(bottom), N(y))
            } else {
                format!("H{}V{}", N(x), N(y))
            };
        }
        format!("{path}H{}V{}Z", N(right), N(bottom))
    };
    let shapes = html! {
        (frame.grid)
        @for (class, count) in COUNTS { path class={ "stairs " (class) } d=(stairs(count)) {} }
    };
    let said = with(
        "draw-wins-desc",
        &[
            ("day", day(trends.today)),
            ("claimed", last.claimed.to_string()),
            ("verified", last.verified.to_string()),
            ("announced", last.announced.to_string()),
        ],
    );
    html! {
        div class="scroll chart-scroll" tabindex="0" role="region" aria-label=(label("draw-wins-title")) {
            (picture((id, "draw chart wins"), (0.0, 0.0, WIDTH, 270.0), (&label("draw-wins-title"), &said), &shapes))
        }
        ul class="legend" {
            @for (class, count) in COUNTS {
                li {
                    svg class="key wins" viewBox="0 0 28 14" aria-hidden="true" { path class={ "stairs " (class) } d="M2 2h24v10H2z" {} }
                    (label(&format!("draw-{class}"))) " " strong { (count(last)) }
                }
            }
        }
    }
}

fn wins_table(wins: &[WinsOn]) -> Markup {
    let head = ["draw-day", "draw-claimed", "draw-verified", "draw-announced"].map(label);
    let rows = wins.iter().map(|it| {
        let counts = COUNTS.iter().map(|(_, count)| number(Fixed::whole(count(it))));
        [day(it.on)].into_iter().chain(counts).collect()
    });
    figures(&label("draw-figures"), &label("draw-wins-title"), &head, &rows.collect::<Vec<_>>())
}

/// A bar for each unit, with its newest share, and notches for earlier ones.
pub fn adoption(units: &[UnitAdoption], id: &str) -> Markup {
    const ROW: f64 = 36.0;
    const LEFT: f64 = 6.0;
    let x = |pct: Fixed| LEFT + float(pct) / 100.0 * (RIGHT - LEFT);
    let newest = |it: &UnitAdoption| it.points.last().map(|it| it.adoption_pct);
    let share = |it: &UnitAdoption| match newest(it) {
        Some(pct) => value(pct, IndicatorUnit::Percent),
        None => label("draw-adoption-none"),
    };
    let shapes = html! {
        @for (n, it) in units.iter().enumerate() {
            @let (top, said) = (ROW * n as f64 + 2.0, share(it));
            @let middle = top + 24.0;
            text x=(N(LEFT)) y=(N(top + 14.0)) { (cut(&it.unit, RIGHT - LEFT - width(&said, SIZE) - 10.0, SIZE)) }
            text class="stand" x=(N(RIGHT)) y=(N(top + 14.0)) { (said) }
            path class="track" d={ "M" (N(LEFT)) " " (N(middle)) "H" (N(RIGHT)) } {}
            @if let Some(pct) = newest(it) {
                rect class="bar" x=(N(LEFT)) y=(N(middle - 4.5)) width=(N(x(pct) - LEFT)) height="9" rx="3" {}
            }
            @for earlier in it.points.iter().rev().skip(1) {
                path class="notch" d={ "M" (N(x(earlier.adoption_pct))) " " (N(middle - 7.0)) "v14" } {}
            }
        }
    };
    let said: Vec<String> = units.iter().map(|it| format!("{}: {}.", it.unit, share(it))).collect();
    let title = label("draw-adoption-title");
    let frame = (0.0, 0.0, WIDTH, ROW * units.len() as f64 + 4.0);
    html! {
        div class="scroll chart-scroll" tabindex="0" role="region" aria-label=(title) {
            (picture((id, "draw chart adoption"), frame, (&title, &said.join(" ")), &shapes))
        }
    }
}

fn adoption_table(units: &[UnitAdoption]) -> Markup {
    let head = ["draw-unit", "draw-day", "draw-adoption"].map(label);
    let rows = units.iter().flat_map(|unit| {
        let nothing = vec![unit.unit.clone(), "–".to_owned(), label("draw-adoption-none")];
        let nothing = unit.points.is_empty().then_some(nothing);
        let points = unit.points.iter().map(|it| {
            vec![unit.unit.clone(), day(it.on), value(it.adoption_pct, IndicatorUnit::Percent)]
        });
        points.chain(nothing)
    });
    figures(&label("draw-figures"), &label("draw-adoption-title"), &head, &rows.collect::<Vec<_>>())
}
