//! Units too small for figures of their own.
//!
//! How many of a unit are reached follows from what its people said of each other as well. Of a unit of two, "1 of 2" tells
//! whoever knows the one what the other has answered, so small units are counted together, as small groups are not asked
//! anonymously. What is left of a sum is known too: a single small unit takes the next larger ones with it.

use std::collections::BTreeSet;

use super::network::Label;
use super::reach::UnitCoverage;
use crate::rules::record::ANSWERS_MIN;

/// Units that are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Which; `None` for people without one.
    pub units: BTreeSet<Option<Label>>,
    /// How many of their affected people are reached.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
}

/// The units that are counted together; none where all are large enough, or there is only one.
pub fn together(units: &[UnitCoverage]) -> Option<Together> {
    let least = u64::from(ANSWERS_MIN);
    let mut sorted: Vec<&UnitCoverage> = units.iter().collect();
    sorted.sort_by_key(|it| (it.of, &it.unit));
    let mut found = Together { units: BTreeSet::new(), covered: 0, of: 0 };
    for it in sorted {
        let hides = !found.units.is_empty() && found.of < least;
        if it.of >= least && !hides {
            break;
        }
        found.units.insert(it.unit.clone());
        found.covered += it.covered;
        found.of += it.of;
    }
    (found.units.len() > 1).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sizes: &[(&str, u64, u64)]) -> Option<(Vec<String>, u64, u64)> {
        let unit = |(name, covered, of): &(&str, u64, u64)| UnitCoverage {
            unit: Some((*name).into()),
            covered: *covered,
            of: *of,
            uncovered: Vec::new(),
        };
        let units: Vec<_> = sizes.iter().map(unit).collect();
        let found = together(&units)?;
        let names = found.units.into_iter().flatten().map(|it| it.to_string()).collect();
        Some((names, found.covered, found.of))
    }

    fn told(names: &[&str], covered: u64, of: u64) -> Option<(Vec<String>, u64, u64)> {
        Some((names.iter().map(|it| (*it).to_owned()).collect(), covered, of))
    }

    #[test]
    fn units_of_fewer_than_five_are_counted_together() {
        assert_eq!(of(&[("a", 5, 5), ("b", 3, 9)]), None);
        assert_eq!(of(&[("a", 1, 4), ("b", 3, 9), ("c", 2, 2)]), told(&["a", "c"], 3, 6));
        assert_eq!(of(&[("a", 0, 1)]), None, "there is nothing but it");
    }

    #[test]
    fn what_is_left_of_the_sum_is_no_small_unit() {
        let all = [("a", 1, 2), ("b", 3, 9), ("c", 5, 5), ("d", 4, 5)];
        assert_eq!(of(&all), told(&["a", "c"], 6, 7), "equal ones by name");
        assert_eq!(of(&[("a", 1, 2), ("b", 0, 1)]), told(&["a", "b"], 1, 3), "there are no others");
    }
}
