//! Of step 1: how many volunteers a change needs, and how many have come forward.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::facts::Facts;
use super::super::fixed::{Fixed, share_needs};
use super::super::record::{Kind, Volunteer};
use super::{Judged, Reading, Why, scope};

/// Parameters of `urgency.volunteers_share`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Needed {
    /// The share of people needed where 100 or fewer are affected, 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    share_at_100: Fixed,
    /// By how much that share falls whenever ten times as many are affected.
    #[schemars(range(min = 0, max = 1))]
    less_per_tenfold: Fixed,
    /// The share below which it never falls.
    #[schemars(range(min = 0, max = 1))]
    share_least: Fixed,
}

impl Default for Needed {
    fn default() -> Self {
        Self {
            share_at_100: Fixed::micros(240_000),
            less_per_tenfold: Fixed::micros(30_000),
            share_least: Fixed::micros(150_000),
        }
    }
}

impl Needed {
    /// How many of so many people have to volunteer, rounded up.
    fn of(&self, people: u64) -> u64 {
        let tenfolds = i128::from(tenfolds_over_100(people));
        let less = i128::from(self.less_per_tenfold.as_micros()) * tenfolds / 1_000_000;
        let share = i128::from(self.share_at_100.as_micros()) - less;
        let share = share.max(i128::from(self.share_least.as_micros())).clamp(0, 1_000_000);
        share_needs(people, Fixed::micros(i64::try_from(share).unwrap_or(0)))
    }
}

/// The decimal logarithm of `people` / 100 in millionths, rounded down; 0 up to 100. In integers, bit by bit, because
/// it decides a gate: squaring a number doubles its logarithm.
fn tenfolds_over_100(people: u64) -> u64 {
    const ONE: u128 = 1_000_000_000_000_000_000;
    const BITS: u32 = 32;
    let (mut whole, mut rest) = (0_u64, u128::from(people.max(100)) * (ONE / 100));
    while rest >= 10 * ONE {
        rest /= 10;
        whole += 1;
    }
    let mut fraction = 0_u64;
    for _ in 0..BITS {
        rest = rest * rest / ONE;
        fraction <<= 1;
        if rest >= 10 * ONE {
            rest /= 10;
            fraction |= 1;
        }
    }
    whole * 1_000_000 + ((fraction * 1_000_000) >> BITS)
}

/// Of the volunteers needed, those who have come forward. There may be more than are needed.
pub(super) fn volunteers_share(needed: &Needed, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let volunteers: Vec<_> = facts.initiative.records.live::<Volunteer>().collect();
    if volunteers.is_empty() {
        return Err(Why::NothingRecorded(Kind::Volunteer));
    }
    // Somebody recorded twice is one volunteer.
    let have = volunteers.iter().map(|(_, it)| &it.person).collect::<BTreeSet<_>>().len();
    let people = scope.people();
    if have as u64 > people {
        return Err(Why::MoreThanScope { have: have as u64, of: people });
    }
    let of = usize::try_from(needed.of(people)).unwrap_or(usize::MAX);
    Ok(Reading::share(have, of)
        .by(volunteers.iter().map(|(stored, _)| stored.id))
        .by([scope_record.id]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_need_falls_three_points_with_each_tenfold() {
        let needed = Needed::default();
        let cases = [
            (10, 3), // 24 % of ten, rounded up
            (100, 24),
            (600, 130), // 24 - 3 × 0.778 = 21.67 %
            (1_000, 210),
            (10_000, 1_800),
            (100_000, 15_000),
            (1_000_000, 150_000),
        ];
        for (people, volunteers) in cases {
            assert_eq!(needed.of(people), volunteers, "{people}");
        }
    }

    #[test]
    fn logarithms_are_right_to_the_millionth() {
        let cases =
            [(0, 0), (100, 0), (101, 4_321), (200, 301_029), (999, 999_565), (1_000, 1_000_000)];
        for (people, micros) in cases {
            assert_eq!(tenfolds_over_100(people), micros, "{people}");
        }
    }
}
