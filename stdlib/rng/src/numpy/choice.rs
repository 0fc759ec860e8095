//! Choosing by given probabilities, as indices.
//!
//! Worked example: for p = [0.1, 0.2, 0.7] the running sums are [0.1, 0.3, 1.0] and the uniform 0.25 chooses index 1, the
//! first sum above it.

use std::collections::HashSet;

use crate::error::{room_for, RngError};

/// The two APIs refuse the same requests in different words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    /// `RandomState.choice`
    Legacy,
    /// `Generator.choice`
    Generator,
}

impl Api {
    fn refuse(self, legacy: &'static str, generator: &'static str) -> RngError {
        RngError::value(match self {
            Api::Legacy => legacy,
            Api::Generator => generator,
        })
    }

    /// Checks a request for `size` choices from `len`: the probabilities must be as many as `len`, none negative, sum 1.
    pub fn check(
        self,
        len: u64,
        size: u64,
        replace: bool,
        p: Option<&[f64]>,
    ) -> Result<(), RngError> {
        if len == 0 && size > 0 {
            return Err(self.refuse(
                "a must be greater than 0 unless no samples are taken",
                "a must be a positive integer unless no samples are taken",
            ));
        }
        if let Some(p) = p {
            self.check_probabilities(p, len)?;
        }
        if !replace && size > len {
            return Err(self.refuse(
                "Cannot take a larger sample than population when 'replace=False'",
                "Cannot take a larger sample than population when replace is False",
            ));
        }
        Ok(())
    }

    fn check_probabilities(self, p: &[f64], len: u64) -> Result<(), RngError> {
        if p.len() as u64 != len {
            return Err(self.refuse(
                "'a' and 'p' must have same size",
                "a and p must have same size",
            ));
        }
        // Kahan's sum, so that many small probabilities are not refused.
        let (mut sum, mut carry) = (0.0, 0.0);
        for &x in p {
            let y = x - carry;
            let t = sum + y;
            carry = (t - sum) - y;
            sum = t;
        }
        if sum.is_nan() {
            return Err(self.refuse("probabilities contain NaN", "Probabilities contain NaN"));
        }
        if p.iter().any(|&x| x < 0.0) {
            return Err(self.refuse(
                "probabilities are not non-negative",
                "Probabilities are not non-negative",
            ));
        }
        if (sum - 1.0f64).abs() > f64::EPSILON.sqrt() {
            return Err(self.refuse(
                "probabilities do not sum to 1",
                "Probabilities do not sum to 1. See Notes section of docstring for more information.",
            ));
        }
        Ok(())
    }
}

/// Running sums of `p`, scaled so that the last is 1.
fn cumulative(p: &[f64]) -> Vec<f64> {
    let mut total = 0.0;
    let mut sums: Vec<f64> = p
        .iter()
        .map(|x| {
            total += x;
            total
        })
        .collect();
    for sum in &mut sums {
        *sum /= total;
    }
    sums
}

/// `choice(len, size, replace=True, p=p)`; `p` has been checked.
pub fn with_replacement(
    p: &[f64],
    size: u64,
    mut uniform: impl FnMut() -> f64,
) -> Result<Vec<u64>, RngError> {
    let sums = cumulative(p);
    let mut result = room_for(size)?;
    result.extend((0..size).map(|_| {
        let x = uniform();
        sums.partition_point(|&s| s <= x) as u64
    }));
    Ok(result)
}

/// `choice(len, size, replace=False, p=p)`; `p` has been checked.
///
/// Draws as many uniforms as choices are missing, keeps the first of equal results, sets the probability of what was found to
/// zero and repeats.
pub fn without_replacement(
    p: &[f64],
    size: u64,
    mut uniform: impl FnMut() -> f64,
) -> Result<Vec<u64>, RngError> {
    let mut p = p.to_vec();
    if (p.iter().filter(|&&x| x > 0.0).count() as u64) < size {
        return Err(RngError::value("Fewer non-zero entries in p than size"));
    }
    let mut found: Vec<u64> = room_for(size)?;
    while (found.len() as u64) < size {
        let missing = size - found.len() as u64;
        let draws: Vec<f64> = (0..missing).map(|_| uniform()).collect();
        for &index in &found {
            p[index as usize] = 0.0;
        }
        let sums = cumulative(&p);
        let mut fresh = HashSet::new();
        for x in draws {
            let index = sums.partition_point(|&s| s <= x) as u64;
            if fresh.insert(index) {
                found.push(index);
            }
        }
    }
    Ok(found)
}
