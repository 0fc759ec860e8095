//! Integer ranges: what is known of the size of numbers, and the checks that become unnecessary by it.
//!
//! Two kinds of knowledge: an interval for every i64 value ([`Fact`]), and differences `x <= y + c` between two values
//! ([`Rel`]), both in mathematical integers. They come from the operations (`and x, 15` is 0..=15), from narrow loads
//! and lengths, and from guards that were passed (after `guard_true (lt i, n)`: `i <= n - 1`, so `i` is not the largest
//! integer and `add_ovf i, 1` cannot overflow). A sum with a constant that is known not to wrap is looked through
//! ([`Emitter::split`]), so that `i + 1 < n` is seen from `i < n - 1`.
//!
//! Example, a counted loop: the first iteration's bounds check gives `0 <= i < len`, hence `1 <= i + 1`. Peeling assumes
//! the lower bound for the loop's parameter and finds it confirmed by the next `i + 1`; then in the loop `add_ovf`
//! becomes `add` and `ult i, len` follows from the loop's own test.

use super::emit::{Emitter, Fact, Step};
use super::Pass;
use crate::abi::{SMALL_MAX, SMALL_MIN};
use crate::ir::{Inst, Op, Ref, Type, Width};

/// `x <= y + c`, in mathematical integers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rel {
    pub x: Ref,
    pub y: Ref,
    pub c: i128,
}

const MIN: i64 = i64::MIN;
const MAX: i64 = i64::MAX;

/// Bounds of a mathematical interval as an i64 interval; everything if it does not fit (the operation may wrap).
fn clamp(lo: i128, hi: i128) -> (i64, i64) {
    match (i64::try_from(lo), i64::try_from(hi)) {
        (Ok(lo), Ok(hi)) => (lo, hi),
        _ => (MIN, MAX),
    }
}

/// The same for checked operations, which leave instead of wrapping.
fn saturate(lo: i128, hi: i128) -> (i64, i64) {
    let cut = |x: i128| x.clamp(i128::from(MIN), i128::from(MAX)) as i64;
    (cut(lo), cut(hi))
}

/// Smallest number of the form `2**k - 1` not below a non-negative one.
fn ones_above(x: i64) -> i64 {
    if x <= 0 {
        0
    } else {
        (u64::MAX >> x.leading_zeros()) as i64
    }
}

fn products(a: Fact, b: Fact) -> (i128, i128) {
    let p = |x: i64, y: i64| i128::from(x) * i128::from(y);
    let all = [p(a.lo, b.lo), p(a.lo, b.hi), p(a.hi, b.lo), p(a.hi, b.hi)];
    (
        all.into_iter().min().unwrap_or(0),
        all.into_iter().max().unwrap_or(0),
    )
}

/// The exact interval of a sum, difference, product or negation.
fn exact(op: Op, a: Fact, b: Fact) -> (i128, i128) {
    let w = i128::from;
    match op {
        Op::Add | Op::AddOvf => (w(a.lo) + w(b.lo), w(a.hi) + w(b.hi)),
        Op::Sub | Op::SubOvf => (w(a.lo) - w(b.hi), w(a.hi) - w(b.lo)),
        Op::Neg | Op::NegOvf => (-w(a.hi), -w(a.lo)),
        _ => products(a, b),
    }
}

impl Emitter {
    /// The interval of a result.
    pub fn result_range(&self, inst: &Inst) -> (i64, i64) {
        let operand = |i: usize| {
            let r = inst.args[i];
            if r.is_none() {
                Fact::TOP
            } else {
                self.fact(r)
            }
        };
        match inst.op {
            Op::Load => self.t.mem(inst.mem()).width.int_range(),
            Op::UnboxInt => (SMALL_MIN, SMALL_MAX),
            Op::B2i => (0, 1),
            Op::Clz | Op::Ctz | Op::Popcnt => (0, 64),
            Op::F2i | Op::F2iChk | Op::F2iExact | Op::Param | Op::Call | Op::LowInt => (MIN, MAX),
            Op::Select => {
                let (b, c) = (operand(1), operand(2));
                (b.lo.min(c.lo), b.hi.max(c.hi))
            }
            op => int_range(
                op,
                operand(0),
                if inst.inline_len() > 1 {
                    operand(1)
                } else {
                    Fact::TOP
                },
            ),
        }
    }

