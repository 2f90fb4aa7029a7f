//! Random RV32IM programs, one in four of RV32I alone, that halt by construction.
//!
//! A program is a sequence of fragments: computations, memory accesses, branches and jumps over fragments, loops around fragments with a counter that they
//! leave alone, calls of routines made of fragments, host calls. Every instruction occurs, with every alias of its registers, edge operands and immediates, every
//! byte lane, and jumps in both directions; at the end the program writes an output and halts in either way.

use super::{DATA, Workload, bare, immediate, pair, program_of_words, register, small_layout};
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use instructions::{ControlWord, Instruction, Isa, MemoryLayout, Op, RAM_START, Segment, encode};

/// Operands where results change.
pub const EDGES: [u32; 14] =
    [0, 1, 2, 31, 32, 0x7F, 0x80, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFE, 0xFFFF_FFFF];
/// Immediates where results change.
pub const IMMEDIATES: [i32; 8] = [0, 1, -1, 2, 31, 255, 2047, -2048];
const COMPUTE: [Op; 10] = [Op::Add, Op::Sub, Op::And, Op::Or, Op::Xor, Op::Sll, Op::Srl, Op::Sra, Op::Slt, Op::Sltu];
const MULTIPLY: [Op; 8] = [Op::Mul, Op::Mulh, Op::Mulhsu, Op::Mulhu, Op::Div, Op::Divu, Op::Rem, Op::Remu];
const COMPUTE_IMMEDIATE: [Op; 6] = [Op::Addi, Op::Andi, Op::Ori, Op::Xori, Op::Slti, Op::Sltiu];
const SHIFT_IMMEDIATE: [Op; 3] = [Op::Slli, Op::Srli, Op::Srai];
const BRANCHES: [Op; 6] = [Op::Beq, Op::Bne, Op::Blt, Op::Bge, Op::Bltu, Op::Bgeu];
const LOADS: [(Op, u32); 5] = [(Op::Lb, 1), (Op::Lbu, 1), (Op::Lh, 2), (Op::Lhu, 2), (Op::Lw, 4)];
const STORES: [(Op, u32); 3] = [(Op::Sb, 1), (Op::Sh, 2), (Op::Sw, 4)];
/// Words of [`DATA`] that accesses meet again and again.
const DATA_WORDS: u32 = 16;
/// Fragments inside fragments inside fragments, and no deeper.
const MAX_DEPTH: usize = 2;
pub(super) const A0: u8 = 10;
pub(super) const A2: u8 = 12;
pub(super) const A7: u8 = 17;
/// Word of a program that halts by jumping to itself.
const TOHOST: u32 = DATA + 0x400;

impl Workload {
    /// The random program of a seed, made of that many fragments, with input and advice.
    ///
    /// It halts after a few dozen instructions per fragment and touches 32 KiB of memory (one seed in sixteen: all 256 KiB of it).
    pub fn random(seed: u64, fragments: usize) -> Self {
        Self::random_chain(seed, 1, fragments)
    }

    /// Several random programs one behind the other in one text: each starts from the registers and the memory that its predecessor leaves, the last
    /// one halts.
    ///
    /// *Panics* if the text does not fit below [`DATA`], which takes about 350 fragments.
    pub fn random_chain(seed: u64, programs: usize, fragments: usize) -> Self {
        let mut generator = Generator::new(seed, Host::Joltlab);
        generator.programs(programs, fragments);
        let tohost = generator.halt();
        assert!(generator.here() <= DATA, "the text ends below the data");
        generator.workload(tohost)
    }
}

/// Who answers calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    /// Our machine: every call 64 succeeds.
    Joltlab,
    /// Linux, whose answers depend on more than the registers.
    Linux,
}

pub(super) struct Generator {
    rng: StdRng,
    host: Host,
    isa: Isa,
    input: Vec<u8>,
    advice: Vec<u8>,
    data: Vec<u32>,
    pub(super) layout: MemoryLayout,
    /// Whether the end of memory is accessed.
    far: bool,
    words: Vec<u32>,
    /// Registers that fragments must not write: loop counters and return addresses.
    kept: Vec<u8>,
}

