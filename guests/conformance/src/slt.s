# SLT: rd = 1 if rs1 < rs2 as signed numbers, else 0.

    .include "check.inc"

    begin

# Equal.
#        case  left        right       result
    rr slt,   1, 0x00000000, 0x00000000, 0x00000000
    rr slt,   2, 0x00000001, 0x00000001, 0x00000000
    rr slt,   3, 0xffffffff, 0xffffffff, 0x00000000
    rr slt,   4, 0x80000000, 0x80000000, 0x00000000
    rr slt,   5, 0x7fffffff, 0x7fffffff, 0x00000000

# Neighbours.
#        case  left        right       result
    rr slt,   6, 0x00000000, 0x00000001, 0x00000001
    rr slt,   7, 0x00000001, 0x00000000, 0x00000000
    rr slt,   8, 0x7ffffffe, 0x7fffffff, 0x00000001
    rr slt,   9, 0x7fffffff, 0x7ffffffe, 0x00000000
    rr slt,  10, 0x80000000, 0x80000001, 0x00000001
    rr slt,  11, 0x80000001, 0x80000000, 0x00000000
    rr slt,  12, 0xfffffffe, 0xffffffff, 0x00000001
    rr slt,  13, 0xffffffff, 0xfffffffe, 0x00000000

# Across the sign.
#        case  left        right       result
    rr slt,  14, 0x00000000, 0xffffffff, 0x00000000
    rr slt,  15, 0xffffffff, 0x00000000, 0x00000001
    rr slt,  16, 0x00000001, 0xffffffff, 0x00000000
    rr slt,  17, 0xffffffff, 0x00000001, 0x00000001
    rr slt,  18, 0x80000000, 0x7fffffff, 0x00000001
    rr slt,  19, 0x7fffffff, 0x80000000, 0x00000000
    rr slt,  20, 0x80000000, 0x00000000, 0x00000001
    rr slt,  21, 0x00000000, 0x80000000, 0x00000000
    rr slt,  22, 0x80000000, 0xffffffff, 0x00000001
    rr slt,  23, 0xffffffff, 0x80000000, 0x00000000

# One byte decides.
#        case  left        right       result
    rr slt,  24, 0x12345678, 0x12345679, 0x00000001
    rr slt,  25, 0x12345678, 0x12345578, 0x00000000
    rr slt,  26, 0x12345678, 0x12355678, 0x00000001
    rr slt,  27, 0x12345678, 0x11345678, 0x00000000
    rr slt,  28, 0x92345678, 0x12345678, 0x00000001
    rr slt,  29, 0xfe000000, 0xff000000, 0x00000001
    rr slt,  30, 0x00ff00ff, 0x0100fe00, 0x00000001
    rr slt,  31, 0x0000ff00, 0x00010000, 0x00000001

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases slt,  32, 0xffffff00, 0x00000010, 0x00000001, 0x00000000, 0x00000001, 0x00000001, 0x00000000

# Every register.
    rr_registers slt, 42, -1, 0x1, 1

    end_by_ecall
