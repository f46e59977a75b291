//! The clock goes wrong: back and forth while windrose runs, and between two runs.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::json;

use super::Bench;
use super::daemon::Daemon;
use super::fail::{everything_is_there, under_load};
use super::http::Http;
use super::load::Notes;
use super::stored::{Stored, instant};
use super::table::Row;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// By how much the clock is off in each run: at the start, and after a while.
const RUNS: &[(i64, i64)] = &[
    (0, -HOUR),
    (-2 * HOUR, 30),
    (4 * DAY, -3 * DAY),
    (0, 0),
    (-400 * DAY, 5 * DAY),
    (-1, 10 * DAY),
    (0, 3),
];

pub(crate) fn clocks(bench: &Bench) -> Result<Vec<Row>, String> {
    let mut row = Row::new("the clock goes backwards");
    let scratch = bench.scratch("clock")?;
    let (store, file) = (scratch.path().join("store"), scratch.path().join("clock"));
    let text = |path: &Path| path.display().to_string();
    let env = [
        ("LD_PRELOAD".to_owned(), text(&bench.shim)),
        ("WINDROSE_SHIM_CLOCK".to_owned(), text(&file)),
    ];
    let set =
        |seconds: i64| fs::write(&file, seconds.to_string()).map_err(|error| error.to_string());
    let (notes, mut last_at, mut noticed, mut today) =
        (Notes::default(), String::new(), Vec::new(), 0);
    for (run, (at_start, later)) in RUNS.iter().enumerate() {
        set(*at_start)?;
        let daemon = Daemon::start(&bench.binary, &store, &env)?;
        let mut http = daemon.http()?;
        if run == 0 {
            owed(&mut http)?;
        }
        // One after the other, so that the order of their times is known.
        for number in 0..40 {
            if number == 20 {
                set(*later)?;
                row.tried += 1;
            }
            let role = json!({"person": format!("clock-{run}-{number}"), "name": "somebody"});
            http.call("person_add", &role).done().map_err(|why| format!("person_add {why}"))?;
            let opened = json!({
                "initiative": format!("clock-{run}-{number}"), "title": "a title", "workflow": "kotter",
                "idempotency_key": format!("clock-{run}-{number}"),
            });
            let done = http.call("initiative_open", &opened).done();
            let done = done.map_err(|why| format!("initiative_open {why}"))?;
            let at = instant(&done["at"]);
            row.check(at >= last_at, || format!("run {run}: {at} comes after {last_at}"));
            last_at = at;
        }
        let now = notices(&mut http)?;
        for notice in &noticed {
            row.check(now.contains(notice), || format!("run {run}: gone: {notice}"));
        }
        for (number, notice) in now.iter().enumerate() {
            row.check(!now[..number].contains(notice), || {
                format!("run {run}: stands twice: {notice}")
            });
        }
        today += now.len() - noticed.len();
        noticed = now;
        let (by_itself, ended) = under_load(bench, daemon, &notes, Duration::from_millis(150), 30)?;
        row.check(!by_itself, || format!("run {run}: {} {}", ended.how(), ended.said));
        row.tried += 1;
        row.ends(ended.how());
        row.wrong.extend(notes.wrong());
    }
    row.check(today > 0, || "no deadline was noticed: this shows nothing of notices".to_owned());
    row.ended.insert("notices, each once".to_owned(), today);
    row.acknowledged = notes.count();
    everything_is_there(bench, &store, &notes, &mut row, "the clock as it is")?;
    let daemon = Daemon::start(&bench.binary, &store, &[])?;
    row.wrong.extend(Stored::read(&mut daemon.http()?)?.times_that_go_back());
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(vec![row])
}

/// An initiative with a deadline that is near.
fn owed(http: &mut Http) -> Result<(), String> {
    let tomorrow = Command::new("date").args(["-u", "-d", "tomorrow", "+%F"]).output();
    let tomorrow = tomorrow.map_err(|error| format!("date: {error}"))?.stdout;
    let due_on = String::from_utf8_lossy(&tomorrow).trim().to_owned();
    for (method, params) in [
        ("initiative_open", json!({"initiative": "owed", "title": "owed", "workflow": "kotter"})),
        ("step_due", json!({"initiative": "owed", "step": "urgency", "due_on": due_on})),
    ] {
        http.call(method, &params).done().map_err(|why| format!("{method} {why}"))?;
    }
    Ok(())
}

/// What was noticed, in words.
fn notices(http: &mut Http) -> Result<Vec<String>, String> {
    let lines = http.call("timeline_read", &json!({"initiative": "owed", "limit": 200})).done()?;
    let lines = lines["lines"].as_array().cloned().unwrap_or_default();
    let noticed = lines.iter().filter(|line| line["event"] == json!("noticed"));
    Ok(noticed.map(|line| line["sentence"].as_str().unwrap_or_default().to_owned()).collect())
}
