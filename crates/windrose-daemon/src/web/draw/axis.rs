//! Axes: which values and days are written beside a picture, and where they stand in it.

use jiff::ToSpan;
use jiff::civil::Date;
use windrose_core::rules::fixed::{Fixed, MICROS};
use windrose_core::rules::now::{date_after, days_between};

/// A scale of values, from the bottom of a picture to its top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values {
    low: f64,
    high: f64,
    step: f64,
    pub(super) bottom: f64,
    top: f64,
}

/// A number that is drawn; no gate is decided by it.
pub(super) fn float(value: Fixed) -> f64 {
    value.as_micros() as f64 / MICROS as f64
}

impl Values {
    /// A scale over all of these values that begins and ends with a round number, drawn between two heights. A scale of
    /// counts and shares begins at nought (`from_nought`), so that its heights can be compared.
    pub(super) fn over(
        values: impl Iterator<Item = f64>,
        from_nought: bool,
        (bottom, top): (f64, f64),
    ) -> Self {
        let start = from_nought.then_some(0.0);
        let ends = values.chain(start).fold(None, |ends: Option<(f64, f64)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (low, high) = match ends.unwrap_or((0.0, 1.0)) {
            // One value alone stands in the middle.
            (low, high) if (high - low).abs() < f64::EPSILON => {
                let around = if low == 0.0 { 1.0 } else { low.abs() * 0.2 };
                (if from_nought { low } else { low - around }, high + around)
            }
            ends => ends,
        };
        let step = round_step((high - low) / 4.0);
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Self { low, high, step, bottom, top }
    }

    /// How high a value stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.bottom + share.clamp(0.0, 1.0) * (self.top - self.bottom)
    }

    /// The values that are written: where they stand, and what they are.
    pub(super) fn ticks(&self) -> Vec<(f64, Fixed)> {
        let count = ((self.high - self.low) / self.step).round() as i64;
        let value = |n: i64| self.low + self.step * n as f64;
        // Steps are round, so six decimals say them exactly.
        let ticks = (0..=count.min(12)).map(|n| (self.y(value(n)), Fixed::from_f64(value(n))));
        ticks.filter_map(|(y, value)| Some((y, value?))).collect()
    }
}

/// The next larger of 1, 2, 5, 10 and so on.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|it| it * power >= least * (1.0 - 1e-9));
    times.unwrap_or(10.0) * power
}

/// A scale of days, from the left of a picture to its right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    from: Date,
    days: f64,
    left: f64,
    right: f64,
}

/// A day that is written, and how precisely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DayTick {
    /// Day and month.
    Day(Date),
    /// Month and year.
    Month(Date),
    /// The year alone.
    Year(Date),
}

impl DayTick {
    /// The day it stands at.
    pub(super) const fn day(self) -> Date {
        match self {
            Self::Day(day) | Self::Month(day) | Self::Year(day) => day,
        }
    }
}

impl Days {
    /// A scale over all of these days, drawn between two sides. `None` without any.
    pub(super) fn over(
        days: impl Iterator<Item = Date>,
        (left, right): (f64, f64),
    ) -> Option<Self> {
        let ends = days.fold(None, |ends: Option<(Date, Date)>, day| {
            Some(ends.map_or((day, day), |(from, to)| (from.min(day), to.max(day))))
        });
        let (from, to) = ends?;
        // A single day stands in the middle of two weeks.
        let (from, to) =
            if from == to { (date_after(from, -7), date_after(to, 7)) } else { (from, to) };
        Some(Self { from, days: days_between(from, to) as f64, left, right })
    }

    /// Where a day stands.
    pub(super) fn x(&self, day: Date) -> f64 {
        let share = days_between(self.from, day) as f64 / self.days;
        self.left + share.clamp(0.0, 1.0) * (self.right - self.left)
    }

    /// The days that are written: at most so many, at the beginnings of months and years where there are enough.
    pub(super) fn ticks(&self, most: usize) -> Vec<DayTick> {
        let most = most.max(1);
        for months in [1, 2, 3, 6, 12, 24, 60, 120, 600] {
            let starts = self.months(months);
            if starts.len() > most {
                continue;
            }
            if starts.len() < 2 {
                break;
            }
            let tick = if months >= 12 { DayTick::Year } else { DayTick::Month };
            return starts.into_iter().map(tick).collect();
        }
        let step = (self.days / most as f64).ceil().max(1.0) as i64;
        let count = (self.days as i64 / step).min(most as i64 - 1);
        (0..=count).map(|n| DayTick::Day(date_after(self.from, n * step))).collect()
    }

