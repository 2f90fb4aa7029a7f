//! Halting, input and output, the host's log, and every trap.

mod common;

use common::*;
use instructions::{
    CONTROL_PAGE, ControlWord, Halt, Instruction, Isa, LayoutError, MemoryLayout, Op, Program, RAM_START, Region, Segment, encode,
};
use tracer::{Cause, LOG_CAPACITY, Machine, MachineError, load_elf};

fn trap(instructions: &[Instruction]) -> tracer::Trap {
    run(&program(instructions)).unwrap_err()
}

#[test]
fn an_exit_gives_code_trace_and_mix() {
    let program = program(&code(&[&load_value(A0, 0xDEAD_BEEF), &exit()]));
    let run = machine(&program).run(4).unwrap();
    assert_eq!((run.halt, run.exit_code, run.instructions), (Halt::Ecall, 0xDEAD_BEEF, 4));
    assert_eq!(run.mix, [("addi", 2), ("ecall", 1), ("lui", 1)]);
    let trace = machine(&program).trace(4).unwrap();
    assert_eq!(trace.pcs, [0, 4, 8, 12].map(|offset| RAM_START + offset));
    assert_eq!((trace.halt, trace.exit_code, trace.output), (run.halt, run.exit_code, run.output));
    let one = program_of_one_row();
    assert!(matches!(machine(&one).run(4).unwrap_err().cause, Cause::UnknownEcall { number: 0 }));
}

fn program_of_one_row() -> Program {
    program(&[ecall()])
}

#[test]
fn the_limit_counts_instructions_and_the_run_can_go_on() {
    let program = program(&code(&[&load_value(A0, 3), &exit()]));
    let mut machine = machine(&program);
    let trap = machine.run(3).unwrap_err();
    assert_eq!((trap.cause, trap.number, trap.pc), (Cause::InstructionLimit { limit: 3 }, 3, RAM_START + 12));
    assert_eq!(machine.run(1).unwrap().exit_code, 3);
    assert_eq!(machine.run(1).unwrap().instructions, 1, "the halting instruction is its own successor");
    assert_eq!(machine.pc(), RAM_START + 12);
}

#[test]
fn tohost_holds_the_exit_code() {
    let tohost = RAM_START + 0x1000;
    let store = |value| code(&[&load_value(A1, tohost), &load_value(A2, value), &[pair(Op::Sw, A1, A2, 0), jump(RA, 0)]]);
    let with = |instructions: &[Instruction]| Program { tohost: Some(tohost), ..program(instructions) };
    let mut machine = machine(&with(&store(2 * 21 + 1)));
    let run = machine.run(100).unwrap();
    assert_eq!((run.halt, run.exit_code, run.instructions), (Halt::Tohost, 21, 6));
    assert_eq!(machine.registers()[RA as usize], RAM_START + 24, "the jump links");
    assert_eq!(common::run(&with(&store(u32::MAX))).unwrap().exit_code, u32::MAX >> 1);
    assert_eq!(common::run(&with(&store(42))).unwrap_err().cause, Cause::MissingExitCode { tohost, value: 42 });
    let exits = code(&[&load_value(A0, 9), &exit()]);
    assert_eq!(common::run(&with(&exits)).unwrap().halt, Halt::Ecall);
    assert_eq!(trap(&store(43)).cause, Cause::EndlessLoop, "without the symbol, a jump to itself does not halt");
}

#[test]
fn control_words_input_and_advice() {
    let program = program(&exit());
    let layout = MemoryLayout::default();
    let machine = Machine::new(&program, &layout, b"hello", b"secret!").unwrap();
    let word = |control: ControlWord| machine.word(control.address()).unwrap();
    assert_eq!(word(ControlWord::InPtr), 0x7FFF_0000);
    assert_eq!(word(ControlWord::InLen), 5);
    assert_eq!(word(ControlWord::AdvPtr), 0x7FFF_4000);
    assert_eq!(word(ControlWord::AdvLen), 7);
    assert_eq!(word(ControlWord::OutPtr), 0x7FFF_8000);
    assert_eq!(word(ControlWord::OutCap), 0x7000);
    assert_eq!(word(ControlWord::OutLen), 0);
    assert_eq!(machine.word(0x7FFF_0000), Some(u32::from_le_bytes(*b"hell")));
    assert_eq!(machine.word(0x7FFF_0004), Some(u32::from(b'o')));
    assert_eq!(machine.word(0x7FFF_4004), Some(u32::from_le_bytes(*b"et!\0")));
    assert_eq!(machine.word(RAM_START), Some(encode(&exit()[0])), "code is loaded as data too");
    let without = MemoryLayout { advice: None, ..layout };
    let machine = Machine::new(&program, &without, b"", b"").unwrap();
    assert_eq!(machine.word(ControlWord::AdvPtr.address()), Some(0));
}

