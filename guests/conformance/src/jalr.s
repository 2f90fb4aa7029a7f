# JALR: rd = the next address, jumps to rs1 + immediate with its lowest bit cleared.

    .include "check.inc"

    begin

# With a link.
    case    1
    la      a1, 2f
    jalr    ra, 0(a1)
1:
    j       fail
2:
    want_address ra, 1b
    want_address a1, 2b

# Without a link.
    case    2
    li      ra, 0
    la      a1, 1f
    jalr    x0, 0(a1)
    j       fail
1:
    want    ra, 0
    want    x0, 0

# rd = rs1: the target is that of the register's old value.
    case    3
    la      a1, 2f
    jalr    a1, 0(a1)
1:
    j       fail
2:
    want_address a1, 1b

# Backward.
    case    4
    li      a0, 0
    j       2f
1:
    addi    a0, a0, 1
    j       4f
2:
    la      a1, 1b
    jalr    s1, 0(a1)
3:
    j       fail
4:
    want    a0, 1
    want_address s1, 3b

# To the next instruction.
    case    5
    la      a1, 1f
    jalr    s1, 0(a1)
1:
    want_address s1, 1b

# Immediates, and sums that are odd.
    .macro  through number, immediate, odd
    case    \number
    la      a1, 2f + \odd - (\immediate)
    jalr    s1, \immediate(a1)
1:
    j       fail
2:
    want_address s1, 1b
    want_address a1, 2b + \odd - (\immediate)
    .endm

    through  6, 4, 0
    through  7, -4, 0
    through  8, 2047, 0
    through  9, 2044, 0
    through 10, -2048, 0
    through 11, -2047, 0
    through 12, 1, 0
    through 13, -1, 0
    through 14, 0, 1
    through 15, 1, 1
    through 16, -1, 1
    through 17, 2047, 1
    through 18, -2048, 1
    through 19, 1365, 0
    through 20, -1366, 1
    through 21, 1024, 0

# There and back: a routine that is called through a table, and returns by its link.
    case    22
    li      a0, 1
    la      s1, table
    lw      t0, 0(s1)
    jalr    ra, 0(t0)
    lw      t0, 4(s1)
    jalr    ra, 0(t0)
    lw      t0, 0(s1)
    jalr    ra, 0(t0)
    want    a0, 201
    j       1f
hundredfold:
    slli    t1, a0, 6
    slli    t2, a0, 5
    add     t1, t1, t2
    slli    t2, a0, 2
    add     a0, t1, t2
    jalr    x0, 0(ra)
increment:
    addi    a0, a0, 1
    jalr    x0, 0(ra)
1:

# A return to another place than behind the call.
    case    23
    la      a1, 2f
    jalr    s1, 0(a1)
1:
    j       fail
    j       3f
2:
    jalr    s2, 4(s1)
3:
    want_address s1, 1b
    want_address s2, 3b

# Every register, as link and base at once and as a link.
    case    24
    .irp    r, ra, sp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5
    la      \r, 2f
    jalr    \r, 0(\r)
1:
    j       fail
2:
    want_address \r, 1b
    .endr

    .section .data
    .balign 4
table:
    .word   increment, hundredfold
    .section .text.init

    end_by_ecall
