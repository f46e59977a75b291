//! How a win stands: how well its effect is shown, what it lacks to be confirmed, and when somebody has to look again.
//!
//! The thresholds here are those of the rule that a verification may confirm only a win that holds; workflows ask for
//! more, or for other numbers, through measures.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::effect::{Evidence, Grade, Interval, RUN_POINTS, better_run, grade};
use super::fixed::Fixed;
use super::ids::RecordId;
use super::record::{
    Announcement, Body, Comparison, EvaluationLevel, Indicator, Measurement, Pilot, PilotResult,
    Records, Reverification, Stored, Win,
};

/// The level of evaluation that a win has to reach before it can be confirmed: people do their work differently.
/// Levels: Kirkpatrick, Phillips (practitioner books); level 3 as the least: windrose default.
pub const LEVEL_LEAST: u32 = 3;

/// After how many months somebody looks at a win again. Six: study of hospitals led through the eight steps; twelve:
/// windrose default.
pub const LOOK_AGAIN_MONTHS: [u32; 2] = [6, 12];

/// How many days later than that is still in time. A windrose default.
pub const GRACE_DAYS: u32 = 30;

/// A record that counts, by its id.
pub(super) fn live<T: Body>(records: &Records, id: Option<RecordId>) -> Option<&T> {
    let stored = records.get(id?)?;
    if stored.withdrawn.is_some() { None } else { T::of(&stored.record) }
}

/// What is recorded of a win's effect: its result, the measurements since, and the indicator.
pub(super) struct WinEffect<'a> {
    indicator: Option<&'a Indicator>,
    pilot: Option<&'a Pilot>,
    /// The result it names, when that is of the same indicator.
    pub(super) result: Option<&'a PilotResult>,
    /// A value a day, in the order of the days.
    points: Vec<Fixed>,
    controlled: bool,
}

impl<'a> WinEffect<'a> {
    pub(super) fn of(records: &'a Records, win: &Win) -> Self {
        // A result of another indicator shows nothing of this one.
        let result = live::<PilotResult>(records, win.result)
            .filter(|result| result.indicator == win.indicator);
        let pilot = win.pilot.or(result.map(|it| it.pilot));
        let mut days: BTreeMap<Date, (u32, Fixed)> = BTreeMap::new();
        for (stored, measured) in records.linking::<Measurement>(win.indicator) {
            // What was measured in another pilot is not this win's.
            let of_this = measured.indicator == win.indicator
                && (measured.pilot.is_none() || pilot.is_none() || measured.pilot == pilot);
            let last = days.get(&stored.observed_on).is_none_or(|(n, _)| stored.id.number > *n);
            if of_this && last {
                days.insert(stored.observed_on, (stored.id.number, measured.value));
            }
        }
        let pilot = live::<Pilot>(records, pilot);
        let randomised = result.and_then(|it| it.randomised).unwrap_or(false);
        Self {
            indicator: live(records, Some(win.indicator)),
            pilot,
            result,
            points: days.into_values().map(|(_, value)| value).collect(),
            controlled: randomised || pilot.is_some_and(is_controlled),
        }
    }

    pub(super) fn grade(&self) -> Grade {
        let measured = u32::try_from(self.points.len()).unwrap_or(u32::MAX);
        let compared = self.result.filter(|it| it.comparison().is_some());
        grade(&Evidence {
            claimed: true,
            points: self.result.map_or(0, |it| it.points.unwrap_or(1)).max(measured),
            interval: self.result.is_some_and(|it| it.interval().is_some()),
            comparison_points: compared.map_or(0, |it| it.comparison_points.unwrap_or(1)),
            controlled: self.controlled,
        })
    }

    /// Is the value before outside the interval, on the worse side, or are the newest points all better than it?
    pub(super) fn is_beyond_chance(&self, before: Fixed, points: u32) -> bool {
        let Some(indicator) = self.indicator else { return false };
        let clear = self.result.is_some_and(|result| {
            result
                .interval()
                .is_some_and(|it| it.is_better_than(indicator.direction, result.before))
        });
        clear || better_run(indicator.direction, before, &self.points) >= points.max(1) as usize
    }

    pub(super) fn is_unambiguous(&self, before: Fixed, points: u32) -> bool {
        self.grade() >= Grade::E3 && self.is_beyond_chance(before, points)
    }

    /// The value to be reached: the pilot's own target where it named this indicator, else the indicator's.
    fn target(&self, win: &Win) -> Option<Fixed> {
        let own = self.pilot.filter(|pilot| pilot.indicator == Some(win.indicator));
        own.and_then(|pilot| pilot.target).or(self.indicator?.target)
    }
}

fn is_controlled(pilot: &Pilot) -> bool {
    matches!(pilot.comparison, Comparison::MatchedUnit | Comparison::Randomised)
}

/// The grade of a result that stands by itself.
pub fn grade_of(records: &Records, result: &PilotResult) -> Grade {
    let pilot = live::<Pilot>(records, Some(result.pilot));
    grade(&Evidence {
        claimed: true,
        points: result.points.unwrap_or(1),
        interval: result.interval().is_some(),
        comparison_points: result.comparison().map_or(0, |_| result.comparison_points.unwrap_or(1)),
        controlled: result.randomised.unwrap_or(false) || pilot.is_some_and(is_controlled),
    })
}

