# SLLI: rd = rs1 << immediate, from 0 to 31.

    .include "check.inc"

    begin

# Every amount, of a word with both ends set.
#         case  left    immediate  result
    ri slli,   1, 0xc0ffee11,     0, 0xc0ffee11
    ri slli,   2, 0x81234567,     1, 0x02468ace
    ri slli,   3, 0xc0ffee11,     2, 0x03ffb844
    ri slli,   4, 0x81234567,     3, 0x091a2b38
    ri slli,   5, 0xc0ffee11,     4, 0x0ffee110
    ri slli,   6, 0x81234567,     5, 0x2468ace0
    ri slli,   7, 0xc0ffee11,     6, 0x3ffb8440
    ri slli,   8, 0x81234567,     7, 0x91a2b380
    ri slli,   9, 0xc0ffee11,     8, 0xffee1100
    ri slli,  10, 0x81234567,     9, 0x468ace00
    ri slli,  11, 0xc0ffee11,    10, 0xffb84400
    ri slli,  12, 0x81234567,    11, 0x1a2b3800
    ri slli,  13, 0xc0ffee11,    12, 0xfee11000
    ri slli,  14, 0x81234567,    13, 0x68ace000
    ri slli,  15, 0xc0ffee11,    14, 0xfb844000
    ri slli,  16, 0x81234567,    15, 0xa2b38000
    ri slli,  17, 0xc0ffee11,    16, 0xee110000
    ri slli,  18, 0x81234567,    17, 0x8ace0000
    ri slli,  19, 0xc0ffee11,    18, 0xb8440000
    ri slli,  20, 0x81234567,    19, 0x2b380000
    ri slli,  21, 0xc0ffee11,    20, 0xe1100000
    ri slli,  22, 0x81234567,    21, 0xace00000
    ri slli,  23, 0xc0ffee11,    22, 0x84400000
    ri slli,  24, 0x81234567,    23, 0xb3800000
    ri slli,  25, 0xc0ffee11,    24, 0x11000000
    ri slli,  26, 0x81234567,    25, 0xce000000
    ri slli,  27, 0xc0ffee11,    26, 0x44000000
    ri slli,  28, 0x81234567,    27, 0x38000000
    ri slli,  29, 0xc0ffee11,    28, 0x10000000
    ri slli,  30, 0x81234567,    29, 0xe0000000
    ri slli,  31, 0xc0ffee11,    30, 0x40000000
    ri slli,  32, 0x81234567,    31, 0x80000000

# Edges.
#         case  left    immediate  result
    ri slli,  33, 0x00000000,     0, 0x00000000
    ri slli,  34, 0x00000000,    31, 0x00000000
    ri slli,  35, 0x00000001,    31, 0x80000000
    ri slli,  36, 0x80000000,    31, 0x00000000
    ri slli,  37, 0x80000000,     1, 0x00000000
    ri slli,  38, 0x7fffffff,    31, 0x80000000
    ri slli,  39, 0x7fffffff,     1, 0xfffffffe
    ri slli,  40, 0xffffffff,    31, 0x80000000
    ri slli,  41, 0xffffffff,    16, 0xffff0000
    ri slli,  42, 0x00000001,     1, 0x00000002

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases slli,  43, 0x0000a5d3,    11, 0x052e9800, 0x00000000

# Every register.
    ri_registers slli, 48, 7, 5, 0x000000e0

    end_by_ecall
