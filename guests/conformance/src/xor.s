# XOR: rd = rs1 ^ rs2.

    .include "check.inc"

    begin

# All four pairs of bits, everywhere.
#        case  left        right       result
    rr xor,   1, 0x00000000, 0x00000000, 0x00000000
    rr xor,   2, 0x00000000, 0xffffffff, 0xffffffff
    rr xor,   3, 0xffffffff, 0x00000000, 0xffffffff
    rr xor,   4, 0xffffffff, 0xffffffff, 0x00000000

# Alternating bits, bytes, halves.
#        case  left        right       result
    rr xor,   5, 0xaaaaaaaa, 0x55555555, 0xffffffff
    rr xor,   6, 0xaaaaaaaa, 0xaaaaaaaa, 0x00000000
    rr xor,   7, 0x33333333, 0x0f0f0f0f, 0x3c3c3c3c
    rr xor,   8, 0xff00ff00, 0x0ff00ff0, 0xf0f0f0f0
    rr xor,   9, 0xffff0000, 0xff00ff00, 0x00ffff00
    rr xor,  10, 0x00ffff00, 0x12345678, 0x12cba978

# Single bits.
#        case  left        right       result
    rr xor,  11, 0x00000001, 0x00000001, 0x00000000
    rr xor,  12, 0x00000001, 0xffffffff, 0xfffffffe
    rr xor,  13, 0x80000000, 0xffffffff, 0x7fffffff
    rr xor,  14, 0x80000000, 0x80000000, 0x00000000
    rr xor,  15, 0x80000000, 0x7fffffff, 0xffffffff
    rr xor,  16, 0x00010000, 0x0000ffff, 0x0001ffff
    rr xor,  17, 0x00000080, 0x80808080, 0x80808000

# No two bytes alike.
#        case  left        right       result
    rr xor,  18, 0x12345678, 0x9abcdef0, 0x88888888
    rr xor,  19, 0xdeadbeef, 0x0badf00d, 0xd5004ee2
    rr xor,  20, 0x01234567, 0xfedcba98, 0xffffffff
    rr xor,  21, 0xcafef00d, 0x600df00d, 0xaaf30000

# Registers that are the same, and x0.
#                case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases xor,  22, 0xdeadbeef, 0x12345678, 0xcc99e897, 0x00000000, 0xdeadbeef, 0x12345678, 0x00000000

# Every register.
    rr_registers xor, 32, 0x123, 0x321, 0x00000202

    end_by_ecall
