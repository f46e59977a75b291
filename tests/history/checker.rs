//! Is a history linearizable, initiative by initiative? Every command that was answered took effect once, where the
//! answer says, in an order that agrees with real time; whatever was read or refused agrees with that order.
//!
//! The order need not be searched for: each effect has a version. What is left is to hold the answers against the
//! journal, and the versions against time ([`super::sweep`]). In the order of ranks, the command that makes version `v`
//! stands at `2v`, and whoever finds the initiative at version `v` stands at `2v + 1`.
//!
//! One thing is judged a little too mildly: of a command that was asked for several times and of which no answer says
//! which time it was carried out, only the first asking and the death of the last daemon asked bound its effect.

use std::collections::BTreeMap;

use super::record::{Demand, Entry, Journal, Op, Outcome};
use super::sweep::{Clash, Item, sweep};

/// Which promise was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Broken {
    /// The journal is none: versions with gaps, positions that fall.
    Journal,
    /// What was answered is not there.
    Lost,
    /// It is there twice.
    Doubled,
    /// It is there, and nobody asked for it, or whoever did was told that it was not done.
    Unasked,
    /// The answer is not what the journal says.
    WrongAnswer,
    /// A rule was broken: the state did not allow it.
    NotAllowed,
    /// A repeat was carried out as if it were none, or answered as a repeat of nothing.
    Repeat,
    /// Commands took effect in an order that contradicts real time.
    Order,
    /// What was read or refused had been so, or was to be so, but was not then.
    Stale,
}

/// A promise that was broken, told in plain words.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) broken: Broken,
    pub(super) text: String,
}

/// Everything that is wrong with a history.
pub(super) fn check(ops: &[Op], journal: &Journal) -> Vec<Finding> {
    let mut check = Check { ops, journal, ..Check::default() };
    check.read_journal();
    if check.findings.iter().any(|it| it.broken == Broken::Journal) {
        return check.findings;
    }
    check.group_by_mark();
    ops.iter().for_each(|op| check.answer(op));
    check.find_effects();
    check.order();
    check.findings
}

const NOTHING: &Journal = &Journal { entries: Vec::new(), facts: BTreeMap::new() };

struct Check<'a> {
    ops: &'a [Op],
    journal: &'a Journal,
    /// By initiative and version.
    entries: BTreeMap<(&'a str, u64), &'a Entry>,
    /// Where each mark stands.
    marked: BTreeMap<&'a str, &'a Entry>,
    /// All calls that ask for one command.
    calls: BTreeMap<&'a str, Vec<&'a Op>>,
    /// Each effect, with the call that it may be asked by first and the end of when it can have been.
    effects: Vec<(&'a Entry, &'a Op, u64)>,
    findings: Vec<Finding>,
}

impl Default for Check<'_> {
    fn default() -> Self {
        Self {
            ops: &[],
            journal: NOTHING,
            entries: BTreeMap::new(),
            marked: BTreeMap::new(),
            calls: BTreeMap::new(),
            effects: Vec::new(),
            findings: Vec::new(),
        }
    }
}

impl<'a> Check<'a> {
    fn broken(&mut self, broken: Broken, text: String) {
        self.findings.push(Finding { broken, text });
    }

    fn last(&self, initiative: &str) -> u64 {
        let of_it = self.entries.range((initiative, 0)..=(initiative, u64::MAX));
        of_it.last().map_or(0, |((_, version), _)| *version)
    }

    fn read_journal(&mut self) {
        let mut versions: BTreeMap<&str, u64> = BTreeMap::new();
        let mut position = 0;
        for entry in &self.journal.entries {
            let Entry { initiative, version, mark, .. } = entry;
            let last = versions.entry(initiative).or_default();
            if *version != *last + 1 || entry.position <= position {
                let text = format!(
                    "{initiative} has version {version} at position {}, after version {last} and position {position}",
                    entry.position
                );
                self.broken(Broken::Journal, text);
            }
            versions.insert(initiative, *version);
            position = entry.position;
            self.entries.insert((initiative, *version), entry);
            if let Some(first) = self.marked.insert(mark, entry) {
                let text = format!(
                    "`{mark}` was carried out twice: it is version {} of {} and version {version} of {initiative}",
                    first.version, first.initiative
                );
                self.broken(Broken::Doubled, text);
                // The first is the one that repeats refer to.
                self.marked.insert(mark, first);
            }
        }
    }

    fn group_by_mark(&mut self) {
        for op in self.ops {
            if let Some(mark) = op.mark() {
                self.calls.entry(mark).or_default().push(op);
            }
        }
        for entry in &self.journal.entries {
            if !self.calls.contains_key(entry.mark.as_str()) {
                let Entry { initiative, version, mark, .. } = entry;
                let text = format!(
                    "version {version} of {initiative} is `{mark}`, which nobody asked for"
                );
                self.broken(Broken::Unasked, text);
            }
        }
    }

