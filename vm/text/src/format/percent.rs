//! `%` formatting: cutting a format into literals and directives, and laying out converted values.
//!
//! The caller walks over [`Percent`], looks up the keys it meets, takes the arguments a directive asks for (first a `*` width,
//! then a `*` precision, then the value), converts the value to an int, float or text as the directive's letter says, and lets [`Layout`] render it.
//! Bytes formats are the same language; only two messages differ.
//!
//! ```
//! use adder_text::bigint::IntRef;
//! use adder_text::format::percent::{Item, Percent};
//! let mut items = Percent::new(b"x=%-6d|", false, false);
//! assert_eq!(items.next(), Some(Ok(Item::Literal(b"x="))));
//! let Some(Ok(Item::Directive(d))) = items.next() else { panic!() };
//! let shown = d.layout(None, None).unwrap().int(IntRef::Small(-42), d.conversion as u8, 4300).unwrap();
//! assert_eq!(shown, b"-42   ");
//! ```

use super::double::{float_to_string, FloatFlags};
use crate::bigint::{self, IntRef};
use crate::error::{buffer, Error, Kind, Result};
use crate::wtf8;

/// The flag characters of a directive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// a blank
    pub blank: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
}

/// A width or precision as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Not given.
    None,
    /// `*`: the next argument.
    Star,
    /// A number.
    Value(usize),
}

/// One `%` directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The flags.
    pub flags: Flags,
    /// The width.
    pub width: Count,
    /// The precision.
    pub precision: Count,
    /// The conversion character.
    pub conversion: u32,
    /// Position of the conversion character, in characters (bytes in a bytes format).
    pub index: usize,
    in_bytes: bool,
}

/// A piece of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// Text to copy; `%%` is the text `%`.
    Literal(&'a [u8]),
    /// The key of `%(key)d`. The rest of the directive is the next item: a key that is not found comes before what is wrong
    /// behind it.
    Key(&'a [u8]),
    /// A directive.
    Directive(Directive),
}

/// The pieces of a `%` format.
#[derive(Clone, Debug)]
pub struct Percent<'a> {
    text: &'a [u8],
    at: usize,
    bytes: bool,
    mapping: bool,
    /// A key has been read, its directive not yet.
    keyed: bool,
}

impl<'a> Percent<'a> {
    /// The pieces of `text`; `bytes` for a bytes format, `mapping` if keys can be looked up.
    pub fn new(text: &'a [u8], bytes: bool, mapping: bool) -> Percent<'a> {
        Percent {
            text,
            at: 0,
            bytes,
            mapping,
            keyed: false,
        }
    }

    fn next_char(&mut self) -> Option<u32> {
        let &lead = self.text.get(self.at)?;
        let (cp, len) = if self.bytes {
            (u32::from(lead), 1)
        } else {
            wtf8::decode_at(self.text, self.at)
        };
        self.at += len;
        Some(cp)
    }

    fn number(
        &mut self,
        first: u32,
        limit: usize,
        message: &'static str,
    ) -> Result<(usize, Option<u32>)> {
        let mut value = (first - u32::from(b'0')) as usize;
        loop {
            let c = self.next_char();
            let Some(digit) = c.filter(|c| (u32::from(b'0')..=u32::from(b'9')).contains(c)) else {
                return Ok((value, c));
            };
            let digit = (digit - u32::from(b'0')) as usize;
            if value > (limit - digit) / 10 {
                return Err(Error::value(message));
            }
            value = value * 10 + digit;
        }
    }

    fn key(&mut self) -> Result<&'a [u8]> {
        if !self.mapping {
            return Err(Error::new(Kind::Type, "format requires a mapping"));
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(&byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(&self.text[start..self.at - 1]);
            }
        }
        Err(Error::value("incomplete format key"))
    }

