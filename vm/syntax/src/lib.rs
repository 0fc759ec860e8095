//! Python source text to syntax tree: the one room where text becomes a tree.
//!
//! The tree is `rustpython_parser`'s, re-exported as [`ast`]; everything CPython 3.12 does that the parser crate does
//! not is done here, so that whoever walks the tree may trust it:
//!
//! * our own tokenizer, f-strings of PEP 701, lone surrogates, the coding cookie ([`decode`]);
//! * programs that CPython rejects are rejected with CPython's exception, message and position (measured: all but a few
//!   in ten thousand random mutations), including what CPython finds in its symbol table and compiler (`return` outside
//!   a function, assignment to `__debug__`, ...): a compiler need not repeat these checks;
//! * nesting is bounded by [`MAX_DEPTH`], so a recursive walk of the tree is safe on a sufficiently large stack.
//!
//! ```text
//!   bytes --decode--> text --lexer--> tokens --feed--> rustpython_parser --finish--> tree --check--> Parsed
//!                                                        | rejected
//!                                                        v
//!                                        diagnose (CPython's grammar with its error rules) --> SyntaxError
//! ```
//!
//! # How a compiler uses the tree
//!
//! * Ranges are byte offsets into [`Parsed::source`] (newlines normalised to `\n`); [`Parsed::lines`] turns them into
//!   CPython's `lineno`/`col_offset`.
//! * `Constant::Str` values cannot hold lone surrogates. Where [`Parsed::wtf8_literal`] answers `Some` for a
//!   constant's range start, those bytes (WTF-8) are the value.
//! * Children nest at most [`MAX_DEPTH`] deep; [`Parsed::depth`] is this tree's own depth (expressions *and* statement
//!   blocks). A compiler that recurses should check `depth` times its frame size against its stack, and move to a
//!   larger one where that does not fit. `BoolOp` and `Compare` are flat; binary-operator, attribute, call and
//!   subscript chains lean left: use [`left_spine`] to walk these without recursion.
//!
//! # Cost
//!
//! Checks included, parsing the 164 top-level files of CPython's library takes two thirds of the time the bare parser
//! crate takes (23 against 15 MB/s on the development machine), because of the tokenizer; an error costs two more
//! passes over the tokens. A one-line program takes 2 microseconds. Nothing is built at start-up.

mod check;
mod decode;
mod diagnose;
mod error;
mod feed;
mod finish;
mod fstring;
mod lexer;
mod lines;
mod literal;
mod stack;
mod token;

use std::borrow::Cow;

use feed::{Feed, Side};
use finish::{Finish, Rejected};
use rustpython_parser::ast::Ranged;
use rustpython_parser::Mode;

use check::Check;

pub use decode::{decode_source, Origin};
pub use error::{ErrorKind, SyntaxError, SyntaxWarning, UNKNOWN_END};
pub use lines::{LineColumn, LineIndex};
pub use num_bigint::BigInt;
pub use rustpython_parser::ast;
pub use rustpython_parser::text_size::{TextRange, TextSize};

/// Deepest nesting of a tree that [`parse_module`] and its siblings return, as CPython 3.12.1 allows it: deeper
/// programs give `RecursionError`.
pub const MAX_DEPTH: u32 = 2996;

/// A valid program. `T` is [`ast::ModModule`], [`ast::ModExpression`] or [`ast::ModInteractive`].
#[derive(Debug)]
pub struct Parsed<'s, T> {
    /// The tree.
    pub tree: T,
    /// The text that the tree's ranges count in: the given one, with `\r\n` and `\r` replaced by `\n`.
    pub source: Cow<'s, str>,
    /// Lines of `source`.
    pub lines: LineIndex,
    /// Warnings to issue, in source order.
    pub warnings: Vec<SyntaxWarning>,
    /// How deep the tree nests.
    pub depth: u32,
    wide: Vec<(u32, Box<[u8]>)>,
}

