//! Folding comparisons, bools, boxes, pointers and the guards on them.

use super::{one, two, unchecked};
use crate::abi;
use crate::ir::{Inst, Op, Ref, SnapId, Tag, Type};
use crate::opt::emit::{Emitter, Step};

impl Emitter {
    fn bool_const(&self, r: Ref) -> Option<bool> {
        self.t
            .constant(r)
            .filter(|c| c.ty == Type::Bool)
            .map(|c| c.bits != 0)
    }

    pub(super) fn fold_comparison(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        if a == b {
            return self.bool_value(matches!(inst.op, Op::Eq | Op::Le | Op::Ge | Op::Ule));
        }
        if matches!(inst.op, Op::Eq | Op::Ne) {
            return self.fold_equality(inst);
        }
        match (inst.op, self.int(a), self.int(b)) {
            (Op::Ult, _, Some(0)) | (Op::Lt, _, Some(i64::MIN)) | (Op::Lt, Some(i64::MAX), _) => {
                self.bool_value(false)
            }
            (Op::Ule, Some(0), _) | (Op::Le, Some(i64::MIN), _) | (Op::Le, _, Some(i64::MAX)) => {
                self.bool_value(true)
            }
            _ => Step::Keep,
        }
    }

    fn fold_equality(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let same = |yes: bool| yes == (inst.op == Op::Eq);
        if let Some(c) = self.bool_const(b) {
            return if same(c) {
                Step::Value(a)
            } else {
                unchecked(inst, Op::Bnot, one(a))
            };
        }
        let Some(&x) = self.t.def(a) else {
            return Step::Keep;
        };
        if let Some(holds) = self.int(b).and_then(|k| self.is_residue(a, k)) {
            if inst.op == Op::Eq {
                return Step::Inst(holds);
            }
            let holds = self.emit(holds);
            return unchecked(inst, Op::Bnot, one(holds));
        }
        if let (Op::B2i, Some(c)) = (x.op, self.int(b)) {
            return match c {
                0 | 1 if same(c == 1) => Step::Value(x.args[0]),
                0 | 1 => unchecked(inst, Op::Bnot, one(x.args[0])),
                _ => self.bool_value(inst.op == Op::Ne),
            };
        }
        if let (Op::Add | Op::AddOvf, Some(c)) = (x.op, self.int(b)) {
            if let Some(d) = self.int(x.args[1]) {
                let c = self.t.consts.i64(c.wrapping_sub(d));
                return unchecked(inst, inst.op, two(x.args[0], c));
            }
        }
        // Injective casts on both sides.
        let injective = matches!(
            x.op,
            Op::BoxSmall | Op::BoxBool | Op::PtrToVal | Op::ValToPtr | Op::PtrToInt | Op::B2i
        );
        if !injective {
            return Step::Keep;
        }
        if let Some(y) = self.def_of(b, x.op) {
            return unchecked(inst, inst.op, two(x.args[0], y.args[0]));
        }
        let Some(bits) = self.t.constant(b).map(|c| c.bits) else {
            return Step::Keep;
        };
        let inner = match x.op {
            Op::BoxSmall if abi::is_small(bits) => self.t.consts.i64(abi::unbox_small(bits)),
            Op::BoxBool if abi::is_bool(bits) => self.t.consts.bool(bits & 1 != 0),
            Op::BoxSmall | Op::BoxBool => return self.bool_value(inst.op == Op::Ne),
            _ => return Step::Keep,
        };
        unchecked(inst, inst.op, two(x.args[0], inner))
    }

