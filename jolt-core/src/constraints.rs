//! The VM's own R1CS rows (protocol 5.3). Rows that glue operands to a lookup query come from the lookup argument's adapter.

use crate::columns::LANES;
use crate::{JoltColumns, LookupAdapter, Machine};
use instructions::{CircuitFlag, LookupOp, RAM_START};
use lookups::InstructionSet;
use poly::Scalar;
use spartan::{Builder, Linear, Public, UniformR1cs, Variable};
use transcript::ProofError;

/// Variables that the VM shares with the lookup argument's adapter.
pub struct QueryVariables {
    /// Left operand.
    pub left: Variable,
    /// Right operand.
    pub right: Variable,
    /// `v_rs1 * v_rs2`.
    pub product: Variable,
    /// Circuit flags, in the order of [`CircuitFlag::ALL`].
    pub flags: Vec<Variable>,
    /// What a sub-word row does to memory.
    pub part: PartVariables,
}

/// The word of RAM that a sub-word row accesses, and which part of it.
pub struct PartVariables {
    /// The word before the row.
    pub v_old: Variable,
    /// The word after it.
    pub v_new: Variable,
    /// 1 if the row accesses the byte at offset `k`.
    pub lanes: [Linear; 4],
    /// 1 if it accesses the half-word at offset 0.
    pub lower: Linear,
    /// 1 if it accesses the half-word at offset 2.
    pub upper: Linear,
}

impl PartVariables {
    /// Lane 0 and the lower half-word are what the flags leave: exactly one of the six is 1 on a sub-word row, and none on another.
    fn new(flags: &[Variable], [v_old, v_new]: [Variable; 2], [lane_1, lane_2, lane_3, upper]: [Variable; 4]) -> Self {
        let flag = |f: CircuitFlag| Linear::from(flags[f as usize]);
        let [lane_1, lane_2, lane_3, upper] = [lane_1, lane_2, lane_3, upper].map(Linear::from);
        let bytes = flag(CircuitFlag::LoadPart) + flag(CircuitFlag::StorePart) - flag(CircuitFlag::Half);
        let lane_0 = bytes - lane_1.clone() - lane_2.clone() - lane_3.clone();
        let lower = flag(CircuitFlag::Half) - upper.clone();
        Self { v_old, v_new, lanes: [lane_0, lane_1, lane_2, lane_3], lower, upper }
    }

    /// All six are bits.
    fn booleanity(&self, b: &mut Builder) {
        let lanes = self.lanes.iter().enumerate().map(|(k, lane)| (format!("lane_{k}"), lane));
        for (name, f) in lanes.chain([("lower".to_string(), &self.lower), ("upper".to_string(), &self.upper)]) {
            b.constraint(format!("boolean {name}"), f.clone(), f.clone() - 1, 0);
        }
    }

    /// Offset of the part in its word.
    fn offset(&self) -> Linear {
        let lanes = self.lanes.iter().zip(0..).fold(Linear::from(0), |sum, (lane, k)| sum + lane.clone() * k);
        lanes + self.upper.clone() * 2
    }
}

impl QueryVariables {
    /// The variable of a circuit flag.
    pub fn flag(&self, flag: CircuitFlag) -> Variable {
        self.flags[flag as usize]
    }
}

/// Names of the VM's columns that are variables of the constraint system, in the order of protocol 5.1; the lookup argument's stand after the flags.
pub(crate) const BEFORE_FLAGS: [&str; 4] = ["a", "E", "bitflags", "imm"];
/// Operands and auxiliary variables.
pub(crate) const AFTER_FLAGS: [&str; 21] = [
    "lookup_output",
    "v_rs1",
    "v_rs2",
    "v_rd_old",
    "v_rd_new",
    "a_ram",
    "v_old",
    "v_new",
    "left",
    "right",
    "product",
    "next_pc_jump",
    "next_pc",
    "should_branch",
    "jalr_lsb",
    "halt",
    "keep",
    LANES[0],
    LANES[1],
    LANES[2],
    "upper",
];

