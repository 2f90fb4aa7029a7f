#!/bin/sh
# Builds every guest of guests/rust into guests/elf/rust (or the folder given). Needs rustup, which fetches the toolchain that
# guests/rust/rust-toolchain.toml names; other versions make other bytes.
set -eu
cd "$(dirname "$0")/rust"
target=${1:-../elf/rust}
mkdir -p "$target"

triple=riscv32im-unknown-none-elf
crates=${CARGO_HOME:-$HOME/.cargo}/registry/src
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
cargo build --locked --release --target-dir "$built" --config "target.$triple.rustflags=['--remap-path-prefix=$crates=crates','--remap-path-prefix=$built=built']"
for source in programs/src/bin/*.rs; do
    name=$(basename "$source" .rs)
    cp "$built/$triple/release/$name" "$target/$name.elf"
done
