"""Writes rv32i.txt and rv32im.txt: what the executable model says about decoding, rows, flags and lookups. Usage: generate.py MODEL_FOLDER

The flags and memories of rv32im begin with those of rv32i, where the model has them in the order of the protocol's table 3.4: lists are
reordered here, names are not. rv32im.txt holds the lookups, words and rows that rv32i.txt has not.

Lines, by their first word:
  memory SUBTABLE CHUNK                               the lookup memories, in order
  flag NAME                                           the flags, in the order of their bits
  lookup NAME QUERY DEGREE SUBTABLE@CHUNK ..          a decomposition: its collation's memories, then the others, each once
  query NAME LEFT RIGHT INDEX0 .. INDEX3 OUTPUT       a lookup (hexadecimal); LEFT is what ADVICE chooses
  decode WORD OP RD RS1 RS2 IMM                       a word that decodes (the word in hexadecimal)
  decode WORD -                                       a word that does not
  rows WORD | LOOKUP RD RS1 RS2 IMM BITFLAGS | ..     the rows of an instruction (bitflags in hexadecimal)
"""
import os
import random
import sys

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True

import sub_word  # noqa: E402, F401
from bytecode import place  # noqa: E402
from isa import BRANCH, CIRCUIT_FLAGS, I_TYPE, LOAD, M_TYPE, R_TYPE, SHIFT_IMM, STORE, Instruction, decode, encode  # noqa: E402
from subtables import LOOKUPS, RV32I_LOOKUPS, SUBTABLES, memories_of, query_indices  # noqa: E402

M_LOOKUPS = [name for name in LOOKUPS if name not in RV32I_LOOKUPS]
START = 1 << 31
EDGE = [0, 1, 31, 0x80, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
rng = random.Random(1)


def lookups(isa):
    return RV32I_LOOKUPS + (M_LOOKUPS if isa == "RV32IM" else [])


def flag_order(isa):
    return CIRCUIT_FLAGS + lookups(isa)


def memories(isa):
    return list(dict.fromkeys(m for name in lookups(isa) for m in memories_of(name)))


def bitflags(row, isa):
    return sum(1 << k for k, f in enumerate(flag_order(isa)) if f in row.flag_names())


def words():
    """Words near to instructions: every major opcode with random and with edge fields; then anything."""
    for opcode in range(3, 128, 4):
        for _ in range(12):
            yield rng.getrandbits(25) << 7 | opcode
    for opcode in (0x33, 0x13):
        for f3 in range(8):
            for f7 in (0, 1, 0x20, 0x21, 0x40):
                yield f7 << 25 | rng.getrandbits(5) << 20 | rng.getrandbits(5) << 15 | f3 << 12 | rng.getrandbits(5) << 7 | opcode
    for opcode in (0x03, 0x23, 0x63, 0x67, 0x0F, 0x73):
        for f3 in range(8):
            yield rng.getrandbits(17) << 15 | f3 << 12 | rng.getrandbits(5) << 7 | opcode
    yield from (0, 0x73, 0x100073, 0x200073, 0x0FF0000F, 0x0000100F, 0xFFFFFFFF, 0x80000073, 0xF3, 0x173)
    for _ in range(300):
        yield rng.getrandbits(32)


def products():
    """Words of the M extension and near to them."""
    for f3 in range(8):
        for f7 in (1, 1, 1, 3, 0x21, 0x41):
            yield f7 << 25 | rng.getrandbits(10) << 15 | f3 << 12 | rng.getrandbits(5) << 7 | 0x33


def instances(isa):
    """Each instruction with distinct, equal and zero registers and edge immediates."""
    registers = [(5, 6, 7), (0, 6, 7), (5, 0, 0), (6, 6, 6), (0, 0, 0), (31, 17, 10)]
    immediates = {**{op: [0, 5, -1, -2048, 2047] for op in [*I_TYPE, *LOAD, *STORE, "jalr"]}, **{op: [0, 5, 31] for op in SHIFT_IMM},
                  **{op: [0, 8, -4096, 4094] for op in BRANCH}, "jal": [0, 8, -(1 << 20), (1 << 20) - 2],
                  "lui": [0, 0x1000, 0xFFFFF000], "auipc": [0, 0x1000, 0xFFFFF000]}
    for op in M_TYPE if isa == "RV32IM" else [*R_TYPE, *immediates, "fence", "ecall"]:
        for rd, rs1, rs2 in registers:
            for imm in immediates.get(op, [0]):
                yield decode(encode(Instruction(op, rd, rs1, rs2, imm)), isa)


def lines(isa):
    for table, chunk in memories(isa):
        yield f"memory {table} {chunk}"
    for flag in flag_order(isa):
        yield f"flag {flag}"
    for name in M_LOOKUPS if isa == "RV32IM" else RV32I_LOOKUPS:
        d = LOOKUPS[name]
        yield f"lookup {name} {d.query or 'Advice'} {d.degree} " + " ".join(f"{t}@{i}" for t, i in memories_of(name))
        pairs = [(x, y) for x in EDGE for y in EDGE] + [(rng.getrandbits(32), rng.getrandbits(32)) for _ in range(8)]
        for x, y in pairs:
            y %= 32 if d.query == "ShiftQ" else 1 << 32
            index = query_indices(d.query, x, y, free=x)
            output = d.g({m: SUBTABLES[m[0]].entry(index[m[1]]) for m in memories_of(name)})
            yield f"query {name} {x:x} {y:x} " + " ".join(f"{i:x}" for i in index) + f" {output:x}"
    for word in products() if isa == "RV32IM" else words():
        i = decode(word, isa)
        yield f"decode {word:08x} " + (f"{i.op} {i.rd} {i.rs1} {i.rs2} {i.imm}" if i else "-")
    for i in dict.fromkeys(instances(isa)):
        rows = [r for r in place([(START, i)]) if r.op != "trap"]
        yield f"rows {encode(i):08x}" + "".join(
            f" | {r.lookup or '-'} {r.rd} {r.rs1} {r.rs2} {r.imm} {bitflags(r, isa):x}" for r in rows)


for isa in ("RV32I", "RV32IM"):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), isa.lower() + ".txt"), "w") as out:
        out.writelines(line + "\n" for line in lines(isa))
