//! Puts the parts together. The one place that names storage engines.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use windrose_core::engine::{BuiltIn, Clock, Engine, OpenError, Request};
use windrose_core::journal::memory::MemoryJournal;
use windrose_core::journal::sled::SledJournal;
use windrose_core::journal::{Journal, StoreError};
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::calendar::Calendar;
use windrose_core::rules::command::{AccessCommand, Command, CreateLink};
use windrose_core::rules::ids::PersonId;
use windrose_core::rules::role::{Actor, InstanceRole};
use windrose_daemon::call::Call;
use windrose_daemon::http::{Calls, router};
use windrose_daemon::rpc::Dispatcher;
use windrose_daemon::rpc::methods::METHODS;
use windrose_daemon::secret::NewSecret;
use windrose_daemon::server::{self, GRACE};
use windrose_daemon::site::{Cookies, Site};
use windrose_daemon::token::{NewToken, TokenGate};
use windrose_daemon::web::live::Live;
use windrose_daemon::web::{self, Web};

use crate::client::ADMIN_TOKEN_FILE;
use crate::failure::{Failure, exit};

/// The workflows that every build brings along.
pub const BUILT_IN: &[BuiltIn<'static>] = &[
    ("kotter", include_str!("../../workflows/kotter.json")),
    ("learning-partnership", include_str!("../../workflows/learning-partnership.json")),
    ("learning-strategy", include_str!("../../workflows/learning-strategy.json")),
    ("business-partnering", include_str!("../../workflows/business-partnering.json")),
    ("accelerate", include_str!("../../workflows/accelerate.json")),
    ("local-change", include_str!("../../workflows/local-change.json")),
];

/// How often is looked whether the day of something has come. Days turn once a day; this is soon enough in any zone.
const NOTICE_EVERY: Duration = Duration::from_secs(15 * 60);

/// How long the first answers wait for what came due while nobody served.
const NOTICE_FIRST: Duration = Duration::from_millis(200);

/// The id of the first administrator.
pub const ADMIN: &str = "admin";

/// Opens the store in a folder, or creates one there when the folder is absent or empty.
///
/// # Errors
/// When it is damaged, in use, or something else.
pub fn store(folder: &Path) -> Result<Arc<dyn Journal>, Failure> {
    SledJournal::open_or_create(folder)
        .map(|it| Arc::new(it) as Arc<dyn Journal>)
        .map_err(|error| store_failure(folder, &error))
}

/// Opens the store in a folder, and never creates one.
///
/// # Errors
/// When it is damaged, in use, or none.
pub fn existing_store(folder: &Path) -> Result<Arc<dyn Journal>, Failure> {
    SledJournal::open(folder)
        .map(|it| Arc::new(it) as Arc<dyn Journal>)
        .map_err(|error| store_failure(folder, &error))
}

/// A store that forgets: for tests of rules.
pub fn forgetful_store() -> Arc<dyn Journal> {
    Arc::new(MemoryJournal::new())
}

/// How a store's failure is told.
pub fn store_failure(folder: &Path, error: &StoreError) -> Failure {
    let (code, hint) = match error {
        StoreError::InUse { .. } => {
            (exit::IN_USE, "stop the other windrose, or give another folder with --data".to_owned())
        }
        StoreError::Damaged { .. } => (
            exit::DAMAGED,
            format!(
                "keep the folder {} as it is, and restore it from your backup; `windrose verify` checks a store",
                folder.display()
            ),
        ),
        StoreError::NotAStore { .. } => (
            exit::DAMAGED,
            "give an absent or empty folder, or one that holds a store, with --data".to_owned(),
        ),
        StoreError::Newer { .. } => (exit::DAMAGED, "use the newer windrose".to_owned()),
        StoreError::Io { .. } | StoreError::Sled { .. } | StoreError::Poisoned => {
            (exit::FAILED, "see that the disk has room and the folder may be written".to_owned())
        }
    };
    let failure = Failure::from_error(code, error);
    failure.because(format!("the store is {}", folder.display())).hint(hint)
}

