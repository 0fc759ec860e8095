//! Ints of any size, as far as the reference executor needs them: 512 bits, two's complement. What does not fit is an
//! error of the run, never a wrong number.

use crate::ir::ops::Op;
use std::fmt;

const LIMBS: usize = 8;

/// An int of up to 511 bits and a sign, low limb first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wide([u64; LIMBS]);

impl fmt::Debug for Wide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_i64() {
            Some(x) => write!(f, "{x}"),
            None => {
                f.write_str("0x")?;
                self.0.iter().rev().try_for_each(|l| write!(f, "{l:016x}"))
            }
        }
    }
}

impl From<i64> for Wide {
    fn from(x: i64) -> Wide {
        let mut limbs = [if x < 0 { u64::MAX } else { 0 }; LIMBS];
        limbs[0] = x as u64;
        Wide(limbs)
    }
}

impl From<u64> for Wide {
    fn from(x: u64) -> Wide {
        let mut limbs = [0; LIMBS];
        limbs[0] = x;
        Wide(limbs)
    }
}

impl Wide {
    /// The low 64 bits.
    pub fn low(self) -> u64 {
        self.0[0]
    }

    fn is_negative(self) -> bool {
        self.0[LIMBS - 1] >> 63 != 0
    }

    /// Bits without the sign.
    fn bits(self) -> u32 {
        let sign = if self.is_negative() { u64::MAX } else { 0 };
        let top = self.0.iter().rposition(|&l| l != sign);
        top.map_or(0, |i| {
            i as u32 * 64 + 64 - (self.0[i] ^ sign).leading_zeros()
        })
    }

    /// As a machine integer, if it is one.
    pub fn to_i64(self) -> Option<i64> {
        (self.bits() < 64).then_some(self.0[0] as i64)
    }

    /// As an unsigned machine integer, if it is one.
    pub fn to_u64(self) -> Option<u64> {
        (!self.is_negative() && self.bits() <= 64).then_some(self.0[0])
    }

    fn zip(self, other: Wide, f: impl Fn(u64, u64) -> u64) -> Wide {
        let mut limbs = self.0;
        limbs
            .iter_mut()
            .zip(other.0)
            .for_each(|(a, b)| *a = f(*a, b));
        Wide(limbs)
    }

    fn add(self, other: Wide) -> Wide {
        let mut carry = 0;
        let mut limbs = self.0;
        for (a, b) in limbs.iter_mut().zip(other.0) {
            let sum = u128::from(*a) + u128::from(b) + carry;
            *a = sum as u64;
            carry = sum >> 64;
        }
        Wide(limbs)
    }

    fn neg(self) -> Wide {
        self.zip(self, |a, _| !a).add(Wide::from(1u64))
    }

    fn mul(self, other: Wide) -> Wide {
        let mut limbs = [0u64; LIMBS];
        for (i, &a) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (j, &b) in other.0.iter().take(LIMBS - i).enumerate() {
                let sum = u128::from(a) * u128::from(b) + u128::from(limbs[i + j]) + carry;
                limbs[i + j] = sum as u64;
                carry = sum >> 64;
            }
        }
        Wide(limbs)
    }

    fn shr(self, count: u64) -> Wide {
        let sign = if self.is_negative() { u64::MAX } else { 0 };
        let (limbs, bits) = ((count / 64).min(LIMBS as u64) as usize, count % 64);
        let limb = |i: usize| self.0.get(i).copied().unwrap_or(sign);
        let mut out = [sign; LIMBS];
        for (i, o) in out.iter_mut().enumerate() {
            let (low, high) = (limb(i + limbs), limb(i + limbs + 1));
            *o = if bits == 0 {
                low
            } else {
                low >> bits | high << (64 - bits)
            };
        }
        Wide(out)
    }

    fn shl(self, count: u64) -> Wide {
        let one = Wide::from(1u64);
        (0..count).fold(self, |x, _| x.mul(one.add(one)))
    }

    /// An operation on ints of any size; `None` if its precondition is broken or the result does not fit here.
    pub fn apply(op: Op, a: Wide, b: Wide) -> Option<Wide> {
        let room = 64 * LIMBS as u32 - 2;
        let fits = match op {
            Op::BigMul => a.bits() + b.bits() < room,
            Op::BigShl => b
                .to_u64()
                .is_some_and(|n| n < 256 && a.bits() + (n as u32) < room),
            Op::BigShr => b.to_u64().is_some(),
            _ => a.bits().max(b.bits()) + 1 < room,
        };
        fits.then(|| match op {
            Op::BigAdd => a.add(b),
            Op::BigSub => a.add(b.neg()),
            Op::BigMul => a.mul(b),
            Op::BigAnd => a.zip(b, |x, y| x & y),
            Op::BigOr => a.zip(b, |x, y| x | y),
            Op::BigXor => a.zip(b, |x, y| x ^ y),
            Op::BigShl => a.shl(b.low()),
            _ => a.shr(b.low()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_128_bits() {
        let wide = |x: i128| {
            Wide::from((x >> 64) as i64)
                .shl(64)
                .add(Wide::from(x as u64))
        };
        let some = [
            0,
            1,
            -1,
            7,
            -7,
            i128::from(i64::MIN),
            i128::from(u64::MAX),
            0x1234_5678_9ABC_DEF0_1234,
        ];
        for a in some {
            for b in some {
                let apply = |op| Wide::apply(op, wide(a), wide(b)).unwrap();
                assert_eq!(apply(Op::BigAdd), wide(a + b));
                assert_eq!(apply(Op::BigSub), wide(a - b));
                assert_eq!(apply(Op::BigXor), wide(a ^ b));
                assert_eq!(apply(Op::BigAnd), wide(a & b));
                assert_eq!(apply(Op::BigOr), wide(a | b));
                if let Some(p) = a.checked_mul(b) {
                    assert_eq!(apply(Op::BigMul), wide(p), "{a} {b}");
                }
            }
            assert_eq!(wide(a).shr(3), wide(a >> 3));
            assert_eq!(wide(a).shr(70), wide(a >> 70));
            assert_eq!(wide(a).shr(u64::MAX), wide(a >> 127));
            assert_eq!(wide(a).shl(40).shr(40), wide(a));
            assert_eq!(wide(a).to_i64(), i64::try_from(a).ok());
            assert_eq!(wide(a).to_u64(), u64::try_from(a).ok());
        }
        assert_eq!(Wide::apply(Op::BigShl, wide(1), wide(-1)), None);
        let huge = Wide::from(1u64).shl(255);
        assert_eq!(Wide::apply(Op::BigMul, huge, huge), None);
    }
}
