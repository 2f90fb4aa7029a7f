# LHU: rd = the half-word at rs1 + immediate, extended by zeros.

    .include "check.inc"

    begin
    loaded_data

# Every lane, both signs.
#           case offset immediate result
    load lhu,   1,   0,     0, 0x00007f80
    load lhu,   2,   2,     0, 0x000000ff
    load lhu,   3,   4,     0, 0x0000fe01
    load lhu,   4,   6,     0, 0x0000aa55
    load lhu,   5,   8,     0, 0x00009212
    load lhu,   6,  10,     0, 0x0000b434
    load lhu,   7,  12,     0, 0x000056d6
    load lhu,   8,  14,     0, 0x000078f8

# Limits.
#           case offset immediate result
    load lhu,   9,  16,     0, 0x00000000
    load lhu,  10,  20,     0, 0x0000ffff
    load lhu,  11,  24,     0, 0x00000000
    load lhu,  12,  28,     0, 0x0000ffff
    load lhu,  13,  26,     0, 0x00008000
    load lhu,  14,  30,     0, 0x00007fff

# Immediates, aligned or not.
#           case offset immediate result
    load lhu,  15,   8,  2047, 0x00009212
    load lhu,  16,   8, -2048, 0x00009212
    load lhu,  17,  12,  2044, 0x000056d6
    load lhu,  18,  12,    -1, 0x000056d6
    load lhu,  19,   4,     1, 0x0000fe01
    load lhu,  20,   0,     2, 0x00007f80
    load lhu,  21,   4,     3, 0x0000fe01
    load lhu,  22,   8,    -3, 0x00009212
    load lhu,  23,  12, -2047, 0x000056d6
    load lhu,  24,  10,    -2, 0x0000b434
    load lhu,  25,  14,     2, 0x000078f8
    load lhu,  26,   4,  1365, 0x0000fe01
    load lhu,  27,   8, -1366, 0x00009212
    load lhu,  28,  12,  1024, 0x000056d6
    load lhu,  29,  12, -1024, 0x000056d6
    load lhu,  30,   8,     5, 0x00009212
    load lhu,  31,   4,     7, 0x0000fe01

# Every register.
    load_registers lhu, 32, 8, 0x00009212

    end_by_tohost
