//! Whom a gate's report names, and to whom.
//!
//! A measure says what is missing by name, and some of these names are those of people. Whoever may read an initiative may
//! read its reports; a person is named to those who see the record that names them. Whom no record names, but the
//! directory, is named to those who lead. The others are counted, so that nobody takes a list for the whole.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::gate::Finding;
use super::ids::RecordId;
use super::role::Permission;

/// Something that is missing, or too much, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// The name, with what is to be known of it.
    pub text: String,
    /// Whom it may be told; everybody unless it says so.
    pub told_to: ToldTo,
}

/// Who may be told a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToldTo {
    /// Whoever may read the initiative.
    Everybody,
    /// Whoever sees the record that says it.
    WhoSees(RecordId),
    /// Those who lead: they see the directory and the ratings.
    WhoLeads,
    /// Nobody: too few have answered to name people by what others said of them.
    Nobody,
}

impl From<String> for Lacking {
    fn from(text: String) -> Self {
        Self { text, told_to: ToldTo::Everybody }
    }
}

impl Lacking {
    /// A name that not everybody may be told.
    pub fn told_to(told_to: ToldTo, text: impl Into<String>) -> Self {
        Self { text: text.into(), told_to }
    }

    /// A name that a record says.
    pub fn in_record(record: RecordId, text: impl Into<String>) -> Self {
        Self::told_to(ToldTo::WhoSees(record), text)
    }
}

impl From<&str> for Lacking {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

#[cfg(test)]
impl PartialEq<str> for Lacking {
    fn eq(&self, text: &str) -> bool {
        self.text == text
    }
}

#[cfg(test)]
impl PartialEq<&str> for Lacking {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}

impl Finding {
    /// Leaves out the names that may not be told, and counts them.
    pub(super) fn without_names(&mut self, may_be_told: &impl Fn(ToldTo) -> bool) {
        let before = self.lacking.len();
        self.lacking.retain(|it| it.told_to == ToldTo::Everybody || may_be_told(it.told_to));
        self.unnamed += (before - self.lacking.len()) as u64;
        self.parts.iter_mut().for_each(|it| it.without_names(may_be_told));
    }

    /// Leaves out the names that whoever looks may not be told.
    pub(super) fn for_reader(mut self, facts: &Facts<'_>) -> Self {
        let leads = facts.may(facts.actor, Permission::ReadTeam);
        self.without_names(&|told_to| match told_to {
            ToldTo::Everybody => true,
            ToldTo::WhoSees(record) => {
                leads || facts.initiative.records.get(record).is_some_and(|it| facts.sees(it))
            }
            ToldTo::WhoLeads => leads,
            ToldTo::Nobody => false,
        });
        self
    }

    /// Leaves out every name that not everybody may be told.
    pub(super) fn for_everybody(mut self) -> Self {
        self.without_names(&|_| false);
        self
    }
}
