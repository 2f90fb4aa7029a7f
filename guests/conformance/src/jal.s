# JAL: rd = the next address, jumps to its own address + offset.

    .include "check.inc"

    begin
    j       first

# The longest distances: 2^20 - 4 forward and 2^20 back, between this place and `.text.far`.
    .org    _start + 0x40
long:
    jal     s1, far
    j       fail
back:
    li      a1, 2
    jal     x0, near

first:
# Forward, with a link.
    case    1
    li      a0, 1
    jal     ra, 2f
1:
    j       fail
2:
    want_address ra, 1b
    want    a0, 1

# Forward, without a link: x0 stays zero, and so does the register that would usually hold it.
    case    2
    li      ra, 0
    jal     x0, 1f
    j       fail
1:
    want    ra, 0
    want    x0, 0

# To the next instruction.
    case    3
    jal     s1, 1f
1:
    want_address s1, 1b

# Backward.
    case    4
    li      a0, 0
    j       2f
1:
    addi    a0, a0, 1
    j       4f
2:
    jal     s1, 1b
3:
    j       fail
4:
    want_address s1, 3b
    want    a0, 1

# One instruction backward.
    case    5
    li      a0, 0
    j       2f
1:
    j       3f
2:
    jal     s1, 1b
3:
    want_address s1, 3b

# There and back: a routine that returns by its link.
    case    6
    li      a0, 5
    jal     ra, double
    jal     ra, double
    jal     ra, double
    want    a0, 40
    j       1f
double:
    add     a0, a0, a0
    ret
1:

# A loop that JAL closes.
    case    7
    li      a0, 0
    li      a1, 10
1:
    addi    a0, a0, 3
    addi    a1, a1, -1
    beqz    a1, 2f
    jal     s1, 1b
2:
    want    a0, 30
    want    a1, 0

# Offsets of one bit, forward and then backward.
    .macro  distance number, bytes
    case    \number
    li      a0, 0
    j       2f
1:
    addi    a0, a0, 1
    j       6f
2:
    jal     s1, 5f                      # `bytes` forward
3:
    j       fail
    .if     \bytes > 16
    .skip   \bytes - 16
    .endif
4:
    jal     s2, 1b                      # `bytes` back
    j       fail
5:
    addi    a0, a0, 2
    j       4b
6:
    want    a0, 3
    want_address s1, 3b
    want_address s2, 4b + 4
    .endm

    distance 8, 16
    distance 9, 32
    distance 10, 64
    distance 11, 128
    distance 12, 256
    distance 13, 512
    distance 14, 1024
    distance 15, 2048
    distance 16, 4096

# The longest distances.
    case    17
    li      a0, 0
    li      a1, 0
    j       long
near:
    want    a0, 1
    want    a1, 2
    want_address s1, long + 4
    want_address s2, farther + 4

# Every register.
    case    18
    .irp    r, ra, sp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5
    jal     \r, 2f
1:
    j       fail
2:
    want_address \r, 1b
    .endr

    .section .text.far, "ax", @progbits
    .org    0x3c
far:
    li      a0, 1
    j       farther
    .org    0x48
farther:
    jal     s2, back
    .section .text.init

    end_by_tohost
