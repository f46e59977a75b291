//! Who reaches which unit: members to the left, affected units to the right, a line for each unit that a member reaches, the
//! thicker the more people it is.

use maud::{Markup, html};
use windrose_core::rules::ids::PersonId;
use windrose_core::view::coalition::{Drawing, DrawnMember, DrawnUnit};

use super::svg::{N, figures, picture};
use super::text::{cut_within, line};
use super::words::{label, with};

/// How wide the picture and its boxes are.
const WIDE: f64 = 564.0;
const MEMBER: f64 = 216.0;
const UNIT: f64 = 204.0;

/// How high a box is, and how far boxes lie apart.
const HIGH: f64 = 46.0;
const ROW: f64 = 56.0;

/// What is left around everything, and above for what the columns are.
const EDGE: f64 = 6.0;
const HEAD: f64 = 26.0;

/// How large words are, how much wider bold ones are, how far they stand from the side of their box.
const SIZE: f64 = 13.0;
const BOLD: f64 = 1.12;
const INSIDE: f64 = 12.0;

/// How thick the thinnest and the thickest line are.
const THIN: f64 = 1.0;
const THICK: f64 = 7.0;

/// How somebody is called.
pub type NameOf<'a> = &'a dyn Fn(&PersonId) -> String;

/// The picture with its figures beside it; nothing where there is nobody to draw.
pub fn chart(it: &Drawing, summary: &str, name_of: NameOf<'_>) -> Markup {
    let left_out = |id: &str, n: u64| {
        html! { @if n > 0 { p.left-out { (with(id, &[("n", n.to_string())])) } } }
    };
    html! {
        @if !it.members.is_empty() || !it.units.is_empty() {
            div class="scroll chart-scroll" tabindex="0" role="region" aria-label=(label("draw-coalition-title")) {
                (picture_of(it, summary, name_of))
            }
            (left_out("draw-coalition-more-members", it.more_members))
            (left_out("draw-coalition-more-units", it.more_units))
            (table(it, name_of))
        }
    }
}

fn picture_of(it: &Drawing, summary: &str, name_of: NameOf<'_>) -> Markup {
    let rows = it.members.len().max(it.units.len()) as f64;
    let high = HEAD + rows * ROW - (ROW - HIGH) + EDGE * 2.0;
    let places = places(it);
    // Both columns stand in the middle.
    let middle = |of: usize, n: usize| {
        HEAD + EDGE + (rows - of as f64) * ROW / 2.0 + n as f64 * ROW + HIGH / 2.0
    };
    let of_member = |n: usize| middle(it.members.len(), places[n]);
    let of_unit = |n: usize| middle(it.units.len(), n);
    let most = it.arrows.iter().map(|it| it.people).max().unwrap_or(1).max(1);
    let thick = |people: u64| THIN + (THICK - THIN) * (people as f64 / most as f64).sqrt();
    let (from, to) = (EDGE + MEMBER, WIDE - EDGE - UNIT);
    let bend = f64::midpoint(from, to);
    let shapes = html! {
        text x=(N(EDGE)) y=(N(EDGE + SIZE)) class="heading" { (label("draw-coalition-members")) }
        text x=(N(to)) y=(N(EDGE + SIZE)) class="heading" { (label("draw-coalition-units")) }
        @for arrow in &it.arrows {
            @let (y, end) = (of_member(arrow.member), of_unit(arrow.unit));
            path class="reach" stroke-width=(N(thick(arrow.people)))
                d={ "M" (N(from)) " " (N(y)) "C" (N(bend)) " " (N(y)) " " (N(bend)) " " (N(end)) " " (N(to)) " " (N(end)) } {}
        }
        @for (n, member) in it.members.iter().enumerate() { (member_box(member, of_member(n), name_of)) }
        @for (n, unit) in it.units.iter().enumerate() { (unit_box(unit, (to, of_unit(n)))) }
    };
    let said: Vec<String> = it.units.iter().map(|it| it.lines().join(": ")).collect();
    let description = format!("{summary}. {}.", said.join("; "));
    let (title, view_box) = (label("draw-coalition-title"), (0.0, 0.0, WIDE, high));
    picture(("coalition", "draw chart coalition"), view_box, (&title, &description), &shapes)
}