/// What a win lacks to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// It shows too little: what people thought or learned, not what they do.
    Level {
        /// The level it reached.
        have: u32,
    },
    /// Its programme was evaluated at too low a level. Level 1 alone is reaction only.
    Programme {
        /// The programme.
        name: String,
        /// The highest level that was evaluated; none was when 0.
        have: u32,
    },
    /// Nobody said which value was to be reached.
    NoTarget {
        /// The indicator.
        indicator: RecordId,
    },
    /// The value after does not reach its target.
    TargetMissed {
        /// The value after.
        after: Fixed,
        /// The target.
        target: Fixed,
    },
    /// It could be chance: the value before lies within the interval.
    WithinInterval {
        /// The value before.
        before: Fixed,
        /// The interval around the value after.
        interval: Interval,
    },
    /// It could be chance: no interval, and too few measurements better than before.
    TooFewPoints {
        /// How many of the newest measurements are better than before.
        have: usize,
    },
}

/// The levels at which a programme was evaluated and is planned to be, each once and in order.
pub fn levels_of(records: &Records, programme: &str) -> (Vec<u32>, Vec<u32>) {
    let (mut done, mut planned) = (Vec::new(), Vec::new());
    for (_, it) in records.live::<EvaluationLevel>() {
        if same_name(&it.programme, programme) {
            if it.done_on.is_some() { &mut done } else { &mut planned }.push(it.level);
        }
    }
    for levels in [&mut done, &mut planned] {
        levels.sort_unstable();
        levels.dedup();
    }
    planned.retain(|level| !done.contains(level));
    (done, planned)
}

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Everything that a win lacks to be confirmed; nothing of one that holds.
pub fn lacks(records: &Records, win: &Win) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if win.level < LEVEL_LEAST {
        lacks.push(Lack::Level { have: win.level });
    }
    if let Some(name) = &win.programme {
        let have = levels_of(records, name).0.last().copied().unwrap_or(0);
        if have < LEVEL_LEAST {
            lacks.push(Lack::Programme { name: name.clone(), have });
        }
    }
    let effect = WinEffect::of(records, win);
    match (effect.target(win), effect.indicator) {
        (Some(target), Some(indicator)) if !indicator.direction.reaches(win.after, target) => {
            lacks.push(Lack::TargetMissed { after: win.after, target });
        }
        (Some(_), _) => {}
        (None, _) => lacks.push(Lack::NoTarget { indicator: win.indicator }),
    }
    if !effect.is_unambiguous(win.before, RUN_POINTS as u32) {
        let interval = effect.result.and_then(|it| Some((it.before, it.interval()?)));
        lacks.push(match (interval, effect.indicator) {
            (Some((before, interval)), _) => Lack::WithinInterval { before, interval },
            (None, Some(indicator)) => {
                let have = better_run(indicator.direction, win.before, &effect.points);
                Lack::TooFewPoints { have }
            }
            (None, None) => Lack::TooFewPoints { have: 0 },
        });
    }
    lacks
}

/// Where a win stands in its life.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody says so.
    Claimed,
    /// Somebody else looked, and it is not so.
    Rejected,
    /// Somebody else looked, and it is so.
    Verified,
    /// The same, and it was told.
    Announced,
    /// Time to look again.
    Due,
    /// Nobody looked again in time.
    Expired,
    /// Somebody looked again, and it is gone.
    Regressed,
}

impl Stage {
    /// Its name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Rejected => "rejected",
            Self::Verified => "verified",
            Self::Announced => "announced",
            Self::Due => "due",
            Self::Expired => "expired",
            Self::Regressed => "regressed",
        }
    }
}

/// A win, computed from the records that link to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Where it stands.
    pub stage: Stage,
    /// How well its effect is shown.
    pub grade: Grade,
    /// What it lacks to be confirmed.
    pub lacks: Vec<Lack>,
    /// How many people it was told to, as far as announcements say.
    pub told: u64,
    /// The next day by which somebody has to look again; none once the last look was taken, and before it is verified.
    pub look_again_on: Option<Date>,
}

/// How a win stands on a day.
pub fn standing(records: &Records, today: Date, stored: &Stored, win: &Win) -> Standing {
    let told: u64 =
        records.linking::<Announcement>(stored.id).map(|(_, it)| u64::from(it.reached_n)).sum();
    let looked = records.linking::<Reverification>(stored.id);
    let looked = looked.map(|(_, it)| it.months_after).max().unwrap_or(0);
    let due = LOOK_AGAIN_MONTHS
        .into_iter()
        .find(|months| looked < *months)
        .map(|months| months_after(stored.observed_on, months, 0));
    let status = stored.record.status(stored.id, records);
    let stage = match (status, due) {
        ("rejected", _) => Stage::Rejected,
        ("regressed", _) => Stage::Regressed,
        ("verified", Some(due)) if months_after(due, 0, GRACE_DAYS) < today => Stage::Expired,
        ("verified", Some(due)) if due <= today => Stage::Due,
        ("verified", _) if told > 0 => Stage::Announced,
        ("verified", _) => Stage::Verified,
        _ => Stage::Claimed,
    };
    let verified = status == "verified";
    Standing {
        stage,
        grade: WinEffect::of(records, win).grade(),
        lacks: lacks(records, win),
        told,
        look_again_on: due.filter(|_| verified),
    }
}

/// A day so many months and days after another.
pub(super) fn months_after(day: Date, months: u32, days: u32) -> Date {
    let span =
        jiff::Span::new().months(i64::from(months.min(1_200))).days(i64::from(days.min(36_600)));
    day.saturating_add(span)
}
