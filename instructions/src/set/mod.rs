//! The instructions by family: one constant each.

pub mod advice;
pub mod arithmetic;
pub mod branches;
pub mod comparisons;
pub mod divide;
pub mod jumps;
pub mod loads;
pub mod logic;
pub mod multiply;
pub mod parts;
pub mod shifts;
pub mod stores;
pub mod system;
