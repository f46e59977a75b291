//! Whom people turn to, whatever the chart says: informal rank and brokers, as far as answers speak for people.

use schemars::JsonSchema;
use serde::Serialize;

use super::Named;
use super::made::{ROWS_MAX, Shown};
use crate::rules::coalition::brokers::{PEOPLE_MAX, Ways, brokers};
use crate::rules::coalition::groups::{Band, Bands};
use crate::rules::coalition::lack::Lack;
use crate::rules::coalition::rank::{Top, ranks};
use crate::rules::fixed::{Fixed, MICROS};
use crate::rules::ids::PersonId;
use crate::view::wording;

/// Whom people turn to, beside whom the chart puts first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RanksView {
    /// Those who were named by most, for those who lead; nobody unless enough answered to name people.
    pub people: Vec<RankRow>,
    /// How many are counted as named most: a tenth of all people, or more where several share the last place.
    pub most_named: u64,
    /// Those of them to whom nobody reports.
    pub without_role: Named,
    /// People to whom others report and whom nobody named.
    pub without_influence: Named,
    /// How many there are, in plain words.
    pub sentence: String,
}

/// The informal and the formal rank of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RankRow {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// Their place by how many named them; equal figures share it.
    pub informal_place: u32,
    /// How many named them.
    pub named_by: u32,
    /// How strongly in all.
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub strength: u32,
    /// Their place by how many people are below them; equal figures share it.
    pub formal_place: u32,
    /// How many are below them.
    pub below: u32,
    /// The same in plain words.
    pub sentence: String,
}

/// Who stands between others.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BrokersView {
    /// Those who stand between most others, for those who lead; equal ones by id.
    pub people: Vec<BrokerRow>,
    /// How many further people stand between others.
    pub more: u64,
    /// Why nobody was looked for.
    #[serde(skip)]
    pub(super) lack: Option<Lack>,
}

/// Somebody who stands between others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BrokerRow {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// Their place; equal figures share it.
    pub place: u32,
    /// The share of pairs of others whose shortest ways lead through them.
    pub betweenness: Fixed,
    /// People of how many units they are tied to.
    pub units: u32,
    /// The same in plain words.
    pub sentence: String,
}

/// Whom people turn to; none where nobody was named, or too few answered to count.
pub(super) fn ranks_view(of: &Shown<'_>) -> Option<RanksView> {
    if !of.has_nominations || !of.counts_patterns() {
        return None;
    }
    let it = ranks(of.network(), Top::default(), Bands::default());
    let names = of.leads && of.response.is_some_and(|it| it.band == Band::Named);
    let some = |people: &[PersonId]| {
        let named = if names { people.len().min(ROWS_MAX) } else { 0 };
        Named { people: people[..named].to_vec(), more: (people.len() - named) as u64 }
    };
    let top = it.people.iter().filter(|it| names && it.named_by > 0).take(ROWS_MAX).map(|it| {
        let mut row = RankRow {
            person: it.person.clone(),
            informal_place: it.informal_place,
            named_by: it.named_by,
            strength: it.strength,
            formal_place: it.formal_place,
            below: it.below,
            sentence: String::new(),
        };
        row.sentence = wording::coalition_rank(&row);
        row
    });
    let people = top.collect();
    let (without_role, without_influence) = (some(&it.without_role), some(&it.without_influence));
    let sentence =
        wording::coalition_ranks(it.in_top, without_role.count(), without_influence.count());
    Some(RanksView { people, most_named: it.in_top, without_role, without_influence, sentence })
}

/// Who stands between others, by the ties by which people may be named.
pub(super) fn brokers_view(of: &Shown<'_>) -> BrokersView {
    let people = of.network().people().len();
    if people > PEOPLE_MAX {
        let (people, at_most) = (people as u64, PEOPLE_MAX as u64);
        let lack = Some(Lack::TooManyPeople { people, at_most });
        return BrokersView { people: Vec::new(), more: 0, lack };
    }
    let found = brokers(&of.naming_network(), Ways::Any);
    let between: Vec<_> = found.people.iter().filter(|it| it.betweenness > 0.0).collect();
    let named = between.iter().filter(|_| of.leads).take(ROWS_MAX).map(|it| {
        let mut row = BrokerRow {
            person: it.person.clone(),
            place: it.place,
            betweenness: Fixed::micros((it.betweenness * MICROS as f64).round() as i64),
            units: it.units,
            sentence: String::new(),
        };
        row.sentence = wording::coalition_broker(&row);
        row
    });
    let people: Vec<BrokerRow> = named.collect();
    BrokersView { more: (between.len() - people.len()) as u64, people, lack: None }
}
