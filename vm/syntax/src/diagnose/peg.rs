//! The machinery of the diagnosing parser: reading tokens, memory, raising.
//!
//! Every grammar function returns `Ok(Some(..))` where it matched (and has moved on), `Ok(None)` where it did not (and
//! the caller resets the position), and `Err` where an error was raised, which ends the parse. Alternatives are closures
//! passed to [`Peg::alt`], which does the resetting; inside, [`need!`](super::peg::need) leaves on the first part that
//! does not match.

use std::collections::HashMap;

use super::place::Placer;
use super::Program;
use crate::error::{ErrorKind, SyntaxError};
use crate::literal;
use crate::token::{Kind, Token};
use rustpython_parser::Mode;

/// Index of a node.
pub(super) type NodeId = u32;

/// A raised error.
pub(super) type Raised = Box<SyntaxError>;

/// What a grammar function returns.
pub(super) type Match<T = NodeId> = Result<Option<T>, Raised>;

/// Unwraps a part of an alternative, or leaves it.
macro_rules! need {
    ($part:expr) => {
        match $part? {
            Some(value) => value,
            None => return Ok(None),
        }
    };
}
pub(super) use need;

/// Leaves an alternative unless a lookahead holds.
macro_rules! require {
    ($condition:expr) => {
        if !$condition {
            return Ok(None);
        }
    };
}
pub(super) use require;

/// What kind of expression a node is; the names in messages come from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Name,
    Attribute,
    Subscript,
    Starred,
    List,
    Tuple,
    Lambda,
    Call,
    Operation,
    GeneratorExp,
    Yield,
    Await,
    ListComp,
    SetComp,
    DictComp,
    Dict,
    Set,
    FString,
    NoneValue,
    False,
    True,
    Ellipsis,
    Literal,
    Compare,
    /// `Compare` whose first operator is `in`: its first child is the left operand.
    CompareIn,
    IfExp,
    NamedExpr,
    /// Call arguments; children are the positional ones. Not an expression.
    Arguments,
    /// As `Arguments`, with a `**` among them.
    ArgumentsUnpacked,
    /// The clauses of a comprehension; the only child is the last iterable or condition.
    Clauses,
    /// Anything else that only needs a span.
    Other,
}

impl Shape {
    /// What messages call the expression.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Shape::Name => "name",
            Shape::Attribute => "attribute",
            Shape::Subscript => "subscript",
            Shape::Starred => "starred",
            Shape::List => "list",
            Shape::Tuple => "tuple",
            Shape::Lambda => "lambda",
            Shape::Call => "function call",
            Shape::Operation => "expression",
            Shape::GeneratorExp => "generator expression",
            Shape::Yield => "yield expression",
            Shape::Await => "await expression",
            Shape::ListComp => "list comprehension",
            Shape::SetComp => "set comprehension",
            Shape::DictComp => "dict comprehension",
            Shape::Dict => "dict literal",
            Shape::Set => "set display",
            Shape::FString => "f-string expression",
            Shape::NoneValue => "None",
            Shape::False => "False",
            Shape::True => "True",
            Shape::Ellipsis => "ellipsis",
            Shape::Literal => "literal",
            Shape::Compare | Shape::CompareIn => "comparison",
            Shape::IfExp => "conditional expression",
            Shape::NamedExpr => "named expression",
            Shape::Arguments | Shape::ArgumentsUnpacked | Shape::Clauses | Shape::Other => {
                "expression"
            }
        }
    }
}

/// A matched expression.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) shape: Shape,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) children: Vec<NodeId>,
}

/// Rules whose results are remembered.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    SimpleStmt,
    Block,
    Expression,
    StarExpression,
    Disjunction,
    Conjunction,
    Inversion,
    BitwiseOr,
    Factor,
    AwaitPrimary,
    Primary,
    Strings,
    ClosedPattern,
    StarPattern,
    Arguments,
    StarTarget,
    TargetWithStarAtom,
    DelTarget,
    TargetPrimary,
    InvalidNamedExpression,
    TypeParam,
}

