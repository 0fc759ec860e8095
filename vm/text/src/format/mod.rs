//! Python's three formatting languages: the format spec of `format()`, `str.format` templates and `%` directives.
//!
//! * [`Spec`] is a parsed format spec (`">+10,.2f"`), with one rendering function per kind of value;
//! * [`template`] cuts a `str.format` template into literals and fields;
//! * [`percent`] cuts a `%` format into literals and directives, and lays out converted values.
//!
//! All three only read text and lay it out. Looking up arguments, calling `__format__` or `__str__` and recursion into
//! nested specs are the caller's. Templates and `%` formats are cut lazily, because CPython raises a syntax error only after
//! it has evaluated the fields before it.
//!
//! ```
//! use adder_text::bigint::IntRef;
//! use adder_text::format;
//! assert_eq!(format::format_int(IntRef::Small(-1234567), b"+,d", "int", 4300).unwrap(), b"-1,234,567");
//! assert_eq!(format::format_float(3.14159, b"08.2f", "float").unwrap(), b"00003.14");
//! ```

mod double;
mod number;
pub mod percent;
mod spec;
pub mod template;

pub use double::{float_to_string, FloatFlags};
pub use number::{format_complex, format_float, format_int, format_str};
pub use spec::{Align, Grouping, Spec, SpecKind};
