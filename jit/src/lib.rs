//! The tracing JIT: record, optimise, allocate registers, assemble, install.
//!
//! - [`driver`]: the tier the VM calls; decides what is recorded and run.
//! - [`record`]: the observer that writes IR while the interpreter executes.
//! - `adder_codegen`: IR, optimiser, register allocation, machine code (knows no VM).
//! - [`deopt`]: exits back into the interpreter. [`helpers`]: C functions traces call.
//! - [`verify`]: a mode in which every trace is checked against the interpreter.
//! - [`fields`]: every object field machine code touches. [`abort`]: every reason to give up.

pub mod abort;
pub mod deopt;
pub mod driver;
pub mod dump;
pub mod fields;
pub mod helpers;
pub mod liveness;
pub mod options;
pub mod record;
pub mod stats;
pub mod store;
pub mod verify;

pub use driver::Jit;
pub use options::{Dump, Options};
