//! `joltlab verify`.

use super::program::load;
use crate::arguments::{GivenSrs, Verify, to_hex};
use crate::configurations::{self, Visitor};
use crate::error::Failure;
use crate::files;
use crate::report::{self, SCHEMA};
use jolt_core::{KeyFile, Machine, ParametersOf, Proof, ProofError, ProvingConfig, VerifyError, VerifyingKey};
use pcs::Parameters;
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;

#[derive(Serialize)]
struct Report {
    schema: u32,
    accepted: bool,
    config: String,
    setup: Option<String>,
    exit_code: Option<u32>,
    output_hex: Option<String>,
    verify_seconds: f64,
    reason: Option<String>,
}

struct Check<'a> {
    arguments: &'a Verify,
    proof: &'a Proof,
    srs: GivenSrs,
    input: Vec<u8>,
}

impl Visitor for &Check<'_> {
    type Output = Result<f64, Failure>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        if self.proof.config != C::NAME {
            let found = &self.proof.config;
            return Err(Failure::Rejected(format!(
                "the proof was made with the configuration `{found}`, not `{}`; choose it with --config {found}",
                C::NAME
            )));
        }
        let key = self.key::<C>()?;
        let start = Instant::now();
        self.proof.verify(&key, &self.input).map_err(|error| match error {
            VerifyError::Proof(ProofError::Check { .. }) => {
                Failure::Rejected(format!("{error}; if the prover was honest, compare --input-* with the input of the run"))
            }
            error => Failure::rejected(error),
        })?;
        Ok(start.elapsed().as_secs_f64())
    }
}

impl Check<'_> {
    /// From a key file, or for a program and just this proof's size.
    fn key<C: ProvingConfig>(&self) -> Result<VerifyingKey<C>, Failure> {
        if let Some(path) = &self.arguments.vk {
            let file = KeyFile::decode(&files::read(path)?).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
            return file.into_key::<C>().map_err(|error| Failure::Input(format!("{}: {error}", path.display())));
        }
        // Clap requires one of the two.
        let path = self.arguments.program.as_deref().ok_or_else(|| Failure::Input("give --program or --vk".into()))?;
        let loaded = load(path, &self.arguments.machine)?;
        let log_steps = self.proof.statement.log_steps.clamp(1, jolt_core::MAX_LOG_STEPS);
        let parameters = ParametersOf::<C>::for_verifier(self.srs.source::<C>()?).map_err(|error| self.srs.failure(error))?;
        let machine = Machine::new(loaded.program, loaded.layout).map_err(Failure::input)?;
        VerifyingKey::new(Arc::new(machine), log_steps, &parameters).map_err(Failure::input)
    }
}

/// Verifies a proof against the caller's program, configuration, input, exit code and output.
pub fn verify(arguments: &Verify) -> Result<(), Failure> {
    let bytes = files::read(&arguments.proof)?;
    let input = arguments.input.read()?;
    if arguments.vk.is_some() && arguments.config.names_srs() {
        return Err(Failure::Input(
            "the key says which structured reference string it was made from; leave out --srs and --insecure-test-srs".into(),
        ));
    }
    let srs = arguments.config.srs()?;
    let name = &arguments.config.config;
    let decoded = Proof::decode(&bytes).map_err(Failure::rejected);
    let result = decoded.as_ref().map_err(Clone::clone).and_then(|proof| {
        let check = Check { arguments, proof, srs, input };
        let seconds = configurations::with(name, &check)??;
        expectations(arguments, proof)?;
        Ok(seconds)
    });
    if let Err(failure @ (Failure::Input(_) | Failure::Trap { .. } | Failure::Machine(_))) = result {
        return Err(failure);
    }
    // What a rejected proof says of itself means nothing.
    let accepted = decoded.as_ref().ok().filter(|_| result.is_ok());
    let statement = accepted.map(|proof| &proof.statement);
    let report = Report {
        schema: SCHEMA,
        accepted: result.is_ok(),
        config: name.clone(),
        setup: accepted.map(|proof| jolt_core::setup_name(proof.provenance)),
        exit_code: statement.map(|s| s.exit_code),
        output_hex: statement.map(|s| to_hex(&s.output)),
        verify_seconds: result.clone().unwrap_or_default(),
        reason: result.as_ref().err().map(ToString::to_string),
    };
    if arguments.json {
        report::json(&report)?;
    } else if let Some(statement) = statement {
        report::table(&[
            ("accepted", format!("in {:.3} s", report.verify_seconds)),
            ("configuration", report.config),
            ("set-up", report.setup.unwrap_or_default()),
            ("exit code", statement.exit_code.to_string()),
            ("output", report::bytes(&statement.output)),
            ("trace", format!("2^{} rows", statement.log_steps)),
        ])?;
    }
    result.map(|_| ())
}

fn expectations(arguments: &Verify, proof: &Proof) -> Result<(), Failure> {
    let (code, want) = (proof.statement.exit_code, arguments.expect_exit);
    if code != want {
        return Err(Failure::Rejected(format!("the proof is for exit code {code}, not {want}; accept it with --expect-exit {code}")));
    }
    match &arguments.expect_output_hex {
        Some(bytes) if bytes.0 != proof.statement.output => {
            Err(Failure::Rejected(format!("the proof is for the output {}, not the expected one", to_hex(&proof.statement.output))))
        }
        _ => Ok(()),
    }
}
