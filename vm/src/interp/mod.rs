//! The interpreter: one loop over register bytecode, compiled twice (normal and recording).
//!
//! - `run.rs`: the loop with the fast path of every op; `operands.rs` and `fast.rs` are parts of it.
//! - `slow_*.rs`: the cold halves, one file per family. They may push a frame ([`Flow::Reload`]);
//!   what happens with that frame's result is `resume.rs`'s business.
//! - `frame.rs`: records and registers; `frame_object.rs`: what Python code sees of them.
//! - `call.rs`: calls and construction; `bind.rs`: argument binding. `unwind.rs`: exceptions.
//! - `generator.rs`: resume, yield, throw, close.

pub mod bind;
pub mod call;
pub mod code;
mod fast;
pub mod frame;
pub mod frame_object;
pub mod generator;
pub mod intrinsics;
pub mod names;
pub mod native_step;
mod operands;
pub mod prelude;
pub mod resume;
pub mod run;
pub mod slow_attr;
pub mod slow_build;
pub mod slow_flow;
pub mod slow_ops;
pub mod unwind;

/// How the loop goes on after a cold path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// With the next instruction.
    Next,
    /// The current frame or its pc changed: reload them.
    Reload,
}

/// How the loop goes on after a frame was left or suspended.
#[derive(Clone, Copy, Debug)]
pub enum Leave {
    /// In the (new) current frame.
    Loaded,
    /// With an exception in the current frame.
    Raise,
    /// A boundary frame is done: return to Rust.
    Done(crate::R),
}
