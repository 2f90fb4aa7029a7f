# SRA: rd = rs1 >> (rs2 mod 32), the sign from the left; the upper 27 bits of rs2 do not matter.

    .include "check.inc"

    begin

# Every amount up to 31, of a word with both ends set.
#        case  left        right       result
    rr sra,   1, 0xc0ffee11, 0x00000000, 0xc0ffee11
    rr sra,   2, 0x81234567, 0x00000001, 0xc091a2b3
    rr sra,   3, 0xc0ffee11, 0x00000002, 0xf03ffb84
    rr sra,   4, 0x81234567, 0x00000003, 0xf02468ac
    rr sra,   5, 0xc0ffee11, 0x00000004, 0xfc0ffee1
    rr sra,   6, 0x81234567, 0x00000005, 0xfc091a2b
    rr sra,   7, 0xc0ffee11, 0x00000006, 0xff03ffb8
    rr sra,   8, 0x81234567, 0x00000007, 0xff02468a
    rr sra,   9, 0xc0ffee11, 0x00000008, 0xffc0ffee
    rr sra,  10, 0x81234567, 0x00000009, 0xffc091a2
    rr sra,  11, 0xc0ffee11, 0x0000000a, 0xfff03ffb
    rr sra,  12, 0x81234567, 0x0000000b, 0xfff02468
    rr sra,  13, 0xc0ffee11, 0x0000000c, 0xfffc0ffe
    rr sra,  14, 0x81234567, 0x0000000d, 0xfffc091a
    rr sra,  15, 0xc0ffee11, 0x0000000e, 0xffff03ff
    rr sra,  16, 0x81234567, 0x0000000f, 0xffff0246
    rr sra,  17, 0xc0ffee11, 0x00000010, 0xffffc0ff
    rr sra,  18, 0x81234567, 0x00000011, 0xffffc091
    rr sra,  19, 0xc0ffee11, 0x00000012, 0xfffff03f
    rr sra,  20, 0x81234567, 0x00000013, 0xfffff024
    rr sra,  21, 0xc0ffee11, 0x00000014, 0xfffffc0f
    rr sra,  22, 0x81234567, 0x00000015, 0xfffffc09
    rr sra,  23, 0xc0ffee11, 0x00000016, 0xffffff03
    rr sra,  24, 0x81234567, 0x00000017, 0xffffff02
    rr sra,  25, 0xc0ffee11, 0x00000018, 0xffffffc0
    rr sra,  26, 0x81234567, 0x00000019, 0xffffffc0
    rr sra,  27, 0xc0ffee11, 0x0000001a, 0xfffffff0
    rr sra,  28, 0x81234567, 0x0000001b, 0xfffffff0
    rr sra,  29, 0xc0ffee11, 0x0000001c, 0xfffffffc
    rr sra,  30, 0x81234567, 0x0000001d, 0xfffffffc
    rr sra,  31, 0xc0ffee11, 0x0000001e, 0xffffffff
    rr sra,  32, 0x81234567, 0x0000001f, 0xffffffff

# Only the lowest five bits of the amount count.
#        case  left        right       result
    rr sra,  33, 0x89abcdef, 0x00000020, 0x89abcdef
    rr sra,  34, 0x89abcdef, 0x00000021, 0xc4d5e6f7
    rr sra,  35, 0x89abcdef, 0x0000003f, 0xffffffff
    rr sra,  36, 0x89abcdef, 0xffffffe4, 0xf89abcde
    rr sra,  37, 0x89abcdef, 0xffffffff, 0xffffffff
    rr sra,  38, 0x89abcdef, 0x80000000, 0x89abcdef
    rr sra,  39, 0x89abcdef, 0x00000100, 0x89abcdef

# Edges.
#        case  left        right       result
    rr sra,  40, 0x00000000, 0x0000001f, 0x00000000
    rr sra,  41, 0x00000001, 0x0000001f, 0x00000000
    rr sra,  42, 0x80000000, 0x0000001f, 0xffffffff
    rr sra,  43, 0x80000000, 0x00000001, 0xc0000000
    rr sra,  44, 0x7fffffff, 0x0000001f, 0x00000000
    rr sra,  45, 0x7fffffff, 0x00000001, 0x3fffffff
    rr sra,  46, 0xffffffff, 0x0000001f, 0xffffffff
    rr sra,  47, 0xffffffff, 0x00000010, 0xffffffff
    rr sra,  48, 0x00000001, 0x00000000, 0x00000001

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases sra,  49, 0x9234a5d3, 0x0000000b, 0xfff24694, 0xfffff246, 0x9234a5d3, 0x00000000, 0x00000000

# Every register.
    rr_registers sra, 59, -112, 0x3, -14

    end_by_tohost
