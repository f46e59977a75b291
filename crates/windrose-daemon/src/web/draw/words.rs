//! The words of pictures. They will come from `wording::page`.

/// Message by message: its id and its text.
const ENGLISH: &str = "\
draw-figures = Show the figures
draw-step = Step
draw-state = State
draw-far = How far
draw-conditions = Conditions met
draw-of = { $met } of { $of }
draw-passed = passed
draw-open = open
draw-waiting = not yet begun
draw-held = on hold
draw-stale = to be confirmed again
draw-taken-over = passed before
draw-overdue = overdue
draw-rose-title = How far the eight gates are
draw-rose-desc = { $passed } of 8 gates passed. { $steps }
draw-rose-small = { $passed } of 8 gates passed; how far the eight are, in per cent: { $shares }
";

/// A label.
pub(super) fn label(id: &str) -> String {
    with(id, &[])
}

/// A label with what is put in.
pub(super) fn with(id: &str, args: &[(&str, String)]) -> String {
    let line = ENGLISH.lines().find_map(|line| line.strip_prefix(id)?.strip_prefix(" = "));
    debug_assert!(line.is_some(), "{id}");
    let mut text = line.unwrap_or(id).to_owned();
    for (name, value) in args {
        text = text.replace(&format!("{{ ${name} }}"), value);
    }
    text
}
