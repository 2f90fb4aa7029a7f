//! Random programs that write their state to the standard output at the end, for Linux on RISC-V.

use super::random::{A0, A2, A7, Generator, Host};
use super::{DATA, Workload, bare, exit, immediate, pair, register};
use instructions::{Op, RAM_START};

/// First address of the page below [`DATA`], which is accessed too: text ends here where pages have permissions.
pub const LINUX_DATA: u32 = DATA - 0x1000;
/// Bytes that a program writes which shows its state.
pub const STATE_BYTES: u32 = 4 * 33;
/// Where the state is collected: registers, then the digest.
const STATE: u32 = DATA + 0x800;

impl Workload {
    /// Several random programs one behind the other that run under Linux as well, if the I/O window is mapped: nothing depends on what registers
    /// hold at first, calls of the host are replaced, and at the end the state is written to the standard output, [`STATE_BYTES`] in all.
    ///
    /// *Panics* if the text does not fit below [`LINUX_DATA`], which takes about 200 fragments.
    pub fn random_for_linux(seed: u64, programs: usize, fragments: usize) -> Self {
        let mut generator = Generator::new(seed, Host::Linux);
        for register in 1..32 {
            generator.emit(immediate(Op::Addi, register, 0, 0));
        }
        generator.programs(programs, fragments);
        generator.show();
        assert!(generator.here() <= LINUX_DATA, "the text ends below the data's first page");
        generator.workload(None)
    }
}

impl Generator {
    /// Writes all registers but a7 and a digest of the window and the data, h := 31 h - word, to the standard output, and exits with a0.
    fn show(&mut self) {
        self.set(A7, STATE);
        for register in (1..32).filter(|register| *register != A7) {
            self.emit(pair(Op::Sw, A7, register, 4 * i32::from(register)));
        }
        let (digest, at, end, word) = (5, 6, 7, 28);
        self.emit(immediate(Op::Addi, digest, 0, 0));
        for (start, stop) in
            [(self.layout.base(), RAM_START), (LINUX_DATA, STATE), (self.layout.end() as u32 - 64, self.layout.end() as u32)]
        {
            self.set(at, start);
            self.set(end, stop);
            let top = self.here();
            self.emit(immediate(Op::Lw, word, at, 0));
            self.emit(register(Op::Add, word, word, digest));
            self.emit(immediate(Op::Slli, digest, digest, 5));
            self.emit(register(Op::Sub, digest, digest, word));
            self.emit(immediate(Op::Addi, at, at, 4));
            let offset = top.wrapping_sub(self.here()) as i32;
            self.emit(pair(Op::Bne, at, end, offset));
        }
        self.emit(pair(Op::Sw, A7, digest, 4 * 32));
        self.set(A0, 1);
        self.set(A0 + 1, STATE);
        self.set(A2, STATE_BYTES);
        self.set(A7, 64);
        self.emit(bare(Op::Ecall));
        self.set(A7, STATE);
        self.emit(immediate(Op::Lw, A0, A7, 4 * i32::from(A0)));
        for instruction in exit() {
            self.emit(instruction);
        }
    }
}
