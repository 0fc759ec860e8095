//! The `is...` predicates of str. All but `is_printable` and `is_ascii` are false for the empty text.

use crate::{unicode, wtf8};

#[inline]
fn all(text: &[u8], ascii: impl Fn(u8) -> bool, wide: impl Fn(u32) -> bool) -> bool {
    if text.is_ascii() {
        return !text.is_empty() && text.iter().all(|&b| ascii(b));
    }
    wtf8::code_points(text).all(wide)
}

/// `text.isascii()`.
pub fn is_ascii(text: &[u8]) -> bool {
    text.is_ascii()
}

/// `text.isalpha()`.
pub fn is_alpha(text: &[u8]) -> bool {
    all(text, |b| b.is_ascii_alphabetic(), unicode::is_alpha)
}

/// `text.isdecimal()`.
pub fn is_decimal(text: &[u8]) -> bool {
    all(text, |b| b.is_ascii_digit(), unicode::is_decimal)
}

/// `text.isdigit()`.
pub fn is_digit(text: &[u8]) -> bool {
    all(text, |b| b.is_ascii_digit(), unicode::is_digit)
}

/// `text.isnumeric()`.
pub fn is_numeric(text: &[u8]) -> bool {
    all(text, |b| b.is_ascii_digit(), unicode::is_numeric)
}

/// `text.isalnum()`.
pub fn is_alnum(text: &[u8]) -> bool {
    all(text, |b| b.is_ascii_alphanumeric(), unicode::is_alnum)
}

/// `text.isspace()`.
pub fn is_space(text: &[u8]) -> bool {
    all(text, |b| unicode::is_space(u32::from(b)), unicode::is_space)
}

/// `text.isprintable()`.
pub fn is_printable(text: &[u8]) -> bool {
    text.is_empty() || all(text, |b| matches!(b, 0x20..=0x7e), unicode::is_printable)
}

/// `text.islower()`: some lower case character and none of another case.
pub fn is_lower(text: &[u8]) -> bool {
    one_case(text, unicode::is_lower, unicode::is_upper)
}

/// `text.isupper()`: some upper case character and none of another case.
pub fn is_upper(text: &[u8]) -> bool {
    one_case(text, unicode::is_upper, unicode::is_lower)
}

fn one_case(text: &[u8], wanted: impl Fn(u32) -> bool, other: impl Fn(u32) -> bool) -> bool {
    let mut found = false;
    for cp in wtf8::code_points(text) {
        if other(cp) || unicode::is_title(cp) {
            return false;
        }
        found |= wanted(cp);
    }
    found
}

/// `text.istitle()`: words begin with an upper or title case character and go on in lower case.
pub fn is_title(text: &[u8]) -> bool {
    let (mut found, mut in_word) = (false, false);
    for cp in wtf8::code_points(text) {
        if unicode::is_upper(cp) || unicode::is_title(cp) {
            if in_word {
                return false;
            }
            (found, in_word) = (true, true);
        } else if unicode::is_lower(cp) {
            if !in_word {
                return false;
            }
            found = true;
        } else {
            in_word = false;
        }
    }
    found
}

/// `text.isidentifier()`.
pub fn is_identifier(text: &[u8]) -> bool {
    let mut points = wtf8::code_points(text);
    points.next().is_some_and(unicode::is_id_start) && points.all(unicode::is_id_continue)
}
