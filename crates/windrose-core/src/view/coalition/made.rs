//! How the view of the coalition graph is made.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::informal::{brokers_view, ranks_view};
use super::{
    Asked, By, CoalitionView, CutCounts, CutRow, CutsView, GapRow, GroupRow, GroupsRow, HrView,
    LackRow, LostRow, Named, NextView, OnlyRow, ReachRow, ResponseView, SmallUnits, SponsorsView,
    TieRow, UnitRow, WhatIf,
};
use crate::rules::coalition::analysis::{Analysis, HOPS_MAX};
use crate::rules::coalition::cover::{self, Limits, Method};
use crate::rules::coalition::cuts::{Cuts, cuts};
use crate::rules::coalition::groups::{Band, Group, Groups, Response};
use crate::rules::coalition::hr::{USUAL_UNITS, is_called, ties_inside};
use crate::rules::coalition::inputs::units_without_member;
use crate::rules::coalition::lack::Lack;
use crate::rules::coalition::network::{Kinds, Label, Network};
use crate::rules::coalition::reach::{LeaveOut, UnitCoverage, leave_out};
use crate::rules::coalition::small::{Together, together};
use crate::rules::facts::Facts;
use crate::rules::ids::PersonId;
use crate::rules::record::{CoalitionMember, Scope};
use crate::rules::role::Permission;
use crate::view::wording;

/// The most units, and the most groups without a member, that are listed.
const UNITS_MAX: usize = 20;

/// The most people, ties and managers of a sort that are listed.
pub(super) const ROWS_MAX: usize = 10;

/// The most people who are added at once.
const ADD_MAX: usize = 3;

/// Reporting lines and contacts: what is recorded, and not what people said of each other.
const RECORDED: Kinds = Kinds { reporting_lines: true, nominations: false, contacts: true };

/// What the coalition graph says, as much of it as whoever asks may see.
pub fn coalition(facts: &Facts<'_>, asked: &Asked) -> CoalitionView {
    let of = Shown::of(facts);
    let analysis = &of.analysis;
    let steps = asked.steps.clamp(1, HOPS_MAX);
    let found = analysis.within(steps);
    let members = of.network().people().iter().filter(|it| it.member).count() as u64;
    let row = |steps: u32| {
        let it = analysis.within(steps);
        let mut row = ReachRow { steps, covered: it.covered, of: it.of, sentence: String::new() };
        row.sentence = wording::coalition_reach(members, &row);
        row
    };
    let reach: Vec<ReachRow> = (1..=HOPS_MAX).map(row).collect();
    let (units, more_units, small_units) = of.units(&found.units, steps, UNITS_MAX);
    let left = of.named(analysis.inputs.left.iter());
    let unknown = found.unknown.len() as u64;
    let alone = of.counts_patterns().then_some(found.influenced_by_nobody.len() as u64);
    let next = of.next(steps, asked.add);
    let brokers = asked.brokers.then(|| brokers_view(&of));
    let lacked = of.lacked(found.lacks.iter(), next.1, brokers.as_ref().and_then(|it| it.lack));
    CoalitionView {
        initiative: facts.initiative.id.clone(),
        today: facts.now.date(),
        summary: reach[steps as usize - 1].sentence.clone(),
        members,
        steps,
        reach,
        units,
        more_units,
        small_units,
        unknown,
        alone,
        groups: of.groups(),
        cuts: of.cuts(),
        notes: wording::coalition_notes(
            small_units,
            unknown,
            alone,
            &left,
            &analysis.inputs.unknown_units,
            of.has_nominations && of.response.is_none(),
        ),
        left,
        sponsors: of.sponsors(),
        hr: of.hr(),
        next: next.0,
        ranks: ranks_view(&of),
        brokers,
        response: of.response.map(|it| ResponseView {
            answered: it.answered,
            asked: it.asked,
            band: it.band,
            sentence: wording::coalition_response(&it),
        }),
        what_if: (!asked.without.is_empty()).then(|| of.what_if(steps, &asked.without)),
        lacked,
        names_left_out: !of.leads,
    }
}

/// Those with most people who are not reached first, equal ones in the order of their names; and how many more.
fn worst_units<'u>(
    units: impl Iterator<Item = &'u UnitCoverage>,
    most: usize,
) -> (Vec<UnitRow>, u64) {
    let mut sorted: Vec<_> = units.collect();
    sorted.sort_by_key(|it| Reverse(it.of - it.covered));
    let more = sorted.len().saturating_sub(most) as u64;
    let row = |it: &UnitCoverage| UnitRow {
        unit: it.unit.as_ref().map(ToString::to_string),
        covered: it.covered,
        of: it.of,
    };
    (sorted.into_iter().take(most).map(row).collect(), more)
}

