# BLTU: jumps if rs1 < rs2 as unsigned numbers.

    .include "check.inc"

    begin

# Equal.
    not_taken bltu, 1, 0x00000000, 0x00000000
    not_taken bltu, 2, 0x00000001, 0x00000001
    not_taken bltu, 3, 0xffffffff, 0xffffffff
    not_taken bltu, 4, 0x80000000, 0x80000000
    not_taken bltu, 5, 0x7fffffff, 0x7fffffff

# Neighbours.
    taken bltu, 6, 0x00000000, 0x00000001
    not_taken bltu, 7, 0x00000001, 0x00000000
    taken bltu, 8, 0x7ffffffe, 0x7fffffff
    not_taken bltu, 9, 0x7fffffff, 0x7ffffffe
    taken bltu, 10, 0x80000000, 0x80000001
    not_taken bltu, 11, 0x80000001, 0x80000000
    taken bltu, 12, 0xfffffffe, 0xffffffff
    not_taken bltu, 13, 0xffffffff, 0xfffffffe

# Across the sign.
    taken bltu, 14, 0x00000000, 0xffffffff
    not_taken bltu, 15, 0xffffffff, 0x00000000
    taken bltu, 16, 0x00000001, 0xffffffff
    not_taken bltu, 17, 0xffffffff, 0x00000001
    not_taken bltu, 18, 0x80000000, 0x7fffffff
    taken bltu, 19, 0x7fffffff, 0x80000000
    not_taken bltu, 20, 0x80000000, 0x00000000
    taken bltu, 21, 0x00000000, 0x80000000
    taken bltu, 22, 0x80000000, 0xffffffff
    not_taken bltu, 23, 0xffffffff, 0x80000000

# One byte decides.
    taken bltu, 24, 0x12345678, 0x12345679
    not_taken bltu, 25, 0x12345678, 0x12345578
    taken bltu, 26, 0x12345678, 0x12355678
    not_taken bltu, 27, 0x12345678, 0x11345678
    not_taken bltu, 28, 0x92345678, 0x12345678
    taken bltu, 29, 0xfe000000, 0xff000000
    taken bltu, 30, 0x00ff00ff, 0x0100fe00
    taken bltu, 31, 0x0000ff00, 0x00010000

# Registers that are the same, and x0.
    case    32
    li      s1, 0x80000000
    not_taken_with bltu, s1, s1
    case    33
    not_taken_with bltu, x0, x0
    case    34
    li      s1, 0x00000001
    not_taken_with bltu, s1, x0
    case    35
    li      s1, 0x00000001
    taken_with bltu, x0, s1
    case    36
    li      s1, 0xffffffff
    not_taken_with bltu, s1, x0
    case    37
    li      s1, 0xffffffff
    taken_with bltu, x0, s1

# The longest distances.
    taken_far bltu, 38, 0, -1

# Every register.
    branch_registers bltu, 39, 0, -1

    end_by_ecall
