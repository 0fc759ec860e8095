//! Compares, tag tests, guards, selects: everything that produces or consumes flags.

use super::emit::{Cond, Emitter, Slow};
use super::enc::{cc, v, Alu, Rm, Shift};
use super::regs::*;
use crate::abi;
use crate::asm::CompileError;
use crate::ir::{Inst, Op, Tag, Type};
use crate::regalloc::{Loc, Move};
use dynasmrt::DynasmApi;

impl Emitter<'_> {
    pub(super) fn lower_guard(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let [a, b, ..] = self.locs(i);
        match inst.op {
            Op::Select => return self.select(i),
            Op::IsTag if inst.tag() == Tag::IntAny => return self.is_int_any(i, a),
            Op::GuardTrue | Op::GuardFalse => {
                let exit = self.exit_of(i)?;
                let start = self.asm.here();
                let cond = self.condition(i)?;
                let cond = if inst.op == Op::GuardTrue {
                    cond
                } else {
                    negate(cond)
                };
                // Loads of constants may come before the compare, but padding may go before them as well.
                self.exit_unless(start, cond, exit);
            }
            Op::GuardTag => {
                let exit = self.exit_of(i)?;
                if inst.tag() == Tag::IntAny {
                    let (slow, back) = self.slow_path(i);
                    let a = self.gpr(a, RAX);
                    self.tag_test(a, Tag::Int);
                    self.asm.jcc(cc::NE, slow);
                    self.asm.bind(back);
                } else {
                    let a = self.gpr(a, RAX);
                    let start = self.asm.here();
                    let cond = self.tag_test(a, inst.tag());
                    self.exit_unless(start, cond, exit);
                }
            }
            Op::GuardShape => {
                let exit = self.exit_of(i)?;
                let p = self.gpr(a, R11);
                let at = Rm::at(p, abi::SHAPE_OFFSET);
                let start = self.asm.here();
                match b {
                    Loc::Const(r) => {
                        let shape = self.bits(r) as u32 as i32;
                        self.asm.legacy(
                            0,
                            false,
                            &[0x81],
                            Alu::Cmp as u8,
                            at,
                            4,
                            super::enc::Byte::None,
                        );
                        let field = self.asm.here();
                        self.asm.addresses.push((field, false));
                        dynasmrt::DynasmApi::push_i32(self.asm, shape);
                    }
                    b => {
                        let b = self.gpr(b, RAX);
                        self.asm
                            .legacy(0, false, &[0x3B], b, at, 0, super::enc::Byte::None);
                    }
                }
                self.exit_if(start, cc::NE, exit);
            }
            Op::GuardEq | Op::GuardNe => {
                let exit = self.exit_of(i)?;
                let start = self.asm.here();
                self.compare_ints(a, b);
                self.exit_if(
                    start,
                    if inst.op == Op::GuardEq {
                        cc::NE
                    } else {
                        cc::E
                    },
                    exit,
                );
            }
            Op::GuardValid => {
                let exit = self.exit_of(i)?;
                let p = self.gpr(a, R11);
                let start = self.asm.here();
                self.asm.cmp_byte(Rm::at(p, 0), 0);
                self.exit_if(start, cc::NE, exit);
            }
            Op::Poll => {
                let exit = self.exit_of(i)?;
                let mem = self.trace.mem(inst.mem());
                let p = self.gpr(a, R11);
                let start = self.asm.here();
                self.test_field(mem.width, Rm::at(p, mem.offset));
                self.exit_if(start, cc::NE, exit);
            }
            _ => {
                let d = self.dest(i)?;
                let cond = self.compare(inst, a, b)?;
                self.materialise(d, cond);
            }
        }
        Ok(())
    }

    /// Flags of the condition that instruction `i` reads: a folded compare or a bool.
    pub(super) fn condition(&mut self, i: usize) -> Result<Cond, CompileError> {
        let [a, b, ..] = self.locs(i);
        match self.folded(i) {
            Some(inst) => self.compare(inst, a, b),
            None => {
                let a = self.gpr(a, RAX);
                self.asm.test(a, a);
                Ok(Cond::Cc(cc::NE))
            }
        }
    }

    /// Sets the flags; the answer says how to read them. Uses rax and r11.
    fn compare(&mut self, inst: &Inst, a: Loc, b: Loc) -> Result<Cond, CompileError> {
        let code = match inst.op {
            Op::Eq => cc::E,
            Op::Ne => cc::NE,
            Op::Lt => cc::L,
            Op::Le => cc::LE,
            Op::Gt => cc::G,
            Op::Ge => cc::GE,
            Op::Ult => cc::B,
            Op::Ule => cc::BE,
            Op::IsTag => {
                let a = self.gpr(a, RAX);
                return Ok(self.tag_test(a, inst.tag()));
            }
            _ => return self.compare_floats(inst, a, b),
        };
        // A constant is compared with on the right, where it is part of the instruction.
        if self.imm32(a).is_some() && self.imm32(b).is_none() {
            self.compare_ints(b, a);
            return Ok(Cond::Cc(match code {
                cc::L => cc::G,
                cc::LE => cc::GE,
                cc::G => cc::L,
                cc::GE => cc::LE,
                cc::B => cc::A,
                cc::BE => cc::AE,
                equality => equality,
            }));
        }
        self.compare_ints(a, b);
        Ok(Cond::Cc(code))
    }

    fn compare_ints(&mut self, a: Loc, b: Loc) {
        let a = self.gpr(a, R11);
        match self.imm32(b) {
            Some(0) => self.asm.test(a, a), // the same flags as a comparison with 0
            _ => self.alu_loc(Alu::Cmp, a, b, RAX),
        }
    }

    /// ucomisd sets carry for "less or unordered", so orderings are asked as "greater", which NaN makes false.
    fn compare_floats(&mut self, inst: &Inst, a: Loc, b: Loc) -> Result<Cond, CompileError> {
        let (left, right, cond) = match inst.op {
            Op::Feq => (a, b, Cond::OrderedEqual),
            Op::Fne => (a, b, Cond::NotOrderedEqual),
            Op::Fgt => (a, b, Cond::Cc(cc::A)),
            Op::Fge => (a, b, Cond::Cc(cc::AE)),
            Op::Flt => (b, a, Cond::Cc(cc::A)),
            Op::Fle => (b, a, Cond::Cc(cc::AE)),
            _ => return Err(CompileError::Unsupported(inst.op.name())),
        };
        let single = self.trace.ty(inst.args[0]) == Type::F32;
        let left = self.fpr(left, XMM15);
        let right = self.float_rm(right);
        self.asm.vex(
            if single { v::UCOMISS } else { v::UCOMISD },
            left,
            0,
            right,
            0,
        );
        Ok(cond)
    }

    /// Flags for "the word in register `a` has the tag". Uses r11, and rax for large constants.
    fn tag_test(&mut self, a: u8, tag: Tag) -> Cond {
        let asm = &mut *self.asm;
        match tag {
            Tag::Int | Tag::IntAny => {
                asm.mov(R11, Rm::Reg(a));
                asm.shift(Shift::Sar, R11, 48);
                asm.alu_imm(Alu::Cmp, Rm::Reg(R11), -1);
                Cond::Cc(cc::E)
            }
            Tag::Float => {
                asm.mov(R11, Rm::Reg(a));
                asm.shift(Shift::Shr, R11, 48);
                asm.alu_imm_sized(
                    Alu::Sub,
                    Rm::Reg(R11),
                    (abi::FLOAT_OFFSET >> 48) as i32,
                    false,
                );
                let limit = ((abi::IMMEDIATE_BASE - abi::FLOAT_OFFSET) >> 48) as i32;
                asm.alu_imm_sized(Alu::Cmp, Rm::Reg(R11), limit, false);
                Cond::Cc(cc::B)
            }
            Tag::Ptr => {
                // Minus 1 turns UNDEF into something with its top bits set.
                asm.lea(R11, Rm::at(a, -1));
                asm.shift(Shift::Shr, R11, 48);
                Cond::Cc(cc::E)
            }
            Tag::None => {
                asm.mov_imm(R11, abi::NONE);
                asm.alu(Alu::Cmp, R11, Rm::Reg(a));
                Cond::Cc(cc::E)
            }
            Tag::Bool => {
                asm.mov_imm(R11, abi::FALSE.wrapping_neg());
                asm.alu(Alu::Add, R11, Rm::Reg(a));
                asm.alu_imm(Alu::Cmp, Rm::Reg(R11), 1);
                Cond::Cc(cc::BE)
            }
            Tag::Undef => {
                asm.test(a, a);
                Cond::Cc(cc::E)
            }
        }
    }

    fn materialise(&mut self, d: u8, cond: Cond) {
        let asm = &mut *self.asm;
        match cond {
            Cond::Cc(code) => asm.setcc(code, RAX),
            Cond::OrderedEqual => {
                asm.setcc(cc::E, RAX);
                asm.setcc(cc::P ^ 1, R11);
                asm.alu(Alu::And, RAX, Rm::Reg(R11));
            }
            Cond::NotOrderedEqual => {
                asm.setcc(cc::NE, RAX);
                asm.setcc(cc::P, R11);
                asm.alu(Alu::Or, RAX, Rm::Reg(R11));
            }
        }
        asm.movzx_byte(d, Rm::Reg(RAX));
    }

    fn select(&mut self, i: usize) -> Result<(), CompileError> {
        let locs = self.locs(i);
        let at = self.sel.nodes[i].num_uses as usize - 2;
        let (yes, no) = (locs[at], locs[at + 1]);
        let Cond::Cc(code) = self.condition(i)? else {
            return Err(CompileError::Unsupported("select on two flags"));
        };
        // From here on nothing may touch the flags.
        match self.alloc.result[i] {
            Loc::Gpr(d) if no == Loc::Gpr(d) => {
                let yes = self.int_rm(yes, RAX);
                self.asm.cmov(code, d, yes);
            }
            Loc::Gpr(d) => {
                self.to(d, yes);
                let no = self.int_rm(no, RAX);
                self.asm.cmov(code ^ 1, d, no);
            }
            Loc::Fpr(d) if matches!((yes, no), (Loc::Fpr(_), Loc::Fpr(_))) => {
                // A mask from the flags: what is chosen now and then by chance costs no mispredicted jump.
                self.asm.setcc(code, RAX);
                self.asm.movzx_byte(RAX, Rm::Reg(RAX));
                self.asm.neg(RAX);
                self.asm.vex(v::MOVQ_TO_X, XMM15, 0, Rm::Reg(RAX), 0);
                let (yes, no) = (self.fpr(yes, XMM15), self.fpr(no, XMM15));
                self.asm.vex(v::BLENDVPD, d, no, Rm::Reg(yes), 1);
                self.asm.push(XMM15 << 4);
            }
            dst @ Loc::Fpr(_) => {
                let (first, second, code) = if dst == no {
                    (no, yes, code ^ 1)
                } else {
                    (yes, no, code)
                };
                let done = self.asm.label();
                self.one_move(Move { dst, src: first });
                self.asm.jcc(code, done);
                self.one_move(Move { dst, src: second });
                self.asm.bind(done);
            }
            _ => return Err(CompileError::Unsupported("select without result")),
        }
        Ok(())
    }

    fn is_int_any(&mut self, i: usize, a: Loc) -> Result<(), CompileError> {
        let d = self.dest(i)?;
        let (slow, back) = self.slow_path(i);
        let a = self.gpr(a, RAX);
        self.tag_test(a, Tag::Int);
        self.asm.jcc(cc::NE, slow);
        self.asm.mov_imm(d, 1);
        self.asm.bind(back);
        Ok(())
    }

    /// Not an inline int: a heap int64, or not an int at all.
    pub(super) fn slow_int_tag(
        &mut self,
        i: usize,
        inst: &Inst,
        slow: &Slow,
    ) -> Result<(), CompileError> {
        let loc = self.locs(i)[0];
        let shape = self.options.runtime.heap_int_shape as i32;
        let a = self.gpr(loc, RAX);
        let at = Rm::at(a, abi::SHAPE_OFFSET);
        if inst.op == Op::GuardTag {
            let exit = self.exit_of(i)?;
            let start = self.asm.here();
            let cond = self.tag_test(a, Tag::Ptr);
            self.exit_unless(start, cond, exit);
            let start = self.asm.here();
            self.asm.alu_imm_sized(Alu::Cmp, at, shape, false);
            self.exit_if(start, cc::NE, exit);
            return Ok(());
        }
        let d = self.dest(i)?;
        let no = self.asm.label();
        let cond = self.tag_test(a, Tag::Ptr);
        let Cond::Cc(code) = cond else {
            return Err(CompileError::Unsupported("tag test on two flags"));
        };
        self.asm.jcc(code ^ 1, no);
        self.asm.alu_imm_sized(Alu::Cmp, at, shape, false);
        self.asm.setcc(cc::E, RAX);
        self.asm.movzx_byte(d, Rm::Reg(RAX));
        self.asm.jmp(slow.back);
        self.asm.bind(no);
        self.asm.mov_imm(d, 0);
        Ok(())
    }
}

fn negate(cond: Cond) -> Cond {
    match cond {
        Cond::Cc(code) => Cond::Cc(code ^ 1),
        Cond::OrderedEqual => Cond::NotOrderedEqual,
        Cond::NotOrderedEqual => Cond::OrderedEqual,
    }
}
