//! Real-valued distributions, and the binomial, of `random.Random`.
//!
//! Each follows the algorithm the documentation of `random` cites (named at the method), with the order of draws and of
//! floating-point operations that the reference uses. Where the reference's arithmetic raises, so does this.

use std::f64::consts::{E, PI};

use super::PyRandom;
use crate::error::RngError;

const TWO_PI: f64 = 2.0 * PI;
/// Below this `kappa`, `vonmisesvariate` is uniform.
const KAPPA_UNIFORM: f64 = 1e-6;

impl PyRandom {
    /// `uniform(a, b)`
    pub fn uniform(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// `triangular(low, high, mode)`
    pub fn triangular(&mut self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let mut u = self.random();
        let mut c = match mode {
            None => 0.5,
            Some(_) if high - low == 0.0 => return low,
            Some(mode) => (mode - low) / (high - low),
        };
        let (mut low, mut high) = (low, high);
        if u > c {
            u = 1.0 - u;
            c = 1.0 - c;
            std::mem::swap(&mut low, &mut high);
        }
        low + (high - low) * (u * c).sqrt()
    }

    /// `normalvariate(mu, sigma)`: ratio of uniforms (Kinderman and Monahan).
    pub fn normalvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        let factor = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = factor * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -u2.ln() {
                return mu + z * sigma;
            }
        }
    }

    /// `gauss(mu, sigma)`: polar coordinates; every second call uses the cached other half.
    pub fn gauss(&mut self, mu: f64, sigma: f64) -> f64 {
        let z = match self.gauss_next.take() {
            Some(z) => z,
            None => {
                let angle = self.random() * TWO_PI;
                let radius = (-2.0 * (1.0 - self.random()).ln()).sqrt();
                self.gauss_next = Some(angle.sin() * radius);
                angle.cos() * radius
            }
        };
        mu + z * sigma
    }

    /// `lognormvariate(mu, sigma)`
    pub fn lognormvariate(&mut self, mu: f64, sigma: f64) -> Result<f64, RngError> {
        exp(self.normalvariate(mu, sigma))
    }

    /// `expovariate(lambd)`
    pub fn expovariate(&mut self, lambd: f64) -> Result<f64, RngError> {
        let x = -(1.0 - self.random()).ln();
        if lambd == 0.0 {
            return Err(RngError::zero_division());
        }
        Ok(x / lambd)
    }

    /// `vonmisesvariate(mu, kappa)`: Fisher, Statistical Analysis of Circular Data.
    pub fn vonmisesvariate(&mut self, mu: f64, kappa: f64) -> f64 {
        if kappa <= KAPPA_UNIFORM {
            return TWO_PI * self.random();
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = (PI * self.random()).cos();
            let d = z / (r + z);
            let u = self.random();
            if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() {
                break z;
            }
        };
        let q = 1.0 / r;
        let f = (q + z) / (1.0 + q * z);
        if self.random() > 0.5 {
            python_mod(mu + f.acos(), TWO_PI)
        } else {
            python_mod(mu - f.acos(), TWO_PI)
        }
    }

    /// `gammavariate(alpha, beta)`: Cheng for alpha > 1, Kennedy and Gentle's GS below 1, an exponential at 1.
    pub fn gammavariate(&mut self, alpha: f64, beta: f64) -> Result<f64, RngError> {
        if alpha <= 0.0 || beta <= 0.0 {
            return Err(RngError::value(
                "gammavariate: alpha and beta must be > 0.0",
            ));
        }
        if alpha > 1.0 {
            let magic = 1.0 + 4.5f64.ln();
            let a = (2.0 * alpha - 1.0).sqrt();
            let b = alpha - 4f64.ln();
            let c = alpha + a;
            loop {
                let u1 = self.random();
                if !(1e-7 < u1 && u1 < 0.9999999) {
                    continue;
                }
                let u2 = 1.0 - self.random();
                let v = (u1 / (1.0 - u1)).ln() / a;
                let x = alpha * exp(v)?;
                let z = u1 * u1 * u2;
                let r = b + c * v - x;
                if r + magic - 4.5 * z >= 0.0 || r >= z.ln() {
                    return Ok(x * beta);
                }
            }
        }
        if alpha == 1.0 {
            return Ok(-(1.0 - self.random()).ln() * beta);
        }
        loop {
            let b = (E + alpha) / E;
            let p = b * self.random();
            let x = if p <= 1.0 {
                pow(p, 1.0 / alpha)?
            } else {
                -((b - p) / alpha).ln()
            };
            let u = self.random();
            let accepted = if p > 1.0 {
                u <= pow(x, alpha - 1.0)?
            } else {
                u <= (-x).exp()
            };
            if accepted {
                return Ok(x * beta);
            }
        }
    }

    /// `betavariate(alpha, beta)`: from two gammas.
    pub fn betavariate(&mut self, alpha: f64, beta: f64) -> Result<f64, RngError> {
        let y = self.gammavariate(alpha, 1.0)?;
        if y == 0.0 {
            return Ok(0.0);
        }
        Ok(y / (y + self.gammavariate(beta, 1.0)?))
    }

    /// `paretovariate(alpha)`
    pub fn paretovariate(&mut self, alpha: f64) -> Result<f64, RngError> {
        let u = 1.0 - self.random();
        if alpha == 0.0 {
            return Err(RngError::zero_division());
        }
        pow(u, -1.0 / alpha)
    }

    /// `weibullvariate(alpha, beta)`: `alpha` is the scale, `beta` the shape.
    pub fn weibullvariate(&mut self, alpha: f64, beta: f64) -> Result<f64, RngError> {
        let u = 1.0 - self.random();
        if beta == 0.0 {
            return Err(RngError::zero_division());
        }
        Ok(alpha * pow(-u.ln(), 1.0 / beta)?)
    }

    /// `binomialvariate(n, p)`: Devroye's geometric method for small n * p, Hoermann's BTRS for large.
    pub fn binomialvariate(&mut self, n: i64, p: f64) -> Result<i64, RngError> {
        if n < 0 {
            return Err(RngError::value("n must be non-negative"));
        }
        if p <= 0.0 || p >= 1.0 {
            return match p {
                0.0 => Ok(0),
                1.0 => Ok(n),
                _ => Err(RngError::value("p must be in the range 0.0 <= p <= 1.0")),
            };
        }
        if n == 1 {
            return Ok(i64::from(self.random() < p));
        }
        if p > 0.5 {
            return Ok(n - self.binomialvariate(n, 1.0 - p)?);
        }
        if n as f64 * p < 10.0 {
            self.binomial_by_waiting(n, p)
        } else {
            Ok(self.binomial_by_rejection(n, p))
        }
    }

    /// Counts successes by the geometric waiting times between them.
    fn binomial_by_waiting(&mut self, n: i64, p: f64) -> Result<i64, RngError> {
        let c = (1.0 - p).log2();
        if c == 0.0 {
            return Ok(0);
        }
        let (mut x, mut y) = (0i64, 0i64);
        loop {
            let u = self.random();
            if u == 0.0 {
                return Err(RngError::math_domain());
            }
            // The wait can exceed any n; the cast saturates and ends the loop as the exact number would.
            y = y
                .saturating_add((u.log2() / c).floor() as i64)
                .saturating_add(1);
            if y > n {
                return Ok(x);
            }
            x += 1;
        }
    }

    /// Transformed rejection with squeeze.
    fn binomial_by_rejection(&mut self, n: i64, p: f64) -> i64 {
        let count = n as f64;
        let spq = (count * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * spq;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let c = count * p + 0.5;
        let vr = 0.92 - 4.2 / b;
        let alpha = (2.83 + 5.1 / b) * spq;
        let lpq = (p / (1.0 - p)).ln();
        let mode = ((n as f64 + 1.0) * p).floor();
        let h = lgamma(mode + 1.0) + lgamma(count - mode + 1.0);
        loop {
            let u = self.random() - 0.5;
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + c).floor();
            if !(0.0..=count).contains(&k) {
                continue;
            }
            let v = self.random();
            if us >= 0.07 && v <= vr {
                return k as i64;
            }
            let v = v * (alpha / (a / (us * us) + b));
            if v.ln() <= h - lgamma(k + 1.0) - lgamma(count - k + 1.0) + (k - mode) * lpq {
                return k as i64;
            }
        }
    }
}

