//! The arithmetic of effects: whether something changed, by how much, and how well that is shown.
//!
//! Exact: differences and comparisons are of integers, and only quotients are rounded, half away from nought. What
//! cannot be said (a relative change from nought, a return on no costs) is `None`, never a number.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fixed::{Fixed, MICROS};
use super::record::{Direction, IndicatorUnit};

/// How many points on one side of the baseline make a run, as [`is_run`] is usually asked. A windrose default.
pub const RUN_POINTS: usize = 3;

/// From one value to another: positive when it rose.
pub fn change(before: Fixed, after: Fixed) -> Fixed {
    minus(after, before)
}

/// The change as a ratio of where it started: 40 to 28 is -0.3. `None` from nought.
pub fn relative_change(before: Fixed, after: Fixed) -> Option<Fixed> {
    quotient(change(before, after).as_micros().into(), before.as_micros().unsigned_abs().into())
}

/// How much better it became; negative when it became worse.
pub fn improvement(direction: Direction, before: Fixed, after: Fixed) -> Fixed {
    match direction {
        Direction::HigherBetter => minus(after, before),
        Direction::LowerBetter => minus(before, after),
    }
}

/// A change in the words of its unit: of 20 % to 30 % it is 10 percentage points, which is 50 % more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Between two percentages: a difference in percentage points.
    PercentagePoints(Fixed),
    /// Between two numbers of any other unit: a difference in that unit.
    InUnit(Fixed),
}

/// The change of an indicator in the words of its unit.
pub fn change_in(unit: IndicatorUnit, before: Fixed, after: Fixed) -> Change {
    match unit {
        IndicatorUnit::Percent => Change::PercentagePoints(change(before, after)),
        _ => Change::InUnit(change(before, after)),
    }
}

/// What happened where the change was made and would not have happened anyway, as the comparison group shows.
pub fn difference_in_differences(
    (before, after): (Fixed, Fixed),
    (comparison_before, comparison_after): (Fixed, Fixed),
) -> Fixed {
    minus(change(before, after), change(comparison_before, comparison_after))
}

/// A confidence interval, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Its lower end.
    low: Fixed,
    /// Its upper end.
    high: Fixed,
}

impl Interval {
    /// `None` when it is upside down.
    pub fn new(low: Fixed, high: Fixed) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }

    /// Its lower and its upper end.
    pub fn ends(self) -> (Fixed, Fixed) {
        (self.low, self.high)
    }

    /// Does the value lie in it? A baseline that does leaves open whether anything changed.
    pub fn holds(self, value: Fixed) -> bool {
        self.low <= value && value <= self.high
    }

    /// Is all of it better than the value?
    pub fn is_better_than(self, direction: Direction, value: Fixed) -> bool {
        match direction {
            Direction::HigherBetter => self.low > value,
            Direction::LowerBetter => self.high < value,
        }
    }
}

/// How many of the newest points, in a row, are better than the baseline. One on it is not.
pub fn better_run(direction: Direction, baseline: Fixed, points: &[Fixed]) -> usize {
    let better = |point: &&Fixed| improvement(direction, baseline, **point) > Fixed::ZERO;
    points.iter().rev().take_while(better).count()
}

/// The rule of run charts: are there `least` points in a row on one side of the baseline? One on it ends a run.
pub fn is_run(baseline: Fixed, points: &[Fixed], least: usize) -> bool {
    let (mut side, mut length) = (Ordering::Equal, 0);
    for point in points {
        let now = point.cmp(&baseline);
        length = match now {
            Ordering::Equal => 0,
            _ if now == side => length + 1,
            _ => 1,
        };
        side = now;
        if length >= least.max(1) {
            return true;
        }
    }
    false
}

/// Whether the straight line of least squares through the points, taken at equal distances, rises or falls. `None` of
/// fewer than two points.
pub fn trend(points: &[Fixed]) -> Option<Ordering> {
    let n = points.len() as i128;
    if n < 2 {
        return None;
    }
    // The slope's sign is that of n·Σxy - Σx·Σy with x = 0, 1, 2 …; what it is divided by is positive.
    let sum: i128 = points.iter().map(|y| i128::from(y.as_micros())).sum();
    let weighted: i128 =
        (0..).zip(points).map(|(x, y): (i128, _)| x * i128::from(y.as_micros())).sum();
    Some((2 * weighted).cmp(&((n - 1) * sum)))
}

/// The return on investment after Phillips, as a ratio: what is left of the benefits, by the costs. 1 is 100 %.
pub fn return_on_investment(costs: Fixed, benefits: Fixed) -> Option<Fixed> {
    if costs <= Fixed::ZERO {
        return None;
    }
    quotient(minus(benefits, costs).as_micros().into(), costs.as_micros().unsigned_abs().into())
}

