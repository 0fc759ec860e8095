//! `strip` and its kin. Results are byte ranges of the input.

use super::split::{strip_blank, TextBlank};
use crate::wtf8;
use std::ops::Range;

/// The characters to strip: a bitmap for ASCII and a list for the rest.
struct Set {
    ascii: u128,
    wide: Vec<u32>,
}

impl Set {
    fn new(chars: &[u8]) -> Set {
        let mut set = Set {
            ascii: 0,
            wide: Vec::new(),
        };
        if chars.is_ascii() {
            for &b in chars {
                set.ascii |= 1 << b;
            }
            return set;
        }
        for cp in wtf8::code_points(chars) {
            if cp < 128 {
                set.ascii |= 1 << cp;
            } else {
                set.wide.push(cp);
            }
        }
        set
    }

    #[inline]
    fn has(&self, cp: u32) -> bool {
        if cp < 128 {
            self.ascii >> cp & 1 == 1
        } else {
            self.wide.contains(&cp)
        }
    }
}

fn trim(text: &[u8], chars: Option<&[u8]>, left: bool, right: bool) -> Range<usize> {
    let Some(chars) = chars else {
        return strip_blank::<TextBlank>(text, left, right);
    };
    let set = Set::new(chars);
    let (mut start, mut end) = (0, text.len());
    while left && start < end {
        let (cp, len) = match text[start] {
            b @ 0..128 => (u32::from(b), 1),
            _ => wtf8::decode_at(text, start),
        };
        if !set.has(cp) {
            break;
        }
        start += len;
    }
    while right && start < end {
        let (cp, len) = match text[end - 1] {
            b @ 0..128 => (u32::from(b), 1),
            _ => wtf8::decode_before(text, end),
        };
        if !set.has(cp) {
            break;
        }
        end -= len;
    }
    start..end.max(start)
}

/// `text.strip(chars)`; white space for `None`.
pub fn strip(text: &[u8], chars: Option<&[u8]>) -> Range<usize> {
    trim(text, chars, true, true)
}

/// `text.lstrip(chars)`.
pub fn lstrip(text: &[u8], chars: Option<&[u8]>) -> Range<usize> {
    trim(text, chars, true, false)
}

/// `text.rstrip(chars)`.
pub fn rstrip(text: &[u8], chars: Option<&[u8]>) -> Range<usize> {
    trim(text, chars, false, true)
}

/// `text.removeprefix(prefix)`. Serves bytes too.
pub fn remove_prefix(text: &[u8], prefix: &[u8]) -> Range<usize> {
    let start = if text.starts_with(prefix) {
        prefix.len()
    } else {
        0
    };
    start..text.len()
}

/// `text.removesuffix(suffix)`. Serves bytes too.
pub fn remove_suffix(text: &[u8], suffix: &[u8]) -> Range<usize> {
    let cut = if text.ends_with(suffix) {
        suffix.len()
    } else {
        0
    };
    0..text.len() - cut
}
