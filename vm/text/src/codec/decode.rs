//! Decoding: valid stretches are converted in bulk, every failure goes to the handler.

use super::{Codec, DecodeFailure, Unit};
use crate::wtf8;

/// A failure before it has a codec's name.
struct Bad {
    start: usize,
    end: usize,
    reason: &'static str,
    /// More input might mend it.
    incomplete: bool,
}

pub(super) fn unit16(data: &[u8], big: bool) -> Option<u16> {
    let bytes = [*data.first()?, *data.get(1)?];
    Some(if big {
        u16::from_be_bytes(bytes)
    } else {
        u16::from_le_bytes(bytes)
    })
}

pub(super) fn unit32(data: &[u8], big: bool) -> Option<u32> {
    let bytes = [*data.first()?, *data.get(1)?, *data.get(2)?, *data.get(3)?];
    Some(if big {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    })
}

/// Decodes from `at` up to the end or the first failure.
fn utf8(data: &[u8], at: usize, out: &mut Vec<u8>) -> Option<Bad> {
    let rest = &data[at..];
    let error = match std::str::from_utf8(rest) {
        Ok(_) => {
            out.extend_from_slice(rest);
            return None;
        }
        Err(error) => error,
    };
    let valid = error.valid_up_to();
    out.extend_from_slice(&rest[..valid]);
    let start = at + valid;
    let Some(len) = error.error_len() else {
        return Some(Bad {
            start,
            end: data.len(),
            reason: "unexpected end of data",
            incomplete: true,
        });
    };
    let reason = match data[start] {
        0x80..=0xc1 | 0xf5.. => "invalid start byte",
        _ => "invalid continuation byte",
    };
    // The first two bytes of an encoded surrogate: the third decides whether surrogatepass takes it.
    let incomplete = matches!(data[start..], [0xed, 0xa0..=0xbf]);
    Some(Bad {
        start,
        end: start + len,
        reason,
        incomplete,
    })
}

fn ascii(data: &[u8], at: usize, out: &mut Vec<u8>) -> Option<Bad> {
    let rest = &data[at..];
    let valid = rest
        .iter()
        .position(|b| !b.is_ascii())
        .unwrap_or(rest.len());
    out.extend_from_slice(&rest[..valid]);
    let start = at + valid;
    (valid < rest.len()).then_some(Bad {
        start,
        end: start + 1,
        reason: "ordinal not in range(128)",
        incomplete: false,
    })
}

fn latin1(data: &[u8], at: usize, out: &mut Vec<u8>) -> Option<Bad> {
    let rest = &data[at..];
    if rest.is_ascii() {
        out.extend_from_slice(rest);
    } else {
        out.reserve(rest.len() + rest.len() / 2);
        rest.iter().for_each(|&b| wtf8::push(out, u32::from(b)));
    }
    None
}

fn utf16(data: &[u8], at: usize, big: bool, out: &mut Vec<u8>) -> Option<Bad> {
    let mut start = at;
    while let Some(unit) = unit16(&data[start..], big) {
        match unit {
            0xd800..=0xdbff => match unit16(&data[start + 2..], big) {
                Some(low @ 0xdc00..=0xdfff) => {
                    wtf8::push(
                        out,
                        0x10000 + ((u32::from(unit) & 0x3ff) << 10) + (u32::from(low) & 0x3ff),
                    );
                    start += 4;
                }
                Some(_) => {
                    return Some(Bad {
                        start,
                        end: start + 2,
                        reason: "illegal UTF-16 surrogate",
                        incomplete: false,
                    })
                }
                None => {
                    return Some(Bad {
                        start,
                        end: data.len(),
                        reason: "unexpected end of data",
                        incomplete: true,
                    })
                }
            },
            0xdc00..=0xdfff => {
                return Some(Bad {
                    start,
                    end: start + 2,
                    reason: "illegal encoding",
                    incomplete: false,
                })
            }
            _ => {
                wtf8::push(out, u32::from(unit));
                start += 2;
            }
        }
    }
    (start < data.len()).then_some(Bad {
        start,
        end: data.len(),
        reason: "truncated data",
        incomplete: true,
    })
}

