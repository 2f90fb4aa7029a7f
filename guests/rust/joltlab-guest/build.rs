//! Lets the linker find `joltlab.ld` in this folder, wherever the guest that uses it stands.

fn main() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the folder of the package");
    println!("cargo::rustc-link-search={folder}");
    println!("cargo::rerun-if-changed=joltlab.ld");
}
