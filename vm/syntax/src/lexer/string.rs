//! String tokens, and f-strings down to their fields.
//!
//! A plain string is one token. An f-string is a start token (prefix and quotes), literal pieces between fields (still
//! undecoded, one `{` of a doubled pair left out of the range), ordinary tokens for each field, and an end token.

use super::{FString, LexWarning, Lexer, Step, MAX_FIELD_NESTING, MAX_FSTRINGS};
use crate::token::Kind;

impl Lexer<'_> {
    /// Scans a string whose prefix starts at `start` and whose quote is the current byte.
    pub(super) fn string(&mut self, start: usize, formatted: bool) -> Step {
        let quote = self.peek(0);
        let size = if self.peek(1) == quote && self.peek(2) == quote {
            3
        } else {
            1
        };
        if formatted {
            return self.fstring_start(start, quote, size);
        }
        self.at += size;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(step) = rest
                .iter()
                .position(|&b| b == quote || b == b'\\' || b == b'\n')
            else {
                return self.unterminated(start, quote, size, self.bytes.len());
            };
            self.at += step;
            match self.bytes[self.at] {
                b'\\' if self.at + 1 < self.bytes.len() => self.at += 2,
                b'\n' if size == 1 => return self.unterminated(start, quote, size, self.at),
                byte if byte == quote => {
                    if size == 1 {
                        self.at += 1;
                        break;
                    }
                    if self.peek(1) == quote && self.peek(2) == quote {
                        self.at += 3;
                        break;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.push(Kind::String, start, self.at);
        Ok(())
    }

    fn unterminated(&self, start: usize, quote: u8, size: usize, stopped_at: usize) -> Step {
        if let Some(mode) = self.fstrings.last() {
            if mode.quote == quote && usize::from(mode.quote_size) == size {
                return self.fail(start + 1, "f-string: expecting '}'");
            }
        }
        let line = self.detected_line(stopped_at);
        let shape = if size == 3 {
            "triple-quoted string"
        } else {
            "string"
        };
        self.fail(
            start + 1,
            format!("unterminated {shape} literal (detected at line {line})"),
        )
    }

    /// The line on which the end was missed.
    fn detected_line(&self, stopped_at: usize) -> usize {
        // At the end of the text the last newline has already been read, but no further line begun.
        let at = if stopped_at >= self.bytes.len() {
            self.bytes.len().saturating_sub(1)
        } else {
            stopped_at
        };
        self.line_number(at)
    }

    fn fstring_start(&mut self, start: usize, quote: u8, size: usize) -> Step {
        if self.fstrings.len() + 1 >= MAX_FSTRINGS {
            return self.fail(self.at, "too many nested f-strings");
        }
        let raw = self.bytes[start..self.at].iter().any(|b| b | 0x20 == b'r');
        self.at += size;
        self.fstrings.push(FString {
            start: start as u32,
            quote,
            quote_size: size as u8,
            raw,
            literal: true,
            depth: 0,
            field_depth: -1,
            expression_ended: false,
        });
        self.push(Kind::FStringStart, start, self.at);
        Ok(())
    }

    /// Scans literal text up to the next field, the end of the field's spec, or the end of the f-string.
    pub(super) fn fstring_literal(&mut self) -> Step {
        let Some(mode) = self.fstrings.last() else {
            return Ok(());
        };
        let (quote, size) = (mode.quote, usize::from(mode.quote_size));
        let (raw, fstring_start, depth) = (mode.raw, mode.start as usize, mode.depth);
        let in_spec = mode.expression_ended && mode.field_depth >= 0;
        let start = self.at;
        let is_end = |bytes: &[u8], at: usize| {
            bytes[at..]
                .iter()
                .take(size)
                .filter(|&&b| b == quote)
                .count()
                == size
        };
        if is_end(self.bytes, start) {
            self.at += size;
            self.fstrings.pop();
            self.push(Kind::FStringEnd, start, self.at);
            return Ok(());
        }
        let mut in_name = false;
        let piece_end = loop {
            match self.bytes.get(self.at).copied() {
                None => return self.unterminated_fstring(fstring_start, size, self.at),
                Some(b'\n') if size == 1 => {
                    if in_spec {
                        self.field_mode(false);
                        break self.at;
                    }
                    return self.unterminated_fstring(fstring_start, size, self.at);
                }
                Some(byte) if byte == quote && is_end(self.bytes, self.at) => break self.at,
                Some(b'{') => {
                    if self.peek(1) == b'{' && !in_spec {
                        self.at += 2;
                        break self.at - 1;
                    }
                    let end = self.at;
                    if let Some(mode) = self.fstrings.last_mut() {
                        mode.field_depth += 1;
                        mode.literal = false;
                        if mode.field_depth >= MAX_FIELD_NESTING {
                            return self.fail(self.at, "f-string: expressions nested too deeply");
                        }
                    }
                    break end;
                }
                Some(b'}') if in_name => {
                    // The end of \N{...} belongs to the literal.
                    in_name = false;
                    self.at += 1;
                }
                Some(b'}') => {
                    if self.peek(1) == b'}' && !in_spec && depth == 0 {
                        self.at += 2;
                        break self.at - 1;
                    }
                    self.field_mode(false);
                    break self.at;
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.peek(0) {
                        brace @ (b'{' | b'}') => {
                            if !raw {
                                let msg = format!("invalid escape sequence '\\{}'", brace as char);
                                self.out.warnings.push(LexWarning {
                                    at: self.at as u32,
                                    msg,
                                });
                            }
                        }
                        b'N' if !raw && self.peek(1) == b'{' => {
                            in_name = true;
                            self.at += 2;
                        }
                        0 => {}
                        _ => self.at += 1,
                    }
                }
                Some(_) => self.at += 1,
            }
        };
        if piece_end > start {
            self.push(Kind::FStringMiddle, start, piece_end);
        }
        Ok(())
    }

    /// Goes on with ordinary tokens (`false`) or literal text (`true`).
    fn field_mode(&mut self, literal: bool) {
        if let Some(mode) = self.fstrings.last_mut() {
            mode.literal = literal;
        }
    }

    fn unterminated_fstring(&self, start: usize, size: usize, stopped_at: usize) -> Step {
        let line = self.detected_line(stopped_at);
        let shape = if size == 3 {
            "triple-quoted f-string"
        } else {
            "f-string"
        };
        // The token's own first character is where the error points.
        self.fail(
            start + 1,
            format!("unterminated {shape} literal (detected at line {line})"),
        )
    }
}
