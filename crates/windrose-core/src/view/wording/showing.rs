//! What a record shows, and what a win lacks.

use crate::rules::fixed::{Fixed, MICROS};
use crate::rules::record::IndicatorUnit;
use crate::rules::showing::{Answers, Effect, Programme, Ratio, Showing, Words};
use crate::rules::standing::{LEVEL_LEAST, Lack, Stage, Standing};

use super::formats::{self, date, in_percent};
use super::messages::{Join, amount, ended, list, percent_of, plain, say};

/// The longest that a name in a sentence may be, in characters.
const NAME_LENGTH_MAX: usize = 80;

/// The most lacks that a sentence names: there are no more.
const LACKS_MAX: usize = 6;

/// What a record shows, in a sentence that a manager understands.
pub fn showing(showing: &Showing) -> String {
    match showing {
        Showing::Effect(it, words) => effect(it, words),
        Showing::Win(it) => win(it),
        Showing::Answers(it) => answers(it),
        Showing::FollowThrough(it) => follow_through(it),
        Showing::Return(it) => say!("shows-return", percent = percent(it.ratio)),
        Showing::Programme(it) => programme(it),
        Showing::Left(it) => say!("shows-left", on = date(it.left_on)),
    }
}

/// "10 fewer rejects per 1,000 than the comparison: from 40 to 28, there from 41 to 39 (grade E4)".
fn effect(it: &Effect, words: &Words) -> String {
    let sentence = match (it.comparison, it.against_comparison) {
        (Some((before, after)), Some(difference)) => say!(
            "effect-against",
            difference = self::difference(difference, words),
            before = amount(it.before),
            after = amount(it.after),
            otherbefore = amount(before),
            otherafter = amount(after),
        ),
        _ => say!(
            "effect-alone",
            difference = self::difference(it.change, words),
            before = amount(it.before),
            after = amount(it.after),
        ),
    };
    let chance = match it.ambiguous {
        Some(true) => "perhaps",
        Some(false) => "no",
        None => "unknown",
    };
    say!("effect-grade", sentence = sentence, grade = format!("{:?}", it.grade), chance = chance)
}

/// "10 fewer rejects per 1,000", "4.5 percentage points higher".
fn difference(by: Fixed, words: &Words) -> String {
    let way = match by {
        Fixed::ZERO => return say!("effect-none"),
        _ if by > Fixed::ZERO => "up",
        _ => "down",
    };
    let n = amount(Fixed::micros(by.as_micros().saturating_abs()));
    let unit = words.unit.name();
    let counted = matches!(words.unit, IndicatorUnit::Count | IndicatorUnit::RatePer1000);
    match &words.counts {
        Some(counts) if counted => {
            let counts = plain(counts, NAME_LENGTH_MAX);
            say!("effect-counted", n = n, way = way, unit = unit, counts = counts)
        }
        _ => say!("effect-valued", n = n, way = way, unit = unit),
    }
}

fn win(it: &Standing) -> String {
    let stage = it.stage.name();
    let day = it.look_again_on.map_or_else(|| "never".to_owned(), date);
    if it.stage == Stage::Claimed && !it.lacks.is_empty() {
        return say!("win-claimed-lacking", lacks = lacks(&it.lacks));
    }
    say!(&format!("win-{stage}"), told = it.told, day = day)
}

/// What a win lacks, one after the other.
pub(super) fn lacks(lacks: &[Lack]) -> String {
    list(Join::Semicolon, lacks.iter().map(lack), LACKS_MAX)
}

fn lack(lack: &Lack) -> String {
    match lack {
        Lack::Level { have } => say!("lack-level", have = *have, need = LEVEL_LEAST),
        Lack::Programme { name, have } => {
            let name = plain(name, NAME_LENGTH_MAX);
            say!("lack-programme", name = name, have = *have, need = LEVEL_LEAST)
        }
        Lack::NoTarget { indicator } => say!("lack-no-target", indicator = indicator.to_string()),
        Lack::TargetMissed { after, target } => {
            say!("lack-target-missed", after = amount(*after), target = amount(*target))
        }
        Lack::WithinInterval { before, interval } => {
            let (low, high) = interval.ends();
            say!(
                "lack-within-interval",
                before = amount(*before),
                low = amount(low),
                high = amount(high)
            )
        }
        Lack::TooFewPoints { have } => say!("lack-too-few-points", have = *have),
    }
}

fn answers(it: &Answers) -> String {
    if it.answered == 0 {
        return say!("shows-no-answers");
    }
    let (agree, answered, asked) = (it.agree.into(), it.answered.into(), it.asked.into());
    say!(
        "shows-answers",
        agree = it.agree,
        answered = it.answered,
        asked = it.asked,
        ofanswered = percent_of(agree, answered),
        ofasked = percent_of(agree, asked),
    )
}

fn follow_through(it: &Ratio) -> String {
    match (it.with, it.without, it.times) {
        (Some(with), Some(without), Some(times)) => say!(
            "shows-times",
            with = percent(with),
            without = percent(without),
            times = amount(tenth(times))
        ),
        (Some(with), Some(without), None) => {
            say!("shows-times-none", with = percent(with), without = percent(without))
        }
        _ => say!("shows-times-unknown"),
    }
}

fn programme(it: &Programme) -> String {
    let done = list(Join::And, &it.done, LACKS_MAX);
    match (&it.done[..], &it.planned[..]) {
        ([], []) => say!("programme-nothing"),
        ([], planned) => say!("programme-planned", planned = list(Join::And, planned, LACKS_MAX)),
        ([1], _) => say!("programme-reaction-only"),
        (levels, _) => say!("programme-done", n = levels.len(), done = done),
    }
}

/// A ratio in per cent, with at most one decimal.
fn percent(ratio: Fixed) -> String {
    formats::number(tenth(in_percent(ratio)))
}

/// To the nearest tenth, half away from nought.
fn tenth(number: Fixed) -> Fixed {
    let tenth = MICROS / 10;
    let half = tenth / 2 * number.as_micros().signum();
    Fixed::micros(number.as_micros().saturating_add(half) / tenth * tenth)
}

/// That a win cannot be confirmed, as a whole sentence.
pub(super) fn not_shown(win: &str, lacking: &[Lack]) -> String {
    say!("not-shown", win = win, lacks = ended(lacks(lacking)))
}
