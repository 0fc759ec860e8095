//! Folding: constants, identities that hold exactly, canonical forms.
//!
//! Every rule replaces an instruction by something simpler with the same value, the same exits and the same
//! observable bits. Rules for floats hold for every input, negative zero and NaN included; there is no `x + 0.0 -> x`,
//! no `x * 0.0 -> 0.0`, no re-association.
//!
//! Canonical forms, which rules (and the back ends) may count on after this pass:
//! - the constant operand of a commutative operation is the second, otherwise the older value comes first;
//! - `gt`, `ge`, `fgt`, `fge` are turned round to `lt`, `le`, `flt`, `fle`;
//! - subtracting a constant is adding its negation; conditions are not negated (`guard_false` instead);
//! - a guard on a comparison with a constant is `guard_eq`, `guard_ne`; on a tag test, `guard_tag`.
//!
//! Example: `guard_true (bnot (eq x, 5))` becomes `guard_ne x, 5`.

mod float;
mod int;
mod residue;
mod word;

use super::emit::{Emitter, Step};
use crate::ir::eval;
use crate::ir::{Inst, Op, OpFlags, Ref, SnapId, Type};

impl Emitter {
    /// Folds one instruction.
    pub fn fold(&mut self, inst: &Inst) -> Step {
        if inst.op.has(OpFlags::LIST) {
            return if inst.op == Op::Br {
                self.fold_br(inst)
            } else {
                Step::Keep
            };
        }
        if inst.op.is_pure() {
            if let Some(step) = self.fold_constants(inst) {
                return step;
            }
        }
        if let Some(canonical) = self.canonical_order(inst) {
            return Step::Inst(canonical);
        }
        match inst.op {
            Op::GuardTrue | Op::GuardFalse => self.fold_bool_guard(inst),
            Op::GuardEq | Op::GuardNe | Op::GuardTag | Op::GuardShape => self.fold_word_guard(inst),
            Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Ult | Op::Ule => {
                self.fold_comparison(inst)
            }
            Op::Bnot | Op::Band | Op::Bor | Op::Select => self.fold_bool(inst),
            op if op.is_pure() && inst.ty == Type::I64 && !inst.args[0].is_none() => {
                self.fold_int(inst)
            }
            op if op.is_pure() && inst.ty.is_float_class() => self.fold_float(inst),
            op if op.is_pure() && matches!(inst.ty, Type::Val | Type::Ptr | Type::Bool) => {
                self.fold_word(inst)
            }
            _ => Step::Keep,
        }
    }

    /// Computes an operation on constants.
    fn fold_constants(&mut self, inst: &Inst) -> Option<Step> {
        let n = inst.inline_len();
        if n == 0 || !inst.args[..n].iter().all(|r| r.is_const()) {
            return None;
        }
        let mut words = [0; 3];
        for (word, r) in words.iter_mut().zip(&inst.args[..n]) {
            *word = self.t.consts.get(*r).bits;
        }
        let (x, y) = (words[0] as i64, words[1] as i64);
        let checked = match inst.op {
            Op::AddOvf => Some(x.checked_add(y)),
            Op::SubOvf => Some(x.checked_sub(y)),
            Op::MulOvf => Some(x.checked_mul(y)),
            Op::NegOvf => Some(x.checked_neg()),
            Op::F2iChk => Some(eval::f64_to_i64(f64::from_bits(words[0]))),
            Op::F2iExact => {
                let f = f64::from_bits(words[0]);
                Some(eval::f64_to_i64(f).filter(|_| f.trunc() == f))
            }
            _ => None,
        };
        match checked {
            Some(Some(x)) => return Some(Step::Value(self.t.consts.i64(x))),
            Some(None) => return Some(Step::Leave),
            None => {}
        }
        let op = if inst.op == Op::BoxInt {
            Op::BoxSmall
        } else {
            inst.op
        };
        let bits = eval::pure(op, self.t.ty(inst.args[0]) == Type::F32, words)?;
        Some(Step::Value(self.t.consts.intern(inst.ty, bits)))
    }

    /// Constant last, older value first; greater-than turned round.
    fn canonical_order(&self, inst: &Inst) -> Option<Inst> {
        let [a, b, c] = inst.args;
        let swapped = [b, a, c];
        if matches!(inst.op, Op::Gt | Op::Ge | Op::Fgt | Op::Fge) {
            return inst.op.swapped().map(|op| Inst {
                op,
                args: swapped,
                ..*inst
            });
        }
        // A constant's raw number is larger than any instruction's.
        let wrong =
            inst.op.has(OpFlags::COMM) && a.raw() > b.raw() && !(a.is_const() && b.is_const());
        wrong.then_some(Inst {
            args: swapped,
            ..*inst
        })
    }

    fn fold_br(&mut self, inst: &Inst) -> Step {
        let cond = self.t.operands_of(inst)[0];
        let Some(c) = self.t.constant(cond) else {
            return Step::Keep;
        };
        let start = inst.args[0].raw() + 1;
        let then_args = inst.then_args() as u32;
        let (target, at, len) = if c.bits != 0 {
            (inst.target(), start, then_args)
        } else {
            (
                inst.else_target(),
                start + then_args,
                u32::from(inst.extra) - 1 - then_args,
            )
        };
        let args = [Ref::from_raw(at), Ref::NONE, Ref::NONE];
        Step::Inst(Inst {
            args,
            extra: len as u16,
            imm: target.raw(),
            ..Inst::new(Op::Jump, Type::Void)
        })
    }

    /// Definition of a value, if it is that operation.
    fn def_of(&self, r: Ref, op: Op) -> Option<Inst> {
        self.t.def(r).filter(|d| d.op == op).copied()
    }

    fn int_value(&mut self, x: i64) -> Step {
        Step::Value(self.t.consts.i64(x))
    }

    fn bool_value(&mut self, x: bool) -> Step {
        Step::Value(self.t.consts.bool(x))
    }
}

/// The same instruction as another, unchecked operation.
fn unchecked(inst: &Inst, op: Op, args: [Ref; 3]) -> Step {
    Step::Inst(Inst {
        op,
        args,
        snap: SnapId::NONE,
        ..*inst
    })
}

fn two(a: Ref, b: Ref) -> [Ref; 3] {
    [a, b, Ref::NONE]
}

fn one(a: Ref) -> [Ref; 3] {
    [a, Ref::NONE, Ref::NONE]
}
