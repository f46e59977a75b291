//! Imports as HR sends them: every trouble is told, and what is published is what was sent.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::rules::access::{Access, Account, AccountKind};
use crate::rules::refusal::{Refusal, Thing};
use crate::rules::role::InstanceRole;

const AT: &str = "2026-03-02T08:00:00Z";

/// A directory, and who works on it.
struct Case {
    directory: Directory,
    access: Access,
    at: Timestamp,
}

impl Case {
    fn new() -> Self {
        let mut access = Access::default();
        for (id, instance_role) in [("admin", Some(InstanceRole::Admin)), ("lead", None)] {
            let kind = AccountKind::Person;
            let account = Account { kind, name: id.to_owned(), email: None, instance_role };
            access.accounts.insert(id.parse().unwrap(), account);
        }
        Self { directory: Directory::default(), access, at: AT.parse().unwrap() }
    }

    fn ask(&mut self, by: &str, command: &DirectoryCommand) -> Result<Vec<Event>, Refusal> {
        let actor = Actor::Person(by.parse().unwrap());
        let events = self.directory.decide(&self.access, &actor, command)?;
        if !events.is_empty() {
            self.at = self.at.checked_add(jiff::SignedDuration::from_secs(1)).unwrap();
        }
        for event in &events {
            // As it is stored.
            let event = serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap();
            let version = self.directory.version + 1;
            self.directory.apply(version, self.at, &actor, &event);
        }
        Ok(events)
    }

    fn stage(&mut self, import: &str, rows: &[Value]) -> Result<Vec<Event>, Refusal> {
        self.ask("admin", &stage(import, None, rows))
    }

    fn preview(&self, import: &str) -> Preview {
        let id = id(import);
        self.directory.check(&id, self.directory.import(&id).unwrap())
    }

    fn publish(&mut self, import: &str) -> Result<Vec<Event>, Refusal> {
        self.ask("admin", &publish(import, false))
    }

    /// Stages, looks and publishes.
    fn import(&mut self, import: &str, rows: &[Value]) -> Preview {
        self.stage(import, rows).unwrap();
        let preview = self.preview(import);
        self.ask("admin", &publish(import, true)).unwrap();
        preview
    }

    fn ids(&self) -> Vec<&str> {
        self.directory.people().all().iter().map(|it| it.id.as_str()).collect()
    }
}

fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

fn row(value: &Value) -> Row {
    serde_json::from_value(value.clone()).unwrap()
}

fn stage(import: &str, first_row: Option<u32>, rows: &[Value]) -> DirectoryCommand {
    let rows = rows.iter().map(row).collect();
    DirectoryCommand::Stage { import: id(import), first_row, rows }
}

fn publish(import: &str, confirm: bool) -> DirectoryCommand {
    DirectoryCommand::Publish { import: id(import), confirm }
}

/// `who manager`, a word or two each.
fn lines(lines: &[&str]) -> Vec<Value> {
    let row = |line: &&str| {
        let mut words = line.split(' ');
        json!({"id": words.next(), "manager": words.next()})
    };
    lines.iter().map(row).collect()
}

/// The codes of what is odd, with their rows.
fn codes(preview: &Preview) -> Vec<(Option<u32>, &'static str)> {
    preview.notes.iter().map(|it| (it.row, it.trouble.code())).collect()
}

#[test]
fn an_import_becomes_the_directory_and_the_next_one_is_a_difference() {
    let mut case = Case::new();
    let first = case.import("one", &lines(&["head", "a head", "b head", "c a"]));
    assert_eq!((first.added.len(), first.same, first.before, first.people), (4, 0, 0, 4));
    assert_eq!(codes(&first), [(None, "no_unit")]);
    let people = case.directory.people().clone();
    let ids =
        |it: Vec<&Arc<Person>>| -> Vec<String> { it.iter().map(|it| it.id.to_string()).collect() };
    assert_eq!(ids(people.reports_of(&id("head")).collect()), ["a", "b"]);
    assert_eq!(ids(people.managers_above(&id("c")).collect()), ["a", "head"]);
    assert_eq!(people.manager_of(&id("head")), None);

    let rows = lines(&["head", "b head", "c b", "d c"]);
    let staged = case.stage("two", &rows).unwrap();
    let Event::DirectoryStaged(staged) = &staged[0] else { panic!("{staged:?}") };
    assert_eq!(staged.same, [id("head"), id("b")], "what is as published is stored as its id");
    assert_eq!(staged.rows.iter().map(|it| it.row).collect::<Vec<_>>(), [3, 4]);
    let second = case.preview("two");
    assert_eq!(second.added, [id("d")]);
    assert_eq!(second.left, [id("a")]);
    let change = Change { person: id("c"), columns: vec![Column::Manager] };
    assert_eq!((second.changed.clone(), second.same), (vec![change], 2));
    case.publish("two").unwrap();
    assert_eq!(case.ids(), ["b", "c", "d", "head"]);
    assert_eq!(case.directory.number(), 2);
    assert_eq!(case.directory.imports().len(), 0);
    // Asked again, it changes nothing.
    assert_eq!(case.publish("two").unwrap(), []);
}

