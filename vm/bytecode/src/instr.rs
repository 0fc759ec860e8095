//! The 64-bit instruction word.
//!
//! ```text
//! bits  0..8   op     opcode
//! bits  8..16  x      small immediate: argument count, flags, sense of a jump
//! bits 16..32  a      usually the destination register
//! bits 32..48  b      first operand register, or the low half of `bc`
//! bits 48..64  c      second operand register, cache index, 16-bit offset or immediate
//! ```
//! `bc` (bits 32..64) is a signed 32-bit field: a long jump or a constant index. Offsets count
//! instructions from the instruction *after* the jump. One word size means no wide prefixes: the
//! compiler refuses functions of more than 65,535 registers.

use crate::ops::Op;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Instr(pub u64);

impl Instr {
    #[inline(always)]
    pub fn abc(op: Op, a: u16, b: u16, c: u16) -> Instr {
        Instr::xabc(op, 0, a, b, c)
    }

    #[inline(always)]
    pub fn xabc(op: Op, x: u8, a: u16, b: u16, c: u16) -> Instr {
        Instr(op as u64 | (x as u64) << 8 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48)
    }

    #[inline(always)]
    pub fn abx(op: Op, a: u16, bc: i32) -> Instr {
        Instr(op as u64 | (a as u64) << 16 | (bc as u32 as u64) << 32)
    }

    /// The opcode byte as an [`Op`].
    #[inline(always)]
    pub fn op(self) -> Op {
        Op::from_u8(self.0 as u8)
    }

    #[inline(always)]
    pub fn x(self) -> u8 {
        (self.0 >> 8) as u8
    }

    #[inline(always)]
    pub fn a(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }

    #[inline(always)]
    pub fn b(self) -> usize {
        (self.0 >> 32) as u16 as usize
    }

    #[inline(always)]
    pub fn c(self) -> usize {
        (self.0 >> 48) as usize
    }

    /// `c` as a signed 16-bit immediate or jump offset.
    #[inline(always)]
    pub fn sc(self) -> isize {
        (self.0 as i64 >> 48) as isize
    }

    /// `b` as a signed 16-bit immediate.
    #[inline(always)]
    pub fn sb(self) -> isize {
        (self.0 >> 32) as u16 as i16 as isize
    }

    /// The signed 32-bit field over `b` and `c`.
    #[inline(always)]
    pub fn bc(self) -> isize {
        (self.0 as i64 >> 32) as isize
    }

    /// The same word with another opcode (in-place specialisation, JIT patching).
    #[inline(always)]
    pub fn with_op(self, op: Op) -> Instr {
        Instr(self.0 & !0xff | op as u64)
    }

    #[inline(always)]
    pub fn with_x(self, x: u8) -> Instr {
        Instr(self.0 & !0xff00 | (x as u64) << 8)
    }

    #[inline(always)]
    pub fn with_c(self, c: u16) -> Instr {
        Instr(self.0 & 0x0000_ffff_ffff_ffff | (c as u64) << 48)
    }

    #[inline(always)]
    pub fn with_bc(self, bc: i32) -> Instr {
        Instr(self.0 & 0xffff_ffff | (bc as u32 as u64) << 32)
    }
}
