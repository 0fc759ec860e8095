//! The tokenizer: CPython 3.12's, token for token and error for error.
//!
//! The whole text is cut in one pass into a vector of [`Token`]s, because soft keywords, f-strings and error messages
//! all need to look around. A lexical error ends the vector and is kept beside it: whether the user sees *it* or an
//! earlier syntax error is the diagnoser's decision.
//!
//! Invariants: the text ends in `\n` (or is empty) and has no `\r` or NUL; token ranges ascend; without an error the
//! last token is `EndMarker`.
//!
//! F-strings nest, so the lexer keeps a stack of *modes*. In `f"a{b:>{w}}"` the literal parts are scanned in literal
//! mode, and `{` switches to ordinary tokens until the matching `}` (or the `:` that begins a format spec, which is
//! literal mode again one level deeper).

mod number;
mod string;

use crate::error::ErrorKind;
use crate::token::{Kind, Token};

/// Deepest bracket nesting.
const MAX_LEVEL: usize = 200;
/// Deepest block nesting.
const MAX_INDENT: usize = 100;
/// Deepest nesting of f-strings in f-strings.
const MAX_FSTRINGS: usize = 150;
/// Deepest nesting of fields in format specs.
const MAX_FIELD_NESTING: i32 = 3;

/// Why tokenizing stopped.
#[derive(Clone, Debug)]
pub(crate) struct LexError {
    pub(crate) kind: ErrorKind,
    pub(crate) msg: String,
    /// Byte offset whose line the error is on.
    pub(crate) line_at: u32,
    /// Byte offset such that the characters before it on the line give the 1-based column.
    pub(crate) column_at: u32,
    pub(crate) end: LexErrorEnd,
    pub(crate) class: LexErrorClass,
}

/// How a lexical error competes with syntax errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LexErrorClass {
    /// The tokenizer itself raises: found by looking ahead as well.
    Raised,
    /// Raised only when the parser asks for this very token.
    Deferred,
    /// The text ended inside brackets or after a backslash.
    EndOfInput,
}

/// The end offset of a lexical error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LexErrorEnd {
    /// The error's own column.
    AtColumn,
    /// The column of another byte offset.
    At(u32),
    /// 0.
    Unset,
    /// -1.
    Unknown,
}

/// A lexical warning: where and what.
pub(crate) struct LexWarning {
    pub(crate) at: u32,
    pub(crate) msg: String,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bracket {
    pub(crate) at: u32,
    pub(crate) byte: u8,
}

/// Everything the tokenizer found.
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) error: Option<LexError>,
    pub(crate) warnings: Vec<LexWarning>,
    /// Brackets open where tokenizing stopped.
    pub(crate) open: Vec<Bracket>,
    /// Tokenizing stopped inside an f-string.
    pub(crate) inside_fstring: bool,
}

/// One f-string being scanned.
struct FString {
    start: u32,
    quote: u8,
    quote_size: u8,
    raw: bool,
    /// Scanning literal text, not a field's expression.
    literal: bool,
    /// Open brackets inside this f-string, fields' braces included.
    depth: i32,
    /// `depth` at which the innermost open field began; -1 outside fields.
    field_depth: i32,
    /// The innermost field has seen its `:`, `!` or `}`.
    expression_ended: bool,
}

struct Lexer<'s> {
    src: &'s str,
    bytes: &'s [u8],
    at: usize,
    out: Lexed,
    indents: Vec<(u32, u32)>,
    fstrings: Vec<FString>,
    at_line_start: bool,
}

/// Cuts `src` into tokens.
pub(crate) fn lex(src: &str) -> Lexed {
    let mut lexer = Lexer {
        src,
        bytes: src.as_bytes(),
        at: 0,
        out: Lexed {
            tokens: Vec::with_capacity(src.len() / 4 + 4),
            error: None,
            warnings: Vec::new(),
            open: Vec::new(),
            inside_fstring: false,
        },
        indents: vec![(0, 0)],
        fstrings: Vec::new(),
        at_line_start: true,
    };
    if let Err(error) = lexer.run() {
        lexer.out.inside_fstring = !lexer.fstrings.is_empty();
        lexer.out.error = Some(error);
    }
    lexer.out
}