    /// A value as another one plus a constant, in mathematical integers.
    fn split(&self, r: Ref) -> (Ref, i128) {
        let Some(def) = self.t.def(r) else {
            return (r, 0);
        };
        if !matches!(def.op, Op::Add | Op::AddOvf) {
            return (r, 0);
        }
        let Some(c) = self.int(def.args[1]) else {
            return (r, 0);
        };
        let base = def.args[0];
        if def.op == Op::Add {
            let (lo, hi) = exact(Op::Add, self.fact(base), Fact::range(c, c));
            if lo < i128::from(MIN) || hi > i128::from(MAX) {
                return (r, 0);
            }
        }
        let (base, more) = self.split(base);
        (base, more + i128::from(c))
    }

    /// Whether `x <= y + c` for sure.
    pub fn proves_le(&self, x: Ref, y: Ref, c: i128) -> bool {
        let (fx, fy) = (self.fact(x), self.fact(y));
        if i128::from(fx.hi) <= i128::from(fy.lo) + c {
            return true;
        }
        let ((bx, ox), (by, oy)) = (self.split(x), self.split(y));
        let k = c + oy - ox;
        if bx == by {
            return k >= 0;
        }
        if bx.is_const() && by.is_const() {
            return false;
        }
        let by_lo = i128::from(self.fact(by).lo);
        self.rels.iter().rev().filter(|rel| rel.x == bx).any(|rel| {
            let left = k - rel.c;
            // bx <= rel.y + rel.c; is rel.y <= by + left?
            (rel.y == by && left >= 0)
                || i128::from(self.fact(rel.y).hi) <= by_lo + left
                || self
                    .rels
                    .iter()
                    .any(|next| next.x == rel.y && next.y == by && next.c <= left)
        })
    }

    fn add_rel(&mut self, x: Ref, y: Ref, c: i128) {
        let ((bx, ox), (by, oy)) = (self.split(x), self.split(y));
        if bx != by && !(bx.is_const() || by.is_const()) {
            self.rels.push(Rel {
                x: bx,
                y: by,
                c: c + oy - ox,
            });
        }
    }

    fn narrow(&mut self, r: Ref, lo: i128, hi: i128) {
        let fact = self.fact(r);
        let (lo, hi) = (lo.max(i128::from(fact.lo)), hi.min(i128::from(fact.hi)));
        // An empty interval means that this point is never reached; nothing needs to be known there.
        if lo > hi {
            return;
        }
        let (lo, hi) = saturate(lo, hi);
        let becomes_known =
            lo == hi && r.is_inst() && fact.equal.is_none() && self.budget.spend(Pass::Range);
        let equal = if becomes_known {
            self.t.consts.i64(lo)
        } else {
            fact.equal
        };
        self.set_fact(
            r,
            Fact {
                lo,
                hi,
                equal,
                ..fact
            },
        );
        let (base, offset) = self.split(r);
        if base != r && base.is_inst() {
            self.narrow(base, i128::from(lo) - offset, i128::from(hi) - offset);
        }
    }

    /// Notes that `x <= y + c`.
    fn assume_le(&mut self, x: Ref, y: Ref, c: i128) {
        let (fx, fy) = (self.fact(x), self.fact(y));
        self.narrow(x, i128::from(MIN), i128::from(fy.hi) + c);
        self.narrow(y, i128::from(fx.lo) - c, i128::from(MAX));
        self.add_rel(x, y, c);
    }

