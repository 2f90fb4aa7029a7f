# MULHU: rd = the upper half of rs1 * rs2, both unsigned.

    .include "check.inc"

    begin

# Small numbers and zero.
#          case  left        right       result
    rr mulhu,   1, 0x00000000, 0x00000000, 0x00000000
    rr mulhu,   2, 0x00000000, 0x00000001, 0x00000000
    rr mulhu,   3, 0x00000001, 0x00000000, 0x00000000
    rr mulhu,   4, 0x00000001, 0x00000001, 0x00000000
    rr mulhu,   5, 0x00000003, 0x00000007, 0x00000000
    rr mulhu,   6, 0x00001234, 0x00000100, 0x00000000
    rr mulhu,   7, 0x00000000, 0xffffffff, 0x00000000
    rr mulhu,   8, 0xffffffff, 0x00000000, 0x00000000

# All signs.
#          case  left        right       result
    rr mulhu,   9, 0x00000001, 0xffffffff, 0x00000000
    rr mulhu,  10, 0xffffffff, 0x00000001, 0x00000000
    rr mulhu,  11, 0xffffffff, 0xffffffff, 0xfffffffe
    rr mulhu,  12, 0x00000002, 0xffffffff, 0x00000001
    rr mulhu,  13, 0xffffffff, 0x00000002, 0x00000001
    rr mulhu,  14, 0xfffffffd, 0x00000007, 0x00000006
    rr mulhu,  15, 0x00000003, 0xfffffff9, 0x00000002
    rr mulhu,  16, 0xfffffffd, 0xfffffff9, 0xfffffff6

# The limits of signed numbers.
#          case  left        right       result
    rr mulhu,  17, 0x80000000, 0x80000000, 0x40000000
    rr mulhu,  18, 0x80000000, 0xffffffff, 0x7fffffff
    rr mulhu,  19, 0xffffffff, 0x80000000, 0x7fffffff
    rr mulhu,  20, 0x80000000, 0x00000001, 0x00000000
    rr mulhu,  21, 0x00000001, 0x80000000, 0x00000000
    rr mulhu,  22, 0x7fffffff, 0x7fffffff, 0x3fffffff
    rr mulhu,  23, 0x80000000, 0x7fffffff, 0x3fffffff
    rr mulhu,  24, 0x7fffffff, 0x80000000, 0x3fffffff
    rr mulhu,  25, 0x7fffffff, 0xffffffff, 0x7ffffffe
    rr mulhu,  26, 0xffffffff, 0x7fffffff, 0x7ffffffe
    rr mulhu,  27, 0x80000000, 0x00000002, 0x00000001
    rr mulhu,  28, 0x00000002, 0x80000000, 0x00000001

# Carries between the halves.
#          case  left        right       result
    rr mulhu,  29, 0x0000ffff, 0x0000ffff, 0x00000000
    rr mulhu,  30, 0x00010000, 0x00010000, 0x00000001
    rr mulhu,  31, 0x00010000, 0x0000ffff, 0x00000000
    rr mulhu,  32, 0x00010001, 0x0000ffff, 0x00000000
    rr mulhu,  33, 0xffff0000, 0xffff0000, 0xfffe0001
    rr mulhu,  34, 0x0000ffff, 0x00010001, 0x00000000

# No two bytes alike.
#          case  left        right       result
    rr mulhu,  35, 0x12345678, 0x9abcdef0, 0x0b00ea4e
    rr mulhu,  36, 0xdeadbeef, 0x0badf00d, 0x0a28c36c
    rr mulhu,  37, 0xcafebabe, 0xfeedface, 0xca2571fb
    rr mulhu,  38, 0x0f1e2d3c, 0xf0e1d2c3, 0x0e39a060
    rr mulhu,  39, 0x9abcdef0, 0x12345678, 0x0b00ea4e

# Registers that are the same, and x0.
#                  case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases mulhu,  40, 0x89abcdef, 0x70000123, 0x3c3b2ab5, 0x4a0955b6, 0x00000000, 0x00000000, 0x00000000

# Every register.
    rr_registers mulhu, 50, -3, 0x5, 4

    end_by_ecall
