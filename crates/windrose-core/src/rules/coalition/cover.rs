//! Whom to add next: those with whom the coalition reaches most affected people whom it does not reach yet.
//!
//! First the best one, then the best one beside them, and so on (greedy): that reaches at least 1 - 1/e, about 63 %, of
//! what the best choice of as many would. For up to three, all choices are tried as long as that is cheap.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use schemars::JsonSchema;
use serde::Serialize;

use super::lack::{Input, Lack};
use super::network::{Network, Node, Person};
use super::reach::{is_within, steps_from};
use crate::rules::ids::PersonId;

/// Up to how many all choices are tried.
pub const EXACT_UP_TO: usize = 3;

/// What trying a choice costs, whomever it reaches.
const CHOICE_STEPS: u64 = 10;

/// The best gain over the greedy one is at most this: e / (e - 1).
const BEST_OVER_GREEDY: f64 = 1.0 + 1.0 / (std::f64::consts::E - 1.0);

/// How much work is done. A step looks at one tie or at one person whom a choice would reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For trying all choices: beyond it, the greedy answer stands.
    pub exact_steps: u64,
    /// For the greedy one: beyond it the answer says that somebody better may have been missed.
    pub greedy_steps: u64,
    /// How many other choices that are as good are listed; all are counted.
    pub others: usize,
}

impl Default for Limits {
    /// A fraction of a second each.
    fn default() -> Self {
        Self { exact_steps: 50_000_000, greedy_steps: 200_000_000, others: 20 }
    }
}

/// How an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// All choices were tried: none of as many people is better.
    Exact,
    /// One after another: at least 63 % of the best gain, and often all of it.
    Greedy,
}

/// Whom to add next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// How it was found.
    pub method: Method,
    /// Whom: by id when exact, in the order of their choice when greedy. Fewer where more would add nobody.
    pub people: Vec<PersonId>,
    /// How many affected people would be reached besides.
    pub gain: u64,
    /// No choice of as many gains more than this.
    pub gain_at_most: u64,
    /// How many are reached now.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
    /// The greedy choices, one by one.
    pub rounds: Vec<Round>,
    /// Of an exact answer: further choices of as few people that gain as much, the first ones by id.
    pub others: Vec<Vec<PersonId>>,
    /// How many of those there are in all.
    pub others_count: u64,
    /// What was missing.
    pub lacks: Vec<Lack>,
}

/// One choice of the greedy way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Who was chosen.
    pub person: PersonId,
    /// How many more affected people are reached with them.
    pub gain: u64,
    /// Who would have gained as much, by id.
    pub tied: Vec<PersonId>,
}

/// Whom to add, so many at most, among those who may be asked and are no members yet, to reach most within so many
/// steps.
pub fn next(
    network: &Network,
    hops: u32,
    add: usize,
    may_be_asked: impl Fn(&Person) -> bool,
    limits: Limits,
) -> Next {
    let members = network.nodes().filter(|it| network.person(*it).member);
    let steps = steps_from(network, members, &vec![false; network.people().len()]);
    let is_left = |it: &Node| network.weight(*it) > 0 && !is_within(hops, steps[*it as usize]);
    let mut uncovered = vec![0; steps.len()];
    network.nodes().filter(is_left).for_each(|it| uncovered[it as usize] = network.weight(it));
    let total: u64 = uncovered.iter().sum();
    let candidate = |it: &Node| !network.person(*it).member && may_be_asked(network.person(*it));
    let candidates: Vec<Node> = network.nodes().filter(candidate).collect();

    let mut ball = Ball::new(network, hops);
    let greedy = greedily(&mut ball, uncovered.clone(), &candidates, add, limits.greedy_steps);
    let gain = greedy.rounds.iter().map(|it| it.1).sum();
    let mut lacks = network.lacks(&[
        Input::Affected,
        Input::Members,
        Input::ReportingLines,
        Input::Nominations,
        Input::Contacts,
        Input::Survey,
    ]);
    let (covered, of) = (network.headcount() - total, network.headcount());
    if add <= EXACT_UP_TO
        && let Some(best) = exactly(&mut ball, &uncovered, &candidates, add, gain, limits)
    {
        let ids = |nodes: &Vec<Node>| nodes.iter().map(|it| network.id(*it)).collect::<Vec<_>>();
        let mut sets = best.sets.iter().map(ids);
        return Next {
            method: Method::Exact,
            people: sets.next().unwrap_or_default(),
            gain: best.gain,
            gain_at_most: best.gain,
            covered,
            of,
            rounds: Vec::new(),
            others: sets.collect(),
            others_count: best.count.saturating_sub(1),
            lacks,
        };
    }
    let first = greedy.rounds.first().map_or(0, |it| it.1);
    let mut gain_at_most = total;
    if greedy.ended_early {
        lacks.push(Lack::SearchEndedEarly);
        lacks.sort();
    } else {
        let by_bound = (gain as f64 * BEST_OVER_GREEDY + 1e-6).floor() as u64;
        gain_at_most = total.min(by_bound).min(first.saturating_mul(add as u64));
    }
    let round = |(node, gain, tied): &(Node, u64, Vec<Node>)| Round {
        person: network.id(*node),
        gain: *gain,
        tied: tied.iter().map(|it| network.id(*it)).collect(),
    };
    let rounds: Vec<Round> = greedy.rounds.iter().map(round).collect();
    Next {
        method: Method::Greedy,
        people: rounds.iter().map(|it| it.person.clone()).collect(),
        gain,
        gain_at_most,
        covered,
        of,
        rounds,
        others: Vec::new(),
        others_count: 0,
        lacks,
    }
}

