//! Arithmetic, rounding and hashing of `float`.

use crate::bigint::{self, IBig, Int};
use crate::error::{Error, Result};

/// `x.is_integer()`.
#[inline]
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.trunc() == x
}

/// `x.as_integer_ratio()`: in lowest terms, the denominator positive.
pub fn as_integer_ratio(x: f64) -> Result<(IBig, IBig)> {
    if x.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    if x == 0.0 {
        return Ok((IBig::ZERO, IBig::ONE));
    }
    let (significand, exponent) = bigint::parts(x);
    let twos = significand.trailing_zeros();
    let exponent = exponent + i64::from(twos);
    let odd = IBig::from(significand >> twos);
    let odd = if x < 0.0 { -odd } else { odd };
    Ok(if exponent >= 0 {
        (odd << exponent as usize, IBig::ONE)
    } else {
        (odd, IBig::ONE << -exponent as usize)
    })
}

/// `hash(x)`; `None` for NaN, whose hash is that of the object's address.
#[inline]
pub fn hash(x: f64) -> Option<i64> {
    if x.trunc() == x && x.abs() < 9_007_199_254_740_992.0 {
        return Some(bigint::hash_i64(x as i64));
    }
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { 314_159 } else { -314_159 });
    }
    // Modulo 2^61 - 1 multiplying by a power of two is a rotation of 61 bits.
    let (significand, exponent) = bigint::parts(x);
    let turn = exponent.rem_euclid(61) as u32;
    let residue = if turn == 0 {
        significand
    } else {
        (significand << turn & bigint::HASH_MODULUS) | significand >> (61 - turn)
    };
    let residue = if residue >= bigint::HASH_MODULUS {
        residue - bigint::HASH_MODULUS
    } else {
        residue
    };
    let hash = if x < 0.0 {
        -(residue as i64)
    } else {
        residue as i64
    };
    Some(if hash == -1 { -2 } else { hash })
}

/// `a / b`.
#[inline]
pub fn true_div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(Error::zero_division("float division by zero"));
    }
    Ok(a / b)
}

fn divmod_nonzero(a: f64, b: f64) -> (f64, f64) {
    // C's fmod, which Rust's % is, has the sign of a.
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 {
        if (b < 0.0) != (remainder < 0.0) {
            remainder += b;
            quotient -= 1.0;
        }
    } else {
        remainder = 0.0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0.0f64.copysign(a / b)
    };
    (floor, remainder)
}

/// `a // b`.
#[inline]
pub fn floor_div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(Error::zero_division("float floor division by zero"));
    }
    Ok(divmod_nonzero(a, b).0)
}

/// `a % b`: has the sign of `b`.
#[inline]
pub fn modulo(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(Error::zero_division("float modulo"));
    }
    Ok(divmod_nonzero(a, b).1)
}

/// `divmod(a, b)`.
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64)> {
    if b == 0.0 {
        return Err(Error::zero_division("float divmod()"));
    }
    Ok(divmod_nonzero(a, b))
}

/// What `a ** b` is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Real(f64),
    /// A complex number: a negative base to a fractional power. Use [`crate::complex::pow`].
    Complex,
}

/// `a ** b`.
pub fn pow(a: f64, b: f64) -> Result<Power> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(Error::zero_division(
            "0.0 cannot be raised to a negative power",
        ));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b.floor() != b {
        return Ok(Power::Complex);
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(Error::overflow("(34, 'Numerical result out of range')"));
    }
    Ok(Power::Real(result))
}

/// `round(x, digits)`: rounded once, correctly, from the exact binary value; ties to even.
pub fn round_digits(x: f64, digits: i64) -> Result<f64> {
    // Beyond these limits of the format the answer is x itself or a zero.
    if !x.is_finite() || x == 0.0 || digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0 * x);
    }
    let rounded = if digits >= 0 {
        // std prints the exact value, ties to even.
        format!("{x:.*}", digits as usize).parse().unwrap_or(x)
    } else {
        let (integer, tie_breaker) = (bigint::from_f64(x.abs())?, x.fract() != 0.0);
        let exact = round_away_from_tie(&integer, tie_breaker, -digits as u64);
        bigint::to_f64(&exact).unwrap_or(f64::INFINITY).copysign(x)
    };
    if rounded.is_infinite() {
        return Err(Error::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// `value` (plus a fraction, where `inexact`) to a multiple of `10**digits`: an inexact tie is no tie and goes up.
fn round_away_from_tie(value: &Int, inexact: bool, digits: u64) -> IBig {
    if !inexact {
        return bigint::round_to_pow10(value.as_ref(), digits).into_ibig();
    }
    // Ten times the value plus one lies strictly between the integer and the next, on the same side of every tie but its own.
    let widened = value.clone().into_ibig() * IBig::from(10) + IBig::ONE;
    bigint::round_to_pow10(bigint::IntRef::Big(&widened), digits + 1).into_ibig() / IBig::from(10)
}

/// `round(x)`: an int, ties to even.
pub fn round_int(x: f64) -> Result<Int> {
    bigint::from_f64(x.round_ties_even())
}

/// `math.floor(x)`.
pub fn floor_int(x: f64) -> Result<Int> {
    bigint::from_f64(x.floor())
}

/// `math.ceil(x)`.
pub fn ceil_int(x: f64) -> Result<Int> {
    bigint::from_f64(x.ceil())
}

/// `math.trunc(x)`.
pub fn trunc_int(x: f64) -> Result<Int> {
    bigint::from_f64(x)
}
