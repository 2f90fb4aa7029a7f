//! What prover and verifier share before a run: program, layout, bytecode table, initial memory, constraint system, digests.

use crate::statement::words;
use crate::{ColumnSpec, Description, JoltColumns, JoltConfig, PreprocessError, Shape, Statement, VmColumns, constraints};
use blake2::{Blake2b, Digest, digest::consts::U32};
use instructions::{Bytecode, ControlWord, Halt, LookupOp, MemoryLayout, Program, RAM_START};
use lookups::{InstructionSet, LookupArgument};
use memory::{AdviceShape, MemoryArgument, MemoryShape};
use pcs::OpeningShape;
use poly::{Scalar, SmallSum, eq};
use spartan::UniformR1cs;
use subtables::Word;
use transcript::Label;

/// Version of protocol and transcript; a change of any message or its order is a new one.
pub const PROTOCOL: Label = "jolt-rv32-lasso/3";

/// Bits of the smallest modulus: sums and products of two words must not wrap (R8 to R10, below 2^65), and the soundness errors of all arguments
/// together must stay small.
pub const MIN_FIELD_BITS: u32 = 100;

/// A program placed in a memory layout, with everything that follows from the two.
#[derive(Debug)]
pub struct Machine<F: Scalar> {
    program: Program,
    layout: MemoryLayout,
    bytecode: Bytecode,
    entry_index: u32,
    lookups: InstructionSet<F>,
    digest: [u8; 32],
}

