//! Applies transfers to accounts: input and output are messages of `serde` in `postcard`'s encoding.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::vec::Vec;
use joltlab_guest::{entry, read_input, write_output};
use postcard::{from_bytes, to_allocvec};
use programs::malformed;
use serde::{Deserialize, Serialize};

entry!(main);

#[derive(Deserialize)]
struct Ledger<'a> {
    balances: Vec<u64>,
    #[serde(borrow)]
    transfers: Vec<Transfer<'a>>,
}

#[derive(Deserialize)]
struct Transfer<'a> {
    from: u32,
    to: u32,
    amount: Amount,
    memo: &'a str,
}

#[derive(Deserialize)]
enum Amount {
    All,
    Exactly(u64),
}

#[derive(Serialize)]
struct Outcome<'a> {
    balances: Vec<u64>,
    refused: Vec<Refusal<'a>>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    transfer: u32,
    reason: Reason,
    memo: &'a str,
}

#[derive(Serialize)]
enum Reason {
    NoSuchAccount,
    NotEnough { missing: u64 },
    Overflow,
}

fn main() {
    let Ok(Ledger { mut balances, transfers }) = from_bytes(read_input()) else { malformed() };
    let refused = (0..).zip(&transfers).filter_map(|(transfer, order)| {
        let reason = apply(order, &mut balances).err()?;
        Some(Refusal { transfer, reason, memo: order.memo })
    });
    let refused = refused.collect();
    match to_allocvec(&Outcome { balances, refused }) {
        Ok(message) => write_output(&message),
        Err(_) => malformed(),
    }
}

fn apply(order: &Transfer, balances: &mut [u64]) -> Result<(), Reason> {
    let (from, to) = (order.from as usize, order.to as usize);
    let (Some(&source), Some(&target)) = (balances.get(from), balances.get(to)) else { return Err(Reason::NoSuchAccount) };
    let amount = match order.amount {
        Amount::All => source,
        Amount::Exactly(amount) => amount,
    };
    let left = source.checked_sub(amount).ok_or(Reason::NotEnough { missing: amount.wrapping_sub(source) })?;
    if from != to {
        balances[to] = target.checked_add(amount).ok_or(Reason::Overflow)?;
        balances[from] = left;
    }
    Ok(())
}
