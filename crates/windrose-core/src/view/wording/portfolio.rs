//! An initiative in a list: what it waits for, and its next day.

use jiff::civil::Date;

use crate::rules::agenda::{Appointment, Matter};
use crate::rules::gate::Verdict;
use crate::rules::summary::Waits;

use super::events::reason;
use super::finding;
use super::formats::date;
use super::gates::too_few_shoulds;
use super::messages::{say, step};
use super::time::when;
use super::words::role_name;

/// What an initiative waits for.
pub fn waits(waits: &Waits) -> String {
    match waits {
        Waits::Evidence { finding: missing, .. } => finding(missing),
        Waits::Shoulds { musts, should, .. } => too_few_shoulds(*musts, *should),
        Waits::Hold { step: at, until } => {
            say!("waits-hold", step = step(*at), until = date(*until))
        }
        Waits::Decision { step: at, decides, finding: Some(missing), .. } => say!(
            "waits-conditions",
            step = step(*at),
            role = role_name(decides),
            finding = finding(missing)
        ),
        Waits::Decision { step: at, verdict, decides, finding: None } => say!(
            "waits-decision",
            step = step(*at),
            role = role_name(decides),
            how = if *verdict == Verdict::OpenWithWaivers { "waivers" } else { "open" }
        ),
        Waits::Close => say!("waits-close"),
        Waits::Nothing { reason: why } => say!("waits-nothing", reason = reason(*why)),
    }
}

/// What is due or ends on the next day.
pub fn next(it: &Appointment, today: Date) -> String {
    let (on, due) = (date(it.on), when(today, it.on));
    match &it.what {
        Matter::Step(at) => say!("next-step", step = step(*at), due = due),
        Matter::Hold(at) if it.on <= today => say!("next-hold-ended", step = step(*at), on = on),
        Matter::Hold(at) => say!("next-hold", step = step(*at), on = on),
        Matter::Owed { step: at, criterion, owner } => say!(
            "next-owed",
            owner = owner.as_str(),
            criterion = criterion.as_str(),
            step = step(*at),
            due = due
        ),
        Matter::Waiver { waiver, step: at, criterion } => say!(
            "next-waiver",
            waiver = waiver.to_string(),
            criterion = criterion.as_str(),
            step = step(*at),
            on = on
        ),
        Matter::Win(win) => say!("next-win", win = win.to_string(), due = due),
        Matter::Outcome(triage) => say!("next-outcome", triage = triage.to_string(), due = due),
        Matter::Pilot(pilot) => say!("next-pilot", pilot = pilot.to_string(), on = on),
    }
}
