//! What came of the faults: lines for a person, and for a program.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

/// How many of the things that are wrong are told: the first ones say most.
const WRONG_SHOWN: usize = 8;

/// How much of each: a panic with its backtrace is longer than anybody reads here.
const WRONG_CHARS: usize = 1200;

/// What came of one fault.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// What was done to windrose.
    pub(crate) fault: String,
    /// How often.
    pub(crate) tried: usize,
    /// How many commands were acknowledged, over all tries.
    pub(crate) acknowledged: usize,
    /// How many of these were not there afterwards.
    pub(crate) lost: usize,
    /// How often it was refused to go on, or to open the store, with a message that says what to do.
    pub(crate) refused: usize,
    /// How it ended, and how often so.
    pub(crate) ended: BTreeMap<String, usize>,
    /// This one takes away what keeps commits safe, and shows that a loss would be noticed.
    pub(crate) must_lose: bool,
    /// There is no store yet that could lose anything.
    pub(crate) nothing_yet: bool,
    /// Whatever is not as it has to be.
    pub(crate) wrong: Vec<String>,
    /// By which means, where there are several.
    pub(crate) means: Option<String>,
    /// How long it took.
    pub(crate) took: Duration,
}

impl Row {
    pub(crate) fn new(fault: &str) -> Self {
        Self { fault: fault.to_owned(), ..Self::default() }
    }

    /// Counts an end.
    pub(crate) fn ends(&mut self, how: impl Into<String>) {
        *self.ended.entry(how.into()).or_default() += 1;
    }

    /// Notes losses.
    pub(crate) fn loses(&mut self, lost: Vec<String>) {
        self.lost += lost.len();
        if !self.must_lose {
            self.wrong.extend(lost);
        }
    }

    /// Notes what is wrong if this does not hold.
    pub(crate) fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(what());
        }
    }

    /// Is it as it has to be?
    pub(crate) fn holds(&self) -> bool {
        let shows_something = self.tried > 0 && (self.acknowledged > 0 || self.nothing_yet);
        self.wrong.is_empty() && shows_something && (self.lost > 0) == self.must_lose
    }

    fn verdict(&self) -> String {
        match (self.holds(), self.must_lose) {
            (true, false) => "nothing lost".to_owned(),
            (true, true) => format!("as expected, lost {}", self.lost),
            (false, true) if self.lost == 0 => "LOST NOTHING: it would not notice".to_owned(),
            (false, _) if self.lost > 0 => format!("LOST {}", self.lost),
            (false, _) if self.wrong.is_empty() => "SHOWS NOTHING".to_owned(),
            (false, _) => format!("WRONG: {}", self.wrong.len()),
        }
    }

    fn ended_as_text(&self) -> String {
        let ended = self.ended.iter().map(|(how, count)| format!("{how} ×{count}"));
        ended.chain(self.means.iter().map(|it| format!("({it})"))).collect::<Vec<_>>().join(", ")
    }

    /// One object on one line.
    pub(crate) fn json(&self) -> Value {
        json!({
            "fault": self.fault,
            "tried": self.tried,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "refused": self.refused,
            "ended": self.ended,
            "means": self.means,
            "must_lose": self.must_lose,
            "holds": self.holds(),
            "wrong": self.wrong.iter().take(WRONG_SHOWN).collect::<Vec<_>>(),
            "seconds": (self.took.as_secs_f64() * 10.0).round() / 10.0,
        })
    }
}

/// The table of all faults.
pub(crate) fn table(rows: &[Row]) -> String {
    let head =
        ["fault", "tried", "acknowledged", "lost", "refused", "result", "how it ended", "time"];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(rows.iter().map(|row| {
        [
            row.fault.clone(),
            row.tried.to_string(),
            row.acknowledged.to_string(),
            row.lost.to_string(),
            row.refused.to_string(),
            row.verdict(),
            row.ended_as_text(),
            format!("{:.1} s", row.took.as_secs_f64()),
        ]
    }));
    let width =
        |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let fill = " ".repeat(width - cell.chars().count());
            let is_number = (1..=4).contains(&column);
            text.push_str(&if is_number {
                format!("{fill}{cell}  ")
            } else {
                format!("{cell}{fill}  ")
            });
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    for row in rows.iter().filter(|row| !row.holds()) {
        for wrong in row.wrong.iter().take(WRONG_SHOWN) {
            let cut: String = wrong.chars().take(WRONG_CHARS).collect();
            text.push_str(&format!("{}: {cut}\n", row.fault));
        }
        if row.wrong.len() > WRONG_SHOWN {
            text.push_str(&format!("{}: and {} more\n", row.fault, row.wrong.len() - WRONG_SHOWN));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(lost: usize, must_lose: bool) -> Row {
        let mut row = Row { must_lose, tried: 1, acknowledged: 9, ..Row::new("a fault") };
        row.loses(vec!["this".to_owned(); lost]);
        row
    }

    #[test]
    fn a_row_holds_when_it_lost_what_it_should() {
        assert!(row(0, false).holds());
        assert!(!row(1, false).holds());
        assert!(row(1, true).holds());
        assert!(!row(0, true).holds());
        assert!(!Row { tried: 0, ..row(0, false) }.holds());
        assert!(!Row { acknowledged: 0, ..row(0, false) }.holds());
        assert!(Row { acknowledged: 0, nothing_yet: true, ..row(0, false) }.holds());
        assert!(!Row { wrong: vec!["that".to_owned()], ..row(0, false) }.holds());
    }

    #[test]
    fn the_table_says_what_is_wrong() {
        let rows = [row(0, false), row(2, false), row(3, true)];
        let text = table(&rows);
        assert!(
            text.contains("nothing lost")
                && text.contains("LOST 2")
                && text.contains("as expected, lost 3")
        );
        assert!(text.contains("a fault: this"), "{text}");
    }
}
