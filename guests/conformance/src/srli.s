# SRLI: rd = rs1 >> immediate, zeros from the left, from 0 to 31.

    .include "check.inc"

    begin

# Every amount, of a word with both ends set.
#         case  left    immediate  result
    ri srli,   1, 0xc0ffee11,     0, 0xc0ffee11
    ri srli,   2, 0x81234567,     1, 0x4091a2b3
    ri srli,   3, 0xc0ffee11,     2, 0x303ffb84
    ri srli,   4, 0x81234567,     3, 0x102468ac
    ri srli,   5, 0xc0ffee11,     4, 0x0c0ffee1
    ri srli,   6, 0x81234567,     5, 0x04091a2b
    ri srli,   7, 0xc0ffee11,     6, 0x0303ffb8
    ri srli,   8, 0x81234567,     7, 0x0102468a
    ri srli,   9, 0xc0ffee11,     8, 0x00c0ffee
    ri srli,  10, 0x81234567,     9, 0x004091a2
    ri srli,  11, 0xc0ffee11,    10, 0x00303ffb
    ri srli,  12, 0x81234567,    11, 0x00102468
    ri srli,  13, 0xc0ffee11,    12, 0x000c0ffe
    ri srli,  14, 0x81234567,    13, 0x0004091a
    ri srli,  15, 0xc0ffee11,    14, 0x000303ff
    ri srli,  16, 0x81234567,    15, 0x00010246
    ri srli,  17, 0xc0ffee11,    16, 0x0000c0ff
    ri srli,  18, 0x81234567,    17, 0x00004091
    ri srli,  19, 0xc0ffee11,    18, 0x0000303f
    ri srli,  20, 0x81234567,    19, 0x00001024
    ri srli,  21, 0xc0ffee11,    20, 0x00000c0f
    ri srli,  22, 0x81234567,    21, 0x00000409
    ri srli,  23, 0xc0ffee11,    22, 0x00000303
    ri srli,  24, 0x81234567,    23, 0x00000102
    ri srli,  25, 0xc0ffee11,    24, 0x000000c0
    ri srli,  26, 0x81234567,    25, 0x00000040
    ri srli,  27, 0xc0ffee11,    26, 0x00000030
    ri srli,  28, 0x81234567,    27, 0x00000010
    ri srli,  29, 0xc0ffee11,    28, 0x0000000c
    ri srli,  30, 0x81234567,    29, 0x00000004
    ri srli,  31, 0xc0ffee11,    30, 0x00000003
    ri srli,  32, 0x81234567,    31, 0x00000001

# Edges.
#         case  left    immediate  result
    ri srli,  33, 0x00000000,     0, 0x00000000
    ri srli,  34, 0x00000000,    31, 0x00000000
    ri srli,  35, 0x00000001,    31, 0x00000000
    ri srli,  36, 0x80000000,    31, 0x00000001
    ri srli,  37, 0x80000000,     1, 0x40000000
    ri srli,  38, 0x7fffffff,    31, 0x00000000
    ri srli,  39, 0x7fffffff,     1, 0x3fffffff
    ri srli,  40, 0xffffffff,    31, 0x00000001
    ri srli,  41, 0xffffffff,    16, 0x0000ffff
    ri srli,  42, 0x00000001,     1, 0x00000000

# Registers that are the same, and x0.
#                 case  left    immediate  result      of 0
    ri_aliases srli,  43, 0x9234a5d3,    11, 0x00124694, 0x00000000

# Every register.
    ri_registers srli, 48, 0x00000700, 5, 56

    end_by_tohost
