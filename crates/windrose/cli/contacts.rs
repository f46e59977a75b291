//! `windrose contacts INITIATIVE`.

use serde_json::json;

use super::{out, print_json};
use crate::args::ContactsArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &ContactsArgs) -> Result<(), Failure> {
    let params = json!({
        "initiative": args.initiative,
        "within_days": args.within,
        "partner": args.partner,
        "ics": args.ics,
    });
    let answer = Client::configured(config)?.command("contacts_due", &params)?;
    if config.json {
        print_json(&answer);
    } else if args.ics {
        out(answer["ics"].as_str().unwrap_or_default());
    } else {
        out(&show::contacts(&answer));
    }
    Ok(())
}
