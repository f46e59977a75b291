//! `windrose pilots INITIATIVE`.

use serde_json::{Value, json};

use super::{as_of, print_graph};
use crate::args::PilotsArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::show;

pub(crate) fn run(config: &Config, args: &PilotsArgs) -> Result<(), Failure> {
    let slip: Vec<Value> =
        args.slip.iter().map(|(pilot, days)| json!({"pilot": pilot, "days": days})).collect();
    let params = json!({
        "initiative": args.initiative,
        "stop": args.stop,
        "slip": slip,
        "format": args.picture.format(),
        "as_of": as_of(args.as_of.as_deref()),
    });
    print_graph(config, "pilots_read", &params, show::pilots)
}
