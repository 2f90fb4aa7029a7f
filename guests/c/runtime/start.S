# Reset: all registers and all memory beyond the image are 0, so .bss needs no clearing.
    .file   "start.S"
    .section .text.start, "ax", @progbits
    .globl  _start
    .type   _start, @function
_start:
    .option push
    .option norelax
    la      gp, __global_pointer$
    .option pop
    la      sp, __stack_top
    la      tp, __tls_base

    # Functions with __attribute__((constructor)).
    la      s0, __init_array_start
    la      s1, __init_array_end
    bgeu    s0, s1, 2f
1:  lw      t0, 0(s0)
    jalr    t0
    addi    s0, s0, 4
    bltu    s0, s1, 1b

2:  call    main
    tail    exit
    .size   _start, . - _start
