# SLTI: rd = 1 if rs1 < immediate as signed numbers, else 0.

    .include "check.inc"

    begin

# Equal.
#         case  left    immediate  result
    ri slti,   1, 0x00000000,     0, 0x00000000
    ri slti,   2, 0x00000001,     1, 0x00000000
    ri slti,   3, 0xffffffff,    -1, 0x00000000
    ri slti,   4, 0x000007ff,  2047, 0x00000000
    ri slti,   5, 0xfffff800, -2048, 0x00000000

# Neighbours.
#         case  left    immediate  result
    ri slti,   6, 0x00000000,     1, 0x00000001
    ri slti,   7, 0x00000001,     0, 0x00000000
    ri slti,   8, 0x000007fe,  2047, 0x00000001
    ri slti,   9, 0x00000800,  2047, 0x00000000
    ri slti,  10, 0xfffff7ff, -2048, 0x00000001
    ri slti,  11, 0xfffff801, -2048, 0x00000000
    ri slti,  12, 0xfffffffe,    -1, 0x00000001
    ri slti,  13, 0xffffffff,    -2, 0x00000000

# Across the sign.
#         case  left    immediate  result
    ri slti,  14, 0x00000000,    -1, 0x00000000
    ri slti,  15, 0xffffffff,     0, 0x00000001
    ri slti,  16, 0x00000001,    -1, 0x00000000
    ri slti,  17, 0xffffffff,     1, 0x00000001
    ri slti,  18, 0x80000000,  2047, 0x00000001
    ri slti,  19, 0x7fffffff, -2048, 0x00000000
    ri slti,  20, 0x80000000, -2048, 0x00000001
    ri slti,  21, 0x7fffffff,  2047, 0x00000000
    ri slti,  22, 0x80000000,     0, 0x00000001
    ri slti,  23, 0x7fffffff,     0, 0x00000000
    ri slti,  24, 0x80000000,    -1, 0x00000001
    ri slti,  25, 0x00000000, -2048, 0x00000000
    ri slti,  26, 0x00000000,  2047, 0x00000001

# One byte decides.
#         case  left    immediate  result
    ri slti,  27, 0x00000456,  1109, 0x00000000
    ri slti,  28, 0x00000456,  1111, 0x00000001
    ri slti,  29, 0x00010456,  1110, 0x00000000
    ri slti,  30, 0x01000456,  1110, 0x00000000
    ri slti,  31, 0x80000456,  1110, 0x00000001
    ri slti,  32, 0xfffefbaa, -1110, 0x00000001
    ri slti,  33, 0xfffffbaa, -1109, 0x00000001

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases slti,  34, 0xfffffff0,     5, 0x00000001, 0x00000001

# Every register.
    ri_registers slti, 39, -1, 1, 1

    end_by_ecall
