//! The messages of the languages, and how figures, names and lists get into them.

use std::fmt::Display;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::rules::fixed::{Fixed, MICROS};
use crate::rules::step::Step;

use super::formats::{self, formatter, in_percent};
use super::language::Language;
use super::words::step_name;

type Bundle = FluentBundle<FluentResource>;

/// The messages of every language, in the order of [`Language::ALL`].
static MESSAGES: LazyLock<[Bundle; 2]> =
    LazyLock::new(|| Language::ALL.map(|it| bundle(it, it.sources())));

/// The labels of pages of every language.
static LABELS: LazyLock<[Bundle; 2]> =
    LazyLock::new(|| Language::ALL.map(|it| bundle(it, it.pages())));

fn bundle(language: Language, sources: &[&str]) -> Bundle {
    let locale = language.tag().parse().expect("a language's name is one; a test reads it");
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Marks around what is put in would be seen in a terminal and found in no search.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(formatter(language)));
    for source in sources {
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(whole, errors)| {
                debug_assert!(errors.is_empty(), "{}: {errors:?}", language.tag());
                whole
            });
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The message of that id with these arguments, in the language that is spoken. Where one is missing, a build for
/// developers stops; a shipped one says it in English, or at least the id, because a poor sentence is better than none.
pub(super) fn message(id: &str, args: &FluentArgs<'_>) -> String {
    #[cfg(test)]
    super::tests::said(id);
    said_or_id(&MESSAGES, id, args)
}

/// The same for a label of a page.
pub(super) fn label(id: &str, args: &FluentArgs<'_>) -> String {
    said_or_id(&LABELS, id, args)
}

fn said_or_id(of: &[Bundle; 2], id: &str, args: &FluentArgs<'_>) -> String {
    let said = try_message(of, Language::spoken(), id, None, args);
    let said = said.or_else(|| try_message(of, Language::default(), id, None, args));
    debug_assert!(said.is_some(), "there is no message {id}");
    said.unwrap_or_else(|| id.to_owned())
}

/// A label without arguments that need not be there, in the language that is spoken.
pub(super) fn known_label(id: &str) -> Option<String> {
    try_message(&LABELS, Language::spoken(), id, None, &FluentArgs::new())
}

/// An attribute of a message that need not be there: the words of kinds and measures stand in Fluent only where the
/// language is not the one of their rows, and roles may be declared.
pub(super) fn attribute(id: &str, attribute: &str) -> Option<String> {
    let language = Language::spoken();
    let said = try_message(&MESSAGES, language, id, Some(attribute), &FluentArgs::new());
    #[cfg(test)]
    {
        super::tests::said(id);
        if said.is_some() {
            super::tests::said(&format!("{}: {id}.{attribute}", language.tag()));
        }
    }
    said
}

/// A message without arguments that need not be there, in the language that is spoken.
pub(super) fn known(id: &str) -> Option<String> {
    let said = try_message(&MESSAGES, Language::spoken(), id, None, &FluentArgs::new());
    #[cfg(test)]
    if said.is_some() {
        super::tests::said(&format!("{}: {id}", Language::spoken().tag()));
    }
    said
}

fn try_message(
    of: &[Bundle; 2],
    language: Language,
    id: &str,
    attribute: Option<&str>,
    args: &FluentArgs<'_>,
) -> Option<String> {
    let bundle = &of[language as usize];
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut errors = Vec::new();
    let sentence = bundle.format_pattern(pattern, Some(args), &mut errors);
    debug_assert!(errors.is_empty(), "{id} ({}): {errors:?}", language.tag());
    Some(sentence.into_owned())
}

/// `say!("id", name = value)`: a message with its arguments by name.
macro_rules! say {
    ($id:expr $(,)?) => {
        $crate::view::wording::messages::message($id, &fluent_bundle::FluentArgs::new())
    };
    ($id:expr $(, $name:ident = $value:expr)+ $(,)?) => {{
        let mut args = fluent_bundle::FluentArgs::new();
        $( args.set(stringify!($name), $value); )+
        $crate::view::wording::messages::message($id, &args)
    }};
}
pub(super) use say;

/// An amount for a message. It is handed over as a number, because plurals are chosen by it.
pub(super) fn amount(fixed: Fixed) -> f64 {
    fixed.as_micros() as f64 / MICROS as f64
}

/// A ratio in per cent, exactly, without the sign.
pub(super) fn percent(ratio: Fixed) -> String {
    formats::number(in_percent(ratio))
}

/// A share in per cent with at most one decimal. All and none are said only of all and none.
pub(super) fn percent_of(have: u64, of: u64) -> String {
    let ratio = Fixed::ratio(have, of).unwrap_or_default().as_micros();
    let thousandths = match (ratio + 500) / 1_000 {
        0 if have > 0 => 1,
        1_000 if have < of => 999,
        rounded => rounded,
    };
    formats::number(Fixed::micros(thousandths * MICROS / 10))
}

/// How the last of a list is joined on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Join {
    /// "a, b or c".
    Or,
    /// "a, b and c".
    And,
    /// "a, b, c".
    Comma,
    /// "a; b; c", where the members have commas of their own.
    Semicolon,
}

/// The most people or roles that a sentence names.
pub(super) const NAMED_MAX: usize = 6;

/// A list within a sentence: at most so many of its members, then how many more there are.
pub(super) fn list(
    join: Join,
    members: impl IntoIterator<Item = impl Display>,
    most: usize,
) -> String {
    let members: Vec<String> = members.into_iter().map(|it| it.to_string()).collect();
    let (named, more) = members.split_at(members.len().min(most));
    let between = if matches!(join, Join::Semicolon) { "; " } else { ", " };
    if !more.is_empty() {
        let id = if matches!(join, Join::Semicolon) { "list-more-long" } else { "list-more" };
        return say!(id, head = named.join(between), n = more.len());
    }
    match (named, join) {
        ([head @ .., last], Join::Or) if !head.is_empty() => {
            say!("list-or", head = head.join(between), last = last.as_str())
        }
        ([head @ .., last], Join::And) if !head.is_empty() => {
            say!("list-and", head = head.join(between), last = last.as_str())
        }
        _ => named.join(between),
    }
}

/// A text that somebody wrote, fit to stand in a line: no line breaks, not too long, no full stop at its end.
pub(super) fn plain(text: &str, most: usize) -> String {
    let visible = text.replace(char::is_control, " ");
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > most {
        let cut: String = line.chars().take(most.saturating_sub(1)).collect();
        return format!("{}…", cut.trim_end());
    }
    line.strip_suffix('.').unwrap_or(&line).to_owned()
}

/// Fragments as a sentence: with a full stop, unless it ends already.
pub(super) fn ended(text: String) -> String {
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

/// A step within a sentence: "step 2, coalition".
pub(super) fn step(step: Step) -> String {
    say!("step", number = step.number(), name = step_name(step))
}
