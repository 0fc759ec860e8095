//! Element-wise operations: what each operator computes for each dtype.
//!
//! A loop is instantiated per operation and element type over [`memory::map1`]/[`memory::map2`].
//! Integer arithmetic wraps; division by zero gives 0 for integers (the caller warns).

use super::memory::{map1, map2, with_elem, Bit, Dest, Elem, Num, Operand};
use adder_vm::object::ndarray::DType;

macro_rules! op_enum {
    ($(#[$doc:meta])* $enum:ident { $($variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $enum { $($variant,)* }

        impl $enum {
            /// NumPy's name of the function.
            pub fn name(self) -> &'static str {
                match self { $($enum::$variant => $name,)* }
            }
        }
    };
}

op_enum! {
    /// Operations of two operands.
    Bin {
        Add "add", Subtract "subtract", Multiply "multiply", Divide "divide",
        FloorDivide "floor_divide", Remainder "remainder", Fmod "fmod", Power "power",
        Maximum "maximum", Minimum "minimum", Fmax "fmax", Fmin "fmin",
        And "bitwise_and", Or "bitwise_or", Xor "bitwise_xor",
        LeftShift "left_shift", RightShift "right_shift",
        Less "less", LessEqual "less_equal", Greater "greater", GreaterEqual "greater_equal",
        Equal "equal", NotEqual "not_equal",
        LogicalAnd "logical_and", LogicalOr "logical_or", LogicalXor "logical_xor",
        Arctan2 "arctan2", Hypot "hypot", Copysign "copysign", Logaddexp "logaddexp",
    }
}

op_enum! {
    /// Operations of one operand.
    Un {
        Negative "negative", Positive "positive", Absolute "absolute", Square "square",
        Sign "sign", Invert "invert", LogicalNot "logical_not", Reciprocal "reciprocal",
        Floor "floor", Ceil "ceil", Trunc "trunc", Rint "rint",
        Isnan "isnan", Isinf "isinf", Isfinite "isfinite", Signbit "signbit",
        Sqrt "sqrt", Cbrt "cbrt", Exp "exp", Exp2 "exp2", Expm1 "expm1",
        Log "log", Log2 "log2", Log10 "log10", Log1p "log1p",
        Sin "sin", Cos "cos", Tan "tan", Arcsin "arcsin", Arccos "arccos", Arctan "arctan",
        Sinh "sinh", Cosh "cosh", Tanh "tanh",
        Arcsinh "arcsinh", Arccosh "arccosh", Arctanh "arctanh",
        Radians "radians", Degrees "degrees",
    }
}

/// The double function of an operation that computes in floating point.
pub fn float_function(op: Un) -> Option<fn(f64) -> f64> {
    Some(match op {
        Un::Sqrt => f64::sqrt,
        Un::Cbrt => f64::cbrt,
        Un::Exp => f64::exp,
        Un::Exp2 => f64::exp2,
        Un::Expm1 => f64::exp_m1,
        Un::Log => f64::ln,
        Un::Log2 => f64::log2,
        Un::Log10 => f64::log10,
        Un::Log1p => f64::ln_1p,
        Un::Sin => f64::sin,
        Un::Cos => f64::cos,
        Un::Tan => f64::tan,
        Un::Arcsin => f64::asin,
        Un::Arccos => f64::acos,
        Un::Arctan => f64::atan,
        Un::Sinh => f64::sinh,
        Un::Cosh => f64::cosh,
        Un::Tanh => f64::tanh,
        Un::Arcsinh => f64::asinh,
        Un::Arccosh => f64::acosh,
        Un::Arctanh => f64::atanh,
        Un::Radians => |x| x * (std::f64::consts::PI / 180.0),
        Un::Degrees => |x| x * (180.0 / std::f64::consts::PI),
        _ => return None,
    })
}

