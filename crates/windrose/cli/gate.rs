//! `windrose gate INITIATIVE STEP`.

use serde_json::json;
use windrose_core::rules::step::Step;

use super::{as_of, out, print_json};
use crate::args::GateArgs;
use crate::client::Client;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &GateArgs) -> Result<(), Failure> {
    // People say "gate 5"; the API says `enable`.
    let by_number = args.step.parse::<usize>().ok().and_then(|n| Step::ALL.get(n.checked_sub(1)?));
    let step = by_number.map_or(args.step.as_str(), |step| step.name());
    let params = json!({
        "initiative": args.initiative,
        "step": step,
        "as_of": as_of(args.as_of.as_deref()),
    });
    let answer = Client::configured(config)?.command("gate_explain", &params)?;
    if config.json {
        print_json(&answer);
    } else {
        out(&show::gate(&answer));
    }
    Ok(())
}
