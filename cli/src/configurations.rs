//! Names of configurations.

use crate::error::Failure;
pub use jolt_core::{CONFIGURATIONS, Visitor};

/// Calls the visitor with the configuration of this name.
pub fn with<V: Visitor>(name: &str, visitor: V) -> Result<V::Output, Failure> {
    jolt_core::with_configuration(name, visitor).ok_or_else(|| unknown(name))
}

/// There is none of this name.
pub fn unknown(name: &str) -> Failure {
    Failure::Input(format!("no configuration is called `{name}`; choose one of {}", CONFIGURATIONS.join(", ")))
}
