//! Encoding: encodable stretches are converted in bulk, every failure goes to the handler.
//!
//! UTF-8, ASCII and Latin-1 report a whole run of bad characters at once, UTF-16 and UTF-32 one at a time. A replacement text
//! must itself be encodable; if it is not, the original failure is raised.

use super::{Codec, EncodeFailure, Unit};
use crate::wtf8;

/// What a handler puts in place of bad characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A str, to be encoded.
    Text(Vec<u8>),
    /// Bytes, taken as they are; whole units.
    Bytes(Vec<u8>),
}

pub(super) fn push16(out: &mut Vec<u8>, unit: u16, big: bool) {
    out.extend_from_slice(&if big {
        unit.to_be_bytes()
    } else {
        unit.to_le_bytes()
    });
}

pub(super) fn push32(out: &mut Vec<u8>, unit: u32, big: bool) {
    out.extend_from_slice(&if big {
        unit.to_be_bytes()
    } else {
        unit.to_le_bytes()
    });
}

fn is_surrogate(cp: u32) -> bool {
    (0xd800..=0xdfff).contains(&cp)
}

/// How one target writes characters.
#[derive(Clone, Copy)]
struct Target {
    encoding: &'static str,
    unit: Unit,
    /// Highest character, for the one-byte codecs.
    limit: u32,
    reason: &'static str,
    whole_runs: bool,
}

impl Target {
    fn new(codec: Codec) -> Target {
        let utf = |encoding, unit, whole_runs| Target {
            encoding,
            unit,
            limit: 0x10ffff,
            reason: "surrogates not allowed",
            whole_runs,
        };
        let byte = |encoding, limit, reason| Target {
            encoding,
            unit: Unit::Other,
            limit,
            reason,
            whole_runs: true,
        };
        match codec {
            Codec::Utf8 | Codec::Utf8Sig => utf("utf-8", Unit::Utf8, true),
            Codec::Latin1 => byte("latin-1", 0xff, "ordinal not in range(256)"),
            Codec::Ascii => byte("ascii", 0x7f, "ordinal not in range(128)"),
            Codec::Utf16 => utf("utf-16", Unit::Utf16 { big: false }, false),
            Codec::Utf16Le => utf("utf-16-le", Unit::Utf16 { big: false }, false),
            Codec::Utf16Be => utf("utf-16-be", Unit::Utf16 { big: true }, false),
            Codec::Utf32 => utf("utf-32", Unit::Utf32 { big: false }, false),
            Codec::Utf32Le => utf("utf-32-le", Unit::Utf32 { big: false }, false),
            Codec::Utf32Be => utf("utf-32-be", Unit::Utf32 { big: true }, false),
        }
    }

    fn unit_len(&self) -> usize {
        match self.unit {
            Unit::Utf8 | Unit::Other => 1,
            Unit::Utf16 { .. } => 2,
            Unit::Utf32 { .. } => 4,
        }
    }

    fn can(&self, cp: u32) -> bool {
        match self.unit {
            Unit::Other => cp <= self.limit,
            _ => !is_surrogate(cp),
        }
    }

    /// Encodes from byte `at` up to the end or the first bad character, whose offset it gives.
    fn run(&self, text: &[u8], at: usize, out: &mut Vec<u8>) -> Option<usize> {
        let rest = &text[at..];
        match self.unit {
            Unit::Utf8 => {
                let valid = match std::str::from_utf8(rest) {
                    Ok(_) => rest.len(),
                    Err(error) => error.valid_up_to(),
                };
                out.extend_from_slice(&rest[..valid]);
                (valid < rest.len()).then_some(at + valid)
            }
            Unit::Other if rest.is_ascii() => {
                out.extend_from_slice(rest);
                None
            }
            _ => {
                for (offset, cp) in wtf8::code_point_indices(rest) {
                    if !self.can(cp) {
                        return Some(at + offset);
                    }
                    self.push(out, cp);
                }
                None
            }
        }
    }

    fn push(&self, out: &mut Vec<u8>, cp: u32) {
        match self.unit {
            Unit::Utf8 => wtf8::push(out, cp),
            Unit::Other => out.push(cp as u8),
            Unit::Utf32 { big } => push32(out, cp, big),
            Unit::Utf16 { big } if cp < 0x10000 => push16(out, cp as u16, big),
            Unit::Utf16 { big } => {
                let offset = cp - 0x10000;
                push16(out, 0xd800 + (offset >> 10) as u16, big);
                push16(out, 0xdc00 + (offset & 0x3ff) as u16, big);
            }
        }
    }
}

/// Why [`encode`] stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError<E> {
    /// The handler gave up.
    Handler(E),
    /// What the handler gave cannot be encoded either: raise the failure it was called for.
    Replacement(EncodeFailure),
}

/// Encodes `text`; `handle` gets a failure and answers with a replacement and the character to go on at (clamped).
pub fn encode<E>(
    codec: Codec,
    text: &[u8],
    mut handle: impl FnMut(&EncodeFailure) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeError<E>> {
    let target = Target::new(codec);
    let mut out = Vec::with_capacity(text.len());
    match codec {
        Codec::Utf8Sig => out.extend_from_slice("\u{feff}".as_bytes()),
        Codec::Utf16 | Codec::Utf32 => target.push(&mut out, 0xfeff),
        _ => {}
    }
    // A position known both ways, so that counting never starts over.
    let (mut at, mut char_at) = (0, 0);
    while let Some(start_byte) = target.run(text, at, &mut out) {
        let start = char_at + wtf8::char_count(&text[at..start_byte]);
        let (mut count, mut end_byte) = (0, start_byte);
        // At least one character, so that malformed text (which is not the caller's to pass) cannot stall the walk.
        while end_byte < text.len() && (count == 0 || target.whole_runs) {
            let (cp, len) = wtf8::decode_at(text, end_byte);
            if count > 0 && target.can(cp) {
                break;
            }
            count += 1;
            end_byte = (end_byte + len).min(text.len());
        }
        let failure = EncodeFailure {
            encoding: target.encoding,
            start,
            end: start + count,
            reason: target.reason,
            start_byte,
            end_byte,
            unit: target.unit,
        };
        let (replacement, next) = handle(&failure).map_err(EncodeError::Handler)?;
        match replacement {
            // Half a unit would shift everything behind it.
            Replacement::Bytes(bytes) if bytes.len() % target.unit_len() == 0 => {
                out.extend_from_slice(&bytes)
            }
            Replacement::Bytes(_) => return Err(EncodeError::Replacement(failure)),
            Replacement::Text(replacement) => {
                if target.run(&replacement, 0, &mut out).is_some() {
                    return Err(EncodeError::Replacement(failure));
                }
            }
        }
        (at, char_at) = if next == failure.end {
            (failure.end_byte, next)
        } else if next >= failure.start {
            (
                start_byte + wtf8::byte_offset(&text[start_byte..], next - failure.start),
                next,
            )
        } else {
            (wtf8::byte_offset(text, next), next)
        };
    }
    Ok(out)
}
