//! Folding integer arithmetic.

use super::{one, two, unchecked};
use crate::ir::{Inst, Op, Ref, SnapId};
use crate::opt::emit::{Emitter, Step};

/// A sum, checked or not: the operands.
fn as_sum(inst: Option<&Inst>) -> Option<(Ref, Ref)> {
    inst.filter(|i| matches!(i.op, Op::Add | Op::AddOvf))
        .map(|i| (i.args[0], i.args[1]))
}

/// A difference, checked or not: the operands.
fn as_difference(inst: Option<&Inst>) -> Option<(Ref, Ref)> {
    inst.filter(|i| matches!(i.op, Op::Sub | Op::SubOvf))
        .map(|i| (i.args[0], i.args[1]))
}

impl Emitter {
    pub(super) fn fold_int(&mut self, inst: &Inst) -> Step {
        match inst.op {
            Op::Add | Op::AddOvf => self.fold_add(inst),
            Op::Sub | Op::SubOvf => self.fold_sub(inst),
            Op::Mul | Op::MulOvf => self.fold_mul(inst),
            Op::Neg | Op::NegOvf => match self.t.def(inst.args[0]) {
                // The checked outer negation can only overflow where the inner one gave MIN, i.e. wrapped.
                Some(d) if d.op == Op::NegOvf || d.op == Op::Neg && inst.op == Op::Neg => {
                    Step::Value(d.args[0])
                }
                Some(d) if inst.op == Op::Neg && d.op == Op::Sub => {
                    unchecked(inst, Op::Sub, two(d.args[1], d.args[0]))
                }
                _ => Step::Keep,
            },
            Op::And | Op::Or | Op::Xor => self.fold_bits(inst),
            Op::Shl | Op::Shr | Op::Ushr => self.fold_shift(inst),
            Op::FloorDiv | Op::Mod | Op::Div | Op::Rem => self.fold_division(inst),
            Op::Min | Op::Max if inst.args[0] == inst.args[1] => Step::Value(inst.args[0]),
            Op::Min | Op::Max => self.fold_min_max(inst),
            Op::UnboxInt | Op::UnboxIntAny => match self.t.def(inst.args[0]) {
                Some(d) if matches!(d.op, Op::BoxInt | Op::BoxSmall) => Step::Value(d.args[0]),
                _ => Step::Keep,
            },
            Op::AsUint => Step::Value(inst.args[0]),
            Op::LowInt => match self.t.def(inst.args[0]) {
                Some(d) if matches!(d.op, Op::BoxInt | Op::BoxSmall | Op::BoxUint) => {
                    Step::Value(d.args[0])
                }
                _ => Step::Keep,
            },
            Op::Udiv | Op::Urem => self.fold_unsigned_division(inst),
            Op::Fbits => self
                .def_of(inst.args[0], Op::BitsF)
                .map_or(Step::Keep, |d| Step::Value(d.args[0])),
            Op::PtrToInt => self
                .def_of(inst.args[0], Op::IntToPtr)
                .map_or(Step::Keep, |d| Step::Value(d.args[0])),
            _ => Step::Keep,
        }
    }

    fn fold_add(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        if self.int(b) == Some(0) {
            return Step::Value(a);
        }
        if inst.op == Op::AddOvf {
            return Step::Keep;
        }
        if let (Some((x, c1)), Some(c2)) = (as_sum(self.t.def(a)), self.int(b)) {
            if let Some(c1) = self.int(c1) {
                let c = self.t.consts.i64(c1.wrapping_add(c2));
                return unchecked(inst, Op::Add, two(x, c));
            }
        }
        for (x, y) in [(a, b), (b, a)] {
            if let Some(neg) = self
                .t
                .def(y)
                .filter(|d| matches!(d.op, Op::Neg | Op::NegOvf))
            {
                return unchecked(inst, Op::Sub, two(x, neg.args[0]));
            }
            match as_difference(self.t.def(x)) {
                Some((p, q)) if q == y => return Step::Value(p),
                _ => {}
            }
        }
        Step::Keep
    }

    fn fold_sub(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        if a == b {
            return self.int_value(0);
        }
        let checked = inst.op == Op::SubOvf;
        if self.int(a) == Some(0) {
            let op = if checked { Op::NegOvf } else { Op::Neg };
            return Step::Inst(Inst {
                op,
                args: one(b),
                ..*inst
            });
        }
        if let Some(c) = self.int(b) {
            // x - MIN overflows for other x than x + MIN does.
            if c == i64::MIN && checked {
                return Step::Keep;
            }
            let c = self.t.consts.i64(c.wrapping_neg());
            let op = if checked { Op::AddOvf } else { Op::Add };
            return Step::Inst(Inst {
                op,
                args: two(a, c),
                ..*inst
            });
        }
        if let Some((x, y)) = as_sum(self.t.def(a)) {
            // The sum wrapped or not, the difference is exact modulo 2**64; checked, the sum must not have wrapped.
            let exact = !checked || self.t.inst(a).op == Op::AddOvf;
            if exact && y == b {
                return Step::Value(x);
            }
            if exact && x == b {
                return Step::Value(y);
            }
        }
        if let Some(neg) = self.def_of(b, Op::Neg).filter(|_| !checked) {
            return unchecked(inst, Op::Add, two(a, neg.args[0]));
        }
        Step::Keep
    }