/// Looks at whom somebody reaches, and counts the steps that it takes.
struct Ball<'a> {
    network: &'a Network,
    hops: u32,
    /// In which look each one was last seen.
    seen: Vec<u32>,
    look: u32,
    queue: Vec<Node>,
    steps: u64,
}

impl<'a> Ball<'a> {
    fn new(network: &'a Network, hops: u32) -> Self {
        let seen = vec![0; network.people().len()];
        Self { network, hops, seen, look: 0, queue: Vec::new(), steps: 0 }
    }

    /// Everybody within the steps, themselves first.
    fn around(&mut self, node: Node) -> &[Node] {
        self.look += 1;
        self.queue.clear();
        self.queue.push(node);
        self.seen[node as usize] = self.look;
        let mut from = 0;
        for _ in 0..self.hops {
            let until = self.queue.len();
            if from == until {
                break;
            }
            for at in from..until {
                let next = self.network.flow().neighbors_slice(self.queue[at]);
                self.steps += next.len() as u64;
                for it in next {
                    if self.seen[*it as usize] != self.look {
                        self.seen[*it as usize] = self.look;
                        self.queue.push(*it);
                    }
                }
            }
            from = until;
        }
        self.steps += 1;
        &self.queue
    }

    fn gain(&mut self, node: Node, uncovered: &[u64]) -> u64 {
        self.around(node).iter().map(|it| uncovered[*it as usize]).sum()
    }
}

/// What the greedy way chose: who, with which gain, and who would have gained as much.
struct Greedy {
    rounds: Vec<(Node, u64, Vec<Node>)>,
    ended_early: bool,
}

/// A gain never grows with what is chosen, so that an old figure is a bound: only those whose bound is high are looked at.
fn greedily(
    ball: &mut Ball<'_>,
    mut uncovered: Vec<u64>,
    candidates: &[Node],
    add: usize,
    steps_max: u64,
) -> Greedy {
    let bounds = bounds(ball.network, ball.hops, &uncovered);
    let mut heap: BinaryHeap<(u64, Reverse<Node>)> =
        candidates.iter().map(|it| (bounds[*it as usize], Reverse(*it))).collect();
    let mut found = Greedy { rounds: Vec::new(), ended_early: false };
    for _ in 0..add {
        let mut looked_at = Vec::new();
        let mut best = 0;
        while let Some((bound, Reverse(node))) = heap.peek().copied()
            && bound > 0
            && bound >= best
        {
            if ball.steps > steps_max {
                found.ended_early = true;
                break;
            }
            heap.pop();
            let gain = ball.gain(node, &uncovered);
            best = best.max(gain);
            looked_at.push((gain, node));
        }
        let mut tied: Vec<Node> = Vec::new();
        for (gain, node) in looked_at {
            if gain == best && best > 0 {
                tied.push(node);
            } else {
                heap.push((gain, Reverse(node)));
            }
        }
        tied.sort_unstable();
        let Some(chosen) = tied.first().copied() else { break };
        tied.remove(0);
        heap.extend(tied.iter().map(|it| (best, Reverse(*it))));
        ball.around(chosen).iter().for_each(|it| uncovered[*it as usize] = 0);
        found.rounds.push((chosen, best, tied));
    }
    found
}

/// At most how many each one would gain: what they are themselves, and as much as each of those whom they reach.
fn bounds(network: &Network, hops: u32, uncovered: &[u64]) -> Vec<u64> {
    // So far out almost everybody is within reach of almost everybody, and sums say no more than that.
    const FAR_OUT: u32 = 6;
    let total: u64 = uncovered.iter().sum();
    if hops > FAR_OUT {
        return vec![total; uncovered.len()];
    }
    let mut bounds = uncovered.to_vec();
    for _ in 0..hops {
        let bound = |node: Node| {
            let next = network.flow().neighbors_slice(node).iter();
            let sum = next.map(|it| bounds[*it as usize]).fold(0_u64, u64::saturating_add);
            total.min(sum.saturating_add(uncovered[node as usize]))
        };
        bounds = network.nodes().map(bound).collect();
    }
    bounds
}

