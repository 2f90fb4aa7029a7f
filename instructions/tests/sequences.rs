//! Rows executed one by one give what the reference semantics give, for all instructions, offsets and register aliases.

use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use instructions::{
    Bytecode, BytecodeRow, CircuitFlag, Effect, Instruction, Isa, Op, Program, RAM_START, Segment, cell, decode, encode, execute,
};

const PC: u32 = RAM_START + 0x100;
/// The bytes of data that programs reach, as words.
const DATA: u32 = RAM_START + 0x2000;
const WORDS: usize = 8;

#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    /// x0 to x31.
    registers: [u32; 32],
    data: [u32; WORDS],
    pc: u32,
}

impl State {
    fn random(rng: &mut StdRng) -> Self {
        let mut value = || match rng.r#gen::<u8>() % 4 {
            0 => [0, 1, 31, 32, 0x80, 0x7FFF_FFFF, 0x8000_0000, u32::MAX][rng.r#gen::<usize>() % 8],
            _ => rng.r#gen(),
        };
        let mut registers = std::array::from_fn(|_| value());
        registers[0] = 0;
        Self { registers, data: std::array::from_fn(|_| value()), pc: PC }
    }

    /// The word at an aligned address; `None` outside of the data.
    fn word(&mut self, address: u32) -> Option<&mut u32> {
        assert!(address.is_multiple_of(4));
        self.data.get_mut((address.wrapping_sub(DATA) / 4) as usize)
    }
}

/// One instruction by the reference semantics; `None` for a misaligned or unmapped access.
fn step(i: &Instruction, before: &State) -> Option<State> {
    let mut state = before.clone();
    let [x, y] = [i.rs1, i.rs2].map(|r| state.registers[usize::from(r)]);
    state.pc = PC + 4;
    let mut result = None;
    match execute(i, PC, x, y) {
        Effect::Write(value) => result = Some(value),
        Effect::Jump(target) => (result, state.pc) = (Some(PC + 4), target),
        Effect::Branch(target) => state.pc = target.unwrap_or(PC + 4),
        Effect::Load { address, bytes, extend } => {
            let word = *state.word(address & !3).filter(|_| address.is_multiple_of(bytes))?;
            result = Some(extend(word >> (8 * (address % 4))));
        }
        Effect::Store { address, bytes, value } => {
            let word = state.word(address & !3).filter(|_| address.is_multiple_of(bytes))?;
            let mut all = word.to_le_bytes();
            let lane = (address % 4) as usize;
            all[lane..lane + bytes as usize].copy_from_slice(&value.to_le_bytes()[..bytes as usize]);
            *word = u32::from_le_bytes(all);
        }
        Effect::Nothing => {}
        Effect::Ecall => {
            if state.registers[17] == 93 {
                state.pc = PC;
            } else {
                state.registers[10] = state.registers[12];
            }
        }
    }
    if let (Some(value), 1..) = (result, i.rd) {
        state.registers[usize::from(i.rd)] = value;
    }
    Some(state)
}

/// The rows by the constraints' rules; `None` if an assertion fails or an access leaves the data.
fn run_rows(rows: &[BytecodeRow], before: &State) -> Option<State> {
    use CircuitFlag::{
        Assert, Branch, DoNotUpdatePc, Ecall, Half, Jump, LeftIsPc, Load, LoadPart, RightIsImm, Store, StorePart, WriteLookup,
    };
    let mut state = before.clone();
    let mut cells = [0xDEAD_BEEFu32; cell::COUNT];
    cells[1..32].copy_from_slice(&before.registers[1..]);
    cells[usize::from(cell::ZERO)] = 0;
    for row in rows {
        let [v_rs1, v_rs2] = [row.rs1, row.rs2].map(|c| cells[usize::from(c)]);
        if row.has(LoadPart) || row.has(StorePart) {
            let width = if row.has(Half) { 2 } else { 1 };
            let address = u32::try_from(i64::from(v_rs1) + row.imm).ok().filter(|a| a.is_multiple_of(width as u32))?;
            let (word, lane) = (state.word(address & !3)?, (address % 4) as usize);
            let mut bytes = word.to_le_bytes();
            let op = row.lookup.expect("a sub-word row looks up its part");
            if row.has(LoadPart) {
                // what the row does not select is the prover's choice
                let mut right = [0xA5; 4];
                right[..width].copy_from_slice(&bytes[lane..lane + width]);
                cells[usize::from(row.rd)] = op.output(*word, u32::from_le_bytes(right));
            } else {
                bytes[lane..lane + width].copy_from_slice(&v_rs2.to_le_bytes()[..width]);
                *word = u32::from_le_bytes(bytes);
            }
            state.pc = PC + 4;
            continue;
        }
        let left = if row.has(LeftIsPc) { row.pc() as u32 } else { v_rs1 };
        let right = if row.has(RightIsImm) { row.imm as u32 } else { v_rs2 };
        let left = row.advice.map_or(left, |a| a.value.of(cells[usize::from(a.dividend)], cells[usize::from(a.divisor)]));
        let output = row.lookup.map_or(0, |op| op.output(left, right));
        let pc_next = if row.has(DoNotUpdatePc) { PC } else { PC + 4 };
        state.pc = pc_next;
        let mut written = 0;
        if row.has(Assert) && output != 1 {
            return None;
        }
        if row.has(WriteLookup) {
            written = output;
        }
        if row.has(Jump) {
            written = PC + 4;
            state.pc = output & if row.has(LeftIsPc) { !0 } else { !1 };
        }
        if row.has(Branch) && output == 1 {
            state.pc = (i64::from(PC) + row.imm) as u32;
        }
        if row.has(Load) || row.has(Store) {
            let address = i64::from(v_rs1) + row.imm;
            let word = state.word(u32::try_from(address).ok().filter(|a| a.is_multiple_of(4))?)?;
            if row.has(Load) {
                written = *word;
            } else {
                *word = v_rs2;
            }
        }
        if row.has(Ecall) {
            let halts = v_rs1 == 93;
            written = if halts { cells[usize::from(row.rd)] } else { v_rs2 };
            state.pc = if halts { PC } else { PC + 4 };
        }
        assert_ne!(row.rd, cell::ZERO);
        cells[usize::from(row.rd)] = written;
    }
    state.registers[1..].copy_from_slice(&cells[1..32]);
    Some(state)
}

