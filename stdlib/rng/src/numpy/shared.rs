//! Distributions that `RandomState` and `Generator` compute alike, over their own normals and exponentials.
//!
//! [`Source`] is that difference: where a side's uniform, normal and exponential come from.

use crate::error::RngError;

/// The three elementary draws of one side.
pub trait Source {
    /// A float in [0, 1).
    fn uniform01(&mut self) -> f64;
    /// A standard normal.
    fn normal01(&mut self) -> f64;
    /// A standard exponential.
    fn exponential01(&mut self) -> f64;
}

/// `standard_gamma(shape)` for shape >= 0: Marsaglia and Tsang above 1, Ahrens and Dieter's GS below.
pub fn standard_gamma<S: Source>(source: &mut S, shape: f64) -> f64 {
    if shape == 1.0 {
        return source.exponential01();
    }
    if shape == 0.0 {
        return 0.0;
    }
    if shape < 1.0 {
        loop {
            let u = source.uniform01();
            let v = source.exponential01();
            if u <= 1.0 - shape {
                let x = u.powf(1.0 / shape);
                if x <= v {
                    return x;
                }
            } else {
                let y = -((1.0 - u) / shape).ln();
                let x = (1.0 - shape + shape * y).powf(1.0 / shape);
                if x <= v + y {
                    return x;
                }
            }
        }
    }
    let b = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * b).sqrt();
    loop {
        let (x, v) = loop {
            let x = source.normal01();
            let v = 1.0 + c * x;
            if v > 0.0 {
                break (x, v);
            }
        };
        let v = v * v * v;
        let u = source.uniform01();
        if u < 1.0 - 0.0331 * (x * x) * (x * x) || u.ln() < 0.5 * x * x + b * (1.0 - v + v.ln()) {
            return b * v;
        }
    }
}

/// The largest mean whose Poisson numbers surely fit an int64, as NumPy computes it.
const POISSON_MAX: f64 = 9.223372006484771e18;

/// `poisson(lam)`
pub fn poisson<S: Source>(source: &mut S, mean: f64) -> Result<i64, RngError> {
    if mean.is_nan() || mean < 0.0 {
        return Err(RngError::value("lam < 0 or lam is NaN"));
    }
    if mean > POISSON_MAX {
        return Err(RngError::value("lam value too large"));
    }
    if mean >= 10.0 {
        return Ok(poisson_by_rejection(source, mean));
    }
    if mean == 0.0 {
        return Ok(0);
    }
    // Knuth: count uniforms until their product falls below exp(-mean).
    let limit = (-mean).exp();
    let (mut count, mut product) = (0, 1.0);
    loop {
        product *= source.uniform01();
        if product <= limit {
            return Ok(count);
        }
        count += 1;
    }
}

/// Hoermann's PTRS: transformed rejection with squeeze.
fn poisson_by_rejection<S: Source>(source: &mut S, mean: f64) -> i64 {
    let log_mean = mean.ln();
    let b = 0.931 + 2.53 * mean.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let vr = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = source.uniform01() - 0.5;
        let v = source.uniform01();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + mean + 0.43).floor() as i64;
        if us >= 0.07 && v <= vr {
            return k;
        }
        if k < 0 || (us < 0.013 && v > us) {
            continue;
        }
        let accept = v.ln() + inverse_alpha.ln() - (a / (us * us) + b).ln();
        if accept <= -mean + k as f64 * log_mean - log_gamma(k as f64 + 1.0) {
            return k;
        }
    }
}

/// log(gamma(x)) by Stirling's series from 7 upwards (Zhang and Jin), which NumPy's acceptance tests use.
fn log_gamma(x: f64) -> f64 {
    const SERIES: [f64; 10] = [
        8.333333333333333e-02,
        -2.777777777777778e-03,
        7.936507936507937e-04,
        -5.952380952380952e-04,
        8.417508417508418e-04,
        -1.917526917526918e-03,
        6.410_256_410_256_41e-3,
        -2.955065359477124e-02,
        1.796443723688307e-01,
        -1.39243221690590e+00,
    ];
    const LOG_TWO_PI: f64 = 1.8378770664093453e+00;
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let steps = if x < 7.0 { (7.0 - x) as i64 } else { 0 };
    let mut shifted = x + steps as f64;
    let square = (1.0 / shifted) * (1.0 / shifted);
    let mut sum = SERIES[9];
    for term in SERIES[..9].iter().rev() {
        sum = sum * square + term;
    }
    let mut result = sum / shifted + 0.5 * LOG_TWO_PI + (shifted - 0.5) * shifted.ln() - shifted;
    for _ in 0..steps {
        shifted -= 1.0;
        result -= shifted.ln();
    }
    result
}
