//! Substring search, counting and replacing.
//!
//! `find`, `rfind` and [`Finder`] serve bytes as well. An empty needle is found everywhere: before every character and at the
//! end, which is the only place where text and bytes differ.

use crate::error::{buffer, Result};
use crate::wtf8;
use memchr::memmem;

/// Offset of the first `needle`.
#[inline]
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [byte] => memchr::memchr(*byte, hay),
        _ => memmem::find(hay, needle),
    }
}

/// Offset of the last `needle`.
#[inline]
pub fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(hay.len()),
        [byte] => memchr::memrchr(*byte, hay),
        _ => memmem::rfind(hay, needle),
    }
}

/// Whether `needle` occurs: `needle in hay`.
#[inline]
pub fn contains(hay: &[u8], needle: &[u8]) -> bool {
    find(hay, needle).is_some()
}

/// A needle prepared for many searches.
#[derive(Clone, Debug)]
pub struct Finder {
    inner: memmem::Finder<'static>,
}

impl Finder {
    /// Prepares `needle`.
    pub fn new(needle: &[u8]) -> Finder {
        Finder {
            inner: memmem::Finder::new(needle).into_owned(),
        }
    }

    /// Offset of the first occurrence in `hay`.
    #[inline]
    pub fn find(&self, hay: &[u8]) -> Option<usize> {
        self.inner.find(hay)
    }
}

/// Calls `visit` with the offset of every needle, from the left and without overlap, until it says no.
pub(crate) fn each(hay: &[u8], needle: &[u8], mut visit: impl FnMut(usize) -> bool) {
    match needle {
        [] => {}
        [byte] => {
            for at in memchr::memchr_iter(*byte, hay) {
                if !visit(at) {
                    return;
                }
            }
        }
        _ => {
            for at in memmem::find_iter(hay, needle) {
                if !visit(at) {
                    return;
                }
            }
        }
    }
}

/// Number of needles that do not overlap, for a needle that is not empty.
pub(crate) fn count_nonempty(hay: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] => memchr::memchr_iter(*byte, hay).count(),
        _ => memmem::find_iter(hay, needle).count(),
    }
}

/// `hay.count(needle)`.
pub fn count(hay: &[u8], needle: &[u8]) -> usize {
    if needle.is_empty() {
        return wtf8::char_count(hay) + 1;
    }
    count_nonempty(hay, needle)
}

/// `text.replace(from, to, max)`; `None` where nothing is replaced.
pub fn replace(text: &[u8], from: &[u8], to: &[u8], max: Option<usize>) -> Result<Option<Vec<u8>>> {
    replace_where(text, from, to, max, |text, at| wtf8::decode_at(text, at).1)
}

/// [`replace`] for both str and bytes; `step` is the length of the character at an offset.
pub(crate) fn replace_where(
    text: &[u8],
    from: &[u8],
    to: &[u8],
    max: Option<usize>,
    step: impl Fn(&[u8], usize) -> usize,
) -> Result<Option<Vec<u8>>> {
    let max = max.unwrap_or(usize::MAX);
    if max == 0 || from == to || (from.len() > text.len()) {
        return Ok(None);
    }
    if from.is_empty() {
        return interleave(text, to, max, step).map(Some);
    }
    if let ([old], [new]) = (from, to) {
        let Some(first) = memchr::memchr(*old, text) else {
            return Ok(None);
        };
        let mut out = buffer(text.len())?;
        out.extend_from_slice(text);
        if max == usize::MAX {
            // A plain pass vectorises, whatever the density.
            for byte in &mut out[first..] {
                *byte = if byte == old { *new } else { *byte };
            }
        } else {
            for byte in out[first..].iter_mut().filter(|b| *b == old).take(max) {
                *byte = *new;
            }
        }
        return Ok(Some(out));
    }
    let mut out = Vec::new();
    let mut copied = 0;
    let mut done = 0;
    // Growing: the exact size is known only after counting, and a first pass is cheaper than reallocation.
    if to.len() > from.len() {
        let hits = count_nonempty(text, from).min(max);
        let grown = hits
            .checked_mul(to.len() - from.len())
            .and_then(|g| g.checked_add(text.len()));
        out = buffer(grown.unwrap_or(usize::MAX))?;
    }
    let mut failed = None;
    each(text, from, |at| {
        if done == 0 && out.capacity() == 0 {
            match buffer(text.len()) {
                Ok(b) => out = b,
                Err(e) => {
                    failed = Some(e);
                    return false;
                }
            }
        }
        out.extend_from_slice(&text[copied..at]);
        out.extend_from_slice(to);
        copied = at + from.len();
        done += 1;
        done < max
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if done == 0 {
        return Ok(None);
    }
    out.extend_from_slice(&text[copied..]);
    Ok(Some(out))
}

/// `to` before every character and at the end, at most `max` times.
fn interleave(
    text: &[u8],
    to: &[u8],
    max: usize,
    step: impl Fn(&[u8], usize) -> usize,
) -> Result<Vec<u8>> {
    let times = max.min(text.len().saturating_add(1));
    let size = times
        .checked_mul(to.len())
        .and_then(|n| n.checked_add(text.len()));
    let mut out = buffer(size.unwrap_or(usize::MAX))?;
    let mut at = 0;
    let mut done = 0;
    while done < max {
        out.extend_from_slice(to);
        done += 1;
        if at >= text.len() {
            break;
        }
        let next = (at + step(text, at)).min(text.len());
        out.extend_from_slice(&text[at..next]);
        at = next;
    }
    out.extend_from_slice(&text[at..]);
    Ok(out)
}
