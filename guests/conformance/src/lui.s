# LUI: rd = immediate << 12.

    .include "check.inc"

    begin

# Zero, ends, single bits, alternating bits.
    case    1
    lui     a0, 0x00000
    want    a0, 0x00000000
    case    2
    lui     a0, 0x00001
    want    a0, 0x00001000
    case    3
    lui     a0, 0x7ffff
    want    a0, 0x7ffff000
    case    4
    lui     a0, 0x80000
    want    a0, 0x80000000
    case    5
    lui     a0, 0xfffff
    want    a0, 0xfffff000
    case    6
    lui     a0, 0x00002
    want    a0, 0x00002000
    case    7
    lui     a0, 0x00010
    want    a0, 0x00010000
    case    8
    lui     a0, 0x00800
    want    a0, 0x00800000
    case    9
    lui     a0, 0x08000
    want    a0, 0x08000000
    case    10
    lui     a0, 0x40000
    want    a0, 0x40000000
    case    11
    lui     a0, 0xaaaaa
    want    a0, 0xaaaaa000
    case    12
    lui     a0, 0x55555
    want    a0, 0x55555000
    case    13
    lui     a0, 0x12345
    want    a0, 0x12345000
    case    14
    lui     a0, 0xfedcb
    want    a0, 0xfedcb000
    case    15
    lui     a0, 0xf0f0f
    want    a0, 0xf0f0f000
    case    16
    lui     a0, 0x00fff
    want    a0, 0x00fff000
    case    17
    lui     a0, 0xff000
    want    a0, 0xff000000

# What the register held before does not matter.
    case    18
    li      a0, 0xffffffff
    lui     a0, 0x12345
    want    a0, 0x12345000

# x0.
    case    19
    lui     x0, 0xfffff
    want    x0, 0

# Every register.
    case    20
    .irp    r, ra, sp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5
    lui     \r, 0x89abc
    want    \r, 0x89abc000
    .endr

    end_by_tohost
