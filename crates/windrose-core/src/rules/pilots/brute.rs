//! Every analysis of the stage graph, held against the same said in the slowest and plainest way, on small random plans:
//! by following every path, and by moving one stage after the other to see what it does.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::{option, sample};

use super::super::ids::RecordId;
use super::super::now::days_between;
use super::super::record::{Kind, PilotOutcome};
use super::super::step::{Mode, Step};
use super::{
    Change, Forecast, PilotPlan, Plan, Priority, Stage, State, StepPlan, blocked, forecast,
    standings, waves, what_if,
};

const TODAY: Date = jiff::civil::date(2026, 3, 2);

fn id(index: usize) -> RecordId {
    RecordId { kind: Kind::Pilot, number: u32::try_from(index).unwrap() + 1 }
}

fn day(days: i64) -> Date {
    TODAY.saturating_add(jiff::Span::new().days(days))
}

fn number(date: Date) -> i64 {
    days_between(TODAY, date)
}

/// Pilots that need any others, so that there are circles too, and sometimes one that was withdrawn.
fn pilot(of: usize) -> impl Strategy<Value = PilotPlan> {
    let others = || vec(sample::select((0..=of).map(id).collect::<Vec<_>>()), 0..3);
    let step = || option::weighted(0.3, sample::select(Step::ALL.to_vec()));
    let level = || option::of(1..=5_u32);
    let outcome = sample::select(vec![
        PilotOutcome::Succeeded,
        PilotOutcome::Succeeded,
        PilotOutcome::Failed,
        PilotOutcome::Stopped,
    ]);
    let ended = option::weighted(0.3, (outcome, (0..30_i64).prop_map(|ago| day(-ago))));
    let links = (others(), others(), others(), step(), step());
    let days = (-30..30_i64, 0..25_i64, ended, prop_oneof![4 => Just(0), 1 => 1..9_u32]);
    (links, days, level(), level(), level()).prop_map(|(links, days, value, readiness, load)| {
        let (needs, shares_people_with, must_not_overlap, after, needed_for) = links;
        let (starts, takes, ended, slips) = days;
        PilotPlan {
            starts_on: day(starts),
            ends_on: day(starts + takes),
            ended,
            needs,
            after,
            needed_for,
            shares_people_with,
            must_not_overlap,
            priority: Priority { value, readiness, load },
            slips,
        }
    })
}

fn plan() -> impl Strategy<Value = Plan> {
    let near = || option::weighted(0.3, (-9..40_i64).prop_map(day));
    let step = (near(), near()).prop_map(|(held_until, due_on)| StepPlan {
        passed_on: None,
        held_until,
        due_on,
    });
    let pilots = (0..6_usize).prop_flat_map(|of| vec(pilot(of), of));
    let mode = prop_oneof![Just(Mode::Sequential), Just(Mode::Concurrent)];
    (vec(step, 8), 0..9_usize, mode, pilots, any::<bool>()).prop_map(
        |(mut steps, passed, mode, pilots, circles)| {
            for (index, step) in steps.iter_mut().enumerate().take(passed) {
                step.passed_on = Some(day(-20 + i64::try_from(index).unwrap()));
            }
            let mut pilots: BTreeMap<RecordId, PilotPlan> =
                pilots.into_iter().enumerate().map(|(at, it)| (id(at), it)).collect();
            if !circles {
                // Pilots wait for later ones only, and for steps that come before those that wait for pilots.
                let withdrawn = id(pilots.len());
                for (own, it) in &mut pilots {
                    it.needs.retain(|other| other > own && *other != withdrawn);
                    it.after = it.after.filter(|step| *step < Step::Enlist);
                    it.needed_for = it.needed_for.filter(|step| *step > Step::Enlist);
                }
            }
            Plan { today: TODAY, mode, steps: steps.try_into().unwrap(), pilots }
        },
    )
}

/// What a stage waits for, said anew from the plan.
fn before(plan: &Plan, stage: Stage) -> BTreeSet<Stage> {
    match stage {
        Stage::Pilot(id) => plan.pilots.get(&id).map_or_else(BTreeSet::new, |it| {
            let needs = it.needs.iter().map(|id| Stage::Pilot(*id));
            needs.chain(it.after.map(Stage::Step)).collect()
        }),
        Stage::Step(step) => {
            let earlier = Step::ALL.into_iter().filter(|it| it.next() == Some(step));
            let earlier = earlier.filter(|_| plan.mode == Mode::Sequential).map(Stage::Step);
            let pilots = plan.pilots.iter().filter(|(_, it)| it.needed_for == Some(step));
            earlier.chain(pilots.map(|(id, _)| Stage::Pilot(*id))).collect()
        }
    }
}

