# SRL: rd = rs1 >> (rs2 mod 32), zeros from the left; the upper 27 bits of rs2 do not matter.

    .include "check.inc"

    begin

# Every amount up to 31, of a word with both ends set.
#        case  left        right       result
    rr srl,   1, 0xc0ffee11, 0x00000000, 0xc0ffee11
    rr srl,   2, 0x81234567, 0x00000001, 0x4091a2b3
    rr srl,   3, 0xc0ffee11, 0x00000002, 0x303ffb84
    rr srl,   4, 0x81234567, 0x00000003, 0x102468ac
    rr srl,   5, 0xc0ffee11, 0x00000004, 0x0c0ffee1
    rr srl,   6, 0x81234567, 0x00000005, 0x04091a2b
    rr srl,   7, 0xc0ffee11, 0x00000006, 0x0303ffb8
    rr srl,   8, 0x81234567, 0x00000007, 0x0102468a
    rr srl,   9, 0xc0ffee11, 0x00000008, 0x00c0ffee
    rr srl,  10, 0x81234567, 0x00000009, 0x004091a2
    rr srl,  11, 0xc0ffee11, 0x0000000a, 0x00303ffb
    rr srl,  12, 0x81234567, 0x0000000b, 0x00102468
    rr srl,  13, 0xc0ffee11, 0x0000000c, 0x000c0ffe
    rr srl,  14, 0x81234567, 0x0000000d, 0x0004091a
    rr srl,  15, 0xc0ffee11, 0x0000000e, 0x000303ff
    rr srl,  16, 0x81234567, 0x0000000f, 0x00010246
    rr srl,  17, 0xc0ffee11, 0x00000010, 0x0000c0ff
    rr srl,  18, 0x81234567, 0x00000011, 0x00004091
    rr srl,  19, 0xc0ffee11, 0x00000012, 0x0000303f
    rr srl,  20, 0x81234567, 0x00000013, 0x00001024
    rr srl,  21, 0xc0ffee11, 0x00000014, 0x00000c0f
    rr srl,  22, 0x81234567, 0x00000015, 0x00000409
    rr srl,  23, 0xc0ffee11, 0x00000016, 0x00000303
    rr srl,  24, 0x81234567, 0x00000017, 0x00000102
    rr srl,  25, 0xc0ffee11, 0x00000018, 0x000000c0
    rr srl,  26, 0x81234567, 0x00000019, 0x00000040
    rr srl,  27, 0xc0ffee11, 0x0000001a, 0x00000030
    rr srl,  28, 0x81234567, 0x0000001b, 0x00000010
    rr srl,  29, 0xc0ffee11, 0x0000001c, 0x0000000c
    rr srl,  30, 0x81234567, 0x0000001d, 0x00000004
    rr srl,  31, 0xc0ffee11, 0x0000001e, 0x00000003
    rr srl,  32, 0x81234567, 0x0000001f, 0x00000001

# Only the lowest five bits of the amount count.
#        case  left        right       result
    rr srl,  33, 0x89abcdef, 0x00000020, 0x89abcdef
    rr srl,  34, 0x89abcdef, 0x00000021, 0x44d5e6f7
    rr srl,  35, 0x89abcdef, 0x0000003f, 0x00000001
    rr srl,  36, 0x89abcdef, 0xffffffe4, 0x089abcde
    rr srl,  37, 0x89abcdef, 0xffffffff, 0x00000001
    rr srl,  38, 0x89abcdef, 0x80000000, 0x89abcdef
    rr srl,  39, 0x89abcdef, 0x00000100, 0x89abcdef

# Edges.
#        case  left        right       result
    rr srl,  40, 0x00000000, 0x0000001f, 0x00000000
    rr srl,  41, 0x00000001, 0x0000001f, 0x00000000
    rr srl,  42, 0x80000000, 0x0000001f, 0x00000001
    rr srl,  43, 0x80000000, 0x00000001, 0x40000000
    rr srl,  44, 0x7fffffff, 0x0000001f, 0x00000000
    rr srl,  45, 0x7fffffff, 0x00000001, 0x3fffffff
    rr srl,  46, 0xffffffff, 0x0000001f, 0x00000001
    rr srl,  47, 0xffffffff, 0x00000010, 0x0000ffff
    rr srl,  48, 0x00000001, 0x00000000, 0x00000001

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases srl,  49, 0x9234a5d3, 0x0000000b, 0x00124694, 0x00001246, 0x9234a5d3, 0x00000000, 0x00000000

# Every register.
    rr_registers srl, 59, 0x700, 0x5, 56

    end_by_ecall
