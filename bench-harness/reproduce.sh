#!/bin/sh
# Reproduces the project's numbers: builds the release programs, runs the shipped experiments, makes their reports, and says what differs
# from the committed results. A run that was killed continues where it stopped.
#
#   bench-harness/reproduce.sh [--out DIR] [--keep] [NAME...]
#
# NAME is a file of bench-harness/experiments without its ending: `quick` takes under two minutes on two cores, all of them under an hour.
# Results go to DIR/NAME, target/reproduced/COMMIT/NAME unless told otherwise. With --keep they replace those in bench-harness/results, and
# the notebook and the README are made again.
set -eu
cd "$(dirname "$0")/.."

fail() { echo "error: $1" >&2; exit 2; }
target=${CARGO_TARGET_DIR:-target}
commit=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || commit=$commit-changed-$(git diff HEAD | cksum | cut -d' ' -f1)
out=$target/reproduced/$commit
keep=no
while [ $# -gt 0 ]; do
    case $1 in
        --out) [ $# -ge 2 ] || fail "--out needs a folder"; out=$2; shift 2 ;;
        --keep) keep=yes; shift ;;
        -*) fail "unknown flag $1; there are --out DIR and --keep" ;;
        *) break ;;
    esac
done
known=$(for file in bench-harness/experiments/*.toml; do basename "$file" .toml; done)
names=${*:-$known}
for name in $names; do
    [ -f "bench-harness/experiments/$name.toml" ] || fail "no experiment $name; there are $(echo $known)"
done

cargo build --release --locked --package cli --bins
joltlab=$target/release/joltlab
for name in $names; do
    echo "== $name"
    if [ -f "$out/$name/records.jsonl" ]; then resume=--resume; else resume=; fi
    # Status 1: some samples failed. The report says which, and the next attempt measures them again.
    "$joltlab" bench "bench-harness/experiments/$name.toml" --out "$out/$name" $resume || [ $? -eq 1 ]
    "$joltlab" report "$out/$name"
done

committed=bench-harness/results
for name in $names; do
    if [ "$keep" = yes ]; then
        rm -rf "${committed:?}/$name"
        cp -R "$out/$name" "$committed/$name"
    elif [ -f "$committed/$name/records.jsonl" ]; then
        echo "== $name: committed results to these"
        "$joltlab" compare "$committed/$name" "$out/$name" || [ $? -eq 1 ]
    fi
done
[ "$keep" = yes ] || exit 0
if command -v python3 >/dev/null; then notebooks/run.sh; else echo "warning: python3 is not installed; the notebook is as it was" >&2; fi
if [ -f "$committed/pcs/summary.md" ]; then bench-harness/readme.sh pcs; fi
