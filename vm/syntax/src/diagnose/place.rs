//! Spans of bytes to the positions CPython prints.

use super::Program;
use crate::error::{ErrorKind, SyntaxError, UNKNOWN_END};
use crate::lexer::{Bracket, LexError, LexErrorClass, LexErrorEnd};
use crate::token::{Kind, Token};

/// Makes errors for one program.
pub(crate) struct Placer<'a, 'p> {
    pub(super) program: &'a Program<'p>,
}

impl Placer<'_, '_> {
    /// Line and 1-based character column.
    fn position(&self, at: u32) -> (u32, u32) {
        let place = self.program.lines.locate(at);
        let text = self.program.lines.text(self.program.source, place.line);
        let column = text
            .get(..place.column as usize)
            .unwrap_or(text)
            .chars()
            .count();
        (place.line, column as u32 + 1)
    }

    fn line_text(&self, line: u32) -> Option<String> {
        let (source, lines) = (self.program.source, self.program.lines);
        let text = lines.text(source, line);
        let ends_at = |start: u32| start as usize + text.len() + 1;
        let added = self.program.implicit_newline
            && lines.start_of(line).map(ends_at) == Some(source.len());
        Some(format!("{text}{}", if added { "" } else { "\n" }))
    }

    /// A `SyntaxError` over the bytes `start..end`.
    pub(crate) fn span(&self, start: u32, end: u32, msg: impl Into<String>) -> SyntaxError {
        let mut error = self.exact_span(start, end, msg);
        if error.end_lineno != error.lineno {
            // CPython's parser counts the characters of the end column along the *first* line.
            let bytes = self.program.lines.locate(end).column as usize + 1;
            let first = self.line_text(error.lineno).unwrap_or_default();
            let counted = &first.as_bytes()[..bytes.min(first.len())];
            error.end_offset = String::from_utf8_lossy(counted).chars().count() as u32;
        }
        error
    }

    fn exact_span(&self, start: u32, end: u32, msg: impl Into<String>) -> SyntaxError {
        let (lineno, offset) = self.position(start);
        let (end_lineno, end_offset) = self.position(end);
        self.error(msg.into(), [lineno, offset, end_lineno, end_offset])
    }

    /// As CPython's passes after the parser report: the end where it really is, and columns counted in bytes.
    pub(crate) fn late_span(&self, start: u32, end: u32, msg: impl Into<String>) -> SyntaxError {
        let (from, to) = (
            self.program.lines.locate(start),
            self.program.lines.locate(end),
        );
        let error = self.error(
            msg.into(),
            [from.line, from.column + 1, to.line, to.column + 1],
        );
        SyntaxError {
            late: true,
            ..error
        }
    }

    fn error(
        &self,
        msg: String,
        [lineno, offset, end_lineno, end_offset]: [u32; 4],
    ) -> SyntaxError {
        SyntaxError {
            kind: ErrorKind::Syntax,
            msg,
            lineno,
            offset,
            end_lineno,
            end_offset,
            text: self.line_text(lineno),
            incomplete: self.is_incomplete(),
            late: false,
        }
    }

    /// Whether the tokens ran out inside brackets or a triple-quoted string.
    fn is_incomplete(&self) -> bool {
        match &self.program.lexed.error {
            Some(error) => {
                error.class == LexErrorClass::EndOfInput
                    || error.msg.starts_with("unterminated triple-quoted")
            }
            None => false,
        }
    }

    /// Indentation tokens and the end have no columns of their own.
    pub(super) fn adjust_for_virtual(&self, token: &Token, mut error: SyntaxError) -> SyntaxError {
        if matches!(token.kind, Kind::EndMarker | Kind::Indent | Kind::Dedent) {
            if token.start as usize == self.program.source.len() {
                // The tokenizer has not begun another line.
                error.lineno -= 1;
                error.end_lineno = error.lineno;
                error.text = self.line_text(error.lineno);
            }
            error.offset = 0;
            error.end_offset = 0;
        } else if self.is_added_newline(token) {
            error.offset = 0;
            error.end_offset = 0;
        } else if token.kind == Kind::Newline {
            // The newline counts as a character here, though the token has no width.
            error.end_offset = error.offset + 1;
        }
        error
    }

