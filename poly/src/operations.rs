//! Counts of operations: figures about a prover that do not move with the machine.
//!
//! Kernels that know how much they do report it in bulk with [`count`]; multiplications of scalars are counted one by one by the field
//! [`crate::Counted`] and by no other. Nobody counts until [`measure`] asks for it: off, a report costs one relaxed load for each call of a kernel, and a
//! multiplication nothing at all.

use std::fmt;
use std::ops::{Add, Sub};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

macro_rules! operations {
    ($($(#[$doc:meta])* $operation:ident => $name:literal),+ $(,)?) => {
        /// What is counted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(usize)]
        pub enum Operation {
            $($(#[$doc])* $operation),+
        }

        impl Operation {
            /// All, in order.
            pub const ALL: &'static [Self] = &[$(Self::$operation),+];

            /// Name in records.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$operation => $name),+
                }
            }
        }
    };
}

operations! {
    /// A product of two scalars, reduced: squarings, and conversions from and to integers, included.
    Multiplication => "field multiplications",
    /// A term `x y` of a sum that is reduced once.
    ProductTerm => "deferred products",
    /// A term `x u` with a machine word `u` of a sum that is reduced once.
    SmallTerm => "small products",
    /// The inverse of a scalar.
    Inversion => "field inversions",
    /// A sum of two points of a curve.
    GroupAddition => "group additions",
    /// A term of a multi-exponentiation with a flag.
    Term1 => "terms of 1 bit",
    /// With a value below 2^8.
    Term8 => "terms of 8 bits",
    /// With a value below 2^16.
    Term16 => "terms of 16 bits",
    /// With a value below 2^32.
    Term32 => "terms of 32 bits",
    /// With a value below 2^64, or a signed one.
    Term64 => "terms of 64 bits",
    /// With a scalar.
    TermField => "terms of full width",
    /// A pairing of two points.
    Pairing => "pairings",
    /// A byte that a transcript absorbs or squeezes, or that goes into a hash tree.
    HashedByte => "hashed bytes",
}

/// How often each operation was performed.
///
/// ```
/// use poly::operations::{Operation, count, measure};
/// let ((), counts) = measure(|| count(Operation::Pairing, 2));
/// assert_eq!(counts.get(Operation::Pairing), 2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; Operation::ALL.len()]);

impl Counts {
    /// Of one operation.
    pub fn get(&self, operation: Operation) -> u64 {
        self.0.get(operation as usize).copied().unwrap_or_default()
    }

    /// Operations that were performed at all, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Operation, u64)> + '_ {
        Operation::ALL.iter().map(|operation| (*operation, self.get(*operation))).filter(|(_, count)| *count > 0)
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        for (sum, count) in self.0.iter_mut().zip(other.0) {
            *sum = sum.wrapping_add(count);
        }
        self
    }
}

impl Sub for Counts {
    type Output = Self;

    /// What was performed since `before`.
    fn sub(mut self, before: Self) -> Self {
        for (now, before) in self.0.iter_mut().zip(before.0) {
            *now = now.wrapping_sub(before);
        }
        self
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, (operation, count)) in self.iter().enumerate() {
            write!(f, "{}{count} {}", if k > 0 { ", " } else { "" }, operation.name())?;
        }
        Ok(())
    }
}

/// One thread's counts: it alone writes them, so that threads do not wait for each other.
#[derive(Default)]
struct Slot([AtomicU64; Operation::ALL.len()]);

/// Measurements that are going on.
static MEASURING: AtomicUsize = AtomicUsize::new(0);
/// The slots of all threads so far.
static SLOTS: Mutex<Vec<Arc<Slot>>> = Mutex::new(Vec::new());

thread_local! {
    static OWN: Arc<Slot> = {
        let slot = Arc::<Slot>::default();
        SLOTS.lock().unwrap_or_else(PoisonError::into_inner).push(slot.clone());
        slot
    };
}

/// Reports that an operation was performed `times` times.
#[inline]
pub fn count(operation: Operation, times: u64) {
    if MEASURING.load(Relaxed) > 0 {
        add(operation, times);
    }
}

/// A thread that is about to end may have lost its slot; what it does then is not counted.
fn add(operation: Operation, times: u64) {
    let _ = OWN.try_with(|slot| {
        if let Some(total) = slot.0.get(operation as usize) {
            total.store(total.load(Relaxed).wrapping_add(times), Relaxed);
        }
    });
}

/// Everything that was counted so far, on all threads.
fn total() -> Counts {
    let mut counts = Counts::default();
    for slot in SLOTS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        for (sum, own) in counts.0.iter_mut().zip(&slot.0) {
            *sum = sum.wrapping_add(own.load(Relaxed));
        }
    }
    counts
}

/// Counts what all threads of the process do meanwhile; a measurement is one of `work` alone if nothing else runs.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Counts) {
    /// Ends the measurement when `work` panics, too.
    struct Measuring;
    impl Drop for Measuring {
        fn drop(&mut self) {
            MEASURING.fetch_sub(1, Relaxed);
        }
    }
    MEASURING.fetch_add(1, Relaxed);
    let measuring = Measuring;
    let before = total();
    let result = work();
    let counts = total() - before;
    drop(measuring);
    (result, counts)
}
