//! Offline memory checking of registers and RAM, with strict timestamps and one range check (protocol 6.6, 6.7).
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::argument::{AdviceShape, BoundaryColumns, ColumnSpec, InitialRam, MemoryArgument, MemoryShape, SharedColumns};
use crate::multiset::{Instance, Memory, Operation};
use crate::range::{Group, RangeCheck};
use crate::{LinearForm, MemoryError, Source};
use poly::{Claims, OracleId, Scalar};
use transcript::{Label, ProofError, VerifierOracles};

#[cfg(feature = "prover")]
mod prover;

/// Name of the registers' equality.
pub const REGISTERS: Label = "memory: registers";
/// Name of RAM's equality.
pub const RAM: Label = "memory: ram";
/// Name of the block of both equalities.
pub const MULTISETS: Label = "registers and ram";
/// Name of the block of the range check.
pub const RANGES: Label = "timestamps and advice";

/// Registers and RAM by offline memory checking, each with its own equality of multisets.
///
/// In step `t` the registers are accessed at times `3t+1`, `3t+2`, `3t+3` and RAM at `t+1`, all distinct; the initial tuples have time 0. The verifier computes
/// write timestamps, the prover commits to read timestamps. A read that is put back with the value it had is an operation like any other.
///
/// *Soundness*. Equal multisets say that every read tuple is an initial one or one written by some operation, each used once. The range check
/// says that every gap `d = ts_write - ts_read - 1` lies in `[0, 2^{2b})`; as `ts_read` is in `{0, .., 3T}`, a read from the present or the future would have
/// `d` in `{-1, .., -3T-1}`, which [`MemoryShape::check`] keeps apart from that range. So every read is older than its write, and by induction over time it is
/// the last write to its cell. Advice words are ranged as two limbs. The error is that of [`crate::multiset`] over `8T + 2 K_reg + 2 K_ram` tuples of width 3 and of
/// [`crate::range`] over `8T + 2^{s+1}` values.
///
/// *Deviation* from protocol 2.4: the range check follows the multisets at once, the output check ([`crate::output`]) is the caller's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

/// The argument's own columns, in their order; `T` is an index, an oracle or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfflineColumns<T> {
    /// Read timestamps of the registers' three operations: rs1, rs2, rd.
    pub register_reads: [T; 3],
    /// Final value of each register cell.
    pub register_final: T,
    /// Final timestamp of each register cell.
    pub register_stamps: T,
    /// Read timestamps of RAM.
    pub ram_reads: T,
    /// Final value of each RAM cell.
    pub ram_final: T,
    /// Final timestamp of each RAM cell.
    pub ram_stamps: T,
    /// High and low limbs of the advice words.
    pub advice: Option<[T; 2]>,
    /// High limbs of the timestamp gaps of rs1, rs2, rd, RAM.
    pub high_limbs: [T; 4],
    /// Multiplicities of the range table.
    pub multiplicities: T,
}

impl<T> OfflineColumns<T> {
    /// Takes the columns in order from `make(name, num_vars)`.
    pub fn build(shape: &MemoryShape, mut make: impl FnMut(&str, usize) -> T) -> Self {
        let (steps, registers, ram) = (shape.log_steps, shape.log_register_cells, shape.log_ram_cells);
        Self {
            register_reads: ["ts_rs1", "ts_rs2", "ts_rd"].map(|name| make(name, steps)),
            register_final: make("register v_final", registers),
            register_stamps: make("register t_final", registers),
            ram_reads: make("ts_ram", steps),
            ram_final: make("ram v_final", ram),
            ram_stamps: make("ram t_final", ram),
            advice: shape.advice.map(|advice| ["adv_hi", "adv_lo"].map(|name| make(name, advice.log_words))),
            high_limbs: ["dhi_rs1", "dhi_rs2", "dhi_rd", "dhi_ram"].map(|name| make(name, steps)),
            multiplicities: make("mult", shape.limb_bits),
        }
    }
}

impl<T> OfflineColumns<T> {
    /// The columns in order.
    pub fn into_vec(self) -> Vec<T> {
        let Self { register_reads, register_final, register_stamps, ram_reads, ram_final, ram_stamps, advice, high_limbs, multiplicities } =
            self;
        let mut columns = Vec::from(register_reads);
        columns.extend([register_final, register_stamps, ram_reads, ram_final, ram_stamps]);
        columns.extend(advice.into_iter().flatten());
        columns.extend(high_limbs);
        columns.push(multiplicities);
        columns
    }
}

/// Numbers of the columns as the forms see them: the machine's ten, then the argument's own.
struct Numbering {
    shared: SharedColumns<usize>,
    own: OfflineColumns<usize>,
    count: usize,
}

impl Numbering {
    fn new(shape: &MemoryShape) -> Self {
        let mut count = 0;
        let mut next = || {
            count += 1;
            count - 1
        };
        let shared = SharedColumns {
            rs1: next(),
            rs2: next(),
            rd: next(),
            v_rs1: next(),
            v_rs2: next(),
            v_rd_old: next(),
            v_rd_new: next(),
            a_ram: next(),
            v_old: next(),
            v_new: next(),
        };
        let own = OfflineColumns::build(shape, |_, _| next());
        Self { shared, own, count }
    }
}

