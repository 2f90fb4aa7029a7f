//! Every instruction of RV32IM against values worked out by hand from the instruction set manual.

mod common;

use common::*;
use instructions::{Instruction, Isa, MemoryLayout, Op, Program, RAM_START};
use tracer::Machine;

/// The value of `register` after `instructions` on `x` in a1 and `y` in a2.
fn after(x: u32, y: u32, instructions: &[Instruction], register: u8) -> u32 {
    let all = code(&[&load_value(A1, x), &load_value(A2, y), instructions, &exit()]);
    let mut machine = machine(&Program { isa: Isa::Rv32im, ..program(&all) });
    machine.run(1 << 10).unwrap();
    machine.registers()[register as usize]
}

/// Asserts the result on `x` in rs1 and `y` in rs2, whatever register rd is.
fn gives(op: Op, x: u32, y: u32, expected: u32) {
    assert_eq!(after(x, y, &[register(op, A0, A1, A2)], A0), expected, "{op:?} {x:#x} {y:#x}");
    assert_eq!(after(x, y, &[register(op, A1, A1, A2)], A1), expected, "rd = rs1");
    assert_eq!(after(x, y, &[register(op, A2, A1, A2)], A2), expected, "rd = rs2");
    assert_eq!(after(x, y, &[register(op, ZERO, A1, A2)], ZERO), 0, "x0 is never written");
}

#[test]
fn register_register() {
    for (op, x, y, expected) in [
        (Op::Add, 3, 4, 7),
        (Op::Add, u32::MAX, 1, 0),
        (Op::Sub, 3, 4, u32::MAX),
        (Op::Sub, 0x8000_0000, 1, 0x7FFF_FFFF),
        (Op::Sll, 1, 31, 0x8000_0000),
        (Op::Sll, 0xFFFF_FFFF, 36, 0xFFFF_FFF0),
        (Op::Slt, 0xFFFF_FFFF, 0, 1),
        (Op::Slt, 0, 0xFFFF_FFFF, 0),
        (Op::Slt, 0x8000_0000, 0x7FFF_FFFF, 1),
        (Op::Slt, 5, 5, 0),
        (Op::Sltu, 0, 0xFFFF_FFFF, 1),
        (Op::Sltu, 0xFFFF_FFFF, 0, 0),
        (Op::Sltu, 5, 5, 0),
        (Op::Xor, 0xFF00_FF00, 0x0FF0_0FF0, 0xF0F0_F0F0),
        (Op::Srl, 0x8000_0000, 31, 1),
        (Op::Srl, 0x8000_0000, 32, 0x8000_0000),
        (Op::Sra, 0x8000_0000, 31, 0xFFFF_FFFF),
        (Op::Sra, 0x4000_0000, 30, 1),
        (Op::Sra, 0x8000_0000, 0xFFFF_FFE4, 0xF800_0000),
        (Op::Or, 0xFF00_FF00, 0x0FF0_0FF0, 0xFFF0_FFF0),
        (Op::And, 0xFF00_FF00, 0x0FF0_0FF0, 0x0F00_0F00),
    ] {
        gives(op, x, y, expected);
    }
}

const LEAST: u32 = 0x8000_0000;
const MINUS_ONE: u32 = 0xFFFF_FFFF;
const MINUS_SEVEN: u32 = 0xFFFF_FFF9;
const MINUS_TWO: u32 = 0xFFFF_FFFE;

#[test]
fn products() {
    for (op, x, y, expected) in [
        (Op::Mul, 3, 4, 12),
        (Op::Mul, MINUS_ONE, MINUS_ONE, 1),
        (Op::Mul, LEAST, 2, 0),
        (Op::Mul, 0x0001_0001, 0x0001_0001, 0x0002_0001),
        (Op::Mul, 0x1234_5678, MINUS_ONE, 0xEDCB_A988),
        (Op::Mulh, MINUS_ONE, MINUS_ONE, 0),
        (Op::Mulh, MINUS_ONE, 1, MINUS_ONE),
        (Op::Mulh, LEAST, LEAST, 0x4000_0000),
        (Op::Mulh, LEAST, 0x7FFF_FFFF, 0xC000_0000),
        (Op::Mulh, 0x7FFF_FFFF, 0x7FFF_FFFF, 0x3FFF_FFFF),
        (Op::Mulhsu, MINUS_ONE, 0xFFFF_FFFF, MINUS_ONE),
        (Op::Mulhsu, MINUS_ONE, 0, 0),
        (Op::Mulhsu, 1, 0xFFFF_FFFF, 0),
        (Op::Mulhsu, LEAST, 0xFFFF_FFFF, LEAST),
        (Op::Mulhsu, 0x7FFF_FFFF, 0x8000_0000, 0x3FFF_FFFF),
        (Op::Mulhu, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFE),
        (Op::Mulhu, 0xFFFF_FFFF, 1, 0),
        (Op::Mulhu, 0x8000_0000, 0x8000_0000, 0x4000_0000),
        (Op::Mulhu, 0x8000_0000, 2, 1),
    ] {
        gives(op, x, y, expected);
    }
}

