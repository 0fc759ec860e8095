//! Our tokens to the parser crate's, one at a time.
//!
//! Three things happen on the way. Adjacent string literals become *one* already decoded token. A run of strings that
//! includes an f-string becomes a placeholder, an empty string whose position is noted in [`Side::runs`], because the
//! parser's grammar knows no f-strings of PEP 701; [`crate::finish`] puts the real node in its place. And soft keywords
//! are told from names, exactly:
//!
//! * `match` is a keyword if its logical line ends in `:` and a block follows that begins with `case`;
//! * `case` is one directly inside such a block;
//! * `type` is one at the start of a statement and before a name.

use num_bigint::BigInt;
use rustpython_parser::lexer::{LexResult, LexicalError, LexicalErrorType};
use rustpython_parser::text_size::{TextRange, TextSize};
use rustpython_parser::{StringKind, Tok};

use crate::error::SyntaxWarning;
use crate::literal;
use crate::token::{Kind, Token};

/// Digits above which CPython refuses to convert a decimal literal.
pub(crate) const MAX_INT_DIGITS: usize = 4300;

/// A run of adjacent string literals with at least one f-string among them: token indices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StringRun {
    /// Byte offset at which the run starts; the placeholder starts there.
    pub(crate) start: u32,
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// What feeding finds besides tokens.
#[derive(Default)]
pub(crate) struct Side {
    pub(crate) runs: Vec<StringRun>,
    /// Values of constants with lone surrogates, by start offset.
    pub(crate) wide: Vec<(u32, Box<[u8]>)>,
    /// Warnings by byte offset.
    pub(crate) warnings: Vec<(u32, String)>,
}

/// Iterator over a stretch of tokens.
pub(crate) struct Feed<'a> {
    source: &'a str,
    tokens: &'a [Token],
    at: usize,
    end: usize,
    side: &'a mut Side,
    /// Block depths at which `case` is a keyword.
    match_blocks: Vec<u32>,
    block: u32,
    statement_start: bool,
    /// As `statement_start`, but not after `;` or `:`.
    line_start: bool,
    /// The next `Indent` opens a match block.
    match_pending: bool,
}