impl<T> Parsed<'_, T> {
    /// The WTF-8 bytes of the string constant whose range starts at `start`, if it holds lone surrogates (which the
    /// tree shows as U+FFFD). `None`, the usual case, means that the tree's own value is right.
    pub fn wtf8_literal(&self, start: TextSize) -> Option<&[u8]> {
        if self.wide.is_empty() {
            return None;
        }
        let start = u32::from(start);
        let at = self
            .wide
            .binary_search_by_key(&start, |entry| entry.0)
            .ok()?;
        Some(&self.wide[at].1)
    }
}

/// Parses a whole file (`exec` mode).
pub fn parse_module<'s>(
    source: &'s str,
    filename: &str,
) -> Result<Parsed<'s, ast::ModModule>, SyntaxError> {
    parse(
        source,
        filename,
        Mode::Module,
        |tree, finish| match tree {
            ast::Mod::Module(mut tree) => finish.body(&mut tree.body).map(|()| tree),
            _ => Err(Rejected),
        },
        |program, tree| Check::body(program, &tree.body),
    )
}

/// Parses one expression (`eval` mode); surrounding blanks and newlines are allowed.
pub fn parse_expression<'s>(
    source: &'s str,
    filename: &str,
) -> Result<Parsed<'s, ast::ModExpression>, SyntaxError> {
    // CPython's `eval` strips leading blanks before it compiles; `compile(..., 'eval')` does not, and rejects them.
    parse(
        source,
        filename,
        Mode::Expression,
        |tree, finish| match tree {
            ast::Mod::Expression(mut tree) => finish.expression(&mut tree.body).map(|()| tree),
            _ => Err(Rejected),
        },
        |program, tree| Check::expression(program, &tree.body),
    )
}

/// Parses one interactive statement (`single` mode).
pub fn parse_single<'s>(
    source: &'s str,
    filename: &str,
) -> Result<Parsed<'s, ast::ModInteractive>, SyntaxError> {
    parse(
        source,
        filename,
        Mode::Interactive,
        |tree, finish| match tree {
            ast::Mod::Interactive(mut tree) => finish.body(&mut tree.body).map(|()| tree),
            _ => Err(Rejected),
        },
        |program, tree| {
            one_statement(program, &tree.body)?;
            Check::body(program, &tree.body)
        },
    )
}

/// Newlines as the tokenizer wants them: `\n` only, and one at the end.
fn normalise(source: &str) -> Cow<'_, str> {
    let complete = source.is_empty() || source.ends_with('\n');
    if source.contains('\r') {
        let mut text = source.replace("\r\n", "\n").replace('\r', "\n");
        if !text.ends_with('\n') {
            text.push('\n');
        }
        return Cow::Owned(text);
    }
    if complete {
        return Cow::Borrowed(source);
    }
    Cow::Owned(format!("{source}\n"))
}

fn parse<'s, T: Send>(
    source: &'s str,
    filename: &str,
    mode: Mode,
    finish: impl FnOnce(ast::Mod, &mut Finish<'_>) -> Result<T, Rejected> + Send,
    check: impl FnOnce(&diagnose::Program<'_>, &T) -> CheckResult + Send,
) -> Result<Parsed<'s, T>, SyntaxError> {
    if source.len() >= u32::MAX as usize {
        return Err(SyntaxError::without_position(
            ErrorKind::Overflow,
            "source code is too large",
        ));
    }
    if source.contains('\0') {
        return Err(SyntaxError::without_position(
            ErrorKind::Syntax,
            "source code string cannot contain null bytes",
        ));
    }
    let implicit_newline = mode != Mode::Module && !source.ends_with('\n');
    let source = normalise(source);
    let lines = LineIndex::new(&source);
    let lexed = lexer::lex(&source);
    let program = diagnose::Program {
        source: &source,
        lines: &lines,
        lexed: &lexed,
        mode,
        implicit_newline,
    };
    let found = stack::with_stack(stack::bound(&lexed.tokens), || {
        tree(&program, filename, finish, check)
    })?;
    let line_of = |at: u32| lines.line(at);
    let warnings = feed::sorted_warnings(found.warnings, line_of);
    Ok(Parsed {
        tree: found.tree,
        warnings,
        depth: found.depth,
        wide: found.wide,
        source,
        lines,
    })
}

