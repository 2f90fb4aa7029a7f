//! The list of kernels, and this machine's units.
//!
//! One test, for operations are counted on all threads of the process.

use bench_harness::kernels::{ALL, units};
use poly::operations::{Operation, measure};
use std::collections::BTreeSet;
use std::time::Duration;

#[test]
fn kernels_run_and_units_are_in_the_order_of_nature() {
    let names: BTreeSet<_> = ALL.iter().map(|kernel| kernel.name).collect();
    assert_eq!(names.len(), ALL.len(), "every kernel has a name of its own");
    for kernel in ALL {
        let mut prepared = kernel.prepare();
        let (time, counts) = measure(|| prepared.run(1));
        assert!(prepared.operations > 0 && time > Duration::ZERO, "{}", kernel.name);
        // Whoever counts the operation itself counts as many as the kernel says, and a kernel of a unit does nothing else that has one.
        let others = |operation: &(Operation, u64)| Some(operation.0) != kernel.operation && operation.0 != Operation::TermField;
        assert!(kernel.operation.is_none() || counts.iter().find(others).is_none(), "{}: {counts}", kernel.name);
        let counted = kernel.operation.map_or(0, |operation| counts.get(operation));
        assert!(
            kernel.operation == Some(Operation::GroupAddition) || [0, prepared.operations].contains(&counted),
            "{}: {counts}",
            kernel.name
        );
    }
    for operation in Operation::ALL {
        let kernels = ALL.iter().filter(|kernel| kernel.operation == Some(*operation)).count();
        assert_eq!(kernels, 1, "{operation:?}");
    }

    let units = units().expect("a thread");
    let of = |operation: Operation| units.of(operation.name());
    let order = [Operation::HashedByte, Operation::Multiplication, Operation::GroupAddition, Operation::Inversion, Operation::Pairing];
    assert!(order.windows(2).all(|pair| 0.0 < of(pair[0]) && of(pair[0]) < of(pair[1])), "{units:?}");
    assert!(of(Operation::SmallTerm) < of(Operation::ProductTerm), "{units:?}");
    let widths = [Operation::Term1, Operation::Term8, Operation::Term16, Operation::Term32, Operation::Term64, Operation::TermField];
    assert!(widths.iter().all(|width| 0.0 < of(*width) && of(*width) < of(Operation::GroupAddition)), "{units:?}");
    assert_eq!(units.seconds([(Operation::Pairing.name(), 2.0), ("no operation", 7.0)]), 2.0 * of(Operation::Pairing) / 1e9);
}
