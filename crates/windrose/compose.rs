//! Puts the parts together. The one place that names storage engines.

use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
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
use crate::recovery;

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

/// The file that marks a store into which an import has not come to its end.
const UNFINISHED: &str = "UNFINISHED";

/// Opens the store in a folder, or creates one there when the folder is absent or empty.
///
/// # Errors
/// When it is damaged, in use, or something else.
pub fn store(folder: &Path) -> Result<Arc<dyn Journal>, Failure> {
    refuse_unfinished(folder)?;
    SledJournal::open_or_create(folder)
        .map(|it| Arc::new(it) as Arc<dyn Journal>)
        .map_err(|error| store_failure(folder, &error))
}

/// Opens the store in a folder, and never creates one.
///
/// # Errors
/// When it is damaged, in use, or none.
pub fn existing_store(folder: &Path) -> Result<Arc<dyn Journal>, Failure> {
    refuse_unfinished(folder)?;
    SledJournal::open(folder)
        .map(|it| Arc::new(it) as Arc<dyn Journal>)
        .map_err(|error| store_failure(folder, &error))
}

/// A store that an import is filling. Until it is finished it is opened for nothing else.
pub struct Filling {
    /// The store.
    pub journal: Arc<dyn Journal>,
    folder: PathBuf,
}

/// Creates a store in a folder that is absent or empty, for an import to fill; or opens one whose import was cut off.
///
/// # Errors
/// When the folder holds anything else: it is left as it is.
pub fn store_to_fill(folder: &Path) -> Result<Filling, Failure> {
    let failed = |error: StoreError| store_failure(folder, &error);
    let begun = folder.join(UNFINISHED).exists();
    let opened = if begun { SledJournal::open(folder) } else { SledJournal::create(folder) };
    let journal = Arc::new(opened.map_err(|error| match error {
        StoreError::NotAStore { .. } if !begun => not_empty(folder),
        StoreError::Damaged { .. } if begun => begin_anew(folder),
        error => failed(error),
    })?);
    if !begun {
        // A kill before this leaves an empty store, as starting a daemon would.
        let text = "A restore is filling this store. If none is running: repeat it, it goes on.\n";
        let mark = || {
            let mut file = File::create(folder.join(UNFINISHED))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            File::open(folder)?.sync_all()
        };
        mark().map_err(|error| unwritable(folder, error))?;
    }
    Ok(Filling { journal, folder: folder.to_owned() })
}

impl Filling {
    /// The import has come to its end: from now on it is a store like others.
    ///
    /// # Errors
    /// When that cannot be written down.
    pub fn finish(self) -> Result<Arc<dyn Journal>, Failure> {
        let unmark = || {
            std::fs::remove_file(self.folder.join(UNFINISHED))?;
            File::open(&self.folder)?.sync_all()
        };
        unmark().map_err(|error| unwritable(&self.folder, error))?;
        Ok(self.journal)
    }
}

fn unwritable(folder: &Path, error: std::io::Error) -> Failure {
    Failure::new(exit::FAILED, format!("{} cannot be written", folder.display())).because(error)
}

fn refuse_unfinished(folder: &Path) -> Result<(), Failure> {
    if !folder.join(UNFINISHED).exists() {
        return Ok(());
    }
    // Whoever is filling it says more.
    match SledJournal::open(folder) {
        Err(error @ StoreError::InUse { .. }) => Err(store_failure(folder, &error)),
        _ => Err(unfinished(folder)),
    }
}

fn unfinished(folder: &Path) -> Failure {
    let here = recovery::quoted(folder);
    Failure::new(exit::DAMAGED, "a restore into this store was cut off: it is not whole")
        .because(format!("the store is {}", folder.display()))
        .hint("repeat it, and it goes on:")
        .step(format!("windrose restore {} --data {here}", recovery::LATEST_BACKUP))
}

fn begin_anew(folder: &Path) -> Failure {
    let here = recovery::quoted(folder);
    Failure::new(exit::DAMAGED, "a restore into this store was cut off and cannot go on")
        .because(format!("the store is {}", folder.display()))
        .hint("begin anew; the folder holds nothing that is not in the backup:")
        .step(format!("rm -r {here}"))
        .step(format!("windrose restore {} --data {here}", recovery::LATEST_BACKUP))
}

