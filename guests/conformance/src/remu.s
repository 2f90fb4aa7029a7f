# REMU: rd = rs1 mod rs2, unsigned; rs1 on division by zero.

    .include "check.inc"

    begin

# Small numbers.
#         case  left        right       result
    rr remu,   1, 0x00000000, 0x00000001, 0x00000000
    rr remu,   2, 0x00000001, 0x00000001, 0x00000000
    rr remu,   3, 0x00000014, 0x00000006, 0x00000002
    rr remu,   4, 0x00000006, 0x00000014, 0x00000006
    rr remu,   5, 0x00000064, 0x0000000a, 0x00000000
    rr remu,   6, 0x00000007, 0x00000007, 0x00000000
    rr remu,   7, 0x000000ff, 0x00000010, 0x0000000f

# All signs.
#         case  left        right       result
    rr remu,   8, 0x00000014, 0xfffffffa, 0x00000014
    rr remu,   9, 0xffffffec, 0x00000006, 0x00000002
    rr remu,  10, 0xffffffec, 0xfffffffa, 0xffffffec
    rr remu,  11, 0x00000001, 0xffffffff, 0x00000001
    rr remu,  12, 0xffffffff, 0x00000001, 0x00000000
    rr remu,  13, 0xffffffff, 0xffffffff, 0x00000000
    rr remu,  14, 0x00000007, 0xfffffffe, 0x00000007
    rr remu,  15, 0xfffffff9, 0x00000002, 0x00000001
    rr remu,  16, 0xfffffff9, 0xfffffffe, 0xfffffff9
    rr remu,  17, 0xfffffff9, 0x00000007, 0x00000004
    rr remu,  18, 0x00000000, 0xffffffff, 0x00000000
    rr remu,  19, 0x00000006, 0xffffffec, 0x00000006
    rr remu,  20, 0xfffffffa, 0x00000014, 0x0000000a

# Division by zero.
#         case  left        right       result
    rr remu,  21, 0x00000000, 0x00000000, 0x00000000
    rr remu,  22, 0x00000001, 0x00000000, 0x00000001
    rr remu,  23, 0xffffffff, 0x00000000, 0xffffffff
    rr remu,  24, 0x80000000, 0x00000000, 0x80000000
    rr remu,  25, 0x7fffffff, 0x00000000, 0x7fffffff
    rr remu,  26, 0x12345678, 0x00000000, 0x12345678

# Overflow, and beside it.
#         case  left        right       result
    rr remu,  27, 0x80000000, 0xffffffff, 0x80000000
    rr remu,  28, 0x80000000, 0x00000001, 0x00000000
    rr remu,  29, 0x80000001, 0xffffffff, 0x80000001
    rr remu,  30, 0x7fffffff, 0xffffffff, 0x7fffffff
    rr remu,  31, 0x80000000, 0xfffffffe, 0x80000000
    rr remu,  32, 0xffffffff, 0x80000000, 0x7fffffff
    rr remu,  33, 0x00000000, 0x80000000, 0x00000000
    rr remu,  34, 0x80000000, 0x00000002, 0x00000000

# The limits.
#         case  left        right       result
    rr remu,  35, 0x80000000, 0x80000000, 0x00000000
    rr remu,  36, 0x80000000, 0x7fffffff, 0x00000001
    rr remu,  37, 0x7fffffff, 0x80000000, 0x7fffffff
    rr remu,  38, 0x7fffffff, 0x7fffffff, 0x00000000
    rr remu,  39, 0xffffffff, 0x7fffffff, 0x00000001
    rr remu,  40, 0x7fffffff, 0x00000001, 0x00000000
    rr remu,  41, 0xffffffff, 0x00000002, 0x00000001
    rr remu,  42, 0xffffffff, 0xfffffffe, 0x00000001
    rr remu,  43, 0x80000000, 0x00000003, 0x00000002
    rr remu,  44, 0x7fffffff, 0x00000002, 0x00000001

# Many digits.
#         case  left        right       result
    rr remu,  45, 0x12345678, 0x00009abc, 0x00002c70
    rr remu,  46, 0xdeadbeef, 0x0000f00d, 0x00003fca
    rr remu,  47, 0xcafebabe, 0x00000003, 0x00000001
    rr remu,  48, 0x9abcdef0, 0x00012345, 0x000036f0
    rr remu,  49, 0x075bcd15, 0xfffff3ff, 0x075bcd15

# Registers that are the same, and x0.
#                 case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases remu,  50, 0xfff12345, 0x00000123, 0x000000c3, 0x00000000, 0xfff12345, 0x00000000, 0x00000000

# Every register.
    rr_registers remu, 60, 0x14, 0x6, 2

    end_by_tohost
