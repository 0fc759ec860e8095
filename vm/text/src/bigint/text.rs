//! `int` to and from text: decimal and other radices, and the 4300-digit limit.
//!
//! Machine integers are written two digits at a time and read in one pass; only what does not fit goes through dashu, whose
//! conversions are subquadratic. The limit (`sys.set_int_max_str_digits`) is a parameter here: 0 means none, and it is only
//! looked at above 640 digits, as in CPython.

use super::{bit_length, is_negative, IBig, Int, IntRef};
use crate::digits::{is_c_space, to_ascii};
use crate::error::{Error, Result};
use crate::repr;

/// The limit a program starts with.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Up to here the limit does not apply, however low it is set.
const THRESHOLD: usize = 640;

/// Why a text is no integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseIntError {
    /// The base is neither 0 nor 2..=36.
    BadBase,
    /// Not a literal of that base.
    Invalid,
    /// More digits than the limit allows.
    TooManyDigits {
        /// The limit in force.
        limit: usize,
        /// Digits found.
        digits: usize,
    },
}

impl ParseIntError {
    /// The `ValueError` that `int(text, base)` raises; `text` is put in by its `repr`.
    pub fn to_error(self, text: &[u8], base: u32) -> Error {
        match self {
            ParseIntError::BadBase => Error::value("int() base must be >= 2 and <= 36, or 0"),
            ParseIntError::Invalid => {
                let shown = repr::repr_str(text);
                // CPython formats with %.200R: at most 200 characters of the repr.
                let end = crate::wtf8::byte_offset(&shown, 200);
                let shown = String::from_utf8_lossy(&shown[..end]).into_owned();
                Error::value(format!("invalid literal for int() with base {base}: {shown}"))
            }
            ParseIntError::TooManyDigits { limit, digits } => Error::value(format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use \
                 sys.set_int_max_str_digits() to increase the limit"
            )),
        }
    }
}

#[inline]
fn digit_value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'a'..=b'z' => u32::from(byte - b'a') + 10,
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => u32::MAX,
    }
}

/// `int(text, base)`, with `base` 0 meaning "by the prefix, as a literal". A `max_digits` of 0 means no limit.
pub fn parse_int(
    text: &[u8],
    base: u32,
    max_digits: usize,
) -> std::result::Result<Int, ParseIntError> {
    if base == 1 || base > 36 {
        return Err(ParseIntError::BadBase);
    }
    let ascii = to_ascii(text);
    let mut s = &ascii[..];
    while s.first().is_some_and(|&b| is_c_space(b)) {
        s = &s[1..];
    }
    let negative = s.first() == Some(&b'-');
    if matches!(s.first(), Some(b'+' | b'-')) {
        s = &s[1..];
    }
    let mut radix = base;
    let mut only_zero = false;
    if radix == 0 {
        radix = match s {
            [b'0', b'x' | b'X', ..] => 16,
            [b'0', b'o' | b'O', ..] => 8,
            [b'0', b'b' | b'B', ..] => 2,
            // "0777" was octal once; now only zeros may follow a zero.
            [b'0', ..] => {
                only_zero = true;
                10
            }
            _ => 10,
        };
    }
    match (s, radix) {
        ([b'0', b'x' | b'X', ..], 16)
        | ([b'0', b'o' | b'O', ..], 8)
        | ([b'0', b'b' | b'B', ..], 2) => {
            s = &s[2..];
            if s.first() == Some(&b'_') {
                s = &s[1..];
            }
        }
        _ => {}
    }
    let run = scan_digits(s, radix, negative).ok_or(ParseIntError::Invalid)?;
    let (plain, mut rest) = s.split_at(run.len);
    while rest.first().is_some_and(|&b| is_c_space(b)) {
        rest = &rest[1..];
    }
    // The limit comes last: a long text that is no number is an invalid literal.
    if !rest.is_empty() || (only_zero && run.small != Some(0)) {
        return Err(ParseIntError::Invalid);
    }
    if !radix.is_power_of_two()
        && run.digits > THRESHOLD
        && max_digits > 0
        && run.digits > max_digits
    {
        return Err(ParseIntError::TooManyDigits {
            limit: max_digits,
            digits: run.digits,
        });
    }
    if let Some(v) = run.small {
        return Ok(Int::Small(v));
    }
    let plain: String = plain
        .iter()
        .filter(|&&b| b != b'_')
        .map(|&b| b as char)
        .collect();
    let magnitude = IBig::from_str_radix(&plain, radix).map_err(|_| ParseIntError::Invalid)?;
    Ok(Int::from(if negative { -magnitude } else { magnitude }))
}

