//! The coalition graph in words.

use crate::rules::coalition::cover::Method;
use crate::rules::coalition::groups::{Band, Response};
use crate::rules::coalition::lack::Lack;
use crate::rules::fixed::Fixed;
use crate::rules::ids::PersonId;
use crate::view::coalition::{
    BrokerRow, By, CutCounts, CutRow, GapRow, GroupRow, GroupsRow, Named, NextView, OnlyRow,
    RankRow, ReachRow, SmallUnits, SponsorsView, TieRow, UnitRow, WhatIf,
};

use super::super::coalition::{
    broker, cut, cuts, gap, groups, hr, lack, member_label, next, notes, only, rank, ranks, reach,
    response, sponsors, tie, unit_lines, what_if,
};

fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}

fn people(many: usize) -> Vec<PersonId> {
    ["p1", "p2", "p3"].iter().take(many).map(|it| person(it)).collect()
}

fn reached(steps: u32, covered: u64, of: u64) -> ReachRow {
    ReachRow { steps, covered, of, sentence: String::new() }
}

fn choice(method: Method, many: usize, more: u64, gain: u64, others_count: u64) -> NextView {
    NextView {
        left: 30,
        of: 40,
        method,
        who: Named { people: people(many), more },
        gain,
        gain_at_most: gain + 2,
        others: Vec::new(),
        others_count,
        sentence: String::new(),
    }
}

fn assumed(without: usize, not_there: usize, lost: u64) -> WhatIf {
    WhatIf {
        without: people(without),
        not_there: people(not_there),
        covered_now: 1_240,
        of_now: 2_000,
        covered_then: 1_240 - lost,
        of_then: 1_999,
        lost,
        units: Vec::new(),
        more_units: 0,
        sentence: String::new(),
    }
}

fn all_lacks(n: u64) -> [Lack; 20] {
    [
        Lack::NoDirectory,
        Lack::NoScope,
        Lack::UnknownUnits { units: n },
        Lack::NominationsLeftOut,
        Lack::NobodyAffected,
        Lack::NoMembers,
        Lack::NoReportingLines,
        Lack::NoNominations,
        Lack::NoContacts,
        Lack::NoSurvey,
        Lack::Unanswered { people: n },
        Lack::WithoutUnit { people: n },
        Lack::WithoutLevel { people: n },
        Lack::WithoutSite { people: n },
        Lack::UnknownPeople { ties: n },
        Lack::RepeatedPeople { people: n },
        Lack::SeveralManagers { people: n },
        Lack::ReportingCircle { people: n },
        Lack::TooManyPeople { people: 12_000 + n, at_most: 10_000 },
        Lack::SearchEndedEarly,
    ]
}

