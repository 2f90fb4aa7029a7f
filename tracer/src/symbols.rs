//! Which function an address belongs to.

use instructions::Program;

/// Symbols before an address that are looked at: those of nested or aliased functions.
const CANDIDATES: usize = 8;

/// Characters of a name that are shown.
const MAX_NAME: usize = 80;

/// Function symbols `(address, size, name)`, sorted by address.
#[derive(Clone, Debug)]
pub(crate) struct Symbols(Vec<(u32, u32, String)>);

impl Symbols {
    /// Those of a program.
    pub fn new(program: &Program) -> Self {
        let mut symbols = program.symbols.clone();
        symbols.sort();
        Self(symbols)
    }

    /// Number of the function that holds an address: the nearest one before it whose size covers it. A symbol without a size reaches to the next one.
    pub fn find(&self, pc: u32) -> Option<usize> {
        let before = self.0.partition_point(|&(address, _, _)| address <= pc);
        let last = self.0[..before].last()?.0;
        let covers = |&k: &usize| {
            let (address, size, _) = &self.0[k];
            pc - address < *size || (*size == 0 && *address == last)
        };
        (before.saturating_sub(CANDIDATES)..before).rev().find(covers)
    }

    /// Name of a function, readable where it is mangled.
    pub fn name(&self, function: usize) -> String {
        self.0.get(function).map_or(String::new(), |(_, _, name)| readable(name))
    }

    /// The function that holds an address, and the offset in it.
    pub fn locate(&self, pc: u32) -> Option<(String, u32)> {
        let function = self.find(pc)?;
        Some((self.name(function), pc - self.0.get(function)?.0))
    }
}

/// A name as its author wrote it, without the hash of Rust's mangling, and not too long.
fn readable(name: &str) -> String {
    let mut readable = format!("{:#}", rustc_demangle::demangle(name));
    if let Some((end, _)) = readable.char_indices().nth(MAX_NAME) {
        readable.truncate(end);
        readable.push('~');
    }
    readable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_symbol_that_covers_an_address() {
        let symbol = |address, size, name: &str| (address, size, name.to_owned());
        let symbols = Symbols(vec![
            symbol(0, 0, "start"),
            symbol(8, 32, "outer"),
            symbol(16, 4, "inner"),
            symbol(60, 8, "last"),
            symbol(80, 0, "end"),
        ]);
        let name = |pc| symbols.locate(pc);
        assert_eq!(name(4), Some(("start".into(), 4)));
        assert_eq!(name(8), Some(("outer".into(), 0)));
        assert_eq!(name(16), Some(("inner".into(), 0)));
        assert_eq!(name(20), Some(("outer".into(), 12)));
        assert_eq!(name(40), None, "beyond its size, and no neighbour without one");
        assert_eq!(name(67), Some(("last".into(), 7)));
        assert_eq!(name(68), None);
        assert_eq!(name(4096), Some(("end".into(), 4016)));
        assert_eq!(Symbols(Vec::new()).locate(0), None);
    }

    #[test]
    fn names_are_readable() {
        let name = |mangled: &str| readable(mangled);
        assert_eq!(name("main"), "main");
        assert_eq!(name("_ZN4core3fmt5write17h0123456789abcdefE"), "core::fmt::write");
        assert_eq!(name("_RNvC6_123foo3bar"), "123foo::bar");
        assert_eq!(name(&"x".repeat(100)), format!("{}~", "x".repeat(80)));
    }
}