/// Arithmetic of one element type.
trait Arith: Elem {
    fn add(self, b: Self) -> Self;
    fn sub(self, b: Self) -> Self;
    fn mul(self, b: Self) -> Self;
    fn floor_div(self, b: Self) -> Self;
    fn rem(self, b: Self) -> Self;
    fn fmod(self, b: Self) -> Self;
    fn pow(self, b: Self) -> Self;
    fn neg(self) -> Self;
    fn abs(self) -> Self;
    fn sign(self) -> Self;
    fn recip(self) -> Self;
    fn round_with(self, f: fn(f64) -> f64) -> Self;
}

macro_rules! int_arith {
    ($($t:ident $signed:literal;)*) => {$(
        impl Arith for $t {
            #[inline(always)]
            fn add(self, b: $t) -> $t { self.wrapping_add(b) }
            #[inline(always)]
            fn sub(self, b: $t) -> $t { self.wrapping_sub(b) }
            #[inline(always)]
            fn mul(self, b: $t) -> $t { self.wrapping_mul(b) }
            #[inline(always)]
            fn floor_div(self, b: $t) -> $t {
                if b == 0 {
                    return 0;
                }
                let q = self.wrapping_div(b);
                #[allow(unused_comparisons)]
                if $signed && self.wrapping_rem(b) != 0 && ((self < 0) != (b < 0)) {
                    q.wrapping_sub(1)
                } else {
                    q
                }
            }
            #[inline(always)]
            fn rem(self, b: $t) -> $t {
                if b == 0 {
                    return 0;
                }
                let r = self.wrapping_rem(b);
                #[allow(unused_comparisons)]
                if $signed && r != 0 && ((r < 0) != (b < 0)) { r.wrapping_add(b) } else { r }
            }
            #[inline(always)]
            fn fmod(self, b: $t) -> $t {
                if b == 0 { 0 } else { self.wrapping_rem(b) }
            }
            #[inline(always)]
            fn pow(self, b: $t) -> $t {
                let (mut base, mut e, mut r) = (self, b, 1 as $t);
                while e > 0 {
                    if e & 1 == 1 {
                        r = r.wrapping_mul(base);
                    }
                    base = base.wrapping_mul(base);
                    e >>= 1;
                }
                r
            }
            #[inline(always)]
            fn neg(self) -> $t { (0 as $t).wrapping_sub(self) }
            #[inline(always)]
            #[allow(unused_comparisons)]
            fn abs(self) -> $t { if self < 0 { (0 as $t).wrapping_sub(self) } else { self } }
            #[inline(always)]
            #[allow(unused_comparisons)]
            fn sign(self) -> $t {
                if self > 0 {
                    1
                } else if self < 0 {
                    (0 as $t).wrapping_sub(1)
                } else {
                    0
                }
            }
            #[inline(always)]
            fn recip(self) -> $t { if self == 0 { 0 } else { (1 as $t).wrapping_div(self) } }
            #[inline(always)]
            fn round_with(self, _: fn(f64) -> f64) -> $t { self }
        }
    )*};
}

int_arith! {
    i8 true; u8 false; i16 true; u16 false; i32 true; u32 false; i64 true; u64 false;
}

/// Floor division and modulo as NumPy does them together.
#[inline(always)]
pub fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut m = a % b;
    if b == 0.0 {
        return (a / b, m);
    }
    let mut q = (a - m) / b;
    if m != 0.0 {
        if (b < 0.0) != (m < 0.0) {
            m += b;
            q -= 1.0;
        }
    } else {
        m = 0f64.copysign(b);
    }
    let floor = if q != 0.0 {
        let f = q.floor();
        if q - f > 0.5 {
            f + 1.0
        } else {
            f
        }
    } else {
        0f64.copysign(a / b)
    };
    (floor, m)
}