/// How many times as often something happens in one group as in another: `have` of `of` in each. `None` when a group
/// is empty, when a part exceeds its group, and when it never happens in the second.
pub fn risk_ratio((have, of): (u32, u32), (other_have, other_of): (u32, u32)) -> Option<Fixed> {
    if of == 0 || other_of == 0 || have > of || other_have > other_of {
        return None;
    }
    let (above, below) =
        (i128::from(have) * i128::from(other_of), i128::from(other_have) * i128::from(of));
    quotient(above, below.unsigned_abs())
}

/// How well an effect is shown. A windrose default, after the usual order of study designs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Grade {
    /// Nothing shows it.
    E0,
    /// Somebody says so.
    E1,
    /// Measured once before and once after.
    E2,
    /// Before and after with an interval, or with at least three points.
    E3,
    /// Before and after, against a comparison group that was measured more than once too.
    E4,
    /// Against a group chosen by lot or a matched one, with an interval.
    E5,
}

/// What is recorded of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Somebody says so.
    pub claimed: bool,
    /// How many measured points stand behind the value after; 0 when nobody measured.
    pub points: u32,
    /// Is there an interval around the value after?
    pub interval: bool,
    /// How many measured points stand behind the comparison group; 0 without one.
    pub comparison_points: u32,
    /// Was the comparison group chosen by lot, or matched?
    pub controlled: bool,
}

/// The grade of what is recorded. It is computed, never typed in.
pub fn grade(evidence: &Evidence) -> Grade {
    let Evidence { claimed, points, interval, comparison_points, controlled } = *evidence;
    match points {
        0 if claimed => Grade::E1,
        0 => Grade::E0,
        _ if comparison_points > 0 && controlled && interval => Grade::E5,
        _ if comparison_points > 1 && points > 1 => Grade::E4,
        _ if interval || points >= RUN_POINTS as u32 => Grade::E3,
        _ => Grade::E2,
    }
}

/// Numbers lie within ±10⁹, so a difference of two, and of two differences, fits well.
fn minus(a: Fixed, b: Fixed) -> Fixed {
    Fixed::micros(a.as_micros().saturating_sub(b.as_micros()))
}