/// The best choices: all that gain most with fewest people.
struct Best {
    gain: u64,
    size: usize,
    /// How many there are.
    count: u64,
    /// The first ones.
    sets: BTreeSet<Vec<Node>>,
}

/// Tries all choices. `None` when that takes too many steps.
fn exactly(
    ball: &mut Ball<'_>,
    uncovered: &[u64],
    candidates: &[Node],
    add: usize,
    known: u64,
    limits: Limits,
) -> Option<Best> {
    ball.steps = 0;
    let mut choices: Vec<Choice> = Vec::new();
    for node in candidates {
        let reached: Vec<Node> =
            ball.around(*node).iter().copied().filter(|it| uncovered[*it as usize] > 0).collect();
        let gain: u64 = reached.iter().map(|it| uncovered[*it as usize]).sum();
        if gain > 0 {
            choices.push(Choice { node: *node, gain, reached });
        }
        if ball.steps > limits.exact_steps {
            return None;
        }
    }
    choices.sort_by_key(|it| (Reverse(it.gain), it.node));
    let mut search = Search {
        choices: &choices,
        uncovered: uncovered.to_vec(),
        steps_left: limits.exact_steps - ball.steps,
        // At least as good as what the greedy way found; that is not yet a choice of its own.
        best: Best { gain: known, size: usize::MAX, count: 0, sets: BTreeSet::new() },
        listed: limits.others + 1,
    };
    search.from(0, add, 0, &mut Vec::new())?;
    Some(search.best)
}

/// Somebody who may be chosen, and whom they would reach besides.
struct Choice {
    node: Node,
    gain: u64,
    reached: Vec<Node>,
}

struct Search<'a> {
    choices: &'a [Choice],
    /// How many stand at each place who are not reached yet by what is chosen.
    uncovered: Vec<u64>,
    steps_left: u64,
    best: Best,
    listed: usize,
}

