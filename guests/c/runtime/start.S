# Reset: all registers and all memory beyond the image are 0, so .bss needs no clearing.
    .section .text.start, "ax", @progbits
    .globl  _start
    .type   _start, @function
_start:
    .option push
    .option norelax
    la      gp, __global_pointer$
    .option pop
    la      sp, __stack_top
    call    main
    tail    exit
    .size   _start, . - _start
