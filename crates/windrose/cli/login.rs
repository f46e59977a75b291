//! `windrose login`: a link that signs somebody in on the pages.

use serde_json::json;

use super::{out, print_json};
use crate::args::LoginArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;

pub(crate) fn run(config: &Config, args: &LoginArgs) -> Result<(), Failure> {
    let params = args.person.as_ref().map_or_else(|| json!({}), |id| json!({"person": id}));
    let made = Client::configured(config)?.command("login_create", &params)?;
    if config.json {
        print_json(&made);
        return Ok(());
    }
    let text = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
    out(&format!(
        "Open this link in a browser; it signs in once, until {}:\n  {}\n",
        text("expires_at"),
        text("url")
    ));
    Ok(())
}
