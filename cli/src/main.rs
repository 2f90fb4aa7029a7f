//! The program joltlab.
fn main() {}
