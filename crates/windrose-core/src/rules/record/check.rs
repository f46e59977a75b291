//! What types cannot say of a record: bounds, order, and the records it links to.

use jiff::civil::Date;

use super::super::fixed::Fixed;
use super::super::ids::{CustomName, PersonId, RecordId};
use super::super::workflow::FieldType;
use super::{Gap, IndicatorUnit, Kind};

/// The fewest answers to an anonymous question that are kept. Below it a person can be guessed.
/// Source: the default of workplace-analytics vendors is five.
pub(crate) const ANSWERS_MIN: u32 = 5;

/// The longest text in a record, in characters: two pages.
pub(super) const TEXT_LENGTH_MAX: usize = 4_000;

/// The shortest reason that says something, in characters. A windrose default.
const REASON_LENGTH_MIN: usize = 10;

/// The most entries in a list within a record.
pub(super) const LIST_LENGTH_MAX: usize = 500;

/// What is wrong with a field, as figures; its sentence is made in `view::wording`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is written there.
    Empty,
    /// A text or a list is longer than is kept.
    TooLong {
        /// Its length.
        length: usize,
        /// The longest that is kept.
        most: usize,
    },
    /// A text says too little.
    TooShort {
        /// Its length, in characters.
        length: usize,
        /// The shortest that is taken.
        least: usize,
    },
    /// A number lies outside its range.
    OutOfRange {
        /// The smallest that makes sense.
        least: Fixed,
        /// The largest that makes sense.
        most: Fixed,
    },
    /// A part is larger than its whole: a share over 1.
    MoreThan {
        /// The part.
        have: u64,
        /// The field that holds the whole.
        whole: &'static str,
        /// The whole.
        of: u64,
    },
    /// Fewer answers to an anonymous question than are kept.
    TooFewAnswers {
        /// How many answered.
        answered: u32,
    },
    /// A value that its indicator's unit does not know: 140 per cent.
    OutsideUnit {
        /// The indicator's unit.
        unit: IndicatorUnit,
        /// The smallest value it knows.
        least: Fixed,
        /// The largest.
        most: Fixed,
    },
    /// An interval whose upper end lies below its lower one.
    UpsideDown {
        /// The lower end.
        low: Fixed,
    },
    /// A value outside the interval that is to be its own.
    OutsideInterval {
        /// The interval's lower end.
        low: Fixed,
        /// Its upper end.
        high: Fixed,
    },
    /// A period ends before it starts.
    EndsBeforeStart {
        /// When it starts.
        start: Date,
    },
    /// A date lies in the future, where something already happened.
    InTheFuture,
    /// A link to a record of another kind.
    WrongKind {
        /// The kind that is meant.
        expected: Kind,
    },
    /// A second entry of the same name.
    Twice {
        /// The name.
        name: String,
    },
    /// One of two fields has to be given when the other is.
    Needs {
        /// The field that is missing.
        field: &'static str,
    },
    /// Something that the workflow does not let change.
    NoLeeway,
    /// A criterion that is not missing, where one is to be owed.
    NotMissing {
        /// Those that are.
        missing: Vec<String>,
    },
    /// Somebody who has no role here.
    NoRole {
        /// Who.
        person: PersonId,
    },
    /// A day that does not lie within the next so many.
    NotWithin {
        /// How many days.
        days: i64,
    },
    /// A word that the workflow does not declare.
    NotDeclared {
        /// What it should name.
        what: Unknown,
        /// The word.
        given: String,
        /// The nearest that are declared.
        nearest: Vec<String>,
        /// All that are declared.
        known: Vec<String>,
    },
    /// A field that the workflow asks for is not there.
    Missing {
        /// What the field is called.
        title: String,
    },
    /// A value that is not what the workflow declares.
    NotOfType {
        /// What it has to be.
        expected: FieldType,
    },
    /// A number lies outside the bounds that the workflow declares.
    OutOfBounds {
        /// The smallest that is allowed.
        least: Option<Fixed>,
        /// The largest that is allowed.
        most: Option<Fixed>,
        /// Its unit.
        unit: Option<String>,
    },
    /// A link to a record that is not of the declared kind that is meant.
    NotDeclaredKind {
        /// The kind that is meant.
        expected: CustomName,
    },
    /// A new revision of another declared kind than the record.
    StaysOf {
        /// The record's kind.
        kind: CustomName,
    },
    /// Training is not what the answers call for.
    NotTraining {
        /// Are knowledge and skill there?
        knows: bool,
        /// What is missing besides.
        gaps: Vec<Gap>,
    },
}

/// What a word should name that the workflow does not declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// A kind of record.
    Kind,
    /// A field.
    Field,
    /// A choice.
    Choice,
}

impl Unknown {
    /// Its name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Field => "field",
            Self::Choice => "choice",
        }
    }
}

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// JSON pointer to the field, from the record's data.
    pub pointer: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A link that a record's field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkField {
    /// JSON pointer to the field.
    pub pointer: String,
    /// The record it links to.
    pub to: RecordId,
}

