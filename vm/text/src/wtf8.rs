//! The storage format of `str`: generalised UTF-8.
//!
//! A Python string is any sequence of code points 0..=0x10FFFF, lone surrogates included. It is stored as UTF-8 in which a
//! surrogate takes three bytes like its neighbours. Unlike strict WTF-8 an adjacent high and low surrogate stay two code
//! points (`'\ud83d' + '\ude00'` has length 2 in Python), so concatenation is plain byte concatenation.
//!
//! Invariants the rest of the crate relies on: every slice passed in is well formed in this sense (see [`validate`]), cuts
//! happen at code point boundaries, and bytewise comparison is comparison by code points. A malformed slice gives wrong
//! characters, never a panic or an out-of-range read.
//!
//! ```
//! use adder_text::wtf8;
//! let text = "aß\u{1F600}".as_bytes();
//! assert_eq!(wtf8::char_count(text), 3);
//! assert_eq!(wtf8::byte_offset(text, 2), 3);
//! assert_eq!(wtf8::code_points(text).rev().next(), Some(0x1F600));
//! ```

/// What [`validate`] learns about a text on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Number of code points.
    pub chars: usize,
    /// Whether every byte is below 0x80.
    pub ascii: bool,
}

/// Whether every byte is below 0x80.
#[inline]
pub fn is_ascii(text: &[u8]) -> bool {
    text.is_ascii()
}

#[inline]
fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Number of code points.
pub fn char_count(text: &[u8]) -> usize {
    // Inner sums stay in a byte so that the loop vectorises; 255 is the most a byte lane can count.
    text.chunks(255)
        .map(|chunk| {
            chunk
                .iter()
                .map(|&b| u8::from(!is_continuation(b)))
                .fold(0u8, u8::wrapping_add) as usize
        })
        .sum()
}

/// Bytes that `cp` takes.
#[inline]
pub fn encoded_len(cp: u32) -> usize {
    match cp {
        0..=0x7f => 1,
        0x80..=0x7ff => 2,
        0x800..=0xffff => 3,
        _ => 4,
    }
}

/// Appends `cp`; values above 0x10FFFF become U+FFFD.
#[inline]
pub fn push(out: &mut Vec<u8>, cp: u32) {
    let low = |shift: u32| 0x80 | ((cp >> shift) & 0x3f) as u8;
    match cp {
        0..=0x7f => out.push(cp as u8),
        0x80..=0x7ff => out.extend_from_slice(&[0xc0 | (cp >> 6) as u8, low(0)]),
        0x800..=0xffff => out.extend_from_slice(&[0xe0 | (cp >> 12) as u8, low(6), low(0)]),
        0x1_0000..=0x10_ffff => {
            out.extend_from_slice(&[0xf0 | (cp >> 18) as u8, low(12), low(6), low(0)])
        }
        _ => out.extend_from_slice("\u{fffd}".as_bytes()),
    }
}

/// The encoding of one code point as an owned byte string.
pub fn encode(cp: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(4);
    push(&mut out, cp);
    out
}

#[inline]
fn tail(text: &[u8], at: usize) -> u32 {
    text.get(at).map_or(0, |&b| u32::from(b & 0x3f))
}

/// The code point that starts at byte `at` and its length in bytes. Past the end: `(0, 1)`.
#[inline]
pub fn decode_at(text: &[u8], at: usize) -> (u32, usize) {
    let Some(&lead) = text.get(at) else {
        return (0, 1);
    };
    let (cp, len) = match lead {
        0..=0xbf => return (u32::from(lead), 1),
        0xc0..=0xdf => ((u32::from(lead & 0x1f) << 6) | tail(text, at + 1), 2),
        0xe0..=0xef => (
            (u32::from(lead & 0x0f) << 12) | (tail(text, at + 1) << 6) | tail(text, at + 2),
            3,
        ),
        _ => (
            (u32::from(lead & 0x07) << 18)
                | (tail(text, at + 1) << 12)
                | (tail(text, at + 2) << 6)
                | tail(text, at + 3),
            4,
        ),
    };
    // Only malformed text ends inside a character; offsets stay within it even so.
    (cp, len.min(text.len() - at))
}

/// The code point that ends before byte `end` and its length in bytes. At the start: `(0, 1)`.
#[inline]
pub fn decode_before(text: &[u8], end: usize) -> (u32, usize) {
    let start = previous(text, end);
    let (cp, _) = decode_at(text, start);
    (cp, (end - start).max(1))
}

