//! The algorithms behind `str` methods, on text in the format of [`crate::wtf8`].
//!
//! Offsets and ranges are in bytes and lie on code point boundaries; whatever counts characters says so. Substring search
//! works on the bytes, which the self-synchronising encoding makes correct. Every operation that looks at characters has a
//! fast path for ASCII. [`crate::byte_ops`] has the bytes methods, built from the same parts.
//!
//! ```
//! use adder_text::text_ops::{case, pad, search, split};
//! assert_eq!(search::replace(b"a-b-c", b"-", b"+", Some(1)).unwrap().unwrap(), b"a+b-c");
//! assert_eq!(split::split_whitespace(b" ab  c ", None), vec![1..3, 5..6]);
//! assert_eq!(case::title(b"they're"), b"They'Re");
//! assert_eq!(pad::zfill(b"-42", 6).unwrap(), b"-00042");
//! ```

pub mod case;
pub mod classify;
pub mod pad;
pub mod search;
pub mod slice;
pub mod split;
pub mod translate;
pub mod trim;
