//! Number tokens and the errors in them.
//!
//! `0x1G`, `1_`, `012` and `1abc` are all errors with messages of their own, while `1if x else y` is allowed with a
//! warning because the letters begin a keyword.

use super::{LexError, LexErrorEnd, LexWarning, Lexer, Step};
use crate::token::Kind;

impl Lexer<'_> {
    /// Scans a number that starts with a digit, or a dot and a digit.
    pub(super) fn number(&mut self) -> Step {
        let start = self.at;
        if self.peek(0) == b'0' {
            match self.peek(1) | 0x20 {
                b'x' => self.prefixed(u8::is_ascii_hexdigit, "hexadecimal")?,
                b'o' => self.prefixed(|b| matches!(b, b'0'..=b'7'), "octal")?,
                b'b' => self.prefixed(|b| matches!(b, b'0' | b'1'), "binary")?,
                _ => self.leading_zero(start)?,
            }
        } else if self.peek(0) == b'.' {
            self.fraction()?;
        } else {
            self.digits()?;
            self.after_integer()?;
        }
        self.push(Kind::Number, start, self.at);
        Ok(())
    }

    /// Digits of base 2, 8 or 16 after their prefix.
    fn prefixed(&mut self, is_digit: fn(&u8) -> bool, kind: &str) -> Step {
        self.at += 2;
        loop {
            if self.peek(0) == b'_' {
                self.at += 1;
            }
            if !is_digit(&self.peek(0)) {
                return self.bad_digit(kind);
            }
            while is_digit(&self.peek(0)) {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                break;
            }
        }
        if kind != "hexadecimal" && self.peek(0).is_ascii_digit() {
            return self.bad_digit(kind);
        }
        self.end_of_number(kind)
    }

    fn bad_digit(&self, kind: &str) -> Step {
        let digit = self.peek(0);
        if digit.is_ascii_digit() {
            return self.fail(
                self.at + 1,
                format!("invalid digit '{}' in {kind} literal", digit as char),
            );
        }
        self.fail(self.at, format!("invalid {kind} literal"))
    }

    fn leading_zero(&mut self, start: usize) -> Step {
        while matches!(self.peek(0), b'0' | b'_') {
            if self.peek(0) == b'_' && !self.peek(1).is_ascii_digit() {
                return self.fail(self.at + 1, "invalid decimal literal");
            }
            self.at += 1;
        }
        let zeros_end = self.at;
        let nonzero = self.peek(0).is_ascii_digit();
        if nonzero {
            self.digits()?;
        }
        if nonzero && !matches!(self.peek(0), b'.' | b'e' | b'E' | b'j' | b'J') {
            return self
                .fail(
                    start + 1,
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                )
                .map_err(|e| LexError { end: LexErrorEnd::At(zeros_end as u32 + 1), ..e });
        }
        self.after_integer()
    }

    /// Decimal digits with underscores between them.
    fn digits(&mut self) -> Step {
        loop {
            while self.peek(0).is_ascii_digit() {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek(0).is_ascii_digit() {
                return self.fail(self.at, "invalid decimal literal");
            }
        }
    }

    /// What may follow the integer part: a fraction, an exponent, the imaginary unit.
    fn after_integer(&mut self) -> Step {
        if self.peek(0) == b'.' {
            return self.fraction();
        }
        self.exponent()
    }

    fn fraction(&mut self) -> Step {
        self.at += 1;
        if self.peek(0).is_ascii_digit() {
            self.digits()?;
        }
        self.exponent()
    }

    fn exponent(&mut self) -> Step {
        if self.peek(0) | 0x20 == b'e' {
            let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
            if self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
                self.digits()?;
            } else if sign == 1 {
                self.at += 2;
                return self.fail(self.at, "invalid decimal literal");
            }
        }
        if self.peek(0) | 0x20 == b'j' {
            self.at += 1;
            return self.end_of_number("imaginary");
        }
        self.end_of_number("decimal")
    }

    /// Rejects a word glued to the number, unless it begins a keyword (then it is a warning).
    fn end_of_number(&mut self, kind: &str) -> Step {
        let next = self.peek(0);
        // Other scripts' letters begin the next token.
        if !next.is_ascii() || !super::is_word(next) {
            return Ok(());
        }
        let rest = &self.bytes[self.at..];
        // Of the two-letter words that begin with `i` CPython does not look for the end.
        let short = [b"if", b"in", b"is"]
            .iter()
            .any(|word| rest.starts_with(*word));
        let keyword = short
            || [&b"and"[..], b"else", b"for", b"or", b"not"]
                .iter()
                .any(|word| {
                    rest.starts_with(word)
                        && !rest.get(word.len()).is_some_and(|&b| super::is_word(b))
                });
        if keyword {
            self.out.warnings.push(LexWarning {
                at: self.at as u32,
                msg: format!("invalid {kind} literal"),
            });
            return Ok(());
        }
        self.fail(self.at, format!("invalid {kind} literal"))
    }
}
