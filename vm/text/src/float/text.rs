//! `float` to and from decimal text.

use crate::digits::{to_ascii, trim, without_underscores};
use crate::error::Error;
use crate::repr as quoting;

/// The shortest decimal digits that read back as `x` (finite, not negative) and the position of the point:
/// `x = 0.d1d2d3... * 10**point`.
pub(crate) fn shortest_digits(x: f64, digits: &mut [u8; 17]) -> (usize, i32) {
    if x == 0.0 {
        digits[0] = b'0';
        return (1, 1);
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(x).as_bytes();
    let (mantissa, exponent) = match text.iter().position(|&b| b == b'e') {
        None => (text, 0),
        Some(at) => {
            let (negative, value) = match &text[at + 1..] {
                [b'-', rest @ ..] => (true, rest),
                [b'+', rest @ ..] => (false, rest),
                rest => (false, rest),
            };
            let value = value
                .iter()
                .fold(0i32, |v, &b| v * 10 + i32::from(b - b'0'));
            (&text[..at], if negative { -value } else { value })
        }
    };
    let mut len = 0;
    let mut point = None;
    let mut leading = 0;
    for &byte in mantissa {
        match byte {
            b'.' => point = Some(len as i32 - leading),
            // Zeros before the first digit only move the point.
            b'0' if len == 0 => leading += i32::from(point.is_some()),
            _ => {
                // Zeros behind the 17th digit ("123456789012345680000.0") only pad out the integer part.
                if len < 17 {
                    digits[len] = byte;
                }
                len += 1;
            }
        }
    }
    let point = match point {
        Some(p) if p > 0 => p,
        // Only zeros before the point.
        Some(_) => -leading,
        None => len as i32,
    };
    let mut kept = len.min(17);
    while kept > 1 && digits[kept - 1] == b'0' {
        kept -= 1;
    }
    (kept, point + exponent)
}

/// Appends `repr(x)`.
pub fn push_repr(out: &mut String, x: f64) {
    if !x.is_finite() {
        out.push_str(if x.is_nan() {
            "nan"
        } else if x > 0.0 {
            "inf"
        } else {
            "-inf"
        });
        return;
    }
    let magnitude = x.abs();
    if (1e-4..1e16).contains(&magnitude) || x == 0.0 {
        // Here zmij's own layout is Python's.
        out.push_str(zmij::Buffer::new().format_finite(x));
        return;
    }
    if x.is_sign_negative() {
        out.push('-');
    }
    let mut digits = [0; 17];
    let (len, point) = shortest_digits(magnitude, &mut digits);
    out.push(digits[0] as char);
    if len > 1 {
        out.push('.');
        out.extend(digits[1..len].iter().map(|&b| b as char));
    }
    let exponent = point - 1;
    out.push_str(if exponent < 0 { "e-" } else { "e+" });
    if exponent.abs() < 10 {
        out.push('0');
    }
    crate::bigint::push_i64(out, i64::from(exponent.abs()));
}

/// `repr(x)`.
pub fn repr(x: f64) -> String {
    let mut out = String::with_capacity(24);
    push_repr(&mut out, x);
    out
}

/// Length of a decimal number at the start of `s` (sign, digits, point, exponent), 0 where there is none.
fn decimal_len(s: &[u8]) -> usize {
    let digits = |from: usize| s[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = usize::from(matches!(s.first(), Some(b'+' | b'-')));
    let whole = digits(at);
    at += whole;
    let mut fraction = 0;
    if s.get(at) == Some(&b'.') {
        fraction = digits(at + 1);
        at += 1 + fraction;
    }
    if whole + fraction == 0 {
        return 0;
    }
    if matches!(s.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(s.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    at
}

/// `inf`, `infinity` or `nan` after an optional sign, in any case.
fn special(s: &[u8]) -> Option<(f64, usize)> {
    let sign = usize::from(matches!(s.first(), Some(b'+' | b'-')));
    let word = &s[sign..];
    let starts = |w: &[u8]| word.len() >= w.len() && word[..w.len()].eq_ignore_ascii_case(w);
    let (value, len) = if starts(b"infinity") {
        (f64::INFINITY, 8)
    } else if starts(b"inf") {
        (f64::INFINITY, 3)
    } else if starts(b"nan") {
        (f64::NAN, 3)
    } else {
        return None;
    };
    Some((if s[0] == b'-' { -value } else { value }, sign + len))
}

/// The float at the start of an ASCII text and how much of it was read.
pub(crate) fn parse_prefix(s: &[u8]) -> Option<(f64, usize)> {
    let len = decimal_len(s);
    if len == 0 {
        return special(s);
    }
    let text = std::str::from_utf8(&s[..len]).ok()?;
    Some((text.parse().ok()?, len))
}

/// `float(text)`; `None` where that is a `ValueError` (see [`parse_error`]).
pub fn parse(text: &[u8]) -> Option<f64> {
    let ascii = to_ascii(text);
    let plain = without_underscores(trim(&ascii))?;
    match parse_prefix(&plain) {
        Some((value, len)) if len == plain.len() => Some(value),
        _ => None,
    }
}

/// The `ValueError` of a text that is no float.
pub fn parse_error(text: &[u8]) -> Error {
    let shown = quoting::repr_str(text);
    Error::value(format!(
        "could not convert string to float: {}",
        crate::error::shown(&shown)
    ))
}
