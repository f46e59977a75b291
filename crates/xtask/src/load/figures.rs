//! From rounds to figures: medians, and ratios round by round.

use serde_json::{Value, json};

use super::Args;
use super::rounds::Round;

/// What one server did in one round.
pub(super) struct Side {
    pub(super) per_s: f64,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) cpu_us: f64,
    pub(super) peak_rss_mb: f64,
    pub(super) disk_bytes_per_initiative: f64,
    pub(super) initiatives: usize,
}

/// The least ratio to the machine's limit on a quiet machine. A shared one, as checks run on, has to reach half of it.
pub(super) struct Floor {
    ratio: f64,
}

impl Floor {
    pub(super) fn of(clients: usize) -> Option<Self> {
        let ratio = match clients {
            1 => 0.9,
            16 => 0.7,
            64 => 0.6,
            _ => return None,
        };
        Some(Self { ratio })
    }

    /// What there is to complain about, if there is.
    pub(super) fn complaint(&self, row: &Value) -> Option<String> {
        let (ratio, least) = (row["ratio"].as_f64()?, self.ratio / 2.0);
        (ratio < least).then(|| {
            format!(
                "{} clients: {ratio} of the limit, which is below {least}, half of the floor of {}",
                row["clients"], self.ratio
            )
        })
    }
}

/// The figures of some clients, as they are printed and kept.
pub(super) fn row(clients: usize, rounds: &[Round]) -> Value {
    let of = |figure: &dyn Fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
    let mut ratios: Vec<f64> = rounds.iter().map(|it| it.windrose.per_s / it.limit.per_s).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let ratio = |it: Option<&f64>| rounded(it.copied().unwrap_or_default(), 3);
    json!({
        "figure": "load",
        "clients": clients,
        "commands_per_s": of(&|it| it.windrose.per_s).round(),
        "p50_ms": rounded(of(&|it| it.windrose.p50_ms), 3),
        "p99_ms": rounded(of(&|it| it.windrose.p99_ms), 3),
        "limit_commands_per_s": of(&|it| it.limit.per_s).round(),
        "limit_p50_ms": rounded(of(&|it| it.limit.p50_ms), 3),
        "limit_p99_ms": rounded(of(&|it| it.limit.p99_ms), 3),
        "ratio": rounded(median(ratios.clone()), 3),
        "ratio_min": ratio(ratios.first()),
        "ratio_max": ratio(ratios.last()),
        "cpu_us_per_command": rounded(of(&|it| it.windrose.cpu_us), 1),
        "limit_cpu_us_per_command": rounded(of(&|it| it.limit.cpu_us), 1),
        "peak_rss_mb": rounded(of(&|it| it.windrose.peak_rss_mb), 1),
        "initiatives": of(&|it| it.windrose.initiatives as f64).round(),
        "disk_bytes_per_initiative": of(&|it| it.windrose.disk_bytes_per_initiative).round(),
        "echo_per_s": of(&|it| it.echo_per_s).round(),
        "fdatasync_per_s": of(&|it| it.fdatasync_per_s).round(),
        "rounds": rounds.len(),
    })
}

/// What stands above the table.
pub(super) fn title(args: &Args) -> String {
    format!(
        "{} rounds of {} s each, medians\n\n\
         clients  commands/s   p50 ms   p99 ms     limit  ratio (min-max)     cpu us  rss MB",
        args.rounds,
        args.time.as_secs()
    )
}

/// One line of the table, and a second for what explains it.
pub(super) fn shown(row: &Value) -> String {
    let number = |name: &str| row[name].as_f64().unwrap_or_default();
    format!(
        "{:>7}  {:>10.0} {:>8.2} {:>8.2} {:>9.0}  {:<5.2} ({:.2}-{:.2}) {:>11.1} {:>7.0}\n\
         {:>9}limit: p50 {:.2}, p99 {:.2} ms, cpu {:.1} us; echo {:.0}/s; sync {:.0}/s\n\
         {:>9}{:.1} KB on disk for each of {:.0} initiatives",
        number("clients"),
        number("commands_per_s"),
        number("p50_ms"),
        number("p99_ms"),
        number("limit_commands_per_s"),
        number("ratio"),
        number("ratio_min"),
        number("ratio_max"),
        number("cpu_us_per_command"),
        number("peak_rss_mb"),
        "",
        number("limit_p50_ms"),
        number("limit_p99_ms"),
        number("limit_cpu_us_per_command"),
        number("echo_per_s"),
        number("fdatasync_per_s"),
        "",
        number("disk_bytes_per_initiative") / 1024.0,
        number("initiatives"),
    )
}

/// What stands below it.
pub(super) const LEGEND: &str = "
ratio: commands/s over the limit's, round by round. The limit takes the same commands
and does nothing with them but keep them, in memory and in a synced file.";

/// Of an even number of values the lower of the two in the middle.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let unit = 10_f64.powi(decimals);
    (value * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_complains_below_its_half() {
        let says =
            |ratio: f64| Floor::of(1).unwrap().complaint(&json!({"clients": 1, "ratio": ratio}));
        assert!(says(0.449).is_some());
        assert!(says(0.45).is_none());
        assert!(Floor::of(2).is_none());
    }

    #[test]
    fn medians_are_of_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 3.0, 1.0, 2.0]), 2.0);
    }
}
