//! The one error type of this crate: a Python exception kind and its message.
//!
//! Kinds are the built-in exception classes these functions raise. Codec failures carry positions and have their own types
//! in [`crate::codec`]; integer parsing has [`crate::bigint::ParseIntError`], because the compiler words it differently.

use std::borrow::Cow;
use std::fmt;

/// The exception class to raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `OverflowError`
    Overflow,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `MemoryError`
    Memory,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `LookupError`
    Lookup,
}

impl Kind {
    /// The name of the Python class.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Value => "ValueError",
            Kind::Type => "TypeError",
            Kind::Overflow => "OverflowError",
            Kind::ZeroDivision => "ZeroDivisionError",
            Kind::Memory => "MemoryError",
            Kind::Index => "IndexError",
            Kind::Key => "KeyError",
            Kind::Lookup => "LookupError",
        }
    }
}

/// A Python exception to be raised: its class and its single string argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The exception class.
    pub kind: Kind,
    /// The message; empty for a bare `MemoryError`.
    pub message: Cow<'static, str>,
}

/// What fallible functions of this crate return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Error {
        Error {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn value(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::Value, message)
    }

    pub(crate) fn overflow(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::Overflow, message)
    }

    pub(crate) fn zero_division(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::ZeroDivision, message)
    }

    pub(crate) fn memory() -> Error {
        Error::new(Kind::Memory, "")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for Error {}

/// An empty buffer with room for `capacity` bytes, or `MemoryError` where the allocator refuses.
///
/// For sizes a program chooses freely (`"x".center(10**15)`): the allocation must fail as an exception, not abort.
pub(crate) fn buffer(capacity: usize) -> Result<Vec<u8>> {
    let mut buffer = Vec::new();
    buffer
        .try_reserve_exact(capacity)
        .map_err(|_| Error::memory())?;
    Ok(buffer)
}

/// Text for a message. Surrogates, which a Rust string cannot hold, are shown escaped.
pub(crate) fn shown(text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(s) => s.to_owned(),
        Err(_) => crate::wtf8::code_points(text)
            .map(|cp| char::from_u32(cp).map_or_else(|| format!("\\u{cp:04x}"), String::from))
            .collect(),
    }
}