#[test]
fn divisions_truncate_and_never_trap() {
    for (op, x, y, expected) in [
        (Op::Div, MINUS_SEVEN, 2, 0xFFFF_FFFD),
        (Op::Div, 7, MINUS_TWO, 0xFFFF_FFFD),
        (Op::Div, MINUS_SEVEN, MINUS_TWO, 3),
        (Op::Div, LEAST, MINUS_ONE, LEAST),
        (Op::Div, 1, LEAST, 0),
        (Op::Div, 7, 0, MINUS_ONE),
        (Op::Div, LEAST, 0, MINUS_ONE),
        (Op::Div, 0, 0, MINUS_ONE),
        (Op::Divu, 0xFFFF_FFFF, 2, 0x7FFF_FFFF),
        (Op::Divu, 0xFFFF_FFFF, 0xFFFF_FFFF, 1),
        (Op::Divu, 0x8000_0000, 0xFFFF_FFFF, 0),
        (Op::Divu, 7, 0, 0xFFFF_FFFF),
        (Op::Divu, 0, 0, 0xFFFF_FFFF),
        (Op::Rem, MINUS_SEVEN, 2, MINUS_ONE),
        (Op::Rem, 7, MINUS_TWO, 1),
        (Op::Rem, MINUS_SEVEN, MINUS_TWO, MINUS_ONE),
        (Op::Rem, LEAST, MINUS_ONE, 0),
        (Op::Rem, 1, LEAST, 1),
        (Op::Rem, MINUS_SEVEN, 0, MINUS_SEVEN),
        (Op::Rem, LEAST, 0, LEAST),
        (Op::Remu, 0xFFFF_FFFF, 10, 5),
        (Op::Remu, 0xFFFF_FFF9, 2, 1),
        (Op::Remu, 0x8000_0000, 0xFFFF_FFFF, 0x8000_0000),
        (Op::Remu, 0xFFFF_FFFF, 0, 0xFFFF_FFFF),
        (Op::Remu, 7, 0, 7),
    ] {
        gives(op, x, y, expected);
    }
}

#[test]
fn register_immediate() {
    for (op, x, imm, expected) in [
        (Op::Addi, 5, -6, u32::MAX),
        (Op::Addi, 0xFFFF_FFFF, 2047, 2046),
        (Op::Slti, 0xFFFF_FFFF, 0, 1),
        (Op::Slti, 0, -2048, 0),
        (Op::Sltiu, 0, -1, 1),
        (Op::Sltiu, 0xFFFF_FFFF, -1, 0),
        (Op::Sltiu, 0, 1, 1),
        (Op::Xori, 0x1234_5678, -1, 0xEDCB_A987),
        (Op::Ori, 0x1234_5000, 0x7F8, 0x1234_57F8),
        (Op::Andi, 0xFFFF_FFFF, -256, 0xFFFF_FF00),
        (Op::Slli, 0xFFFF_FFFF, 31, 0x8000_0000),
        (Op::Slli, 0x1234_5678, 0, 0x1234_5678),
        (Op::Srli, 0x8000_0000, 31, 1),
        (Op::Srai, 0x8000_0000, 31, 0xFFFF_FFFF),
        (Op::Srai, 0x7FFF_FFFF, 31, 0),
    ] {
        assert_eq!(after(x, 0, &[immediate(op, A0, A1, imm)], A0), expected, "{op:?} {x:#x} {imm}");
        assert_eq!(after(x, 0, &[immediate(op, ZERO, A1, imm)], ZERO), 0, "x0 is never written");
    }
}

#[test]
fn upper_immediates() {
    assert_eq!(after(0, 0, &[immediate(Op::Lui, A0, 0, 0x1234_5000)], A0), 0x1234_5000);
    assert_eq!(after(0, 0, &[immediate(Op::Lui, A0, 0, i32::MIN)], A0), 0x8000_0000);
    assert_eq!(after(0, 0, &[immediate(Op::Auipc, A0, 0, 0x1000)], A0), RAM_START + 16 + 0x1000);
    assert_eq!(after(0, 0, &[immediate(Op::Auipc, A0, 0, -0x1000)], A0), RAM_START + 16 - 0x1000);
}

#[test]
fn jumps_link_and_land() {
    let skip = immediate(Op::Addi, A0, A0, 1);
    assert_eq!(after(0, 0, &[jump(RA, 8), skip, skip], A0), 1);
    assert_eq!(after(0, 0, &[jump(RA, 8), skip], RA), RAM_START + 20);
    assert_eq!(after(0, 0, &[jump(ZERO, 8), skip], ZERO), 0);
    let forward = immediate(Op::Jalr, RA, A1, 24);
    assert_eq!(after(RAM_START, 0, &[forward, skip, skip], A0), 1);
    assert_eq!(after(RAM_START, 0, &[forward, skip, skip], RA), RAM_START + 20);
    let odd = immediate(Op::Jalr, RA, A1, 25);
    assert_eq!(after(RAM_START, 0, &[odd, skip, skip], A0), 1, "the lowest bit of the target is cleared");
    let alias = immediate(Op::Jalr, A1, A1, 24);
    assert_eq!(after(RAM_START, 0, &[alias, skip, skip], A1), RAM_START + 20, "the target is taken before the link");
    assert_eq!(after(RAM_START, 0, &[alias, skip, skip], A0), 1);
}

