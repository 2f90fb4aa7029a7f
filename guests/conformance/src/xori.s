# XORI: rd = rs1 ^ immediate, the immediate extended by its sign.

    .include "check.inc"

    begin

# Immediates at their limits; a negative one reaches all upper bits.
#         case  left    immediate  result
    ri xori,   1, 0x00000000,     0, 0x00000000
    ri xori,   2, 0x00000000,    -1, 0xffffffff
    ri xori,   3, 0xffffffff,     0, 0xffffffff
    ri xori,   4, 0xffffffff,    -1, 0x00000000
    ri xori,   5, 0x00000000,  2047, 0x000007ff
    ri xori,   6, 0x00000000, -2048, 0xfffff800
    ri xori,   7, 0xffffffff,  2047, 0xfffff800
    ri xori,   8, 0xffffffff, -2048, 0x000007ff

# Alternating bits.
#         case  left    immediate  result
    ri xori,   9, 0xaaaaaaaa,  1365, 0xaaaaafff
    ri xori,  10, 0x55555555,  1365, 0x55555000
    ri xori,  11, 0xaaaaaaaa, -1366, 0x55555000
    ri xori,  12, 0x55555555, -1366, 0xaaaaafff
    ri xori,  13, 0x0f0f0f0f,   240, 0x0f0f0fff
    ri xori,  14, 0xf0f0f0f0,   240, 0xf0f0f000
    ri xori,  15, 0x33333333,  -241, 0xcccccc3c

# Single bits.
#         case  left    immediate  result
    ri xori,  16, 0x00000001,     1, 0x00000000
    ri xori,  17, 0x80000000,     1, 0x80000001
    ri xori,  18, 0x80000000,    -1, 0x7fffffff
    ri xori,  19, 0x00000800, -2048, 0xfffff000
    ri xori,  20, 0x00000400,  1024, 0x00000000
    ri xori,  21, 0x000007ff,  1024, 0x000003ff
    ri xori,  22, 0x7fffffff,    -1, 0x80000000

# No two bytes alike.
#         case  left    immediate  result
    ri xori,  23, 0x12345678,   291, 0x1234575b
    ri xori,  24, 0xdeadbeef, -1110, 0x21524545
    ri xori,  25, 0x9abcdef0,  1893, 0x9abcd995
    ri xori,  26, 0x0f1e2d3c,  -291, 0xf0e1d3e1

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases xori,  27, 0xdeadbeef,    -1, 0x21524110, 0xffffffff

# Every register.
    ri_registers xori, 32, 0x00000123, -1, 0xfffffedc

    end_by_tohost
