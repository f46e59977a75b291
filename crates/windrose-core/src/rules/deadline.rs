//! By when a step is to be done, and how that stands today. Nothing of it is stored but the deadline itself.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::initiative::Phase;
use super::now::days_between;
use super::step::{StateName, Step};

/// How many days ahead a deadline is warned of when nobody says. A windrose default.
pub const WARN_DAYS: u32 = 7;

/// How many days past its deadline a step goes to the sponsor when nobody says. A windrose default.
pub const ESCALATE_DAYS: u32 = 14;

/// By when a step is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The last day that is in time.
    pub due_on: Date,
    /// How many days before it somebody is warned.
    pub warn_days: u32,
    /// How many days after it the sponsor is told.
    pub escalate_days: u32,
}

/// How a deadline stands on a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    /// There is time.
    InTime,
    /// It is near.
    Soon,
    /// It has passed.
    Overdue,
    /// It has passed so long ago that the sponsor is told.
    Escalated,
}

impl DueState {
    /// Its name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Soon => "soon",
            Self::Overdue => "overdue",
            Self::Escalated => "escalated",
        }
    }
}

impl Deadline {
    /// How it stands on a day.
    pub fn state(&self, today: Date) -> DueState {
        let left = days_between(today, self.due_on);
        if left < 0 {
            let escalated = -left >= i64::from(self.escalate_days);
            if escalated { DueState::Escalated } else { DueState::Overdue }
        } else if left <= i64::from(self.warn_days) {
            DueState::Soon
        } else {
            DueState::InTime
        }
    }
}

/// The deadline of a step that is still to be done, and how it stands.
pub fn deadline(facts: &Facts<'_>, step: Step) -> Option<(Deadline, DueState)> {
    let it = facts.initiative;
    if it.phase != Phase::Running || it.step(step).state.name() == StateName::Passed {
        return None;
    }
    let due = *it.deadlines.get(&step)?;
    Some((due, due.state(facts.now.date())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_stands_as_the_day_says() {
        let due = |warn_days, escalate_days| Deadline {
            due_on: "2026-03-20".parse().unwrap(),
            warn_days,
            escalate_days,
        };
        for (today, is) in [
            ("2026-03-12", DueState::InTime),
            ("2026-03-13", DueState::Soon),
            ("2026-03-20", DueState::Soon),
            ("2026-03-21", DueState::Overdue),
            ("2026-04-02", DueState::Overdue),
            ("2026-04-03", DueState::Escalated),
        ] {
            assert_eq!(due(WARN_DAYS, ESCALATE_DAYS).state(today.parse().unwrap()), is, "{today}");
        }
        let on = |text: &str, deadline: Deadline| deadline.state(text.parse().unwrap());
        assert_eq!(on("2026-03-19", due(0, 1)), DueState::InTime);
        assert_eq!(on("2026-03-20", due(0, 1)), DueState::Soon);
        assert_eq!(on("2026-03-21", due(0, 1)), DueState::Escalated);
    }
}