    /// An error at the token `index`, the last one read.
    pub(crate) fn at_last(
        &self,
        index: usize,
        kind: ErrorKind,
        msg: impl Into<String>,
    ) -> SyntaxError {
        let tokens = &self.program.lexed.tokens;
        let Some(token) = tokens.get(index) else {
            return self.span(0, 0, msg);
        };
        let at_end = token.start as usize == self.program.source.len() && token.start > 0;
        // At the end of the text the tokenizer still stands behind the last line's newline.
        let start = if at_end { token.start - 1 } else { token.start };
        let mut error = self.span(start, token.end, msg);
        error.kind = kind;
        if matches!(token.kind, Kind::Indent | Kind::Dedent | Kind::EndMarker) {
            if !at_end {
                // Behind the indentation, which is column `width` counted from one.
                error.offset -= 1;
            }
            error.end_lineno = error.lineno;
            error.end_offset = UNKNOWN_END;
            return error;
        }
        if self.is_added_newline(token) {
            error.offset -= 1;
            error.end_offset = UNKNOWN_END;
            return error;
        }
        self.adjust_for_virtual(token, error)
    }

    /// The newline at the end that the text does not have.
    fn is_added_newline(&self, token: &Token) -> bool {
        token.kind == Kind::Newline
            && self.program.implicit_newline
            && token.start as usize + 1 == self.program.source.len()
    }

    /// The tokenizer's own error.
    pub(super) fn lexical(&self, error: Option<&LexError>) -> SyntaxError {
        let Some(error) = error else {
            return self.span(0, 0, "invalid syntax");
        };
        if error.class == LexErrorClass::EndOfInput {
            if let Some(open) = self.program.lexed.open.last() {
                return self.unclosed(*open);
            }
        }
        let line = self.program.lines.line(error.line_at);
        let start = error.line_at as usize;
        let source = self.program.source;
        let column = |at: u32| {
            source
                .get(start..at as usize)
                .map_or(0, |text| text.chars().count() as u32)
        };
        let offset = column(error.column_at);
        SyntaxError {
            kind: error.kind,
            msg: error.msg.clone(),
            lineno: line,
            offset,
            end_lineno: line,
            end_offset: match error.end {
                LexErrorEnd::AtColumn => offset,
                LexErrorEnd::At(at) => column(at),
                LexErrorEnd::Unset => 0,
                LexErrorEnd::Unknown => UNKNOWN_END,
            },
            // What the tokenizer raises itself comes without the newline.
            text: match error.class {
                LexErrorClass::Raised => Some(self.program.lines.text(source, line).to_string()),
                _ => self.line_text(line),
            },
            incomplete: self.is_incomplete(),
            late: false,
        }
    }

    /// A bracket that was never closed.
    pub(super) fn unclosed(&self, open: Bracket) -> SyntaxError {
        let mut error = self.span(
            open.at,
            open.at + 1,
            format!("'{}' was never closed", open.byte as char),
        );
        error.end_offset = 0;
        error.end_lineno = error.lineno;
        error.incomplete = true;
        error
    }

    /// End of the call argument that starts at token `index`.
    pub(super) fn end_of_argument(&self, index: usize) -> u32 {
        let tokens = &self.program.lexed.tokens;
        let Some(first) = tokens.get(index) else {
            return 0;
        };
        let mut end = first.end;
        for token in &tokens[index..] {
            let ended = match token.kind {
                Kind::Newline => true,
                Kind::Comma => token.level == first.level,
                Kind::Colon => token.level == 0,
                _ => token.level < first.level,
            };
            if ended {
                break;
            }
            end = token.end;
        }
        end
    }
}
