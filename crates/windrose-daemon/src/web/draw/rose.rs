//! The rose: eight petals as on a compass, the first step at the top and on clockwise, each filled by how far its gate is.
//!
//! The area of a petal's filling is to the whole petal's as met is to needed: a petal is a part of a ring, so its outer
//! radius grows with the root.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};
use windrose_core::rules::fixed::{Fixed, MICROS};
use windrose_core::rules::step::StateName;
use windrose_core::view::rose::{Petal, Rose};

use super::svg::{N, ViewBox, at, figures, picture};
use super::text::{line, wrapped};
use super::words::{label, with};

/// Half the angle of a petal, in degrees; eight of them leave room between.
const HALF: f64 = 21.6;

/// Where the petals of the large rose begin and end.
const INNER: f64 = 27.0;
const OUTER: f64 = 101.0;

/// The dial around them, with the numbers of the steps on it.
const DIAL: f64 = 108.0;

/// Where the names of the steps begin, how large they are and how far apart their lines.
const NAMES: f64 = 123.0;
const SIZE: f64 = 15.0;
const LINE: f64 = 18.0;

/// The frame of the large rose: wide enough for names at both sides.
const FRAME: ViewBox = (-244.0, -162.0, 488.0, 324.0);

/// The share from which on the number stands on the filling, where there is more room for it; with the mark of a step on
/// hold above it, it takes more.
const ON_FILLING: f64 = 0.38;
const ON_FILLING_HELD: f64 = 0.5;

/// The rose with the names of the steps around it and the share in each petal. Where there is no room for names, the
/// style sheet shows them as a list below instead.
pub fn large(rose: &Rose, id: &str) -> Markup {
    let shapes = html! {
        circle class="rose-dial" r=(N(DIAL)) {}
        path class="rose-ticks" d=(ticks()) {}
        @for petal in &rose.petals { (drawn(petal)) }
        (star())
        @for petal in &rose.petals { (name(petal)) }
    };
    let steps: Vec<String> = rose.petals.iter().map(sentence).collect();
    let passed = rose.passed().to_string();
    let description = with("draw-rose-desc", &[("passed", passed), ("steps", steps.join(" "))]);
    let title = label("draw-rose-title");
    html! {
        div class="rose-figure" {
            (picture((id, "draw rose"), FRAME, (&title, &description), &shapes))
            ol class="rose-names" {
                @for petal in &rose.petals { li { (petal.title) " " span { (state(petal)) } } }
            }
        }
    }
}

