# ADD: rd = rs1 + rs2 modulo 2^32.

    .include "check.inc"

    begin

# Small numbers.
#        case  left        right       result
    rr add,   1, 0x00000000, 0x00000000, 0x00000000
    rr add,   2, 0x00000001, 0x00000001, 0x00000002
    rr add,   3, 0x00000003, 0x00000007, 0x0000000a
    rr add,   4, 0x00000064, 0x00000017, 0x0000007b

# Carries through bytes, halves, and out of the word.
#        case  left        right       result
    rr add,   5, 0x000000ff, 0x00000001, 0x00000100
    rr add,   6, 0x0000ffff, 0x00000001, 0x00010000
    rr add,   7, 0x00ffffff, 0x00000001, 0x01000000
    rr add,   8, 0x0001ffff, 0x00010001, 0x00030000
    rr add,   9, 0xffffffff, 0x00000001, 0x00000000
    rr add,  10, 0x00000001, 0xffffffff, 0x00000000
    rr add,  11, 0xffffffff, 0xffffffff, 0xfffffffe

# Around the limits of signed numbers.
#        case  left        right       result
    rr add,  12, 0x7fffffff, 0x00000001, 0x80000000
    rr add,  13, 0x7fffffff, 0x7fffffff, 0xfffffffe
    rr add,  14, 0x80000000, 0x80000000, 0x00000000
    rr add,  15, 0x80000000, 0xffffffff, 0x7fffffff
    rr add,  16, 0x80000000, 0x7fffffff, 0xffffffff
    rr add,  17, 0x7fffffff, 0x80000000, 0xffffffff

# No two bytes alike.
#        case  left        right       result
    rr add,  18, 0x12345678, 0x9abcdef0, 0xacf13568
    rr add,  19, 0xdeadbeef, 0x0badf00d, 0xea5baefc
    rr add,  20, 0xa5a5a5a5, 0x5a5a5a5b, 0x00000000
    rr add,  21, 0x0f1e2d3c, 0xf0e1d2c4, 0x00000000

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases add,  22, 0x89abcdef, 0x7654fedc, 0x0000cccb, 0x13579bde, 0x89abcdef, 0x7654fedc, 0x00000000

# Every register.
    rr_registers add, 32, 0x5, -1, 4

    end_by_ecall
