//! `windrose digest PERSON`: what waits for somebody, for cron and any mailer.

use serde_json::json;

use super::{out, print_json};
use crate::args::DigestArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &DigestArgs) -> Result<(), Failure> {
    let params = json!({"person": args.person, "within_days": args.within});
    let answer = Client::configured(config)?.command("inbox_read", &params)?;
    let nothing = answer["items"].as_array().is_none_or(Vec::is_empty);
    if config.json {
        print_json(&answer);
    } else if nothing && !args.always {
        // Nothing is printed, so that cron sends nothing.
    } else if args.markdown {
        out(&show::inbox_markdown(&answer));
    } else {
        out(&show::inbox(&answer));
    }
    Ok(())
}