/// The rose for a row of a list: about as large as two lines of text, without words but for those who do not see it.
pub fn small(rose: &Rose) -> Markup {
    // Petals of one look make one shape: fifty of these are sent with a list.
    let mut looks: Vec<(&str, String)> = Vec::new();
    for petal in &rose.petals {
        let share = ratio(petal.share);
        if share > 0.0 {
            let (look, shape) = (look(petal), small_petal(direction(petal), share));
            match looks.iter_mut().find(|(other, _)| *other == look) {
                Some((_, shapes)) => shapes.push_str(&shape),
                None => looks.push((look, shape)),
            }
        }
    }
    let shares: Vec<String> = rose.petals.iter().map(|it| per_cent(it.share).to_string()).collect();
    let args = [("passed", rose.passed().to_string()), ("shares", shares.join(" "))];
    // Closed by themselves, which maud does not do.
    let mut shapes = r#"<circle r="96"/>"#.to_owned();
    for (look, shape) in &looks {
        let _ = write!(shapes, r#"<path class="{look}" d="{shape}"/>"#);
    }
    html! {
        svg class="rose-s" viewBox="-99 -99 198 198" role="img" aria-label=(with("draw-rose-small", &args)) {
            (PreEscaped(shapes))
        }
    }
}

/// The figures of a rose.
pub fn table(rose: &Rose) -> Markup {
    let head = ["draw-step", "draw-state", "draw-far", "draw-conditions"].map(label);
    let rows = rose.petals.iter().map(|petal| {
        let conditions = if petal.needed == 0 { "–".to_owned() } else { met(petal) };
        let far = format!("{} %", per_cent(petal.share));
        vec![format!("{} {}", petal.number, petal.title), state(petal), far, conditions]
    });
    figures(&label("draw-figures"), &label("draw-rose-title"), &head, &rows.collect::<Vec<_>>())
}

/// The radius up to which a petal is filled, so that its area is this share of the whole petal's.
fn radius(share: f64, inner: f64, outer: f64) -> f64 {
    (inner * inner + share * (outer * outer - inner * inner)).sqrt()
}

fn ratio(share: Fixed) -> f64 {
    share.as_micros() as f64 / MICROS as f64
}

/// In whole per cent; all and nothing are said only of all and nothing.
fn per_cent(share: Fixed) -> i64 {
    match (share.as_micros() + MICROS / 200) / (MICROS / 100) {
        0 if share > Fixed::ZERO => 1,
        100 if share < Fixed::ONE => 99,
        rounded => rounded,
    }
}

fn direction(petal: &Petal) -> f64 {
    f64::from(petal.number - 1) * 45.0
}

/// A part of a ring around a direction.
fn part(direction: f64, inner: f64, outer: f64) -> String {
    let [a, b, c, d] = [
        at(inner, direction - HALF),
        at(outer, direction - HALF),
        at(outer, direction + HALF),
        at(inner, direction + HALF),
    ]
    .map(|(x, y)| format!("{} {}", N(x), N(y)));
    let (inner, outer) = (N(inner), N(outer));
    format!("M{a}L{b}A{outer} {outer} 0 0 1 {c}L{d}A{inner} {inner} 0 0 0 {a}Z")
}

/// A petal of the small rose, in as few bytes as possible.
fn small_petal(direction: f64, share: f64) -> String {
    const INNER: f64 = 16.0;
    const OUTER: f64 = 96.0;
    let outer = radius(share, INNER, OUTER);
    let mut path = String::new();
    let mut point = |letters: &str, radius: f64, degrees: f64| {
        let (x, y) = at(radius, degrees);
        let (x, y) = (x.round() as i64, y.round() as i64);
        let space = if y < 0 { "" } else { " " };
        let _ = write!(path, "{letters}{x}{space}{y}");
    };
    let arc = format!("A{outer:.0} {outer:.0} 0 0 1 ");
    point("M", INNER, direction - HALF);
    point("L", outer, direction - HALF);
    point(&arc, outer, direction + HALF);
    point("L", INNER, direction + HALF);
    path + "Z"
}

/// The class of a petal.
fn look(petal: &Petal) -> &'static str {
    match petal.state {
        StateName::Passed if petal.taken_over => "taken",
        StateName::Passed => "passed",
        StateName::Stale => "stale",
        StateName::Held => "held",
        StateName::Open if petal.overdue => "open late",
        StateName::Open => "open",
        StateName::Waiting => "waiting",
    }
}

/// A petal of the large rose: what is to be filled, what is, and what stands in it.
fn drawn(petal: &Petal) -> Markup {
    let (direction, share) = (direction(petal), ratio(petal.share));
    let filled = radius(share, INNER, OUTER);
    let held = petal.state == StateName::Held;
    let on_filling = share >= if held { ON_FILLING_HELD } else { ON_FILLING };
    let middle = if on_filling { (INNER + filled) / 2.0 } else { (filled + OUTER) / 2.0 };
    let passed = matches!(petal.state, StateName::Passed | StateName::Stale);
    let (x, y) = at(if passed { (INNER + OUTER) / 2.0 + 6.0 } else { middle + 2.0 }, direction);
    let dial = at(DIAL, direction);
    html! {
        g class=(look(petal)) {
            path class="ground" d=(part(direction, INNER, OUTER)) {}
            path class="quarters" d=(quarters(direction)) {}
            @if share > 0.0 { path class="filling" d=(part(direction, INNER, filled)) {} }
            @if passed {
                path class="check" d={ "M" (N(x - 8.0)) " " (N(y)) "l5.5 6 10.5 -12" } {}
            } @else {
                g class=(if on_filling { "share on" } else { "share" }) {
                    text x=(N(x)) y=(N(y + 4.6)) { (per_cent(petal.share)) " %" }
                    @if held {
                        path class="pause" d={ "M" (N(x - 3.0)) " " (N(y - 18.0)) "v8m6-8v8" } {}
                    }
                }
            }
            circle class="number" cx=(N(dial.0)) cy=(N(dial.1)) r="10.5" {}
            text class="number" x=(N(dial.0)) y=(N(dial.1 + 4.9)) { (petal.number) }
            @if petal.overdue { (overdue(direction)) }
        }
    }
}

