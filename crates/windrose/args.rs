//! The command line, as typed. Nothing is looked up here.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::civil::Date;

/// Organisational change run as a workflow: eight steps, gates that open on recorded evidence.
#[derive(Debug, Parser)]
#[command(name = "windrose", version, max_term_width = 80)]
pub struct Args {
    /// What goes with every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What goes with every command. A flag wins over its variable, and that over windrose.toml.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Common {
    /// Print JSON instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// The configuration file [default: windrose.toml, if it is there]
    #[arg(long, global = true, env = "WINDROSE_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of the store [default: windrose-data]
    #[arg(long, global = true, env = "WINDROSE_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// The daemon's address, for commands that call it [default: http://127.0.0.1:7474]
    #[arg(long, global = true, env = "WINDROSE_URL")]
    pub url: Option<String>,
    /// The access token [default: the file admin.token in the store's folder]
    #[arg(long, global = true, env = "WINDROSE_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// What is logged, such as info or windrose_core=debug [default: info]
    #[arg(long, global = true, env = "WINDROSE_LOG", value_name = "FILTER")]
    pub log: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the daemon
    Serve(ServeArgs),
    /// Lead an example initiative through two years in seconds, and stay up to look around
    Demo(DemoArgs),
    /// Make a link that signs somebody in on the pages
    Login(LoginArgs),
    /// Call a method of the API
    Call(CallArgs),
    /// Show all initiatives, or the eight steps of one
    Status(StatusArgs),
    /// Explain a gate: what is met, what is missing, who can act
    Gate(GateArgs),
    /// Show how far learning is a partner of the business: six strategies
    Scorecard(ScorecardArgs),
    /// Show whom to meet, also as a calendar file
    Contacts(ContactsArgs),
    /// Show whom the coalition reaches, what hangs on whom, whom to add next; also what if
    Coalition(CoalitionArgs),
    /// Show steps and pilots: what may start, what waits, what is blocked; also what if
    Pilots(PilotsArgs),
    /// Show what waits for somebody in all initiatives, fit for cron and any mailer
    Digest(DigestArgs),
    /// Import the organisation, or show it: people, units, reporting lines
    #[command(subcommand)]
    Directory(DirectoryCommand),
    /// Check or publish a workflow file
    #[command(subcommand)]
    Workflow(WorkflowCommand),
    /// Show what can be measured: what each measure asks, and how to raise it
    #[command(subcommand)]
    Measure(MeasureCommand),
    /// Keep everything that the running daemon has, in a file
    Backup(BackupArgs),
    /// Make a store from a backup, where there is none
    Restore(RestoreArgs),
    /// Write the store as JSON Lines, when no daemon runs on it
    Export(ExportArgs),
    /// Make a store from JSON Lines, where there is none
    Import(ImportArgs),
    /// Walk the store, or a backup, and check every commit and the chain over them
    Verify(VerifyArgs),
}

/// `windrose serve`
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ServeArgs {
    /// The address to listen on [default: 127.0.0.1:7474]
    #[arg(long, env = "WINDROSE_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// The address under which people reach the pages; https when a proxy speaks TLS
    /// [default: http:// and the address to listen on]
    #[arg(long, env = "WINDROSE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The time zone in which days are counted [default: the system's]
    #[arg(long, env = "WINDROSE_TIMEZONE", value_name = "IANA NAME")]
    pub timezone: Option<String>,
    /// Days besides weekends on which nobody works, separated by commas
    #[arg(long, env = "WINDROSE_HOLIDAYS", value_name = "DAYS", value_delimiter = ',')]
    pub holidays: Option<Vec<Date>>,
}

/// `windrose demo`
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DemoArgs {
    /// Where the demo's daemon stays up
    #[arg(long, default_value = "127.0.0.1:7474", value_name = "ADDRESS")]
    pub listen: String,
    /// Stop after the story instead of staying up
    #[arg(long)]
    pub once: bool,
}

/// `windrose login`
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LoginArgs {
    /// Who is to be signed in; whoever holds the token when not given
    #[arg(long, value_name = "ID")]
    pub person: Option<String>,
}

/// `windrose call`
#[derive(Debug, Clone, clap::Args)]
pub struct CallArgs {
    /// The method, such as initiative_list
    pub method: String,
    /// Its params, a JSON object; `-` reads them from standard input
    pub params: Option<String>,
}

/// `windrose status`
#[derive(Debug, Clone, clap::Args)]
pub struct StatusArgs {
    /// The initiative; all of them when not given
    pub initiative: Option<String>,
    /// As of a version, a time or a day
    #[arg(long, value_name = "VERSION, TIME OR DAY")]
    pub as_of: Option<String>,
}

