//! The witness of [`Offline`](crate::Offline): one serial replay of the accesses, then limbs and multiplicities in parallel.

use crate::offline::{OfflineColumns, WRITE_STAMPS};
use crate::range::machine_word;
use crate::{MemoryShape, SharedColumns};
use poly::{MultilinearPolynomial, Scalar, map_range, map_reduce};
use std::{borrow::Cow, collections::HashMap, sync::Arc};

/// A column of the witness.
pub(crate) type Column<F> = Arc<MultilinearPolynomial<F>>;

/// The columns of [`Offline`](crate::Offline), in their order.
pub(crate) fn witness<F: Scalar>(
    shape: &MemoryShape,
    shared: &SharedColumns<Column<F>>,
    initial: &[u32],
    advice: &[u32],
) -> Vec<Column<F>> {
    let mut content = initial.to_vec();
    content.resize(1 << shape.log_ram_cells, 0);
    if let Some(block) = shape.advice {
        content[block.first_cell..block.first_cell + advice.len()].copy_from_slice(advice);
    }
    let Replay { reads, registers, ram } = replay(shape, shared, content);
    let [rs1, rs2, rd, ram_reads] = reads.map(|stamps| Arc::new(stamps.into()));
    let advice = shape.advice.map(|block| advice_limbs(shape, block.log_words, advice).map(Arc::new));
    let mut columns = OfflineColumns {
        register_reads: [rs1, rs2, rd],
        register_final: Arc::new(registers.0),
        register_stamps: Arc::new(registers.1.into()),
        ram_reads,
        ram_final: Arc::new(ram.0),
        ram_stamps: Arc::new(ram.1.into()),
        advice,
        high_limbs: std::array::from_fn(|_| Arc::new(vec![false].into())),
        multiplicities: Arc::new(vec![false].into()),
    };
    columns.count(shape);
    columns.into_vec()
}

/// High and low limbs of the advice words, the rest 0.
fn advice_limbs<F: Scalar>(shape: &MemoryShape, log_words: usize, words: &[u32]) -> [MultilinearPolynomial<F>; 2] {
    let bits = shape.limb_bits;
    let limbs = |limb: fn(u32, usize) -> u32| {
        let mut limbs: Vec<u32> = words.iter().map(|word| limb(*word, bits)).collect();
        limbs.resize(1 << log_words, 0);
        match limbs.iter().map(|limb| u16::try_from(*limb).ok()).collect::<Option<Vec<u16>>>() {
            Some(narrow) => narrow.into(),
            None => limbs.into(),
        }
    };
    [limbs(|word, bits| word >> bits), limbs(|word, bits| word & ((1 << bits) - 1))]
}

impl<F: Scalar> OfflineColumns<Column<F>> {
    /// Recomputes high limbs and multiplicities, which follow from the other columns. A gap that is no number of two limbs gets the high limb 0; a
    /// limb outside the table is not counted.
    pub fn count(&mut self, shape: &MemoryShape) {
        let [rs1, rs2, rd] = &self.register_reads;
        let reads: [&MultilinearPolynomial<F>; 4] = [rs1, rs2, rd, &self.ram_reads];
        let high = high_limbs(shape, reads);
        let advice: Vec<&MultilinearPolynomial<F>> = self.advice.iter().flatten().map(|limbs| &**limbs).collect();
        self.multiplicities = Arc::new(multiplicities(shape, reads, &high, &advice));
        self.high_limbs = high.map(|limbs| Arc::new(limbs.into()));
    }
}

/// What the replay finds out.
struct Replay<F> {
    /// Read timestamps of rs1, rs2, rd, ram.
    reads: [Vec<u32>; 4],
    /// Final value and final timestamp of every register.
    registers: (MultilinearPolynomial<F>, Vec<u32>),
    /// Final value and final timestamp of every RAM cell.
    ram: (MultilinearPolynomial<F>, Vec<u32>),
}

/// The columns a replay looks at: addresses, and the value that each operation leaves behind.
struct Written<T> {
    rs1: T,
    rs2: T,
    rd: T,
    ram: T,
    v_rs1: T,
    v_rs2: T,
    v_rd: T,
    v_ram: T,
}

/// Replays the accesses; `initial` is the whole initial content of RAM.
fn replay<F: Scalar>(shape: &MemoryShape, shared: &SharedColumns<Column<F>>, initial: Vec<u32>) -> Replay<F> {
    match narrow_columns(shape, shared) {
        Some(columns) => replay_narrow(shape, &columns, initial),
        None => replay_field(shape, shared, &initial),
    }
}

