//! A form as HTML: the summary of what is wrong, the fields, rows that can be added without a script, and what is
//! optional behind a fold.
//!
//! The browser checks nothing (`novalidate`): whatever was typed is sent, and comes back with what is wrong beside it.
//! The action ends in the fragment of the summary, so that a browser without scripts goes there.

use maud::{Markup, html};

use super::faults::{Placed, row_label};
use super::model::{Field, Form, Input};
use super::sent::{ADD, REMOVE};
use super::typed::{ROWS_MAX, Typed};
use super::words::page;
use super::{Choices, Fault, inputs};

/// How many blank lines a list has, and how many more there are after each request.
pub(super) const LINES: usize = 3;

/// The id of the summary of faults.
const SUMMARY: &str = "form-faults";

/// What stands around the fields of a form.
pub(crate) struct Around<'a> {
    /// Where it is sent.
    pub(crate) action: &'a str,
    /// What the button says; "Save" where it is empty.
    pub(crate) submit: &'a str,
    /// What there is to choose from.
    pub(crate) choices: &'a Choices,
    /// What else is sent, by name; names do not begin with `/` or `!`.
    pub(crate) hidden: &'a [(&'a str, &'a str)],
}

/// What everything within a form is drawn with.
pub(super) struct Drawing<'a> {
    pub(super) typed: &'a Typed,
    pub(super) faults: Placed<'a>,
    pub(super) around: &'a Around<'a>,
}

/// A form with what was typed, or filled in, and what is wrong with it.
pub(crate) fn form(form: &Form, typed: &Typed, faults: &[Fault], around: &Around<'_>) -> Markup {
    let drawing = Drawing { typed, faults: Placed::new(&form.fields, typed, faults), around };
    let submit =
        if around.submit.is_empty() { page("form-save", &[]) } else { around.submit.to_owned() };
    html! {
        form.form method="post" action={ (around.action) "#" (SUMMARY) } novalidate {
            // Enter presses the first button of a form: it is to save, and not to add a row.
            button.form-enter type="submit" tabindex="-1" aria-hidden="true" { (submit) }
            @for (name, value) in around.hidden { input type="hidden" name=(name) value=(value); }
            (summary(&drawing))
            (fields(&drawing, &form.fields, ""))
            (inputs::datalists(&form.fields, around.choices))
            p.form-buttons { button.form-submit type="submit" { (submit) } }
        }
    }
}

/// What is wrong, with a way to each field.
fn summary(drawing: &Drawing<'_>) -> Markup {
    let all: Vec<_> = drawing.faults.all().collect();
    html! {
        @if !all.is_empty() {
            div.form-summary #(SUMMARY) tabindex="-1" role="alert" aria-labelledby="form-faults-title" {
                h2 #form-faults-title { (page("form-fault", &[])) }
                p { (page("form-refused", &[])) }
                ul {
                    @for (place, sentence) in all {
                        @match place {
                            Some((at, label)) => li { a href={ "#" (id(at)) } { (label) } ": " (sentence) },
                            None => li { (sentence) },
                        }
                    }
                }
            }
        }
    }
}

/// The id of a field's input.
pub(super) fn id(at: &str) -> String {
    format!("f{}", at.replace('/', "-"))
}

/// Fields: first those that are seen at once, then the others behind a fold.
fn fields(drawing: &Drawing<'_>, fields: &[Field], base: &str) -> Markup {
    let at = |field: &Field| format!("{base}{}", field.pointer);
    let (shown, folded): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|it| it.shown);
    let says = |field: &Field| {
        let is_default = field.default.as_deref() == Some(drawing.typed.one(&at(field)));
        drawing.typed.has(&at(field)) && !is_default
    };
    let holds = |field: &&Field| says(field) || drawing.faults.within(&at(field));
    let open = folded.iter().any(holds);
    html! {
        @for field in shown { (one(drawing, field, &at(field))) }
        @if !folded.is_empty() {
            details.form-more open[open] {
                summary { (page("form-more", &[])) }
                @for field in folded { (one(drawing, field, &at(field))) }
            }
        }
    }
}

fn one(drawing: &Drawing<'_>, field: &Field, at: &str) -> Markup {
    match &field.input {
        Input::Group(inner) => group(drawing, field, inner, at),
        Input::Rows(inner) => rows(drawing, field, inner, at),
        _ => inputs::field(drawing, field, at),
    }
}

fn group(drawing: &Drawing<'_>, field: &Field, inner: &[Field], at: &str) -> Markup {
    html! {
        fieldset.form-group #(id(at)) tabindex="-1" aria-describedby=[inputs::described_by(drawing, field, at)] {
            legend { (inputs::label(field)) }
            (inputs::notes(drawing, field, at))
            (fields(drawing, inner, at))
        }
    }
}

fn rows(drawing: &Drawing<'_>, field: &Field, inner: &[Field], at: &str) -> Markup {
    // Nobody should have to ask for the first row.
    let count = drawing.typed.rows(at).max(1);
    let action = drawing.around.action;
    html! {
        fieldset.form-rows #(id(at)) tabindex="-1" aria-describedby=[inputs::described_by(drawing, field, at)] {
            legend { (inputs::label(field)) }
            (inputs::notes(drawing, field, at))
            @for row in 0..count {
                @let row_at = format!("{at}/{row}");
                fieldset.form-row #(id(&row_at)) tabindex="-1" {
                    legend { (row_label(&field.label, row)) }
                    // Says that there is this row, also where nothing is chosen in it.
                    input type="hidden" name=(row_at) value="";
                    (fields(drawing, inner, &row_at))
                    @if count > 1 {
                        button.form-less type="submit" name=(REMOVE) value=(row_at)
                            formaction={ (action) "#" (id(at)) } {
                            (page("form-row-remove", &[("n", &(row + 1).to_string())]))
                        }
                    }
                }
            }
            @if count < ROWS_MAX {
                button.form-add type="submit" name=(ADD) value=(at)
                    formaction={ (action) "#" (id(&format!("{at}/{count}"))) } {
                    (page("form-row-add", &[("label", &field.label)]))
                }
            }
        }
    }
}