fn utf32(data: &[u8], at: usize, big: bool, out: &mut Vec<u8>) -> Option<Bad> {
    let mut start = at;
    while let Some(cp) = unit32(&data[start..], big) {
        let reason = match cp {
            0xd800..=0xdfff => "code point in surrogate code point range(0xd800, 0xe000)",
            0x110000.. => "code point not in range(0x110000)",
            _ => {
                wtf8::push(out, cp);
                start += 4;
                continue;
            }
        };
        return Some(Bad {
            start,
            end: start + 4,
            reason,
            incomplete: false,
        });
    }
    (start < data.len()).then_some(Bad {
        start,
        end: data.len(),
        reason: "truncated data",
        incomplete: true,
    })
}

/// Decodes `data`; gives the text and how many bytes it took.
///
/// `handle` gets a failure and the data, and answers with a text and the position to go on at (clamped to the data). With
/// `is_final` false an incomplete character at the end is not a failure: it is left unread, for the next call to begin with.
pub fn decode<E>(
    codec: Codec,
    data: &[u8],
    is_final: bool,
    mut handle: impl FnMut(&DecodeFailure, &[u8]) -> Result<(Vec<u8>, usize), E>,
) -> Result<(Vec<u8>, usize), E> {
    let (codec, mark) = resolve_mark(codec, data);
    if codec == Codec::Utf8 && mark > 0 {
        // Positions count from behind the mark.
        let (text, used) = decode(codec, &data[mark..], is_final, handle)?;
        return Ok((text, used + mark));
    }
    let (encoding, unit) = match codec {
        Codec::Utf8 | Codec::Utf8Sig => ("utf-8", Unit::Utf8),
        Codec::Latin1 => ("latin-1", Unit::Other),
        Codec::Ascii => ("ascii", Unit::Other),
        Codec::Utf16 | Codec::Utf16Le => ("utf-16-le", Unit::Utf16 { big: false }),
        Codec::Utf16Be => ("utf-16-be", Unit::Utf16 { big: true }),
        Codec::Utf32 | Codec::Utf32Le => ("utf-32-le", Unit::Utf32 { big: false }),
        Codec::Utf32Be => ("utf-32-be", Unit::Utf32 { big: true }),
    };
    let mut out = Vec::with_capacity(data.len());
    let mut at = mark;
    loop {
        let bad = match unit {
            Unit::Utf8 => utf8(data, at, &mut out),
            Unit::Utf16 { big } => utf16(data, at, big, &mut out),
            Unit::Utf32 { big } => utf32(data, at, big, &mut out),
            Unit::Other if codec == Codec::Ascii => ascii(data, at, &mut out),
            Unit::Other => latin1(data, at, &mut out),
        };
        let Some(bad) = bad else {
            return Ok((out, data.len()));
        };
        if bad.incomplete && !is_final {
            return Ok((out, bad.start));
        }
        let failure = DecodeFailure {
            encoding,
            start: bad.start,
            end: bad.end,
            reason: bad.reason,
            unit,
        };
        let (replacement, next) = handle(&failure, data)?;
        out.extend_from_slice(&replacement);
        at = next.min(data.len());
    }
}

/// The byte order a mark tells, and the length of the mark.
fn resolve_mark(codec: Codec, data: &[u8]) -> (Codec, usize) {
    match (codec, data) {
        (Codec::Utf8Sig, [0xef, 0xbb, 0xbf, ..]) => (Codec::Utf8, 3),
        (Codec::Utf16, [0xff, 0xfe, ..]) => (Codec::Utf16Le, 2),
        (Codec::Utf16, [0xfe, 0xff, ..]) => (Codec::Utf16Be, 2),
        (Codec::Utf32, [0xff, 0xfe, 0, 0, ..]) => (Codec::Utf32Le, 4),
        (Codec::Utf32, [0, 0, 0xfe, 0xff, ..]) => (Codec::Utf32Be, 4),
        _ => (codec, 0),
    }
}
