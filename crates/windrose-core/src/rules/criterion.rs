//! One condition of a gate. Small and closed on purpose: no expression language, so a criterion cannot hang, cannot
//! fail half-way and can always say what it has, what it needs and what is missing.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fixed::{
    Fixed, MICROS, share_at_least, share_at_most, share_exceeds, share_more_than, share_needs,
};
use super::ids::{CriterionId, RoleName};
use super::measure::{MeasureRow, Reader};
use super::record::{AnyKind, CustomValue, Kind, Record, Stored};

/// A condition of a gate, with why it stands there.
#[derive(Clone)]
pub struct Criterion {
    /// Its id, unique within the gate.
    pub id: CriterionId,
    /// How much it weighs.
    pub class: Class,
    /// What is judged.
    pub test: Test,
    /// It counts once a directory was imported; until then it is for information.
    pub with_directory: bool,
    /// May it be owed for a conditional go?
    pub deferrable: bool,
    /// What an initiative may change of it at its opening.
    pub leeway: Option<Leeway>,
    /// Who may waive it, and for how long; `None` of what cannot be waived.
    pub waivable: Option<Waivable>,
    /// Why it stands there, in a sentence.
    pub why: String,
    /// Where it comes from.
    pub source: String,
}

impl fmt::Debug for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Criterion({})", self.id)
    }
}

/// What an initiative may change of a criterion at its opening, with a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leeway {
    /// The smallest bound that may be set; with `most`.
    #[serde(default)]
    pub least: Option<Fixed>,
    /// The largest bound that may be set; with `least`.
    #[serde(default)]
    pub most: Option<Fixed>,
    /// The weakest class that it may be given.
    #[serde(default)]
    pub class: Option<Class>,
    /// Whether it may be said not to apply.
    #[serde(default)]
    pub not_applicable: bool,
}

/// The longest that a criterion may be waived when its workflow does not say, in days. A windrose default.
pub const WAIVED_DAYS_MAX: u32 = 60;

/// Who may waive a criterion, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waivable {
    /// The role whose holders may.
    pub by: RoleName,
    /// The longest that a waiver lasts, in days.
    pub days_at_most: u32,
}

/// Which waivers a criterion counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Debt {
    /// Those that were granted and stand in for something still: in force, or expired and nothing done about it.
    Open,
    /// Of these, those that have expired.
    Expired,
}

impl Debt {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Expired => "expired",
        }
    }
}

/// How much a criterion weighs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The gate stays shut without it.
    #[default]
    Must,
    /// A share of these has to be met.
    Should,
    /// Shown, never in the way.
    Info,
}

/// What a criterion judges.
#[derive(Clone)]
pub enum Test {
    /// A measure against a bound.
    Measure {
        /// The measure.
        row: &'static MeasureRow,
        /// The measure with its parameters.
        read: Reader,
        /// The bound.
        bound: Bound,
    },
    /// A count of records.
    Records {
        /// The kind that is counted.
        kind: AnyKind,
        /// Only those with this status.
        status: Option<&'static str>,
        /// The bound.
        bound: Bound,
    },
    /// A numeric field of records.
    Value {
        /// The kind.
        kind: AnyKind,
        /// The field.
        field: Field,
        /// Which value of many.
        take: Take,
        /// The bound.
        bound: Bound,
    },
    /// Approvals by holders of a role.
    Approval {
        /// The role, or several of which each will do.
        roles: Vec<RoleName>,
        /// How many of them it takes.
        quorum: Quorum,
    },
    /// Days since the step was opened.
    OpenFor {
        /// At least so many.
        days: u32,
    },
    /// Waivers at all gates.
    Waivers {
        /// Which are counted.
        debt: Debt,
        /// At most so many.
        most: u32,
    },
    /// Several conditions, of which some are enough.
    AtLeast {
        /// So many.
        least: u32,
        /// The conditions.
        of: Vec<Criterion>,
    },
    /// What a published workflow names and this build no longer knows: unknown, so never met.
    NotKnown(String),
}

