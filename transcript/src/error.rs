//! Why a proof is rejected.

use crate::Label;

/// Why a verifier rejects; the proof itself is readable bytes of the wrong content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The proof ends inside a message.
    #[error("the proof is truncated: message `{label}` needs {expected} bytes and {remaining} are left")]
    Truncated {
        /// Message that was read.
        label: Label,
        /// Bytes that it has.
        expected: usize,
        /// Bytes that were left.
        remaining: usize,
    },
    /// Bytes that are no canonical encoding of what the message holds.
    #[error("message `{label}` holds no canonical {what}")]
    Encoding {
        /// Message that was read.
        label: Label,
        /// What it should hold.
        what: &'static str,
    },
    /// An equality of the verifier that does not hold.
    #[error("the proof is false: check `{name}` failed")]
    Check {
        /// Name of the equality.
        name: Label,
    },
    /// Bytes after the last message.
    #[error("the proof has {count} bytes after its last message")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// A column that no argument makes a claim about.
    #[error("committed column {index} is opened nowhere")]
    UnclaimedOracle {
        /// Its number.
        index: u32,
    },
    /// A shape that this verifier does not support.
    #[error("{what} is {actual}, the limit is {limit}")]
    Shape {
        /// Which size.
        what: &'static str,
        /// What it is.
        actual: usize,
        /// What it may be.
        limit: usize,
    },
}
