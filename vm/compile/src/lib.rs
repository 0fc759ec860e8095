//! Syntax tree to register bytecode.
//!
//! ```text
//!   source --adder_syntax--> tree --scope--> symbol tables
//!                              |                 |
//!                              +--- compiler ----+--> one CodeUnit per function, class body, module
//! ```
//!
//! [`compile_module`] is the whole interface. Inside, `compiler` holds the state of the unit being written and
//! everything about names; `expr`, `cond`, `call`, `fstring`, `comprehension` compile expressions, `stmt`, `assign`,
//! `try_with`, `import`, `function`, `class` statements; `fold` computes constants; `emit`, `regs`, `consts` are the
//! machinery below them. A worked example, `def f(a, n): return a[0] + n * 2`:
//!
//! ```text
//!   GetItemI r2 r0 0     ; a and n live in r0 and r1, temporaries follow
//!   MulI     r3 r1 2
//!   Add      r2 r2 r3
//!   Return   r2
//! ```

mod assign;
mod call;
mod class;
mod compiler;
mod comprehension;
mod cond;
mod consts;
mod emit;
mod error;
mod expr;
mod fold;
mod fstring;
mod function;
mod hash;
mod import;
pub mod intrinsics;
mod names;
mod regs;
mod scope;
mod stmt;
mod try_with;
mod unparse;

use adder_bytecode::CodeUnit;
use adder_syntax::SyntaxError;
use std::rc::Rc;

/// What the source is, as `compile()`'s third argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A file or `exec` argument: statements.
    Exec,
    /// An expression whose value is returned.
    Eval,
    /// One interactive statement; values of expression statements are displayed.
    Single,
}

/// How to compile.
#[derive(Clone, Default, Debug)]
pub struct Options {
    /// The VM's own prelude: `__intrinsic_NAME__(...)` calls are allowed and functions are left out of tracebacks.
    pub prelude: bool,
    /// `from __future__ import annotations` is in force from outside (`compile` flags).
    pub future_annotations: bool,
    /// Loops read the clock when they begin and end (`LoopClock`).
    pub clock_loops: bool,
    /// Functions that read the clock when they begin and return (`CallClock`).
    pub clock_calls: Option<Rc<ClockedCalls>>,
}

/// Functions by file, first line and qualified name.
pub type ClockedCalls = std::collections::HashSet<(String, u32, String)>;

/// Compiles source text to a code unit.
pub fn compile_module(
    source: &str,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Result<Rc<CodeUnit>, SyntaxError> {
    compiler::compile(source, filename, mode, options).map_err(|error| *error)
}
