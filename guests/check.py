#!/usr/bin/env python3
"""Compares the output of every prebuilt guest with an implementation in Python.

    check.py                       every guest of guests.json, on qemu-riscv32
    check.py --joltlab PROGRAM     on this joltlab as well
    check.py --elf FOLDER          the ELF files of another folder
    check.py NAME ..               these guests alone

On qemu, which knows nothing of Joltlab, memory is one segment made from the ELF file and the I/O window, and calls that end the run first write
the output to the standard output.
"""
import argparse
import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

import reference
from reference import words

HERE = pathlib.Path(__file__).resolve().parent
WINDOW, INPUT, ADVICE, OUTPUT, STUB, CONTROL = 0x10000, 0x0000, 0x4000, 0x8000, 0xE800, 0xF000
BASE = (1 << 31) - WINDOW
HEAP = 1 << 22

# mv s0, a0; lui t0, 0x7ffff; lw a1, 16(t0); lw a2, 24(t0); li a0, 1; li a7, 64; ecall; mv a0, s0; li a7, 93; ecall
SHOW_OUTPUT = (0x00050413, 0x7FFFF2B7, 0x0102A583, 0x0182A603, 0x00100513, 0x04000893, 0x00000073, 0x00040513, 0x05D00893, 0x00000073)
ECALL, LOAD_EXIT = 0x00000073, 0x05D00893


def segments(elf):
    """Virtual address, physical address, bytes, size in memory, whether executable."""
    entry, table = struct.unpack_from("<2I", elf, 24)
    size, count = struct.unpack_from("<2H", elf, 42)
    for number in range(count):
        kind, offset, virtual, physical, held, memory, flags = struct.unpack_from("<7I", elf, table + number * size)
        if kind == 1:
            yield virtual, physical, elf[offset:offset + held], memory, flags & 1


def exits(code):
    """Offsets of the ecalls whose a7 is 93."""
    loaded = -1000
    for at in range(0, len(code) - 3, 4):
        word = struct.unpack_from("<I", code, at)[0]
        if word == LOAD_EXIT:
            loaded = at
        if word == ECALL and at - loaded <= 24:
            yield at


def flat(elf, public, advice):
    """An executable whose only segment is the window and the guest's memory."""
    loads = list(segments(elf))
    end = max(virtual + memory for virtual, _, _, memory, _ in loads)
    image = bytearray(end - BASE)
    for virtual, physical, held, _, _ in loads:
        for address in {virtual, physical}:
            image[address - BASE:address - BASE + len(held)] = held
    for virtual, _, held, _, executable in loads:
        for at in exits(held) if executable else []:
            distance = BASE + STUB - (virtual + at)
            jump = 0x6F | (distance & 0x100000) << 11 | (distance & 0x7FE) << 20 | (distance & 0x800) << 9 | distance & 0xFF000
            struct.pack_into("<I", image, virtual + at - BASE, jump)
    image[INPUT:INPUT + len(public)] = public
    image[ADVICE:ADVICE + len(advice)] = advice
    struct.pack_into("<10I", image, STUB, *SHOW_OUTPUT)
    struct.pack_into("<7I", image, CONTROL, BASE + INPUT, len(public), BASE + ADVICE, len(advice), BASE + OUTPUT, 0x7000, 0)
    header = b"\x7fELF\x01\x01\x01" + bytes(9)
    header += struct.pack("<2H5I6H", 2, 243, 1, struct.unpack_from("<I", elf, 24)[0], 52, 0, 0, 52, 32, 1, 0, 0, 0)
    header += struct.pack("<8I", 1, 0x1000, BASE, BASE, len(image), len(image) + HEAP, 7, 0x1000)
    return header.ljust(0x1000, b"\0") + bytes(image)


