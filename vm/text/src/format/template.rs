//! `str.format` templates: literals, fields, and the field-name language (`0.name[key]`).
//!
//! [`Template`] yields pieces lazily: CPython evaluates a field before it looks at what follows, so a syntax error late in a
//! template comes after an `IndexError` early in it. `"{{"` yields a literal that ends in one brace and no field.
//!
//! ```
//! use adder_text::format::template::{split_field_name, Accessor, First, Template};
//! let piece = Template::new(b"a{0.x[k]!r:>{w}}").next().unwrap().unwrap();
//! assert_eq!(piece.literal, b"a");
//! let field = piece.field.unwrap();
//! assert_eq!((field.name, field.conversion, field.spec, field.nested), (&b"0.x[k]"[..], Some('r' as u32), &b">{w}"[..], true));
//! let (first, rest) = split_field_name(field.name).unwrap();
//! assert_eq!(first, First::Index(0));
//! let rest: Vec<_> = rest.map(Result::unwrap).collect();
//! assert_eq!(rest, [Accessor::Attr(b"x"), Accessor::Key(b"k")]);
//! ```

use crate::error::{Error, Result};
use crate::{unicode, wtf8};

/// A literal and the field after it, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Text to copy.
    pub literal: &'a [u8],
    /// The field behind it.
    pub field: Option<Field<'a>>,
}

/// A replacement field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// What to look up; see [`split_field_name`].
    pub name: &'a [u8],
    /// The character behind `!`; see [`check_conversion`].
    pub conversion: Option<u32>,
    /// The format spec as written.
    pub spec: &'a [u8],
    /// Whether the spec is itself a template.
    pub nested: bool,
}

/// The pieces of a template.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Template<'a> {
    /// The pieces of `text`.
    pub fn new(text: &'a [u8]) -> Template<'a> {
        Template { text, at: 0 }
    }

    fn next_byte(&mut self) -> Option<u8> {
        let byte = self.text.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn piece(&mut self) -> Result<Piece<'a>> {
        let start = self.at;
        let Some(found) = memchr::memchr2(b'{', b'}', &self.text[start..]) else {
            self.at = self.text.len();
            return Ok(Piece {
                literal: &self.text[start..],
                field: None,
            });
        };
        let brace_at = start + found;
        let brace = self.text[brace_at];
        self.at = brace_at + 1;
        let next = self.text.get(self.at).copied();
        if next == Some(brace) {
            self.at += 1;
            return Ok(Piece {
                literal: &self.text[start..=brace_at],
                field: None,
            });
        }
        if brace == b'}' {
            return Err(Error::value("Single '}' encountered in format string"));
        }
        if next.is_none() {
            return Err(Error::value("Single '{' encountered in format string"));
        }
        let literal = &self.text[start..brace_at];
        Ok(Piece {
            literal,
            field: Some(self.field()?),
        })
    }

    fn field(&mut self) -> Result<Field<'a>> {
        let start = self.at;
        let end = loop {
            match self.next_byte() {
                Some(b'{') => return Err(Error::value("unexpected '{' in field name")),
                Some(b'[') => {
                    // Up to the bracket; braces and colons inside belong to the key.
                    let rest = &self.text[self.at..];
                    self.at += memchr::memchr(b']', rest).unwrap_or(rest.len());
                }
                Some(end @ (b'}' | b':' | b'!')) => break end,
                Some(_) => {}
                None => return Err(Error::value("expected '}' before end of string")),
            }
        };
        let mut field = Field {
            name: &self.text[start..self.at - 1],
            conversion: None,
            spec: b"",
            nested: false,
        };
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            if self.at >= self.text.len() {
                return Err(Error::value(
                    "end of string while looking for conversion specifier",
                ));
            }
            let (conversion, len) = wtf8::decode_at(self.text, self.at);
            field.conversion = Some(conversion);
            self.at += len;
            match self.next_byte() {
                Some(b'}') => return Ok(field),
                Some(b':') | None => {}
                Some(_) => return Err(Error::value("expected ':' after conversion specifier")),
            }
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(byte) = self.next_byte() {
            match byte {
                b'{' => {
                    field.nested = true;
                    depth += 1;
                }
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        field.spec = &self.text[start..self.at - 1];
                        return Ok(field);
                    }
                }
                _ => {}
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Piece<'a>>;

    fn next(&mut self) -> Option<Result<Piece<'a>>> {
        if self.at >= self.text.len() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.at = self.text.len();
        }
        Some(piece)
    }
}

