//! What a full store costs: to fill it, to start on it, and to look at it.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::daemon::{Daemon, LOG_FOLDER};
use super::drive::{Driven, Load, Until, drive};
use super::figures::{median, rounded};
use super::process::{Folder, disk_bytes};
use super::results::Results;
use super::rounds::look_again;
use super::wire::{Connection, Head};
use super::{Args, Place};

/// How many clients fill the store.
const FILLERS: usize = 64;

/// How often it is started after a clean stop.
const STARTS: usize = 3;

/// How many answers a warm latency is the median of, and how many initiatives a cold one.
const ASKED: usize = 20;

/// How many initiatives are led after the last clean start, so that a kill leaves something behind a checkpoint.
const BEFORE_KILL: usize = 200;

/// The entries of a page, as many as the portfolio shows.
const PAGE: usize = 50;

/// Fills a store with each of the numbers that were asked for.
pub(super) fn measure(
    place: &Place,
    args: &Args,
    runtime: &Runtime,
    results: &mut Results,
) -> Result<(), String> {
    for &initiatives in &args.stored {
        let row = one(place, args, runtime, initiatives)?;
        results.add(&row, &shown(&row))?;
    }
    Ok(())
}

fn one(place: &Place, args: &Args, runtime: &Runtime, initiatives: usize) -> Result<Value, String> {
    let folder = Folder::new(&place.target, "stored")?;
    let daemon = Daemon::serve(&place.windrose, folder.path())?;
    let token = runtime.block_on(daemon.prepare(&place.root))?;
    let filled = runtime.block_on(fill(&daemon, &token, args, initiatives, "run"))?;
    let fill_peak = daemon.server.peak_rss_mb()?;
    runtime.block_on(look_again(&daemon, &token, &filled))?;
    daemon.server.stop()?;
    let disk = disk_bytes(folder.path(), LOG_FOLDER)? as f64 / (initiatives + 1) as f64;

    let mut starts = Vec::new();
    let mut last = None;
    for _ in 0..STARTS {
        if let Some((daemon, _)) = last.take() {
            let daemon: Daemon = daemon;
            daemon.server.stop()?;
        }
        let started = start(place, runtime, folder.path(), &token)?;
        starts.push(started.1);
        last = Some(started);
    }
    let (daemon, _) = last.ok_or("nothing was started")?;
    let rss_after_start = daemon.server.rss_mb()?;
    let looks = runtime.block_on(look(daemon.address, &token, &filled))?;
    let rss_after_looks = daemon.server.rss_mb()?;
    runtime.block_on(fill(&daemon, &token, args, BEFORE_KILL.min(initiatives), "late"))?;
    daemon.server.kill()?;
    let (daemon, after_kill) = start(place, runtime, folder.path(), &token)?;
    runtime.block_on(look_again(&daemon, &token, &filled))?;
    daemon.server.stop()?;

    let mut row = json!({
        "figure": "stored",
        "initiatives": initiatives,
        "fill_commands_per_s": filled.per_second().round(),
        "fill_p50_ms": filled.percentile_ms(0.5),
        "fill_p99_ms": filled.percentile_ms(0.99),
        "fill_peak_rss_mb": rounded(fill_peak, 1),
        "disk_bytes_per_initiative": disk.round(),
        "start_ms": rounded(median(starts), 1),
        "start_after_kill_ms": rounded(after_kill, 1),
        "rss_after_start_mb": rounded(rss_after_start, 1),
        "rss_after_looks_mb": rounded(rss_after_looks, 1),
    });
    for (name, ms) in looks {
        row[name] = json!(rounded(ms, 3));
    }
    Ok(row)
}

async fn fill(
    daemon: &Daemon,
    token: &str,
    args: &Args,
    initiatives: usize,
    prefix: &str,
) -> Result<Driven, String> {
    let load = Load {
        address: daemon.address,
        token: token.to_owned(),
        clients: FILLERS,
        warm_up: Duration::ZERO,
        until: Until::Initiatives(initiatives),
        with_keys: args.with_keys,
        prefix: prefix.to_owned(),
    };
    drive(load, || ()).await
}

/// Starts on a store: how many milliseconds passed from starting the process to the first page of the list.
fn start(
    place: &Place,
    runtime: &Runtime,
    folder: &Path,
    token: &str,
) -> Result<(Daemon, f64), String> {
    let began = Instant::now();
    let daemon = Daemon::serve(&place.windrose, folder)?;
    runtime.block_on(async {
        let mut line = Connection::open(daemon.address).await.map_err(|it| it.to_string())?;
        let head = Head::new(daemon.address, token);
        line.done(&head, "initiative_list", &json!({"limit": 1})).await
    })?;
    Ok((daemon, ms(began)))
}

