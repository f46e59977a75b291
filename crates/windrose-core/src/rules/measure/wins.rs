//! Measures of step 6.

use super::super::facts::Facts;
use super::super::record::{Announcement, Kind, Stored, Win};
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
        reads: &[Kind::Verification, Kind::Win],
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
        reads: &[Kind::Announcement, Kind::Win, Kind::Verification, Kind::Scope],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, announced_share),
    },
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