/// Where each member stands in their column: beside the people whom they reach, on average, so that few lines cross. Those
/// who reach nobody come last; those who tie keep the order of their ids.
fn places(it: &Drawing) -> Vec<usize> {
    let mean = |member: usize| {
        let (mut people, mut sum) = (0, 0.0);
        for arrow in it.arrows.iter().filter(|it| it.member == member) {
            people += arrow.people;
            sum += arrow.people as f64 * arrow.unit as f64;
        }
        if people == 0 { f64::INFINITY } else { sum / people as f64 }
    };
    let mut order: Vec<(f64, usize)> = (0..it.members.len()).map(|n| (mean(n), n)).collect();
    order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut places = vec![0; order.len()];
    for (place, (_, member)) in order.into_iter().enumerate() {
        places[member] = place;
    }
    places
}

/// How a member stands, in a word or two.
fn standing(it: &DrawnMember) -> String {
    let id = match (it.leaves, it.holds) {
        (true, _) => "draw-coalition-leaves",
        (_, true) => "draw-coalition-holds",
        _ => "draw-coalition-reaches",
    };
    with(id, &[("n", it.reaches.to_string())])
}

/// The two lines of a box, beginning at its left.
fn lines(x: f64, middle: f64, wide: f64, [name, below]: [&str; 2]) -> Markup {
    let room = wide - 2.0 * INSIDE;
    html! {
        text x=(N(x + INSIDE)) y=(N(middle - 4.5)) class="name" { (cut_within(name, room / BOLD, SIZE)) }
        (line(below, (x + INSIDE, middle + 12.5), "below", room, SIZE))
    }
}

fn member_box(it: &DrawnMember, middle: f64, name_of: NameOf<'_>) -> Markup {
    let class = match (it.leaves, it.holds) {
        (true, _) => "member leaves",
        (_, true) => "member holds",
        _ => "member",
    };
    html! {
        g class=(class) {
            rect class="box" x=(N(EDGE)) y=(N(middle - HIGH / 2.0)) width=(N(MEMBER)) height=(N(HIGH)) rx=(N(HIGH / 2.0)) {}
            (lines(EDGE + 4.0, middle, MEMBER - 8.0, [&name_of(&it.person), &standing(it)]))
        }
    }
}

/// A unit, with a bar for how much of it is reached; what is lost is left open.
fn unit_box(it: &DrawnUnit, (x, middle): (f64, f64)) -> Markup {
    let class = match it.row.covered {
        0 => "unit none",
        covered if covered < it.row.of => "unit some",
        _ => "unit all",
    };
    let room = UNIT - 2.0 * INSIDE;
    let share = |people: u64| room * (people as f64 / it.row.of.max(1) as f64).clamp(0.0, 1.0);
    let (then, now) = (share(it.row.covered), share(it.now.unwrap_or(it.row.covered)));
    let [name, count] = it.lines();
    let y = middle + HIGH / 2.0 - 6.0;
    html! {
        g class=(class) {
            rect class="box" x=(N(x)) y=(N(middle - HIGH / 2.0)) width=(N(UNIT)) height=(N(HIGH)) rx="5" {}
            (lines(x, middle - 2.0, UNIT, [&name, &count]))
            rect class="ground" x=(N(x + INSIDE)) y=(N(y)) width=(N(room)) height="3" {}
            @if now > then { rect class="lost" x=(N(x + INSIDE + then)) y=(N(y)) width=(N(now - then)) height="3" {} }
            @if then > 0.0 { rect class="bar" x=(N(x + INSIDE)) y=(N(y)) width=(N(then)) height="3" {} }
        }
    }
}

