//! Short names: cells are told apart by what differs among them.

use crate::record::Cell;
use crate::results::Group;

/// What differs among some cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Naming {
    programs: bool,
    input_rules: bool,
    configurations: bool,
    threads: bool,
    /// Whether their sizes differ.
    pub sizes: bool,
    /// Whether there are cells that differ in their size alone.
    pub sweeps: bool,
}

impl Naming {
    /// Of these groups.
    pub fn of(groups: &[&Group<'_>]) -> Self {
        let differs = |other: fn(&Cell, &Cell) -> bool| groups.iter().any(|group| other(group.cell, groups[0].cell));
        let sweep = |a: &Cell, b: &Cell| a.log_cycles != b.log_cycles && Cell { log_cycles: a.log_cycles, ..b.clone() } == *a;
        Self {
            programs: differs(|a, b| a.program != b.program),
            input_rules: differs(|a, b| a.input_rule != b.input_rule),
            configurations: differs(|a, b| a.configuration != b.configuration),
            threads: differs(|a, b| a.threads != b.threads),
            sizes: differs(|a, b| a.log_cycles != b.log_cycles),
            sweeps: groups.iter().any(|one| groups.iter().any(|other| sweep(one.cell, other.cell))),
        }
    }

    /// The cell without its size.
    pub fn series(&self, cell: &Cell) -> String {
        let mut words = Vec::new();
        if self.programs {
            words.push(cell.program.clone());
        }
        if self.input_rules && !self.programs {
            words.push(cell.input_rule.clone());
        }
        if self.configurations || !(self.programs || self.input_rules || self.threads) {
            words.push(cell.configuration.clone());
        }
        if self.threads {
            words.push(if cell.threads == 1 { "1 thread".into() } else { format!("{} threads", cell.threads) });
        }
        words.join(", ")
    }

    /// The cell with its size where sizes differ.
    pub fn row(&self, cell: &Cell) -> String {
        let series = self.series(cell);
        if self.sizes { format!("{series}, 2^{}", cell.log_cycles) } else { series }
    }

    /// What all of the cells have in common, to stand in a title.
    pub fn common(&self, cell: &Cell) -> String {
        let mut words = Vec::new();
        if !self.programs {
            words.push(cell.program.clone());
        }
        if !self.sizes {
            words.push(format!("2^{}", cell.log_cycles));
        }
        words.join(", ")
    }
}

/// Charts with more lines are split by program.
const MOST_LINES: usize = 8;
/// Charts with more bars are split by program.
const MOST_BARS: usize = 48;

/// The groups that stand in one chart each: all of them, or those of a program where they would be too many.
pub fn charts<'g, 'a>(groups: &'g [Group<'a>]) -> Vec<Vec<&'g Group<'a>>> {
    let counted: Vec<&Group<'_>> = groups.iter().filter(|group| !group.counted.is_empty()).collect();
    let Some(first) = counted.first() else { return Vec::new() };
    let naming = Naming::of(&counted);
    let mut lines: Vec<String> = counted.iter().map(|group| naming.series(group.cell)).collect();
    lines.sort();
    lines.dedup();
    let fits = if naming.sweeps { lines.len() <= MOST_LINES } else { counted.len() <= MOST_BARS };
    if fits || counted.iter().all(|group| group.cell.program == first.cell.program) {
        return vec![counted];
    }
    let mut programs: Vec<&str> = counted.iter().map(|group| group.cell.program.as_str()).collect();
    programs.sort_unstable();
    programs.dedup();
    programs.iter().map(|program| counted.iter().copied().filter(|group| group.cell.program == *program).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(program: &str, log_cycles: u32, configuration: &str, threads: u32) -> Cell {
        Cell { program: program.into(), input_rule: "bytes".into(), log_cycles, configuration: configuration.into(), threads }
    }

    fn named(cells: &[Cell]) -> Vec<String> {
        let groups: Vec<Group<'_>> = cells.iter().map(|cell| Group { cell, counted: vec![], others: vec![] }).collect();
        let groups: Vec<&Group<'_>> = groups.iter().collect();
        let naming = Naming::of(&groups);
        cells.iter().map(|cell| naming.row(cell)).collect()
    }

    #[test]
    fn names_say_what_differs() {
        assert_eq!(named(&[cell("sha256", 12, "lasso-hyrax", 2)]), ["lasso-hyrax"]);
        assert_eq!(named(&[cell("sha256", 12, "a", 2), cell("sha256", 14, "a", 2)]), ["a, 2^12", "a, 2^14"]);
        assert_eq!(named(&[cell("sha256", 12, "a", 1), cell("fib", 12, "a", 1)]), ["sha256", "fib"]);
        assert_eq!(named(&[cell("sha256", 12, "a", 1), cell("sha256", 12, "b", 2)]), ["a, 1 thread", "b, 2 threads"]);
    }

    #[test]
    fn crowded_charts_are_split_by_program() {
        let count = |cells: &[Cell]| {
            let record = crate::record::testing::example();
            let groups: Vec<Group<'_>> = cells.iter().map(|cell| Group { cell, counted: vec![&record], others: vec![] }).collect();
            charts(&groups).len()
        };
        let cells = |programs: usize, sizes: u32| -> Vec<Cell> {
            let sizes = 12..12 + sizes;
            let program = |k: usize| sizes.clone().map(move |size| cell(&format!("p{k}"), size, "a", 2));
            (0..programs).flat_map(program).collect()
        };
        let ragged: Vec<Cell> = (0..20).map(|k| cell(&format!("p{k}"), 12 + k, "a", 2)).collect();
        assert_eq!(count(&ragged), 1);
        assert_eq!((count(&cells(8, 2)), count(&cells(9, 2)), count(&cells(9, 1)), count(&[])), (1, 9, 1, 0));
    }
}
