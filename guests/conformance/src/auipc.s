# AUIPC: rd = its own address + (immediate << 12) modulo 2^32.

    .include "check.inc"

    begin

# The sum relative to the instruction's address, which is 2^31 and something.
    .macro  above number, immediate, difference
    case    \number
1:
    auipc   a0, \immediate
    la      a1, 1b
    sub     a0, a0, a1
    want    a0, \difference
    .endm

# Zero, ends, single bits, alternating bits.
    above    1, 0x00000, 0x00000000
    above    2, 0x00001, 0x00001000
    above    3, 0x7ffff, 0x7ffff000
    above    4, 0x80000, 0x80000000
    above    5, 0xfffff, 0xfffff000
    above    6, 0x00002, 0x00002000
    above    7, 0x00010, 0x00010000
    above    8, 0x00800, 0x00800000
    above    9, 0x08000, 0x08000000
    above   10, 0x40000, 0x40000000
    above   11, 0xaaaaa, 0xaaaaa000
    above   12, 0x55555, 0x55555000
    above   13, 0x12345, 0x12345000
    above   14, 0xfedcb, 0xfedcb000
    above   15, 0xf0f0f, 0xf0f0f000
    above   16, 0x00fff, 0x00fff000
    above   17, 0xff000, 0xff000000

# The address itself, here and a few instructions on.
    case    18
1:
    auipc   a0, 0
    want_address a0, 1b
    case    19
    auipc   a0, 0
    auipc   a1, 0
    sub     a2, a1, a0
    want    a2, 4
    case    20
    auipc   a0, 0x80000
    auipc   a1, 0x7ffff
    sub     a2, a1, a0
    want    a2, 0xfffff004

# x0.
    case    21
    auipc   x0, 0xfffff
    want    x0, 0

# Every register.
    case    22
    .irp    r, ra, sp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5
1:
    auipc   \r, 0
    want_address \r, 1b
    .endr

    end_by_ecall
