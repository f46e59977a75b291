//! `windrose measure list|show`: what this build can measure; needs no daemon.

use serde_json::json;
use windrose_core::rules::measure::{named, nearest_names};
use windrose_core::view::measures::{MeasureView, list};

use super::{out, print_json};
use crate::args::MeasureCommand;
use crate::config::Config;
use crate::failure::{Failure, exit};
use crate::show;

pub(crate) fn run(config: &Config, command: &MeasureCommand) -> Result<(), Failure> {
    match command {
        MeasureCommand::List => {
            let measures = list(None);
            if config.json {
                print_json(&json!({"measures": measures}));
            } else {
                out(&show::measures(&json!(measures)));
            }
        }
        MeasureCommand::Show { name } => {
            let row = named(name).ok_or_else(|| unknown(name))?;
            let measure = json!(MeasureView::from(row));
            if config.json {
                print_json(&measure);
            } else {
                out(&show::measure(&measure));
            }
        }
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(exit::REFUSED, format!("there is no measure `{name}`"));
    match nearest_names(name).first() {
        Some(near) => failure.hint(format!("windrose measure show {near}")),
        None => failure.hint("windrose measure list"),
    }
}