impl Generator {
    pub(super) fn new(seed: u64, host: Host) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let far = rng.gen_ratio(1, 16);
        let isa = if rng.gen_ratio(1, 4) { Isa::Rv32i } else { Isa::Rv32im };
        let bytes = |rng: &mut StdRng| (0..rng.gen_range(0..40)).map(|_| rng.r#gen()).collect();
        let (input, advice) = (bytes(&mut rng), bytes(&mut rng));
        let data = (0..DATA_WORDS / 2).map(|_| rng.r#gen()).collect();
        Self { rng, host, isa, input, advice, data, layout: small_layout(), far, words: Vec::new(), kept: Vec::new() }
    }

    pub(super) fn programs(&mut self, programs: usize, fragments: usize) {
        for _ in 0..programs {
            for _ in 0..fragments {
                self.fragment(0);
            }
            self.output();
        }
    }

    pub(super) fn workload(self, tohost: Option<u32>) -> Workload {
        let mut program = program_of_words(self.words);
        program.isa = self.isa;
        program.tohost = tohost;
        program.data = vec![Segment { address: DATA, words: self.data }];
        Workload { program, layout: self.layout, input: self.input, advice: self.advice }
    }

    pub(super) fn emit(&mut self, instruction: Instruction) {
        self.words.push(encode(&instruction));
    }

    /// Address of the next instruction.
    pub(super) fn here(&self) -> u32 {
        RAM_START + 4 * self.words.len() as u32
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.rng.gen_range(0..from.len())]
    }

    fn value(&mut self) -> u32 {
        if self.rng.r#gen() { self.pick(&EDGES) } else { self.rng.r#gen() }
    }

    fn immediate(&mut self) -> i32 {
        if self.rng.r#gen() { self.pick(&IMMEDIATES) } else { self.rng.gen_range(-2048..2048) }
    }

    /// A register that may be written and is not x0.
    fn scratch(&mut self) -> u8 {
        loop {
            let register = self.rng.gen_range(1..32);
            if !self.kept.contains(&register) {
                return register;
            }
        }
    }

    /// `[rd, rs1, rs2]` under a random alias.
    fn registers(&mut self) -> [u8; 3] {
        let [mut rd, mut rs1, mut rs2] = [0; 3].map(|_| self.rng.gen_range(0..32));
        match self.rng.gen_range(0..12) {
            0 => rd = 0,
            1 => rd = rs1,
            2 => rd = rs2,
            3 => rs2 = rs1,
            4 => [rd, rs2] = [rs1; 2],
            5 => rs1 = 0,
            6 => rs2 = 0,
            7 => [rs1, rs2] = [0; 2],
            8 => [rd, rs1, rs2] = [0; 3],
            _ => {}
        }
        if self.kept.contains(&rd) {
            rd = 0;
        }
        [rd, rs1, rs2]
    }

    /// Loads a value into a register, if it may be written.
    pub(super) fn set(&mut self, rd: u8, value: u32) {
        if rd != 0 && !self.kept.contains(&rd) {
            for instruction in super::li(rd, value) {
                self.emit(instruction);
            }
        }
    }

    /// Loads values into two operands, sometimes the same.
    fn operands(&mut self, rs1: u8, rs2: u8) {
        let x = self.value();
        let y = if self.rng.gen_ratio(1, 4) { x } else { self.value() };
        self.set(rs1, x);
        self.set(rs2, y);
    }

    fn fragment(&mut self, depth: usize) {
        let kinds = if depth < MAX_DEPTH { 16 } else { 10 };
        match self.rng.gen_range(0..kinds) {
            0..=2 => self.compute(),
            3 | 4 => self.compute_immediate(),
            5 => self.upper(),
            6 | 7 => self.load(),
            8 => self.store(),
            9 => self.system(),
            10 | 11 => self.branch_forward(depth),
            12 => self.repeat(depth),
            13 => self.jump_forward(depth),
            14 => self.jump_backward(depth),
            _ => self.call(depth),
        }
    }

    fn fragments(&mut self, depth: usize) {
        for _ in 0..self.rng.gen_range(0..3) {
            self.fragment(depth + 1);
        }
    }

    fn compute(&mut self) {
        let multiplies = self.isa == Isa::Rv32im && self.rng.gen_ratio(2, 5);
        let op = if multiplies { self.pick(&MULTIPLY) } else { self.pick(&COMPUTE) };
        let [rd, rs1, rs2] = self.registers();
        self.operands(rs1, rs2);
        self.emit(register(op, rd, rs1, rs2));
    }

    fn compute_immediate(&mut self) {
        let [rd, rs1, _] = self.registers();
        let value = self.value();
        self.set(rs1, value);
        let instruction = if self.rng.gen_ratio(1, 3) {
            let amount = self.rng.gen_range(0..32);
            immediate(self.pick(&SHIFT_IMMEDIATE), rd, rs1, amount)
        } else {
            let imm = self.immediate();
            immediate(self.pick(&COMPUTE_IMMEDIATE), rd, rs1, imm)
        };
        self.emit(instruction);
    }

