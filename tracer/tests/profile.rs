//! Call stacks, windows of steps, and what is shown of a trap.

mod common;

use common::*;
use instructions::{Instruction, MemoryLayout, Op, Program, RAM_START, execute};
use tracer::{Access, Cause, Cost, Machine, PostMortem, Profile, Step, Write};

/// A program of functions one after the other.
fn functions(parts: &[(&str, Vec<Instruction>)]) -> Program {
    let mut program = program(&code(&parts.iter().map(|(_, body)| &body[..]).collect::<Vec<_>>()));
    let mut address = RAM_START;
    program.symbols.clear();
    for (name, body) in parts {
        program.symbols.push((address, 4 * body.len() as u32, (*name).to_owned()));
        address += 4 * body.len() as u32;
    }
    program
}

fn nothing() -> Instruction {
    immediate(Op::Addi, ZERO, ZERO, 0)
}

fn ret() -> Instruction {
    immediate(Op::Jalr, ZERO, RA, 0)
}

fn profile(program: &Program) -> Profile {
    let (run, profile) = machine(program).profile(1 << 16).unwrap();
    assert_eq!(run, machine(program).run(1 << 16).unwrap(), "profiling changes nothing");
    let sum = |costs: &mut dyn Iterator<Item = Cost>| costs.fold((0, 0), |(i, r), cost| (i + cost.instructions, r + cost.rows));
    let all = (run.instructions, run.rows);
    assert_eq!(sum(&mut profile.functions.iter().map(|f| f.own)), all);
    assert_eq!(sum(&mut profile.stacks.iter().map(|s| s.cost)), all);
    assert_eq!(sum(&mut profile.instructions.iter().map(|i| i.cost)), all);
    profile
}

