//! What the coalition graph says, in words: whom members reach, who holds it together, what is not known.

use crate::rules::coalition::cover::Method;
use crate::rules::coalition::groups::{Band, Response};
use crate::rules::coalition::lack::Lack;
use crate::rules::ids::PersonId;
use crate::view::coalition::{
    BrokerRow, By, CutCounts, CutRow, GapRow, GroupsRow, Named, NextView, OnlyRow, RankRow,
    ReachRow, SmallUnits, SponsorsView, TieRow, UnitRow, WhatIf,
};

use super::formats;
use super::messages::{Join, NAMED_MAX, list, percent_of, plain, say};

/// The longest name of a unit in a sentence or a picture, in characters, and how much of its end is kept: units of one sort
/// differ there.
const LABEL_LENGTH_MAX: usize = 40;
const LABEL_END: usize = 14;

fn unit(name: &str) -> String {
    let length = name.chars().count();
    let whole = plain(name, length);
    let length = whole.chars().count();
    if length <= LABEL_LENGTH_MAX {
        return whole;
    }
    let begin: String = whole.chars().take(LABEL_LENGTH_MAX - LABEL_END - 1).collect();
    let end: String = whole.chars().skip(length - LABEL_END).collect();
    format!("{}…{}", begin.trim_end(), end.trim_start())
}

/// How somebody is called in a sentence.
pub type NameOf<'a> = &'a dyn Fn(&PersonId) -> String;

/// Whom the members reach within so many steps.
pub(in crate::view) fn reach(members: u64, it: &ReachRow) -> String {
    match (members, it.of) {
        (0, of) => say!("coalition-none", of = of),
        (_, 0) => say!("coalition-nobody-affected", members = members),
        _ => say!(
            "coalition-reach",
            members = members,
            covered = it.covered,
            of = it.of,
            percent = percent_of(it.covered, it.of),
            steps = it.steps
        ),
    }
}

/// What is unknown of people, who answered and is reached by nobody, who left, which units nobody knows.
pub(in crate::view) fn notes(
    small: Option<SmallUnits>,
    unknown: u64,
    alone: Option<u64>,
    left: &Named,
    unknown_units: &[String],
    nobody_asked: bool,
) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(SmallUnits { units, covered, of }) = small {
        said.push(say!("coalition-small-units", units = units, covered = covered, of = of));
    }
    if unknown > 0 {
        said.push(say!("coalition-unknown", n = unknown));
    }
    if let Some(alone) = alone.filter(|it| *it > 0) {
        said.push(say!("coalition-alone", n = alone));
    }
    if left.count() > 0 {
        let who = if left.more > 0 {
            "none".to_owned()
        } else {
            list(Join::And, &left.people, NAMED_MAX)
        };
        said.push(say!("coalition-left", n = left.count(), who = who));
    }
    if !unknown_units.is_empty() {
        let units = list(Join::And, unknown_units.iter().map(|it| unit(it)), NAMED_MAX);
        said.push(say!("coalition-unknown-units", units = units));
    }
    if nobody_asked {
        said.push(say!("coalition-not-asked"));
    }
    said
}

/// Units, levels or sites without a member.
pub(in crate::view) fn groups(it: &GroupsRow) -> String {
    let by = match it.by {
        By::Unit => "unit",
        By::Level => "level",
        By::Site => "site",
    };
    if it.without.is_empty() {
        return say!("coalition-groups-all", by = by, of = it.of);
    }
    let names = list(Join::And, it.without.iter().map(|it| unit(&it.name)), NAMED_MAX);
    let without = it.without.len() as u64 + it.more;
    say!("coalition-groups", by = by, without = without, of = it.of, names = names)
}

/// Whether somebody stands in: for a member it matters.
fn deputy(member: bool, has_deputy: bool) -> &'static str {
    match (member, has_deputy) {
        (false, _) => "other",
        (true, true) => "named",
        (true, false) => "missing",
    }
}

/// Somebody whose leaving would cut others off.
pub(in crate::view) fn cut(it: &CutRow) -> String {
    say!(
        "coalition-cut",
        person = it.person.as_str(),
        outside = it.outside,
        alone = it.without_member,
        deputy = deputy(it.member, it.has_deputy)
    )
}

/// A tie that is the only way.
pub(in crate::view) fn tie(it: &TieRow) -> String {
    let [a, b] = &it.people;
    say!(
        "coalition-tie",
        a = a.as_str(),
        b = b.as_str(),
        outside = it.outside,
        alone = it.without_member
    )
}

/// The only member in a part of the network.
pub(in crate::view) fn only(it: &OnlyRow) -> String {
    say!(
        "coalition-only",
        person = it.person.as_str(),
        alone = it.without_member,
        deputy = deputy(true, it.has_deputy)
    )
}

/// How many people and ties hold the network together.
pub(in crate::view) fn cuts(count: CutCounts, with_nominations: Option<CutCounts>) -> String {
    let line = say!("coalition-cuts", people = count.people, ties = count.ties);
    match with_nominations {
        None => line,
        Some(it) => {
            say!("coalition-cuts-with", line = line, people = it.people, ties = it.ties)
        }
    }
}

/// Whether chains of sponsors hold.
pub(in crate::view) fn sponsors(it: &SponsorsView) -> String {
    match it.unbroken + it.broken {
        0 => say!("coalition-sponsors-unknown"),
        of => say!(
            "coalition-sponsors",
            unbroken = it.unbroken,
            of = of,
            gaps = it.gaps.len() as u64 + it.more_gaps
        ),
    }
}

/// How much HR keeps to itself.
pub(in crate::view) fn hr(inside: u64, of: u64) -> String {
    say!("coalition-hr", inside = inside, of = of, percent = percent_of(inside, of))
}

