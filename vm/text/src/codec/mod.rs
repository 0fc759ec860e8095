//! The Unicode codecs: UTF-8, UTF-16, UTF-32, Latin-1 and ASCII, with CPython's error positions and reasons.
//!
//! [`decode`] and [`encode`] take a handler that is called for every failure and answers with a replacement and the position
//! to go on at, which is the protocol of `codecs.register_error`. [`decode_with`] and [`encode_with`] use one of the handlers
//! every Python has ([`Errors`]). Positions are bytes when decoding and characters when encoding.
//!
//! ```
//! use adder_text::codec::{decode_with, encode_with, Codec, Errors};
//! let failure = decode_with(Codec::Utf8, b"ab\xff", Errors::Strict).unwrap_err();
//! assert_eq!(failure.message(b"ab\xff"), "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte");
//! assert_eq!(decode_with(Codec::Utf8, b"ab\xff", Errors::Replace).unwrap(), "ab\u{fffd}".as_bytes());
//! assert_eq!(encode_with(Codec::Ascii, "é".as_bytes(), Errors::XmlCharRefReplace).unwrap(), b"&#233;");
//! ```

mod decode;
mod encode;
mod errors;

pub use decode::decode;
pub use encode::{encode, EncodeError, Replacement};
pub use errors::Errors;

use crate::wtf8;

/// A codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: a byte order mark written, and dropped when reading
    Utf8Sig,
    /// `latin-1`
    Latin1,
    /// `ascii`
    Ascii,
    /// `utf-16`: a byte order mark tells the order
    Utf16,
    /// `utf-16-le`
    Utf16Le,
    /// `utf-16-be`
    Utf16Be,
    /// `utf-32`: a byte order mark tells the order
    Utf32,
    /// `utf-32-le`
    Utf32Le,
    /// `utf-32-be`
    Utf32Be,
}

impl Codec {
    /// The codec of that name or alias; spelling as in `codecs.lookup`.
    pub fn from_name(name: &str) -> Option<Codec> {
        // Runs of anything but letters, digits and dots count as one underscore.
        let mut normal = String::with_capacity(name.len());
        let mut gap = false;
        for c in name.chars() {
            if c.is_ascii_alphanumeric() || c == '.' {
                if gap && !normal.is_empty() {
                    normal.push('_');
                }
                gap = false;
                normal.push(c.to_ascii_lowercase());
            } else {
                gap = true;
            }
        }
        Some(match normal.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Codec::Utf8,
            "utf_8_sig" => Codec::Utf8Sig,
            "latin_1" | "latin1" | "latin" | "l1" | "8859" | "cp819" | "csisolatin1" | "ibm819"
            | "iso8859" | "iso8859_1" | "iso_8859_1" | "iso_8859_1_1987" | "iso_ir_100" => {
                Codec::Latin1
            }
            "ascii" | "us_ascii" | "us" | "646" | "ansi_x3.4_1968" | "ansi_x3_4_1968"
            | "ansi_x3.4_1986" | "cp367" | "csascii" | "ibm367" | "iso646_us"
            | "iso_646.irv_1991" | "iso_ir_6" => Codec::Ascii,
            "utf_16" | "utf16" | "u16" => Codec::Utf16,
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Codec::Utf16Le,
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Codec::Utf16Be,
            "utf_32" | "utf32" | "u32" => Codec::Utf32,
            "utf_32_le" | "utf_32le" => Codec::Utf32Le,
            "utf_32_be" | "utf_32be" => Codec::Utf32Be,
            _ => return None,
        })
    }

    /// The name `codecs.lookup` gives the codec.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Utf8Sig => "utf-8-sig",
            Codec::Latin1 => "iso8859-1",
            Codec::Ascii => "ascii",
            Codec::Utf16 => "utf-16",
            Codec::Utf16Le => "utf-16-le",
            Codec::Utf16Be => "utf-16-be",
            Codec::Utf32 => "utf-32",
            Codec::Utf32Le => "utf-32-le",
            Codec::Utf32Be => "utf-32-be",
        }
    }
}

/// The unit of the UTF family and its byte order, for handlers that look at raw bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Utf8,
    Utf16 { big: bool },
    Utf32 { big: bool },
    Other,
}

/// The attributes of a `UnicodeDecodeError`; positions are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeFailure {
    /// The codec's name for exceptions.
    pub encoding: &'static str,
    /// First bad byte.
    pub start: usize,
    /// Behind the last bad byte.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
    pub(crate) unit: Unit,
}

/// The attributes of a `UnicodeEncodeError`; positions are characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeFailure {
    /// The codec's name for exceptions.
    pub encoding: &'static str,
    /// First bad character.
    pub start: usize,
    /// Behind the last bad character.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
    /// Byte offset of `start`.
    pub(crate) start_byte: usize,
    /// Byte offset of `end`.
    pub(crate) end_byte: usize,
    pub(crate) unit: Unit,
}

impl DecodeFailure {
    /// `str(exception)`; `data` is what was decoded.
    pub fn message(&self, data: &[u8]) -> String {
        decode_message(self.encoding, data, self.start, self.end, self.reason)
    }
}

impl EncodeFailure {
    /// `str(exception)`; `text` is what was encoded.
    pub fn message(&self, text: &[u8]) -> String {
        encode_message(self.encoding, text, self.start, self.end, self.reason)
    }

    /// The characters that cannot be encoded.
    pub fn bad<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        text.get(self.start_byte..self.end_byte).unwrap_or(b"")
    }
}

/// `str()` of a `UnicodeDecodeError` with these attributes.
pub fn decode_message(
    encoding: &str,
    data: &[u8],
    start: usize,
    end: usize,
    reason: &str,
) -> String {
    match data.get(start) {
        Some(byte) if end == start + 1 => {
            format!(
                "'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}"
            )
        }
        _ => format!(
            "'{encoding}' codec can't decode bytes in position {start}-{}: {reason}",
            end.wrapping_sub(1) as isize
        ),
    }
}

/// `str()` of a `UnicodeEncodeError` with these attributes.
pub fn encode_message(
    encoding: &str,
    text: &[u8],
    start: usize,
    end: usize,
    reason: &str,
) -> String {
    let at = wtf8::byte_offset(text, start);
    if end == start + 1 && at < text.len() {
        let mut shown = Vec::new();
        crate::repr::push_escape(&mut shown, wtf8::decode_at(text, at).0);
        let shown = String::from_utf8_lossy(&shown);
        return format!(
            "'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}"
        );
    }
    format!(
        "'{encoding}' codec can't encode characters in position {start}-{}: {reason}",
        end.wrapping_sub(1) as isize
    )
}

/// Decodes all of `data` with a built-in error handler.
pub fn decode_with(codec: Codec, data: &[u8], errors: Errors) -> Result<Vec<u8>, DecodeFailure> {
    decode(codec, data, true, |failure, data| {
        errors.decode(failure, data).ok_or_else(|| failure.clone())
    })
    .map(|(text, _)| text)
}

/// Encodes `text` with a built-in error handler.
pub fn encode_with(codec: Codec, text: &[u8], errors: Errors) -> Result<Vec<u8>, EncodeFailure> {
    encode(codec, text, |failure| {
        errors.encode(failure, text).ok_or_else(|| failure.clone())
    })
    .map_err(|error| match error {
        EncodeError::Handler(failure) | EncodeError::Replacement(failure) => failure,
    })
}
