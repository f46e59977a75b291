//! Numbers that decide gates: fixed point with six decimals, because 0.1 + 0.2 must be 0.3 and 55 of 100 is not 56 %.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Millionths in one.
pub const MICROS: i64 = 1_000_000;

/// The largest magnitude that is accepted: beyond it a 64-bit float no longer holds six decimals.
pub const FIXED_MAX: i64 = 1_000_000_000;

/// A number with six decimals, from -10⁹ to 10⁹.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fixed(i64);

impl Fixed {
    /// Nought.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(MICROS);

    /// A whole number.
    pub const fn whole(number: u32) -> Self {
        Self(number as i64 * MICROS)
    }

    /// A number of millionths.
    pub const fn micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The number in millionths.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The nearest number with six decimals; `None` when it has more or is out of range.
    pub fn from_f64(number: f64) -> Option<Self> {
        let scaled = number * MICROS as f64;
        let rounded = scaled.round();
        let exact = (scaled - rounded).abs() < 1e-3;
        (number.is_finite() && number.abs() <= FIXED_MAX as f64 && exact)
            .then_some(Self(rounded as i64))
    }

    /// `have` of `of`, rounded to the nearest millionth. For showing only: gates compare with [`share_at_least`].
    pub fn ratio(have: u64, of: u64) -> Option<Self> {
        let micros =
            (u128::from(have) * MICROS as u128 + u128::from(of) / 2).checked_div(u128::from(of))?;
        i64::try_from(micros).ok().map(Self)
    }

    /// The smallest whole number above this one; 0 for negative ones.
    pub fn next_whole(self) -> u64 {
        u64::try_from(self.0.div_euclid(MICROS) + 1).unwrap_or(0)
    }

    /// The smallest whole number that is not below this one; 0 for negative ones.
    pub fn ceil(self) -> u64 {
        u64::try_from(self.0.max(0)).unwrap_or(0).div_ceil(MICROS as u64)
    }
}

/// Is `have` of `of` at least `bound`? Compared as integers; never true of nothing.
pub fn share_at_least(have: u64, of: u64, bound: Fixed) -> bool {
    of > 0 && i128::from(have) * i128::from(MICROS) >= i128::from(bound.0) * i128::from(of)
}

/// Is `have` of `of` at most `bound`? Compared as integers; never true of nothing.
pub fn share_at_most(have: u64, of: u64, bound: Fixed) -> bool {
    of > 0 && i128::from(have) * i128::from(MICROS) <= i128::from(bound.0) * i128::from(of)
}

/// Is `have` of `of` more than `bound`? Compared as integers; never true of nothing.
pub fn share_more_than(have: u64, of: u64, bound: Fixed) -> bool {
    of > 0 && !share_at_most(have, of, bound)
}

/// How many of `of` it takes to be more than `bound`.
pub fn share_exceeds(of: u64, bound: Fixed) -> u64 {
    let micros = u128::try_from(bound.0.max(0)).unwrap_or(0) * u128::from(of);
    u64::try_from(micros / MICROS as u128 + 1).unwrap_or(u64::MAX)
}

/// How many of `of` it takes to reach `bound`.
pub fn share_needs(of: u64, bound: Fixed) -> u64 {
    let micros = u128::try_from(bound.0.max(0)).unwrap_or(0) * u128::from(of);
    u64::try_from(micros.div_ceil(MICROS as u128)).unwrap_or(u64::MAX)
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, micros) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, rest) = (micros / MICROS as u64, micros % MICROS as u64);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl Serialize for Fixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % MICROS == 0 {
            serializer.serialize_i64(self.0 / MICROS)
        } else {
            serializer.serialize_f64(self.0 as f64 / MICROS as f64)
        }
    }
}

impl<'de> Deserialize<'de> for Fixed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Fixed;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number with at most six decimals between -1000000000 and 1000000000")
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Fixed, E> {
                i64::try_from(v).map_err(E::custom).and_then(|v| self.visit_i64(v))
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<Fixed, E> {
                if v.unsigned_abs() > FIXED_MAX as u64 {
                    return Err(E::invalid_value(de::Unexpected::Signed(v), &self));
                }
                Ok(Fixed(v * MICROS))
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<Fixed, E> {
                Fixed::from_f64(v).ok_or_else(|| E::invalid_value(de::Unexpected::Float(v), &self))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Fixed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number", "minimum": -FIXED_MAX, "maximum": FIXED_MAX})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> Fixed {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn reads_and_writes_what_people_type() {
        for text in ["0", "0.75", "-3.5", "1000000", "0.000001", "12.345678"] {
            assert_eq!(fixed(text).to_string(), text);
            assert_eq!(fixed(&serde_json::to_string(&fixed(text)).unwrap()), fixed(text));
        }
        for bad in ["0.0000001", "1e12", "\"3\"", "null", "1000000001"] {
            assert!(serde_json::from_str::<Fixed>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn shares_are_exact_at_the_boundary() {
        assert!(share_at_least(30, 40, fixed("0.75")));
        assert!(!share_at_least(29, 40, fixed("0.75")));
        assert!(!share_at_least(55, 100, fixed("0.56")));
        assert!(
            share_at_least(2, 3, fixed("0.666666")) && !share_at_least(2, 3, fixed("0.666667"))
        );
        assert!(!share_at_least(0, 0, Fixed::ZERO) && !share_at_most(0, 0, Fixed::ONE));
        // 51 of 101 are more than half, though less than 51 %; 50 of 100 are not.
        let half = fixed("0.5");
        assert!(share_more_than(51, 101, half) && !share_more_than(50, 100, half));
        assert!(!share_more_than(0, 0, Fixed::ZERO) && share_more_than(1, 1, half));
        assert_eq!([100, 101, 0].map(|of| share_exceeds(of, half)), [51, 51, 1]);
        assert_eq!(share_needs(40, fixed("0.75")), 30);
        assert_eq!(share_needs(7, fixed("0.5")), 4);
        assert_eq!(Fixed::ratio(31, 40), Some(fixed("0.775")));
        assert_eq!(Fixed::ratio(1, 0), None);
    }
}
