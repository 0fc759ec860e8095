//! `int.to_bytes` and `int.from_bytes`.

use super::{IBig, Int, IntRef};
use crate::error::{buffer, Error, Result};

/// Byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// `value.to_bytes(length, order, signed=signed)`.
pub fn to_bytes(value: IntRef<'_>, length: usize, order: Endian, signed: bool) -> Result<Vec<u8>> {
    let negative = value.is_negative();
    if negative && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let small;
    let large;
    // Two's complement, little endian, with at least one sign bit.
    let bytes: &[u8] = match value {
        IntRef::Small(v) => {
            small = v.to_le_bytes();
            &small
        }
        IntRef::Big(v) => {
            large = v.to_le_bytes();
            &large
        }
    };
    let fill = if negative { 0xff } else { 0 };
    let kept = bytes.len().min(length);
    let sign_fits =
        !signed || length == 0 || kept < length || (bytes[kept - 1] >= 0x80) == negative;
    if !sign_fits || bytes[kept..].iter().any(|&b| b != fill) {
        return Err(Error::overflow("int too big to convert"));
    }
    let mut out = buffer(length)?;
    out.extend_from_slice(&bytes[..kept]);
    out.resize(length, fill);
    if order == Endian::Big {
        out.reverse();
    }
    Ok(out)
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub fn from_bytes(bytes: &[u8], order: Endian, signed: bool) -> Int {
    let top = match order {
        Endian::Little => bytes.last(),
        Endian::Big => bytes.first(),
    };
    let negative = signed && top.is_some_and(|&b| b >= 0x80);
    if bytes.len() < 8 || (bytes.len() == 8 && (signed || top.is_some_and(|&b| b < 0x80))) {
        let mut word = [if negative { 0xff } else { 0 }; 8];
        match order {
            Endian::Little => word[..bytes.len()].copy_from_slice(bytes),
            Endian::Big => {
                for (to, from) in word.iter_mut().zip(bytes.iter().rev()) {
                    *to = *from;
                }
            }
        }
        return Int::Small(i64::from_le_bytes(word));
    }
    let magnitude = match order {
        Endian::Little => super::UBig::from_le_bytes(bytes),
        Endian::Big => super::UBig::from_be_bytes(bytes),
    };
    let value = IBig::from(magnitude);
    Int::from(if negative {
        value - (IBig::ONE << (bytes.len() * 8))
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_limits() {
        let b = |v: i64, n, s| to_bytes(IntRef::Small(v), n, Endian::Big, s).ok();
        assert_eq!(b(255, 1, false), Some(vec![255]));
        assert_eq!(b(255, 1, true), None);
        assert_eq!(b(-128, 1, true), Some(vec![128]));
        assert_eq!(b(-129, 1, true), None);
        assert_eq!(b(0, 0, true), Some(vec![]));
        // CPython's own quirk: -1 fits no bytes at all.
        assert_eq!(b(-1, 0, true), Some(vec![]));
        assert_eq!(b(-2, 0, true), None);
        assert_eq!(b(1, 10, true), Some(vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
    }
}