    pub(super) fn fold_bool(&mut self, inst: &Inst) -> Step {
        let [a, b, c] = inst.args;
        match inst.op {
            Op::Bnot => self.fold_bnot(inst),
            Op::Band | Op::Bor => {
                if a == b {
                    return Step::Value(a);
                }
                match self.bool_const(b) {
                    // The constant that changes nothing; the one that decides.
                    Some(k) if k == (inst.op == Op::Band) => Step::Value(a),
                    Some(_) => Step::Value(b),
                    None => Step::Keep,
                }
            }
            _ => {
                if b == c {
                    return Step::Value(b);
                }
                if let Some(k) = self.bool_const(a) {
                    return Step::Value(if k { b } else { c });
                }
                if let Some(not) = self.def_of(a, Op::Bnot) {
                    return Step::Inst(Inst {
                        args: [not.args[0], c, b],
                        ..*inst
                    });
                }
                match (
                    self.bool_const(b),
                    self.bool_const(c),
                    self.int(b),
                    self.int(c),
                ) {
                    (Some(true), Some(false), _, _) => Step::Value(a),
                    (Some(false), Some(true), _, _) => unchecked(inst, Op::Bnot, one(a)),
                    (_, _, Some(1), Some(0)) => unchecked(inst, Op::B2i, one(a)),
                    _ => Step::Keep,
                }
            }
        }
    }

    fn fold_bnot(&mut self, inst: &Inst) -> Step {
        let Some(&x) = self.t.def(inst.args[0]) else {
            return Step::Keep;
        };
        match (x.op, x.op.negated()) {
            (Op::Bnot, _) => Step::Value(x.args[0]),
            (_, Some(op)) => unchecked(inst, op, x.args),
            (Op::Ult, _) => unchecked(inst, Op::Ule, two(x.args[1], x.args[0])),
            (Op::Ule, _) => unchecked(inst, Op::Ult, two(x.args[1], x.args[0])),
            _ => Step::Keep,
        }
    }

    /// Boxes, pointers, float comparisons: results of type val, ptr, bool.
    pub(super) fn fold_word(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let undoes = |e: &Emitter, op: Op| {
            e.def_of(a, op)
                .map_or(Step::Keep, |d| Step::Value(d.args[0]))
        };
        match inst.op {
            Op::BoxInt => match self.t.def(a) {
                // Integers have one form each, and identity of numbers follows from their value.
                Some(d) if matches!(d.op, Op::UnboxInt | Op::UnboxIntAny) => Step::Value(d.args[0]),
                _ => Step::Keep,
            },
            Op::BoxUint => match self.def_of(a, Op::LowInt) {
                Some(d) if self.is_known_uint(d.args[0]) => Step::Value(d.args[0]),
                _ => Step::Keep,
            },
            Op::IsUint => match self.t.def(a) {
                Some(d) if d.op == Op::BoxUint => self.bool_value(true),
                Some(&d) if matches!(d.op, Op::BoxInt | Op::BoxSmall) => {
                    let zero = self.t.consts.i64(0);
                    unchecked(inst, Op::Le, two(zero, d.args[0]))
                }
                _ => Step::Keep,
            },
            Op::BoxSmall => undoes(self, Op::UnboxInt),
            Op::BoxFloat => undoes(self, Op::UnboxFloat),
            Op::BoxBool => undoes(self, Op::UnboxBool),
            Op::UnboxBool => undoes(self, Op::BoxBool),
            Op::ValToPtr => undoes(self, Op::PtrToVal),
            Op::PtrToVal => undoes(self, Op::ValToPtr),
            Op::IntToPtr => undoes(self, Op::PtrToInt),
            Op::PtrAdd if self.int(b) == Some(0) => Step::Value(a),
            Op::PtrAdd => match (self.def_of(a, Op::PtrAdd), self.int(b)) {
                (Some(d), Some(c)) => match self.int(d.args[1]) {
                    Some(c0) => {
                        let sum = self.t.consts.i64(c.wrapping_add(c0));
                        unchecked(inst, Op::PtrAdd, two(d.args[0], sum))
                    }
                    None => Step::Keep,
                },
                _ => Step::Keep,
            },
            Op::IsTag => self
                .fold_tag_test(inst.tag(), a)
                .map_or(Step::Keep, |known| self.bool_value(known)),
            _ => Step::Keep,
        }
    }

    /// Whether a word has been found to be an int in 0..2**64.
    fn is_known_uint(&self, word: Ref) -> bool {
        let test = Inst {
            args: one(word),
            ..Inst::new(Op::IsUint, Type::Bool)
        };
        self.merged(&test)
            .is_some_and(|r| self.bool_const(r) == Some(true))
    }