    /// The first days of every so many months within the scale, counted from January.
    fn months(&self, every: i32) -> Vec<Date> {
        let to = date_after(self.from, self.days as i64);
        let month = i32::from(self.from.month()) - 1;
        let january = self.from.first_of_year();
        let mut starts = Vec::new();
        for n in 0..=1_200 / every {
            let months = (month / every.min(12)) * every.min(12) + n * every;
            let day = january.saturating_add(months.months());
            if day > to {
                break;
            }
            if day >= self.from {
                starts.push(day);
            }
        }
        starts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn ticks(values: &[f64], from_nought: bool) -> String {
        let scale = Values::over(values.iter().copied(), from_nought, (100.0, 0.0));
        scale.ticks().iter().map(|(_, it)| it.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn values_are_round_and_hold_all_there_is() {
        assert_eq!(ticks(&[28.0, 40.0], false), "25 30 35 40");
        assert_eq!(ticks(&[3.0, 91.0], true), "0 50 100");
        assert_eq!(ticks(&[0.13, 0.29], false), "0.1 0.15 0.2 0.25 0.3");
        assert_eq!(ticks(&[-7.0, 12.0], false), "-10 -5 0 5 10 15");
        assert_eq!(ticks(&[1_234_567.0, 2_345_678.0], false), "1000000 1500000 2000000 2500000");
        for values in [&[][..], &[0.0], &[40.0], &[-3.0], &[0.000_001, 0.000_002], &[1e9, 0.0]] {
            for from_nought in [false, true] {
                let scale = Values::over(values.iter().copied(), from_nought, (100.0, 0.0));
                let ticks = scale.ticks();
                assert!((2..=8).contains(&ticks.len()), "{values:?}: {ticks:?}");
                assert_eq!((ticks[0].0, ticks[ticks.len() - 1].0), (100.0, 0.0), "{values:?}");
                for value in values {
                    let y = scale.y(*value);
                    assert!((0.0..=100.0).contains(&y), "{value}: {y}");
                }
            }
        }
    }

    fn written(from: &str, to: &str, most: usize) -> Vec<String> {
        let scale = Days::over([day(from), day(to)].into_iter(), (0.0, 100.0)).unwrap();
        scale.ticks(most).iter().map(|it| it.day().to_string()).collect()
    }

    #[test]
    fn days_begin_months_and_years_where_they_can() {
        assert_eq!(
            written("2026-01-15", "2026-04-20", 5),
            ["2026-02-01", "2026-03-01", "2026-04-01"]
        );
        assert_eq!(
            written("2024-11-11", "2026-11-22", 5),
            ["2025-01-01", "2025-07-01", "2026-01-01", "2026-07-01"]
        );
        assert_eq!(written("2020-05-01", "2026-05-01", 6).len(), 6);
        assert_eq!(
            written("2026-03-02", "2026-03-20", 4),
            ["2026-03-02", "2026-03-07", "2026-03-12", "2026-03-17"]
        );
        assert_eq!(written("2026-03-02", "2026-03-02", 3).len(), 3);
        for most in 2..9 {
            for to in ["2026-03-03", "2026-04-01", "2026-09-01", "2031-01-01", "2126-01-01"] {
                let ticks = written("2026-03-02", to, most);
                assert!((1..=most).contains(&ticks.len()), "{to} {most}: {ticks:?}");
            }
        }
    }

    #[test]
    fn days_stand_between_the_sides() {
        assert!(Days::over(std::iter::empty(), (0.0, 100.0)).is_none());
        let scale =
            Days::over([day("2026-01-01"), day("2026-01-11")].into_iter(), (50.0, 150.0)).unwrap();
        assert_eq!((scale.x(day("2026-01-01")), scale.x(day("2026-01-06"))), (50.0, 100.0));
        assert_eq!(scale.x(day("2027-01-01")), 150.0, "what lies outside stands at the side");
    }
}
