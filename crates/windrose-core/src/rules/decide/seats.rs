//! In which right somebody acts in a role: their own, or that of somebody they stand in for. Four eyes look at both.

use super::super::facts::{Facts, Seat};
use super::super::ids::{PersonId, RoleName};
use super::super::refusal::{FourEyes, Refusal};

/// The seats in which the acting person can act in one of these roles. Whoever holds one acts for themselves.
pub(super) fn of_actor<'a>(
    facts: &Facts<'a>,
    roles: &[RoleName],
    what: &'static str,
) -> Result<Vec<Seat<'a>>, Refusal> {
    let Some(actor) = facts.actor.person() else {
        return Err(Refusal::PersonsOnly { what });
    };
    let seats = facts.seats(roles).into_iter();
    let mut seats: Vec<Seat<'a>> = seats.filter(|it| it.person == actor).collect();
    if seats.first().is_some_and(|it| it.on_behalf_of.is_none()) {
        seats.truncate(1);
    }
    if seats.is_empty() {
        let holders = facts.acting(roles);
        return Err(Refusal::RoleNeeded { what, roles: roles.to_vec(), holders });
    }
    Ok(seats)
}

/// The rules of four eyes for one act: for whoever acts, and for the one they stand in for.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// When whoever acts is barred.
    pub(super) own: FourEyes,
    /// When the one they stand in for is.
    pub(super) stood_in_for: FourEyes,
}

/// Those of these seats in which neither person is barred. Where one person may do everything, the others too, last.
pub(super) fn unbarred<'a>(
    facts: &Facts<'a>,
    roles: &[RoleName],
    seats: Vec<Seat<'a>>,
    barred: impl Fn(&PersonId) -> bool,
    rules: Rules,
) -> Result<Vec<Seat<'a>>, Refusal> {
    let (mut free, shut): (Vec<_>, Vec<_>) = seats.into_iter().partition(|it| !it.either(&barred));
    if facts.workflow.one_person_allowed {
        free.extend(shut);
        return Ok(free);
    }
    match shut.first() {
        Some(seat) if free.is_empty() => {
            let mut others: Vec<PersonId> = Vec::new();
            for it in facts.seats(roles) {
                if it.person != seat.person && !it.either(&barred) && !others.contains(it.person) {
                    others.push(it.person.clone());
                }
            }
            let rule = if barred(seat.person) { rules.own } else { rules.stood_in_for };
            Err(Refusal::FourEyes { rule, roles: roles.to_vec(), others })
        }
        _ => Ok(free),
    }
}