    fn upper(&mut self) {
        let op = self.pick(&[Op::Lui, Op::Auipc]);
        let [rd, ..] = self.registers();
        let value = self.value() & 0xFFFF_F000;
        self.emit(immediate(op, rd, 0, value as i32));
    }

    /// An aligned address that is mapped, and an immediate to reach it with.
    fn address(&mut self, bytes: u32, writes: bool) -> (u32, i32) {
        let window = self.layout.base();
        let word = match self.rng.gen_range(0..12) {
            0 => window + self.layout.input.offset + 4 * self.rng.gen_range(0..12),
            1 => window + self.layout.advice.map_or(0, |r| r.offset) + 4 * self.rng.gen_range(0..12),
            2 => window + 0x1000 + 4 * self.rng.gen_range(0..4),
            3 if !writes => ControlWord::InPtr.address() + 4 * self.rng.gen_range(0..8),
            4 if !writes => RAM_START + 4 * self.rng.gen_range(0..16),
            5 if self.far => (self.layout.end() - 4) as u32 - 4 * self.rng.gen_range(0..2),
            6 => DATA - 4,
            _ => DATA + 4 * self.rng.gen_range(0..DATA_WORDS),
        };
        (word + bytes * self.rng.gen_range(0..4 / bytes), self.immediate())
    }

    fn load(&mut self) {
        let (op, bytes) = self.pick(&LOADS);
        let (address, imm) = self.address(bytes, false);
        let base = self.scratch();
        let [mut rd, ..] = self.registers();
        if self.rng.gen_ratio(1, 4) {
            rd = base;
        }
        self.set(base, address.wrapping_sub(imm as u32));
        self.emit(immediate(op, rd, base, imm));
    }

    fn store(&mut self) {
        let (op, bytes) = self.pick(&STORES);
        let (address, imm) = self.address(bytes, true);
        let base = self.scratch();
        let mut source = self.rng.gen_range(0..32);
        let value = self.value();
        self.set(source, value);
        self.set(base, address.wrapping_sub(imm as u32));
        if self.rng.gen_ratio(1, 8) {
            source = base;
        }
        self.emit(pair(op, base, source, imm));
    }

    /// FENCE in any of its forms, a word that is no instruction behind a jump, or a host call.
    fn system(&mut self) {
        match self.rng.gen_range(0..4) {
            0 => self.emit(bare(Op::Fence)),
            1 => {
                let operands = self.rng.r#gen::<u32>() & 0xFFFF_8F80;
                self.words.push(operands | 0x0F);
            }
            2 => {
                self.emit(immediate(Op::Jal, 0, 0, 8));
                let junk = self.rng.r#gen::<u32>() & !3;
                self.words.push(junk);
            }
            _ if [A0, A2, A7].iter().any(|r| self.kept.contains(r)) => {}
            _ => {
                let length = self.rng.gen_range(0..20);
                self.set(A2, length);
                self.emit(immediate(Op::Addi, A7, 0, 64));
                self.emit(if self.host == Host::Joltlab { bare(Op::Ecall) } else { immediate(Op::Addi, A0, A2, 0) });
            }
        }
    }

    /// Writes an instruction whose offset leads from `at` to the present place.
    fn patch(&mut self, at: usize, instruction: impl Fn(i32) -> Instruction) {
        self.words[at] = encode(&instruction(4 * (self.words.len() - at) as i32));
    }

    /// Room for an instruction that [`Self::patch`] writes.
    fn reserve(&mut self) -> usize {
        self.words.push(0);
        self.words.len() - 1
    }

    fn branch_forward(&mut self, depth: usize) {
        let op = self.pick(&BRANCHES);
        let [_, rs1, rs2] = self.registers();
        self.operands(rs1, rs2);
        let at = self.reserve();
        self.fragments(depth);
        self.patch(at, |offset| pair(op, rs1, rs2, offset));
    }

