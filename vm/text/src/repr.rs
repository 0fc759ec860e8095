//! `repr` and `ascii` of str and bytes.
//!
//! Quotes are single unless the text holds a single quote and no double one. What is not printable in Unicode 15.0 becomes
//! `\xNN`, `\uNNNN` or `\UNNNNNNNN`; ASCII runs without anything to escape are copied whole.

use crate::{unicode, wtf8};

/// Bytes that a repr shows as they are, whatever the quote.
#[inline]
fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e) && !matches!(byte, b'\'' | b'"' | b'\\')
}

fn quote_for(text: &[u8]) -> u8 {
    if memchr::memchr(b'\'', text).is_some() && memchr::memchr(b'"', text).is_none() {
        b'"'
    } else {
        b'\''
    }
}

fn push_hex(out: &mut Vec<u8>, value: u32, digits: u32) {
    for i in (0..digits).rev() {
        out.push(b"0123456789abcdef"[(value >> (4 * i)) as usize & 15]);
    }
}

/// Appends the shortest of `\xNN`, `\uNNNN`, `\UNNNNNNNN`.
pub(crate) fn push_escape(out: &mut Vec<u8>, cp: u32) {
    let (letter, digits) = match cp {
        0..=0xff => (b'x', 2),
        0x100..=0xffff => (b'u', 4),
        _ => (b'U', 8),
    };
    out.extend_from_slice(&[b'\\', letter]);
    push_hex(out, cp, digits);
}

/// Escapes that str and bytes share; `false` where the byte needs none of them.
#[inline]
fn push_short(out: &mut Vec<u8>, byte: u8, quote: u8) -> bool {
    let letter = match byte {
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        b'\\' => b'\\',
        _ if byte == quote => quote,
        _ => return false,
    };
    out.extend_from_slice(&[b'\\', letter]);
    true
}

fn quote_str(text: &[u8], ascii: bool) -> Vec<u8> {
    let quote = quote_for(text);
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(quote);
    let mut at = 0;
    while at < text.len() {
        let run = text[at..]
            .iter()
            .position(|&b| !is_plain(b))
            .unwrap_or(text.len() - at);
        out.extend_from_slice(&text[at..at + run]);
        at += run;
        if at == text.len() {
            break;
        }
        let (cp, len) = wtf8::decode_at(text, at);
        if cp < 0x80 {
            if !push_short(&mut out, cp as u8, quote) {
                if matches!(cp, 0x20..=0x7e) {
                    out.push(cp as u8);
                } else {
                    push_escape(&mut out, cp);
                }
            }
        } else if !ascii && unicode::is_printable(cp) {
            out.extend_from_slice(&text[at..(at + len).min(text.len())]);
        } else {
            push_escape(&mut out, cp);
        }
        at += len;
    }
    out.push(quote);
    out
}

/// `repr(text)`.
pub fn repr_str(text: &[u8]) -> Vec<u8> {
    quote_str(text, false)
}

/// `ascii(text)`.
pub fn ascii_str(text: &[u8]) -> String {
    String::from_utf8(quote_str(text, true)).unwrap_or_default()
}

/// What `ascii(x)` makes of the text `repr(x)`: everything above U+007F escaped, nothing else touched.
pub fn ascii_of_repr(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    for cp in wtf8::code_points(text) {
        if cp < 0x80 {
            out.push(cp as u8);
        } else {
            push_escape(&mut out, cp);
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// `repr(data)` of bytes.
pub fn repr_bytes(data: &[u8]) -> String {
    let quote = quote_for(data);
    let mut out = Vec::with_capacity(data.len() + 3);
    out.extend_from_slice(&[b'b', quote]);
    for &byte in data {
        if !push_short(&mut out, byte, quote) {
            if matches!(byte, 0x20..=0x7e) {
                out.push(byte);
            } else {
                push_escape(&mut out, u32::from(byte));
            }
        }
    }
    out.push(quote);
    String::from_utf8(out).unwrap_or_default()
}