impl Search<'_> {
    /// Tries every choice of so many more from a place on; at most three deep.
    fn from(&mut self, start: usize, more: usize, gain: u64, chosen: &mut Vec<Node>) -> Option<()> {
        self.offer(gain, chosen);
        if more == 0 {
            return Some(());
        }
        let choices = self.choices;
        for (at, choice) in choices.iter().enumerate().skip(start) {
            // Nobody from here on gains more alone, and beside others still less.
            if gain + more as u64 * choice.gain < self.best.gain {
                break;
            }
            let steps = CHOICE_STEPS + choice.reached.len() as u64;
            self.steps_left = self.steps_left.checked_sub(steps)?;
            let added: u64 = choice.reached.iter().map(|it| self.uncovered[*it as usize]).sum();
            if added == 0 {
                continue;
            }
            let taken: Vec<(Node, u64)> = choice
                .reached
                .iter()
                .map(|it| (*it, std::mem::take(&mut self.uncovered[*it as usize])))
                .collect();
            chosen.push(choice.node);
            let ended = self.from(at + 1, more - 1, gain + added, chosen);
            chosen.pop();
            for (node, was) in taken {
                self.uncovered[node as usize] = was;
            }
            ended?;
        }
        Some(())
    }

    fn offer(&mut self, gain: u64, chosen: &[Node]) {
        let best = &mut self.best;
        let better = (gain, Reverse(chosen.len())).cmp(&(best.gain, Reverse(best.size)));
        if better.is_lt() {
            return;
        }
        if better.is_gt() {
            *best = Best { gain, size: chosen.len(), count: 0, sets: BTreeSet::new() };
        }
        best.count += 1;
        let mut set = chosen.to_vec();
        set.sort_unstable();
        best.sets.insert(set);
        if best.sets.len() > self.listed {
            best.sets.pop_last();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::coalition::network::{Network, TieKind};
    use crate::rules::coalition::testing::{id, influences, networks, person, tie};

    /// Everybody within so many steps of these, by trying all ties.
    fn reached(network: &Network, hops: u32, from: &[Node]) -> BTreeSet<Node> {
        let mut reached: BTreeSet<Node> = from.iter().copied().collect();
        for _ in 0..hops.min(8) {
            let further = |to: &Node| reached.iter().any(|from| influences(network, *from, *to));
            let more: Vec<Node> = network.nodes().filter(further).collect();
            reached.extend(more);
        }
        reached
    }

    fn weight(network: &Network, nodes: &BTreeSet<Node>) -> u64 {
        nodes.iter().map(|it| network.weight(*it)).sum()
    }

    #[test]
    fn trying_all_is_better_than_one_after_another_and_both_say_what_they_are() {
        // 0 reaches four, two of each side; 1 and 2 reach three of a side each.
        let down = |from: usize, to: usize| tie(to, from, TieKind::ReportsTo);
        let ties: Vec<_> =
            [(0, 3), (0, 4), (0, 6), (0, 7), (1, 3), (1, 4), (1, 5), (2, 6), (2, 7), (2, 8)]
                .map(|(from, to)| down(from, to))
                .to_vec();
        let people = |who: usize| crate::rules::coalition::network::Person {
            headcount: u32::from(who > 2),
            ..person(who)
        };
        let network = Network::new((0..9).map(people).collect(), &ties);
        let anybody = |_: &Person| true;
        let best = next(&network, 1, 2, anybody, Limits::default());
        assert_eq!((best.method, best.people, best.gain), (Method::Exact, vec![id(1), id(2)], 6));
        assert_eq!(best.others_count, 0);
        let none = Limits { exact_steps: 0, ..Limits::default() };
        let one_by_one = next(&network, 1, 2, anybody, none);
        assert_eq!(
            (one_by_one.method, one_by_one.gain, one_by_one.gain_at_most),
            (Method::Greedy, 5, 6)
        );
        // With one of them, two others gain as much beside them.
        assert_eq!(
            one_by_one.rounds[1],
            Round { person: id(1), gain: 1, tied: vec![id(2), id(5), id(8)] }
        );
        let stopped = next(&network, 1, 4, anybody, Limits { greedy_steps: 0, ..none });
        assert!(stopped.lacks.contains(&Lack::SearchEndedEarly));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

        #[test]
        fn whom_to_add_is_what_trying_everybody_says(network in networks(), hops in prop_oneof![0..3_u32, Just(u32::MAX)], add in 0..=3_usize) {
            let asked = |it: &Person| it.site.as_deref() != Some("c");
            let members: Vec<Node> = network.nodes().filter(|it| network.person(*it).member).collect();
            let before = weight(&network, &reached(&network, hops, &members));
            let gain = |chosen: &[Node]| {
                weight(&network, &reached(&network, hops, &[&members, chosen].concat())) - before
            };
            let candidates: Vec<Node> = network.nodes()
                .filter(|it| !network.person(*it).member && asked(network.person(*it))).collect();
            // Every choice of at most so many, as the bits of a number.
            let choices: Vec<Vec<Node>> = (0..1_u32 << candidates.len())
                .filter(|bits| bits.count_ones() as usize <= add)
                .map(|bits| candidates.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, it)| *it).collect())
                .collect();
            let best = choices.iter().map(|it| (gain(it), Reverse(it.len()))).max().unwrap();
            let equal: BTreeSet<Vec<PersonId>> = choices.iter().filter(|it| (gain(it), Reverse(it.len())) == best)
                .map(|it| it.iter().map(|it| network.id(*it)).collect()).collect();

            let all = next(&network, hops, add, asked, Limits { others: 1000, ..Limits::default() });
            prop_assert_eq!((all.method, all.gain, all.gain_at_most), (Method::Exact, best.0, best.0));
            prop_assert_eq!((all.covered, all.of), (before, network.headcount()));
            prop_assert_eq!(all.others_count as usize, equal.len() - 1);
            prop_assert_eq!(&all.people, equal.first().unwrap());
            prop_assert_eq!(all.others, equal.into_iter().skip(1).collect::<Vec<_>>());

            let greedy = next(&network, hops, add, asked, Limits { exact_steps: 0, ..Limits::default() });
            // Where nobody has to be looked at, nothing was exceeded.
            if greedy.method == Method::Exact {
                prop_assert_eq!(best.0, 0);
                return Ok(());
            }
            prop_assert!(greedy.gain as f64 >= (1.0 - (-1.0_f64).exp()) * best.0 as f64 - 1e-9);
            prop_assert!(greedy.gain <= best.0 && best.0 <= greedy.gain_at_most);
            let mut chosen: Vec<Node> = Vec::new();
            for round in &greedy.rounds {
                let with = |node: Node| gain(&[&chosen[..], &[node]].concat()) - gain(&chosen);
                let most = candidates.iter().map(|it| with(*it)).max().unwrap();
                let mut ties: Vec<Node> = candidates.iter().copied().filter(|it| with(*it) == most).collect();
                prop_assert_eq!((round.gain, &round.person), (most, &network.id(ties[0])));
                let first = ties.remove(0);
                prop_assert_eq!(&round.tied, &ties.iter().map(|it| network.id(*it)).collect::<Vec<_>>());
                chosen.push(first);
            }
            prop_assert!(greedy.rounds.len() == add || candidates.iter().all(|it| gain(&[&chosen[..], &[*it]].concat()) == gain(&chosen)));
        }
    }
}
