# BNE: jumps if rs1 and rs2 differ.

    .include "check.inc"

    begin

# Equal.
    not_taken bne, 1, 0x00000000, 0x00000000
    not_taken bne, 2, 0x00000001, 0x00000001
    not_taken bne, 3, 0xffffffff, 0xffffffff
    not_taken bne, 4, 0x80000000, 0x80000000
    not_taken bne, 5, 0x7fffffff, 0x7fffffff

# Neighbours.
    taken bne, 6, 0x00000000, 0x00000001
    taken bne, 7, 0x00000001, 0x00000000
    taken bne, 8, 0x7ffffffe, 0x7fffffff
    taken bne, 9, 0x7fffffff, 0x7ffffffe
    taken bne, 10, 0x80000000, 0x80000001
    taken bne, 11, 0x80000001, 0x80000000
    taken bne, 12, 0xfffffffe, 0xffffffff
    taken bne, 13, 0xffffffff, 0xfffffffe

# Across the sign.
    taken bne, 14, 0x00000000, 0xffffffff
    taken bne, 15, 0xffffffff, 0x00000000
    taken bne, 16, 0x00000001, 0xffffffff
    taken bne, 17, 0xffffffff, 0x00000001
    taken bne, 18, 0x80000000, 0x7fffffff
    taken bne, 19, 0x7fffffff, 0x80000000
    taken bne, 20, 0x80000000, 0x00000000
    taken bne, 21, 0x00000000, 0x80000000
    taken bne, 22, 0x80000000, 0xffffffff
    taken bne, 23, 0xffffffff, 0x80000000

# One byte decides.
    taken bne, 24, 0x12345678, 0x12345679
    taken bne, 25, 0x12345678, 0x12345578
    taken bne, 26, 0x12345678, 0x12355678
    taken bne, 27, 0x12345678, 0x11345678
    taken bne, 28, 0x92345678, 0x12345678
    taken bne, 29, 0xfe000000, 0xff000000
    taken bne, 30, 0x00ff00ff, 0x0100fe00
    taken bne, 31, 0x0000ff00, 0x00010000

# Registers that are the same, and x0.
    case    32
    li      s1, 0x80000000
    not_taken_with bne, s1, s1
    case    33
    not_taken_with bne, x0, x0
    case    34
    li      s1, 0x00000001
    taken_with bne, s1, x0
    case    35
    li      s1, 0x00000001
    taken_with bne, x0, s1
    case    36
    li      s1, 0xffffffff
    taken_with bne, s1, x0
    case    37
    li      s1, 0xffffffff
    taken_with bne, x0, s1

# The longest distances.
    taken_far bne, 38, 5, 6

# Every register.
    branch_registers bne, 39, 5, 6

    end_by_tohost
