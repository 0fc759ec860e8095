//! Numbers and text: the pure functions behind Python's `int`, `float`, `complex`, `str` and `bytes`.
//!
//! Nothing here knows the VM. Numbers are `i64`, `f64` and dashu's `IBig`; text is a byte slice in generalised UTF-8 (see
//! [`wtf8`]). Everything that can fail gives an [`error::Error`] with CPython 3.12's exception kind and its exact message,
//! so that a caller only has to wrap it.
//!
//! The reference for every function is CPython 3.12.1: `tests/gen_*.py` record its answers in `tests/data`, and the
//! integration tests replay them.
//!
//! ```
//! use adder_text::{bigint, float, text_ops};
//! assert_eq!(float::repr(0.1 + 0.2), "0.30000000000000004");
//! assert_eq!(bigint::modulo_i64(-7, 3), Some(2));
//! assert_eq!(text_ops::case::upper("straße".as_bytes()), b"STRASSE");
//! ```

pub mod bigint;
pub mod byte_ops;
pub mod codec;
pub mod complex;
pub mod error;
pub mod float;
pub mod format;
pub mod hash;
pub mod repr;
pub mod text_ops;
pub mod unicode;
pub mod wtf8;

mod digits;