/// `windrose gate`
#[derive(Debug, Clone, clap::Args)]
pub struct GateArgs {
    /// The initiative
    pub initiative: String,
    /// The step: urgency, coalition, vision, enlist, enable, wins, sustain, institute, or 1 to 8
    pub step: String,
    /// As of a version, a time or a day
    #[arg(long, value_name = "VERSION, TIME OR DAY")]
    pub as_of: Option<String>,
}

/// `windrose scorecard`
#[derive(Debug, Clone, clap::Args)]
pub struct ScorecardArgs {
    /// The initiative
    pub initiative: String,
    /// As of a version, a time or a day
    #[arg(long, value_name = "VERSION, TIME OR DAY")]
    pub as_of: Option<String>,
}

/// `windrose contacts`
#[derive(Debug, Clone, clap::Args)]
pub struct ContactsArgs {
    /// The initiative
    pub initiative: String,
    /// How many days ahead
    #[arg(long, default_value_t = 7, value_name = "DAYS")]
    pub within: u32,
    /// Only those whom this person keeps in touch with
    #[arg(long, value_name = "PERSON")]
    pub partner: Option<String>,
    /// Print a calendar file instead (iCalendar)
    #[arg(long)]
    pub ics: bool,
}

/// `windrose coalition`
#[derive(Debug, Clone, clap::Args)]
pub struct CoalitionArgs {
    /// The initiative
    pub initiative: String,
    /// What if this person left; several times for several
    #[arg(long, value_name = "PERSON")]
    pub without: Vec<String>,
    /// How many people to add next, 1 to 3
    #[arg(long, default_value_t = 1, value_name = "PEOPLE", value_parser = clap::value_parser!(u32).range(1..=3))]
    pub add: u32,
    /// Within how many steps somebody counts as reached, 1 or 2
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=2))]
    pub steps: u32,
    /// Look for brokers too, those who stand between others; takes longest
    #[arg(long)]
    pub brokers: bool,
    #[command(flatten)]
    pub picture: PictureArgs,
    /// As of a version, a time or a day
    #[arg(long, value_name = "VERSION, TIME OR DAY")]
    pub as_of: Option<String>,
}

/// `windrose pilots`
#[derive(Debug, Clone, clap::Args)]
pub struct PilotsArgs {
    /// The initiative
    pub initiative: String,
    /// What if this pilot were stopped today; several times for several
    #[arg(long, value_name = "PILOT")]
    pub stop: Vec<String>,
    /// What if this pilot ended so many days later, as in pilot-2=14
    #[arg(long, value_name = "PILOT=DAYS", value_parser = pilot_and_days)]
    pub slip: Vec<(String, u32)>,
    #[command(flatten)]
    pub picture: PictureArgs,
    /// As of a version, a time or a day
    #[arg(long, value_name = "VERSION, TIME OR DAY")]
    pub as_of: Option<String>,
}

/// Which picture is printed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct PictureArgs {
    /// Print a picture for Graphviz instead
    #[arg(long, conflicts_with = "mermaid")]
    pub dot: bool,
    /// Print a picture for Mermaid instead
    #[arg(long)]
    pub mermaid: bool,
}

impl PictureArgs {
    /// Its name in calls.
    pub(crate) fn format(self) -> &'static str {
        match (self.dot, self.mermaid) {
            (true, _) => "dot",
            (_, true) => "mermaid",
            _ => "graph",
        }
    }
}

/// `pilot-2=14`
fn pilot_and_days(text: &str) -> Result<(String, u32), String> {
    let parts = text.split_once('=').and_then(|(pilot, days)| Some((pilot, days.parse().ok()?)));
    let (pilot, days) = parts.ok_or("write a pilot and a number of days, as in pilot-2=14")?;
    Ok((pilot.to_owned(), days))
}

/// `windrose digest`
#[derive(Debug, Clone, clap::Args)]
pub struct DigestArgs {
    /// For whom; somebody else's takes the token of an administrator or an auditor
    pub person: String,
    /// How many days ahead contacts, wins and outcomes are looked for
    #[arg(long, default_value_t = 7, value_name = "DAYS")]
    pub within: u32,
    /// Print Markdown instead of text
    #[arg(long)]
    pub markdown: bool,
    /// Print a line also when nothing waits
    #[arg(long)]
    pub always: bool,
}

