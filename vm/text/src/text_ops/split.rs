//! Cutting text: `split`, `rsplit`, `splitlines`, `partition`.
//!
//! Results are byte ranges of the input, in its order also for the functions that work from the right.

use super::search;
use crate::error::{Error, Result};
use crate::{unicode, wtf8};
use std::ops::Range;

fn nonempty(separator: &[u8]) -> Result<()> {
    if separator.is_empty() {
        return Err(Error::value("empty separator"));
    }
    Ok(())
}

/// `text.split(separator, max)`. Serves bytes too.
pub fn split(text: &[u8], separator: &[u8], max: Option<usize>) -> Result<Vec<Range<usize>>> {
    nonempty(separator)?;
    let mut left = max.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut start = 0;
    if left > 0 {
        search::each(text, separator, |at| {
            parts.push(start..at);
            start = at + separator.len();
            left -= 1;
            left > 0
        });
    }
    parts.push(start..text.len());
    Ok(parts)
}

/// `text.rsplit(separator, max)`. Serves bytes too.
pub fn rsplit(text: &[u8], separator: &[u8], max: Option<usize>) -> Result<Vec<Range<usize>>> {
    nonempty(separator)?;
    let mut left = max.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut end = text.len();
    while left > 0 {
        let Some(at) = search::rfind(&text[..end], separator) else {
            break;
        };
        parts.push(at + separator.len()..end);
        end = at;
        left -= 1;
    }
    parts.push(0..end);
    parts.reverse();
    Ok(parts)
}

/// What a blank is: differs between str and bytes.
pub(crate) trait Blank {
    /// Whether the character at `at` is blank, and its length.
    fn at(text: &[u8], at: usize) -> (bool, usize);
    /// Whether the character before `end` is blank, and its length.
    fn before(text: &[u8], end: usize) -> (bool, usize);
}

/// The blanks of str.
pub(crate) struct TextBlank;

/// ASCII characters that `str.isspace` accepts.
#[inline]
fn is_ascii_blank(byte: u8) -> bool {
    matches!(byte, b' ' | 0x09..=0x0d | 0x1c..=0x1f)
}

impl Blank for TextBlank {
    #[inline]
    fn at(text: &[u8], at: usize) -> (bool, usize) {
        if text[at] < 0x80 {
            return (is_ascii_blank(text[at]), 1);
        }
        let (cp, len) = wtf8::decode_at(text, at);
        (unicode::is_space(cp), len)
    }

    #[inline]
    fn before(text: &[u8], end: usize) -> (bool, usize) {
        if text[end - 1] < 0x80 {
            return (is_ascii_blank(text[end - 1]), 1);
        }
        let (cp, len) = wtf8::decode_before(text, end);
        (unicode::is_space(cp), len)
    }
}

/// Offset of the first character from `at` on whose blankness is `wanted`.
fn scan<B: Blank>(text: &[u8], mut at: usize, wanted: bool) -> usize {
    while at < text.len() {
        let (blank, len) = B::at(text, at);
        if blank == wanted {
            return at;
        }
        at += len;
    }
    text.len()
}

/// End of the last character before `end` whose blankness is `wanted`.
fn scan_back<B: Blank>(text: &[u8], mut end: usize, wanted: bool) -> usize {
    while end > 0 {
        let (blank, len) = B::before(text, end);
        if blank == wanted {
            return end;
        }
        end = end.saturating_sub(len);
    }
    0
}

pub(crate) fn split_blank<B: Blank>(text: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    let mut left = max.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut at = scan::<B>(text, 0, false);
    while at < text.len() {
        if left == 0 {
            parts.push(at..text.len());
            break;
        }
        let end = scan::<B>(text, at, true);
        parts.push(at..end);
        at = scan::<B>(text, end, false);
        left -= 1;
    }
    parts
}

pub(crate) fn rsplit_blank<B: Blank>(text: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    let mut left = max.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut end = scan_back::<B>(text, text.len(), false);
    while end > 0 {
        if left == 0 {
            parts.push(0..end);
            break;
        }
        let start = scan_back::<B>(text, end, true);
        parts.push(start..end);
        end = scan_back::<B>(text, start, false);
        left -= 1;
    }
    parts.reverse();
    parts
}

pub(crate) fn strip_blank<B: Blank>(text: &[u8], left: bool, right: bool) -> Range<usize> {
    let start = if left { scan::<B>(text, 0, false) } else { 0 };
    let end = if right {
        scan_back::<B>(text, text.len(), false).max(start)
    } else {
        text.len()
    };
    start..end
}

/// `text.split(None, max)`.
pub fn split_whitespace(text: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    split_blank::<TextBlank>(text, max)
}

/// `text.rsplit(None, max)`.
pub fn rsplit_whitespace(text: &[u8], max: Option<usize>) -> Vec<Range<usize>> {
    rsplit_blank::<TextBlank>(text, max)
}

/// `text.splitlines(keepends)`.
pub fn splitlines(text: &[u8], keep_ends: bool) -> Vec<Range<usize>> {
    let line_break = |text: &[u8], at: usize| match text[at] {
        b'\n' | b'\r' | 0x0b | 0x0c | 0x1c..=0x1e => 1,
        // U+0085, U+2028 and U+2029.
        0xc2 if text.get(at + 1) == Some(&0x85) => 2,
        0xe2 if matches!(text.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])) => 3,
        _ => 0,
    };
    lines(
        text,
        keep_ends,
        |byte| byte < 0x20 || byte == 0xc2 || byte == 0xe2,
        line_break,
    )
}

/// Lines, where `line_break` is the length of the line break at an offset, 0 for none; it is only asked where the byte
/// `may_break`.
pub(crate) fn lines(
    text: &[u8],
    keep_ends: bool,
    may_break: impl Fn(u8) -> bool,
    line_break: impl Fn(&[u8], usize) -> usize,
) -> Vec<Range<usize>> {
    const BLOCK: usize = 32;
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        // Without an early exit, so that the test of a block is a few vector instructions.
        if let Some(block) = text.get(at..at + BLOCK) {
            if !block.iter().fold(false, |any, &b| any | may_break(b)) {
                at += BLOCK;
                continue;
            }
        }
        let block_end = text.len().min(at + BLOCK);
        while at < block_end {
            let mut len = line_break(text, at);
            if len == 0 {
                at += 1;
                continue;
            }
            if text[at..].starts_with(b"\r\n") {
                len = 2;
            }
            parts.push(start..if keep_ends { at + len } else { at });
            at += len;
            start = at;
        }
    }
    if start < text.len() {
        parts.push(start..text.len());
    }
    parts
}

/// The three parts of a partition: before, separator, after.
pub type Parts = (Range<usize>, Range<usize>, Range<usize>);

fn around(text: &[u8], separator: &[u8], at: Option<usize>) -> Option<Parts> {
    let at = at?;
    let end = at + separator.len();
    Some((0..at, at..end, end..text.len()))
}

/// `text.partition(separator)`; `None` where there is no separator. Serves bytes too.
pub fn partition(text: &[u8], separator: &[u8]) -> Result<Option<Parts>> {
    nonempty(separator)?;
    Ok(around(text, separator, search::find(text, separator)))
}

/// `text.rpartition(separator)`; `None` where there is no separator. Serves bytes too.
pub fn rpartition(text: &[u8], separator: &[u8]) -> Result<Option<Parts>> {
    nonempty(separator)?;
    Ok(around(text, separator, search::rfind(text, separator)))
}
