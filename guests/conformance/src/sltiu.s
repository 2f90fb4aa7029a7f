# SLTIU: rd = 1 if rs1 < immediate as unsigned numbers, the immediate extended by its sign first, else 0.

    .include "check.inc"

    begin

# Equal.
#          case  left    immediate  result
    ri sltiu,   1, 0x00000000,     0, 0x00000000
    ri sltiu,   2, 0x00000001,     1, 0x00000000
    ri sltiu,   3, 0xffffffff,    -1, 0x00000000
    ri sltiu,   4, 0x000007ff,  2047, 0x00000000
    ri sltiu,   5, 0xfffff800, -2048, 0x00000000

# Neighbours.
#          case  left    immediate  result
    ri sltiu,   6, 0x00000000,     1, 0x00000001
    ri sltiu,   7, 0x00000001,     0, 0x00000000
    ri sltiu,   8, 0x000007fe,  2047, 0x00000001
    ri sltiu,   9, 0x00000800,  2047, 0x00000000
    ri sltiu,  10, 0xfffff7ff, -2048, 0x00000001
    ri sltiu,  11, 0xfffff801, -2048, 0x00000000
    ri sltiu,  12, 0xfffffffe,    -1, 0x00000001
    ri sltiu,  13, 0xffffffff,    -2, 0x00000000

# Across the sign.
#          case  left    immediate  result
    ri sltiu,  14, 0x00000000,    -1, 0x00000001
    ri sltiu,  15, 0xffffffff,     0, 0x00000000
    ri sltiu,  16, 0x00000001,    -1, 0x00000001
    ri sltiu,  17, 0xffffffff,     1, 0x00000000
    ri sltiu,  18, 0x80000000,  2047, 0x00000000
    ri sltiu,  19, 0x7fffffff, -2048, 0x00000001
    ri sltiu,  20, 0x80000000, -2048, 0x00000001
    ri sltiu,  21, 0x7fffffff,  2047, 0x00000000
    ri sltiu,  22, 0x80000000,     0, 0x00000000
    ri sltiu,  23, 0x7fffffff,     0, 0x00000000
    ri sltiu,  24, 0x80000000,    -1, 0x00000001
    ri sltiu,  25, 0x00000000, -2048, 0x00000001
    ri sltiu,  26, 0x00000000,  2047, 0x00000001

# One byte decides.
#          case  left    immediate  result
    ri sltiu,  27, 0x00000456,  1109, 0x00000000
    ri sltiu,  28, 0x00000456,  1111, 0x00000001
    ri sltiu,  29, 0x00010456,  1110, 0x00000000
    ri sltiu,  30, 0x01000456,  1110, 0x00000000
    ri sltiu,  31, 0x80000456,  1110, 0x00000000
    ri sltiu,  32, 0xfffefbaa, -1110, 0x00000001
    ri sltiu,  33, 0xfffffbaa, -1109, 0x00000001

# Registers that are the same, and x0.
#                  case  left    immediate  result      of 0
    ri_aliases sltiu,  34, 0x00000010,    -5, 0x00000001, 0x00000001

# Every register.
    ri_registers sltiu, 39, 1, -1, 1

    end_by_tohost
