//! Names of configurations: the one table that maps them to types.

use crate::error::Failure;
use jolt_core::{JoltConfig, LassoHyrax, LassoTrivial, ProvingConfig};

/// Something to be done with a configuration.
pub trait Visitor {
    /// Its result.
    type Output;
    /// Does it.
    fn visit<C: ProvingConfig>(self) -> Self::Output;
}

macro_rules! configurations {
    ($($config:ty),+ $(,)?) => {
        /// Names, in order.
        pub const NAMES: &[&str] = &[$(<$config as JoltConfig>::NAME),+];

        fn dispatch<V: Visitor>(name: &str, visitor: V) -> Option<V::Output> {
            $(if name == <$config as JoltConfig>::NAME { return Some(visitor.visit::<$config>()); })+
            None
        }
    };
}

configurations!(LassoHyrax, LassoTrivial);

/// Calls the visitor with the configuration of this name.
pub fn with<V: Visitor>(name: &str, visitor: V) -> Result<V::Output, Failure> {
    dispatch(name, visitor)
        .ok_or_else(|| Failure::Input(format!("no configuration is called `{name}`; choose one of {}", NAMES.join(", "))))
}
