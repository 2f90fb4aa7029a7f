//! The process that counts: what it is told, what it does, what it answers.

use super::with_counted_configuration;
use crate::digest::digest;
use crate::measure::{MeasureError, keys};
use crate::provenance::SOURCES;
use crate::record::{Operations, Record, Status};
use crate::sample::{Prepared, SampleError, begin, source};
use jolt_core::{Inputs, Machine, Proof, ProvingConfig, Visitor};
use poly::operations::{Counts, measure};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::sync::Arc;

/// Name of the command that counts.
pub const COMMAND: &str = "bench-count";

/// What one proof of a counted twin comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedProof {
    /// The sources that the counting program is built from ([`SOURCES`]).
    pub sources: String,
    /// BLAKE2b-256 of its file, in hexadecimal.
    pub digest: String,
    /// Of making it (witness, commitments, arguments, opening) and of decoding and verifying it.
    pub operations: Operations,
}

/// The counting process: reads a [`crate::sample::Spec`], starts its threads, proves and verifies once with the counted twin of the
/// configuration, writes a [`CountedProof`] as a line.
///
/// It is generic for the twins' sake: they are compiled where it is called, not into this library.
///
/// *Errors*: no specification, no threads, no proof, nobody who listens.
pub fn answer(mut input: impl Read, mut output: impl Write) -> Result<(), SampleError> {
    let spec = begin(&mut input)?;
    let prepared = Prepared::new(&spec.draft, &spec.elf, (&spec.input_hex, &spec.advice_hex)).map_err(SampleError::Uncounted)?;
    let counted = with_counted_configuration(&spec.draft.cell.configuration, Job(&prepared));
    let counted = counted.ok_or_else(|| {
        SampleError::Uncounted("it has no counted twin; give it a line of `twins!` in bench-harness/src/counting.rs".into())
    })?;
    let counted = counted.map_err(|error| SampleError::Uncounted(error.to_string()))?;
    writeln!(output, "{}", serde_json::to_string(&counted)?)?;
    Ok(output.flush()?)
}

/// Reads the answer.
///
/// *Errors*: anything but one line with a [`CountedProof`] by a program that is built from the same sources as this one.
pub fn read_answer(answer: &[u8]) -> Result<CountedProof, String> {
    let text = str::from_utf8(answer).map_err(|_| "it is no text")?;
    let line = text.strip_suffix('\n').ok_or("it has no end")?;
    let counted: CountedProof = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if counted.sources == SOURCES { Ok(counted) } else { Err("it is built from other sources; build both programs".into()) }
}

impl CountedProof {
    /// Writes the counts into the record of the same proof. A sample with another proof has failed: counts of one say nothing of the other.
    pub fn complete(&self, record: &mut Record) {
        match &record.proof {
            Some(proof) if proof.digest == self.digest => record.operations = Some(self.operations.clone()),
            Some(_) => record.status = Status::Failed { reason: "the proof is not the one whose operations were counted".into() },
            None => {}
        }
    }
}

struct Job<'a>(&'a Prepared);

impl Visitor for Job<'_> {
    type Output = Result<CountedProof, MeasureError>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let Prepared { subject, run, .. } = self.0;
        let inputs = Inputs { input: &run.given.input, advice: &run.given.advice };
        let machine = Arc::new(Machine::<C::Field>::new(subject.program.clone(), subject.layout).map_err(MeasureError::Program)?);
        let (witness, before) = measure(|| jolt_core::witness::<C>(&machine, &run.trace, inputs));
        let witness = witness.map_err(MeasureError::Witness)?;
        let (_, key) = keys::<C>(&machine, &witness, source::<C>())?;
        let (proof, after) = measure(|| Proof::prove(&key, &witness));
        let file = proof.map_err(MeasureError::Prove)?.encode();
        drop(witness);
        let (verified, verifier) = measure(|| {
            let proof = Proof::decode(&file).map_err(MeasureError::Decode)?;
            proof.verify(key.verifying(), inputs.input).map_err(MeasureError::Rejected)
        });
        verified?;
        Ok(CountedProof { sources: SOURCES.into(), digest: digest(&file), operations: Operations::new(before + after, verifier) })
    }
}

impl Operations {
    /// By name.
    pub fn new(prover: Counts, verifier: Counts) -> Self {
        let by_name = |counts: Counts| counts.iter().map(|(operation, count)| (operation.name().to_string(), count)).collect();
        Self { prover: by_name(prover), verifier: by_name(verifier) }
    }
}
