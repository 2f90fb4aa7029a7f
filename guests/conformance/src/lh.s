# LH: rd = the half-word at rs1 + immediate, extended by its sign.

    .include "check.inc"

    begin
    loaded_data

# Every lane, both signs.
#          case offset immediate result
    load lh,   1,   0,     0, 0x00007f80
    load lh,   2,   2,     0, 0x000000ff
    load lh,   3,   4,     0, 0xfffffe01
    load lh,   4,   6,     0, 0xffffaa55
    load lh,   5,   8,     0, 0xffff9212
    load lh,   6,  10,     0, 0xffffb434
    load lh,   7,  12,     0, 0x000056d6
    load lh,   8,  14,     0, 0x000078f8

# Limits.
#          case offset immediate result
    load lh,   9,  16,     0, 0x00000000
    load lh,  10,  20,     0, 0xffffffff
    load lh,  11,  24,     0, 0x00000000
    load lh,  12,  28,     0, 0xffffffff
    load lh,  13,  26,     0, 0xffff8000
    load lh,  14,  30,     0, 0x00007fff

# Immediates, aligned or not.
#          case offset immediate result
    load lh,  15,   8,  2047, 0xffff9212
    load lh,  16,   8, -2048, 0xffff9212
    load lh,  17,  12,  2044, 0x000056d6
    load lh,  18,  12,    -1, 0x000056d6
    load lh,  19,   4,     1, 0xfffffe01
    load lh,  20,   0,     2, 0x00007f80
    load lh,  21,   4,     3, 0xfffffe01
    load lh,  22,   8,    -3, 0xffff9212
    load lh,  23,  12, -2047, 0x000056d6
    load lh,  24,  10,    -2, 0xffffb434
    load lh,  25,  14,     2, 0x000078f8
    load lh,  26,   4,  1365, 0xfffffe01
    load lh,  27,   8, -1366, 0xffff9212
    load lh,  28,  12,  1024, 0x000056d6
    load lh,  29,  12, -1024, 0x000056d6
    load lh,  30,   8,     5, 0xffff9212
    load lh,  31,   4,     7, 0xfffffe01

# Every register.
    load_registers lh, 32, 8, 0xffff9212

    end_by_ecall
