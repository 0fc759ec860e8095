//! Folding float arithmetic: only what is exact for every input.

use super::{one, two, unchecked};
use crate::ir::{Inst, Op, Ref, Type};
use crate::opt::emit::{Emitter, Step};

impl Emitter {
    fn double(&self, r: Ref) -> Option<f64> {
        self.t.constant(r).and_then(|c| match c.ty {
            Type::F64 => Some(f64::from_bits(c.bits)),
            Type::F32 => Some(f64::from(f32::from_bits(c.bits as u32))),
            _ => None,
        })
    }

    pub(super) fn fold_float(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        match inst.op {
            Op::Fadd => match (self.double(b), self.def_of(b, Op::Fneg)) {
                // x + -0.0 is x for every x; x + 0.0 is not (it turns -0.0 into 0.0).
                (Some(c), _) if c == 0.0 && c.is_sign_negative() => Step::Value(a),
                (None, Some(neg)) => unchecked(inst, Op::Fsub, two(a, neg.args[0])),
                _ => Step::Keep,
            },
            Op::Fsub => match (self.double(b), self.def_of(b, Op::Fneg)) {
                (Some(c), _) if c == 0.0 && c.is_sign_positive() => Step::Value(a),
                (None, Some(neg)) => unchecked(inst, Op::Fadd, two(a, neg.args[0])),
                _ => Step::Keep,
            },
            Op::Fmul => match self.double(b) {
                Some(1.0) => Step::Value(a),
                Some(2.0) => unchecked(inst, Op::Fadd, two(a, a)),
                _ => Step::Keep,
            },
            Op::Fdiv => self.fold_fdiv(inst),
            Op::Fneg => self
                .def_of(a, Op::Fneg)
                .map_or(Step::Keep, |d| Step::Value(d.args[0])),
            Op::Fabs => match self.t.def(a) {
                Some(d) if d.op == Op::Fabs => Step::Value(a),
                Some(d) if d.op == Op::Fneg => unchecked(inst, Op::Fabs, one(d.args[0])),
                _ => Step::Keep,
            },
            Op::Ffloor | Op::Fceil | Op::Ftrunc => match self.t.def(a) {
                Some(d)
                    if matches!(
                        d.op,
                        Op::Ffloor | Op::Fceil | Op::Ftrunc | Op::I2f | Op::U2f
                    ) =>
                {
                    Step::Value(a)
                }
                _ => Step::Keep,
            },
            Op::UnboxFloat => self
                .def_of(a, Op::BoxFloat)
                .map_or(Step::Keep, |d| Step::Value(d.args[0])),
            Op::F2f32 => self
                .def_of(a, Op::F32f)
                .map_or(Step::Keep, |d| Step::Value(d.args[0])),
            Op::BitsF => self
                .def_of(a, Op::Fbits)
                .map_or(Step::Keep, |d| Step::Value(d.args[0])),
            _ => Step::Keep,
        }
    }

    /// Division by a power of two is multiplication by its reciprocal, if that is a normal number.
    fn fold_fdiv(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let Some(c) = self.double(b) else {
            return Step::Keep;
        };
        if c == 1.0 {
            return Step::Value(a);
        }
        let reciprocal = 1.0 / c;
        let is_power = |x: f64| x.is_normal() && x.to_bits() << 12 == 0;
        if !is_power(c) || !is_power(reciprocal) {
            return Step::Keep;
        }
        let r = if inst.ty == Type::F64 {
            self.t.consts.f64(reciprocal)
        } else if (reciprocal as f32).is_normal() {
            self.t.consts.f32(reciprocal as f32)
        } else {
            return Step::Keep;
        };
        unchecked(inst, Op::Fmul, two(a, r))
    }
}
