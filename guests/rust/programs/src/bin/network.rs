//! Inference of a small neural network in integers.
#![no_std]
#![no_main]

use joltlab_guest::{as_bytes, entry, read_number, write_output};
use programs::Draws;

entry!(main);

const INPUTS: usize = 16;
const HIDDEN: [usize; 2] = [16, 12];
const CLASSES: usize = 10;

/// Biases and weights from `I` values to `O` neurons.
struct Layer<const I: usize, const O: usize>([(i32, [i32; I]); O]);

impl<const I: usize, const O: usize> Layer<I, O> {
    fn draw(draws: &mut Draws) -> Self {
        let mut signed = || draws.draw() as i32 >> 24;
        Self(core::array::from_fn(|_| (signed(), core::array::from_fn(|_| signed()))))
    }

    fn apply(&self, values: &[i32; I]) -> [i32; O] {
        self.0.each_ref().map(|(bias, weights)| weights.iter().zip(values).fold(64 * bias, |sum, (weight, value)| sum + weight * value))
    }
}

fn activate<const N: usize>(values: [i32; N]) -> [i32; N] {
    values.map(|value| (value.max(0) >> 7).min(127))
}

fn main() {
    let mut draws = Draws::START;
    let first = Layer::<INPUTS, { HIDDEN[0] }>::draw(&mut draws);
    let second = Layer::<{ HIDDEN[0] }, { HIDDEN[1] }>::draw(&mut draws);
    let last = Layer::<{ HIDDEN[1] }, CLASSES>::draw(&mut draws);
    let mut report = [0u32; CLASSES + 1];
    for _ in 0..read_number(1) {
        let sample: [i32; INPUTS] = core::array::from_fn(|_| (draws.draw() >> 25) as i32);
        let outputs = last.apply(&activate(second.apply(&activate(first.apply(&sample)))));
        let (mut class, mut greatest) = (0, outputs[0]);
        for (index, output) in outputs.into_iter().enumerate() {
            if output > greatest {
                (class, greatest) = (index, output);
            }
        }
        report[class] += 1;
        report[CLASSES] = report[CLASSES].wrapping_add(greatest as u32);
    }
    write_output(as_bytes(&report));
}
