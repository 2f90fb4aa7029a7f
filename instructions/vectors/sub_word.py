"""The executable model with sub-word accesses of one row each, as papers/sub-word-memory.md has them. Importing this module extends the model's.

Import it before any name of the model that it replaces, with the model's folder on the path.
"""
import bytecode
import isa
import machine
import rows
import statement
import subtables
from isa import SINK, ZERO, lookup_row
from rows import Linear, var
from subtables import P

LANES = ["lane_1", "lane_2", "lane_3", "upper"]
LOADS = {"lb": "SEXT_B", "lbu": "ZEXT_B", "lh": "SEXT_H", "lhu": "ZEXT_H"}
STORES = {"sb": "ZEXT_B", "sh": "ZEXT_H"}
PART_FLAGS = ["LoadPart", "StorePart", "Half"]

# ---- lookups: those of RV32I come first, the parts last of them ----

BYTE, HALF = [("RIGHT_ID", 3)], [("RIGHT_ID", 2), ("RIGHT_ID", 3)]
value_of = lambda v, part: sum(v[m] << 8 * (3 - m[1]) for m in part)
subtables.lookup("ZEXT_B", "Concat", BYTE, lambda v: value_of(v, BYTE), 1)
subtables.lookup("SEXT_B", "Concat", BYTE + [("RIGHT_MSB", 3)], lambda v: value_of(v, BYTE) + (2**32 - 2**8) * v["RIGHT_MSB", 3], 1)
subtables.lookup("ZEXT_H", "Concat", HALF, lambda v: value_of(v, HALF), 1)
subtables.lookup("SEXT_H", "Concat", HALF + [("RIGHT_MSB", 2)], lambda v: value_of(v, HALF) + (2**32 - 2**16) * v["RIGHT_MSB", 2], 1)
subtables.RV32I_LOOKUPS[-1:] = ["ZEXT_B", "SEXT_B", "ZEXT_H", "SEXT_H"]
del subtables.LOOKUPS["ASSERT_HALF"]
for name in [name for name in subtables.LOOKUPS if name not in subtables.RV32I_LOOKUPS]:
    subtables.LOOKUPS[name] = subtables.LOOKUPS.pop(name)

# ---- the bytecode table: one row, its flags after Store ----

rows.CIRCUIT_FLAGS = list(isa.CIRCUIT_FLAGS)
isa.CIRCUIT_FLAGS[4:4] = PART_FLAGS
expand_others, in_use_others, check_others = bytecode.expand, bytecode.in_use, statement.check_table


def expand(i):
    half = ["Half"] if i.op[1:2] == "h" else []
    rd, x, y = i.rd or SINK, i.rs1 or ZERO, i.rs2 or ZERO
    if i.op in LOADS:
        return [lookup_row(LOADS[i.op], rd, x, 0, i.imm, ["LoadPart"] + half)]
    if i.op in STORES:
        return [lookup_row(STORES[i.op], SINK, x, y, i.imm, ["StorePart"] + half, writes=False)]
    return expand_others(i)


def in_use(row):
    return [row.rs1] if "LoadPart" in row.flags else in_use_others(row)


def check_table(table, entry, ram_end):
    bad = check_others(table, entry, ram_end)
    for a, row in enumerate(table):
        f = row.flags - {"DoNotUpdatePC", "VirtualNotLast", "VirtualNotFirst"}
        loads, stores = (({names[op] for op in names} if row.lookup in names.values() else set()) for names in (LOADS, STORES))
        half = {"Half"} if (row.lookup or "").endswith("_H") else set()
        shapes = [{"LoadPart", "WriteLookup", "Concat"} | half] if loads else []
        shapes += [{"StorePart", "Concat"} | half] if stores else []
        if f not in shapes if shapes else f & set(PART_FLAGS):
            bad.append((a, "part"))
        if len(f & {"Load", "Store", "LoadPart", "StorePart"}) > 1:
            bad.append((a, "accesses"))
        if shapes and not -(1 << 12) <= row.imm < 1 << 12:
            bad.append((a, "imm"))
    return bad


# ---- the witness ----

rows_of_others, variables_of_others = machine.rows_of, rows.variables


def rows_of(key, row, z, state, hint):
    rows_of_others(key, row, z, state, hint)
    f = row.flag_names()
    if not f & {"LoadPart", "StorePart"}:
        return
    _, ram, initial, _ = state
    address = z["v_rs1"] + row.imm - key.layout.base
    offset, mask = address % 4, 0xFFFF if "Half" in f else 0xFF
    z["a_ram"] = address // 4
    z["v_old"] = z["v_new"] = z["left"] = ram.get(z["a_ram"], initial(z["a_ram"]))
    if offset:
        z["upper" if "Half" in f else f"lane_{offset}"] = 1
    if "LoadPart" in f:
        z["right"] = z["v_old"] >> 8 * offset & mask
    else:
        z["v_new"] = z["v_old"] & ~(mask << 8 * offset) | (z["v_rs2"] & mask) << 8 * offset
    machine.set_lookup(z, row.lookup, subtables.query_indices("Concat", z["left"], z["right"]))
    z["v_rd_new"] = z["lookup_output"] if "LoadPart" in f else 0


# ---- the constraints ----

constraints_of_others = rows.constraints


def constraints(base, isa="RV32IM"):
    changed = {"R1", "R2", "R3", "R6", "R7"}
    out = [row for row in constraints_of_others(base, isa) if row[0] not in changed]
    when = lambda name, condition, equation: out.append((name, rows.as_linear(condition), rows.as_linear(equation), Linear()))
    left_is_pc, right_is_imm, load, store, load_part, store_part, half = map(
        var, ["LeftIsPC", "RightIsImm", "Load", "Store", *PART_FLAGS])
    left, right, v_rs1, v_rs2, imm, v_old, v_new, a_ram = map(var, ["left", "right", "v_rs1", "v_rs2", "imm", "v_old", "v_new", "a_ram"])
    lane_1, lane_2, lane_3, upper = map(var, LANES)
    parts = load_part + store_part
    lanes, lower = [parts - half - lane_1 - lane_2 - lane_3, lane_1, lane_2, lane_3], half - upper
    for k, bit in enumerate(lanes + [lower, upper]):
        when(f"bool part {k}", bit, bit - 1)
    when("R1 rs1", 1 - left_is_pc - parts, left - v_rs1)
    when("R1 pc", left_is_pc, left - 4 * var("E") - (bytecode.RAM_START - 4))
    when("R1 part", parts, left - v_old)
    when("R2 rs2", 1 - right_is_imm - load_part, right - v_rs2)
    when("R2 imm", right_is_imm, right - imm)
    offset = lane_1 + 2 * lane_2 + 3 * lane_3 + 2 * upper
    when("R3", load + store + parts, v_rs1 + imm - 4 * a_ram - base - offset)
    when("R6", 1 - store - store_part, v_new - v_old)
    when("R7", 1 - load - store - parts, a_ram)
    replaced = lambda k, end: (var(f"R_{3 - end}") - var(f"L_{3 - k}")) * (1 << 8 * k)
    for k, lane in enumerate(lanes):
        when(f"R21 lane {k}", lane, v_new - v_old - replaced(k, 0))
    when("R21 lower", lower, v_new - v_old - replaced(0, 0) - replaced(1, 1))
    when("R21 upper", upper, v_new - v_old - replaced(2, 0) - replaced(3, 1))
    return out


bytecode.expand, bytecode.in_use = expand, in_use
machine.rows_of = rows_of
rows.variables = lambda isa="RV32IM": variables_of_others(isa) + LANES
rows.constraints = statement.constraints = constraints
statement.check_table = check_table
