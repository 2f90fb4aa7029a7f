//! What executed programs have reached: registers and their aliases, byte lanes, directions, edge operands, limits of immediates.

use crate::programs::EDGES;
use instructions::{Effect, Format, Instruction, Op, execute};

/// An executed instruction.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Its address.
    pub pc: u32,
    /// The instruction.
    pub instruction: Instruction,
    /// What rs1 and rs2 held.
    pub operands: [u32; 2],
    /// Address of the next instruction.
    pub next: u32,
}

/// Something that an executed instruction can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// That it was executed.
    Executed,
    /// Its rd.
    Rd(u8),
    /// Its rs1.
    Rs1(u8),
    /// Its rs2.
    Rs2(u8),
    /// rd = rs1, not x0.
    RdIsRs1,
    /// rd = rs2, not x0.
    RdIsRs2,
    /// rs1 = rs2, not x0.
    SourcesAreSame,
    /// rd = rs1 = rs2, not x0.
    AllSame,
    /// rs1 = rs2 = x0.
    SourcesAreZero,
    /// rd = rs1 = rs2 = x0.
    AllZero,
    /// It does not jump.
    FallsThrough,
    /// It jumps forward.
    Forward,
    /// It jumps backward.
    Backward,
    /// The lowest two bits of rs1 + immediate.
    Lane(u8),
    /// rs1 holds this one of [`EDGES`].
    LeftEdge(u8),
    /// rs2 holds this one of [`EDGES`].
    RightEdge(u8),
    /// The least immediate of its format.
    LeastImmediate,
    /// The greatest immediate of its format.
    GreatestImmediate,
}

const REGISTERS: u8 = 32;
const LANES: u8 = 4;
const SIMPLE: usize = 12;
const COUNT: usize = SIMPLE + 3 * REGISTERS as usize + LANES as usize + 2 * EDGES.len();

impl Feature {
    /// Where it is counted.
    fn index(self) -> usize {
        let [rd, rs1, rs2] = [0, 1, 2].map(|role| SIMPLE + role * usize::from(REGISTERS));
        let lanes = rs2 + usize::from(REGISTERS);
        let edges = lanes + usize::from(LANES);
        match self {
            Self::Executed => 0,
            Self::RdIsRs1 => 1,
            Self::RdIsRs2 => 2,
            Self::SourcesAreSame => 3,
            Self::AllSame => 4,
            Self::SourcesAreZero => 5,
            Self::AllZero => 6,
            Self::FallsThrough => 7,
            Self::Forward => 8,
            Self::Backward => 9,
            Self::LeastImmediate => 10,
            Self::GreatestImmediate => 11,
            Self::Rd(register) => rd + usize::from(register),
            Self::Rs1(register) => rs1 + usize::from(register),
            Self::Rs2(register) => rs2 + usize::from(register),
            Self::Lane(lane) => lanes + usize::from(lane),
            Self::LeftEdge(edge) => edges + usize::from(edge),
            Self::RightEdge(edge) => edges + EDGES.len() + usize::from(edge),
        }
    }
}

/// How often each instruction has shown each feature.
#[derive(Clone, Debug, Default)]
pub struct Coverage(Vec<Vec<u64>>);

impl Coverage {
    /// Counts executed instructions.
    pub fn count(&mut self, steps: &[Step]) {
        steps.iter().for_each(|step| self.count_step(step));
    }

    fn count_step(&mut self, Step { pc, instruction: i, operands, next }: &Step) {
        let row = i.op as usize;
        if self.0.len() <= row {
            self.0.resize(row + 1, vec![0; COUNT]);
        }
        let counts = &mut self.0[row];
        let edge = |value: u32| EDGES.iter().position(|&edge| edge == value).map(|edge| edge as u8);
        let limits = limits(i.op);
        let shown = [
            Some(Feature::Executed),
            Some(Feature::Rd(i.rd)),
            Some(Feature::Rs1(i.rs1)),
            Some(Feature::Rs2(i.rs2)),
            alias(i),
            Some(direction(*pc, *next)),
            Some(Feature::Lane((operands[0].wrapping_add(i.imm as u32) % 4) as u8)),
            edge(operands[0]).map(Feature::LeftEdge),
            edge(operands[1]).map(Feature::RightEdge),
            limits.filter(|limits| limits[0] == i.imm).map(|_| Feature::LeastImmediate),
            limits.filter(|limits| limits[1] == i.imm).map(|_| Feature::GreatestImmediate),
        ];
        shown.into_iter().flatten().for_each(|feature| counts[feature.index()] += 1);
    }

    /// How often an instruction has shown a feature.
    pub fn of(&self, op: Op, feature: Feature) -> u64 {
        self.0.get(op as usize).map_or(0, |counts| counts[feature.index()])
    }

    /// Those of the features that an instruction has shown less often than that.
    pub fn missing(&self, op: Op, features: impl IntoIterator<Item = Feature>, least: u64) -> Vec<Feature> {
        features.into_iter().filter(|&feature| self.of(op, feature) < least).collect()
    }

