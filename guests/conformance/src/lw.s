# LW: rd = the word at rs1 + immediate.

    .include "check.inc"

    begin
    loaded_data

# Every lane, both signs.
#          case offset immediate result
    load lw,   1,   0,     0, 0x00ff7f80
    load lw,   2,   4,     0, 0xaa55fe01
    load lw,   3,   8,     0, 0xb4349212
    load lw,   4,  12,     0, 0x78f856d6

# Limits.
#          case offset immediate result
    load lw,   5,  16,     0, 0x00000000
    load lw,   6,  20,     0, 0xffffffff
    load lw,   7,  24,     0, 0x80000000
    load lw,   8,  28,     0, 0x7fffffff

# Immediates, aligned or not.
#          case offset immediate result
    load lw,   9,   8,  2047, 0xb4349212
    load lw,  10,   8, -2048, 0xb4349212
    load lw,  11,  12,  2044, 0x78f856d6
    load lw,  12,  12,    -1, 0x78f856d6
    load lw,  13,   4,     1, 0xaa55fe01
    load lw,  14,   0,     2, 0x00ff7f80
    load lw,  15,   4,     3, 0xaa55fe01
    load lw,  16,   8,    -3, 0xb4349212
    load lw,  17,  12, -2047, 0x78f856d6
    load lw,  18,   8,    -4, 0xb4349212
    load lw,  19,  12,     4, 0x78f856d6
    load lw,  20,   4,  1365, 0xaa55fe01
    load lw,  21,   8, -1366, 0xb4349212
    load lw,  22,  12,  1024, 0x78f856d6
    load lw,  23,  12, -1024, 0x78f856d6
    load lw,  24,   8,     5, 0xb4349212
    load lw,  25,   4,     7, 0xaa55fe01

# Every register.
    load_registers lw, 26, 8, 0xb4349212

    end_by_ecall
