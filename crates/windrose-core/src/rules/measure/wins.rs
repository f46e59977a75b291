//! Measures of step 6.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::effect::RUN_POINTS;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::PersonId;
use super::super::now::days_between;
use super::super::record::{
    Announcement, CoalitionMember, Kind, ResultLevel, ResultLink, ResultNode, Reverification,
    Stored, Verification, Win,
};
use super::super::standing::{GRACE_DAYS, LEVEL_LEAST, LOOK_AGAIN_MONTHS, WinEffect, months_after};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "wins.verified",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many wins has somebody else verified?",
        raise: "Ask somebody who did not record the win to check it and to record a verification.",
        provenance: "Wins within 6 to 18 months, visible and unambiguous: Kotter 1996 (practitioner book). Verification by another person: windrose default.",
        words: Words { one: "verified win", many: "verified wins", state: "verified" },
        reads: &[Kind::Verification, Kind::Win, Kind::Reverification],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, verified),
    },
    MeasureRow {
        name: "wins.announced_share",
        step: Step::Wins,
        unit: Unit::Share,
        question: "How many of those affected have been told of a verified win?",
        raise: "Tell of the win where those affected are, and record an announcement with how many it reached.",
        provenance: "A win has to be visible to many: Kotter 1996 (practitioner book); the number is a windrose default.",
        words: Words {
            one: "affected person",
            many: "affected people",
            state: "have been told of the win",
        },
        reads: &[
            Kind::Announcement,
            Kind::Win,
            Kind::Verification,
            Kind::Scope,
            Kind::Reverification,
        ],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, announced_share),
    },
    MeasureRow {
        name: "wins.first_win_age_days",
        step: Step::Wins,
        unit: Unit::Days,
        question: "How long after step 1 was the first verified win there?",
        raise: "Look for something smaller that can be better soon, and record it as a win on the day it was.",
        provenance: "Wins within 6 to 18 months: Kotter 1996 (practitioner book).",
        words: Words { one: "day", many: "days", state: "from step 1 to the first verified win" },
        reads: WIN,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, first_win_age_days),
    },
    MeasureRow {
        name: "wins.unambiguous",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many verified wins can nobody explain by chance?",
        raise: "Measure the win's indicator again, or record a result with its confidence interval and link the win to it.",
        provenance: "Wins have to be unambiguous: Kotter 1996 (practitioner book). Grade E3, a baseline outside the interval or three points on the better side of it: windrose default.",
        words: Words {
            one: "unambiguous win",
            many: "unambiguous wins",
            state: "verified and shown beyond chance",
        },
        reads: SHOWN,
        params: || schemars::schema_for!(Unambiguous),
        bind: |with| bind(with, unambiguous),
    },
    MeasureRow {
        name: "wins.related_to_vision",
        step: Step::Wins,
        unit: Unit::Share,
        question: "How many of the verified wins serve the vision?",
        raise: "Record the result_link from the win's indicator onwards until it reaches an impact.",
        provenance: "Wins have to be related to the change: Kotter 1996 (practitioner book). Shown by the results chain (practice of learning partnerships).",
        words: Words { one: "verified win", many: "verified wins", state: "lead to an impact" },
        reads: &[Kind::ResultLink, Kind::Win, Kind::Verification, Kind::Reverification],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, related_to_vision),
    },
    MeasureRow {
        name: "wins.level_reached",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many verified wins show that people do their work differently?",
        raise: "Look at the work and not at the course, and record a win at that level.",
        provenance: "Levels of evaluation: Kirkpatrick, Phillips (practitioner books); level 3: windrose default.",
        words: Words {
            one: "verified win at this level",
            many: "verified wins at this level",
            state: "at this level",
        },
        reads: WIN,
        params: || schemars::schema_for!(Level),
        bind: |with| bind(with, level_reached),
    },
    MeasureRow {
        name: "wins.contributor_units",
        step: Step::Wins,
        unit: Unit::Count,
        question: "From how many units come those who made a verified win happen?",
        raise: "Name in the win who contributed, and record a coalition_member with the unit of each.",
        provenance: "Wins that units achieve together: study of hospitals led through the eight steps; the number is a windrose default.",
        words: Words {
            one: "unit in one verified win",
            many: "units in one verified win",
            state: "contributed",
        },
        reads: &[Kind::CoalitionMember, Kind::Win, Kind::Verification, Kind::Reverification],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, contributor_units),
    },
    MeasureRow {
        name: "wins.with_comparison",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many verified wins were held against a comparison group?",
        raise: "Measure a unit without the change before and after too, record both in the result, and link the win to it.",
        provenance: "Comparison with a control group (practice of learning partnerships).",
        words: Words {
            one: "verified win with a comparison",
            many: "verified wins with a comparison",
            state: "compared",
        },
        reads: &[
            Kind::PilotResult,
            Kind::Pilot,
            Kind::Indicator,
            Kind::Measurement,
            Kind::Win,
            Kind::Verification,
            Kind::Reverification,
            Kind::Indicator,
            Kind::Measurement,
        ],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, with_comparison),
    },
    MeasureRow {
        name: "wins.planned",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many verified wins were planned in advance?",
        raise: "Say what shall be better by when before it is, and record in the win that it was planned.",
        provenance: "Wins are planned, not hoped for: Kotter 1995 (practitioner article).",
        words: Words {
            one: "planned win",
            many: "planned wins",
            state: "verified and planned in advance",
        },
        reads: WIN,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, planned),
    },
    MeasureRow {
        name: "wins.expired",
        step: Step::Wins,
        unit: Unit::Count,
        question: "How many verified wins has nobody looked at again in time?",
        raise: "Look at the win again, and record a reverification.",
        provenance: "Looking again after six months: study of hospitals led through the eight steps. 6 and 12 months with 30 days of grace: windrose default.",
        words: Words { one: "expired win", many: "expired wins", state: "not looked at again" },
        reads: &[Kind::Reverification, Kind::Win, Kind::Verification],
        params: || schemars::schema_for!(Due),
        bind: |with| bind(with, expired),
    },
];

