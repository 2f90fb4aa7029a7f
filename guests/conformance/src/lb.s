# LB: rd = the byte at rs1 + immediate, extended by its sign.

    .include "check.inc"

    begin
    loaded_data

# Every lane, both signs.
#          case offset immediate result
    load lb,   1,   0,     0, 0xffffff80
    load lb,   2,   1,     0, 0x0000007f
    load lb,   3,   2,     0, 0xffffffff
    load lb,   4,   3,     0, 0x00000000
    load lb,   5,   4,     0, 0x00000001
    load lb,   6,   5,     0, 0xfffffffe
    load lb,   7,   6,     0, 0x00000055
    load lb,   8,   7,     0, 0xffffffaa
    load lb,   9,   8,     0, 0x00000012
    load lb,  10,   9,     0, 0xffffff92
    load lb,  11,  10,     0, 0x00000034
    load lb,  12,  11,     0, 0xffffffb4
    load lb,  13,  12,     0, 0xffffffd6
    load lb,  14,  13,     0, 0x00000056
    load lb,  15,  14,     0, 0xfffffff8
    load lb,  16,  15,     0, 0x00000078

# Limits.
#          case offset immediate result
    load lb,  17,  16,     0, 0x00000000
    load lb,  18,  20,     0, 0xffffffff
    load lb,  19,  24,     0, 0x00000000
    load lb,  20,  28,     0, 0xffffffff
    load lb,  21,  27,     0, 0xffffff80
    load lb,  22,  31,     0, 0x0000007f

# Immediates, aligned or not.
#          case offset immediate result
    load lb,  23,   8,  2047, 0x00000012
    load lb,  24,   8, -2048, 0x00000012
    load lb,  25,  12,  2044, 0xffffffd6
    load lb,  26,  12,    -1, 0xffffffd6
    load lb,  27,   4,     1, 0x00000001
    load lb,  28,   0,     2, 0xffffff80
    load lb,  29,   4,     3, 0x00000001
    load lb,  30,   8,    -3, 0x00000012
    load lb,  31,  12, -2047, 0xffffffd6
    load lb,  32,  11,    -1, 0xffffffb4
    load lb,  33,  15,     1, 0x00000078
    load lb,  34,   4,  1365, 0x00000001
    load lb,  35,   8, -1366, 0x00000012
    load lb,  36,  12,  1024, 0xffffffd6
    load lb,  37,  12, -1024, 0xffffffd6
    load lb,  38,   8,     5, 0x00000012
    load lb,  39,   4,     7, 0x00000001

# Every register.
    load_registers lb, 40, 8, 0x00000012

    end_by_tohost
