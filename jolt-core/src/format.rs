//! File formats of proofs and verifying keys: versioned, strict, canonical.
//!
//! Every number is little-endian. A proof: magic `JOLTPROF`, version, configuration name, program digest, halt index, exit code, log steps, log
//! RAM cells, advice length, output, provenance of the structured reference string, table of parts, messages. Digest and parts are what the verifier computes itself and compares, so that a
//! statement has one header only. A key: magic `JOLTVKEY`, version, configuration name, largest log steps, layout, program (instruction set, entry,
//! tohost, segments), provenance, key of the commitment scheme; whoever loads it builds and checks the bytecode table anew.
//!
//! Policy: any change of a format, of the transcript, or of the order or content of messages raises [`VERSION`]. Old versions are not read.
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)
)]

use crate::verify::{block, verify_with};
use crate::{FormatError, JoltConfig, Machine, PROTOCOL, PreprocessError, Statement, VerifyError, VerifyingKey};
#[cfg(feature = "prover")]
use crate::{ProveError, ProvingConfig, ProvingKey, Witness, prove_with};
use instructions::{Isa, MemoryLayout, Program, Region, Segment};
use pcs::{CommitmentScheme, Provenance, SetupKind};
use std::sync::Arc;
use transcript::{MerlinVerifier, Record, Recording};

/// Version of both formats and of the transcript.
pub const VERSION: u32 = 3;
const PROOF_MAGIC: &[u8; 8] = b"JOLTPROF";
const KEY_MAGIC: &[u8; 8] = b"JOLTVKEY";
const MAX_NAME: usize = 64;

/// Bytes of one block of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name of the block.
    pub name: String,
    /// Bytes of its messages.
    pub bytes: u64,
}

/// A proof as it is stored: what the prover chose of the statement, and the messages. The input is not stored; the verifier knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Name of the configuration it was made with.
    pub config: String,
    /// Digest of the program, layout and instruction set that it is about.
    pub program_digest: [u8; 32],
    /// The statement; `input` is empty in a proof just read.
    pub statement: Statement,
    /// Where the structured reference string that it was made with comes from, if there is one.
    pub provenance: Option<Provenance>,
    /// Sizes of the blocks.
    pub parts: Vec<Part>,
    /// The messages.
    pub bytes: Vec<u8>,
}

/// What kind of file the bytes are, by their first eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A proof.
    Proof,
    /// A verifying key.
    VerifyingKey,
}

impl FileKind {
    /// The kind of a file that starts with these bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes.get(..8)? {
            magic if magic == PROOF_MAGIC => Some(Self::Proof),
            magic if magic == KEY_MAGIC => Some(Self::VerifyingKey),
            _ => None,
        }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn u32(&mut self, value: u32) -> &mut Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend(bytes);
        self
    }

    /// Empty where there is none.
    fn provenance(&mut self, provenance: Option<Provenance>) -> &mut Self {
        match provenance {
            Some(provenance) => self.bytes(&provenance.to_bytes()),
            None => self.bytes(&[]),
        }
    }

    fn region(&mut self, region: Region) -> &mut Self {
        self.u32(region.offset).u32(region.bytes)
    }
}

