//! The loop: one instruction after the other, with whatever is noted of each.

use crate::code::{Action, NOWHERE, Slot};
use crate::machine::{LOG_CAPACITY, Machine, REGISTERS};
use crate::trap::{Cause, Trap};
use instructions::Halt;

/// `ecall` that writes to the host's log.
const WRITE: u32 = 64;
/// `ecall` that halts.
const EXIT: u32 = 93;
const SP: usize = 2;
const A0: usize = 10;
const A1: usize = 11;
const A2: usize = 12;
const A7: usize = 17;

/// What is noted of every executed instruction.
pub(crate) trait Observer {
    fn retire(&mut self, slot: u32, pc: u32);
}

/// Nothing is noted.
pub(crate) struct Blind;

impl Observer for Blind {
    #[inline(always)]
    fn retire(&mut self, _: u32, _: u32) {}
}

/// How often each slot was executed.
pub(crate) struct Counts(pub Vec<u64>);

impl Observer for Counts {
    #[inline(always)]
    fn retire(&mut self, slot: u32, _: u32) {
        self.0[slot as usize] += 1;
    }
}

/// The program counters.
pub(crate) struct Pcs(pub Vec<u32>);

impl Observer for Pcs {
    #[inline(always)]
    fn retire(&mut self, _: u32, pc: u32) {
        self.0.push(pc);
    }
}

impl Machine {
    /// Executes up to and including a halting instruction; gives the number of instructions, those before included.
    ///
    /// *Preconditions*: `before` instructions were executed already; `limit` counts them too.
    pub(crate) fn execute(&mut self, before: u64, limit: u64, observer: &mut impl Observer) -> Result<(Halt, u64), Trap> {
        let (text_start, text_end) = self.code.span();
        let text_start = self.ram.cell(text_start);
        let text_cells = self.ram.cell(text_end) - text_start;
        let mut executed = before;
        loop {
            let Slot { action, rd, rs1, rs2, imm, target, pc } = self.code.slots[self.at as usize];
            if executed == limit {
                return Err(self.trap(executed, Cause::InstructionLimit { limit }));
            }
            executed += 1;
            observer.retire(self.at, pc);
            let x = self.registers[rs1 as usize % REGISTERS];
            let y = self.registers[rs2 as usize % REGISTERS];
            let rd = &mut self.registers[rd as usize % REGISTERS];
            let mut next = self.at + 1;
            match action {
                Action::Compute(f) => *rd = f(x, y.wrapping_add(imm)),
                Action::MoveStack(f) => {
                    let sp = f(x, y.wrapping_add(imm));
                    if sp < self.stack_limit {
                        return Err(self.trap(executed, Cause::StackOverflow { sp, limit: self.stack_limit }));
                    }
                    *rd = sp;
                }
                Action::Constant => *rd = imm,
                Action::Branch(f) => {
                    if f(x, y) {
                        if target == NOWHERE || target == self.at {
                            return Err(self.trap(executed, jump_cause(pc, pc.wrapping_add(imm))));
                        }
                        next = target;
                    }
                }
                Action::Load { bytes, extend } => {
                    let address = x.wrapping_add(imm);
                    let word = self.ram.get(self.ram.cell(address));
                    match word {
                        Some(word) if address & (bytes - 1) == 0 => *rd = extend(word >> (8 * (address & 3))),
                        _ => return Err(self.trap(executed, self.access_cause(address, bytes))),
                    }
                }
                Action::LoadStack => {
                    let address = x.wrapping_add(imm);
                    let sp = self.ram.get(self.ram.cell(address)).filter(|_| address.is_multiple_of(4));
                    let sp = sp.ok_or_else(|| self.trap(executed, self.access_cause(address, 4)))?;
                    if sp < self.stack_limit {
                        return Err(self.trap(executed, Cause::StackOverflow { sp, limit: self.stack_limit }));
                    }
                    self.registers[SP] = sp;
                }
                Action::Store { bytes } => {
                    let address = x.wrapping_add(imm);
                    let cell = self.ram.cell(address);
                    let code = cell.wrapping_sub(text_start) < text_cells && self.code.contains(address);
                    if address & (bytes - 1) != 0 || code {
                        return Err(self.trap(executed, self.access_cause(address, bytes)));
                    }
                    let Some(word) = self.ram.get_mut(cell) else {
                        return Err(self.trap(executed, self.access_cause(address, bytes)));
                    };
                    let lane = 8 * (address & 3);
                    let mask = (u32::MAX >> (32 - 8 * bytes)) << lane;
                    *word = (*word & !mask) | ((y << lane) & mask);
                }
                Action::Jump => {
                    if target == NOWHERE {
                        return Err(self.trap(executed, jump_cause(pc, pc.wrapping_add(imm))));
                    }
                    *rd = pc.wrapping_add(4);
                    if target == self.at {
                        return match self.tohost {
                            Some(_) => Ok((Halt::Tohost, executed)),
                            None => Err(self.trap(executed, Cause::EndlessLoop)),
                        };
                    }
                    next = target;
                }
                Action::JumpRegister => {
                    let address = x.wrapping_add(imm) & !1;
                    next = self.code.find(address);
                    if next == NOWHERE || (next == self.at && *rd == pc.wrapping_add(4)) {
                        return Err(self.trap(executed, jump_cause(pc, address)));
                    }
                    *rd = pc.wrapping_add(4);
                }
                Action::Fence => {}
                Action::Ecall => {
                    if self.registers[A7] == EXIT {
                        return Ok((Halt::Ecall, executed));
                    }
                    self.call_host(executed)?;
                }
                Action::Undecodable | Action::EndOfCode => return Err(self.trap(executed, self.fetch_cause(pc))),
            }
            self.at = next;
        }
    }

