# AND: rd = rs1 & rs2.

    .include "check.inc"

    begin

# All four pairs of bits, everywhere.
#        case  left        right       result
    rr and,   1, 0x00000000, 0x00000000, 0x00000000
    rr and,   2, 0x00000000, 0xffffffff, 0x00000000
    rr and,   3, 0xffffffff, 0x00000000, 0x00000000
    rr and,   4, 0xffffffff, 0xffffffff, 0xffffffff

# Alternating bits, bytes, halves.
#        case  left        right       result
    rr and,   5, 0xaaaaaaaa, 0x55555555, 0x00000000
    rr and,   6, 0xaaaaaaaa, 0xaaaaaaaa, 0xaaaaaaaa
    rr and,   7, 0x33333333, 0x0f0f0f0f, 0x03030303
    rr and,   8, 0xff00ff00, 0x0ff00ff0, 0x0f000f00
    rr and,   9, 0xffff0000, 0xff00ff00, 0xff000000
    rr and,  10, 0x00ffff00, 0x12345678, 0x00345600

# Single bits.
#        case  left        right       result
    rr and,  11, 0x00000001, 0x00000001, 0x00000001
    rr and,  12, 0x00000001, 0xffffffff, 0x00000001
    rr and,  13, 0x80000000, 0xffffffff, 0x80000000
    rr and,  14, 0x80000000, 0x80000000, 0x80000000
    rr and,  15, 0x80000000, 0x7fffffff, 0x00000000
    rr and,  16, 0x00010000, 0x0000ffff, 0x00000000
    rr and,  17, 0x00000080, 0x80808080, 0x00000080

# No two bytes alike.
#        case  left        right       result
    rr and,  18, 0x12345678, 0x9abcdef0, 0x12345670
    rr and,  19, 0xdeadbeef, 0x0badf00d, 0x0aadb00d
    rr and,  20, 0x01234567, 0xfedcba98, 0x00000000
    rr and,  21, 0xcafef00d, 0x600df00d, 0x400cf00d

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases and,  22, 0xf0f1f2f3, 0x3c5a69f0, 0x305060f0, 0xf0f1f2f3, 0x00000000, 0x00000000, 0x00000000

# Every register.
    rr_registers and, 32, 0xff0f, 0xf0f3, 0x0000f003

    end_by_tohost