/// Everything that is said of the coalition graph.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    let reaches = [
        (0, 1, 0, 0),
        (0, 1, 0, 1),
        (0, 2, 0, 9),
        (1, 2, 0, 0),
        (2, 2, 0, 0),
        (1, 1, 4, 9),
        (3, 2, 4, 9),
    ];
    for (members, steps, covered, of) in reaches {
        all.push(("reach", reach(members, &reached(steps, covered, of))));
    }
    for n in [1, 2] {
        let left = Named { people: people(n as usize), more: 0 };
        let unseen = Named { people: Vec::new(), more: n };
        let units = vec!["Sales".to_owned(); n as usize];
        let small = SmallUnits { units: n + 1, covered: 1, of: 6 };
        let said = notes(Some(small), n, Some(n), &left, &units, true).into_iter();
        all.extend(said.chain(notes(None, 0, None, &unseen, &[], false)).map(|it| ("note", it)));
        all.extend(all_lacks(n).map(|it| ("lacked", lack(it))));
        all.push(("ranks", ranks(n + 1, n, n)));
        all.push(("picture", member_label(n)));
        all.push(("picture", unit_lines(None, n)[0].clone()));
        let row = BrokerRow {
            person: person("p1"),
            place: 1,
            betweenness: Fixed::micros(125_000),
            units: n as u32,
            sentence: String::new(),
        };
        all.push(("broker", broker(&row)));
        for standing in [true, false] {
            let row = GapRow {
                manager: person("p1"),
                place: 1,
                member: standing,
                first_for: n,
                below: 12,
                sentence: String::new(),
            };
            all.push(("gap", gap(&row)));
            let row = OnlyRow {
                person: person("p1"),
                has_deputy: standing,
                without_member: n,
                sentence: String::new(),
            };
            all.push(("only", only(&row)));
        }
    }
    for by in [By::Unit, By::Level, By::Site] {
        let without = vec![GroupRow { name: "North".into(), affected: 4 }];
        for without in [without, Vec::new()] {
            all.push((
                "groups",
                groups(&GroupsRow { by, of: 3, without, more: 0, sentence: String::new() }),
            ));
        }
    }
    for (outside, alone, member, has_deputy) in
        [(0, 3, true, true), (1, 0, true, false), (40, 2, false, false)]
    {
        let row = CutRow {
            person: person("p1"),
            place: 1,
            member,
            has_deputy,
            pieces: 2,
            outside,
            without_member: alone,
            sentence: String::new(),
        };
        all.push(("cut", cut(&row)));
        let row = TieRow {
            people: [person("p1"), person("p2")],
            place: 1,
            outside,
            without_member: alone,
            sentence: String::new(),
        };
        all.push(("tie", tie(&row)));
    }
    for (people, ties) in [(0, 0), (1, 1), (7, 9)] {
        let count = CutCounts { people, ties };
        all.push(("cuts", cuts(count, None)));
        all.push(("cuts", cuts(count, Some(count))));
    }
    for (unbroken, broken, more_gaps) in [(0, 0, 0), (9, 0, 0), (4, 5, 1), (4, 5, 2)] {
        let it = SponsorsView {
            unbroken,
            broken,
            without_manager: 1,
            gaps: Vec::new(),
            more_gaps,
            sentence: String::new(),
        };
        all.push(("sponsors", sponsors(&it)));
    }
    for it in [
        choice(Method::Exact, 1, 0, 4, 0),
        choice(Method::Exact, 2, 0, 4, 1),
        choice(Method::Greedy, 3, 0, 4, 2),
        choice(Method::Exact, 0, 1, 4, 0),
        choice(Method::Greedy, 1, 1, 4, 0),
        choice(Method::Exact, 0, 0, 0, 0),
    ] {
        all.push(("next", next(&it, &PersonId::to_string)));
    }
    all.push((
        "next",
        next(&NextView { left: 0, ..choice(Method::Exact, 0, 0, 0, 0) }, &PersonId::to_string),
    ));
    all.push((
        "next",
        next(
            &NextView { left: 0, of: 0, ..choice(Method::Exact, 0, 0, 0, 0) },
            &PersonId::to_string,
        ),
    ));
    for band in [Band::Named, Band::Patterns, Band::Directional] {
        all.push(("response", response(&Response { answered: 7, asked: 9, band })));
    }
    let row = RankRow {
        person: person("p1"),
        informal_place: 1,
        named_by: 9,
        strength: 31,
        formal_place: 4,
        below: 0,
        sentence: String::new(),
    };
    all.push(("rank", rank(&row)));
    all.push(("hr", hr(3, 7)));
    for (without, not_there, lost) in [(1, 0, 0), (2, 1, 1), (0, 2, 0), (3, 0, 40)] {
        all.push((
            "what if they left",
            what_if(&assumed(without, not_there, lost), &PersonId::to_string),
        ));
    }
    let row = UnitRow { unit: None, covered: 3, of: 4 };
    for now in [None, Some(4)] {
        all.extend(unit_lines(Some((&row, now)), 0).map(|it| ("picture", it)));
    }
    all
}

#[test]
fn whom_members_reach_and_what_would_follow_word_for_word() {
    assert_eq!(
        reach(3, &reached(2, 1_240, 2_000)),
        "3 members reach 1,240 of 2,000 affected people within 2 steps (62 %)"
    );
    assert_eq!(
        what_if(&assumed(1, 0, 40), &|_| "the head of Sales".to_owned()),
        "without the head of Sales: 40 affected people would no longer be reached; 1,200 of 1,999 instead of \
         1,240 of 2,000"
    );
    assert_eq!(
        next(&choice(Method::Greedy, 2, 0, 40, 2), &PersonId::to_string),
        "p1 and p2 would reach 40 more affected people: found one after another, and no choice \
         reaches more than 42; 2 other choices are as good"
    );
}
