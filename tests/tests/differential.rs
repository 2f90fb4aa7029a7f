//! The emulator against two independent simulators: registers and pc after every instruction, all of memory at the end.

mod simulators;

use instructions::{Instruction, Isa, Op, decode, execute};
use joltlab_tests::guests;
use joltlab_tests::programs::Workload;
use simulators::{Rrs, Rvsim, Simulator};
use std::collections::BTreeMap;

/// Random programs; `JOLTLAB_PROGRAMS=100000 cargo test --release -p joltlab-tests --test differential` runs more.
fn program_count() -> u64 {
    std::env::var("JOLTLAB_PROGRAMS").map_or(3000, |count| count.parse().expect("JOLTLAB_PROGRAMS is a number"))
}

/// Runs all three in lock step and gives the executed instructions.
fn lock_step<S: Simulator>(workload: &Workload, what: &str) -> Vec<(u32, Instruction)> {
    let mut machine = workload.machine();
    let mut simulator = S::new(workload);
    let mut executed = Vec::new();
    let text = &workload.program.text[0];
    loop {
        let pc = machine.pc();
        let word = text.words[((pc - text.address) / 4) as usize];
        let instruction = decode(word, workload.program.isa).unwrap();
        executed.push((pc, instruction));
        let finished = machine.run(1).is_ok();
        simulator.step();
        let at = format!("{what}, {}, instruction {}, pc {pc:#x}: {instruction}", S::NAME, executed.len());
        assert_eq!(machine.registers(), simulator.registers(), "{at}");
        assert_eq!(machine.pc(), simulator.pc(), "{at}");
        assert!(executed.len() < 1 << 20, "{at}: the program halts");
        if finished {
            break;
        }
    }
    for (address, word) in simulator.memory().words() {
        assert_eq!(machine.word(address), Some(word), "{what}, {}, memory at {address:#x}", S::NAME);
    }
    executed
}

/// What the random programs must have reached: instructions, register aliases, byte lanes, directions.
#[derive(Default)]
struct Coverage(BTreeMap<String, usize>);

impl Coverage {
    fn count(&mut self, executed: &[(u32, Instruction)]) {
        for (step, (pc, i)) in executed.iter().enumerate() {
            let name = i.op.mnemonic();
            let mut met = |what: &str| *self.0.entry(format!("{name}{what}")).or_default() += 1;
            met("");
            let aliases =
                [(" rd = x0", i.rd == 0), (" rd = rs1", i.rd == i.rs1), (" rd = rs2", i.rd == i.rs2), (" rs1 = rs2", i.rs1 == i.rs2)];
            aliases.iter().filter(|(_, holds)| *holds).for_each(|(what, _)| met(what));
            if i.rd == i.rs1 && i.rs1 == i.rs2 {
                met(" all equal");
            }
            if let Some((next, _)) = executed.get(step + 1) {
                met(if *next == pc + 4 { " falls through" } else { " jumps" });
                if next < pc {
                    met(" backward");
                }
            }
        }
    }

    fn require(&self, name: &str, what: &str) {
        assert!(self.0.contains_key(&format!("{name}{what}")), "no program has {name}{what}");
    }
}

#[test]
fn random_programs() {
    let count = program_count();
    let mut coverage = Coverage::default();
    for seed in 0..count {
        let workload = Workload::random(seed, 24);
        let what = format!("seed {seed}");
        let executed = lock_step::<Rrs>(&workload, &what);
        lock_step::<Rvsim>(&workload, &what);
        let pcs: Vec<u32> = executed.iter().map(|(pc, _)| *pc).collect();
        assert_eq!(workload.trace().unwrap().pcs, pcs, "{what}: the trace");
        coverage.count(&executed);
    }
    use instructions::{Effect, Format};
    for &op in Op::all(Isa::default()) {
        let name = op.mnemonic();
        coverage.require(name, "");
        let probe = Instruction { op, rd: 0, rs1: 0, rs2: 0, imm: 0 };
        let aliases: &[&str] = match op.definition().encoding.format {
            Format::Register => &[" rd = x0", " rd = rs1", " rd = rs2", " rs1 = rs2", " all equal"],
            Format::Immediate | Format::ShiftImmediate | Format::Load => &[" rd = x0", " rd = rs1"],
            Format::Upper | Format::Jump => &[" rd = x0"],
            Format::Store => &[" rs1 = rs2"],
            Format::Branch => &[" rs1 = rs2", " falls through", " jumps", " backward"],
            Format::Bare { .. } => &[],
        };
        aliases.iter().for_each(|what| coverage.require(name, what));
        if matches!(execute(&probe, 0, 0, 0), Effect::Jump(_)) {
            coverage.require(name, " jumps");
            coverage.require(name, " backward");
        }
    }
}

#[test]
fn guests() {
    let mut met = Vec::new();
    for run in guests::runs() {
        let workload = run.workload();
        let executed = lock_step::<Rrs>(&workload, &run.name);
        lock_step::<Rvsim>(&workload, &run.name);
        let trace = workload.trace().unwrap();
        assert_eq!(trace.pcs.len(), executed.len());
        assert_eq!((trace.exit_code, trace.output), (run.exit_code, run.output), "{}", run.name);
        met.push(run.name);
    }
    met.sort();
    met.dedup();
    assert_eq!(met, guests::names(), "every guest runs");
}