impl Test {
    /// The kinds of records that decide it.
    pub fn reads(&self) -> Vec<AnyKind> {
        let built_in = |kinds: &'static [Kind]| kinds.iter().copied().map(AnyKind::from);
        match self {
            Self::Measure { row, .. } => built_in(row.reads).collect(),
            Self::Records { kind, status: Some(_), .. } => {
                let others = built_in(kind.kind().row().status_from);
                std::iter::once(kind.clone()).chain(others).collect()
            }
            Self::Records { kind, .. } | Self::Value { kind, .. } => vec![kind.clone()],
            Self::AtLeast { of, .. } => of.iter().flat_map(|it| it.test.reads()).collect(),
            Self::Approval { .. }
            | Self::OpenFor { .. }
            | Self::Waivers { .. }
            | Self::NotKnown(_) => Vec::new(),
        }
    }
}

impl Test {
    /// The measures that it asks.
    pub fn measures(&self) -> Vec<&'static MeasureRow> {
        match self {
            Self::Measure { row, .. } => vec![row],
            Self::AtLeast { of, .. } => of.iter().flat_map(|it| it.test.measures()).collect(),
            _ => Vec::new(),
        }
    }
}

/// How many have to approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// So many different persons.
    Persons(u32),
    /// At least this share of those who hold the role now.
    Share(Fixed),
}

/// A numeric field of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Of a built-in kind, by its place among the kind's numeric fields.
    BuiltIn(usize),
    /// Of a declared kind, by its name.
    Declared(String),
}

impl Field {
    /// What a record has there.
    pub fn of(&self, stored: &Stored) -> Option<Fixed> {
        match (self, &*stored.record) {
            (Self::BuiltIn(index), _) => stored.numbers.get(*index).copied().flatten(),
            (Self::Declared(name), Record::Custom(custom)) => match custom.fields.get(name)? {
                CustomValue::Number(number) => Some(*number),
                CustomValue::Truth(_) | CustomValue::Text(_) => None,
            },
            (Self::Declared(_), _) => None,
        }
    }
}

/// Which value of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// The one observed last.
    Latest,
    /// All together.
    Sum,
    /// Their mean, rounded to six decimals.
    Mean,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

impl Take {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latest => "latest",
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Min => "min",
            Self::Max => "max",
        }
    }

    /// The value, of values in the order of their days. `None` of nothing.
    pub fn of(self, values: &[Fixed]) -> Option<Fixed> {
        let sum = || values.iter().fold(0_i64, |sum, value| sum.saturating_add(value.as_micros()));
        match self {
            Self::Latest => values.last().copied(),
            Self::Sum if values.is_empty() => None,
            Self::Sum => Some(Fixed::micros(sum())),
            Self::Mean => {
                let count = i64::try_from(values.len()).ok().filter(|count| *count > 0)?;
                Some(Fixed::micros(sum() / count))
            }
            Self::Min => values.iter().min().copied(),
            Self::Max => values.iter().max().copied(),
        }
    }
}

/// What a reading is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Not less than this.
    AtLeast(Fixed),
    /// More than this, so not just this.
    MoreThan(Fixed),
    /// Not more than this.
    AtMost(Fixed),
    /// Exactly so.
    Is(bool),
}

/// An amount that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// So many of so many.
    Share {
        /// How many.
        have: u64,
        /// Of how many.
        of: u64,
    },
    /// So many.
    Count(u64),
    /// A number in its unit.
    Number(Fixed),
    /// Whether it is so.
    Truth(bool),
}

impl Amount {
    /// Does it lie within the bound? Shares are compared as integers; an amount of another sort never does.
    pub fn meets(self, bound: Bound) -> bool {
        match (self, bound) {
            (Self::Share { have, of }, Bound::AtLeast(least)) => share_at_least(have, of, least),
            (Self::Share { have, of }, Bound::MoreThan(than)) => share_more_than(have, of, than),
            (Self::Share { have, of }, Bound::AtMost(most)) => share_at_most(have, of, most),
            (Self::Truth(truth), Bound::Is(wanted)) => truth == wanted,
            (Self::Count(_) | Self::Number(_), Bound::AtLeast(least)) => {
                self.number().is_some_and(|number| number >= least)
            }
            (Self::Count(_) | Self::Number(_), Bound::MoreThan(than)) => {
                self.number().is_some_and(|number| number > than)
            }
            (Self::Count(_) | Self::Number(_), Bound::AtMost(most)) => {
                self.number().is_some_and(|number| number <= most)
            }
            _ => false,
        }
    }

