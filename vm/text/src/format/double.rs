//! A double as text in a given presentation: `e f g` with a precision, or the shortest form.
//!
//! std's printing is exact and rounds ties to even; its digits are laid out here. A double has at most 1,074 decimals and
//! 767 significant digits, so larger precisions are printed at that limit and filled with zeros (std would panic above
//! 65,535).

use crate::float::shortest_digits;

/// Variations of [`float_to_string`].
#[derive(Clone, Copy, Debug, Default)]
pub struct FloatFlags {
    /// `#`: keep the point, and the zeros of `g`.
    pub alternate: bool,
    /// Like `str(x)`: at least one digit behind the point unless there is an exponent.
    pub point_zero: bool,
    /// `z`: a result that rounds to zero has no minus sign.
    pub no_negative_zero: bool,
}

const LIMIT: usize = 1100;

/// `value` as text. `code` is one of `e E f F g G`, or `r` for the shortest digits that read back (precision ignored).
pub fn float_to_string(value: f64, code: u8, precision: usize, flags: FloatFlags) -> String {
    let mut out = String::new();
    let upper = code.is_ascii_uppercase();
    if !value.is_finite() {
        out.push_str(match (value.is_nan(), value > 0.0, upper) {
            (true, _, false) => "nan",
            (true, _, true) => "NAN",
            (_, true, false) => "inf",
            (_, true, true) => "INF",
            (_, false, false) => "-inf",
            (_, false, true) => "-INF",
        });
        return out;
    }
    let magnitude = value.abs();
    match code.to_ascii_lowercase() {
        b'f' => fixed(&mut out, magnitude, precision, flags),
        b'e' => exponent_form(&mut out, magnitude, precision, flags, upper),
        b'g' => general(&mut out, magnitude, precision.max(1), flags, upper),
        _ => {
            let mut digits = [0; 17];
            let (len, point) = shortest_digits(magnitude, &mut digits);
            let use_exponent = !(-3..=16).contains(&point);
            lay_out(
                &mut out,
                &digits[..len],
                point,
                len as i64,
                use_exponent,
                flags,
                upper,
            );
        }
    }
    if value.is_sign_negative() && !(flags.no_negative_zero && is_zero(&out)) {
        out.insert(0, '-');
    }
    out
}

/// Whether all digits before the exponent are zero.
fn is_zero(text: &str) -> bool {
    text.bytes()
        .take_while(|b| !matches!(b, b'e' | b'E'))
        .all(|b| matches!(b, b'0' | b'.'))
}

fn push_zeros(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n('0', count));
}

fn push_exponent(out: &mut String, exponent: i32, upper: bool) {
    out.push(if upper { 'E' } else { 'e' });
    out.push(if exponent < 0 { '-' } else { '+' });
    if exponent.abs() < 10 {
        out.push('0');
    }
    crate::bigint::push_i64(out, i64::from(exponent.abs()));
}

fn fixed(out: &mut String, magnitude: f64, precision: usize, flags: FloatFlags) {
    use std::fmt::Write;
    let printed = precision.min(LIMIT);
    // Writing to a String does not fail.
    let _ = write!(out, "{magnitude:.printed$}");
    push_zeros(out, precision - printed);
    if precision == 0 && flags.alternate {
        out.push('.');
    }
}

/// Digits of `magnitude` rounded to `1 + precision` significant ones (without zeros past the limit), and its exponent.
fn significant(magnitude: f64, precision: usize) -> (Vec<u8>, i32) {
    let printed = precision.min(LIMIT);
    let text = format!("{magnitude:.printed$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (
        mantissa.bytes().filter(|&b| b != b'.').collect(),
        exponent.parse().unwrap_or(0),
    )
}

fn exponent_form(
    out: &mut String,
    magnitude: f64,
    precision: usize,
    flags: FloatFlags,
    upper: bool,
) {
    let (digits, exponent) = significant(magnitude, precision);
    lay_out(
        out,
        &digits,
        exponent + 1,
        precision as i64 + 1,
        true,
        flags,
        upper,
    );
}

fn general(out: &mut String, magnitude: f64, precision: usize, flags: FloatFlags, upper: bool) {
    let (mut digits, exponent) = significant(magnitude, precision - 1);
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    let point = exponent + 1;
    let most = precision as i64 - i64::from(flags.point_zero);
    let use_exponent = point <= -4 || i64::from(point) > most;
    let end = if flags.alternate {
        precision as i64
    } else {
        digits.len() as i64
    };
    lay_out(out, &digits, point, end, use_exponent, flags, upper);
}

/// Writes `0.digits * 10**point`, zeros filled in up to the digit position `end`, with or without an exponent.
fn lay_out(
    out: &mut String,
    digits: &[u8],
    point: i32,
    end: i64,
    use_exponent: bool,
    flags: FloatFlags,
    upper: bool,
) {
    let exponent = point - 1;
    let point = if use_exponent { 1 } else { i64::from(point) };
    let end = end.max(if !use_exponent && flags.point_zero {
        point + 1
    } else {
        point
    });
    let whole = point.max(0) as usize;
    let count = digits.len();
    let push_digits = |out: &mut String, range: &[u8]| out.extend(range.iter().map(|&b| b as char));
    if whole == 0 {
        out.push('0');
    } else {
        push_digits(out, &digits[..count.min(whole)]);
        push_zeros(out, whole.saturating_sub(count));
    }
    let decimals = (end - point) as usize;
    if decimals > 0 || flags.alternate {
        out.push('.');
    }
    if decimals > 0 {
        let leading = (-point).max(0) as usize;
        push_zeros(out, leading.min(decimals));
        let shown = &digits[count.min(whole)..];
        let room = decimals.saturating_sub(leading);
        push_digits(out, &shown[..shown.len().min(room)]);
        push_zeros(out, room.saturating_sub(shown.len()));
    }
    if use_exponent {
        push_exponent(out, exponent, upper);
    }
}
