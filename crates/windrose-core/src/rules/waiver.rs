//! A waiver: a criterion set aside for a time, with a reason, by somebody other than who asked for it.
//!
//! What stands here is believed from events; what may be asked for and granted is decided in `decide::waivers`, and
//! what a waiver does to a gate in `gate::waivers`.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::command::WaiverDecision;
use super::event::{WaiverDecided, WaiverRequested};
use super::ids::{CriterionId, RoleName, WaiverId};
use super::role::Actor;
use super::step::Step;

/// A waiver that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiver {
    /// Its id.
    pub id: WaiverId,
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// Why.
    pub reason: String,
    /// The last day on which it is in force.
    pub expires_on: Date,
    /// The waiver that it goes on with.
    pub renews: Option<WaiverId>,
    /// Who asked for it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// How it was decided, once it was.
    pub decided: Option<Judged>,
    /// How it was ended early, if it was.
    pub closed: Option<Closed>,
    /// The waiver that goes on with it.
    pub renewed_by: Option<WaiverId>,
}

/// How a waiver was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// What was decided.
    pub decision: WaiverDecision,
    /// By whom.
    pub by: Actor,
    /// In which role.
    pub role: RoleName,
    /// When.
    pub at: Timestamp,
    /// What they added.
    pub comment: Option<String>,
}

/// How a waiver was ended early.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// How a waiver stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaiverState {
    /// Asked for, and not decided.
    Requested,
    /// Granted, and its last day has not passed.
    InForce,
    /// Granted, and its last day has passed: what it stood in for is unmet again.
    Expired,
    /// Not granted.
    Refused,
    /// Another one goes on with it.
    Renewed,
    /// Ended early, or taken back before it was decided.
    Closed,
}

impl WaiverState {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Requested, Self::InForce, Self::Expired, Self::Refused, Self::Renewed, Self::Closed];

    /// Its name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::InForce => "in_force",
            Self::Expired => "expired",
            Self::Refused => "refused",
            Self::Renewed => "renewed",
            Self::Closed => "closed",
        }
    }
}

impl Waiver {
    /// How it stands on a day.
    pub fn state(&self, today: Date) -> WaiverState {
        if self.closed.is_some() {
            return WaiverState::Closed;
        }
        match &self.decided {
            None => WaiverState::Requested,
            Some(it) if it.decision == WaiverDecision::Refuse => WaiverState::Refused,
            Some(_) if self.renewed_by.is_some() => WaiverState::Renewed,
            Some(_) if self.expires_on < today => WaiverState::Expired,
            Some(_) => WaiverState::InForce,
        }
    }

    /// Who granted it, if anybody did.
    pub fn granted(&self) -> Option<&Judged> {
        self.decided.as_ref().filter(|it| it.decision == WaiverDecision::Grant)
    }
}

/// What can be asked for of a criterion that may be waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A waiver.
    Ask,
    /// The renewal of this one.
    Renew(WaiverId),
    /// Nothing yet: this one has been asked for and waits to be decided.
    Pending(WaiverId),
    /// Nothing more: this one was the renewal, and there is one only.
    UsedUp(WaiverId),
}

/// The waivers of an initiative, in the order in which they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Waivers(Vec<Waiver>);

impl Waivers {
    /// All of them.
    pub fn all(&self) -> &[Waiver] {
        &self.0
    }

    /// A waiver by its id: they are numbered from 1, and none is ever taken away.
    pub fn get(&self, id: WaiverId) -> Option<&Waiver> {
        self.0.get((id.0 as usize).checked_sub(1)?)
    }

    /// The id of the next one.
    pub fn next_id(&self) -> WaiverId {
        WaiverId(u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// The waiver of a criterion that is in force on a day.
    pub fn in_force(&self, step: Step, criterion: &CriterionId, today: Date) -> Option<&Waiver> {
        let in_force = |it: &&Waiver| it.state(today) == WaiverState::InForce;
        self.of(step, criterion).rfind(in_force)
    }

    /// What can be asked for of a criterion now. A criterion is waived once and renewed once, until its step, which was
    /// opened `since`, is done again; what is in force still counts all the same.
    pub fn next(
        &self,
        step: Step,
        criterion: &CriterionId,
        since: Option<Timestamp>,
        today: Date,
    ) -> Next {
        let open = |it: &&Waiver| it.decided.is_none() && it.closed.is_none();
        if let Some(pending) = self.of(step, criterion).find(open) {
            return Next::Pending(pending.id);
        }
        let this_time = |it: &&Waiver| {
            let since = since.is_none_or(|since| it.at >= since);
            it.granted().is_some() && (since || it.state(today) == WaiverState::InForce)
        };
        match self.of(step, criterion).rfind(this_time) {
            None => Next::Ask,
            Some(it) if it.renews.is_none() => Next::Renew(it.id),
            Some(it) => Next::UsedUp(it.id),
        }
    }

    /// What is open: of each criterion the last that was granted, in force or expired, unless it was ended since.
    pub fn open(&self, today: Date) -> impl Iterator<Item = (&Waiver, WaiverState)> {
        let granted = || self.0.iter().filter(|it| it.granted().is_some());
        let last = move |it: &Waiver| {
            let same = |other: &&Waiver| other.step == it.step && other.criterion == it.criterion;
            granted().rfind(same).is_some_and(|other| other.id == it.id)
        };
        self.0.iter().map(move |it| (it, it.state(today))).filter(move |(it, state)| {
            matches!(state, WaiverState::InForce | WaiverState::Expired) && last(it)
        })
    }

    fn of(&self, step: Step, criterion: &CriterionId) -> impl DoubleEndedIterator<Item = &Waiver> {
        self.0.iter().filter(move |it| it.step == step && it.criterion == *criterion)
    }

    fn of_mut(&mut self, id: WaiverId) -> Option<&mut Waiver> {
        self.0.get_mut((id.0 as usize).checked_sub(1)?)
    }

    /// Believes that one was asked for.
    pub(super) fn requested(&mut self, at: Timestamp, by: &Actor, it: &WaiverRequested) {
        self.0.push(Waiver {
            id: it.waiver,
            step: it.step,
            criterion: it.criterion.clone(),
            reason: it.reason.clone(),
            expires_on: it.expires_on,
            renews: it.renews,
            by: by.clone(),
            at,
            decided: None,
            closed: None,
            renewed_by: None,
        });
    }

    /// Believes that one was decided. A granted one takes the place of the one that it renews.
    pub(super) fn decided(&mut self, at: Timestamp, by: &Actor, it: &WaiverDecided) {
        let Some(waiver) = self.of_mut(it.waiver) else { return };
        waiver.decided = Some(Judged {
            decision: it.decision,
            by: by.clone(),
            role: it.role.clone(),
            at,
            comment: it.comment.clone(),
        });
        let renews = waiver.renews.filter(|_| it.decision == WaiverDecision::Grant);
        if let Some(renewed) = renews.and_then(|id| self.of_mut(id)) {
            renewed.renewed_by = Some(it.waiver);
        }
    }

    /// Believes that one was ended early.
    pub(super) fn closed(&mut self, at: Timestamp, by: &Actor, id: WaiverId, reason: &str) {
        if let Some(waiver) = self.of_mut(id) {
            waiver.closed = Some(Closed { reason: reason.to_owned(), by: by.clone(), at });
        }
    }
}
