//! `windrose status [INITIATIVE]`.

use serde_json::{Value, json};

use super::{as_of, out, print_json};
use crate::args::StatusArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

/// The initiatives that are listed at once; more are asked for with `windrose call initiative_list`.
const LIST_MAX: u32 = 200;

pub(crate) fn run(config: &Config, args: &StatusArgs) -> Result<(), Failure> {
    let client = Client::configured(config)?;
    let (answer, text): (Value, fn(&Value) -> String) = match &args.initiative {
        None => (client.command("initiative_list", &json!({"limit": LIST_MAX}))?, show::list),
        Some(initiative) => {
            let params = json!({"initiative": initiative, "as_of": as_of(args.as_of.as_deref())});
            (client.command("initiative_get", &params)?, show::board)
        }
    };
    if config.json {
        print_json(&answer);
    } else {
        out(&text(&answer));
    }
    Ok(())
}
