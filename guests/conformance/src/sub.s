# SUB: rd = rs1 - rs2 modulo 2^32.

    .include "check.inc"

    begin

# Small numbers.
#        case  left        right       result
    rr sub,   1, 0x00000000, 0x00000000, 0x00000000
    rr sub,   2, 0x00000001, 0x00000001, 0x00000000
    rr sub,   3, 0x00000007, 0x00000003, 0x00000004
    rr sub,   4, 0x00000003, 0x00000007, 0xfffffffc

# Borrows through bytes, halves, and out of the word.
#        case  left        right       result
    rr sub,   5, 0x00000100, 0x00000001, 0x000000ff
    rr sub,   6, 0x00010000, 0x00000001, 0x0000ffff
    rr sub,   7, 0x01000000, 0x00000001, 0x00ffffff
    rr sub,   8, 0x00020000, 0x00010001, 0x0000ffff
    rr sub,   9, 0x00000000, 0x00000001, 0xffffffff
    rr sub,  10, 0x00000000, 0xffffffff, 0x00000001
    rr sub,  11, 0xffffffff, 0x00000000, 0xffffffff
    rr sub,  12, 0xffffffff, 0xffffffff, 0x00000000

# Around the limits of signed numbers.
#        case  left        right       result
    rr sub,  13, 0x80000000, 0x00000001, 0x7fffffff
    rr sub,  14, 0x7fffffff, 0xffffffff, 0x80000000
    rr sub,  15, 0x80000000, 0x7fffffff, 0x00000001
    rr sub,  16, 0x7fffffff, 0x80000000, 0xffffffff
    rr sub,  17, 0x80000000, 0x80000000, 0x00000000
    rr sub,  18, 0x00000000, 0x80000000, 0x80000000

# No two bytes alike.
#        case  left        right       result
    rr sub,  19, 0x12345678, 0x9abcdef0, 0x77777788
    rr sub,  20, 0xdeadbeef, 0x0badf00d, 0xd2ffcee2
    rr sub,  21, 0xa5a5a5a5, 0x5a5a5a5b, 0x4b4b4b4a
    rr sub,  22, 0x0f1e2d3c, 0xf0e1d2c4, 0x1e3c5a78

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases sub,  23, 0x01234567, 0x89abcdef, 0x77777778, 0x00000000, 0x01234567, 0x76543211, 0x00000000

# Every register.
    rr_registers sub, 33, 0x2, 0x3, -1

    end_by_tohost