/// `factor * t + shift`.
fn stamp<F: Scalar>(operation: usize) -> LinearForm<F> {
    let (factor, shift) = WRITE_STAMPS.get(operation).copied().unwrap_or_default();
    LinearForm::identity() * F::from(factor) + LinearForm::from(shift)
}

/// Write timestamps of step `t` in the order rs1, rs2, rd, RAM: `factor * t + shift`.
pub(crate) const WRITE_STAMPS: [(u64, u64); 4] = [(3, 1), (3, 2), (3, 3), (1, 1)];

/// The equalities of both memories. Public table 0 is the public part of RAM's initial content.
fn multisets<F: Scalar>(shape: &MemoryShape) -> Result<Instance<F>, MemoryError> {
    let Numbering { shared, own, count } = Numbering::new(shape);
    let column = LinearForm::<F>::column;
    let zero = || LinearForm::from(0);
    let operation = |k: usize, address: usize, old: usize, new: usize, read: usize| Operation {
        read: vec![column(address), column(old), column(read)],
        write: vec![column(address), column(new), stamp(k)],
    };
    let [ts_rs1, ts_rs2, ts_rd] = own.register_reads;
    let registers = Memory {
        name: REGISTERS,
        log_rows: shape.log_steps,
        operations: vec![
            operation(0, shared.rs1, shared.v_rs1, shared.v_rs1, ts_rs1),
            operation(1, shared.rs2, shared.v_rs2, shared.v_rs2, ts_rs2),
            operation(2, shared.rd, shared.v_rd_old, shared.v_rd_new, ts_rd),
        ],
        log_cells: shape.log_register_cells,
        init: vec![LinearForm::identity(), zero(), zero()],
        last: vec![LinearForm::identity(), column(own.register_final), column(own.register_stamps)],
    };
    let mut initial = LinearForm::public(0);
    if let (Some(AdviceShape { log_words, first_cell }), Some([high, low])) = (shape.advice, own.advice) {
        let block = |column| LinearForm::source(Source::Block { column, log_len: log_words, block: first_cell >> log_words });
        initial += block(high) * F::from(1u64 << shape.limb_bits) + block(low);
    }
    let ram = Memory {
        name: RAM,
        log_rows: shape.log_steps,
        operations: vec![operation(3, shared.a_ram, shared.v_old, shared.v_new, own.ram_reads)],
        log_cells: shape.log_ram_cells,
        init: vec![LinearForm::identity(), initial, zero()],
        last: vec![LinearForm::identity(), column(own.ram_final), column(own.ram_stamps)],
    };
    Instance::new(MULTISETS, count, 1, vec![registers, ram])
}

/// The range check of both limbs of each timestamp gap, then of the advice.
fn ranges<F: Scalar>(shape: &MemoryShape) -> Result<RangeCheck<F>, MemoryError> {
    let Numbering { own, count, .. } = Numbering::new(shape);
    let [ts_rs1, ts_rs2, ts_rd] = own.register_reads;
    let limbs = [ts_rs1, ts_rs2, ts_rd, own.ram_reads].into_iter().zip(own.high_limbs).enumerate().flat_map(|(k, (read, high))| {
        let gap = stamp::<F>(k) - LinearForm::column(read) - LinearForm::from(1);
        let high = LinearForm::column(high);
        [gap - high.clone() * F::from(1u64 << shape.limb_bits), high]
    });
    let mut groups = vec![Group { log_rows: shape.log_steps, values: limbs.collect() }];
    if let (Some(advice), Some(limbs)) = (shape.advice, own.advice) {
        groups.push(Group { log_rows: advice.log_words, values: limbs.map(LinearForm::column).to_vec() });
    }
    RangeCheck::new(RANGES, shape.limb_bits, groups, own.multiplicities, count)
}

/// The error of a form, which no shape that passed its check can cause.
fn unstatable(_: MemoryError) -> ProofError {
    ProofError::Shape { what: "memory", actual: 0, limit: 0 }
}

impl<F: Scalar> MemoryArgument<F> for Offline {
    const NAME: &'static str = "offline";

    fn columns(shape: &MemoryShape) -> Vec<ColumnSpec> {
        let mut columns = Vec::new();
        let _ = OfflineColumns::build(shape, |name, num_vars| columns.push(ColumnSpec { name: name.to_owned(), num_vars }));
        columns
    }

    fn boundary(shape: &MemoryShape) -> BoundaryColumns {
        let mut numbers = 0..;
        let own = OfflineColumns::build(shape, |_, _| numbers.next().unwrap_or_default());
        let advice = own.advice.map(|[high, low]| (high, low));
        BoundaryColumns { register_final: own.register_final, ram_final: own.ram_final, advice }
    }

    fn verify(
        shape: &MemoryShape,
        shared: &SharedColumns<OracleId>,
        own: &[OracleId],
        initial: &dyn InitialRam<F>,
        channel: &mut dyn VerifierOracles<F>,
    ) -> Result<Claims<F>, ProofError> {
        shape.check::<F>()?;
        let mut oracles = shared.clone().into_array().to_vec();
        oracles.extend_from_slice(own);
        let public = |point: &[F]| initial.evaluate(point);
        let mut claims = multisets(shape).map_err(unstatable)?.verify(&oracles, &[&public], channel)?;
        claims.extend(ranges(shape).map_err(unstatable)?.verify(&oracles, channel)?);
        Ok(claims)
    }
}
