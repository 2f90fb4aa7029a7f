# SLL: rd = rs1 << (rs2 mod 32); the upper 27 bits of rs2 do not matter.

    .include "check.inc"

    begin

# Every amount up to 31, of a word with both ends set.
#        case  left        right       result
    rr sll,   1, 0xc0ffee11, 0x00000000, 0xc0ffee11
    rr sll,   2, 0x81234567, 0x00000001, 0x02468ace
    rr sll,   3, 0xc0ffee11, 0x00000002, 0x03ffb844
    rr sll,   4, 0x81234567, 0x00000003, 0x091a2b38
    rr sll,   5, 0xc0ffee11, 0x00000004, 0x0ffee110
    rr sll,   6, 0x81234567, 0x00000005, 0x2468ace0
    rr sll,   7, 0xc0ffee11, 0x00000006, 0x3ffb8440
    rr sll,   8, 0x81234567, 0x00000007, 0x91a2b380
    rr sll,   9, 0xc0ffee11, 0x00000008, 0xffee1100
    rr sll,  10, 0x81234567, 0x00000009, 0x468ace00
    rr sll,  11, 0xc0ffee11, 0x0000000a, 0xffb84400
    rr sll,  12, 0x81234567, 0x0000000b, 0x1a2b3800
    rr sll,  13, 0xc0ffee11, 0x0000000c, 0xfee11000
    rr sll,  14, 0x81234567, 0x0000000d, 0x68ace000
    rr sll,  15, 0xc0ffee11, 0x0000000e, 0xfb844000
    rr sll,  16, 0x81234567, 0x0000000f, 0xa2b38000
    rr sll,  17, 0xc0ffee11, 0x00000010, 0xee110000
    rr sll,  18, 0x81234567, 0x00000011, 0x8ace0000
    rr sll,  19, 0xc0ffee11, 0x00000012, 0xb8440000
    rr sll,  20, 0x81234567, 0x00000013, 0x2b380000
    rr sll,  21, 0xc0ffee11, 0x00000014, 0xe1100000
    rr sll,  22, 0x81234567, 0x00000015, 0xace00000
    rr sll,  23, 0xc0ffee11, 0x00000016, 0x84400000
    rr sll,  24, 0x81234567, 0x00000017, 0xb3800000
    rr sll,  25, 0xc0ffee11, 0x00000018, 0x11000000
    rr sll,  26, 0x81234567, 0x00000019, 0xce000000
    rr sll,  27, 0xc0ffee11, 0x0000001a, 0x44000000
    rr sll,  28, 0x81234567, 0x0000001b, 0x38000000
    rr sll,  29, 0xc0ffee11, 0x0000001c, 0x10000000
    rr sll,  30, 0x81234567, 0x0000001d, 0xe0000000
    rr sll,  31, 0xc0ffee11, 0x0000001e, 0x40000000
    rr sll,  32, 0x81234567, 0x0000001f, 0x80000000

# Only the lowest five bits of the amount count.
#        case  left        right       result
    rr sll,  33, 0x89abcdef, 0x00000020, 0x89abcdef
    rr sll,  34, 0x89abcdef, 0x00000021, 0x13579bde
    rr sll,  35, 0x89abcdef, 0x0000003f, 0x80000000
    rr sll,  36, 0x89abcdef, 0xffffffe4, 0x9abcdef0
    rr sll,  37, 0x89abcdef, 0xffffffff, 0x80000000
    rr sll,  38, 0x89abcdef, 0x80000000, 0x89abcdef
    rr sll,  39, 0x89abcdef, 0x00000100, 0x89abcdef

# Edges.
#        case  left        right       result
    rr sll,  40, 0x00000000, 0x0000001f, 0x00000000
    rr sll,  41, 0x00000001, 0x0000001f, 0x80000000
    rr sll,  42, 0x80000000, 0x0000001f, 0x00000000
    rr sll,  43, 0x80000000, 0x00000001, 0x00000000
    rr sll,  44, 0x7fffffff, 0x0000001f, 0x80000000
    rr sll,  45, 0x7fffffff, 0x00000001, 0xfffffffe
    rr sll,  46, 0xffffffff, 0x0000001f, 0x80000000
    rr sll,  47, 0xffffffff, 0x00000010, 0xffff0000
    rr sll,  48, 0x00000001, 0x00000000, 0x00000001

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases sll,  49, 0x0000a5d3, 0x0000000b, 0x052e9800, 0x2e980000, 0x0000a5d3, 0x00000000, 0x00000000

# Every register.
    rr_registers sll, 59, 0x7, 0x5, 0x000000e0

    end_by_tohost