/// Starts an engine on a store.
///
/// # Errors
/// When the store cannot be replayed.
pub fn engine(
    journal: Arc<dyn Journal>,
    clock: Arc<dyn Clock>,
    calendar: impl Into<Calendar>,
) -> Result<Engine, Failure> {
    // A store that failed while writing takes nothing further; a supervisor starts the process anew, and what was
    // answered is on the disk.
    let on_failure = Box::new(|error: &StoreError| {
        let mut chain = vec![error.to_string()];
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            chain.push(cause.to_string());
            source = cause.source();
        }
        tracing::error!(error = chain.join(": "), "the store failed; ending the process");
        std::process::exit(i32::from(exit::FAILED));
    });
    Engine::open(journal, clock, calendar, BUILT_IN, on_failure).map_err(|error| {
        let code = match &error {
            OpenError::Store(StoreError::Damaged { .. }) | OpenError::Workflow(_) => exit::DAMAGED,
            _ => exit::FAILED,
        };
        Failure::from_error(code, &error)
    })
}

/// Makes the first administrator with a token, when there is none that has one. Answers the token when it made it.
/// The token goes to `keep` before it is worth anything: one that is lost on the way would lock everybody out.
///
/// # Errors
/// When the store cannot be written, or the token not kept.
pub fn first_administrator(
    engine: &Engine,
    keep: impl FnOnce(&NewToken) -> Result<(), Failure>,
) -> Result<Option<NewToken>, Failure> {
    let access = engine.access();
    let is_admin = |id: &PersonId| access.instance_role(id) == Some(InstanceRole::Admin);
    if access.tokens.values().any(|it| is_admin(&it.holder)) {
        return Ok(None);
    }
    let admin: PersonId = ADMIN.parse().expect("`admin` is an id");
    let submit = |command| {
        engine
            .submit_blocking(Request::new(Actor::System, Command::Access(command)))
            .map_err(|error| Failure::from_error(exit::FAILED, &error))
    };
    if !access.accounts.contains_key(&admin) {
        submit(AccessCommand::AddAccount {
            id: admin.clone(),
            kind: AccountKind::Person,
            name: "Administrator".to_owned(),
            email: None,
            instance_role: Some(InstanceRole::Admin),
        })?;
    }
    let new = NewToken::make().map_err(|error| Failure::from_error(exit::FAILED, &error))?;
    keep(&new)?;
    submit(AccessCommand::CreateToken {
        token: new.id.clone(),
        holder: admin,
        hash: new.hash,
        label: "first start".to_owned(),
    })?;
    Ok(Some(new))
}

/// Makes a link that signs somebody in, for whoever has just started this store. Answers its path.
///
/// # Errors
/// When the store cannot be written, or there is nobody of that id.
pub fn sign_in_link(engine: &Engine, person: &str) -> Result<String, Failure> {
    let failed = |error: &dyn std::error::Error| Failure::from_error(exit::FAILED, error);
    let new = NewSecret::make().map_err(|error| failed(&error))?;
    let command = AccessCommand::CreateLink(CreateLink {
        link: new.id,
        person: person.parse().map_err(|error| failed(&error))?,
        hash: new.hash,
        pilot: None,
    });
    let request = Request::new(Actor::System, Command::Access(command));
    engine.submit_blocking(request).map_err(|error| failed(&error))?;
    Ok(format!("/sign-in/{}", new.text))
}