fn stages(plan: &Plan) -> BTreeSet<Stage> {
    let pilots = plan.pilots.iter().flat_map(|(id, it)| it.needs.iter().chain([id]));
    Step::ALL.into_iter().map(Stage::Step).chain(pilots.map(|id| Stage::Pilot(*id))).collect()
}

fn open(plan: &Plan) -> Vec<Stage> {
    stages(plan).into_iter().filter(|it| !plan.is_settled(*it)).collect()
}

/// Every way from a stage through what it waits for, as long as that is still to come; each ends where nothing is left
/// to wait for, in something lost, or where it comes around.
fn ways(plan: &Plan, way: &[Stage], found: &mut Vec<Vec<Stage>>) {
    let at = *way.last().unwrap();
    let on: Vec<Stage> = before(plan, at)
        .into_iter()
        .filter(|it| !plan.is_settled(*it) || plan.is_lost(*it))
        .collect();
    if way[..way.len() - 1].contains(&at) || plan.is_lost(at) || on.is_empty() {
        found.push(way.to_vec());
        return;
    }
    for next in on {
        ways(plan, &[way, &[next]].concat(), found);
    }
}

fn all_ways(plan: &Plan, stage: Stage) -> Vec<Vec<Stage>> {
    let mut found = Vec::new();
    ways(plan, &[stage], &mut found);
    found
}

/// A way that never leads to a day.
fn is_vain(plan: &Plan, way: &[Stage]) -> bool {
    let (at, rest) = way.split_last().unwrap();
    rest.contains(at) || plan.is_lost(*at)
}

fn is_blocked(plan: &Plan, stage: Stage) -> bool {
    !plan.is_settled(stage) && all_ways(plan, stage).iter().any(|way| is_vain(plan, way))
}

/// The last day of a stage by every path that leads to it, with one stage ending later than it would.
fn ends(plan: &Plan, stage: Stage, late: (Stage, i64)) -> Vec<i64> {
    let more = if late.0 == stage { late.1 } else { 0 };
    let passed = |it: Stage| match it {
        Stage::Step(step) => plan.step(step).passed_on.map(number),
        Stage::Pilot(id) => plan.pilots[&id].ended.map(|(_, on)| number(on)),
    };
    let ends_of = |it: Stage| passed(it).map_or_else(|| ends(plan, it, late), |day| vec![day]);
    match stage {
        Stage::Step(step) => {
            let own = [Some(0), plan.step(step).held_until.map(number)];
            let others = before(plan, stage).into_iter().flat_map(ends_of);
            own.into_iter().flatten().chain(others).map(|day| day + more).collect()
        }
        Stage::Pilot(id) => {
            let pilot = &plan.pilots[&id];
            let mut starts = vec![number(pilot.starts_on)];
            for it in before(plan, stage) {
                match it {
                    Stage::Pilot(_) => starts.extend(ends_of(it).iter().map(|day| day + 1)),
                    Stage::Step(step) => {
                        let due = plan.step(step).due_on.filter(|_| passed(it).is_none());
                        starts.extend(ends_of(it).into_iter().chain(due.map(number)));
                    }
                }
            }
            let takes = number(pilot.ends_on) - number(pilot.starts_on);
            let slips = i64::from(pilot.slips) + more;
            starts.into_iter().map(|start| (start + takes).max(0) + slips).collect()
        }
    }
}

fn end(plan: &Plan, stage: Stage, late: (Stage, i64)) -> i64 {
    ends(plan, stage, late).into_iter().max().unwrap()
}

/// The last day of the whole.
fn whole(plan: &Plan, late: (Stage, i64)) -> Option<i64> {
    let coming = open(plan).into_iter().filter(|it| !is_blocked(plan, *it));
    coming.map(|it| end(plan, it, late)).max()
}

