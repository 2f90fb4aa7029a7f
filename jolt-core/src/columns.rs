//! Names and sizes of everything that is committed, in the order in which it is committed (protocol 4.1).

use crate::Shape;
use instructions::{CircuitFlag, LookupOp};

/// A committed column: its name in messages and its number of variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Name as `check` and reports print it.
    pub name: String,
    /// log2 of its length.
    pub num_vars: usize,
}

/// Declares the VM's own columns once: the struct, their order, their names.
macro_rules! vm_columns {
    ($( $(#[$doc:meta])* $field:ident: $type:ty = $kind:ident($name:expr), )*) => {
        /// One `T` for each column that the VM itself owns; those of the lookup and the memory argument come after them.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct VmColumns<T> {
            $( $(#[$doc])* pub $field: $type, )*
        }

        impl<T> VmColumns<T> {
            /// Builds every column from its specification, in order.
            ///
            /// *Errors*: the first error of `make`.
            pub fn try_build<E>(shape: &Shape, mut make: impl FnMut(ColumnSpec) -> Result<T, E>) -> Result<Self, E> {
                $( let $field = vm_columns!(@build $kind $name, shape, make); )*
                Ok(Self { $($field),* })
            }

            /// All columns, in order.
            pub fn into_vec(self) -> Vec<T> {
                let parts: Vec<Vec<T>> = vec![$( vm_columns!(@list $kind self.$field) ),*];
                parts.into_iter().flatten().collect()
            }

            /// References to all columns, in order.
            pub fn as_refs(&self) -> Vec<&T> {
                let parts: Vec<Vec<&T>> = vec![$( vm_columns!(@refs $kind &self.$field) ),*];
                parts.into_iter().flatten().collect()
            }
        }
    };
    (@build many $names:expr, $shape:ident, $make:ident) => {
        $names($shape).into_iter().map(|name| $make(ColumnSpec { name, num_vars: $shape.log_steps })).collect::<Result<Vec<_>, _>>()?
    };
    (@build step $name:expr, $shape:ident, $make:ident) => { $make(ColumnSpec { name: $name.into(), num_vars: $shape.log_steps })? };
    (@build table $name:expr, $shape:ident, $make:ident) => { $make(ColumnSpec { name: $name.into(), num_vars: $shape.log_bytecode })? };
    (@list many $value:expr) => { $value };
    (@list $kind:ident $value:expr) => { vec![$value] };
    (@refs many $value:expr) => { $value.iter().collect() };
    (@refs $kind:ident $value:expr) => { vec![$value] };
}

vm_columns! {
    /// Index of the fetched row in the bytecode table.
    a: T = step("a"),
    /// `E = 1 + (pc - 2^31)/4`.
    address: T = step("E"),
    /// Packed circuit and instruction flags.
    bitflags: T = step("bitflags"),
    /// Register cell written.
    rd: T = step("rd"),
    /// First register cell read.
    rs1: T = step("rs1"),
    /// Second register cell read.
    rs2: T = step("rs2"),
    /// Immediate.
    imm: T = step("imm"),
    /// How often this row was fetched before.
    t_read: T = step("t_read"),
    /// How often each row of the table was fetched.
    t_final: T = table("t_final"),
    /// Circuit flags, in the order of [`CircuitFlag::ALL`].
    circuit_flags: Vec<T> = many(|_: &Shape| CircuitFlag::ALL.iter().map(|f| f.name().to_string()).collect::<Vec<_>>()),
    /// Instruction flags, one for each lookup instruction.
    instruction_flags: Vec<T> = many(|shape: &Shape| LookupOp::all(shape.isa).iter().map(|l| format!("flag {}", l.name())).collect::<Vec<_>>()),
    /// Result of the lookup.
    lookup_output: T = step("lookup_output"),
    /// Value read from rs1.
    v_rs1: T = step("v_rs1"),
    /// Value read from rs2.
    v_rs2: T = step("v_rs2"),
    /// Value of rd before the row.
    v_rd_old: T = step("v_rd_old"),
    /// Value written to rd.
    v_rd_new: T = step("v_rd_new"),
    /// RAM cell accessed.
    a_ram: T = step("a_ram"),
    /// Word there before the row.
    v_old: T = step("v_old"),
    /// Word there after the row.
    v_new: T = step("v_new"),
    /// Left operand.
    left: T = step("left"),
    /// Right operand.
    right: T = step("right"),
    /// `v_rs1 * v_rs2`.
    product: T = step("product"),
    /// Next pc if no branch is taken.
    next_pc_jump: T = step("next_pc_jump"),
    /// Next pc.
    next_pc: T = step("next_pc"),
    /// `Branch * lookup_output`.
    should_branch: T = step("should_branch"),
    /// Bit 0 of a JALR's target, which the machine clears.
    jalr_lsb: T = step("jalr_lsb"),
    /// 1 on an ECALL that halts.
    halt: T = step("halt"),
    /// `halt * (v_rd_old - v_rs2)`: what keeps a0.
    keep: T = step("keep"),
    /// 1 on a row that accesses the byte at offset 1, 2, 3 of a word: each its column.
    lanes: Vec<T> = many(|_: &Shape| LANES.map(str::to_string).to_vec()),
    /// 1 on a row that accesses the half-word at offset 2.
    upper: T = step("upper"),
}

/// Names of the lanes' columns.
pub(crate) const LANES: [&str; 3] = ["lane_1", "lane_2", "lane_3"];

/// All committed columns: the VM's own, then those of the lookup argument, then those of the memory argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoltColumns<T> {
    /// The VM's own.
    pub vm: VmColumns<T>,
    /// The lookup argument's, in its own order.
    pub lookups: Vec<T>,
    /// The memory argument's, in its own order.
    pub memory: Vec<T>,
}

impl<T> JoltColumns<T> {
    /// All columns, in the order of commitment.
    pub fn as_refs(&self) -> Vec<&T> {
        let mut out = self.vm.as_refs();
        out.extend(&self.lookups);
        out.extend(&self.memory);
        out
    }
}