    /// Notes that a comparison came out as `holds`.
    pub fn assume_comparison(&mut self, cond: Ref, holds: bool) {
        let Some(&inst) = self.t.def(cond) else {
            return;
        };
        let [a, b, _] = inst.args;
        if inst.op == Op::Bnot {
            return self.assume_comparison(a, !holds);
        }
        if inst.op == Op::Band && holds || inst.op == Op::Bor && !holds {
            self.assume_comparison(a, holds);
            return self.assume_comparison(b, holds);
        }
        if inst.inline_len() < 2 || self.t.ty(a) != Type::I64 {
            return;
        }
        match (inst.op, holds) {
            (Op::Lt, true) | (Op::Ge, false) => self.assume_le(a, b, -1),
            (Op::Le, true) | (Op::Gt, false) => self.assume_le(a, b, 0),
            (Op::Gt, true) | (Op::Le, false) => self.assume_le(b, a, -1),
            (Op::Ge, true) | (Op::Lt, false) => self.assume_le(b, a, 0),
            (Op::Eq, true) | (Op::Ne, false) => {
                self.assume_le(a, b, 0);
                self.assume_le(b, a, 0);
            }
            (Op::Ne, true) | (Op::Eq, false) => self.assume_different(a, b),
            // Without the bound's sign known, nothing follows for the order.
            (Op::Ult | Op::Ule, true) if self.fact(b).lo >= 0 => {
                self.narrow(a, 0, i128::from(MAX));
                self.assume_le(a, b, if inst.op == Op::Ult { -1 } else { 0 });
            }
            (Op::Ult | Op::Ule, false) if self.fact(a).lo >= 0 && self.fact(b).lo >= 0 => {
                self.assume_le(b, a, if inst.op == Op::Ult { 0 } else { -1 });
            }
            _ => {}
        }
    }

    /// Notes that two values differ, if one is at the end of the other's interval.
    pub fn assume_different(&mut self, a: Ref, b: Ref) {
        let (fa, fb) = (self.fact(a), self.fact(b));
        if fb.lo == fb.hi {
            if fa.lo == fb.lo {
                self.narrow(a, i128::from(fa.lo) + 1, i128::from(MAX));
            } else if fa.hi == fb.lo {
                self.narrow(a, i128::from(MIN), i128::from(fa.hi) - 1);
            }
        }
    }

    /// Differences an operation establishes.
    pub fn note_differences(&mut self, r: Ref, inst: &Inst) {
        let [a, b, _] = inst.args;
        match inst.op {
            Op::Min => {
                self.add_rel(r, a, 0);
                self.add_rel(r, b, 0);
            }
            Op::Max => {
                self.add_rel(a, r, 0);
                self.add_rel(b, r, 0);
            }
            Op::Mod | Op::Rem if self.fact(b).lo > 0 => self.add_rel(r, b, -1),
            Op::Shr | Op::FloorDiv | Op::Div if self.fact(a).lo >= 0 && self.fact(b).lo >= 0 => {
                self.add_rel(r, a, 0)
            }
            _ => {}
        }
    }