/// The mark of a step that is late: beside its number, on the dial.
fn overdue(direction: f64) -> Markup {
    let (x, y) = at(DIAL, direction + 11.0);
    html! {
        circle class="alert" cx=(N(x)) cy=(N(y)) r="8.5" {}
        path class="alert-mark" d={ "M" (N(x)) " " (N(y - 4.5)) "v5m0 3v1" } {}
    }
}

/// Where a quarter, half and three quarters of a petal are reached.
fn quarters(direction: f64) -> String {
    let mut path = String::new();
    for share in [0.25, 0.5, 0.75] {
        let radius = radius(share, INNER, OUTER);
        let (from, to) = (at(radius, direction - HALF), at(radius, direction + HALF));
        let (a, b, c, d, r) = (N(from.0), N(from.1), N(to.0), N(to.1), N(radius));
        let _ = write!(path, "M{a} {b}A{r} {r} 0 0 1 {c} {d}");
    }
    path
}

/// The graduation of the dial between the numbers.
fn ticks() -> String {
    let mut path = String::new();
    for n in (0..64).filter(|n| n % 8 != 0) {
        let degrees = f64::from(n) * 5.625;
        let outer = if n % 4 == 0 { DIAL + 5.0 } else { DIAL + 2.5 };
        let (from, to) = (at(DIAL, degrees), at(outer, degrees));
        let _ = write!(path, "M{} {}L{} {}", N(from.0), N(from.1), N(to.0), N(to.1));
    }
    path
}

/// The star in the middle: eight points, each with a light and a dark half.
fn star() -> Markup {
    let (mut light, mut dark) = (String::new(), String::new());
    // The four long points lie over the four short ones.
    for (first, length, base) in [(45.0, 15.0, 5.5), (0.0, 22.5, 6.0)] {
        for n in 0..4 {
            let degrees = first + f64::from(n) * 90.0;
            let tip = at(length, degrees);
            for (path, side) in [(&mut light, -45.0), (&mut dark, 45.0)] {
                let foot = at(base, degrees + side);
                let _ = write!(path, "M0 0L{} {}L{} {}Z", N(tip.0), N(tip.1), N(foot.0), N(foot.1));
            }
        }
    }
    html! {
        path class="star-light" d=(light) {}
        path class="star-dark" d=(dark) {}
    }
}

/// The name of a step, beside its petal.
fn name(petal: &Petal) -> Markup {
    let (x, y) = at(NAMES, direction(petal));
    // Clear of the numbers beside them.
    let x = if x.abs() < 1.0 || y.abs() < 1.0 { x } else { x + 7.0 * x.signum() };
    let (left, top, wide, high) = FRAME;
    let (side, room) = match petal.number {
        1 | 5 => ("", wide * 0.45),
        2..=4 => (" from", left + wide - x - 2.0),
        _ => (" to", x - left - 2.0),
    };
    let lines = wrapped(&petal.title, room, SIZE);
    let height = LINE * (lines.len() as f64 - 1.0);
    // The first line's foot: above the top petal, below the lowest, around the middle of the others.
    let first = match petal.number {
        1 => y + 2.0 - height,
        5 => y + 8.0,
        2 | 8 => y + 4.0 - height * 0.7,
        4 | 6 => y + 6.0 - height * 0.3,
        _ => y + 5.0 - height / 2.0,
    };
    let first = first.clamp(top + SIZE, top + high - 4.0 - height);
    html! {
        g class={ "name " (look(petal)) } {
            @for (n, text) in lines.iter().enumerate() {
                (line(text, (x, first + LINE * n as f64), &format!("step{side}"), room, SIZE))
            }
        }
    }
}

