# MULHSU: rd = the upper half of rs1 * rs2, rs1 signed, rs2 unsigned.

    .include "check.inc"

    begin

# Small numbers and zero.
#           case  left        right       result
    rr mulhsu,   1, 0x00000000, 0x00000000, 0x00000000
    rr mulhsu,   2, 0x00000000, 0x00000001, 0x00000000
    rr mulhsu,   3, 0x00000001, 0x00000000, 0x00000000
    rr mulhsu,   4, 0x00000001, 0x00000001, 0x00000000
    rr mulhsu,   5, 0x00000003, 0x00000007, 0x00000000
    rr mulhsu,   6, 0x00001234, 0x00000100, 0x00000000
    rr mulhsu,   7, 0x00000000, 0xffffffff, 0x00000000
    rr mulhsu,   8, 0xffffffff, 0x00000000, 0x00000000

# All signs.
#           case  left        right       result
    rr mulhsu,   9, 0x00000001, 0xffffffff, 0x00000000
    rr mulhsu,  10, 0xffffffff, 0x00000001, 0xffffffff
    rr mulhsu,  11, 0xffffffff, 0xffffffff, 0xffffffff
    rr mulhsu,  12, 0x00000002, 0xffffffff, 0x00000001
    rr mulhsu,  13, 0xffffffff, 0x00000002, 0xffffffff
    rr mulhsu,  14, 0xfffffffd, 0x00000007, 0xffffffff
    rr mulhsu,  15, 0x00000003, 0xfffffff9, 0x00000002
    rr mulhsu,  16, 0xfffffffd, 0xfffffff9, 0xfffffffd

# The limits of signed numbers.
#           case  left        right       result
    rr mulhsu,  17, 0x80000000, 0x80000000, 0xc0000000
    rr mulhsu,  18, 0x80000000, 0xffffffff, 0x80000000
    rr mulhsu,  19, 0xffffffff, 0x80000000, 0xffffffff
    rr mulhsu,  20, 0x80000000, 0x00000001, 0xffffffff
    rr mulhsu,  21, 0x00000001, 0x80000000, 0x00000000
    rr mulhsu,  22, 0x7fffffff, 0x7fffffff, 0x3fffffff
    rr mulhsu,  23, 0x80000000, 0x7fffffff, 0xc0000000
    rr mulhsu,  24, 0x7fffffff, 0x80000000, 0x3fffffff
    rr mulhsu,  25, 0x7fffffff, 0xffffffff, 0x7ffffffe
    rr mulhsu,  26, 0xffffffff, 0x7fffffff, 0xffffffff
    rr mulhsu,  27, 0x80000000, 0x00000002, 0xffffffff
    rr mulhsu,  28, 0x00000002, 0x80000000, 0x00000001

# Carries between the halves.
#           case  left        right       result
    rr mulhsu,  29, 0x0000ffff, 0x0000ffff, 0x00000000
    rr mulhsu,  30, 0x00010000, 0x00010000, 0x00000001
    rr mulhsu,  31, 0x00010000, 0x0000ffff, 0x00000000
    rr mulhsu,  32, 0x00010001, 0x0000ffff, 0x00000000
    rr mulhsu,  33, 0xffff0000, 0xffff0000, 0xffff0001
    rr mulhsu,  34, 0x0000ffff, 0x00010001, 0x00000000

# No two bytes alike.
#           case  left        right       result
    rr mulhsu,  35, 0x12345678, 0x9abcdef0, 0x0b00ea4e
    rr mulhsu,  36, 0xdeadbeef, 0x0badf00d, 0xfe7ad35f
    rr mulhsu,  37, 0xcafebabe, 0xfeedface, 0xcb37772d
    rr mulhsu,  38, 0x0f1e2d3c, 0xf0e1d2c3, 0x0e39a060
    rr mulhsu,  39, 0x9abcdef0, 0x12345678, 0xf8cc93d6

# Registers that are the same, and x0.
#                   case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases mulhsu,  40, 0x89abcdef, 0xf0000123, 0x91111089, 0xc05d87c7, 0x00000000, 0x00000000, 0x00000000

# Every register.
    rr_registers mulhsu, 50, -3, 0x5, -1

    end_by_tohost
