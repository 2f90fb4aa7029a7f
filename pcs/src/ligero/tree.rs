//! The Merkle tree over a matrix' codeword positions.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use crate::field_bytes;
use blake2::{Blake2b, Digest, digest::consts::U32};
use poly::{
    Scalar,
    operations::{Operation, count},
};
use rs_merkle::{Hasher, MerkleProof};

/// BLAKE2b-256, which inner nodes and leaves start differently.
pub(super) type Hash = Blake2b<U32>;
/// Bytes of its result.
pub(super) const HASH_BYTES: usize = 32;
/// Its result.
pub(super) type HashValue = [u8; HASH_BYTES];

/// What an inner node's hash begins with.
pub(super) const NODE: &[u8; 32] = b"joltlab ligero 1, node of a tree";
/// What a leaf's hash begins with.
pub(super) const LEAF: &[u8; 32] = b"joltlab ligero 1, leaf of a tree";

/// Inner nodes, for `rs_merkle`: `BLAKE2b-256(NODE, left, right)`.
#[derive(Clone)]
pub(super) struct Nodes;

impl Hasher for Nodes {
    type Hash = HashValue;

    fn hash(children: &[u8]) -> HashValue {
        count(Operation::HashedByte, (NODE.len() + children.len()) as u64);
        Hash::new().chain_update(NODE).chain_update(children).finalize().into()
    }
}

/// A leaf's hash before its elements: `BLAKE2b-256(LEAF, elements in canonical little-endian bytes)`.
pub(super) fn start_leaf() -> Hash {
    Hash::new().chain_update(LEAF)
}

/// The leaf of a position: the hash of all rows' values there.
pub(super) fn leaf<F: Scalar>(elements: &[F]) -> HashValue {
    let mut bytes = Vec::new();
    field_bytes(&mut bytes, elements);
    count(Operation::HashedByte, bytes.len() as u64);
    start_leaf().chain_update(&bytes).finalize().into()
}

/// Number of hashes in the path of some leaves of a tree with `len` leaves: on each level the nodes that are siblings of computed ones and
/// not computed themselves.
///
/// *Preconditions*: sorted distinct positions; `len` is a power of two.
pub(super) fn path_len(positions: &[usize], len: usize) -> usize {
    let (mut nodes, mut count) = (positions.to_vec(), 0);
    for _ in 0..len.trailing_zeros() {
        let known = nodes.len();
        nodes.iter_mut().for_each(|node| *node /= 2);
        nodes.dedup();
        count += 2 * nodes.len() - known;
    }
    count
}

/// Whether a path leads from these leaves to the root.
pub(super) fn is_path(root: &HashValue, len: usize, positions: &[usize], leaves: &[HashValue], path: &[u8]) -> bool {
    MerkleProof::<Nodes>::from_bytes(path).is_ok_and(|proof| proof.verify(*root, positions, leaves, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use rs_merkle::MerkleTree;

    fn parent(left: HashValue, right: HashValue) -> HashValue {
        Hash::digest([&NODE[..], &left, &right].concat()).into()
    }

    #[test]
    fn roots_and_leaves_are_the_stated_hashes() {
        let elements = [Fr::from(5u64), -Fr::from(1u64)];
        let mut bytes = LEAF.to_vec();
        field_bytes(&mut bytes, &elements);
        assert_eq!(leaf(&elements), HashValue::from(Hash::digest(&bytes)));
        let leaves: Vec<HashValue> = (0..4u64).map(|k| leaf(&[Fr::from(k)])).collect();
        let root = parent(parent(leaves[0], leaves[1]), parent(leaves[2], leaves[3]));
        assert_eq!(MerkleTree::<Nodes>::from_leaves(&leaves).root(), Some(root));
    }

    #[test]
    fn paths_have_the_computed_length_for_every_set_of_positions() {
        for log_len in 1..=3 {
            let len = 1usize << log_len;
            let leaves: Vec<HashValue> = (0..len as u64).map(|k| leaf(&[Fr::from(k)])).collect();
            let tree = MerkleTree::<Nodes>::from_leaves(&leaves);
            let root = tree.root().unwrap();
            for set in 1usize..1 << len {
                let positions: Vec<usize> = (0..len).filter(|x| set >> x & 1 == 1).collect();
                let opened: Vec<HashValue> = positions.iter().map(|x| leaves[*x]).collect();
                let path = tree.proof(&positions).to_bytes();
                assert_eq!(path.len(), 32 * path_len(&positions, len));
                assert!(is_path(&root, len, &positions, &opened, &path));
                for at in (0..path.len()).step_by(13) {
                    let mut bad = path.clone();
                    bad[at] ^= 1;
                    assert!(!is_path(&root, len, &positions, &opened, &bad));
                }
                for at in 0..opened.len() {
                    let mut bad = opened.clone();
                    bad[at][31] ^= 1;
                    assert!(!is_path(&root, len, &positions, &bad, &path));
                }
                assert!(!is_path(&root, len, &positions, &opened, &path[..path.len() - 1.min(path.len())]) || path.is_empty());
            }
        }
    }
}
