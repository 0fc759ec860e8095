//! Functions of doubles that the standard library of Rust lacks or computes differently from the
//! C library: gamma functions (Lanczos approximation, as in the reference), neighbours, vector
//! norms with one rounding error.

/// Safe names for functions of the C library.
pub mod c {
    macro_rules! functions {
        ($($name:ident)*) => {
            mod raw {
                extern "C" {
                    $(pub fn $name(x: f64) -> f64;)*
                }
            }
            $(
                pub fn $name(x: f64) -> f64 {
                    // SAFETY: a pure function of the C library.
                    unsafe { raw::$name(x) }
                }
            )*
        };
    }

    functions! { acos acosh asin asinh atan atanh cosh erf erfc expm1 log1p sinh tan tanh }
}

/// The C library's cube root.
///
/// The compiler's runtime brings a `cbrt` of its own, with other last digits, which linking prefers:
/// the library's is looked up by name.
pub fn cbrt(x: f64) -> f64 {
    use std::ffi::{c_char, c_void};
    use std::sync::OnceLock;
    extern "C" {
        fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    }
    static FOUND: OnceLock<Option<extern "C" fn(f64) -> f64>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        // SAFETY: a null handle asks for the default search order; a symbol of that name in a C
        // library is the standard function.
        unsafe {
            let f = dlsym(std::ptr::null_mut(), c"cbrt".as_ptr());
            (!f.is_null()).then(|| std::mem::transmute::<*mut c_void, extern "C" fn(f64) -> f64>(f))
        }
    });
    match found {
        Some(f) => f(x),
        None => x.cbrt(),
    }
}

/// `x * 2**e`, rounded once.
pub fn ldexp(x: f64, e: i32) -> f64 {
    extern "C" {
        #[link_name = "ldexp"]
        fn c_ldexp(x: f64, e: i32) -> f64;
    }
    // SAFETY: a pure function of the C library.
    unsafe { c_ldexp(x, e) }
}

/// Mantissa in [0.5, 1) and exponent.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Subnormals are scaled into the normal range first.
    let (y, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(54), 54) } else { (x, 0) };
    let bits = y.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1022;
    (f64::from_bits(bits & !(0x7ff << 52) | (1022 << 52)), exponent - shift)
}

/// The double `steps` representable values from `x` towards `y`.
pub fn next_after(x: f64, y: f64, steps: u64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return if x.is_nan() { x } else { y };
    }
    if x == y || steps == 0 {
        return if steps == 0 { x } else { y };
    }
    // Doubles in order: the sign bit turned into a sign.
    let rank = |f: f64| {
        let b = f.to_bits() as i64;
        i128::from(if b < 0 { i64::MIN.wrapping_sub(b) } else { b })
    };
    let (a, b) = (rank(x), rank(y));
    let to = if b > a { (a + i128::from(steps)).min(b) } else { (a - i128::from(steps)).max(b) };
    if to == b {
        return y;
    }
    let to = to as i64;
    let bits = if to < 0 { i64::MIN.wrapping_sub(to) } else { to };
    let r = f64::from_bits(bits as u64);
    // Zero keeps the side it was reached from.
    if r == 0.0 {
        r.copysign(x)
    } else {
        r
    }
}

/// Why there is no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    Domain,
    Range,
}

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;
const LN_PI: f64 = 1.144_729_885_849_400_2;

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
    186_056.265_395_223_5,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];

const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

/// The rational function of the Lanczos approximation, for positive `x`.
fn lanczos_sum(x: f64) -> f64 {
    let (mut num, mut den) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..NUMERATOR.len()).rev() {
            num = num * x + NUMERATOR[i];
            den = den * x + DENOMINATOR[i];
        }
    } else {
        // Powers of 1/x do not overflow.
        for i in 0..NUMERATOR.len() {
            num = num / x + NUMERATOR[i];
            den = den / x + DENOMINATOR[i];
        }
    }
    num / den
}

/// `sin(pi * x)` without losing the period's accuracy.
fn sin_pi(x: f64) -> f64 {
    use std::f64::consts::PI;
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}

