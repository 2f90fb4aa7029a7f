# REM: rd = rs1 - rs2 * (rs1 / rs2), signed, with the sign of rs1; rs1 on division by zero, 0 for -2^31 / -1.

    .include "check.inc"

    begin

# Small numbers.
#        case  left        right       result
    rr rem,   1, 0x00000000, 0x00000001, 0x00000000
    rr rem,   2, 0x00000001, 0x00000001, 0x00000000
    rr rem,   3, 0x00000014, 0x00000006, 0x00000002
    rr rem,   4, 0x00000006, 0x00000014, 0x00000006
    rr rem,   5, 0x00000064, 0x0000000a, 0x00000000
    rr rem,   6, 0x00000007, 0x00000007, 0x00000000
    rr rem,   7, 0x000000ff, 0x00000010, 0x0000000f

# All signs.
#        case  left        right       result
    rr rem,   8, 0x00000014, 0xfffffffa, 0x00000002
    rr rem,   9, 0xffffffec, 0x00000006, 0xfffffffe
    rr rem,  10, 0xffffffec, 0xfffffffa, 0xfffffffe
    rr rem,  11, 0x00000001, 0xffffffff, 0x00000000
    rr rem,  12, 0xffffffff, 0x00000001, 0x00000000
    rr rem,  13, 0xffffffff, 0xffffffff, 0x00000000
    rr rem,  14, 0x00000007, 0xfffffffe, 0x00000001
    rr rem,  15, 0xfffffff9, 0x00000002, 0xffffffff
    rr rem,  16, 0xfffffff9, 0xfffffffe, 0xffffffff
    rr rem,  17, 0xfffffff9, 0x00000007, 0x00000000
    rr rem,  18, 0x00000000, 0xffffffff, 0x00000000
    rr rem,  19, 0x00000006, 0xffffffec, 0x00000006
    rr rem,  20, 0xfffffffa, 0x00000014, 0xfffffffa

# Division by zero.
#        case  left        right       result
    rr rem,  21, 0x00000000, 0x00000000, 0x00000000
    rr rem,  22, 0x00000001, 0x00000000, 0x00000001
    rr rem,  23, 0xffffffff, 0x00000000, 0xffffffff
    rr rem,  24, 0x80000000, 0x00000000, 0x80000000
    rr rem,  25, 0x7fffffff, 0x00000000, 0x7fffffff
    rr rem,  26, 0x12345678, 0x00000000, 0x12345678

# Overflow, and beside it.
#        case  left        right       result
    rr rem,  27, 0x80000000, 0xffffffff, 0x00000000
    rr rem,  28, 0x80000000, 0x00000001, 0x00000000
    rr rem,  29, 0x80000001, 0xffffffff, 0x00000000
    rr rem,  30, 0x7fffffff, 0xffffffff, 0x00000000
    rr rem,  31, 0x80000000, 0xfffffffe, 0x00000000
    rr rem,  32, 0xffffffff, 0x80000000, 0xffffffff
    rr rem,  33, 0x00000000, 0x80000000, 0x00000000
    rr rem,  34, 0x80000000, 0x00000002, 0x00000000

# The limits.
#        case  left        right       result
    rr rem,  35, 0x80000000, 0x80000000, 0x00000000
    rr rem,  36, 0x80000000, 0x7fffffff, 0xffffffff
    rr rem,  37, 0x7fffffff, 0x80000000, 0x7fffffff
    rr rem,  38, 0x7fffffff, 0x7fffffff, 0x00000000
    rr rem,  39, 0xffffffff, 0x7fffffff, 0xffffffff
    rr rem,  40, 0x7fffffff, 0x00000001, 0x00000000
    rr rem,  41, 0xffffffff, 0x00000002, 0xffffffff
    rr rem,  42, 0xffffffff, 0xfffffffe, 0xffffffff
    rr rem,  43, 0x80000000, 0x00000003, 0xfffffffe
    rr rem,  44, 0x7fffffff, 0x00000002, 0x00000001

# Many digits.
#        case  left        right       result
    rr rem,  45, 0x12345678, 0x00009abc, 0x00002c70
    rr rem,  46, 0xdeadbeef, 0x0000f00d, 0xfffffce4
    rr rem,  47, 0xcafebabe, 0x00000003, 0x00000000
    rr rem,  48, 0x9abcdef0, 0x00012345, 0xffffdbf0
    rr rem,  49, 0x075bcd15, 0xfffff3ff, 0x00000827

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases rem,  50, 0xfff12345, 0x00000123, 0xffffffde, 0x00000000, 0xfff12345, 0x00000000, 0x00000000

# Every register.
    rr_registers rem, 60, -20, 0x6, -2

    end_by_ecall
