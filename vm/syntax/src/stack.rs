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
const SHALLOW: u32 = 400;
/// Bound above which a program is refused unseen.
const HOPELESS: u32 = 60_000;
/// Stack for one level of nesting: the walks and drops of a debug build need about a third of it.
const STACK_PER_LEVEL: usize = 2048;
/// Stack for everything else.
const BASE_STACK: usize = 16 << 20;
/// CPython's parser gives up at this many of its own levels.
pub(crate) const MAX_PARSER_LEVEL: u32 = 5968;

/// How deep the tree can be at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bound {
    /// Levels of any kind.
    depth: u32,
    /// Levels that CPython's parser recurses for.
    right: u32,
}

/// Bounds the nesting from the tokens.
pub(crate) fn bound(tokens: &[Token]) -> Bound {
    let mut most = Bound::default();
    let mut elifs = 0;
    // Levels counted so far in the current element, outside the brackets that are open.
    let mut line = Bound::default();
    let mut saved: Vec<Bound> = Vec::new();
    let mut previous = Kind::Newline;
    for token in tokens {
        match token.kind {
            Kind::Newline => {
                line = Bound::default();
                saved.clear();
            }
            Kind::Comma | Kind::Equal | Kind::Semi => line = saved.last().copied().unwrap_or_default(),
            Kind::LPar | Kind::LSqb | Kind::LBrace => {
                line.depth += 1;
                saved.push(line);
            }
            Kind::RPar | Kind::RSqb | Kind::RBrace => line = saved.pop().unwrap_or_default(),
            Kind::KwElif => {
                elifs += 1;
                most.depth = most.depth.max(elifs);
                most.right = most.right.max(elifs);
            }
            Kind::KwIf if previous == Kind::Newline => elifs = 0,
            Kind::KwNot | Kind::KwElse | Kind::Tilde => line = line.plus(1, 1),
            Kind::KwLambda | Kind::DoubleStar => line = line.plus(1, 2),
            Kind::Minus | Kind::Plus => {
                let binary = matches!(
                    previous,
                    Kind::Name | Kind::Number | Kind::String | Kind::FStringEnd | Kind::RPar | Kind::RSqb | Kind::RBrace
                );
                line = line.plus(1, u32::from(!binary));
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
            | Kind::KwYield => line = line.plus(1, 0),
            _ => {}
        }
        most.depth = most.depth.max(line.depth);
        most.right = most.right.max(line.right);
        previous = token.kind;
    }
    most
}

impl Bound {
    fn plus(self, depth: u32, right: u32) -> Bound {
        Bound { depth: self.depth.saturating_add(depth), right: self.right.saturating_add(right) }
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
        let thread = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            // A panic inside is ours to show, not to hide.
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(SyntaxError::without_position(ErrorKind::Memory, "out of memory for a deeply nested program")),
        }
    })
}