impl<'a> Feed<'a> {
    /// Feeds `tokens[from..to]`.
    pub(crate) fn new(
        source: &'a str,
        tokens: &'a [Token],
        from: usize,
        to: usize,
        side: &'a mut Side,
    ) -> Feed<'a> {
        Feed {
            source,
            tokens,
            at: from,
            end: to,
            side,
            match_blocks: Vec::new(),
            block: 0,
            statement_start: true,
            line_start: true,
            match_pending: false,
        }
    }

    fn fail(&self, token: Token) -> LexResult {
        // Only the fact matters: the diagnoser finds the words.
        Err(LexicalError::new(
            LexicalErrorType::StringError,
            TextSize::from(token.start),
        ))
    }

    fn name(&mut self, token: Token) -> Tok {
        let text = token.text(self.source);
        if self.statement_start {
            match text {
                "match" if self.line_start && self.is_match_statement() => {
                    self.match_pending = true;
                    return Tok::Match;
                }
                "case" if self.line_start && self.match_blocks.last() == Some(&self.block) => {
                    return Tok::Case
                }
                "type"
                    if self
                        .tokens
                        .get(self.at)
                        .is_some_and(|t| t.kind == Kind::Name) =>
                {
                    return Tok::Type
                }
                _ => {}
            }
        }
        Tok::Name {
            name: identifier(text),
        }
    }

    /// Whether the logical line that starts with the word just read heads a block of `case`s.
    fn is_match_statement(&self) -> bool {
        let rest = &self.tokens[self.at..];
        let Some(end) = rest.iter().position(|t| t.kind == Kind::Newline) else {
            return false;
        };
        end > 0
            && rest[end - 1].kind == Kind::Colon
            && rest.get(end + 1).is_some_and(|t| t.kind == Kind::Indent)
            && rest
                .get(end + 2)
                .is_some_and(|t| t.kind == Kind::Name && t.text(self.source) == "case")
    }

    /// Whether the next token cannot begin anything.
    fn ends_element(&self) -> bool {
        let next = self.tokens.get(self.at).map(|t| t.kind);
        matches!(
            next,
            None | Some(Kind::RPar | Kind::Comma | Kind::Colon | Kind::Equal | Kind::Newline)
        )
    }

    /// A run of strings that starts with `first` (already read).
    fn strings(&mut self, first: Token) -> LexResult {
        let first_index = self.at - 1;
        let mut formatted = false;
        let mut index = first_index;
        while index < self.end {
            match self.tokens[index].kind {
                Kind::String => index += 1,
                Kind::FStringStart => {
                    formatted = true;
                    index = end_of_fstring(self.tokens, index) + 1;
                }
                _ => break,
            }
        }
        self.at = index;
        let last = self.tokens[index - 1];
        let range = TextRange::new(first.start.into(), last.end.into());
        if formatted {
            self.side.runs.push(StringRun {
                start: first.start,
                first: first_index as u32,
                last: index as u32 - 1,
            });
            // The `u` tells the placeholder from a constant that the f-string's own node begins with.
            let kind = StringKind::Unicode;
            return Ok((
                Tok::String {
                    value: String::new(),
                    kind,
                    triple_quoted: false,
                },
                range,
            ));
        }
        let parts = literal::parts(first.text(self.source));
        let kind = match (parts.bytes, parts.unicode_prefix) {
            (true, _) => StringKind::RawBytes,
            (_, true) => StringKind::Unicode,
            _ => StringKind::RawString,
        };
        let mut value = Vec::new();
        let mut surrogates = false;
        for token in &self.tokens[first_index..index] {
            match decode_into(self.source, *token, parts.bytes, &mut value, self.side) {
                Ok(has_surrogates) => surrogates |= has_surrogates,
                Err(()) => return self.fail(*token),
            }
        }
        if parts.bytes {
            let (value, kind) = bytes_token(value);
            return Ok((
                Tok::String {
                    value,
                    kind,
                    triple_quoted: false,
                },
                range,
            ));
        }
        if surrogates {
            self.side
                .wide
                .push((first.start, value.clone().into_boxed_slice()));
        }
        let mut value = literal::lossy(value, surrogates);
        if kind == StringKind::Unicode && value.contains('\\') {
            // The only kind that keeps the `u` is not raw: protect what is already decoded.
            value = value.replace('\\', "\\\\");
        }
        Ok((
            Tok::String {
                value,
                kind,
                triple_quoted: false,
            },
            range,
        ))
    }
}

