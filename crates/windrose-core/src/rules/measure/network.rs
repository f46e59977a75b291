//! Measures of step 2 that look at the coalition graph: whom its members reach, and who holds it together.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::coalition::analysis::Analysis;
use super::super::coalition::groups::{Group, Groups};
use super::super::coalition::hr::ties_inside;
use super::super::coalition::inputs::units_without_member;
use super::super::coalition::reach::UnitCoverage;
use super::super::coalition::small::together;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::naming::{Lacking, ToldTo};
use super::super::record::{CoalitionMember, Contact, Kind, NetworkSurvey, Nomination};
use super::super::step::Step;
use super::coalition::HrUnits;
use super::{Judged, MeasureRow, NoParams, OfDirectory, Reading, Unit, Why, Words, bind, scope};

/// What makes the graph, besides the directory.
const READS: &[Kind] =
    &[Kind::CoalitionMember, Kind::Nomination, Kind::NetworkSurvey, Kind::Contact, Kind::Scope];

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "coalition.people_reached",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many of the affected people does an active member reach, directly or through one other person?",
        raise: "Ask `coalition_read` whom to add next, win them, and record each as a coalition_member.",
        provenance: "Two steps and the usual bound of 80 %: windrose default. That members have to reach the people whom \
                     the change affects: network studies of change agents.",
        words: Words {
            one: "affected person",
            many: "affected people",
            state: "within reach of the coalition",
        },
        reads: READS,
        params: || schemars::schema_for!(Hops),
        bind: |with| bind(with, people_reached),
    },
    MeasureRow {
        name: "coalition.units_with_member",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many of the affected units have an active member of their own?",
        raise: "Win somebody in each unit that is named and record a coalition_member.",
        provenance: "The usual bound of 60 %: windrose default.",
        words: Words { one: "affected unit", many: "affected units", state: "with a member" },
        reads: READS,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, units_with_member),
    },
    MeasureRow {
        name: "coalition.levels_with_member",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many levels of the hierarchy, of those among the affected, have an active member?",
        raise: "Win somebody of each level that is named and record a coalition_member.",
        provenance: "Authentic participation from all levels rather than size: study of ten hospitals.",
        words: Words { one: "level", many: "levels", state: "with a member" },
        reads: READS,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, levels_with_member),
    },
    MeasureRow {
        name: "coalition.members_hard_to_spare",
        step: Step::Coalition,
        unit: Unit::Count,
        question: "How many members would cut off many affected people if they left, and have no deputy?",
        raise: "Name a deputy: supersede the coalition_member with `deputy`.",
        provenance: "More than 10 % of the affected people: windrose default. The motive is what happens to changes whose one driver leaves.",
        words: Words {
            one: "irreplaceable member",
            many: "irreplaceable members",
            state: "without a deputy",
        },
        reads: READS,
        params: || schemars::schema_for!(CutOff),
        bind: |with| bind(with, members_hard_to_spare),
    },
    MeasureRow {
        name: "coalition.sponsored",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many affected people have only committed members of the coalition above them?",
        raise: "Win the managers who are named, and record each as a coalition_member who is committed.",
        provenance: "Sponsorship that cascades down the line without a gap: common practice of change management.",
        words: Words {
            one: "affected person",
            many: "affected people",
            state: "under an unbroken chain of sponsors",
        },
        reads: READS,
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, sponsored),
    },
    MeasureRow {
        name: "coalition.network_answered",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "How many of those who were asked in the newest network survey have said whom they go to?",
        raise: "Remind those who have not answered, and record each answer as a nomination that links to the survey.",
        provenance: "Practice of organisational network analysis: from 80 % people may be named, from 65 % patterns may be shown.",
        words: Words {
            one: "person who was asked",
            many: "people who were asked",
            state: "have said whom they go to",
        },
        reads: &[Kind::Nomination, Kind::NetworkSurvey],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, network_answered),
    },
    MeasureRow {
        name: "coalition.ties_inside_hr",
        step: Step::Coalition,
        unit: Unit::Share,
        question: "Of the ties that HR and learning have, how many are with HR or learning again?",
        raise: "Let people of HR and learning meet people of other units, and record each contact.",
        provenance: "A function that talks mostly with itself hears its own opinion: practice of organisational network \
                     analysis. Who named or met whom within half a year; reporting lines say nothing of it: windrose default.",
        words: Words {
            one: "tie of HR and learning",
            many: "ties of HR and learning",
            state: "are with HR and learning again",
        },
        reads: &[
            Kind::Contact,
            Kind::Nomination,
            Kind::NetworkSurvey,
            Kind::CoalitionMember,
            Kind::Scope,
        ],
        params: || schemars::schema_for!(HrUnits),
        bind: |with| bind(with, ties_inside_hr),
    },
];