    /// The amount as a number, for showing and for plain numbers; a share as its ratio.
    pub fn number(self) -> Option<Fixed> {
        match self {
            Self::Share { have, of } => Fixed::ratio(have, of),
            Self::Count(count) => i64::try_from(count).ok()?.checked_mul(MICROS).map(Fixed::micros),
            Self::Number(number) => Some(number),
            Self::Truth(_) => None,
        }
    }

    /// How much is missing to a lower bound, or too much for an upper one: of a share, in heads. Of a number that has to
    /// be more than its bound and is just that, nothing that could be counted is missing: nought.
    pub fn gap(self, bound: Bound) -> Option<Fixed> {
        if self.meets(bound) {
            return None;
        }
        match (self, bound) {
            (Self::Share { have, of }, Bound::AtLeast(least)) => {
                Self::Count(share_needs(of, least).saturating_sub(have)).number()
            }
            (Self::Share { have, of }, Bound::MoreThan(than)) => {
                Self::Count(share_exceeds(of, than).saturating_sub(have)).number()
            }
            (Self::Count(have), Bound::MoreThan(than)) => {
                Self::Count(than.next_whole().saturating_sub(have)).number()
            }
            (Self::Share { have, of }, Bound::AtMost(most)) => {
                let allowed = (0..=have).rev().find(|n| share_at_most(*n, of, most));
                Self::Count(have - allowed.unwrap_or(0)).number()
            }
            (_, Bound::AtLeast(least) | Bound::MoreThan(least)) => {
                Some(Fixed::micros(least.as_micros() - self.number()?.as_micros()))
            }
            (_, Bound::AtMost(most)) => {
                Some(Fixed::micros(self.number()?.as_micros() - most.as_micros()))
            }
            (_, Bound::Is(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_told_in_heads() {
        let share = |have, of| Amount::Share { have, of };
        let three_quarters = Bound::AtLeast(Fixed::micros(750_000));
        assert_eq!(share(29, 40).gap(three_quarters), Some(Fixed::ONE));
        assert_eq!(share(30, 40).gap(three_quarters), None);
        assert!(share(30, 40).meets(three_quarters) && !share(0, 0).meets(three_quarters));
        assert_eq!(Amount::Count(1).gap(Bound::AtMost(Fixed::ZERO)), Some(Fixed::ONE));
        assert!(!Amount::Truth(true).meets(Bound::AtLeast(Fixed::ZERO)));
        assert!(!Amount::Count(3).meets(Bound::Is(true)));
        assert_eq!(share(3, 10).gap(Bound::AtMost(Fixed::micros(200_000))), Some(Fixed::ONE));
    }

    #[test]
    fn more_than_is_not_just_that() {
        let half = Bound::MoreThan(Fixed::micros(500_000));
        let share = |have, of| Amount::Share { have, of };
        assert!(share(51, 101).meets(half) && !share(50, 100).meets(half));
        assert_eq!([share(50, 100).gap(half), share(51, 101).gap(half)], [Some(Fixed::ONE), None]);
        assert_eq!(share(48, 100).gap(half), Some(Fixed::whole(3)));
        let three = Bound::MoreThan(Fixed::whole(3));
        assert!(Amount::Count(4).meets(three) && !Amount::Count(3).meets(three));
        assert_eq!(Amount::Count(3).gap(three), Some(Fixed::ONE));
        assert_eq!(
            Amount::Count(3).gap(Bound::MoreThan(Fixed::micros(3_500_000))),
            Some(Fixed::ONE)
        );
        let number = |micros| Amount::Number(Fixed::micros(micros));
        assert!(number(3_000_001).meets(three) && !number(3_000_000).meets(three));
        assert_eq!(number(3_000_000).gap(three), Some(Fixed::ZERO));
        assert!(!Amount::Truth(true).meets(three));
    }

    #[test]
    fn takes_one_value_of_many() {
        let values = [Fixed::whole(3), Fixed::whole(1), Fixed::whole(2)];
        let of = |take: Take| take.of(&values).unwrap().to_string();
        assert_eq!(
            [Take::Latest, Take::Sum, Take::Mean, Take::Min, Take::Max].map(of),
            ["2", "6", "2", "1", "3"]
        );
        assert_eq!(Take::Sum.of(&[]), None);
        assert_eq!(Take::Mean.of(&[]), None);
    }
}
