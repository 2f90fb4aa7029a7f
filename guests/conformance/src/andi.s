# ANDI: rd = rs1 & immediate, the immediate extended by its sign.

    .include "check.inc"

    begin

# Immediates at their limits; a negative one reaches all upper bits.
#         case  left    immediate  result
    ri andi,   1, 0x00000000,     0, 0x00000000
    ri andi,   2, 0x00000000,    -1, 0x00000000
    ri andi,   3, 0xffffffff,     0, 0x00000000
    ri andi,   4, 0xffffffff,    -1, 0xffffffff
    ri andi,   5, 0x00000000,  2047, 0x00000000
    ri andi,   6, 0x00000000, -2048, 0x00000000
    ri andi,   7, 0xffffffff,  2047, 0x000007ff
    ri andi,   8, 0xffffffff, -2048, 0xfffff800

# Alternating bits.
#         case  left    immediate  result
    ri andi,   9, 0xaaaaaaaa,  1365, 0x00000000
    ri andi,  10, 0x55555555,  1365, 0x00000555
    ri andi,  11, 0xaaaaaaaa, -1366, 0xaaaaaaaa
    ri andi,  12, 0x55555555, -1366, 0x55555000
    ri andi,  13, 0x0f0f0f0f,   240, 0x00000000
    ri andi,  14, 0xf0f0f0f0,   240, 0x000000f0
    ri andi,  15, 0x33333333,  -241, 0x33333303

# Single bits.
#         case  left    immediate  result
    ri andi,  16, 0x00000001,     1, 0x00000001
    ri andi,  17, 0x80000000,     1, 0x00000000
    ri andi,  18, 0x80000000,    -1, 0x80000000
    ri andi,  19, 0x00000800, -2048, 0x00000800
    ri andi,  20, 0x00000400,  1024, 0x00000400
    ri andi,  21, 0x000007ff,  1024, 0x00000400
    ri andi,  22, 0x7fffffff,    -1, 0x7fffffff

# No two bytes alike.
#         case  left    immediate  result
    ri andi,  23, 0x12345678,   291, 0x00000020
    ri andi,  24, 0xdeadbeef, -1110, 0xdeadbaaa
    ri andi,  25, 0x9abcdef0,  1893, 0x00000660
    ri andi,  26, 0x0f1e2d3c,  -291, 0x0f1e2c1c

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases andi,  27, 0xdeadbeef,  -273, 0xdeadbeef, 0x00000000

# Every register.
    ri_registers andi, 32, 0x0000ff0f, 243, 3

    end_by_tohost
