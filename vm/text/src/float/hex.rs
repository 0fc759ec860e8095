//! `float.hex` and `float.fromhex`.

use crate::bigint::scale;
use crate::digits::is_c_space;
use crate::error::{Error, Result};

/// `x.hex()`.
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return super::repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let bits = x.to_bits();
    let field = (bits >> 52) & 0x7ff;
    let fraction = bits & ((1 << 52) - 1);
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (lead, exponent) = if field == 0 {
        (0, -1022)
    } else {
        (1, field as i32 - 1023)
    };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

fn too_large() -> Error {
    Error::overflow("hexadecimal value too large to represent as a float")
}

/// `float.fromhex(text)`.
pub fn fromhex(text: &[u8]) -> Result<f64> {
    let invalid = || Error::value("invalid hexadecimal floating-point string");
    let mut s = text;
    let skip_spaces = |s: &mut &[u8]| {
        while s.first().is_some_and(|&b| is_c_space(b)) {
            *s = &s[1..];
        }
    };
    skip_spaces(&mut s);
    let negative = s.first() == Some(&b'-');
    let signed = |value: f64| if negative { -value } else { value };
    if matches!(s.first(), Some(b'+' | b'-')) {
        s = &s[1..];
    }
    for (word, value) in [
        (&b"infinity"[..], f64::INFINITY),
        (b"inf", f64::INFINITY),
        (b"nan", f64::NAN),
    ] {
        if s.len() >= word.len() && s[..word.len()].eq_ignore_ascii_case(word) {
            let mut rest = &s[word.len()..];
            skip_spaces(&mut rest);
            return if rest.is_empty() {
                Ok(signed(value))
            } else {
                Err(invalid())
            };
        }
    }
    if let [b'0', b'x' | b'X', rest @ ..] = s {
        s = rest;
    }
    let mut digits = 0u64;
    let mut significand = 0u64;
    let mut sticky = false;
    // Exponent of the lowest bit of the significand.
    let mut exponent = 0i64;
    let mut fraction = false;
    while let Some(&byte) = s.first() {
        match (byte as char).to_digit(16) {
            Some(digit) => {
                digits += 1;
                if significand >> 60 == 0 {
                    significand = significand << 4 | u64::from(digit);
                    exponent -= if fraction { 4 } else { 0 };
                } else {
                    sticky |= digit != 0;
                    exponent += if fraction { 0 } else { 4 };
                }
            }
            None if byte == b'.' && !fraction => fraction = true,
            None => break,
        }
        s = &s[1..];
    }
    if digits == 0 {
        return Err(invalid());
    }
    if let [b'p' | b'P', rest @ ..] = s {
        let (minus, rest) = match rest {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, rest),
        };
        let len = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if len == 0 {
            return Err(invalid());
        }
        let value = rest[..len].iter().fold(0i64, |v, &b| {
            v.saturating_mul(10).saturating_add(i64::from(b - b'0'))
        });
        exponent = exponent.saturating_add(if minus { -value } else { value });
        s = &rest[len..];
    }
    skip_spaces(&mut s);
    if !s.is_empty() {
        return Err(invalid());
    }
    let magnitude = scale(significand, sticky, exponent);
    if magnitude.is_infinite() {
        return Err(too_large());
    }
    Ok(signed(magnitude))
}
