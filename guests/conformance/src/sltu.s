# SLTU: rd = 1 if rs1 < rs2 as unsigned numbers, else 0.

    .include "check.inc"

    begin

# Equal.
#         case  left        right       result
    rr sltu,   1, 0x00000000, 0x00000000, 0x00000000
    rr sltu,   2, 0x00000001, 0x00000001, 0x00000000
    rr sltu,   3, 0xffffffff, 0xffffffff, 0x00000000
    rr sltu,   4, 0x80000000, 0x80000000, 0x00000000
    rr sltu,   5, 0x7fffffff, 0x7fffffff, 0x00000000

# Neighbours.
#         case  left        right       result
    rr sltu,   6, 0x00000000, 0x00000001, 0x00000001
    rr sltu,   7, 0x00000001, 0x00000000, 0x00000000
    rr sltu,   8, 0x7ffffffe, 0x7fffffff, 0x00000001
    rr sltu,   9, 0x7fffffff, 0x7ffffffe, 0x00000000
    rr sltu,  10, 0x80000000, 0x80000001, 0x00000001
    rr sltu,  11, 0x80000001, 0x80000000, 0x00000000
    rr sltu,  12, 0xfffffffe, 0xffffffff, 0x00000001
    rr sltu,  13, 0xffffffff, 0xfffffffe, 0x00000000

# Across the sign.
#         case  left        right       result
    rr sltu,  14, 0x00000000, 0xffffffff, 0x00000001
    rr sltu,  15, 0xffffffff, 0x00000000, 0x00000000
    rr sltu,  16, 0x00000001, 0xffffffff, 0x00000001
    rr sltu,  17, 0xffffffff, 0x00000001, 0x00000000
    rr sltu,  18, 0x80000000, 0x7fffffff, 0x00000000
    rr sltu,  19, 0x7fffffff, 0x80000000, 0x00000001
    rr sltu,  20, 0x80000000, 0x00000000, 0x00000000
    rr sltu,  21, 0x00000000, 0x80000000, 0x00000001
    rr sltu,  22, 0x80000000, 0xffffffff, 0x00000001
    rr sltu,  23, 0xffffffff, 0x80000000, 0x00000000

# One byte decides.
#         case  left        right       result
    rr sltu,  24, 0x12345678, 0x12345679, 0x00000001
    rr sltu,  25, 0x12345678, 0x12345578, 0x00000000
    rr sltu,  26, 0x12345678, 0x12355678, 0x00000001
    rr sltu,  27, 0x12345678, 0x11345678, 0x00000000
    rr sltu,  28, 0x92345678, 0x12345678, 0x00000000
    rr sltu,  29, 0xfe000000, 0xff000000, 0x00000001
    rr sltu,  30, 0x00ff00ff, 0x0100fe00, 0x00000001
    rr sltu,  31, 0x0000ff00, 0x00010000, 0x00000001

# Registers that are the same, and x0.
#                 case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases sltu,  32, 0x00000010, 0xffffff00, 0x00000001, 0x00000000, 0x00000000, 0x00000001, 0x00000000

# Every register.
    rr_registers sltu, 42, 0x1, -1, 1

    end_by_tohost