/// Warnings by byte offset, or the error.
type CheckResult = Result<Vec<(u32, String)>, SyntaxError>;

/// Interactive input is one statement.
fn one_statement(program: &diagnose::Program<'_>, body: &[ast::Stmt]) -> Result<(), SyntaxError> {
    diagnose::verify(program)?;
    let Some(first) = body.first() else {
        return Ok(());
    };
    let end = u32::from(first.range().end());
    let tokens = &program.lexed.tokens;
    let after = tokens.partition_point(|t| t.start < end);
    let line_end = tokens[after..]
        .iter()
        .position(|t| t.kind == token::Kind::Newline)
        .map_or(after, |n| after + n);
    let more = tokens[line_end..].iter().find(|t| {
        !matches!(
            t.kind,
            token::Kind::Newline | token::Kind::Dedent | token::Kind::EndMarker
        )
    });
    match more {
        Some(_) => Err(program.placer().at_last(
            line_end,
            ErrorKind::Syntax,
            "multiple statements found while compiling a single statement",
        )),
        None => Ok(()),
    }
}

/// What [`tree`] found.
struct Found<T> {
    tree: T,
    depth: u32,
    wide: Vec<(u32, Box<[u8]>)>,
    warnings: Vec<(u32, String)>,
}

/// Tokens to a checked tree.
fn tree<T>(
    program: &diagnose::Program<'_>,
    filename: &str,
    finish: impl FnOnce(ast::Mod, &mut Finish<'_>) -> Result<T, Rejected>,
    check: impl FnOnce(&diagnose::Program<'_>, &T) -> CheckResult,
) -> Result<Found<T>, SyntaxError> {
    let (source, tokens) = (program.source, &program.lexed.tokens[..]);
    if program.lexed.error.is_some() {
        return Err(diagnose::explain(program, None));
    }
    let mut side = Side::default();
    let feed = Feed::new(source, tokens, 0, tokens.len(), &mut side);
    let parsed = rustpython_parser::parse_tokens(feed, program.mode, filename);
    let parsed = parsed.map_err(|error| diagnose::explain(program, Some(&error)))?;
    let runs = std::mem::take(&mut side.runs);
    let mut walk = Finish::new(source, tokens, &runs, &mut side);
    let tree = finish(parsed, &mut walk).map_err(|Rejected| diagnose::explain(program, None))?;
    let (depth, parser_level, suspicious) =
        (walk.max_depth, walk.max_parser_level, walk.suspicious);
    stack::check_depth(depth, parser_level)?;
    if suspicious {
        diagnose::verify(program)?;
    }
    side.wide.sort_by_key(|entry| entry.0);
    let mut warnings = side.warnings;
    warnings.extend(check(program, &tree)?);
    warnings.extend(program.lexed.warnings.iter().map(|w| (w.at, w.msg.clone())));
    Ok(Found {
        tree,
        depth,
        wide: side.wide,
        warnings,
    })
}

/// The left spine of an expression, outermost node first: `a + b + c` gives `(a+b)+c`, `a+b`, `a`.
///
/// Follows the left child of binary operators, attributes, subscripts and calls, so that a compiler can emit the
/// innermost operand first and then each operator in turn (iterate in reverse) without recursing once per term.
pub fn left_spine(expr: &ast::Expr) -> Vec<&ast::Expr> {
    let mut spine = vec![expr];
    let mut at = expr;
    loop {
        at = match at {
            ast::Expr::BinOp(node) => &node.left,
            ast::Expr::Attribute(node) => &node.value,
            ast::Expr::Subscript(node) => &node.value,
            ast::Expr::Call(node) => &node.func,
            _ => return spine,
        };
        spine.push(at);
    }
}
