//! The one error type of this crate: what CPython would raise, with its position.
//!
//! Positions are CPython's: lines and offsets count from 1, offsets count *characters* (not bytes), and the end
//! offset is exclusive. A position that CPython leaves unset is 0 for `end_lineno`/`end_offset` and `None` for
//! `text`; see also [`UNKNOWN_END`]. Example: for `x = = 1` the error is `invalid syntax`, line 1, offset 5, end line 1, end offset 6.

use std::fmt;

/// The Python exception class to raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
    /// `RecursionError`: the program nests deeper than [`crate::MAX_DEPTH`]. Carries no position.
    Recursion,
    /// `MemoryError`: the program is too complex for CPython's own parser. Carries no position.
    Memory,
    /// `OverflowError`: the source is larger than positions can count. Carries no position.
    Overflow,
}

impl ErrorKind {
    /// The exception class's name in `builtins`.
    pub fn class_name(self) -> &'static str {
        match self {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
            ErrorKind::Recursion => "RecursionError",
            ErrorKind::Memory => "MemoryError",
            ErrorKind::Overflow => "OverflowError",
        }
    }

    /// Whether the exception is a `SyntaxError` or a subclass, and so carries a position.
    pub fn has_position(self) -> bool {
        matches!(
            self,
            ErrorKind::Syntax | ErrorKind::Indentation | ErrorKind::Tab
        )
    }
}

/// The end offset that CPython writes as -1: somewhere to the right.
pub const UNKNOWN_END: u32 = u32::MAX;

/// A program that is not valid Python: which exception to raise and where it points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The class of exception.
    pub kind: ErrorKind,
    /// `SyntaxError.msg`
    pub msg: String,
    /// `SyntaxError.lineno`, from 1.
    pub lineno: u32,
    /// `SyntaxError.offset` in characters, from 1 (0: CPython reports 0 or None).
    pub offset: u32,
    /// `SyntaxError.end_lineno`; 0 where unset.
    pub end_lineno: u32,
    /// `SyntaxError.end_offset`; 0 where CPython says 0 or None, [`UNKNOWN_END`] where it says -1.
    pub end_offset: u32,
    /// `SyntaxError.text`: the offending line with its newline, if known.
    pub text: Option<String>,
    /// The input ended too early: more lines could still make it valid (for interactive prompts and `codeop`).
    pub incomplete: bool,
    /// Found by a pass behind the parser. CPython's has no source text there: it reads `text` from the file of that name.
    pub late: bool,
}

impl SyntaxError {
    /// An error that carries no position (recursion, memory, null bytes).
    pub fn without_position(kind: ErrorKind, msg: impl Into<String>) -> SyntaxError {
        SyntaxError {
            kind,
            msg: msg.into(),
            lineno: 0,
            offset: 0,
            end_lineno: 0,
            end_offset: 0,
            text: None,
            incomplete: false,
            late: false,
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.class_name(), self.msg)?;
        if self.lineno > 0 {
            write!(f, " (line {})", self.lineno)?;
        }
        Ok(())
    }
}

impl std::error::Error for SyntaxError {}

/// A `SyntaxWarning` that compiling this source issues (an invalid escape sequence, `is` with a literal, ...).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    /// The warning's text.
    pub msg: String,
    /// The line it is attributed to, from 1.
    pub lineno: u32,
}