    /// The directive behind a `%` and its key. What a `*` needs from the arguments is checked by the caller.
    fn directive(&mut self) -> Result<Directive> {
        let digit = |c: Option<u32>| c.filter(|c| (u32::from(b'0')..=u32::from(b'9')).contains(c));
        let is = |c: Option<u32>, wanted: u8| c == Some(u32::from(wanted));
        let mut flags = Flags::default();
        let mut c;
        loop {
            c = self.next_char();
            match c.and_then(char::from_u32) {
                Some('-') => flags.left = true,
                Some('+') => flags.plus = true,
                Some(' ') => flags.blank = true,
                Some('#') => flags.alternate = true,
                Some('0') => flags.zero = true,
                _ => break,
            }
        }
        let mut width = Count::None;
        if is(c, b'*') {
            width = Count::Star;
            c = self.next_char();
        } else if let Some(first) = digit(c) {
            let (value, next) = self.number(first, isize::MAX as usize, "width too big")?;
            (width, c) = (Count::Value(value), next);
        }
        let mut precision = Count::None;
        if is(c, b'.') {
            precision = Count::Value(0);
            c = self.next_char();
            if is(c, b'*') {
                precision = Count::Star;
                c = self.next_char();
            } else if let Some(first) = digit(c) {
                let message = if self.bytes {
                    "prec too big"
                } else {
                    "precision too big"
                };
                let (value, next) = self.number(first, i32::MAX as usize, message)?;
                (precision, c) = (Count::Value(value), next);
            }
        }
        if is(c, b'h') || is(c, b'l') || is(c, b'L') {
            c = self.next_char();
        }
        let Some(conversion) = c else {
            return Err(Error::value("incomplete format"));
        };
        let before = &self.text[..self.at];
        let index = if self.bytes {
            before.len()
        } else {
            wtf8::char_count(before)
        } - 1;
        Ok(Directive {
            flags,
            width,
            precision,
            conversion,
            index,
            in_bytes: self.bytes,
        })
    }
}

impl<'a> Iterator for Percent<'a> {
    type Item = Result<Item<'a>>;

    fn next(&mut self) -> Option<Result<Item<'a>>> {
        if self.at >= self.text.len() && !self.keyed {
            return None;
        }
        let start = self.at;
        if !self.keyed && self.text[start] != b'%' {
            self.at =
                memchr::memchr(b'%', &self.text[start..]).map_or(self.text.len(), |i| start + i);
            return Some(Ok(Item::Literal(&self.text[start..self.at])));
        }
        let item = if std::mem::take(&mut self.keyed) {
            self.directive().map(Item::Directive)
        } else {
            self.at += 1;
            match self.text.get(self.at) {
                Some(b'%') => {
                    self.at += 1;
                    Ok(Item::Literal(b"%"))
                }
                Some(b'(') => {
                    self.at += 1;
                    self.keyed = true;
                    self.key().map(Item::Key)
                }
                _ => self.directive().map(Item::Directive),
            }
        };
        if item.is_err() {
            (self.at, self.keyed) = (self.text.len(), false);
        }
        Some(item)
    }
}

impl Directive {
    /// The error of a conversion character that there is not.
    pub fn unsupported(&self) -> Error {
        let shown = match self.conversion {
            c @ 0..=255 if self.in_bytes => c as u8 as char,
            c @ 31..=126 => c as u8 as char,
            _ => '?',
        };
        Error::value(format!(
            "unsupported format character '{shown}' (0x{:x}) at index {}",
            self.conversion, self.index
        ))
    }

    /// Fills in the arguments that stood for `*`. A negative width means left-justified, a negative precision is 0.
    pub fn layout(&self, star_width: Option<i64>, star_precision: Option<i64>) -> Result<Layout> {
        let mut flags = self.flags;
        let width = match self.width {
            Count::None => 0,
            Count::Value(width) => width,
            Count::Star => {
                let width = star_width.unwrap_or(0);
                flags.left |= width < 0;
                width.unsigned_abs() as usize
            }
        };
        let precision = match self.precision {
            Count::None => None,
            Count::Value(precision) => Some(precision),
            Count::Star => Some(star_precision.unwrap_or(0).max(0) as usize),
        };
        Ok(Layout {
            flags,
            width,
            precision,
        })
    }
}

/// A directive with its `*`s filled in.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The flags.
    pub flags: Flags,
    /// The minimum width; 0 where none was given.
    pub width: usize,
    /// The precision.
    pub precision: Option<usize>,
}

