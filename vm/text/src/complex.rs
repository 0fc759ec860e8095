//! Python's `complex`: printing, reading, hashing and arithmetic.
//!
//! A zero real part is left out of `repr` only when it is positive zero, so that `-0.0` survives a round trip. Division is
//! Smith's method and small integer powers are by squaring, as in CPython, to get its bits.

use crate::digits::{is_c_space, to_ascii, trim, without_underscores};
use crate::error::{shown, Error, Kind, Result};
use crate::{float, format, repr as quoting};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

/// `repr(z)`.
pub fn repr(z: Complex) -> String {
    let part = |x: f64| format::float_to_string(x, b'r', 0, format::FloatFlags::default());
    let im = part(z.im);
    if z.re == 0.0 && z.re.is_sign_positive() {
        return format!("{im}j");
    }
    let plus = if im.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{im}j)", part(z.re))
}

fn skip_spaces(s: &mut &[u8]) {
    while s.first().is_some_and(|&b| is_c_space(b)) {
        *s = &s[1..];
    }
}

/// Takes one byte out of `set` off the front.
fn take(s: &mut &[u8], set: &[u8]) -> Option<u8> {
    let &first = s.first()?;
    if set.contains(&first) {
        *s = &s[1..];
        return Some(first);
    }
    None
}

fn parse_plain(text: &[u8]) -> Option<Complex> {
    let mut s = text;
    skip_spaces(&mut s);
    let bracket = take(&mut s, b"(").is_some();
    if bracket {
        skip_spaces(&mut s);
    }
    let unit = |sign: u8| if sign == b'-' { -1.0 } else { 1.0 };
    let (mut re, mut im) = (0.0, 0.0);
    match float::parse_prefix(s) {
        Some((first, len)) => {
            s = &s[len..];
            match s.first() {
                Some(&sign @ (b'+' | b'-')) => {
                    re = first;
                    match float::parse_prefix(s) {
                        Some((second, len)) => {
                            im = second;
                            s = &s[len..];
                        }
                        None => {
                            im = unit(sign);
                            s = &s[1..];
                        }
                    }
                    take(&mut s, b"jJ")?;
                }
                Some(b'j' | b'J') => {
                    im = first;
                    s = &s[1..];
                }
                _ => re = first,
            }
        }
        None => {
            im = unit(take(&mut s, b"+-").unwrap_or(b'+'));
            take(&mut s, b"jJ")?;
        }
    }
    skip_spaces(&mut s);
    if bracket {
        take(&mut s, b")")?;
        skip_spaces(&mut s);
    }
    s.is_empty().then_some(Complex { re, im })
}

/// `complex(text)`.
pub fn parse(text: &[u8]) -> Result<Complex> {
    let ascii = to_ascii(text);
    let Some(plain) = without_underscores(trim(&ascii)) else {
        return Err(Error::value(format!(
            "could not convert string to complex: {}",
            shown(&quoting::repr_str(text))
        )));
    };
    parse_plain(&plain).ok_or_else(|| Error::value("complex() arg is a malformed string"))
}

/// `hash(z)`; `None` where a part is NaN, whose hash is that of an address.
pub fn hash(z: Complex) -> Option<i64> {
    let hash = float::hash(z.re)?.wrapping_add(float::hash(z.im)?.wrapping_mul(1_000_003));
    Some(if hash == -1 { -2 } else { hash })
}

/// Combines the hashes of the parts, for a caller that has its own for a NaN.
pub fn hash_parts(re: i64, im: i64) -> i64 {
    let hash = re.wrapping_add(im.wrapping_mul(1_000_003));
    if hash == -1 {
        -2
    } else {
        hash
    }
}

/// `a + b`.
pub fn add(a: Complex, b: Complex) -> Complex {
    Complex {
        re: a.re + b.re,
        im: a.im + b.im,
    }
}

/// `a - b`.
pub fn sub(a: Complex, b: Complex) -> Complex {
    Complex {
        re: a.re - b.re,
        im: a.im - b.im,
    }
}

/// `a * b`.
pub fn mul(a: Complex, b: Complex) -> Complex {
    Complex {
        re: a.re * b.re - a.im * b.im,
        im: a.re * b.im + a.im * b.re,
    }
}

fn quotient(a: Complex, b: Complex) -> Option<Complex> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re == 0.0 {
            return None;
        }
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        Some(Complex {
            re: (a.re + a.im * ratio) / scale,
            im: (a.im - a.re * ratio) / scale,
        })
    } else if im >= re {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        Some(Complex {
            re: (a.re * ratio + a.im) / scale,
            im: (a.im * ratio - a.re) / scale,
        })
    } else {
        Some(Complex {
            re: f64::NAN,
            im: f64::NAN,
        })
    }
}

/// `a / b`.
pub fn div(a: Complex, b: Complex) -> Result<Complex> {
    quotient(a, b).ok_or_else(|| Error::zero_division("complex division by zero"))
}

const ONE: Complex = Complex { re: 1.0, im: 0.0 };

fn integer_power(base: Complex, exponent: u32) -> Complex {
    let mut result = ONE;
    let mut square = base;
    let mut mask = 1;
    while exponent >= mask {
        if exponent & mask != 0 {
            result = mul(result, square);
        }
        mask <<= 1;
        square = mul(square, square);
    }
    result
}

/// `a ** b`.
pub fn pow(a: Complex, b: Complex) -> Result<Complex> {
    let zero = || Error::zero_division("0.0 to a negative or complex power");
    let result = if b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= 100.0 {
        let power = integer_power(a, b.re.abs() as u32);
        if b.re > 0.0 {
            power
        } else {
            quotient(ONE, power).ok_or_else(zero)?
        }
    } else if a.re == 0.0 && a.im == 0.0 {
        if b.im != 0.0 || b.re < 0.0 {
            return Err(zero());
        }
        Complex { re: 0.0, im: 0.0 }
    } else {
        let modulus = a.re.hypot(a.im);
        let mut length = modulus.powf(b.re);
        let angle = a.im.atan2(a.re);
        let mut phase = angle * b.re;
        if b.im != 0.0 {
            length /= (angle * b.im).exp();
            phase += b.im * modulus.ln();
        }
        // The cosine of an infinity is a domain error in C, which CPython reports with the same words as a zero base.
        if phase.is_infinite() {
            return Err(zero());
        }
        Complex {
            re: length * phase.cos(),
            im: length * phase.sin(),
        }
    };
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(Error::new(Kind::Overflow, "complex exponentiation"));
    }
    Ok(result)
}

/// `abs(z)`.
pub fn abs(z: Complex) -> Result<f64> {
    let modulus = z.re.hypot(z.im);
    if modulus.is_infinite() && z.re.is_finite() && z.im.is_finite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(modulus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bigint;

    #[test]
    fn hash_agrees_with_int() {
        assert_eq!(
            hash(Complex { re: 12.0, im: 0.0 }),
            Some(bigint::hash_i64(12))
        );
        assert_eq!(
            hash(Complex {
                re: 0.0,
                im: f64::NAN
            }),
            None
        );
        assert_eq!(hash_parts(12, 0), 12);
    }
}