/// `math.exp`, which raises when the result is too large.
fn exp(x: f64) -> Result<f64, RngError> {
    let y = x.exp();
    if y.is_infinite() && x.is_finite() {
        return Err(RngError::math_range());
    }
    Ok(y)
}

/// Python's `x ** y` for x >= 0.
fn pow(x: f64, y: f64) -> Result<f64, RngError> {
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(RngError::ZeroDivision(
            "0.0 cannot be raised to a negative power".into(),
        ));
    }
    let z = x.powf(y);
    if z.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(RngError::pow_range());
    }
    Ok(z)
}

/// Python's `x % y` for floats: the result has the sign of `y`.
fn python_mod(x: f64, y: f64) -> f64 {
    let remainder = x % y;
    if remainder == 0.0 {
        0f64.copysign(y)
    } else if (remainder < 0.0) != (y < 0.0) {
        remainder + y
    } else {
        remainder
    }
}

/// `math.lgamma` for x >= 1, by the 13-term Lanczos approximation with g = 6.0246800407767296 that CPython's documentation of
/// `math` names; the binomial's acceptance test compares with it, so its bits matter.
fn lgamma(x: f64) -> f64 {
    const G: f64 = 6.024_680_040_776_73;
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    (x - 0.5) * ((x + G - 0.5).ln() - 1.0) + (lanczos_sum(x).ln() - G)
}

fn lanczos_sum(x: f64) -> f64 {
    const NUMERATOR: [f64; 13] = [
        23_531_376_880.410_76,
        42_919_803_642.649_1,
        35_711_959_237.355_67,
        17_921_034_426.037_21,
        6_039_542_586.352_028,
        1_439_720_407.311_721_6,
        248_874_557.862_054_17,
        31_426_415.585_400_194,
        2_876_370.628_935_372_5,
        186_056.265_395_223_48,
        8_071.672_002_365_816,
        210.824_277_751_579_36,
        2.506_628_274_631_000_2,
    ];
    const DENOMINATOR: [f64; 13] = [
        0.0,
        39916800.0,
        120543840.0,
        150917976.0,
        105258076.0,
        45995730.0,
        13339535.0,
        2637558.0,
        357423.0,
        32670.0,
        1925.0,
        66.0,
        1.0,
    ];
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR).rev() {
            above = above * x + n;
            below = below * x + d;
        }
    } else {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR) {
            above = above / x + n;
            below = below / x + d;
        }
    }
    above / below
}
