//! Rounds of windrose and the machine's limit in turn, each on a fresh store.

use std::cell::RefCell;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::daemon::{Daemon, LOG_FOLDER};
use super::drive::{Driven, Load, Until, drive};
use super::figures::{self, Floor, Side};
use super::limit_log::syncs_per_second;
use super::process::{Folder, Server, disk_bytes};
use super::results::Results;
use super::{Args, Place, start_limit};

/// How many initiatives are looked at again after each round.
const LOOKED_AT: usize = 3;

/// What the parts of a round that only explain it take of its time.
const ASIDE: u32 = 4;

/// One round.
pub(super) struct Round {
    pub(super) windrose: Side,
    pub(super) limit: Side,
    pub(super) echo_per_s: f64,
    pub(super) fdatasync_per_s: f64,
}

/// Measures for each number of clients; fails at the end when a floor was asked for and not held.
pub(super) fn measure(
    place: &Place,
    args: &Args,
    runtime: &Runtime,
    results: &mut Results,
) -> Result<(), String> {
    results.say(&figures::title(args));
    let mut below = Vec::new();
    for &clients in &args.clients {
        let mut rounds = Vec::with_capacity(args.rounds);
        for _ in 0..args.rounds {
            rounds.push(round(place, args, runtime, clients)?);
        }
        let row = figures::row(clients, &rounds);
        results.add(&row, &figures::shown(&row))?;
        below.extend(Floor::of(clients).and_then(|it| it.complaint(&row)));
    }
    results.say(figures::LEGEND);
    match below.is_empty() || !args.floors {
        true => Ok(()),
        false => Err(below.join("\n")),
    }
}

fn round(place: &Place, args: &Args, runtime: &Runtime, clients: usize) -> Result<Round, String> {
    let windrose = windrose(place, args, runtime, clients)?;
    let folder = Folder::new(&place.target, "limit")?;
    let file = folder.path().join("log");
    let (limit, _) = limit(runtime, args, clients, Some(&file), args.time)?;
    let (_, echo) = self::limit(runtime, args, clients, None, args.time / ASIDE)?;
    let fdatasync_per_s = syncs_per_second(&file, args.time / ASIDE)?;
    Ok(Round { windrose, limit, echo_per_s: echo.per_second(), fdatasync_per_s })
}

fn load(
    address: std::net::SocketAddr,
    token: &str,
    args: &Args,
    clients: usize,
    time: Duration,
) -> Load {
    Load {
        address,
        token: token.to_owned(),
        clients,
        warm_up: time / 10,
        until: Until::Time(time),
        with_keys: args.with_keys,
        prefix: "run".to_owned(),
    }
}

fn windrose(place: &Place, args: &Args, runtime: &Runtime, clients: usize) -> Result<Side, String> {
    let folder = Folder::new(&place.target, "windrose")?;
    let daemon = Daemon::serve(&place.windrose, folder.path())?;
    let token = runtime.block_on(daemon.prepare(&place.root))?;
    let load = load(daemon.address, &token, args, clients, args.time);
    let (mut side, driven) = watched(runtime, &daemon.server, load)?;
    runtime.block_on(look_again(&daemon, &token, &driven))?;
    daemon.server.stop()?;
    // The one that was led by hand is there too.
    let bytes = disk_bytes(folder.path(), LOG_FOLDER)?;
    side.disk_bytes_per_initiative = bytes as f64 / (driven.initiatives + 1) as f64;
    Ok(side)
}

fn limit(
    runtime: &Runtime,
    args: &Args,
    clients: usize,
    file: Option<&std::path::Path>,
    time: Duration,
) -> Result<(Side, Driven), String> {
    let (server, address) = start_limit(file)?;
    watched(runtime, &server, load(address, "none", args, clients, time))
}

/// Drives a server, and reads what it took while it was counted.
fn watched(runtime: &Runtime, server: &Server, load: Load) -> Result<(Side, Driven), String> {
    let cpu = RefCell::new(Vec::new());
    let driven = runtime.block_on(drive(load, || cpu.borrow_mut().push(server.cpu_s())))?;
    let cpu = cpu.take().into_iter().collect::<Result<Vec<f64>, _>>()?;
    let [begin, end] = cpu[..] else { return Err("the run was not counted".into()) };
    let side = Side {
        per_s: driven.per_second(),
        p50_ms: driven.percentile_ms(0.5),
        p99_ms: driven.percentile_ms(0.99),
        cpu_us: (end - begin) * 1e6 / driven.counted.max(1) as f64,
        peak_rss_mb: server.peak_rss_mb()?,
        disk_bytes_per_initiative: 0.0,
        initiatives: driven.initiatives,
    };
    Ok((side, driven))
}

/// Looks at a few of the initiatives, among them the first and the last.
pub(super) async fn look_again(
    daemon: &Daemon,
    token: &str,
    driven: &Driven,
) -> Result<(), String> {
    if driven.names.is_empty() {
        return Err("no initiative was led to its end".into());
    }
    for nth in 0..LOOKED_AT {
        let name = &driven.names[nth * (driven.names.len() - 1) / (LOOKED_AT - 1)];
        daemon.check(token, name).await?;
    }
    Ok(())
}
