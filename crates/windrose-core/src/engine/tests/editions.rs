//! Looking back at the directory: what is kept of earlier editions is what folding them makes, and is enough.

use super::*;
use crate::rules::directory::{Directory, DirectoryCommand, Row};

/// How many editions there are.
const EDITIONS: u32 = 24;

/// The people of an edition: some change each time, some leave and come back, and at times two report to one another.
fn rows(edition: u32) -> Vec<Row> {
    let person = |number: u32| {
        let changed = number % EDITIONS <= edition && number.is_multiple_of(7);
        let circle = edition % 5 == 2 && number < 2;
        let manager = if circle { 1 - number } else { number / 10 };
        Row {
            id: Some(format!("p{number}")),
            manager: (number > 0 || circle).then(|| format!("p{manager}")),
            unit: Some(if changed { "Sales" } else { "Works" }.to_owned()),
            // Rows disagree about what a unit is part of.
            part_of: Some(if number % 3 == edition % 3 { "Market" } else { "Plant" }.to_owned())
                .filter(|_| number < 3),
            ..Row::default()
        }
    };
    (0..700).filter(|it| it % 50 != edition % 9 + 3).map(person).collect()
}

fn publish(engine: &Engine, clock: &ScriptedClock, edition: u32) -> Arc<Directory> {
    clock.set(clock.now() + jiff::SignedDuration::from_hours(24));
    let ask = |command| {
        engine.submit_blocking(Request::new(Actor::System, Command::Directory(command))).unwrap();
    };
    // One that is overtaken each time.
    let open: crate::rules::ids::ImportId = "open".parse().unwrap();
    if edition > 1 {
        ask(DirectoryCommand::Drop { import: open.clone() });
    }
    let few = rows(edition).into_iter().take(3).collect();
    ask(DirectoryCommand::Stage { import: open, first_row: None, rows: few });
    let import: crate::rules::ids::ImportId = format!("import-{edition}").parse().unwrap();
    ask(DirectoryCommand::Stage { import: import.clone(), first_row: None, rows: rows(edition) });
    ask(DirectoryCommand::Publish { import, confirm: true });
    engine.directory()
}

/// A journal with all editions, and what each of them was. After those for which `keeps` says so it is kept, as the keeper
/// does every second.
fn published(keeps: impl Fn(u32) -> bool) -> (Arc<Faulty>, Vec<Arc<Directory>>) {
    let (journal, clock) = (Faulty::new(), Arc::new(ScriptedClock::at(start())));
    let engine = open_on(journal.clone(), clock.clone());
    let mut last = engine.directory();
    let mut all = Vec::new();
    for edition in 1..=EDITIONS {
        all.push(publish(&engine, &clock, edition));
        if keeps(edition) {
            engine.shared.keep_edition(&mut last);
        }
    }
    engine.stop();
    (journal, all)
}

/// Starts, and looks back to each edition; answers how many commits were read for each.
fn look_back(journal: &Arc<Faulty>, all: &[Arc<Directory>]) -> Vec<usize> {
    let engine = open_on(journal.clone(), Arc::new(ScriptedClock::at(start())));
    let mut read = Vec::new();
    for was in all {
        let edition = was.edition.as_ref().unwrap();
        journal.read();
        let now = engine.directory();
        let it = engine.shared.directory_at(now.clone(), edition.at).unwrap();
        read.push(journal.read().1);
        assert_eq!(it.edition, was.edition);
        assert!(it.people() == was.people(), "the people of edition {}", edition.number);
        assert_eq!(it.left(), was.left());
        for person in now.people().all().iter().chain(was.people().all()) {
            let (id, at) = (&person.id, edition.at);
            assert_eq!(it.left_since(id, at), was.left_since(id, at), "{id} in {}", edition.number);
        }
        // A moment before it the one before it was there.
        let before = edition.at - jiff::SignedDuration::from_millis(1);
        let earlier = engine.shared.directory_at(now, before).unwrap();
        assert_eq!(earlier.number(), edition.number - 1);
    }
    read
}

/// How many people have to be read for each edition, by what is kept.
fn to_be_read(journal: &Faulty) -> Vec<u64> {
    let found = journal.derived_scan(b"e", b"e\0", 1).unwrap();
    let index: Value = serde_json::from_slice(&found[0].1).unwrap();
    let entry = |number: u32| &index["editions"][number.to_string()];
    let chain = |number: u32| {
        let mut sum = 0;
        for number in (1..=number).rev() {
            sum += entry(number)["people"].as_u64().unwrap();
            if entry(number)["whole"] == true {
                break;
            }
        }
        sum
    };
    (1..=EDITIONS).filter(|it| entry(*it).is_object()).map(chain).collect()
}

#[test]
fn earlier_editions_are_kept_as_they_were_and_nothing_is_folded() {
    let (journal, all) = published(|_| true);
    assert!(all.iter().any(|it| !it.people().loose().is_empty()), "lines in a circle");
    assert!(all.iter().any(|it| it.left() > 0), "and people who left");
    assert_eq!(look_back(&journal, &all), vec![0; all.len()], "no commit is read for any of them");
    let read = to_be_read(&journal);
    assert_eq!(read.len(), all.len());
    let most = all[0].people().len() as u64 * 3 / 2;
    assert!(read.iter().all(|it| *it <= most), "{read:?} of at most {most}");
    assert!(read[1] > read[0], "of the second only what changed: {read:?}");
}

#[test]
fn what_was_never_kept_is_folded_once() {
    // Nobody kept any of them, as after another build; or some, as when two are published within a second.
    for keeps in [|_| false, |edition: u32| matches!(edition, 7 | 8 | 12 | 13 | 20)] {
        let (journal, all) = published(keeps);
        let read = look_back(&journal, &all);
        assert!(read.iter().any(|it| *it > 0), "{read:?}");
        // Most are read when the next edition is looked for, at the latest.
        assert_eq!(look_back(&journal, &all), vec![0; all.len()], "then they are kept");
    }
}

#[test]
fn a_value_that_is_gone_or_of_another_build_costs_a_folding() {
    let (journal, all) = published(|_| true);
    let other = |build: &[u8]| {
        let (key, text) = journal.derived_scan(b"e", b"e\0", 1).unwrap().pop().unwrap();
        let text = String::from_utf8(text).unwrap();
        let text = text.replace(super::super::BUILD, std::str::from_utf8(build).unwrap());
        vec![(key, Some(text.into_bytes()))]
    };
    let part = |number: u32| format!("e/{number:08x}/0000").into_bytes();
    let swapped = journal.derived_scan(&part(3), b"e/00000003/0001", 1).unwrap().pop().unwrap();
    for values in [
        vec![(b"e".to_vec(), None)],
        vec![(part(5), None)],
        vec![(part(1), None), (b"e/00000009".to_vec(), None)],
        vec![(part(4), Some(swapped.1))],
        other(b"another"),
    ] {
        journal.derived_put(values).unwrap();
        assert!(look_back(&journal, &all).iter().any(|it| *it > 0));
        assert_eq!(look_back(&journal, &all), vec![0; all.len()]);
    }
}
