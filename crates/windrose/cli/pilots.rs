//! `windrose pilots INITIATIVE`.

use serde_json::{Value, json};

use super::{as_of, out, print_json};
use crate::args::PilotsArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &PilotsArgs) -> Result<(), Failure> {
    let slip: Vec<Value> =
        args.slip.iter().map(|(pilot, days)| json!({"pilot": pilot, "days": days})).collect();
    let format = match (args.dot, args.mermaid) {
        (true, _) => "dot",
        (_, true) => "mermaid",
        _ => "graph",
    };
    let params = json!({
        "initiative": args.initiative,
        "stop": args.stop,
        "slip": slip,
        "format": format,
        "as_of": as_of(args.as_of.as_deref()),
    });
    let answer = Client::configured(config)?.command("pilots_read", &params)?;
    if config.json {
        print_json(&answer);
    } else if let Some(picture) = answer["picture"].as_str() {
        out(picture);
    } else {
        out(&show::pilots(&answer));
    }
    Ok(())
}