/// The conversions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// Which conversion the character behind `!` asks for.
pub fn check_conversion(code: u32) -> Result<Conversion> {
    match char::from_u32(code) {
        Some('s') => Ok(Conversion::Str),
        Some('r') => Ok(Conversion::Repr),
        Some('a') => Ok(Conversion::Ascii),
        Some(c @ '!'..='~') => Err(Error::value(format!("Unknown conversion specifier {c}"))),
        _ => Err(Error::value(format!(
            "Unknown conversion specifier \\x{code:x}"
        ))),
    }
}

/// What a field name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Nothing: the next positional argument.
    Auto,
    /// A position.
    Index(usize),
    /// A keyword.
    Name(&'a [u8]),
}

/// A step from one object to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accessor<'a> {
    /// `.name`
    Attr(&'a [u8]),
    /// `[3]`
    Index(usize),
    /// `[key]`
    Key(&'a [u8]),
}

/// The number that `text` is, if it is all decimal digits.
fn integer(text: &[u8]) -> Result<Option<usize>> {
    let mut value = 0usize;
    for cp in wtf8::code_points(text) {
        let Some(digit) = unicode::decimal_value(cp) else {
            return Ok(None);
        };
        match value
            .checked_mul(10)
            .and_then(|v| v.checked_add(usize::from(digit)))
        {
            Some(v) if v <= isize::MAX as usize => value = v,
            _ => return Err(Error::value("Too many decimal digits in format string")),
        }
    }
    Ok((!text.is_empty()).then_some(value))
}

/// Cuts a field name into its first part and the accessors behind it.
pub fn split_field_name(name: &[u8]) -> Result<(First<'_>, Accessors<'_>)> {
    let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let first = match integer(first)? {
        _ if first.is_empty() => First::Auto,
        Some(index) => First::Index(index),
        None => First::Name(first),
    };
    Ok((first, Accessors { text: rest }))
}

/// The accessors of a field name.
#[derive(Clone, Debug)]
pub struct Accessors<'a> {
    text: &'a [u8],
}

impl<'a> Accessors<'a> {
    fn step(&mut self) -> Result<Accessor<'a>> {
        let rest = &self.text[1..];
        let (accessor, name, used) = match self.text[0] {
            b'.' => {
                let end = memchr::memchr2(b'.', b'[', rest).unwrap_or(rest.len());
                (Accessor::Attr(&rest[..end]), &rest[..end], end)
            }
            b'[' => {
                let Some(end) = memchr::memchr(b']', rest) else {
                    return Err(Error::value("Missing ']' in format string"));
                };
                let key = &rest[..end];
                (
                    integer(key)?.map_or(Accessor::Key(key), Accessor::Index),
                    key,
                    end + 1,
                )
            }
            _ => {
                return Err(Error::value(
                    "Only '.' or '[' may follow ']' in format field specifier",
                ))
            }
        };
        if name.is_empty() {
            return Err(Error::value("Empty attribute in format string"));
        }
        self.text = &rest[used..];
        Ok(accessor)
    }
}

impl<'a> Iterator for Accessors<'a> {
    type Item = Result<Accessor<'a>>;

    fn next(&mut self) -> Option<Result<Accessor<'a>>> {
        if self.text.is_empty() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.text = b"";
        }
        Some(step)
    }
}

/// Numbering of the positional fields of one `format` call, nested specs included.
#[derive(Clone, Debug, Default)]
pub struct AutoNumber {
    /// `Some(true)` once a field was numbered automatically, `Some(false)` once one was numbered by hand.
    automatic: Option<bool>,
    next: usize,
}

impl AutoNumber {
    /// The position of the argument that `first` names; `None` for a keyword.
    pub fn resolve(&mut self, first: &First<'_>) -> Result<Option<usize>> {
        let automatic = match first {
            First::Name(_) => return Ok(None),
            First::Auto => true,
            First::Index(_) => false,
        };
        match (*self.automatic.get_or_insert(automatic), automatic) {
            (false, true) => Err(Error::value(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            (true, false) => Err(Error::value(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            _ => Ok(Some(match first {
                First::Index(index) => *index,
                _ => {
                    self.next += 1;
                    self.next - 1
                }
            })),
        }
    }
}