/// The figures: a row for each unit, with who reaches it.
fn table(it: &Drawing, name_of: NameOf<'_>) -> Markup {
    let head = ["draw-unit", "draw-coalition-reached", "draw-coalition-by"].map(label);
    let row = |(n, unit): (usize, &DrawnUnit)| {
        let by = it.arrows.iter().filter(|it| it.unit == n).map(|arrow| {
            format!("{} ({})", name_of(&it.members[arrow.member].person), arrow.people)
        });
        let by: Vec<String> = by.collect();
        let [name, count] = unit.lines();
        vec![name, count, if by.is_empty() { "–".to_owned() } else { by.join(", ") }]
    };
    let rows: Vec<Vec<String>> = it.units.iter().enumerate().map(row).collect();
    figures(&label("draw-figures"), &label("draw-coalition-title"), &head, &rows)
}

#[cfg(test)]
mod tests {
    use windrose_core::view::coalition::{Arrow, UnitRow};

    use super::super::testing::{boxes_within, numbers, sound, texts};
    use super::super::text::width;
    use super::*;

    fn drawing() -> Drawing {
        let member = |id: &str, holds, leaves, reaches| DrawnMember {
            person: id.parse().unwrap(),
            holds,
            leaves,
            reaches,
        };
        let unit = |name: &str, covered, of, now| DrawnUnit {
            row: UnitRow { unit: Some(name.to_owned()), covered, of },
            now,
        };
        let arrow = |member, unit, people| Arrow { member, unit, people };
        Drawing {
            members: vec![
                member("head-of-a-department-with-quite-a-long-name", true, false, 40),
                member("lead", false, false, 12),
                member("sponsor", false, true, 0),
            ],
            more_members: 1,
            units: vec![
                unit("A unit with <a> name that goes on & on", 0, 50, Some(20)),
                unit("Sales", 12, 30, None),
                unit("Service", 40, 40, None),
            ],
            more_units: 2,
            arrows: vec![arrow(0, 2, 40), arrow(1, 1, 12)],
        }
    }

    fn drawn() -> String {
        chart(&drawing(), "3 members reach 52 of 120", &|id| format!("The {id}")).into_string()
    }

    #[test]
    fn members_and_units_have_a_box_each_and_whoever_reaches_is_tied() {
        let drawn = drawn();
        sound(&drawn);
        assert_eq!(drawn.matches("class=\"box\"").count(), 6);
        assert_eq!(drawn.matches("class=\"reach\"").count(), 2);
        assert_eq!(drawn.matches("class=\"lost\"").count(), 1, "what a unit would lose");
        assert_eq!(drawn.matches("class=\"bar\"").count(), 2, "none where nobody is reached");
        for class in ["member holds", "member leaves", "unit none", "unit some", "unit all"] {
            assert!(drawn.contains(&format!("class=\"{class}\"")), "{class}");
        }
        assert!(drawn.contains("1 more member") && drawn.contains("2 more units"), "{drawn}");
        assert_eq!(drawn.matches("<tr>").count(), 4);
        assert!(drawn.contains("<td>The lead (12)</td>"), "{drawn}");
    }

    #[test]
    fn members_stand_beside_whom_they_reach_and_those_who_reach_nobody_last() {
        assert_eq!(places(&drawing()), [1, 0, 2]);
    }

    #[test]
    fn boxes_and_their_words_lie_within_the_picture() {
        let drawn = drawn();
        let wide = boxes_within(&drawn);
        for (tag, words) in texts(&drawn) {
            let bold = if tag.contains("name") { BOLD } else { 1.0 };
            let (x, units) = (numbers(tag)[0], WIDE - EDGE - UNIT);
            // Up to the end of its box; what a column is called may be wider than its boxes.
            let ends = match (x < units, tag.contains("heading")) {
                (true, false) => EDGE + MEMBER,
                (true, true) => units,
                _ => wide,
            };
            let fits = x + width(&words, SIZE) * bold <= ends;
            assert!(fits || tag.contains("textLength"), "{words}");
        }
    }

    #[test]
    fn nobody_to_draw_is_no_picture_and_members_alone_are_one() {
        let mut it = drawing();
        it.units.clear();
        it.arrows.clear();
        sound(&chart(&it, "x", &|id| id.to_string()).into_string());
        it.members.clear();
        assert_eq!(chart(&it, "x", &|id| id.to_string()).into_string(), "");
    }
}