#[test]
fn what_does_not_fit_is_refused() {
    let program = program(&exit());
    let layout = MemoryLayout::default();
    let new = |layout: &MemoryLayout, input: usize, advice: usize| Machine::new(&program, layout, &vec![1; input], &vec![1; advice]).err();
    assert_eq!(new(&layout, 1 << 14, 1 << 14), None);
    let error = new(&layout, (1 << 14) + 1, 0).unwrap();
    assert_eq!(error, MachineError::InputTooLarge { bytes: 16385, capacity: 16384 });
    assert_eq!(error.to_string(), "the input has 16385 bytes but its region holds 16384; give less or enlarge --io-window");
    assert_eq!(new(&layout, 0, 16385), Some(MachineError::AdviceTooLarge { bytes: 16385, capacity: 16384 }));
    let without = MemoryLayout { advice: None, ..layout };
    assert_eq!(new(&without, 0, 1), Some(MachineError::AdviceTooLarge { bytes: 1, capacity: 0 }));
    let invalid = MemoryLayout { window: 5, ..layout };
    assert_eq!(new(&invalid, 0, 0), Some(MachineError::Layout(LayoutError::Window(5))));
    let far = Program { data: vec![Segment { address: (layout.end() - 4) as u32, words: vec![1, 2] }], ..program.clone() };
    assert!(matches!(Machine::new(&far, &layout, b"", b""), Err(MachineError::OutsideMemory { .. })));
    let low = Program { data: vec![Segment { address: CONTROL_PAGE, words: vec![1] }], ..program.clone() };
    assert!(matches!(Machine::new(&low, &layout, b"", b""), Err(MachineError::OutsideMemory { .. })));
    let lost = Program { entry: RAM_START + 8, ..program.clone() };
    assert_eq!(Machine::new(&lost, &layout, b"", b"").err(), Some(MachineError::Entry { entry: RAM_START + 8 }));
}

/// Writes one word of output, sets `out_len`, and exits.
fn writing(word: u32, length: u32) -> Vec<Instruction> {
    let page = load_value(A1, CONTROL_PAGE);
    let store = [immediate(Op::Lw, T0, A1, 16), pair(Op::Sw, T0, A0, 0), pair(Op::Sw, A1, A2, 24), immediate(Op::Addi, A0, ZERO, 0)];
    code(&[&page, &load_value(A0, word), &load_value(A2, length), &store, &exit()])
}

#[test]
fn output_is_cut_at_its_length() {
    let output = |word, length| run(&program(&writing(word, length))).map(|run| run.output);
    assert_eq!(output(0x0044_4342, 3).unwrap(), b"BCD");
    assert_eq!(output(0x4544_4342, 4).unwrap(), b"BCDE");
    assert_eq!(output(0, 0).unwrap(), b"");
    assert_eq!(output(0x4544_4342, 0x7000).unwrap().len(), 0x7000);
    assert_eq!(output(0x4544_4342, 3).unwrap_err().cause, Cause::DirtyOutputTail { length: 3, word: 0x4544_4342 });
    assert_eq!(output(1, 0x7001).unwrap_err().cause, Cause::OutputTooLong { length: 0x7001, capacity: 0x7000 });
    assert_eq!(output(1, u32::MAX).unwrap_err().cause, Cause::OutputTooLong { length: u32::MAX, capacity: 0x7000 });
    let layout = MemoryLayout { output: Region { offset: 0x8000, bytes: 0 }, ..MemoryLayout::default() };
    let mut machine = Machine::new(&program(&writing(1, 0)), &layout, b"", b"").unwrap();
    assert_eq!(machine.run(100).unwrap().output, b"");
}

/// `ecall` 64 of `length` bytes at `address`, then exit with the a0 that it gave.
fn logging(address: u32, length: u32) -> Vec<Instruction> {
    let call = [immediate(Op::Addi, A7, ZERO, 64), ecall()];
    code(&[&load_value(A1, address), &load_value(A2, length), &call, &exit()])
}