/// Where a step stands, in words.
fn state(petal: &Petal) -> String {
    let id = match petal.state {
        StateName::Passed if petal.taken_over => "draw-taken-over",
        StateName::Passed => "draw-passed",
        StateName::Stale => "draw-stale",
        StateName::Held => "draw-held",
        StateName::Open => "draw-open",
        StateName::Waiting => "draw-waiting",
    };
    let late = if petal.overdue { format!(", {}", label("draw-overdue")) } else { String::new() };
    label(id) + &late
}

fn met(petal: &Petal) -> String {
    with("draw-of", &[("met", petal.met.to_string()), ("of", petal.needed.to_string())])
}

fn sentence(petal: &Petal) -> String {
    let far = if petal.needed == 0 { String::new() } else { format!(", {}", met(petal)) };
    format!("{} {}: {}{far}.", petal.number, petal.title, state(petal))
}

#[cfg(test)]
mod tests {
    use windrose_core::rules::step::Step;
    use windrose_core::view::wording::step_title;

    use super::super::testing::{numbers, sound};
    use super::*;

    /// A rose of these petals: state, met, needed.
    fn rose(of: [(StateName, u32, u32); 8]) -> Rose {
        let petals = Step::ALL.map(|step| {
            let (state, met, needed) = of[step.index()];
            Petal {
                step,
                number: step.number() as u32,
                title: step_title(step),
                state,
                taken_over: false,
                share: Fixed::ratio(met.into(), needed.into()).unwrap_or(Fixed::ONE),
                met,
                needed,
                overdue: false,
            }
        });
        Rose { petals }
    }

    fn every_look() -> Rose {
        use StateName::{Held, Open, Passed, Stale, Waiting};
        let mut rose = rose([
            (Passed, 0, 0),
            (Passed, 0, 0),
            (Stale, 0, 0),
            (Open, 3, 10),
            (Open, 8, 9),
            (Held, 4, 9),
            (Waiting, 3, 4),
            (Waiting, 1, 100),
        ]);
        rose.petals[0].taken_over = true;
        rose.petals[3].overdue = true;
        rose.petals[3].title = "What is <most> \"difficult\" & long".into();
        rose
    }

    #[test]
    fn the_area_of_a_filling_is_its_share_of_the_petal() {
        for share in [0.0, 0.1, 0.25, 0.5, 0.775, 1.0] {
            let area = |radius: f64| radius * radius - INNER * INNER;
            let filled = area(radius(share, INNER, OUTER)) / area(OUTER);
            assert!((filled - share).abs() < 1e-9, "{share}: {filled}");
        }
        // As drawn, with its coordinates rounded: by the shoelace formula over the corners and the arc between them.
        for share in [0.05, 0.25, 0.5, 0.9] {
            for direction in [0.0, 45.0, 270.0] {
                let drawn = area(&small_petal(direction, share));
                let whole = area(&small_petal(direction, 1.0));
                assert!((drawn / whole - share).abs() < 0.025, "{share}: {}", drawn / whole);
                let filled = part(direction, INNER, radius(share, INNER, OUTER));
                let (drawn, whole) = (area(&filled), area(&part(direction, INNER, OUTER)));
                assert!((drawn / whole - share).abs() < 0.025, "{share}: {}", drawn / whole);
            }
        }
    }