    fn fold_mul(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let Some(c) = self.int(b) else {
            return Step::Keep;
        };
        let checked = inst.op == Op::MulOvf;
        match c {
            0 => self.int_value(0),
            1 => Step::Value(a),
            -1 => Step::Inst(Inst {
                op: if checked { Op::NegOvf } else { Op::Neg },
                args: one(a),
                ..*inst
            }),
            2 if checked => Step::Inst(Inst {
                op: Op::AddOvf,
                args: two(a, a),
                ..*inst
            }),
            c if !checked && c > 0 && c & (c - 1) == 0 => {
                let count = self.t.consts.i64(i64::from(c.trailing_zeros()));
                unchecked(inst, Op::Shl, two(a, count))
            }
            _ => Step::Keep,
        }
    }

    fn fold_bits(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        if a == b {
            return if inst.op == Op::Xor {
                self.int_value(0)
            } else {
                Step::Value(a)
            };
        }
        let Some(c) = self.int(b) else {
            return Step::Keep;
        };
        match (inst.op, c) {
            (Op::And, 0) => return self.int_value(0),
            (Op::Or, -1) => return self.int_value(-1),
            (Op::And, -1) | (Op::Or | Op::Xor, 0) => return Step::Value(a),
            _ => {}
        }
        let Some(inner) = self.def_of(a, inst.op) else {
            return Step::Keep;
        };
        let Some(d) = self.int(inner.args[1]) else {
            return Step::Keep;
        };
        let both = match inst.op {
            Op::And => c & d,
            Op::Or => c | d,
            _ => c ^ d,
        };
        let both = self.t.consts.i64(both);
        unchecked(inst, inst.op, two(inner.args[0], both))
    }

    fn fold_shift(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        if self.int(a) == Some(0) {
            return self.int_value(0);
        }
        let Some(n) = self.int(b) else {
            return Step::Keep;
        };
        if n == 0 {
            return Step::Value(a);
        }
        if let Some(inner) = self.def_of(a, inst.op) {
            if let Some(m) = self.int(inner.args[1]) {
                let sum = n + m;
                if sum > 63 && inst.op != Op::Shr {
                    return self.int_value(0);
                }
                let sum = self.t.consts.i64(sum.min(63));
                return unchecked(inst, inst.op, two(inner.args[0], sum));
            }
        }
        // Up and down again leaves the low bits.
        match (inst.op, self.def_of(a, Op::Shl)) {
            (Op::Ushr, Some(up)) if up.args[1] == b => {
                let mask = self.t.consts.i64((u64::MAX >> n) as i64);
                unchecked(inst, Op::And, two(up.args[0], mask))
            }
            _ => Step::Keep,
        }
    }

    fn fold_division(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let is_remainder = matches!(inst.op, Op::Mod | Op::Rem);
        if a == b {
            return self.int_value(i64::from(!is_remainder));
        }
        let Some(c) = self.int(b) else {
            return Step::Keep;
        };
        match (inst.op, c) {
            (Op::Mod | Op::Rem, 1 | -1) => self.int_value(0),
            (_, 1) => Step::Value(a),
            (_, -1) => unchecked(inst, Op::Neg, one(a)),
            (Op::FloorDiv | Op::Mod, c) if c > 0 && c & (c - 1) == 0 => {
                // Rounding down is what an arithmetic shift does, and the remainder is what it drops.
                let (op, c) = match inst.op {
                    Op::FloorDiv => (Op::Shr, i64::from(c.trailing_zeros())),
                    _ => (Op::And, c - 1),
                };
                let c = self.t.consts.i64(c);
                unchecked(inst, op, two(a, c))
            }
            _ => Step::Keep,
        }
    }

    fn fold_unsigned_division(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        match self.int(b).map(|c| c as u64) {
            Some(1) if inst.op == Op::Udiv => Step::Value(a),
            Some(c) if c.is_power_of_two() => {
                let (op, c) = match inst.op {
                    Op::Udiv => (Op::Ushr, u64::from(c.trailing_zeros())),
                    _ => (Op::And, c - 1),
                };
                let c = self.t.consts.i64(c as i64);
                unchecked(inst, op, two(a, c))
            }
            _ => Step::Keep,
        }
    }

    fn fold_min_max(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let (Some(c), Some(inner)) = (self.int(b), self.def_of(a, inst.op)) else {
            return Step::Keep;
        };
        let Some(d) = self.int(inner.args[1]) else {
            return Step::Keep;
        };
        let c = self.t.consts.i64(if inst.op == Op::Min {
            c.min(d)
        } else {
            c.max(d)
        });
        Step::Inst(Inst {
            args: two(inner.args[0], c),
            snap: SnapId::NONE,
            ..*inst
        })
    }
}
