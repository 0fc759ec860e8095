//! `random.Random` of CPython 3.12.
//!
//! [`PyRandom`] is the engine plus the one cached normal of `gauss()`. The methods are spread over three files as the
//! documentation groups them: integers and bits here, [`sequence`] (shuffle, sample, choices as indices) and [`real`]
//! (real-valued and binomial distributions); [`seed`] has the seeding rules.
//!
//! Worked example: `randrange(10)` asks for `getrandbits(4)` until the answer is below 10, as 10 has four bits.

pub mod real;
pub mod seed;
pub mod sequence;

use crate::error::{room_for, RngError};
use crate::mt19937::Mt19937;
use seed::Seed;

/// The state of one `random.Random`.
#[derive(Clone, Debug, PartialEq)]
pub struct PyRandom {
    engine: Mt19937,
    gauss_next: Option<f64>,
}

impl PyRandom {
    /// `random.Random(seed)`
    pub fn new(seed: Seed<'_>) -> Result<PyRandom, RngError> {
        Ok(PyRandom {
            engine: seed.engine()?,
            gauss_next: None,
        })
    }

    /// `seed(x)`: also forgets the cached normal.
    pub fn seed(&mut self, seed: Seed<'_>) -> Result<(), RngError> {
        *self = PyRandom::new(seed)?;
        Ok(())
    }

    /// What `getstate()` shows: the 624 words, the position (its 625th number) and `gauss_next`.
    pub fn state(&self) -> (&[u32; crate::mt19937::N], usize, Option<f64>) {
        (self.engine.key(), self.engine.position(), self.gauss_next)
    }

    /// `setstate()` of a version 3 state.
    pub fn set_state(
        &mut self,
        key: &[u32],
        position: usize,
        gauss_next: Option<f64>,
    ) -> Result<(), RngError> {
        self.engine = Mt19937::from_state(key, position)?;
        self.gauss_next = gauss_next;
        Ok(())
    }

    /// `random()`: a float in [0, 1).
    #[inline]
    pub fn random(&mut self) -> f64 {
        self.engine.next_float()
    }

    /// `getrandbits(bits)` for at most 64 bits (more count as 64).
    #[inline]
    pub fn getrandbits(&mut self, bits: u32) -> u64 {
        match bits {
            0 => 0,
            1..=32 => u64::from(self.engine.next_word() >> (32 - bits)),
            _ => {
                let low = u64::from(self.engine.next_word());
                low | u64::from(self.engine.next_word() >> (64 - bits.min(64))) << 32
            }
        }
    }

    /// `getrandbits(bits)` of any size: words, least significant first, leading zero words included.
    pub fn getrandbits_words(&mut self, bits: u64) -> Result<Vec<u32>, RngError> {
        let mut words = room_for(bits.div_ceil(32))?;
        let mut left = bits;
        while left > 0 {
            let word = self.engine.next_word();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        Ok(words)
    }

    /// `randbytes(count)`
    pub fn randbytes(&mut self, count: usize) -> Result<Vec<u8>, RngError> {
        let mut bytes = room_for(count as u64)?;
        while bytes.len() + 4 <= count {
            bytes.extend_from_slice(&self.engine.next_word().to_le_bytes());
        }
        let rest = count - bytes.len();
        if rest > 0 {
            let word = self.engine.next_word() >> (32 - 8 * rest);
            bytes.extend_from_slice(&word.to_le_bytes()[..rest]);
        }
        Ok(bytes)
    }

    /// `_randbelow(n)`: an even choice from 0 to n - 1. For n = 0 it draws nothing and gives 0.
    #[inline]
    pub fn randbelow(&mut self, n: u64) -> u64 {
        let bits = 64 - n.leading_zeros();
        loop {
            let r = self.getrandbits(bits);
            if r < n || n == 0 {
                return r;
            }
        }
    }

    /// `_randbelow(n)` for an `n` of any size, words least significant first; the answer has as many words.
    pub fn randbelow_words(&mut self, n: &[u32]) -> Result<Vec<u32>, RngError> {
        let Some(top) = n.iter().rposition(|&w| w != 0) else {
            return Ok(vec![0; n.len()]);
        };
        let bits = top as u64 * 32 + u64::from(32 - n[top].leading_zeros());
        loop {
            let mut r = self.getrandbits_words(bits)?;
            r.resize(n.len(), 0);
            if r.iter().rev().lt(n.iter().rev()) {
                return Ok(r);
            }
        }
    }

    /// `randrange(start, stop, step)` over 64-bit integers. For larger ones the caller combines [`PyRandom::randbelow_words`].
    pub fn randrange(&mut self, start: i64, stop: i64, step: i64) -> Result<i64, RngError> {
        let (wide_start, wide_step) = (i128::from(start), i128::from(step));
        let width = i128::from(stop) - wide_start;
        let count = match step {
            0 => return Err(RngError::value("zero step for randrange()")),
            1.. => (width + wide_step - 1).div_euclid(wide_step),
            _ => (-width - wide_step - 1).div_euclid(-wide_step),
        };
        if count <= 0 {
            return Err(RngError::Value(
                match step {
                    1 => format!("empty range in randrange({start}, {stop})"),
                    _ => format!("empty range in randrange({start}, {stop}, {step})"),
                }
                .into(),
            ));
        }
        // 0 < count < 2**64 as both bounds are 64-bit, and the result lies between them.
        let pick = i128::from(self.randbelow(count as u64));
        Ok((wide_start + wide_step * pick) as i64)
    }

    /// `randint(a, b)`: both ends included.
    pub fn randint(&mut self, a: i64, b: i64) -> Result<i64, RngError> {
        if b < a {
            return Err(RngError::Value(
                format!("empty range in randrange({a}, {})", i128::from(b) + 1).into(),
            ));
        }
        // The full range of i64 holds 2**64 numbers, one more than fits in a u64.
        let pick = match b.wrapping_sub(a) as u64 {
            u64::MAX => {
                let words = self.randbelow_words(&[0, 0, 1])?;
                u64::from(words[0]) | u64::from(words[1]) << 32
            }
            span => self.randbelow(span + 1),
        };
        Ok(a.wrapping_add(pick as i64))
    }
}
