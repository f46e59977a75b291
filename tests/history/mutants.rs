//! Correct histories, broken on purpose: what each breaks has to be found, and told of the call that it was done to.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]
#![allow(
    clippy::ptr_arg,
    reason = "all ways to break a history are of one type, and some add a call"
)]

use super::checker::{Broken, check};
use super::record::{Asked, Demand, Entry, Fact, Journal, Op, Outcome};
use super::simulate;
use crate::conduct::Chance;

/// Breaks a history. Answers words that have to be told of it, or nothing where the history has no place for it.
type Break = fn(&mut Chance, &mut Vec<Op>, &mut Journal) -> Option<Vec<String>>;

/// What is done to a history, what has to be found, and how it is done.
type Mutant = (&'static str, Broken, Break);

/// All of them.
pub(super) const MUTANTS: &[Mutant] = &[
    ("an acknowledged commit is gone", Broken::Lost, drop_one),
    ("a commit stands there twice", Broken::Doubled, double_one),
    ("two commits have changed places", Broken::Order, swap_two),
    ("an answer came before its effect could be", Broken::Order, answer_early),
    ("a read missed what had been answered", Broken::Stale, read_stale),
    ("a read saw what was asked for later", Broken::Order, read_ahead),
    ("a repeat was carried out anew, it says", Broken::Repeat, repeat_anew),
    ("a repeat was answered another version", Broken::WrongAnswer, repeat_elsewhere),
    ("what was refused was carried out", Broken::Unasked, refuse_done),
    ("a repeat was refused for what came later", Broken::Stale, refuse_repeat),
    ("a command took effect after its daemon's death", Broken::Order, outlive_daemon),
    ("a command was carried out at another version", Broken::NotAllowed, ignore_expected),
    ("a command was carried out against the rules", Broken::NotAllowed, ignore_demand),
    ("a commit that nobody asked for", Broken::Unasked, add_alien),
    ("a conflict with the version that was expected", Broken::WrongAnswer, conflict_with_none),
];

/// Those that satisfy, in an order by chance.
fn shuffled<T>(chance: &mut Chance, mut found: Vec<T>) -> Vec<T> {
    for at in (1..found.len()).rev() {
        found.swap(at, chance.below(at + 1));
    }
    found
}

/// The calls that were carried out and say so, by chance.
fn done(chance: &mut Chance, ops: &[Op], repeat: bool) -> Vec<usize> {
    let is = |op: &Op| matches!(op.outcome, Outcome::Done { replayed, .. } if replayed == repeat);
    shuffled(chance, (0..ops.len()).filter(|it| is(&ops[*it])).collect())
}

fn version(op: &Op) -> u64 {
    match op.outcome {
        Outcome::Done { version, .. } => version,
        _ => panic!("{op} has no version"),
    }
}

fn name(op: &Op) -> String {
    format!("client {}'s call {} ", op.client, op.number)
}

/// Two calls of one initiative, the first of which had ended before the second was asked.
fn apart(chance: &mut Chance, ops: &[Op]) -> Option<(usize, usize)> {
    let found = done(chance, ops, false);
    found.iter().find_map(|one| {
        let (a, id) = (&ops[*one], &ops[*one].asked.initiative);
        let later = |b: &&usize| ops[**b].asked.initiative == *id && a.returned < ops[**b].invoked;
        found.iter().find(later).map(|other| (*one, *other))
    })
}

fn entry_of(journal: &Journal, op: &Op) -> Option<Entry> {
    journal.entries.iter().find(|it| Some(it.mark.as_str()) == op.mark()).cloned()
}

fn drop_one(chance: &mut Chance, ops: &mut Vec<Op>, journal: &mut Journal) -> Option<Vec<String>> {
    let op = &ops[*done(chance, ops, false).first()?];
    let (id, version) = (op.asked.initiative.clone(), version(op));
    journal.entries.retain(|it| it.initiative != id || it.version != version);
    for it in journal.entries.iter_mut().filter(|it| it.initiative == id && it.version > version) {
        it.version -= 1;
    }
    Some(vec![name(op), "is not there".to_owned()])
}

fn double_one(chance: &mut Chance, _: &mut Vec<Op>, journal: &mut Journal) -> Option<Vec<String>> {
    let found = (0..journal.entries.len()).collect();
    let entry = journal.entries[*shuffled(chance, found).first()?].clone();
    let of_it = journal.entries.iter().filter(|it| it.initiative == entry.initiative);
    let version = of_it.map(|it| it.version).max()? + 1;
    let position = journal.entries.last()?.position + 1;
    let words = vec![format!("`{}` was carried out twice", entry.mark)];
    journal.entries.push(Entry { version, position, ..entry });
    Some(words)
}

/// In the journal and in all answers: only real time knows.
fn swap_two(chance: &mut Chance, ops: &mut Vec<Op>, journal: &mut Journal) -> Option<Vec<String>> {
    let (a, b) = (0..20).find_map(|_| {
        apart(chance, ops).filter(|(a, b)| asked_once(ops, *a) && asked_once(ops, *b))
    })?;
    let (a, b) = (ops[a].clone(), ops[b].clone());
    let words = vec![name(&a), name(&b), "had ended before it was asked".to_owned()];
    let (one, other) = (entry_of(journal, &a)?, entry_of(journal, &b)?);
    for (op, entry, of) in [(&a, &one, &other), (&b, &other, &one)] {
        let there = journal.entries.iter_mut().find(|it| it.position == entry.position).unwrap();
        (there.mark, there.at) = (of.mark.clone(), of.at.clone());
        let it = ops.iter_mut().find(|it| it.mark() == op.mark()).unwrap();
        (it.asked.expected, it.asked.demands) = (None, Vec::new());
        let Outcome::Done { version, says, .. } = &mut it.outcome else { return None };
        (*version, *says) = (of.version, Vec::new());
    }
    Some(words)
}

fn answer_early(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let (a, b) = apart(chance, ops)?;
    (ops[b].returned, ops[b].invoked) =
        (ops[a].invoked.checked_sub(1)?, ops[a].invoked.checked_sub(2)?);
    Some(vec![name(&ops[a]), name(&ops[b]), "had ended before it was asked".to_owned()])
}

/// A new call, beside the others.
fn read(like: &Op, version: u64, invoked: u64, returned: u64) -> Op {
    let initiative = like.asked.initiative.clone();
    let (mark, expected, demands) = (None, None, Vec::new());
    let asked = Asked { method: "read".to_owned(), initiative, mark, expected, demands };
    let outcome = Outcome::Read { version: Some(version), says: Vec::new() };
    Op { client: 999, number: 1, life: like.life, asked, invoked, returned, outcome }
}

fn read_stale(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let op = ops[*done(chance, ops, false).first()?].clone();
    ops.push(read(&op, version(&op).checked_sub(1)?, op.returned + 1, op.returned + 2));
    Some(vec!["client 999's call 1 ".to_owned(), "had ended before it was asked".to_owned()])
}

fn read_ahead(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let op = ops[*done(chance, ops, false).first()?].clone();
    let before = op.invoked.checked_sub(2)?;
    ops.push(read(&op, version(&op), before, before + 1));
    Some(vec![name(&op), "client 999's call 1 ".to_owned()])
}

fn repeat_anew(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let found = done(chance, ops, true);
    let answered = |it: &&usize| {
        let same = |op: &&Op| op.mark() == ops[**it].mark();
        let first = |op: &Op| matches!(op.outcome, Outcome::Done { replayed: false, .. });
        ops.iter().filter(same).any(first)
    };
    let at = *found.iter().find(answered)?;
    let Outcome::Done { replayed, .. } = &mut ops[at].outcome else { return None };
    *replayed = false;
    Some(vec![name(&ops[at]), "both say that they were carried out now".to_owned()])
}

fn repeat_elsewhere(
    chance: &mut Chance,
    ops: &mut Vec<Op>,
    _: &mut Journal,
) -> Option<Vec<String>> {
    let at = *done(chance, ops, true).first()?;
    let Outcome::Done { version, .. } = &mut ops[at].outcome else { return None };
    *version += 1;
    let there = format!("it is version {} there", *version - 1);
    Some(vec![name(&ops[at]), there])
}

fn asked_once(ops: &[Op], at: usize) -> bool {
    ops.iter().filter(|it| it.mark() == ops[at].mark()).count() == 1
}

fn refuse_done(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let at = done(chance, ops, false).into_iter().find(|it| asked_once(ops, *it))?;
    ops[at].outcome = Outcome::Refused { version: None, says: Vec::new() };
    Some(vec![name(&ops[at]), "was not carried out".to_owned()])
}

/// As when keys are forgotten: a command that was carried out is decided a second time.
fn refuse_repeat(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let found = done(chance, ops, true);
    let late = |it: &usize| {
        let same = |op: &&Op| op.mark() == ops[*it].mark();
        ops.iter().filter(same).any(|op| {
            let first = matches!(op.outcome, Outcome::Done { replayed: false, .. });
            first && op.returned < ops[*it].invoked
        })
    };
    let at = found.into_iter().find(late)?;
    ops[at].outcome = Outcome::Refused { version: None, says: Vec::new() };
    Some(vec![name(&ops[at]), "had ended before it was asked".to_owned()])
}

fn outlive_daemon(
    chance: &mut Chance,
    ops: &mut Vec<Op>,
    journal: &mut Journal,
) -> Option<Vec<String>> {
    let found = (0..ops.len()).filter(|it| {
        let there = |entry: &Entry| Some(entry.mark.as_str()) == ops[*it].mark();
        matches!(ops[*it].outcome, Outcome::Unknown)
            && asked_once(ops, *it)
            && journal.entries.iter().any(there)
    });
    for at in shuffled(chance, found.collect()) {
        let entry = entry_of(journal, &ops[at])?;
        // Something that was asked for later and stands before it.
        let earlier = done(chance, ops, false).into_iter().find(|it| {
            let op = &ops[*it];
            op.asked.initiative == entry.initiative
                && version(op) < entry.version
                && op.invoked > ops[at].invoked + 1
        });
        if let Some(earlier) = earlier {
            ops[at].returned = ops[earlier].invoked - 1;
            return Some(vec![name(&ops[at]), "by a daemon dead at".to_owned()]);
        }
    }
    None
}

fn ignore_expected(chance: &mut Chance, ops: &mut Vec<Op>, _: &mut Journal) -> Option<Vec<String>> {
    let at = *done(chance, ops, false).first()?;
    let version = version(&ops[at]);
    ops[at].asked.expected = Some(version);
    Some(vec![name(&ops[at]), format!("at version {version} only")])
}

fn ignore_demand(
    chance: &mut Chance,
    ops: &mut Vec<Op>,
    journal: &mut Journal,
) -> Option<Vec<String>> {
    let at = *done(chance, ops, false).first()?;
    let version = version(&ops[at]);
    let names = journal.facts.keys().filter(|(id, _)| *id == ops[at].asked.initiative);
    let name_of_fact = names.map(|(_, name)| name.clone()).next()?;
    let was =
        journal.value(&ops[at].asked.initiative, &name_of_fact, version.checked_sub(1)?).to_owned();
    let fact = Fact::new(name_of_fact, was);
    ops[at].asked.demands = vec![Demand { fact, holds: false }];
    Some(vec![name(&ops[at]), "but that takes not".to_owned()])
}

fn add_alien(_: &mut Chance, ops: &mut Vec<Op>, journal: &mut Journal) -> Option<Vec<String>> {
    let id = ops.first()?.asked.initiative.clone();
    let of_it = journal.entries.iter().filter(|it| it.initiative == id);
    let version = of_it.map(|it| it.version).max()? + 1;
    let position = journal.entries.last()?.position + 1;
    let (mark, at) = ("alien".to_owned(), String::new());
    journal.entries.push(Entry { position, initiative: id, version, mark, at });
    Some(vec!["`alien`, which nobody asked for".to_owned()])
}

fn conflict_with_none(
    chance: &mut Chance,
    ops: &mut Vec<Op>,
    _: &mut Journal,
) -> Option<Vec<String>> {
    let found = (0..ops.len()).filter_map(|it| match &ops[it].outcome {
        Outcome::Refused { version: Some(version), .. } => Some((it, *version)),
        _ => None,
    });
    let (at, version) = *shuffled(chance, found.collect()).first()?;
    ops[at].asked.expected = Some(version);
    Some(vec![name(&ops[at]), "which is the version that it expected".to_owned()])
}

/// Breaks copies of a correct history in these ways. Answers which of them had a place there, and were found then.
pub(super) fn bite(
    chance: &mut Chance,
    ways: &[Mutant],
    ops: &[Op],
    journal: &Journal,
) -> Vec<bool> {
    let one = |(what, broken, make): &Mutant| {
        let (mut ops, mut journal) = (ops.to_vec(), journal.clone());
        let Some(words) = make(chance, &mut ops, &mut journal) else { return false };
        let found = check(&ops, &journal);
        let told = found
            .iter()
            .any(|it| it.broken == *broken && words.iter().all(|w| it.text.contains(w)));
        let first: Vec<_> = found.iter().take(5).collect();
        assert!(told, "{what}: {words:?} is not told; found {}: {first:#?}", found.len());
        true
    };
    ways.iter().map(one).collect()
}

/// Changes something, whether it matters or not.
pub(super) fn anything(chance: &mut Chance, ops: &mut Vec<Op>, journal: &mut Journal) {
    let at = chance.below(ops.len());
    let kind = chance.below(9);
    let op = &mut ops[at];
    match kind {
        0 => shift(chance, &mut op.invoked, &mut op.returned),
        1 => op.outcome = Outcome::Unknown,
        2 => op.outcome = Outcome::TurnedAway,
        3 | 4 => match &mut op.outcome {
            Outcome::Done { replayed, .. } if kind == 3 => *replayed = !*replayed,
            Outcome::Done { version, .. }
            | Outcome::Refused { version: Some(version), .. }
            | Outcome::Read { version: Some(version), .. } => {
                *version = (*version + 1).saturating_sub(2 * u64::from(chance.one_in(2)));
            }
            _ => {}
        },
        5 => {
            let found = journal.entries.iter().find(|it| Some(it.mark.as_str()) == op.mark());
            if let Some(Entry { version, at, .. }) = found {
                let (version, at, replayed) = (*version, at.clone(), chance.one_in(2));
                op.returned = op.returned.min(op.invoked + 100);
                op.outcome = Outcome::Done { version, at, replayed, says: Vec::new() };
            }
        }
        6 if !journal.entries.is_empty() => {
            let gone = journal.entries.remove(chance.below(journal.entries.len()));
            let later =
                |it: &&mut Entry| it.initiative == gone.initiative && it.version > gone.version;
            journal.entries.iter_mut().filter(later).for_each(|it| it.version -= 1);
        }
        7 if journal.entries.len() > 1 => {
            let one = chance.below(journal.entries.len() - 1);
            let (mark, when) = (journal.entries[one].mark.clone(), journal.entries[one].at.clone());
            let next = &mut journal.entries[one + 1];
            let (next_mark, next_at) =
                (std::mem::replace(&mut next.mark, mark), std::mem::replace(&mut next.at, when));
            (journal.entries[one].mark, journal.entries[one].at) = (next_mark, next_at);
        }
        _ => {
            let (_, _, make) = chance.of(MUTANTS);
            make(chance, ops, journal);
        }
    }
    simulate::fold(journal);
}

fn shift(chance: &mut Chance, invoked: &mut u64, returned: &mut u64) {
    let by = u64::try_from(chance.below(400)).unwrap();
    let sooner = chance.one_in(2);
    let moved = |time: u64| match sooner {
        true => time.saturating_sub(by),
        false => time.saturating_add(by),
    };
    (*invoked, *returned) = (moved(*invoked), moved(*returned));
}

#[test]
fn a_correct_history_is_found_correct_and_a_broken_one_is_not() {
    let mut chance = Chance::seeded(20_261_123);
    let mut bitten = vec![0; MUTANTS.len()];
    for round in 0..40 {
        let (ops, journal) = simulate::history(&mut chance, 300);
        let found = check(&ops, &journal);
        assert!(found.is_empty(), "round {round}: {found:#?}");
        for (count, bit) in bitten.iter_mut().zip(bite(&mut chance, MUTANTS, &ops, &journal)) {
            *count += usize::from(bit);
        }
    }
    for ((what, ..), count) in MUTANTS.iter().zip(bitten) {
        assert!(count >= 10, "{what}: tried {count} times only");
    }
}