/// What decides whether a win is verified.
const WIN: &[Kind] = &[Kind::Win, Kind::Verification, Kind::Reverification];

/// What shows how well a win is shown.
const SHOWN: &[Kind] = &[
    Kind::Measurement,
    Kind::PilotResult,
    Kind::Win,
    Kind::Verification,
    Kind::Reverification,
    Kind::Pilot,
    Kind::Indicator,
];

fn verified_wins<'a>(facts: &Facts<'a>) -> Result<Vec<(&'a Stored, &'a Win)>, Why> {
    let records = &facts.initiative.records;
    if records.live::<Win>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::Win));
    }
    Ok(records
        .live::<Win>()
        .filter(|(stored, _)| stored.record.status(stored.id, records) == "verified")
        .collect())
}

fn verified(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let wins = verified_wins(facts)?;
    Ok(Reading::count(wins.len()).by(wins.iter().map(|(stored, _)| stored.id)))
}

/// Of the verified win that most were told of. Reaches of one win add up, and are never more than all.
fn announced_share(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let (scope_record, scope) = scope(facts)?;
    let people = scope.people();
    let best = verified_wins(facts)?
        .into_iter()
        .map(|(stored, _)| {
            let told: Vec<_> = records.linking::<Announcement>(stored.id).collect();
            let reached: u64 = told.iter().map(|(_, it)| u64::from(it.reached_n)).sum();
            (reached.min(people), stored.id, told.iter().map(|(it, _)| it.id).collect::<Vec<_>>())
        })
        .max_by_key(|(reached, id, _)| (*reached, std::cmp::Reverse(*id)));
    let Some((reached, win, announcements)) = best else {
        // Wins are claimed and none of them is verified: nobody can have been told of one.
        return Ok(Reading::share(0, people as usize).by([scope_record.id]));
    };
    Ok(Reading::share(reached as usize, people as usize)
        .by([win])
        .by(announcements)
        .by([scope_record.id]))
}

/// The verified wins, when there is at least one: where a figure of none of them would say nothing.
fn some_verified<'a>(facts: &Facts<'a>) -> Result<Vec<(&'a Stored, &'a Win)>, Why> {
    let wins = verified_wins(facts)?;
    if wins.is_empty() && facts.initiative.records.live::<Verification>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::Verification));
    }
    Ok(wins)
}

/// How many verified wins pass; the claims of those that do not are lacking.
fn count_wins(facts: &Facts<'_>, passes: impl Fn(&Stored, &Win) -> bool) -> Judged {
    let (have, others): (Vec<_>, Vec<_>) =
        verified_wins(facts)?.into_iter().partition(|(stored, win)| passes(stored, win));
    Ok(Reading::count(have.len())
        .by(have.iter().map(|(stored, _)| stored.id))
        .lacking(others.iter().map(|(_, win)| win.claim.clone())))
}

/// From the day on which step 1 passed to the day of the first verified win. While step 1 has not passed, as where
/// all steps are open at once, from its opening: which is longer, never shorter.
fn first_win_age_days(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let first = some_verified(facts)?
        .into_iter()
        .map(|(stored, _)| (stored.observed_on, stored.id))
        .min()
        .ok_or(Why::NothingRecorded(Kind::Win))?;
    let slot = facts.initiative.step(Step::Urgency);
    let since = slot.passed_at.or(slot.opened_at).ok_or(Why::StepNotOpened)?;
    let days = days_between(facts.now.date_of(since), first.0).max(0);
    let days = Fixed::whole(u32::try_from(days).unwrap_or(u32::MAX));
    Ok(Reading::of(Amount::Number(days)).by([first.1]))
}

/// Parameters of `wins.unambiguous`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Unambiguous {
    /// How many of the newest measurements have to be better than the value before, where there is no interval.
    #[schemars(range(min = 1, max = 120))]
    points: u32,
}

impl Default for Unambiguous {
    fn default() -> Self {
        Self { points: RUN_POINTS as u32 }
    }
}

fn unambiguous(params: &Unambiguous, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    count_wins(facts, |_, win| {
        WinEffect::of(records, win).is_unambiguous(win.before, params.points)
    })
}