/// A value in the unit of an indicator, which only whoever knows the indicator can check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitField {
    /// JSON pointer to the field.
    pub pointer: String,
    /// The indicator.
    pub indicator: RecordId,
    /// The value.
    pub value: Fixed,
}

/// Collects what a record's fields say wrong, and where it links to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The records it links to.
    pub links: Vec<LinkField>,
    /// Days on which something has happened already, by their places: none may lie in the future.
    pub happened: Vec<(String, Date)>,
    /// Values in the unit of an indicator.
    pub in_units: Vec<UnitField>,
}

impl Check {
    /// Something happened on this day.
    pub fn happened(&mut self, field: &str, day: Option<Date>) {
        self.happened.extend(day.map(|day| (format!("/{field}"), day)));
    }

    /// A field holds a value in the unit of an indicator.
    pub fn in_unit_of(&mut self, indicator: RecordId, field: &str, value: Option<Fixed>) {
        let field = |value| UnitField { pointer: format!("/{field}"), indicator, value };
        self.in_units.extend(value.map(field));
    }

    /// Notes a problem at a field.
    pub fn fault(&mut self, field: impl std::fmt::Display, problem: Problem) {
        self.faults.push(FieldFault { pointer: format!("/{field}"), problem });
    }

    /// A text has to say something and not be a book.
    pub fn text(&mut self, field: impl std::fmt::Display, text: &str) {
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.fault(field, Problem::Empty);
        } else if length > TEXT_LENGTH_MAX {
            self.fault(field, Problem::TooLong { length, most: TEXT_LENGTH_MAX });
        }
    }

    /// As [`Check::text`], of a reason that somebody else is to understand.
    pub fn reason(&mut self, field: &str, text: &str) {
        self.text(field, text);
        let length = text.trim().chars().count();
        if (1..REASON_LENGTH_MIN).contains(&length) {
            self.fault(field, Problem::TooShort { length, least: REASON_LENGTH_MIN });
        }
    }

    /// As [`Check::text`], where the text may be left out.
    pub fn text_if_any(&mut self, field: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.text(field, text);
        }
    }

    /// A list has at least one entry and is not endless; each is a text.
    pub fn texts(&mut self, field: &str, texts: &[String]) {
        self.list(field, texts.len());
        for (index, text) in texts.iter().enumerate() {
            self.text(format_args!("{field}/{index}"), text);
        }
    }

    /// A list has at least one entry and is not endless.
    pub fn list(&mut self, field: &str, length: usize) {
        if length == 0 {
            self.fault(field, Problem::Empty);
        } else if length > LIST_LENGTH_MAX {
            self.fault(field, Problem::TooLong { length, most: LIST_LENGTH_MAX });
        }
    }

    /// A number lies within its range, both ends included.
    pub fn range(
        &mut self,
        field: impl std::fmt::Display,
        number: Fixed,
        least: Fixed,
        most: Fixed,
    ) {
        if number < least || number > most {
            self.fault(field, Problem::OutOfRange { least, most });
        }
    }

    /// A whole number lies within its range, both ends included.
    pub fn whole(&mut self, field: impl std::fmt::Display, number: u32, least: u32, most: u32) {
        self.range(field, Fixed::whole(number), Fixed::whole(least), Fixed::whole(most));
    }

    /// A part is not larger than its whole.
    pub fn part(&mut self, field: &str, have: u32, whole: &'static str, of: u32) {
        if have > of {
            self.fault(field, Problem::MoreThan { have: have.into(), whole, of: of.into() });
        }
    }

    /// An anonymous question has enough answers to be kept.
    pub fn anonymous(&mut self, field: &str, answered: u32) {
        if answered < ANSWERS_MIN {
            self.fault(field, Problem::TooFewAnswers { answered });
        }
    }

    /// A period does not end before it starts.
    pub fn period(&mut self, field: &str, start: Date, end: Date) {
        if end < start {
            self.fault(field, Problem::EndsBeforeStart { start });
        }
    }

    /// A field links to a record of a kind.
    pub fn link(&mut self, field: impl std::fmt::Display, to: RecordId, expected: Kind) {
        if to.kind == expected {
            self.links.push(LinkField { pointer: format!("/{field}"), to });
        } else {
            self.fault(field, Problem::WrongKind { expected });
        }
    }

    /// Names in a list differ.
    pub fn distinct<'a>(&mut self, field: &str, names: impl Iterator<Item = &'a str>) {
        let mut seen = std::collections::BTreeSet::new();
        for (index, name) in names.enumerate() {
            if !seen.insert(name) {
                self.fault(
                    format_args!("{field}/{index}"),
                    Problem::Twice { name: name.to_owned() },
                );
            }
        }
    }
}
