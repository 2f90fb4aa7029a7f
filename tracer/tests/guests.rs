//! The shipped guests against reference implementations and known answers.

mod common;

use instructions::{Isa, MemoryLayout, Program, RAM_START};
use tracer::{Machine, Run, load_elf};

fn guest(name: &str) -> Program {
    let path = format!("{}/../guests/elf/{name}.elf", env!("CARGO_MANIFEST_DIR"));
    load_elf(&std::fs::read(path).unwrap(), Isa::Rv32im, &MemoryLayout::default()).unwrap()
}

fn run(name: &str, input: &[u8]) -> Run {
    Machine::new(&guest(name), &MemoryLayout::default(), input, b"").unwrap().run(1 << 24).unwrap()
}

fn output(name: &str, input: &[u8]) -> Vec<u8> {
    let run = run(name, input);
    assert_eq!(run.exit_code, 0, "{name}");
    run.output
}

/// Bytes without a pattern.
fn bytes(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(next).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Digests of `bytes(length)` by another implementation (Python's hashlib).
const DIGESTS: &[(usize, &str)] = &[
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "dabd3aff769f07eb2965401eb029974ebba3407afd02b26ddb564ea5f8efae72"),
    (2, "0ad2eaf05a1d0cfbe1fcd266472997260526dc6e685fce62f76421d4b521bccd"),
    (3, "0ba3c0c9fa4fa363ee3c34ed262f68ea64199c896ee2babe04f2479af039c9df"),
    (4, "ea996116c7dfd8bfb7830a0009fb3e2411afc986da876747715e45c2f94f424a"),
    (5, "f77bfe2318c5d2e022f1913c0e18091cb8d7aaaa1a44e0e3a01a7474c9bb242b"),
    (7, "37a4beddb230a527d17d24cc6c9de748f34c7048ef44a951f5b0f062867c2a1a"),
    (8, "4bdf65d0f12a0f5b13f7aba3076abec7cbb695bb8a706792e8053afb38eed539"),
    (31, "879aaea92a87f244bec6c20cea8f0705e40bdbfa0005b0df5ca8af25a09c8a16"),
    (54, "b7611c1f19e136258f8c4c1f420b827009567eb0b7e05518b09686d16f6a2cc8"),
    (55, "3ca61aefed89811cfdd5fc5a131c73250d6d556ad6e379e98fc0a748dc6c712e"),
    (56, "23b83c1957dcbf2cc769ea265de2496d530679398ab1eaee60ed3a9924952961"),
    (57, "b2914ff5669aa8cceb7d3b50b72ac4a85fab8ece8ade05c063437b6f61666594"),
    (58, "3a8b91ba828bd31399d34acfa1b4cd70bc9419380ea97b0d06f710bed6c19c40"),
    (59, "d33999582106e3a572d0b743817da235fe4e7ac22abdaea6532391b5fdd2ffa5"),
    (60, "d233aeddbf326b8911c25b0469fad4f64478f2016cbcc11fc7895d7beb7e8364"),
    (61, "c63c925a43b4e82fe2acb7be3beda725994c9914b03f0388a2a63ee3436bc767"),
    (62, "9912f165443e4902b5c81f3a51e1af196dfae1ef36fe02ec0b65fde68ecbc8b7"),
    (63, "1b1e8a91273dfa48857490c590e219ed7a3b4a5a2529f8f140c690314d866d5a"),
    (64, "bcaa0c51106feb59b9a6709083e54b7744602caa23c59224ebb4651341e64fc3"),
    (65, "15e8208179c167a401c50467c80c0bd0233654a32121a7e5b9cde0b11838c851"),
    (66, "7bfcee1fcb0f66af4a4fca07e408ae2dfb21b9b9da93541f37023ba3a9c7caad"),
    (67, "20e5aea7deb2aa20c0aaa9c89842521953bb0c7829060850326edb1a1f3fc1db"),
    (119, "55b8889b7b401119a0ed41e4921e19e80d1049706cfd324ab94ef43661dea8d3"),
    (120, "58c38515ed433007ba44b2a5b8d3fa3b0f35e315597f5e1c6f18ac30e1b179aa"),
    (127, "14617813621f74c970d106b72c6e6fba42e465f84f96e9b270c41c730d36cf1e"),
    (128, "0108579a848fdb772ca53f2fa3534254cceace8af8c1c3718121409ca1acc7c3"),
    (129, "9f49c6609791d462b58f1a9c948397c3c35cd9de7c796b9e837df3a368de3c20"),
    (1000, "bdb35a87b71f1a935c1e860ba9070b01f2ab781efd6ffe0c8ae82354b1b5461e"),
    (16384, "fbbbb42bbdf4eeb785dd3984d888a5a2a438d4ffb345ed5ea12f061d86a54b77"),
];

#[test]
fn sha256() {
    for &(length, digest) in DIGESTS {
        assert_eq!(hex(&output("sha256", &bytes(length))), digest, "{length} bytes");
    }
    // FIPS 180-4 examples.
    assert_eq!(hex(&output("sha256", b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_eq!(hex(&output("sha256", two_blocks)), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

#[test]
fn fibonacci() {
    let (mut current, mut next) = (0u64, 1u64);
    for n in 0..100 {
        assert_eq!(output("fibonacci", n.to_string().as_bytes()), current.to_le_bytes(), "F({n}) modulo 2^64");
        (current, next) = (next, current.wrapping_add(next));
    }
    assert_eq!(output("fibonacci", b""), 55u64.to_le_bytes());
    for wrong in [&b"x"[..], b"12 ", b"-1", b"9999999999", b"99999999999999999999"] {
        assert_eq!(run("fibonacci", wrong).exit_code, 2);
    }
}

#[test]
fn collatz() {
    let steps = |mut x: u64| {
        let mut steps = 0u32;
        while x != 1 {
            x = if x.is_multiple_of(2) { x / 2 } else { 3 * x + 1 };
            steps += 1;
        }
        steps
    };
    for n in [1u32, 2, 3, 26, 27, 100, 1000] {
        let all: Vec<u32> = (1..=n).map(|start| steps(u64::from(start))).collect();
        let most = *all.iter().max().unwrap();
        let start = 1 + all.iter().position(|&s| s == most).unwrap() as u32;
        let expected: Vec<u8> = [start, most, all.iter().sum()].iter().flat_map(|w| w.to_le_bytes()).collect();
        assert_eq!(output("collatz", n.to_string().as_bytes()), expected, "{n}");
    }
    assert_eq!(output("collatz", b""), output("collatz", b"27"));
    assert_eq!(output("collatz", b"0"), [0; 12]);
}

#[test]
fn sort() {
    for words in [0, 1, 2, 3, 4, 5, 17, 256, 1000] {
        let input = bytes(4 * words);
        let mut sorted: Vec<u32> = input.chunks(4).map(|c| u32::from_le_bytes(c.try_into().unwrap())).collect();
        sorted.sort_unstable();
        let expected: Vec<u8> = sorted.iter().flat_map(|w| w.to_le_bytes()).collect();
        assert_eq!(output("sort", &input), expected);
        assert_eq!(output("sort", &expected), expected, "sorted input");
    }
    assert_eq!(output("sort", &[7; 400]), [7; 400], "equal words");
    assert_eq!(run("sort", b"12345").exit_code, 2);
}

/// What `strings` writes.
fn strings_reference(text: &[u8]) -> Vec<u8> {
    let is_space = |c: &u8| matches!(c, b' ' | b'\t'..=b'\r');
    let words: Vec<Vec<u8>> = text.split(is_space).filter(|word| !word.is_empty()).rev().map(<[u8]>::to_ascii_uppercase).collect();
    let add = |sum: &mut i16, &c: &u8| {
        *sum = sum.wrapping_add(i16::from(c as i8));
        Some(*sum)
    };
    let sums: Vec<i16> = text.iter().scan(0, add).collect();
    let (lowest, highest) = (sums.iter().min().map_or(0, |&s| s.min(0)), sums.iter().max().map_or(0, |&s| s.max(0)));
    let count = |letter: u8| text.iter().filter(|c| c.to_ascii_lowercase() == letter).count();
    let commonest = (b'a'..=b'z').rev().max_by_key(|&letter| count(letter)).unwrap();
    let lines = text.iter().filter(|&&c| c == b'\n').count();
    let figures = format!(
        "\nbytes {} words {} lines {lines} lowest {lowest} highest {highest} letter {} {}\n",
        text.len(),
        words.len(),
        count(commonest),
        char::from(commonest)
    );
    [words.join(&b' '), figures.into_bytes()].concat()
}

#[test]
fn strings() {
    let prose = b"It was the best of times,\tit was the worst of times,\r\n  it was the age of wisdom ...\n";
    for text in [&b""[..], b" ", b"a", b"Zz", b"one", b"two words", prose, &bytes(1), &bytes(1000), &[0xFF; 700], &[0x7F; 700]] {
        let got = output("strings", text);
        assert_eq!(got, strings_reference(text), "{} for {}", String::from_utf8_lossy(&got), String::from_utf8_lossy(text));
    }
    let mix = run("strings", prose).mix;
    for name in ["lb", "lbu", "lh", "lhu", "sb", "sh"] {
        assert!(mix.iter().any(|&(op, _)| op == name), "{name} runs");
    }
}

#[test]
fn advice_is_read() {
    let run = |input: &str, advice: &[u32]| {
        let advice: Vec<u8> = advice.iter().flat_map(|w| w.to_le_bytes()).collect();
        Machine::new(&guest("factor"), &MemoryLayout::default(), input.as_bytes(), &advice).unwrap().run(1 << 20).unwrap()
    };
    for [p, q] in [[65_521u32, 65_519], [2, 3], [u32::MAX, u32::MAX], [4_294_967_291, 4_294_967_279]] {
        let product = u64::from(p) * u64::from(q);
        let good = run(&product.to_string(), &[p, q]);
        assert_eq!((good.exit_code, good.output), (0, product.to_le_bytes().to_vec()), "{p} times {q}");
    }
    let product = 65_521u32 * 65_519;
    for wrong in [&[65_521, 65_518][..], &[1, product], &[product, 1], &[65_521], &[], &[1 << 31, 2]] {
        let refused = run(&product.to_string(), wrong);
        assert_eq!((refused.exit_code, refused.output.len()), (1, 0), "{wrong:?}");
    }
    assert_eq!(run("0", &[1 << 16, 1 << 16]).exit_code, 1, "the product is not taken modulo 2^32");
    assert_eq!(run("18446744073709551616", &[1 << 31, 2]).exit_code, 2, "numbers end at 2^64");
}

#[test]
fn little_memory_is_touched() {
    let (random, words) = (bytes(3000), bytes(2000));
    let inputs: [(&str, &[u8]); 11] = [
        ("fibonacci", b"50"),
        ("sha256", &random),
        ("sha3", &random),
        ("sort", &words),
        ("quicksort", &words),
        ("collatz", b"99"),
        ("strings", &random),
        ("matmul", b"20"),
        ("tree", b"300"),
        ("network", b"3"),
        ("bytes", b"9"),
    ];
    for (name, input) in inputs {
        let program = guest(name);
        let layout = MemoryLayout::default();
        let mut machine = Machine::new(&program, &layout, input, b"").unwrap();
        machine.run(1 << 24).unwrap();
        let dirty = (RAM_START + 0x1_0000..layout.end() as u32).step_by(4).find(|&address| machine.word(address) != Some(0));
        assert_eq!(dirty, None, "{name} stays in the 64 KiB above 2^31");
    }
}
