# MULH: rd = the upper half of rs1 * rs2, both signed.

    .include "check.inc"

    begin

# Small numbers and zero.
#         case  left        right       result
    rr mulh,   1, 0x00000000, 0x00000000, 0x00000000
    rr mulh,   2, 0x00000000, 0x00000001, 0x00000000
    rr mulh,   3, 0x00000001, 0x00000000, 0x00000000
    rr mulh,   4, 0x00000001, 0x00000001, 0x00000000
    rr mulh,   5, 0x00000003, 0x00000007, 0x00000000
    rr mulh,   6, 0x00001234, 0x00000100, 0x00000000
    rr mulh,   7, 0x00000000, 0xffffffff, 0x00000000
    rr mulh,   8, 0xffffffff, 0x00000000, 0x00000000

# All signs.
#         case  left        right       result
    rr mulh,   9, 0x00000001, 0xffffffff, 0xffffffff
    rr mulh,  10, 0xffffffff, 0x00000001, 0xffffffff
    rr mulh,  11, 0xffffffff, 0xffffffff, 0x00000000
    rr mulh,  12, 0x00000002, 0xffffffff, 0xffffffff
    rr mulh,  13, 0xffffffff, 0x00000002, 0xffffffff
    rr mulh,  14, 0xfffffffd, 0x00000007, 0xffffffff
    rr mulh,  15, 0x00000003, 0xfffffff9, 0xffffffff
    rr mulh,  16, 0xfffffffd, 0xfffffff9, 0x00000000

# The limits of signed numbers.
#         case  left        right       result
    rr mulh,  17, 0x80000000, 0x80000000, 0x40000000
    rr mulh,  18, 0x80000000, 0xffffffff, 0x00000000
    rr mulh,  19, 0xffffffff, 0x80000000, 0x00000000
    rr mulh,  20, 0x80000000, 0x00000001, 0xffffffff
    rr mulh,  21, 0x00000001, 0x80000000, 0xffffffff
    rr mulh,  22, 0x7fffffff, 0x7fffffff, 0x3fffffff
    rr mulh,  23, 0x80000000, 0x7fffffff, 0xc0000000
    rr mulh,  24, 0x7fffffff, 0x80000000, 0xc0000000
    rr mulh,  25, 0x7fffffff, 0xffffffff, 0xffffffff
    rr mulh,  26, 0xffffffff, 0x7fffffff, 0xffffffff
    rr mulh,  27, 0x80000000, 0x00000002, 0xffffffff
    rr mulh,  28, 0x00000002, 0x80000000, 0xffffffff

# Carries between the halves.
#         case  left        right       result
    rr mulh,  29, 0x0000ffff, 0x0000ffff, 0x00000000
    rr mulh,  30, 0x00010000, 0x00010000, 0x00000001
    rr mulh,  31, 0x00010000, 0x0000ffff, 0x00000000
    rr mulh,  32, 0x00010001, 0x0000ffff, 0x00000000
    rr mulh,  33, 0xffff0000, 0xffff0000, 0x00000001
    rr mulh,  34, 0x0000ffff, 0x00010001, 0x00000000

# No two bytes alike.
#         case  left        right       result
    rr mulh,  35, 0x12345678, 0x9abcdef0, 0xf8cc93d6
    rr mulh,  36, 0xdeadbeef, 0x0badf00d, 0xfe7ad35f
    rr mulh,  37, 0xcafebabe, 0xfeedface, 0x0038bc6f
    rr mulh,  38, 0x0f1e2d3c, 0xf0e1d2c3, 0xff1b7324
    rr mulh,  39, 0x9abcdef0, 0x12345678, 0xf8cc93d6

# Registers that are the same, and x0.
#                 case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases mulh,  40, 0x89abcdef, 0x70000123, 0xcc3b2992, 0x36b1b9d8, 0x00000000, 0x00000000, 0x00000000

# Every register.
    rr_registers mulh, 50, -3, 0x5, -1

    end_by_tohost
