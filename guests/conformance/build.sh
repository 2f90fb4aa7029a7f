#!/bin/sh
# Builds every test program into guests/conformance/elf (or the folder given). Needs riscv64-unknown-elf-gcc with binutils; the ELF files in
# the repository were made with version 12.2.0 (Debian packages gcc-riscv64-unknown-elf and binutils-riscv64-unknown-elf, 2.40).
set -eu
cd "$(dirname "$0")/src"
target=${1:-../elf}
mkdir -p "$target"

flags="-march=rv32im -mabi=ilp32 -nostdlib -static -Wa,--fatal-warnings -Wl,-T,../link.ld -Wl,--build-id=none -Wl,--no-relax -Wl,--fatal-warnings"

for source in *.s; do
    # shellcheck disable=SC2086
    riscv64-unknown-elf-gcc $flags -o "$target/${source%.s}.elf" "$source"
    # The name of a temporary file.
    riscv64-unknown-elf-strip --wildcard --strip-symbol='*.o' "$target/${source%.s}.elf"
done
