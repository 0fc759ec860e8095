//! Deep programs get a deep stack.
//!
//! The parser itself keeps its stack on the heap, but the tree it returns (and whatever it drops when the program turns
//! out wrong) nests as deep as the program does. How deep that may be is bounded from the tokens: within one element of
//! one logical line, only operators, calls, attributes and the like add a level. Where the bound is small, which is
//! always in practice, nothing happens here; otherwise the parse runs on a thread with a stack to match, and beyond any
//! depth that could be accepted the program is refused at once.

use crate::error::{ErrorKind, SyntaxError};
use crate::token::{Kind, Token};
use crate::MAX_DEPTH;

/// Depth up to which the caller's own stack is used.
const SHALLOW: u32 = 100;
/// Bound above which a program is refused unseen.
const HOPELESS: u32 = 200_000;
/// Stack for one level of nesting, of which the walks and drops of a debug build need a fraction.
const STACK_PER_LEVEL: usize = 2048;
/// Stack for everything else.
const BASE_STACK: usize = 16 << 20;
/// CPython's parser gives up at this many of its own levels.
pub(crate) const MAX_PARSER_LEVEL: u32 = 5968;

/// How deep the tree can be at most, up to a factor of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bound {
    /// Levels of any kind.
    depth: u32,
    /// Levels that CPython's parser recurses for.
    right: u32,
}

/// Levels open at a point of a line.
#[derive(Clone, Copy, Default)]
struct Levels {
    /// Lambdas, conditionals and brackets: closed only by the end of the element.
    open: u32,
    /// Prefix operators and powers: closed by `and`, `or` and comparisons.
    tight: u32,
    /// Left-leaning chains of operators, calls, attributes: closed likewise.
    chain: u32,
    /// Of `open` and `tight`, what CPython's parser recurses for.
    right: u32,
}

/// Bounds the nesting from the tokens.
pub(crate) fn bound(tokens: &[Token]) -> Bound {
    let mut most = Bound::default();
    let mut elifs = 0;
    let mut line = Levels::default();
    // Levels outside the brackets that are open.
    let mut saved: Vec<Levels> = Vec::new();
    // Lambdas whose parameters are being read: their commas end no element.
    let mut lambdas = 0u32;
    let mut previous = Kind::Newline;
    for token in tokens {
        match token.kind {
            Kind::Name | Kind::Number | Kind::String => {}
            Kind::Newline => {
                line = Levels::default();
                saved.clear();
                lambdas = 0;
            }
            Kind::Comma | Kind::Equal | Kind::Semi if lambdas == 0 => {
                line = saved
                    .last()
                    .map_or_else(Levels::default, |outside| outside.inside());
            }
            Kind::LPar | Kind::LSqb | Kind::LBrace => {
                line.chain += 1;
                saved.push(line);
                line = line.inside();
            }
            // What follows the closing bracket goes on with the chain.
            Kind::RPar | Kind::RSqb | Kind::RBrace => line = saved.pop().unwrap_or_default(),
            Kind::KwElif => {
                elifs += 1;
                most.depth = most.depth.max(elifs);
                most.right = most.right.max(elifs);
            }
            Kind::KwIf if previous == Kind::Newline => elifs = 0,
            Kind::KwElse => {
                line = Levels {
                    open: line.open + 1,
                    right: line.right + 1,
                    tight: 0,
                    chain: 0,
                };
            }
            Kind::KwLambda => {
                line = Levels {
                    open: line.open + 1,
                    right: line.right + 2,
                    tight: 0,
                    chain: 0,
                };
                lambdas += 1;
            }
            Kind::Colon => lambdas = lambdas.saturating_sub(1),
            Kind::KwAnd
            | Kind::KwOr
            | Kind::Less
            | Kind::LessEqual
            | Kind::Greater
            | Kind::GreaterEqual
            | Kind::EqEqual
            | Kind::NotEqual
            | Kind::KwIn
            | Kind::KwIs
            | Kind::KwIf => {
                line = Levels {
                    open: line.open,
                    right: line.right.saturating_sub(line.tight),
                    tight: 0,
                    chain: 0,
                };
            }
            Kind::KwNot | Kind::Tilde => line = line.prefix(1),
            Kind::DoubleStar => line = line.prefix(2),
            Kind::Minus | Kind::Plus => {
                let binary = matches!(
                    previous,
                    Kind::Name
                        | Kind::Number
                        | Kind::String
                        | Kind::FStringEnd
                        | Kind::RPar
                        | Kind::RSqb
                        | Kind::RBrace
                );
                if binary {
                    line.chain += 1;
                } else {
                    line = line.prefix(1);
                }
            }
            Kind::Dot
            | Kind::Star
            | Kind::Slash
            | Kind::DoubleSlash
            | Kind::Percent
            | Kind::At
            | Kind::VBar
            | Kind::Amper
            | Kind::Circumflex
            | Kind::LeftShift
            | Kind::RightShift
            | Kind::KwAwait
            | Kind::KwYield => line.chain += 1,
            _ => {}
        }
        most.depth = most.depth.max(line.open + line.tight + line.chain);
        most.right = most.right.max(line.right);
        previous = token.kind;
    }
    most
}

impl Levels {
    /// Where an element inside a bracket begins.
    fn inside(self) -> Levels {
        Levels {
            open: self.open + self.tight + self.chain,
            tight: 0,
            chain: 0,
            right: self.right,
        }
    }

    fn prefix(self, parser_levels: u32) -> Levels {
        Levels {
            tight: self.tight + 1,
            right: self.right + parser_levels,
            ..self
        }
    }
}

/// The error for a tree that nests `depth` deep and took CPython's parser `parser_level` levels, if it is too much.
pub(crate) fn check_depth(depth: u32, parser_level: u32) -> Result<(), SyntaxError> {
    if parser_level > MAX_PARSER_LEVEL {
        return Err(SyntaxError::without_position(
            ErrorKind::Memory,
            "Parser stack overflowed - Python source too complex to parse",
        ));
    }
    if depth > MAX_DEPTH {
        return Err(SyntaxError::without_position(
            ErrorKind::Recursion,
            "maximum recursion depth exceeded during compilation",
        ));
    }
    Ok(())
}

/// Runs `work` where a tree within `bound` can be walked and dropped.
pub(crate) fn with_stack<T: Send>(
    bound: Bound,
    work: impl FnOnce() -> Result<T, SyntaxError> + Send,
) -> Result<T, SyntaxError> {
    if bound.depth <= SHALLOW {
        return work();
    }
    if bound.depth > HOPELESS {
        check_depth(bound.depth, bound.right)?;
    }
    let size = BASE_STACK + bound.depth as usize * STACK_PER_LEVEL;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(size)
            .spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            // A panic inside is ours to show, not to hide.
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(SyntaxError::without_position(
                ErrorKind::Memory,
                "out of memory for a deeply nested program",
            )),
        }
    })
}
