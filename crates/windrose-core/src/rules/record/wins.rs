//! Step 6, generate short-term wins: what pilots measured, and the wins claimed, verified and told.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::effect::{Interval, return_on_investment};
use super::super::fixed::{FIXED_MAX, Fixed, MICROS};
use super::super::ids::{PersonId, RecordId};
use super::{Body, Channel, Check, Kind, Period, Problem, Records};

/// The latest month after something in which it is looked at again: ten years.
pub(super) const MONTHS_AFTER_MAX: u32 = 120;

/// What a pilot did to an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PilotResult {
    /// The pilot.
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: RecordId,
    /// The indicator.
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: RecordId,
    /// Its value before, in the indicator's unit.
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub before: Fixed,
    /// Its value after.
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub after: Fixed,
    /// The lower end of the confidence interval around the value after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub ci_low: Option<Fixed>,
    /// The upper end of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub ci_high: Option<Fixed>,
    /// The value of the comparison group before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub comparison_before: Option<Fixed>,
    /// The value of the comparison group after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub comparison_after: Option<Fixed>,
    /// How many people or things were measured.
    #[schemars(range(min = 1), extend("x-unit" = "count"))]
    pub n: u32,
    /// How many measurements over time the value after rests on; one when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1), extend("x-unit" = "measurements"))]
    pub points: Option<u32>,
    /// The same of the comparison group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1), extend("x-unit" = "measurements"))]
    pub comparison_points: Option<u32>,
    /// Was it drawn by lot who took part?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub randomised: Option<bool>,
    /// The vendor's proposal that was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["vendor_proposal"]))]
    pub proposal: Option<RecordId>,
}

impl PilotResult {
    /// The confidence interval, when both ends are given and stand the right way up.
    pub fn interval(&self) -> Option<Interval> {
        Interval::new(self.ci_low?, self.ci_high?)
    }

    /// The comparison group, before and after.
    pub fn comparison(&self) -> Option<(Fixed, Fixed)> {
        Some((self.comparison_before?, self.comparison_after?))
    }
}

impl Body for PilotResult {
    fn check(&self, check: &mut Check) {
        check.link("pilot", self.pilot, Kind::Pilot);
        check.link("indicator", self.indicator, Kind::Indicator);
        check.whole("n", self.n, 1, u32::MAX);
        check.whole("points", self.points.unwrap_or(1), 1, u32::MAX);
        check.whole("comparison_points", self.comparison_points.unwrap_or(1), 1, u32::MAX);
        for (field, value, other, is_there) in [
            ("ci_low", self.ci_low, "ci_high", self.ci_high.is_some()),
            ("ci_high", self.ci_high, "ci_low", self.ci_low.is_some()),
            (
                "comparison_before",
                self.comparison_before,
                "comparison_after",
                self.comparison_after.is_some(),
            ),
            (
                "comparison_after",
                self.comparison_after,
                "comparison_before",
                self.comparison_before.is_some(),
            ),
        ] {
            if value.is_some() && !is_there {
                check.fault(field, Problem::Needs { field: other });
            }
        }
        if self.comparison_points.is_some() && self.comparison_before.is_none() {
            check.fault("comparison_points", Problem::Needs { field: "comparison_before" });
        }
        if let (Some(low), Some(high)) = (self.ci_low, self.ci_high) {
            if high < low {
                check.fault("ci_high", Problem::UpsideDown { low });
            } else if self.after < low || self.after > high {
                // An interval that leaves out its own value is one of something else.
                check.fault("after", Problem::OutsideInterval { low, high });
            }
        }
        for (field, value) in [
            ("before", Some(self.before)),
            ("after", Some(self.after)),
            ("ci_low", self.ci_low),
            ("ci_high", self.ci_high),
            ("comparison_before", self.comparison_before),
            ("comparison_after", self.comparison_after),
        ] {
            check.in_unit_of(self.indicator, field, value);
        }
        if let Some(proposal) = self.proposal {
            check.link("proposal", proposal, Kind::VendorProposal);
        }
    }
}

/// At which level a programme is evaluated. It is planned until `done_on` is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationLevel {
    /// The programme.
    pub programme: String,
    /// The level (Kirkpatrick, Phillips): 1 reaction, 2 learning, 3 behaviour, 4 results, 5 return.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "level"))]
    pub level: u32,
    /// When it was evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub found: Option<String>,
}

impl Body for EvaluationLevel {
    const STATUSES: &'static [&'static str] = &["planned", "done"];

    fn check(&self, check: &mut Check) {
        check.text("programme", &self.programme);
        check.whole("level", self.level, 1, 5);
        check.happened("done_on", self.done_on);
        check.text_if_any("found", self.found.as_ref());
    }

    fn status(&self, _: RecordId, _: &Records) -> &'static str {
        if self.done_on.is_some() { "done" } else { "planned" }
    }
}

