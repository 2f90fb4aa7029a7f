# OR: rd = rs1 | rs2.

    .include "check.inc"

    begin

# All four pairs of bits, everywhere.
#       case  left        right       result
    rr or,   1, 0x00000000, 0x00000000, 0x00000000
    rr or,   2, 0x00000000, 0xffffffff, 0xffffffff
    rr or,   3, 0xffffffff, 0x00000000, 0xffffffff
    rr or,   4, 0xffffffff, 0xffffffff, 0xffffffff

# Alternating bits, bytes, halves.
#       case  left        right       result
    rr or,   5, 0xaaaaaaaa, 0x55555555, 0xffffffff
    rr or,   6, 0xaaaaaaaa, 0xaaaaaaaa, 0xaaaaaaaa
    rr or,   7, 0x33333333, 0x0f0f0f0f, 0x3f3f3f3f
    rr or,   8, 0xff00ff00, 0x0ff00ff0, 0xfff0fff0
    rr or,   9, 0xffff0000, 0xff00ff00, 0xffffff00
    rr or,  10, 0x00ffff00, 0x12345678, 0x12ffff78

# Single bits.
#       case  left        right       result
    rr or,  11, 0x00000001, 0x00000001, 0x00000001
    rr or,  12, 0x00000001, 0xffffffff, 0xffffffff
    rr or,  13, 0x80000000, 0xffffffff, 0xffffffff
    rr or,  14, 0x80000000, 0x80000000, 0x80000000
    rr or,  15, 0x80000000, 0x7fffffff, 0xffffffff
    rr or,  16, 0x00010000, 0x0000ffff, 0x0001ffff
    rr or,  17, 0x00000080, 0x80808080, 0x80808080

# No two bytes alike.
#       case  left        right       result
    rr or,  18, 0x12345678, 0x9abcdef0, 0x9abcdef8
    rr or,  19, 0xdeadbeef, 0x0badf00d, 0xdfadfeef
    rr or,  20, 0x01234567, 0xfedcba98, 0xffffffff
    rr or,  21, 0xcafef00d, 0x600df00d, 0xeafff00d

# Registers that are the same, and x0.
#               case  left        right       result      left, left  left, 0     0, right    0, 0
    rr_aliases or,  22, 0x10203040, 0x08040201, 0x18243241, 0x10203040, 0x10203040, 0x08040201, 0x00000000

# Every register.
    rr_registers or, 32, 0x30, 0x403, 0x00000433

    end_by_ecall