/// The table of a program that is one instruction.
fn rows_of(instruction: &Instruction) -> Vec<BytecodeRow> {
    let text = vec![Segment { address: PC, words: vec![encode(instruction)] }];
    let program = Program { isa: Isa::Rv32im, entry: PC, text, data: vec![], tohost: None, symbols: vec![], stack_limit: None };
    let bytecode = Bytecode::build(&program).unwrap();
    let first = bytecode.first_row(PC).unwrap();
    bytecode.rows()[first..first + bytecode.row_count_of(PC)].to_vec()
}

const ALIASES: [(u8, u8, u8); 12] = [
    (5, 6, 7),
    (0, 6, 7),
    (6, 6, 7),
    (7, 6, 7),
    (5, 6, 6),
    (6, 6, 6),
    (0, 0, 0),
    (5, 0, 7),
    (5, 6, 0),
    (0, 6, 6),
    (17, 10, 17),
    (31, 31, 30),
];

/// An instruction in the form that decoding gives it: only the operands that it has.
fn canonical(op: Op, (rd, rs1, rs2): (u8, u8, u8), imm: i32) -> Instruction {
    decode(encode(&Instruction { op, rd, rs1, rs2, imm }), Isa::Rv32im).unwrap()
}

fn agree(i: &Instruction, before: &State) -> bool {
    let expected = step(i, before);
    assert_eq!(run_rows(&rows_of(i), before), expected, "{i} on {before:?}");
    expected.is_some()
}

#[test]
fn instructions_without_memory() {
    let mut rng = StdRng::seed_from_u64(7);
    let touches_memory = |op: &Op| matches!(op.mnemonic().as_bytes(), [b'l', b'b' | b'h' | b'w', ..] | [b's', b'b' | b'h' | b'w']);
    for &op in Op::all(Isa::Rv32im).iter().filter(|op| !touches_memory(op)) {
        for alias in ALIASES {
            for imm in [0, 1, 4, 31, -1, -4, -2048, 2047, 0x1234_5000] {
                assert!(agree(&canonical(op, alias, imm), &State::random(&mut rng)));
            }
        }
    }
    let ecall = canonical(Op::Ecall, (0, 0, 0), 0);
    for a7 in [64, 93] {
        let mut state = State::random(&mut rng);
        state.registers[17] = a7;
        assert!(agree(&ecall, &state));
    }
}

#[test]
fn products_and_quotients_of_edge_operands() {
    const EDGE: [u32; 12] = [0, 1, 2, 3, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, u32::MAX - 1, u32::MAX];
    let mut rng = StdRng::seed_from_u64(9);
    let of_m = Op::all(Isa::Rv32im).iter().filter(|op| !Op::all(Isa::Rv32i).contains(op));
    for &op in of_m {
        for (alias, (x, y)) in
            ALIASES.into_iter().flat_map(|alias| EDGE.into_iter().flat_map(|x| EDGE.map(|y| (x, y))).map(move |v| (alias, v)))
        {
            let mut state = State::random(&mut rng);
            for (register, value) in [(alias.1, x), (alias.2, y)].into_iter().filter(|(register, _)| *register != 0) {
                state.registers[usize::from(register)] = value;
            }
            assert!(agree(&canonical(op, alias, 0), &state));
        }
    }
}

#[test]
fn loads_and_stores_at_every_offset() {
    let mut rng = StdRng::seed_from_u64(8);
    let mut accepted = 0;
    for op in [Op::Lb, Op::Lh, Op::Lw, Op::Lbu, Op::Lhu, Op::Sb, Op::Sh, Op::Sw] {
        for alias in ALIASES.into_iter().filter(|(_, rs1, _)| *rs1 != 0) {
            for imm in [0, 1, 2, 3, -1, -4, -2048, 2047] {
                for offset in -1..=4 * WORDS as i32 {
                    let mut state = State::random(&mut rng);
                    state.registers[usize::from(alias.1)] = DATA.wrapping_add_signed(offset - imm);
                    accepted += u32::from(agree(&canonical(op, alias, imm), &state));
                }
            }
        }
    }
    assert!(accepted > 10_000);
}