struct Reader<'a> {
    what: &'static str,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn start(what: &'static str, magic: &[u8; 8], bytes: &'a [u8]) -> Result<Self, FormatError> {
        let rest = bytes.strip_prefix(magic).ok_or(FormatError::Magic { expected: what })?;
        let mut reader = Self { what, rest };
        let found = reader.u32("version")?;
        if found != VERSION {
            return Err(FormatError::Version { what, found, expected: VERSION });
        }
        Ok(reader)
    }

    fn take(&mut self, field: &'static str, len: usize) -> Result<&'a [u8], FormatError> {
        let (head, rest) = self.rest.split_at_checked(len).ok_or(FormatError::Truncated { what: self.what, field })?;
        self.rest = rest;
        Ok(head)
    }

    fn u32(&mut self, field: &'static str) -> Result<u32, FormatError> {
        let bytes = self.take(field, 4)?;
        Ok(u32::from_le_bytes(bytes.try_into().map_err(|_| self.invalid(field))?))
    }

    /// Length-prefixed bytes; nothing is allocated before the length is known to be there.
    fn bytes(&mut self, field: &'static str) -> Result<&'a [u8], FormatError> {
        let prefix = self.take(field, 8)?;
        let len = u64::from_le_bytes(prefix.try_into().map_err(|_| self.invalid(field))?);
        self.take(field, usize::try_from(len).map_err(|_| self.invalid(field))?)
    }

    fn name(&mut self, field: &'static str) -> Result<String, FormatError> {
        let bytes = self.bytes(field)?;
        let valid = bytes.len() <= MAX_NAME && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
        String::from_utf8(bytes.to_vec()).ok().filter(|_| valid).ok_or_else(|| self.invalid(field))
    }

    fn part(&mut self) -> Result<Part, FormatError> {
        let name = self.name("name of a part")?;
        let bytes = self.bytes("size of a part")?.try_into().map_err(|_| self.invalid("size of a part"))?;
        Ok(Part { name, bytes: u64::from_le_bytes(bytes) })
    }

    fn provenance(&mut self) -> Result<Option<Provenance>, FormatError> {
        let field = "provenance of the structured reference string";
        match self.bytes(field)? {
            [] => Ok(None),
            bytes => {
                let provenance = bytes.try_into().ok().and_then(Provenance::from_bytes);
                provenance.map(Some).ok_or_else(|| self.invalid(field))
            }
        }
    }

    fn region(&mut self, field: &'static str) -> Result<Region, FormatError> {
        Ok(Region { offset: self.u32(field)?, bytes: self.u32(field)? })
    }

    fn invalid(&self, field: &'static str) -> FormatError {
        FormatError::Field { what: self.what, field }
    }

    fn finish(self) -> Result<(), FormatError> {
        if self.rest.is_empty() { Ok(()) } else { Err(FormatError::Trailing { what: self.what, count: self.rest.len() }) }
    }
}

impl Proof {
    /// The bytes of a proof file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(PROOF_MAGIC.to_vec());
        let s = &self.statement;
        out.u32(VERSION).bytes(self.config.as_bytes());
        out.0.extend(self.program_digest);
        out.u32(s.halt_index).u32(s.exit_code);
        out.u32(s.log_steps as u32).u32(s.log_ram as u32).u32(s.advice_len).bytes(&s.output);
        out.provenance(self.provenance);
        out.u32(self.parts.len() as u32);
        for part in &self.parts {
            out.bytes(part.name.as_bytes()).bytes(&part.bytes.to_le_bytes());
        }
        out.bytes(&self.bytes);
        out.0
    }

    /// Reads a proof file of this version; sizes are checked against the key later, by [`Statement::shape`].
    ///
    /// *Errors*: anything but the exact output of [`Self::encode`].
    pub fn decode(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut file = Reader::start("proof", PROOF_MAGIC, bytes)?;
        let config = file.name("configuration name")?;
        let digest = file.take("program digest", 32)?;
        let program_digest = digest.try_into().map_err(|_| file.invalid("program digest"))?;
        let statement = Statement {
            input: Vec::new(),
            halt_index: file.u32("halt index")?,
            exit_code: file.u32("exit code")?,
            log_steps: file.u32("log steps")? as usize,
            log_ram: file.u32("log ram")? as usize,
            advice_len: file.u32("advice length")?,
            output: file.bytes("output")?.to_vec(),
        };
        let provenance = file.provenance()?;
        let parts = (0..file.u32("parts")?).map(|_| file.part()).collect::<Result<_, _>>()?;
        let bytes = file.bytes("messages")?.to_vec();
        file.finish()?;
        Ok(Self { config, program_digest, statement, provenance, parts, bytes })
    }

    /// Proves a witness.
    ///
    /// *Errors*: a statement out of bounds, or a key that is too small.
    #[cfg(feature = "prover")]
    pub fn prove<C: ProvingConfig>(key: &ProvingKey<C>, witness: &Witness<C::Field>) -> Result<Self, ProveError> {
        let channel = prove_with(key, witness, Recording::new(transcript::MerlinProver::new(PROTOCOL)))?;
        let (messages, record) = channel.into_parts();
        let statement = Statement { input: Vec::new(), ..witness.statement.clone() };
        let program_digest = key.machine().digest();
        let provenance = key.verifying().provenance();
        Ok(Self { config: C::NAME.into(), program_digest, statement, provenance, parts: parts(&record), bytes: messages.finish() })
    }

    /// Accepts the proof if the key's program has a run on `input` with the exit code and output that the proof's statement names.
    ///
    /// *Errors*: another configuration or program, a statement out of bounds, a malformed proof, or the first check that fails.
    /// *Soundness*: the caller compares exit code and output with what it wants.
    pub fn verify<C: JoltConfig>(&self, key: &VerifyingKey<C>, input: &[u8]) -> Result<(), VerifyError> {
        if self.config != C::NAME {
            return Err(FormatError::Config { what: "proof", found: self.config.clone(), expected: C::NAME }.into());
        }
        if self.program_digest != key.machine().digest() {
            return Err(VerifyError::OtherProgram);
        }
        if self.provenance != key.provenance() {
            return Err(VerifyError::OtherSetup { found: setup_name(self.provenance), expected: setup_name(key.provenance()) });
        }
        let statement = Statement { input: input.to_vec(), ..self.statement.clone() };
        let channel = verify_with(key, &statement, Recording::new(MerlinVerifier::new(PROTOCOL, &self.bytes)))?;
        let (messages, record) = channel.into_parts();
        messages.finish()?;
        if parts(&record) == self.parts { Ok(()) } else { Err(FormatError::Field { what: "proof", field: "table of parts" }.into()) }
    }
}

