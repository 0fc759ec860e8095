//! The format spec: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::error::{shown, Error, Result};
use crate::{unicode, wtf8};

/// Where a value goes in a wider field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: between sign and digits
    AfterSign,
}

/// Digit grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `,` every three digits
    Comma,
    /// `_` every three digits
    Underscore,
    /// `_` every four digits (binary, octal, hexadecimal)
    UnderscoreFour,
}

/// Whose spec it is: settles the default alignment and type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecKind {
    /// `int` and its subclasses
    Int,
    /// `float`
    Float,
    /// `complex`
    Complex,
    /// `str`
    Str,
}

/// A parsed format spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The fill character.
    pub fill: u32,
    /// The alignment, the kind's own where none was given.
    pub align: Align,
    /// `+`, `-` or a blank.
    pub sign: Option<u8>,
    /// `z`
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Minimum width in characters.
    pub width: Option<usize>,
    /// Digit grouping.
    pub grouping: Option<Grouping>,
    /// The number behind the point.
    pub precision: Option<usize>,
    /// The type character; 0 where a number has none.
    pub code: u32,
}

fn alignment(cp: u32) -> Option<Align> {
    Some(match char::from_u32(cp)? {
        '<' => Align::Left,
        '>' => Align::Right,
        '^' => Align::Center,
        '=' => Align::AfterSign,
        _ => return None,
    })
}

/// A code in a message: itself, or escaped where it is not a visible ASCII character (as CPython, DEL counts as visible).
fn show_code(code: u32) -> String {
    match code {
        33..=127 => (code as u8 as char).to_string(),
        _ => format!("\\x{code:x}"),
    }
}

/// The error of a type character that the value does not have.
pub(super) fn unknown_code(code: u32, type_name: &str) -> Error {
    Error::value(format!(
        "Unknown format code '{}' for object of type '{type_name}'",
        show_code(code)
    ))
}

/// A walk over the spec.
struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u32> {
        (self.at < self.text.len()).then(|| wtf8::decode_at(self.text, self.at).0)
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.text.get(self.at) == Some(&wanted);
        self.at += usize::from(found);
        found
    }

    /// Decimal digits of any script.
    fn integer(&mut self) -> Result<Option<usize>> {
        let mut value: Option<usize> = None;
        while let Some(digit) = self.peek().and_then(unicode::decimal_value) {
            let next = value
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|v| v.checked_add(usize::from(digit)));
            match next {
                Some(v) if v <= isize::MAX as usize => value = Some(v),
                _ => return Err(Error::value("Too many decimal digits in format string")),
            }
            self.at += wtf8::decode_at(self.text, self.at).1;
        }
        Ok(value)
    }
}

impl Spec {
    /// The spec of an empty text: the value's `str`.
    pub fn plain(kind: SpecKind) -> Spec {
        Spec {
            fill: u32::from(b' '),
            align: if kind == SpecKind::Str {
                Align::Left
            } else {
                Align::Right
            },
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            code: match kind {
                SpecKind::Int => u32::from(b'd'),
                SpecKind::Str => u32::from(b's'),
                SpecKind::Float | SpecKind::Complex => 0,
            },
        }
    }

    /// Parses `text`. The type character is checked later, by the rendering function.
    pub fn parse(text: &[u8], kind: SpecKind, type_name: &str) -> Result<Spec> {
        let mut spec = Spec::plain(kind);
        let mut s = Scanner { text, at: 0 };
        let mut fill_given = false;
        let mut align_given = false;
        if let Some(first) = s.peek() {
            let (_, len) = wtf8::decode_at(text, 0);
            let second = text.get(len).map(|&b| u32::from(b));
            if let Some(align) = second.and_then(alignment) {
                (spec.fill, spec.align) = (first, align);
                (fill_given, align_given) = (true, true);
                s.at = len + 1;
            } else if let Some(align) = alignment(first) {
                spec.align = align;
                align_given = true;
                s.at = 1;
            }
        }
        if let Some(&sign @ (b'+' | b'-' | b' ')) = text.get(s.at) {
            spec.sign = Some(sign);
            s.at += 1;
        }
        spec.no_negative_zero = s.take(b'z');
        spec.alternate = s.take(b'#');
        if !fill_given && s.take(b'0') {
            spec.fill = u32::from(b'0');
            if !align_given && kind != SpecKind::Str {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = s.integer()?;
        let both = || Error::value("Cannot specify both ',' and '_'.");
        if s.take(b',') {
            spec.grouping = Some(Grouping::Comma);
        }
        if s.take(b'_') {
            if spec.grouping.is_some() {
                return Err(both());
            }
            spec.grouping = Some(Grouping::Underscore);
        }
        if spec.grouping == Some(Grouping::Underscore) && text.get(s.at) == Some(&b',') {
            return Err(both());
        }
        if s.take(b'.') {
            spec.precision = s.integer()?;
            if spec.precision.is_none() {
                return Err(Error::value("Format specifier missing precision"));
            }
        }
        if let Some(code) = s.peek() {
            s.at += wtf8::decode_at(text, s.at).1;
            if s.at < text.len() {
                return Err(Error::value(format!(
                    "Invalid format specifier '{}' for object of type '{type_name}'",
                    shown(text)
                )));
            }
            spec.code = code;
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&mut self) -> Result<()> {
        let Some(grouping) = self.grouping else {
            return Ok(());
        };
        match (char::from_u32(self.code), grouping) {
            (Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0'), _) => Ok(()),
            (Some('b' | 'o' | 'x' | 'X'), Grouping::Underscore) => {
                self.grouping = Some(Grouping::UnderscoreFour);
                Ok(())
            }
            _ => {
                let mark = if grouping == Grouping::Comma {
                    ','
                } else {
                    '_'
                };
                Err(Error::value(format!(
                    "Cannot specify '{mark}' with '{}'.",
                    show_code(self.code)
                )))
            }
        }
    }
}