const NOTHING: (Stage, i64) = (Stage::Step(Step::Urgency), 0);

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_ready_waits_or_is_blocked(plan in plan()) {
        let graph = plan.graph();
        let standings = standings(&plan, &graph);
        prop_assert_eq!(standings.keys().copied().collect::<BTreeSet<_>>(), stages(&plan));
        let in_vain: BTreeSet<Stage> =
            open(&plan).into_iter().filter(|it| is_blocked(&plan, *it)).collect();
        prop_assert_eq!(blocked(&plan, &graph), in_vain);
        for stage in open(&plan) {
            let it = &standings[&stage];
            let ways = all_ways(&plan, stage);
            let missing: Vec<Stage> = before(&plan, stage)
                .into_iter()
                .filter(|it| !plan.is_settled(*it) || plan.is_lost(*it))
                .collect();
            let is_ready = matches!(it.state, State::Ready | State::Running);
            prop_assert_eq!(is_ready, missing.is_empty());
            prop_assert_eq!(it.state == State::Blocked, is_blocked(&plan, stage));
            prop_assert_eq!(&it.waits_for, &missing);
            let is_first = |way: &&Vec<Stage>| way.len() > 1 && !is_vain(&plan, way);
            let first: BTreeSet<Stage> =
                ways.iter().filter(is_first).map(|way| *way.last().unwrap()).collect();
            prop_assert_eq!(it.first.iter().copied().collect::<BTreeSet<_>>(), first);
            let mut roots: BTreeSet<Stage> = BTreeSet::new();
            for way in ways.iter().filter(|way| is_vain(&plan, way)) {
                let last = *way.last().unwrap();
                let from = way.iter().position(|it| *it == last).unwrap();
                roots.extend(&way[from..]);
            }
            prop_assert_eq!(it.blocked_by.iter().copied().collect::<BTreeSet<_>>(), roots);
            let held: Vec<Stage> = open(&plan)
                .into_iter()
                .filter(|other| *other != stage)
                .filter(|other| all_ways(&plan, *other).iter().any(|way| way.contains(&stage)))
                .collect();
            prop_assert_eq!(&it.holds_up, &held);
        }
    }

    #[test]
    fn days_slack_and_the_critical_path_are_those_of_every_path(plan in plan()) {
        let found = forecast(&plan, &plan.graph());
        prop_assert_eq!(found.ends_on.map(number), whole(&plan, NOTHING));
        let coming: Vec<Stage> =
            open(&plan).into_iter().filter(|it| !is_blocked(&plan, *it)).collect();
        prop_assert_eq!(&found.slack.keys().copied().collect::<Vec<_>>(), &coming);
        for stage in &coming {
            prop_assert_eq!(number(found.spans[stage].ends_on), end(&plan, *stage, NOTHING));
            let slack = found.slack[stage];
            prop_assert_eq!(whole(&plan, (*stage, slack)), whole(&plan, NOTHING), "{}", stage);
            prop_assert!(whole(&plan, (*stage, slack + 1)) > whole(&plan, NOTHING), "{}", stage);
        }
        let chains = critical_chains(&plan, &found, &coming);
        prop_assert_eq!(found.critical_path.is_empty(), chains.is_empty());
        prop_assert!(chains.is_empty() || chains.contains(&found.critical_path));
        prop_assert_eq!(found.other_paths, chains.len() > 1);
        for clash in &found.clashes {
            prop_assert!(plan.conflicts().contains_key(&clash.pilots));
        }
    }

    #[test]
    fn waves_keep_the_order_and_no_two_in_conflict_share_one(plan in plan()) {
        let placed = waves(&plan, &plan.graph());
        let coming: BTreeSet<RecordId> = plan
            .pilots
            .keys()
            .copied()
            .filter(|id| !plan.is_settled(Stage::Pilot(*id)) && !is_blocked(&plan, Stage::Pilot(*id)))
            .collect();
        prop_assert_eq!(&placed.iter().map(|it| it.pilot).collect::<BTreeSet<_>>(), &coming);
        prop_assert_eq!(placed.len(), coming.len());
        let needs = |one: RecordId, other: RecordId| {
            let is_on = |way: &Vec<Stage>| way[1..].contains(&Stage::Pilot(other));
            all_ways(&plan, Stage::Pilot(one)).iter().any(is_on)
        };
        let conflict = |one: RecordId, other: RecordId| {
            let names = |a: RecordId, b: RecordId| {
                let it = &plan.pilots[&a];
                it.shares_people_with.contains(&b) || it.must_not_overlap.contains(&b)
            };
            names(one, other) || names(other, one)
        };
        for (at, it) in placed.iter().enumerate() {
            let (earlier, later) = (&placed[..at], &placed[at + 1..]);
            // Neither order nor conflicts are broken, and each lower wave was taken or too early.
            for wave in 1..=it.wave {
                let hinders = earlier.iter().any(|other| {
                    other.wave >= wave && needs(it.pilot, other.pilot)
                        || other.wave == wave && conflict(it.pilot, other.pilot)
                });
                prop_assert_eq!(hinders, wave < it.wave);
            }
            let free = |other: &RecordId| {
                coming.iter().all(|it| !needs(*other, *it) || earlier.iter().any(|e| e.pilot == *it))
            };
            prop_assert!(free(&it.pilot));
            let own = plan.pilots[&it.pilot].priority;
            let mut tied = Vec::new();
            for other in later.iter().map(|it| it.pilot).filter(free) {
                match plan.pilots[&other].priority.compare(own) {
                    Ordering::Less => {}
                    Ordering::Equal => tied.push(other),
                    Ordering::Greater => prop_assert!(false, "{} before {}", it.pilot, other),
                }
            }
            tied.sort_unstable();
            prop_assert!(tied.iter().all(|other| *other > it.pilot));
            prop_assert_eq!(&it.tied_with, &tied);
        }
    }

    #[test]
    fn a_picture_shows_what_is_needed_to_see_who_waits_for_whom(plan in plan()) {
        let graph = plan.graph();
        let all: BTreeSet<(Stage, Stage)> = stages(&plan)
            .into_iter()
            .flat_map(|it| before(&plan, it).into_iter().map(move |other| (it, other)))
            .collect();
        let reduced: BTreeSet<(Stage, Stage)> = graph.reduced().into_iter().collect();
        prop_assert!(reduced.is_subset(&all));
        if graph.check().is_err() {
            prop_assert_eq!(reduced, all);
            return Ok(());
        }
        let whole = reach(&all);
        prop_assert_eq!(&reach(&reduced), &whole);
        for edge in &reduced {
            let without = reduced.iter().copied().filter(|it| it != edge).collect();
            prop_assert!(reach(&without) != whole, "{} to {} follows from others", edge.0, edge.1);
        }
    }

    #[test]
    fn what_if_is_the_difference_to_a_plan_in_which_it_is_so(
        plan in plan(),
        stop in vec(0..6_usize, 0..2),
        slip in vec((0..6_usize, 1..20_u32), 0..3),
    ) {
        let change = Change {
            stop: stop.into_iter().map(id).collect(),
            slip: slip.into_iter().map(|(at, days)| (id(at), days)).collect(),
        };
        let found = what_if(&plan, &change);
        let mut then = plan.clone();
        for (id, it) in &mut then.pilots {
            if it.ended.is_none() {
                it.slips += change.slip.get(id).unwrap_or(&0);
                it.ended = change.stop.contains(id).then_some((PilotOutcome::Stopped, TODAY));
            }
        }
        let newly: Vec<Stage> = open(&then)
            .into_iter()
            .filter(|it| is_blocked(&then, *it) && !is_blocked(&plan, *it))
            .collect();
        prop_assert_eq!(&found.blocked, &newly);
        let mut moved = Vec::new();
        for it in open(&then).into_iter().filter(|it| !is_blocked(&then, *it)) {
            let (from, to) = (end(&plan, it, NOTHING), end(&then, it, NOTHING));
            if from != to {
                moved.push((it, day(from), day(to), to - from));
            }
        }
        let told: Vec<_> = found.moved.iter().map(|it| (it.stage, it.from, it.to, it.days)).collect();
        prop_assert_eq!(told, moved);
        let last = |plan: &Plan| whole(plan, NOTHING).map(day);
        prop_assert_eq!(found.ends_on, (last(&plan), last(&then)));
    }
}

