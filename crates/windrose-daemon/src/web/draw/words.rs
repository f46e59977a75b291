//! The words of pictures, in the language that is spoken.

use jiff::civil::Date;
use windrose_core::rules::fixed::Fixed;
use windrose_core::rules::record::IndicatorUnit;
use windrose_core::view::wording::{self, Language};

use super::axis::DayTick;

/// A label.
pub(super) fn label(id: &str) -> String {
    wording::page(id, &[])
}

/// A label with what is put in.
pub(super) fn with(id: &str, args: &[(&str, String)]) -> String {
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    wording::page(id, &args)
}

/// A day.
pub(super) fn day(day: Date) -> String {
    wording::date(day)
}

/// A day that may not be known.
pub(super) fn day_or_none(it: Option<Date>) -> String {
    it.map_or_else(|| "–".to_owned(), day)
}

/// A day on an axis: as short as it can be.
pub(super) fn tick(tick: DayTick) -> String {
    let pattern = match (tick, Language::spoken()) {
        (DayTick::Year(_), _) => "%Y",
        (DayTick::Month(_), Language::English) => "%b %Y",
        (DayTick::Month(_), Language::German) => "%m.%Y",
        (DayTick::Day(_), Language::English) => "%-d %b",
        (DayTick::Day(_), Language::German) => "%d.%m.",
    };
    tick.day().strftime(pattern).to_string()
}

/// A value with its unit, where that is short.
pub(super) fn value(value: Fixed, unit: IndicatorUnit) -> String {
    let number = wording::number(value);
    if unit == IndicatorUnit::Percent { format!("{number} %") } else { number }
}

/// The unit of an indicator's values.
pub(super) fn unit(unit: IndicatorUnit, counts: Option<&str>) -> String {
    match (unit, counts) {
        (IndicatorUnit::Count, Some(counts)) => counts.to_owned(),
        _ => label(&format!("draw-unit-{}", unit.name().replace('_', "-"))),
    }
}