/// Start of the code point that ends before byte `end`.
#[inline]
fn previous(text: &[u8], end: usize) -> usize {
    let mut start = end.min(text.len());
    while start > 0 {
        start -= 1;
        if !is_continuation(text[start]) {
            break;
        }
    }
    start
}

/// Iterates over code points, from either end.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a [u8],
    front: usize,
    back: usize,
}

impl<'a> CodePoints<'a> {
    /// The part not yet yielded.
    pub fn rest(&self) -> &'a [u8] {
        &self.text[self.front..self.back]
    }

    /// Byte offset of the next code point from the front.
    pub fn offset(&self) -> usize {
        self.front
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        let (cp, len) = decode_at(self.text, self.front);
        self.front = (self.front + len).min(self.back);
        Some(cp)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.back - self.front;
        (bytes.div_ceil(4), Some(bytes))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        let (cp, len) = decode_before(self.text, self.back);
        self.back = self.back.saturating_sub(len).max(self.front);
        Some(cp)
    }
}

/// The code points of `text`.
#[inline]
pub fn code_points(text: &[u8]) -> CodePoints<'_> {
    CodePoints {
        text,
        front: 0,
        back: text.len(),
    }
}

/// Iterates over `(byte offset, code point)`, from either end.
#[derive(Clone, Debug)]
pub struct CodePointIndices<'a>(CodePoints<'a>);

impl Iterator for CodePointIndices<'_> {
    type Item = (usize, u32);

    #[inline]
    fn next(&mut self) -> Option<(usize, u32)> {
        let at = self.0.front;
        self.0.next().map(|cp| (at, cp))
    }
}

impl DoubleEndedIterator for CodePointIndices<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<(usize, u32)> {
        self.0.next_back().map(|cp| (self.0.back, cp))
    }
}

/// The code points of `text` with their byte offsets.
#[inline]
pub fn code_point_indices(text: &[u8]) -> CodePointIndices<'_> {
    CodePointIndices(code_points(text))
}

/// Byte offset of the code point number `index`; the length of the text where there are not that many.
pub fn byte_offset(text: &[u8], index: usize) -> usize {
    let mut left = index;
    let mut at = 0;
    // Whole chunks are counted at vector speed; the chunk the answer lies in is walked.
    for chunk in text.chunks(64) {
        let count = chunk
            .iter()
            .map(|&b| u8::from(!is_continuation(b)))
            .sum::<u8>() as usize;
        if count > left {
            for (i, &b) in chunk.iter().enumerate() {
                if !is_continuation(b) {
                    if left == 0 {
                        return at + i;
                    }
                    left -= 1;
                }
            }
        }
        left -= count;
        at += chunk.len();
    }
    text.len()
}

/// Number of code points before byte `offset`.
#[inline]
pub fn char_index(text: &[u8], offset: usize) -> usize {
    char_count(&text[..offset.min(text.len())])
}

/// Byte offsets of every [`CharTable::STEP`]-th character of one text, so that indexing it does not walk from the start.
///
/// Worth building for a long text that is not ASCII once it is indexed a second time. The text is passed in again on every
/// call and must be the one the table was made for.
#[derive(Clone, Debug)]
pub struct CharTable {
    marks: Box<[usize]>,
}

impl CharTable {
    /// Characters between two marks.
    pub const STEP: usize = 64;

    /// The table of `text`.
    pub fn new(text: &[u8]) -> CharTable {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP / 2 + 1);
        let mut chars = 0;
        for (at, &byte) in text.iter().enumerate() {
            if !is_continuation(byte) {
                if chars % Self::STEP == 0 {
                    marks.push(at);
                }
                chars += 1;
            }
        }
        CharTable {
            marks: marks.into_boxed_slice(),
        }
    }

    /// [`byte_offset`] by way of the table.
    #[inline]
    pub fn byte_offset(&self, text: &[u8], index: usize) -> usize {
        match self.marks.get(index / Self::STEP) {
            Some(&mark) if mark <= text.len() => {
                mark + byte_offset(&text[mark..], index % Self::STEP)
            }
            _ => text.len(),
        }
    }

    /// [`char_index`] by way of the table.
    #[inline]
    pub fn char_index(&self, text: &[u8], offset: usize) -> usize {
        let before = self.marks.partition_point(|&mark| mark <= offset);
        let Some(last) = before.checked_sub(1) else {
            return 0;
        };
        let end = offset.min(text.len());
        last * Self::STEP + text.get(self.marks[last]..end).map_or(0, char_count)
    }

    /// Bytes of memory the table takes.
    pub fn memory(&self) -> usize {
        std::mem::size_of_val::<[usize]>(&self.marks)
    }
}

