# LBU: rd = the byte at rs1 + immediate, extended by zeros.

    .include "check.inc"

    begin
    loaded_data

# Every lane, both signs.
#           case offset immediate result
    load lbu,   1,   0,     0, 0x00000080
    load lbu,   2,   1,     0, 0x0000007f
    load lbu,   3,   2,     0, 0x000000ff
    load lbu,   4,   3,     0, 0x00000000
    load lbu,   5,   4,     0, 0x00000001
    load lbu,   6,   5,     0, 0x000000fe
    load lbu,   7,   6,     0, 0x00000055
    load lbu,   8,   7,     0, 0x000000aa
    load lbu,   9,   8,     0, 0x00000012
    load lbu,  10,   9,     0, 0x00000092
    load lbu,  11,  10,     0, 0x00000034
    load lbu,  12,  11,     0, 0x000000b4
    load lbu,  13,  12,     0, 0x000000d6
    load lbu,  14,  13,     0, 0x00000056
    load lbu,  15,  14,     0, 0x000000f8
    load lbu,  16,  15,     0, 0x00000078

# Limits.
#           case offset immediate result
    load lbu,  17,  16,     0, 0x00000000
    load lbu,  18,  20,     0, 0x000000ff
    load lbu,  19,  24,     0, 0x00000000
    load lbu,  20,  28,     0, 0x000000ff
    load lbu,  21,  27,     0, 0x00000080
    load lbu,  22,  31,     0, 0x0000007f

# Immediates, aligned or not.
#           case offset immediate result
    load lbu,  23,   8,  2047, 0x00000012
    load lbu,  24,   8, -2048, 0x00000012
    load lbu,  25,  12,  2044, 0x000000d6
    load lbu,  26,  12,    -1, 0x000000d6
    load lbu,  27,   4,     1, 0x00000001
    load lbu,  28,   0,     2, 0x00000080
    load lbu,  29,   4,     3, 0x00000001
    load lbu,  30,   8,    -3, 0x00000012
    load lbu,  31,  12, -2047, 0x000000d6
    load lbu,  32,  11,    -1, 0x000000b4
    load lbu,  33,  15,     1, 0x00000078
    load lbu,  34,   4,  1365, 0x00000001
    load lbu,  35,   8, -1366, 0x00000012
    load lbu,  36,  12,  1024, 0x000000d6
    load lbu,  37,  12, -1024, 0x000000d6
    load lbu,  38,   8,     5, 0x00000012
    load lbu,  39,   4,     7, 0x00000001

# Every register.
    load_registers lbu, 40, 8, 0x00000012

    end_by_ecall
