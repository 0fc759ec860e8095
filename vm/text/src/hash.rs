//! Hashes of strings, tuples and frozensets: CPython 3.12's functions, so that sets and dicts iterate in its order.
//!
//! Strings and bytes go through SipHash-1-3 under a key drawn once per process. `PYTHONHASHSEED=n` expands `n` to the key by
//! a linear congruential generator; 0 stands for the zero key. A str is hashed over CPython's own storage (one, two or four
//! bytes a character, by the widest), which is why text outside ASCII is transcoded here. Hashes of numbers are in
//! [`crate::bigint`], [`crate::float`] and [`crate::complex`].
//!
//! ```
//! use adder_text::hash::{HashKey, TupleHash};
//! assert_eq!(HashKey::from_seed(0).text(b""), 0);
//! let mut pair = TupleHash::new();
//! pair.push(1);
//! pair.push(2);
//! assert_eq!(pair.finish(), -3550055125485641917);
//! ```

use crate::wtf8;

/// The SipHash key of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

/// -1 is the error value in C, so no hash is -1.
#[inline]
fn not_minus_one(hash: u64) -> i64 {
    if hash == u64::MAX {
        -2
    } else {
        hash as i64
    }
}

impl HashKey {
    /// The key that `PYTHONHASHSEED=seed` gives; 0 turns randomisation off.
    pub fn from_seed(seed: u32) -> HashKey {
        let mut bytes = [0; 16];
        if seed != 0 {
            let mut state = seed;
            for byte in &mut bytes {
                state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
                *byte = (state >> 16) as u8;
            }
        }
        HashKey::from_bytes(bytes)
    }

    /// A key from random bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> HashKey {
        let wide = u128::from_le_bytes(bytes);
        HashKey {
            k0: wide as u64,
            k1: (wide >> 64) as u64,
        }
    }

    /// `hash(b"...")`; also of a str that is all ASCII. Nothing hashes to 0.
    #[inline]
    pub fn bytes(&self, data: &[u8]) -> i64 {
        if data.is_empty() {
            return 0;
        }
        let mut sip = Sip::new(self);
        let mut words = data.chunks_exact(8);
        for word in &mut words {
            sip.word(u64::from_le_bytes([
                word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7],
            ]));
        }
        let mut last = (data.len() as u64) << 56;
        for (i, &byte) in words.remainder().iter().enumerate() {
            last |= u64::from(byte) << (8 * i);
        }
        not_minus_one(sip.finish(last))
    }

    /// `hash("...")`.
    #[inline]
    pub fn text(&self, text: &[u8]) -> i64 {
        if text.is_ascii() {
            return self.bytes(text);
        }
        self.wide_text(text)
    }

    fn wide_text(&self, text: &[u8]) -> i64 {
        // Lead bytes tell the widest character: C2/C3 is Latin-1, up to EF is two bytes, F0 and above four.
        let width = match text.iter().copied().max() {
            Some(0xf0..) => 4,
            _ => {
                if text.iter().any(|&b| b > 0xc3) {
                    2
                } else {
                    1
                }
            }
        };
        let mut sip = Sip::new(self);
        let mut word = 0u64;
        let mut length = 0u64;
        for cp in wtf8::code_points(text) {
            word |= u64::from(cp) << ((length & 7) * 8);
            length += width;
            if length & 7 == 0 {
                sip.word(word);
                word = 0;
            }
        }
        not_minus_one(sip.finish(word | length << 56))
    }
}

/// SipHash with one round a word and three at the end.
struct Sip {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
}

impl Sip {
    #[inline]
    fn new(key: &HashKey) -> Sip {
        Sip {
            v0: key.k0 ^ 0x736f_6d65_7073_6575,
            v1: key.k1 ^ 0x646f_7261_6e64_6f6d,
            v2: key.k0 ^ 0x6c79_6765_6e65_7261,
            v3: key.k1 ^ 0x7465_6462_7974_6573,
        }
    }

    #[inline]
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v2 = self.v2.rotate_left(32);
    }

    #[inline]
    fn word(&mut self, word: u64) {
        self.v3 ^= word;
        self.round();
        self.v0 ^= word;
    }

    #[inline]
    fn finish(mut self, last: u64) -> u64 {
        self.word(last);
        self.v2 ^= 0xff;
        self.round();
        self.round();
        self.round();
        self.v0 ^ self.v1 ^ self.v2 ^ self.v3
    }
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

/// `hash((...))` from the hashes of the items: the accumulation of xxHash64.
#[derive(Clone, Debug)]
pub struct TupleHash {
    accumulator: u64,
    length: u64,
}

impl Default for TupleHash {
    fn default() -> TupleHash {
        TupleHash::new()
    }
}

impl TupleHash {
    /// The state before the first item.
    #[inline]
    pub fn new() -> TupleHash {
        TupleHash {
            accumulator: PRIME_5,
            length: 0,
        }
    }

    /// Takes in the hash of the next item.
    #[inline]
    pub fn push(&mut self, item: i64) {
        self.accumulator = self
            .accumulator
            .wrapping_add((item as u64).wrapping_mul(PRIME_2))
            .rotate_left(31)
            .wrapping_mul(PRIME_1);
        self.length += 1;
    }

    /// The hash of a slice with these three parts: CPython leaves out the length.
    pub fn finish_slice(&self) -> i64 {
        if self.accumulator == u64::MAX {
            1_546_275_796
        } else {
            self.accumulator as i64
        }
    }

    /// The hash of the tuple.
    #[inline]
    pub fn finish(&self) -> i64 {
        let hash = self
            .accumulator
            .wrapping_add(self.length ^ PRIME_5 ^ 3_527_539);
        if hash == u64::MAX {
            1_546_275_796
        } else {
            hash as i64
        }
    }
}

/// `hash(frozenset(...))` from the hashes of the (distinct) elements, in any order.
pub fn frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut hash = 0u64;
    let mut length = 0u64;
    for item in items {
        let item = item as u64;
        // Spreads the bits of hashes that lie close together before they are combined by exclusive or.
        hash ^= (item ^ 89_869_747 ^ (item << 16)).wrapping_mul(3_644_798_167);
        length += 1;
    }
    hash ^= length.wrapping_add(1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX {
        590_923_713
    } else {
        hash as i64
    }
}