macro_rules! float_arith {
    ($($t:ident;)*) => {$(
        impl Arith for $t {
            #[inline(always)]
            fn add(self, b: $t) -> $t { self + b }
            #[inline(always)]
            fn sub(self, b: $t) -> $t { self - b }
            #[inline(always)]
            fn mul(self, b: $t) -> $t { self * b }
            #[inline(always)]
            fn floor_div(self, b: $t) -> $t { float_divmod(self as f64, b as f64).0 as $t }
            #[inline(always)]
            fn rem(self, b: $t) -> $t { float_divmod(self as f64, b as f64).1 as $t }
            #[inline(always)]
            fn fmod(self, b: $t) -> $t { self % b }
            #[inline(always)]
            fn pow(self, b: $t) -> $t { self.powf(b) }
            #[inline(always)]
            fn neg(self) -> $t { -self }
            #[inline(always)]
            fn abs(self) -> $t { $t::abs(self) }
            #[inline(always)]
            fn sign(self) -> $t {
                if self > 0.0 {
                    1.0
                } else if self < 0.0 {
                    -1.0
                } else if self == 0.0 {
                    0.0
                } else {
                    self
                }
            }
            #[inline(always)]
            fn recip(self) -> $t { 1.0 / self }
            #[inline(always)]
            fn round_with(self, f: fn(f64) -> f64) -> $t { f(self as f64) as $t }
        }
    )*};
}

float_arith! { f32; f64; }

/// Booleans: addition is "or", multiplication "and"; the caller refuses what does not apply.
impl Arith for Bit {
    #[inline(always)]
    fn add(self, b: Bit) -> Bit {
        Bit::new(self.get() | b.get())
    }
    #[inline(always)]
    fn sub(self, b: Bit) -> Bit {
        Bit::new(self.get() ^ b.get())
    }
    #[inline(always)]
    fn mul(self, b: Bit) -> Bit {
        Bit::new(self.get() & b.get())
    }
    fn floor_div(self, b: Bit) -> Bit {
        Bit::new(self.get() & b.get())
    }
    fn rem(self, _: Bit) -> Bit {
        Bit::new(false)
    }
    fn fmod(self, _: Bit) -> Bit {
        Bit::new(false)
    }
    fn pow(self, b: Bit) -> Bit {
        Bit::new(self.get() | !b.get())
    }
    fn neg(self) -> Bit {
        Bit::new(!self.get())
    }
    fn abs(self) -> Bit {
        self
    }
    fn sign(self) -> Bit {
        self
    }
    fn recip(self) -> Bit {
        self
    }
    fn round_with(self, _: fn(f64) -> f64) -> Bit {
        self
    }
}

#[inline(always)]
fn larger<T: Elem>(a: T, b: T) -> T {
    if a >= b || a.is_nan() {
        a
    } else {
        b
    }
}

#[inline(always)]
fn smaller<T: Elem>(a: T, b: T) -> T {
    if a <= b || a.is_nan() {
        a
    } else {
        b
    }
}

fn arith<T: Arith>(op: Bin, a: &Operand, b: &Operand, out: &Dest) {
    match op {
        Bin::Add => map2(a, b, out, |x: T, y: T| x.add(y)),
        Bin::Subtract => map2(a, b, out, |x: T, y: T| x.sub(y)),
        Bin::Multiply => map2(a, b, out, |x: T, y: T| x.mul(y)),
        Bin::FloorDivide => map2(a, b, out, |x: T, y: T| x.floor_div(y)),
        Bin::Remainder => map2(a, b, out, |x: T, y: T| x.rem(y)),
        Bin::Fmod => map2(a, b, out, |x: T, y: T| x.fmod(y)),
        Bin::Power => map2(a, b, out, |x: T, y: T| x.pow(y)),
        Bin::Maximum => map2(a, b, out, |x: T, y: T| larger(x, y)),
        Bin::Minimum => map2(a, b, out, |x: T, y: T| smaller(x, y)),
        Bin::Fmax => map2(a, b, out, |x: T, y: T| if y.is_nan() { x } else { larger(y, x) }),
        Bin::Fmin => map2(a, b, out, |x: T, y: T| if y.is_nan() { x } else { smaller(y, x) }),
        _ => debug_assert!(false, "{op:?} is not arithmetic"),
    }
}

