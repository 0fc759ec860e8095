//! Machine code against the IR executor: each operation on edge values, loops, calls, pressure, linking, random traces.

mod ops;
mod random;
mod support;
mod traces;