/// The constraint system of one step: variables in the order of protocol 5.1, booleanity, R0 to R21.
pub(crate) fn build<F: Scalar, L: LookupAdapter<F>>(machine: &Machine<F>) -> UniformR1cs {
    use CircuitFlag::*;
    let mut b = Builder::new();
    let last = b.public("last", Public::LastStep);
    let [a, address, bitflags, imm] = BEFORE_FLAGS.map(|name| b.variable(name));
    let flags: Vec<Variable> = CircuitFlag::ALL.iter().map(|f| b.variable(f.name())).collect();
    let instruction_flags: Vec<Variable> =
        LookupOp::all(machine.program().isa).iter().map(|l| b.variable(format!("flag {}", l.name()))).collect();
    let query_columns = L::variables(machine.lookups(), &mut b);
    let [
        lookup_output,
        v_rs1,
        v_rs2,
        v_rd_old,
        v_rd_new,
        a_ram,
        v_old,
        v_new,
        left,
        right,
        product,
        next_pc_jump,
        next_pc,
        should_branch,
        jalr_lsb,
        halt,
        keep,
        lane_1,
        lane_2,
        lane_3,
        upper,
    ] = AFTER_FLAGS.map(|name| b.variable(name));
    let v = |x: Variable| Linear::from(x);
    let flag = |f: CircuitFlag| v(flags[f as usize]);
    let part = PartVariables::new(&flags, [v_old, v_new], [lane_1, lane_2, lane_3, upper]);
    let query = QueryVariables { left, right, product, flags: flags.clone(), part };
    let pc_of = |e: Linear| e * 4 + (i128::from(RAM_START) - 4);
    let (pc, pc_next) = (pc_of(v(address)), pc_of(b.next(address)));

    for f in query.flags.iter().chain(&instruction_flags).chain([&jalr_lsb, &halt]) {
        b.boolean(*f);
    }
    query.part.booleanity(&mut b);
    let packed_flags = query.flags.iter().chain(&instruction_flags).enumerate();
    let packed_flags = packed_flags.fold(Linear::from(0), |sum, (k, f)| sum + v(*f) * (1i128 << k));
    b.constraint("R0", 1, packed_flags - v(bitflags), 0);
    let parts = flag(LoadPart) + flag(StorePart);
    b.when("R1 rs1", Linear::from(1) - flag(LeftIsPc) - parts.clone(), v(left) - v(v_rs1));
    b.when("R1 pc", flag(LeftIsPc), v(left) - pc.clone());
    b.when("R1 part", parts.clone(), v(left) - v(v_old));
    b.when("R2 rs2", Linear::from(1) - flag(RightIsImm) - flag(LoadPart), v(right) - v(v_rs2));
    b.when("R2 imm", flag(RightIsImm), v(right) - v(imm));
    let base = i128::from(machine.layout().base());
    let accesses = flag(Load) + flag(Store) + parts;
    b.when("R3", accesses.clone(), v(v_rs1) + v(imm) - v(a_ram) * 4 - base - query.part.offset());
    b.when("R4", flag(Load), v(v_old) - v(v_rd_new));
    b.when("R5", flag(Store), v(v_rs2) - v(v_new));
    b.when("R6", Linear::from(1) - flag(Store) - flag(StorePart), v(v_new) - v(v_old));
    b.when("R7", Linear::from(1) - accesses, a_ram);
    L::constraints(machine.lookups(), &mut b, &query, &query_columns);
    b.constraint("R10 product", v_rs1, v_rs2, product);
    b.when("R13", flag(Assert), v(lookup_output) - 1);
    b.when("R14 lookup", flag(WriteLookup), v(v_rd_new) - v(lookup_output));
    b.when("R14 jump", flag(Jump), v(v_rd_new) - (pc.clone() + 4));
    let fall_through = pc.clone() + 4 - flag(DoNotUpdatePc) * 4 - v(halt) * 4;
    b.constraint("R15 branch", flag(Branch), lookup_output, should_branch);
    b.constraint("R15 jump", flag(Jump), v(lookup_output) - v(jalr_lsb) - fall_through.clone(), v(next_pc_jump) - fall_through);
    b.constraint("R15 next_pc", should_branch, pc + v(imm) - v(next_pc_jump), v(next_pc) - v(next_pc_jump));
    b.when("R15 jalr_lsb", Linear::from(1) - flag(Jump) + flag(LeftIsPc), jalr_lsb);
    b.when("R16", Linear::from(1) - v(last), pc_next - v(next_pc));
    let follows = b.next(a) - v(a) - 1;
    b.when("R18", flag(VirtualNotLast), follows.clone());
    let next_not_first = b.next(query.flag(VirtualNotFirst));
    b.when("R19", next_not_first, follows);
    b.when("R20 a7", flag(Ecall), v(v_rs1) - 64 - v(halt) * 29);
    b.when("R20 halt", Linear::from(1) - flag(Ecall), halt);
    b.constraint("R20 keep", halt, v(v_rd_old) - v(v_rs2), keep);
    b.when("R20 a0", flag(Ecall), v(v_rd_new) - v(v_rs2) - v(keep));
    b.build()
}

/// The columns behind the committed variables, in the order in which [`build`] declares them.
///
/// *Errors*: an adapter that names a column which its argument does not have.
pub(crate) fn variables<F: Scalar, L: LookupAdapter<F>, T: Clone>(
    set: &InstructionSet<F>,
    columns: &JoltColumns<T>,
) -> Result<Vec<T>, ProofError> {
    let vm = &columns.vm;
    let mut out: Vec<T> = [&vm.a, &vm.address, &vm.bitflags, &vm.imm].map(T::clone).to_vec();
    out.extend(vm.circuit_flags.iter().chain(&vm.instruction_flags).cloned());
    for index in L::columns_of_variables(set) {
        let (actual, limit) = (index, columns.lookups.len());
        let missing = ProofError::Shape { what: "number of a column of the lookup argument", actual, limit };
        out.push(columns.lookups.get(index).cloned().ok_or(missing)?);
    }
    let operands = [&vm.lookup_output, &vm.v_rs1, &vm.v_rs2, &vm.v_rd_old, &vm.v_rd_new, &vm.a_ram, &vm.v_old, &vm.v_new];
    let auxiliary = [&vm.left, &vm.right, &vm.product, &vm.next_pc_jump, &vm.next_pc, &vm.should_branch, &vm.jalr_lsb, &vm.halt, &vm.keep];
    out.extend(operands.into_iter().chain(auxiliary).chain(&vm.lanes).chain([&vm.upper]).cloned());
    Ok(out)
}
