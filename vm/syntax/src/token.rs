//! Tokens as CPython 3.12's tokenizer makes them, f-strings included.
//!
//! A token is a kind and a byte range; its text is looked up in the source when somebody wants it. Hard keywords have
//! kinds of their own; soft ones (`match`, `case`, `type`, `_`) are names. Example: `f"{x!r}"` is `FStringStart`,
//! `LBrace`, `Name`, `Exclamation`, `Name`, `RBrace`, `FStringEnd`.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Kind {
    EndMarker,
    Newline,
    Indent,
    Dedent,
    Name,
    Number,
    String,
    FStringStart,
    FStringMiddle,
    FStringEnd,
    /// `!` inside an f-string's field.
    Exclamation,
    /// A character that starts no token (`$`, `?`, a back quote, a lone `!`).
    Unknown,
    LPar,
    RPar,
    LSqb,
    RSqb,
    LBrace,
    RBrace,
    Colon,
    Comma,
    Semi,
    Plus,
    Minus,
    Star,
    Slash,
    VBar,
    Amper,
    Less,
    Greater,
    Equal,
    Dot,
    Percent,
    EqEqual,
    NotEqual,
    LessEqual,
    GreaterEqual,
    Tilde,
    Circumflex,
    LeftShift,
    RightShift,
    DoubleStar,
    PlusEqual,
    MinusEqual,
    StarEqual,
    SlashEqual,
    PercentEqual,
    AmperEqual,
    VBarEqual,
    CircumflexEqual,
    LeftShiftEqual,
    RightShiftEqual,
    DoubleStarEqual,
    DoubleSlash,
    DoubleSlashEqual,
    At,
    AtEqual,
    Arrow,
    Ellipsis,
    ColonEqual,
    KwFalse,
    KwNone,
    KwTrue,
    KwAnd,
    KwAs,
    KwAssert,
    KwAsync,
    KwAwait,
    KwBreak,
    KwClass,
    KwContinue,
    KwDef,
    KwDel,
    KwElif,
    KwElse,
    KwExcept,
    KwFinally,
    KwFor,
    KwFrom,
    KwGlobal,
    KwIf,
    KwImport,
    KwIn,
    KwIs,
    KwLambda,
    KwNonlocal,
    KwNot,
    KwOr,
    KwPass,
    KwRaise,
    KwReturn,
    KwTry,
    KwWhile,
    KwWith,
    KwYield,
}

impl Kind {
    /// The kind of an identifier-shaped word.
    pub(crate) fn of_word(word: &[u8]) -> Kind {
        // The length splits the 35 keywords into groups small enough for direct comparison.
        match word {
            b"as" => Kind::KwAs,
            b"if" => Kind::KwIf,
            b"in" => Kind::KwIn,
            b"is" => Kind::KwIs,
            b"or" => Kind::KwOr,
            b"and" => Kind::KwAnd,
            b"def" => Kind::KwDef,
            b"del" => Kind::KwDel,
            b"for" => Kind::KwFor,
            b"not" => Kind::KwNot,
            b"try" => Kind::KwTry,
            b"None" => Kind::KwNone,
            b"True" => Kind::KwTrue,
            b"elif" => Kind::KwElif,
            b"else" => Kind::KwElse,
            b"from" => Kind::KwFrom,
            b"pass" => Kind::KwPass,
            b"with" => Kind::KwWith,
            b"False" => Kind::KwFalse,
            b"async" => Kind::KwAsync,
            b"await" => Kind::KwAwait,
            b"break" => Kind::KwBreak,
            b"class" => Kind::KwClass,
            b"raise" => Kind::KwRaise,
            b"while" => Kind::KwWhile,
            b"yield" => Kind::KwYield,
            b"assert" => Kind::KwAssert,
            b"except" => Kind::KwExcept,
            b"global" => Kind::KwGlobal,
            b"import" => Kind::KwImport,
            b"lambda" => Kind::KwLambda,
            b"return" => Kind::KwReturn,
            b"finally" => Kind::KwFinally,
            b"continue" => Kind::KwContinue,
            b"nonlocal" => Kind::KwNonlocal,
            _ => Kind::Name,
        }
    }
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What it is.
    pub(crate) kind: Kind,
    /// Open brackets after this token (a closing bracket counts as closed).
    pub(crate) level: u8,
}

impl Token {
    /// The token's text.
    pub(crate) fn text<'s>(&self, source: &'s str) -> &'s str {
        &source[self.start as usize..self.end as usize]
    }
}