#[test]
fn branches() {
    let (minus, least) = (u32::MAX, 0x8000_0000);
    for (op, cases) in [
        (Op::Beq, [(4, 4, true), (4, 5, false), (minus, 1, false)]),
        (Op::Bne, [(4, 4, false), (4, 5, true), (minus, 1, true)]),
        (Op::Blt, [(minus, 1, true), (1, minus, false), (least, least, false)]),
        (Op::Bge, [(minus, 1, false), (1, minus, true), (least, least, true)]),
        (Op::Bltu, [(minus, 1, false), (1, minus, true), (least, least, false)]),
        (Op::Bgeu, [(minus, 1, true), (1, minus, false), (least, least, true)]),
    ] {
        for (x, y, taken) in cases {
            let skipped = after(x, y, &[pair(op, A1, A2, 8), immediate(Op::Addi, A0, A0, 1)], A0) == 0;
            assert_eq!(skipped, taken, "{op:?} {x:#x} {y:#x}");
        }
    }
    let loops = [immediate(Op::Addi, A1, A1, -1), immediate(Op::Addi, A0, A0, 3), pair(Op::Bne, A1, ZERO, -8)];
    assert_eq!(after(5, 0, &loops, A0), 15);
}

#[test]
fn loads_take_every_lane_and_extend() {
    let address = RAM_START + 0x1000;
    let store = pair(Op::Sw, A1, A2, 0);
    let word = 0x80C3_7FA5;
    for (op, offset, expected) in [
        (Op::Lw, 0, 0x80C3_7FA5),
        (Op::Lb, 0, 0xFFFF_FFA5),
        (Op::Lb, 1, 0x7F),
        (Op::Lb, 2, 0xFFFF_FFC3),
        (Op::Lb, 3, 0xFFFF_FF80),
        (Op::Lbu, 0, 0xA5),
        (Op::Lbu, 1, 0x7F),
        (Op::Lbu, 2, 0xC3),
        (Op::Lbu, 3, 0x80),
        (Op::Lh, 0, 0x7FA5),
        (Op::Lh, 2, 0xFFFF_80C3),
        (Op::Lhu, 0, 0x7FA5),
        (Op::Lhu, 2, 0x80C3),
    ] {
        assert_eq!(after(address, word, &[store, immediate(op, A0, A1, offset)], A0), expected, "{op:?} {offset}");
        assert_eq!(after(address, word, &[store, immediate(op, ZERO, A1, offset)], ZERO), 0);
    }
    let negative = [pair(Op::Sw, A1, A2, -2048), immediate(Op::Lw, A0, A1, -2048)];
    assert_eq!(after(address, word, &negative, A0), word);
}

#[test]
fn stores_change_their_lane_alone() {
    let address = RAM_START + 0x1000;
    for (op, offset, expected) in [
        (Op::Sw, 0, 0xDDCC_BBAA),
        (Op::Sb, 0, 0x1122_33AA),
        (Op::Sb, 1, 0x1122_AA44),
        (Op::Sb, 2, 0x11AA_3344),
        (Op::Sb, 3, 0xAA22_3344),
        (Op::Sh, 0, 0x1122_BBAA),
        (Op::Sh, 2, 0xBBAA_3344),
    ] {
        let before = load_value(T0, 0x1122_3344);
        let all = code(&[&before, &[pair(Op::Sw, A1, T0, 0), pair(op, A1, A2, offset), immediate(Op::Lw, A0, A1, 0)]]);
        assert_eq!(after(address, 0xDDCC_BBAA, &all, A0), expected, "{op:?} {offset}");
    }
}

#[test]
fn fence_does_nothing() {
    let program = program(&code(&[&[immediate(Op::Fence, 0, 0, 0)], &exit()]));
    let mut machine = machine(&program);
    machine.run(10).unwrap();
    let mut expected = [0; 32];
    expected[A7 as usize] = 93;
    assert_eq!(machine.registers(), expected);
}

#[test]
fn memory_starts_empty_from_base_to_end() {
    let layout = MemoryLayout { max_cells: 1 << 29, ..MemoryLayout::default() };
    let last = (layout.end() - 4) as u32;
    let touch = [pair(Op::Sw, A1, A2, 0), immediate(Op::Lw, A0, A1, 0), immediate(Op::Lw, RA, A1, -4)];
    let all = code(&[&load_value(A1, last), &load_value(A2, 77), &touch, &exit()]);
    let mut machine = Machine::new(&program(&all), &layout, b"", b"").unwrap();
    assert_eq!(machine.run(100).unwrap().exit_code, 77);
    assert_eq!(machine.registers()[RA as usize], 0);
    assert_eq!(machine.word(last + 3), Some(77));
    assert_eq!(machine.word(last + 4), None);
    assert_eq!(machine.word(layout.base()), Some(0));
    assert_eq!(machine.word(layout.base() - 1), None);
}