/// What the graph says, or why it says nothing of the affected people.
fn analysis(facts: &Facts<'_>) -> Result<Arc<Analysis>, Why> {
    if facts.initiative.records.live::<CoalitionMember>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    scope(facts)?;
    if !facts.directory.is_published() {
        return Err(Why::NotInDirectory(OfDirectory::Anybody));
    }
    let analysis = facts.coalition().ok_or(Why::BeingComputed)?;
    if analysis.within(1).of == 0 {
        return Err(Why::NotInDirectory(OfDirectory::AffectedUnits));
    }
    Ok(analysis)
}

fn reading(have: u64, of: u64) -> Reading {
    Reading::of(super::super::criterion::Amount::Share { have, of })
}

/// The records that name the coalition.
fn members_of(facts: &Facts<'_>) -> Vec<super::super::ids::RecordId> {
    let members = facts.active_members();
    members.values().map(|(stored, _)| stored.id).collect()
}

/// Parameters of `coalition.people_reached`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Hops {
    /// Within how many steps: 1 for those whom a member reaches directly, 2 for those whom these reach.
    #[schemars(range(min = 1, max = 2))]
    steps: u32,
}

impl Default for Hops {
    fn default() -> Self {
        Self { steps: 2 }
    }
}

fn people_reached(params: &Hops, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let found = analysis.within(params.steps);
    // By unit, for a list of people is long and names many. Small ones tell what somebody said of others.
    let small = if analysis.has_nominations { together(&found.units) } else { None };
    let is_small =
        |it: &&UnitCoverage| small.as_ref().is_some_and(|all| all.units.contains(&it.unit));
    let own = found.units.iter().filter(|it| !is_small(it));
    let mut short: Vec<_> = own.filter(|it| it.covered < it.of).collect();
    short.sort_by_key(|it| std::cmp::Reverse(it.of - it.covered));
    let lacking = short.iter().filter_map(|it| {
        let unit = it.unit.as_ref()?;
        Some(format!("{unit} ({} of {})", it.covered, it.of))
    });
    let small = small
        .iter()
        .filter(|it| it.covered < it.of)
        .map(|it| format!("{} units together ({} of {})", it.units.len(), it.covered, it.of));
    let lacking = lacking.chain(small);
    let lacking: Vec<_> = lacking.chain(analysis.inputs.unknown_units.iter().cloned()).collect();
    Ok(reading(found.covered, found.of).by(members_of(facts)).lacking(lacking))
}

/// Without the directory: a unit has a member whose record names it.
fn units_with_member(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    if facts.initiative.records.live::<CoalitionMember>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::CoalitionMember));
    }
    let without = units_without_member(facts.initiative, facts.directory, facts.now);
    let without = without.unwrap_or_default();
    let all = scope.units.len();
    Ok(Reading::share(all - without.len(), all)
        .by([scope_record.id])
        .by(members_of(facts))
        .lacking(without.iter().map(|it| it.name.clone())))
}

fn levels_with_member(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let levels: &[Group] = &analysis.groups.levels;
    if levels.is_empty() {
        return Err(Why::NotInDirectory(OfDirectory::Levels));
    }
    let without: Vec<_> = Groups::without_member(levels).map(|it| it.name.to_string()).collect();
    Ok(Reading::share(levels.len() - without.len(), levels.len())
        .by(members_of(facts))
        .lacking(without))
}

