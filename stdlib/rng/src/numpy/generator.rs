//! `numpy.random.Generator`, what `default_rng` gives.
//!
//! Generic over the engine; `default_rng` means [`Pcg64`]. Normals and exponentials are ziggurats, integers Lemire's method.
//!
//! Worked example: `Generator::from_seed(42).random()` hashes 42 through a [`SeedSequence`] into the 256 bits that seed
//! PCG64, takes 64 bits and keeps the upper 53 as 0.7739560485559633.

use std::collections::HashSet;

use super::bit_generator::BitGenerator;
use super::bounded::{bounded, interval, Chunks, IntKind, Rejection};
use super::choice::{with_replacement, without_replacement, Api};
use super::pcg64::Pcg64;
use super::seed_sequence::{words_of, SeedSequence};
use super::shared::{poisson, standard_gamma, Source};
use super::ziggurat;
use crate::error::{room_for, RngError};

/// A generator over an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generator<B = Pcg64> {
    /// The engine; its state is the generator's whole state.
    pub bits: B,
}

impl Generator<Pcg64> {
    /// `default_rng(seed)` for an int. Larger ints and lists: [`Generator::from_sequence`].
    pub fn from_seed(seed: u128) -> Generator {
        Generator::from_sequence(&SeedSequence::new(&words_of(seed), &[]))
    }

    /// `default_rng(seed_sequence)`
    pub fn from_sequence(seed: &SeedSequence) -> Generator {
        Generator {
            bits: Pcg64::from_sequence(seed),
        }
    }

    /// `default_rng()`: seeded by the operating system.
    pub fn from_os() -> Result<Generator, RngError> {
        Ok(Generator::from_sequence(&SeedSequence::from_os()?))
    }
}

impl<B: BitGenerator> Generator<B> {
    /// `random()`
    #[inline]
    pub fn random(&mut self) -> f64 {
        self.bits.next_f64()
    }

    /// `random(dtype=float32)`
    #[inline]
    pub fn random_f32(&mut self) -> f32 {
        self.bits.next_f32()
    }

    /// `uniform(low, high)`
    #[inline]
    pub fn uniform(&mut self, low: f64, high: f64) -> Result<f64, RngError> {
        let range = high - low;
        if !range.is_finite() {
            return Err(RngError::Overflow(
                "high - low range exceeds valid bounds".into(),
            ));
        }
        if range.is_sign_negative() {
            return Err(RngError::value("high - low < 0"));
        }
        Ok(low + range * self.random())
    }

    /// `standard_normal()`
    #[inline]
    pub fn standard_normal(&mut self) -> f64 {
        ziggurat::standard_normal(&mut self.bits)
    }

    /// `standard_normal(dtype=float32)`
    #[inline]
    pub fn standard_normal_f32(&mut self) -> f32 {
        ziggurat::standard_normal_f32(&mut self.bits)
    }

    /// `normal(loc, scale)`
    pub fn normal(&mut self, loc: f64, scale: f64) -> Result<f64, RngError> {
        if scale.is_nan() || scale.is_sign_negative() {
            return Err(RngError::value("scale < 0"));
        }
        Ok(loc + scale * self.standard_normal())
    }

    /// `lognormal(mean, sigma)`
    pub fn lognormal(&mut self, mean: f64, sigma: f64) -> Result<f64, RngError> {
        if sigma.is_nan() || sigma.is_sign_negative() {
            return Err(RngError::value("sigma < 0"));
        }
        Ok((mean + sigma * self.standard_normal()).exp())
    }

    /// `standard_exponential()`
    #[inline]
    pub fn standard_exponential(&mut self) -> f64 {
        ziggurat::standard_exponential(&mut self.bits)
    }

    /// `exponential(scale)`
    pub fn exponential(&mut self, scale: f64) -> Result<f64, RngError> {
        if scale.is_nan() || scale.is_sign_negative() {
            return Err(RngError::value("scale < 0"));
        }
        Ok(scale * self.standard_exponential())
    }

    /// `gamma(shape, scale)`
    pub fn gamma(&mut self, shape: f64, scale: f64) -> Result<f64, RngError> {
        if shape.is_nan() || shape.is_sign_negative() {
            return Err(RngError::value("shape < 0"));
        }
        if scale.is_nan() || scale.is_sign_negative() {
            return Err(RngError::value("scale < 0"));
        }
        Ok(scale * standard_gamma(self, shape))
    }