    /// Executed instructions.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|counts| counts[Feature::Executed.index()]).sum()
    }
}

fn alias(i: &Instruction) -> Option<Feature> {
    match ([i.rd == i.rs1, i.rd == i.rs2, i.rs1 == i.rs2], i.rs1, i.rd) {
        ([true, true, true], 0, _) => Some(Feature::AllZero),
        ([true, true, true], ..) => Some(Feature::AllSame),
        ([true, ..], 1.., _) => Some(Feature::RdIsRs1),
        ([_, true, _], _, 1..) => Some(Feature::RdIsRs2),
        ([.., true], 1.., _) => Some(Feature::SourcesAreSame),
        ([.., true], 0, _) => Some(Feature::SourcesAreZero),
        _ => None,
    }
}

fn direction(pc: u32, next: u32) -> Feature {
    match next {
        _ if next == pc.wrapping_add(4) => Feature::FallsThrough,
        _ if next > pc => Feature::Forward,
        _ => Feature::Backward,
    }
}

/// Least and greatest immediate of an instruction that has one; for branches and jumps those that lead to a word.
fn limits(op: Op) -> Option<[i32; 2]> {
    match op.definition().encoding.format {
        Format::Immediate | Format::Load | Format::Store => Some([-2048, 2047]),
        Format::ShiftImmediate => Some([0, 31]),
        Format::Branch => Some([-4096, 4092]),
        Format::Jump => Some([-(1 << 20), (1 << 20) - 4]),
        Format::Upper => Some([i32::MIN, 0x7FFF_F000]),
        Format::Register | Format::Bare { .. } => None,
    }
}

/// The limits of an instruction's immediate, as features.
pub fn limit_features(op: Op) -> Vec<Feature> {
    limits(op).map_or(Vec::new(), |_| vec![Feature::LeastImmediate, Feature::GreatestImmediate])
}

/// Every way in which an instruction's registers can be the same.
pub fn aliases(op: Op) -> Vec<Feature> {
    use Feature::{AllSame, AllZero, RdIsRs1, RdIsRs2, SourcesAreSame, SourcesAreZero};
    match op.definition().encoding.format {
        Format::Register => vec![RdIsRs1, RdIsRs2, SourcesAreSame, AllSame, SourcesAreZero, AllZero],
        Format::Immediate | Format::ShiftImmediate | Format::Load => vec![RdIsRs1],
        Format::Store => vec![SourcesAreSame],
        Format::Branch => vec![SourcesAreSame, AllZero],
        Format::Upper | Format::Jump | Format::Bare { .. } => Vec::new(),
    }
}

/// Every operand register that an instruction can have; no address is near 0, so that x0 is no base.
pub fn registers(op: Op) -> Vec<Feature> {
    let format = op.definition().encoding.format;
    let from = |first| first..REGISTERS;
    let mut all = Vec::new();
    if !matches!(format, Format::Store | Format::Branch | Format::Bare { .. }) {
        all.extend(from(0).map(Feature::Rd));
    }
    match format {
        Format::Load => all.extend(from(1).map(Feature::Rs1)),
        Format::Store => all.extend(from(1).map(Feature::Rs1).chain(from(0).map(Feature::Rs2))),
        Format::Register | Format::Branch => all.extend(from(0).map(Feature::Rs1).chain(from(0).map(Feature::Rs2))),
        Format::Immediate | Format::ShiftImmediate => all.extend(from(0).map(Feature::Rs1)),
        Format::Upper | Format::Jump | Format::Bare { .. } => {}
    }
    all
}

/// Every way on from an instruction.
pub fn directions(op: Op) -> Vec<Feature> {
    match op.definition().encoding.format {
        Format::Branch => vec![Feature::FallsThrough, Feature::Forward, Feature::Backward],
        _ if matches!(effect(op), Effect::Jump(_)) => vec![Feature::Forward, Feature::Backward],
        _ => vec![Feature::FallsThrough],
    }
}

/// Every place in a word that a load or store can reach.
pub fn lanes(op: Op) -> Vec<Feature> {
    match effect(op) {
        Effect::Load { bytes, .. } | Effect::Store { bytes, .. } => (0..LANES).step_by(bytes as usize).map(Feature::Lane).collect(),
        _ => Vec::new(),
    }
}

/// Every edge operand of an instruction that computes or compares.
pub fn edges(op: Op) -> Vec<Feature> {
    let all = || 0..EDGES.len() as u8;
    match op.definition().encoding.format {
        Format::Register | Format::Branch => all().map(Feature::LeftEdge).chain(all().map(Feature::RightEdge)).collect(),
        Format::Immediate | Format::ShiftImmediate => all().map(Feature::LeftEdge).collect(),
        Format::Load | Format::Store | Format::Upper | Format::Jump | Format::Bare { .. } => Vec::new(),
    }
}

fn effect(op: Op) -> Effect {
    execute(&Instruction { op, rd: 0, rs1: 0, rs2: 0, imm: 0 }, 0, 0, 0)
}