/// The gamma function.
pub fn gamma(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { Ok(x) } else { Err(Failure::Domain) };
    }
    if x == 0.0 || (x < 0.0 && x == x.floor()) {
        return Err(Failure::Domain);
    }
    if x == x.floor() && x <= 23.0 {
        // Exact factorials.
        return Ok((1..x as u64).map(|i| i as f64).product());
    }
    let a = x.abs();
    if a < 1e-20 {
        let r = 1.0 / x;
        return if r.is_infinite() { Err(Failure::Range) } else { Ok(r) };
    }
    if a > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(Failure::Range) };
    }
    let y = a + G_MINUS_HALF;
    // What the rounding of `y` lost.
    let z = if a > G_MINUS_HALF { (y - a) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - a };
    let z = z * G / y;
    let r = if x < 0.0 {
        let mut r = -std::f64::consts::PI / sin_pi(a) / a * y.exp() / lanczos_sum(a);
        r -= z * r;
        if a < 140.0 {
            r / y.powf(a - 0.5)
        } else {
            let root = y.powf(a / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let mut r = lanczos_sum(a) / y.exp();
        r += z * r;
        if a < 140.0 {
            r * y.powf(a - 0.5)
        } else {
            let root = y.powf(a / 2.0 - 0.25);
            r * root * root
        }
    };
    if r.is_infinite() {
        return Err(Failure::Range);
    }
    Ok(r)
}

/// `ln(|gamma(x)|)`.
pub fn lgamma(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(Failure::Domain) } else { Ok(0.0) };
    }
    let a = x.abs();
    if a < 1e-20 {
        return Ok(-a.ln());
    }
    let mut r = lanczos_sum(a).ln() - G;
    r += (a - 0.5) * ((a + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LN_PI - sin_pi(a).abs().ln() - a.ln() - r;
    }
    if r.is_infinite() {
        return Err(Failure::Range);
    }
    Ok(r)
}

/// A sum or product and its rounding error.
#[derive(Clone, Copy)]
pub struct Double {
    pub hi: f64,
    pub lo: f64,
}

/// `a + b` exactly, `|a| >= |b|`.
fn fast_sum(a: f64, b: f64) -> Double {
    let hi = a + b;
    Double { hi, lo: (a - hi) + b }
}

/// `a + b` exactly.
pub fn sum(a: f64, b: f64) -> Double {
    let hi = a + b;
    let z = hi - a;
    Double { hi, lo: (a - (hi - z)) + (b - z) }
}

/// `a * b` exactly.
pub fn product(a: f64, b: f64) -> Double {
    let hi = a * b;
    Double { hi, lo: a.mul_add(b, -hi) }
}

/// The Euclidean norm, nearly always correctly rounded.
pub fn norm(coordinates: &mut [f64]) -> f64 {
    let mut max = 0f64;
    let mut nan = false;
    for x in coordinates.iter_mut() {
        *x = x.abs();
        nan |= x.is_nan();
        max = max.max(*x);
    }
    if max.is_infinite() {
        return max;
    }
    if nan {
        return f64::NAN;
    }
    if max == 0.0 || coordinates.len() <= 1 {
        return max;
    }
    let exponent = frexp(max).1;
    if exponent < -1023 {
        // Subnormal: bring everything into range first.
        for x in coordinates.iter_mut() {
            *x /= f64::MIN_POSITIVE;
        }
        return f64::MIN_POSITIVE * norm(coordinates);
    }
    let scale = ldexp(1.0, -exponent);
    let (mut total, mut low_products, mut low_sums) = (1.0, 0.0, 0.0);
    for &x in coordinates.iter() {
        let x = x * scale;
        let square = product(x, x);
        let s = fast_sum(total, square.hi);
        total = s.hi;
        low_products += square.lo;
        low_sums += s.lo;
    }
    let mut h = (total - 1.0 + (low_products + low_sums)).sqrt();
    // One step of Newton's method on what the root left over.
    let square = product(-h, h);
    let s = fast_sum(total, square.hi);
    total = s.hi;
    low_products += square.lo;
    low_sums += s.lo;
    let rest = total - 1.0 + (low_products + low_sums);
    h += rest / (2.0 * h);
    h / scale
}