/// Where the pages are: under the address that was configured, or the one that is listened on. Says so when nobody
/// can sign in there.
///
/// # Errors
/// When what was configured is no address of pages.
pub fn site(public_url: Option<&str>, listen: SocketAddr) -> Result<Site, Failure> {
    if let Some(url) = public_url
        && !url.starts_with("https://")
        && !url.starts_with("http://")
    {
        return Err(Failure::new(exit::USAGE, format!("`{url}` is not an address of pages"))
            .hint("give one with --public-url that begins with https:// or http://"));
    }
    let site = Site::new(public_url, listen);
    if site.cookies() == Cookies::Refused {
        tracing::warn!(
            url = site.base(),
            "nobody can sign in on the pages: over plain http anybody on the way could take the session. \
             Put a proxy that speaks TLS in front and say so with --public-url https://…, or listen on 127.0.0.1"
        );
    }
    Ok(site)
}

/// Keeps the administrator's token in a file that only its owner can read.
///
/// # Errors
/// When the file cannot be written.
pub fn keep_token(folder: &Path, token: &NewToken) -> Result<(), Failure> {
    let path = folder.join(ADMIN_TOKEN_FILE);
    let write = || {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        writeln!(file, "{}", token.text)?;
        file.sync_all()
    };
    write().map_err(|source: std::io::Error| {
        Failure::new(exit::FAILED, format!("the token's file {} cannot be written", path.display()))
            .because(source)
    })
}

/// Serves an engine until `shutdown` is ready; then finishes what is under way and stops the engine.
///
/// # Errors
/// When connections can no longer be accepted.
pub async fn serve(
    listener: tokio::net::TcpListener,
    engine: Engine,
    site: Site,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let calls = Calls::new();
    let site = Arc::new(site);
    let gate = TokenGate { engine: engine.clone(), site: site.clone() };
    let asked = engine.clone();
    let ready = move || {
        if asked.is_running() { Ok(()) } else { Err("windrose is stopping".to_owned()) }
    };
    let live = Live::new(engine.clone());
    let pages =
        web::router(Web { gate: TokenGate { engine: engine.clone(), site }, live: live.clone() });
    let api = router(Arc::new(dispatcher()), gate, ready, calls.clone());
    let app = api.merge(pages).fallback(web::no_page);
    let (noticed, first) = tokio::sync::oneshot::channel();
    let noticing = tokio::spawn(notice_regularly(engine.clone(), noticed));
    // What came due while nobody served is there before anybody is answered, unless there is much to look at.
    let _ = tokio::time::timeout(NOTICE_FIRST, first).await;
    // Pages that listen for changes would do so until they are cut off.
    let shutdown = async move {
        shutdown.await;
        live.stop();
    };
    let served = server::run(listener, app, shutdown).await;
    noticing.abort();
    // Callers may have gone while their calls were under way; those are finished all the same.
    if !calls.finished(GRACE).await {
        tracing::warn!("some calls were still under way and are cut off");
    }
    let stopped = tokio::task::spawn_blocking(move || engine.stop()).await;
    if let Err(error) = stopped {
        tracing::error!(%error, "stopping the engine failed");
    }
    served.map_err(|error| Failure::from_error(exit::FAILED, &error))
}

/// Notices what is due, again and again, and says when it was done first.
async fn notice_regularly(engine: Engine, first: tokio::sync::oneshot::Sender<()>) {
    notice(&engine).await;
    let _ = first.send(());
    loop {
        tokio::time::sleep(NOTICE_EVERY).await;
        notice(&engine).await;
    }
}

/// Notices what is due. What fails is tried again the next time: nothing rests on a notice.
async fn notice(engine: &Engine) {
    let noticing = engine.clone();
    match tokio::task::spawn_blocking(move || noticing.notice_all()).await {
        Ok(Ok(0)) => {}
        Ok(Ok(notices)) => tracing::info!(notices, "noticed what is due"),
        Ok(Err(error)) => tracing::warn!(%error, "what is due could not be noticed"),
        Err(error) => tracing::error!(%error, "noticing what is due panicked"),
    }
}

/// The API's dispatcher.
pub fn dispatcher() -> Dispatcher<Call> {
    Dispatcher::new(METHODS)
}
