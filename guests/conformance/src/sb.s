# SB: the byte at rs1 + immediate = the lowest byte of rs2; no other byte changes.

    .include "check.inc"

    begin
    room_for_stores

# Every lane; what is above the stored part does not matter.
#           case off. immediate value     word
    store sb,   1, 0,     0, 0x12345678, 0x55667778
    store sb,   2, 0,     0, 0xfedcba80, 0x55667780
    store sb,   3, 0,     0, 0xffffff00, 0x55667700
    store sb,   4, 1,     0, 0x12345678, 0x55667888
    store sb,   5, 1,     0, 0xfedcba80, 0x55668088
    store sb,   6, 1,     0, 0xffffff00, 0x55660088
    store sb,   7, 2,     0, 0x12345678, 0x55787788
    store sb,   8, 2,     0, 0xfedcba80, 0x55807788
    store sb,   9, 2,     0, 0xffffff00, 0x55007788
    store sb,  10, 3,     0, 0x12345678, 0x78667788
    store sb,  11, 3,     0, 0xfedcba80, 0x80667788
    store sb,  12, 3,     0, 0xffffff00, 0x00667788

# Immediates.
#           case off. immediate value     word
    store sb,  13, 0,  2047, 0xa1b2c3d4, 0x556677d4
    store sb,  14, 0, -2048, 0xa1b2c3d4, 0x556677d4
    store sb,  15, 3,  2044, 0x0f1e2d3c, 0x3c667788
    store sb,  16, 3,    -1, 0x0f1e2d3c, 0x3c667788
    store sb,  17, 0,     1, 0xffff7fff, 0x556677ff
    store sb,  18, 3,     3, 0x00008000, 0x00667788
    store sb,  19, 0,    -3, 0x0000007f, 0x5566777f
    store sb,  20, 0,     1, 0xdeadbeef, 0x556677ef
    store sb,  21, 3,    -1, 0xdeadbeef, 0xef667788
    store sb,  22, 0,  1365, 0x11111111, 0x55667711
    store sb,  23, 0, -1366, 0xeeeeeeee, 0x556677ee

# x0.
    case    24
    stored_data
    sb      x0, 7(s2)
    want_cells 0x00667788

# The base itself, whose lowest byte is 4.
    case    25
    stored_data
    addi    s1, s2, 4
    sb      s1, 0(s1)
    want_cells 0x55667704

# The last of two stores stays, of whatever width.
    case    26
    stored_data
    li      a0, 0x0a0b0c0d
    sw      a0, 4(s2)
    li      a0, 0x01020384
    sb      a0, 7(s2)
    want_cells 0x840b0c0d

# Every register.
    store_registers sb, lb, 27, 0xfedcba98, 0xffffff98

    end_by_ecall