/// The parser takes bytes as ASCII text with escapes.
fn bytes_token(value: Vec<u8>) -> (String, StringKind) {
    use std::fmt::Write;
    if value.is_ascii() {
        return (
            value.into_iter().map(char::from).collect(),
            StringKind::RawBytes,
        );
    }
    let mut text = String::with_capacity(value.len() * 4);
    for byte in value {
        if byte.is_ascii() && byte != b'\\' {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    (text, StringKind::Bytes)
}

/// Decodes one `String` token after `value`. `Err`: bad escape, or bytes mixed with text.
pub(crate) fn decode_into(
    source: &str,
    token: Token,
    bytes: bool,
    value: &mut Vec<u8>,
    side: &mut Side,
) -> Result<bool, ()> {
    let parts = literal::parts(token.text(source));
    if parts.bytes != bytes {
        return Err(());
    }
    let decoded = if bytes {
        literal::decode_bytes(parts.body, parts.raw, value)
    } else {
        literal::decode_text(parts.body, parts.raw, value)
    };
    let decoded = decoded.map_err(|_| ())?;
    if let Some((_, msg)) = decoded.warning {
        side.warnings.push((token.start, msg));
    }
    Ok(decoded.surrogates)
}

/// Index of the `FStringEnd` that closes the `FStringStart` at `start`.
pub(crate) fn end_of_fstring(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        match token.kind {
            Kind::FStringStart => depth += 1,
            Kind::FStringEnd => {
                depth -= 1;
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    tokens.len() - 1
}

/// The identifier's value: NFKC-normalised.
pub(crate) fn identifier(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() {
        text.to_owned()
    } else {
        text.nfkc().collect()
    }
}

/// The token of a number; `None`: an integer with too many digits.
fn number(text: &str) -> Option<Tok> {
    let plain;
    let text = if text.contains('_') {
        plain = text.replace('_', "");
        plain.as_str()
    } else {
        text
    };
    let bytes = text.as_bytes();
    if bytes.len() > 2
        && bytes[0] == b'0'
        && bytes[1].is_ascii_alphabetic()
        && !matches!(bytes[1] | 0x20, b'e' | b'j')
    {
        let radix = match bytes[1] | 0x20 {
            b'x' => 16,
            b'o' => 8,
            _ => 2,
        };
        let value = match u64::from_str_radix(&text[2..], radix) {
            Ok(value) => BigInt::from(value),
            Err(_) => BigInt::parse_bytes(&bytes[2..], radix)?,
        };
        return Some(Tok::Int { value });
    }
    if let Some(digits) = text.strip_suffix(['j', 'J']) {
        return Some(Tok::Complex {
            real: 0.0,
            imag: digits.parse().ok()?,
        });
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        if let Ok(value) = text.parse::<u64>() {
            return Some(Tok::Int {
                value: BigInt::from(value),
            });
        }
        if bytes.len() > MAX_INT_DIGITS {
            return None;
        }
        return Some(Tok::Int {
            value: BigInt::parse_bytes(bytes, 10)?,
        });
    }
    Some(Tok::Float {
        value: text.parse().ok()?,
    })
}

impl Iterator for Feed<'_> {
    type Item = LexResult;

    fn next(&mut self) -> Option<LexResult> {
        if self.at >= self.end {
            return None;
        }
        let token = self.tokens[self.at];
        self.at += 1;
        let tok = match token.kind {
            Kind::Name => self.name(token),
            Kind::Number => match number(token.text(self.source)) {
                Some(tok) => tok,
                None => return Some(self.fail(token)),
            },
            Kind::String | Kind::FStringStart => {
                let result = self.strings(token);
                (self.statement_start, self.line_start) = (false, false);
                return Some(result);
            }
            Kind::EndMarker => return None,
            Kind::Indent => {
                self.block += 1;
                if std::mem::take(&mut self.match_pending) {
                    self.match_blocks.push(self.block);
                }
                Tok::Indent
            }
            Kind::Dedent => {
                if self.match_blocks.last() == Some(&self.block) {
                    self.match_blocks.pop();
                }
                self.block = self.block.saturating_sub(1);
                Tok::Dedent
            }
            // `<>` is an operator only under a joke future statement.
            Kind::NotEqual if self.source.as_bytes()[token.start as usize] == b'<' => {
                return Some(self.fail(token))
            }
            // The fast parser would take a `**` parameter without a name.
            Kind::DoubleStar if self.ends_element() => return Some(self.fail(token)),
            kind => match plain(kind) {
                Some(tok) => tok,
                None => return Some(self.fail(token)),
            },
        };
        self.line_start = matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent);
        self.statement_start = match token.kind {
            Kind::Newline | Kind::Indent | Kind::Dedent | Kind::Semi => true,
            // A one-line block; `x: type` and slices never have a name after `type`.
            Kind::Colon => token.level == 0,
            _ => false,
        };
        Some(Ok((
            tok,
            TextRange::new(token.start.into(), token.end.into()),
        )))
    }
}

/// Tokens without a value.
fn plain(kind: Kind) -> Option<Tok> {
    Some(match kind {
        Kind::Newline => Tok::Newline,
        Kind::LPar => Tok::Lpar,
        Kind::RPar => Tok::Rpar,
        Kind::LSqb => Tok::Lsqb,
        Kind::RSqb => Tok::Rsqb,
        Kind::LBrace => Tok::Lbrace,
        Kind::RBrace => Tok::Rbrace,
        Kind::Colon => Tok::Colon,
        Kind::Comma => Tok::Comma,
        Kind::Semi => Tok::Semi,
        Kind::Plus => Tok::Plus,
        Kind::Minus => Tok::Minus,
        Kind::Star => Tok::Star,
        Kind::Slash => Tok::Slash,
        Kind::VBar => Tok::Vbar,
        Kind::Amper => Tok::Amper,
        Kind::Less => Tok::Less,
        Kind::Greater => Tok::Greater,
        Kind::Equal => Tok::Equal,
        Kind::Dot => Tok::Dot,
        Kind::Percent => Tok::Percent,
        Kind::EqEqual => Tok::EqEqual,
        Kind::NotEqual => Tok::NotEqual,
        Kind::LessEqual => Tok::LessEqual,
        Kind::GreaterEqual => Tok::GreaterEqual,
        Kind::Tilde => Tok::Tilde,
        Kind::Circumflex => Tok::CircumFlex,
        Kind::LeftShift => Tok::LeftShift,
        Kind::RightShift => Tok::RightShift,
        Kind::DoubleStar => Tok::DoubleStar,
        Kind::PlusEqual => Tok::PlusEqual,
        Kind::MinusEqual => Tok::MinusEqual,
        Kind::StarEqual => Tok::StarEqual,
        Kind::SlashEqual => Tok::SlashEqual,
        Kind::PercentEqual => Tok::PercentEqual,
        Kind::AmperEqual => Tok::AmperEqual,
        Kind::VBarEqual => Tok::VbarEqual,
        Kind::CircumflexEqual => Tok::CircumflexEqual,
        Kind::LeftShiftEqual => Tok::LeftShiftEqual,
        Kind::RightShiftEqual => Tok::RightShiftEqual,
        Kind::DoubleStarEqual => Tok::DoubleStarEqual,
        Kind::DoubleSlash => Tok::DoubleSlash,
        Kind::DoubleSlashEqual => Tok::DoubleSlashEqual,
        Kind::At => Tok::At,
        Kind::AtEqual => Tok::AtEqual,
        Kind::Arrow => Tok::Rarrow,
        Kind::Ellipsis => Tok::Ellipsis,
        Kind::ColonEqual => Tok::ColonEqual,
        Kind::KwFalse => Tok::False,
        Kind::KwNone => Tok::None,
        Kind::KwTrue => Tok::True,
        Kind::KwAnd => Tok::And,
        Kind::KwAs => Tok::As,
        Kind::KwAssert => Tok::Assert,
        Kind::KwAsync => Tok::Async,
        Kind::KwAwait => Tok::Await,
        Kind::KwBreak => Tok::Break,
        Kind::KwClass => Tok::Class,
        Kind::KwContinue => Tok::Continue,
        Kind::KwDef => Tok::Def,
        Kind::KwDel => Tok::Del,
        Kind::KwElif => Tok::Elif,
        Kind::KwElse => Tok::Else,
        Kind::KwExcept => Tok::Except,
        Kind::KwFinally => Tok::Finally,
        Kind::KwFor => Tok::For,
        Kind::KwFrom => Tok::From,
        Kind::KwGlobal => Tok::Global,
        Kind::KwIf => Tok::If,
        Kind::KwImport => Tok::Import,
        Kind::KwIn => Tok::In,
        Kind::KwIs => Tok::Is,
        Kind::KwLambda => Tok::Lambda,
        Kind::KwNonlocal => Tok::Nonlocal,
        Kind::KwNot => Tok::Not,
        Kind::KwOr => Tok::Or,
        Kind::KwPass => Tok::Pass,
        Kind::KwRaise => Tok::Raise,
        Kind::KwReturn => Tok::Return,
        Kind::KwTry => Tok::Try,
        Kind::KwWhile => Tok::While,
        Kind::KwWith => Tok::With,
        Kind::KwYield => Tok::Yield,
        Kind::EndMarker
        | Kind::Indent
        | Kind::Dedent
        | Kind::Name
        | Kind::Number
        | Kind::String
        | Kind::FStringStart
        | Kind::FStringMiddle
        | Kind::FStringEnd
        | Kind::Exclamation
        | Kind::Unknown => return None,
    })
}

/// Keeps warnings in source order, as CPython issues them.
pub(crate) fn sorted_warnings(
    mut found: Vec<(u32, String)>,
    line_of: impl Fn(u32) -> u32,
) -> Vec<SyntaxWarning> {
    found.sort_by_key(|warning| warning.0);
    found
        .into_iter()
        .map(|(at, msg)| SyntaxWarning {
            msg,
            lineno: line_of(at),
        })
        .collect()
}