#[test]
fn whoever_is_not_in_the_next_import_has_left_and_may_come_back() {
    let mut case = Case::new();
    case.import("one", &lines(&["head", "a head", "b head"]));
    let before = case.at;
    case.import("two", &lines(&["head", "b head"]));
    let left = case.at;
    assert_eq!(case.directory.left_since(&id("a"), left), Some(left));
    assert_eq!(case.directory.left_since(&id("a"), before), None, "not then");
    assert_eq!(case.directory.left_since(&id("stranger"), left), None, "never was there");
    assert_eq!(case.directory.left(), 1);
    let back = case.import("three", &lines(&["head", "a head", "b head"]));
    assert!(codes(&back).contains(&(Some(2), "back")), "{back:?}");
    assert_eq!(case.directory.left_since(&id("a"), case.at), None);
    assert_eq!(case.directory.left_since(&id("a"), left), Some(left), "as it was then");
    assert_eq!(case.directory.left(), 0);
}

#[test]
fn everything_odd_is_told_with_its_row() {
    let mut case = Case::new();
    let preview = case.import(
        "one",
        &[
            json!({"id": "head", "unit": "Board"}),
            json!({"name": "Nobody"}),
            json!({"id": "a b", "name": "Nobody"}),
            json!({"id": "A", "manager": "gone", "unit": "Sales"}),
            json!({"id": "a", "manager": "gone", "unit": "Sales"}),
            json!({"id": "a", "manager": "head", "unit": "Service"}),
            json!({"id": "self", "manager": "self", "unit": "Sales", "part_of": "Market"}),
            json!({"id": "other-head", "unit": "Sales", "part_of": "Trade"}),
            json!({"id": "x", "manager": "Doe, J", "part_of": "Trade"}),
            json!({"id": "y", "manager": "z", "unit": "East", "part_of": "West"}),
            json!({"id": "z", "manager": "y", "unit": "West", "part_of": "East"}),
            json!({"id": "lost", "manager": "head", "name": "n".repeat(201)}),
        ],
    );
    assert_eq!(
        codes(&preview),
        [
            (None, "many_heads"),
            (None, "no_unit"),
            (None, "unit_disagreed"),
            (None, "unit_circle"),
            (Some(2), "no_id"),
            (Some(3), "bad_id"),
            (Some(4), "manager_missing"),
            (Some(5), "repeated"),
            (Some(6), "contradicted"),
            (Some(7), "own_manager"),
            (Some(9), "manager_not_an_id"),
            (Some(9), "unit_without_name"),
            (Some(10), "circle"),
            (Some(12), "too_long"),
        ]
    );
    let told = |code: &str| {
        preview.notes.iter().find(|it| it.trouble.code() == code).unwrap().trouble.clone()
    };
    assert_eq!(
        told("many_heads"),
        Trouble::ManyHeads { heads: vec![id("head"), id("other-head")] }
    );
    assert_eq!(told("repeated"), Trouble::Repeated { first: 4 });
    let columns = vec![Column::Unit, Column::Manager];
    assert_eq!(told("contradicted"), Trouble::Contradicted { first: 4, columns });
    assert_eq!(told("circle"), Trouble::Circle { members: vec![id("y"), id("z")] });
    let Trouble::UnitDisagreed(units) = told("unit_disagreed") else { panic!() };
    assert_eq!((units.unit.as_ref(), units.taken.as_ref()), ("Sales", "Market"));
    assert_eq!((preview.rows, preview.left_out, preview.people), (12, 4, 8));
    // Only rows without a usable id, and those that stand there already, are left out.
    assert_eq!(case.ids(), ["a", "head", "lost", "other-head", "self", "x", "y", "z"]);
    let people = case.directory.people();
    for it in ["a", "self", "x", "y", "z"] {
        assert_eq!(people.manager_of(&id(it)), None, "{it}");
    }
    assert_eq!(people.get(&id("a")).unwrap().manager, Some(id("gone")), "it is told all the same");
    assert_eq!(people.get(&id("a")).unwrap().unit.as_deref(), Some("Sales"), "the first counts");
    assert_eq!(people.people_in("Trade").len(), 1, "whoever has no unit belongs to the one above");
    assert_eq!(people.people_in("Market").len(), 3, "those of its parts too");
    assert!(people.unit("East").unwrap().part_of.is_none());
    // The same again changes nothing, though lines were cut.
    let again = case.import("two", &[json!({"id": "self", "manager": "self"})]);
    assert_eq!(again.changed[0].columns, [Column::Unit, Column::PartOf]);
}

