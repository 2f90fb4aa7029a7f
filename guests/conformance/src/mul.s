# MUL: rd = the lower half of rs1 * rs2.

    .include "check.inc"

    begin

# Small numbers and zero.
#        case  left        right       result
    rr mul,   1, 0x00000000, 0x00000000, 0x00000000
    rr mul,   2, 0x00000000, 0x00000001, 0x00000000
    rr mul,   3, 0x00000001, 0x00000000, 0x00000000
    rr mul,   4, 0x00000001, 0x00000001, 0x00000001
    rr mul,   5, 0x00000003, 0x00000007, 0x00000015
    rr mul,   6, 0x00001234, 0x00000100, 0x00123400
    rr mul,   7, 0x00000000, 0xffffffff, 0x00000000
    rr mul,   8, 0xffffffff, 0x00000000, 0x00000000

# All signs.
#        case  left        right       result
    rr mul,   9, 0x00000001, 0xffffffff, 0xffffffff
    rr mul,  10, 0xffffffff, 0x00000001, 0xffffffff
    rr mul,  11, 0xffffffff, 0xffffffff, 0x00000001
    rr mul,  12, 0x00000002, 0xffffffff, 0xfffffffe
    rr mul,  13, 0xffffffff, 0x00000002, 0xfffffffe
    rr mul,  14, 0xfffffffd, 0x00000007, 0xffffffeb
    rr mul,  15, 0x00000003, 0xfffffff9, 0xffffffeb
    rr mul,  16, 0xfffffffd, 0xfffffff9, 0x00000015

# The limits of signed numbers.
#        case  left        right       result
    rr mul,  17, 0x80000000, 0x80000000, 0x00000000
    rr mul,  18, 0x80000000, 0xffffffff, 0x80000000
    rr mul,  19, 0xffffffff, 0x80000000, 0x80000000
    rr mul,  20, 0x80000000, 0x00000001, 0x80000000
    rr mul,  21, 0x00000001, 0x80000000, 0x80000000
    rr mul,  22, 0x7fffffff, 0x7fffffff, 0x00000001
    rr mul,  23, 0x80000000, 0x7fffffff, 0x80000000
    rr mul,  24, 0x7fffffff, 0x80000000, 0x80000000
    rr mul,  25, 0x7fffffff, 0xffffffff, 0x80000001
    rr mul,  26, 0xffffffff, 0x7fffffff, 0x80000001
    rr mul,  27, 0x80000000, 0x00000002, 0x00000000
    rr mul,  28, 0x00000002, 0x80000000, 0x00000000

# Carries between the halves.
#        case  left        right       result
    rr mul,  29, 0x0000ffff, 0x0000ffff, 0xfffe0001
    rr mul,  30, 0x00010000, 0x00010000, 0x00000000
    rr mul,  31, 0x00010000, 0x0000ffff, 0xffff0000
    rr mul,  32, 0x00010001, 0x0000ffff, 0xffffffff
    rr mul,  33, 0xffff0000, 0xffff0000, 0x00000000
    rr mul,  34, 0x0000ffff, 0x00010001, 0xffffffff

# No two bytes alike.
#        case  left        right       result
    rr mul,  35, 0x12345678, 0x9abcdef0, 0x242d2080
    rr mul,  36, 0xdeadbeef, 0x0badf00d, 0x7e55c223
    rr mul,  37, 0xcafebabe, 0xfeedface, 0x813dd0e4
    rr mul,  38, 0x0f1e2d3c, 0xf0e1d2c3, 0x46d3acb4
    rr mul,  39, 0x9abcdef0, 0x12345678, 0x242d2080

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases mul,  40, 0x00012345, 0x00ffedcb, 0x3048d8b7, 0x4b65f099, 0x00000000, 0x00000000, 0x00000000

# Every register.
    rr_registers mul, 50, -3, 0x5, -15

    end_by_ecall