/// A win serves the vision when a link that carries its indicator, or the link it names, leads on to an impact. A link
/// without an indicator carries nothing.
fn related_to_vision(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let wins = some_verified(facts)?;
    let links: Vec<_> =
        records.live::<ResultLink>().filter(|(_, link)| link.indicator.is_some()).collect();
    if records.live::<ResultLink>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::ResultLink));
    }
    // Everything from which an impact is reached, found backwards from the impacts.
    let nodes = links.iter().map(|(_, link)| &link.to);
    let mut reaching: BTreeSet<&ResultNode> =
        nodes.filter(|node| node.level == ResultLevel::Impact).collect();
    let mut next: Vec<&ResultNode> = reaching.iter().copied().collect();
    let mut back: BTreeMap<&ResultNode, Vec<&ResultNode>> = BTreeMap::new();
    for (_, link) in &links {
        back.entry(&link.to).or_default().push(&link.from);
    }
    while let Some(node) = next.pop() {
        for from in back.get(node).into_iter().flatten() {
            if reaching.insert(*from) {
                next.push(*from);
            }
        }
    }
    let (mut decided_by, mut lacking) = (Vec::new(), Vec::new());
    for (stored, win) in &wins {
        let through = links.iter().find(|(link_record, link)| {
            (link.indicator == Some(win.indicator) || win.result_link == Some(link_record.id))
                && reaching.contains(&link.to)
        });
        decided_by.push(stored.id);
        match through {
            Some((link, _)) => decided_by.push(link.id),
            None => lacking.push(win.claim.clone()),
        }
    }
    Ok(Reading::share(wins.len() - lacking.len(), wins.len()).by(decided_by).lacking(lacking))
}

/// Parameters of `wins.level_reached`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Level {
    /// The level a win has to reach, 1 to 5.
    #[schemars(range(min = 1, max = 5))]
    level: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self { level: LEVEL_LEAST }
    }
}

fn level_reached(params: &Level, facts: &Facts<'_>) -> Judged {
    count_wins(facts, |_, win| win.level >= params.level)
}

/// Of the verified win that most units made happen: a contributor's unit is that of the newest coalition_member.
fn contributor_units(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let wins = verified_wins(facts)?;
    let mut members: BTreeMap<&PersonId, (&Stored, &CoalitionMember)> = BTreeMap::new();
    for (stored, member) in facts.initiative.records.live::<CoalitionMember>() {
        let entry = members.entry(&member.person).or_insert((stored, member));
        if stored.id.number > entry.0.id.number {
            *entry = (stored, member);
        }
    }
    if members.is_empty() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    let best = wins
        .iter()
        .map(|(stored, win)| {
            let known: Vec<_> =
                win.contributors.iter().filter_map(|person| members.get(person)).collect();
            let units: BTreeSet<_> = known.iter().map(|(_, it)| it.unit.as_str()).collect();
            let by: Vec<_> = known.iter().map(|(stored, _)| stored.id).collect();
            (units.len(), stored.id, by)
        })
        .max_by_key(|(units, id, _)| (*units, std::cmp::Reverse(*id)));
    let Some((units, win, by)) = best else { return Ok(Reading::count(0)) };
    Ok(Reading::count(units).by([win]).by(by))
}

fn with_comparison(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    count_wins(facts, |_, win| {
        WinEffect::of(records, win).result.is_some_and(|result| result.comparison().is_some())
    })
}

fn planned(_: &NoParams, facts: &Facts<'_>) -> Judged {
    count_wins(facts, |_, win| win.planned_in_advance == Some(true))
}

/// Parameters of `wins.expired`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Due {
    /// How many months after a win somebody has to look again.
    #[schemars(length(min = 1), inner(range(min = 1, max = 120)))]
    months: Vec<u32>,
    /// How many days later than that is still in time.
    #[schemars(range(min = 0, max = 3650))]
    grace_days: u32,
}

impl Default for Due {
    fn default() -> Self {
        Self { months: LOOK_AGAIN_MONTHS.to_vec(), grace_days: GRACE_DAYS }
    }
}

/// Of verified wins, those at which somebody should have looked again by now and nobody did. That somebody looked at
/// all shows the verification; a look after more months counts for fewer too.
fn expired(params: &Due, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let wins = some_verified(facts)?;
    if wins.is_empty() {
        return Err(Why::NothingRecorded(Kind::Win));
    }
    let is_late = |(stored, _): &(&Stored, &Win)| {
        let looked = |months: u32| {
            records.linking::<Reverification>(stored.id).any(|(_, it)| it.months_after >= months)
        };
        params.months.iter().any(|months| {
            let due = months_after(stored.observed_on, *months, params.grace_days);
            due < facts.now.date() && !looked(*months)
        })
    };
    let late: Vec<_> = wins.iter().filter(|it| is_late(it)).collect();
    Ok(Reading::count(late.len())
        .by(wins.iter().map(|(stored, _)| stored.id))
        .lacking(late.iter().map(|(_, win)| win.claim.clone())))
}