def on_qemu(elf, public, advice, folder):
    program = folder / "guest"
    program.write_bytes(flat(elf.read_bytes(), public, advice))
    program.chmod(0o700)
    done = subprocess.run(["qemu-riscv32", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout


def on_joltlab(joltlab, elf, public, advice, folder):
    (folder / "input").write_bytes(public)
    (folder / "advice").write_bytes(advice)
    command = [joltlab, "run", elf, "--input-file", folder / "input", "--advice-file", folder / "advice", "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if not done.stdout:
        return done.stderr.decode().strip()
    report = json.loads(done.stdout)
    return report["exit_code"], bytes.fromhex(report["output_hex"])


JSON_TEXTS = [b"0", b" -0 ", b'""', b"[]", b"{}", b"[[[[]],[]]]", b'{"a":{"b":[1,2,{"c":null}]},"a":false}', b"[1e5,-2,3.25E-2,12345678901234567890]",
              rb'["\u0041\u00e9\u20ac\ud83d\ude00","\ud800","\ud800x\udc00","\udc00\ud83d\ude00",' b'"\xc3\xa9\xf0\x9f\x98\x80","\\\\\\"\\/\\b\\f\\n\\r\\t"]',
              b"[" * 64 + b"]" * 64, b'\t{ "x" :\r\n[ true , false , null ] }\n']
NO_JSON = [b"", b" ", b"[1,]", b"[,1]", b"{1:2}", b'{"a"}', b'{"a":1,}', b"01", b"-", b"1.", b"1e", b"+1", b".5", b"tru", b"nul", b'"', b'"\\x"',
           b'"\\u12g4"', b'"\n"', b"[1 2]", b"1 2", b"]", b"[" * 65 + b"]" * 65, b"NaN", b"[1}"]
BAD_PROGRAMS = [b"", b"\1", bytes(5), words(1), words(1, 15), words(1, 0x0001000D, 0), words(1, 0xFFFE000D)]


def special_cases():
    """Guest, public input, advice, exit code; the output is the reference's if the exit code is 0, else none."""
    seeded = random.Random(2024)
    for length in [0, 1, 3, 55, 56, 63, 64, 65, 135, 136, 137, 200, 272, 5000, 16384]:
        for guest in ["sha256", "sha3"]:
            yield guest, seeded.randbytes(length), b"", 0
    for guest in ["fibonacci", "collatz", "sha256-chain", "keccak256-chain", "matmul", "bytes", "tree", "network"]:
        for text in [b"", b"0", b"1", b"2", b"23"]:
            yield guest, text, b"", 0
        for text in [b"ten", b"-1", b"1 ", b"4294967296", b"18446744073709551617"]:
            yield guest, text, b"", 2
    yield "matmul", b"513", b"", 2
    yield "tree", b"2000", b"", 0
    for count in [0, 1, 2, 9, 100, 4096]:
        for data in [seeded.randbytes(4 * count), words(*range(count)), words(*range(count, 0, -1)), bytes(4 * count)]:
            for guest in ["sort", "quicksort"]:
                yield guest, data, b"", 0
    for guest in ["sort", "quicksort"]:
        yield guest, b"12345", b"", 2
    for length in [0, 1, 50, 3000]:
        yield "strings", bytes(seeded.choice(b"abcdeFGHIJ zZ\t\n.,\xe9") for _ in range(length)), b"", 0
    for length in [4, 8, 12, 32, 64, 256]:
        modulus = bytes([seeded.randrange(1, 256, 2)]) + seeded.randbytes(length - 2) + b"\x01"
        yield "modexp", seeded.randbytes(length) + (65537).to_bytes(length, "little") + modulus, b"", 0
    for base, exponent, modulus in [(0, 0, 3), (0, 5, 3), (2**64 - 1, 2**64 - 1, 2**64 - 1), (2**64 - 1, 2**64 - 1, 2**64 - 59), (7, 1, 5), (9, 0, 2**33 + 1)]:
        yield "modexp", struct.pack("<3Q", base, exponent, modulus), b"", 0
    for wrong in [b"", words(1, 2), words(1, 2, 4), words(1, 2, 1), words(1, 2, 0), bytes(13)]:
        yield "modexp", wrong, b"", 2
    for text in JSON_TEXTS:
        yield "json", text, b"", 0
    for text in NO_JSON:
        yield "json", text, b"", 2
    for program in BAD_PROGRAMS:
        yield "interpreter", program, b"", 2
    yield "interpreter", words(5, 0), b"", 0
    for product, factors, code in [(391, (17, 23), 0), ((2**32 - 1)**2, (2**32 - 1, 2**32 - 1), 0), (391, (391, 1), 1), (0, (2**16, 2**16), 1), (391, (17,), 1),
                                   (2**32, (2**31, 2), 0), (2**64 - 1, (2**32 - 1, 2**32 - 1), 1)]:
        yield "factor", str(product).encode(), words(*factors), code
    for depth in [0, 1, 2, 32]:
        public, advice = reference.merkle_input(depth)
        yield "merkle", public, advice, 0
        for at in {4, len(advice) - 1}:
            yield "merkle", public, advice[:at] + bytes([advice[at] ^ 1]) + advice[at + 1:], 1
        yield "merkle", public, advice + bytes(4), 1
    public, advice = reference.merkle_input(2)
    yield "merkle", public, words(struct.unpack("<I", advice[:4])[0] + 4) + advice[4:], 1
    yield "merkle", public[:35], advice, 2
    yield "merkle", public[:32] + words(33), advice, 2


# Other programs: ELF file, public input, what appears on qemu's standard output, public output.
LINES = b"    -3            9\n     7           49\n100000  10000000000\nsum 100004 of 3\n"
# Two balances; 3 from the first to the second, for "a"; 99 back, for "hi". The second is refused: 91 are missing.
TRANSFERS, OUTCOME = bytes.fromhex("020a05 02 000101030161 010001630268 69"), bytes.fromhex("020708 01 01 015b 026869")
OTHERS = [
    ("libc/printf", b"7 -3 100000", LINES, LINES),
    ("libc/hosted", b"", b"Hello from a hosted program: 4660, Result too large\n", b""),
    ("rust/ledger", TRANSFERS, OUTCOME, OUTCOME),
]


def cases(guests, special):
    """Guest, public input, advice, exit code, output."""
    for guest in guests:
        name = guest["name"]
        sizes = {size for elf in guest.get("elf", []) for size in elf["sizes"].values()}
        for size in sorted({guest["smallest"], *sizes}):
            public, advice = reference.INPUTS[guest["input"]](size)
            yield name, public, advice, 0, reference.output_of(name, public, advice)
    names = {guest["name"] for guest in guests}
    for name, public, advice, code in special:
        if name in names:
            yield name, public, advice, code, reference.output_of(name, public, advice) if code == 0 else b""


def main():
    parser = argparse.ArgumentParser(description="Compares the guests' outputs with implementations in Python.")
    parser.add_argument("--joltlab", type=pathlib.Path, help="a joltlab that runs them as well")
    parser.add_argument("--elf", type=pathlib.Path, default=HERE / "elf", help="the folder of the ELF files")
    parser.add_argument("names", nargs="*", help="guests; all without any")
    options = parser.parse_args()
    listed = json.loads((HERE / "guests.json").read_text())["guests"]
    chosen = [guest for guest in listed if not options.names or guest["name"] in options.names]
    runs, failures = 0, 0

    def compare(what, public, found, expected):
        nonlocal runs, failures
        runs += 1
        if found != expected:
            failures += 1
            print(f"{what} is wrong on {len(public)} bytes, {public[:40]!r}: {found}, not {expected}", file=sys.stderr)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for guest, public, advice, code, output in cases(chosen, special_cases()):
            for elf in sorted(options.elf.glob(f"**/{guest}.elf")):
                what = f"{elf.relative_to(options.elf)}"
                compare(f"{what} on qemu", public, on_qemu(elf, public, advice, folder), (code, output))
                if options.joltlab:
                    compare(f"{what} on joltlab", public, on_joltlab(options.joltlab, elf, public, advice, folder), (code, output))
        for guest, public, printed, output in OTHERS:
            elf = options.elf / f"{guest}.elf"
            if (options.names and elf.stem not in options.names) or not elf.exists():
                continue
            compare(f"{guest} on qemu", public, on_qemu(elf, public, b"", folder), (0, printed))
            if options.joltlab:
                compare(f"{guest} on joltlab", public, on_joltlab(options.joltlab, elf, public, b"", folder), (0, output))
    print(f"{runs} runs agree" if failures == 0 else f"{failures} of {runs} runs differ")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
