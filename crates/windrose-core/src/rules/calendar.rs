//! The days of an organisation: the time zone in which they are counted, and which of them are worked on.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::now::days_between;

/// The time zone and the holidays of an instance. They come from its configuration, not from its journal.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The time zone in which days begin and end.
    pub zone: TimeZone,
    /// The days besides Saturdays and Sundays on which nobody works.
    pub holidays: Arc<BTreeSet<Date>>,
}

impl Calendar {
    /// A calendar with these holidays.
    pub fn new(zone: TimeZone, holidays: impl IntoIterator<Item = Date>) -> Self {
        Self { zone, holidays: Arc::new(holidays.into_iter().collect()) }
    }

    /// Working days after one day, up to and including another: Mondays to Fridays that are no holidays.
    pub fn working_days(&self, after: Date, until: Date) -> i64 {
        let days = days_between(after, until);
        if days <= 0 {
            return 0;
        }
        let ahead = |days: i64| after.saturating_add(jiff::Span::new().days(days));
        let rest = (1..=days % 7).filter(|it| is_weekday(ahead(*it))).count();
        let free = self.holidays.range(ahead(1)..=until).filter(|it| is_weekday(**it)).count();
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        days / 7 * 5 + count(rest) - count(free)
    }
}

impl From<TimeZone> for Calendar {
    fn from(zone: TimeZone) -> Self {
        Self::new(zone, [])
    }
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_are_mondays_to_fridays() {
        let calendar = Calendar::from(TimeZone::UTC);
        let days = |after, until| calendar.working_days(day(after), day(until));
        // 16 June 2026 is a Tuesday.
        assert_eq!(days("2026-06-16", "2026-06-30"), 10);
        assert_eq!(days("2026-06-15", "2026-06-30"), 11);
        assert_eq!(days("2026-06-19", "2026-06-22"), 1);
        assert_eq!(days("2026-06-19", "2026-06-21"), 0);
        assert_eq!(days("2026-06-20", "2026-06-28"), 5);
        assert_eq!(days("2026-06-20", "2026-06-20"), 0);
        assert_eq!(days("2026-06-21", "2026-06-20"), 0);
    }

    #[test]
    fn holidays_are_not_worked_on_and_count_once() {
        // A Thursday, a Friday, and a Saturday that is free anyway.
        let holidays = ["2026-12-24", "2026-12-25", "2026-12-26"].map(day);
        let calendar = Calendar::new(TimeZone::UTC, holidays);
        let days = |after, until| calendar.working_days(day(after), day(until));
        assert_eq!(days("2026-12-23", "2026-12-28"), 1);
        assert_eq!(days("2026-12-18", "2026-12-31"), 7);
        assert_eq!(days("2026-12-24", "2026-12-25"), 0, "the first day itself does not count");
        assert_eq!(days("2026-12-25", "2026-12-24"), 0);
    }

    /// The shortcut over whole weeks counts what counting day by day counts.
    #[test]
    fn counting_by_weeks_is_counting_by_days() {
        let holidays =
            (0..200).step_by(11).map(|it| day("2026-01-01") + jiff::Span::new().days(it));
        let calendar = Calendar::new(TimeZone::UTC, holidays);
        for start in 0..10 {
            let after = day("2026-01-05") + jiff::Span::new().days(start);
            let mut counted = 0;
            for ahead in 1..120 {
                let until = after + jiff::Span::new().days(ahead);
                counted += i64::from(is_weekday(until) && !calendar.holidays.contains(&until));
                assert_eq!(calendar.working_days(after, until), counted, "{after} {until}");
            }
        }
    }
}