/// What is reached from what.
fn reach(edges: &BTreeSet<(Stage, Stage)>) -> BTreeSet<(Stage, Stage)> {
    let mut all = edges.clone();
    loop {
        let more: Vec<(Stage, Stage)> = all
            .iter()
            .flat_map(|(a, b)| {
                edges.iter().filter(move |(c, _)| b == c).map(move |(_, d)| (*a, *d))
            })
            .filter(|it| !all.contains(it))
            .collect();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

/// Every chain that ends with the whole and in which each stage starts as soon as the one before it lets it.
fn critical_chains(plan: &Plan, found: &Forecast, coming: &[Stage]) -> Vec<Vec<Stage>> {
    let tight = |one: &Stage, other: &Stage| {
        let apart = days_between(found.spans[one].ends_on, found.spans[other].starts_on);
        let both_pilots = matches!((one, other), (Stage::Pilot(_), Stage::Pilot(_)));
        before(plan, *other).contains(one) && apart == i64::from(both_pilots)
    };
    let mut chains: Vec<Vec<Stage>> = coming
        .iter()
        .filter(|it| Some(found.spans[it].ends_on) == found.ends_on)
        .filter(|it| !coming.iter().any(|after| tight(it, after)))
        .map(|it| vec![*it])
        .collect();
    let mut whole = Vec::new();
    while let Some(chain) = chains.pop() {
        let reasons: Vec<&Stage> = coming.iter().filter(|it| tight(it, &chain[0])).collect();
        if reasons.is_empty() {
            whole.push(chain);
            continue;
        }
        chains.extend(reasons.into_iter().map(|it| [&[*it], chain.as_slice()].concat()));
    }
    whole
}
