//! The algorithms behind the methods of `bytes` and `bytearray`: one byte is one character, only ASCII has case and class.
//!
//! Searching, splitting at a separator, partitioning, removing a prefix or suffix and repetition are those of
//! [`crate::text_ops`]; what is here differs from str.

mod hex;

pub use hex::{fromhex, hex};

use crate::digits::is_c_space;
use crate::error::{Error, Result};
use crate::text_ops::split::{self, Blank};
use crate::text_ops::{pad, search};
use std::ops::Range;

/// The blanks of bytes: C's.
struct ByteBlank;

impl Blank for ByteBlank {
    #[inline]
    fn at(data: &[u8], at: usize) -> (bool, usize) {
        (is_c_space(data[at]), 1)
    }

    #[inline]
    fn before(data: &[u8], end: usize) -> (bool, usize) {
        (is_c_space(data[end - 1]), 1)
    }
}

/// Offset of the first `byte`.
#[inline]
pub fn find_byte(data: &[u8], byte: u8) -> Option<usize> {
    memchr::memchr(byte, data)
}

/// `data.count(needle)`.
pub fn count(data: &[u8], needle: &[u8]) -> usize {
    if needle.is_empty() {
        return data.len() + 1;
    }
    search::count_nonempty(data, needle)
}

/// `data.replace(from, to, max)`; `None` where nothing is replaced.
pub fn replace(data: &[u8], from: &[u8], to: &[u8], max: Option<usize>) -> Result<Option<Vec<u8>>> {
    search::replace_where(data, from, to, max, |_, _| 1)
}

/// `data.split(None, max)`.
pub fn split_whitespace(data: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    split::split_blank::<ByteBlank>(data, max)
}

/// `data.rsplit(None, max)`.
pub fn rsplit_whitespace(data: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    split::rsplit_blank::<ByteBlank>(data, max)
}

/// `data.splitlines(keepends)`: only `\n`, `\r` and `\r\n` end a line.
pub fn splitlines(data: &[u8], keep_ends: bool) -> Vec<Range<usize>> {
    let ends = |byte: u8| byte == b'\n' || byte == b'\r';
    split::lines(data, keep_ends, ends, |data, at| {
        usize::from(ends(data[at]))
    })
}

fn trim(data: &[u8], bytes: Option<&[u8]>, left: bool, right: bool) -> Range<usize> {
    let Some(bytes) = bytes else {
        return split::strip_blank::<ByteBlank>(data, left, right);
    };
    let keep = |b: &u8| !bytes.contains(b);
    let start = if left {
        data.iter().position(keep).unwrap_or(data.len())
    } else {
        0
    };
    let end = if right {
        data.iter().rposition(keep).map_or(0, |i| i + 1)
    } else {
        data.len()
    };
    start..end.max(start)
}

/// `data.strip(bytes)`; white space for `None`.
pub fn strip(data: &[u8], bytes: Option<&[u8]>) -> Range<usize> {
    trim(data, bytes, true, true)
}

/// `data.lstrip(bytes)`.
pub fn lstrip(data: &[u8], bytes: Option<&[u8]>) -> Range<usize> {
    trim(data, bytes, true, false)
}

/// `data.rstrip(bytes)`.
pub fn rstrip(data: &[u8], bytes: Option<&[u8]>) -> Range<usize> {
    trim(data, bytes, false, true)
}

/// `data.upper()`.
pub fn upper(data: &[u8]) -> Vec<u8> {
    data.to_ascii_uppercase()
}

/// `data.lower()`.
pub fn lower(data: &[u8]) -> Vec<u8> {
    data.to_ascii_lowercase()
}

/// `data.swapcase()`.
pub fn swapcase(data: &[u8]) -> Vec<u8> {
    data.iter()
        .map(|b| {
            if b.is_ascii_alphabetic() {
                b ^ 0x20
            } else {
                *b
            }
        })
        .collect()
}

/// `data.capitalize()`.
pub fn capitalize(data: &[u8]) -> Vec<u8> {
    let mut out = data.to_ascii_lowercase();
    out[..data.len().min(1)].make_ascii_uppercase();
    out
}