/// What something cost, in the organisation's currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// What was paid for.
    pub what: String,
    /// How much it cost.
    #[schemars(range(min = 0), extend("x-unit" = "currency"))]
    pub amount: Fixed,
    /// How much it brought in, where that is known in money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "currency"))]
    pub benefits: Option<Fixed>,
    /// The pilot it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: Option<RecordId>,
}

impl Cost {
    /// The return on it, as a ratio. `None` where the benefits are not known, and of nothing paid.
    pub fn return_on_investment(&self) -> Option<Fixed> {
        return_on_investment(self.amount, self.benefits?)
    }
}

impl Body for Cost {
    fn check(&self, check: &mut Check) {
        check.text("what", &self.what);
        check.range("amount", self.amount, Fixed::ZERO, Fixed::micros(FIXED_MAX * MICROS));
        if let Some(pilot) = self.pilot {
            check.link("pilot", pilot, Kind::Pilot);
        }
    }
}

/// The value of an indicator; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// The indicator.
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: RecordId,
    /// Its value, in the indicator's unit.
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub value: Fixed,
    /// How many were measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "count"))]
    pub n: Option<u32>,
    /// The pilot it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: Option<RecordId>,
    /// The days that it covers; the record's day alone when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

impl Body for Measurement {
    fn check(&self, check: &mut Check) {
        Period::check(self.period, check);
        check.link("indicator", self.indicator, Kind::Indicator);
        check.in_unit_of(self.indicator, "value", Some(self.value));
        if let Some(pilot) = self.pilot {
            check.link("pilot", pilot, Kind::Pilot);
        }
    }
}

/// A claimed short-term win.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Win {
    /// What became better, in one sentence.
    #[schemars(extend("x-long" = true))]
    pub claim: String,
    /// The indicator that shows it.
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: RecordId,
    /// Its value before.
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub before: Fixed,
    /// Its value after.
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub after: Fixed,
    /// The evaluation level reached (Kirkpatrick, Phillips): 1 reaction, 2 learning, 3 behaviour, 4 results, 5 return.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "level"))]
    pub level: u32,
    /// The pilot it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: Option<RecordId>,
    /// Who made it happen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-personal" = true))]
    pub contributors: Vec<PersonId>,
    /// The result that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["result"]))]
    pub result: Option<RecordId>,
    /// The link of the results chain through which it serves the vision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["result_link"]))]
    pub result_link: Option<RecordId>,
    /// Was it planned, rather than found afterwards?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_in_advance: Option<bool>,
    /// The programme it comes from, as its evaluations name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
}

impl Body for Win {
    const STATUSES: &'static [&'static str] = &["claimed", "verified", "rejected", "regressed"];
    const STATUS_FROM: &'static [Kind] = &[Kind::Verification, Kind::Reverification];

    fn check(&self, check: &mut Check) {
        check.text("claim", &self.claim);
        check.link("indicator", self.indicator, Kind::Indicator);
        check.whole("level", self.level, 1, 5);
        check.in_unit_of(self.indicator, "before", Some(self.before));
        check.in_unit_of(self.indicator, "after", Some(self.after));
        check.text_if_any("programme", self.programme.as_ref());
        if let Some(pilot) = self.pilot {
            check.link("pilot", pilot, Kind::Pilot);
        }
        if let Some(result) = self.result {
            check.link("result", result, Kind::PilotResult);
        }
        if let Some(link) = self.result_link {
            check.link("result_link", link, Kind::ResultLink);
        }
    }

    /// Whether it was looked at again in time is a matter of today's date, so its standing says it, not the status. A
    /// verification counts for what was verified: a win that was changed since is claimed anew.
    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        let changed_at = records.get(id).map(|stored| stored.recorded_at);
        let newest = records
            .linking::<Verification>(id)
            .filter(|(stored, _)| changed_at.is_none_or(|changed| stored.recorded_at >= changed))
            .max_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
        let again = records
            .linking::<Reverification>(id)
            .max_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
        match newest.map(|(_, verification)| verification.outcome) {
            None => "claimed",
            Some(Outcome::Confirmed)
                if again.is_some_and(|(_, it)| it.outcome == Holds::Regressed) =>
            {
                "regressed"
            }
            Some(Outcome::Confirmed) => "verified",
            Some(Outcome::Rejected) => "rejected",
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is so.
    Confirmed,
    /// It is not so.
    Rejected,
}

/// Another person checked a win. Refused of anybody who recorded the win.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The win.
    #[schemars(extend("x-links" = ["win"]))]
    pub win: RecordId,
    /// What was found.
    pub outcome: Outcome,
    /// How it was checked.
    #[schemars(extend("x-long" = true))]
    pub how: String,
}

