//! Rendering a value by its [`Spec`].
//!
//! A number is taken apart into sign, prefix, integer digits and the rest (point, decimals, exponent, percent sign). Digits
//! are grouped, and with `0` filled up to the width inside the grouping; whatever width remains is padding on the side the
//! alignment says.

use super::double::{float_to_string, FloatFlags};
use super::spec::{unknown_code, Align, Grouping, Spec, SpecKind};
use crate::bigint::{self, IntRef};
use crate::complex::{self, Complex};
use crate::error::{buffer, Error, Result};
use crate::{float, wtf8};

/// A number cut into what the layout treats differently.
struct Pieces<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    /// Cuts the output of [`float_to_string`].
    fn of_float(text: &'a str) -> Pieces<'a> {
        let bytes = text.as_bytes();
        let negative = bytes.first() == Some(&b'-');
        let bytes = &bytes[usize::from(negative)..];
        let len = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        Pieces {
            negative,
            prefix: "",
            digits: &bytes[..len],
            rest: &bytes[len..],
        }
    }

    fn sign(&self, wanted: Option<u8>) -> Option<u8> {
        match wanted {
            _ if self.negative => Some(b'-'),
            Some(sign @ (b'+' | b' ')) => Some(sign),
            _ => None,
        }
    }
}

fn group_size(grouping: Grouping) -> (usize, u8) {
    match grouping {
        Grouping::Comma => (3, b','),
        Grouping::Underscore => (3, b'_'),
        Grouping::UnderscoreFour => (4, b'_'),
    }
}

/// Length of `count` digits with separators, zeros in front until they are at least `width` long (or one longer, where that
/// would begin with a separator).
fn grouped_len(count: usize, grouping: Option<Grouping>, width: usize) -> usize {
    let Some((size, _)) = grouping.map(group_size) else {
        return count.max(width);
    };
    let with_marks = |digits: usize| digits.saturating_add((digits.saturating_sub(1)) / size);
    // The fewest digits that reach the width: of size + 1 characters size are digits, and none may begin with a mark.
    let rest = width % (size + 1);
    let needed = width / (size + 1) * size + rest.max(1);
    with_marks(count.max(if width == 0 { 0 } else { needed }))
}

/// Appends the digits as [`grouped_len`] counted them.
fn push_grouped(out: &mut Vec<u8>, digits: &[u8], grouping: Option<Grouping>, len: usize) {
    let Some((size, mark)) = grouping.map(group_size) else {
        out.resize(out.len() + len.saturating_sub(digits.len()), b'0');
        out.extend_from_slice(digits);
        return;
    };
    // Built from the right, then reversed.
    let start = out.len();
    let mut left = digits.iter().rev();
    for at in 0..len {
        out.push(if at % (size + 1) == size {
            mark
        } else {
            left.next().copied().unwrap_or(b'0')
        });
    }
    out[start..].reverse();
}

fn push_fill(out: &mut Vec<u8>, fill: u32, count: usize) {
    if fill < 0x80 {
        out.resize(out.len() + count, fill as u8);
    } else {
        for _ in 0..count {
            wtf8::push(out, fill);
        }
    }
}

/// Lays out a number in the field that `spec` describes. `rest_chars` is the width of `pieces.rest` in characters.
fn lay_out(pieces: &Pieces<'_>, rest_chars: usize, spec: &Spec) -> Result<Vec<u8>> {
    let sign = pieces.sign(spec.sign);
    let around = usize::from(sign.is_some()) + pieces.prefix.len() + rest_chars;
    let width = spec.width.unwrap_or(0);
    let zero_fill = spec.fill == u32::from(b'0') && spec.align == Align::AfterSign;
    let digits_len = if pieces.digits.is_empty() {
        0
    } else {
        grouped_len(
            pieces.digits.len(),
            spec.grouping,
            if zero_fill {
                width.saturating_sub(around)
            } else {
                0
            },
        )
    };
    let padding = width.saturating_sub(around.saturating_add(digits_len));
    let (before, inside, after) = match spec.align {
        Align::Left => (0, 0, padding),
        Align::Right => (padding, 0, 0),
        Align::Center => (padding / 2, 0, padding - padding / 2),
        Align::AfterSign => (0, padding, 0),
    };
    let fill_bytes = padding
        .checked_mul(wtf8::encoded_len(spec.fill))
        .ok_or_else(Error::memory)?;
    let fixed = 1 + pieces.prefix.len() + pieces.rest.len();
    let mut out = buffer(fill_bytes.saturating_add(digits_len).saturating_add(fixed))?;
    push_fill(&mut out, spec.fill, before);
    out.extend(sign);
    out.extend_from_slice(pieces.prefix.as_bytes());
    push_fill(&mut out, spec.fill, inside);
    push_grouped(&mut out, pieces.digits, spec.grouping, digits_len);
    out.extend_from_slice(pieces.rest);
    push_fill(&mut out, spec.fill, after);
    Ok(out)
}

