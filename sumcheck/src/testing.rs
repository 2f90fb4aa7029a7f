//! Fields for this crate's tests.
#![allow(non_local_definitions)]

use ark_ff::{Fp64, MontBackend, MontConfig};

#[derive(MontConfig)]
#[modulus = "5"]
#[generator = "2"]
pub struct FiveConfig;
/// Challenges are 0 or 1 two times in five.
pub type Five = Fp64<MontBackend<FiveConfig, 1>>;

#[derive(MontConfig)]
#[modulus = "8191"]
#[generator = "17"]
pub struct SmallConfig;
/// Integers modulo 2^13 - 1.
pub type Small = Fp64<MontBackend<SmallConfig, 1>>;

#[derive(MontConfig)]
#[modulus = "2147483647"]
#[generator = "7"]
pub struct Prime31Config;
/// Integers modulo 2^31 - 1.
pub type Prime31 = Fp64<MontBackend<Prime31Config, 1>>;
