//! What is missing, by name, in other languages than English. Rules hand it over as short English texts: names that
//! people gave, with figures and a word or two around them. They are part of what a receipt keeps, so they stay what
//! they are, and are read here by the pattern in which the rule writes them. What fits none is shown as it is.

use crate::rules::fixed::Fixed;
use crate::rules::gate::{Finding, Subject};
use crate::rules::record::feature_name;
use crate::rules::step::Step;

use fluent_bundle::FluentArgs;

use super::fields::{choice, feature, field};
use super::formats::{date, number};
use super::language::Language;
use super::messages::message;
use super::words::{role_name, step_name};

/// What is missing, by name, in the language that is spoken.
pub fn lacking(finding: &Finding) -> Vec<String> {
    finding.lacking.iter().map(|it| told(&finding.subject, &it.text)).collect()
}

/// How rules write it: whose it is, the text with what varies in braces, and the message that says the same.
pub(super) const PATTERNS: &[(&str, &str, &str)] = &[
    ("coalition.powers_held", "{power} ({have} of {of})", "lacking-power"),
    ("coalition.charters_accepted", "HR", "lacking-hr"),
    ("coalition.members_at_desired_commitment", "{id} (no desired_commitment)", "lacking-desired"),
    ("coalition.attendance_median", "{id} (at none)", "lacking-at-none"),
    ("coalition.people_reached", "{n} units together ({have} of {of})", "lacking-units-together"),
    ("coalition.busiest_member_minutes", "{id} (people met: {have})", "lacking-people-met"),
    ("vision.listeners_understanding", "{id} (nobody asked for interest)", "lacking-interest"),
    ("vision.listeners_understanding", "{have} of {of} listeners it takes", "lacking-listeners"),
    ("vision.qualities_mean_min", "{quality} ({mean})", "lacking-quality"),
    ("vision.strategy_traced", "{id} (no policy): {text}", "lacking-no-policy"),
    ("vision.strategy_traced", "{id} (contradicts a policy): {text}", "lacking-contradicts"),
    ("vision.strategy_traced", "{id} (no diagnosis): {text}", "lacking-no-diagnosis"),
    ("vision.strategy_traced", "{id} (no action): {text}", "lacking-no-action"),
    ("vision.activities_with_raci", "nobody for {text}", "lacking-nobody-for"),
    ("vision.activities_with_raci", "{have} for {text}", "lacking-several-for"),
    ("vision.parties_with_duty", "HR", "lacking-hr"),
    ("vision.parties_with_duty", "managers", "lacking-managers"),
    ("vision.parties_with_duty", "providers", "lacking-providers"),
    ("vision.parties_with_duty", "learners", "lacking-learners"),
    ("vision.mix_mismatch", "{have} % productive learning for discovery", "lacking-mix"),
    ("enlist.reached_often", "{text} ({have} of {of})", "lacking-so-many-of"),
    ("enlist.communication_share", "{id} (neither minutes nor words)", "lacking-length"),
    ("enlist.channels", "{channel}", "lacking-channel"),
    ("enable.managers_skilled", "{skill} ({have} below {of})", "lacking-skill"),
    ("enable.managers_skilled", "ratings ({have} managers without)", "lacking-ratings"),
    ("sustain.periods_at_target", "{text} (now {have}, target {of})", "lacking-now"),
    ("sustain.periods_at_target", "{text} (now {have}, no target)", "lacking-no-target"),
    (
        "sustain.adoption_at_target_and_rising",
        "{text} (at target {have} of {of} times)",
        "lacking-at-target",
    ),
    (
        "sustain.adoption_at_target_and_rising",
        "{text} (measured {have} of {of} times)",
        "lacking-measured",
    ),
    ("sustain.adoption_at_target_and_rising", "{text} (getting worse)", "lacking-worse"),
    ("sustain.follow_ons", "{text} ({id} is not verified)", "lacking-not-verified"),
    (
        "institute.council_in_force",
        "last met {have} days ago, {of} are allowed",
        "lacking-last-met",
    ),
    ("institute.artefacts_in_force", "{text} (from {day})", "lacking-from"),
    ("institute.artefact_kinds", "{text} (from {day})", "lacking-from"),
    (
        "institute.successor_ready",
        "{role}: the successor holds the role already",
        "lacking-holds-already",
    ),
    ("institute.successor_ready", "{role}: not both ready and committed", "lacking-not-ready"),
    ("institute.checks_at_target", "{text} (after {have} months)", "lacking-after-months"),
    (
        "institute.features_vs_baseline",
        "feature {n} in {text} ({have}, was {of}): {feature}",
        "lacking-feature-fell",
    ),
    (
        "institute.features_vs_baseline",
        "feature {n}, {feature} (not scored twice)",
        "lacking-feature-scores",
    ),
    (
        "institute.features_vs_baseline",
        "on average {have} of {of} points gained",
        "lacking-feature-mean",
    ),
    ("institute.features_led", "feature {n}, {feature}", "lacking-feature"),
    ("obligations", "{id} of {step}", "lacking-owed"),
    ("waivers", "{waiver} ({id} of {step})", "lacking-waiver"),
];

/// One name of something that is missing.
pub(super) fn told(subject: &Subject, text: &str) -> String {
    if Language::spoken() == Language::English {
        return text.to_owned();
    }
    let whose = match subject {
        Subject::Measure(row) => row.name,
        Subject::Obligations => "obligations",
        Subject::Waivers(_) => "waivers",
        _ => return text.to_owned(),
    };
    let mut patterns = PATTERNS.iter().filter(|(of, ..)| *of == whose);
    let told = patterns.find_map(|(_, pattern, id)| {
        let mut args = FluentArgs::new();
        for (name, value) in read(pattern, text)? {
            args.set(name, word(name, value)?);
        }
        Some(message(id, &args))
    });
    told.unwrap_or_else(|| text.to_owned())
}

/// What stands in a text where a pattern has braces; nothing when the text is not of that pattern.
fn read<'a>(pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let Some((before, rest)) = pattern.split_once('{') else {
        return (pattern == text).then(Vec::new);
    };
    let text = text.strip_prefix(before)?;
    let (name, after) = rest.split_once('}')?;
    // The longest first: names that people gave come first, and may have brackets of their own.
    let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
    ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| {
        let mut found = read(after, &text[end..])?;
        found.push((name, &text[..end]));
        Some(found)
    })
}

/// What stands in braces, in the language that is spoken; nothing where it is not what the pattern expects.
fn word(name: &str, value: &str) -> Option<String> {
    Some(match name {
        "power" => field("Powers", value).label,
        "quality" => field("vision_rating", value).label,
        "skill" => field("manager_skill", value).label,
        "channel" => choice("message", "channel", value),
        "feature" => feature((1..=6).find(|it| feature_name(*it) == value)?),
        "role" => role_name(&value.parse().ok()?),
        "step" => step_name(Step::ALL.into_iter().find(|it| it.name() == value)?),
        "day" => date(value.parse().ok()?),
        "have" | "of" | "mean" | "n" => number(Fixed::from_f64(value.parse().ok()?)?),
        _ => value.to_owned(),
    })
}
