//! `windrose coalition INITIATIVE`.

use serde_json::json;

use super::{as_of, print_graph};
use crate::args::CoalitionArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &CoalitionArgs) -> Result<(), Failure> {
    let params = json!({
        "initiative": args.initiative,
        "without": args.without,
        "add": args.add,
        "steps": args.steps,
        "brokers": args.brokers,
        "format": args.picture.format(),
        "as_of": as_of(args.as_of.as_deref()),
    });
    print_graph(config, "coalition_read", &params, show::coalition)
}
