//! Reading numbers out of text: what `int()`, `float()` and `complex()` do before they look at a grammar.
//!
//! CPython first rewrites a non-ASCII string: spaces of any script become blanks, decimal digits of any script become
//! ASCII digits, and at the first other character the text ends in a `?`, which no number grammar accepts. ASCII text stays
//! as it is, so there `\x1c` is not white space although `str.isspace` says so.

use crate::{unicode, wtf8};
use std::borrow::Cow;

/// The rewritten text.
pub(crate) fn to_ascii(text: &[u8]) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    for cp in wtf8::code_points(text) {
        if cp < 127 {
            out.push(cp as u8);
        } else if unicode::is_space(cp) {
            out.push(b' ');
        } else if let Some(digit) = unicode::decimal_value(cp) {
            out.push(b'0' + digit);
        } else {
            out.push(b'?');
            break;
        }
    }
    Cow::Owned(out)
}

/// The six ASCII space characters of C's `isspace`.
#[inline]
pub(crate) fn is_c_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// `text` without C white space at both ends.
pub(crate) fn trim(mut text: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = text {
        if !is_c_space(*first) {
            break;
        }
        text = rest;
    }
    while let [rest @ .., last] = text {
        if !is_c_space(*last) {
            break;
        }
        text = rest;
    }
    text
}

/// `text` without its underscores, or `None` where one does not stand between two digits.
pub(crate) fn without_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut previous = 0u8;
    for &byte in text {
        if byte == b'_' {
            if !previous.is_ascii_digit() {
                return None;
            }
        } else {
            if previous == b'_' && !byte.is_ascii_digit() {
                return None;
            }
            out.push(byte);
        }
        previous = byte;
    }
    (previous != b'_').then_some(Cow::Owned(out))
}
