//! Slicing by characters.

use crate::wtf8;
use std::ops::Range;

/// The byte range of the characters `start..end`, clamped to the text.
pub fn char_range(text: &[u8], start: usize, end: usize) -> Range<usize> {
    if text.is_ascii() {
        let end = end.min(text.len());
        return start.min(end)..end;
    }
    if end <= start {
        let at = wtf8::byte_offset(text, start);
        return at..at;
    }
    let from = wtf8::byte_offset(text, start);
    from..from + wtf8::byte_offset(&text[from..], end - start)
}

/// `count` characters from character `start` on, every `step`-th. The arguments are as `slice.indices` and `len(range(...))`
/// give them: all positions lie in the text, `step` is not 0.
pub fn slice(text: &[u8], start: usize, step: i64, count: usize) -> Vec<u8> {
    if count == 0 {
        return Vec::new();
    }
    if step == 1 {
        return text[char_range(text, start, start.saturating_add(count))].to_vec();
    }
    let skip = step.unsigned_abs().max(1) as usize;
    if text.is_ascii() {
        let pick = |i: usize| {
            let offset = i.checked_mul(skip)?;
            text.get(if step > 0 {
                start.checked_add(offset)?
            } else {
                start.checked_sub(offset)?
            })
            .copied()
        };
        return (0..count).map_while(pick).collect();
    }
    let mut out = Vec::with_capacity(count);
    let first = wtf8::byte_offset(text, start);
    if step > 0 {
        wtf8::code_points(&text[first..])
            .step_by(skip)
            .take(count)
            .for_each(|cp| wtf8::push(&mut out, cp));
    } else {
        let end = (first + wtf8::decode_at(text, first).1).min(text.len());
        wtf8::code_points(&text[..end])
            .rev()
            .step_by(skip)
            .take(count)
            .for_each(|cp| wtf8::push(&mut out, cp));
    }
    out
}

/// `text[::-1]`.
pub fn reverse(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() {
        return text.iter().rev().copied().collect();
    }
    let mut out = Vec::with_capacity(text.len());
    wtf8::code_points(text)
        .rev()
        .for_each(|cp| wtf8::push(&mut out, cp));
    out
}
