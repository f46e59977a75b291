//! A text as a QR code, for a phone's camera.

use std::fmt::Write as _;

use qrcode::{Color, QrCode};

/// Light modules around the code, as the standard asks for: without them a camera does not find its edge.
const QUIET: usize = 4;

/// The code as an SVG picture: dark on light whatever the page's colours are, because cameras expect it so. None when
/// the text is too long for any code.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        // Dark modules side by side are one rectangle.
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    let size = width + 2 * QUIET;
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>"##
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a picture paints dark.
    fn painted(svg: &str, size: usize) -> Vec<Vec<bool>> {
        let mut dark = vec![vec![false; size]; size];
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        for run in path.split('M').skip(1) {
            let (place, rest) = run.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let length: usize = rest.split('v').next().unwrap().parse().unwrap();
            for module in &mut dark[y][x..x + length] {
                assert!(!std::mem::replace(module, true), "painted twice");
            }
        }
        dark
    }

    #[test]
    fn a_picture_shows_the_code_and_nothing_at_its_edge() {
        let text = "https://change.example.org/sign-in/wrl_abc_defghijkmnpqrstuvwxyz23456789";
        let code = QrCode::new(text).unwrap();
        let size = code.width() + 2 * QUIET;
        let svg = svg(text).unwrap();
        assert!(svg.contains(&format!("viewBox=\"0 0 {size} {size}\"")) && !svg.contains("style"));
        let dark = painted(&svg, size);
        for (y, row) in dark.iter().enumerate() {
            for (x, is) in row.iter().enumerate() {
                let within = |it: usize| (QUIET..size - QUIET).contains(&it);
                let ought = within(x) && within(y) && code[(x - QUIET, y - QUIET)] == Color::Dark;
                assert_eq!(*is, ought, "{x} {y}");
            }
        }
        assert!(super::svg(&"x".repeat(3000)).is_none());
    }
}
