//! `joltlab configs`.

use crate::arguments::Configs;
use crate::configurations::{self, CONFIGURATIONS, Visitor};
use crate::error::Failure;
use crate::report::{self, SCHEMA};
use jolt_core::{Description, ProvingConfig};
use serde::Serialize;

#[derive(Serialize)]
struct Config {
    name: &'static str,
    field_bits: u32,
    lookups: &'static str,
    memory: &'static str,
    scheme: &'static str,
    setup: String,
    assumption: &'static str,
}

struct Describe;

impl Visitor for Describe {
    type Output = Config;
    fn visit<C: ProvingConfig>(self) -> Config {
        let Description { name, field_bits, lookups, memory, scheme, setup, assumption } = Description::of::<C>();
        Config { name, field_bits, lookups, memory, scheme, setup: setup.to_string(), assumption }
    }
}

#[derive(Serialize)]
struct List {
    schema: u32,
    configs: Vec<Config>,
}

/// Names, and what they are made of.
pub fn configs(arguments: &Configs) -> Result<(), Failure> {
    let configs = CONFIGURATIONS.iter().map(|name| configurations::with(name, Describe)).collect::<Result<Vec<_>, _>>()?;
    if arguments.json {
        return report::json(&List { schema: SCHEMA, configs });
    }
    configs.iter().try_for_each(|c| {
        report::line(&format!(
            "{:<15}  lookups: {}; memory: {}; commitments: {}; set-up: {}; assumption: {}; field: {} bits",
            c.name, c.lookups, c.memory, c.scheme, c.setup, c.assumption, c.field_bits
        ))
    })
}
