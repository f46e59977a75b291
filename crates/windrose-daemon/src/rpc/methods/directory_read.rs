//! Reads the directory, a page at a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use windrose_core::rules::access::Access;
use windrose_core::rules::directory::Directory;
use windrose_core::rules::ids::{PersonId, Version};
use windrose_core::rules::nearest::nearest;
use windrose_core::rules::refusal::{Refusal, Thing};
use windrose_core::rules::role::{InstanceRole, Permission, holders_of};
use windrose_core::view::directory::{
    EditionView, ImportRow, PersonRow, Sight, edition, has_words, import_row, person_row,
};

use super::shared::{bad_cursor, page};
use crate::call::{Call, blocking, refused};
use crate::rpc::{Method, MethodKind, RpcError};

/// `directory_read`
pub(super) struct DirectoryRead;

/// Params of `directory_read`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Params {
    /// Only those of this unit and of the units that are part of it.
    #[serde(default)]
    unit: Option<String>,
    /// Only those who report to this person.
    #[serde(default)]
    manager: Option<PersonId>,
    /// Only those of whom all of these words are known.
    #[serde(default)]
    words: Option<String>,
    /// The most entries, 1 to 200; 50 when not given.
    #[serde(default)]
    limit: Option<u32>,
    /// Where the page before ended, as it was answered.
    #[serde(default)]
    cursor: Option<String>,
}

/// A page of people, by id.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Answer {
    /// When the directory was last published; none when it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<EditionView>,
    /// The imports that are not published yet, for those who may see them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    imports: Vec<ImportRow>,
    /// How many people there are of those that were asked for.
    count: usize,
    /// The people.
    people: Vec<PersonRow>,
    /// Where the next page begins; none after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
    /// The version of the directory.
    version: Version,
}

impl Method<Call> for DirectoryRead {
    const NAME: &'static str = "directory_read";
    const SUMMARY: &'static str = "The people of the organisation, of a unit or of a manager, for whoever leads an initiative.";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = r#"{"unit": "Sales", "limit": 20}"#;
    type Params = Params;
    type Answer = Answer;

    async fn call(call: Call, params: Params) -> Result<Answer, RpcError> {
        let limit = page(params.limit)?;
        let after: Option<PersonId> =
            params.cursor.as_deref().map(str::parse).transpose().map_err(|_| bad_cursor())?;
        let leads = || call.actor.id().is_some_and(|id| call.engine.leads_any(id));
        let sight = Sight::of(&call.engine.access(), &call.actor, leads)
            .ok_or_else(|| refused(&unseen(&call.engine.access())))?;
        let directory = call.engine.directory();
        let made = blocking(move || read(&directory, &params, after.as_ref(), limit, sight));
        made.await?.map_err(|refusal| refused(&refusal))
    }
}

/// Who may read it, and whom to ask.
fn unseen(access: &Access) -> Refusal {
    let roles = holders_of(Permission::ReadTeam).iter().map(|base| base.role()).collect();
    let admins = access.accounts.iter();
    let admins = admins.filter(|(_, it)| it.instance_role == Some(InstanceRole::Admin));
    let holders = admins.map(|(id, _)| id.clone()).collect();
    Refusal::RoleNeeded { what: "read-directory", roles, holders }
}

fn read(
    directory: &Directory,
    params: &Params,
    after: Option<&PersonId>,
    limit: usize,
    sight: Sight,
) -> Result<Answer, Refusal> {
    let people = directory.people();
    let words: Vec<String> =
        params.words.iter().flat_map(|it| it.split_whitespace()).map(str::to_lowercase).collect();
    let mut found: Vec<usize> = match (&params.unit, &params.manager) {
        (Some(unit), _) if people.unit(unit).is_none() => {
            let names = people.units().iter().map(|it| it.name.as_ref());
            let nearest = nearest(unit, names);
            return Err(Refusal::NotFound { what: Thing::Unit, given: unit.clone(), nearest });
        }
        (Some(unit), None) => people.indices_in(unit),
        (unit, Some(manager)) => {
            let index = people.index_of(manager).ok_or_else(|| Refusal::NotFound {
                what: Thing::Person,
                given: manager.to_string(),
                nearest: Vec::new(),
            })?;
            let mut reports: Vec<usize> = people.report_indices(index).collect();
            if let Some(unit) = unit {
                let within = people.indices_in(unit);
                reports.retain(|it| within.binary_search(it).is_ok());
            }
            reports
        }
        (None, None) => (0..people.len()).collect(),
    };
    if !words.is_empty() {
        found.retain(|index| has_words(&people.all()[*index], &words, sight));
    }
    let count = found.len();
    let from =
        after.map_or(0, |after| found.partition_point(|index| people.all()[*index].id <= *after));
    let shown = &found[from..found.len().min(from + limit)];
    let more = from + shown.len() < count;
    let last = shown.last().filter(|_| more).map(|it| people.all()[*it].id.to_string());
    let imports = directory.imports().iter().filter(|_| sight >= Sight::Addresses);
    Ok(Answer {
        edition: edition(directory),
        imports: imports.map(|(id, it)| import_row(id, it)).collect(),
        count,
        people: shown.iter().filter_map(|it| person_row(directory, *it, sight)).collect(),
        cursor: last,
        version: directory.version,
    })
}