/// How long pages take, in milliseconds: the first time, and when they have just been asked for.
async fn look(
    address: SocketAddr,
    token: &str,
    filled: &Driven,
) -> Result<Vec<(&'static str, f64)>, String> {
    let mut line = Connection::open(address).await.map_err(|it| it.to_string())?;
    let head = Head::new(address, token);
    let mut looks = Vec::new();
    for (method, params, first, warm) in [
        ("initiative_list", json!({"limit": PAGE}), "list_first_ms", "list_ms"),
        ("portfolio_read", json!({}), "portfolio_first_ms", "portfolio_ms"),
    ] {
        let request = rpc(&head, method, &params);
        looks.push((first, asked(&mut line, &request).await?));
        looks.push((warm, warm_ms(&mut line, &request).await?));
    }
    // Spread over all there are: none of them was looked at since the start.
    let each = (filled.names.len() / ASKED).max(1);
    let mut cold = Vec::new();
    let mut request = Vec::new();
    for name in filled.names.iter().step_by(each).take(ASKED) {
        request = rpc(&head, "initiative_get", &json!({"initiative": name}));
        cold.push(asked(&mut line, &request).await?);
    }
    looks.push(("get_cold_ms", median(cold)));
    looks.push(("get_ms", warm_ms(&mut line, &request).await?));
    let page = signed_in(&mut line, address, token).await?;
    looks.push(("page_first_ms", asked(&mut line, &page).await?));
    looks.push(("page_ms", warm_ms(&mut line, &page).await?));
    Ok(looks)
}

fn rpc(head: &Head, method: &str, params: &Value) -> Vec<u8> {
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string();
    let mut request = Vec::new();
    head.request(&body, &mut request);
    request
}

async fn warm_ms(line: &mut Connection, request: &[u8]) -> Result<f64, String> {
    let mut all = Vec::with_capacity(ASKED);
    for _ in 0..ASKED {
        all.push(asked(line, request).await?);
    }
    Ok(median(all))
}

/// How long an answer takes, in milliseconds, if it is one.
async fn asked(line: &mut Connection, request: &[u8]) -> Result<f64, String> {
    let began = Instant::now();
    let (status, answer) = line.exchange(request).await.map_err(|it| it.to_string())?;
    let took = ms(began);
    if status != 200 || answer.windows(8).take(64).any(|it| it == br#""error":"#) {
        return Err(format!("status {status}: {}", String::from_utf8_lossy(answer)));
    }
    Ok(took)
}

/// The request for the first page, of somebody who has signed in with a link.
async fn signed_in(
    line: &mut Connection,
    address: SocketAddr,
    token: &str,
) -> Result<Vec<u8>, String> {
    let head = Head::new(address, token);
    let link = line.done(&head, "login_create", &json!({})).await?;
    let path = link["path"].as_str().ok_or("login_create answers no path")?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 0\r\n\r\n"
    );
    let (status, answer) = line.exchange(request.as_bytes()).await.map_err(|it| it.to_string())?;
    let answer = String::from_utf8_lossy(answer).into_owned();
    let cookie = line.header("set-cookie").and_then(|it| it.split(';').next());
    let cookie = cookie.ok_or_else(|| format!("not signed in, status {status}: {answer}"))?;
    Ok(format!("GET / HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n").into_bytes())
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

fn shown(row: &Value) -> String {
    let number = |name: &str| row[name].as_f64().unwrap_or_default();
    format!(
        "\n{} initiatives stored, 57 commits each\n\
         \x20 filled at {:.0} commands/s (p50 {:.2}, p99 {:.2} ms), at most {:.0} MB memory\n\
         \x20 {:.1} KB on disk for each\n\
         \x20 start {:.0} ms, after kill -9 {:.0} ms; {:.0} MB memory, {:.0} MB after the looks below\n\
         \x20 a page of 50:     first    then, ms\n\
         \x20   list       {:>10.2} {:>7.2}\n\
         \x20   portfolio  {:>10.2} {:>7.2}\n\
         \x20   GET /      {:>10.2} {:>7.2}\n\
         \x20 one initiative {:>7.2} {:>7.2}",
        row["initiatives"],
        number("fill_commands_per_s"),
        number("fill_p50_ms"),
        number("fill_p99_ms"),
        number("fill_peak_rss_mb"),
        number("disk_bytes_per_initiative") / 1024.0,
        number("start_ms"),
        number("start_after_kill_ms"),
        number("rss_after_start_mb"),
        number("rss_after_looks_mb"),
        number("list_first_ms"),
        number("list_ms"),
        number("portfolio_first_ms"),
        number("portfolio_ms"),
        number("page_first_ms"),
        number("page_ms"),
        number("get_cold_ms"),
        number("get_ms"),
    )
}