/// What is shown, and to whom.
pub(super) struct Shown<'a> {
    facts: &'a Facts<'a>,
    analysis: Arc<Analysis>,
    /// Do they see the directory and the ratings?
    pub(super) leads: bool,
    /// Members whose record they see.
    members: BTreeSet<&'a PersonId>,
    /// Did anybody name anybody?
    pub(super) has_nominations: bool,
    /// How many answered; none without a survey.
    pub(super) response: Option<Response>,
    /// Was anything left out of what names people?
    recorded_only: bool,
}

impl<'a> Shown<'a> {
    pub(super) fn of(facts: &'a Facts<'a>) -> Self {
        // Whoever looks may wait; where somebody else computes it already, it is computed once more.
        let computed = || Arc::new(Analysis::of(facts.initiative, facts.directory, facts.now));
        let analysis = facts.coalition().unwrap_or_else(computed);
        let seen = facts.initiative.records.live::<CoalitionMember>();
        let seen = seen.filter(|(stored, _)| facts.sees(stored));
        Self {
            facts,
            leads: facts.may(facts.actor, Permission::ReadTeam),
            members: seen.map(|(_, member)| &member.person).collect(),
            has_nominations: analysis.has_nominations,
            response: analysis.answers,
            recorded_only: !analysis.names_people,
            analysis,
        }
    }

    /// Everybody and all ties: for figures that name nobody.
    pub(super) fn network(&self) -> &Network {
        &self.analysis.inputs.network
    }

    /// Whom the members reach within so many steps, by unit.
    pub(super) fn reached(&self, steps: u32) -> &[UnitCoverage] {
        &self.analysis.within(steps).units
    }

    /// The units that are counted together, lest somebody's answer be told from their figures. Who leads sees answers.
    fn together(&self, steps: u32) -> Option<Together> {
        let hidden = self.has_nominations && !self.leads;
        hidden.then(|| together(&self.analysis.within(steps).units)).flatten()
    }

    /// Whom the members reach by unit: the worst so many, how many more there are, and those that are counted together.
    pub(super) fn units(
        &self,
        units: &[UnitCoverage],
        steps: u32,
        most: usize,
    ) -> (Vec<UnitRow>, u64, Option<SmallUnits>) {
        let small = self.together(steps);
        let own = units
            .iter()
            .filter(|it| !small.as_ref().is_some_and(|small| small.units.contains(&it.unit)));
        let (rows, more) = worst_units(own, most);
        let small = small.map(|it| SmallUnits {
            units: it.units.len() as u64,
            covered: it.covered,
            of: it.of,
        });
        (rows, more, small)
    }