    /// A loop closed by any branch; its counter is kept.
    fn repeat(&mut self, depth: usize) {
        let counter = self.scratch();
        let rounds = self.rng.gen_range(1..4);
        // After `rounds` decrements the counter is 0, or -1 where the branch is taken at 0.
        let (op, on_left, start) = match self.rng.gen_range(0..7) {
            0 => (Op::Bne, true, rounds),
            1 => (Op::Bne, false, rounds),
            2 => (Op::Blt, false, rounds),
            3 => (Op::Bltu, false, rounds),
            4 => (Op::Bge, true, rounds - 1),
            5 => (Op::Bgeu, false, 1),
            _ => (Op::Beq, true, 1),
        };
        self.emit(immediate(Op::Addi, counter, 0, start));
        self.kept.push(counter);
        let top = self.here();
        self.fragments(depth);
        self.emit(immediate(Op::Addi, counter, counter, -1));
        let offset = top.wrapping_sub(self.here()) as i32;
        let (rs1, rs2) = if on_left { (counter, 0) } else { (0, counter) };
        self.emit(pair(op, rs1, rs2, offset));
        self.kept.pop();
    }

    /// JAL or JALR over fragments.
    fn jump_forward(&mut self, depth: usize) {
        let [link, ..] = self.registers();
        if self.rng.r#gen() {
            let at = self.reserve();
            self.fragments(depth);
            self.patch(at, |offset| immediate(Op::Jal, link, 0, offset));
            return;
        }
        let (base, imm) = (self.scratch(), self.immediate());
        let link = if self.rng.gen_ratio(1, 4) { base } else { link };
        let at = self.words.len();
        self.set(base, 0);
        self.emit(immediate(Op::Jalr, link, base, imm));
        self.fragments(depth);
        let odd = self.rng.gen_range(0..2);
        let target = (self.here() | odd).wrapping_sub(imm as u32);
        for (word, instruction) in self.words[at..].iter_mut().zip(super::li(base, target)) {
            *word = encode(&instruction);
        }
    }

    /// Over fragments, back to them, and on.
    fn jump_backward(&mut self, depth: usize) {
        let over = self.reserve();
        let back = self.here();
        self.fragments(depth);
        let on = self.reserve();
        self.patch(over, |offset| immediate(Op::Jal, 0, 0, offset));
        let [link, ..] = self.registers();
        let offset = back.wrapping_sub(self.here()) as i32;
        self.emit(immediate(Op::Jal, link, 0, offset));
        self.patch(on, |offset| immediate(Op::Jal, 0, 0, offset));
    }

    /// A routine, and a call of it from behind or from before.
    fn call(&mut self, depth: usize) {
        let link = self.scratch();
        let before = self.rng.r#gen();
        if before {
            self.emit(immediate(Op::Jal, link, 0, 8));
        }
        let over = self.reserve();
        let routine = self.here();
        self.kept.push(link);
        self.fragments(depth);
        self.kept.pop();
        let [rd, ..] = self.registers();
        self.emit(immediate(Op::Jalr, rd, link, 0));
        self.patch(over, |offset| immediate(Op::Jal, 0, 0, offset));
        if !before {
            let offset = routine.wrapping_sub(self.here()) as i32;
            self.emit(immediate(Op::Jal, link, 0, offset));
        }
    }

    /// Stores a word at an address, through random registers.
    fn put(&mut self, address: u32, value: u32) {
        let base = self.scratch();
        self.kept.push(base);
        let source = self.scratch();
        self.kept.pop();
        self.set(base, address);
        self.set(source, value);
        self.emit(pair(Op::Sw, base, source, 0));
    }

    /// Writes some bytes of output, or none.
    fn output(&mut self) {
        let length = if self.rng.r#gen() { self.rng.gen_range(1..14) } else { return };
        let start = self.layout.address(self.layout.output);
        for k in 0..length / 4 {
            let word = self.value();
            self.put(start + 4 * k, word);
        }
        if length % 4 != 0 {
            let word = self.value() & ((1 << (8 * (length % 4))) - 1);
            self.put(start + length / 4 * 4, word);
        }
        self.put(ControlWord::OutLen.address(), length);
    }

    /// Halts with a random exit code; gives the address of `tohost`, if it is used.
    fn halt(&mut self) -> Option<u32> {
        let code = self.value();
        if self.rng.gen_ratio(1, 4) {
            self.put(TOHOST, 2 * (code >> 1) + 1);
            let [link, ..] = self.registers();
            self.emit(immediate(Op::Jal, link, 0, 0));
            return Some(TOHOST);
        }
        self.set(A0, code);
        for instruction in super::exit() {
            self.emit(instruction);
        }
        // A program may have `tohost` and exit by a call all the same.
        self.rng.gen_ratio(1, 8).then_some(TOHOST)
    }
}
