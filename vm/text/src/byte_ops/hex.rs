//! `bytes.hex` and `bytes.fromhex`.

use crate::digits::is_c_space;
use crate::error::{Error, Result};
use crate::wtf8;

/// `data.hex(separator, group)`: groups of `group` bytes counted from the right, or from the left where `group` is negative;
/// 0 means no separators. That the separator is a single ASCII character is checked by the caller.
pub fn hex(data: &[u8], separator: Option<u8>, group: i64) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let separator = separator.filter(|_| size != 0);
    // Bytes before the first separator.
    let first = match (group > 0, data.len() % size.max(1)) {
        (true, rest @ 1..) => rest,
        _ => size,
    };
    let mut out = String::with_capacity(data.len() * 2 + data.len() / size.max(1));
    for (i, &byte) in data.iter().enumerate() {
        if let Some(mark) = separator {
            if i >= first && (i - first) % size == 0 {
                out.push(mark as char);
            }
        }
        out.push(DIGITS[usize::from(byte >> 4)] as char);
        out.push(DIGITS[usize::from(byte & 15)] as char);
    }
    out
}

/// `bytes.fromhex(text)`: pairs of digits, white space between them.
pub fn fromhex(text: &[u8]) -> Result<Vec<u8>> {
    let bad = |at: usize| {
        Error::value(format!(
            "non-hexadecimal number found in fromhex() arg at position {at}"
        ))
    };
    if let Some(wide) = text.iter().position(|b| !b.is_ascii()) {
        return Err(bad(wtf8::char_index(text, wide)));
    }
    let digit = |at: usize| {
        text.get(at)
            .and_then(|&b| (b as char).to_digit(16))
            .map(|d| d as u8)
            .ok_or_else(|| bad(at))
    };
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if is_c_space(text[at]) {
            at += 1;
            continue;
        }
        out.push(digit(at)? << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(out)
}
