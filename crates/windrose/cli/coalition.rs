//! `windrose coalition INITIATIVE`.

use serde_json::json;

use super::{as_of, out, print_json};
use crate::args::CoalitionArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &CoalitionArgs) -> Result<(), Failure> {
    let format = match (args.dot, args.mermaid) {
        (true, _) => "dot",
        (_, true) => "mermaid",
        _ => "graph",
    };
    let params = json!({
        "initiative": args.initiative,
        "without": args.without,
        "add": args.add,
        "steps": args.steps,
        "brokers": args.brokers,
        "format": format,
        "as_of": as_of(args.as_of.as_deref()),
    });
    let answer = Client::configured(config)?.command("coalition_read", &params)?;
    if config.json {
        print_json(&answer);
    } else if let Some(picture) = answer["picture"].as_str() {
        out(picture);
    } else {
        out(&show::coalition(&answer));
    }
    Ok(())
}