#[test]
fn circles_of_every_length_are_cut_and_nobody_is_lost() {
    for length in 2..40_usize {
        let mut case = Case::new();
        let name = |it: usize| format!("p{it:02}");
        let mut rows: Vec<Value> = (0..length)
            .map(|it| json!({"id": name(it), "manager": name((it + 1) % length), "unit": "U"}))
            .collect();
        // Somebody below the circle, and somebody apart from it.
        rows.push(json!({"id": "tail", "manager": "p00", "unit": "U"}));
        rows.push(json!({"id": "head", "unit": "U"}));
        let preview = case.import("one", &rows);
        let members: Vec<PersonId> = (0..length).map(|it| id(&name(it))).collect();
        assert_eq!(preview.notes.len(), 1, "{length}");
        assert_eq!(preview.notes[0].trouble, Trouble::Circle { members: members.clone() });
        assert_eq!(preview.loose, members);
        let people = case.directory.people();
        assert_eq!(people.len(), length + 2);
        assert_eq!(people.managers_above(&id("tail")).count(), 1, "the lines end");
    }
}

#[test]
fn only_administrators_import_and_every_refusal_says_what_to_do() {
    let mut case = Case::new();
    let by_lead = case.ask("lead", &stage("one", None, &lines(&["head"])));
    assert_eq!(by_lead, Err(Refusal::AdminOnly { what: "import-directory" }));
    let absent = case.publish("one").unwrap_err();
    assert!(matches!(absent, Refusal::NotFound { what: Thing::Import, .. }), "{absent:?}");
    let many = vec![json!({"id": "a"}); ROWS_MAX + 1];
    let refused = case.stage("one", &many).unwrap_err();
    assert_eq!(refused, Refusal::TooManyRows { given: ROWS_MAX + 1, most: ROWS_MAX });

    case.stage("one", &lines(&["head", "a head"])).unwrap();
    // Sent again, because the answer was lost.
    let again = case.ask("admin", &stage("one", Some(1), &lines(&["head", "a head"])));
    assert_eq!(again, Ok(Vec::new()));
    let other = case.ask("admin", &stage("one", Some(1), &lines(&["head", "b head"])));
    assert_eq!(other, Err(Refusal::RowsNotNext { import: id("one"), given: 1, next: 3 }));
    let gap = case.ask("admin", &stage("one", Some(4), &lines(&["b head"])));
    assert_eq!(gap, Err(Refusal::RowsNotNext { import: id("one"), given: 4, next: 3 }));
    case.ask("admin", &stage("one", Some(3), &lines(&["b head"]))).unwrap();

    case.stage("late", &lines(&["head"])).unwrap();
    case.publish("one").unwrap();
    let late = Refusal::ImportOvertaken { import: id("late"), published: id("one") };
    assert_eq!(case.publish("late"), Err(late.clone()));
    assert_eq!(case.stage("late", &lines(&["a head"])), Err(late));
    case.ask("admin", &DirectoryCommand::Drop { import: id("late") }).unwrap();

    case.stage("small", &lines(&["head"])).unwrap();
    let leave = Refusal::ManyLeave { import: id("small"), left: 2, of: 3 };
    assert_eq!(case.publish("small"), Err(leave));
    case.ask("admin", &publish("small", true)).unwrap();

    case.stage("empty", &[json!({"name": "Nobody"})]).unwrap();
    assert!(codes(&case.preview("empty")).contains(&(None, "empty")));
    assert_eq!(case.publish("empty"), Err(Refusal::ImportEmpty { import: id("empty") }));
    for it in ["b", "c", "d"] {
        case.stage(it, &lines(&["head"])).unwrap();
    }
    let open = vec![id("b"), id("c"), id("d"), id("empty")];
    assert_eq!(case.stage("e", &lines(&["head"])), Err(Refusal::ImportsOpen { open }));
}

#[test]
fn a_third_may_leave_unasked_and_one_more_may_not() {
    for (stay, asked) in [(["head", "a head"].as_slice(), false), (&["head"], true)] {
        let mut case = Case::new();
        case.import("one", &lines(&["head", "a head", "b head"]));
        case.stage("two", &lines(stay)).unwrap();
        assert_eq!(case.preview("two").needs_confirmation(), asked);
        assert_eq!(case.publish("two").is_err(), asked);
    }
}

