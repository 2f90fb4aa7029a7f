//! Two RISC-V simulators that share no code with this project, behind one trait, and runs in lock step with them.

use instructions::{MemoryLayout, Program, decode};
use joltlab_tests::coverage::Step;
use joltlab_tests::programs::Workload;
use rrs_lib::instruction_executor::InstructionExecutor;
use rrs_lib::{HartState, MemAccessSize};
use rvsim::{CpuError, CpuState, Interp, MemoryAccess, Op, SimpleClock};

const ECALL: u32 = 0x73;
const A0: usize = 10;
const A2: usize = 12;
const A7: usize = 17;

/// Bytes from the first mapped address on, as the loader leaves them (protocol 3.1).
struct Bytes {
    base: u32,
    bytes: Vec<u8>,
}

impl Bytes {
    fn new(workload: &Workload) -> Self {
        let Workload { program, layout, input, advice } = workload;
        let size = touched_bytes(program, layout);
        let mut memory = Self { base: layout.base(), bytes: vec![0; size] };
        for segment in program.text.iter().chain(&program.data) {
            for (k, word) in segment.words.iter().enumerate() {
                memory.put(segment.address + 4 * k as u32, &word.to_le_bytes());
            }
        }
        let region = |offset: u32| layout.base() + offset;
        memory.put(region(layout.input.offset), input);
        let advice_at = layout.advice.map_or(0, |r| region(r.offset));
        if !advice.is_empty() {
            memory.put(advice_at, advice);
        }
        let page = [
            region(layout.input.offset),
            input.len() as u32,
            advice_at,
            advice.len() as u32,
            region(layout.output.offset),
            layout.output.bytes,
        ];
        for (k, word) in page.iter().enumerate() {
            memory.put(0x7FFF_F000 + 4 * k as u32, &word.to_le_bytes());
        }
        memory
    }

    fn put(&mut self, address: u32, bytes: &[u8]) {
        let at = (address - self.base) as usize;
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn get(&self, address: u32, bytes: usize) -> Option<&[u8]> {
        let at = address.checked_sub(self.base)? as usize;
        self.bytes.get(at..at.checked_add(bytes)?)
    }

    /// The words and their addresses.
    fn words(&self) -> impl Iterator<Item = (u32, u32)> {
        let word = |(k, bytes): (usize, &[u8; 4])| (self.base + 4 * k as u32, u32::from_le_bytes(*bytes));
        self.bytes.as_chunks::<4>().0.iter().enumerate().map(word)
    }
}

/// The simulators hold 256 KiB at most, or as far as the program reaches: enough for the small layout, and for what the guests touch of the default one.
fn touched_bytes(program: &Program, layout: &MemoryLayout) -> usize {
    let end = program.text.iter().chain(&program.data).map(|s| (s.address - layout.base()) as usize + 4 * s.words.len()).max();
    let size = (layout.end() - u64::from(layout.base())).min(1 << 18) as usize;
    size.max(end.unwrap_or(0))
}

/// Runs a workload here and on both simulators: registers and pc are the same after every instruction, and all of memory at the end.
pub fn lock_step(workload: &Workload, what: &str) -> Vec<Step> {
    let mut machine = workload.machine();
    let (mut rrs, mut rvsim) = (Rrs::new(workload), Rvsim::new(workload));
    let mut executed = Vec::new();
    loop {
        let (pc, before) = (machine.pc(), machine.registers());
        let instruction = decode(rrs.word(pc), workload.program.isa).unwrap_or_else(|error| panic!("{what}, pc {pc:#x}: {error}"));
        let finished = machine.run(1).is_ok();
        rrs.step();
        rvsim.step();
        let after = (machine.pc(), machine.registers());
        let at = || format!("{what}, instruction {}, pc {pc:#x}: {instruction}", executed.len());
        assert!(after == (rrs.pc(), rrs.registers()), "{}, {}: {after:x?}, {:x?}", at(), Rrs::NAME, rrs.registers());
        assert!(after == (rvsim.pc(), rvsim.registers()), "{}, {}: {after:x?}, {:x?}", at(), Rvsim::NAME, rvsim.registers());
        assert!(executed.len() < 1 << 20, "{}: the program halts", at());
        let operands = [instruction.rs1, instruction.rs2].map(|register| before[usize::from(register)]);
        executed.push(Step { pc, instruction, operands, next: after.0 });
        if finished {
            break;
        }
    }
    for ((address, one), (_, two)) in rrs.memory().words().zip(rvsim.memory().words()) {
        assert_eq!(machine.word(address), Some(one), "{what}, {}, memory at {address:#x}", Rrs::NAME);
        assert_eq!(one, two, "{what}, {}, memory at {address:#x}", Rvsim::NAME);
    }
    executed
}

impl rvsim::Memory for Bytes {
    fn access<T: Copy>(&mut self, address: u32, access: MemoryAccess<T>) -> bool {
        match address.checked_sub(self.base) {
            Some(offset) => rvsim::Memory::access(&mut self.bytes[..], offset, access),
            None => false,
        }
    }
}

impl rrs_lib::Memory for Bytes {
    fn read_mem(&mut self, address: u32, size: MemAccessSize) -> Option<u32> {
        let value = |bytes: &[u8]| bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
        self.get(address, width(size)).map(value)
    }

