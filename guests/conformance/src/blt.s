# BLT: jumps if rs1 < rs2 as signed numbers.

    .include "check.inc"

    begin

# Equal.
    not_taken blt, 1, 0x00000000, 0x00000000
    not_taken blt, 2, 0x00000001, 0x00000001
    not_taken blt, 3, 0xffffffff, 0xffffffff
    not_taken blt, 4, 0x80000000, 0x80000000
    not_taken blt, 5, 0x7fffffff, 0x7fffffff

# Neighbours.
    taken blt, 6, 0x00000000, 0x00000001
    not_taken blt, 7, 0x00000001, 0x00000000
    taken blt, 8, 0x7ffffffe, 0x7fffffff
    not_taken blt, 9, 0x7fffffff, 0x7ffffffe
    taken blt, 10, 0x80000000, 0x80000001
    not_taken blt, 11, 0x80000001, 0x80000000
    taken blt, 12, 0xfffffffe, 0xffffffff
    not_taken blt, 13, 0xffffffff, 0xfffffffe

# Across the sign.
    not_taken blt, 14, 0x00000000, 0xffffffff
    taken blt, 15, 0xffffffff, 0x00000000
    not_taken blt, 16, 0x00000001, 0xffffffff
    taken blt, 17, 0xffffffff, 0x00000001
    taken blt, 18, 0x80000000, 0x7fffffff
    not_taken blt, 19, 0x7fffffff, 0x80000000
    taken blt, 20, 0x80000000, 0x00000000
    not_taken blt, 21, 0x00000000, 0x80000000
    taken blt, 22, 0x80000000, 0xffffffff
    not_taken blt, 23, 0xffffffff, 0x80000000

# One byte decides.
    taken blt, 24, 0x12345678, 0x12345679
    not_taken blt, 25, 0x12345678, 0x12345578
    taken blt, 26, 0x12345678, 0x12355678
    not_taken blt, 27, 0x12345678, 0x11345678
    taken blt, 28, 0x92345678, 0x12345678
    taken blt, 29, 0xfe000000, 0xff000000
    taken blt, 30, 0x00ff00ff, 0x0100fe00
    taken blt, 31, 0x0000ff00, 0x00010000

# Registers that are the same, and x0.
    case    32
    li      s1, 0x80000000
    not_taken_with blt, s1, s1
    case    33
    not_taken_with blt, x0, x0
    case    34
    li      s1, 0x00000001
    not_taken_with blt, s1, x0
    case    35
    li      s1, 0x00000001
    taken_with blt, x0, s1
    case    36
    li      s1, 0xffffffff
    taken_with blt, s1, x0
    case    37
    li      s1, 0xffffffff
    not_taken_with blt, x0, s1

# The longest distances.
    taken_far blt, 38, -1, 0

# Every register.
    branch_registers blt, 39, -1, 0

    end_by_ecall
