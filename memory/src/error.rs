//! Why a memory or range check cannot be stated.

/// A statement that makes no sense; raised where it is built, never by a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemoryError {
    /// A form names a column that is not there.
    #[error("column {column} of {count}")]
    UnknownColumn {
        /// Its number.
        column: usize,
        /// How many there are.
        count: usize,
    },
    /// A form names a public table that is not there.
    #[error("public table {table} of {count}")]
    UnknownTable {
        /// Its number.
        table: usize,
        /// How many there are.
        count: usize,
    },
    /// A block that does not lie inside the rows of its form.
    #[error("block {block} of 2^{log_block} rows does not lie inside 2^{log_len} rows")]
    BlockOutside {
        /// log2 of the block's length.
        log_block: usize,
        /// Its place in units of its length.
        block: usize,
        /// log2 of the number of rows.
        log_len: usize,
    },
    /// Two tuples of one memory with different numbers of components.
    #[error("memory `{memory}` has tuples of {expected} and of {actual} components")]
    TupleWidth {
        /// The memory.
        memory: &'static str,
        /// Components of its first tuple.
        expected: usize,
        /// Components of another one.
        actual: usize,
    },
    /// A cell that is named twice or lies outside the memory.
    #[error("cell {cell} is named twice or lies outside the memory of 2^{log_cells} cells")]
    Cell {
        /// Its number.
        cell: usize,
        /// log2 of the number of cells.
        log_cells: usize,
    },
}
