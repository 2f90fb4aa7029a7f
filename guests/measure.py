#!/usr/bin/env python3
"""Writes into guests.json the output of every smallest run, the ELF files of every guest, and the largest sizes whose traces fit 2^16 and 2^18
rows; and into README.md the table of these runs. To be run when code generation or the rows of instructions change.

    measure.py PROGRAM             PROGRAM is a joltlab
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import reference

HERE = pathlib.Path(__file__).resolve().parent
ROWS = (2**16, 2**18)
INPUT_BYTES = 16384
LARGEST = {"matmul": 512, "factor": 7, "merkle": 32, "modexp": 256}


class Runs:
    """Runs of one executable, by size."""

    def __init__(self, joltlab, elf, guest, folder):
        self.joltlab, self.elf, self.guest, self.folder, self.known = joltlab, elf, guest, folder, {}

    def possible(self, size):
        return size <= LARGEST.get(self.guest["name"], 2**24) and len(reference.INPUTS[self.guest["input"]](size)[0]) <= INPUT_BYTES

    def counts(self, size):
        """Instructions and rows."""
        if size not in self.known:
            for name, data in zip(("input", "advice"), reference.INPUTS[self.guest["input"]](size)):
                (self.folder / name).write_bytes(data)
            command = [self.joltlab, "run", self.elf, "--input-file", self.folder / "input", "--advice-file", self.folder / "advice", "--json"]
            done = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
            self.known[size] = done["instructions"], done["cycles"]
        return self.known[size]

    def fits(self, size, rows):
        return self.possible(size) and self.counts(size)[1] <= rows

    def largest(self, rows):
        """The largest size that fits so many rows, unless it fits half of them as well."""
        low = self.guest["smallest"]
        step = 1
        while self.fits(low + step, rows):
            low, step = low + step, 2 * step
        while step > 1:
            step //= 2
            low += step if self.fits(low + step, rows) else 0
        return low if rows // 2 < self.counts(low)[1] <= rows else None


def files(name):
    """The executables of a guest: of C, of Rust, for RV32I."""
    for folder in ("", "rust", "rv32i"):
        elf = HERE / "elf" / folder / f"{name}.elf"
        if elf.exists():
            yield elf, "rust" if folder == "rust" else "c", "rv32i" if folder == "rv32i" else "rv32im"


def measure(joltlab, guest, folder):
    """The guest's entry, and lines of the table."""
    public, advice = reference.INPUTS[guest["input"]](guest["smallest"])
    entry = {key: guest[key] for key in ("name", "input", "smallest")}
    entry["output"] = reference.output_of(guest["name"], public, advice).hex()
    entry["elf"], lines = [], []
    for elf, language, isa in files(guest["name"]):
        runs = Runs(joltlab, elf, guest, folder)
        path = elf.relative_to(HERE).as_posix()
        sizes = {str(rows): runs.largest(rows) for rows in ROWS} if isa == "rv32im" else {}
        sizes = {rows: size for rows, size in sizes.items() if size is not None}
        entry["elf"].append({"path": path, "language": language, "isa": isa, "sizes": sizes})
        if isa == "rv32im":
            for size in [guest["smallest"], *sizes.values()]:
                instructions, rows = runs.counts(size)
                lines.append(f"| `{path}` | {size} | {instructions:,} | {rows:,} |")
    return entry, lines


def encode(entry):
    """An entry as JSON, one line for each executable."""
    head = json.dumps({key: entry[key] for key in ("name", "input", "smallest", "output")})[:-1]
    return head + ', "elf": [\n    ' + ",\n    ".join(map(json.dumps, entry["elf"])) + "]}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    listed = json.loads((HERE / "guests.json").read_text())["guests"]
    with tempfile.TemporaryDirectory() as folder:
        measured = [measure(sys.argv[1], guest, pathlib.Path(folder)) for guest in listed]
    text = '{"guests": [\n  ' + ",\n  ".join(encode(entry) for entry, _ in measured) + "\n]}\n"
    (HERE / "guests.json").write_text(text)
    page = (HERE / "README.md").read_text()
    head = "| executable | size | instructions | rows |\n| --- | ---: | ---: | ---: |\n"
    start = page.index(head) + len(head)
    end = start
    while page.startswith("|", end):
        end = page.index("\n", end) + 1
    table = "".join(line + "\n" for _, lines in measured for line in lines)
    (HERE / "README.md").write_text(page[:start] + table + page[end:])


if __name__ == "__main__":
    main()
