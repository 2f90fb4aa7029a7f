//! Tells the library which sources it is built from.

#[path = "src/sources.rs"]
mod sources;

use std::path::Path;

fn main() {
    let root = Path::new("..");
    let folders = sources::MEMBERS.iter().flat_map(|member| [format!("{member}/src"), format!("{member}/Cargo.toml")]);
    for path in folders.chain(sources::FILES.map(String::from)) {
        println!("cargo::rerun-if-changed=../{path}");
    }
    match sources::digest_of_sources(root) {
        Ok(digest) => println!("cargo::rustc-env=JOLTLAB_SOURCES={digest}"),
        Err(error) => println!("cargo::error=the sources of the workspace cannot be read: {error}"),
    }
}
