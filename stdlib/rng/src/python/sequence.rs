//! Choices from sequences, as indices: the caller owns the sequence.
//!
//! Worked example: `sample(range(1000), 3)` tracks the chosen indices in a set and redraws a repeated one, because a pool of
//! 1000 would be larger than that set; `sample(range(10), 3)` draws from a pool and moves the last element into the hole. The
//! border between the two is part of the stream's definition.

use std::collections::HashSet;

use super::PyRandom;
use crate::error::{room_for, RngError};

impl PyRandom {
    /// `choice(seq)` for a sequence of `len` elements.
    pub fn choice(&mut self, len: u64) -> Result<u64, RngError> {
        if len == 0 {
            return Err(RngError::Index(
                "Cannot choose from an empty sequence".into(),
            ));
        }
        Ok(self.randbelow(len))
    }

    /// `shuffle(x)`: calls `swap(i, j)` for each exchange, in order.
    pub fn shuffle(&mut self, len: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (1..len).rev() {
            let j = self.randbelow(i as u64 + 1) as usize;
            swap(i, j);
        }
    }

    /// `sample(population, k)`: indices into a population of `len` elements, in selection order.
    pub fn sample(&mut self, len: u64, k: u64) -> Result<Vec<u64>, RngError> {
        if k > len {
            return Err(RngError::value(
                "Sample larger than population or is negative",
            ));
        }
        if len <= pool_limit(k) {
            let mut pool: Vec<u64> = room_for(len)?;
            pool.extend(0..len);
            let mut result = room_for(k)?;
            for left in (len - k + 1..=len).rev() {
                let j = self.randbelow(left) as usize;
                result.push(pool[j]);
                pool[j] = pool[left as usize - 1];
            }
            return Ok(result);
        }
        let mut result = room_for(k)?;
        let mut selected = HashSet::new();
        for _ in 0..k {
            let j = loop {
                let j = self.randbelow(len);
                if selected.insert(j) {
                    break j;
                }
            };
            result.push(j);
        }
        Ok(result)
    }

    /// `sample(population, k, counts=counts)`: indices into `counts`.
    pub fn sample_with_counts(&mut self, counts: &[u64], k: u64) -> Result<Vec<u64>, RngError> {
        let mut total = 0u64;
        let running = counts.iter().map(|&count| {
            total = total.checked_add(count)?;
            Some(total)
        });
        let ends: Vec<u64> = running.collect::<Option<_>>().ok_or(RngError::Memory)?;
        let total = ends.last().copied().unwrap_or(0);
        if total == 0 {
            return Err(RngError::value("Total of counts must be greater than zero"));
        }
        let picks = self.sample(total, k)?;
        Ok(picks
            .into_iter()
            .map(|s| ends.partition_point(|&end| end <= s) as u64)
            .collect())
    }

    /// `choices(population, k=k)` without weights.
    pub fn choices(&mut self, len: u64, k: usize) -> Result<Vec<u64>, RngError> {
        if len == 0 && k > 0 {
            return Err(RngError::Index("list index out of range".into()));
        }
        let n = len as f64;
        let mut result = room_for(k as u64)?;
        result.extend((0..k).map(|_| (self.random() * n) as u64));
        Ok(result)
    }

    /// `choices(population, cum_weights=cumulative, k=k)`; for plain weights pass their running sums.
    pub fn choices_weighted(&mut self, cumulative: &[f64], k: usize) -> Result<Vec<u64>, RngError> {
        let Some(&total) = cumulative.last() else {
            return Err(RngError::Index("list index out of range".into()));
        };
        if total <= 0.0 {
            return Err(RngError::value(
                "Total of weights must be greater than zero",
            ));
        }
        if !total.is_finite() {
            return Err(RngError::value("Total of weights must be finite"));
        }
        let last = cumulative.len() - 1;
        let mut result = room_for(k as u64)?;
        result.extend((0..k).map(|_| {
            let x = self.random() * total;
            cumulative[..last].partition_point(|&end| end <= x) as u64
        }));
        Ok(result)
    }
}

/// The largest population that is copied into a pool for a sample of `k`: the size of a set that holds `k` elements.
fn pool_limit(k: u64) -> u64 {
    const SMALL_SET: u64 = 21;
    if k <= 5 {
        return SMALL_SET;
    }
    let power = ((k as f64 * 3.0).ln() / 4f64.ln()).ceil() as u32;
    4u64.checked_pow(power)
        .map_or(u64::MAX, |table| table.saturating_add(SMALL_SET))
}
