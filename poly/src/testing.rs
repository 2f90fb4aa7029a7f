//! Fields for this crate's tests.
#![allow(non_local_definitions)]

use ark_ff::{Fp64, Fp128, MontBackend, MontConfig};

#[derive(MontConfig)]
#[modulus = "8191"]
#[generator = "17"]
pub struct SmallConfig;
pub type Small = Fp64<MontBackend<SmallConfig, 1>>;

#[derive(MontConfig)]
#[modulus = "170141183460469231731687303715884105727"]
#[generator = "43"]
pub struct Mersenne127Config;
pub type Mersenne127 = Fp128<MontBackend<Mersenne127Config, 2>>;