    /// What ranges make of an instruction.
    pub fn simplify_range(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let to = |op: Op| {
            Step::Inst(Inst {
                op,
                snap: crate::ir::SnapId::NONE,
                ..*inst
            })
        };
        match inst.op {
            Op::AddOvf if self.fits(inst) => to(Op::Add),
            Op::SubOvf if self.fits(inst) => to(Op::Sub),
            Op::MulOvf if self.fits(inst) => to(Op::Mul),
            Op::NegOvf if self.fits(inst) => to(Op::Neg),
            Op::Sub | Op::SubOvf => self.simplify_difference(inst),
            Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Eq | Op::Ne | Op::Ult | Op::Ule
                if self.t.ty(a) == Type::I64 =>
            {
                match self.decide(inst.op, a, b) {
                    Some(known) => Step::Value(self.t.consts.bool(known)),
                    None => Step::Keep,
                }
            }
            Op::GuardEq
                if self.t.ty(a) == Type::I64 && self.decide(Op::Eq, a, b) == Some(false) =>
            {
                Step::Leave
            }
            Op::GuardNe
                if self.t.ty(a) == Type::I64 && self.decide(Op::Eq, a, b) == Some(false) =>
            {
                Step::Drop
            }
            Op::FloorDiv | Op::Mod | Op::Div | Op::Rem => self.simplify_division(inst),
            Op::Udiv if self.fact(a).lo >= 0 && self.fact(b).lo > 0 => to(Op::Div),
            Op::Urem if self.fact(a).lo >= 0 && self.fact(b).lo > 0 => to(Op::Rem),
            Op::And => self.simplify_mask(a, b),
            Op::Shr if self.fact(a).lo >= 0 && self.int(b) == Some(63) => {
                Step::Value(self.t.consts.i64(0))
            }
            Op::Min if self.proves_le(a, b, 0) => Step::Value(a),
            Op::Min if self.proves_le(b, a, 0) => Step::Value(b),
            Op::Max if self.proves_le(a, b, 0) => Step::Value(b),
            Op::Max if self.proves_le(b, a, 0) => Step::Value(a),
            Op::BoxInt => {
                let fact = self.fact(a);
                if fact.lo >= SMALL_MIN && fact.hi <= SMALL_MAX {
                    to(Op::BoxSmall)
                } else {
                    Step::Keep
                }
            }
            Op::F2i | Op::F2iChk | Op::F2iExact => match self.t.def(a) {
                Some(def) if def.op == Op::I2f && self.is_exact_float(def.args[0]) => {
                    Step::Value(def.args[0])
                }
                _ => Step::Keep,
            },
            _ => Step::Keep,
        }
    }

    /// Whether a checked operation cannot overflow.
    fn fits(&self, inst: &Inst) -> bool {
        let second = if inst.inline_len() > 1 {
            self.fact(inst.args[1])
        } else {
            Fact::TOP
        };
        let (lo, hi) = exact(inst.op, self.fact(inst.args[0]), second);
        lo >= i128::from(MIN) && hi <= i128::from(MAX)
    }

    /// `a - b` where both lie on the same side of a known difference: `0 <= a - b` and `a`, `b` not negative cannot
    /// overflow either.
    fn simplify_difference(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        if inst.op == Op::SubOvf && self.fact(b).lo >= 0 && self.proves_le(b, a, 0) {
            return Step::Inst(Inst {
                op: Op::Sub,
                snap: crate::ir::SnapId::NONE,
                ..*inst
            });
        }
        Step::Keep
    }

    fn is_exact_float(&self, x: Ref) -> bool {
        let fact = self.fact(x);
        fact.lo >= -(1 << 53) && fact.hi <= 1 << 53
    }