fn compare<T: Elem>(op: Bin, a: &Operand, b: &Operand, out: &Dest) {
    match op {
        Bin::Less => map2(a, b, out, |x: T, y: T| Bit::new(x < y)),
        Bin::LessEqual => map2(a, b, out, |x: T, y: T| Bit::new(x <= y)),
        Bin::Greater => map2(a, b, out, |x: T, y: T| Bit::new(x > y)),
        Bin::GreaterEqual => map2(a, b, out, |x: T, y: T| Bit::new(x >= y)),
        Bin::Equal => map2(a, b, out, |x: T, y: T| Bit::new(x == y)),
        _ => map2(a, b, out, |x: T, y: T| Bit::new(x != y)),
    }
}

fn logical<T: Elem>(op: Bin, a: &Operand, b: &Operand, out: &Dest) {
    let zero = T::from_num(Num::I(0));
    match op {
        Bin::LogicalAnd => map2(a, b, out, |x: T, y: T| Bit::new((x != zero) & (y != zero))),
        Bin::LogicalOr => map2(a, b, out, |x: T, y: T| Bit::new((x != zero) | (y != zero))),
        _ => map2(a, b, out, |x: T, y: T| Bit::new((x != zero) ^ (y != zero))),
    }
}

macro_rules! bits_of {
    ($t:ident, $op:expr, $a:expr, $b:expr, $out:expr) => {{
        let width = $t::BITS as i128;
        match $op {
            Bin::And => map2($a, $b, $out, |x: $t, y: $t| x & y),
            Bin::Or => map2($a, $b, $out, |x: $t, y: $t| x | y),
            Bin::Xor => map2($a, $b, $out, |x: $t, y: $t| x ^ y),
            Bin::LeftShift => map2($a, $b, $out, |x: $t, y: $t| {
                if (0..width).contains(&(y as i128)) {
                    x.wrapping_shl(y as u32)
                } else {
                    0
                }
            }),
            _ => map2($a, $b, $out, |x: $t, y: $t| {
                if (0..width).contains(&(y as i128)) {
                    x >> y
                } else {
                    // Everything is shifted out; a signed number keeps its sign.
                    x >> ($t::BITS - 1)
                }
            }),
        }
    }};
}

fn bitwise(op: Bin, d: DType, a: &Operand, b: &Operand, out: &Dest) {
    match d {
        DType::Bool => match op {
            Bin::And => map2(a, b, out, |x: Bit, y: Bit| Bit::new(x.get() & y.get())),
            Bin::Or => map2(a, b, out, |x: Bit, y: Bit| Bit::new(x.get() | y.get())),
            _ => map2(a, b, out, |x: Bit, y: Bit| Bit::new(x.get() ^ y.get())),
        },
        DType::Int8 => bits_of!(i8, op, a, b, out),
        DType::UInt8 => bits_of!(u8, op, a, b, out),
        DType::Int16 => bits_of!(i16, op, a, b, out),
        DType::UInt16 => bits_of!(u16, op, a, b, out),
        DType::Int32 => bits_of!(i32, op, a, b, out),
        DType::UInt32 => bits_of!(u32, op, a, b, out),
        DType::Int64 => bits_of!(i64, op, a, b, out),
        DType::UInt64 => bits_of!(u64, op, a, b, out),
        _ => debug_assert!(false, "bit operations need integers"),
    }
}

fn logaddexp(x: f64, y: f64) -> f64 {
    if x == y {
        return x + std::f64::consts::LN_2;
    }
    let d = x - y;
    if d > 0.0 {
        x + (-d).exp().ln_1p()
    } else if d <= 0.0 {
        y + d.exp().ln_1p()
    } else {
        d
    }
}

