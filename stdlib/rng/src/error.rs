//! What can go wrong, named after the Python exception the caller raises; the text is the reference's message.

use std::borrow::Cow;
use std::fmt;

/// A refused request. The variant tells which Python exception to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RngError {
    /// `ValueError`
    Value(Cow<'static, str>),
    /// `IndexError`
    Index(Cow<'static, str>),
    /// `ZeroDivisionError`
    ZeroDivision(Cow<'static, str>),
    /// `OverflowError`
    Overflow(Cow<'static, str>),
    /// `MemoryError`: the answer would not fit in memory.
    Memory,
    /// `OSError`: the operating system gave no randomness.
    Os(String),
}

impl RngError {
    pub(crate) const fn value(message: &'static str) -> RngError {
        RngError::Value(Cow::Borrowed(message))
    }

    pub(crate) const fn zero_division() -> RngError {
        RngError::ZeroDivision(Cow::Borrowed("float division by zero"))
    }

    pub(crate) const fn math_range() -> RngError {
        RngError::Overflow(Cow::Borrowed("math range error"))
    }

    pub(crate) const fn math_domain() -> RngError {
        RngError::value("math domain error")
    }

    pub(crate) const fn pow_range() -> RngError {
        RngError::Overflow(Cow::Borrowed("(34, 'Numerical result out of range')"))
    }

    /// The message without the exception's name.
    pub fn message(&self) -> &str {
        match self {
            RngError::Value(m)
            | RngError::Index(m)
            | RngError::ZeroDivision(m)
            | RngError::Overflow(m) => m,
            RngError::Memory => "",
            RngError::Os(m) => m,
        }
    }

    /// The name of the Python exception to raise.
    pub fn exception(&self) -> &'static str {
        match self {
            RngError::Value(_) => "ValueError",
            RngError::Index(_) => "IndexError",
            RngError::ZeroDivision(_) => "ZeroDivisionError",
            RngError::Overflow(_) => "OverflowError",
            RngError::Memory => "MemoryError",
            RngError::Os(_) => "OSError",
        }
    }
}

impl fmt::Display for RngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.exception(), self.message())
    }
}

impl std::error::Error for RngError {}

/// An empty vector with room for `len` elements, or `MemoryError`: lengths come from user code.
pub(crate) fn room_for<T>(len: u64) -> Result<Vec<T>, RngError> {
    let mut vec = Vec::new();
    let len = usize::try_from(len).map_err(|_| RngError::Memory)?;
    vec.try_reserve_exact(len).map_err(|_| RngError::Memory)?;
    Ok(vec)
}
