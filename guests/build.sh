#!/bin/sh
# Builds every C guest into guests/elf, or into the folder given: NAME.elf for RV32IM, rv32i/NAME.elf for some without multiplication
# instructions, libc/NAME.elf for programs with a C library. The ELF files in the repository were made with the Debian 12 packages
# gcc-riscv64-unknown-elf (12.2.0), binutils-riscv64-unknown-elf (2.40) and picolibc-riscv64-unknown-elf (1.8).
set -eu
target=${1:-$(dirname "$0")/elf}
mkdir -p "$target/rv32i" "$target/libc"
target=$(cd "$target" && pwd)
cd "$(dirname "$0")/c"

install="sudo apt-get install gcc-riscv64-unknown-elf binutils-riscv64-unknown-elf picolibc-riscv64-unknown-elf"
command -v riscv64-unknown-elf-gcc >/dev/null || { echo "build.sh: no riscv64-unknown-elf-gcc; install it with: $install" >&2; exit 1; }
command -v riscv64-unknown-elf-strip >/dev/null || { echo "build.sh: no riscv64-unknown-elf-strip; install it with: $install" >&2; exit 1; }
case $(riscv64-unknown-elf-gcc -march=rv32im -mabi=ilp32 -print-libgcc-file-name) in
    */rv32im/ilp32/libgcc.a) ;;
    *) echo "build.sh: this riscv64-unknown-elf-gcc has no libgcc for rv32im/ilp32; install one that has: $install" >&2; exit 1 ;;
esac
echo '#include <picolibc.h>' | riscv64-unknown-elf-gcc --specs=picolibc.specs -E - >/dev/null 2>&1 || { echo "build.sh: no picolibc; install it with: $install" >&2; exit 1; }

flags="-mabi=ilp32 -std=c11 -O2 -Wall -Wextra -Werror -Iruntime -Iinclude -fno-ident -fno-asynchronous-unwind-tables"
flags="$flags -fno-schedule-insns -ffunction-sections -fdata-sections -ffile-prefix-map=$PWD=."
link="-static -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,max-page-size=16 -Wl,--discard-locals -Wl,--fatal-warnings"
own="-nostartfiles -T runtime/link.ld runtime/start.S runtime/runtime.c"
freestanding="-ffreestanding -fno-tree-loop-distribute-patterns -nostdlib $own runtime/freestanding.c"
library="--specs=picolibc.specs -D_GNU_SOURCE"
# Where picolibc's own linker script puts code and data.
memory="-Wl,--defsym=__flash=0x80000000,--defsym=__flash_size=0x8000,--defsym=__ram=0x80008000,--defsym=__ram_size=0x8000"

# compile FILE SOURCE ISA OPTIONS..: one executable, with the names of its functions, without debug information and names of files.
compile() {
    output=$1 source=$2 isa=$3
    shift 3
    # shellcheck disable=SC2086
    riscv64-unknown-elf-gcc "-march=$isa" $flags $link "$@" "$source" -lgcc -o "$target/$output"
    riscv64-unknown-elf-strip --strip-debug --wildcard --strip-symbol='*.c' --strip-symbol='*.o' --strip-symbol='*.S' --strip-symbol='$x*' "$target/$output"
    echo "$(wc -c <"$target/$output") bytes: $output"
}

for source in *.c; do
    # shellcheck disable=SC2086
    compile "${source%.c}.elf" "$source" rv32im $freestanding
done
for name in fibonacci sha256 strings; do
    # shellcheck disable=SC2086
    compile "rv32i/$name.elf" "$name.c" rv32i $freestanding
done
# shellcheck disable=SC2086
compile libc/printf.elf libc/printf.c rv32im $library $own runtime/picolibc.c
# shellcheck disable=SC2086
compile libc/hosted.elf libc/hosted.c rv32im $library --crt0=hosted $memory
