//! The words of the input in ascending order.
#![no_std]
#![no_main]

use joltlab_guest::{as_words_mut, entry, reserve_output};
use programs::{input_words, malformed};

entry!(main);

/// Slices of at most so many words are sorted by insertion.
const SHORT: usize = 12;

fn main() {
    let input = input_words();
    let words = as_words_mut(reserve_output(4 * input.len())).unwrap_or_else(|| malformed());
    words.copy_from_slice(input);
    quicksort(words);
}

/// Sorts the shorter part first and goes on with the longer one, so that the stack holds at most log2 of the length of calls.
fn quicksort(mut words: &mut [u32]) {
    while words.len() > SHORT {
        let (low, high) = partition(words);
        let (short, long) = if low.len() < high.len() { (low, high) } else { (high, low) };
        quicksort(short);
        words = long;
    }
    insertion_sort(words);
}

/// The words before and after the pivot, which is the median of the first, the middle and the last one.
fn partition(words: &mut [u32]) -> (&mut [u32], &mut [u32]) {
    let (middle, last) = (words.len() / 2, words.len() - 1);
    for (a, b) in [(0, middle), (middle, last), (0, middle)] {
        if words[a] > words[b] {
            words.swap(a, b);
        }
    }
    words.swap(0, middle);
    let pivot = words[0];
    let (mut left, mut right) = (1, last);
    loop {
        while left <= right && words[left] < pivot {
            left += 1;
        }
        while words[right] > pivot {
            right -= 1;
        }
        if left >= right {
            break;
        }
        words.swap(left, right);
        left += 1;
        right -= 1;
    }
    words.swap(0, right);
    let (low, high) = words.split_at_mut(right);
    (low, &mut high[1..])
}

fn insertion_sort(words: &mut [u32]) {
    for end in 1..words.len() {
        let word = words[end];
        let place = words[..end].iter().rposition(|other| *other <= word).map_or(0, |before| before + 1);
        words.copy_within(place..end, place + 1);
        words[place] = word;
    }
}
