#!/bin/sh
# Builds every guest into guests/elf (or the folder given). Needs riscv64-unknown-elf-gcc with its rv32i/ilp32 libgcc; the ELF files in
# the repository were made with version 12.2.0 (Debian packages gcc-riscv64-unknown-elf and binutils-riscv64-unknown-elf).
set -eu
cd "$(dirname "$0")/c"
target=${1:-../elf}
mkdir -p "$target"

flags="-march=rv32i -mabi=ilp32 -std=c11 -O2 -Wall -Wextra -Werror -Iruntime -ffreestanding -fno-ident -fno-tree-loop-distribute-patterns"
flags="$flags -fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -ffile-prefix-map=$PWD=."
link="-nostdlib -static -Wl,-T,runtime/link.ld -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,max-page-size=16 -Wl,--discard-locals -Wl,--fatal-warnings"

for source in *.c; do
    name=${source%.c}
    # shellcheck disable=SC2086
    riscv64-unknown-elf-gcc $flags $link -o "$target/$name.elf" runtime/start.S runtime/runtime.c runtime/memory.c "$source" -lgcc
    riscv64-unknown-elf-strip --strip-debug --wildcard --strip-symbol='*.c' --strip-symbol='*.o' --strip-symbol='*.S' --strip-symbol='$x*' "$target/$name.elf"
done