impl<F: Scalar> Machine<F> {
    /// Builds the bytecode table and checks it (protocol 4.4), checks layout and image (3.1).
    ///
    /// *Errors*: the first condition that fails.
    pub fn new(mut program: Program, layout: MemoryLayout) -> Result<Self, PreprocessError> {
        if F::MODULUS_BIT_SIZE < MIN_FIELD_BITS {
            return Err(PreprocessError::Field { bits: F::MODULUS_BIT_SIZE, least: MIN_FIELD_BITS });
        }
        layout.validate()?;
        for segments in [&mut program.text, &mut program.data] {
            segments.retain(|segment| !segment.words.is_empty());
        }
        check_image(&program, &layout)?;
        let bytecode = Bytecode::build(&program)?;
        let entry_index = bytecode.first_row(program.entry).unwrap_or(usize::MAX);
        bytecode.check(entry_index, layout.end())?;
        let entry_index = entry_index as u32;
        let decompositions = LookupOp::all(program.isa).iter().map(|op| op.decomposition::<F>(Word::RV32)).collect();
        let lookups = InstructionSet::new(Word::RV32, decompositions);
        let digest = program_digest(&program, &layout, &bytecode, entry_index);
        Ok(Self { program, layout, bytecode, entry_index, lookups, digest })
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The memory layout.
    pub fn layout(&self) -> &MemoryLayout {
        &self.layout
    }

    /// The bytecode table.
    pub fn bytecode(&self) -> &Bytecode {
        &self.bytecode
    }

    /// Index of the first row of a run.
    pub fn entry_index(&self) -> u32 {
        self.entry_index
    }

    /// The lookup instructions and their memories.
    pub fn lookups(&self) -> &InstructionSet<F> {
        &self.lookups
    }

    /// BLAKE2b-256 over the program as the proof system sees it (protocol 2.2).
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Which kind of halt row a table row is: a property of the table alone (protocol 3.1).
    pub fn halt_kind(&self, index: u32) -> Option<Halt> {
        self.bytecode.rows().get(index as usize)?.halt_kind(self.program.tohost.is_some())
    }

    /// The shape of a proof with these sizes.
    pub fn shape(&self, log_steps: usize, log_ram: usize) -> Shape {
        let advice = self.layout.advice.map(|region| ((region.bytes / 4).ilog2() as usize, self.layout.cell(self.layout.address(region))));
        Shape { isa: self.program.isa, log_steps, log_bytecode: self.bytecode.rows().len().ilog2() as usize, log_ram, advice }
    }

    /// Initial RAM without the advice, as `(cell, word)` with ascending cells: image, input, control page.
    pub fn public_memory(&self, statement: &Statement) -> Vec<(u32, u32)> {
        let layout = &self.layout;
        let mut cells = Vec::new();
        let input = layout.cell(layout.address(layout.input));
        cells.extend(words(&statement.input).enumerate().map(|(k, word)| (input + k as u32, word)));
        let advice = layout.advice.map_or((0, 0), |region| (layout.address(region), statement.advice_len));
        for (word, value) in [
            (ControlWord::InPtr, layout.address(layout.input)),
            (ControlWord::InLen, statement.input.len() as u32),
            (ControlWord::AdvPtr, advice.0),
            (ControlWord::AdvLen, advice.1),
            (ControlWord::OutPtr, layout.address(layout.output)),
            (ControlWord::OutCap, layout.output.bytes),
        ] {
            cells.push((layout.cell(word.address()), value));
        }
        for segment in self.program.text.iter().chain(&self.program.data) {
            let first = layout.cell(segment.address);
            cells.extend(segment.words.iter().enumerate().map(|(k, word)| (first + k as u32, *word)));
        }
        cells.retain(|(cell, word)| *word != 0 && *cell < 1 << statement.log_ram);
        cells.sort_unstable();
        cells
    }

    /// [`Self::public_memory`] as a table of all cells.
    #[cfg(feature = "prover")]
    pub fn initial_ram(&self, statement: &Statement) -> Vec<u32> {
        let mut words = vec![0; 1 << statement.log_ram];
        for (cell, word) in self.public_memory(statement) {
            words[cell as usize] = word;
        }
        words
    }

    /// What the transcript absorbs before the statement (protocol 2.2).
    pub(crate) fn preamble<C: JoltConfig<Field = F>>(&self, system: &UniformR1cs, pcs_digest: [u8; 32]) -> Vec<(Label, Vec<u8>)> {
        let mut modulus = Vec::new();
        // Writing to a vector cannot fail.
        let _ = ark_serialize::CanonicalSerialize::serialize_compressed(&F::MODULUS, &mut modulus);
        let made_of = Description::of::<C>();
        let collations: Vec<&str> = LookupOp::all(self.program.isa).iter().map(|op| op.collation()).collect();
        let sets = Hash::new()
            .field(self.program.isa.name().as_bytes())
            .field(made_of.lookups.as_bytes())
            .field(made_of.memory.as_bytes())
            .field(collations.join("\n").as_bytes())
            .field(self.lookups.names().join("\n").as_bytes())
            .field(&system.digest_bytes())
            .finish();
        vec![
            ("protocol", PROTOCOL.as_bytes().to_vec()),
            ("field", modulus),
            ("configuration", C::NAME.as_bytes().to_vec()),
            ("scheme", <C::Pcs as pcs::CommitmentScheme>::NAME.as_bytes().to_vec()),
            ("scheme parameters", pcs_digest.to_vec()),
            ("chunks", (Word::RV32.chunks as u32).to_le_bytes().to_vec()),
            ("log table", (Word::RV32.index_bits() as u32).to_le_bytes().to_vec()),
            ("instruction set", sets.to_vec()),
            ("program", self.digest.to_vec()),
        ]
    }

    /// The constraint system of a configuration.
    pub fn constraint_system<C: JoltConfig<Field = F>>(&self) -> UniformR1cs {
        constraints::build::<F, C::Lookups>(self)
    }
}

impl Shape {
    /// Sizes for the memory argument.
    pub fn memory(&self) -> MemoryShape {
        let advice = self.advice.map(|(log_words, first_cell)| AdviceShape { log_words, first_cell: first_cell as usize });
        MemoryShape::new(self.log_steps, self.log_ram, advice)
    }

    /// Builds one `T` for each committed column of a configuration, in order.
    ///
    /// *Errors*: the first error of `make`.
    pub fn try_columns<C: JoltConfig, T, E>(
        &self,
        lookups: &InstructionSet<C::Field>,
        mut make: impl FnMut(ColumnSpec) -> Result<T, E>,
    ) -> Result<JoltColumns<T>, E> {
        let vm = VmColumns::try_build(self, &mut make)?;
        let own = C::Lookups::columns(lookups, self.log_steps).into_iter().map(|c| ColumnSpec { name: c.name, num_vars: c.num_vars });
        let lookups = own.map(&mut make).collect::<Result<_, _>>()?;
        let own = C::Memory::columns(&self.memory()).into_iter().map(|c| ColumnSpec { name: c.name, num_vars: c.num_vars });
        let memory = own.map(&mut make).collect::<Result<_, _>>()?;
        Ok(JoltColumns { vm, lookups, memory })
    }

