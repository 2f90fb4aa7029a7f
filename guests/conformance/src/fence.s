# FENCE: no effect on registers and memory, in all of its forms.

    .include "check.inc"

    begin

# Every set of predecessors and successors.
    case    1
    li      a0, 0x12345678
    li      a1, 0x9abcdef0
    .irp    before, i, o, r, w, iorw, rw, ir, ow
    .irp    after, i, o, r, w, iorw, rw, ir, ow
    fence   \before, \after
    .endr
    .endr
    want    a0, 0x12345678
    want    a1, 0x9abcdef0
    want    x0, 0

# The plain one, fence.tso, and the hint `pause`, an empty set.
    case    2
    fence
    fence.tso
    .word   0x0100000f
    .word   0x0000000f
    want    a0, 0x12345678

# The fields that the manual reserves: they are ignored, registers named there keep their values.
    case    3
    .word   0x0ff0000f + (10 << 7) + (11 << 15)
    .word   0xfff0000f + (10 << 7) + (10 << 15)
    .word   0x1230000f + (11 << 7)
    .word   0xa550000f + (31 << 15)
    want    a0, 0x12345678
    want    a1, 0x9abcdef0

# Between stores and loads.
    case    4
    la      s1, cell
    li      a0, 0x01020304
    sw      a0, 0(s1)
    fence   w, r
    lw      a2, 0(s1)
    want    a2, 0x01020304
    li      a0, 0x0a0b0c0d
    fence   rw, rw
    sw      a0, 0(s1)
    fence   rw, w
    sw      x0, 0(s1)
    fence
    lw      a2, 0(s1)
    want    a2, 0
    want_address s1, cell

# Around branches and jumps.
    case    5
    li      a0, 0
    li      a1, 5
1:
    fence
    addi    a0, a0, 2
    addi    a1, a1, -1
    fence   r, r
    bnez    a1, 1b
    fence
    j       2f
    j       fail
2:
    fence
    want    a0, 10

    .section .data
    .balign 4
cell:
    .word   0
    .section .text.init

    end_by_tohost
