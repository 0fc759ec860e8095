//! Padding, tab expansion and repetition. Widths are in characters; a size that cannot be had is an error, never an abort.

use crate::error::{buffer, Error, Result};
use crate::wtf8;

/// `text` with `left` and `right` fill characters around it.
fn padded(text: &[u8], fill: u32, left: usize, right: usize) -> Result<Vec<u8>> {
    let fill = wtf8::encode(fill);
    let bytes = left
        .checked_add(right)
        .and_then(|n| n.checked_mul(fill.len()))
        .and_then(|n| n.checked_add(text.len()));
    let mut out = buffer(bytes.ok_or_else(Error::memory)?)?;
    let push = |out: &mut Vec<u8>, count: usize| match fill[..] {
        [byte] => out.resize(out.len() + count, byte),
        _ => (0..count).for_each(|_| out.extend_from_slice(&fill)),
    };
    push(&mut out, left);
    out.extend_from_slice(text);
    push(&mut out, right);
    Ok(out)
}

/// Where `str.center` puts the odd fill character: left if the width is odd.
pub(crate) fn center_left(missing: usize, width: usize) -> usize {
    missing / 2 + (missing & width & 1)
}

/// `text.ljust(width, fill)`.
pub fn ljust(text: &[u8], width: usize, fill: u32) -> Result<Vec<u8>> {
    padded(text, fill, 0, width.saturating_sub(wtf8::char_count(text)))
}

/// `text.rjust(width, fill)`.
pub fn rjust(text: &[u8], width: usize, fill: u32) -> Result<Vec<u8>> {
    padded(text, fill, width.saturating_sub(wtf8::char_count(text)), 0)
}

/// `text.center(width, fill)`.
pub fn center(text: &[u8], width: usize, fill: u32) -> Result<Vec<u8>> {
    let missing = width.saturating_sub(wtf8::char_count(text));
    let left = center_left(missing, width);
    padded(text, fill, left, missing - left)
}

/// `text.zfill(width)`: zeros behind the sign.
pub fn zfill(text: &[u8], width: usize) -> Result<Vec<u8>> {
    let missing = width.saturating_sub(wtf8::char_count(text));
    let mut out = padded(text, u32::from(b'0'), missing, 0)?;
    if missing > 0 && matches!(text.first(), Some(b'+' | b'-')) {
        out.swap(0, missing);
    }
    Ok(out)
}

/// `text.expandtabs(tab_size)`: columns are characters.
pub fn expandtabs(text: &[u8], tab_size: i64) -> Result<Vec<u8>> {
    expand(
        text,
        tab_size,
        |byte| byte & 0xc0 != 0x80,
        "new string is too long",
    )
}

/// Tab expansion for str and bytes; `starts` tells whether a byte begins a column.
pub(crate) fn expand(
    text: &[u8],
    tab_size: i64,
    starts: impl Fn(u8) -> bool,
    too_long: &'static str,
) -> Result<Vec<u8>> {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let too_long = || Error::overflow(too_long);
    // Sized first: one tab may ask for more than there is.
    let mut size = 0usize;
    let mut column = 0usize;
    let mut step = |byte: u8| match byte {
        b'\t' => {
            let blanks = if tab_size > 0 {
                tab_size - column % tab_size
            } else {
                0
            };
            column = column.saturating_add(blanks);
            blanks
        }
        b'\n' | b'\r' => {
            column = 0;
            0
        }
        _ => {
            column = column.saturating_add(usize::from(starts(byte)));
            0
        }
    };
    for &byte in text {
        let blanks = step(byte);
        size = size
            .checked_add(blanks + usize::from(byte != b'\t'))
            .filter(|&s| s <= isize::MAX as usize)
            .ok_or_else(too_long)?;
    }
    let mut out = buffer(size)?;
    column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                if tab_size > 0 {
                    let blanks = tab_size - column % tab_size;
                    column += blanks;
                    out.resize(out.len() + blanks, b' ');
                }
            }
            b'\n' | b'\r' => {
                column = 0;
                out.push(byte);
            }
            _ => {
                column += usize::from(starts(byte));
                out.push(byte);
            }
        }
    }
    Ok(out)
}

/// `text * times`. Serves bytes too.
pub fn repeat(text: &[u8], times: usize) -> Result<Vec<u8>> {
    let size = text.len().checked_mul(times).ok_or_else(Error::memory)?;
    let mut out = buffer(size)?;
    match text {
        [byte] => out.resize(times, *byte),
        _ => {
            // Doubling: each copy is as long as what is there already.
            if times > 0 {
                out.extend_from_slice(text);
            }
            while out.len() < size {
                let more = out.len().min(size - out.len());
                out.extend_from_within(..more);
            }
        }
    }
    Ok(out)
}