/// Runs a binary loop whose operands have dtype `d`.
pub fn binary(op: Bin, d: DType, a: &Operand, b: &Operand, out: &Dest) {
    use Bin::*;
    match op {
        Divide => match d {
            DType::Float32 => map2(a, b, out, |x: f32, y: f32| x / y),
            _ => map2(a, b, out, |x: f64, y: f64| x / y),
        },
        Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual => {
            with_elem!(d, T => compare::<T>(op, a, b, out))
        }
        LogicalAnd | LogicalOr | LogicalXor => with_elem!(d, T => logical::<T>(op, a, b, out)),
        And | Or | Xor | LeftShift | RightShift => bitwise(op, d, a, b, out),
        Arctan2 | Hypot | Copysign | Logaddexp => {
            let f: fn(f64, f64) -> f64 = match op {
                Arctan2 => f64::atan2,
                Hypot => f64::hypot,
                Copysign => f64::copysign,
                _ => logaddexp,
            };
            match d {
                DType::Float32 => map2(a, b, out, |x: f32, y: f32| f(x as f64, y as f64) as f32),
                _ => map2(a, b, out, f),
            }
        }
        _ => with_elem!(d, T => arith::<T>(op, a, b, out)),
    }
}

fn round_even(x: f64) -> f64 {
    x.round_ties_even()
}

fn same<T: Arith>(op: Un, a: &Operand, out: &Dest) {
    match op {
        Un::Negative => map1(a, out, |x: T| x.neg()),
        Un::Positive => map1(a, out, |x: T| x),
        Un::Absolute => map1(a, out, |x: T| x.abs()),
        Un::Square => map1(a, out, |x: T| x.mul(x)),
        Un::Sign => map1(a, out, |x: T| x.sign()),
        Un::Reciprocal => map1(a, out, |x: T| x.recip()),
        Un::Floor => map1(a, out, |x: T| x.round_with(f64::floor)),
        Un::Ceil => map1(a, out, |x: T| x.round_with(f64::ceil)),
        Un::Trunc => map1(a, out, |x: T| x.round_with(f64::trunc)),
        _ => map1(a, out, |x: T| x.round_with(round_even)),
    }
}

fn invert<T: Arith>(d: DType, a: &Operand, out: &Dest) {
    match d {
        DType::Bool => map1(a, out, |x: Bit| Bit::new(!x.get())),
        // -x - 1 is the complement for wrapping integers of either sign.
        _ => {
            let one = T::from_num(Num::I(1));
            map1(a, out, |x: T| x.neg().sub(one))
        }
    }
}

fn test<T: Elem>(op: Un, a: &Operand, out: &Dest) {
    let zero = T::from_num(Num::I(0));
    match op {
        Un::LogicalNot => map1(a, out, |x: T| Bit::new(x == zero)),
        Un::Isnan => map1(a, out, |x: T| Bit::new(x.is_nan())),
        Un::Isinf => map1(a, out, |x: T| Bit::new(x.num().to_f64().is_infinite())),
        Un::Isfinite => map1(a, out, |x: T| Bit::new(x.num().to_f64().is_finite())),
        _ => map1(a, out, |x: T| Bit::new(x.num().to_f64().is_sign_negative())),
    }
}

/// Runs a unary loop whose operand has dtype `d`.
pub fn unary(op: Un, d: DType, a: &Operand, out: &Dest) {
    if let Some(f) = float_function(op) {
        match (op, d) {
            (Un::Sqrt, DType::Float32) => map1(a, out, f32::sqrt),
            (Un::Sqrt, _) => map1(a, out, f64::sqrt),
            (_, DType::Float32) => map1(a, out, |x: f32| f(x as f64) as f32),
            _ => map1(a, out, f),
        }
        return;
    }
    match op {
        Un::Invert => with_elem!(d, T => invert::<T>(d, a, out)),
        Un::LogicalNot | Un::Isnan | Un::Isinf | Un::Isfinite | Un::Signbit => {
            with_elem!(d, T => test::<T>(op, a, out))
        }
        _ => with_elem!(d, T => same::<T>(op, a, out)),
    }
}