fn not_empty(folder: &Path) -> Failure {
    let (here, aside) = (recovery::quoted(folder), recovery::aside(folder, "before"));
    Failure::new(exit::USAGE, format!("{} is not empty", folder.display()))
        .because("a restore makes a store in an absent or empty folder; nothing was changed")
        .hint("give another folder with --data, or move this one aside if it was a store:")
        .step(format!("mv {here} {}", recovery::quoted(&aside)))
}

/// A store that forgets: for tests of rules.
pub fn forgetful_store() -> Arc<dyn Journal> {
    Arc::new(MemoryJournal::new())
}

/// How a store's failure is told.
pub fn store_failure(folder: &Path, error: &StoreError) -> Failure {
    let (code, hint) = match error {
        StoreError::Damaged { .. } => return damaged(folder, error),
        StoreError::InUse { .. } => {
            (exit::IN_USE, "stop the other windrose, or give another folder with --data".to_owned())
        }
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

/// How damage is told: with the commands that get the store back, in their order.
fn damaged(folder: &Path, error: &StoreError) -> Failure {
    let failure = Failure::from_error(exit::DAMAGED, error)
        .because(format!("the store is {}", folder.display()))
        .hint("get it back from your latest backup, in this order; it is kept aside:");
    recovery::commands(folder).into_iter().fold(failure, Failure::step)
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
    start(journal, clock, calendar.into()).map_err(|error| not_started(&error))
}

/// The same on the store of a folder, which is told what to do when it turns out to be damaged.
///
/// # Errors
/// When the store cannot be replayed.
pub fn engine_on(
    folder: &Path,
    journal: Arc<dyn Journal>,
    clock: Arc<dyn Clock>,
    calendar: impl Into<Calendar>,
) -> Result<Engine, Failure> {
    start(journal, clock, calendar.into()).map_err(|error| match &error {
        OpenError::Store(source) => store_failure(folder, source),
        _ => not_started(&error),
    })
}

fn start(
    journal: Arc<dyn Journal>,
    clock: Arc<dyn Clock>,
    calendar: Calendar,
) -> Result<Engine, OpenError> {
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
    Engine::open(journal, clock, calendar, BUILT_IN, on_failure)
}

fn not_started(error: &OpenError) -> Failure {
    let code = match error {
        OpenError::Store(StoreError::Damaged { .. }) | OpenError::Workflow(_) => exit::DAMAGED,
        _ => exit::FAILED,
    };
    Failure::from_error(code, error)
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
    token_for(engine, admin, "first start", keep).map(Some)
}

/// Makes a further token for an administrator, for whoever has restored a store and not the token. Answers it.
///
/// # Errors
/// When the store cannot be written, or the token not kept.
pub fn further_administrator_token(
    engine: &Engine,
    keep: impl Fn(&NewToken) -> Result<(), Failure>,
) -> Result<NewToken, Failure> {
    if let Some(first) = first_administrator(engine, &keep)? {
        return Ok(first);
    }
    let access = engine.access();
    let mut admins =
        access.accounts.keys().filter(|id| access.instance_role(id) == Some(InstanceRole::Admin));
    // The one of the first start, where there is that one.
    let holder = access
        .accounts
        .keys()
        .find(|id| id.as_str() == ADMIN && access.instance_role(id) == Some(InstanceRole::Admin));
    let holder = holder.or_else(|| admins.next()).expect("one has a token").clone();
    token_for(engine, holder, "restore", keep)
}

/// Makes a token for somebody, kept before it is worth anything.
fn token_for(
    engine: &Engine,
    holder: PersonId,
    label: &str,
    keep: impl FnOnce(&NewToken) -> Result<(), Failure>,
) -> Result<NewToken, Failure> {
    let failed = |error: &dyn std::error::Error| Failure::from_error(exit::FAILED, error);
    let new = NewToken::make().map_err(|error| failed(&error))?;
    keep(&new)?;
    let command = AccessCommand::CreateToken {
        token: new.id.clone(),
        holder,
        hash: new.hash,
        label: label.to_owned(),
    };
    engine
        .submit_blocking(Request::new(Actor::System, Command::Access(command)))
        .map_err(|error| failed(&error))?;
    Ok(new)
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