/// Parameters of `coalition.members_hard_to_spare`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct CutOff {
    /// More than this share of the affected people would be cut off, or left without a member.
    #[schemars(range(min = 0, max = 1))]
    more_than: Fixed,
}

impl Default for CutOff {
    fn default() -> Self {
        Self { more_than: Fixed::micros(100_000) }
    }
}

fn members_hard_to_spare(params: &CutOff, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let found = analysis.cuts.members_to_cover(params.more_than);
    let members = facts.active_members();
    Ok(Reading::count(found.len()).by(members_of(facts)).lacking_people(found.iter().map(
        |person| {
            let record = members.get(person).map(|(stored, _)| stored.id);
            let told_to = record.map_or(ToldTo::WhoLeads, ToldTo::WhoSees);
            let told_to = if analysis.names_people { told_to } else { ToldTo::Nobody };
            Lacking::told_to(told_to, person.to_string())
        },
    )))
}

fn sponsored(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let analysis = analysis(facts)?;
    let found = &analysis.sponsors;
    let of = found.unbroken + found.broken;
    if of == 0 {
        return Err(Why::NotInDirectory(OfDirectory::ReportingLines));
    }
    // Whether a member is committed is a rating, and managers stand in the directory.
    let gaps = found
        .gaps
        .iter()
        .map(|it| Lacking::told_to(ToldTo::WhoLeads, format!("{} ({})", it.manager, it.first_for)));
    Ok(reading(found.unbroken, of).by(members_of(facts)).lacking_people(gaps))
}

fn network_answered(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let survey = records.latest::<NetworkSurvey>(|_| true);
    let (stored, survey) = survey.ok_or(Why::NothingRecorded(Kind::NetworkSurvey))?;
    let answers: Vec<_> = records.linking::<Nomination>(stored.id).collect();
    let people: BTreeSet<_> = answers.iter().map(|(_, it)| &it.from).collect();
    let (have, of) = (people.len() as u64, u64::from(survey.invited_n));
    if have > of {
        return Err(Why::MoreThanScope { have, of });
    }
    Ok(reading(have, of).by([stored.id]).by(answers.iter().map(|(stored, _)| stored.id)))
}