/// `windrose directory`
#[derive(Debug, Clone, Subcommand)]
pub enum DirectoryCommand {
    /// Import a table of people, show what would change, and publish it
    Import(DirectoryImportArgs),
    /// Show what an import that is not published yet would change
    Preview {
        /// The import
        import: String,
        /// How many of each sort are shown
        #[arg(long, default_value_t = 20, value_name = "NUMBER")]
        limit: u32,
    },
    /// Publish an import
    Publish {
        /// The import
        import: String,
        /// Also when more than a third of the people would leave
        #[arg(long)]
        confirm: bool,
    },
    /// Forget an import that is not published yet
    Drop {
        /// The import
        import: String,
    },
    /// Show who is in the directory
    Show {
        /// Only the people of this unit and its parts
        unit: Option<String>,
        /// Only who reports to this person
        #[arg(long, value_name = "PERSON")]
        manager: Option<String>,
        /// Only those of whom these words are known
        #[arg(long)]
        words: Option<String>,
        /// The most people that are shown
        #[arg(long, default_value_t = 50, value_name = "NUMBER")]
        limit: usize,
    },
}

/// `windrose directory import`
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The table is the whole organisation: whoever is not in it has left. It is a CSV
file in UTF-8, with commas, semicolons or tabs, and its first line names the
columns. The usual names are known, such as employeeNumber, displayName,
department, division, managerId, Personalnummer, Abteilung or Vorgesetzter; say
others with --column. Only the id has to be there.

Nothing changes before it is published. An import that was cut off goes on when
it is repeated.")]
pub struct DirectoryImportArgs {
    /// The table, such as people.csv; `-` reads it from standard input
    pub file: PathBuf,
    /// Which column stands for what: id, name, email, unit, part_of, manager,
    /// level, site or function, such as --column manager=ManagerID
    #[arg(long = "column", value_name = "WHAT=HEADER")]
    pub columns: Vec<String>,
    /// What the import is called [default: the file's name and checksum]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// How many of each sort are shown
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    pub limit: u32,
    /// Only show what would change, and forget the import again
    #[arg(long)]
    pub dry_run: bool,
    /// Publish without asking
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
    /// Publish also when more than a third of the people would leave
    #[arg(long, requires = "yes")]
    pub confirm: bool,
}

/// `windrose workflow`
#[derive(Debug, Clone, Subcommand)]
pub enum WorkflowCommand {
    /// Check a file and run the tests in it; needs no daemon
    Check {
        /// The file
        file: PathBuf,
    },
    /// Check a file and publish it
    Add {
        /// The file
        file: PathBuf,
    },
    /// Print the JSON Schema of workflow files, for editors
    Schema,
    /// Print every measure and every kind of record that a workflow can name
    Vocabulary,
}

/// `windrose measure`
#[derive(Debug, Clone, Subcommand)]
pub enum MeasureCommand {
    /// All measures, by step
    List,
    /// One measure, with its parameters and where its defaults come from
    Show {
        /// Its name, such as urgency.managers_convinced
        name: String,
    },
}

/// `windrose backup`
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The daemon goes on working; the file ends where the store ended when the backup
began. It holds everything, names and what is kept to a team too, and the
digests of tokens, but no token. Only its owner can read it. It takes the token
of an administrator.

A backup that is there already is replaced only by one that holds all of it, and
then only what came since is asked for.")]
pub struct BackupArgs {
    /// The file, such as backup-2026-11-23.jsonl; `-` writes to standard output
    pub file: PathBuf,
}

/// `windrose restore`
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The folder of the store has to be absent or empty: nothing is ever overwritten.
What was cut off goes on when it is repeated. Tokens, sign-in links and sessions
hold as they did at the backup, also those that were revoked since.")]
pub struct RestoreArgs {
    /// The backup; `-` reads it from standard input
    pub file: PathBuf,
    /// Make a new administrator's token, when admin.token was lost with the folder
    #[arg(long)]
    pub admin_token: bool,
}

/// `windrose export`
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The file is the same as that of a backup. From a store that a daemon runs on,
take a backup.")]
pub struct ExportArgs {
    /// The file; `-` writes to standard output
    #[arg(default_value = "-")]
    pub file: PathBuf,
}

/// `windrose import`
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The folder of the store has to be absent or empty. The store that is made has
every commit at the same position, under the same chain.")]
pub struct ImportArgs {
    /// The file; `-` reads it from standard input
    pub file: PathBuf,
}

/// `windrose verify`
#[derive(Debug, Clone, clap::Args)]
pub struct VerifyArgs {
    /// Check a backup or an export instead of the store; `-` reads it from standard input
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}