/// All columns as machine words, if they fit and every address lies inside its memory.
fn narrow_columns<'a, F: Scalar>(shape: &MemoryShape, shared: &'a SharedColumns<Column<F>>) -> Option<Written<Cow<'a, [u32]>>> {
    let cells = |column, log_cells: usize| narrow(column).filter(|cells| cells.iter().all(|cell| (*cell as usize) >> log_cells == 0));
    let register = |column| cells(column, shape.log_register_cells);
    Some(Written {
        rs1: register(&shared.rs1)?,
        rs2: register(&shared.rs2)?,
        rd: register(&shared.rd)?,
        ram: cells(&shared.a_ram, shape.log_ram_cells)?,
        v_rs1: narrow(&shared.v_rs1)?,
        v_rs2: narrow(&shared.v_rs2)?,
        v_rd: narrow(&shared.v_rd_new)?,
        v_ram: narrow(&shared.v_new)?,
    })
}

/// A column as 32-bit words, if all its values are.
fn narrow<F: Scalar>(column: &Column<F>) -> Option<Cow<'_, [u32]>> {
    match &**column {
        MultilinearPolynomial::U32(values) => Some(Cow::Borrowed(values)),
        other => (0..other.len()).map(|i| other.get_small(i).and_then(|v| u32::try_from(v).ok())).collect(),
    }
}

/// Value and timestamp of every cell of one memory.
struct Cells {
    values: Vec<u32>,
    stamps: Vec<u32>,
}

impl Cells {
    /// Replaces the value of a cell at time `now`; returns when it was last written.
    #[inline(always)]
    fn write(&mut self, cell: u32, value: u32, now: u32) -> u32 {
        self.values[cell as usize] = value;
        std::mem::replace(&mut self.stamps[cell as usize], now)
    }
}

fn replay_narrow<F: Scalar>(shape: &MemoryShape, columns: &Written<Cow<'_, [u32]>>, initial: Vec<u32>) -> Replay<F> {
    let steps = 1usize << shape.log_steps;
    let zeros = |log: usize| vec![0u32; 1 << log];
    let mut registers = Cells { values: zeros(shape.log_register_cells), stamps: zeros(shape.log_register_cells) };
    let mut ram = Cells { values: initial, stamps: zeros(shape.log_ram_cells) };
    let [mut rs1, mut rs2, mut rd, mut ram_reads]: [Vec<u32>; 4] = std::array::from_fn(|_| Vec::with_capacity(steps));
    let mut now = 0;
    for t in 0..steps {
        rs1.push(registers.write(columns.rs1[t], columns.v_rs1[t], now + 1));
        rs2.push(registers.write(columns.rs2[t], columns.v_rs2[t], now + 2));
        rd.push(registers.write(columns.rd[t], columns.v_rd[t], now + 3));
        ram_reads.push(ram.write(columns.ram[t], columns.v_ram[t], t as u32 + 1));
        now += 3;
    }
    let finals = |cells: Cells| (MultilinearPolynomial::U32(cells.values), cells.stamps);
    Replay { reads: [rs1, rs2, rd, ram_reads], registers: finals(registers), ram: finals(ram) }
}

/// The replay of columns that are not machine words, or that name cells outside their memory: such a cell has the value 0 at time 0 and
/// no place among the final values.
fn replay_field<F: Scalar>(shape: &MemoryShape, shared: &SharedColumns<Column<F>>, initial: &[u32]) -> Replay<F> {
    let (mut registers, mut ram) = (HashMap::<F, (F, u32)>::new(), HashMap::<F, (F, u32)>::new());
    let mut reads: [Vec<u32>; 4] = Default::default();
    let operations =
        [(&shared.rs1, &shared.v_rs1), (&shared.rs2, &shared.v_rs2), (&shared.rd, &shared.v_rd_new), (&shared.a_ram, &shared.v_new)];
    for t in 0..1usize << shape.log_steps {
        for (j, (address, value)) in operations.into_iter().enumerate() {
            let (factor, shift) = WRITE_STAMPS[j];
            let cells = if j < 3 { &mut registers } else { &mut ram };
            let now = (factor * t as u64 + shift) as u32;
            let before = cells.insert(address.get(t), (value.get(t), now));
            reads[j].push(before.map_or(0, |(_, stamp)| stamp));
        }
    }
    let finals = |cells: &HashMap<F, (F, u32)>, log_cells: usize, initial: &[u32]| {
        let last = |cell: usize| cells.get(&F::from(cell as u64)).copied();
        let start = |cell: usize| F::from(initial.get(cell).copied().unwrap_or_default());
        let values: Vec<F> = (0..1 << log_cells).map(|cell| last(cell).map_or(start(cell), |(value, _)| value)).collect();
        let stamps = (0..1 << log_cells).map(|cell| last(cell).map_or(0, |(_, stamp)| stamp)).collect();
        (MultilinearPolynomial::Field(values), stamps)
    };
    let registers = finals(&registers, shape.log_register_cells, &[]);
    let ram = finals(&ram, shape.log_ram_cells, initial);
    Replay { reads, registers, ram }
}

