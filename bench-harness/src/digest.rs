//! Digests in records: BLAKE2b-256, in hexadecimal.

use blake2::{Blake2b, Digest, digest::consts::U32};
use instructions::ExecutionTrace;

/// Two digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Of the bytes themselves: what `b2sum -l 256` prints of a file.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Blake2b::<U32>::digest(bytes))
}

/// Of several strings of bytes, each after its length in 8 little-endian bytes.
pub fn digest_of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Blake2b::<U32>::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// Of a run: its program counters in 4 little-endian bytes each, its exit code, its output.
pub fn digest_of_trace(trace: &ExecutionTrace) -> String {
    let pcs: Vec<u8> = trace.pcs.iter().flat_map(|pc| pc.to_le_bytes()).collect();
    digest_of_parts([&pcs[..], &trace.exit_code.to_le_bytes(), &trace.output])
}

/// So many pseudo-random bytes: block `i` is the digest of seed, `i` and name.
pub fn bytes_of(name: &str, seed: u64, len: usize) -> Vec<u8> {
    let block = |i: usize| {
        let mut hash = Blake2b::<U32>::new();
        hash.update(seed.to_le_bytes());
        hash.update((i as u64).to_le_bytes());
        hash.update(name);
        hash.finalize()
    };
    (0..len.div_ceil(32)).flat_map(block).take(len).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use instructions::Halt;

    #[test]
    fn digests_are_those_of_the_standard() {
        // RFC 7693's function with 32 bytes, of the empty string.
        assert_eq!(digest(b""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
        assert_eq!(digest_of_parts([]), digest(b""));
        assert_ne!(digest_of_parts([&b"ab"[..], b"c"]), digest_of_parts([&b"a"[..], b"bc"]));
    }

    #[test]
    fn everything_in_a_trace_changes_its_digest() {
        let trace = ExecutionTrace { pcs: vec![4, 8], halt: Halt::Ecall, exit_code: 0, output: vec![1] };
        let others = [
            ExecutionTrace { pcs: vec![4, 4], ..trace.clone() },
            ExecutionTrace { exit_code: 1, ..trace.clone() },
            ExecutionTrace { output: vec![], ..trace.clone() },
        ];
        assert!(others.iter().all(|other| digest_of_trace(other) != digest_of_trace(&trace)));
    }
}