    /// Holds one answer against the journal.
    fn answer(&mut self, op: &'a Op) {
        let initiative = op.asked.initiative.as_str();
        match &op.outcome {
            Outcome::Done { version, at, says, .. } => {
                let there = self.entries.get(&(initiative, *version)).copied();
                let Some(entry) = there.filter(|it| Some(it.mark.as_str()) == op.mark()) else {
                    let found = op.mark().and_then(|it| self.marked.get(it));
                    let (broken, but) = match (found, there) {
                        (Some(found), _) => {
                            (Broken::WrongAnswer, format!("it is version {} there", found.version))
                        }
                        (None, Some(other)) => {
                            let other = &other.mark;
                            (Broken::Lost, format!("it is not there; that version is `{other}`"))
                        }
                        (None, None) => {
                            let last = self.last(initiative);
                            let ends = format!("{initiative} ends at version {last}");
                            (Broken::Lost, format!("it is not there; {ends}"))
                        }
                    };
                    return self.broken(broken, format!("{op}, but {but}"));
                };
                if entry.at != *at {
                    let text = format!("{op} at {at}, but it was carried out at {}", entry.at);
                    self.broken(Broken::WrongAnswer, text);
                }
                self.says(op, *version, says, Broken::WrongAnswer);
            }
            Outcome::Refused { version, says } | Outcome::Read { version, says } => {
                let Some(version) = *version else { return };
                let last = self.last(initiative);
                if version > last {
                    let text = format!("{op}, but {initiative} ends at version {last}");
                    return self.broken(Broken::Stale, text);
                }
                if op.asked.expected == Some(version)
                    && matches!(op.outcome, Outcome::Refused { .. })
                {
                    let text = format!("{op}, which is the version that it expected");
                    self.broken(Broken::WrongAnswer, text);
                }
                self.says(op, version, says, Broken::Stale);
            }
            Outcome::Strange(_) => self.broken(Broken::WrongAnswer, format!("{op}")),
            Outcome::TurnedAway | Outcome::Unknown => {}
        }
    }

    /// Did the state just before allow it? Answers why not.
    fn not_allowed(&self, op: &Op, version: u64) -> Option<String> {
        let before = version - 1;
        if let Some(expected) = op.asked.expected.filter(|it| *it != before) {
            return Some(format!(
                "{op} became version {version}, but it was to be done at version {expected} only"
            ));
        }
        op.asked.demands.iter().find_map(|Demand { fact, holds }| {
            let was = self.journal.value(&op.asked.initiative, &fact.name, before);
            let not = if *holds { "" } else { " not" };
            ((was == fact.value) != *holds).then(|| {
                format!(
                    "{op} became version {version}, but that takes{not} {fact}, and before it was `{was}`"
                )
            })
        })
    }

    fn says(&mut self, op: &Op, version: u64, says: &[super::record::Fact], broken: Broken) {
        for fact in says {
            let is = self.journal.value(&op.asked.initiative, &fact.name, version);
            if is != fact.value {
                let text = format!("{op} says {fact}, but at version {version} it was `{is}`");
                self.broken(broken, text);
            }
        }
    }

    /// Finds out which calls can have made each commit.
    fn find_effects(&mut self) {
        for (mark, calls) in std::mem::take(&mut self.calls) {
            let entry = self.marked.get(mark).copied();
            let firsts: Vec<&Op> = calls
                .iter()
                .copied()
                .filter(|it| matches!(it.outcome, Outcome::Done { replayed: false, .. }))
                .collect();
            if let [first, second, ..] = firsts[..] {
                let text = format!("{first} and {second} both say that they were carried out now");
                self.broken(Broken::Repeat, text);
            }
            let Some(entry) = entry else { continue };
            let elsewhere = |it: &&&Op| it.asked.initiative != entry.initiative;
            if let Some(elsewhere) = calls.iter().find(elsewhere) {
                let text = format!("`{mark}` was carried out in {}: {elsewhere}", entry.initiative);
                self.broken(Broken::Unasked, text);
            }
            let unknown =
                || calls.iter().copied().filter(|it| matches!(it.outcome, Outcome::Unknown));
            let answered =
                calls.iter().find(|it| matches!(it.outcome, Outcome::Done { replayed: true, .. }));
            let by = firsts.first().copied().or_else(|| unknown().min_by_key(|it| it.invoked));
            match (by, answered) {
                (Some(by), _) => {
                    let by_one = firsts.first().map(|it| vec![*it]);
                    let by_any = by_one.unwrap_or_else(|| unknown().collect());
                    let whys = by_any.iter().map(|it| self.not_allowed(it, entry.version));
                    if let Some(why) = whys.reduce(|one, other| one.and(other)).flatten() {
                        self.broken(Broken::NotAllowed, why);
                    }
                    let last = unknown().map(|it| it.returned).max();
                    let until = if firsts.is_empty() { last } else { None };
                    self.effects.push((entry, by, until.unwrap_or(by.returned)));
                }
                (None, Some(answered)) => {
                    let text = format!("{answered}, but nobody else can have asked for it");
                    self.broken(Broken::Repeat, text);
                }
                (None, None) => {
                    let text = format!(
                        "version {} of {} is `{mark}`, though {} was not carried out",
                        entry.version, entry.initiative, calls[0]
                    );
                    self.broken(Broken::Unasked, text);
                }
            }
        }
    }

