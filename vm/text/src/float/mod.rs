//! Python's `float`: printing, reading, rounding, exact ratios and arithmetic with Python's signs and errors.
//!
//! `repr` is the shortest text that reads back, ties to even, laid out as CPython does (exponent form below 1e-4 and from
//! 1e16). The digits come from `zmij`; std's own shortest printing picks the odd digit in exact ties.
//!
//! ```
//! use adder_text::float;
//! assert_eq!(float::repr(1e16), "1e+16");
//! assert_eq!(float::parse(" 1_0.5 ".as_bytes()), Some(10.5));
//! assert_eq!(float::round_digits(2.675, 2), Ok(2.67));
//! assert_eq!(float::modulo(-1.0, 3.0), Ok(2.0));
//! ```

mod arith;
mod hex;
mod text;

pub use arith::{
    as_integer_ratio, ceil_int, divmod, floor_div, floor_int, hash, is_integer, modulo, pow,
    round_digits,
};
pub use arith::{round_int, true_div, trunc_int, Power};
pub use hex::{fromhex, hex};
pub use text::{parse, parse_error, push_repr, repr};
pub(crate) use text::{parse_prefix, shortest_digits};
