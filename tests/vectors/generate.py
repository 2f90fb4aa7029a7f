#!/usr/bin/env python3
"""Writes the witnesses of small programs, as the executable model of the protocol makes them: generate.py MODEL_FOLDER

One text file per program, beside this script. Numbers are hexadecimal, with a sign where a column holds a negative field element; `v*n` stands
for n times v; columns are those of the model, by its names; what a file does not list of a sparse table (`initial`, `final`) is 0.
Every run passes the model's own checks before it is written.
"""
import pathlib
import random
import sys

sys.path[:0] = [sys.argv[1], str(pathlib.Path(__file__).resolve().parents[2] / "instructions/vectors")]
sys.dont_write_bytecode = True

import sub_word  # noqa: E402, F401
from fixtures import EDGE, EXIT, SMALL, I, every_row_type, honest, li, program  # noqa: E402
from isa import BRANCH, IMMEDIATE_FORM, M_TYPE, R_TYPE, SHIFT_IMM  # noqa: E402
from machine import CONTROL_PAGE, OUT_LEN, Key, Layout, advice_cells  # noqa: E402
from memory import all_memories  # noqa: E402
from rows import cts_column, e_column, variables  # noqa: E402
from subtables import P  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
DATA = SMALL.base + 0x6000
rng = random.Random(1)
ALIASES = [(5, 6, 7), (0, 6, 7), (6, 6, 7), (7, 6, 7), (5, 6, 6), (6, 6, 6), (0, 0, 0), (5, 0, 7), (5, 6, 0), (31, 17, 10)]


def number(v):
    v %= P
    return f"{v:x}" if v <= P // 2 else f"-{P - v:x}"


def series(values):
    """Values with repetitions folded."""
    out, at = [], 0
    while at < len(values):
        end = at
        while end < len(values) and values[end] == values[at]:
            end += 1
        token = number(values[at])
        out += [f"{token}*{end - at:x}"] if end - at > 2 else [token] * (end - at)
        at = end
    return " ".join(out)


def sparse(cells):
    return " ".join(f"{cell:x}={number(v)}" for cell, v in sorted(cells.items()) if v % P)


def step_columns(isa):
    """Columns of length 2^n, in the model's words."""
    own = ["rd", "rs1", "rs2", "t_read", "ts_rs1", "ts_rs2", "ts_rd", "ts"] + [f"dhi_{name}" for name in ("rs1", "rs2", "rd", "ram")]
    names = [name for name in variables(isa) if name not in ("1", "last")] + own
    for m in all_memories(isa):
        names += [name for name in (e_column(m), cts_column(m)) if name not in names]
    return names


def write(name, key, public_input=b"", advice=b""):
    run, w, s = honest(key, public_input, advice)
    layout, p = key.layout, key.program
    region = lambda r: "none" if r is None else f"{r[0]:x} {r[1]:x}"
    lines = [f"isa {p.isa.lower()}", f"window {layout.W:x}", f"max_cells {layout.K_max:x}", f"input_region {region(layout.input)}",
             f"advice_region {region(layout.advice)}", f"output_region {region(layout.output)}"]
    for kind, words in (("text", p.text), ("data", p.data)):
        lines += [f"{kind} {address:x} {word:x}" for address, word in sorted(words.items())]
    lines += [f"tohost {'none' if p.tohost is None else format(p.tohost, 'x')}", f"input {public_input.hex()}", f"advice {advice.hex()}",
              f"output {run.output.hex()}", f"exit_code {run.exit_code:x}", f"halt {run.kind}", f"halt_index {s.halt_index:x}", f"n {s.n:x}",
              f"K_ram {s.K_ram:x}", f"adv_len {s.adv_len:x}", f"entry {key.entry:x}"]
    lines += [f"row {row.a:x} " + " ".join(number(v) for v in key.fields(row.a)) for row in key.table]
    lines += [f"column {c} : {series([z[c] for z in w.rows])}" for c in step_columns(p.isa)]
    lines += [f"column adv_hi : {series([h for h, _ in w.advice])}", f"column adv_lo : {series([l for _, l in w.advice])}"] if w.advice else []
    finals = {"bytecode": w.bytecode_final, "mult": w.mult}
    finals.update({f"cts {m[0]}@{m[1]}": w.cts_final[m] for m in all_memories(p.isa)})
    finals["reg v"] = {cell: v for cell, (v, _) in w.reg_final.items()}
    finals["reg t"] = {cell: t for cell, (_, t) in w.reg_final.items()}
    inside = {cell for cell in w.public if cell < w.K_ram} | set(advice_cells(key, len(w.advice))) | set(w.ram_final)
    finals["ram v"] = {cell: w.ram_final.get(cell, (w.initial_ram(cell), 0))[0] for cell in inside}
    finals["ram t"] = {cell: t for cell, (_, t) in w.ram_final.items()}
    lines.append(f"initial ram : {sparse({cell: v for cell, v in w.public.items() if cell < w.K_ram})}")
    lines += [f"final {table} : {sparse(cells)}" for table, cells in finals.items()]
    path = HERE / f"{name}.txt"
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n")
    print(f"{path.name}: {len(w.rows)} rows, {path.stat().st_size} bytes")


def key_of(instructions, layout=SMALL, isa="RV32I", **more):
    return Key(program(instructions, isa=isa, **more), layout)


def store(address, value, base=7, source=6):
    return li(base, address) + li(source, value) + [I("sw", 0, base, source)]


def every_row():
    """All kinds of rows, RV32I's part of the model's own program."""
    return [i for i in every_row_type() if i.op not in M_TYPE] + EXIT