impl Body for Verification {
    fn check(&self, check: &mut Check) {
        check.link("win", self.win, Kind::Win);
        check.text("how", &self.how);
    }
}

/// A win was told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// The win.
    #[schemars(extend("x-links" = ["win"]))]
    pub win: RecordId,
    /// How it was told.
    pub channel: Channel,
    /// How many of those affected it reached.
    #[schemars(extend("x-unit" = "people"))]
    pub reached_n: u32,
}

impl Body for Announcement {
    fn check(&self, check: &mut Check) {
        check.link("win", self.win, Kind::Win);
    }
}

/// Whether a win still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// It does.
    Holds,
    /// It is gone.
    Regressed,
}

/// Somebody looked at a win again, months later; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reverification {
    /// The win.
    #[schemars(extend("x-links" = ["win"]))]
    pub win: RecordId,
    /// How many months after it, usually 6 or 12.
    #[schemars(range(min = 1, max = 120), extend("x-unit" = "months"))]
    pub months_after: u32,
    /// Whether it still holds.
    pub outcome: Holds,
    /// How it was looked at.
    #[schemars(extend("x-long" = true))]
    pub how: String,
}

impl Body for Reverification {
    fn check(&self, check: &mut Check) {
        check.link("win", self.win, Kind::Win);
        check.whole("months_after", self.months_after, 1, MONTHS_AFTER_MAX);
        check.text("how", &self.how);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::testing::{Case, new_record};
    use super::super::Record;
    use super::*;
    use crate::rules::command::InitiativeCommand;

    fn faults(kind: Kind, data: &Value) -> Vec<String> {
        let faults = Record::parse(kind, data).unwrap().check().faults;
        faults.into_iter().map(|fault| fault.pointer).collect()
    }

    fn result(more: &Value) -> Vec<String> {
        let mut data = json!({"pilot": "pilot-1", "indicator": "indicator-1", "before": 40, "after": 28, "n": 30});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        faults(Kind::PilotResult, &data)
    }

    #[test]
    fn an_interval_has_two_ends_the_right_way_up_around_its_value() {
        assert_eq!(result(&json!({"ci_low": 28, "ci_high": 28})), [""; 0]);
        assert_eq!(result(&json!({"ci_low": 31, "ci_high": 25})), ["/ci_high"]);
        assert_eq!(result(&json!({"ci_low": 28.000001, "ci_high": 31})), ["/after"]);
        assert_eq!(result(&json!({"ci_low": 25})), ["/ci_low"]);
        assert_eq!(result(&json!({"comparison_after": 39})), ["/comparison_after"]);
        assert_eq!(result(&json!({"comparison_points": 2})), ["/comparison_points"]);
        assert_eq!(result(&json!({"n": 0})), ["/n"]);
    }

    #[test]
    fn a_win_is_verified_until_it_regresses_and_a_pilot_runs_until_it_ends() {
        let mut case = Case::small();
        let mut add = |by: &str, kind: Kind, data: Value| {
            let add = InitiativeCommand::AddRecords(vec![new_record(kind, &data)]);
            case.done(by, add);
            let of = |kind: Kind| {
                let first = RecordId { kind, number: 1 };
                let records = &case.initiative.records;
                records.get(first).map(|it| it.record.status(first, records)).unwrap_or_default()
            };
            (of(Kind::Win), of(Kind::Pilot))
        };
        let example = |kind: Kind| serde_json::from_str::<Value>(kind.row().example).unwrap();
        add("lead", Kind::Indicator, example(Kind::Indicator));
        assert_eq!(add("lead", Kind::Pilot, example(Kind::Pilot)).1, "recorded");
        add("lead", Kind::PilotResult, example(Kind::PilotResult));
        assert_eq!(add("lead", Kind::Win, example(Kind::Win)).0, "claimed");
        let again = |outcome: &str| json!({"win": "win-1", "months_after": 6, "outcome": outcome, "how": "Read the log"});
        let early = add("member", Kind::Reverification, again("regressed"));
        assert_eq!(early.0, "claimed", "nobody has verified it");
        assert_eq!(add("member", Kind::Reverification, again("holds")).0, "claimed");
        assert_eq!(add("member", Kind::Verification, example(Kind::Verification)).0, "verified");
        assert_eq!(add("member", Kind::Reverification, again("regressed")).0, "regressed");
        assert_eq!(add("member", Kind::Reverification, again("holds")).0, "verified");
        let ended = json!({"pilot": "pilot-1", "outcome": "stopped", "why": "The unit was sold"});
        assert_eq!(add("lead", Kind::PilotEnded, ended).1, "stopped");
    }
}
