//! Why a program is not valid: CPython's error for it.
//!
//! The fast parser only says *that* something is wrong. Here the tokens are parsed once more with CPython 3.12's own
//! grammar, the way CPython does it: a recursive-descent parser with memory (PEG). A first pass finds how far the
//! program makes sense; if no error has been raised by then, a second pass tries, at each point of the grammar, extra
//! *error rules* that recognise common mistakes and raise their own message. What is left is `invalid syntax` at the
//! furthest token. The order in which rules are tried decides which message wins, so the functions in the submodules
//! keep the grammar's order of alternatives.
//!
//! Example: for `f(a b)` the first pass stops at `b`; in the second the error rule of `expression` sees two expressions
//! in a row inside brackets: `invalid syntax. Perhaps you forgot a comma?`.
//!
//! This code runs only for wrong (or suspicious) programs. It is bounded: memory keeps it linear in practice, and
//! recursion stops at CPython's own limit.

mod atom;
mod call;
mod compound;
mod expr;
mod fstring;
mod params;
mod pattern;
mod peg;
mod place;
mod stmt;
mod target;

use rustpython_parser::{Mode, ParseError};

use crate::error::{ErrorKind, SyntaxError};
use crate::lexer::{LexErrorClass, Lexed};
use crate::lines::LineIndex;
use crate::token::Kind;

use peg::Peg;
use place::Placer;

/// A tokenized program.
pub(crate) struct Program<'a> {
    pub(crate) source: &'a str,
    pub(crate) lines: &'a LineIndex,
    pub(crate) lexed: &'a Lexed,
    pub(crate) mode: Mode,
    /// The last newline is ours and CPython's tokenizer would not place it (not in `exec` mode).
    pub(crate) implicit_newline: bool,
}

impl<'a> Program<'a> {
    pub(crate) fn placer(&self) -> Placer<'_, 'a> {
        Placer { program: self }
    }
}

/// The error of a program that the fast parser (with `fallback`) or the tokenizer rejected.
pub(crate) fn explain(program: &Program<'_>, fallback: Option<&ParseError>) -> SyntaxError {
    match verify(program) {
        Err(error) => error,
        // CPython's grammar accepts it: what is wrong is found after parsing.
        Ok(()) => late_error(program, fallback),
    }
}

/// Parses with CPython's grammar.
pub(crate) fn verify(program: &Program<'_>) -> Result<(), SyntaxError> {
    let mut peg = Peg::new(program);
    let placer = Placer { program };
    match peg.program() {
        Err(error) => return Err(with_lexical(program, &peg, *error)),
        Ok(true) => return Ok(()),
        Ok(false) => {}
    }
    let furthest = peg.furthest();
    peg.second_pass();
    if let Err(error) = peg.program() {
        return Err(with_lexical(program, &peg, *error));
    }
    let Some(token) = program.lexed.tokens.get(furthest) else {
        return Err(placer.lexical(program.lexed.error.as_ref()));
    };
    match token.kind {
        Kind::Indent => {
            return Err(placer.at_last(furthest, ErrorKind::Indentation, "unexpected indent"))
        }
        Kind::Dedent => {
            return Err(placer.at_last(furthest, ErrorKind::Indentation, "unexpected unindent"))
        }
        _ => {}
    }
    let error = placer.span(token.start, token.end, "invalid syntax");
    let error = placer.adjust_for_virtual(token, error);
    Err(with_lexical(program, &peg, error))
}

/// A later lexical error is shown instead of a syntax error, as is a bracket that was never closed.
fn with_lexical(program: &Program<'_>, peg: &Peg<'_>, error: SyntaxError) -> SyntaxError {
    let Some(lexical) = &program.lexed.error else {
        return error;
    };
    // Inside an f-string CPython prefers the syntax error.
    if !error.kind.has_position() || peg.lexical_raised() || program.lexed.inside_fstring {
        return error;
    }
    let placer = Placer { program };
    match lexical.class {
        LexErrorClass::Raised => placer.lexical(Some(lexical)),
        LexErrorClass::EndOfInput | LexErrorClass::Deferred => {
            // Only a bracket opened on an earlier line than the last token read is blamed.
            let furthest = peg
                .furthest()
                .min(program.lexed.tokens.len().saturating_sub(1));
            let last_line = program
                .lexed
                .tokens
                .get(furthest)
                .map_or(1, |t| program.lines.line(t.start));
            match program.lexed.open.last() {
                Some(open) if last_line > program.lines.line(open.at) => placer.unclosed(*open),
                _ => error,
            }
        }
    }
}

/// Errors that CPython finds after parsing but the fast parser while parsing.
fn late_error(program: &Program<'_>, fallback: Option<&ParseError>) -> SyntaxError {
    use rustpython_parser::lexer::LexicalErrorType;
    use rustpython_parser::ParseErrorType;
    let placer = Placer { program };
    let tokens = &program.lexed.tokens;
    if let Some(error) = peg::late_literal_error(program) {
        return error;
    }
    let Some(fallback) = fallback else {
        return placer.span(0, 0, "invalid syntax");
    };
    let at = u32::from(fallback.offset);
    let index = tokens
        .partition_point(|t| t.start < at)
        .min(tokens.len().saturating_sub(1));
    if let Some(token) = tokens.get(index).filter(|t| t.kind == Kind::Star) {
        // `with a as *b`, which the fast parser does not know.
        let end = placer.end_of_argument(index).max(token.end);
        return placer.span(
            token.start,
            end,
            "starred assignment target must be in a list or tuple",
        );
    }
    let msg = match &fallback.error {
        ParseErrorType::Lexical(LexicalErrorType::DuplicateArgumentError(name)) => {
            format!("duplicate argument '{name}' in function definition")
        }
        ParseErrorType::Lexical(LexicalErrorType::DuplicateKeywordArgumentError(name)) => {
            let end = placer.end_of_argument(index);
            return placer.span(at, end, format!("keyword argument repeated: {name}"));
        }
        _ => "invalid syntax".to_owned(),
    };
    let (start, end) = tokens.get(index).map_or((0, 0), |t| (t.start, t.end));
    let mut error = placer.span(start, end, msg);
    error.late = error.msg.starts_with("duplicate argument");
    error
}