def operands():
    """Each computation on edge operands under each alias of its registers."""
    body = []
    for op in list(R_TYPE) + list(IMMEDIATE_FORM):
        for rd, rs1, rs2 in rng.sample(ALIASES, 5):
            body += li(rs1, rng.choice(EDGE)) if rs1 else []
            if op in R_TYPE:
                body += li(rs2, rng.choice(EDGE)) if rs2 else []
                body.append(I(op, rd, rs1, rs2))
            else:
                body.append(I(op, rd, rs1, imm=rng.choice([0, 1, 31] if op in SHIFT_IMM else [0, -1, 2047, -2048])))
    return body + EXIT


def of_extension(ops, count):
    """Instructions of the M extension under aliases of their registers; the first operands of each are those of an edge case."""
    edges = [(0x80000000, 0xFFFFFFFF), (5, 0), (0xFFFFFFF9, 2), (7, 0xFFFFFFFE), (0xFFFFFFFF, 0xFFFFFFFF)]
    body = []
    for op in ops:
        for k, (rd, rs1, rs2) in enumerate([ALIASES[0]] * 3 + rng.sample(ALIASES, count)):
            x, y = edges[k] if k < 3 else (rng.choice(EDGE + [rng.getrandbits(32)]), rng.choice(EDGE + [rng.getrandbits(16)]))
            body += (li(rs1, x) if rs1 else []) + (li(rs2, y) if rs2 else []) + [I(op, rd, rs1, rs2)]
    return body + EXIT


def lanes():
    """Sub-word accesses at every offset, with either sign and immediates of either sign."""
    body = li(20, DATA) + li(21, 0x80C37FA5) + [I("sw", 0, 20, 21, 0), I("sw", 0, 20, 21, 4)]
    for imm in (0, -2048, 2047):
        for offset in range(4):
            body += li(22, DATA + offset - imm) + [I("lb", 5, 22, imm=imm), I("lbu", 22 if imm else 6, 22, imm=imm)]
            if offset % 2 == 0:
                body += li(22, DATA + offset - imm) + [I("lh", 5, 22, imm=imm), I("lhu", 0 if imm else 6, 22, imm=imm)]
    for offset in range(4):
        body += li(23, 0x12345681 + offset) + li(22, DATA + 4 + offset) + [I("sb", 0, 22, 23)]
        body += [I("sh", 0, 22, 23)] if offset % 2 == 0 else []
    return body + [I("sb", 0, 22, 22), I("sb", 0, 22, 0), I("lw", 0, 20, imm=4)] + EXIT


def jumps():
    """Branches in both directions, taken and not; JAL and JALR forwards, backwards, to an odd target, linking to their own base."""
    body = li(6, 0xFFFFFFFF) + [I("addi", 7, 0, imm=1)]
    for op in BRANCH:
        body += [I(op, 0, 6, 7, 8), I("fence"), I(op, 0, 7, 6, 8), I("fence"), I(op, 0, 6, 6, 8), I("fence")]
    body += [I("addi", 8, 0, imm=3), I("addi", 8, 8, imm=-1), I("bne", 0, 8, 0, -4)]
    body += [I("jal", 1, imm=12), I("addi", 9, 9, imm=1), I("jal", 0, imm=8), I("jal", 0, imm=-8)]
    body += [I("auipc", 5), I("jalr", 5, 5, imm=13), I("fence")]
    body += [I("jal", 1, imm=8), I("jal", 0, imm=8), I("jalr", 0, 1)]
    return body + EXIT


def input_output():
    """Copies words of input and advice to the output, and ends in a jump to itself."""
    base = SMALL.base
    body = li(20, CONTROL_PAGE) + [I("lw", 5, 20, imm=0), I("lw", 6, 5, imm=0), I("lw", 8, 20, imm=8), I("lw", 9, 8, imm=0)]
    body += [I("lbu", 10, 8, imm=5), I("lw", 7, 20, imm=16), I("sw", 0, 7, 6), I("xor", 6, 6, 9), I("sw", 0, 7, 6, 4), I("sb", 0, 7, 10, 8)]
    return body + store(OUT_LEN, 9) + store(base + 0x6000, 2 * 77 + 1) + [I("jal", 1, imm=0)]


def fences(rows):
    return [I("fence")] * (rows - 2) + EXIT


def main():
    tohost = SMALL.base + 0x6000
    write("every_row", key_of(every_row()))
    write("operands", key_of(operands()))
    write("products", key_of(of_extension(["mul", "mulh", "mulhsu", "mulhu"], len(ALIASES)), isa="RV32IM"))
    write("quotients", key_of(of_extension(["div", "divu", "rem", "remu"], 6), isa="RV32IM"))
    write("lanes", key_of(lanes()))
    write("jumps", key_of(jumps()))
    write("input_output", key_of(input_output(), tohost=tohost), b"public input", b"private")
    write("one_row", key_of([I("jal", 0, imm=0)], tohost=tohost, data={tohost: 2 * 5 + 1}))
    for rows in (2, 15, 16, 17):
        write(f"rows_{rows}", key_of(fences(rows)))
    far = store(SMALL.ram_end - 4, 0xDEADBEEF) + [I("lw", 10, 7)]
    write("last_word", key_of(far + EXIT, data={DATA: 1, SMALL.ram_end - 4: 7}))
    bare = Layout(W=1 << 13, K_max=1 << 13, input=(0, 0x10), advice=None, output=(0x20, 0x10))
    write("no_advice", key_of(store(bare.base + 0x24, 3) + EXIT, layout=bare), b"x")


main()
