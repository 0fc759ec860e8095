//! The instruction being executed, as its fields.
//!
//! The loop does not load the 64-bit word and shift fields out of it: each operand is one narrow
//! load from the code, which x86 does in one instruction where the shift and the mask take two or
//! three. The word as a whole is only wanted by cold halves ([`Operands::word`]).

use adder_bytecode::{Instr, Op};

/// Points at an instruction of a live code object.
#[derive(Clone, Copy)]
pub struct Operands(*const Instr);

impl Operands {
    /// # Safety
    /// `pc` points at an instruction of code that stays alive while the operands are read.
    #[inline(always)]
    pub unsafe fn at(pc: *const Instr) -> Operands {
        Operands(pc)
    }

    #[inline(always)]
    pub fn op(self) -> Op {
        // SAFETY: `at`'s promise; the compiler emits only bytes of the table, and the verifier sees
        // to it in debug builds.
        unsafe { std::mem::transmute::<u8, Op>(*(self.0 as *const u8)) }
    }

    #[inline(always)]
    pub fn x(self) -> u8 {
        // SAFETY: `at`'s promise; the word has eight bytes.
        unsafe { *(self.0 as *const u8).add(1) }
    }

    #[inline(always)]
    fn half(self, k: usize) -> u16 {
        // SAFETY: as for `x`; the word is aligned to eight bytes.
        unsafe { *(self.0 as *const u16).add(k) }
    }

    #[inline(always)]
    pub fn a(self) -> usize {
        self.half(1) as usize
    }

    #[inline(always)]
    pub fn b(self) -> usize {
        self.half(2) as usize
    }

    #[inline(always)]
    pub fn c(self) -> usize {
        self.half(3) as usize
    }

    #[inline(always)]
    pub fn sb(self) -> isize {
        self.half(2) as i16 as isize
    }

    #[inline(always)]
    pub fn sc(self) -> isize {
        self.half(3) as i16 as isize
    }

    #[inline(always)]
    pub fn bc(self) -> isize {
        // SAFETY: as for `half`.
        unsafe { *(self.0 as *const i32).add(1) as isize }
    }

    /// The whole word.
    #[inline(always)]
    pub fn word(self) -> Instr {
        // SAFETY: as for `x`.
        unsafe { *self.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The narrow loads agree with the fields of the word, negative ones included.
    #[test]
    fn fields_are_those_of_the_word() {
        let words = [
            Instr::xabc(Op::JumpLtI, 1, 0xfedc, 0x8001, 0xffff),
            Instr::xabc(Op::Add, 0xff, 1, 2, 3),
            Instr::abx(Op::Jump, 7, -5),
            Instr::abx(Op::LoadConst, 0xffff, i32::MAX),
        ];
        for w in &words {
            // SAFETY: `words` outlives the loop.
            let i = unsafe { Operands::at(w) };
            assert_eq!((i.op(), i.x(), i.a(), i.b(), i.c()), (w.op(), w.x(), w.a(), w.b(), w.c()));
            assert_eq!((i.sb(), i.sc(), i.bc()), (w.sb(), w.sc(), w.bc()));
            assert_eq!(i.word(), *w);
        }
    }
}
