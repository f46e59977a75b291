//! What time it is, as a value. Rules never ask a clock; they are told.

use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar::Calendar;

/// An instant, and the calendar by which the organisation counts its days.
#[derive(Debug, Clone)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// The instance's time zone and holidays.
    pub calendar: Calendar,
}

impl Now {
    /// The civil date of this instant.
    pub fn date(&self) -> Date {
        self.date_of(self.at)
    }

    /// The civil date of another instant, in the same time zone.
    pub fn date_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.calendar.zone.clone()).date()
    }

    /// Whole days from a date until today; negative when the date lies ahead.
    pub fn days_since(&self, date: Date) -> i64 {
        days_between(date, self.date())
    }
}

/// The day so many days after another.
pub fn date_after(day: Date, days: i64) -> Date {
    // Farther than dates go is as good as never.
    day.saturating_add(jiff::Span::new().days(days.clamp(0, 3_660_000)))
}

/// Whole days from one civil date to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    // Civil dates lie within ±9999 years, so a span of days always exists.
    to.duration_since(from).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn days_are_counted_by_the_calendar() {
        let now =
            Now { at: "2026-03-01T23:30:00Z".parse().unwrap(), calendar: TimeZone::UTC.into() };
        assert_eq!(now.days_since("2026-02-28".parse().unwrap()), 1);
        assert_eq!(now.days_since("2024-03-01".parse().unwrap()), 730);
        assert_eq!(now.days_since("2026-03-02".parse().unwrap()), -1);
        let east = Now { calendar: TimeZone::fixed(jiff::tz::offset(1)).into(), ..now };
        assert_eq!(east.date(), "2026-03-02".parse().unwrap());
    }
}
