# DIV: rd = rs1 / rs2, signed, rounded towards zero; -1 on division by zero, -2^31 for -2^31 / -1.

    .include "check.inc"

    begin

# Small numbers.
#        case  left        right       result
    rr div,   1, 0x00000000, 0x00000001, 0x00000000
    rr div,   2, 0x00000001, 0x00000001, 0x00000001
    rr div,   3, 0x00000014, 0x00000006, 0x00000003
    rr div,   4, 0x00000006, 0x00000014, 0x00000000
    rr div,   5, 0x00000064, 0x0000000a, 0x0000000a
    rr div,   6, 0x00000007, 0x00000007, 0x00000001
    rr div,   7, 0x000000ff, 0x00000010, 0x0000000f

# All signs.
#        case  left        right       result
    rr div,   8, 0x00000014, 0xfffffffa, 0xfffffffd
    rr div,   9, 0xffffffec, 0x00000006, 0xfffffffd
    rr div,  10, 0xffffffec, 0xfffffffa, 0x00000003
    rr div,  11, 0x00000001, 0xffffffff, 0xffffffff
    rr div,  12, 0xffffffff, 0x00000001, 0xffffffff
    rr div,  13, 0xffffffff, 0xffffffff, 0x00000001
    rr div,  14, 0x00000007, 0xfffffffe, 0xfffffffd
    rr div,  15, 0xfffffff9, 0x00000002, 0xfffffffd
    rr div,  16, 0xfffffff9, 0xfffffffe, 0x00000003
    rr div,  17, 0xfffffff9, 0x00000007, 0xffffffff
    rr div,  18, 0x00000000, 0xffffffff, 0x00000000
    rr div,  19, 0x00000006, 0xffffffec, 0x00000000
    rr div,  20, 0xfffffffa, 0x00000014, 0x00000000

# Division by zero.
#        case  left        right       result
    rr div,  21, 0x00000000, 0x00000000, 0xffffffff
    rr div,  22, 0x00000001, 0x00000000, 0xffffffff
    rr div,  23, 0xffffffff, 0x00000000, 0xffffffff
    rr div,  24, 0x80000000, 0x00000000, 0xffffffff
    rr div,  25, 0x7fffffff, 0x00000000, 0xffffffff
    rr div,  26, 0x12345678, 0x00000000, 0xffffffff

# Overflow, and beside it.
#        case  left        right       result
    rr div,  27, 0x80000000, 0xffffffff, 0x80000000
    rr div,  28, 0x80000000, 0x00000001, 0x80000000
    rr div,  29, 0x80000001, 0xffffffff, 0x7fffffff
    rr div,  30, 0x7fffffff, 0xffffffff, 0x80000001
    rr div,  31, 0x80000000, 0xfffffffe, 0x40000000
    rr div,  32, 0xffffffff, 0x80000000, 0x00000000
    rr div,  33, 0x00000000, 0x80000000, 0x00000000
    rr div,  34, 0x80000000, 0x00000002, 0xc0000000

# The limits.
#        case  left        right       result
    rr div,  35, 0x80000000, 0x80000000, 0x00000001
    rr div,  36, 0x80000000, 0x7fffffff, 0xffffffff
    rr div,  37, 0x7fffffff, 0x80000000, 0x00000000
    rr div,  38, 0x7fffffff, 0x7fffffff, 0x00000001
    rr div,  39, 0xffffffff, 0x7fffffff, 0x00000000
    rr div,  40, 0x7fffffff, 0x00000001, 0x7fffffff
    rr div,  41, 0xffffffff, 0x00000002, 0x00000000
    rr div,  42, 0xffffffff, 0xfffffffe, 0x00000000
    rr div,  43, 0x80000000, 0x00000003, 0xd5555556
    rr div,  44, 0x7fffffff, 0x00000002, 0x3fffffff

# Many digits.
#        case  left        right       result
    rr div,  45, 0x12345678, 0x00009abc, 0x00001e1e
    rr div,  46, 0xdeadbeef, 0x0000f00d, 0xffffdc77
    rr div,  47, 0xcafebabe, 0x00000003, 0xee54e8ea
    rr div,  48, 0x9abcdef0, 0x00012345, 0xffffa700
    rr div,  49, 0x075bcd15, 0xfffff3ff, 0xffff6312

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases div,  50, 0xfff12345, 0x00000123, 0xfffff2ed, 0x00000001, 0xffffffff, 0x00000000, 0xffffffff

# Every register.
    rr_registers div, 60, -20, 0x6, -3

    end_by_ecall
