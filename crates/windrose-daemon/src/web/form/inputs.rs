//! Single inputs: label, hint, unit, what is wrong, and the control itself.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::html::{Drawing, LINES, id};
use super::model::{Choice, Field, Input};
use super::words::{self, page};
use super::{Choices, scalar};

/// The most choices that are all shown at once.
const RADIOS_MAX: usize = 4;

/// The widest scale whose numbers are all shown at once.
const SCALE_MAX: i64 = 6;

/// The most records that are shown in a list to choose from; of more than these somebody types an id, with help.
const RECORDS_MAX: usize = 100;

/// The most boxes that are shown at once.
const BOXES_MAX: usize = 20;

/// The id of the list of known people.
const PERSONS: &str = "form-persons";

/// The id of the list of known units.
const UNITS: &str = "form-units";

/// One field: its words, what is wrong, and its control.
pub(super) fn field(drawing: &Drawing<'_>, field: &Field, at: &str) -> Markup {
    let draw = Draw { drawing, field, at, bad: !drawing.faults.at(at).is_empty() };
    match &field.input {
        Input::Choice(options) if options.len() <= RADIOS_MAX => draw.radios(options),
        Input::Choice(options) => draw.labelled(&draw.select(options)),
        Input::YesNo => draw.radios(&[
            Choice { value: "true".to_owned(), label: page("form-yes", &[]) },
            Choice { value: "false".to_owned(), label: page("form-no", &[]) },
        ]),
        Input::Number { .. } => match draw.scale() {
            Some(numbers) => draw.radios(&numbers),
            None => draw.labelled(&draw.number()),
        },
        Input::Date => draw.labelled(&draw.date()),
        Input::Text { long: true, .. } => draw.labelled(&draw.area(draw.text(), "3")),
        // An input of one line would leave line breaks out.
        Input::Text { .. } if draw.text().contains('\n') => {
            draw.labelled(&draw.area(draw.text(), "3"))
        }
        Input::Text { unit_name, .. } => {
            draw.labelled(&draw.line("text", unit_name.then_some(UNITS)))
        }
        Input::Url => draw.labelled(&draw.line("url", None)),
        Input::Person => draw.labelled(&draw.line("text", Some(PERSONS))),
        Input::RecordLink { kinds } => draw.labelled(&draw.records(kinds)),
        Input::List(one) => draw.list(one),
        Input::Group(_) | Input::Rows(_) => html! {},
    }
}

/// What a field is called, and that it may be left out; behind the fold everything may.
pub(super) fn label(field: &Field) -> Markup {
    html! {
        (field.label)
        @if field.shown && !field.required { " " span.form-optional { "(" (page("form-optional", &[])) ")" } }
    }
}