type Step = Result<(), LexError>;

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        // 0 stands for the end: the text holds no NUL.
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let level = self.out.open.len() as u8;
        self.out.tokens.push(Token {
            start: start as u32,
            end: end as u32,
            kind,
            level,
        });
    }

    /// An error at the characters up to `column_at`.
    fn fail<T>(&self, column_at: usize, msg: impl Into<String>) -> Result<T, LexError> {
        let line_at = self.bytes[..column_at.min(self.bytes.len())]
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |newline| newline + 1);
        Err(LexError {
            kind: ErrorKind::Syntax,
            msg: msg.into(),
            line_at: line_at as u32,
            column_at: column_at as u32,
            end: LexErrorEnd::AtColumn,
            class: LexErrorClass::Raised,
        })
    }

    fn line_start(&self, at: usize) -> usize {
        self.bytes[..at]
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |newline| newline + 1)
    }

    fn line_number(&self, at: usize) -> usize {
        self.bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1
    }

    fn deferred<T>(
        &self,
        kind: ErrorKind,
        line_at: usize,
        column_at: usize,
        msg: &str,
    ) -> Result<T, LexError> {
        Err(LexError {
            kind,
            msg: msg.into(),
            line_at: line_at as u32,
            column_at: column_at as u32,
            end: LexErrorEnd::Unset,
            class: LexErrorClass::Deferred,
        })
    }

    fn end_of_input<T>(&self) -> Result<T, LexError> {
        let line_at = self.line_start(self.bytes.len().saturating_sub(1));
        Err(LexError {
            kind: ErrorKind::Syntax,
            msg: "unexpected EOF while parsing".into(),
            line_at: line_at as u32,
            column_at: self.bytes.len() as u32,
            end: LexErrorEnd::Unknown,
            class: LexErrorClass::EndOfInput,
        })
    }

    fn run(&mut self) -> Step {
        loop {
            if self.fstrings.last().is_some_and(|f| f.literal) {
                self.fstring_literal()?;
                continue;
            }
            if self.at_line_start {
                self.at_line_start = false;
                if !self.line_start_indentation()? {
                    continue;
                }
            }
            while matches!(self.peek(0), b' ' | b'\t' | 0x0c) {
                self.at += 1;
            }
            let start = self.at;
            let Some(&byte) = self.bytes.get(start) else {
                return self.end();
            };
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word()?,
                b'0'..=b'9' => self.number()?,
                b'\n' => {
                    self.at += 1;
                    self.at_line_start = true;
                    if self.out.open.is_empty() {
                        self.push(Kind::Newline, start, start);
                    }
                }
                b'#' => self.skip_comment(),
                b'"' | b'\'' => self.string(start, false)?,
                b'\\' => self.continuation()?,
                b'.' if self.peek(1).is_ascii_digit() => self.number()?,
                _ => self.punctuation(byte)?,
            }
        }
    }

    fn skip_comment(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    /// Skips a backslash and newline.
    fn continuation(&mut self) -> Step {
        self.at += 1;
        if self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            let line = self.line_start(self.at);
            return self.deferred(
                ErrorKind::Syntax,
                line,
                self.at + self.src[self.at..].chars().next().map_or(1, char::len_utf8),
                "unexpected character after line continuation character",
            );
        }
        self.at += 1;
        if self.at >= self.bytes.len() {
            self.at = self.bytes.len();
            return self.end_of_input();
        }
        Ok(())
    }

    /// Measures indentation and emits `Indent`/`Dedent`. `false`: the line was blank, start over.
    fn line_start_indentation(&mut self) -> Result<bool, LexError> {
        let (mut column, mut alternate) = (0u32, 0u32);
        // Column before the first backslash of a line that is continued within its indentation.
        let mut carried = 0;
        loop {
            match self.peek(0) {
                b' ' => {
                    column += 1;
                    alternate += 1;
                }
                b'\t' => {
                    column = (column / 8 + 1) * 8;
                    alternate += 1;
                }
                0x0c => (column, alternate) = (0, 0),
                b'\\' => {
                    carried = if carried == 0 { column } else { carried };
                    self.continuation()?;
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        match self.peek(0) {
            b'#' => {
                self.skip_comment();
                self.at += 1;
                self.at_line_start = true;
                return Ok(false);
            }
            b'\n' => {
                self.at += 1;
                self.at_line_start = true;
                return Ok(false);
            }
            _ => {}
        }
        if !self.out.open.is_empty() || self.at >= self.bytes.len() {
            return Ok(true);
        }
        if carried != 0 {
            (column, alternate) = (carried, carried);
        }
        let &(top, top_alternate) = self.indents.last().unwrap_or(&(0, 0));
        if column == top {
            if alternate != top_alternate {
                return self.tab_error();
            }
        } else if column > top {
            if self.indents.len() >= MAX_INDENT {
                let line = self.line_start(self.at);
                return self.deferred(
                    ErrorKind::Indentation,
                    line,
                    line + 1,
                    "too many levels of indentation",
                );
            }
            if alternate <= top_alternate {
                return self.tab_error();
            }
            self.indents.push((column, alternate));
            self.push(Kind::Indent, self.at, self.at);
        } else {
            while self.indents.len() > 1 && column < self.indents.last().map_or(0, |i| i.0) {
                self.indents.pop();
                self.push(Kind::Dedent, self.at, self.at);
            }
            let &(top, top_alternate) = self.indents.last().unwrap_or(&(0, 0));
            if column != top {
                // The dedents of this line were never handed out: the error comes first.
                while self
                    .out
                    .tokens
                    .last()
                    .is_some_and(|t| t.kind == Kind::Dedent && t.start as usize == self.at)
                {
                    self.out.tokens.pop();
                }
                let line = self.line_start(self.at);
                let end = self.src[line..]
                    .find('\n')
                    .map_or(self.bytes.len(), |n| line + n + 1);
                return self
                    .deferred(
                        ErrorKind::Indentation,
                        line,
                        end,
                        "unindent does not match any outer indentation level",
                    )
                    .map_err(|e| LexError {
                        end: LexErrorEnd::Unknown,
                        ..e
                    });
            }
            if alternate != top_alternate {
                return self.tab_error();
            }
        }
        Ok(true)
    }

    fn tab_error<T>(&self) -> Result<T, LexError> {
        let line = self.line_start(self.at);
        self.deferred(
            ErrorKind::Tab,
            line,
            line + 1,
            "inconsistent use of tabs and spaces in indentation",
        )
    }

    /// The end of the text: closes the blocks.
    fn end(&mut self) -> Step {
        if !self.out.open.is_empty() {
            return self.end_of_input();
        }
        let end = self.bytes.len();
        for _ in 1..self.indents.len() {
            self.push(Kind::Dedent, end, end);
        }
        self.push(Kind::EndMarker, end, end);
        Ok(())
    }

    /// An identifier, a keyword, or the prefix of a string.
    fn word(&mut self) -> Step {
        let start = self.at;
        let mut ascii = true;
        while let Some(&byte) = self.bytes.get(self.at) {
            if !is_word(byte) {
                break;
            }
            ascii &= byte < 0x80;
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        if let b'"' | b'\'' = self.peek(0) {
            if let Some(formatted) = string_prefix(word) {
                return self.string(start, formatted);
            }
        }
        if !ascii {
            self.check_identifier(start)?;
        }
        let kind = if (2..=8).contains(&word.len()) {
            Kind::of_word(word)
        } else {
            Kind::Name
        };
        self.push(kind, start, self.at);
        Ok(())
    }

    /// Checks a non-ASCII identifier's characters.
    fn check_identifier(&self, start: usize) -> Step {
        for (index, ch) in self.src[start..self.at].char_indices() {
            let valid = |c: char, first: bool| {
                if first {
                    c == '_' || unicode_ident::is_xid_start(c)
                } else {
                    unicode_ident::is_xid_continue(c)
                }
            };
            if valid(ch, index == 0) {
                continue;
            }
            let end = start + index + ch.len_utf8();
            let code = ch as u32;
            return if is_printable(ch) {
                self.fail(end, format!("invalid character '{ch}' (U+{code:04X})"))
            } else {
                self.fail(end, format!("invalid non-printable character U+{code:04X}"))
            };
        }
        Ok(())
    }

    fn punctuation(&mut self, byte: u8) -> Step {
        let start = self.at;
        let (next, third) = (self.peek(1), self.peek(2));
        if let Some(mode) = self.fstrings.last_mut() {
            // Directly inside a field these end its expression, whatever follows.
            let cursor = mode.depth - i32::from(byte != b'{');
            if cursor == 0 && matches!(byte, b':' | b'}' | b'!' | b'{') {
                mode.expression_ended = byte != b'{';
            }
            if byte == b':' && mode.field_depth >= 0 && cursor == mode.field_depth {
                mode.literal = true;
                self.at += 1;
                self.push(Kind::Colon, start, self.at);
                return Ok(());
            }
        }
        let (kind, length) = match (byte, next, third) {
            (b'(' | b'[' | b'{', ..) => return self.open(byte),
            (b')' | b']' | b'}', ..) => return self.close(byte),
            (b'=', b'=', _) => (Kind::EqEqual, 2),
            (b'=', ..) => (Kind::Equal, 1),
            (b',', ..) => (Kind::Comma, 1),
            (b':', b'=', _) => (Kind::ColonEqual, 2),
            (b':', ..) => (Kind::Colon, 1),
            (b'.', b'.', b'.') => (Kind::Ellipsis, 3),
            (b'.', ..) => (Kind::Dot, 1),
            (b'+', b'=', _) => (Kind::PlusEqual, 2),
            (b'+', ..) => (Kind::Plus, 1),
            (b'-', b'=', _) => (Kind::MinusEqual, 2),
            (b'-', b'>', _) => (Kind::Arrow, 2),
            (b'-', ..) => (Kind::Minus, 1),
            (b'*', b'*', b'=') => (Kind::DoubleStarEqual, 3),
            (b'*', b'*', _) => (Kind::DoubleStar, 2),
            (b'*', b'=', _) => (Kind::StarEqual, 2),
            (b'*', ..) => (Kind::Star, 1),
            (b'/', b'/', b'=') => (Kind::DoubleSlashEqual, 3),
            (b'/', b'/', _) => (Kind::DoubleSlash, 2),
            (b'/', b'=', _) => (Kind::SlashEqual, 2),
            (b'/', ..) => (Kind::Slash, 1),
            (b'%', b'=', _) => (Kind::PercentEqual, 2),
            (b'%', ..) => (Kind::Percent, 1),
            (b'&', b'=', _) => (Kind::AmperEqual, 2),
            (b'&', ..) => (Kind::Amper, 1),
            (b'|', b'=', _) => (Kind::VBarEqual, 2),
            (b'|', ..) => (Kind::VBar, 1),
            (b'^', b'=', _) => (Kind::CircumflexEqual, 2),
            (b'^', ..) => (Kind::Circumflex, 1),
            (b'<', b'<', b'=') => (Kind::LeftShiftEqual, 3),
            (b'<', b'<', _) => (Kind::LeftShift, 2),
            (b'<', b'=', _) => (Kind::LessEqual, 2),
            (b'<', b'>', _) => (Kind::NotEqual, 2),
            (b'<', ..) => (Kind::Less, 1),
            (b'>', b'>', b'=') => (Kind::RightShiftEqual, 3),
            (b'>', b'>', _) => (Kind::RightShift, 2),
            (b'>', b'=', _) => (Kind::GreaterEqual, 2),
            (b'>', ..) => (Kind::Greater, 1),
            (b'!', b'=', _) => (Kind::NotEqual, 2),
            (b'!', ..) => (Kind::Exclamation, 1),
            (b'@', b'=', _) => (Kind::AtEqual, 2),
            (b'@', ..) => (Kind::At, 1),
            (b'~', ..) => (Kind::Tilde, 1),
            (b';', ..) => (Kind::Semi, 1),
            (0..=0x1f | 0x7f, ..) => {
                return self.fail(
                    start + 1,
                    format!("invalid non-printable character U+{byte:04X}"),
                );
            }
            _ => (Kind::Unknown, 1),
        };
        self.at += length;
        self.push(kind, start, self.at);
        Ok(())
    }

    fn open(&mut self, byte: u8) -> Step {
        let start = self.at;
        if self.out.open.len() >= MAX_LEVEL {
            return self.fail(start + 1, "too many nested parentheses");
        }
        self.out.open.push(Bracket {
            at: start as u32,
            byte,
        });
        if let Some(mode) = self.fstrings.last_mut() {
            mode.depth += 1;
        }
        self.at += 1;
        let kind = match byte {
            b'(' => Kind::LPar,
            b'[' => Kind::LSqb,
            _ => Kind::LBrace,
        };
        self.push(kind, start, self.at);
        Ok(())
    }

    fn close(&mut self, byte: u8) -> Step {
        let start = self.at;
        let close = byte as char;
        if byte == b'}' && self.fstrings.last().is_some_and(|mode| mode.depth == 0) {
            return self.fail(start + 1, "f-string: single '}' is not allowed");
        }
        let Some(bracket) = self.out.open.pop() else {
            return self.fail(start + 1, format!("unmatched '{close}'"));
        };
        let (kind, opening) = match byte {
            b')' => (Kind::RPar, b'('),
            b']' => (Kind::RSqb, b'['),
            _ => (Kind::RBrace, b'{'),
        };
        if bracket.byte != opening {
            if let Some(mode) = self.fstrings.last() {
                if bracket.byte == b'{' && mode.depth - 1 == mode.field_depth {
                    return self.fail(start + 1, format!("f-string: unmatched '{close}'"));
                }
            }
            let open = bracket.byte as char;
            let mut msg = format!(
                "closing parenthesis '{close}' does not match opening parenthesis '{open}'"
            );
            if self.line_start(bracket.at as usize) != self.line_start(start) {
                msg += &format!(" on line {}", self.line_number(bracket.at as usize));
            }
            return self.fail(start + 1, msg);
        }
        if let Some(mode) = self.fstrings.last_mut() {
            mode.depth -= 1;
            if byte == b'}' && mode.depth == mode.field_depth {
                mode.field_depth -= 1;
                mode.literal = true;
            }
        }
        self.at += 1;
        self.push(kind, start, self.at);
        Ok(())
    }
}

/// Whether `word` can stand before a quote, and if so whether it makes an f-string.
fn string_prefix(word: &[u8]) -> Option<bool> {
    match word {
        [a] => match a.to_ascii_lowercase() {
            b'f' => Some(true),
            b'r' | b'b' | b'u' => Some(false),
            _ => None,
        },
        [a, b] => match (a.to_ascii_lowercase(), b.to_ascii_lowercase()) {
            (b'f', b'r') | (b'r', b'f') => Some(true),
            (b'b', b'r') | (b'r', b'b') => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// `str.isprintable` of one character, for error messages.
fn is_printable(ch: char) -> bool {
    // Debug formatting escapes exactly the unassigned, control, format, separator and private characters.
    let mut escaped = ch.escape_debug();
    escaped.len() == 1
        || matches!(ch, '"' | '\'' | '\\')
        || unicode_normalization::char::is_combining_mark(ch) && escaped.next() == Some(ch)
}
