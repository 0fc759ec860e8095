//! How the compiler reports programs it cannot compile.

use adder_syntax::{ErrorKind, LineIndex, SyntaxError, TextRange};

/// Result of a compiler step. Boxed: the error is large and nearly never there.
pub type Res<T = ()> = Result<T, Box<SyntaxError>>;

/// The message for a construct that this compiler leaves out.
pub fn unsupported(what: &str) -> String {
    format!("{what} is not supported yet")
}

/// A `SyntaxError` for a range of the source. Offsets count characters from 1.
pub fn error_at(
    source: &str,
    lines: &LineIndex,
    range: TextRange,
    msg: String,
) -> Box<SyntaxError> {
    let mut error = SyntaxError::without_position(ErrorKind::Syntax, msg);
    let place = |offset: u32| {
        let at = lines.locate(offset);
        let text = lines.text(source, at.line);
        let chars = text
            .get(..at.column as usize)
            .unwrap_or(text)
            .chars()
            .count();
        (at.line, chars as u32 + 1, text)
    };
    let (line, offset, text) = place(range.start().into());
    let (end_line, end_offset, _) = place(range.end().into());
    error.lineno = line;
    error.offset = offset;
    error.end_lineno = end_line;
    error.end_offset = end_offset;
    error.text = Some(format!("{text}\n"));
    error.late = true;
    Box::new(error)
}