/// The ids of what describes a field, for those who hear the page.
pub(super) fn described_by(drawing: &Drawing<'_>, field: &Field, at: &str) -> Option<String> {
    let id = id(at);
    let mut ids = Vec::new();
    if !drawing.faults.at(at).is_empty() {
        ids.push(format!("{id}-fault"));
    }
    if has_hint(field) {
        ids.push(format!("{id}-hint"));
    }
    if unit_of(field).is_some() {
        ids.push(format!("{id}-unit"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// Hint and faults of a field.
pub(super) fn notes(drawing: &Drawing<'_>, field: &Field, at: &str) -> Markup {
    let faults = drawing.faults.at(at);
    let id = id(at);
    html! {
        @if has_hint(field) {
            p.form-hint id={ (id) "-hint" } {
                (field.hint)
                @if let Some(range) = range(field) { " " (range) }
                @if let Some(example) = example(field) { " " (example) }
            }
        }
        @if !faults.is_empty() {
            p.form-fault id={ (id) "-fault" } {
                @for (index, fault) in faults.iter().enumerate() { @if index > 0 { br; } (fault) }
            }
        }
    }
}

/// The unit beside a number; the numbers of a short scale are of nothing.
fn unit_of(field: &Field) -> Option<&String> {
    field.unit.as_ref().filter(|_| scale_of(field).is_none())
}

fn has_hint(field: &Field) -> bool {
    !field.hint.is_empty() || range(field).is_some() || example(field).is_some()
}

/// From where to where a number goes, unless its choices show it.
fn range(field: &Field) -> Option<String> {
    let Input::Number { least: Some(least), most: Some(most), .. } = field.input else {
        return None;
    };
    if scale_of(field).is_some() {
        return None;
    }
    let (least, most) = (scalar::number_text(least), scalar::number_text(most));
    // A hint may say it already, and what the ends mean.
    if field.hint.contains(&*most) {
        return None;
    }
    Some(page("form-from-to", &[("least", &least), ("most", &most)]))
}

/// An example where one helps: not of a choice or a link, which show what there is.
fn example(field: &Field) -> Option<String> {
    let helps = match &field.input {
        Input::Text { .. } => true,
        Input::Number { .. } => scale_of(field).is_none(),
        _ => false,
    };
    let example = field.example.as_ref().filter(|_| helps)?;
    Some(page("form-example", &[("example", example)]))
}

/// The numbers of a short scale.
fn scale_of(field: &Field) -> Option<std::ops::RangeInclusive<i64>> {
    let Input::Number { least: Some(least), most: Some(most), whole: true, .. } = field.input
    else {
        return None;
    };
    let one = windrose_core::rules::fixed::MICROS;
    let (least, most) = (least.as_micros() / one, most.as_micros() / one);
    (most - least <= SCALE_MAX).then_some(least..=most)
}

/// The id of the list of records of these kinds.
fn records_id(kinds: &[String]) -> String {
    format!("form-records-{}", if kinds.is_empty() { "all".to_owned() } else { kinds.join("-") })
}

/// The records that a field links to: all that it may be where it names no kind.
fn linkable(choices: &Choices, kinds: &[String]) -> Vec<Choice> {
    let records = choices.records.iter();
    let records = records.filter(|(_, kind, _)| kinds.is_empty() || kinds.contains(kind));
    records
        .map(|(id, _, text)| Choice { value: id.clone(), label: scalar::record_label(id, text) })
        .collect()
}

/// Lists of what is known, for inputs that take something else as well.
pub(super) fn datalists(fields: &[Field], choices: &Choices) -> Markup {
    let mut lists = BTreeMap::new();
    lists_of(fields, choices, &mut lists);
    html! {
        @for (id, options) in lists {
            datalist #(id) {
                @for option in options {
                    option value=(option.value) { @if option.label != option.value { (option.label) } }
                }
            }
        }
    }
}

fn lists_of(fields: &[Field], choices: &Choices, lists: &mut BTreeMap<String, Vec<Choice>>) {
    for field in fields {
        let input = match &field.input {
            Input::Group(fields) | Input::Rows(fields) => {
                lists_of(fields, choices, lists);
                continue;
            }
            Input::List(one) => one,
            one => one,
        };
        let choice =
            |value: &String, label: &String| Choice { value: value.clone(), label: label.clone() };
        match input {
            Input::Person => {
                let persons = choices.persons.iter().map(|(id, name)| choice(id, name)).collect();
                lists.insert(PERSONS.to_owned(), persons);
            }
            Input::Text { unit_name: true, .. } => {
                let units = choices.units.iter().map(|it| choice(it, it)).collect();
                lists.insert(UNITS.to_owned(), units);
            }
            Input::RecordLink { kinds } => {
                let records = linkable(choices, kinds);
                let is_list = matches!(field.input, Input::List(_));
                if records.len() > if is_list { BOXES_MAX } else { RECORDS_MAX } {
                    lists.insert(records_id(kinds), records);
                }
            }
            _ => {}
        }
    }
}

/// One field on its way to HTML.
struct Draw<'a> {
    drawing: &'a Drawing<'a>,
    field: &'a Field,
    at: &'a str,
    /// Whether something is wrong with it.
    bad: bool,
}

impl Draw<'_> {
    fn text(&self) -> &str {
        self.drawing.typed.one(self.at)
    }

    /// What is chosen, or what is meant where nothing is.
    fn chosen(&self) -> &str {
        let text = self.text();
        if text.is_empty() { self.field.default.as_deref().unwrap_or_default() } else { text }
    }

    fn described(&self) -> Option<String> {
        described_by(self.drawing, self.field, self.at)
    }

    fn invalid(&self) -> Option<&'static str> {
        self.bad.then_some("true")
    }

    fn autocomplete(&self) -> Option<&'static str> {
        self.field.personal.then_some("off")
    }

    /// A control with its label before it.
    fn labelled(&self, control: &Markup) -> Markup {
        html! {
            div.form-field.form-bad[self.bad] {
                label for=(id(self.at)) { (label(self.field)) }
                (notes(self.drawing, self.field, self.at))
                div.form-control {
                    (control)
                    @if let Some(unit) = unit_of(self.field) {
                        span.form-unit id={ (id(self.at)) "-unit" } { (unit) }
                    }
                }
            }
        }
    }

    /// Several controls under one legend.
    fn grouped(&self, controls: &Markup) -> Markup {
        html! {
            fieldset.form-field.form-bad[self.bad] aria-describedby=[self.described()] {
                legend { (label(self.field)) }
                (notes(self.drawing, self.field, self.at))
                (controls)
            }
        }
    }

    fn line(&self, kind: &str, list: Option<&str>) -> Markup {
        html! {
            input type=(kind) id=(id(self.at)) name=(self.at) value=(self.text())
                required[self.field.required] list=[list] autocomplete=[self.autocomplete()]
                aria-describedby=[self.described()] aria-invalid=[self.invalid()];
        }
    }

    fn area(&self, text: &str, rows: &str) -> Markup {
        html! {
            // The first line break within it is none of its text.
            textarea id=(id(self.at)) name=(self.at) rows=(rows) required[self.field.required]
                autocomplete=[self.autocomplete()] aria-describedby=[self.described()]
                aria-invalid=[self.invalid()] { "\n" (text) }
        }
    }

    /// A text input, because one of type number throws away what it does not read, and reads a comma in some languages
    /// only.
    fn number(&self) -> Markup {
        let Input::Number { whole, least, .. } = self.field.input else { return html! {} };
        // Keypads of telephones have no minus.
        let negative = least.is_none_or(|it| it.as_micros() < 0);
        let mode = match (negative, whole) {
            (true, _) => "text",
            (false, true) => "numeric",
            (false, false) => "decimal",
        };
        html! {
            input.form-number type="text" inputmode=(mode) id=(id(self.at)) name=(self.at) value=(self.text())
                required[self.field.required] autocomplete="off" aria-describedby=[self.described()]
                aria-invalid=[self.invalid()];
        }
    }

    fn date(&self) -> Markup {
        let text = self.text();
        // An input of type date shows nothing but dates: what is none would be lost.
        let is_date = text.is_empty() || text.parse::<jiff::civil::Date>().is_ok();
        html! {
            input.form-date type=(if is_date { "date" } else { "text" }) id=(id(self.at)) name=(self.at)
                value=(text) required[self.field.required] autocomplete="off"
                aria-describedby=[self.described()] aria-invalid=[self.invalid()];
        }
    }

    fn scale(&self) -> Option<Vec<Choice>> {
        let numbers = scale_of(self.field)?;
        let text = self.text();
        let numbers: Vec<String> = numbers.map(|it| it.to_string()).collect();
        // What is none of them could not be shown as one.
        (text.is_empty() || numbers.iter().any(|it| it == text)).then(|| {
            let name = |index: usize, it: &String| match &self.field.input {
                Input::Number { names, .. } => names.get(index).unwrap_or(it).clone(),
                _ => it.clone(),
            };
            let choice =
                |(index, it): (usize, String)| Choice { label: name(index, &it), value: it };
            numbers.into_iter().enumerate().map(choice).collect()
        })
    }

    fn radios(&self, options: &[Choice]) -> Markup {
        let text = self.chosen();
        let short = options.iter().all(|it| it.label.chars().count() <= 12);
        let unset = Choice { value: String::new(), label: page("form-unset", &[]) };
        let may_be_unset = !self.field.required && self.field.default.is_none();
        let unset = may_be_unset.then_some(&unset);
        let all: Vec<&Choice> = options.iter().chain(unset).collect();
        self.grouped(&html! {
            div.form-choices.form-short[short] {
                @for (index, option) in all.into_iter().enumerate() {
                    @let own = if index == 0 { id(self.at) } else { format!("{}-{index}", id(self.at)) };
                    div.form-choice {
                        input type="radio" id=(own) name=(self.at) value=(option.value)
                            checked[option.value == text] required[self.field.required]
                            autocomplete=[self.autocomplete()] aria-invalid=[self.invalid()];
                        label for=(own) { (option.label) }
                    }
                }
            }
        })
    }

    fn select(&self, options: &[Choice]) -> Markup {
        let text = self.chosen();
        let known = text.is_empty() || options.iter().any(|it| it.value == text);
        html! {
            select id=(id(self.at)) name=(self.at) required[self.field.required]
                autocomplete=[self.autocomplete()] aria-describedby=[self.described()]
                aria-invalid=[self.invalid()] {
                option value="" selected[text.is_empty()] {
                    (page(if self.field.required { "form-choose" } else { "form-unset" }, &[]))
                }
                // What is there and no longer to be chosen stays until somebody chooses something else.
                @if !known { option value=(text) selected { (text) } }
                @for option in options {
                    option value=(option.value) selected[option.value == text] { (option.label) }
                }
            }
        }
    }

    fn records(&self, kinds: &[String]) -> Markup {
        let options = linkable(self.drawing.around.choices, kinds);
        if options.len() > RECORDS_MAX {
            return self.line("text", Some(&records_id(kinds)));
        }
        html! {
            (self.select(&options))
            @if options.is_empty() { (none_of(kinds)) }
        }
    }

    fn list(&self, one: &Input) -> Markup {
        match one {
            Input::RecordLink { kinds } => {
                let options = linkable(self.drawing.around.choices, kinds);
                if options.len() > BOXES_MAX {
                    return self.lines(&records_id(kinds));
                }
                if options.is_empty() && self.drawing.typed.entries(self.at).is_empty() {
                    return self.grouped(&none_of(kinds));
                }
                self.checkboxes(&options, true)
            }
            Input::Choice(options) => self.checkboxes(options, true),
            Input::Text { unit_name: true, .. }
                if !self.drawing.around.choices.units.is_empty() =>
            {
                let unit = |it: &String| Choice { value: it.clone(), label: it.clone() };
                let options: Vec<_> = self.drawing.around.choices.units.iter().map(unit).collect();
                self.checkboxes(&options, false)
            }
            Input::Person => self.lines(PERSONS),
            _ => {
                let text = self.drawing.typed.all(self.at).join("\n");
                let area = self.area(&text, "3");
                self.labelled(&html! {
                    (area)
                    span.form-unit { (page("form-one-per-line", &[])) }
                })
            }
        }
    }

    /// A box for each option. Other entries stand in a text below, or as boxes where nothing else may be chosen.
    fn checkboxes(&self, options: &[Choice], closed: bool) -> Markup {
        let entries = self.drawing.typed.entries(self.at);
        let known = |entry: &&str| options.iter().any(|it| it.value == *entry);
        let others: Vec<&str> = entries.iter().copied().filter(|it| !known(it)).collect();
        let boxes = options.iter().map(|it| (it.value.as_str(), it.label.as_str()));
        let kept = others.iter().map(|it| (*it, *it)).filter(|_| closed);
        self.grouped(&html! {
            div.form-choices {
                @for (index, (value, label)) in boxes.chain(kept).enumerate() {
                    @let own = if index == 0 { id(self.at) } else { format!("{}-{index}", id(self.at)) };
                    div.form-choice {
                        input type="checkbox" id=(own) name=(self.at) value=(value)
                            checked[entries.contains(&value)] aria-invalid=[self.invalid()];
                        label for=(own) { (label) }
                    }
                }
            }
            @if !closed {
                @let own = format!("{}-others", id(self.at));
                label for=(own) { (page("form-other-units", &[])) }
                textarea id=(own) name=(self.at) rows="2" { "\n" (others.join("\n")) }
            }
        })
    }

    /// An input for each entry, and some more.
    fn lines(&self, list: &str) -> Markup {
        let texts = self.drawing.typed.all(self.at);
        let blank = String::new();
        let padded = texts.iter().chain(std::iter::repeat(&blank)).take(texts.len().max(LINES));
        let action = self.drawing.around.action;
        self.grouped(&html! {
            @for (index, text) in padded.enumerate() {
                @let own = if index == 0 { id(self.at) } else { format!("{}-{index}", id(self.at)) };
                @let name = page("form-entry", &[("label", &self.field.label), ("n", &(index + 1).to_string())]);
                input type="text" id=(own) name=(self.at) value=(text) list=(list) autocomplete="off"
                    aria-label=(name) aria-invalid=[self.invalid()];
            }
            button.form-add type="submit" name=(super::sent::ADD) value=(self.at)
                formaction={ (action) "#" (id(self.at)) } {
                (page("form-entry-add", &[("label", &self.field.label)]))
            }
        })
    }
}

fn none_of(kinds: &[String]) -> Markup {
    let kinds: Vec<String> = kinds.iter().map(|it| words::kind(it)).collect();
    html! { p.form-hint { (page("form-no-records", &[("kinds", &kinds.join(", "))])) } }
}