    /// Holds versions and positions against real time.
    fn order(&mut self) {
        let mut by_initiative: BTreeMap<&str, Vec<Item<'a, Op>>> = BTreeMap::new();
        for &(entry, who, returned) in &self.effects {
            let ranks = vec![(2 * entry.version, 2 * entry.version)];
            let item = Item { who, invoked: who.invoked, returned, ranks };
            by_initiative.entry(&entry.initiative).or_default().push(item);
        }
        for who in self.ops {
            let Some(ranks) = self.ranks(who) else { continue };
            let item = Item { who, invoked: who.invoked, returned: who.returned, ranks };
            by_initiative.entry(&who.asked.initiative).or_default().push(item);
        }
        for (initiative, items) in by_initiative {
            for clash in sweep(items) {
                self.clash(initiative, &clash);
            }
        }
        let mut items: Vec<Item<'a, Op>> = Vec::new();
        for &(entry, who, returned) in &self.effects {
            let ranks = vec![(2 * entry.position, 2 * entry.position)];
            items.push(Item { who, invoked: who.invoked, returned, ranks });
        }
        for who in self.ops {
            let Outcome::Done { replayed: true, .. } = who.outcome else { continue };
            let Some(entry) = who.mark().and_then(|it| self.marked.get(it)) else { continue };
            let ranks = vec![(2 * entry.position + 1, u64::MAX)];
            items.push(Item { who, invoked: who.invoked, returned: who.returned, ranks });
        }
        for clash in sweep(items) {
            let Clash { who, after: Some(after) } = clash else { continue };
            let text = format!(
                "{who} stands before {after} in the journal, though that had ended before it was asked"
            );
            self.broken(Broken::Order, text);
        }
    }

    /// Where a call that has no effect of its own may stand, if it says anything about that.
    fn ranks(&self, op: &Op) -> Option<Vec<(u64, u64)>> {
        let (version, says) = match &op.outcome {
            // Any time after it was carried out; when it was, is a matter of the call that did it.
            Outcome::Done { version, replayed: true, .. } => {
                return Some(vec![(2 * version + 1, u64::MAX)]);
            }
            Outcome::Refused { version, says } | Outcome::Read { version, says } => (version, says),
            _ => return None,
        };
        let mut spans = match version {
            Some(version) => vec![(*version, *version)],
            None => says.iter().fold(vec![(0, u64::MAX)], |spans, fact| {
                both(&spans, &self.journal.spans(&op.asked.initiative, fact))
            }),
        };
        // Once a command has been carried out, it is answered, and not refused any more.
        if let Some(entry) = op.mark().and_then(|it| self.marked.get(it))
            && matches!(op.outcome, Outcome::Refused { .. })
        {
            spans = both(&spans, &[(0, entry.version - 1)]);
        }
        let rank = |version: u64| version.saturating_mul(2).saturating_add(1);
        Some(spans.iter().map(|(from, to)| (rank(*from), rank(*to))).collect())
    }

    fn clash(&mut self, initiative: &str, clash: &Clash<'_, Op>) {
        let Clash { who, after } = clash;
        let says = match &who.outcome {
            Outcome::Refused { version: None, says } | Outcome::Read { version: None, says } => {
                let says: Vec<String> = says.iter().map(ToString::to_string).collect();
                format!(" because of {}", says.join(" and "))
            }
            _ => String::new(),
        };
        let effect = self.effects.iter().find(|(_, by, _)| std::ptr::eq(*by, *who));
        let text = match (effect, after) {
            (Some((entry, ..)), Some(after)) => format!(
                "{who} became version {} of {initiative}, though {after} had ended before it was asked",
                entry.version
            ),
            (_, Some(after)) => format!(
                "{who}{says}, which does not agree with {after}, which had ended before it was asked"
            ),
            (_, None) => format!("{who}{says}, which was never so when it can have been"),
        };
        let order = effect.is_some() || matches!(who.outcome, Outcome::Done { .. });
        self.broken(if order { Broken::Order } else { Broken::Stale }, text);
    }
}

/// What two lists of spans have in common.
fn both(one: &[(u64, u64)], other: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let (mut at, mut of_other) = (0, 0);
    let mut common = Vec::new();
    while let (Some(a), Some(b)) = (one.get(at), other.get(of_other)) {
        let (from, to) = (a.0.max(b.0), a.1.min(b.1));
        if from <= to {
            common.push((from, to));
        }
        if a.1 < b.1 { at += 1 } else { of_other += 1 }
    }
    common
}