/// A quotient of whole numbers, rounded to six decimals, half away from nought. `None` by nought.
fn quotient(above: i128, below: u128) -> Option<Fixed> {
    let below = i128::try_from(below).ok().filter(|below| *below > 0)?;
    let doubled = above.checked_mul(2 * i128::from(MICROS))?;
    let rounded = (doubled + doubled.signum() * below) / (2 * below);
    i64::try_from(rounded).ok().map(Fixed::micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> Fixed {
        serde_json::from_str(text).unwrap()
    }

    fn all(texts: &[&str]) -> Vec<Fixed> {
        texts.iter().map(|it| fixed(it)).collect()
    }

    use Direction::{HigherBetter, LowerBetter};

    #[test]
    fn rejects_fall_by_ten_more_than_where_nothing_was_done() {
        let effect =
            difference_in_differences((fixed("40"), fixed("28")), (fixed("41"), fixed("39")));
        assert_eq!(effect, fixed("-10"));
        assert_eq!(improvement(LowerBetter, fixed("40"), fixed("28")), fixed("12"));
        assert_eq!(improvement(HigherBetter, fixed("40"), fixed("28")), fixed("-12"));
        assert_eq!(change(fixed("0.1"), fixed("0.3")), fixed("0.2"), "no float's 0.19999");
    }

    #[test]
    fn relative_changes_start_from_something() {
        assert_eq!(relative_change(fixed("40"), fixed("28")), Some(fixed("-0.3")));
        assert_eq!(relative_change(fixed("-40"), fixed("-28")), Some(fixed("0.3")), "it rose");
        assert_eq!(relative_change(fixed("3"), fixed("4")), Some(fixed("0.333333")));
        assert_eq!(relative_change(fixed("3"), fixed("5")), Some(fixed("0.666667")));
        assert_eq!(relative_change(fixed("3"), fixed("1")), Some(fixed("-0.666667")));
        assert_eq!(relative_change(Fixed::ZERO, fixed("5")), None);
    }

    #[test]
    fn percentages_differ_by_points() {
        let (before, after) = (fixed("20"), fixed("30"));
        let points = Change::PercentagePoints(fixed("10"));
        assert_eq!(change_in(IndicatorUnit::Percent, before, after), points);
        assert_eq!(
            relative_change(before, after),
            Some(fixed("0.5")),
            "which is half as much again"
        );
        assert_eq!(change_in(IndicatorUnit::Days, before, after), Change::InUnit(fixed("10")));
    }

    #[test]
    fn a_baseline_within_the_interval_is_ambiguous() {
        let interval = Interval::new(fixed("25"), fixed("31")).unwrap();
        for (value, within) in
            [("24.999999", false), ("25", true), ("31", true), ("31.000001", false)]
        {
            assert_eq!(interval.holds(fixed(value)), within, "{value}");
        }
        assert!(interval.is_better_than(LowerBetter, fixed("31.000001")));
        assert!(!interval.is_better_than(LowerBetter, fixed("31")));
        assert!(interval.is_better_than(HigherBetter, fixed("24.999999")));
        assert!(!interval.is_better_than(HigherBetter, fixed("25")));
        assert_eq!(Interval::new(fixed("31"), fixed("25")), None, "upside down");
        assert!(Interval::new(fixed("25"), fixed("25")).is_some());
    }

    #[test]
    fn three_points_on_one_side_are_a_run() {
        let run = |points: &[&str]| is_run(fixed("20"), &all(points), RUN_POINTS);
        assert!(
            run(&["21", "22", "23"]) && run(&["19", "18", "19"]) && run(&["22", "21", "21", "19"])
        );
        assert!(!run(&["21", "22"]), "two are not");
        assert!(!run(&["21", "19", "22", "23"]), "nor three on both sides");
        assert!(!run(&["21", "20", "22", "23"]), "nor across one on the line");
        let newest = |points: &[&str]| better_run(LowerBetter, fixed("20"), &all(points));
        assert_eq!(newest(&["19", "21", "18", "17"]), 2);
        assert_eq!((newest(&["18", "20"]), newest(&[])), (0, 0));
    }

    #[test]
    fn a_trend_has_a_direction() {
        let of = |points: &[&str]| trend(&all(points));
        assert_eq!(of(&["66", "69", "70", "70"]), Some(Ordering::Greater));
        assert_eq!(of(&["70", "70", "70", "70"]), Some(Ordering::Equal));
        assert_eq!(of(&["70", "71", "71", "70"]), Some(Ordering::Equal), "up and down again");
        assert_eq!(
            of(&["70.000001", "70", "70", "70"]),
            Some(Ordering::Less),
            "to the last millionth"
        );
        assert_eq!((of(&["70"]), of(&[])), (None, None));
        let largest = vec![fixed("1000000000"); 10_000];
        assert_eq!(trend(&largest), Some(Ordering::Equal), "nothing overflows");
    }

    #[test]
    fn returns_need_costs() {
        assert_eq!(return_on_investment(fixed("100"), fixed("250")), Some(fixed("1.5")));
        assert_eq!(return_on_investment(fixed("100"), fixed("100")), Some(Fixed::ZERO));
        assert_eq!(return_on_investment(fixed("100"), Fixed::ZERO), Some(fixed("-1")));
        assert_eq!(return_on_investment(Fixed::ZERO, fixed("250")), None);
    }

    #[test]
    fn risks_are_held_against_each_other() {
        assert_eq!(risk_ratio((14, 20), (8, 40)), Some(fixed("3.5")));
        assert_eq!(risk_ratio((0, 20), (8, 40)), Some(Fixed::ZERO));
        assert_eq!(risk_ratio((14, 20), (0, 40)), None);
        assert_eq!((risk_ratio((0, 0), (8, 40)), risk_ratio((2, 1), (8, 40))), (None, None));
    }

    #[test]
    fn each_grade_asks_for_what_the_one_below_does_not() {
        let nothing = Evidence::default();
        assert_eq!(grade(&nothing), Grade::E0);
        let claimed = Evidence { claimed: true, ..nothing };
        assert_eq!(grade(&claimed), Grade::E1);
        let once = Evidence { points: 1, ..claimed };
        assert_eq!(grade(&once), Grade::E2);
        assert_eq!(grade(&Evidence { points: 2, ..once }), Grade::E2);
        assert_eq!(grade(&Evidence { points: 3, ..once }), Grade::E3);
        assert_eq!(grade(&Evidence { interval: true, ..once }), Grade::E3);
        let compared = Evidence { points: 2, comparison_points: 1, ..once };
        assert_eq!(grade(&compared), Grade::E2, "one point each: a comparison of two moments");
        assert_eq!(grade(&Evidence { comparison_points: 2, ..compared }), Grade::E4);
        assert_eq!(grade(&Evidence { comparison_points: 2, ..once }), Grade::E2);
        let matched = Evidence { controlled: true, interval: true, comparison_points: 1, ..once };
        assert_eq!(grade(&matched), Grade::E5);
        assert_eq!(grade(&Evidence { interval: false, ..matched }), Grade::E2);
        assert_eq!(grade(&Evidence { controlled: false, ..matched }), Grade::E3);
        assert_eq!(grade(&Evidence { comparison_points: 0, ..matched }), Grade::E3);
        assert!(Grade::E2 < Grade::E3);
    }
}
