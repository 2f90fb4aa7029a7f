# SW: the word at rs1 + immediate = rs2; no other byte changes.

    .include "check.inc"

    begin
    room_for_stores

# Every lane; what is above the stored part does not matter.
#           case off. immediate value     word
    store sw,   1, 0,     0, 0x12345678, 0x12345678
    store sw,   2, 0,     0, 0xfedcba80, 0xfedcba80
    store sw,   3, 0,     0, 0x00000000, 0x00000000
    store sw,   4, 0,     0, 0xffffffff, 0xffffffff
    store sw,   5, 0,     0, 0x80000000, 0x80000000
    store sw,   6, 0,     0, 0x7fffffff, 0x7fffffff
    store sw,   7, 0,     0, 0x01020304, 0x01020304

# Immediates.
#           case off. immediate value     word
    store sw,   8, 0,  2047, 0xa1b2c3d4, 0xa1b2c3d4
    store sw,   9, 0, -2048, 0xa1b2c3d4, 0xa1b2c3d4
    store sw,  10, 0,  2044, 0x0f1e2d3c, 0x0f1e2d3c
    store sw,  11, 0,    -1, 0x0f1e2d3c, 0x0f1e2d3c
    store sw,  12, 0,     1, 0xffff7fff, 0xffff7fff
    store sw,  13, 0,     3, 0x00008000, 0x00008000
    store sw,  14, 0,    -3, 0x0000007f, 0x0000007f
    store sw,  15, 0,     4, 0xdeadbeef, 0xdeadbeef
    store sw,  16, 0,    -4, 0xdeadbeef, 0xdeadbeef
    store sw,  17, 0,  1365, 0x11111111, 0x11111111
    store sw,  18, 0, -1366, 0xeeeeeeee, 0xeeeeeeee

# x0.
    case    19
    stored_data
    sw      x0, 4(s2)
    want_cells 0x00000000

# The base itself, whose lowest byte is 4.
    case    20
    stored_data
    addi    s1, s2, 4
    sw      s1, 0(s1)
    lw      t0, 4(s2)
    want_address t0, cells + 4

# The last of two stores stays, of whatever width.
    case    21
    stored_data
    li      a0, 0x0a0b0c0d
    sw      a0, 4(s2)
    li      a0, 0x01020384
    sw      a0, 4(s2)
    want_cells 0x01020384

# Every register.
    store_registers sw, lw, 22, 0xfedcba98, 0xfedcba98

    end_by_tohost
