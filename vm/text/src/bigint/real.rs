//! `int` against `float`: conversions, true division, comparison and hashing, all exact or correctly rounded.
//!
//! One function rounds: [`scale`] turns a 64-bit significand with a sticky bit and an exponent into the nearest double, ties
//! to even, subnormals included. Conversion, division and `float.fromhex` only prepare its arguments.

use super::{bit_length, is_negative, IBig, Int, UBig};
use crate::error::{Error, Result};
use dashu_int::ops::{DivRem, UnsignedAbs};
use std::cmp::Ordering;

/// The double nearest to `(significand + s) * 2**exponent`, where `0 < s < 1` if `sticky` and `s = 0` otherwise; infinite on
/// overflow.
pub(crate) fn scale(significand: u64, sticky: bool, exponent: i64) -> f64 {
    if significand == 0 {
        return 0.0;
    }
    let shift = significand.leading_zeros();
    let significand = significand << shift;
    let exponent = exponent.saturating_sub(i64::from(shift));
    // The value is in [2^(exponent+63), 2^(exponent+64)).
    let top = exponent.saturating_add(63);
    if top > 1023 {
        return f64::INFINITY;
    }
    // 11 bits are dropped for a normal number, more below 2^-1022.
    let drop = if top >= -1022 { 11 } else { 11 + (-1022 - top) };
    if drop > 64 {
        return 0.0;
    }
    let wide = u128::from(significand);
    let kept = (wide >> drop) as u64;
    let rest = wide & ((1u128 << drop) - 1);
    let half = 1u128 << (drop - 1);
    let up = rest > half || (rest == half && (sticky || kept & 1 == 1));
    let kept = kept + u64::from(up);
    // A carry out of the significand moves into the exponent field, where it is right: next binade, or infinity.
    let biased = if top >= -1022 { (top + 1022) as u64 } else { 0 };
    f64::from_bits((biased << 52).wrapping_add(kept))
}

/// The top 64 bits of `value`, whether anything nonzero is below, and the exponent of the lowest of the 64.
fn top_bits(value: &UBig) -> (u64, bool, i64) {
    let words = value.as_words();
    let Some((&high, below)) = words.split_last() else {
        return (0, false, 0);
    };
    let base = below.len() as i64 * 64;
    let Some((&next, lower)) = below.split_last() else {
        return (high, false, base);
    };
    let shift = high.leading_zeros();
    let (top, cut) = if shift == 0 {
        (high, next)
    } else {
        ((high << shift) | (next >> (64 - shift)), next << shift)
    };
    (
        top,
        cut != 0 || lower.iter().any(|&w| w != 0),
        base - i64::from(shift),
    )
}

fn with_sign(negative: bool, magnitude: f64) -> f64 {
    if negative {
        -magnitude
    } else {
        magnitude
    }
}

/// `float(value)`: the nearest double.
pub fn to_f64(value: &IBig) -> Result<f64> {
    let (top, sticky, exponent) = top_bits(&value.unsigned_abs());
    let magnitude = scale(top, sticky, exponent);
    if magnitude.is_infinite() {
        return Err(Error::overflow("int too large to convert to float"));
    }
    Ok(with_sign(is_negative(value), magnitude))
}

/// Significand and exponent of a finite double: `x = (-1)^negative * significand * 2**exponent`.
pub(crate) fn parts(x: f64) -> (u64, i64) {
    let bits = x.to_bits();
    let field = (bits >> 52) & 0x7ff;
    let fraction = bits & ((1 << 52) - 1);
    if field == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, field as i64 - 1075)
    }
}

/// The integer part of a finite double.
pub(crate) fn truncate(x: f64) -> IBig {
    let (significand, exponent) = parts(x);
    let magnitude = if exponent >= 0 {
        IBig::from(significand) << exponent as usize
    } else if exponent > -64 {
        IBig::from(significand >> -exponent)
    } else {
        IBig::ZERO
    };
    if x < 0.0 {
        -magnitude
    } else {
        magnitude
    }
}

