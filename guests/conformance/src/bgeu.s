# BGEU: jumps if rs1 >= rs2 as unsigned numbers.

    .include "check.inc"

    begin

# Equal.
    taken bgeu, 1, 0x00000000, 0x00000000
    taken bgeu, 2, 0x00000001, 0x00000001
    taken bgeu, 3, 0xffffffff, 0xffffffff
    taken bgeu, 4, 0x80000000, 0x80000000
    taken bgeu, 5, 0x7fffffff, 0x7fffffff

# Neighbours.
    not_taken bgeu, 6, 0x00000000, 0x00000001
    taken bgeu, 7, 0x00000001, 0x00000000
    not_taken bgeu, 8, 0x7ffffffe, 0x7fffffff
    taken bgeu, 9, 0x7fffffff, 0x7ffffffe
    not_taken bgeu, 10, 0x80000000, 0x80000001
    taken bgeu, 11, 0x80000001, 0x80000000
    not_taken bgeu, 12, 0xfffffffe, 0xffffffff
    taken bgeu, 13, 0xffffffff, 0xfffffffe

# Across the sign.
    not_taken bgeu, 14, 0x00000000, 0xffffffff
    taken bgeu, 15, 0xffffffff, 0x00000000
    not_taken bgeu, 16, 0x00000001, 0xffffffff
    taken bgeu, 17, 0xffffffff, 0x00000001
    taken bgeu, 18, 0x80000000, 0x7fffffff
    not_taken bgeu, 19, 0x7fffffff, 0x80000000
    taken bgeu, 20, 0x80000000, 0x00000000
    not_taken bgeu, 21, 0x00000000, 0x80000000
    not_taken bgeu, 22, 0x80000000, 0xffffffff
    taken bgeu, 23, 0xffffffff, 0x80000000

# One byte decides.
    not_taken bgeu, 24, 0x12345678, 0x12345679
    taken bgeu, 25, 0x12345678, 0x12345578
    not_taken bgeu, 26, 0x12345678, 0x12355678
    taken bgeu, 27, 0x12345678, 0x11345678
    taken bgeu, 28, 0x92345678, 0x12345678
    not_taken bgeu, 29, 0xfe000000, 0xff000000
    not_taken bgeu, 30, 0x00ff00ff, 0x0100fe00
    not_taken bgeu, 31, 0x0000ff00, 0x00010000

# Registers that are the same, and x0.
    case    32
    li      s1, 0x80000000
    taken_with bgeu, s1, s1
    case    33
    taken_with bgeu, x0, x0
    case    34
    li      s1, 0x00000001
    taken_with bgeu, s1, x0
    case    35
    li      s1, 0x00000001
    not_taken_with bgeu, x0, s1
    case    36
    li      s1, 0xffffffff
    taken_with bgeu, s1, x0
    case    37
    li      s1, 0xffffffff
    not_taken_with bgeu, x0, s1

# The longest distances.
    taken_far bgeu, 38, -1, 0

# Every register.
    branch_registers bgeu, 39, -1, 0

    end_by_tohost
