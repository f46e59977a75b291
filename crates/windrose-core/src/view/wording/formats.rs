//! Days, times and numbers as a reader writes them, in the language that is spoken.

use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::rules::calendar::Calendar;
use crate::rules::fixed::Fixed;

use super::language::Language;

/// The most decimals that are shown: a number has no more.
const DECIMALS_MAX: usize = 6;

/// A day: "22 Nov 2026", "22.11.2026".
pub fn date(day: Date) -> String {
    match Language::spoken() {
        Language::English => day.strftime("%-d %b %Y").to_string(),
        Language::German => day.strftime("%d.%m.%Y").to_string(),
    }
}

/// An instant by the clock of the organisation: "22 Nov 2026, 14:05", "22.11.2026, 14:05 Uhr".
pub fn day_time(at: Timestamp, calendar: &Calendar) -> String {
    let local = at.to_zoned(calendar.zone.clone());
    let (day, time) = (date(local.date()), local.strftime("%H:%M"));
    match Language::spoken() {
        Language::English => format!("{day}, {time}"),
        Language::German => format!("{day}, {time} Uhr"),
    }
}

/// A number: "1,234.5", "1.234,5".
pub fn number(number: Fixed) -> String {
    localised(Language::spoken(), &number.to_string())
}

/// A ratio in per cent: 0.775 is "77.5 %", "77,5 %".
pub fn percent(ratio: Fixed) -> String {
    format!("{} %", number(in_percent(ratio)))
}

/// A ratio in per cent with one decimal: 0.77546 is "77.5 %".
pub fn percent_about(ratio: Fixed) -> String {
    percent(Fixed::micros((ratio.as_micros() + 500) / 1_000 * 1_000))
}

/// A whole number: "1,234", "1.234".
pub fn whole(number: u64) -> String {
    localised(Language::spoken(), &number.to_string())
}

/// A ratio times a hundred, exactly.
pub(super) fn in_percent(ratio: Fixed) -> Fixed {
    Fixed::micros(ratio.as_micros().saturating_mul(100))
}

/// How a message of that language prints what is put in: numbers as its readers write them, the rest as it is.
pub(super) fn formatter<M>(language: Language) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    fn print(language: Language, value: &FluentValue<'_>) -> Option<String> {
        let FluentValue::Number(number) = value else { return None };
        let plain = format!("{:.DECIMALS_MAX$}", number.value);
        let plain = plain.trim_end_matches('0').trim_end_matches('.');
        Some(localised(language, plain))
    }
    match language {
        Language::English => |value, _| print(Language::English, value),
        Language::German => |value, _| print(Language::German, value),
    }
}

/// A number such as `-1234.5` with the separators of a language.
fn localised(language: Language, plain: &str) -> String {
    let (thousands, decimal) = match language {
        Language::English => (',', '.'),
        Language::German => ('.', ','),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = sign.to_owned();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push(decimal);
        text.push_str(decimals);
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn both<T>(make: impl Fn() -> T) -> (T, T) {
        (Language::English.speak(&make), Language::German.speak(&make))
    }

    #[track_caller]
    fn says(make: impl Fn() -> String, english: &str, german: &str) {
        assert_eq!(both(make), (english.to_owned(), german.to_owned()));
    }

    #[test]
    fn days_and_times_are_written_as_the_language_does() {
        says(|| date("2026-11-22".parse().unwrap()), "22 Nov 2026", "22.11.2026");
        says(|| date("2026-03-01".parse().unwrap()), "1 Mar 2026", "01.03.2026");
        let east = Calendar::from(TimeZone::fixed(jiff::tz::offset(1)));
        let at = "2026-11-22T23:05:59Z".parse().unwrap();
        says(|| day_time(at, &east), "23 Nov 2026, 00:05", "23.11.2026, 00:05 Uhr");
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        for (micros, english, german) in [
            (0, "0", "0"),
            (4_500_000, "4.5", "4,5"),
            (-250_000, "-0.25", "-0,25"),
            (999_000_000, "999", "999"),
            (1_000_000_000, "1,000", "1.000"),
            (-1_234_567_000_001, "-1,234,567.000001", "-1.234.567,000001"),
        ] {
            says(|| number(Fixed::micros(micros)), english, german);
        }
        says(|| percent(Fixed::micros(775_000)), "77.5 %", "77,5 %");
        says(|| percent(Fixed::micros(12_500_000)), "1,250 %", "1.250 %");
        says(|| percent_about(Fixed::micros(775_460)), "77.5 %", "77,5 %");
        says(|| whole(1_234_567), "1,234,567", "1.234.567");
    }
}