/// `int(x)`: truncates towards zero.
pub fn from_f64(x: f64) -> Result<Int> {
    // 2^63 itself does not fit; the cast is exact below it.
    if x.abs() < 9_223_372_036_854_775_808.0 {
        return Ok(Int::Small(x as i64));
    }
    if x.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    Ok(Int::from(truncate(x)))
}

/// `a / b`: the double nearest to the exact quotient.
pub fn true_div(a: &IBig, b: &IBig) -> Result<f64> {
    if b.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    let negative = is_negative(a) != is_negative(b);
    if a.is_zero() {
        return Ok(with_sign(is_negative(b), 0.0));
    }
    let difference = bit_length(a) as i64 - bit_length(b) as i64;
    if difference > 1025 {
        return Err(Error::overflow(
            "integer division result too large for a float",
        ));
    }
    if difference < -1080 {
        return Ok(with_sign(negative, 0.0));
    }
    // Scale so that the integer quotient has 65 or 66 bits: enough to round, the remainder is the sticky bit.
    let shift = 66 - difference;
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    if shift > 0 {
        a <<= shift as usize;
    } else {
        b <<= -shift as usize;
    }
    let (quotient, remainder) = a.div_rem(b);
    let (top, sticky, exponent) = top_bits(&quotient);
    let magnitude = scale(top, sticky || !remainder.is_zero(), exponent - shift);
    if magnitude.is_infinite() {
        return Err(Error::overflow(
            "integer division result too large for a float",
        ));
    }
    Ok(with_sign(negative, magnitude))
}

/// `a / b` of machine integers.
#[inline]
pub fn true_div_i64(a: i64, b: i64) -> Result<f64> {
    const EXACT: u64 = 1 << 53;
    if b == 0 {
        return Err(Error::zero_division("division by zero"));
    }
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return Ok(a as f64 / b as f64);
    }
    true_div(&IBig::from(a), &IBig::from(b))
}

/// Compares exactly; `None` for NaN.
pub fn cmp_f64(a: &IBig, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    // 1024 bits and more are beyond every finite double.
    if bit_length(a) > 1024 {
        return Some(if is_negative(a) {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    Some(a.cmp(&truncate(b)).then_with(|| fraction_order(b)))
}

/// How a finite double's integer part compares with the double itself.
fn fraction_order(b: f64) -> Ordering {
    b.trunc().partial_cmp(&b).unwrap_or(Ordering::Equal)
}

/// Compares exactly; `None` for NaN.
#[inline]
pub fn cmp_i64_f64(a: i64, b: f64) -> Option<Ordering> {
    if a.unsigned_abs() <= 1 << 53 {
        return (a as f64).partial_cmp(&b);
    }
    if b.is_nan() {
        return None;
    }
    if b >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if b < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    Some(a.cmp(&(b as i64)).then_with(|| fraction_order(b)))
}

/// The prime modulus of numeric hashes, 2^61 - 1.
pub(crate) const HASH_MODULUS: u64 = (1 << 61) - 1;

fn finish_hash(negative: bool, magnitude: u64) -> i64 {
    let hash = if negative {
        -(magnitude as i64)
    } else {
        magnitude as i64
    };
    if hash == -1 {
        -2
    } else {
        hash
    }
}

/// `hash(value)`.
pub fn hash(value: &IBig) -> i64 {
    let (_, words) = value.as_sign_words();
    let mut residue = 0u64;
    for &word in words.iter().rev() {
        let wide = (u128::from(residue) << 64) | u128::from(word);
        residue = (wide % u128::from(HASH_MODULUS)) as u64;
    }
    finish_hash(is_negative(value), residue)
}

/// `hash(value)` of a machine integer.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    finish_hash(value < 0, value.unsigned_abs() % HASH_MODULUS)
}