    /// `poisson(lam)`
    pub fn poisson(&mut self, mean: f64) -> Result<i64, RngError> {
        poisson(self, mean)
    }

    /// `integers(low, high, size, dtype)` as 64-bit patterns: numbers from `low` to `last`, both included, into `out`.
    /// The caller checks the bounds against the dtype (`low <= last` in the dtype's order).
    pub fn integers(&mut self, kind: IntKind, low: u64, last: u64, out: &mut [u64]) {
        let mut chunks = Chunks::default();
        let span = last.wrapping_sub(low);
        for slot in out {
            *slot = bounded(
                &mut self.bits,
                &mut chunks,
                kind,
                Rejection::Lemire,
                low,
                span,
            );
        }
    }

    /// One number from 0 to `max`.
    #[inline]
    fn up_to(&mut self, max: u64) -> u64 {
        bounded(
            &mut self.bits,
            &mut Chunks::default(),
            IntKind::Bits64,
            Rejection::Lemire,
            0,
            max,
        )
    }

    /// `shuffle(x)`: calls `swap(i, j)` for each exchange, in order. Draws by mask, unlike everything else here.
    pub fn shuffle(&mut self, len: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (1..len).rev() {
            let j = interval(&mut self.bits, i as u64) as usize;
            swap(i, j);
        }
    }

    /// Exchanges each of the positions `first..len` with one at or before it: how `choice` shuffles.
    fn shuffle_down_to(&mut self, len: usize, first: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (first..len).rev() {
            let j = self.up_to(i as u64) as usize;
            swap(i, j);
        }
    }

    /// `permutation(len)`
    pub fn permutation(&mut self, len: u64) -> Result<Vec<u64>, RngError> {
        let mut order = room_for(len)?;
        order.extend(0..len);
        self.shuffle(order.len(), |i, j| order.swap(i, j));
        Ok(order)
    }

    /// `choice(len, size, replace, p, shuffle=shuffle)` as indices.
    pub fn choice(
        &mut self,
        len: u64,
        size: u64,
        replace: bool,
        p: Option<&[f64]>,
        shuffle: bool,
    ) -> Result<Vec<u64>, RngError> {
        Api::Generator.check(len, size, replace, p)?;
        match (replace, p) {
            (true, Some(p)) => with_replacement(p, size, || self.random()),
            (false, Some(p)) => without_replacement(p, size, || self.random()),
            (true, None) => {
                let mut picks = room_for(size)?;
                picks.resize(size as usize, 0);
                self.integers(IntKind::Bits64, 0, len.wrapping_sub(1), &mut picks);
                Ok(picks)
            }
            (false, None) => self.distinct(len, size, shuffle),
        }
    }

    /// `size` different numbers below `len`: the tail of a partial shuffle when that many are wanted, else Floyd's algorithm.
    fn distinct(&mut self, len: u64, size: u64, shuffle: bool) -> Result<Vec<u64>, RngError> {
        let cutoff = if shuffle { 50 } else { 20 };
        if len > 10_000 && size > len / cutoff {
            let mut order: Vec<u64> = room_for(len)?;
            order.extend(0..len);
            self.shuffle_down_to(len as usize, (len - size).max(1) as usize, |i, j| {
                order.swap(i, j)
            });
            return Ok(order.split_off((len - size) as usize));
        }
        let mut picks: Vec<u64> = room_for(size)?;
        let mut taken = HashSet::new();
        for j in len - size..len {
            let pick = self.up_to(j);
            let pick = if taken.insert(pick) { pick } else { j };
            taken.insert(pick);
            picks.push(pick);
        }
        if shuffle {
            self.shuffle_down_to(picks.len(), 1, |i, j| picks.swap(i, j));
        }
        Ok(picks)
    }

    /// `bytes(count)`
    pub fn bytes(&mut self, count: usize) -> Result<Vec<u8>, RngError> {
        let mut bytes = room_for(count as u64)?;
        while bytes.len() < count {
            let word = self.bits.next_u32().to_le_bytes();
            let rest = (count - bytes.len()).min(4);
            bytes.extend_from_slice(&word[..rest]);
        }
        Ok(bytes)
    }
}

impl<B: BitGenerator> Source for Generator<B> {
    fn uniform01(&mut self) -> f64 {
        self.random()
    }

    fn normal01(&mut self) -> f64 {
        self.standard_normal()
    }

    fn exponential01(&mut self) -> f64 {
        self.standard_exponential()
    }
}
