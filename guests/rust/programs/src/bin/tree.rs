//! A binary search tree that is not balanced.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::boxed::Box;
use core::cmp::Ordering;
use joltlab_guest::{as_bytes, entry, read_number, write_output};
use programs::{Checksum, Draws};

entry!(main);

struct Node {
    key: u32,
    left: Tree,
    right: Tree,
}

#[derive(Default)]
struct Tree(Option<Box<Node>>);

impl Tree {
    /// Whether the key is new.
    fn insert(&mut self, key: u32) -> bool {
        match &mut self.0 {
            Some(node) => match key.cmp(&node.key) {
                Ordering::Less => node.left.insert(key),
                Ordering::Greater => node.right.insert(key),
                Ordering::Equal => false,
            },
            None => {
                self.0 = Some(Box::new(Node { key, left: Tree::default(), right: Tree::default() }));
                true
            }
        }
    }

    fn contains(&self, key: u32) -> bool {
        let mut tree = self;
        while let Some(node) = &tree.0 {
            tree = match key.cmp(&node.key) {
                Ordering::Less => &node.left,
                Ordering::Greater => &node.right,
                Ordering::Equal => return true,
            };
        }
        false
    }

    /// Visits all keys in ascending order; the height.
    fn walk(&self, visit: &mut impl FnMut(u32)) -> u32 {
        let Some(node) = &self.0 else { return 0 };
        let left = node.left.walk(visit);
        visit(node.key);
        1 + left.max(node.right.walk(visit))
    }
}

fn main() {
    let n = read_number(16);
    let mut draws = Draws::START;
    let mut key = || ((u64::from(draws.draw()) * 2 * u64::from(n)) >> 32) as u32;
    let mut tree = Tree::default();
    let nodes = (0..n).filter(|_| tree.insert(key())).count() as u32;
    let found = (0..n).filter(|_| tree.contains(key())).count() as u32;
    let mut checksum = Checksum::default();
    let height = tree.walk(&mut |key| checksum.add(key));
    write_output(as_bytes(&[nodes, height, found, checksum.value()]));
    // The run ends here: nobody needs the memory again.
    core::mem::forget(tree);
}
