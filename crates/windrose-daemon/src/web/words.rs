//! The words of pages, in the language of whoever visits.

use super::visit::Visit;
use crate::rpc::methods::METHODS;
use windrose_core::rules::criterion::Amount;
use windrose_core::rules::ids::CriterionId;
use windrose_core::rules::record::Kind;
use windrose_core::rules::step::Step;
use windrose_core::rules::workflow::Workflow;
use windrose_core::view::wording;
pub(super) use windrose_core::view::wording::{
    Arg, KindWords, Language, choice, date, field, kind,
};

/// A label of a page.
pub(super) fn t(id: &str) -> String {
    t_with(id, &[])
}

/// A label with what is put into it.
pub(super) fn t_with(id: &str, args: &[(&str, Arg<'_>)]) -> String {
    wording::page(id, args)
}

/// The language that is spoken.
pub(super) fn language() -> Language {
    Language::spoken()
}

/// A fragment as it begins a line: with a capital letter, and without the names by which programs know kinds of records.
pub(super) fn capital(text: &str) -> String {
    let plain = without_names(text);
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A sentence says "review of barriers (barrier_review)" for whoever calls a method; a page has a button for it.
fn without_names(text: &str) -> String {
    let mut plain = text.to_owned();
    for (open, close) in [(" (", ')'), (" [", ']')] {
        let mut from = 0;
        while let Some(at) = plain[from..].find(open).map(|it| it + from) {
            let inside = at + open.len();
            let Some(end) = plain[inside..].find(close).map(|it| it + inside) else { break };
            if Kind::named(&plain[inside..end]).is_some() {
                plain.replace_range(at..=end, "");
                from = at;
            } else {
                from = inside;
            }
        }
    }
    with_words(&plain)
}

/// Names of kinds and roles that no word is like, such as `kra_weight`, as people call them. An id such as `kra_weight-3`
/// stays, and so does a method that a sentence advises.
fn with_words(text: &str) -> String {
    each_word(text, |word| {
        let id = word.contains(|it: char| it == '-' || it.is_ascii_digit());
        if id || !word.contains('_') || METHODS.iter().any(|it| it.name == word) {
            return None;
        }
        // What is no kind is a role that a workflow declares.
        Some(Kind::named(word).map_or_else(|| word.replace('_', " "), |named| kind(named).one))
    })
}

/// A text with some of its words said otherwise.
pub(super) fn each_word(text: &str, otherwise: impl Fn(&str) -> Option<String>) -> String {
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    let mut said = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_name) {
        let word = &rest[start..];
        let (word, after) = word.split_at(word.find(|it| !is_name(it)).unwrap_or(word.len()));
        said += &rest[..start];
        match otherwise(word) {
            Some(other) => said += &other,
            None => said += word,
        }
        rest = after;
    }
    said + rest
}

/// A role, as people call it.
pub(super) fn role(name: &str) -> String {
    name.parse().map_or_else(|_| name.to_owned(), |it| wording::role_name(&it))
}

/// A role of a workflow: its own ones bring their words along.
pub(super) fn role_in(workflow: &Workflow, name: &str) -> String {
    let own = name.parse().ok().and_then(|it| workflow.roles.get(&it));
    own.map_or_else(|| role(name), |it| it.title.clone())
}

/// A criterion in a few words.
pub(super) fn criterion(workflow: &Workflow, id: &CriterionId) -> String {
    let mut all = Step::ALL.into_iter().flat_map(|step| &workflow.gate(step).criteria);
    let why = all.find(|it| it.id == *id).map_or("", |it| it.why.as_str());
    wording::criterion_title(id, why)
}

/// What a workflow is called.
pub(super) fn workflow_title(workflow: &Workflow) -> String {
    wording::text(&workflow.title)
}

/// What a workflow is for.
pub(super) fn workflow_summary(workflow: &Workflow) -> String {
    wording::text(&workflow.summary)
}

/// The status of a record.
pub(super) fn status(name: &str) -> String {
    t(&format!("is-{}", name.replace('_', "-")))
}

/// An amount, short enough for a table.
pub(super) fn amount(it: Amount) -> String {
    match it {
        Amount::Share { have, of } => {
            t_with("amount-share", &[("have", have.into()), ("of", of.into())])
        }
        Amount::Truth(true) => t("page-yes"),
        Amount::Truth(false) => t("page-no"),
        Amount::Count(_) | Amount::Number(_) => {
            it.number().map(wording::number).unwrap_or_default()
        }
    }
}

/// A sentence with the criteria that it names by id called as people call them: a program looks for the id, a reader
/// does not.
pub(super) fn readable(visit: &Visit, workflow: &Workflow, sentence: &str) -> String {
    let mut said = String::new();
    for (index, part) in sentence.split('`').enumerate() {
        // What stands between two marks.
        let id = (index % 2 == 1).then(|| part.parse::<CriterionId>().ok()).flatten();
        let named = id.filter(|id| {
            Step::ALL.into_iter().any(|it| workflow.gate(it).criteria.iter().any(|it| it.id == *id))
        });
        match named {
            Some(id) => said += &t_with("quoted", &[("text", criterion(workflow, &id).into())]),
            None => said += part,
        }
    }
    visit.said(&said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leaves_out_the_names_of_kinds_and_nothing_else() {
        let said = "no review of barriers (barrier_review) has been recorded (50 %), umfrage [urgency_pulse] (";
        assert_eq!(capital(said), "No review of barriers has been recorded (50 %), umfrage (");
        assert_eq!(
            capital(
                "gap_triage-6: kra_weight changed, works_council has to say so with gate_approve"
            ),
            "Gap_triage-6: weight in a manager’s key result areas changed, works council has to say so with gate_approve"
        );
    }
}
