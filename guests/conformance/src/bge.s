# BGE: jumps if rs1 >= rs2 as signed numbers.

    .include "check.inc"

    begin

# Equal.
    taken bge, 1, 0x00000000, 0x00000000
    taken bge, 2, 0x00000001, 0x00000001
    taken bge, 3, 0xffffffff, 0xffffffff
    taken bge, 4, 0x80000000, 0x80000000
    taken bge, 5, 0x7fffffff, 0x7fffffff

# Neighbours.
    not_taken bge, 6, 0x00000000, 0x00000001
    taken bge, 7, 0x00000001, 0x00000000
    not_taken bge, 8, 0x7ffffffe, 0x7fffffff
    taken bge, 9, 0x7fffffff, 0x7ffffffe
    not_taken bge, 10, 0x80000000, 0x80000001
    taken bge, 11, 0x80000001, 0x80000000
    not_taken bge, 12, 0xfffffffe, 0xffffffff
    taken bge, 13, 0xffffffff, 0xfffffffe

# Across the sign.
    taken bge, 14, 0x00000000, 0xffffffff
    not_taken bge, 15, 0xffffffff, 0x00000000
    taken bge, 16, 0x00000001, 0xffffffff
    not_taken bge, 17, 0xffffffff, 0x00000001
    not_taken bge, 18, 0x80000000, 0x7fffffff
    taken bge, 19, 0x7fffffff, 0x80000000
    not_taken bge, 20, 0x80000000, 0x00000000
    taken bge, 21, 0x00000000, 0x80000000
    not_taken bge, 22, 0x80000000, 0xffffffff
    taken bge, 23, 0xffffffff, 0x80000000

# One byte decides.
    not_taken bge, 24, 0x12345678, 0x12345679
    taken bge, 25, 0x12345678, 0x12345578
    not_taken bge, 26, 0x12345678, 0x12355678
    taken bge, 27, 0x12345678, 0x11345678
    not_taken bge, 28, 0x92345678, 0x12345678
    not_taken bge, 29, 0xfe000000, 0xff000000
    not_taken bge, 30, 0x00ff00ff, 0x0100fe00
    not_taken bge, 31, 0x0000ff00, 0x00010000

# Registers that are the same, and x0.
    case    32
    li      s1, 0x80000000
    taken_with bge, s1, s1
    case    33
    taken_with bge, x0, x0
    case    34
    li      s1, 0x00000001
    taken_with bge, s1, x0
    case    35
    li      s1, 0x00000001
    not_taken_with bge, x0, s1
    case    36
    li      s1, 0xffffffff
    not_taken_with bge, s1, x0
    case    37
    li      s1, 0xffffffff
    taken_with bge, x0, s1

# The longest distances.
    taken_far bge, 38, 0, -1

# Every register.
    branch_registers bge, 39, 0, -1

    end_by_tohost