#[test]
fn where_lines_run_in_circles_everywhere_a_column_was_mistaken() {
    let mut case = Case::new();
    let rows: Vec<Value> = (0..=LOOSE_MAX)
        .map(|it| json!({"id": it.to_string(), "manager": it.to_string()}))
        .collect();
    for rows in rows.chunks(ROWS_MAX) {
        case.stage("one", rows).unwrap();
    }
    let refused = case.publish("one").unwrap_err();
    assert!(matches!(refused, Refusal::ImportUnfit { loose, .. } if loose == LOOSE_MAX + 1));
}

/// Rows as bad as they come, of few ids, so that they meet.
fn any_row() -> impl Strategy<Value = Value> {
    let name =
        |range: std::ops::Range<u8>| range.prop_map(|it| format!("{}", char::from(b'a' + it)));
    let id = prop_oneof![8 => name(0..12).prop_map(Some), 1 => Just(None), 1 => Just(Some("? ?".to_owned()))];
    let manager = prop_oneof![3 => name(0..14).prop_map(Some), 1 => Just(None)];
    let unit = proptest::option::of(name(0..4));
    let part_of = proptest::option::of(name(0..4));
    (id, manager, unit, part_of).prop_map(|(id, manager, unit, part_of)| {
        json!({"id": id, "manager": manager, "unit": unit, "part_of": part_of})
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is published is what was sent, but for rows without a usable id; whatever the order of calls, whatever was
    /// there before. What is kept of it reads back.
    #[test]
    fn what_is_published_is_what_was_sent(
        imports in proptest::collection::vec(
            (proptest::collection::vec(any_row(), 1..24), 1..6_usize),
            1..4,
        ),
    ) {
        let mut case = Case::new();
        for (number, (rows, size)) in imports.iter().enumerate() {
            let name = format!("import-{number}");
            for rows in rows.chunks(*size) {
                case.stage(&name, rows).unwrap();
            }
            let mut sent: BTreeMap<PersonId, Person> = BTreeMap::new();
            for it in rows {
                if let Some(person) = read_row(1, &row(it), &mut Vec::new()) {
                    sent.entry(person.id.clone()).or_insert(person);
                }
            }
            let before: BTreeMap<PersonId, Person> = case.directory.people().all().iter()
                .map(|it| (it.id.clone(), Person::clone(it))).collect();
            let preview = case.preview(&name);
            prop_assert_eq!(preview.people, sent.len());
            let added: Vec<_> = sent.keys().filter(|it| !before.contains_key(*it)).cloned().collect();
            let left: Vec<_> = before.keys().filter(|it| !sent.contains_key(*it)).cloned().collect();
            let same = sent.iter().filter(|(id, it)| before.get(*id) == Some(*it)).count();
            prop_assert_eq!(&preview.added, &added);
            prop_assert_eq!(&preview.left, &left);
            prop_assert_eq!(preview.same, same);
            prop_assert_eq!(preview.changed.len() + same + added.len(), sent.len());
            let done = case.ask("admin", &publish(&name, true));
            prop_assert_eq!(done.is_ok(), !sent.is_empty());
            if sent.is_empty() {
                case.ask("admin", &DirectoryCommand::Drop { import: id(&name) }).unwrap();
                continue;
            }
            let people = case.directory.people();
            let now: BTreeMap<PersonId, Person> =
                people.all().iter().map(|it| (it.id.clone(), Person::clone(it))).collect();
            prop_assert_eq!(&now, &sent);
            for (index, person) in people.all().iter().enumerate() {
                prop_assert!(people.managers_above(&person.id).count() <= people.len());
                let manager = people.manager_index(index);
                if let Some(manager) = manager {
                    prop_assert_eq!(Some(&people.all()[manager].id), person.manager.as_ref());
                    prop_assert!(people.report_indices(manager).any(|it| it == index));
                }
                // Only what is not there, or runs in a circle, does not count.
                let named = person.manager.as_ref().filter(|it| people.get(it).is_some());
                let loose = people.loose().contains(&person.id);
                prop_assert_eq!(manager.is_none(), named.is_none() || loose);
            }
            let counted: usize = people.units().iter().map(|it| it.people.len()).sum();
            let housed = sent.values().filter(|it| it.unit.is_some() || it.part_of.is_some()).count();
            prop_assert_eq!(counted, housed);
            for unit in people.units() {
                prop_assert!(people.units_within(unit).len() <= people.units().len());
            }
        }
        let kept = serde_json::to_string(&case.directory.to_keep()).unwrap();
        let kept: KeptDirectory = serde_json::from_str(&kept).unwrap();
        let again = kept.directory(case.directory.people().all().to_vec());
        prop_assert_eq!(again, case.directory);
    }
}
