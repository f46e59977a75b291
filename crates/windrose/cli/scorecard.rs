//! `windrose scorecard INITIATIVE`.

use serde_json::json;

use super::{as_of, out, print_json};
use crate::args::ScorecardArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &ScorecardArgs) -> Result<(), Failure> {
    let params = json!({"initiative": args.initiative, "as_of": as_of(args.as_of.as_deref())});
    let answer = Client::configured(config)?.command("scorecard_read", &params)?;
    if config.json {
        print_json(&answer);
    } else {
        out(&show::scorecard(&answer));
    }
    Ok(())
}
