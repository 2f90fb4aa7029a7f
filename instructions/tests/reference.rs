//! `INSTRUCTIONS.md` is what the types say. `JOLTLAB_BLESS=1 cargo test -p instructions --test reference` writes it.

use instructions::{Isa, LookupOp, Op, reference};

#[test]
fn the_page_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../INSTRUCTIONS.md");
    if std::env::var_os("JOLTLAB_BLESS").is_some() {
        let temporary = format!("{path}.new");
        std::fs::write(&temporary, reference()).and_then(|()| std::fs::rename(&temporary, path)).expect("the page is written");
    }
    let page = std::fs::read_to_string(path).expect("the page is there");
    let stale = page.lines().zip(reference().lines()).find(|(have, want)| have != want).map(|(have, want)| format!("{have}\n{want}"));
    assert!(page == reference(), "INSTRUCTIONS.md is stale; JOLTLAB_BLESS=1 writes it anew. {}", stale.unwrap_or_default());
}

#[test]
fn nothing_is_left_out() {
    let page = reference();
    assert_eq!(page.lines().filter(|line| line.starts_with("| `")).count(), Op::all(Isa::Rv32im).len());
    for op in LookupOp::all(Isa::Rv32im) {
        assert!(page.contains(&format!("| {} | {} |", op.name(), op.query().name())), "{}", op.name());
    }
    assert!(page.lines().all(|line| line == line.trim_end()));
}
