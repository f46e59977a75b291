//! The frame of a picture, and how numbers stand in it.

use std::fmt::{self, Display};

use maud::{Markup, html};

/// A coordinate: one decimal, none where it is whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct N(pub(super) f64);

impl Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round();
        // No "-0", and no ".0".
        if tenths == 0.0 {
            f.write_str("0")
        } else if tenths % 10.0 == 0.0 {
            write!(f, "{}", tenths / 10.0)
        } else {
            write!(f, "{:.1}", tenths / 10.0)
        }
    }
}

/// A box: left, top, width, height.
pub(super) type ViewBox = (f64, f64, f64, f64);

/// A picture: what it is called, what it says in words, and its shapes. `id` is its own within the page.
pub(super) fn picture(
    (id, class): (&str, &str),
    (left, top, width, height): ViewBox,
    (title, description): (&str, &str),
    shapes: &Markup,
) -> Markup {
    let view_box = format!("{} {} {} {}", N(left), N(top), N(width), N(height));
    html! {
        svg class=(class) viewBox=(view_box) role="img" aria-labelledby={ (id) "-t" } aria-describedby={ (id) "-d" } {
            title id={ (id) "-t" } { (title) }
            desc id={ (id) "-d" } { (description) }
            (shapes)
        }
    }
}

/// The figures of a picture as a table that opens on demand. It scrolls by itself where it is wider than the page.
pub(super) fn figures(
    summary: &str,
    caption: &str,
    head: &[String],
    rows: &[Vec<String>],
) -> Markup {
    html! {
        details class="figures" {
            summary { (summary) }
            // The picture is a region of the caption's name already.
            div class="scroll" tabindex="0" role="region" aria-label={ (summary) ": " (caption) } {
                table {
                    caption { (caption) }
                    thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                    tbody {
                        @for row in rows {
                            tr {
                                @for (column, cell) in row.iter().enumerate() {
                                    @if column == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A point at a distance from the middle, in a direction: degrees clockwise from the top, as on a compass.
pub(super) fn at(radius: f64, degrees: f64) -> (f64, f64) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (radius * sin, -radius * cos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (number, text) in
            [(0.0, "0"), (-0.01, "0"), (12.0, "12"), (-3.26, "-3.3"), (0.95, "1"), (99.96, "100")]
        {
            assert_eq!(N(number).to_string(), text, "{number}");
        }
    }

    #[test]
    fn directions_are_those_of_a_compass() {
        let near = |(x, y): (f64, f64), (a, b)| (x - a as f64).abs() + (y - b as f64).abs() < 1e-9;
        assert!(near(at(10.0, 0.0), (0, -10)) && near(at(10.0, 90.0), (10, 0)));
        assert!(near(at(10.0, 180.0), (0, 10)) && near(at(10.0, 270.0), (-10, 0)));
    }
}
