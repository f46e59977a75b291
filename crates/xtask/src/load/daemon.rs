//! The daemon that is measured: started on a folder, prepared, and asked whether it does what is measured.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::process::Server;
use super::run::{COMMANDS, RECORDS, Random, STEPS, Texts, WORKFLOW_FILE, command, seen};
use super::wire::{Connection, Head};

/// The log besides sled: it has a size of its own, whatever is stored.
pub(super) const LOG_FOLDER: &str = "log";

/// Whom initiatives belong to: who records and, not being the lead, decides.
const OWNER: &str = "owner";

/// The initiative that is led by hand before anything is measured.
const FIRST: &str = "first";

/// A running daemon.
pub(super) struct Daemon {
    pub(super) server: Server,
    pub(super) address: SocketAddr,
    folder: PathBuf,
}

impl Daemon {
    /// Serves a folder, and waits until it listens.
    pub(super) fn serve(binary: &Path, folder: &Path) -> Result<Self, String> {
        let mut serve = Command::new(binary);
        let ours = std::env::vars_os().map(|(name, _)| name);
        for name in ours.filter(|it| it.to_string_lossy().starts_with("WINDROSE_")) {
            serve.env_remove(name);
        }
        serve
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--timezone", "UTC"])
            .args(["--log", "warn", "--data"])
            .arg(folder)
            // No windrose.toml of whoever measures.
            .current_dir(folder);
        let mut server = Server::start(&mut serve)?;
        let mut lines = BufReader::new(server.output()?).lines();
        loop {
            let line = match lines.next() {
                Some(line) => line.map_err(|it| it.to_string())?,
                None => return Err("windrose ended before it listened".into()),
            };
            let told: Value = serde_json::from_str(&line).map_err(|it| format!("{line}: {it}"))?;
            if let Some(url) = told["url"].as_str() {
                let address = url.trim_start_matches("http://").parse();
                let address = address.map_err(|it| format!("{url}: {it}"))?;
                // Nothing more is printed, but a pipe that nobody holds would be an error to write to.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self { server, address, folder: folder.to_owned() });
            }
        }
    }

    /// The administrator's token, from the file that is kept for them.
    pub(super) fn admin_token(&self) -> Result<String, String> {
        let file = self.folder.join("admin.token");
        let token = std::fs::read_to_string(&file);
        token.map(|it| it.trim().to_owned()).map_err(|it| format!("{}: {it}", file.display()))
    }

    /// Publishes the workflow, adds whom it needs, and leads one initiative through it, looking at every gate. Answers
    /// the owner's token.
    pub(super) async fn prepare(&self, root: &Path) -> Result<String, String> {
        let admin = self.admin_token()?;
        let head = Head::new(self.address, &admin);
        let mut line = Connection::open(self.address).await.map_err(|it| it.to_string())?;
        let file = root.join(WORKFLOW_FILE);
        let source = std::fs::read_to_string(&file);
        let source = source.map_err(|it| format!("{}: {it}", file.display()))?;
        line.done(&head, "workflow_publish", &json!({"source": source})).await?;
        line.done(&head, "person_add", &json!({"person": OWNER, "name": "Owner"})).await?;
        let made = line.done(&head, "token_create", &json!({"person": OWNER})).await?;
        let owner = made["token"].as_str().ok_or("token_create answers no token")?.to_owned();
        self.lead_first(&owner).await?;
        Ok(owner)
    }

    /// Leads one initiative by hand: each gate refuses at five records and opens at six, what the load generator says
    /// it has seen is what there is to be seen, and the receipts are kept.
    async fn lead_first(&self, token: &str) -> Result<(), String> {
        let head = Head::new(self.address, token);
        let mut line = Connection::open(self.address).await.map_err(|it| it.to_string())?;
        let (texts, mut random) = (Texts::new(), Random::seeded(57));
        let (mut body, mut request) = (String::new(), Vec::new());
        for index in 0..COMMANDS {
            let (step, within) =
                (index.saturating_sub(1) / (RECORDS + 1), index.saturating_sub(1) % (RECORDS + 1));
            if index > 0 && within == RECORDS - 1 {
                self.refuses(&mut line, &head, step).await?;
            }
            if index > 0 && within == RECORDS {
                let gate = json!({"initiative": FIRST, "step": STEPS[step]});
                let report = line.done(&head, "gate_explain", &gate).await?;
                let (is, ours) = (&report["seen"], seen(FIRST, step));
                if is.as_str() != Some(&ours) {
                    return Err(format!("the evidence at {} is {is}, not {ours}", STEPS[step]));
                }
            }
            command(&mut body, FIRST, index, &texts, &mut random, false);
            head.request(&body, &mut request);
            let (_, answer) = line.exchange(&request).await.map_err(|it| it.to_string())?;
            let answer: Value = serde_json::from_slice(answer).map_err(|it| it.to_string())?;
            if answer["result"]["version"] != json!(index + 1) {
                return Err(format!("command {index} of the first initiative: {answer}"));
            }
        }
        self.check(token, FIRST).await
    }

    /// At five records a gate refuses.
    async fn refuses(&self, line: &mut Connection, head: &Head, step: usize) -> Result<(), String> {
        let go = json!({"initiative": FIRST, "step": STEPS[step], "decision": "go", "seen": seen(FIRST, step)});
        match line.call(head, "gate_decide", &go).await? {
            Err(error) if error["data"]["kind"] == "gate_blocked" => Ok(()),
            other => Err(format!(
                "the gate of {} does not refuse at five records: {other:?}",
                STEPS[step]
            )),
        }
    }

    /// Looks whether an initiative was led to its end: 57 versions, and a receipt of three findings at each gate that
    /// holds when the gate is judged again.
    pub(super) async fn check(&self, token: &str, initiative: &str) -> Result<(), String> {
        let head = Head::new(self.address, token);
        let mut line = Connection::open(self.address).await.map_err(|it| it.to_string())?;
        let found = line.done(&head, "initiative_get", &json!({"initiative": initiative})).await?;
        if found["version"] != json!(COMMANDS) {
            return Err(format!("{initiative} is not at version {COMMANDS}: {found}"));
        }
        for step in STEPS {
            let gate = json!({"initiative": initiative, "step": step});
            let kept = line.done(&head, "gate_verify_receipt", &gate).await?;
            let findings = kept["receipt"]["findings"].as_array().map_or(0, Vec::len);
            if kept["outcome"] != "same" || findings != 3 {
                return Err(format!("the receipt of {initiative} at {step} is {kept}"));
            }
        }
        Ok(())
    }
}
