# BEQ: jumps if rs1 = rs2.

    .include "check.inc"

    begin

# Equal.
    taken beq, 1, 0x00000000, 0x00000000
    taken beq, 2, 0x00000001, 0x00000001
    taken beq, 3, 0xffffffff, 0xffffffff
    taken beq, 4, 0x80000000, 0x80000000
    taken beq, 5, 0x7fffffff, 0x7fffffff

# Neighbours.
    not_taken beq, 6, 0x00000000, 0x00000001
    not_taken beq, 7, 0x00000001, 0x00000000
    not_taken beq, 8, 0x7ffffffe, 0x7fffffff
    not_taken beq, 9, 0x7fffffff, 0x7ffffffe
    not_taken beq, 10, 0x80000000, 0x80000001
    not_taken beq, 11, 0x80000001, 0x80000000
    not_taken beq, 12, 0xfffffffe, 0xffffffff
    not_taken beq, 13, 0xffffffff, 0xfffffffe

# Across the sign.
    not_taken beq, 14, 0x00000000, 0xffffffff
    not_taken beq, 15, 0xffffffff, 0x00000000
    not_taken beq, 16, 0x00000001, 0xffffffff
    not_taken beq, 17, 0xffffffff, 0x00000001
    not_taken beq, 18, 0x80000000, 0x7fffffff
    not_taken beq, 19, 0x7fffffff, 0x80000000
    not_taken beq, 20, 0x80000000, 0x00000000
    not_taken beq, 21, 0x00000000, 0x80000000
    not_taken beq, 22, 0x80000000, 0xffffffff
    not_taken beq, 23, 0xffffffff, 0x80000000

# One byte decides.
    not_taken beq, 24, 0x12345678, 0x12345679
    not_taken beq, 25, 0x12345678, 0x12345578
    not_taken beq, 26, 0x12345678, 0x12355678
    not_taken beq, 27, 0x12345678, 0x11345678
    not_taken beq, 28, 0x92345678, 0x12345678
    not_taken beq, 29, 0xfe000000, 0xff000000
    not_taken beq, 30, 0x00ff00ff, 0x0100fe00
    not_taken beq, 31, 0x0000ff00, 0x00010000

# Registers that are the same, and x0.
    case    32
    li      s1, 0x80000000
    taken_with beq, s1, s1
    case    33
    taken_with beq, x0, x0
    case    34
    li      s1, 0x00000001
    not_taken_with beq, s1, x0
    case    35
    li      s1, 0x00000001
    not_taken_with beq, x0, s1
    case    36
    li      s1, 0xffffffff
    not_taken_with beq, s1, x0
    case    37
    li      s1, 0xffffffff
    not_taken_with beq, x0, s1

# The longest distances.
    taken_far beq, 38, 5, 5

# Every register.
    branch_registers beq, 39, 5, 5

    end_by_ecall
