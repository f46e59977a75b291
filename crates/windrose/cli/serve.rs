//! `windrose serve`: the daemon.

use std::io::IsTerminal;
use std::net::TcpListener;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};
use windrose_core::engine::{Engine, SystemClock};
use windrose_core::rules::calendar::Calendar;
use windrose_daemon::site::Site;

use super::out;
use crate::args::ServeArgs;
use crate::client::ADMIN_TOKEN_FILE;
use crate::compose;
use crate::config::{Config, DEFAULT_LISTEN};
use crate::failure::{Failure, exit};

pub(crate) fn run(config: &Config, args: &ServeArgs) -> Result<(), Failure> {
    let listen = args.listen.as_ref().or(config.listen.as_ref()).map_or(DEFAULT_LISTEN, |it| it);
    let zone = zone(args.timezone.as_ref().or(config.timezone.as_ref()))?;
    let holidays = args.holidays.as_ref().unwrap_or(&config.holidays);
    let calendar = Calendar::new(zone, holidays.iter().copied());
    // The port first: a second daemon must not touch the store before it knows that it cannot serve.
    let listener = bind(listen)?;
    log_to_stderr(&config.log)?;
    let journal = compose::store(&config.data)?;
    let engine = compose::engine_on(&config.data, journal, Arc::new(SystemClock), calendar)?;
    let address = listener.local_addr().map_err(|error| bind_failure(listen, error))?;
    let public_url = args.public_url.as_deref().or(config.public_url.as_deref());
    let site = compose::site(public_url, address)?;
    greet_first_administrator(config, &engine, &site)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::from_error(exit::FAILED, &error))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)
            .map_err(|error| bind_failure(listen, error))?;
        // Before anybody is told that windrose runs: a supervisor may want to stop it at once.
        let stop = stop_signal()?;
        if config.json {
            out(&format!("{}\n", json!({"url": format!("http://{address}")})));
        } else {
            out(&format!("windrose listens on http://{address}\n"));
        }
        tracing::info!(%address, data = %config.data.display(), "serving");
        compose::serve(listener, engine, site, stop).await?;
        tracing::info!("stopped");
        Ok(())
    })
}

/// Tells the token and a sign-in link of the first administrator, when there is none yet.
fn greet_first_administrator(config: &Config, engine: &Engine, site: &Site) -> Result<(), Failure> {
    let keep = |token: &_| compose::keep_token(&config.data, token);
    let Some(token) = compose::first_administrator(engine, keep)? else { return Ok(()) };
    let link = site.url(&compose::sign_in_link(engine, compose::ADMIN)?);
    let file = config.data.join(ADMIN_TOKEN_FILE);
    if config.json {
        let told = json!({"token": token.text, "kept_in": file, "sign_in": link});
        out(&format!("{told}\n"));
    } else {
        out(&format!("administrator's token (shown once, kept in {}):\n", file.display()));
        out(&format!("  {}\n", token.text));
        out(
            "sign in on the pages with this link (once, within 24 hours; `windrose login` makes another):\n",
        );
        out(&format!("  {link}\n"));
    }
    Ok(())
}

/// Binds the address, so that two daemons never share it.
pub(crate) fn bind(listen: &str) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(listen).map_err(|error| bind_failure(listen, error))?;
    listener.set_nonblocking(true).map_err(|error| bind_failure(listen, error))?;
    Ok(listener)
}

fn bind_failure(listen: &str, error: std::io::Error) -> Failure {
    Failure::new(exit::IN_USE, format!("cannot listen on {listen}"))
        .because(error)
        .hint("give another address with --listen, such as 127.0.0.1:0 for any free port")
}

fn zone(name: Option<&String>) -> Result<TimeZone, Failure> {
    match name {
        None => Ok(TimeZone::system()),
        Some(name) => TimeZone::get(name).map_err(|error| {
            Failure::new(exit::USAGE, format!("there is no time zone `{name}`"))
                .because(error)
                .hint("give an IANA name such as Europe/Berlin")
        }),
    }
}

/// Ready at the first SIGTERM or SIGINT; the second one ends the process at once.
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    let first = told_to_stop()?;
    Ok(async move {
        first.await;
        tracing::info!("stopping; a second signal stops at once");
        // Listened for from here on, so that none is missed before the task runs.
        if let Ok(second) = told_to_stop() {
            tokio::spawn(async move {
                second.await;
                std::process::exit(i32::from(exit::FAILED));
            });
        }
    })
}

/// Ready at the next SIGTERM or SIGINT.
pub(crate) fn told_to_stop() -> Result<impl Future<Output = ()>, Failure> {
    let failed = |error: std::io::Error| Failure::from_error(exit::FAILED, &error);
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    Ok(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    })
}

/// Logs to standard error: text for a person, JSON lines for anything else.
fn log_to_stderr(filter: &str) -> Result<(), Failure> {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).map_err(|error| {
        Failure::new(exit::USAGE, "the log filter does not hold")
            .because(error)
            .hint("give one such as info or windrose_core=debug")
    })?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.init();
    } else {
        builder.json().init();
    }
    Ok(())
}
