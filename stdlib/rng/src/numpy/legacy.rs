//! `numpy.random.RandomState` over the Mersenne Twister, and thereby `numpy.random.seed/rand/randn/...`.
//!
//! NumPy has frozen these streams. Normals come in pairs from Marsaglia's polar method, the second one kept for the next call
//! (`has_gauss` in the state); integers and shuffles reject by mask.
//!
//! Worked example: `normal()` draws x1 and x2 from [-1, 1) until x1*x1 + x2*x2 < 1, returns f*x2 and keeps f*x1.

use super::bit_generator::BitGenerator;
use super::bounded::{bounded, interval, Chunks, IntKind, Rejection};
use super::choice::{with_replacement, without_replacement, Api};
use super::seed_sequence::SeedSequence;
use super::shared::{poisson, standard_gamma, Source};
use crate::error::{room_for, RngError};
use crate::mt19937::{Mt19937, N};

/// The state of one `RandomState`.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomState {
    engine: Mt19937,
    gauss: Option<f64>,
}

impl RandomState {
    /// `RandomState(seed)` for an int.
    pub fn from_seed(seed: u32) -> RandomState {
        RandomState {
            engine: Mt19937::from_word(seed),
            gauss: None,
        }
    }

    /// `RandomState(list)`; an empty list is an error.
    pub fn from_words(words: &[u32]) -> Result<RandomState, RngError> {
        if words.is_empty() {
            return Err(RngError::value("Seed must be non-empty"));
        }
        Ok(RandomState {
            engine: Mt19937::from_words(words),
            gauss: None,
        })
    }

    /// `RandomState(seed)` for an int of any size: ints outside 32 bits are refused.
    pub fn from_int(seed: i128) -> Result<RandomState, RngError> {
        let word = u32::try_from(seed)
            .map_err(|_| RngError::value("Seed must be between 0 and 2**32 - 1"))?;
        Ok(RandomState::from_seed(word))
    }

    /// `RandomState()`: seeded by the operating system.
    pub fn from_os() -> Result<RandomState, RngError> {
        Ok(RandomState {
            engine: Mt19937::from_sequence(&SeedSequence::from_os()?),
            gauss: None,
        })
    }

    /// What `get_state()` shows: words, position, cached normal.
    pub fn state(&self) -> (&[u32; N], usize, Option<f64>) {
        (self.engine.key(), self.engine.position(), self.gauss)
    }

    /// `set_state()`
    pub fn set_state(
        &mut self,
        key: &[u32],
        position: usize,
        gauss: Option<f64>,
    ) -> Result<(), RngError> {
        self.engine = Mt19937::from_state(key, position)?;
        self.gauss = gauss;
        Ok(())
    }

    /// `random_sample()`, `rand()`
    #[inline]
    pub fn random(&mut self) -> f64 {
        self.engine.next_float()
    }

    /// `uniform(low, high)`
    #[inline]
    pub fn uniform(&mut self, low: f64, high: f64) -> Result<f64, RngError> {
        let range = high - low;
        if !range.is_finite() {
            return Err(RngError::Overflow("Range exceeds valid bounds".into()));
        }
        Ok(low + range * self.random())
    }

    /// `standard_normal()`, `randn()`
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(kept) = self.gauss.take() {
            return kept;
        }
        loop {
            let x1 = 2.0 * self.random() - 1.0;
            let x2 = 2.0 * self.random() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if r2 < 1.0 && r2 != 0.0 {
                let f = (-2.0 * r2.ln() / r2).sqrt();
                self.gauss = Some(f * x1);
                return f * x2;
            }
        }
    }

    /// `normal(loc, scale)`
    pub fn normal(&mut self, loc: f64, scale: f64) -> Result<f64, RngError> {
        if scale < 0.0 || scale.is_nan() {
            return Err(RngError::value("scale < 0"));
        }
        Ok(loc + scale * self.standard_normal())
    }

    /// `lognormal(mean, sigma)`
    pub fn lognormal(&mut self, mean: f64, sigma: f64) -> Result<f64, RngError> {
        if sigma < 0.0 || sigma.is_nan() {
            return Err(RngError::value("sigma < 0"));
        }
        Ok((mean + sigma * self.standard_normal()).exp())
    }

    /// `standard_exponential()`
    pub fn standard_exponential(&mut self) -> f64 {
        -(1.0 - self.random()).ln()
    }

    /// `exponential(scale)`
    pub fn exponential(&mut self, scale: f64) -> Result<f64, RngError> {
        if scale < 0.0 || scale.is_nan() {
            return Err(RngError::value("scale < 0"));
        }
        Ok(scale * self.standard_exponential())
    }

    /// `gamma(shape, scale)`
    pub fn gamma(&mut self, shape: f64, scale: f64) -> Result<f64, RngError> {
        if shape < 0.0 || shape.is_nan() {
            return Err(RngError::value("shape < 0"));
        }
        if scale < 0.0 || scale.is_nan() {
            return Err(RngError::value("scale < 0"));
        }
        Ok(scale * standard_gamma(self, shape))
    }

    /// `poisson(lam)`
    pub fn poisson(&mut self, mean: f64) -> Result<i64, RngError> {
        poisson(self, mean)
    }

    /// `randint(low, high, size, dtype)` as 64-bit patterns: numbers from `low` to `last`, both included, into `out`.
    /// The caller checks the bounds against the dtype (`low <= last` in the dtype's order).
    pub fn randint(&mut self, kind: IntKind, low: u64, last: u64, out: &mut [u64]) {
        let mut chunks = Chunks::default();
        let span = last.wrapping_sub(low);
        for slot in out {
            *slot = bounded(
                &mut self.engine,
                &mut chunks,
                kind,
                Rejection::Masked,
                low,
                span,
            );
        }
    }

    /// `shuffle(x)`: calls `swap(i, j)` for each exchange, in order.
    pub fn shuffle(&mut self, len: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (1..len).rev() {
            let j = interval(&mut self.engine, i as u64) as usize;
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

    /// `choice(len, size, replace, p)` as indices.
    pub fn choice(
        &mut self,
        len: u64,
        size: u64,
        replace: bool,
        p: Option<&[f64]>,
    ) -> Result<Vec<u64>, RngError> {
        Api::Legacy.check(len, size, replace, p)?;
        match (replace, p) {
            (true, Some(p)) => with_replacement(p, size, || self.random()),
            (false, Some(p)) => without_replacement(p, size, || self.random()),
            (true, None) => {
                let mut picks = room_for(size)?;
                picks.resize(size as usize, 0);
                self.randint(IntKind::Bits64, 0, len.wrapping_sub(1), &mut picks);
                Ok(picks)
            }
            (false, None) => {
                let mut order = self.permutation(len)?;
                order.truncate(size as usize);
                Ok(order)
            }
        }
    }

    /// `bytes(count)`
    pub fn bytes(&mut self, count: usize) -> Result<Vec<u8>, RngError> {
        let mut bytes = room_for(count as u64)?;
        while bytes.len() < count {
            let word = self.engine.next_u32().to_le_bytes();
            let rest = (count - bytes.len()).min(4);
            bytes.extend_from_slice(&word[..rest]);
        }
        Ok(bytes)
    }
}

impl Source for RandomState {
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