    /// Names and sizes of all committed columns of a configuration, in order.
    pub fn columns<C: JoltConfig>(&self, lookups: &InstructionSet<C::Field>) -> Vec<ColumnSpec> {
        let mut specs = Vec::new();
        let Ok(_) = self.try_columns::<C, _, std::convert::Infallible>(lookups, |spec| {
            specs.push(spec);
            Ok(())
        });
        specs
    }

    /// What the opening covers.
    pub fn opening<C: JoltConfig>(&self, lookups: &InstructionSet<C::Field>) -> OpeningShape {
        OpeningShape::of(self.columns::<C>(lookups).into_iter().map(|spec| spec.num_vars))
    }
}

/// A public table given by its non-zero cells; its multilinear extension costs one multiplication each.
#[derive(Clone, Debug)]
pub struct SparseTable {
    /// `(cell, word)`.
    pub cells: Vec<(u32, u32)>,
}

impl<F: Scalar> memory::InitialRam<F> for SparseTable {
    fn evaluate(&self, point: &[F]) -> F {
        let (high, low) = point.split_at(point.len() / 2);
        let (outer, inner) = (eq::table(high), eq::table(low));
        let mut sums = vec![SmallSum::default(); outer.len()];
        for (cell, word) in &self.cells {
            let cell = *cell as usize;
            if let (Some(sum), Some(weight)) = (sums.get_mut(cell / inner.len()), inner.get(cell % inner.len())) {
                weight.add_small(sum, u64::from(*word));
            }
        }
        outer.iter().zip(&sums).map(|(weight, sum)| *weight * F::reduce_small(sum)).sum()
    }
}

fn check_image(program: &Program, layout: &MemoryLayout) -> Result<(), PreprocessError> {
    let end = layout.end();
    let mut segments: Vec<_> = program.text.iter().chain(&program.data).collect();
    segments.sort_by_key(|s| s.address);
    let mut free = u64::from(RAM_START);
    for segment in segments {
        let stop = u64::from(segment.address) + 4 * segment.words.len() as u64;
        if !segment.address.is_multiple_of(4) || u64::from(segment.address) < free || stop > end {
            return Err(PreprocessError::Image { address: segment.address, end });
        }
        free = stop;
    }
    match program.tohost {
        Some(address) if !address.is_multiple_of(4) || address < RAM_START || u64::from(address) + 4 > end => {
            Err(PreprocessError::Tohost { address })
        }
        _ => Ok(()),
    }
}

/// BLAKE2b-256 over length-prefixed fields.
struct Hash(Blake2b<U32>);

impl Hash {
    fn new() -> Self {
        Self(Blake2b::new())
    }

    fn field(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

fn program_digest(program: &Program, layout: &MemoryLayout, bytecode: &Bytecode, entry_index: u32) -> [u8; 32] {
    let mut sizes = Vec::new();
    for value in [layout.window, layout.max_cells, layout.input.offset, layout.input.bytes, layout.output.offset, layout.output.bytes] {
        sizes.extend(value.to_le_bytes());
    }
    for value in layout.advice.map_or([0, 0], |region| [region.offset, region.bytes]) {
        sizes.extend(value.to_le_bytes());
    }
    let mut table = Vec::new();
    for (index, row) in bytecode.rows().iter().enumerate() {
        table.extend((index as u64).to_le_bytes());
        table.extend(row.address_index.to_le_bytes());
        table.extend(row.bitflags().to_le_bytes());
        table.extend([row.rd, row.rs1, row.rs2]);
        table.extend(row.imm.to_le_bytes());
    }
    let mut image = Vec::new();
    let mut segments: Vec<_> = program.text.iter().chain(&program.data).collect();
    segments.sort_by_key(|s| s.address);
    for segment in segments {
        for (k, word) in segment.words.iter().enumerate().filter(|(_, word)| **word != 0) {
            image.extend((segment.address + 4 * k as u32).to_le_bytes());
            image.extend(word.to_le_bytes());
        }
    }
    Hash::new()
        .field(program.isa.name().as_bytes())
        .field(&sizes)
        .field(&table)
        .field(&entry_index.to_le_bytes())
        .field(&image)
        .field(&program.tohost.map_or_else(|| b"none".to_vec(), |address| layout.cell(address).to_le_bytes().to_vec()))
        .finish()
}