fn ties_inside_hr(params: &HrUnits, facts: &Facts<'_>) -> Judged {
    if !facts.directory.is_published() {
        return Err(Why::NotInDirectory(OfDirectory::Anybody));
    }
    let records = &facts.initiative.records;
    if records.live::<Contact>().next().is_none() && records.live::<Nomination>().next().is_none() {
        return Err(Why::NothingRecorded(Kind::Contact));
    }
    let analysis = facts.coalition().ok_or(Why::BeingComputed)?;
    let found = ties_inside(&analysis, facts.directory, |name| params.has(name));
    Ok(reading(found.inside, found.of))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::criterion::Amount;
    use super::super::super::directory::{Directory, Row};
    use super::super::super::testing::Case;
    use super::super::testing::{add, read_of};
    use super::*;

    #[test]
    fn ties_inside_hr_are_those_that_people_chose() {
        let name = "coalition.ties_inside_hr";
        let mut case = Case::small();
        let read = |case: &Case| read_of(case, name, &json!({}));
        assert_eq!(read(&case), Err(Why::NotInDirectory(OfDirectory::Anybody)));
        // The payroll people belong to a part of HR, and report to its head.
        let row = |id: &str, unit: &str, part_of: Option<&str>, manager: Option<&str>| Row {
            function: (id == "partner").then(|| "HR".to_owned()),
            id: Some(id.to_owned()),
            unit: Some(unit.to_owned()),
            part_of: part_of.map(str::to_owned),
            manager: manager.map(str::to_owned),
            ..Row::default()
        };
        let rows = [
            row("head-of-hr", "Human Resources", None, None),
            row("payroll-1", "Payroll", Some("Human Resources"), Some("head-of-hr")),
            row("payroll-2", "Payroll", Some("Human Resources"), Some("head-of-hr")),
            row("rep", "Sales", None, None),
            row("clerk", "Sales", None, Some("rep")),
            row("partner", "Sales", None, Some("rep")),
        ];
        case.directory = Directory::of_rows(&rows, case.now.at).unwrap();
        assert_eq!(read(&case), Err(Why::NothingRecorded(Kind::Contact)));
        let mut meet = |a: &str, b: &str| {
            let data = json!({"a": a, "b": b, "minutes": 30, "kind": "1to1"});
            add(&mut case, "lead", Kind::Contact, "2026-03-02", &data);
            read_of(&case, name, &json!({})).unwrap().amount
        };
        assert_eq!(meet("rep", "clerk"), Amount::Share { have: 0, of: 0 }, "none of it is HR's");
        assert_eq!(meet("head-of-hr", "payroll-1"), Amount::Share { have: 1, of: 1 });
        assert_eq!(
            meet("payroll-1", "head-of-hr"),
            Amount::Share { have: 1, of: 1 },
            "a pair once"
        );
        assert_eq!(meet("payroll-2", "rep"), Amount::Share { have: 1, of: 2 });
        assert_eq!(meet("payroll-2", "a-guest"), Amount::Share { have: 1, of: 3 }, "from outside");
        let answer =
            json!({"from": "clerk", "relation": "advice", "named": [{"person": "head-of-hr"}]});
        add(&mut case, "lead", Kind::Nomination, "2026-03-02", &answer);
        assert_eq!(read(&case).unwrap().amount, Amount::Share { have: 1, of: 4 });
        // A member whom the directory does not know says so themselves.
        let trainer = json!({
            "person": "trainer", "unit": "l&d", "role": "advisor", "commitment": "committed",
            "powers": {"position": 1, "expertise": 1, "credibility": 1, "leadership": 1},
        });
        add(&mut case, "lead", Kind::CoalitionMember, "2026-03-02", &trainer);
        let data = json!({"a": "trainer", "b": "payroll-1", "minutes": 30, "kind": "1to1"});
        add(&mut case, "lead", Kind::Contact, "2026-03-02", &data);
        assert_eq!(read(&case).unwrap().amount, Amount::Share { have: 2, of: 5 });
        // Who works for HR within another unit is of HR.
        let data = json!({"a": "partner", "b": "payroll-1", "minutes": 30, "kind": "1to1"});
        add(&mut case, "lead", Kind::Contact, "2026-03-02", &data);
        assert_eq!(read(&case).unwrap().amount, Amount::Share { have: 3, of: 6 });
    }

    #[test]
    fn small_units_are_named_together_where_people_named_people() {
        let mut case = Case::small();
        let mut rows = Vec::new();
        for (unit, size) in [("Sales", 6), ("Law", 2), ("Press", 3)] {
            rows.extend((0..size).map(|n| Row {
                id: Some(format!("{}-{n}", unit.to_lowercase())),
                unit: Some(unit.to_owned()),
                ..Row::default()
            }));
        }
        case.directory = Directory::of_rows(&rows, case.now.at).unwrap();
        let unit = |name: &str| json!({"name": name, "people": 6, "managers": 0});
        let units = json!({"units": [unit("Sales"), unit("Law"), unit("Press")]});
        add(&mut case, "lead", Kind::Scope, "2026-03-02", &units);
        let member = json!({
            "person": "sales-0", "unit": "Sales", "role": "member", "commitment": "committed",
            "powers": {"position": 1, "expertise": 1, "credibility": 1, "leadership": 1},
        });
        add(&mut case, "lead", Kind::CoalitionMember, "2026-03-02", &member);
        let lacking =
            |case: &Case| read_of(case, "coalition.people_reached", &json!({})).unwrap().lacking;
        assert_eq!(lacking(&case), ["Sales (1 of 6)", "Press (0 of 3)", "Law (0 of 2)"]);
        let answer =
            json!({"from": "law-0", "relation": "advice", "named": [{"person": "sales-0"}]});
        add(&mut case, "lead", Kind::Nomination, "2026-03-02", &answer);
        assert_eq!(lacking(&case), ["Sales (1 of 6)", "2 units together (1 of 5)"]);
    }
}
