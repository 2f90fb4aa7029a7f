# SH: the half-word at rs1 + immediate = the lower half of rs2; no other byte changes.

    .include "check.inc"

    begin
    room_for_stores

# Every lane; what is above the stored part does not matter.
#           case off. immediate value     word
    store sh,   1, 0,     0, 0x12345678, 0x55665678
    store sh,   2, 0,     0, 0xfedcba80, 0x5566ba80
    store sh,   3, 0,     0, 0xffffff00, 0x5566ff00
    store sh,   4, 2,     0, 0x12345678, 0x56787788
    store sh,   5, 2,     0, 0xfedcba80, 0xba807788
    store sh,   6, 2,     0, 0xffffff00, 0xff007788

# Immediates.
#           case off. immediate value     word
    store sh,   7, 0,  2047, 0xa1b2c3d4, 0x5566c3d4
    store sh,   8, 0, -2048, 0xa1b2c3d4, 0x5566c3d4
    store sh,   9, 2,  2044, 0x0f1e2d3c, 0x2d3c7788
    store sh,  10, 2,    -1, 0x0f1e2d3c, 0x2d3c7788
    store sh,  11, 0,     1, 0xffff7fff, 0x55667fff
    store sh,  12, 2,     3, 0x00008000, 0x80007788
    store sh,  13, 0,    -3, 0x0000007f, 0x5566007f
    store sh,  14, 0,     2, 0xdeadbeef, 0x5566beef
    store sh,  15, 2,    -2, 0xdeadbeef, 0xbeef7788
    store sh,  16, 0,  1365, 0x11111111, 0x55661111
    store sh,  17, 0, -1366, 0xeeeeeeee, 0x5566eeee

# x0.
    case    18
    stored_data
    sh      x0, 6(s2)
    want_cells 0x00007788

# The base itself, whose lowest byte is 4.
    case    19
    stored_data
    addi    s1, s2, 4
    sh      s1, 0(s1)
    lw      t0, 4(s2)
    lui     t1, 0x55660
    sub     t0, t0, t1
    slli    t1, s1, 16
    srli    t1, t1, 16
    sub     t0, t0, t1
    want    t0, 0
    lw      t0, 0(s2)
    want    t0, 0x11223344
    lw      t0, 8(s2)
    want    t0, 0x99aabbcc

# The last of two stores stays, of whatever width.
    case    20
    stored_data
    li      a0, 0x0a0b0c0d
    sw      a0, 4(s2)
    li      a0, 0x01020384
    sh      a0, 6(s2)
    want_cells 0x03840c0d

# Every register.
    store_registers sh, lh, 21, 0xfedcba98, 0xffffba98

    end_by_tohost
