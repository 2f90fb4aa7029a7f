# ADDI: rd = rs1 + immediate modulo 2^32, the immediate from -2048 to 2047.

    .include "check.inc"

    begin

# Immediates at their limits.
#         case  left    immediate  result
    ri addi,   1, 0x00000000,     0, 0x00000000
    ri addi,   2, 0x00000000,  2047, 0x000007ff
    ri addi,   3, 0x00000000, -2048, 0xfffff800
    ri addi,   4, 0x00000000,    -1, 0xffffffff
    ri addi,   5, 0x00000001,  2047, 0x00000800
    ri addi,   6, 0x00000800, -2048, 0x00000000
    ri addi,   7, 0x00000001,    -1, 0x00000000

# Carries and borrows.
#         case  left    immediate  result
    ri addi,   8, 0x000000ff,     1, 0x00000100
    ri addi,   9, 0x0000ffff,     1, 0x00010000
    ri addi,  10, 0xfffff801,  2047, 0x00000000
    ri addi,  11, 0x00000100,    -1, 0x000000ff
    ri addi,  12, 0x00010000,    -1, 0x0000ffff
    ri addi,  13, 0xffffffff,     1, 0x00000000
    ri addi,  14, 0xffffffff,    -1, 0xfffffffe
    ri addi,  15, 0x00000000, -2047, 0xfffff801

# Around the limits of signed numbers.
#         case  left    immediate  result
    ri addi,  16, 0x7fffffff,     1, 0x80000000
    ri addi,  17, 0x7fffffff,  2047, 0x800007fe
    ri addi,  18, 0x80000000,    -1, 0x7fffffff
    ri addi,  19, 0x80000000, -2048, 0x7ffff800
    ri addi,  20, 0x80000000,  2047, 0x800007ff
    ri addi,  21, 0x7fffffff, -2048, 0x7ffff7ff

# No two bytes alike.
#         case  left    immediate  result
    ri addi,  22, 0x12345678,   291, 0x1234579b
    ri addi,  23, 0xdeadbeef, -1110, 0xdeadba99
    ri addi,  24, 0x9abcdef0,  1365, 0x9abce445
    ri addi,  25, 0x0f1e2d3c, -1366, 0x0f1e27e6

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases addi,  26, 0x89abcdef, -1111, 0x89abc998, 0xfffffba9

# Every register.
    ri_registers addi, 31, 5, -9, -4

    end_by_ecall
