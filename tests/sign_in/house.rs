//! windrose in this process, on a real store, with a clock that the test sets; and somebody with a browser.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use windrose::client::{CallError, Client};
use windrose::compose;
use windrose_core::engine::{Engine, ScriptedClock};

use super::pair;

/// The initiative with the pilot.
pub(super) const INITIATIVE: &str = "change";

/// What a browser was answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) cookie: Option<String>,
    pub(super) body: String,
}

/// A running windrose.
pub(super) struct House {
    folder: TempDir,
    clock: Arc<ScriptedClock>,
    public_url: Option<String>,
    serving: Option<(oneshot::Sender<()>, std::thread::JoinHandle<()>)>,
    /// The administrator's token.
    pub(super) admin: String,
    /// Where it listens.
    pub(super) url: String,
}

impl House {
    /// One with an initiative that has a pilot, and everybody in their roles.
    pub(super) fn open() -> Self {
        Self::at(None)
    }

    /// The same, reached under another address.
    pub(super) fn at(public_url: Option<&str>) -> Self {
        let clock = Arc::new(ScriptedClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let mut house = Self {
            folder: tempfile::tempdir().unwrap(),
            clock,
            public_url: public_url.map(str::to_owned),
            serving: None,
            admin: String::new(),
            url: String::new(),
        };
        let engine = house.engine();
        house.admin = compose::first_administrator(&engine, |_| Ok(())).unwrap().unwrap().text;
        house.serve(engine);
        house.furnish();
        house
    }

    fn engine(&self) -> Engine {
        let journal = compose::store(&self.folder.path().join("store")).unwrap();
        compose::engine(journal, self.clock.clone(), TimeZone::UTC).unwrap()
    }

    fn serve(&mut self, engine: Engine) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let site = compose::site(self.public_url.as_deref(), address).unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            let served = runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                compose::serve(listener, engine, site, async { drop(stopped.await) }).await
            });
            served.unwrap();
        });
        self.serving = Some((stop, server));
        self.url = format!("http://{address}");
    }

    fn stop(&mut self) {
        if let Some((stop, server)) = self.serving.take() {
            drop(stop);
            server.join().unwrap();
        }
    }

    /// Another process on the same folder, as good as.
    pub(super) fn restart(mut self) -> Self {
        self.stop();
        let engine = self.engine();
        self.serve(engine);
        self
    }

    fn furnish(&self) {
        for id in ["owner", "lead", "pilot-lead", "viewer"] {
            let name = id[..1].to_uppercase() + &id[1..];
            self.call("admin", "person_add", json!({"person": id, "name": name})).unwrap();
        }
        let opened = json!({"initiative": INITIATIVE, "title": "A change", "workflow": "kotter"});
        self.call("owner", "initiative_open", opened).unwrap();
        for (person, role) in
            [("lead", "lead"), ("pilot-lead", "pilot_owner"), ("viewer", "viewer")]
        {
            let role = json!({"initiative": INITIATIVE, "person": person, "role": role});
            self.call("owner", "role_assign", role).unwrap();
        }
        let pilot = json!({
            "name": "Coaching leads", "unit": "Sales", "starts_on": "2026-02-02",
            "ends_on": "2026-05-29", "sample_n": 12, "comparison": "historical",
        });
        let records = json!([{"kind": "pilot", "data": pilot}]);
        let records = json!({"initiative": INITIATIVE, "records": records});
        self.call("lead", "record_add", records).unwrap();
    }

    /// What time it is.
    pub(super) fn now(&self) -> Timestamp {
        use windrose_core::engine::Clock as _;
        self.clock.now()
    }

    /// Lets time pass.
    pub(super) fn pass(&self, time: SignedDuration) {
        self.clock.set(self.now().checked_add(time).unwrap());
    }

    /// Calls a method with a token.
    pub(super) fn call(&self, by: &str, method: &str, params: Value) -> Result<Value, Value> {
        let admin = Client::new(&self.url, &self.admin);
        let client = if by == "admin" {
            admin
        } else {
            let token = admin.call("token_create", &json!({"person": by})).unwrap();
            Client::new(&self.url, token["token"].as_str().unwrap())
        };
        client.call(method, &params).map_err(|error| match error {
            CallError::Rpc(error) => error,
            CallError::Transport(cause) => panic!("{cause}"),
        })
    }

    /// The path of a new link.
    pub(super) fn link(&self, person: &str) -> String {
        let made = self.call("admin", "login_create", json!({"person": person})).unwrap();
        made["path"].as_str().unwrap().to_owned()
    }

    /// Signs somebody in; answers their cookie.
    pub(super) fn sign_in(&self, person: &str) -> String {
        pair(&self.post(&self.link(person), None, &[]).cookie.unwrap())
    }

    /// Opens a page.
    pub(super) fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        let request = agent().get(format!("{}{path}", self.url));
        let request = match cookie {
            Some(cookie) => request.header("Cookie", cookie),
            None => request,
        };
        answer(request.call().unwrap())
    }

    /// Sends an empty form.
    pub(super) fn post(
        &self,
        path: &str,
        cookie: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.send(path, cookie, headers, FORM, "")
    }

    /// Fills a form in and sends it, as a browser does from our own page.
    pub(super) fn form(&self, path: &str, cookie: &str, fields: &str) -> Answer {
        self.send(path, Some(cookie), &[("Sec-Fetch-Site", "same-origin")], FORM, fields)
    }

    /// Sends anything.
    pub(super) fn send(
        &self,
        path: &str,
        cookie: Option<&str>,
        headers: &[(&str, &str)],
        kind: &str,
        body: &str,
    ) -> Answer {
        let mut request = agent().post(format!("{}{path}", self.url)).content_type(kind);
        for (name, value) in headers.iter().copied().chain(cookie.map(|it| ("Cookie", it))) {
            request = request.header(name, value);
        }
        answer(request.send(body).unwrap())
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop();
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

fn answer(mut response: ureq::http::Response<ureq::Body>) -> Answer {
    let header =
        |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (location, cookie) = (header("location"), header("set-cookie"));
    Answer {
        status: response.status().as_u16(),
        location,
        cookie,
        body: response.body_mut().read_to_string().unwrap(),
    }
}
