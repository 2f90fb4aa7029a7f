//! What was measured.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was checked of a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementCheck {
    /// The exit code that the proof is for.
    pub exit_code: u32,
    /// BLAKE2b-256 of the output that the proof is for, in hexadecimal.
    pub output_digest: String,
    /// Bytes of that output.
    pub output_bytes: u64,
    /// Whether exit code and output are the emulator's.
    pub output_matched: bool,
    /// Whether the verifier accepted the proof, read back from its bytes.
    pub verified: bool,
}

/// Seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Emulation that records the trace.
    pub trace_seconds: f64,
    /// Bytecode table, structured reference string (where it is made on the spot) and keys.
    pub setup_seconds: f64,
    /// From the trace to the proof's last byte: witness, commitments, arguments, opening; set-up left out.
    pub prove_seconds: f64,
    /// User CPU seconds of all threads during that time.
    pub prove_user_seconds: Option<f64>,
    /// System CPU seconds of all threads during that time.
    pub prove_system_seconds: Option<f64>,
    /// What was predicted of the user CPU seconds before.
    pub predicted_user_seconds: Option<f64>,
    /// Decoding and verifying the proof: the least of the repetitions.
    pub verify_seconds: f64,
    /// How often the proof was verified.
    pub verify_repetitions: u32,
}

/// One of the prover's phases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Name of its span.
    pub name: String,
    /// Wall-clock seconds.
    pub seconds: f64,
}

/// Bytes of one block of a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofPart {
    /// Name of the block.
    pub name: String,
    /// Bytes of its messages.
    pub bytes: u64,
}

/// A range of sizes, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeRange {
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
}

/// Bytes of a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofSize {
    /// Of the file.
    pub bytes: u64,
    /// BLAKE2b-256 of the file, in hexadecimal.
    pub digest: String,
    /// Of its messages by block; the rest is the file's header.
    pub parts: Vec<ProofPart>,
    /// What the shape alone predicts for all messages; more than one number only where the transcript decides.
    pub predicted: Option<SizeRange>,
}

/// Bytes of memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Largest resident set of the measuring process up to the proof's last byte.
    pub peak_rss_bytes: Option<u64>,
    /// What was predicted of it before.
    pub predicted_bytes: Option<u64>,
}

/// How often each operation was done, by its name; those that were never done are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// By the prover.
    pub prover: BTreeMap<String, u64>,
    /// By the verifier.
    pub verifier: BTreeMap<String, u64>,
}
