//! What a form lets choose from: people, records that count, units of the scope. Only what the visitor may see.

use windrose_core::engine::Look;
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::record::{Kind, Scope};
use windrose_core::view::records::record;

use super::form::{Choices, Field, Form, Input};
use super::records::main_text;
use super::visit::Visit;

/// The most records of a kind that a list offers, the newest first. Whoever needs an older one types its id.
const RECORDS_MAX: usize = 200;

/// The most characters of a record's text in a list.
const TEXT_MAX: usize = 80;

/// What the fields of a form let choose from.
pub(super) fn choices(visit: &Visit, look: Option<&Look>, form: &Form) -> Choices {
    let access = visit.call.engine.access();
    let persons = access.accounts.iter().filter(|(_, it)| it.kind == AccountKind::Person);
    let persons = persons.map(|(id, it)| (id.to_string(), it.name.clone())).collect();
    let Some(look) = look else { return Choices { persons, ..Choices::default() } };
    let mut kinds = Vec::new();
    linked(&form.fields, &mut kinds);
    let facts = look.facts();
    let mut records = Vec::new();
    for kind in kinds {
        let live = facts.initiative.records.of_kind(kind).rev();
        let live = live.filter(|it| it.withdrawn.is_none() && facts.sees(it)).take(RECORDS_MAX);
        for stored in live {
            let view = record(&facts, stored);
            let text: String = main_text(visit, &view).chars().take(TEXT_MAX).collect();
            records.push((stored.id.to_string(), kind.name().to_owned(), text));
        }
    }
    let scope = facts.initiative.records.latest::<Scope>(|_| true);
    let units = scope.map(|(_, it)| it.units.iter().map(|unit| unit.name.clone()).collect());
    Choices { persons, records, units: units.unwrap_or_default() }
}

/// The kinds of records that fields link to.
fn linked(fields: &[Field], kinds: &mut Vec<Kind>) {
    for field in fields {
        of_input(&field.input, kinds);
    }
}

fn of_input(input: &Input, kinds: &mut Vec<Kind>) {
    match input {
        Input::RecordLink { kinds: named } => {
            for kind in named.iter().filter_map(|it| Kind::named(it)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        Input::List(of) => of_input(of, kinds),
        Input::Rows(fields) | Input::Group(fields) => linked(fields, kinds),
        _ => {}
    }
}