/// Instructions by stack, as flame graphs take them, sorted.
fn folded(profile: &Profile) -> Vec<String> {
    let name = |&function: &usize| profile.functions[function].name.clone();
    let line =
        |stack: &tracer::Stack| format!("{} {}", stack.functions.iter().map(name).collect::<Vec<_>>().join(";"), stack.cost.instructions);
    let mut lines: Vec<String> = profile.stacks.iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn calls_and_returns_make_stacks() {
    let keep = immediate(Op::Addi, T0 + 1, RA, 0);
    let program = functions(&[
        ("start", code(&[&[jump(RA, 16), jump(RA, 28)], &exit()])),
        ("outer", vec![keep, jump(RA, 12), nothing(), immediate(Op::Jalr, ZERO, T0 + 1, 0)]),
        ("inner", vec![nothing(), ret()]),
    ]);
    // `jalr zero, 0(t1)` is no return by the convention: the way back to `start` is seen as a tail call.
    let result = profile(&program);
    let expected = ["start 1", "start;outer 4", "start;outer;inner 2", "start;start 3", "start;start;inner 2"];
    assert_eq!(folded(&result), expected.map(String::from));
}

#[test]
fn recursion_counts_once_and_tail_calls_replace() {
    let sp = |offset| immediate(Op::Addi, SP, SP, offset);
    // countdown(a0): a call of itself while a0 > 0.
    let countdown = vec![
        pair(Op::Beq, A0, ZERO, 28),
        sp(-16),
        pair(Op::Sw, SP, RA, 0),
        immediate(Op::Addi, A0, A0, -1),
        jump(RA, -16),
        immediate(Op::Lw, RA, SP, 0),
        sp(16),
        ret(),
    ];
    let start = code(&[&load_value(SP, RAM_START + 0x1000), &[immediate(Op::Addi, A0, ZERO, 3), jump(RA, 20), jump(RA, 48)], &exit()]);
    let start = code(&[&start, &[nothing()]]);
    let program =
        functions(&[("start", start), ("countdown", countdown), ("front", vec![jump(ZERO, 4)]), ("back", vec![nothing(), ret()])]);
    let result = profile(&program);
    let cost = |name: &str| result.functions.iter().find(|f| f.name == name).map(|f| (f.own.instructions, f.total.instructions)).unwrap();
    assert_eq!(cost("countdown"), (3 * 8 + 2, 3 * 8 + 2));
    let run = machine(&program).run(1 << 16).unwrap();
    assert_eq!(cost("start").1, run.instructions, "everything is called from there");
    let lines = folded(&result);
    assert!(lines.contains(&"start;front 1".into()) && lines.contains(&"start;back 2".into()), "{lines:?}");
    assert!(lines.contains(&"start;countdown;countdown;countdown;countdown 2".into()), "{lines:?}");
}

#[test]
fn broken_stacks_are_followed() {
    // `jump` leaves two calls at once, as longjmp does.
    let program = functions(&[
        ("start", code(&[&[jump(RA, 20), immediate(Op::Addi, T0, RA, 0), nothing()], &exit()])),
        ("deep", vec![immediate(Op::Addi, A1, RA, 0), jump(RA, 8), nothing()]),
        ("leap", vec![immediate(Op::Addi, RA, A1, 4), ret()]),
    ]);
    let lines = folded(&profile(&program));
    assert!(lines.iter().all(|line| line.matches("start").count() == 1), "{lines:?}");
    assert!(lines.contains(&"start;deep;leap 2".into()), "{lines:?}");
    let mut stripped = program.clone();
    stripped.symbols.clear();
    assert!(folded(&profile(&stripped)).iter().all(|line| line.starts_with("(no symbol)")));
}

#[test]
fn endless_recursion_needs_little_memory() {
    let program = functions(&[("start", vec![nothing(), jump(RA, -4)])]);
    let trap = machine(&program).profile(1 << 20).unwrap_err();
    assert_eq!(trap.cause, Cause::InstructionLimit { limit: 1 << 20 });
}

fn steps(program: &Program, first: u64, last: u64) -> Vec<Step> {
    let mut steps = Vec::new();
    machine(program).window(first, last, |step| steps.push(step)).unwrap();
    steps
}

#[test]
fn a_window_shows_registers_and_memory() {
    let address = RAM_START + 0x1000;
    let body = code(&[
        &load_value(A1, address),
        &[immediate(Op::Addi, A2, ZERO, -2), pair(Op::Sh, A1, A2, 2), immediate(Op::Lb, A0, A1, 3), pair(Op::Bne, A0, ZERO, 8), nothing()],
        &exit(),
    ]);
    let program = program(&body);
    let all = steps(&program, 1, u64::MAX);
    assert_eq!(all.iter().map(|step| step.number).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
    assert_eq!(steps(&program, 3, 5), all[2..5]);
    assert_eq!(steps(&program, 9, 20), []);
    assert_eq!(steps(&program, 0, 2), all[..2]);
    assert_eq!(all[3].access, Some(Access::Store { address: address + 2, bytes: 2, value: 0xFFFE }));
    assert_eq!(all[4].access, Some(Access::Load { address: address + 3 }));
    assert_eq!(all[4].write, Some(Write { register: A0, before: 0, after: u32::MAX }));
    assert_eq!(all[5].write, None);
    let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
    let has = |line: usize, parts: &[&str]| parts.iter().for_each(|part| assert!(lines[line].contains(part), "{part}: {}", lines[line]));
    has(3, &["         4  0x8000000c  main+0xc", "sh a2, 2(a1)", "[0x80001002] = 0xfffe"]);
    has(4, &["lb a0, 3(a1)", "a0 = 0xffffffff (was 0x0) from [0x80001003]"]);
    has(5, &["bne a0, zero, 0x8000001c <main+0x1c>"]);
    has(7, &["ecall"]);
    assert!(lines.iter().all(|line| !line.ends_with(' ') && !line.contains('\n')));
}

/// Every step's effect is that of the reference semantics; the last state is that of the run.
#[test]
fn steps_compose_to_the_run() {
    let layout = MemoryLayout::default();
    let elf = include_bytes!("../../guests/elf/sha256.elf");
    let program = tracer::load_elf(elf, instructions::Isa::Rv32im, &layout).unwrap();
    let fresh = Machine::new(&program, &layout, b"abc", b"").unwrap();
    let mut registers = [0u32; 32];
    let mut walker = fresh.clone();
    walker
        .window(1, u64::MAX, |step| {
            let i = step.instruction.unwrap();
            let effect = execute(&i, step.pc, registers[usize::from(i.rs1)], registers[usize::from(i.rs2)]);
            if let instructions::Effect::Write(value) = effect {
                assert!(i.rd == 0 || step.write.is_some_and(|write| write.after == value));
            }
            if let Some(Write { register, before, after }) = step.write {
                assert_eq!(std::mem::replace(&mut registers[usize::from(register)], after), before);
            }
        })
        .unwrap();
    let mut runner = fresh;
    runner.run(1 << 20).unwrap();
    assert_eq!(registers, runner.registers());
    assert_eq!(walker.registers(), runner.registers());
}

#[test]
fn a_post_mortem_shows_the_last_instructions_and_the_registers() {
    let ten: Vec<Instruction> = (0..10).map(|k| immediate(Op::Addi, A0, A0, k)).collect();
    let program = program(&code(&[&ten, &load_value(A1, 0x1234_5678), &[immediate(Op::Lw, A2, A1, 0)]]));
    let fresh = machine(&program);
    let trap = fresh.clone().run(100).unwrap_err();
    let report = PostMortem::new(fresh, trap.clone());
    assert_eq!((report.trap.clone(), report.steps.len()), (trap, 8));
    assert_eq!(report.steps.iter().map(|step| step.number).collect::<Vec<_>>(), (6..=13).collect::<Vec<_>>());
    assert_eq!((report.registers[10], report.registers[11]), (45, 0x1234_5678));
    let text = report.to_string();
    for part in
        ["at 0x80000030 in main+0x30", "lw a2, 0(a1)", "a1 = 0x12345678 (was 0x12345000)", "zero 00000000", "a1 12345678", "t6 00000000"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let mut early = common::program(&[jump(ZERO, 0)]);
    early.symbols.clear();
    let fresh = machine(&early);
    let trap = fresh.clone().run(100).unwrap_err();
    assert!(PostMortem::new(fresh, trap).to_string().starts_with("at 0x80000000\nlast instructions"));
}

#[test]
fn a_post_mortem_of_the_limit_shows_the_loop() {
    let program = program(&[immediate(Op::Addi, A0, A0, 1), jump(ZERO, -4)]);
    let fresh = machine(&program);
    let trap = fresh.clone().run(1001).unwrap_err();
    let report = PostMortem::new(fresh, trap);
    assert_eq!((report.steps.len(), report.registers[10]), (8, 501));
}
