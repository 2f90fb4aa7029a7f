//! Every scheme of the crate passes the conformance suite.
#![allow(missing_docs, non_local_definitions)]

use ark_bls12_381::Bls12_381;
use ark_bn254::{Bn254, Fr, G1Projective};
use ark_ff::{Fp64, MontBackend, MontConfig};
use pcs::testing::conformance;
use pcs::{HyperKzg, Hyrax, InnerProduct, Trivial, Zeromorph};

#[derive(MontConfig)]
#[modulus = "8191"]
#[generator = "17"]
pub struct SmallConfig;
type Small = Fp64<MontBackend<SmallConfig, 1>>;

conformance!(trivial, Trivial<Fr>);
conformance!(trivial_over_a_small_field, Trivial<Small>);
conformance!(hyrax, Hyrax<G1Projective>);
conformance!(hyrax_inner_product, Hyrax<G1Projective, InnerProduct>);
conformance!(hyrax_over_bls12_381, Hyrax<ark_bls12_381::G1Projective>);
conformance!(hyrax_inner_product_over_bls12_381, Hyrax<ark_bls12_381::G1Projective, InnerProduct>);
conformance!(zeromorph, Zeromorph<Bn254>);
conformance!(zeromorph_over_bls12_381, Zeromorph<Bls12_381>);
conformance!(hyperkzg, HyperKzg<Bn254>);
conformance!(hyperkzg_over_bls12_381, HyperKzg<Bls12_381>);