/// A converted value cut into sign, prefix and the rest.
struct Number<'a> {
    negative: bool,
    prefix: &'a str,
    body: &'a [u8],
}

impl Layout {
    fn number(&self, number: &Number<'_>) -> Result<Vec<u8>> {
        let sign = match (number.negative, self.flags.plus, self.flags.blank) {
            (true, ..) => Some(b'-'),
            (_, true, _) => Some(b'+'),
            (_, _, true) => Some(b' '),
            _ => None,
        };
        let length = usize::from(sign.is_some()) + number.prefix.len() + number.body.len();
        let padding = self.width.saturating_sub(length);
        let mut out = buffer(length.saturating_add(padding))?;
        let left = self.flags.left;
        if !left && !self.flags.zero {
            out.resize(padding, b' ');
        }
        out.extend(sign);
        out.extend_from_slice(number.prefix.as_bytes());
        if !left && self.flags.zero {
            out.resize(out.len() + padding, b'0');
        }
        out.extend_from_slice(number.body);
        if left {
            out.resize(out.len() + padding, b' ');
        }
        Ok(out)
    }

    /// `%d %i %u %o %x %X`; the precision is a minimum number of digits. `max_digits` as in [`bigint::to_decimal`].
    pub fn int(&self, value: IntRef<'_>, conversion: u8, max_digits: usize) -> Result<Vec<u8>> {
        let (radix, prefix) = match conversion {
            b'o' => (8, "0o"),
            b'x' => (16, "0x"),
            b'X' => (16, "0X"),
            _ => (10, ""),
        };
        let precision = self.precision.unwrap_or(0);
        if precision > i32::MAX as usize - 3 {
            return Err(Error::new(Kind::Overflow, "precision too large"));
        }
        let mut text = if radix == 10 {
            bigint::to_decimal(value, max_digits)?
        } else {
            bigint::to_radix(value, radix, false)
        };
        if conversion == b'X' {
            text.make_ascii_uppercase();
        }
        let negative = text.starts_with('-');
        let digits = &text.as_bytes()[usize::from(negative)..];
        let mut body = buffer(digits.len().max(precision))?;
        body.resize(precision.saturating_sub(digits.len()), b'0');
        body.extend_from_slice(digits);
        self.number(&Number {
            negative,
            prefix: if self.flags.alternate { prefix } else { "" },
            body: &body,
        })
    }

    /// `%e %E %f %F %g %G`.
    pub fn float(&self, value: f64, conversion: u8) -> Result<Vec<u8>> {
        let precision = self.precision.unwrap_or(6);
        buffer(precision)?;
        let flags = FloatFlags {
            alternate: self.flags.alternate,
            ..FloatFlags::default()
        };
        let text = float_to_string(value, conversion, precision, flags);
        let negative = text.starts_with('-');
        self.number(&Number {
            negative,
            prefix: "",
            body: &text.as_bytes()[usize::from(negative)..],
        })
    }

    fn padded(&self, text: &[u8], chars: usize) -> Result<Vec<u8>> {
        let padding = self.width.saturating_sub(chars);
        let mut out = buffer(text.len().saturating_add(padding))?;
        if !self.flags.left {
            out.resize(padding, b' ');
        }
        out.extend_from_slice(text);
        if self.flags.left {
            out.resize(out.len() + padding, b' ');
        }
        Ok(out)
    }

    /// `%s %r %a` in a str format; the precision cuts.
    pub fn text(&self, text: &[u8]) -> Result<Vec<u8>> {
        let text = match self.precision {
            Some(chars) => &text[..wtf8::byte_offset(text, chars)],
            None => text,
        };
        self.padded(text, wtf8::char_count(text))
    }

    /// `%s %b %r %a` in a bytes format; the precision cuts.
    pub fn bytes(&self, data: &[u8]) -> Result<Vec<u8>> {
        let data = match self.precision {
            Some(length) => &data[..length.min(data.len())],
            None => data,
        };
        self.padded(data, data.len())
    }

    /// `%c` in a str format; the code point has been checked.
    pub fn char(&self, cp: u32) -> Result<Vec<u8>> {
        self.padded(&wtf8::encode(cp), 1)
    }
}
