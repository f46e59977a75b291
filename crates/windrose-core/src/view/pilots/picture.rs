//! The stage graph as text that other tools draw: DOT for Graphviz, and Mermaid.
//!
//! Arrows lead from what is waited for to what waits, left to right, as time goes. What decides the end is drawn bold;
//! pilots that are not to run at the same time and will are joined by a dotted line.

use std::fmt::Write;

use super::{PilotsView, StageRow, wording};
use crate::rules::pilots::{Stage, State};
use crate::view::diagram::{dot_text, mermaid_text};

/// The fill and the line of a state, light enough for black text in print.
fn colours(state: State) -> (&'static str, &'static str) {
    match state {
        State::Done => ("#dcefdc", "#2e7d32"),
        State::Running | State::Ready => ("#dde9f7", "#1f5fa8"),
        State::Waiting => ("#ffffff", "#767676"),
        State::Blocked => ("#fbe3d0", "#b45309"),
        State::Failed | State::Stopped | State::Withdrawn => ("#eeeeee", "#8a1c1c"),
    }
}

fn is_step(row: &StageRow) -> bool {
    matches!(row.stage, Stage::Step(_))
}

/// The lines of a label: what it is, and how it stands.
fn lines(row: &StageRow) -> [String; 2] {
    [wording::stage_label(row), wording::stage_days(row)]
}

/// Does an arrow lie on the critical path?
fn is_critical(view: &PilotsView, one: Stage, other: Stage) -> bool {
    view.critical_path.windows(2).any(|pair| pair == [one, other])
}

/// The stage graph for Graphviz.
pub fn dot(view: &PilotsView) -> String {
    let mut out = String::from(
        "digraph pilots {\n  rankdir=LR;\n  node [style=\"filled,rounded\", fontname=\"sans-serif\", fontsize=11];\n  edge [color=\"#767676\"];\n",
    );
    for row in &view.stages {
        let [name, days] = lines(row).map(|it| dot_text(&it));
        let label = if days.is_empty() { name } else { format!("{name}\\n{days}") };
        let shape = if is_step(row) { "ellipse" } else { "box" };
        let (fill, line) = colours(row.state);
        let width = if view.critical_path.contains(&row.stage) { 3 } else { 1 };
        let _ = writeln!(
            out,
            "  \"{}\" [label=\"{label}\", shape={shape}, fillcolor=\"{fill}\", color=\"{line}\", penwidth={width}];",
            row.stage
        );
    }
    for edge in &view.edges {
        let bold = if is_critical(view, edge.waits_for, edge.stage) {
            " [penwidth=3, color=\"#1a1a1a\"]"
        } else {
            ""
        };
        let _ = writeln!(out, "  \"{}\" -> \"{}\"{bold};", edge.waits_for, edge.stage);
    }
    for clash in &view.clashes {
        let [one, other] = clash.pilots;
        let _ = writeln!(
            out,
            "  \"{one}\" -> \"{other}\" [dir=none, style=dotted, constraint=false, color=\"#b45309\"];"
        );
    }
    out.push_str("}\n");
    out
}

/// A name without a hyphen: Mermaid would read an arrow into it. Steps are called by their number, because `end` and
/// other words mean something there.
fn mermaid_id(stage: Stage) -> String {
    match stage {
        Stage::Step(step) => format!("step{}", step.number()),
        Stage::Pilot(id) => format!("pilot{}", id.number),
    }
}

/// The stage graph for Mermaid.
pub fn mermaid(view: &PilotsView) -> String {
    let mut out = String::from("flowchart LR\n");
    for row in &view.stages {
        let [name, days] = lines(row).map(|it| mermaid_text(&it));
        let label = if days.is_empty() { name } else { format!("{name}<br/>{days}") };
        let (open, close) = if is_step(row) { ("([", "])") } else { ("[", "]") };
        let _ = writeln!(
            out,
            "  {}{open}\"{label}\"{close}:::{}",
            mermaid_id(row.stage),
            row.state.name()
        );
    }
    for edge in &view.edges {
        let arrow = if is_critical(view, edge.waits_for, edge.stage) { "==>" } else { "-->" };
        let (one, other) = (mermaid_id(edge.waits_for), mermaid_id(edge.stage));
        let _ = writeln!(out, "  {one} {arrow} {other}");
    }
    for clash in &view.clashes {
        let [one, other] = clash.pilots.map(|id| mermaid_id(Stage::Pilot(id)));
        let _ = writeln!(out, "  {one} -.- {other}");
    }
    let mut states: Vec<State> = view.stages.iter().map(|row| row.state).collect();
    states.sort_unstable_by_key(|it| it.name());
    states.dedup();
    for state in states {
        let (fill, line) = colours(state);
        let _ =
            writeln!(out, "  classDef {} fill:{fill},stroke:{line},color:#1a1a1a", state.name());
    }
    out
}
