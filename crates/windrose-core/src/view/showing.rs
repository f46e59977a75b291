//! What a record shows, as figures and in a sentence.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::effect::Grade;
use crate::rules::facts::Facts;
use crate::rules::record::Stored;
use crate::rules::showing::{
    Answers, Effect, Left, Programme, Ratio, Return, Showing, showing as figures_of,
};
use crate::rules::standing::Stage;

use super::wording;

/// What a record shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShowingView {
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// The same in a sentence.
    pub sentence: String,
}

/// The figures that follow from a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Figures {
    /// Of a result: what became of its indicator.
    Effect(Effect),
    /// Of a win: where it stands.
    Win(WinView),
    /// Of an anonymous survey: what it says.
    Answers(Answers),
    /// Of a past programme: success with follow-through and without.
    FollowThrough(Ratio),
    /// Of a cost: what came back.
    Return(Return),
    /// Of an evaluation: the levels at which its programme was evaluated.
    Programme(Programme),
    /// Of a member of the coalition: that they have left the organisation.
    Left(Left),
}

/// Where a win stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WinView {
    /// Where in its life.
    pub stage: Stage,
    /// How well its effect is shown.
    pub grade: Grade,
    /// Can somebody else confirm it as it stands?
    pub confirmable: bool,
    /// How many people it was told to.
    pub told: u64,
    /// The next day by which somebody has to look again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look_again_on: Option<Date>,
}

/// What a record shows on this day; `None` of kinds that show nothing but what they say.
pub fn showing(facts: &Facts<'_>, stored: &Stored) -> Option<ShowingView> {
    if stored.withdrawn.is_some() {
        return None;
    }
    let shown = facts.left(stored).map(Showing::Left);
    let shown =
        shown.or_else(|| figures_of(&facts.initiative.records, facts.now.date(), stored))?;
    let sentence = wording::showing(&shown);
    let figures = match shown {
        Showing::Effect(it, _) => Figures::Effect(it),
        Showing::Win(it) => Figures::Win(WinView {
            stage: it.stage,
            grade: it.grade,
            confirmable: it.lacks.is_empty(),
            told: it.told,
            look_again_on: it.look_again_on,
        }),
        Showing::Answers(it) => Figures::Answers(it),
        Showing::FollowThrough(it) => Figures::FollowThrough(it),
        Showing::Return(it) => Figures::Return(it),
        Showing::Programme(it) => Figures::Programme(it),
        Showing::Left(it) => Figures::Left(it),
    };
    Some(ShowingView { figures, sentence })
}