/// High limbs of the four timestamp gaps `ts_write - ts_read - 1`; a gap that is no number of two limbs has the high limb 0.
fn high_limbs<F: Scalar>(shape: &MemoryShape, reads: [&MultilinearPolynomial<F>; 4]) -> [Vec<u16>; 4] {
    let bits = shape.limb_bits;
    std::array::from_fn(|j| map_range(0..1 << shape.log_steps, |t| gap(shape, j, t, reads[j]).map_or(0, |d| (d >> bits) as u16)))
}

/// How often each limb in `[0, 2^b)` occurs: the two limbs of every gap, and those of the advice.
fn multiplicities<F: Scalar>(
    shape: &MemoryShape,
    reads: [&MultilinearPolynomial<F>; 4],
    high: &[Vec<u16>; 4],
    advice: &[&MultilinearPolynomial<F>],
) -> MultilinearPolynomial<F> {
    let (steps, size) = (1usize << shape.log_steps, 1usize << shape.limb_bits);
    let histogram = |range: std::ops::Range<usize>| {
        let mut counts = vec![0u64; size];
        for j in 0..4 {
            for t in range.clone() {
                // Without a gap the low limb is no small number.
                let limb = u64::from(high[j][t]);
                count(&mut counts, Some(limb));
                count(&mut counts, gap(shape, j, t, reads[j]).map(|gap| gap - (limb << shape.limb_bits)));
            }
        }
        counts
    };
    let add = |mut left: Vec<u64>, right: Vec<u64>| {
        left.iter_mut().zip(right).for_each(|(l, r)| *l += r);
        left
    };
    let mut counts = map_reduce(0..steps, (steps / 8).max(size), histogram, add).unwrap_or_default();
    for column in advice {
        (0..column.len()).for_each(|i| count(&mut counts, machine_word(&column.get(i))));
    }
    match counts.iter().map(|c| u32::try_from(*c).ok()).collect::<Option<Vec<u32>>>() {
        Some(narrow) => narrow.into(),
        None => counts.into(),
    }
}

#[inline(always)]
fn count(counts: &mut [u64], limb: Option<u64>) {
    if let Some(count) = limb.and_then(|limb| counts.get_mut(limb as usize)) {
        *count += 1;
    }
}

/// The gap of operation `j` in step `t`, if it is a number of two limbs.
#[inline(always)]
fn gap<F: Scalar>(shape: &MemoryShape, j: usize, t: usize, reads: &MultilinearPolynomial<F>) -> Option<u64> {
    let (factor, shift) = WRITE_STAMPS[j];
    let latest = factor * t as u64 + shift - 1;
    let gap = match reads {
        MultilinearPolynomial::U32(reads) => latest.checked_sub(u64::from(reads[t])),
        other => machine_word(&(F::from(latest) - other.get(t))),
    };
    gap.filter(|gap| gap >> (2 * shape.limb_bits) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};

    fn shape() -> MemoryShape {
        MemoryShape { log_steps: 6, log_register_cells: 3, log_ram_cells: 4, advice: None, limb_bits: 4 }
    }

    fn columns(rng: &mut StdRng) -> SharedColumns<Column<Fr>> {
        let mut column = |bound: u32| Arc::new((0..64).map(|_| rng.gen_range(0..bound)).collect::<Vec<_>>().into());
        let [rs1, rs2, rd] = std::array::from_fn(|_| column(8));
        let [v_rs1, v_rs2, v_rd_old, v_rd_new, v_old, v_new] = std::array::from_fn(|_| column(1000));
        SharedColumns { rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram: column(16), v_old, v_new }
    }

    fn as_field(columns: &SharedColumns<Column<Fr>>) -> SharedColumns<Column<Fr>> {
        columns.map(|column| Arc::new(column.to_field().into()))
    }

    #[test]
    fn both_replays_agree() {
        let columns = columns(&mut StdRng::seed_from_u64(3));
        let fast = witness(&shape(), &columns, &[7; 16], &[]);
        let general = witness(&shape(), &as_field(&columns), &[7; 16], &[]);
        assert!(matches!(*fast[6], MultilinearPolynomial::U32(_)) && matches!(*general[6], MultilinearPolynomial::Field(_)));
        for (fast, general) in fast.iter().zip(&general) {
            assert_eq!(fast.to_field(), general.to_field());
        }
    }

    /// A false address leaves all other cells alone, and so does a value that is no word.
    #[test]
    fn false_columns_get_a_witness() {
        let mut columns = columns(&mut StdRng::seed_from_u64(4));
        let honest = witness(&shape(), &columns, &[], &[]);
        Arc::make_mut(&mut columns.rs1).set(5, -Fr::from(1u64));
        Arc::make_mut(&mut columns.v_rd_new).set(63, Fr::from(1u64 << 40));
        let own = witness(&shape(), &columns, &[], &[]);
        assert_eq!(own[0].get(5), Fr::from(0u64));
        assert_eq!(own[3].get(columns.rd.get_small(63).unwrap() as usize), Fr::from(1u64 << 40));
        for ram in 5..8 {
            assert_eq!(own[ram].to_field(), honest[ram].to_field());
        }
    }
}
