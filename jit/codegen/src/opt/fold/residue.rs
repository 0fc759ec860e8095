//! `x % c == k` for constants, where nothing else wants the remainder: one multiplication instead of a division.
//!
//! Multiples of an odd c are exactly the numbers whose product with the inverse of c modulo 2**64 is a small one, at
//! most (2**64 - 1) / c. So with u = x + 2**63 (which is not negative), k' = (k + 2**63) mod c and the inverse i,
//!
//! ```text
//!     x % c == k   <=>   c divides u - k', u >= k'   <=>   (u - k') * i  <=  (2**64 - 1 - k') / c       (unsigned)
//! ```
//!
//! For u < k' the difference wraps to a number above 2**64 - 1 - k', whose quotient, if it is one, is above the bound.
//! The offsets become one: (u - k') * i = x * i + (2**63 - k') * i. With x known not to be negative u is x itself. An
//! even c = 2**e * d takes the inverse of d, and the product turned right by e bits: those must be zeros, and end up on
//! top.
//!
//! Example: `eq (mod v1, 7), 3` becomes `ule (add (mul v1, 0x6db6db6db6db6db7), ..), 0x2492492492492491`.

use crate::ir::{Inst, Op, OpFlags, Ref, SnapVal, Type};
use crate::opt::emit::Emitter;

/// Inverse of an odd number modulo 2**64.
fn inverse(d: u64) -> u64 {
    // Right in the lowest three bits; each step doubles their number.
    let mut i = d;
    for _ in 0..5 {
        i = i.wrapping_mul(2u64.wrapping_sub(d.wrapping_mul(i)));
    }
    i
}

impl Emitter {
    /// Finds the remainders of the source that are compared with constants and not used otherwise.
    pub fn find_residues(&mut self) {
        self.residues.clear();
        self.only_compared.clear();
        let src = &self.src;
        let constant = |r: Ref| self.t.constant(r).is_some_and(|c| c.ty == Type::I64);
        let is_residue = |i: &Inst| i.op == Op::Mod && constant(i.args[1]);
        if !src.insts.iter().any(is_residue) {
            return;
        }
        self.only_compared.extend(src.insts.iter().map(is_residue));
        let mut wanted = |r: Ref| {
            if r.is_inst() {
                self.only_compared[r.index()] = false;
            }
        };
        for inst in &src.insts {
            let compares = matches!(inst.op, Op::Eq | Op::Ne) && constant(inst.args[1]);
            if inst.op.has(OpFlags::LIST) {
                let start = inst.args[0].raw() as usize;
                src.lists[start..start + inst.extra as usize]
                    .iter()
                    .for_each(|r| wanted(*r));
            } else if !compares {
                inst.args[..inst.inline_len()]
                    .iter()
                    .for_each(|r| wanted(*r));
            }
            if inst.has_snap() {
                for v in src.snap_vals(inst.snap) {
                    if let SnapVal::Ref(r) = v {
                        wanted(r);
                    }
                }
            }
        }
    }

    /// Notes what a source remainder has become.
    pub fn note_residue(&mut self, n: usize) {
        if self.only_compared.get(n) == Some(&true) {
            self.residues.push(self.map[n]);
        }
    }

    /// The condition that `x % c == k`, for a remainder nothing else wants.
    pub(super) fn is_residue(&mut self, remainder: Ref, k: i64) -> Option<Inst> {
        let def = *self.t.def(remainder)?;
        if !matches!(def.op, Op::Mod | Op::Rem) || !self.residues.contains(&remainder) {
            return None;
        }
        let (x, c) = (def.args[0], self.int(def.args[1])?);
        if c <= 2 || !(0..c).contains(&k) {
            return None;
        }
        let (c, k) = (c as u64, k as u64);
        let bias = if self.fact(x).lo >= 0 { 0 } else { 1u64 << 63 };
        let residue = ((u128::from(k) + u128::from(bias)) % u128::from(c)) as u64;
        let twos = c.trailing_zeros();
        let i = inverse(c >> twos);
        let offset = bias.wrapping_sub(residue).wrapping_mul(i);
        let bound = (u64::MAX - residue) / c;
        let mut product = self.binary(Op::Mul, x, i as i64);
        if offset != 0 {
            product = self.binary(Op::Add, product, offset as i64);
        }
        if twos != 0 {
            let low = self.binary(Op::Ushr, product, i64::from(twos));
            let high = self.binary(Op::Shl, product, i64::from(64 - twos));
            product = self.emit(Inst {
                args: [low, high, Ref::NONE],
                ..Inst::new(Op::Or, Type::I64)
            });
        }
        let bound = self.t.consts.i64(bound as i64);
        Some(Inst {
            args: [product, bound, Ref::NONE],
            ..Inst::new(Op::Ule, Type::Bool)
        })
    }

    fn binary(&mut self, op: Op, x: Ref, k: i64) -> Ref {
        let k = self.t.consts.i64(k);
        self.emit(Inst {
            args: [x, k, Ref::NONE],
            ..Inst::new(op, Type::I64)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::inverse;

    /// The condition as the pass builds it, on plain numbers.
    fn holds(x: i64, c: u64, k: u64, bias: u64) -> bool {
        let residue = ((u128::from(k) + u128::from(bias)) % u128::from(c)) as u64;
        let twos = c.trailing_zeros();
        let i = inverse(c >> twos);
        let offset = bias.wrapping_sub(residue).wrapping_mul(i);
        let product = (x as u64).wrapping_mul(i).wrapping_add(offset);
        product.rotate_right(twos) <= (u64::MAX - residue) / c
    }

    #[test]
    fn residues_of_all_kinds() {
        let edges = [i64::MIN, -(1 << 62), -1000, 0, 1000, 1 << 62, i64::MAX];
        let near = |x: i64| (-40..=40).map(move |d| x.wrapping_add(d));
        for c in [
            3u64,
            5,
            6,
            7,
            10,
            12,
            24,
            100,
            641,
            1 << 40 | 1,
            (1 << 62) - 2,
            i64::MAX as u64,
        ] {
            for k in [0, 1, 2, c / 2, c - 2, c - 1] {
                for x in edges.into_iter().flat_map(near) {
                    let want = i128::from(x).rem_euclid(i128::from(c)) == i128::from(k);
                    assert_eq!(holds(x, c, k, 1 << 63), want, "{x} % {c} == {k}");
                    if x >= 0 {
                        assert_eq!(holds(x, c, k, 0), want, "{x} % {c} == {k}, not negative");
                    }
                }
            }
        }
    }
}