#[test]
fn the_log_is_outside_the_statement() {
    let layout = MemoryLayout::default();
    let log = |address, length| {
        let mut machine = Machine::new(&program(&logging(address, length)), &layout, b"hello world", b"").unwrap();
        let run = machine.run(100).unwrap();
        assert_eq!((run.exit_code, run.output.len()), (length, 0));
        machine.log().to_vec()
    };
    assert_eq!(log(0x7FFF_0000, 5), b"hello");
    assert_eq!(log(0x7FFF_0003, 7), b"lo worl", "any alignment");
    assert_eq!(log(0, 5), b"", "nothing is mapped there");
    assert_eq!(log((layout.end() - 2) as u32, 9), [0, 0], "up to the end of memory");
    assert_eq!(log(RAM_START, u32::MAX).len(), LOG_CAPACITY);
}

#[test]
fn memory_traps() {
    let layout = MemoryLayout::default();
    let access = |op: Op, address: u32| {
        let memory = match op {
            Op::Sb | Op::Sh | Op::Sw => pair(op, A1, A2, 0),
            _ => immediate(op, A0, A1, 0),
        };
        run(&program(&code(&[&load_value(A1, address), &[memory], &exit()]))).map_err(|trap| trap.cause)
    };
    for (op, bytes) in [(Op::Lh, 2), (Op::Lhu, 2), (Op::Lw, 4), (Op::Sh, 2), (Op::Sw, 4)] {
        for address in (1..bytes).map(|offset| RAM_START + 0x1000 + offset).filter(|a| a % bytes != 0) {
            assert_eq!(access(op, address), Err(Cause::MisalignedAccess { address, bytes }));
        }
        assert_eq!(access(op, 1), Err(Cause::MisalignedAccess { address: 1, bytes }), "alignment is checked first");
    }
    let (base, end) = (layout.base(), layout.end());
    for op in [Op::Lb, Op::Lbu, Op::Lh, Op::Lhu, Op::Lw, Op::Sb, Op::Sh, Op::Sw] {
        for address in [0, base - 4, end as u32, u32::MAX - 3] {
            assert_eq!(access(op, address), Err(Cause::Unmapped { address, base, end }), "{op:?}");
        }
        for address in [base, base + 0xF100, RAM_START - 4, RAM_START + 0x100, end as u32 - 4] {
            assert!(access(op, address).is_ok(), "{op:?} {address:#x}: gaps are mapped too");
        }
    }
    for op in [Op::Sb, Op::Sh, Op::Sw] {
        assert_eq!(access(op, RAM_START), Err(Cause::StoreToCode { address: RAM_START }));
        assert_eq!(access(op, RAM_START + 16), Err(Cause::StoreToCode { address: RAM_START + 16 }), "the last word of the code");
        assert!(access(op, RAM_START + 20).is_ok());
    }
    assert!(access(Op::Lw, RAM_START).is_ok(), "code can be read");
}

#[test]
fn jump_traps() {
    let to = |target: u32| run(&program(&code(&[&load_value(A1, target), &[immediate(Op::Jalr, ZERO, A1, 0)], &exit()])));
    for target in [0, 0x7FFF_0000, RAM_START - 4, RAM_START + 20, u32::MAX - 3] {
        let trap = to(target).unwrap_err();
        assert_eq!((trap.cause, trap.pc, trap.number), (Cause::JumpOutOfCode { target }, RAM_START + 8, 3));
    }
    assert_eq!(to(RAM_START + 14).unwrap_err().cause, Cause::MisalignedJump { target: RAM_START + 14 });
    assert_eq!(to(RAM_START + 15).unwrap_err().cause, Cause::MisalignedJump { target: RAM_START + 14 });
    assert_eq!(to(RAM_START + 8).unwrap_err().cause, Cause::EndlessLoop);
    assert!(to(RAM_START + 13).is_ok());
    assert_eq!(trap(&[jump(RA, 2)]).cause, Cause::MisalignedJump { target: RAM_START + 2 });
    assert_eq!(trap(&[jump(RA, -4)]).cause, Cause::JumpOutOfCode { target: RAM_START - 4 });
    assert_eq!(trap(&[jump(RA, 0)]).cause, Cause::EndlessLoop);
    assert_eq!(trap(&[pair(Op::Beq, ZERO, ZERO, 6)]).cause, Cause::MisalignedJump { target: RAM_START + 6 });
    assert_eq!(trap(&[pair(Op::Beq, ZERO, ZERO, 8)]).cause, Cause::JumpOutOfCode { target: RAM_START + 8 });
    assert_eq!(trap(&[pair(Op::Beq, ZERO, ZERO, 0)]).cause, Cause::EndlessLoop);
    let untaken = [pair(Op::Bne, ZERO, ZERO, 6), pair(Op::Bne, ZERO, ZERO, 0), pair(Op::Bne, ZERO, ZERO, -400)];
    assert!(run(&program(&code(&[&untaken, &exit()]))).is_ok(), "a branch that is not taken may point anywhere");
    let once = code(&[&load_value(A1, RAM_START + 8), &[immediate(Op::Jalr, A1, A1, 0)], &exit()]);
    assert!(run(&program(&once)).is_ok(), "this jump to itself changes its own register and goes on");
    let around = [immediate(Op::Addi, A0, A0, 1), jump(ZERO, -4)];
    assert_eq!(trap(&around).cause, Cause::InstructionLimit { limit: 1 << 16 });
}

