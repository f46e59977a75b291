//! What texts look like within diagrams that other tools draw.

use std::fmt::Write;

/// A text within quotes in DOT.
pub(super) fn dot_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A text within quotes in Mermaid: whatever means something there is written as its number.
pub(super) fn mermaid_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}