/// What [`scan_digits`] finds.
struct Run {
    /// Bytes, underscores included.
    len: usize,
    digits: usize,
    /// The signed value, while it fits.
    small: Option<i64>,
}

/// Reads digits with single underscores between them; `None` where there are none or an underscore is misplaced.
fn scan_digits(s: &[u8], radix: u32, negative: bool) -> Option<Run> {
    let mut run = Run {
        len: 0,
        digits: 0,
        small: Some(0),
    };
    let mut previous = b'_';
    while let Some(&byte) = s.get(run.len) {
        if byte == b'_' {
            if previous == b'_' {
                return None;
            }
        } else {
            let digit = digit_value(byte);
            if digit >= radix {
                break;
            }
            run.digits += 1;
            // Accumulated with its sign, so that -2**63 is reached without overflow.
            run.small = run
                .small
                .and_then(|v| v.checked_mul(i64::from(radix)))
                .and_then(|v| {
                    if negative {
                        v.checked_sub(i64::from(digit))
                    } else {
                        v.checked_add(i64::from(digit))
                    }
                });
        }
        previous = byte;
        run.len += 1;
    }
    (previous != b'_').then_some(run)
}

const PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/// Writes the digits at the end of `buffer`; gives where they start.
fn write_i64(value: i64, buffer: &mut [u8; 20]) -> usize {
    let mut rest = value.unsigned_abs();
    let mut at = buffer.len();
    while rest >= 100 {
        let pair = (rest % 100) as usize * 2;
        rest /= 100;
        at -= 2;
        buffer[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    }
    if rest >= 10 {
        let pair = rest as usize * 2;
        at -= 2;
        buffer[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    } else {
        at -= 1;
        buffer[at] = b'0' + rest as u8;
    }
    if value < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    at
}

/// Appends `str(value)`.
pub fn push_i64_bytes(out: &mut Vec<u8>, value: i64) {
    let mut buffer = [0; 20];
    let at = write_i64(value, &mut buffer);
    out.extend_from_slice(&buffer[at..]);
}

/// Appends `str(value)`.
pub fn push_i64(out: &mut String, value: i64) {
    let mut buffer = [0; 20];
    let at = write_i64(value, &mut buffer);
    out.extend(buffer[at..].iter().map(|&b| b as char));
}

/// `str(value)`.
pub fn i64_to_string(value: i64) -> String {
    let mut out = Vec::with_capacity(20);
    push_i64_bytes(&mut out, value);
    String::from_utf8(out).unwrap_or_default()
}

/// The error of a number with too many digits to show.
fn max_digits_error(limit: usize) -> Error {
    Error::value(format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the \
         limit"
    ))
}

/// `str(value)`; a `max_digits` of 0 means no limit.
pub fn to_decimal(value: IntRef<'_>, max_digits: usize) -> Result<String> {
    match value {
        IntRef::Small(v) => Ok(i64_to_string(v)),
        IntRef::Big(v) => {
            // Do not convert what is certainly too long: that is what the limit is for.
            let at_least =
                (bit_length(v).saturating_sub(1) as f64 * std::f64::consts::LOG10_2) as usize;
            if max_digits > 0 && at_least > max_digits.max(THRESHOLD) {
                return Err(max_digits_error(max_digits));
            }
            let text = v.to_string();
            let digits = text.len() - usize::from(is_negative(v));
            if max_digits > 0 && digits > THRESHOLD && digits > max_digits {
                return Err(max_digits_error(max_digits));
            }
            Ok(text)
        }
    }
}

/// `bin`, `oct` and `hex`: lower case digits, with or without the `0b` / `0o` / `0x` after the sign. The radix is 2, 8 or 16.
pub fn to_radix(value: IntRef<'_>, radix: u32, prefix: bool) -> String {
    let mut out = String::new();
    if value.is_negative() {
        out.push('-');
    }
    if prefix {
        out.push_str(match radix {
            2 => "0b",
            8 => "0o",
            _ => "0x",
        });
    }
    match value {
        IntRef::Small(v) => {
            let v = v.unsigned_abs();
            out.push_str(&match radix {
                2 => format!("{v:b}"),
                8 => format!("{v:o}"),
                _ => format!("{v:x}"),
            });
        }
        IntRef::Big(v) => {
            let v = dashu_int::ops::UnsignedAbs::unsigned_abs(v);
            out.push_str(&match radix {
                2 => format!("{v:b}"),
                8 => format!("{v:o}"),
                _ => format!("{v:x}"),
            });
        }
    }
    out
}
