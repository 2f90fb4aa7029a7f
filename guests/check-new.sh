#!/bin/sh
# Follows `joltlab new` in both languages from an empty folder to a verified proof, with the compilers that are installed; fails if one is
# missing. Usage: guests/check-new.sh [JOLTLAB], the program, target/release/joltlab by default.
set -eu
joltlab=$(realpath "${1:-$(dirname "$0")/../target/release/joltlab}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# The sum 356 and the FNV-1a hash of the text, 8 bytes each, little-endian.
input="1 22 333"
output=6401000000000000477168fc2bbc2fde
for language in rust c; do
    guest=sum-$language
    "$joltlab" new "$guest" --lang "$language"
    "$joltlab" build "$guest"
    "$joltlab" prove "$guest/$guest.elf" --input-str "$input" -o "$guest.proof"
    "$joltlab" verify "$guest.proof" --program "$guest/$guest.elf" --input-str "$input" --expect-output-hex "$output"
    if "$joltlab" run "$guest/$guest.elf" --input-str "1 x" --json | grep -q '"exit_code":2'; then
        echo "$language: ok"
    else
        echo "$language: an input that is no list of numbers does not lead to exit code 2" >&2
        exit 1
    fi
done
