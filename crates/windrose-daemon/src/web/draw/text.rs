//! How wide words are, about, and how they are broken into lines. SVG breaks nothing by itself, and what is outside of
//! its picture is not seen.

use maud::{Markup, html};

use super::svg::N;

/// How much wider than the estimate a font may be.
const RESERVE: f64 = 1.06;

/// How wide a text is at a size, at most about: the page's font is the reader's.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|it| match it {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.3,
            'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.4,
            'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.92,
            it if it.is_uppercase() => 0.7,
            it if it.is_ascii() => 0.57,
            // Letters with marks are as wide as those without; of other scripts nothing is known.
            'ä' | 'ö' | 'ü' | 'ß' | 'é' | 'è' | '–' => 0.6,
            _ => 1.0,
        })
        .sum();
    ems * size * RESERVE
}

/// Lines no wider than this where words can be parted; a word that is wider has its own line.
pub(super) fn wrapped(text: &str, most: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text cut to a width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, most: f64, size: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, size) + width("…", size) > most {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// A text cut to a width in its middle: things of one sort often differ at their end.
pub(super) fn cut_within(text: &str, most: f64, size: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let room = most - width("…", size);
    let mut end: Vec<char> = Vec::new();
    for letter in text.chars().rev() {
        end.insert(0, letter);
        if width(&end.iter().collect::<String>(), size) > room / 3.0 {
            end.remove(0);
            break;
        }
    }
    let end: String = end.into_iter().collect();
    let mut begin = String::new();
    for letter in text.chars() {
        begin.push(letter);
        if width(&begin, size) + width(&end, size) > room {
            begin.pop();
            break;
        }
    }
    format!("{}…{}", begin.trim_end(), end.trim_start())
}

/// A line of text at a place. One that may be wider than there is room for is drawn as wide as the room.
pub(super) fn line(text: &str, (x, y): (f64, f64), class: &str, most: f64, size: f64) -> Markup {
    let too_wide = width(text, size) > most;
    html! {
        text x=(N(x)) y=(N(y)) class=(class) textLength=[too_wide.then(|| N(most))]
            lengthAdjust=[too_wide.then_some("spacingAndGlyphs")] { (text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_unless_a_word_is() {
        let text = "Enable action by removing barriers";
        let lines = wrapped(text, 110.0, 15.0);
        assert_eq!(lines, ["Enable action", "by removing", "barriers"]);
        assert!(lines.iter().all(|line| width(line, 15.0) <= 110.0));
        assert_eq!(wrapped("Eine Führungskoalition", 60.0, 15.0), ["Eine", "Führungskoalition"]);
        assert!(wrapped("", 60.0, 15.0).is_empty());
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        assert_eq!(cut("Pilot", 100.0, 12.0), "Pilot");
        let short = cut("Coaching for team leads in the field", 100.0, 12.0);
        assert!(short.ends_with('…') && width(&short, 12.0) <= 100.0, "{short}");
    }

    #[test]
    fn what_is_cut_in_its_middle_keeps_its_end() {
        assert_eq!(cut_within("Works 4", 100.0, 12.0), "Works 4");
        let short = cut_within("Maintenance and spare parts 14", 120.0, 12.0);
        assert!(short.starts_with("Maint") && short.ends_with(" 14"), "{short}");
        assert!(width(&short, 12.0) <= 120.0, "{short}");
    }

    #[test]
    fn a_word_that_is_too_wide_is_drawn_as_wide_as_the_room() {
        let drawn = line("Führungskoalition", (0.0, 0.0), "x", 100.0, 15.0).into_string();
        assert!(drawn.contains(r#"textLength="100""#), "{drawn}");
        let drawn = line("Vision", (0.0, 0.0), "x", 100.0, 15.0).into_string();
        assert!(!drawn.contains("textLength"), "{drawn}");
    }
}
