//! Case conversion with full mappings: `ß` becomes `SS`, a capital sigma at the end of a word becomes `ς`.
//!
//! The sigma rule needs context: it is final if a cased character comes before it and none behind it, case-ignorable
//! characters (apostrophes, combining marks) not counted.

use crate::unicode::{self, Mapped};
use crate::wtf8;

const CAPITAL_SIGMA: u32 = 0x3a3;
const SMALL_SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

fn is_final_sigma(text: &[u8], at: usize, len: usize) -> bool {
    cased_first(wtf8::code_points(&text[..at]).rev())
        && !cased_first(wtf8::code_points(&text[at + len..]))
}

/// Whether the first character that counts is cased.
fn cased_first(mut points: impl Iterator<Item = u32>) -> bool {
    points
        .find(|&cp| !unicode::is_case_ignorable(cp))
        .is_some_and(unicode::is_cased)
}

#[inline]
fn push_all(out: &mut Vec<u8>, mapped: Mapped) {
    for &cp in mapped.iter() {
        wtf8::push(out, cp);
    }
}

fn push_lower(out: &mut Vec<u8>, text: &[u8], at: usize, cp: u32, len: usize) {
    if cp == CAPITAL_SIGMA {
        wtf8::push(
            out,
            if is_final_sigma(text, at, len) {
                FINAL_SIGMA
            } else {
                SMALL_SIGMA
            },
        );
    } else {
        push_all(out, unicode::to_lower(cp));
    }
}

/// Maps every character; `push` gets the output, the offset, the character and its length.
fn map(text: &[u8], mut push: impl FnMut(&mut Vec<u8>, usize, u32, usize)) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 4);
    let mut at = 0;
    while at < text.len() {
        let (cp, len) = wtf8::decode_at(text, at);
        let len = len.min(text.len() - at);
        push(&mut out, at, cp, len);
        at += len;
    }
    out
}

/// `text.upper()`.
pub fn upper(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    map(text, |out, _, cp, _| push_all(out, unicode::to_upper(cp)))
}

/// `text.lower()`.
pub fn lower(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    map(text, |out, at, cp, len| push_lower(out, text, at, cp, len))
}

/// `text.casefold()`.
pub fn casefold(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    map(text, |out, _, cp, _| push_all(out, unicode::to_fold(cp)))
}

/// `text.title()`.
pub fn title(text: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    map(text, |out, at, cp, len| {
        if in_word {
            push_lower(out, text, at, cp, len);
        } else {
            push_all(out, unicode::to_title(cp));
        }
        in_word = unicode::is_cased(cp);
    })
}

/// `text.capitalize()`.
pub fn capitalize(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        let mut out = text.to_ascii_lowercase();
        out[..text.len().min(1)].make_ascii_uppercase();
        return out;
    }
    map(text, |out, at, cp, len| {
        if at == 0 {
            push_all(out, unicode::to_title(cp));
        } else {
            push_lower(out, text, at, cp, len);
        }
    })
}

/// `text.swapcase()`.
pub fn swapcase(text: &[u8]) -> Vec<u8> {
    map(text, |out, at, cp, len| {
        if unicode::is_upper(cp) {
            push_lower(out, text, at, cp, len);
        } else if unicode::is_lower(cp) {
            push_all(out, unicode::to_upper(cp));
        } else {
            out.extend_from_slice(&text[at..at + len]);
        }
    })
}