/// `data.title()`.
pub fn title(data: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    let cased = data.iter().map(|b| {
        let out = if in_word {
            b.to_ascii_lowercase()
        } else {
            b.to_ascii_uppercase()
        };
        in_word = b.is_ascii_alphabetic();
        out
    });
    cased.collect()
}

fn all(data: &[u8], test: impl Fn(u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(|&b| test(b))
}

/// `data.isalpha()`.
pub fn is_alpha(data: &[u8]) -> bool {
    all(data, |b| b.is_ascii_alphabetic())
}

/// `data.isdigit()`.
pub fn is_digit(data: &[u8]) -> bool {
    all(data, |b| b.is_ascii_digit())
}

/// `data.isalnum()`.
pub fn is_alnum(data: &[u8]) -> bool {
    all(data, |b| b.is_ascii_alphanumeric())
}

/// `data.isspace()`.
pub fn is_space(data: &[u8]) -> bool {
    all(data, is_c_space)
}

/// `data.isascii()`.
pub fn is_ascii(data: &[u8]) -> bool {
    data.is_ascii()
}

/// `data.islower()`.
pub fn is_lower(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_lowercase) && !data.iter().any(u8::is_ascii_uppercase)
}

/// `data.isupper()`.
pub fn is_upper(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_uppercase) && !data.iter().any(u8::is_ascii_lowercase)
}

/// `data.istitle()`.
pub fn is_title(data: &[u8]) -> bool {
    let (mut found, mut in_word) = (false, false);
    for b in data {
        // A capital may only begin a word, a small letter may not.
        if b.is_ascii_alphabetic() && b.is_ascii_uppercase() == in_word {
            return false;
        }
        in_word = b.is_ascii_alphabetic();
        found |= in_word;
    }
    found
}

fn padded(data: &[u8], fill: u8, left: usize, right: usize) -> Result<Vec<u8>> {
    let size = left
        .checked_add(right)
        .and_then(|n| n.checked_add(data.len()))
        .ok_or_else(Error::memory)?;
    let mut out = crate::error::buffer(size)?;
    out.resize(left, fill);
    out.extend_from_slice(data);
    out.resize(size, fill);
    Ok(out)
}

/// `data.ljust(width, fill)`.
pub fn ljust(data: &[u8], width: usize, fill: u8) -> Result<Vec<u8>> {
    padded(data, fill, 0, width.saturating_sub(data.len()))
}

/// `data.rjust(width, fill)`.
pub fn rjust(data: &[u8], width: usize, fill: u8) -> Result<Vec<u8>> {
    padded(data, fill, width.saturating_sub(data.len()), 0)
}

/// `data.center(width, fill)`.
pub fn center(data: &[u8], width: usize, fill: u8) -> Result<Vec<u8>> {
    let missing = width.saturating_sub(data.len());
    let left = pad::center_left(missing, width);
    padded(data, fill, left, missing - left)
}

/// `data.zfill(width)`.
pub fn zfill(data: &[u8], width: usize) -> Result<Vec<u8>> {
    let missing = width.saturating_sub(data.len());
    let mut out = padded(data, b'0', missing, 0)?;
    if missing > 0 && matches!(data.first(), Some(b'+' | b'-')) {
        out.swap(0, missing);
    }
    Ok(out)
}

/// `data.expandtabs(tab_size)`.
pub fn expandtabs(data: &[u8], tab_size: i64) -> Result<Vec<u8>> {
    pad::expand(data, tab_size, |_| true, "result too long")
}

/// `data.translate(table, delete)`; no table maps every byte to itself.
pub fn translate(data: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut deleted = [false; 256];
    for &b in delete {
        deleted[usize::from(b)] = true;
    }
    let kept = data.iter().filter(|&&b| !deleted[usize::from(b)]);
    match table {
        Some(table) => kept.map(|&b| table[usize::from(b)]).collect(),
        None => kept.copied().collect(),
    }
}

/// `bytes.maketrans(from, to)`.
pub fn maketrans(from: &[u8], to: &[u8]) -> Result<[u8; 256]> {
    if from.len() != to.len() {
        return Err(Error::value("maketrans arguments must have same length"));
    }
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    for (&f, &t) in from.iter().zip(to) {
        table[usize::from(f)] = t;
    }
    Ok(table)
}