/// CPython's limit of parser recursion.
const MAX_LEVEL: u32 = 6000;

/// The parser.
pub(super) struct Peg<'a> {
    pub(super) program: &'a Program<'a>,
    tokens: &'a [Token],
    /// Index of the next token.
    pub(super) at: usize,
    /// Number of tokens read so far, lookahead included.
    filled: usize,
    nodes: Vec<Node>,
    memory: HashMap<(u32, Rule), (u32, Option<NodeId>)>,
    /// Error rules apply.
    pub(super) errors: bool,
    level: u32,
    lexical_raised: bool,
}

impl<'a> Peg<'a> {
    pub(super) fn new(program: &'a Program<'a>) -> Peg<'a> {
        Peg {
            program,
            tokens: &program.lexed.tokens,
            at: 0,
            filled: 0,
            nodes: Vec::new(),
            memory: HashMap::new(),
            errors: false,
            level: 0,
            lexical_raised: false,
        }
    }

    /// Starts over with the error rules. Tokens stay read, as in CPython.
    pub(super) fn second_pass(&mut self) {
        self.at = 0;
        self.errors = true;
        self.level = 0;
        self.nodes.clear();
        self.memory.clear();
    }

    /// Index of the last token read.
    pub(super) fn furthest(&self) -> usize {
        self.filled.saturating_sub(1)
    }

    /// Whether the error raised is the tokenizer's own.
    pub(super) fn lexical_raised(&self) -> bool {
        self.lexical_raised
    }

    pub(super) fn placer(&self) -> Placer<'a, 'a> {
        Placer {
            program: self.program,
        }
    }

    /// The whole program; `false`: no match.
    pub(super) fn program(&mut self) -> Result<bool, Raised> {
        let found = match self.program.mode {
            Mode::Module => self.alt(|p| {
                p.statements()?;
                p.token(Kind::EndMarker)
            })?,
            Mode::Interactive => self.interactive()?,
            Mode::Expression => self.alt(|p| {
                need!(p.expressions());
                while p.token(Kind::Newline)?.is_some() {}
                p.token(Kind::EndMarker)
            })?,
        };
        Ok(found.is_some())
    }

    // ---- tokens ----

    /// The token at index `at`, read from the tokenizer if need be.
    fn read(&mut self, at: usize) -> Result<Token, Raised> {
        match self.tokens.get(at) {
            Some(&token) => {
                self.filled = self.filled.max(at + 1);
                Ok(token)
            }
            None => {
                self.filled = self.filled.max(self.tokens.len());
                self.lexical_raised = true;
                Err(Box::new(
                    self.placer().lexical(self.program.lexed.error.as_ref()),
                ))
            }
        }
    }

    /// The next token, without taking it.
    pub(super) fn peek(&mut self) -> Result<Token, Raised> {
        self.read(self.at)
    }

    /// Whether the next token is of `kind`.
    pub(super) fn looks_at(&mut self, kind: Kind) -> Result<bool, Raised> {
        Ok(self.peek()?.kind == kind)
    }

    /// Whether the next token is one of `kinds`.
    pub(super) fn looks_at_any(&mut self, kinds: &[Kind]) -> Result<bool, Raised> {
        let kind = self.peek()?.kind;
        Ok(kinds.contains(&kind))
    }

    /// Takes a token of `kind`.
    pub(super) fn token(&mut self, kind: Kind) -> Match<Token> {
        let token = self.peek()?;
        if token.kind != kind {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(token))
    }

    /// Takes a token of one of `kinds`.
    pub(super) fn token_any(&mut self, kinds: &[Kind]) -> Match<Token> {
        let token = self.peek()?;
        if !kinds.contains(&token.kind) {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(token))
    }

    /// Takes a token that must be there: raises `expected '..'` otherwise.
    pub(super) fn forced(&mut self, kind: Kind, text: &str) -> Match<Token> {
        let token = self.peek()?;
        if token.kind == kind {
            self.at += 1;
            return Ok(Some(token));
        }
        self.raise_token(token, format!("expected '{text}'"))
    }

    /// Takes the soft keyword `word`.
    pub(super) fn soft(&mut self, word: &str) -> Match<Token> {
        let token = self.peek()?;
        if token.kind != Kind::Name || token.text(self.program.source) != word {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(token))
    }

    pub(super) fn text(&self, token: Token) -> &'a str {
        token.text(self.program.source)
    }

    /// The last token taken.
    pub(super) fn last_taken(&self) -> Token {
        self.tokens[self.at.saturating_sub(1).min(self.tokens.len() - 1)]
    }

    // ---- combining ----

    /// Tries one alternative; goes back where it does not match.
    pub(super) fn alt<T>(&mut self, part: impl FnOnce(&mut Self) -> Match<T>) -> Match<T> {
        let start = self.at;
        let found = part(self)?;
        if found.is_none() {
            self.at = start;
        }
        Ok(found)
    }

    /// Whether a part matches here, without taking it.
    pub(super) fn ahead<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Match<T>,
    ) -> Result<bool, Raised> {
        let start = self.at;
        let found = part(self)?.is_some();
        self.at = start;
        Ok(found)
    }

    /// An optional part: matches nothing where it does not match.
    pub(super) fn maybe<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Match<T>,
    ) -> Result<Option<T>, Raised> {
        self.alt(part)
    }

    /// As many parts as match; their number.
    pub(super) fn many<T>(
        &mut self,
        mut part: impl FnMut(&mut Self) -> Match<T>,
    ) -> Result<Vec<T>, Raised> {
        let mut found = Vec::new();
        while let Some(item) = self.alt(&mut part)? {
            found.push(item);
        }
        Ok(found)
    }

    /// Parts separated by commas, at least one; a trailing comma is not taken.
    pub(super) fn separated<T>(
        &mut self,
        mut part: impl FnMut(&mut Self) -> Match<T>,
    ) -> Match<Vec<T>> {
        let Some(first) = self.alt(&mut part)? else {
            return Ok(None);
        };
        let mut found = vec![first];
        while let Some(item) = self.alt(|p| {
            need!(p.token(Kind::Comma));
            part(p)
        })? {
            found.push(item);
        }
        Ok(Some(found))
    }

    /// Counts recursion; CPython's parser gives up at a fixed depth.
    pub(super) fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> Match<T>) -> Match<T> {
        self.level += 1;
        if self.level > MAX_LEVEL {
            return Err(Box::new(SyntaxError::without_position(
                ErrorKind::Memory,
                "Parser stack overflowed - Python source too complex to parse",
            )));
        }
        let result = part(self);
        self.level -= 1;
        result
    }

    /// A remembered rule.
    pub(super) fn remembered(
        &mut self,
        rule: Rule,
        part: impl FnOnce(&mut Self) -> Match,
    ) -> Match {
        let key = (self.at as u32, rule);
        if let Some(&(end, found)) = self.memory.get(&key) {
            if found.is_some() {
                self.at = end as usize;
            }
            return Ok(found);
        }
        let found = self.deeper(|p| p.alt(part))?;
        self.memory.insert(key, (self.at as u32, found));
        Ok(found)
    }

    /// Forgets what came before: nothing goes back past a finished top-level statement.
    pub(super) fn forget(&mut self) {
        self.memory.clear();
        self.nodes.clear();
    }

    // ---- nodes ----

    pub(super) fn node(
        &mut self,
        shape: Shape,
        start: u32,
        end: u32,
        children: Vec<NodeId>,
    ) -> NodeId {
        self.nodes.push(Node {
            shape,
            start,
            end,
            children,
        });
        self.nodes.len() as NodeId - 1
    }

    /// A node from `start` to the last token taken.
    pub(super) fn close_node(&mut self, shape: Shape, start: u32, children: Vec<NodeId>) -> NodeId {
        let end = self.last_taken().end;
        self.node(shape, start, end, children)
    }

    pub(super) fn get(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    pub(super) fn shape(&self, id: NodeId) -> Shape {
        self.nodes[id as usize].shape
    }

    pub(super) fn describe(&self, id: NodeId) -> &'static str {
        self.shape(id).describe()
    }

    // ---- raising ----

    pub(super) fn raise<T>(&mut self, start: u32, end: u32, msg: impl Into<String>) -> Match<T> {
        Err(Box::new(self.placer().span(start, end, msg)))
    }

    pub(super) fn raise_node<T>(&mut self, node: NodeId, msg: impl Into<String>) -> Match<T> {
        let node = self.get(node);
        let (start, end) = (node.start, node.end);
        self.raise(start, end, msg)
    }

    pub(super) fn raise_nodes<T>(
        &mut self,
        first: NodeId,
        last: NodeId,
        msg: impl Into<String>,
    ) -> Match<T> {
        let (start, end) = (self.get(first).start, self.get(last).end);
        self.raise(start, end, msg)
    }

    pub(super) fn raise_token<T>(&mut self, token: Token, msg: impl Into<String>) -> Match<T> {
        let placer = self.placer();
        let error = placer.span(token.start, token.end, msg);
        Err(Box::new(placer.adjust_for_virtual(&token, error)))
    }

    /// At the last token read.
    pub(super) fn raise_last<T>(&mut self, msg: impl Into<String>) -> Match<T> {
        self.raise_last_as(ErrorKind::Syntax, msg)
    }

    fn raise_last_as<T>(&mut self, kind: ErrorKind, msg: impl Into<String>) -> Match<T> {
        Err(Box::new(self.placer().at_last(self.furthest(), kind, msg)))
    }

    /// From `start` to the end of what has been read.
    pub(super) fn raise_from<T>(&mut self, start: u32, msg: impl Into<String>) -> Match<T> {
        let last = self.tokens[self.furthest()];
        let mut error = self.placer().span(start, last.end, msg);
        if last.kind != Kind::Newline {
            // CPython takes the tokenizer's column, which counts from zero, for one that counts from one.
            error.end_offset -= 1;
        }
        Err(Box::new(error))
    }

    /// At the token that comes next.
    pub(super) fn raise_next<T>(&mut self, msg: impl Into<String>) -> Match<T> {
        let at = self.at;
        self.peek()?;
        Err(Box::new(self.placer().at_last(at, ErrorKind::Syntax, msg)))
    }

    /// A block that is missing after the statement headed by `header`.
    pub(super) fn raise_no_block<T>(&mut self, header: Token, what: &str) -> Match<T> {
        let line = self.program.lines.line(header.start);
        self.raise_last_as(
            ErrorKind::Indentation,
            format!("expected an indented block after {what} on line {line}"),
        )
    }

    pub(super) fn raise_indentation<T>(&mut self, msg: &str) -> Match<T> {
        self.raise_last_as(ErrorKind::Indentation, msg)
    }
}

/// Errors in literals and numbers that the grammar itself does not see.
pub(super) fn late_literal_error(program: &Program<'_>) -> Option<SyntaxError> {
    let placer = Placer { program };
    for token in &program.lexed.tokens {
        if token.kind == Kind::Number {
            if let Some(msg) = too_many_digits(token.text(program.source)) {
                return Some(placer.span(token.start, token.end, msg));
            }
        }
    }
    None
}

/// CPython's refusal to convert very long decimal integers.
pub(super) fn too_many_digits(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let decimal = text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    (decimal && digits > crate::feed::MAX_INT_DIGITS).then(|| {
        format!(
            "Exceeds the limit ({} digits) for integer string conversion: value has {digits} digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to \
             avoid decimal conversion limits.",
            crate::feed::MAX_INT_DIGITS
        )
    })
}

/// The decoding error of a plain string token.
pub(super) fn literal_error(text: &str) -> Option<String> {
    let parts = literal::parts(text);
    let mut value = Vec::new();
    let decoded = if parts.bytes {
        literal::decode_bytes(parts.body, parts.raw, &mut value)
    } else {
        literal::decode_text(parts.body, parts.raw, &mut value)
    };
    decoded.err().map(|error| error.msg)
}
