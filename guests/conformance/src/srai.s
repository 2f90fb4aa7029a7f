# SRAI: rd = rs1 >> immediate, the sign from the left, from 0 to 31.

    .include "check.inc"

    begin

# Every amount, of a word with both ends set.
#         case  left    immediate  result
    ri srai,   1, 0xc0ffee11,     0, 0xc0ffee11
    ri srai,   2, 0x81234567,     1, 0xc091a2b3
    ri srai,   3, 0xc0ffee11,     2, 0xf03ffb84
    ri srai,   4, 0x81234567,     3, 0xf02468ac
    ri srai,   5, 0xc0ffee11,     4, 0xfc0ffee1
    ri srai,   6, 0x81234567,     5, 0xfc091a2b
    ri srai,   7, 0xc0ffee11,     6, 0xff03ffb8
    ri srai,   8, 0x81234567,     7, 0xff02468a
    ri srai,   9, 0xc0ffee11,     8, 0xffc0ffee
    ri srai,  10, 0x81234567,     9, 0xffc091a2
    ri srai,  11, 0xc0ffee11,    10, 0xfff03ffb
    ri srai,  12, 0x81234567,    11, 0xfff02468
    ri srai,  13, 0xc0ffee11,    12, 0xfffc0ffe
    ri srai,  14, 0x81234567,    13, 0xfffc091a
    ri srai,  15, 0xc0ffee11,    14, 0xffff03ff
    ri srai,  16, 0x81234567,    15, 0xffff0246
    ri srai,  17, 0xc0ffee11,    16, 0xffffc0ff
    ri srai,  18, 0x81234567,    17, 0xffffc091
    ri srai,  19, 0xc0ffee11,    18, 0xfffff03f
    ri srai,  20, 0x81234567,    19, 0xfffff024
    ri srai,  21, 0xc0ffee11,    20, 0xfffffc0f
    ri srai,  22, 0x81234567,    21, 0xfffffc09
    ri srai,  23, 0xc0ffee11,    22, 0xffffff03
    ri srai,  24, 0x81234567,    23, 0xffffff02
    ri srai,  25, 0xc0ffee11,    24, 0xffffffc0
    ri srai,  26, 0x81234567,    25, 0xffffffc0
    ri srai,  27, 0xc0ffee11,    26, 0xfffffff0
    ri srai,  28, 0x81234567,    27, 0xfffffff0
    ri srai,  29, 0xc0ffee11,    28, 0xfffffffc
    ri srai,  30, 0x81234567,    29, 0xfffffffc
    ri srai,  31, 0xc0ffee11,    30, 0xffffffff
    ri srai,  32, 0x81234567,    31, 0xffffffff

# Edges.
#         case  left    immediate  result
    ri srai,  33, 0x00000000,     0, 0x00000000
    ri srai,  34, 0x00000000,    31, 0x00000000
    ri srai,  35, 0x00000001,    31, 0x00000000
    ri srai,  36, 0x80000000,    31, 0xffffffff
    ri srai,  37, 0x80000000,     1, 0xc0000000
    ri srai,  38, 0x7fffffff,    31, 0x00000000
    ri srai,  39, 0x7fffffff,     1, 0x3fffffff
    ri srai,  40, 0xffffffff,    31, 0xffffffff
    ri srai,  41, 0xffffffff,    16, 0xffffffff
    ri srai,  42, 0x00000001,     1, 0x00000000

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases srai,  43, 0x9234a5d3,    11, 0xfff24694, 0x00000000

# Every register.
    ri_registers srai, 48, 0xffffff90, 3, -14

    end_by_ecall