    /// Whether a constant has a tag, if that can be seen from the word.
    fn fold_tag_test(&self, tag: Tag, v: Ref) -> Option<bool> {
        let word = self.t.constant(v)?.bits;
        Some(match tag {
            Tag::Int => abi::is_small(word),
            Tag::IntAny if abi::is_ptr(word) && word != abi::UNDEF => return None,
            Tag::IntAny => abi::is_small(word),
            Tag::Float => abi::is_float(word),
            Tag::Ptr => abi::is_ptr(word) && word != abi::UNDEF,
            Tag::None => word == abi::NONE,
            Tag::Bool => abi::is_bool(word),
            Tag::Undef => word == abi::UNDEF,
        })
    }

    pub(super) fn fold_bool_guard(&mut self, inst: &Inst) -> Step {
        let cond = inst.args[0];
        let wants = inst.op == Op::GuardTrue;
        if let Some(c) = self.bool_const(cond) {
            return if c == wants { Step::Drop } else { Step::Leave };
        }
        let Some(&d) = self.t.def(cond) else {
            return Step::Keep;
        };
        let [a, b, _] = d.args;
        let other = if wants { Op::GuardFalse } else { Op::GuardTrue };
        match d.op {
            Op::Bnot => Step::Inst(Inst {
                op: other,
                args: one(a),
                ..*inst
            }),
            Op::Eq | Op::Ne if b.is_const() => {
                let op = if (d.op == Op::Eq) == wants {
                    Op::GuardEq
                } else {
                    Op::GuardNe
                };
                Step::Inst(Inst {
                    op,
                    args: two(a, b),
                    ..*inst
                })
            }
            Op::IsTag if wants => Step::Inst(Inst {
                op: Op::GuardTag,
                args: one(a),
                imm: d.imm,
                ..*inst
            }),
            Op::Band | Op::Bor if (d.op == Op::Band) == wants => {
                self.emit(Inst {
                    args: one(a),
                    ..*inst
                });
                if self.dead {
                    return Step::Drop;
                }
                Step::Inst(Inst {
                    args: one(b),
                    ..*inst
                })
            }
            Op::Lt | Op::Le | Op::Ult | Op::Ule if !wants => {
                // Not a < b is b <= a: no NaN among integers.
                let op = match d.op {
                    Op::Lt => Op::Le,
                    Op::Le => Op::Lt,
                    Op::Ult => Op::Ule,
                    _ => Op::Ult,
                };
                let turned = self.emit(Inst {
                    args: two(b, a),
                    ..Inst::new(op, Type::Bool)
                });
                Step::Inst(Inst {
                    op: Op::GuardTrue,
                    args: one(turned),
                    ..*inst
                })
            }
            _ => Step::Keep,
        }
    }

    pub(super) fn fold_word_guard(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let verdict = |holds: bool| if holds { Step::Drop } else { Step::Leave };
        match inst.op {
            Op::GuardTag => self
                .fold_tag_test(inst.tag(), a)
                .map_or(Step::Keep, verdict),
            Op::GuardEq | Op::GuardNe if a.is_const() => {
                verdict((a == b) == (inst.op == Op::GuardEq))
            }
            Op::GuardEq | Op::GuardNe => {
                // The comparison's own rules apply; a bool that decides it is guarded instead.
                let op = if inst.op == Op::GuardEq {
                    Op::Eq
                } else {
                    Op::Ne
                };
                match self.fold_equality(&Inst {
                    op,
                    ty: Type::Bool,
                    snap: SnapId::NONE,
                    ..*inst
                }) {
                    Step::Value(cond) => Step::Inst(Inst {
                        op: Op::GuardTrue,
                        args: one(cond),
                        ..*inst
                    }),
                    Step::Inst(new) if new.op == Op::Bnot => Step::Inst(Inst {
                        op: Op::GuardFalse,
                        args: new.args,
                        ..*inst
                    }),
                    Step::Inst(new) if new.args[1].is_const() => Step::Inst(Inst {
                        args: new.args,
                        ..*inst
                    }),
                    _ => Step::Keep,
                }
            }
            _ => Step::Keep,
        }
    }
}
