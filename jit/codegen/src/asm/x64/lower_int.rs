//! Integers, bools, boxes of integers, pointer arithmetic.

use super::emit::{Emitter, Slow};
use super::enc::{cc, Alu, Byte, Rm, Shift};
use super::regs::*;
use crate::abi;
use crate::asm::CompileError;
use crate::ir::{Inst, Op};
use crate::regalloc::{Loc, Move};

impl Emitter<'_> {
    pub(super) fn lower_int(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let d = self.dest(i)?;
        let locs = self.locs(i);
        let [a, b, ..] = locs;
        match inst.op {
            Op::Add | Op::PtrAdd => self.add(d, a, b),
            Op::Sub => match self.imm32(b).and_then(i32::checked_neg) {
                Some(imm) if a != Loc::Gpr(d) => {
                    let a = self.gpr(a, R11);
                    self.asm.lea(d, Rm::at(a, imm));
                }
                _ => self.two_address(Alu::Sub, d, a, b),
            },
            Op::And | Op::Band => self.two_address(Alu::And, d, a, b),
            Op::Or | Op::Bor => self.two_address(Alu::Or, d, a, b),
            Op::Xor => self.two_address(Alu::Xor, d, a, b),
            Op::Mul => self.multiply(d, a, b),
            Op::Neg => {
                self.to(d, a);
                self.asm.neg(d);
            }
            Op::Shl | Op::Shr | Op::Ushr => self.shift(inst.op, d, a, b),
            Op::FloorDiv | Op::Mod | Op::Div | Op::Rem | Op::Udiv | Op::Urem => {
                self.divide(i, inst.op, d, a, b)
            }
            Op::Min | Op::Max => {
                let ra = self.gpr(a, R11);
                let rb = self.int_rm(b, RAX);
                self.asm.alu(Alu::Cmp, ra, rb);
                let take_b = if inst.op == Op::Min { cc::G } else { cc::L };
                if rb == Rm::Reg(d) {
                    self.asm.cmov(take_b ^ 1, d, Rm::Reg(ra));
                } else {
                    self.asm.mov(d, Rm::Reg(ra));
                    self.asm.cmov(take_b, d, rb);
                }
            }
            Op::Clz => self.count_bits(0xBD, d, a),
            Op::Ctz => self.count_bits(0xBC, d, a),
            Op::Popcnt => self.count_bits(0xB8, d, a),
            Op::AddOvf | Op::SubOvf | Op::MulOvf | Op::NegOvf => {
                let exit = self.exit_of(i)?;
                match inst.op {
                    Op::AddOvf => self.two_address(Alu::Add, d, a, b),
                    Op::SubOvf => self.two_address(Alu::Sub, d, a, b),
                    Op::MulOvf => self.multiply_flags(d, a, b),
                    _ => {
                        self.to(d, a);
                        self.asm.neg(d);
                    }
                }
                let start = self.asm.here();
                self.exit_if(start, cc::O, exit);
            }
            Op::Bnot => {
                self.to(d, a);
                self.asm.alu_imm(Alu::Xor, Rm::Reg(d), 1);
            }
            Op::UnboxInt => {
                self.to(d, a);
                self.asm.shift(Shift::Shl, d, 16);
                self.asm.shift(Shift::Sar, d, 16);
            }
            Op::UnboxIntAny => {
                let a = self.gpr(a, RAX);
                let (slow, back) = self.slow_path(i);
                self.asm.mov(R11, Rm::Reg(a));
                self.asm.shift(Shift::Sar, R11, 48);
                self.asm.alu_imm(Alu::Cmp, Rm::Reg(R11), -1);
                self.asm.jcc(cc::NE, slow);
                self.asm.mov(d, Rm::Reg(a));
                self.asm.shift(Shift::Shl, d, 16);
                self.asm.shift(Shift::Sar, d, 16);
                self.asm.bind(back);
            }
            Op::BoxInt => {
                let a = self.gpr(a, RAX);
                let (slow, back) = self.slow_path(i);
                self.asm.mov(R11, Rm::Reg(a));
                self.asm.shift(Shift::Shl, R11, 16);
                self.asm.shift(Shift::Sar, R11, 16);
                self.asm.alu(Alu::Cmp, R11, Rm::Reg(a));
                self.asm.jcc(cc::NE, slow);
                self.asm.mov_imm(d, abi::INT_BASE);
                self.asm.alu(Alu::Or, d, Rm::Reg(a));
                self.asm.bind(back);
            }
            Op::BoxSmall => self.or_word(d, a, abi::INT_BASE),
            Op::BoxBool => self.or_word(d, a, abi::FALSE),
            Op::UnboxBool => {
                self.to(d, a);
                self.asm.alu_imm_sized(Alu::And, Rm::Reg(d), 1, false);
            }
            Op::AsUint | Op::B2i | Op::ValToPtr | Op::PtrToVal | Op::PtrToInt | Op::IntToPtr => {
                self.to(d, a)
            }
            Op::Cx if d == CX => {}
            Op::Cx => self.asm.mov(d, Rm::Reg(CX)),
            Op::Frame => self.asm.mov(d, Rm::Reg(FRAME)),
            _ => return Err(CompileError::Unsupported(inst.op.name())),
        }
        Ok(())
    }

    /// `mov d, loc`.
    pub(super) fn to(&mut self, d: u8, loc: Loc) {
        self.one_move(Move {
            dst: Loc::Gpr(d),
            src: loc,
        });
    }

    fn or_word(&mut self, d: u8, a: Loc, word: u64) {
        self.asm.mov_imm(R11, word);
        self.to(d, a);
        self.asm.alu(Alu::Or, d, Rm::Reg(R11));
    }

    fn add(&mut self, d: u8, a: Loc, b: Loc) {
        match (a, b) {
            _ if a == Loc::Gpr(d) => self.alu_loc(Alu::Add, d, b, RAX),
            _ if b == Loc::Gpr(d) => self.alu_loc(Alu::Add, d, a, RAX),
            (Loc::Gpr(a), Loc::Gpr(b)) => self.asm.lea(
                d,
                Rm::Mem {
                    base: a,
                    index: Some((b, 0)),
                    disp: 0,
                },
            ),
            _ => match (a, self.imm32(b)) {
                (Loc::Gpr(a), Some(imm)) => self.asm.lea(d, Rm::at(a, imm)),
                _ => {
                    self.to(d, a);
                    self.alu_loc(Alu::Add, d, b, RAX);
                }
            },
        }
    }

    /// `d = a op b`; `d` may be where `b` is only if `op` commutes (the allocator sees to that).
    fn two_address(&mut self, op: Alu, d: u8, a: Loc, b: Loc) {
        if b == Loc::Gpr(d) && a != b {
            self.alu_loc(op, d, a, RAX);
        } else {
            self.to(d, a);
            self.alu_loc(op, d, b, RAX);
        }
    }

    fn multiply(&mut self, d: u8, a: Loc, b: Loc) {
        if let (Loc::Gpr(a), Some(scale @ (3 | 5 | 9))) = (a, self.imm32(b)) {
            let log = (scale as u8 - 1).trailing_zeros() as u8;
            self.asm.lea(
                d,
                Rm::Mem {
                    base: a,
                    index: Some((a, log)),
                    disp: 0,
                },
            );
        } else {
            self.multiply_flags(d, a, b);
        }
    }

    fn multiply_flags(&mut self, d: u8, a: Loc, b: Loc) {
        match (self.imm32(a), self.imm32(b)) {
            (_, Some(imm)) => {
                let a = self.int_rm(a, RAX);
                self.asm.imul_imm(d, a, imm);
            }
            (Some(imm), None) => {
                let b = self.int_rm(b, RAX);
                self.asm.imul_imm(d, b, imm);
            }
            _ if b == Loc::Gpr(d) && a != b => {
                let a = self.int_rm(a, RAX);
                self.asm.imul(d, a);
            }
            _ => {
                self.to(d, a);
                let b = self.int_rm(b, RAX);
                self.asm.imul(d, b);
            }
        }
    }

    fn shift(&mut self, op: Op, d: u8, a: Loc, b: Loc) {
        let kind = match op {
            Op::Shl => Shift::Shl,
            Op::Shr => Shift::Sar,
            _ => Shift::Shr,
        };
        if let Loc::Const(count) = b {
            let count = (self.bits(count) & 63) as u8;
            self.to(d, a);
            if count != 0 {
                self.asm.shift(kind, d, count);
            }
        } else {
            let count = self.gpr(b, R11);
            let a = self.int_rm(a, RAX);
            self.asm.shift_by(kind, d, a, count);
        }
    }

    fn count_bits(&mut self, opcode: u8, d: u8, a: Loc) {
        let a = self.int_rm(a, RAX);
        if a != Rm::Reg(d) {
            // Older processors wait for the destination.
            self.asm.set_imm(d, 0);
        }
        self.asm
            .legacy(0xF3, true, &[0x0F, opcode], d, a, 0, Byte::None);
    }

    // ---- division ----

    /// Powers of two by shifts and masks, other constants by multiplication; else 32-bit unsigned division when both fit, which is several times faster
    /// than the 64-bit one on many processors, and the rest out of line.
    fn divide(&mut self, i: usize, op: Op, d: u8, a: Loc, b: Loc) {
        if let (Loc::Const(r), Op::FloorDiv | Op::Mod) = (b, op) {
            let n = self.bits(r) as i64;
            if n > 0 && n & (n - 1) == 0 {
                let log = n.trailing_zeros() as u8;
                match op {
                    Op::FloorDiv => {
                        self.to(d, a);
                        if log != 0 {
                            self.asm.shift(Shift::Sar, d, log);
                        }
                    }
                    _ if n - 1 <= i64::from(i32::MAX) => {
                        self.to(d, a);
                        self.asm.alu_imm(Alu::And, Rm::Reg(d), (n - 1) as i32);
                    }
                    _ => {
                        self.asm.mov_imm(R11, (n - 1) as u64);
                        self.to(d, a);
                        self.asm.alu(Alu::And, d, Rm::Reg(R11));
                    }
                }
                return;
            }
        }
        if let (Loc::Const(r), Op::FloorDiv | Op::Mod | Op::Div | Op::Rem) = (b, op) {
            let n = self.bits(r) as i64;
            if n > 2 && n & (n - 1) != 0 {
                return self.divide_by(i, n, op, d, a);
            }
        }
        let (slow, back) = self.slow_path(i);
        let keep = Rm::at(RSP, SAVE_GPR);
        let restore = d != RDX && self.is_live_at(i, RDX);
        self.to(R11, b);
        self.to(RAX, a);
        if restore {
            self.asm.store(keep, RDX);
        }
        self.asm.mov(RDX, Rm::Reg(RAX));
        self.asm.alu(Alu::Or, RDX, Rm::Reg(R11));
        self.asm.shift(Shift::Shr, RDX, 32); // leaves 0 for the division if both fit
        self.asm.jcc(cc::NE, slow);
        self.asm
            .legacy(0, false, &[0xF7], 6, Rm::Reg(R11), 0, Byte::None); // div r11d
        self.asm.bind(back);
        let from = if matches!(op, Op::FloorDiv | Op::Div | Op::Udiv) {
            RAX
        } else {
            RDX
        };
        self.asm.mov(d, Rm::Reg(from));
        if restore {
            self.asm.mov(RDX, keep);
        }
    }

    /// Whether a register holds something that outlives instruction `i`, a division.
    fn is_live_at(&self, i: usize, reg: u8) -> bool {
        let slow = &self.alloc.slow;
        let at = slow.partition_point(|s| (s.inst as usize) < i);
        slow.get(at)
            .is_none_or(|s| s.inst as usize != i || s.gpr >> reg & 1 != 0)
    }

    /// Division by a constant `n > 2` that is no power of two: the high word of a product.
    ///
    /// With `2**(k-1) < n < 2**k` and `m = 2**(63+k) / n` rounded up, `x / n` is `x * m >> (63+k)` for every `x` up to
    /// 2**63: `m * n` exceeds `2**(63+k)` by less than `2**k`, so the quotient is too large by less than `1 / n`.
    /// A negative `x` goes through its complement (rounding down) or its negation (rounding to 0) and back.
    fn divide_by(&mut self, i: usize, n: i64, op: Op, d: u8, a: Loc) {
        let k = 64 - n.leading_zeros();
        let m = ((1u128 << (63 + k)) / n as u128 + 1) as u64;
        let rounds_down = matches!(op, Op::FloorDiv | Op::Mod);
        let keep = Rm::at(RSP, SAVE_GPR);
        let restore = d != RDX && self.is_live_at(i, RDX);
        if restore || a == Loc::Gpr(RDX) {
            self.asm.store(keep, RDX);
        }
        self.to(RAX, a);
        let asm = &mut *self.asm;
        asm.mov(R11, Rm::Reg(RAX));
        asm.shift(Shift::Sar, R11, 63);
        asm.alu(Alu::Xor, RAX, Rm::Reg(R11));
        if !rounds_down {
            asm.alu(Alu::Sub, RAX, Rm::Reg(R11));
        }
        asm.mov_imm(RDX, m);
        asm.legacy(0, true, &[0xF7], 4, Rm::Reg(RDX), 0, Byte::None); // mul rdx
        asm.shift(Shift::Shr, RDX, (k - 1) as u8);
        asm.alu(Alu::Xor, RDX, Rm::Reg(R11));
        if !rounds_down {
            asm.alu(Alu::Sub, RDX, Rm::Reg(R11));
        }
        if matches!(op, Op::FloorDiv | Op::Div) {
            asm.mov(d, Rm::Reg(RDX));
        } else {
            match i32::try_from(n) {
                Ok(n) => asm.imul_imm(RAX, Rm::Reg(RDX), n),
                Err(_) => {
                    asm.mov_imm(RAX, n as u64);
                    asm.imul(RAX, Rm::Reg(RDX));
                }
            }
            match a {
                Loc::Gpr(RDX) => self.asm.mov(R11, keep),
                a => self.to(R11, a),
            }
            self.asm.alu(Alu::Sub, R11, Rm::Reg(RAX));
            self.asm.mov(d, Rm::Reg(R11));
        }
        if restore {
            self.asm.mov(RDX, keep);
        }
    }

    pub(super) fn slow_divide(
        &mut self,
        _i: usize,
        inst: &Inst,
        slow: &Slow,
    ) -> Result<(), CompileError> {
        let a = &mut *self.asm;
        if matches!(inst.op, Op::Udiv | Op::Urem) {
            a.set_imm(RDX, 0);
            a.legacy(0, true, &[0xF7], 6, Rm::Reg(R11), 0, Byte::None); // div r11
            return Ok(());
        }
        a.extend([0x48u8, 0x99]); // cqo
        a.legacy(0, true, &[0xF7], 7, Rm::Reg(R11), 0, Byte::None); // idiv r11
        match inst.op {
            Op::FloorDiv => {
                // One less if there is a remainder of the other sign than the divisor's.
                a.test(RDX, RDX);
                a.jcc(cc::E, slow.back);
                a.alu(Alu::Xor, RDX, Rm::Reg(R11));
                a.jcc(cc::NS, slow.back);
                a.alu_imm(Alu::Sub, Rm::Reg(RAX), 1);
            }
            Op::Mod => {
                a.test(RDX, RDX);
                a.jcc(cc::E, slow.back);
                a.mov(RAX, Rm::Reg(RDX));
                a.alu(Alu::Xor, RAX, Rm::Reg(R11));
                a.jcc(cc::NS, slow.back);
                a.alu(Alu::Add, RDX, Rm::Reg(R11));
            }
            _ => {}
        }
        Ok(())
    }

    // ---- slow paths of boxes ----

    pub(super) fn slow_unbox_int(&mut self, i: usize) -> Result<(), CompileError> {
        let d = self.dest(i)?;
        let loc = self.locs(i)[0];
        let a = self.gpr(loc, RAX);
        self.asm.mov(d, Rm::at(a, abi::HEAP_INT_PAYLOAD));
        Ok(())
    }

    pub(super) fn slow_box_int(&mut self, i: usize) -> Result<(), CompileError> {
        let d = self.dest(i)?;
        let arg = self.locs(i)[0];
        let helper = self.options.runtime.box_int_helper;
        self.call_keeping_registers(i, helper, Some(arg), Some(d))
    }
}