    /// The ties by which people may be named.
    pub(super) fn naming_network(&self) -> Cow<'_, Network> {
        if self.recorded_only {
            Cow::Owned(self.network().with_only(RECORDED))
        } else {
            Cow::Borrowed(self.network())
        }
    }

    /// Who holds the network together, by the ties by which people may be named.
    fn naming_cuts(&self) -> Cow<'_, Cuts> {
        if self.recorded_only {
            Cow::Owned(cuts(&self.naming_network()))
        } else {
            Cow::Borrowed(&self.analysis.cuts)
        }
    }

    /// Those without whom others would be cut off or left without a member, and for whom nobody stands in.
    pub(super) fn holding(&self) -> BTreeSet<PersonId> {
        let cuts = self.naming_cuts();
        let cutting = cuts.people.iter().filter(|it| it.outside + it.without_member > 0);
        let cutting = cutting.filter(|it| it.deputy.is_none());
        let alone = cuts.only_members.iter().filter(|it| it.without_member > 0);
        let alone = alone.filter(|it| it.deputy.is_none());
        cutting.map(|it| &it.person).chain(alone.map(|it| &it.person)).cloned().collect()
    }

    /// May this person be named to whoever asks?
    pub(super) fn may_name(&self, person: &PersonId) -> bool {
        self.leads || self.members.contains(person)
    }

    /// Did enough answer to count who was named?
    pub(super) fn counts_patterns(&self) -> bool {
        self.response.is_some_and(|it| matches!(it.band, Band::Patterns | Band::Named))
    }

    /// Of these people, those who may be named.
    pub(super) fn named<'p>(&self, people: impl ExactSizeIterator<Item = &'p PersonId>) -> Named {
        let all = people.len();
        let people: Vec<PersonId> =
            people.filter(|it| self.may_name(it)).take(UNITS_MAX).cloned().collect();
        Named { more: (all - people.len()) as u64, people }
    }

    fn groups(&self) -> Vec<GroupsRow> {
        let groups = &self.analysis.groups;
        let row = |by: By, of: u64, mut without: Vec<GroupRow>| {
            without.sort_by_key(|it| Reverse(it.affected));
            let more = without.len().saturating_sub(UNITS_MAX) as u64;
            without.truncate(UNITS_MAX);
            let mut row = GroupsRow { by, of, without, more, sentence: String::new() };
            row.sentence = wording::coalition_groups(&row);
            row
        };
        let known = |by: By, all: &[Group]| {
            let without = Groups::without_member(all)
                .map(|it| GroupRow { name: it.name.to_string(), affected: it.affected });
            row(by, all.len() as u64, without.collect())
        };
        let (initiative, directory) = (self.facts.initiative, self.facts.directory);
        let scope = initiative.records.latest::<Scope>(|_| true);
        // The affected units are known without a directory, and also those that it does not have.
        let units = match (scope, units_without_member(initiative, directory, self.facts.now)) {
            (Some((_, scope)), Some(without)) => {
                let without = without
                    .into_iter()
                    .map(|it| GroupRow { name: it.name.clone(), affected: it.people.into() });
                row(By::Unit, scope.units.len() as u64, without.collect())
            }
            _ => known(By::Unit, &groups.units),
        };
        let mut rows =
            vec![units, known(By::Level, &groups.levels), known(By::Site, &groups.sites)];
        rows.retain(|it| it.of > 0);
        rows
    }

    fn cuts(&self) -> CutsView {
        let all = &self.analysis.cuts;
        let naming = self.naming_cuts();
        let counts = |it: &Cuts| CutCounts {
            people: it.people.iter().filter(|it| it.outside + it.without_member > 0).count() as u64,
            ties: it.ties.iter().filter(|it| it.outside + it.without_member > 0).count() as u64,
        };
        let count = counts(&naming);
        let cutting = naming.people.iter().filter(|it| it.outside + it.without_member > 0);
        let people = cutting.filter(|it| self.may_name(&it.person)).take(ROWS_MAX).map(|it| {
            let mut row = CutRow {
                person: it.person.clone(),
                place: it.place,
                member: it.member,
                has_deputy: it.deputy.is_some(),
                pieces: it.pieces,
                outside: it.outside,
                without_member: it.without_member,
                sentence: String::new(),
            };
            row.sentence = wording::coalition_cut(&row);
            row
        });
        let people: Vec<CutRow> = people.collect();
        let holding = naming.ties.iter().filter(|it| it.outside + it.without_member > 0);
        let both = |a: &PersonId, b: &PersonId| self.may_name(a) && self.may_name(b);
        let ties = holding.filter(|it| both(&it.a, &it.b)).take(ROWS_MAX).map(|it| {
            let mut row = TieRow {
                people: [it.a.clone(), it.b.clone()],
                place: it.place,
                outside: it.outside,
                without_member: it.without_member,
                sentence: String::new(),
            };
            row.sentence = wording::coalition_tie(&row);
            row
        });
        let ties: Vec<TieRow> = ties.collect();
        let alone: Vec<_> = naming.only_members.iter().filter(|it| it.without_member > 0).collect();
        let named = alone.iter().filter(|it| self.may_name(&it.person)).take(ROWS_MAX);
        let only_members: Vec<OnlyRow> = named
            .map(|it| {
                let mut row = OnlyRow {
                    person: it.person.clone(),
                    has_deputy: it.deputy.is_some(),
                    without_member: it.without_member,
                    sentence: String::new(),
                };
                row.sentence = wording::coalition_only(&row);
                row
            })
            .collect();
        let with_nominations = (self.recorded_only && self.counts_patterns()).then(|| counts(all));
        CutsView {
            more_people: count.people - people.len() as u64,
            people,
            more_ties: count.ties - ties.len() as u64,
            ties,
            more_only_members: (alone.len() - only_members.len()) as u64,
            only_members,
            with_nominations,
            sentence: wording::coalition_cuts(count, with_nominations),
        }
    }

    fn sponsors(&self) -> SponsorsView {
        let it = &self.analysis.sponsors;
        let gaps = it.gaps.iter().filter(|_| self.leads).take(ROWS_MAX).map(|gap| {
            let mut row = GapRow {
                manager: gap.manager.clone(),
                place: gap.place,
                member: gap.member,
                first_for: gap.first_for,
                below: gap.below,
                sentence: String::new(),
            };
            row.sentence = wording::coalition_gap(&row);
            row
        });
        let gaps: Vec<GapRow> = gaps.collect();
        let mut view = SponsorsView {
            unbroken: it.unbroken,
            broken: it.broken,
            without_manager: it.without_manager,
            more_gaps: (it.gaps.len() - gaps.len()) as u64,
            gaps,
            sentence: String::new(),
        };
        view.sentence = wording::coalition_sponsors(&view);
        view
    }

    /// How much HR keeps to itself.
    fn hr(&self) -> Option<HrView> {
        let it = ties_inside(&self.analysis, self.facts.directory, |it| is_called(it, USUAL_UNITS));
        (it.of > 0).then(|| HrView {
            inside: it.inside,
            of: it.of,
            sentence: wording::coalition_hr(it.inside, it.of),
        })
    }

    /// Whom to add next; and whether the search ended before its end.
    fn next(&self, steps: u32, add: usize) -> (NextView, Option<Lack>) {
        let (network, add) = (self.naming_network(), add.clamp(1, ADD_MAX));
        let it = cover::next(&network, steps, add, |_| true, Limits::default());
        let turns = it.rounds.iter().map(|it| it.tied.len() as u64).sum();
        let others_count = if it.method == Method::Exact { it.others_count } else { turns };
        let at_a_turn = it.rounds.iter().flat_map(|it| it.tied.iter().take(ROWS_MAX));
        let mut others: Vec<Vec<PersonId>> = it.others;
        others.extend(at_a_turn.map(|it| vec![it.clone()]));
        others.truncate(ROWS_MAX);
        if !self.leads {
            others.clear();
        }
        let mut view = NextView {
            left: it.of - it.covered,
            of: it.of,
            method: it.method,
            who: self.named(it.people.iter()),
            gain: it.gain,
            gain_at_most: it.gain_at_most,
            others,
            others_count,
            sentence: String::new(),
        };
        view.sentence = wording::coalition_next(&view, &PersonId::to_string);
        (view, it.lacks.contains(&Lack::SearchEndedEarly).then_some(Lack::SearchEndedEarly))
    }

    fn what_if(&self, steps: u32, without: &[PersonId]) -> WhatIf {
        // Whoever may not know whether somebody is there is not told by asking what if they were not.
        let (known, unknown): (BTreeSet<PersonId>, BTreeSet<PersonId>) =
            without.iter().cloned().partition(|it| self.may_name(it));
        let network = self.naming_network();
        let it = leave_out(&network, steps, &known);
        let mut lost = self.lost(&network, &it);
        // By ties that were only recorded nobody's answer can be told.
        let small = if self.recorded_only { None } else { self.together(steps) };
        let mut more_units = lost.len() as u64;
        lost.retain(|unit, _| !small.as_ref().is_some_and(|small| small.units.contains(unit)));
        let named = |unit: Option<Label>| unit.as_deref().map(ToOwned::to_owned);
        let mut units: Vec<LostRow> =
            lost.into_iter().map(|(unit, lost)| LostRow { unit: named(unit), lost }).collect();
        units.sort_by_key(|it| Reverse(it.lost));
        units.truncate(UNITS_MAX);
        more_units -= units.len() as u64;
        let not_there: BTreeSet<PersonId> = it.not_there.into_iter().chain(unknown).collect();
        let mut view = WhatIf {
            without: known.into_iter().filter(|it| !not_there.contains(it)).collect(),
            not_there: not_there.into_iter().collect(),
            covered_now: it.before.covered,
            of_now: it.before.of,
            covered_then: it.after.covered,
            of_then: it.after.of,
            lost: it.lost_headcount,
            units,
            more_units,
            sentence: String::new(),
        };
        view.sentence = wording::coalition_what_if(&view, &PersonId::to_string);
        view
    }

    /// How many of each unit would no longer be reached.
    pub(super) fn lost(&self, network: &Network, it: &LeaveOut) -> BTreeMap<Option<Label>, u64> {
        let people = network.people();
        let mut lost: BTreeMap<Option<Label>, u64> = BTreeMap::new();
        for id in &it.lost {
            // They are ordered by id.
            if let Ok(at) = people.binary_search_by(|it| it.id.cmp(id)) {
                *lost.entry(people[at].unit.clone()).or_default() +=
                    u64::from(people[at].headcount);
            }
        }
        lost
    }

    fn lacked<'l>(
        &self,
        reach: impl Iterator<Item = &'l Lack>,
        ended: Option<Lack>,
        brokers: Option<Lack>,
    ) -> Vec<LackRow> {
        let it = &self.analysis;
        let further = [&it.cuts.lacks, &it.groups.lacks, &it.sponsors.lacks];
        let mut all: BTreeSet<Lack> =
            reach.copied().chain(further.into_iter().flatten().copied()).collect();
        all.extend(ended.into_iter().chain(brokers));
        if !it.inputs.directory {
            all.insert(Lack::NoDirectory);
        }
        if !it.inputs.scope {
            all.insert(Lack::NoScope);
        }
        if self.recorded_only {
            all.insert(Lack::NominationsLeftOut);
        }
        let units = it.inputs.unknown_units.len() as u64;
        if units > 0 {
            all.insert(Lack::UnknownUnits { units });
        }
        let row = |what: Lack| LackRow { sentence: wording::coalition_lack(what), what };
        all.into_iter().map(row).collect()
    }
}
