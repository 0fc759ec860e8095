//! The error handlers every Python has.

use super::encode::Replacement;
use super::{DecodeFailure, EncodeFailure, Unit};
use crate::repr::push_escape;
use crate::wtf8;

/// A built-in error handler. `namereplace` needs the character database and is the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Errors {
    /// Raise.
    Strict,
    /// Drop what is bad.
    Ignore,
    /// U+FFFD when decoding, a question mark when encoding.
    Replace,
    /// Undecodable bytes as U+DC80..=U+DCFF and back.
    SurrogateEscape,
    /// Surrogates encoded like other characters.
    SurrogatePass,
    /// `\xNN`
    BackslashReplace,
    /// `&#N;`, for encoding only
    XmlCharRefReplace,
}

impl Errors {
    /// The handler registered under `name`.
    pub fn from_name(name: &str) -> Option<Errors> {
        Some(match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
            "backslashreplace" => Errors::BackslashReplace,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            _ => return None,
        })
    }

    /// The replacement text and the byte to go on at; `None` to raise.
    pub fn decode(self, failure: &DecodeFailure, data: &[u8]) -> Option<(Vec<u8>, usize)> {
        let end = failure.end.min(data.len());
        let bad = data.get(failure.start..end)?;
        let mut out = Vec::new();
        match self {
            Errors::Strict | Errors::XmlCharRefReplace => return None,
            Errors::Ignore => {}
            Errors::Replace => wtf8::push(&mut out, 0xfffd),
            Errors::BackslashReplace => bad
                .iter()
                .for_each(|&b| push_escape(&mut out, u32::from(b))),
            Errors::SurrogateEscape => {
                // ASCII bytes are never escaped: they are syntax to whoever reads the text.
                let count = bad.iter().take(4).take_while(|&&b| b >= 0x80).count();
                if count == 0 {
                    return None;
                }
                bad[..count]
                    .iter()
                    .for_each(|&b| wtf8::push(&mut out, 0xdc00 + u32::from(b)));
                return Some((out, failure.start + count));
            }
            Errors::SurrogatePass => {
                let rest = &data[failure.start..];
                let (cp, len) = match failure.unit {
                    Unit::Utf8 => match rest {
                        [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..] => {
                            (0xd000 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f), 3)
                        }
                        _ => return None,
                    },
                    Unit::Utf16 { big } => (u32::from(super::decode::unit16(rest, big)?), 2),
                    Unit::Utf32 { big } => (super::decode::unit32(rest, big)?, 4),
                    Unit::Other => return None,
                };
                if !(0xd800..=0xdfff).contains(&cp) {
                    return None;
                }
                wtf8::push(&mut out, cp);
                return Some((out, failure.start + len));
            }
        }
        Some((out, failure.end))
    }

    /// The replacement and the character to go on at; `None` to raise.
    pub fn encode(self, failure: &EncodeFailure, text: &[u8]) -> Option<(Replacement, usize)> {
        let bad = failure.bad(text);
        let mut out = Vec::new();
        match self {
            Errors::Strict => return None,
            Errors::Ignore => {}
            Errors::Replace => out.resize(failure.end - failure.start, b'?'),
            Errors::BackslashReplace => {
                wtf8::code_points(bad).for_each(|cp| push_escape(&mut out, cp))
            }
            Errors::XmlCharRefReplace => {
                for cp in wtf8::code_points(bad) {
                    out.extend_from_slice(format!("&#{cp};").as_bytes());
                }
            }
            Errors::SurrogateEscape => {
                for cp in wtf8::code_points(bad) {
                    if !(0xdc80..=0xdcff).contains(&cp) {
                        break;
                    }
                    out.push((cp - 0xdc00) as u8);
                }
                // What could be escaped is; the failure then begins behind it.
                let count = out.len();
                return (count > 0).then(|| (Replacement::Bytes(out), failure.start + count));
            }
            Errors::SurrogatePass => {
                for cp in wtf8::code_points(bad) {
                    if !(0xd800..=0xdfff).contains(&cp) {
                        return None;
                    }
                    match failure.unit {
                        Unit::Utf8 => wtf8::push(&mut out, cp),
                        Unit::Utf16 { big } => super::encode::push16(&mut out, cp as u16, big),
                        Unit::Utf32 { big } => super::encode::push32(&mut out, cp, big),
                        Unit::Other => return None,
                    }
                }
                return Some((Replacement::Bytes(out), failure.end));
            }
        }
        Some((Replacement::Text(out), failure.end))
    }
}
