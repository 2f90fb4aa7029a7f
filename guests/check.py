#!/usr/bin/env python3
"""Runs every guest on qemu-riscv32 and compares its output with an implementation in Python.

The guests are linked once more with the I/O window as a data segment in place of the loader, and with an exit that first writes the
output to the standard output. Needs riscv64-unknown-elf-gcc and qemu-riscv32.
"""
import hashlib
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parent / "c"
FLAGS = ["-march=rv32i", "-mabi=ilp32", "-std=c11", "-O2", "-ffreestanding", "-nostdlib", "-static", "-fno-tree-loop-distribute-patterns",
         f"-I{SOURCES / 'runtime'}", "-Wl,-z,max-page-size=4096", "-Wl,--wrap=exit"]
WINDOW, INPUT, ADVICE, OUTPUT, CONTROL = 0x10000, 0x0000, 0x4000, 0x8000, 0xF000
BASE = (1 << 31) - WINDOW

# The window in a segment of its own, and an exit that shows the output.
HOST = """
    .section .window, "aw", @progbits
    .incbin "{window}"
    .text
    .globl __wrap_exit
__wrap_exit:
    mv   s0, a0
    li   t0, 0x7FFFF000
    lw   a1, 16(t0)
    lw   a2, 24(t0)
    li   a0, 1
    li   a7, 64
    ecall
    mv   a0, s0
    li   a7, 93
    ecall
"""


def window(public, advice):
    image = bytearray(WINDOW)
    image[INPUT:INPUT + len(public)] = public
    image[ADVICE:ADVICE + len(advice)] = advice
    words = (BASE + INPUT, len(public), BASE + ADVICE, len(advice), BASE + OUTPUT, 0x7000, 0)
    image[CONTROL:CONTROL + 28] = struct.pack("<7I", *words)
    return bytes(image)


def run(guest, public, advice, folder):
    """Exit code and output on qemu."""
    (folder / "window.bin").write_bytes(window(public, advice))
    (folder / "host.S").write_text(HOST.format(window=folder / "window.bin"))
    script = (SOURCES / "runtime" / "link.ld").read_text()
    script = script.replace("PHDRS\n{", "PHDRS\n{ window PT_LOAD FLAGS(6);")
    script = script.replace("SECTIONS\n{", f"SECTIONS\n{{ .window {BASE:#x} : {{ *(.window) }} :window")
    (folder / "link.ld").write_text(script)
    files = [SOURCES / "runtime" / "start.S", SOURCES / "runtime" / "runtime.c", SOURCES / "runtime" / "memory.c", SOURCES / f"{guest}.c"]
    command = ["riscv64-unknown-elf-gcc", *FLAGS, f"-Wl,-T,{folder / 'link.ld'}", "-o", folder / "guest", folder / "host.S", *files, "-lgcc"]
    subprocess.run(command, check=True)
    done = subprocess.run(["qemu-riscv32", folder / "guest"], stdout=subprocess.PIPE, check=False)
    return done.returncode, done.stdout


def fibonacci(public):
    a, b = 0, 1
    for _ in range(int(public or b"10")):
        a, b = b, a + b
    return struct.pack("<Q", a % 2**64)


def collatz(public):
    best, longest, total = 0, 0, 0
    for start in range(1, int(public or b"27") + 1):
        x, steps = start, 0
        while x != 1:
            x, steps = (3 * x + 1 if x % 2 else x // 2), steps + 1
        if steps > longest or start == 1:
            best, longest = start, steps
        total += steps
    return struct.pack("<3I", best, longest, total % 2**32)


def sort(public):
    return b"".join(sorted((public[k:k + 4] for k in range(0, len(public), 4)), key=lambda word: word[::-1]))


def strings(public):
    words = public.split()
    total, sums = 0, [0]
    for byte in public:
        total = (total + (byte ^ 0x80) - 0x80 + 0x8000) % 0x10000 - 0x8000
        sums.append(total)
    lower = public.lower()
    letter = max(range(26), key=lambda k: lower.count(bytes([97 + k])))
    figures = (len(public), len(words), public.count(b"\n"), min(sums), max(sums), lower.count(bytes([97 + letter])), chr(97 + letter))
    line = "bytes %d words %d lines %d lowest %d highest %d letter %d %s\n" % figures
    return b" ".join(word.upper() for word in reversed(words)) + b"\n" + line.encode()


def cases():
    """Guest, public input, advice, expected exit code, expected output."""
    seeded = random.Random(2024)
    for length in [0, 1, 3, 55, 56, 63, 64, 65, 200, 5000, 16384]:
        data = seeded.randbytes(length)
        yield "sha256", data, b"", 0, hashlib.sha256(data).digest()
    for number in [b"", b"0", b"1", b"93", b"1000"]:
        yield "fibonacci", number, b"", 0, fibonacci(number)
    for number in [b"", b"1", b"200", b"3000"]:
        yield "collatz", number, b"", 0, collatz(number)
    for words in [0, 1, 2, 100, 4096]:
        data = seeded.randbytes(4 * words)
        yield "sort", data, b"", 0, sort(data)
    for length in [0, 1, 50, 3000]:
        data = bytes(seeded.choice(b"abcdeFGHIJ zZ\t\n.,\xe9") for _ in range(length))
        yield "strings", data, b"", 0, strings(data)
    yield "factor", b"391", struct.pack("<2I", 17, 23), 0, struct.pack("<I", 391)
    yield "factor", b"391", struct.pack("<2I", 391, 1), 1, b""
    yield "fibonacci", b"ten", b"", 2, b""


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for guest, public, advice, code, output in cases():
            if run(guest, public, advice, pathlib.Path(folder)) != (code, output):
                failures += 1
                print(f"{guest} is wrong on {len(public)} bytes: {public[:40]!r}", file=sys.stderr)
    print("all guests agree" if failures == 0 else f"{failures} runs differ")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
