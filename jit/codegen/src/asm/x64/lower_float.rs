//! Floating point: arithmetic, rounding, conversions, boxes of floats. Doubles and singles by operand type.

use super::emit::Emitter;
use super::enc::{cc, v, Alu, Rm, Shift, Vex};
use super::regs::*;
use crate::abi;
use crate::asm::CompileError;
use crate::ir::{Inst, Op, Type};
use crate::regalloc::{Loc, Move};
use dynasmrt::DynasmApi;

const SIGN: u64 = 1 << 63;
const SIGN32: u64 = 1 << 31 | 1 << 63;

impl Emitter<'_> {
    pub(super) fn lower_float(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let locs = self.locs(i);
        let [a, b, c, ..] = locs;
        let single = inst.ty == Type::F32;
        let sized = |op: Vex| if single { v::single(op) } else { op };
        match inst.op {
            Op::Fadd | Op::Fsub | Op::Fmul | Op::Fdiv => {
                let d = self.dest_float(i)?;
                let op = match inst.op {
                    Op::Fadd => v::ADD,
                    Op::Fsub => v::SUB,
                    Op::Fmul => v::MUL,
                    _ => v::DIV,
                };
                let a = self.fpr(a, XMM15);
                let b = self.float_rm(b);
                self.asm.vex(sized(op), d, a, b, 0);
            }
            Op::Fneg | Op::Fabs => {
                let d = self.dest_float(i)?;
                let a = self.fpr(a, XMM15);
                let sign = if single { SIGN32 } else { SIGN };
                let (op, mask) = match inst.op {
                    Op::Fneg => (v::XORPS, sign),
                    _ => (v::ANDPS, !sign),
                };
                let mask = self.pooled(mask, mask);
                self.asm.vex(op, d, a, mask, 0);
            }
            Op::Fsqrt => {
                let d = self.dest_float(i)?;
                let a = self.fpr(a, XMM15);
                self.asm.vex(sized(v::SQRT), d, a, Rm::Reg(a), 0);
            }
            Op::Ffloor | Op::Fceil | Op::Ftrunc => {
                let d = self.dest_float(i)?;
                let a = self.fpr(a, XMM15);
                // Bit 3: no inexact exception.
                let mode = match inst.op {
                    Op::Ffloor => 9,
                    Op::Fceil => 10,
                    _ => 11,
                };
                self.asm.vex(
                    if single { v::ROUNDSS } else { v::ROUNDSD },
                    d,
                    a,
                    Rm::Reg(a),
                    1,
                );
                self.asm.push(mode);
            }
            Op::Fma => {
                // Operands are addend, factor, factor; the result is the addend's register or neither factor's.
                let d = self.dest_float(i)?;
                self.one_move(Move {
                    dst: Loc::Fpr(d),
                    src: a,
                });
                let x = self.fpr(b, XMM15);
                let y = self.float_rm(c);
                self.asm
                    .vex(if single { v::FMA231SS } else { v::FMA231SD }, d, x, y, 0);
            }
            Op::I2f => {
                let d = self.dest_float(i)?;
                let a = self.int_rm(a, RAX);
                self.i2f(d, a);
            }
            Op::U2f => {
                let d = self.dest_float(i)?;
                let a = self.gpr(a, RAX);
                let (slow, back) = self.slow_path(i);
                self.asm.test(a, a);
                self.asm.jcc(cc::S, slow);
                self.i2f(d, Rm::Reg(a));
                self.asm.bind(back);
            }
            Op::F2i => {
                let d = self.dest(i)?;
                let a = self.float_rm(a);
                self.asm.vex(v::CVTTSD2SI, d, 0, a, 0);
            }
            Op::F2iChk => {
                // Everything out of range gives i64::MIN, the only value from which 1 cannot be subtracted.
                let d = self.dest(i)?;
                let a = self.float_rm(a);
                let (slow, back) = self.slow_path(i);
                self.asm.vex(v::CVTTSD2SI, d, 0, a, 0);
                self.asm.alu_imm(Alu::Cmp, Rm::Reg(d), 1);
                self.asm.jcc(cc::O, slow);
                self.asm.bind(back);
            }
            Op::F2iExact => {
                let exit = self.exit_of(i)?;
                let d = self.dest(i)?;
                let a = self.float_rm(a);
                // A constant or slot stays in memory: xmm15 is taken by the way back.
                self.asm.vex(v::CVTTSD2SI, d, 0, a, 0);
                self.i2f(XMM15, Rm::Reg(d));
                let start = self.asm.here();
                self.asm.vex(v::UCOMISD, XMM15, 0, a, 0);
                self.exit_if(start, cc::NE, exit);
                let start = self.asm.here();
                self.exit_if(start, cc::P, exit);
            }
            Op::F2f32 | Op::F32f => {
                let d = self.dest_float(i)?;
                let a = self.fpr(a, XMM15);
                self.asm.vex(
                    if inst.op == Op::F2f32 {
                        v::CVTSD2SS
                    } else {
                        v::CVTSS2SD
                    },
                    d,
                    a,
                    Rm::Reg(a),
                    0,
                );
            }
            Op::Fbits => {
                let d = self.dest(i)?;
                self.to(d, a);
            }
            Op::BitsF => {
                let d = self.dest_float(i)?;
                self.one_move(Move {
                    dst: Loc::Fpr(d),
                    src: a,
                });
            }
            Op::UnboxFloat => {
                let d = self.dest_float(i)?;
                self.asm.mov_imm(RAX, abi::FLOAT_OFFSET.wrapping_neg());
                let a = self.int_rm(a, R11);
                self.asm.alu(Alu::Add, RAX, a);
                self.asm.vex(v::MOVQ_TO_X, d, 0, Rm::Reg(RAX), 0);
            }
            Op::BoxFloat => {
                let d = self.dest(i)?;
                let a = self.fpr(a, XMM15);
                let (slow, back) = self.slow_path(i);
                self.asm.vex(v::UCOMISD, a, 0, Rm::Reg(a), 0);
                self.asm.jcc(cc::P, slow);
                self.asm.vex(v::MOVQ_TO_R, a, 0, Rm::Reg(RAX), 0);
                self.asm.mov_imm(d, abi::FLOAT_OFFSET);
                self.asm.alu(Alu::Add, d, Rm::Reg(RAX));
                self.asm.bind(back);
            }
            _ => return Err(CompileError::Unsupported(inst.op.name())),
        }
        Ok(())
    }

    /// Conversion that does not wait for the old value of its destination.
    fn i2f(&mut self, d: u8, a: Rm) {
        self.asm.vex(v::XORPS, XMM15, XMM15, Rm::Reg(XMM15), 0);
        self.asm.vex(v::CVTSI2SD, d, XMM15, a, 0);
    }

    pub(super) fn slow_float(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let a = self.locs(i)[0];
        match inst.op {
            Op::BoxFloat => {
                let d = self.dest(i)?;
                self.asm
                    .mov_imm(d, abi::CANONICAL_NAN.wrapping_add(abi::FLOAT_OFFSET));
            }
            Op::U2f => {
                // Half of it, with the lost bit kept sticky for rounding, doubled.
                let d = self.dest_float(i)?;
                let a = self.gpr(a, RAX);
                self.asm.mov(R11, Rm::Reg(a));
                self.asm.mov(RAX, Rm::Reg(a));
                self.asm.shift(Shift::Shr, R11, 1);
                self.asm.alu_imm_sized(Alu::And, Rm::Reg(RAX), 1, false);
                self.asm.alu(Alu::Or, R11, Rm::Reg(RAX));
                self.i2f(d, Rm::Reg(R11));
                self.asm.vex(v::ADD, d, d, Rm::Reg(d), 0);
            }
            _ => {
                // f2i_chk: i64::MIN may be right.
                let exit = self.exit_of(i)?;
                let a = self.fpr(a, XMM15);
                let min = self.pooled((i64::MIN as f64).to_bits(), 0);
                let start = self.asm.here();
                self.asm.vex(v::UCOMISD, a, 0, min, 0);
                self.exit_if(start, cc::P, exit);
                // Truncation takes (-2**63 - 1, -2**63] there too, but no double lies between.
                let start = self.asm.here();
                self.exit_if(start, cc::NE, exit);
            }
        }
        Ok(())
    }
}