/// `format(value, spec)` of an int; `max_digits` is the limit of [`bigint::to_decimal`].
pub fn format_int(
    value: IntRef<'_>,
    spec: &[u8],
    type_name: &str,
    max_digits: usize,
) -> Result<Vec<u8>> {
    if spec.is_empty() {
        return Ok(bigint::to_decimal(value, max_digits)?.into_bytes());
    }
    Spec::parse(spec, SpecKind::Int, type_name)?.int_with(value, type_name, max_digits)
}

/// `format(value, spec)` of a float.
pub fn format_float(value: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>> {
    if spec.is_empty() {
        return Ok(float::repr(value).into_bytes());
    }
    Spec::parse(spec, SpecKind::Float, type_name)?.float_with(value, type_name)
}

/// `format(value, spec)` of a complex.
pub fn format_complex(value: Complex, spec: &[u8], type_name: &str) -> Result<Vec<u8>> {
    if spec.is_empty() {
        return Ok(complex::repr(value).into_bytes());
    }
    Spec::parse(spec, SpecKind::Complex, type_name)?.complex_with(value, type_name)
}

/// `format(text, spec)` of a str.
pub fn format_str(text: &[u8], spec: &[u8], type_name: &str) -> Result<Vec<u8>> {
    if spec.is_empty() {
        return Ok(text.to_vec());
    }
    Spec::parse(spec, SpecKind::Str, type_name)?.str_with(text, type_name)
}

const MAX_PRECISION: usize = i32::MAX as usize;

impl Spec {
    /// Renders an int. A precision and `z` are refused, the float codes convert first.
    pub fn int_with(
        &self,
        value: IntRef<'_>,
        type_name: &str,
        max_digits: usize,
    ) -> Result<Vec<u8>> {
        let code = u8::try_from(self.code).unwrap_or(0);
        match code {
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
                let value = match value {
                    IntRef::Small(v) => v as f64,
                    IntRef::Big(v) => bigint::to_f64(v)?,
                };
                return self.float_with(value, type_name);
            }
            b'b' | b'c' | b'd' | b'o' | b'x' | b'X' | b'n' => {}
            _ => return Err(unknown_code(self.code, type_name)),
        }
        if self.precision.is_some() {
            return Err(Error::value(
                "Precision not allowed in integer format specifier",
            ));
        }
        if self.no_negative_zero {
            return Err(Error::value(
                "Negative zero coercion (z) not allowed in integer format specifier",
            ));
        }
        if code == b'c' {
            return self.character(value);
        }
        let (radix, prefix) = match code {
            b'b' => (2, "0b"),
            b'o' => (8, "0o"),
            b'x' => (16, "0x"),
            b'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut text = if radix == 10 {
            bigint::to_decimal(value, max_digits)?
        } else {
            bigint::to_radix(value, radix, false)
        };
        if code == b'X' {
            text.make_ascii_uppercase();
        }
        let negative = text.starts_with('-');
        let pieces = Pieces {
            negative,
            prefix: if self.alternate { prefix } else { "" },
            digits: &text.as_bytes()[usize::from(negative)..],
            rest: b"",
        };
        lay_out(&pieces, 0, self)
    }

    fn character(&self, value: IntRef<'_>) -> Result<Vec<u8>> {
        if self.sign.is_some() {
            return Err(Error::value(
                "Sign not allowed with integer format specifier 'c'",
            ));
        }
        if self.alternate {
            return Err(Error::value(
                "Alternate form (#) not allowed with integer format specifier 'c'",
            ));
        }
        let value = value
            .to_i64()
            .ok_or_else(|| Error::overflow("Python int too large to convert to C long"))?;
        let cp = u32::try_from(value).ok().filter(|&cp| cp <= 0x10ffff);
        let cp = cp.ok_or_else(|| Error::overflow("%c arg not in range(0x110000)"))?;
        let rest = wtf8::encode(cp);
        lay_out(
            &Pieces {
                negative: false,
                prefix: "",
                digits: b"",
                rest: &rest,
            },
            1,
            self,
        )
    }

    fn float_text(&self, value: f64, complex: bool, type_name: &str) -> Result<String> {
        let code = u8::try_from(self.code).unwrap_or(1);
        let mut flags = FloatFlags {
            alternate: self.alternate,
            point_zero: false,
            no_negative_zero: self.no_negative_zero,
        };
        let (presentation, default) = match code {
            0 => {
                flags.point_zero = !complex;
                (if self.precision.is_some() { b'g' } else { b'r' }, 0)
            }
            b'n' => (b'g', 6),
            b'%' if !complex => (b'f', 6),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => (code, 6),
            _ => return Err(unknown_code(self.code, type_name)),
        };
        let precision = self.precision.unwrap_or(default);
        if precision > MAX_PRECISION {
            return Err(Error::value("precision too big"));
        }
        // Room for the zeros, asked for where refusal is possible.
        buffer(precision)?;
        let percent = code == b'%';
        let mut text = float_to_string(
            if percent { value * 100.0 } else { value },
            presentation,
            precision,
            flags,
        );
        if percent {
            text.push('%');
        }
        Ok(text)
    }

    /// Renders a float.
    pub fn float_with(&self, value: f64, type_name: &str) -> Result<Vec<u8>> {
        let text = self.float_text(value, false, type_name)?;
        let pieces = Pieces::of_float(&text);
        lay_out(&pieces, pieces.rest.len(), self)
    }

    /// Renders a complex number: zero padding and alignment after the sign are refused.
    pub fn complex_with(&self, value: Complex, type_name: &str) -> Result<Vec<u8>> {
        match char::from_u32(self.code) {
            Some('\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
            _ => return Err(unknown_code(self.code, type_name)),
        }
        if self.precision.is_some_and(|p| p > MAX_PRECISION) {
            return Err(Error::value("precision too big"));
        }
        if self.fill == u32::from(b'0') {
            return Err(Error::value(
                "Zero padding is not allowed in complex format specifier",
            ));
        }
        if self.align == Align::AfterSign {
            return Err(Error::value(
                "'=' alignment flag is not allowed in complex format specifier",
            ));
        }
        let only_imaginary = self.code == 0 && value.re == 0.0 && value.re.is_sign_positive();
        let parentheses = self.code == 0 && !only_imaginary;
        let mut part = Spec {
            width: None,
            align: Align::Left,
            ..self.clone()
        };
        let mut text = Vec::new();
        if parentheses {
            text.push(b'(');
        }
        if !only_imaginary {
            let real = self.float_text(value.re, true, type_name)?;
            let pieces = Pieces::of_float(&real);
            text.extend(lay_out(&pieces, pieces.rest.len(), &part)?);
            part.sign = Some(b'+');
        }
        let imaginary = self.float_text(value.im, true, type_name)?;
        let pieces = Pieces::of_float(&imaginary);
        text.extend(lay_out(&pieces, pieces.rest.len(), &part)?);
        text.push(b'j');
        if parentheses {
            text.push(b')');
        }
        pad(&text, text.len(), self)
    }

    /// Renders a str; the precision cuts it.
    pub fn str_with(&self, text: &[u8], type_name: &str) -> Result<Vec<u8>> {
        if self.code != u32::from(b's') {
            return Err(unknown_code(self.code, type_name));
        }
        let refused = |what: &str| {
            Err(Error::value(format!(
                "{what} not allowed in string format specifier"
            )))
        };
        match self.sign {
            Some(b' ') => return refused("Space"),
            Some(_) => return refused("Sign"),
            None => {}
        }
        if self.no_negative_zero {
            return refused("Negative zero coercion (z)");
        }
        if self.alternate {
            return refused("Alternate form (#)");
        }
        if self.align == Align::AfterSign {
            return refused("'=' alignment");
        }
        let text = match self.precision {
            Some(chars) => &text[..wtf8::byte_offset(text, chars)],
            None => text,
        };
        pad(text, wtf8::char_count(text), self)
    }
}

/// Pads a finished text of `chars` characters to the width.
fn pad(text: &[u8], chars: usize, spec: &Spec) -> Result<Vec<u8>> {
    let padding = spec.width.unwrap_or(0).saturating_sub(chars);
    let before = match spec.align {
        Align::Left => 0,
        Align::Center => padding / 2,
        Align::Right | Align::AfterSign => padding,
    };
    let fill_bytes = padding
        .checked_mul(wtf8::encoded_len(spec.fill))
        .ok_or_else(Error::memory)?;
    let mut out = buffer(fill_bytes.saturating_add(text.len()))?;
    push_fill(&mut out, spec.fill, before);
    out.extend_from_slice(text);
    push_fill(&mut out, spec.fill, padding - before);
    Ok(out)
}