#[test]
fn words_that_are_no_instruction() {
    for (word, text) in [
        (0x0000_0000u32, "not an instruction"),
        (0x02B5_0533, "mul"),
        (0x0010_0073, "ebreak"),
        (0x0000_100F, "fence.i"),
        (0xC000_2573, "control and status register"),
        (0x0000_4501, "compressed"),
    ] {
        let mut bad = program(&[immediate(Op::Addi, A0, ZERO, 1)]);
        bad.text[0].words.push(word);
        let trap = run(&bad).unwrap_err();
        assert!(matches!(trap.cause, Cause::Undecodable(_)));
        assert_eq!((trap.number, trap.pc, trap.instruction), (2, RAM_START + 4, None));
        assert!(trap.to_string().contains(text), "{trap}");
    }
    let past = trap(&[immediate(Op::Addi, A0, ZERO, 1)]);
    assert_eq!((past.cause, past.number, past.pc), (Cause::EndOfCode, 2, RAM_START + 4));
}

#[test]
fn unknown_ecalls() {
    for number in [0, 1, 63, 65, 92, 94, u32::MAX] {
        let trap = trap(&code(&[&load_value(A7, number), &[ecall()]]));
        assert_eq!(trap.cause, Cause::UnknownEcall { number });
    }
}

#[test]
fn a_trap_says_when_where_and_what() {
    let trap = trap(&code(&[&load_value(A1, 0x7FFE_0000), &[immediate(Op::Lw, A0, A1, 4)], &exit()]));
    assert_eq!(
        trap.to_string(),
        "trap at instruction 3, pc 0x80000008 (main+0x8), lw a0, 4(a1): access at 0x7ffe0004 outside memory [0x7fff0000, 0x83ff0000); \
         correct the pointer or enlarge --memory"
    );
    let mut bare = program(&[jump(ZERO, 0)]);
    bare.symbols.clear();
    let text = run(&bare).unwrap_err().to_string();
    assert!(text.starts_with("trap at instruction 1, pc 0x80000000, jal zero, 0: endless loop"), "{text}");
}

#[test]
fn code_in_two_segments_with_data_between() {
    let (between, second) = (RAM_START + 0x100, RAM_START + 0x200);
    let first = code(&[&load_value(A1, between), &[pair(Op::Sw, A1, A1, 0), jump(ZERO, 0x200 - 12)]]);
    let mut program = program(&first);
    program.text.push(Segment { address: second, words: exit().iter().map(encode).collect() });
    program.data.push(Segment { address: between + 4, words: vec![5] });
    let mut machine = machine(&program);
    let trace = machine.trace(100).unwrap();
    assert_eq!(trace.pcs[4..], [second, second + 4]);
    assert_eq!((machine.word(between), machine.word(between + 4)), (Some(between), Some(5)));
    let overwrite = code(&[&load_value(A1, second + 4), &[pair(Op::Sb, A1, A1, 0)]]);
    program.text[0].words = overwrite.iter().map(encode).collect();
    assert_eq!(run(&program).unwrap_err().cause, Cause::StoreToCode { address: second + 4 });
}

