//! Knowledge of a Merkle path: the advice holds a leaf and its siblings up to the public root. Hashes as in RFC 6962.
#![no_std]
#![no_main]

use joltlab_guest::{entry, exit, read_advice, read_input, write_output};
use programs::{REFUSED, malformed};
use sha2::{Digest, Sha256};

entry!(main);

type Hash = [u8; 32];

fn main() {
    let (root, depth) = statement().unwrap_or_else(|| malformed());
    if reached_root(read_advice(), depth) != Some(*root) {
        exit(REFUSED);
    }
    write_output(root);
}

/// The root and the depth of the tree.
fn statement() -> Option<(&'static Hash, usize)> {
    let (root, depth) = read_input().split_first_chunk()?;
    let depth = u32::from_le_bytes(depth.try_into().ok()?);
    (depth <= 32).then_some((root, depth as usize))
}

/// The root of the tree in which the advice is a path.
fn reached_root(advice: &[u8], depth: usize) -> Option<Hash> {
    let (index, advice) = advice.split_first_chunk()?;
    let index = u64::from(u32::from_le_bytes(*index));
    let (leaf, siblings) = advice.split_first_chunk::<32>()?;
    let (siblings, rest) = siblings.as_chunks::<32>();
    if siblings.len() != depth || !rest.is_empty() || index >> depth != 0 {
        return None;
    }
    let node = Sha256::new().chain_update([0]).chain_update(leaf).finalize().into();
    Some(siblings.iter().enumerate().fold(node, |node, (height, sibling)| match index >> height & 1 {
        0 => parent(&node, sibling),
        _ => parent(sibling, &node),
    }))
}

fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}
