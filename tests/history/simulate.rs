//! Histories of a daemon that does everything right, without a daemon: one call after another takes effect at once, and
//! its client learns of it some time later.

use super::record::{Asked, Demand, Entry, Fact, Journal, NEVER, Op, Outcome, Time};
use crate::conduct::Chance;

/// Two, so that one can be ahead of the other.
const INITIATIVES: [&str; 2] = ["one", "two"];

/// The one fact: which command was carried out last.
pub(super) const LAST: &str = "last";

/// What the commits add up to.
pub(super) fn fold(journal: &mut Journal) {
    journal.facts.clear();
    for Entry { initiative, version, mark, .. } in journal.entries.clone() {
        journal.note(&initiative, version, Fact::new(LAST, mark));
    }
}

/// Was a command asked for in both lives of the daemon, without an answer either time?
pub(super) fn lives_apart(ops: &[Op]) -> bool {
    let unanswered = |op: &&Op| matches!(op.outcome, Outcome::Unknown) && op.mark().is_some();
    ops.iter().filter(unanswered).any(|one| {
        ops.iter()
            .filter(unanswered)
            .any(|other| one.mark() == other.mark() && one.returned < other.invoked)
    })
}

/// Everything that happens in a history, and chance.
struct Simulation<'a> {
    chance: &'a mut Chance,
    ops: Vec<Op>,
    journal: Journal,
    /// Commands that may be repeated.
    asked: Vec<Asked>,
}

/// So many calls. The daemon dies in the middle and is started again; calls that were under way are not answered.
pub(super) fn history(chance: &mut Chance, calls: usize) -> (Vec<Op>, Journal) {
    let mut it =
        Simulation { chance, ops: Vec::new(), journal: Journal::default(), asked: Vec::new() };
    let death = Time::try_from(calls / 2).unwrap() * 100 + 50;
    for call in 1..=calls {
        it.call(Time::try_from(call).unwrap() * 100, death);
    }
    (it.ops, it.journal)
}

impl Simulation<'_> {
    fn version(&self, initiative: &str) -> u64 {
        let of_it = self.journal.entries.iter().filter(|it| it.initiative == initiative);
        u64::try_from(of_it.count()).unwrap()
    }

    /// A call that takes effect at this time.
    fn call(&mut self, now: Time, death: Time) {
        let initiative = *self.chance.of(&INITIATIVES);
        let version = self.version(initiative);
        let last = self.journal.value(initiative, LAST, version).to_owned();
        let read = Asked {
            method: "read".to_owned(),
            initiative: initiative.to_owned(),
            mark: None,
            expected: None,
            demands: Vec::new(),
        };
        let says = vec![Fact::new(LAST, &last)];
        let (asked, outcome) = match self.chance.below(8) {
            0 => (read, Outcome::Read { version: Some(version), says }),
            1 => (read, Outcome::Read { version: None, says }),
            2 if !self.asked.is_empty() => {
                let asked = self.chance.of(&self.asked).clone();
                let outcome = self.write(&asked, now);
                (asked, outcome)
            }
            kind => {
                let mut asked =
                    Asked { method: "write".into(), mark: Some(format!("m{now}")), ..read };
                // What was so at some time before, and may be so no more.
                let (seen, fact) = (version.saturating_sub(u64::from(kind == 4)), LAST);
                let value = self.journal.value(initiative, fact, seen).to_owned();
                match kind {
                    3 | 4 if self.chance.one_in(2) => asked.expected = Some(seen),
                    3 | 4 => {
                        let holds = self.chance.one_in(2);
                        asked.demands = vec![Demand { fact: Fact::new(fact, value), holds }];
                    }
                    _ => {}
                }
                self.asked.push(asked.clone());
                let outcome = self.write(&asked, now);
                (asked, outcome)
            }
        };
        self.answer(now, death, asked, outcome);
    }

    /// Carries a command out, as the engine does.
    fn write(&mut self, asked: &Asked, now: Time) -> Outcome {
        let mark = asked.mark.clone().unwrap();
        if let Some(found) = self.journal.entries.iter().find(|it| it.mark == mark) {
            let (version, at) = (found.version, found.at.clone());
            return Outcome::Done { version, at, replayed: true, says: Vec::new() };
        }
        let (initiative, version) = (&asked.initiative, self.version(&asked.initiative));
        if asked.expected.is_some_and(|it| it != version) {
            return Outcome::Refused { version: Some(version), says: Vec::new() };
        }
        let last = self.journal.value(initiative, LAST, version).to_owned();
        if asked.demands.iter().any(|it| (it.fact.value == last) != it.holds) {
            return Outcome::Refused { version: None, says: vec![Fact::new(LAST, last)] };
        }
        let (version, at) = (version + 1, now.to_string());
        let position = u64::try_from(self.journal.entries.len()).unwrap() + 1;
        let initiative = initiative.clone();
        self.journal.note(&initiative, version, Fact::new(LAST, &mark));
        let entry = Entry { position, initiative, version, mark: mark.clone(), at: at.clone() };
        self.journal.entries.push(entry);
        let says = vec![Fact::new(LAST, mark)];
        Outcome::Done { version, at, replayed: false, says }
    }

    /// The client asked some time before, and learns of it some time after, or never.
    fn answer(&mut self, now: Time, death: Time, asked: Asked, outcome: Outcome) {
        let mut some_time = || Time::try_from(self.chance.below(250)).unwrap();
        let (mut invoked, mut returned) = (now.saturating_sub(some_time()), now + some_time());
        let life = usize::from(now > death);
        if life > 0 {
            invoked = invoked.max(death + 1);
        }
        let cut_off = life == 0 && returned >= death;
        let outcome = if cut_off || self.chance.one_in(6) {
            returned = if life == 0 { death } else { NEVER };
            Outcome::Unknown
        } else {
            outcome
        };
        let number = self.ops.len();
        self.ops.push(Op { client: number % 3, number, life, asked, invoked, returned, outcome });
    }
}