/// A manager at whom chains break.
pub(in crate::view) fn gap(it: &GapRow) -> String {
    let standing = if it.member { "member" } else { "other" };
    say!(
        "coalition-gap",
        manager = it.manager.as_str(),
        first = it.first_for,
        below = it.below,
        standing = standing
    )
}

/// Whom to add next.
pub fn next(it: &NextView, name_of: NameOf<'_>) -> String {
    match (it.left, it.of) {
        (_, 0) => return say!("coalition-lack-affected"),
        (0, _) => return say!("coalition-next-all"),
        _ => {}
    }
    if it.gain == 0 {
        return say!("coalition-next-nobody", n = it.left);
    }
    let people = if it.who.more > 0 {
        say!("coalition-next-people", n = it.who.count())
    } else {
        list(Join::And, it.who.people.iter().map(name_of), NAMED_MAX)
    };
    let line = match it.method {
        Method::Exact => say!("coalition-next-exact", people = people, gain = it.gain),
        Method::Greedy => {
            say!("coalition-next-greedy", people = people, gain = it.gain, most = it.gain_at_most)
        }
    };
    match it.others_count {
        0 => line,
        n => say!("coalition-next-tied", line = line, n = n),
    }
}

/// How many answered.
pub(in crate::view) fn response(it: &Response) -> String {
    let band = match it.band {
        Band::Named => "named",
        Band::Patterns => "patterns",
        Band::Directional | Band::NotAsked => "directional",
    };
    say!(
        "coalition-response",
        answered = it.answered,
        asked = it.asked,
        percent = percent_of(it.answered, it.asked),
        band = band
    )
}

/// How many are high in informal rank without a role, and how many have a role without influence.
pub(in crate::view) fn ranks(most_named: u64, without_role: u64, without_influence: u64) -> String {
    say!("coalition-ranks", top = most_named, role = without_role, influence = without_influence)
}

/// The informal and the formal rank of somebody.
pub(in crate::view) fn rank(it: &RankRow) -> String {
    say!(
        "coalition-rank",
        person = it.person.as_str(),
        named = it.named_by,
        informal = it.informal_place,
        below = it.below,
        formal = it.formal_place
    )
}

/// Somebody who stands between others.
pub(in crate::view) fn broker(it: &BrokerRow) -> String {
    say!(
        "coalition-broker",
        person = it.person.as_str(),
        percent = formats::percent_about(it.betweenness),
        units = it.units
    )
}

/// What would follow if some people left.
pub fn what_if(it: &WhatIf, name_of: NameOf<'_>) -> String {
    let names = |people: &[PersonId]| list(Join::And, people.iter().map(name_of), NAMED_MAX);
    let line = if it.without.is_empty() {
        say!("coalition-what-if-nobody")
    } else {
        say!(
            "coalition-what-if",
            people = names(&it.without),
            lost = it.lost,
            then = it.covered_then,
            of = it.of_then,
            now = it.covered_now,
            before = it.of_now
        )
    };
    if it.not_there.is_empty() {
        return line;
    }
    say!("coalition-what-if-absent", line = line, people = names(&it.not_there))
}

/// What was not there.
pub(in crate::view) fn lack(it: Lack) -> String {
    match it {
        Lack::NoDirectory => say!("coalition-lack-directory"),
        Lack::NoScope => say!("coalition-lack-scope"),
        Lack::UnknownUnits { units } => say!("coalition-lack-units", n = units),
        Lack::NominationsLeftOut => say!("coalition-lack-left-out"),
        Lack::NobodyAffected => say!("coalition-lack-affected"),
        Lack::NoMembers => say!("coalition-lack-members"),
        Lack::NoReportingLines => say!("coalition-lack-lines"),
        Lack::NoNominations => say!("coalition-lack-nominations"),
        Lack::NoContacts => say!("coalition-lack-contacts"),
        Lack::NoSurvey => say!("coalition-lack-survey"),
        Lack::Unanswered { people } => say!("coalition-lack-answers", n = people),
        Lack::WithoutUnit { people } => say!("coalition-lack-unit", n = people),
        Lack::WithoutLevel { people } => say!("coalition-lack-level", n = people),
        Lack::WithoutSite { people } => say!("coalition-lack-site", n = people),
        Lack::UnknownPeople { ties } => say!("coalition-lack-unknown", n = ties),
        Lack::RepeatedPeople { people } => say!("coalition-lack-repeated", n = people),
        Lack::SeveralManagers { people } => say!("coalition-lack-managers", n = people),
        Lack::ReportingCircle { people } => say!("coalition-lack-circle", n = people),
        Lack::TooManyPeople { people, at_most } => {
            say!("coalition-lack-many", people = people, most = at_most)
        }
        Lack::SearchEndedEarly => say!("coalition-lack-search"),
    }
}

/// The further members in a picture.
pub(in crate::view) fn member_label(more: u64) -> String {
    say!("coalition-more-members", n = more)
}

/// A unit in a picture: its name, and how many of it are reached, instead of how many now where people are assumed to
/// leave; or how many further units there are.
pub(in crate::view) fn unit_lines(row: Option<(&UnitRow, Option<u64>)>, more: u64) -> [String; 2] {
    let Some((row, now)) = row else {
        return [say!("coalition-more-units", n = more), String::new()];
    };
    let name = row.unit.as_deref().map_or_else(|| say!("coalition-no-unit"), unit);
    let (covered, of) = (row.covered, row.of);
    let count = match now.filter(|now| *now != covered) {
        None => say!("coalition-unit-count", covered = covered, of = of),
        Some(now) => say!("coalition-unit-count-then", covered = covered, of = of, now = now),
    };
    [name, count]
}