    /// The outcome of a comparison, if it is known.
    fn decide(&self, op: Op, a: Ref, b: Ref) -> Option<bool> {
        let known = |yes: bool, no: bool| if yes { Some(true) } else { no.then_some(false) };
        match op {
            Op::Lt => known(self.proves_le(a, b, -1), self.proves_le(b, a, 0)),
            Op::Le => known(self.proves_le(a, b, 0), self.proves_le(b, a, -1)),
            Op::Gt => self.decide(Op::Lt, b, a),
            Op::Ge => self.decide(Op::Le, b, a),
            Op::Eq => {
                let never = self.proves_le(a, b, -1) || self.proves_le(b, a, -1);
                known(self.proves_le(a, b, 0) && self.proves_le(b, a, 0), never)
            }
            Op::Ne => self.decide(Op::Eq, a, b).map(|eq| !eq),
            Op::Ult | Op::Ule => {
                let (fa, fb) = (self.fact(a), self.fact(b));
                match (fa.lo >= 0, fb.lo >= 0) {
                    (true, true) => self.decide(if op == Op::Ult { Op::Lt } else { Op::Le }, a, b),
                    // A negative number is a huge one when its sign is ignored.
                    (false, true) if fa.hi < 0 => Some(false),
                    (true, false) if fb.hi < 0 => Some(true),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn simplify_division(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let (fa, fb) = (self.fact(a), self.fact(b));
        if fa.lo < 0 || fb.lo <= 0 {
            return Step::Keep;
        }
        let is_remainder = matches!(inst.op, Op::Mod | Op::Rem);
        if self.proves_le(a, b, -1) {
            return Step::Value(if is_remainder {
                a
            } else {
                self.t.consts.i64(0)
            });
        }
        match inst.op {
            Op::FloorDiv => Step::Inst(Inst {
                op: Op::Div,
                ..*inst
            }),
            Op::Mod => Step::Inst(Inst {
                op: Op::Rem,
                ..*inst
            }),
            _ => Step::Keep,
        }
    }

    /// A mask that covers everything the value can be.
    fn simplify_mask(&mut self, a: Ref, b: Ref) -> Step {
        let fact = self.fact(a);
        match self.int(b) {
            Some(mask)
                if fact.lo >= 0
                    && mask >= 0
                    && mask & (mask.wrapping_add(1)) == 0
                    && fact.hi <= mask =>
            {
                Step::Value(a)
            }
            _ => Step::Keep,
        }
    }

    /// Whether every value of that interval survives being stored with the width.
    pub fn survives(&self, r: Ref, width: Width) -> bool {
        let (lo, hi) = width.int_range();
        let fact = self.fact(r);
        self.passes.has(Pass::Range) && fact.lo >= lo && fact.hi <= hi
            || (lo, hi) == (MIN, MAX)
            || { self.int(r).is_some_and(|x| x >= lo && x <= hi) }
    }
}

/// The interval of an arithmetic result.
fn int_range(op: Op, a: Fact, b: Fact) -> (i64, i64) {
    let count = |f: Fact| (f.lo == f.hi && (0..64).contains(&f.lo)).then_some(f.lo as u32);
    match op {
        Op::Add | Op::Sub | Op::Mul | Op::Neg => {
            let (lo, hi) = exact(op, a, b);
            clamp(lo, hi)
        }
        Op::AddOvf | Op::SubOvf | Op::MulOvf | Op::NegOvf => {
            let (lo, hi) = exact(op, a, b);
            saturate(lo, hi)
        }
        Op::And => match (a.lo >= 0, b.lo >= 0) {
            (true, true) => (0, a.hi.min(b.hi)),
            (true, false) => (0, a.hi),
            (false, true) => (0, b.hi),
            (false, false) => (MIN, MAX),
        },
        Op::Or if a.lo >= 0 && b.lo >= 0 => (a.lo.max(b.lo), ones_above(a.hi.max(b.hi))),
        Op::Xor if a.lo >= 0 && b.lo >= 0 => (0, ones_above(a.hi.max(b.hi))),
        Op::Shl => match count(b) {
            Some(n) => clamp(i128::from(a.lo) << n, i128::from(a.hi) << n),
            None => (MIN, MAX),
        },
        Op::Shr => match count(b) {
            Some(n) => (a.lo >> n, a.hi >> n),
            None => (a.lo.min(0), a.hi.max(-1)),
        },
        Op::Ushr => match count(b) {
            Some(n) if a.lo >= 0 => (a.lo >> n, a.hi >> n),
            Some(n) if n > 0 => (0, (u64::MAX >> n) as i64),
            _ if a.lo >= 0 => (0, a.hi),
            _ => (MIN, MAX),
        },
        Op::Mod if b.lo > 0 => (
            0,
            if a.lo >= 0 {
                a.hi.min(b.hi - 1)
            } else {
                b.hi - 1
            },
        ),
        Op::Mod if b.hi < 0 => (b.lo + 1, 0),
        Op::Rem if a.lo >= 0 && b.lo > 0 => (0, a.hi.min(b.hi - 1)),
        Op::FloorDiv | Op::Div if a.lo >= 0 && b.lo > 0 => (0, a.hi / b.lo),
        Op::FloorDiv if b.lo > 0 => (a.lo.min(0), a.hi.max(-1)),
        Op::Urem if b.lo > 0 => (0, b.hi - 1),
        Op::Udiv if b.lo > 1 => (0, (u64::MAX / b.lo as u64) as i64),
        Op::Min => (a.lo.min(b.lo), a.hi.min(b.hi)),
        Op::Max => (a.lo.max(b.lo), a.hi.max(b.hi)),
        _ => (MIN, MAX),
    }
}
