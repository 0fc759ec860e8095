//! Tracing JIT.