    /// The area of a petal as drawn: four corners, and the outer arc between the second and the third. The inner side is
    /// taken as straight.
    fn area(path: &str) -> f64 {
        let n = numbers(path);
        // M x y L x y A r r 0 0 1 x y L x y …
        let (radius, corners) = (n[4], [(n[0], n[1]), (n[2], n[3]), (n[9], n[10]), (n[11], n[12])]);
        let cross = |a: (f64, f64), b: (f64, f64)| a.0 * b.1 - b.0 * a.1;
        let polygon: f64 =
            (0..4).map(|it| cross(corners[it], corners[(it + 1) % 4])).sum::<f64>() / 2.0;
        let angle = (2.0 * HALF).to_radians();
        polygon.abs() + radius * radius / 2.0 * (angle - angle.sin())
    }

    #[test]
    fn fifty_small_roses_are_a_small_part_of_a_page() {
        let small = small(&every_look()).into_string();
        assert!(small.len() <= 700, "{} bytes: {small}", small.len());
        sound(&small);
        assert!(small.contains("2 of 8 gates passed"), "{small}");
        assert_eq!(small.matches("<path").count(), 7, "a shape for each look: {small}");
    }

    #[test]
    fn the_large_rose_says_everything_in_words_too() {
        let rose = every_look();
        let drawn = large(&rose, "r").into_string();
        sound(&drawn);
        for text in [
            "30 %",
            "89 %",
            "1 %",
            "2 of 8 gates passed",
            "open, overdue, 3 of 10",
            "passed before",
        ] {
            assert!(drawn.contains(text), "{text}: {drawn}");
        }
        for (class, count) in
            [("ground", 8), ("filling", 8), ("check", 3), ("pause", 1), ("alert", 1)]
        {
            assert_eq!(drawn.matches(&format!("class=\"{class}\"")).count(), count, "{class}");
        }
        let table = table(&rose).into_string();
        sound(&table);
        assert!(table.contains("<td>30 %</td><td>3 of 10</td>"), "{table}");
        assert_eq!(table.matches("<tr>").count(), 9);
    }

    #[test]
    fn a_new_rose_is_empty_and_a_complete_one_full() {
        let new = large(&rose([(StateName::Waiting, 0, 5); 8]), "n").into_string();
        assert_eq!((new.matches("filling").count(), new.matches("0 %").count()), (0, 8));
        let whole = large(&rose([(StateName::Passed, 0, 0); 8]), "w").into_string();
        assert_eq!(
            (whole.matches("filling").count(), whole.matches("class=\"check\"").count()),
            (8, 8)
        );
    }

    #[test]
    fn all_and_nothing_are_said_only_of_all_and_nothing() {
        let said = |met, needed| per_cent(Fixed::ratio(met, needed).unwrap());
        assert_eq!((said(0, 9), said(1, 999), said(998, 999), said(9, 9)), (0, 1, 99, 100));
        assert_eq!((said(2, 3), said(1, 8)), (67, 13));
    }

    #[test]
    fn names_stay_within_the_picture() {
        let mut rose = every_look();
        for petal in &mut rose.petals {
            petal.title =
                "Führungskoalitionsverantwortungsübernahme sichern und weiterentwickeln".into();
        }
        let (left, top, wide, high) = FRAME;
        for petal in &rose.petals {
            let drawn = name(petal).into_string();
            for text in drawn.split("<text ").skip(1) {
                let n = numbers(text.split('>').next().unwrap());
                let (x, y, long) = (n[0], n[1], n.get(2).copied());
                assert!(y - SIZE >= top - 1.0 && y + 4.0 <= top + high + 1.0, "{text}");
                let long = long.unwrap_or_default();
                let (from, to) = if text.contains("from") {
                    (x, x + long)
                } else if text.contains("to\"") {
                    (x - long, x)
                } else {
                    (x - long / 2.0, x + long / 2.0)
                };
                assert!(from >= left && to <= left + wide, "{text}");
            }
        }
    }
}