    /// An `ecall` that does not halt.
    #[cold]
    fn call_host(&mut self, executed: u64) -> Result<(), Trap> {
        let number = self.registers[A7];
        if number != WRITE {
            return Err(self.trap(executed, Cause::UnknownEcall { number }));
        }
        let (start, length) = (self.registers[A1], self.registers[A2]);
        let room = LOG_CAPACITY - self.log.len();
        for address in (0..length).take(room).map(|k| start.wrapping_add(k)) {
            let Some(word) = self.word(address) else { break };
            self.log.push((word >> (8 * (address & 3))) as u8);
        }
        self.registers[A0] = length;
        Ok(())
    }

    /// The trap of the instruction at the current slot.
    #[cold]
    pub(crate) fn trap(&self, executed: u64, cause: Cause) -> Trap {
        let pc = self.pc();
        let function = self.symbols.locate(pc);
        let instruction = self.code.instruction(pc).and_then(Result::ok);
        Trap { number: executed, pc, instruction, function, cause }
    }

    /// Why a load or store fails: alignment first, then code, then the mapping.
    #[cold]
    fn access_cause(&self, address: u32, bytes: u32) -> Cause {
        if !address.is_multiple_of(bytes) {
            Cause::MisalignedAccess { address, bytes }
        } else if self.code.contains(address) {
            Cause::StoreToCode { address }
        } else {
            Cause::Unmapped { address, base: self.layout.base(), end: self.layout.end() }
        }
    }

    /// Why nothing can be executed at an address.
    #[cold]
    fn fetch_cause(&self, pc: u32) -> Cause {
        match self.code.instruction(pc) {
            Some(Err(error)) => Cause::Undecodable(error),
            _ => Cause::EndOfCode,
        }
    }
}

/// Why a jump fails.
#[cold]
fn jump_cause(pc: u32, target: u32) -> Cause {
    if !target.is_multiple_of(4) {
        Cause::MisalignedJump { target }
    } else if target == pc {
        Cause::EndlessLoop
    } else {
        Cause::JumpOutOfCode { target }
    }
}
