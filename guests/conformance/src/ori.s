# ORI: rd = rs1 | immediate, the immediate extended by its sign.

    .include "check.inc"

    begin

# Immediates at their limits; a negative one reaches all upper bits.
#        case  left    immediate  result
    ri ori,   1, 0x00000000,     0, 0x00000000
    ri ori,   2, 0x00000000,    -1, 0xffffffff
    ri ori,   3, 0xffffffff,     0, 0xffffffff
    ri ori,   4, 0xffffffff,    -1, 0xffffffff
    ri ori,   5, 0x00000000,  2047, 0x000007ff
    ri ori,   6, 0x00000000, -2048, 0xfffff800
    ri ori,   7, 0xffffffff,  2047, 0xffffffff
    ri ori,   8, 0xffffffff, -2048, 0xffffffff

# Alternating bits.
#        case  left    immediate  result
    ri ori,   9, 0xaaaaaaaa,  1365, 0xaaaaafff
    ri ori,  10, 0x55555555,  1365, 0x55555555
    ri ori,  11, 0xaaaaaaaa, -1366, 0xfffffaaa
    ri ori,  12, 0x55555555, -1366, 0xffffffff
    ri ori,  13, 0x0f0f0f0f,   240, 0x0f0f0fff
    ri ori,  14, 0xf0f0f0f0,   240, 0xf0f0f0f0
    ri ori,  15, 0x33333333,  -241, 0xffffff3f

# Single bits.
#        case  left    immediate  result
    ri ori,  16, 0x00000001,     1, 0x00000001
    ri ori,  17, 0x80000000,     1, 0x80000001
    ri ori,  18, 0x80000000,    -1, 0xffffffff
    ri ori,  19, 0x00000800, -2048, 0xfffff800
    ri ori,  20, 0x00000400,  1024, 0x00000400
    ri ori,  21, 0x000007ff,  1024, 0x000007ff
    ri ori,  22, 0x7fffffff,    -1, 0xffffffff

# No two bytes alike.
#        case  left    immediate  result
    ri ori,  23, 0x12345678,   291, 0x1234577b
    ri ori,  24, 0xdeadbeef, -1110, 0xffffffef
    ri ori,  25, 0x9abcdef0,  1893, 0x9abcdff5
    ri ori,  26, 0x0f1e2d3c,  -291, 0xfffffffd

# Registers that are the same, and x0.
#                case  left    immediate  result      of 0
    ri_aliases ori,  27, 0x10203040,  1285, 0x10203545, 0x00000505

# Every register.
    ri_registers ori, 32, 48, 1027, 0x00000433

    end_by_ecall