#[test]
fn the_stack_has_a_limit_where_the_program_says_so() {
    let limit = RAM_START + 0x2000;
    let with = |instructions: &[Instruction]| Program { stack_limit: Some(limit), ..program(instructions) };
    let sp = |offset| immediate(Op::Addi, SP, SP, offset);
    let overflow = |sp: u32| Cause::StackOverflow { sp, limit };
    // The stack pointer's upper half may lie below the limit: it is no stack pointer yet.
    let top = load_value(SP, limit + 16);
    let fits = code(&[&top, &[sp(-16), sp(16)], &exit()]);
    assert!(run(&with(&fits)).is_ok());
    let deep = code(&[&top, &[sp(-16), sp(-1)], &exit()]);
    let trap = run(&with(&deep)).unwrap_err();
    assert_eq!((trap.cause, trap.number, trap.pc), (overflow(limit - 1), 4, RAM_START + 12));
    assert!(
        trap.to_string().contains("-Wl,--defsym=STACK_SIZE=N") && trap.to_string().contains("-Clink-arg=--defsym=STACK_SIZE=N"),
        "{trap}"
    );
    let mut machine = machine(&with(&deep));
    assert_eq!(machine.trace(100).unwrap_err().cause, overflow(limit - 1), "no trace, so no proof");
    assert_eq!(machine.registers()[usize::from(SP)], limit, "the instruction did not retire");
    assert!(run(&program(&deep)).is_ok(), "without the symbol nothing is watched");
    let loaded = code(&[&load_value(A1, CONTROL_PAGE), &[immediate(Op::Lw, SP, A1, 0)], &exit()]);
    assert_eq!(run(&with(&loaded)).unwrap_err().cause, overflow(0x7FFF_0000));
    let copied = code(&[&load_value(A1, RAM_START), &[register(Op::Add, SP, ZERO, A1)], &exit()]);
    assert_eq!(run(&with(&copied)).unwrap_err().cause, overflow(RAM_START));
    let unaligned = code(&[&load_value(A1, limit + 2), &[immediate(Op::Lw, SP, A1, 0)], &exit()]);
    assert_eq!(run(&with(&unaligned)).unwrap_err().cause, Cause::MisalignedAccess { address: limit + 2, bytes: 4 });
}

/// A file as the official suites are linked: code in `.text.init` at 2^31, `.tohost` in a page of its own, data behind it; exit by a store to
/// `tohost` and a jump to itself, here with a multiplication before it.
#[test]
fn programs_in_the_conventions_of_the_official_suites() {
    let (tohost, data) = (RAM_START + 0x1000, RAM_START + 0x2000);
    let text = |instructions: &[Instruction]| instructions.iter().flat_map(|i| encode(i).to_le_bytes()).collect::<Vec<u8>>();
    let check = [
        immediate(Op::Lw, A1, A0, 0),
        immediate(Op::Lw, A2, A0, 4),
        register(Op::Mul, A1, A1, A2),
        pair(Op::Sw, A0, A1, 8),
        immediate(Op::Addi, A2, ZERO, 42),
        pair(Op::Beq, A1, A2, 12),
        immediate(Op::Addi, A1, ZERO, 1337),
        jump(ZERO, 8),
        immediate(Op::Addi, A1, ZERO, 1),
    ];
    let leave = [pair(Op::Sw, T0, A1, 0), pair(Op::Sw, T0, ZERO, 4), jump(ZERO, 0)];
    let init = text(&code(&[&load_value(A0, data), &check, &load_value(T0, tohost), &leave]));
    let words = |values: [u32; 2]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    let layout = MemoryLayout::default();
    for (factor, exit_code) in [(6, 0), (5, 1337 >> 1)] {
        let pages =
            [Header::load(TEXT, RAM_START, &init), Header::load(DATA, tohost, &[0; 0x48]), Header::load(DATA, data, &words([7, factor]))];
        let elf = Elf { headers: pages.to_vec(), ..Elf::small() }.symbol("_start", RAM_START, 0).symbol("tohost", tohost, 0);
        // `ld -N` makes one segment of it, readable, writable and executable; its sections tell code from data.
        let mut image = vec![0; 0x2008];
        image[..init.len()].copy_from_slice(&init);
        image[0x2000..].copy_from_slice(&words([7, factor]));
        let one = Elf { headers: vec![Header::load(7, RAM_START, &image)], code: vec![(RAM_START, init.len() as u32)], ..elf.clone() };
        for file in [elf, one] {
            let program = load_elf(&file.bytes(), Isa::Rv32im, &layout).unwrap();
            let run = machine(&program).run(100).unwrap();
            assert_eq!((run.halt, run.exit_code), (Halt::Tohost, exit_code));
            assert_eq!(machine(&program).trace(100).unwrap().halt, Halt::Tohost);
        }
        let older =
            load_elf(&Elf { headers: pages.to_vec(), ..Elf::small() }.symbol("tohost", tohost, 0).bytes(), Isa::Rv32i, &layout).unwrap();
        assert!(run(&older).unwrap_err().to_string().contains("use --isa rv32im"));
    }
}
