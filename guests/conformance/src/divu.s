# DIVU: rd = rs1 / rs2, unsigned, rounded down; 2^32 - 1 on division by zero.

    .include "check.inc"

    begin

# Small numbers.
#         case  left        right       result
    rr divu,   1, 0x00000000, 0x00000001, 0x00000000
    rr divu,   2, 0x00000001, 0x00000001, 0x00000001
    rr divu,   3, 0x00000014, 0x00000006, 0x00000003
    rr divu,   4, 0x00000006, 0x00000014, 0x00000000
    rr divu,   5, 0x00000064, 0x0000000a, 0x0000000a
    rr divu,   6, 0x00000007, 0x00000007, 0x00000001
    rr divu,   7, 0x000000ff, 0x00000010, 0x0000000f

# All signs.
#         case  left        right       result
    rr divu,   8, 0x00000014, 0xfffffffa, 0x00000000
    rr divu,   9, 0xffffffec, 0x00000006, 0x2aaaaaa7
    rr divu,  10, 0xffffffec, 0xfffffffa, 0x00000000
    rr divu,  11, 0x00000001, 0xffffffff, 0x00000000
    rr divu,  12, 0xffffffff, 0x00000001, 0xffffffff
    rr divu,  13, 0xffffffff, 0xffffffff, 0x00000001
    rr divu,  14, 0x00000007, 0xfffffffe, 0x00000000
    rr divu,  15, 0xfffffff9, 0x00000002, 0x7ffffffc
    rr divu,  16, 0xfffffff9, 0xfffffffe, 0x00000000
    rr divu,  17, 0xfffffff9, 0x00000007, 0x24924923
    rr divu,  18, 0x00000000, 0xffffffff, 0x00000000
    rr divu,  19, 0x00000006, 0xffffffec, 0x00000000
    rr divu,  20, 0xfffffffa, 0x00000014, 0x0ccccccc

# Division by zero.
#         case  left        right       result
    rr divu,  21, 0x00000000, 0x00000000, 0xffffffff
    rr divu,  22, 0x00000001, 0x00000000, 0xffffffff
    rr divu,  23, 0xffffffff, 0x00000000, 0xffffffff
    rr divu,  24, 0x80000000, 0x00000000, 0xffffffff
    rr divu,  25, 0x7fffffff, 0x00000000, 0xffffffff
    rr divu,  26, 0x12345678, 0x00000000, 0xffffffff

# Overflow, and beside it.
#         case  left        right       result
    rr divu,  27, 0x80000000, 0xffffffff, 0x00000000
    rr divu,  28, 0x80000000, 0x00000001, 0x80000000
    rr divu,  29, 0x80000001, 0xffffffff, 0x00000000
    rr divu,  30, 0x7fffffff, 0xffffffff, 0x00000000
    rr divu,  31, 0x80000000, 0xfffffffe, 0x00000000
    rr divu,  32, 0xffffffff, 0x80000000, 0x00000001
    rr divu,  33, 0x00000000, 0x80000000, 0x00000000
    rr divu,  34, 0x80000000, 0x00000002, 0x40000000

# The limits.
#         case  left        right       result
    rr divu,  35, 0x80000000, 0x80000000, 0x00000001
    rr divu,  36, 0x80000000, 0x7fffffff, 0x00000001
    rr divu,  37, 0x7fffffff, 0x80000000, 0x00000000
    rr divu,  38, 0x7fffffff, 0x7fffffff, 0x00000001
    rr divu,  39, 0xffffffff, 0x7fffffff, 0x00000002
    rr divu,  40, 0x7fffffff, 0x00000001, 0x7fffffff
    rr divu,  41, 0xffffffff, 0x00000002, 0x7fffffff
    rr divu,  42, 0xffffffff, 0xfffffffe, 0x00000001
    rr divu,  43, 0x80000000, 0x00000003, 0x2aaaaaaa
    rr divu,  44, 0x7fffffff, 0x00000002, 0x3fffffff

# Many digits.
#         case  left        right       result
    rr divu,  45, 0x12345678, 0x00009abc, 0x00001e1e
    rr divu,  46, 0xdeadbeef, 0x0000f00d, 0x0000ed79
    rr divu,  47, 0xcafebabe, 0x00000003, 0x43aa3e3f
    rr divu,  48, 0x9abcdef0, 0x00012345, 0x00008800
    rr divu,  49, 0x075bcd15, 0xfffff3ff, 0x00000000

# Registers that are the same, and x0.
#                 case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases divu,  50, 0xfff12345, 0x00000123, 0x00e12896, 0x00000001, 0xffffffff, 0x00000000, 0xffffffff

# Every register.
    rr_registers divu, 60, 0x14, 0x6, 3

    end_by_tohost