/// A verifying key as it is stored, before its configuration is known to match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFile {
    /// Name of the configuration.
    pub config: String,
    /// log2 of the largest number of steps.
    pub max_log_steps: usize,
    /// Memory layout.
    pub layout: MemoryLayout,
    /// The program, without its symbols.
    pub program: Program,
    /// Where the structured reference string that it was made from comes from, if there is one.
    pub provenance: Option<Provenance>,
    /// The commitment scheme's key, as the scheme encodes it.
    pub pcs: Vec<u8>,
}

impl KeyFile {
    /// The bytes of a key file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(KEY_MAGIC.to_vec());
        out.u32(VERSION).bytes(self.config.as_bytes()).u32(self.max_log_steps as u32);
        out.u32(self.layout.window).u32(self.layout.max_cells).region(self.layout.input).region(self.layout.output);
        match self.layout.advice {
            Some(region) => out.u32(1).region(region),
            None => out.u32(0),
        };
        out.bytes(self.program.isa.name().as_bytes()).u32(self.program.entry);
        match self.program.tohost {
            Some(address) => out.u32(1).u32(address),
            None => out.u32(0),
        };
        for segments in [&self.program.text, &self.program.data] {
            out.u32(segments.len() as u32);
            for segment in segments {
                let bytes: Vec<u8> = segment.words.iter().flat_map(|word| word.to_le_bytes()).collect();
                out.u32(segment.address).bytes(&bytes);
            }
        }
        out.provenance(self.provenance).bytes(&self.pcs);
        out.0
    }

    /// Reads a key file of this version.
    ///
    /// *Errors*: anything but the exact output of [`Self::encode`].
    pub fn decode(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut file = Reader::start("key", KEY_MAGIC, bytes)?;
        let config = file.name("configuration name")?;
        let max_log_steps = file.u32("largest log steps")? as usize;
        if !(1..=crate::MAX_LOG_STEPS).contains(&max_log_steps) {
            return Err(file.invalid("largest log steps"));
        }
        let (window, max_cells) = (file.u32("window")?, file.u32("memory size")?);
        let (input, output) = (file.region("input region")?, file.region("output region")?);
        let advice = match file.u32("advice region")? {
            0 => None,
            1 => Some(file.region("advice region")?),
            _ => return Err(file.invalid("advice region")),
        };
        let layout = MemoryLayout { window, max_cells, input, advice, output };
        layout.validate().map_err(PreprocessError::Layout)?;
        let isa = std::str::from_utf8(file.bytes("instruction set")?).ok().and_then(Isa::from_name);
        let isa = isa.ok_or_else(|| file.invalid("instruction set"))?;
        let entry = file.u32("entry")?;
        let tohost = match file.u32("tohost")? {
            0 => None,
            1 => Some(file.u32("tohost")?),
            _ => return Err(file.invalid("tohost")),
        };
        let (text, data) = (segments(&mut file)?, segments(&mut file)?);
        let provenance = file.provenance()?;
        let pcs = file.bytes("key of the commitment scheme")?.to_vec();
        file.finish()?;
        Ok(Self {
            config,
            max_log_steps,
            layout,
            program: Program { isa, entry, text, data, tohost, symbols: Vec::new(), stack_limit: None },
            provenance,
            pcs,
        })
    }

    /// The key, if it was made for the configuration `C`.
    ///
    /// *Errors*: another configuration, a program that fails the checks of protocol 4.4, or bytes that are no key of the commitment scheme.
    pub fn into_key<C: JoltConfig>(self) -> Result<VerifyingKey<C>, FormatError> {
        if self.config != C::NAME {
            return Err(FormatError::Config { what: "key", found: self.config, expected: C::NAME });
        }
        let pcs = C::Pcs::decode_key(&self.pcs).map_err(PreprocessError::Pcs)?;
        if C::Pcs::provenance(&pcs) != self.provenance {
            return Err(FormatError::Field { what: "key", field: "provenance of the structured reference string" });
        }
        let machine = Machine::new(self.program, self.layout)?;
        Ok(VerifyingKey::of_parts(Arc::new(machine), pcs, self.max_log_steps))
    }
}

