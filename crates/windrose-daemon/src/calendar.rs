//! Whom to meet, as a calendar file (iCalendar, RFC 5545) that any calendar reads.

use icalendar::{Calendar, Class, Component, Event};
use jiff::civil::Date;
use windrose_core::rules::ids::InitiativeId;
use windrose_core::rules::now::Now;
use windrose_core::view::contacts::ContactDue;

/// One appointment a person, for the whole day on which they are due; who is late is due today. Its id follows from
/// initiative and record, so that a file that is read in again moves the appointment and adds none.
pub(crate) fn of_contacts(initiative: &InitiativeId, now: &Now, due: &[ContactDue]) -> String {
    let today = now.date();
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//windrose//contacts//EN"))
        .append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&format!("windrose: {initiative}"));
    for contact in due {
        let day = contact.due_on.max(today);
        let mut event = Event::new();
        event
            .uid(&format!("{}@{initiative}.windrose", contact.stakeholder))
            .add_property("DTSTAMP", now.at.strftime("%Y%m%dT%H%M%SZ").to_string())
            .append_property(date("DTSTART", day))
            .append_property(date("DTEND", day.saturating_add(jiff::Span::new().days(1))))
            .summary(&format!("{} ({})", contact.person, contact.unit))
            .description(&contact.sentence)
            // Days are marked, not blocked.
            .add_property("TRANSP", "TRANSPARENT")
            .class(Class::Private);
        calendar.push(event);
    }
    calendar.to_string()
}

fn date(name: &str, day: Date) -> icalendar::Property {
    let mut property = icalendar::Property::new(name, day.strftime("%Y%m%d").to_string());
    property.add_parameter("VALUE", "DATE");
    property
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn due(person: &str, on: &str) -> ContactDue {
        ContactDue {
            stakeholder: "stakeholder-2".parse().unwrap(),
            person: person.parse().unwrap(),
            unit: "Production, Sales; and Stock".into(),
            partner: None,
            cadence_days: 30,
            last_met: None,
            due_on: on.parse().unwrap(),
            days_late: 0,
            sentence: "met 45 days ago, and to be met every 30 days".into(),
        }
    }

    #[test]
    fn each_person_is_an_appointment_that_moves_when_it_is_read_in_again() {
        let now =
            Now { at: "2026-03-01T08:00:00Z".parse().unwrap(), calendar: TimeZone::UTC.into() };
        let both = [due("head-of-production", "2026-02-13"), due("head-of-finance", "2026-03-04")];
        let text = of_contacts(&"partner".parse().unwrap(), &now, &both);
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 2);
        assert!(text.contains("DTSTART;VALUE=DATE:20260301\r\n"), "who is late is due today");
        for line in ["DTSTART;VALUE=DATE:20260304\r\n", "DTEND;VALUE=DATE:20260305\r\n"] {
            assert!(text.contains(line), "{text}");
        }
        assert!(text.contains("UID:stakeholder-2@partner.windrose\r\n"));
        assert!(text.contains("(Production\\, Sales\\; and Stock)"), "{text}");
        assert_eq!(text, of_contacts(&"partner".parse().unwrap(), &now, &both));
        assert!(text.lines().all(|line| line.len() <= 76), "lines are folded: {text}");
    }
}