    fn write_mem(&mut self, address: u32, size: MemAccessSize, value: u32) -> bool {
        let mapped = self.get(address, width(size)).is_some();
        if mapped {
            self.put(address, &value.to_le_bytes()[..width(size)]);
        }
        mapped
    }
}

fn width(size: MemAccessSize) -> usize {
    match size {
        MemAccessSize::Byte => 1,
        MemAccessSize::HalfWord => 2,
        MemAccessSize::Word => 4,
    }
}

/// A simulator. Host calls, which are this project's own convention, are made here: 64 moves a2 to a0, everything else stays where it is.
trait Simulator {
    const NAME: &'static str;
    fn new(workload: &Workload) -> Self;
    fn pc(&self) -> u32;
    fn registers(&self) -> [u32; 32];
    fn memory(&self) -> &Bytes;
    fn set(&mut self, register: usize, value: u32, pc: u32);
    /// Executes an instruction that is no ECALL.
    fn execute(&mut self);

    /// The word at an address that is mapped.
    fn word(&self, address: u32) -> u32 {
        let bytes = self.memory().get(address, 4).expect("the word is mapped");
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }

    fn step(&mut self) {
        let (pc, registers) = (self.pc(), self.registers());
        if self.word(pc) != ECALL {
            self.execute();
        } else if registers[A7] == 64 {
            self.set(A0, registers[A2], pc + 4);
        }
    }
}

/// `rrs-lib`.
struct Rrs {
    hart: HartState,
    memory: Bytes,
}

impl Simulator for Rrs {
    const NAME: &'static str = "rrs-lib";

    fn new(workload: &Workload) -> Self {
        let mut hart = HartState::new();
        hart.pc = workload.program.entry;
        Self { hart, memory: Bytes::new(workload) }
    }

    fn pc(&self) -> u32 {
        self.hart.pc
    }

    fn registers(&self) -> [u32; 32] {
        let mut registers = self.hart.registers;
        registers[0] = 0;
        registers
    }

    fn memory(&self) -> &Bytes {
        &self.memory
    }

    fn set(&mut self, register: usize, value: u32, pc: u32) {
        self.hart.registers[register] = value;
        self.hart.pc = pc;
    }

    fn execute(&mut self) {
        let mut executor = InstructionExecutor { hart_state: &mut self.hart, mem: &mut self.memory };
        executor.step().expect("rrs-lib executes the instruction");
    }
}

/// `rvsim`.
struct Rvsim {
    state: CpuState,
    memory: Bytes,
}

impl Simulator for Rvsim {
    const NAME: &'static str = "rvsim";

    fn new(workload: &Workload) -> Self {
        Self { state: CpuState::new(workload.program.entry), memory: Bytes::new(workload) }
    }

    fn pc(&self) -> u32 {
        self.state.pc
    }

    fn registers(&self) -> [u32; 32] {
        self.state.x
    }

    fn memory(&self) -> &Bytes {
        &self.memory
    }

    fn set(&mut self, register: usize, value: u32, pc: u32) {
        self.state.x[register] = value;
        self.state.pc = pc;
    }

    fn execute(&mut self) {
        let (before, mut clock) = (self.state.x, SimpleClock::new());
        match Interp::new(&mut self.state, &mut self.memory, &mut clock).step() {
            Ok(_) => {}
            // rvsim refuses an odd target of JALR after writing rd; the manual (volume I, 2.5.1) clears its lowest bit.
            Err((CpuError::MisalignedFetch, Some(Op::Jalr { rs1, i_imm, .. }))) => {
                self.state.pc = before[rs1].wrapping_add(i_imm as u32) & !1;
                assert_eq!(self.state.pc % 4, 0, "a jump to a word");
            }
            // It knows FENCE only without registers; the manual (2.7) says that these reserved fields are ignored.
            Err((CpuError::IllegalInstruction, None)) if self.word(self.state.pc) & 0x707F == 0x0F => self.state.pc += 4,
            Err(error) => panic!("rvsim executes the instruction: {error:?}"),
        }
    }
}

/// Where the manual and rvsim differ, and what is done about it above: rvsim still behaves like this.
mod deviations {
    use super::{Rvsim, Simulator};
    use instructions::Op;
    use joltlab_tests::programs::{Workload, asm, bare, exit, immediate, li, program_of_words};
    use rvsim::{CpuError, Interp, SimpleClock};

    fn refused(simulator: &mut Rvsim) -> Option<CpuError> {
        Interp::new(&mut simulator.state, &mut simulator.memory, &mut SimpleClock::new()).step().err().map(|(error, _)| error)
    }

    #[test]
    fn rvsim_refuses_an_odd_target_of_jalr_after_writing_rd() {
        let target = instructions::RAM_START + 13;
        let code = [li(5, target).as_slice(), &[immediate(Op::Jalr, 1, 5, 0)], &exit()].concat();
        let mut simulator = Rvsim::new(&Workload::new(asm(&code)));
        simulator.step();
        simulator.step();
        assert!(matches!(refused(&mut simulator), Some(CpuError::MisalignedFetch)));
        assert_eq!(simulator.registers()[1], target - 1);
    }

    #[test]
    fn rvsim_knows_no_fence_with_registers() {
        let fence = instructions::encode(&bare(Op::Fence));
        for (word, known) in [(fence, true), (fence | 1 << 7, false), (fence | 1 << 15, false)] {
            let mut simulator = Rvsim::new(&Workload::new(program_of_words(vec![word])));
            let error = refused(&mut simulator);
            assert_eq!(matches!(error, Some(CpuError::IllegalInstruction)), !known, "{word:#x}: {error:?}");
        }
    }
}