impl<C: JoltConfig> VerifyingKey<C> {
    /// What is stored of this key.
    pub fn to_file(&self) -> KeyFile {
        let machine = self.machine();
        let program = Program { symbols: Vec::new(), stack_limit: None, ..machine.program().clone() };
        let pcs = C::Pcs::encode_key(self.pcs());
        KeyFile {
            config: C::NAME.into(),
            max_log_steps: self.max_log_steps(),
            layout: *machine.layout(),
            program,
            provenance: self.provenance(),
            pcs,
        }
    }
}

/// Where a configuration's public parameters come from, in a line.
pub fn setup_name(provenance: Option<Provenance>) -> String {
    provenance.map_or_else(|| SetupKind::Transparent.to_string(), |provenance| provenance.to_string())
}

fn parts(record: &Record) -> Vec<Part> {
    record.parts(&block::ALL).into_iter().map(|(name, bytes)| Part { name: name.into(), bytes: bytes as u64 }).collect()
}

fn segments(file: &mut Reader<'_>) -> Result<Vec<Segment>, FormatError> {
    let count = file.u32("segments")?;
    let mut out = Vec::new();
    for _ in 0..count {
        let address = file.u32("segment")?;
        let bytes = file.bytes("segment")?;
        let (words, rest) = bytes.as_chunks::<4>();
        if words.is_empty() || !rest.is_empty() {
            return Err(file.invalid("segment"));
        }
        out.push(Segment { address, words: words.iter().map(|word| u32::from_le_bytes(*word)).collect() });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof() -> Proof {
        let statement =
            Statement { input: Vec::new(), output: b"out".to_vec(), exit_code: 7, halt_index: 3, log_steps: 4, log_ram: 14, advice_len: 9 };
        let parts = vec![Part { name: "commitments".into(), bytes: 5 }];
        Proof {
            config: "lasso-trivial".into(),
            program_digest: [1; 32],
            statement,
            provenance: Some(Provenance::InsecureTest),
            parts,
            bytes: vec![1, 2, 3, 4, 5],
        }
    }

    fn key() -> KeyFile {
        let text = vec![Segment { address: 0x8000_0000, words: vec![0x05D0_0893, 0x0000_0073] }];
        let data = vec![Segment { address: 0x8000_1000, words: vec![1, 2, 3] }];
        let program =
            Program { isa: Isa::Rv32i, entry: 0x8000_0000, text, data, tohost: Some(0x8000_1000), symbols: Vec::new(), stack_limit: None };
        KeyFile {
            config: "lasso-trivial".into(),
            max_log_steps: 20,
            layout: MemoryLayout::default(),
            program,
            provenance: None,
            pcs: Vec::new(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Proof::decode(&proof().encode()), Ok(proof()));
        for isa in Isa::ALL {
            let of_set = KeyFile { program: Program { isa: *isa, ..key().program }, ..key() };
            assert_eq!(KeyFile::decode(&of_set.encode()), Ok(of_set));
        }
        let without =
            KeyFile { layout: MemoryLayout { advice: None, ..key().layout }, program: Program { tohost: None, ..key().program }, ..key() };
        assert_eq!(KeyFile::decode(&without.encode()), Ok(without));
        assert!(key().into_key::<crate::LassoTrivial>().is_ok());
        let other = KeyFile { provenance: Some(Provenance::InsecureTest), ..key() };
        assert!(matches!(other.into_key::<crate::LassoTrivial>(), Err(FormatError::Field { .. })));
        assert!(matches!(key().into_key::<crate::LassoHyrax>(), Err(FormatError::Config { .. })));
    }

    #[test]
    fn other_bytes_are_refused_or_mean_something_else() {
        for at in 0..proof().encode().len() {
            let mut bytes = proof().encode();
            bytes[at] ^= 1;
            assert_ne!(Proof::decode(&bytes), Ok(proof()), "byte {at}");
            assert!(Proof::decode(&bytes[..at]).is_err(), "cut at {at}");
        }
        for at in 0..key().encode().len() {
            let mut bytes = key().encode();
            bytes[at] ^= 1;
            assert_ne!(KeyFile::decode(&bytes), Ok(key()), "byte {at}");
            assert!(KeyFile::decode(&bytes[..at]).is_err(), "cut at {at}");
        }
        let longer = [proof().encode(), vec![0]].concat();
        assert_eq!(Proof::decode(&longer), Err(FormatError::Trailing { what: "proof", count: 1 }));
        assert_eq!(Proof::decode(&key().encode()), Err(FormatError::Magic { expected: "proof" }));
        let mut other = proof().encode();
        other[8] = 9;
        assert_eq!(Proof::decode(&other), Err(FormatError::Version { what: "proof", found: 9, expected: VERSION }));
    }

    #[test]
    fn keys_with_invalid_layouts_or_empty_segments_are_refused() {
        let mut file = key();
        file.layout.window = u32::MAX;
        assert!(matches!(KeyFile::decode(&file.encode()), Err(FormatError::Program(PreprocessError::Layout(_)))));
        let mut file = key();
        file.layout.input.offset = u32::MAX;
        assert!(matches!(KeyFile::decode(&file.encode()), Err(FormatError::Program(PreprocessError::Layout(_)))));
        let mut file = key();
        file.program.data.push(Segment { address: 0, words: Vec::new() });
        assert_eq!(KeyFile::decode(&file.encode()), Err(FormatError::Field { what: "key", field: "segment" }));
    }

    #[test]
    fn absurd_lengths_allocate_nothing() {
        let mut bytes = proof().encode();
        let at = bytes.len() - 5 - 8;
        bytes[at..at + 8].fill(0xFF);
        assert!(Proof::decode(&bytes).is_err());
        let mut bytes = key().encode();
        let end = bytes.len();
        bytes[end - 8..].fill(0xFF);
        assert!(KeyFile::decode(&bytes).is_err());
        let mut bytes = key().encode();
        bytes[end - 16 - 12 - 8..end - 16 - 12].fill(0xFF);
        assert!(KeyFile::decode(&bytes).is_err());
    }
}
