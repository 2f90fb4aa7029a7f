# ECALL: call 64 (a7) writes to the host's log and puts the length (a2) into a0, call 93 ends the program with the code in a0.

    .include "check.inc"

    begin

# a0 becomes the length, all other registers stay.
    .macro  written number, descriptor, address, length
    case    \number
    li      a0, \descriptor
    la      a1, \address
    li      a2, \length
    li      a7, 64
    ecall
    want    a0, \length
    want_address a1, \address
    want    a2, \length
    want    a7, 64
    want    x0, 0
    .endm

# Descriptors: the standard output and the standard error.
    written 1, 1, text, 12
    written 2, 2, text + 12, 7
# Addresses and lengths that are no multiples of a word, and nothing at all.
    written 3, 1, text + 1, 1
    written 4, 1, text + 2, 2
    written 5, 1, text + 3, 5
    written 6, 1, text + 12, 0
    written 7, 1, text, 1
    written 8, 1, text + 18, 1

# Every other register stays.
    case    9
    .irp    r, ra, sp, tp, t0, t1, t2, s0, s1, a3, a4, a5, a6, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5
    li      \r, 0x5a5a5a5a
    .endr
    li      a0, 1
    la      a1, text
    li      a2, 4
    li      a7, 64
    ecall
    .irp    r, ra, sp, tp, t0, t1, t2, s0, s1, a3, a4, a5, a6, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5
    want    \r, 0x5a5a5a5a
    .endr

# Memory stays: it is read, not written.
    case    10
    la      s1, text
    lw      a0, 0(s1)
    want    a0, 0x65686365
    lw      a0, 16(s1)
    want    a0, 0x000a2d6c

# In a loop, byte by byte.
    case    11
    li      s2, 0
    li      s3, 12
    la      a1, text
1:
    li      a0, 1
    li      a2, 1
    ecall
    add     s2, s2, a0
    addi    a1, a1, 1
    bne     s2, s3, 1b
    want    s2, 12
    want_address a1, text + 12

    .section .data
    .balign 4
text:
    .ascii  "eche, ecall\n"
    .ascii  "ecall-\n"
    .byte   0
    .section .text.init

    end_by_ecall
