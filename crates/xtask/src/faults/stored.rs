//! Everything that a daemon shows, and whether it is what was acknowledged.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::http::Http;
use super::load::{Ack, Notes, doubled};
use super::table::Row;

/// The longest page that a list has.
const PAGE: u32 = 200;

/// What a daemon shows.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Stored {
    /// What stands at which version of which initiative: the lines of its timeline.
    lines: BTreeMap<(String, u64), Vec<Value>>,
    /// The records of each initiative: text and time.
    records: BTreeMap<(String, String), (String, String)>,
}

impl Stored {
    /// Reads everything.
    pub(crate) fn read(http: &mut Http) -> Result<Self, String> {
        let mut stored = Self::default();
        for initiative in pages(http, "initiative_list", json!({}), "initiatives")? {
            let name = text(&initiative["initiative"]);
            stored.read_initiative(http, &name)?;
        }
        Ok(stored)
    }

    fn read_initiative(&mut self, http: &mut Http, name: &str) -> Result<(), String> {
        let params = json!({"initiative": name});
        for line in pages(http, "timeline_read", params.clone(), "lines")? {
            let version = line["version"].as_u64().unwrap_or_default();
            self.lines.entry((name.to_owned(), version)).or_default().push(line);
        }
        for record in pages(http, "record_list", params, "records")? {
            let what = (text(&record["data"]["statement"]), text(&record["recorded_at"]));
            self.records.insert((name.to_owned(), text(&record["record"])), what);
        }
        Ok(())
    }

    /// Does this still show what was acknowledged here?
    fn holds(&self, ack: &Ack) -> bool {
        let Some(lines) = self.lines.get(&(ack.initiative.clone(), ack.version)) else {
            return false;
        };
        let at_that_time = lines.iter().all(|line| line["at"] == json!(ack.at));
        let record = ack.record.as_ref().is_none_or(|(id, text)| {
            let what = Some((text.clone(), ack.at.clone()));
            lines.iter().any(|line| line["record"] == json!(id))
                && self.records.get(&(ack.initiative.clone(), id.clone())).cloned() == what
        });
        at_that_time && record
    }

    /// Notes in the row what was acknowledged and is not as it was, and, where nothing may be lost, what is otherwise
    /// than it should be.
    pub(crate) fn compare(
        &self,
        notes: &Notes,
        http: &mut Http,
        row: &mut Row,
    ) -> Result<(), String> {
        row.loses(self.lost(notes));
        row.loses(notes.lost_people(http)?);
        if !row.must_lose {
            row.wrong.extend(self.doubled());
            row.wrong.extend(notes.otherwise_now(http)?);
        }
        Ok(())
    }

    fn lost(&self, notes: &Notes) -> Vec<String> {
        notes
            .in_initiatives()
            .iter()
            .filter(|ack| !self.holds(ack))
            .map(|ack| format!("lost: {ack:?}"))
            .collect()
    }

    /// Texts that stand twice: commands that were carried out twice.
    fn doubled(&self) -> Vec<String> {
        doubled(self.records.values().map(|(text, _)| text.as_str()))
    }

    /// Versions that are older than the one before them.
    pub(crate) fn times_that_go_back(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut before: Option<(&str, String)> = None;
        for ((initiative, version), lines) in &self.lines {
            let at = instant(&lines[0]["at"]);
            if before.is_some_and(|(same, earlier)| same == initiative && earlier > at) {
                wrong.push(format!("{initiative} goes back in time at version {version}"));
            }
            before = Some((initiative, at));
        }
        wrong
    }

    /// Does `now` show the same but for the last group of all, which has one time?
    pub(crate) fn but_for_the_last_group(&self, now: &Self) -> bool {
        let times = |stored: &Self| -> Vec<String> {
            stored.lines.values().map(|lines| instant(&lines[0]["at"])).collect()
        };
        let last = times(self).into_iter().max();
        let missing = self.lines.iter().filter(|(key, _)| !now.lines.contains_key(*key));
        let missing_is_last =
            missing.map(|(_, lines)| instant(&lines[0]["at"])).all(|at| Some(at) == last);
        let same = now.lines.iter().all(|(key, lines)| self.lines.get(key) == Some(lines));
        let same_records =
            now.records.iter().all(|(key, what)| self.records.get(key) == Some(what));
        missing_is_last && same && same_records
    }

    /// What `earlier` showed and this does not. Somebody may have seen it, so it must not be gone.
    pub(crate) fn gone_since(&self, earlier: &Self) -> Vec<String> {
        let lines =
            earlier.lines.iter().filter(|(key, lines)| self.lines.get(*key) != Some(*lines));
        let lines = lines.map(|(key, _)| format!("shown before, gone or another now: {key:?}"));
        let records =
            earlier.records.iter().filter(|(key, what)| self.records.get(*key) != Some(*what));
        let records = records.map(|(key, _)| format!("shown before, gone or another now: {key:?}"));
        lines.chain(records).collect()
    }
}

/// A time as text that sorts as times do: all with nine decimals.
pub(crate) fn instant(time: &Value) -> String {
    let time = time.as_str().unwrap_or_default().trim_end_matches('Z');
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, ""));
    format!("{seconds}.{fraction:0<9}")
}

/// Reads a list to its end.
fn pages(
    http: &mut Http,
    method: &str,
    mut params: Value,
    name: &str,
) -> Result<Vec<Value>, String> {
    let mut found = Vec::new();
    params["limit"] = json!(PAGE);
    loop {
        let mut page =
            http.call(method, &params).done().map_err(|why| format!("{method} {why}"))?;
        match page[name].take() {
            Value::Array(items) => found.extend(items),
            other => return Err(format!("{method} answered {other} for `{name}`")),
        }
        match page.get("cursor") {
            None | Some(Value::Null) => return Ok(found),
            Some(cursor) => params["cursor"] = cursor.clone(),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