/// Checks that `text` is well formed; the error is the offset of the first bad byte.
pub fn validate(text: &[u8]) -> Result<Summary, usize> {
    if text.is_ascii() {
        return Ok(Summary {
            chars: text.len(),
            ascii: true,
        });
    }
    let mut at = 0;
    let mut chars = 0;
    while let Some(&lead) = text.get(at) {
        let len = match lead {
            0..=0x7f => 1,
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return Err(at),
        };
        let Some(tail) = text.get(at + 1..at + len) else {
            return Err(at);
        };
        // The second byte rules out overlong forms and values above 0x10FFFF; surrogates are allowed.
        let second_ok = match lead {
            0xe0 => tail[0] >= 0xa0,
            0xf0 => tail[0] >= 0x90,
            0xf4 => tail[0] < 0x90,
            _ => true,
        };
        if !second_ok || !tail.iter().all(|&b| is_continuation(b)) {
            return Err(at);
        }
        at += len;
        chars += 1;
    }
    Ok(Summary {
        chars,
        ascii: false,
    })
}

/// Whether the text holds a surrogate, so that it is not UTF-8.
pub fn has_surrogates(text: &[u8]) -> bool {
    memchr::memchr_iter(0xed, text).any(|i| text.get(i + 1).is_some_and(|&b| b >= 0xa0))
}

/// The text as `str`, unless it holds surrogates.
#[inline]
pub fn as_str(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_of_every_code_point() {
        let mut out = Vec::new();
        for cp in 0..=0x10ffffu32 {
            out.clear();
            out.extend_from_slice(b"x");
            push(&mut out, cp);
            assert_eq!(out.len(), 1 + encoded_len(cp));
            assert_eq!(decode_at(&out, 1), (cp, encoded_len(cp)));
            assert_eq!(decode_before(&out, out.len()), (cp, encoded_len(cp)));
            assert_eq!(
                validate(&out),
                Ok(Summary {
                    chars: 2,
                    ascii: cp < 0x80
                })
            );
        }
    }

    #[test]
    fn offsets_and_indices() {
        let text: Vec<u8> = (0..500u32)
            .flat_map(|i| encode([0x41, 0xdf, 0xd800, 0x1f600][i as usize % 4]))
            .collect();
        let starts: Vec<usize> = code_point_indices(&text).map(|(at, _)| at).collect();
        let table = CharTable::new(&text);
        for (i, &at) in starts.iter().enumerate() {
            assert_eq!(table.byte_offset(&text, i), at);
            assert_eq!(table.char_index(&text, at), i);
            assert_eq!(byte_offset(&text, i), at);
            assert_eq!(char_index(&text, at), i);
        }
        assert_eq!(byte_offset(&text, 500), text.len());
        assert_eq!(byte_offset(&text, usize::MAX), text.len());
        assert_eq!(table.byte_offset(&text, 500), text.len());
        assert_eq!(table.byte_offset(&text, usize::MAX), text.len());
        assert_eq!(table.char_index(&text, text.len()), 500);
        assert_eq!(CharTable::new(b"").byte_offset(b"", 0), 0);
        let mut back: Vec<_> = code_point_indices(&text).rev().collect();
        back.reverse();
        assert_eq!(back, code_point_indices(&text).collect::<Vec<_>>());
    }

    #[test]
    fn malformed_input_is_found_and_harmless() {
        for (bad, at) in [
            (&b"a\x80"[..], 1),
            (b"\xc0\x80", 0),
            (b"\xe0\x80\x80", 0),
            (b"ab\xf4\x90\x80\x80", 2),
            (b"\xe2\x82", 0),
            (b"\xff", 0),
        ] {
            assert_eq!(validate(bad), Err(at));
            assert!(code_points(bad).count() <= bad.len());
            assert!(code_points(bad).rev().count() <= bad.len());
        }
        assert!(has_surrogates(&encode(0xdc80)));
        assert!(!has_surrogates("\u{d7ff}\u{e000}".as_bytes()));
    }
}
